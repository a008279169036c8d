"""Two materials of one post, heading by heading: which problems are still there, which are gone, which are new."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from review.model import DiffMark, Entry, Material, Paragraph
from review.relate.office import speaker
from review.show import addresses
from review.show.views.difference import Difference
from review.show.views.names import clause, excerpt, ordinal
from review.show.views.notes import Chip, Index, Link
from review.show.views.paired import HeadingSide, heading_sides, paired_headings, paired_problems, problem_words
from review.show.views.state import measure_state

ComparedAs = Literal["未变", "仍在", "不再有", "新出现", "不能逐条对"]
WORDS: tuple[ComparedAs, ...] = ("未变", "仍在", "不再有", "新出现", "不能逐条对")
PROSE = 90
"""Characters of a heading's prose that are shown."""


@dataclass(frozen=True, kw_only=True, slots=True)
class TwoYears:
    """The last two materials of a post."""

    left: Material
    right: Material

    @property
    def address(self) -> str:
        """Their page's source."""
        return addresses.comparison(self.right)


@dataclass(frozen=True, kw_only=True, slots=True)
class Remedy:
    """What was to be done about a problem, and how far it is."""

    link: Link
    state: str
    """Empty without a row in the ledger."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Compared:
    """A problem on one side."""

    target: str
    opening: str
    rest: tuple[tuple[DiffMark, str], ...]
    """What follows the opening, with marks."""
    chip: Chip | None
    remedy: Remedy | None


@dataclass(frozen=True, kw_only=True, slots=True)
class ComparedProblem:
    """A problem on both sides, or on one."""

    word: ComparedAs
    note: str
    """添 6 字、去 15 字; 文字不同; empty."""
    inferred: bool
    """Whether that the two belong together is inferred."""
    again: tuple[int, ...]
    """Years in which it came back, the newest last; empty where it did not."""
    left: Compared | str
    right: Compared | str
    """What is said where it is not there."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Headings:
    """Two headings that belong together, or one alone."""

    said: str
    """同一方面, 同一主题, 只在 2021 年."""
    left: HeadingSide | None
    right: HeadingSide | None
    rows: tuple[ComparedProblem, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Comparison:
    """Two materials held against each other."""

    pair: TwoYears
    years: tuple[int, int]
    headings: tuple[Headings, ...]

    @property
    def counts(self) -> Counter[ComparedAs]:
        """Rows by what is said of them."""
        return Counter(row.word for headings in self.headings for row in headings.rows)


def post_pairs(index: Index) -> Iterator[TwoYears]:
    """The last two years of every post and team that has two, in the library's order of the later material."""
    held: dict[tuple[str, ...], list[Material]] = defaultdict(list)
    for material in index.library.materials:
        held[speaker(material)].append(material)
    later: dict[str, TwoYears] = {}
    for materials in held.values():
        years = sorted({index.year(material) for material in materials})[-2:]
        if len(years) == 2:
            left, right = ([m for m in materials if index.year(m) == year][-1] for year in years)
            later[right.id] = TwoYears(left=left, right=right)
    return (later[material.id] for material in index.library.materials if material.id in later)


def against(index: Index) -> dict[str, tuple[int, str]]:
    """For each material that is one of a pair, by its id: the year of the other one, and where they are compared."""
    found: dict[str, tuple[int, str]] = {}
    for pair in post_pairs(index):
        found[pair.left.id] = (index.year(pair.right), pair.address)
        found[pair.right.id] = (index.year(pair.left), pair.address)
    return found


def comparison(index: Index, pair: TwoYears) -> Comparison:
    """The two materials of a pair."""
    left, right = (list(heading_sides(index, material)) for material in (pair.left, pair.right))
    years = (index.year(pair.left), index.year(pair.right))
    matched = paired_headings(left, right)
    found = [_headings(index, one, matched.get(n), years) for n, one in enumerate(left)]
    alone = [_headings(index, None, one, years) for one in right if one not in matched.values()]
    return Comparison(pair=pair, years=years, headings=(*found, *alone))


def _headings(index: Index, left: HeadingSide | None, right: HeadingSide | None, years: tuple[int, int]) -> Headings:
    if left and right:
        same = left.canonical and right.canonical and left.canonical.wording == right.canonical.wording
        said = "同一方面" if same else "同一主题"
    else:
        said = f"只在 {years[0] if left else years[1]} 年"
    return Headings(said=said, left=left, right=right, rows=tuple(_rows(index, left, right, years)))


def _rows(
    index: Index, left: HeadingSide | None, right: HeadingSide | None, years: tuple[int, int]
) -> Iterator[ComparedProblem]:
    if any(side and not side.problems for side in (left, right)):
        yield from _prose(index, left, right, years)
        return
    ours, theirs = (side.problems if side else () for side in (left, right))
    matched = paired_problems(ours, theirs)
    for entry in ours:
        other = matched.get(entry.key)
        if other:
            yield _both(index, entry, *other)
        else:
            yield _alone(index, entry, years, left=True)
    there = {other.key for other, _ in matched.values()}
    for entry in theirs:
        if entry.key not in there:
            yield _alone(index, entry, years, left=False)


def _both(index: Index, one: Entry, other: Entry, changed: Difference) -> ComparedProblem:
    plain = not changed.gone and not changed.new
    counted = "、".join(f"{word} {count} 字" for word, count in (("添", changed.new), ("去", changed.gone)) if count)
    again = [year for year, _ in index.again(other)] if one.key in other.earlier else []
    return ComparedProblem(
        word="未变" if plain else "仍在",
        note="" if plain else "文字不同" if changed.rewritten else counted,
        inferred=one.inferred or other.inferred,
        again=(*again, index.year(other.material)) if again else (),
        left=_compared(index, one, changed.left),
        right=_compared(index, other, changed.right),
    )


def _alone(index: Index, entry: Entry, years: tuple[int, int], *, left: bool) -> ComparedProblem:
    shown = _compared(index, entry, (("same", "".join(problem_words(entry))),))
    row = ComparedProblem(word="不再有", note="", inferred=False, again=(), left=shown, right=f"{years[1]} 年未再查摆")
    return row if left else replace(row, word="新出现", left=f"{years[0]} 年没有", right=shown)


def _prose(
    index: Index, left: HeadingSide | None, right: HeadingSide | None, years: tuple[int, int]
) -> Iterator[ComparedProblem]:
    """Where one of two headings is plain prose, nothing can be held against it; problems of the other stand alone."""
    said = []
    for side, year in zip((left, right), years, strict=True):
        texts = [p.text for p in side.heading.content if isinstance(p, Paragraph)] if side else []
        whole = f"{excerpt(' '.join(texts), PROSE)}（整段文字，未分条）" if texts else "没有内容"
        said.append(whole if side and not side.problems else "见下" if side else f"{year} 年没有这一方面")
    yield ComparedProblem(word="不能逐条对", note="", inferred=False, again=(), left=said[0], right=said[1])
    for side, is_left in ((left, True), (right, False)):
        for entry in side.problems if side else ():
            row = _alone(index, entry, years, left=is_left)
            yield replace(row, word="不能逐条对", left=row.left if is_left else "", right="" if is_left else row.right)


def _compared(index: Index, entry: Entry, parts: Sequence[tuple[DiffMark, str]]) -> Compared:
    opening = entry.item.opening + entry.item.stop
    return Compared(
        target=addresses.item(entry),
        opening=entry.item.marker + opening,
        rest=_after(parts, len(opening)),
        chip=index.notes(entry).chip,
        remedy=_remedy(index, entry),
    )


def _after(parts: Sequence[tuple[DiffMark, str]], length: int) -> tuple[tuple[DiffMark, str], ...]:
    """The parts without their first `length` characters."""
    left: list[tuple[DiffMark, str]] = []
    for change, text in parts:
        if text[length:]:
            left.append((change, text[length:]))
        length = max(0, length - len(text))
    return tuple(left)


def _remedy(index: Index, entry: Entry) -> Remedy | None:
    for reference in entry.measures:
        measure = index.library.entries[reference.key]
        ledger = measure.material.ledger.get(measure.item_id)
        link = Link(target=addresses.item(measure), ordinal=ordinal(measure), label=clause(measure.item.opening),
                    inferred=reference.inferred)  # fmt: skip
        return Remedy(link=link, state=measure_state(ledger, index.library) if ledger else "")
    return None
