"""The search index: what it holds, and that it depends on nothing else."""

import datetime
import itertools
import json
import re
import string
from collections import defaultdict
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from review.model import Problem
from review.read.library import read_library
from review.relate.library import relate
from review.show import addresses, search
from review.show.pages import pages as every_page
from review.show.search import lists as index_lists
from review.show.search.fold import END, Folding
from review.show.search.lists import BLOCK, PAIR
from review.show.search.passages import Entrant, Passage, passages
from review.show.search.places import site_pages
from review.show.search.segment import segment_files
from review.show.search.table import SIZE, in_characters, table_items

PROJECT = Path(__file__).parents[1]
DAY = datetime.date(2026, 1, 15)
KEY = "5e9d"


def related(root, audience="internal"):
    reading = read_library(root, audience)
    return relate(reading.materials, reading.vocabulary, audience=audience, as_of=DAY)


@pytest.fixture(scope="module")
def library():
    return related(PROJECT)


@pytest.fixture(scope="module")
def files(library):
    return search.index_files(library)


def varint(content, at):
    value = shift = 0
    while True:
        byte = content[at]
        value |= (byte & 127) << shift
        shift, at = shift + 7, at + 1
        if byte < 128:
            return value, at


def lists(content):
    """The position lists of a shard, read by the format's description alone."""
    assert content[:2] == b"R1"
    count, at = varint(content, 2)
    heads, first, second = [], 0, 0
    for _ in range(count):
        step, at = varint(content, at)
        rise, at = varint(content, at)
        size, at = varint(content, at)
        first, second = first + step, rise if step else second + rise
        heads.append((first, second, size))
    for first, second, size in heads:
        end, position, positions = at + size, 0, []
        while at < end:
            gap, at = varint(content, at)
            position += gap
            positions.append(position)
        yield first, second, positions
    assert at == len(content)


def rebuilt(shards):
    """The one text that the lists of all shards describe, up to its last letter."""
    text, last = {}, {}
    for first, second, positions in itertools.chain.from_iterable(map(lists, shards)):
        if max(first, second) >= PAIR:
            continue
        for position in positions:
            text[position] = first
            last[position + 1] = second
    assert all(text.get(i, END) == code for i, code in last.items())
    return "".join(chr(text.get(i, END)) for i in range(max(text, default=-1) + 1))


