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
    moved: str
    """Where it moved to another heading: 2025 年改列在“担当作为”下; empty."""
    inferred: bool
    """Whether that the two belong together is inferred."""
    again: tuple[int, ...]
    """Years in which it came back, the newest last; empty where it did not."""
    left: Compared | str
    right: Compared | str
    """What is said where it is not there."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Elsewhere:
    """A problem of the right that the left has under another heading, where the two stand side by side."""

    shown: Link
    heading: Link


@dataclass(frozen=True, kw_only=True, slots=True)
class Headings:
    """Two headings that belong together, or one alone."""

    said: str
    """同一方面, 同一主题, 只在 2021 年."""
    left: HeadingSide | None
    right: HeadingSide | None
    rows: tuple[ComparedProblem, ...]
    elsewhere: tuple[Elsewhere, ...]


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
    """The last two years of every post and team that has two, in the library's order of the later material.

    None where several hold a post: no material says who, and whose years belong together nobody knows.
    """
    held: dict[tuple[str, ...], list[Material]] = defaultdict(list)
    for material in index.library.materials:
        held[speaker(material)].append(material)
    later: dict[str, TwoYears] = {}
    for materials in held.values():
        years = sorted({index.year(material) for material in materials})[-2:]
        of = Counter(material.campaign for material in materials if index.year(material) in years)
        if len(years) == 2 and max(of.values()) == 1:
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
    return _Comparing(index, pair).made()


class _Comparing:
    """Two materials, and which of their problems belong together."""

    def __init__(self, index: Index, pair: TwoYears) -> None:
        self.index, self.pair = index, pair
        self.years = (index.year(pair.left), index.year(pair.right))
        self.left, self.right = (list(heading_sides(index, material)) for material in (pair.left, pair.right))
        self.same = paired_headings(self.left, self.right)
        self.pairs = paired_problems(self.left, self.right, self.same)
        ours = {entry.key: entry for side in self.left for entry in side.problems}
        self.back = {other.key: ours[key] for key, (other, _) in self.pairs.items()}
        self.types = [
            {entry.type.id for side in sides for entry in side.problems if entry.type}
            for sides in (self.left, self.right)
        ]

    def made(self) -> Comparison:
        there = list(self.same.values())
        found = [self._headings(one, self.same.get(n)) for n, one in enumerate(self.left)]
        alone = [self._headings(None, one) for one in self.right if one not in there]
        return Comparison(pair=self.pair, years=self.years, headings=(*found, *alone))

    def _headings(self, left: HeadingSide | None, right: HeadingSide | None) -> Headings:
        if left and right:
            same = left.canonical and right.canonical and left.canonical.wording == right.canonical.wording
            said = "同一方面" if same else "同一主题"
        else:
            said = f"只在 {self.years[0] if left else self.years[1]} 年"
        return Headings(
            said=said, left=left, right=right, rows=tuple(self._rows(left, right)),
            elsewhere=tuple(self._elsewhere(left, right)),
        )  # fmt: skip

    def _rows(self, left: HeadingSide | None, right: HeadingSide | None) -> Iterator[ComparedProblem]:
        prose = any(side and not side.problems for side in (left, right))
        if prose:
            yield self._prose(left, right)
        for entry in left.problems if left else ():
            if entry.key in self.pairs:
                yield self._both(entry, *self.pairs[entry.key], right)
            else:
                yield self._alone(entry, prose, left=True)
        for entry in right.problems if right else ():
            if entry.key not in self.back:
                yield self._alone(entry, prose, left=False)

    def _elsewhere(self, left: HeadingSide | None, right: HeadingSide | None) -> Iterator[Elsewhere]:
        here = {entry.key for entry in left.problems} if left else set()
        for entry in right.problems if right else ():
            before = self.back.get(entry.key)
            if before and before.key not in here:
                assert before.heading
                shown = Link(target=addresses.item(entry), ordinal="", inferred=False,
                             label=entry.item.marker + entry.item.opening + entry.item.stop)  # fmt: skip
                heading = Link(target=f"#{before.heading.id}", ordinal="", inferred=False, label=_heading(before))
                yield Elsewhere(shown=shown, heading=heading)

    def _both(self, one: Entry, other: Entry, changed: Difference, right: HeadingSide | None) -> ComparedProblem:
        plain = not changed.gone and not changed.new
        letters = (("添", changed.new), ("去", changed.gone))
        counted = "、".join(f"{word} {count} 字" for word, count in letters if count)
        again = [year for year, _ in self.index.again(other)] if one.key in other.earlier else []
        moved = not right or other.key not in {entry.key for entry in right.problems}
        return ComparedProblem(
            word="未变" if plain else "仍在",
            note="" if plain else "文字不同" if changed.rewritten else counted,
            moved=f"{self.years[1]} 年改列在“{_heading(other)}”下" if moved else "",
            inferred=one.inferred or other.inferred,
            again=(*again, self.index.year(other.material)) if again else (),
            left=_compared(self.index, one, changed.left),
            right=_compared(self.index, other, changed.right),
        )

    def _alone(self, entry: Entry, prose: bool, *, left: bool) -> ComparedProblem:
        shown = _compared(self.index, entry, (("same", "".join(problem_words(entry))),))
        lacks = "" if prose else self._lacks(entry, left)
        word: ComparedAs = "不能逐条对" if prose else "不再有" if left else "新出现"
        row = ComparedProblem(word=word, note="", moved="", inferred=False, again=(), left=shown, right=lacks)
        return row if left else replace(row, left=lacks, right=shown)

    def _lacks(self, entry: Entry, left: bool) -> str:
        """What is true of the other year, where a problem has none to be held against."""
        other = 1 if left else 0
        year = self.years[other]
        if not entry.type:
            return f"{year} 年没有相近的问题"
        if entry.type.id in self.types[other]:
            return f"{year} 年的同类问题已与另一条相对"
        return f"{year} 年未再查摆这类问题" if left else f"{year} 年没有这类问题"

    def _prose(self, left: HeadingSide | None, right: HeadingSide | None) -> ComparedProblem:
        """Where one of two headings is plain prose, nothing in it can be held against a problem."""
        said = []
        for side, year in zip((left, right), self.years, strict=True):
            texts = [p.text for p in side.heading.content if isinstance(p, Paragraph)] if side else []
            whole = f"{excerpt(' '.join(texts), PROSE)}（整段文字，未分条）" if texts else "没有内容"
            said.append(whole if side and not side.problems else "见下" if side else f"{year} 年没有这一方面")
        return ComparedProblem(
            word="不能逐条对", note="", moved="", inferred=False, again=(), left=said[0], right=said[1]
        )


def _heading(entry: Entry) -> str:
    return entry.canonical.name if entry.canonical else entry.heading_name


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
