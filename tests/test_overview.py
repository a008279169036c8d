"""The overview pages of a small library: the numbers of home and indexes, headings, the ledger, links and size."""

import datetime
import re
from pathlib import Path
from types import SimpleNamespace

import jinja2
import pytest
import yaml

from lists import entries_in, typed
from overviews import DAY, INNOVATION, NONE, PROSE, SMALL, THEORY, files, library, named, rows_of, small, text
from review.model import Cause, Measure, Problem, in_heading
from review.publish.contents import anchor_ids
from review.show import addresses
from review.show.addresses import shown_at
from review.show.pages.home import day
from review.show.views import home, ledger, tally
from review.show.views.figures import bar_width
from review.show.views.indexes import headings_index, problems_index, units_index
from review.show.views.listing import LIMIT
from review.show.views.notes import Index
from shown import leads_to, links, rows, tree, words

__all__ = ["small"]


PARTIALS = Path(__file__).parents[1] / "hooks/review/theme/partials"


def test_home_counts_what_the_library_holds(small):
    shown = home.home(Index(small))
    counts = {kind: sum(isinstance(e.item, kind) for e in small.entries.values()) for kind in (Problem, Cause, Measure)}
    assert (shown.campaigns, shown.units, shown.materials) == (2, 3, 5)
    assert (shown.problems, shown.causes, shown.measures) == tuple(counts.values()) == (11, 0, 4)
    assert [(row.campaign.id, row.materials, row.problems) for row in shown.rows] == [
        ("2025-five", 3, 6), ("2024-four", 2, 5)
    ]
    assert [count.count for count in shown.rows[0].counts] == [4, 1, 0, 0, 0]
    assert [(row.type.name, row.count, row.strip.label) for row in shown.types[:2]] == [
        (THEORY, 5, "2024、2025 年"), (INNOVATION, 3, "2024、2025 年")
    ]
    assert [m.campaign for m in shown.newest] == ["2025-five"] * 3 + ["2024-four"] * 2


def test_home_says_its_totals(small):
    said = named(small)["index.md"].text
    assert "收存 2024 年以来 2 次活动、3 个单位的材料 5 份。查摆问题 11 个，剖析根源 0 条" in words(tree(said))
    led = [(link.words, link.target.partition("?")[0]) for link in links(said)]
    totals = [("2 次活动", "campaigns/"), ("3 个单位", "units/"), ("材料 5 份", "campaigns/"), ("11 个", "search/")]
    assert led[:4] == totals
    assert '<form class="ask" action="search/"' in said


def test_the_newest_are_dated_without_the_librarys_own_year():
    assert day(datetime.date(2026, 1, 9), DAY) == "1 月 9 日"
    assert day(datetime.date(2025, 12, 20), DAY) == "2025-12-20"


def test_nothing_counts_that_the_audience_may_not_see(tmp_path):
    internal, staff = library(tmp_path, SMALL), library(tmp_path, SMALL, audience="staff")
    assert home.home(Index(staff)).problems == home.home(Index(internal)).problems + 9
    assert "乙局" not in "".join(named(internal)["index.md"].text)
    assert rows_of(internal, "2025-five")["乙局"] == (NONE,) and rows_of(staff, "2025-five")["乙局（受限）"][0] == "9"


def test_a_long_heading_folds_all_posts_of_a_unit_but_the_first(small, monkeypatch):
    page = addresses.heading("2025-five-1")
    whole = named(small)[page].text
    monkeypatch.setattr("review.show.views.heading.LIMIT", 3)
    part = named(small)[page].text
    (folded,) = re.findall(r'<details class="posts">.*?</details>', part, re.DOTALL)
    assert "<summary>局长 <em>1 个问题</em></summary>" in folded and folded.count('class="row item brief"') == 1
    assert part.count('class="row item brief"') == 3 and "posts" not in whole