def in_blocks(folding, passages_given):
    """Folded passages as one text: END behind each paragraph and cell, passages filled up to blocks."""
    parts = [[folding.fold(part) + chr(END) for part in re.split("[\n\t]", text)] for text in passages_given]
    blocks = [-(-sum(map(len, held)) // BLOCK) for held in parts]
    whole = ("".join(held).ljust(n * BLOCK, chr(END)) for held, n in zip(parts, blocks, strict=True))
    return "".join(whole), blocks


def numbers(text):
    """The numbers of a table's text."""
    return [ord(char) - (58 if ord(char) < 0xD800 else 0x83A) for char in text]


@settings(deadline=None)
@given(st.lists(st.integers(0, 2**20), max_size=20))
def test_numbers_as_text(given_numbers):
    text = in_characters(given_numbers)
    assert numbers(json.loads(json.dumps(text, ensure_ascii=False).encode())) == given_numbers
    assert not any(char in string.digits for char in text), "what the gates would take for a telephone's number"


def by_segment(files):
    segments = defaultdict(dict)
    for path, content in files.items():
        parts = path.removeprefix("search/data/").split("/")
        if len(parts) == 2:
            stem = parts[1].partition(".")[0].rpartition("-")[0]
            segments[parts[0]][parts[1] if stem == "t" else stem] = content
    return segments


def test_lists_describe_exactly_the_folded_passages(library, files):
    folding = Folding(library.vocabulary.terms)
    segments = by_segment(files)
    assert set(segments) == {material.campaign for material in library.materials}
    for id, held in segments.items():
        newest = sorted(library.by_campaign[id], key=lambda m: m.date, reverse=True)
        held_passages = [p for m in newest for p in passages(m, library)]
        text, blocks = in_blocks(folding, [p.text for p in held_passages])
        names = sorted((name for name in held if name.isdigit()), key=int)
        assert rebuilt([held[name] for name in names]) == text.rstrip(chr(END))
        table = json.loads(held["table"])
        by_part = sorted(zip(table["part"], blocks, strict=True), key=lambda pair: pair[0])
        assert numbers(table["blocks"]) == [count for _, count in by_part]
        assert numbers(table["sizes"]) == [-(-len(held[name]) // SIZE) for name in names]


TEXTS = st.lists(st.lists(st.text("理论学习不深dangshi，。 𠮷\n\t", max_size=30), min_size=1, max_size=4), max_size=6)


@settings(deadline=None)
@given(TEXTS)
def test_any_passages_can_be_rebuilt(texts):
    entrants = [
        Entrant("", "", "u", "", "个人", "2021-01-01", tuple(Passage(f"t{i}", 4, t) for i, t in enumerate(held)))
        for held in texts
    ]
    made = dict(segment_files(entrants, Folding(), KEY))
    shards = [made[name] for name in sorted(made) if name[0].isdigit()]
    text, _ = in_blocks(Folding(), itertools.chain.from_iterable(texts))
    assert rebuilt(shards) == text.rstrip(chr(END))


@settings(deadline=None)
@given(TEXTS)
def test_pairs_have_lists_of_what_stands_before_and_behind_them(texts):
    entrants = [
        Entrant("", "", "u", "", "个人", "2021-01-01", tuple(Passage(f"t{i}", 4, t) for i, t in enumerate(held)))
        for held in texts
    ]
    folded, _ = in_blocks(Folding(), itertools.chain.from_iterable(texts))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(index_lists, "FREQUENT", 3)
        made = dict(segment_files(entrants, Folding(), KEY))
    pairs = json.loads(made[f"table-{KEY}.json"])["pairs"]
    pairs = [pairs[i : i + 2] for i in range(0, len(pairs), 2)]
    everywhere = [folded[i : i + 2] for i in range(len(folded)) if "\0" not in folded[i : i + 2]]
    assert sorted(pairs) == sorted({pair for pair in everywhere if everywhere.count(pair) >= 3 and len(pair) == 2})
    found, shards = {}, [content for name, content in made.items() if name[0].isdigit()]
    for first, second, positions in itertools.chain.from_iterable(map(lists, shards)):
        if max(first, second) >= PAIR:
            written = "".join(pairs[code - PAIR] if code >= PAIR else chr(code) for code in (first, second))
            found[written, second >= PAIR] = positions
    expected = defaultdict(list)
    for at in range(len(folded) - 2):
        three = folded[at : at + 3]
        if "\0" not in three:
            for behind in (False, True):
                if three[behind : behind + 2] in pairs:
                    expected[three, behind].append(at)
    assert found == expected


def tally(content):
    """Passage, how often, whether in the opening: by the format's description alone."""
    assert content[:2] == b"R1"
    at, passage = 2, -1
    while at < len(content):
        head, at = varint(content, at)
        more = head % 4
        if more == 3:
            rest, at = varint(content, at)
            more += rest
        passage += 1 + head // 8
        yield passage, more + 1, head // 4 % 2 == 1


@settings(deadline=None)
@given(st.lists(st.tuples(st.text("理论学习不深，\n", max_size=90), st.integers(0, 12)), min_size=1, max_size=8))
def test_tallies_say_of_each_passage_how_often_a_spread_character_stands_in_it(texts):
    texts = [(text, min(cut, len(text.partition("\n")[0]))) for text, cut in texts]  # an opening is of one line
    problems = tuple(Passage(f"p{i}", 1 if cut else 4, text, opening=cut) for i, (text, cut) in enumerate(texts))
    folding = Folding()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(index_lists, "SHARD", 5)
        patch.setattr(index_lists, "SPREAD", 1)
        made = dict(segment_files([Entrant("", "", "u", "", "个人", "2021-01-01", problems)], folding, KEY))
    shards = [{first for first, *_ in lists(content)} for name, content in made.items() if name[0].isdigit()]
    held = {name for name in made if re.fullmatch(f"c[0-9a-f]+-{KEY}[.]bin", name)}
    spread = {first for first in set().union(*shards) if sum(first in shard for shard in shards) > 1}
    assert {f"c{first:x}-{KEY}.bin" for first in spread if first < PAIR} <= held
    for name in held:
        char = chr(int(name[1:].partition("-")[0], 16))
        expected = [
            (i, folding.fold(text).count(char), char in folding.fold(text[:cut]))
            for i, (text, cut) in enumerate(texts) if char in folding.fold(text)
        ]  # fmt: skip
        assert list(tally(made[name])) == expected


def test_an_opening_of_several_paragraphs_is_as_long_as_all_of_them():
    """Marks are no characters of it, the end of a paragraph within it is."""
    held = (Passage("p1-1", 1, "一是甲。\n乙。丙", opening=6), Passage("p1-2", 1, "二是丁。戊", opening=4))
    made = dict(segment_files([Entrant("", "", "u", "", "个人", "2021-01-01", held)], Folding(), KEY))
    assert json.loads(made[f"table-{KEY}.json"])["opening"] == in_characters((5, 3))


def test_table_and_texts_name_every_passage(library, files):
    for id, held in by_segment(files).items():
        table = json.loads(held["table"])
        texts = [line for name in _texts(held) for line in json.loads(held[name])]
        newest = sorted(library.by_campaign[id], key=lambda m: m.date, reverse=True)
        runs = zip(*map(numbers, table["heading"]), strict=True)
        headings = [code for count, code in runs for _ in range(count)]
        openings, at = iter(numbers(table["opening"])), 0
        of = {name: numbers(table[name]) for name in ("unit", "kind", "post", "date", "passages")}
        days = list(itertools.accumulate(of["date"], lambda before, less: before - less))
        folding = Folding(library.vocabulary.terms)
        for n, material in enumerate(newest):
            title, page, author, date, shown = texts[n]
            assert (title, author, date) == (material.title, material.author, material.date.isoformat())
            assert page == f"materials/{material.id}/"
            assert table["units"][of["unit"][n]] == material.unit
            assert table["kinds"][of["kind"][n]] == material.kind
            assert table["posts"][of["post"][n]] == material.author
            assert days[n] == material.date.toordinal()
            assert of["passages"][n] == len(shown)
            for passage, line in zip(passages(material, library), shown, strict=True):
                assert line == [passage.anchor, passage.text, passage.opening, passage.chip]
                assert int(table["part"][at]) == passage.part
                assert table["headings"][headings[at]] == passage.heading
                if passage.part == 1:
                    assert next(openings) == len(folding.fold(passage.text[: passage.opening]))
                at += 1


def test_a_problem_without_type_is_found_by_that(library):
    """Its theme, if it has one, is kept; a cause or a measure of a theme has no type and is not so called."""
    material = library.materials[0]
    problem = next(p for p in passages(material, library) if p.part == 1)
    measure = next(p for p in passages(material, library) if p.part == 3)
    items = [problem._replace(chip=chip) for chip in ("?theory-depth", "#theory", "")]
    found = table_items([*items, measure._replace(chip="#theory")])
    assert found["chips"] == ["theory-depth", "-theory", "-", "#theory"]


def test_a_problem_is_found_by_what_answers_it(library):
    """Each problem, and nothing else, says whether it is linked to causes and to measures."""
    held = [p for material in library.materials for p in passages(material, library)]
    table = table_items(held)
    told = [table["answers"][ord(code) - 58] for code in table["answer"]]
    linked = [entry for m in library.materials for p in passages(m, library)
              if isinstance((entry := library.entries.get(f"{m.id}#{p.anchor}")) and entry.item, Problem)]  # fmt: skip
    said = {(1, 1): "有根源，有措施", (0, 1): "只有措施", (1, 0): "只有根源", (0, 0): "都没有"}
    assert told == [said[bool(entry.causes), bool(entry.measures)] for entry in linked]
    assert set(told) == set(said.values())


def _texts(held):
    """The chunks of a segment's texts in order; each has as many materials as is said of it."""
    told = json.loads(held["texts"])
    names = [f"t-{told['names'][n : n + 10]}.json" for n in range(0, len(told["names"]), 10)]
    assert numbers(told["chunks"]) == [len(json.loads(held[name])) for name in names]
    assert set(names) == {name for name in held if name.startswith("t-")}
    return names


def test_passages_are_all_that_a_page_shows(library):
    for material in library.materials:
        held = {p.anchor: p for p in passages(material, library)}
        document = material.document
        items = (*document.problems, *document.causes, *document.measures)
        assert all(held[item.id].text == item.marker + item.text for item in items)
        assert all(heading.wording in held[heading.id].text for heading in document.headings)
        assert held["title"].text == material.title
        for problem in document.problems:
            entry = library.entries[f"{material.id}#{problem.id}"]
            name = entry.canonical.name if entry.canonical else entry.heading.name if entry.heading else ""
            assert held[problem.id].heading == name


def test_table_is_searched_cell_by_cell(library):
    texts = [p.text for material in library.materials for p in passages(material, library)]
    assert not any("|" in text for text in texts)
    assert any("问题\t责任单位\t完成时限\n掀盖检查二十七座处理站\t重建轻管" in text for text in texts)


def test_same_library_gives_same_bytes(library, files):
    assert search.index_files(library) == files


def test_segment_depends_on_its_own_materials_alone(library, files):
    gone = library.materials[0]
    rest = tuple(m for m in library.materials if m.campaign != gone.campaign)
    without = search.index_files(relate(rest, library.vocabulary, audience="internal", as_of=DAY))
    before, after = by_segment(files), by_segment(without)
    assert set(before) - set(after) == {gone.campaign}
    assert all(after[id] == before[id] for id in after)


def test_names_change_with_content(library, files):
    first = library.materials[0]
    changed = (replace(first, title=first.title + "（修订）"), *library.materials[1:])
    other = search.index_files(relate(changed, library.vocabulary, audience="internal", as_of=DAY))
    common = (set(files) & set(other)) - {"search/data/entry.json"}
    assert all(files[path] == other[path] for path in common)
    own = {path for path in files if path.startswith(f"search/data/{first.campaign}/")}
    texts = {path for path in own if "/t-" in path}
    assert own & common < texts and len(texts - common) == 1, "the texts of other materials keep their names"
    assert common - own, "the other segments and the foldings keep theirs"


def test_words_of_types_wait_in_a_file_of_their_own(library, files):
    """A first answer, and each page that marks a hit, waits for the entry file; only who found nothing for these."""
    entry = json.loads(files["search/data/entry.json"])
    types = [type for theme in library.vocabulary.themes for type in theme.types]
    assert json.loads(files[f"search/data/{entry['words']}"]) == {type.id: list(type.words) for type in types}
    assert [len(line) for line in entry["types"]] == [4] * len(types), "id, name, number, theme"


def written(site):
    return {str(p.relative_to(site)): p.read_bytes() for p in site.rglob("*") if p.is_file()}


def test_written_index_is_the_same_with_and_without_cache(library, files, tmp_path):
    (tmp_path / "site/search/data/old").mkdir(parents=True)
    for _ in range(2):
        search.write_index(library, tmp_path / "site", tmp_path / "cache")
        assert written(tmp_path / "site") == files


def test_cache_keeps_what_did_not_change_and_no_more(library, tmp_path):
    search.write_index(library, tmp_path / "site", tmp_path / "cache")
    before = {folder.name: folder.stat().st_mtime_ns for folder in (tmp_path / "cache").iterdir()}
    first = library.materials[0]
    changed = (replace(first, title=first.title + "（修订）"), *library.materials[1:])
    other = relate(changed, library.vocabulary, audience="internal", as_of=DAY)
    search.write_index(other, tmp_path / "site", tmp_path / "cache")
    after = {folder.name: folder.stat().st_mtime_ns for folder in (tmp_path / "cache").iterdir()}
    assert len(after) == len(before)
    assert len(set(after.items()) - set(before.items())) == 1
    assert written(tmp_path / "site") == search.index_files(other)


MATERIAL = """---
title: 样例局班子2021年度专题民主生活会对照检查材料
campaign: {campaign}
unit: {unit}
kind: 班子
date: 2022-01-10
visibility: {visibility}
---

# 样例局班子2021年度专题民主生活会对照检查材料

对照检查如下：

## 一、存在的问题

### （一）理论学习方面

一是蠼螋之学不深。鼋鼍之事未办。
"""


def holds(files, word):
    """Whether `word` is in any file but the table of foldings: as text, or as a bigram of a list."""
    files = {path: content for path, content in files.items() if "/fold-" not in path}
    bigrams = {pair[:2] for path, b in files.items() if path.endswith(".bin") for pair in lists(b)}
    return any(word.encode() in b for b in files.values()), tuple(map(ord, word)) in bigrams


@pytest.mark.parametrize("visibility", ["internal", "restricted"])
def test_restricted_words_are_in_no_file_of_the_internal_index(visibility, library, tmp_path):
    folder = tmp_path / "materials/2021"
    folder.mkdir(parents=True)
    given = {"campaign": library.vocabulary.campaigns[0].id, "unit": library.vocabulary.units[0].name}
    (folder / "样例.md").write_text(MATERIAL.format(visibility=visibility, **given), "utf-8")
    internal, staff = search.index_files(related(tmp_path)), search.index_files(related(tmp_path, "staff"))
    for word in ("蠼螋", "鼋鼍"):
        assert holds(staff, word) == (True, True)
        assert holds(internal, word) == ((True, True) if visibility == "internal" else (False, False))


@pytest.mark.parametrize("audience", ["internal", "staff"])
def test_every_page_with_a_name_of_its_own_is_found_by_it_and_no_other(audience):
    """Of the audience's own site: what is listed is there, and every kind of page that has one is listed."""
    library = related(PROJECT, audience)
    built = {addresses.from_root(page.src_uri) for page in every_page(library)}
    found = [(page, own, names) for page, _, _, own, *names in site_pages(library)]
    assert {page for page, _, _ in found} <= built
    assert {page + value + "/" for page, own, _ in found for held in own.values() for value in held} <= built
    alone = {page for page in built if re.fullmatch(r"[a-z]+/", page)} - {"search/"}
    assert alone == {page for page, _, _ in found}
    names = [name for _, _, names in found for name in names]
    assert len(names) == len(set(names))
