"""Copies: what counts, where two materials agree, and how it is shown."""

import dataclasses
import datetime
import hashlib
import io
import json
import random
import re
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

import parts
from review.check.copies import check_copies
from review.check.library import check
from review.export.plain import as_csv
from review.export.sheet import sheet
from review.export.tables import Choice, export_table
from review.intake.copied import Common
from review.keep.folder import Folder
from review.model import Material, Position, Seen, Unit
from review.read.structure.document import read_document, source_of
from review.read.text.folding import fold
from review.read.vocabulary.load import read_vocabulary
from review.relate.copies import kept
from review.relate.copies.counted import KINDS, Counting
from review.relate.copies.library import copies
from review.relate.copies.marks import excerpts
from review.relate.copies.passages import COMMON, copied_passages
from review.relate.copies.seeds import GRAM, seeds
from review.relate.library import gather, relating
from review.show.pages.copies import families, pages
from review.show.views.copies import PAIRS, copies_view
from review.show.views.notes import Index
from shown import rows

VOCABULARY = read_vocabulary(Path(__file__).parent)[0]
RELATED = relating(VOCABULARY)
AT = Position(path="vocabulary/units.yml", line=1)
CHARACTERS = "".join(chr(code) for code in range(0x4E00, 0x4E00 + 2500))

# A passage of made-up wording, one character in so many of which is changed below.
PASSAGE = (
    "去年交办的二十六件事里有九件拖到年底才动手，问起来总说人手不够，其实是没有排进日程。"
    "分管的三个科室各报各的数，到了汇总那天才发现口径对不上，只好连夜返工，第二天还是报错了两处。"
)


def material(id, problem, measure="每周五下午对一遍账，谁的事谁销号。", **fields):
    title = "水务站站长民主生活会对照检查材料"
    heads = (f"# {title}", "## 一、存在的问题", f"### （一）{WORDING}")
    lines = (*heads, f"一是{problem}", "## 二、整改措施", f"1.{measure}")
    text = "\n\n".join(lines) + "\n"
    fields = {"unit": "u1", "author": "站长", "date": datetime.date(2024, 12, 1), "campaign": "2024-four"} | fields
    return Material(
        id=id, path=f"materials/{id}.md", title=title, kind="个人", visibility="internal", ledger={}, overrides={},
        document=read_document(text, f"materials/{id}.md"), **fields,
    )  # fmt: skip


WORDING = next(h.wording for c in VOCABULARY.campaigns if c.id == "2024-four" for h in c.headings)


def library(*materials, audience="staff"):
    return gather(map(RELATED, materials), VOCABULARY, audience=audience, as_of=datetime.date(2026, 1, 15))


def other(seed, length=200):
    """Wording that nobody else has."""
    return "".join(random.Random(seed).choices(CHARACTERS, k=length))


def changed(text, share, seed=1):
    rng = random.Random(seed)
    return "".join(rng.choice("的了和在与及等") if c.isalnum() and rng.random() < share else c for c in text)


@pytest.mark.parametrize("share", [0, 0.05, 0.1])
def test_a_copied_passage_is_found_with_its_share(share):
    one = material("a", f"学得浅。{other(1)}。{PASSAGE}")
    two = material("b", f"走得少。{changed(PASSAGE, share)}{other(2)}。", unit="u2", date=datetime.date(2024, 12, 9))
    (copy,) = copies(library(one, two, material("c", f"抓得松。{other(3)}。")))
    assert (copy.earlier.id, copy.later.id, copy.relation) == ("a", "b", "不同单位")
    (passage,) = copy.passages
    letters = sum(map(str.isalnum, PASSAGE))
    assert letters * (1 - 2.5 * share) <= passage.common <= letters
    assert copy.share == passage.common / copy.of and 0.2 < copy.share < 0.5


@pytest.mark.parametrize(
    ("later", "relation"),
    [
        ({"unit": "u1", "author": "站长", "campaign": "2025-five"}, "同一职务前后两年"),
        ({"unit": "u1", "author": "站长"}, "同一职务不同人"),
        ({"unit": "u1", "author": "副站长"}, "同单位不同职务"),
        ({"unit": "u2", "author": "站长"}, "不同单位"),
    ],
)
def test_what_the_two_are_to_each_other(later, relation):
    found = copies(library(
        material("b", f"改了。{PASSAGE}", date=datetime.date(2025, 12, 1), **later), material("a", f"没改。{PASSAGE}")))
    assert [(c.earlier.id, c.later.id, c.relation) for c in found] == [("a", "b", relation)]


QUOTE = "“" + other(7, 60) + "”"
NAME = "《" + other(8, 60) + "》"


