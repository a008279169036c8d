"""Units that documents name and the roster lacks: an entry for each of them, put where the roster has its like."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from review.intake.outcome import Outcome
from review.intake.undo import ROSTER
from review.model import Unit
from review.read.text.files import Refused, read_bytes, strict_text
from review.read.text.write import write
from review.read.vocabulary.repeats import RULE
from review.read.yaml import emit
from review.read.yaml.strict import Sequence as Entries
from review.read.yaml.strict import parse

_MASKED = re.compile(r"^某|[×*＊Xx〇○]")
_GROUPS = {"(?:街道|办事处|[镇乡])$": "街道和镇", "(?:部|工会|妇联|团委|党校)$": "党群部门",
           "(?:局|委|办|办公室)$": "政府部门"}  # fmt: skip
_PLACE = re.compile("[省市区县旗州盟镇乡委]$")
"""How what stands before a unit's name ends where it says of which place it is."""
_NO_NAME = re.compile("委|政府|人大|政协|纪委|[直级属]|.?$")
"""How what stands behind a place begins where the place is part of the name: 区委党校, 市直机关."""
_USUAL = "其他单位"
"""The group of a unit of which the roster has none alike, by how its name ends."""


class NoRoster(ValueError):
    """A roster that nothing can be added to; the message says why, in Chinese."""


def missing_units(outcomes: Iterable[Outcome], *, by_name: bool) -> list[str]:
    """The units that documents name, in their order, and that the roster lacks; no masked one.

    `by_name`: those too that only the names around a file speak for, as the clerk adopts them.
    """
    unknown = (one.prepared.guesses["unit"] for one in outcomes if one.prepared and one.status != "refused")
    names = (one.named or (one.around if by_name else "") for one in unknown if not one.value)
    return list(dict.fromkeys(name for name in names if name and not _MASKED.search(name)))


def add_units(root: Path, names: Sequence[str], units: Sequence[Unit]) -> list[str]:
    """Write entries for `names` into the roster of the library at `root`, which holds `units`; returns the entries.

    Raises NoRoster where the library has no roster of its own, OSError where it cannot be written.
    """
    try:
        text = strict_text(read_bytes(root / ROSTER, ROSTER), ROSTER)
        found = parse(text, ROSTER, RULE, max_nodes=200_000)
    except Refused as error:
        raise NoRoster(f"名册 {ROSTER} 读不了，没有加：{error}") from error
    begins = [item.line for item in found.items] if isinstance(found, Entries) else []
    made = list(_entries(names, units))
    lines = text.rstrip("\n").split("\n")
    placed = [(_place(lines, begins, unit, units), n, entry) for n, (unit, entry) in enumerate(made)]
    for place, _, entry in sorted(placed, reverse=True):
        lines.insert(place, entry)
    write(root / ROSTER, ("\n".join(lines) + "\n").encode())
    return [entry for _, entry in made]


def _entries(names: Sequence[str], units: Sequence[Unit]) -> Iterator[tuple[Unit | None, str]]:
    """For each name the unit of the roster behind which it belongs, and its entry."""
    taken = {unit.id for unit in units}
    for name, aliases in _as_the_roster_calls_them(names, units).items():
        like = _like(name, units)
        id = next(id for n in range(len(units) + 1, 100_000) if (id := f"unit-{n}") not in taken)
        taken.add(id)
        value: dict[str, emit.Value] = {"id": id, "name": name, "group": _group(name, like), "aliases": aliases}
        yield like, f"- {emit.flow(value)}"


def _as_the_roster_calls_them(names: Sequence[str], units: Sequence[Unit]) -> dict[str, list[emit.Value]]:
    """The units that `names` are, each with its other names.

    Where 区财政局 is another name of 财政局, 区水务局 is one of 水务局: and no unit of its own.
    """
    found: dict[str, list[emit.Value]] = {}
    before = sorted({p for u in units for alias in u.aliases if _PLACE.search(p := alias.removesuffix(u.name))
                     and alias.endswith(u.name)}, key=len, reverse=True)  # fmt: skip
    known = {called for unit in units for called in (unit.name, *unit.aliases)}
    for name in names:
        short = next((name[len(p) :] for p in before if name.startswith(p)), name)
        whole = name if short in known or _NO_NAME.match(short) else short
        found.setdefault(whole, []).extend([name] if whole != name else [])
    return found


def _like(name: str, units: Sequence[Unit]) -> Unit | None:
    """The last unit whose name ends as this one does (局, 街道); None where there is none."""
    for length in (2, 1):
        if same := [unit for unit in units if unit.name[-length:] == name[-length:]]:
            return same[-1]
    return None


def _group(name: str, like: Unit | None) -> str:
    return like.group if like else next((group for ends, group in _GROUPS.items() if re.search(ends, name)), _USUAL)


def _place(lines: list[str], begins: list[int], like: Unit | None, units: Sequence[Unit]) -> int:
    """The index of the line before which an entry behind that of `like` is put."""
    after = units.index(like) + 1 if like else len(begins)
    end = begins[after] - 1 if after < len(begins) else len(lines)
    while end and (not lines[end - 1].strip() or lines[end - 1].lstrip().startswith("#")) and after < len(begins):
        end -= 1
    return end
