"""Whatever stands in a value, pages show it as it was written, the search too. FAULTS X13."""

import json
import re
from html import escape
from itertools import count, cycle

import lxml.html
import pytest
import yaml

from projects import ROOT, review, small

pytestmark = pytest.mark.slow
PIECES = (
    "[看](http://x.example)", "![看](//x.example/a.png)", "*甲* **乙** _丙_ __丁__", "`码` ``a`b``",
    "&lt;b&gt;甲&lt;/b&gt;",
    "&amp;amp; &#42; &copy;", "' onclick='x()' x='", "甲|乙|丙", "# 甲 {: #top .x }", "{.x title='y'}",
    "\\*甲\\* \\\\", "~~甲~~ ==乙==",
    "{{ 7*7 }} {% raw %}", "${7*7} $1 \\1", "[^1] [x][y] *[甲]", "] ( [", "*", "_甲", "`",
    "http://x.example/ a@x.example", "&", "&#x3c;i&#x3e;",
    "!!! 甲 ::: 乙", "1. 甲 - 乙 + 丙", "%3Cb%3E", "甲\\",
)  # fmt: skip
"""Of what a value may hold: `<`, `>` and `\"` are refused when it is read, HTML in other clothes is not."""
STARTS = ("", "# ", "- ", "1. ", "+ ", "= ", "~~~", "```", ":", "[^1]: ", "*[甲]: ", "|", "---", "&", "\\", "!!! ")
"""What lines of a meaning of their own begin with."""
HTML = "<b>甲</b> &amp; 乙"
IN_NAMES = "甲[看](x)_丙_ `码` {.x } ~~乙~~ $1 ' ^"
"""The same of what a file's name may hold."""
HEADING = "带头牢记我们党是什么、要干什么这个根本问题方面"
MATERIAL = """---
title: {title}
campaign: {campaign}
unit: {unit}
author: {author}
kind: 个人
date: {date}
visibility: internal
measures:
  1: {{owner: {owner}, due: {date}, status: 推进中}}
---

# 局长民主生活会对照检查材料

我对照检查如下：

## 一、存在的问题

### （一）{heading}

一是理论学习不深不透。研读原文浅尝辄止。

### （二）自己写的方面

一是不知道该归到哪里。

## 二、原因分析

（一）理论学习抓得不紧。学习不系统。

## 三、整改措施

（一）坚持系统学习。每月研读原文。
"""


PAGES = {
    (".html", kind)
    for kind in (
        "title", "author", "owner", "file's name", "campaign's name", "campaign's label", "heading's name",
        "heading's wording",
        "theme's name", "type's name", "type's gloss", "type's word", "unit's name", "unit's group", "title of docs",
        "description of docs", "heading of docs", "name of the site", "title of the nav",
    )
}  # fmt: skip
SEARCHED = {
    (".json", kind)
    for kind in (
        "title", "author", "campaign's name", "heading's name", "theme's name", "type's name", "type's word",
        "unit's name",
        "unit's alias", "term", "term's definition", "term's synonym",
    )
}  # fmt: skip


class Values:
    """Values with a mark of their own on both sides, so that each is found wherever it is shown."""

    def __init__(self):
        self.given, self.numbers = {}, count(1000)
        self.pieces, self.starts = cycle(PIECES), cycle(STARTS)

    def __call__(self, kind, before=None, piece=None):
        number = next(self.numbers)
        piece = next(self.pieces) if piece is None else piece
        self.given[number] = kind, piece
        return f"{next(self.starts) if before is None else before}鸩{number}始{piece}终{number}鸩"

    def wrong(self, text):
        """The kinds of values that do not stand in a text as they were written; those that stand there."""
        text = " ".join(text.split())
        for found in re.finditer(r"鸩(\d{4})始", text):
            kind, piece = self.given[int(found[1])]
            if not text.startswith(" ".join(f"{piece}终{found[1]}鸩".split()), found.end()):
                yield kind, piece, text[found.start() : found.end() + len(piece) + 20]

    def seen(self, text):
        return {self.given[int(number)][0] for number in re.findall(r"鸩(\d{4})始", text)}