def test_a_unit_that_fills_more_than_a_page_says_that_it_goes_on(small, monkeypatch):
    page = addresses.heading("2025-five-1")
    assert "下页还有" not in named(small)[page].text
    monkeypatch.setattr("review.show.views.heading.LIMIT", 2)
    made = named(small)
    (first,) = [uri for uri in made if uri.startswith("headings/2025-five-1") and "甲局未完" in made[uri].text]
    text = made[first].text
    (on,) = [link for link in links(text[text.index('class="further"') :]) if "甲局" in link.words]
    path, _, _ = leads_to(first, on.target, {shown_at(uri): uri for uri in made})
    behind = made[path].text
    assert re.search(r"<h3[^>]*>(?:(?!</h3>).)*甲局</a> <em>续上页</em>", behind) and "续上页" not in text


def test_a_long_heading_s_rail_has_its_other_pages_and_says_how_many_problems_each_unit_has(small, monkeypatch):
    """As front matter, of which the theme makes closed groups; the unit's count is behind its name."""
    monkeypatch.setattr("review.show.views.heading.LIMIT", 3)
    found = named(small)
    page = addresses.heading("2025-five-1")
    others = [uri for uri in found if uri.startswith(page.removesuffix(".md") + "/")]
    for uri in (page, *others):
        front = yaml.safe_load(found[uri].text.split("---")[1])
        assert len(front["rail"]) == len(others) + 1 > 1 and [row[2] for row in front["rail"]].count("") == 1
    _, *rest = yaml.safe_load(found[page].text.split("---")[1])["rail"]
    assert all(count for _, count, _ in rest)
    blocks = re.split(r"(?=<h[23] )", found[page].text)
    units = {found[1]: (found[2], block.count('class="row item brief"')) for block in blocks
             if (found := re.match(r'<h3 [^>]*data-toc-label="([^"]+)　([^"]+)"', block))}  # fmt: skip
    assert units and all(said == (str(count) if count else "文") for said, count in units.values()), units


def test_the_rail_lists_the_other_pages_closed_around_the_one_that_is_open():
    def entry(title, *children):
        return SimpleNamespace(title=title, url="#a", children=children)

    template = jinja2.Environment(loader=jinja2.FileSystemLoader(PARTIALS)).get_template("toc.html")
    meta = {"rail": [["党群部门", 20, "../"], ["政府部门", 84, ""], ["街道", 0, "../g2/"]]}
    toc = [entry("政府部门　84", entry("财政局　6"), entry("商务局　文"), entry("一　二三四五六"))]
    page = SimpleNamespace(toc=toc, meta=meta)
    text = template.render(page=page, lang=SimpleNamespace(t=str))
    found = re.findall(r'href="([^"]*)" class="md-nav__link">(.*?)</a>', text)
    assert found == [
        ("../", "党群部门 <em>20</em>"), ("#a", "政府部门 <em>84</em>"), ("#a", "财政局 <em>6</em>"),
        ("#a", "商务局 <em>文</em>"), ("#a", "一　二三四五六"), ("../g2/", "街道"),
    ]  # fmt: skip


def in_contents(page):
    return [head.get("data-toc-label") for head in tree(page.text).iter("h3")]


@pytest.mark.parametrize("audience", ["internal", "staff"])
def test_a_heading_says_which_units_lack_it(tmp_path, audience):
    """缺 to all; to staff 受限 and 草稿 too, and those whose audience has nothing of them are not told of."""
    draft = text("乙局", "2025-five", (THEORY,), None, None, None, None, author="局长", visibility="draft")
    restricted = SMALL["2025/d"].replace("甲局", "丙街道").replace("internal", "restricted")
    found = library(tmp_path, {**SMALL, "2025/f": draft, "2025/g": restricted}, audience=audience)
    first, second = (in_contents(named(found)[f"headings/2025-five-{n}.md"]) for n in (1, 2))
    staff = audience == "staff"
    assert first == ["甲局　3", *["乙局　草稿"] * staff, *["丙街道（受限）　2"] * staff, "丁街道　1"]
    assert second == ["甲局　1", *["乙局　草稿"] * staff, *["丙街道　缺"] * staff, "丁街道　缺"]


