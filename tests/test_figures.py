"""Figures: steps, widths and parts of lists."""

from hypothesis import given
from hypothesis import strategies as st

from review.show.views.figures import DARKEST, FIXED, bar_width, even_scale, scale, stack, strip
from review.show.views.listing import LIMIT, Group, grouped, parts


def test_the_matrix_has_the_printed_steps():
    steps = [FIXED.step(count) for count in range(11)]
    assert steps == [0, 1, 2, 2, 3, 3, 4, 4, 4, 5, 5]
    assert FIXED.ranges == ("1", "2—3", "4—5", "6—8", "9 以上")


def test_an_even_scale_is_round():
    assert even_scale(205).ranges == ("1—50", "51—100", "101—150", "151—200", "201 以上")
    assert scale([1, 2, 3, 0, 9]) is FIXED


def test_a_page_of_large_counts_has_steps_of_its_own():
    counts = [4] * 20 + [5] * 25 + [6] * 20 + [7] * 20 + [8] * 10 + [9] * 5
    assert scale(counts).ranges == ("1—4", "5—6", "7", "8", "9 以上")
    assert scale([7] * 30).step(7) < 3  # all alike: nothing is dark


@given(st.lists(st.integers(0, 60), max_size=200))
def test_the_darkest_step_is_rare(counts):
    by, held = scale(counts), [count for count in counts if count]
    assert by.lows[0] == 1 and sorted(set(by.lows)) == list(by.lows)
    if by.cut:
        dark = [count for count in held if by.step(count) == 5]
        assert len(dark) <= DARKEST * len(held) or set(dark) == {max(held)}
        assert all(by.step(count) for count in held)


@given(st.integers(1, 10**6))
def test_an_even_scale_uses_its_steps(highest):
    steps = [even_scale(highest).step(count) for count in (0, 1, highest)]
    assert steps[:2] == [0, 1]
    assert steps[2] >= 3 or highest < 4


def test_a_strip_names_its_years():
    shown = strip({2019: 4, 2021: 1}, range(2018, 2022), FIXED)
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


def test_a_part_of_a_group_says_what_it_holds():
    rows = [("镇", f"第{n // 30}镇") for n in range(450)]
    pages = parts(grouped(rows, lambda row: row[0]), name=lambda row: row[1])
    assert [page.label for page in pages] == ["镇（第0镇—第6镇）", "镇（第6镇—第13镇）", "镇（第13镇—第14镇）"]
    alone = parts(grouped([("镇", "云台镇")] * 450, lambda row: row[0]), name=lambda row: row[1])
    assert [page.label for page in alone] == ["镇（云台镇）", "镇（云台镇，第 2 页）", "镇（云台镇，第 3 页）"]
    numbered = parts(grouped([("30—45 %", n) for n in range(450)], lambda row: row[0]))
    assert [page.label for page in numbered] == [f"30—45 %（第 {n} 页）" for n in (1, 2, 3)]
