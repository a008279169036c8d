"""The statistics: every figure is what is counted, and its list holds as many; drawings say what their tables say."""

import csv
import io
import json
import re
from collections import Counter
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from urllib.parse import parse_qs
from xml.etree import ElementTree

import pytest
from openpyxl import load_workbook

from overviews import SMALL, files
from overviews import library as made
from review.check.private import private
from review.model import Cause, Measure, Position, Problem, Theme
from review.publish.families import Families
from review.relate.ledger import rows
from review.show import addresses
from review.show.data.statistics import statistics_files
from review.show.forms.charts import theme_chart
from review.show.pages import statistics as page_kind
from review.show.views import tally
from review.show.views.figures import even_scale
from review.show.views.names import ANSWERED
from review.show.views.notes import Index
from review.show.views.statistics import ThemeFigures, most_said, statistics
from shown import links
from shown import rows as rows_of
from test_search_index import PROJECT, related

LINK = re.compile(r"(?:\.\./)+(search|ledger)/\?(.*)")
PARTS = {"问题": Problem, "根源": Cause, "措施": Measure}


@pytest.fixture(scope="module")
def library():
    return related(PROJECT)


@pytest.fixture(scope="module")
def text(library):
    return "\n".join(page.text for page in page_kind.pages(Index(library)))


def answered_as(entry):
    """What the library says of a problem's causes and measures."""
    linked = bool(entry.causes), bool(entry.measures)
    return {(1, 1): "有根源，有措施", (0, 1): "只有措施", (1, 0): "只有根源", (0, 0): "都没有"}[linked]


def found(library, chosen):
    """How many problems, causes, measures or materials a view of the search or the ledger has."""
    year = {campaign.id: campaign.year for campaign in library.vocabulary.campaigns}
    if "part" not in chosen:
        told = {"year": lambda material: str(year[material.campaign]), "campaign": lambda material: material.campaign}
        return sum(all(told[key](m) == value for key, value in chosen.items()) for m in library.materials)
    held = [entry for entry in library.entries.values() if isinstance(entry.item, PARTS[chosen["part"]])]
    tests = {
        "part": lambda entry, value: True,
        "year": lambda entry, value: str(year[entry.material.campaign]) == value,
        "theme": lambda entry, value: (entry.theme.id if entry.theme else addresses.UNCLASSIFIED) == value,
        "unit": lambda entry, value: entry.material.unit == value,
        "campaign": lambda entry, value: entry.material.campaign == value,
        "answered": lambda entry, value: answered_as(entry) == value,
    }
    return sum(all(tests[key](entry, value) for key, value in chosen.items()) for entry in held)


def test_every_count_is_what_its_list_holds(library, text):
    states = Counter((row.measure.material.campaign, row.state) for row in rows(library) if row.state)
    names = {"closed": "已销号", "done": "已完成，待销号", "doing": "推进中", "idle": "未启动", "late": "逾期"}
    seen = 0
    for link in links(text):
        led = LINK.fullmatch(link.target)
        if not led:
            continue
        count, (where, asked) = re.match(r"\d+", link.words)[0], led.groups()
        chosen = {key: value[0] for key, value in parse_qs(asked).items()}
        if where == "search":
            assert found(library, chosen) == int(count), chosen
        else:
            every = {state: n for (campaign, state), n in states.items() if campaign == chosen["campaign"]}
            told = every[names[chosen["status"]]] if "status" in chosen else sum(every.values())
            assert told == int(count), chosen
        seen += 1
    assert seen > 150


def test_a_year_s_problems_open_by_what_answers_them(library, text):
    """Each count of the table, in its order; a year has no list of what it has none of."""
    asked = [parse_qs(led[2]) for link in links(text) if (led := LINK.fullmatch(link.target)) and "answered" in led[2]]
    told = [(one["year"][0], one["answered"][0]) for one in asked]
    wanted = [(str(one.year), name) for one in statistics(library).answered
              for name, count in zip(ANSWERED, one.counts, strict=True) if count]  # fmt: skip
    assert told == wanted and {name for _, name in told} == {*ANSWERED}