@pytest.mark.parametrize("shared", [QUOTE, NAME, WORDING * 3, f"{QUOTE}、{NAME}"], ids=["quote", "name", "all", "two"])
def test_what_is_no_ones_own_wording_does_not_count(shared):
    one, two = (material(id, f"{id}类。{other(id)}{shared}{other(id + '2')}。") for id in "ab")
    assert not copies(library(one, two))


def test_everyones_clauses_do_not_count():
    """A sentence that one material in ten has, and five at least, is a set phrase; that of four is a copy."""
    phrase = fold(other(5, 60))
    five = [material(str(n), f"第{n}类。{other(n)}。{phrase}。") for n in range(5)]
    assert not copies(library(*five))
    assert len(copies(library(*five[:4]))) == 6
    counting = Counting(five, VOCABULARY)
    assert phrase in counting.phrases and counting.uncounted["phrase"] >= 5 * 60
    assert counting.uncounted["heading"] > 0


@given(st.lists(st.text("甲乙丙一1a_，。；.\n “”《》&nbsp;０①（）", max_size=60), min_size=1, max_size=7))
@example(["“甲乙丙丁甲乙丙丁甲”一，_。《甲，乙》" + WORDING, "甲\n《乙\n丙》"])
def test_what_counts_is_told_of_a_whole_material_as_of_its_pieces(texts):
    held = [material(str(n), f"{text}。{texts[0]}。") for n, text in enumerate(texts)]
    counting = Counting(held, VOCABULARY)
    pieces = {m.id: [*counting.pieces(m)] for m in held}
    assert {id: "".join(p.letters for p in some if not p.uncounted) for id, some in pieces.items()} == {
        m.id: counting.text(m) for m in held}
    letters = [(p.uncounted, len(p.letters)) for some in pieces.values() for p in some]
    assert {kind: sum(n for why, n in letters if why == kind) for kind in KINDS} == {
        kind: counting.uncounted[kind] for kind in KINDS}


def test_passages_in_another_order_are_both_found():
    first, second = other(11, 80), other(12, 80)
    one = material("a", f"学得浅。{first}。{other(13)}。{second}。")
    two = material("b", f"走得少。{second}。{other(14)}。{first}。")
    (copy,) = copies(library(one, two))
    assert sorted(passage.common for passage in copy.passages) == [80, 80]


def test_the_passage_as_it_stands_with_what_agrees_and_what_does_not():
    quote = "“" + other(20, 12) + "”"
    a, b, c = other(21, 40), other(22, 40), other(23, 40)
    one = material("a", f"学得浅。{a}，{quote}，甲乙丙，{b}。")
    two = material("b", f"走得少。{a}，{quote}，丁戊，{b}。{c}。")
    counting = Counting((one, two), VOCABULARY)
    (copy,) = copies(library(one, two), counting)
    (passage,) = copy.passages
    (left,), (right,) = (excerpts(m, counting, passage, side) for m, side in ((one, 0), (two, 1)))
    assert left.leaf.id == "p1-1" and left.leaf.text[left.begin :].startswith(a)
    assert [(mark, text.strip("，“”。")) for mark, text in left.parts] == [
        ("same", a), ("uncounted", quote.strip("“”")), ("differs", "甲乙丙"), ("same", b)]
    assert [(mark, text.strip("，“”。")) for mark, text in right.parts][2] == ("differs", "丁戊")
    assert "".join(text for _, text in left.parts) in one.document.problems[0].text


def test_nothing_is_found_in_nothing():
    assert copies(library()) == ()
    assert not list(seeds([])) and not list(seeds(["", "甲", ""])) and not list(seeds(["甲乙丙丁"]))


few = st.text(alphabet="甲乙丙丁戊", max_size=60)


@settings(max_examples=60, deadline=None)
@given(st.lists(few, max_size=5), st.text(alphabet=CHARACTERS[:200], min_size=50, max_size=90))
def test_runs_are_the_same_in_both_and_overlap_nowhere(texts, shared):
    texts = [text + shared * (n % 2) + text for n, text in enumerate(texts)]
    for near in seeds(texts):
        first, second = texts[near.first], texts[near.second]
        found = copied_passages(first, second, near.places)
        for side in (0, 1):
            spans = sorted(passage.spans[side] for passage in found)
            assert all(one[1] <= other[0] for one, other in zip(spans, spans[1:], strict=False))
        for passage in found:
            assert passage.common >= COMMON
            for run in passage.runs:
                assert run.length >= GRAM
                assert first[run.first :][: run.length] == second[run.second :][: run.length]


@settings(max_examples=30, deadline=None)
@given(st.permutations(range(4)))
def test_the_order_of_the_materials_changes_nothing(order):
    every = [material(str(n), f"{n}类。{other(n)}。{PASSAGE if n % 2 else ''}", unit=f"u{n}") for n in range(4)]
    dated = [dataclasses.replace(m, date=datetime.date(2024, 12, 1 + n)) for n, m in enumerate(every)]
    found = copies(library(*(dated[n] for n in order)))
    assert [(copy.earlier.id, copy.later.id) for copy in found] == [("1", "3")]




