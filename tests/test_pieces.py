"""Long lists in pieces: within their bounds, whole, and as they are when rows elsewhere are added."""

import itertools
import zlib

from hypothesis import given
from hypothesis import strategies as st

from review.show.pieces import Cut
from review.show.views.listing import FEW, Group, pager, parts

CUT = Cut(least=20, most=60, ends=8)


def id_of(row):
    return row.partition("#")[0]


ROWS = st.lists(st.integers(1, 5), max_size=150).map(
    lambda counts: [f"2025/{n}#{item}" for n, count in enumerate(counts) for item in range(count)]
)
"""Rows of materials, a few of each."""


@given(ROWS, st.data())
def test_pieces_are_whole_and_what_comes_before_a_new_row_stays(rows, data):
    at = data.draw(st.integers(0, len(rows)))
    more = [*rows[:at], "2025/新#0", *rows[at:]]
    before, after = (list(CUT.pieces(some, id_of)) for some in (rows, more))
    for some, pieces in ((rows, before), (more, after)):
        assert [row for piece in pieces for row in piece] == some
        assert all(CUT.least <= len(piece) <= CUT.most for piece in pieces[:-1])
        for one, other in itertools.pairwise(pieces):
            assert id_of(one[-1]) != id_of(other[0]) or len(one) == CUT.most
    earlier = [piece for piece, end in zip(before, itertools.accumulate(map(len, before)), strict=True) if end < at]
    assert after[: len(earlier)] == earlier


def test_a_piece_ends_where_none_of_its_ids_ends_it():
    """And so does the one behind it; those that an id does end are shorter."""
    never = (id for id in map(str, itertools.count()) if zlib.crc32(id.encode()) % CUT.ends)
    rows = list(itertools.islice(never, 2 * CUT.most + 1))
    assert [len(piece) for piece in CUT.pieces(rows, id_of)] == [CUT.most, CUT.most, 1]


def test_a_row_more_in_a_long_list_changes_two_of_its_pages():
    rows = [f"2025/{n}#{item}" for n in range(400) for item in range(2)]

    def shown(rows):
        groups = [Group(key="y2025", label="2025 年", rows=tuple(rows), total=len(rows))]
        listed = parts(groups, 120, lambda row: "乡镇", id_of)
        return {part.slug: (part.groups, pager(listed, part, str)) for part in listed}

    before, after = shown(rows), shown([*rows[:500], "2025/249#9", *rows[500:]])
    assert before.keys() == after.keys() and len(before) > 6
    changed = [slug for slug in before if before[slug] != after[slug]]
    assert len(changed) == 2 and changed[0] == ""
    assert [group.total for page in after.values() for group in page[0]] == [801, *[0] * (len(after) - 1)]


def test_of_many_pages_one_that_ends_elsewhere_changes_those_beside_it_alone():
    """Another page leads to them and to where each year begins; the first to all."""
    rows = {year: [f"{year}/{n}#0" for n in range(1500)] for year in (2025, 2024)}

    def shown(rows):
        groups = [Group(key=f"y{y}", label=f"{y} 年", rows=tuple(own), total=len(own)) for y, own in rows.items()]
        listed = parts(groups, 120, id_of, id_of)
        return {part.slug: pager(listed, part, str) for part in listed}

    before = shown(rows)
    assert len(before[""]) == len(before) > FEW and all(count for _, count, *_ in before[""])
    label, *_ = before["y2025-5"][2]
    assert [(slug, here) for _, _, slug, here in before["y2025-5"]] == [
        ("", False), ("y2025-4", False), ("y2025-5", True), ("y2025-6", False), ("y2024", False)
    ]  # fmt: skip
    assert before["y2025-5"][0][0] == "2025 年（开头）" and before["y2025-5"][-1][0] == "2024 年"
    last = label.removeprefix("2025 年（").removesuffix("）").partition("—")[2]
    at = rows[2025].index(f"{last}#0")
    after = shown({**rows, 2025: [*rows[2025][:at], *rows[2025][at + 1 :]]})
    changed = {slug for slug in before if before[slug] != after.get(slug)}
    assert "y2025-5" in changed and len(changed) < FEW and not any(slug.startswith("y2024") for slug in changed)


@given(st.lists(st.integers(1, 150), max_size=12))
def test_a_unit_is_cut_only_where_it_fills_more_than_a_page_and_that_is_said(counts):
    rows = [f"甲{n}#{n}/{item // 3}" for n, count in enumerate(counts) for item in range(count)]
    groups = [Group(key="g1", label="街道", rows=tuple(rows), total=len(rows))]
    split = parts(groups, 60, id_of, lambda row: row.partition("#")[2], id_of)
    held = [[row for group in part.groups for row in group.rows] for part in split]
    assert sum(held, []) == rows and all(len(page) <= 60 for page in held)
    for (one, other), (part, next_part) in zip(itertools.pairwise(held), itertools.pairwise(split), strict=True):
        cut = id_of(one[-1]) == id_of(other[0])
        assert part.goes_on == next_part.continues == cut
        assert not cut or counts[int(id_of(other[0])[1:])] > 60
    assert not split[0].continues and not split[-1].goes_on
    assert [part.shown(str.upper).goes_on for part in split] == [part.goes_on for part in split]
