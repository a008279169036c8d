"""What can be said of one document by itself, also of a bare text that is in no library."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from review.check.named import check_named
from review.check.ordinals import check_ordinals
from review.check.private import Private
from review.check.private.screen import found_private
from review.check.rules import RULES, finding
from review.model import Document, Doubt, Finding, Heading, Item, Section, Signed
from review.read.structure.build import ITEMS
from review.read.structure.document import source_of
from review.read.structure.doubts import label_name
from review.read.text.encodings import OWN
from review.read.text.placeholders import placeholders

HTML = re.compile(r"</?[A-Za-z][A-Za-z0-9-]*(?:[\s/][^<>]*)?>|<!DOCTYPE\b[^<>]*>", re.IGNORECASE)
BEGINS = re.compile(r"[\w.()（）、“”]*")
"""What may stand in front matter without quotes."""
SHOWN_OF_PASSAGE = 12
SPACE = re.compile(r"\s+")
PARTS = (("problems", "存在的问题", "一"), ("causes", "原因分析", "二"), ("measures", "整改措施", "三"))
SHORT, ABOUT = 4, 4
"""A placeholder of up to so many characters is named with so many on either side."""
SHOWN = 3
"""How many of the things found on one line a message names."""


def check_document(document: Document, path: str) -> list[Finding]:
    """Findings of one document, by line; `path` is the file to name."""
    first = document.first_line
    lines = source_of(document).split("\n")
    findings = [*document.faults, *_check_lines(lines, first, path), *check_named(document, lines, path)]
    if document.verdict.outcome == "refused":
        findings.append(finding("not-a-material", f"不像对照检查材料：{document.verdict.reason}。", path, first))
    else:
        findings += _check_structure(document, path, first)
    return [*_unusual(document, path), *map(_doubtful, document.doubts), *sorted(findings, key=lambda f: f.at.line)]


def _unusual(document: Document, path: str) -> Iterator[Finding]:
    """That the whole reading may be wrong, of a text that is taken for a material."""
    if document.unusual and document.verdict.outcome != "refused":
        line = document.title_at.line if document.title_at else document.first_line
        message = (
            f"整篇的读法没有把握：{'；'.join(document.unusual)}。"
            "请用 review inspect 对照原文看一遍：读错的写进 reading，都对就记入 seen。"
        )
        yield finding("unusual", message, path, line)


def _doubtful(doubt: Doubt) -> Finding:
    """What speaks for which reading, and how to have the last word."""
    read, other = (label_name(label) + (f"（{why}）" if why else "") for label, why in
                   zip((doubt.read, doubt.other), doubt.speaks, strict=True))
    text = doubt.text.lstrip("# ")
    found = BEGINS.match(text)
    begins = (found[0] if found else text)[:SHOWN_OF_PASSAGE]
    last_word = f"不对就在元数据里写明，例：reading: [{{at: {begins}, as: text}}]"
    message = f"“{doubt.text}”读作{read}，也可能是{other}；请看一眼，{last_word}"
    return finding("uncertain", message, doubt.at.path, doubt.at.line)


def check_private(text: str, path: str, first: int = 1, signed: Iterable[Signed] = ()) -> Iterator[Finding]:
    """What must never be published, in a text that starts at line `first`; the value is masked.

    What `signed` excepts for this path is passed over.
    """
    excepted = {(one.kind, one.digest) for one in signed if one.path == path}
    for found in found_private(text):
        if (found.kind, found.digest) not in excepted:
            forbidden = "，不能发布" if RULES[found.kind].severity == "error" else ""
            message = f"{RULES[found.kind].title} {found.masked}{forbidden}；请删去或遮住{_or_sign(found)}。"
            yield finding(found.kind, message, path, first + text.count("\n", 0, found.start))


def _or_sign(found: Private) -> str:
    return "" if found.kind == "classified-mark" else f"，可以公开的登记为例外 {found.digest}"


def _check_lines(lines: Iterable[str], first: int, path: str) -> Iterator[Finding]:
    for number, text in enumerate(lines, first):
        if found := [_surrounded(text, *place) for place in placeholders(text)]:
            yield finding("placeholder", f"{_named('占位符', found)}；请补上内容，提示语请删去。", path, number)
        if found := OWN.findall(text):
            codes = "、".join(f"U+{ord(char):04X}" for char in dict.fromkeys(found))
            yield finding("own-character", f"有自造字 {codes}，别的电脑上显示不出；请换成通用的字。", path, number)
        if found := [tag[0] for tag in HTML.finditer(text)]:
            yield finding("raw-html", f"{_named(' HTML 标记', found)}，会照原样显示；请删去。", path, number)


def _surrounded(line: str, start: int, found: str) -> str:
    about = ABOUT if len(found) <= SHORT else 0
    return line[max(0, start - about) : start + len(found) + about].strip()


def _named(what: str, found: list[str]) -> str:
    different = list(dict.fromkeys(text if len(text) <= 30 else text[:30] + "…" for text in found))
    names = "、".join(f"“{text}”" for text in different[:SHOWN])
    return f"有 {len(found)} 处{what}：{names}{'等' if len(different) > SHOWN else ''}"


def _check_structure(document: Document, path: str, first: int) -> Iterator[Finding]:
    if document.verdict.outcome == "asked":
        settle = "是就在元数据的 reading 里写 {at: 标题的头几个字, as: material}，不再提醒；不是请移出材料库。"
        message = f"拿不准是不是对照检查材料：{document.verdict.reason}；{settle}"
        yield finding("perhaps-no-material", message, path, first)
    if document.title is None:
        message = "没有标题：正文开头应有一行标题；例：# 投资促进局局长党史学习教育专题民主生活会对照检查材料"
        yield finding("no-title", message, path, first)
    yield from _check_parts(document, path, document.title_at.line if document.title_at else first)
    yield from check_ordinals(document)
    for heading in document.headings:
        if not heading.problems:
            yield _unmarked(heading, path)
    for section in document.sections:
        if section.kind in ITEMS and not any(isinstance(x, (Heading, Item)) for x in section.content):
            yield _empty(section, path)


def _empty(section: Section, path: str) -> Finding:
    """A section of problems, causes or measures in which nothing is counted: never a silent zero."""
    what = next(name for kind, name, _ in PARTS if kind == section.kind)
    name = section.marker + section.title if section.marker or section.title else what
    message = f"“{name.strip()}”读作“{what}”部分，里面没有标明的条目，数目记为零；例：一是学习不深不透。"
    return finding("no-marked-items", message, path, section.at.line)


def _check_parts(document: Document, path: str, line: int) -> Iterator[Finding]:
    for kind, name, ordinal in PARTS:
        sections = [s for s in document.sections if s.kind == kind]
        if not sections and not getattr(document, kind):
            yield finding("missing-section", f"没有读到“{name}”部分；例：## {ordinal}、{name}", path, line)
        yield from _check_repeated(kind, sections, path)


def _check_repeated(kind: str, sections: list[Section], path: str) -> Iterator[Finding]:
    """Problems may stand in a section for each theme; causes and measures belong together."""
    seen: dict[str, Section] = {}
    for section in sections:
        key = kind if kind != "problems" else SPACE.sub("", section.title)
        if key in seen and section.title:
            other = seen[key]
            message = f"{_name(section)}与第 {other.at.line} 行的{_name(other)}是同一类部分；请看是否写重了。"
            yield finding("repeated-section", message, path, section.at.line)
        seen.setdefault(key, section)


def _name(section: Section) -> str:
    return f"“{section.marker.strip()}{section.title.strip()}”"


def _unmarked(heading: Heading, path: str) -> Finding:
    name = heading.name or heading.wording
    message = f"“{heading.marker.strip()}{name}”里没有标明的问题，问题数记为零；例：一是学习不深不透。"
    return finding("no-marked-problems", message, path, heading.at.line)
