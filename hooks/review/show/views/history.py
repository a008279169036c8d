"""What git tells of a material, in words: its last changes, and which words each changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from review.model import Altered, Change, DiffMark, Material, Vocabulary
from review.read.structure.pieces import pieces_of, words_digest
from review.read.yaml.fields import NAMES

SHOWN = 10
"""Changes at a material's foot."""
ITEMS = 6
"""Parts of a change that are named; the rest is counted."""
ROOM = 4_000
"""Characters of changed words on one page: a page has a limit, and a history none."""
WITHHELD = "撤下不宜公开的内容"


@dataclass(frozen=True, kw_only=True, slots=True)
class ChangedWords:
    """The words of one part."""

    name: str
    id: str
    """Its anchor on today's page; empty where its words are others by now."""
    words: tuple[tuple[DiffMark, str], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class PastRow:
    """A change at a material's foot."""

    date: str
    reason: str
    said: str
    """Which parts, and by how much."""
    words: tuple[ChangedWords, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Foot:
    """The history at a material's foot."""

    rows: tuple[PastRow, ...]
    earlier: int
    """Changes that are not listed."""
    times: int
    """How often it was changed since it came in, or since it can be seen."""


def foot(material: Material, changes: Sequence[Change], vocabulary: Vocabulary) -> Foot:
    """What the foot of `material` shows of its changes, newest first."""
    today = anchors(material)
    room = ROOM
    rows = []
    for change in changes[:SHOWN]:
        words = [ChangedWords(name=one.name, id=today.get(one.at, ""), words=one.words)
                 for one in change.altered if one.words]  # fmt: skip
        length = sum(len(text) for one in words for _, text in one.words)
        room -= length
        said = came(change) if change.first else "；".join(summary(change.altered, vocabulary))
        reason = told_reason(change)
        rows.append(PastRow(date=str(change.date), reason=reason, said=said, words=tuple(words) if room > 0 else ()))
    return Foot(
        rows=tuple(rows), earlier=max(len(changes) - SHOWN, 0), times=sum(not change.first for change in changes)
    )


def anchors(material: Material) -> dict[str, str]:
    """Where the words of today's parts stand, by their digest."""
    return {words_digest(piece.text): piece.id for piece in reversed(pieces_of(material.document)) if piece.id}


def told_reason(change: Change) -> str:
    """The reason of a change as it is told."""
    return WITHHELD if change.withheld else change.reason or ("收入" if change.first else "更正")


def came(change: Change) -> str:
    """What a material held when it came in."""
    words = zip(change.counts, ("个问题", "条根源", "项措施"), strict=True)
    return "，".join(f"{count} {word}" for count, word in words if count)


def summary(altered: Sequence[Altered], vocabulary: Vocabulary) -> Iterator[str]:
    """Each part with how much of it changed, those of one name together; many are counted."""
    alike: dict[tuple[object, ...], list[Altered]] = {}
    for at, one in enumerate(altered):
        alike.setdefault((at,) if one.values else (one.name, one.what), []).append(one)
    for some in [*alike.values()][:ITEMS]:
        yield part(_together(some), vocabulary)
    if len(alike) > ITEMS:
        yield f"等 {len(altered)} 处"


def _together(some: Sequence[Altered]) -> Altered:
    """Parts of one name as one: a text has many paragraphs that have no name of their own."""
    first, *others = some
    name = f"{first.name} {len(some)} 处" if others else first.name
    return replace(first, name=name, new=sum(one.new for one in some), gone=sum(one.gone for one in some))


def part(one: Altered, vocabulary: Vocabulary) -> str:
    """A part, and what became of it."""
    if one.what == "new":
        return f"{one.name} 新增 {one.new} 字"
    if one.what == "gone":
        return f"{one.name} 删去 {one.gone} 字"
    if one.what == "type":
        (_, old, new), *_ = one.values
        was, now = vocabulary.type(old), vocabulary.type(new)
        return f"{one.name} {f'由{was.name}' if was else ''}改归{now.name}" if now else f"{one.name} 改分类"
    if one.what == "ledger":
        return f"台账{one.name}"
    if one.what == "front":
        return f"改{NAMES.get(one.name, one.name)}"
    counts = [f"{word} {count} 字" for word, count in (("添", one.new), ("去", one.gone)) if count]
    return f"{one.name} {'、'.join(counts) or '改标点'}"


def ledger_step(one: Altered) -> str:
    """What became of a measure of the ledger."""
    values = {key: (old, new) for key, old, new in one.values}
    if not any(old or new for old, new in values.values()):
        return "改台账"
    old, new = values.get("status", ("", ""))
    said = []
    if "status" in values:
        said.append(f"新列入台账，{new}" if not old else f"{old} › {new}" if new else "移出台账")
    if values.get("closed", ("", ""))[1]:
        said.append(f"销号 {values['closed'][1]}")
    for key in ("due", "owner", "leader"):
        before, after = values.get(key, ("", ""))
        if before and after:
            said.append(f"{NAMES[key]}由{before}改为{after}")
    if after := values.get("progress", ("", ""))[1]:
        said.append(f"进展：{after}")
    return "，".join(said) or "改台账"