@pytest.mark.parametrize("audience", ["internal", "staff"])
def test_where_there_is_but_a_draft_staff_are_told_where_it_is(tmp_path, audience):
    """On the unit's page and its campaign's; no page of the site has it, and whoever reads knows of none."""
    drafts = {
        f"2025/{name}": text(unit, "2025-five", (THEORY,), *[None] * 4, visibility="draft")
        for name, unit in (("f", "乙局"), ("h", "甲局"))
    }
    found = named(library(tmp_path, SMALL | drafts, audience=audience))
    told, unit = {page for page in found if "草稿不上网站" in found[page].text}, found["units/yi.md"].text
    staff, word = audience == "staff", "材料" if audience == "staff" else "可看的材料"
    campaign = {"campaigns/2025-five.md", "campaigns/2025-five/average.md"}
    assert told == ({"units/yi.md", *campaign} if staff else set())
    assert ("2025 年只有草稿。" in unit) == staff and f"这个单位没有{word}。" in unit
    assert f">没有{word}的活动<" in found["campaigns/index.md"].text


def test_a_heading_leads_to_its_like_of_other_years(small):
    """The one with the same main theme, of several the one called most alike; none of years without materials."""
    found = named(small)

    def like(id):
        text = found[addresses.heading(id)].text
        line = text[text.index("别的年份") :].partition("</p>")[0] if "别的年份" in text else ""
        return [(link.words, link.target) for link in links(line)]

    assert like("2025-five-5") == [("全面从严治党", "../2024-four-4/")]
    assert like("2024-four-4") == like("2024-four-1") == [("扛起管党治党责任", "../2025-five-5/")]
    assert like("2025-five-3") == []


def test_indexes_count_as_the_library_does(small):
    problems = problems_index(small)
    counted = sum(theme.count for theme in problems.themes)
    assert counted + problems.unclassified == problems.problems == 11
    assert problems.unclassified == len(typed(small, "")) == 1
    assert {row.heading.id: row.count for group in headings_index(small) for row in group.rows} == {
        heading.id: len(entries_in(small, in_heading(heading.id)))
        for campaign in tally.campaigns(small)
        for heading in campaign.headings
    }
    bars = [row for group in headings_index(small) for row in group.rows]
    most = max(row.count for row in bars)
    assert all(row.width == bar_width(row.count, most) for row in bars)  # one scale: they stand below each other
    units = [row for part in units_index(small).parts for group in part.groups for row in group.rows]
    found = {row.unit.name: (row.materials, row.problems) for row in units}
    assert found == {"甲局": (3, 7), "乙局": (0, 0), "丙街道": (1, 2), "丁街道": (1, 2)}


def test_types_that_nobody_named_are_one_line(small):
    page = named(small)["problems/index.md"].text
    view = problems_index(small)
    unmet = {row.type.name for theme in view.themes for row in theme.rows if not row.count}
    listed = {row[0] for row in rows(page)}
    assert unmet and not unmet & listed
    said = " ".join(words(one) for one in tree(page).xpath("//p[@class='gloss']") if "未见" in words(one))
    assert all(name in said for name in unmet)
    assert sum(map(int, re.findall(r"(\d+) 类未见", said))) == len(unmet)


def test_a_recurrence_names_each_earlier_year_once(tmp_path):
    earlier = text("甲局", "2024-four", (THEORY,) * 3, PROSE, PROSE, PROSE)
    later = text("甲局", "2025-five", (THEORY,), PROSE, PROSE, PROSE, PROSE)
    found = library(tmp_path, {"2024/甲局-局长": earlier, "2025/甲局-局长": later})
    (entry,) = entries_in(found, in_heading("2025-five-1"))
    assert len(entry.earlier) == 3
    ((year, place),) = Index(found).notes(entry).again
    assert year == 2024 and place.endswith("#p1-3")


def test_overdue_is_counted_from_the_librarys_day(tmp_path):
    states = {day: states_on(library(tmp_path, SMALL, day=day)) for day in (DAY, DAY + datetime.timedelta(days=1))}
    assert list(states.values()) == [
        ["逾期 2026-05-31", "推进中 2026-06-01", "未启动 2026-12-31", "已完成，待销号 2026-03-31"],
        ["逾期 2026-05-31", "逾期 2026-06-01", "未启动 2026-12-31", "已完成，待销号 2026-03-31"],
    ]


