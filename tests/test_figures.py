"""Figures: steps, widths and parts of lists."""

from hypothesis import given
from hypothesis import strategies as st

from review.show.views.figures import LIMIT, UNITS_BY_HEADINGS, Group, bar_width, grouped, parts, scale, stack, strip


def test_the_matrix_has_the_printed_steps():
    steps = [UNITS_BY_HEADINGS.step(count) for count in range(11)]
    assert steps == [0, 1, 2, 2, 3, 3, 4, 4, 4, 5, 5]
    assert UNITS_BY_HEADINGS.ranges == ("1", "2—3", "4—5", "6—8", "9 以上")


def test_a_scale_is_round():
    assert scale(205).ranges == ("1—50", "51—100", "101—150", "151—200", "201 以上")
    assert scale(9) is UNITS_BY_HEADINGS


@given(st.integers(1, 10**6))
def test_a_scale_uses_its_steps(highest):
    steps = [scale(highest).step(count) for count in (0, 1, highest)]
    assert steps[:2] == [0, 1]
    assert steps[2] >= 3 or highest < 4


def test_a_strip_names_its_years():
    shown = strip({2019: 4, 2021: 1}, range(2018, 2022), UNITS_BY_HEADINGS)
    assert shown.steps == (0, 3, 0, 1)
    assert shown.label == "2019、2021 年"
    assert strip({2019: 4}, (2019, 2020)).steps == (3, 0)


@given(st.lists(st.integers(0, 10**5), min_size=1, max_size=8))
def test_a_stack_fills_its_bar(counts):
    shares = stack(counts)
    assert sum(shares) == (20 if any(counts) else 0)
    assert all(bool(share) == bool(count) for share, count in zip(shares, counts, strict=True))


@given(st.integers(0, 10**4), st.integers(1, 10**4))
def test_a_bar_shows_anything_at_all(count, more):
    assert (bar_width(count, count + more) > 0) == (count > 0)
    assert bar_width(more, more) == 20


@given(st.lists(st.integers(1, 3 * LIMIT), max_size=6))
def test_parts_lose_nothing_and_stay_short(sizes):
    groups = [
        Group(key=f"g{n}", label=f"第{n}组", rows=tuple((n, row) for row in range(size)), total=size)
        for n, size in enumerate(sizes)
    ]
    pages = parts(groups)
    assert [row for page in pages for group in page.groups for row in group.rows] == [
        row for group in groups for row in group.rows
    ]
    assert all(page.count <= LIMIT for page in pages)
    assert len({page.label for page in pages}) == len({page.slug for page in pages}) == len(pages)
    assert pages[0].slug == ""


def test_parts_break_between_groups():
    rows = [("党群", n) for n in range(90)] + [("政府", n) for n in range(90)] + [("街道", n) for n in range(90)]
    pages = parts(grouped(rows, lambda row: row[0]))
    assert [(page.label, page.count) for page in pages] == [("党群—政府", 180), ("街道", 90)]
    assert [page.slug for page in pages] == ["", "g3"]