def test_no_count_is_called_by_a_bare_figure(text):
    for link in links(text):
        assert not link.words.isdecimal() or "aria-label" in link.attributes, link


def test_tables_as_files_add_up(library):
    made_of = dict(files(library))
    figures = statistics(library)
    for name in ("themes", "themes-count", "headings", "units", "answered", "ledger"):
        data = made_of[addresses.figures(name, "csv")]
        head, *body = csv.reader(io.StringIO(data.decode("utf-8-sig")))
        told = json.loads(made_of[addresses.figures(name, "json")])
        assert data.startswith(b"\xef\xbb\xbf") and told["counts"]
        assert [[str(row[column]) for column in head] for row in told["rows"]] == body
        for row in body if name in ("themes-count", "units") else ():
            assert sum(map(int, row[1 + (name == "units") : -1])) == int(row[-1])
    problems = sum(isinstance(entry.item, Problem) for entry in library.entries.values())
    assert sum(one.total for one in figures.answered) == problems == sum(sum(one.counts) for one in figures.themes)


def test_page_and_files_share_their_figures_which_are_worked_out_once(library, monkeypatch):
    asked = []
    monkeypatch.setattr("review.show.views.notes.statistics", lambda held: asked.append(held) or statistics(held))
    (family,) = page_kind.families(Index(library))
    assert [page.text for page in family.made()] and [*family.files()] and len(asked) == 1
    family = replace(family, shows="a")
    first = Families({})
    made = [(path, key, data()) for path, key, data in first.files(family)]
    again = [*Families(first.now).files(replace(family, files=lambda: asked.append("again") or family.files()))]
    assert [(path, key) for path, key, _ in again] == [(path, key) for path, key, _ in made] and len(asked) == 1
    assert again[0][2]() == made[0][2]  # it is gone from the disk, and is made after all
    assert [*Families(first.now).files(replace(family, shows="b", files=tuple))] == []


def test_drawings_are_sound_and_no_figures_of_theirs_make_a_number(library):
    drawn = {path: data.decode() for path, data in files(library) if path.endswith(".svg")}
    assert len(drawn) == 4
    for text in drawn.values():
        svg = ElementTree.fromstring(text)
        assert svg.get("role") == "img" and svg.get("aria-label") and "style=" not in text
        assert not [*private(re.sub("<[^>]*>", "\n", text))]


def test_what_is_late_is_told_without_its_red(library):
    """In a drawing by bars across it, on paper and in a file; in a list's squares on paper alike."""
    drawn = dict(files(library))[addresses.figures("ledger", "svg")].decode()
    late = sum(one.counts[-1] > 0 for one in statistics(library).ledger)
    assert late and drawn.count('class="hatch"') == drawn.count('class="late"/>') == late
    assert "stroke-dasharray" in drawn


@pytest.mark.slow
def test_on_paper_a_late_square_is_a_frame(address, browser):
    page = browser.new_page()
    page.goto(address + "statistics/")
    ground = "getComputedStyle(document.querySelector('.state.late'), '::before').borderTopWidth"
    shown = "getComputedStyle(document.querySelector('.chart .hatch')).display"
    assert page.evaluate(f"[{ground}, {shown}]") == ["0px", "none"]
    page.emulate_media(media="print")
    found = page.evaluate(f"[{ground}, {shown}]")
    assert found == ["3px", "inline"]
    page.close()


@pytest.mark.slow
def test_every_table_is_saved_as_a_spreadsheet_whose_figures_are_numbers(address, browser):
    page = browser.new_page()
    page.goto(address + "statistics/")
    buttons = page.locator(".files button")
    links = page.locator('.files a[href$=".json"]')
    assert buttons.count() == links.count() == 5
    for n in range(buttons.count()):
        told = page.request.get(f"{address}statistics/{links.nth(n).get_attribute('href')}").json()
        with page.expect_download() as saved:
            buttons.nth(n).click()
        assert saved.value.suggested_filename == re.split("[；，]", told["counts"])[0] + ".xlsx"
        sheet = load_workbook(io.BytesIO(Path(saved.value.path()).read_bytes())).worksheets[0]
        (said, *_), head, *body = sheet.iter_rows(values_only=True)
        assert said == told["counts"] and [dict(zip(head, row, strict=True)) for row in body] == told["rows"]
    page.close()