def vocabulary(root, project, value):
    """The project's vocabulary with a hostile value at every place that takes words."""
    (root / "vocabulary").mkdir(parents=True)
    names, groups = {}, {}
    for name in ("campaigns", "problems", "units", "glossary"):
        records = yaml.safe_load((project / f"vocabulary/{name}.yml").read_text("utf-8"))
        for record in records:
            if name == "campaigns":
                record["name"], record["label"] = value("campaign's name"), value("campaign's label")
                for heading in record["headings"]:
                    heading["phrases"] += [heading["name"] + "方面"] if len(heading["name"]) > 5 else []
                    heading["name"] = value("heading's name", heading["name"])
                    heading["wording"] = value("heading's wording", heading["wording"])
            elif name == "problems":
                record["name"] = value("theme's name")
                record["words"] += [value("theme's word")]
                for type in record["types"]:
                    type["name"], type["gloss"] = value("type's name"), value("type's gloss")
                    type["words"] = [*type["words"][:2], value("type's word"), *type["words"][2:]]
                    type["examples"] = [*type["examples"], value("type's example")]
            elif name == "units":
                record["name"] = names[record["id"]] = value("unit's name")
                record["group"] = groups.setdefault(record["group"], value("unit's group"))
                record["aliases"] = [*record.get("aliases", ()), value("unit's alias")]
            else:
                record["written"] = value("term", record["written"])
                record["meaning"] = value("term's meaning")
                record["definition"], record["synonyms"] = value("term's definition"), [value("term's synonym")]
        (root / f"vocabulary/{name}.yml").write_text(yaml.safe_dump(records, allow_unicode=True, width=9999), "utf-8")
    return names


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A built site of a library full of hostile values, and these."""
    folder = tmp_path_factory.mktemp("made")
    project, library, value = small(folder / "project"), folder / "library", Values()
    names = vocabulary(library, ROOT, value)
    moved = []
    for year, campaign in ((2022, "2021-dangshi"), (2023, "2022-six"), (2024, "2023-theme")):
        for unit in [*names][:3]:
            name, old = (value(kind, "", IN_NAMES) for kind in ("file's name", "old address"))
            path = library / f"materials/{year}/{name}.md"
            path.parent.mkdir(parents=True, exist_ok=True)
            words = {key: json.dumps(value(key), ensure_ascii=False) for key in ("title", "author", "owner")}
            words["unit"] = json.dumps(names[unit], ensure_ascii=False)
            text = MATERIAL.format(**words, campaign=campaign, date=f"{year}-01-10", heading=HEADING)
            path.write_text(text, "utf-8")
            moved.append((f"materials/{year}/{old}", f"materials/{year}/{name}"))
    (library / "moved.yml").write_text(yaml.safe_dump(dict(moved), allow_unicode=True, width=9999), "utf-8")
    for number, piece in enumerate(PIECES):
        title = json.dumps(value("title of docs", "", piece.removeprefix("!")), ensure_ascii=False)
        words = json.dumps(value("description of docs", "", piece.removeprefix("!")), ensure_ascii=False)
        head = "" if number % 2 else "# 题\n\n"
        page = f"---\ntitle: {title}\ndescription: {words}\n---\n\n{head}字\n"
        (project / f"docs/t{number}.md").write_text(page, "utf-8")
    (project / "docs/heading.md").write_text(f"# {escape(value('heading of docs', '', HTML))}\n", "utf-8")
    config = (project / "mkdocs.yml").read_text("utf-8")
    name = json.dumps(value("name of the site", "", "&lt;b&gt; &amp;"), ensure_ascii=False)
    nav = json.dumps(value("title of the nav", "", "&lt;b&gt; &amp;"), ensure_ascii=False)
    config = re.sub("site_name: .*", lambda _: f"site_name: {name}", config)
    config = config.replace("nav:\n", f"nav:\n  - {nav}: t0.md\n  - t4.md\n  - heading.md\n")
    (project / "mkdocs.yml").write_text(config, "utf-8")
    done = review(project, "build", "--library", str(library), "--out", "out")
    assert done.returncode == 0, done.stdout + done.stderr
    return project / "out", value


def strings(data):
    if isinstance(data, dict):
        data = [*data, *data.values()]
    if isinstance(data, list):
        for one in data:
            yield from strings(one)
    elif isinstance(data, str):
        yield data


def shown(path):
    """Every text that a file of the site shows: the words of each page, its attributes; the strings of its data."""
    text = path.read_text("utf-8")
    if path.suffix == ".json":
        yield from strings(json.loads(text))
        return
    page = lxml.html.document_fromstring(text.encode(), parser=lxml.html.HTMLParser(encoding="utf-8"))
    for element in page.iter(lxml.html.etree.Element):
        yield from (value for name, value in element.attrib.items() if name not in ("href", "src", "action"))
    yield page.text_content()


def test_x13_a_value_is_shown_as_it_was_written(made):
    site, value = made
    wrong, seen = {}, set()
    for path in sorted(p for p in site.rglob("*") if p.suffix in (".html", ".json")):
        for text in shown(path):
            seen |= {(path.suffix, kind) for kind in value.seen(text)}
            for kind, piece, found in value.wrong(text):
                wrong[path.suffix, kind, piece] = path.relative_to(site).as_posix(), found
    assert [(*key, *found) for key, found in wrong.items()] == []
    assert seen >= PAGES | SEARCHED


def test_x13_no_value_gives_a_link_or_an_element(made):
    site, _ = made
    for path in sorted(site.rglob("*.html")):
        page = lxml.html.document_fromstring(path.read_bytes(), parser=lxml.html.HTMLParser(encoding="utf-8"))
        for element in page.iter(lxml.html.etree.Element):
            led = [value for name, value in element.attrib.items() if name in ("href", "src")]
            assert not any("x.example" in value.partition("?")[0] for value in led), path  # what is asked for is text
            wrong = {"onclick"} if next(element.iterancestors("svg"), None) is not None else {"onclick", "x"}
            assert not wrong & set(element.attrib) and "x" not in element.get("class", "").split(), path
            assert element.get("title") != "y"