def test_only_staffs_site_has_the_page():
    every = [material("a", f"学得浅。{PASSAGE}"), material("b", f"走得少。{PASSAGE}{QUOTE}", unit="u2")]
    units = tuple(Unit(id=id, name=name, group="部门", at=AT) for id, name in (("u1", "水务局"), ("u2", "广电局")))
    vocabulary = dataclasses.replace(VOCABULARY, units=units)
    for audience, shown in (("internal", []), ("staff", ["copies/index.md"])):
        held = dataclasses.replace(library(*every, audience=audience), vocabulary=vocabulary)
        found = [*families(Index(held))]
        assert [page.src_uri for family in found for page in family.pages()] == shown
    ((page,), ((_, data),)) = found[0].pages(), found[0].files()
    both = {"materials/a/": "广电局 站长 2024", "materials/b/": "水务局 站长 2024"}
    titles = {"materials/a/": every[0].title, "materials/b/": every[1].title}
    assert json.loads(data) == {one: [titles[one], [[other, 96, 96, "#c1"]]] for one, other in both.items()}
    assert ">96 %<" in page.text and "96 字相同" in page.text and 'id="c1"' in page.text
    assert '<a href="../materials/a/">水务局 站长</a>' in page.text and 'href="../materials/b/#p1-1"' in page.text
    assert page.text.count(f'<span class="same">{PASSAGE.rstrip("。")}') == 2 and "<em>未核</em>" in page.text
    quoted = len(QUOTE) - 2
    assert ("引文", "引号里连续 8 字以上", str(quoted)) in [*rows(page.text)]
    assert page.text.count('review seen "materials/b.md" copied-passage') == 1
    seen = Seen(rule="copied-passage", at_text="", why="同一项工作", at=AT)
    looked = dataclasses.replace(held.materials[1], seen=(seen,))
    (page,) = pages(lambda: copies_view(dataclasses.replace(held, materials=(held.materials[0], looked))))
    assert "已核：同一项工作" in page.text and "review seen" not in page.text


def test_a_whole_material_that_many_copied_is_shown_in_parts_that_a_page_can_hold():
    whole = "".join(f"{other(n)}{n}。" for n in range(40))
    said = [whole if n < 12 else f"{other(1000 + n)}。" for n in range(130)]  # what a tenth says is nobody's
    every = [material(f"m{n}", f"学得浅。{text}", unit=f"u{n}") for n, text in enumerate(said)]
    units = tuple(Unit(id=f"u{n}", name=f"第{n}局", group="部门", at=AT) for n in range(130))
    vocabulary = dataclasses.replace(VOCABULARY, units=units)
    held = dataclasses.replace(library(*every, audience="staff"), vocabulary=vocabulary)
    made = [*pages(lambda: copies_view(held))]
    assert [page.text.count('class="pair"') for page in made] == [PAIRS, 66 - PAIRS]
    assert all(len(page.text.encode()) < 250_000 for page in made)
    assert [re.findall('href="([^"]*#uncounted)"', page.text) for page in made] == [["#uncounted"], ["../#uncounted"]]
    assert 'id="uncounted"' in made[0].text and "……" in made[0].text


def test_a_named_file_is_told_of_what_it_has_in_common():
    one = material("a", f"学得浅。{other(1)}。{PASSAGE}")
    two = material("b", f"走得少。{changed(PASSAGE, 0.05)}{other(2)}。", unit="u2")
    strangers = [material(str(n), f"{n}类。{other(n)}。") for n in range(100, 109)]
    held = library(one, two, *strangers)
    (said,) = check_copies(held, lambda path: path == two.path)
    assert said.rule == "copied-passage" and said.at.path == two.path
    assert said.at.line == two.document.problems[0].at.line
    assert "（materials/a.md）有 " in said.message and "不同单位" in said.message
    every = check_copies(held, lambda path: True)
    assert [f.at.path for f in every] == ["materials/a.md", "materials/b.md"] and said in every
    assert not check_copies(held, lambda path: path == strangers[0].path)