def states_on(library):
    return [f"{row.state} {row.ledger.due}" for case in ledger.cases(library) for row in case.rows]


def test_the_ledgers_bar_shows_each_state(small):
    assert [(share.state, share.count, share.width) for share in ledger.progress(small)] == [
        ("已销号", 0, 0), ("已完成，待销号", 1, 5), ("推进中", 1, 5), ("未启动", 1, 5), ("逾期", 1, 5)
    ]
    said = named(small)["ledger/index.md"].text
    assert "4 项措施，列在 " in words(tree(said)) and '<em class="state late">逾期</em> 1 ' in said
    assert any(link.words.startswith("创新意识不强") for link in links(said)) and "未写明针对哪个问题" in said


def broken(found, data=()):
    """Links of pages to places that neither a page nor a file of data has."""
    anchors = {uri: anchor_ids(page.text) for uri, page in found.items()}
    shown = {shown_at(uri): uri for uri in found}
    for uri, page in found.items():
        for link in links(page.text):
            place, _, anchor = leads_to(uri, link.target, shown)
            if place not in data and (place not in found or anchor and anchor not in anchors[place]):
                yield f"{uri} → {link.target}"


def test_every_link_leads_somewhere(small):
    assert not list(broken(named(small), dict(files(small))))


def test_long_lists_are_split_and_lose_nothing(tmp_path):
    count = LIMIT + 30
    units = "\n".join(f"- {{id: u{n}, name: 第{n}站, group: {'甲组' if n % 2 else '乙组'}}}" for n in range(count))
    states = ["推进中" if n % 3 else "已完成" for n in range(count)]
    materials = {f"2025/{n:03}": text(f"第{n}站", "2025-five", (THEORY,), *[None] * 4) for n in range(count)}
    for n, state in enumerate(states):
        entry = f"1: {{owner: 办公室, due: 2026-0{n % 8 + 1}-01, status: {state}}}"
        materials[f"2024/{n:03}"] = text(
            "第2站", "2024-four", (THEORY,), *[None] * 3, author=f"主任{n}", measures=(f"加强学习之{n}",), ledger=entry
        )
    long = library(tmp_path, materials, units)
    found = named(long)
    assert not list(broken(found, dict(files(long))))
    overviews = [page for uri, page in found.items() if not uri.startswith(("materials/", "search/"))]
    assert max(len(page.text.encode()) for page in overviews) < 150_000
    for page, parts, listed in (
        ("campaigns/2025-five.md", "campaigns/2025-five/", {f"第{n}站" for n in range(count)}),
        ("units/index.md", "units/g", {f"第{n}站" for n in range(count)}),
        ("units/u2.md", "units/u2/", {f"第2站主任{n}对照检查材料" for n in range(count)}),
    ):
        split = {uri for uri in found if uri == page or uri.startswith(parts)}
        cells = {cell.split(" ")[0] for uri in split for row in rows(found[uri].text) for cell in row}
        assert len(split) > 1 and listed <= cells, page
        assert all(sum(1 for _ in rows(found[uri].text)) < LIMIT + 30 for uri in split), page
    of_unit = [page.text for uri, page in found.items() if uri.startswith("ledger/u2")]
    assert len(of_unit) == 2 and all(f"加强学习之{n}<" in "".join(of_unit) for n in range(count))


def test_an_empty_library_says_so(tmp_path):
    (tmp_path / "materials").mkdir()
    found = named(library(tmp_path, {}))
    assert not list(broken(found))
    said = {
        "index.md": "资料库里还没有材料。",
        "campaigns/index.md": "资料库里还没有材料。",
        "campaigns/2025-five.md": "这次活动没有可看的材料。",
        "headings/index.md": "资料库里还没有材料。",
        "units/jia.md": "这个单位没有可看的材料。",
        "recurrences/index.md": "没有屡改屡犯的问题。",
        "ledger/index.md": "还没有登记整改台账。",
    }
    for uri, sentence in said.items():
        assert f'<p class="none">{sentence}' in found[uri].text, uri
