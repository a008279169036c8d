"""Long lists as view data: rows in groups, on one page or several, and what leads from page to page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from review.show.pieces import Cut

FEW = 12
"""Pages of a list that all lead to each other."""
LIMIT = 200
"""No list on one page is longer; LOOKS: over 200 entries it is split."""

Row = TypeVar("Row", covariant=True)
Shown = TypeVar("Shown")


@dataclass(frozen=True, kw_only=True, slots=True)
class Group(Generic[Row]):
    """Rows under one head."""

    key: str
    """ASCII, part of an address."""
    label: str
    rows: tuple[Row, ...]
    total: int
    """Rows under this head in the whole list, however it is split; 0 where it goes on from the page before."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ListPart(Generic[Row]):
    """One page of a list that may be too long for one."""

    slug: str
    """Part of its address; empty for the first, which stands at the list's own."""
    label: str
    groups: tuple[Group[Row], ...]
    continues: bool = False
    """Whether its first rows go on from the page before, though they belong together."""
    goes_on: bool = False
    """Whether its last ones go on on the next page."""

    @property
    def count(self) -> int:
        """Rows of all its groups."""
        return sum(len(group.rows) for group in self.groups)

    def shown(self, row: Callable[[Row], Shown]) -> ListPart[Shown]:
        """The same with what `row` makes of each row."""
        groups = (Group(key=one.key, label=one.label, rows=tuple(map(row, one.rows)), total=one.total)
                  for one in self.groups)  # fmt: skip
        return ListPart(slug=self.slug, label=self.label, groups=tuple(groups), continues=self.continues,
                        goes_on=self.goes_on)  # fmt: skip


def grouped(
    rows: Iterable[Row], label: Callable[[Row], str], key: Callable[[Row], str] | None = None
) -> tuple[Group[Row], ...]:
    """Groups in the order in which their labels first come; keys are g1, g2, … unless `key` gives them."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(label(row), []).append(row)
    return tuple(
        Group(key=key(rows[0]) if key else f"g{number}", label=label, rows=tuple(rows), total=len(rows))
        for number, (label, rows) in enumerate(found.items(), 1)
    )


def parts(
    groups: Iterable[Group[Row]],
    limit: int = LIMIT,
    name: Callable[[Row], str] | None = None,
    material: Callable[[Row], str] | None = None,
    whole: Callable[[Row], str] | None = None,
) -> tuple[ListPart[Row], ...]:
    """Split a list into pages of at most `limit` rows: between groups where that is enough, else inside them.

    `name` says of a row what a page of a part of a group is named by; `material` the id of that which it is of, where
    pages end by these; `whole` the id of that whose rows are to stay on one page where they fit on one. An empty
    list is one empty page.
    """
    pages: list[list[Group[Row]]] = []
    for group in groups:
        pieces = list(_pieces(group.rows, limit, material, whole))
        for rows in pieces:
            piece = replace(group, rows=rows, total=group.total if rows is pieces[0] else 0)
            room = limit - sum(len(other.rows) for other in pages[-1]) if pages else 0
            if len(pieces) == 1 and len(rows) <= room:
                pages[-1].append(piece)
            else:
                pages.append([piece])
    often = Counter(page[0].key for page in pages)
    seen: Counter[str] = Counter()
    labels: Counter[str] = Counter()
    found = [_part(page, often, seen, labels, name) for page in pages]
    for n in range(1, len(found) if whole else 0):
        if whole and whole(pages[n - 1][-1].rows[-1]) == whole(pages[n][0].rows[0]):
            found[n - 1 : n + 1] = replace(found[n - 1], goes_on=True), replace(found[n], continues=True)
    return tuple(found) or (ListPart(slug="", label="", groups=()),)


def _pieces(
    rows: tuple[Row, ...],
    limit: int,
    material: Callable[[Row], str] | None,
    whole: Callable[[Row], str] | None,
) -> Iterable[tuple[Row, ...]]:
    """Rows of one group in pieces of at most `limit`."""
    least = limit * 2 // 3
    if whole and len(rows) > limit:
        return Cut(least=least, most=limit, ends=2).whole_pieces(rows, whole, material or whole)
    if material and len(rows) > limit:
        return Cut(least=least, most=limit, ends=6).pieces(rows, material)
    return (rows[i : i + limit] for i in range(0, len(rows), limit))


def _part(
    page: list[Group[Row]],
    often: Counter[str],
    seen: Counter[str],
    labels: Counter[str],
    name: Callable[[Row], str] | None,
) -> ListPart[Row]:
    """党群部门—政府部门; if a group fills several pages, 镇（云台镇—青山镇）, or numbered: 2025 年（第 1 页）."""
    first, last = page[0], page[-1]
    label = first.label if first is last else f"{first.label}—{last.label}"
    slug = first.key if seen else ""
    seen[first.key] += 1
    turn = seen[first.key]
    if often[first.key] > 1:
        held = _span(name(first.rows[0]), name(last.rows[-1])) if name else f"第 {turn} 页"
        label = f"{label}（{held}"
        labels[label] += 1
        label += f"，第 {labels[label]} 页）" if labels[label] > 1 else "）"
        slug = f"{first.key}-{turn}" if turn > 1 else slug
    return ListPart(slug=slug, label=label, groups=tuple(page))


def _span(first: str, last: str) -> str:
    return first if first == last else f"{first}—{last}"


def pager(
    listed: Sequence[ListPart[Row]], here: ListPart[Row], at: Callable[[str], str]
) -> list[tuple[str, int, str, bool]]:
    """The line that leads to the pages of a list: label, rows, address (`at` gives it), whether it is `here`.

    Rows are counted on the first page alone, else 0: an edit then makes that anew, and not all of them. Of many pages
    only the first leads to all; another to those beside it, and to where each group begins by the group's name: an
    edit that moves where a page ends then makes those beside it anew.
    """
    if here is listed[0] or len(listed) <= FEW:
        return [(part.label, part.count if here is listed[0] else 0, at(part.slug), part is here) for part in listed]
    place = next(n for n, part in enumerate(listed) if part is here)
    labels: dict[int, str] = {}
    for n, part in enumerate(listed):
        if abs(n - place) <= 1:
            labels[n] = part.label
        elif not n or part.groups[0].key != listed[n - 1].groups[0].key:
            own = part.groups[0].key == here.groups[0].key
            labels[n] = part.groups[0].label + "（开头）" * own
    return [(label, 0, at(listed[n].slug), n == place) for n, label in labels.items()]