def test_what_is_kept_of_the_others_changes_no_answer(tmp_path, monkeypatch):
    """Only what is new is read; what lies there cut off or of another text is worth nothing."""
    texts = {id: material(id, f"学得浅。{other(id)}。{PASSAGE}") for id in "ab"}
    texts |= {id: material(id, f"走得少。{other(id)}。") for id in "ghijklmnop"}

    def told(grams, path="materials/a.md"):
        held = library(*texts.values())
        marks = {one.id: hashlib.sha256(source_of(one.document).encode()).digest() for one in held.materials}
        return check_copies(dataclasses.replace(held, digests=marks), lambda each: each == path, grams)

    folder = Folder(tmp_path / "grams")
    assert told(folder) == told(None) != []
    read = []
    monkeypatch.setattr(kept, "source_of", lambda document: read.append(document) or source_of(document))
    assert told(folder) == told(None) and len(read) == len(texts)
    texts["g"] = material("g", f"走得少。{PASSAGE}{other('g')}。")
    read.clear()
    assert told(folder, "") == [] and not read  # nobody asks
    assert told(folder) == told(None) and len(read) == 1 + len(texts)
    for shelf in (tmp_path / "grams").iterdir():
        shelf.write_bytes(shelf.read_bytes()[:-3])
    assert told(folder) == told(None)


def test_they_are_exported_with_what_was_noted():
    seen = Seen(rule="copied-passage", at_text="", why="同一项工作，写明共同负责", at=AT)
    one, two = (material(id, f"{words}。{PASSAGE}{other(id)}。") for id, words in (("a", "学得浅"), ("b", "走得少")))
    held = library(one, dataclasses.replace(two, seen=(seen,), author="副站长"))
    table = export_table(held, "copies", Choice())
    (row,) = table.records
    assert (row["key"], row["other"], row["relation"], row["looked"]) == ("b", "a", "同单位不同职务", seen.why)
    assert 0 < row["share"] < 1 and row["common"] > 80 and f",{row['share']:.0%}," in as_csv(table).decode()
    cells = load_workbook(io.BytesIO(sheet(table, "staff"))).worksheets[0][4]
    assert [(cell.value, cell.number_format) for cell in cells[:2]] == [(1, "General"), (row["share"], "0%")]
    assert not export_table(held, "copies", Choice(units=("nobody",))).records


def test_what_was_looked_at_is_not_told_again():
    seen = Seen(rule="copied-passage", at_text="一是走得少", why="同一项工作，写明共同负责", at=AT)
    one, two = (material(id, f"{words}。{PASSAGE}{other(id)}。") for id, words in (("a", "学得浅"), ("b", "走得少")))
    held = library(one, dataclasses.replace(two, seen=(seen,)))
    assert not check_copies(held, lambda path: path == two.path)
    assert [f.at.path for f in check_copies(held, lambda path: True)] == [one.path]
    alone = library(dataclasses.replace(two, seen=(seen,)))
    assert [f.rule for f in check_copies(alone, lambda path: True)] == ["seen-unused"]
    assert not [f for f in check(alone) if f.rule == "seen-unused"]


@pytest.mark.slow
def test_a_material_is_told_what_it_has_in_common(site, address, browser):
    asked, other = "materials/2024/城东街道-班子/", "materials/2021/石桥镇-班子/"
    tab, page = browser.new_page(), parts.staffs_page(site, "copies/index.md")
    tab.route(re.compile(r"/copies/\?of="), lambda route: route.fulfill(body=page, content_type="text/html"))
    titles = {asked: "城东街道党工委班子对照检查材料", other: "石桥镇党委班子对照检查材料"}
    data = json.dumps({asked: [titles[asked], [["组织部 班子 2025", 1, 23, "#c2"]]], other: [titles[other], []]})
    tab.route("**/copies/data/of.json", lambda route: route.fulfill(body=data, content_type="application/json"))
    tab.goto(f"{address}copies/?of={quote(other, '')}")
    tab.get_by_text(f"{titles[other]} 没有与别的材料相同的段落。下面是全库的。").wait_for()
    assert tab.get_by_role("link", name=titles[other]).get_attribute("href") == f"../{other}"
    tab.goto(f"{address}copies/?of={quote(asked, '')}")
    tab.get_by_text("与另外 1 份有相同的段落").wait_for()
    assert not tab.locator("#c2 .both").is_visible()
    tab.get_by_role("link", name="与 组织部 班子 2025").click()
    assert tab.locator("#c2 .both").is_visible() and not tab.locator("#c1 .both").is_visible()
    tab.close()


def test_what_is_told_of_copies_names_materials_by_their_titles():
    """In the remark of a check and in the preview of an import; their files are beside it."""
    one, two = (material(id, f"{words}。{PASSAGE}{other(id)}。") for id, words in (("a", "学得浅"), ("b", "走得少")))
    one = dataclasses.replace(one, title="水务局班子对照检查材料")
    said = check_copies(library(one, two), lambda path: path == two.path)
    assert f"与《{one.title}》（{one.path}）有 " in said[0].message
    assert str(Common("a.txt", one.title, 9, 0.5)).startswith(f"与《{one.title}》（a.txt）有 9 字相同")