def test_high_figures_side_by_side_are_no_number():
    drawn = theme_chart("未归类", (1380, 1380), (2021, 2025), even_scale(1380), 1380, "问题个数")
    assert not [*private(re.sub("<[^>]*>", "\n", str(drawn)))]


def test_one_year_is_a_table_alone_and_an_empty_library_a_sentence(tmp_path):
    (tmp_path / "materials").mkdir()
    (page,) = page_kind.pages(Index(made(tmp_path, {})))
    assert "还没有材料" in page.text
    (page,) = page_kind.pages(Index(made(tmp_path, {name: text for name, text in SMALL.items() if "2024" in name})))
    assert "<svg" not in page.text and "列成表" not in page.text
    assert "当年材料" in [row[0] for row in rows_of(page.text)]


def test_a_half_is_rounded_up_as_people_do():
    for part in range(200):
        for whole in range(1, 40):
            exact = Decimal(100 * part) / whole
            assert tally.half_up(part, whole) == exact.quantize(Decimal(1), ROUND_HALF_UP), (part, whole)


def test_themes_that_are_alike_are_all_named():
    def theme(name, *counts):
        rates = tuple(tally.half_up(count, of) for count, of in zip(counts, (8, 8), strict=True))
        theme = Theme(id=name, name=name, words=(), types=(), at=Position(path="", line=1))
        return ThemeFigures(theme=theme, counts=counts, rates=rates)

    said = most_said([theme("甲", 8, 5), theme("乙", 5, 2), theme("丙", 1, 5)], (2024, 2025), (8, 8))
    assert "最多的是甲、丙，63 个；" in said
    assert "减少最多的是甲（由 100 到 63）、乙（由 63 到 25）" in said
    many = most_said([theme(f"第{n}", 1, 1) for n in range(5)], (2024, 2025), (8, 8))
    assert many == "2025 年每百份材料里最多的是第0、第1、第2 等 5 个主题，13 个。"


def test_the_table_below_the_drawings_and_its_file_have_their_numbers(library, text):
    table = re.search(r"<caption[^>]*>各主题历年每百份材料的问题数</caption>.*?</table>", text, re.DOTALL)[0]
    shown = [re.findall(r'<td align="right">([^<]*)</td>', row) for row in table.split("<tr>")[2:-1]]
    figures = statistics(library)
    assert shown == [["—" if rate is None else str(rate) for rate in one.rates] for one in figures.themes]
    saved = dict(statistics_files(figures, "internal"))
    lines = list(csv.reader(io.StringIO(saved[addresses.figures("themes", "csv")].decode("utf-8-sig"))))
    assert [[cell or "—" for cell in line[1:]] for line in lines[1:-1]] == shown


@pytest.mark.slow
def test_the_ledger_s_drawing_is_whole_and_legible_on_phones_and_paper(address, browser):
    tab = browser.new_page()
    tab.goto(f"{address}statistics/")
    seen = """() => Array.from(document.querySelectorAll("#ledger ~ div .chart text, .slim .chart text"))
        .filter((one) => one.getBoundingClientRect().width)
        .map((one) => [one.getBoundingClientRect().right, parseFloat(getComputedStyle(one).fontSize)
            * one.ownerSVGElement.getBoundingClientRect().width / one.ownerSVGElement.viewBox.baseVal.width])"""
    for width, media, least in ((1440, "screen", 13), (390, "screen", 13), (320, "screen", 13), (597, "print", 13)):
        tab.set_viewport_size({"width": width, "height": 900})
        tab.emulate_media(media=media)
        found = tab.evaluate(seen)
        assert found and all(right <= width and size >= least - 0.01 for right, size in found), (width, media, found)
    tab.close()
