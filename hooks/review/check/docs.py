"""What can be said of the pages that people write: they hold nothing private, lead to nothing hidden, run nothing."""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import unquote

from review.check.document import check_private
from review.check.rules import finding
from review.model import Finding, Library
from review.read.beside import PICTURES, Doc
from review.read.front.material import split
from review.read.text.files import Refused
from review.read.yaml.fields import Fields, Notes
from review.read.yaml.strict import parse

FENCE = re.compile(r"[ \t]*(```|~~~)")
TICKS = re.compile(r"`+")
TAG = re.compile(r"<[A-Za-z][^<>]*")
LINKS = (
    re.compile(r"(?:(?P<picture>!)\[[^\[\]]*\]|\])\(\s*<?(?P<url>[^\s)>]+)"),
    re.compile(r"^\s{0,3}\[[^\]]+\]:\s*<?(?P<url>[^\s>]+)"),
    re.compile(r"<(?P<url>[A-Za-z][A-Za-z0-9+.-]*:[^\s<>]+)>"),
)
IN_TAGS = (
    re.compile(r"\b(?P<asset>src|srcset|poster)\s*=\s*[\"']?(?P<url>[^\"'\s>]+)", re.IGNORECASE),
    re.compile(r"\b(?:href|action|formaction)\s*=\s*[\"']?(?P<url>[^\"'\s>]+)", re.IGNORECASE),
)
SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
SCHEMES = {"http", "https", "mailto"}
BLANK = re.compile(r"[\x00-\x20]+")
FRONT = {"title": "title: 怎样用这个资料库", "description": "description: 一句话", "hide": "hide: [toc]"}


def check_docs(docs: Iterable[Doc], library: Library, root: Path, files: set[str]) -> Iterator[Finding]:
    """Hand-written pages: sound front matter, nothing private, no link that runs, fetches or shows what is hidden.

    They are in every audience's site, so they may lead to internal materials only. `files` are the paths of
    pictures, docs/… and pictures/…
    """
    shown = {m.path for m in library.materials if m.visibility == "internal"}
    for doc in docs:
        yield from _check_front(doc)
        yield from check_private(doc.text, doc.path, signed=library.vocabulary.exceptions)
        for line, kind, url in links(doc.text):
            if fault := _unsafe(kind != "link", url):
                yield finding("unsafe-link", f"{fault}：{url[:60]}", doc.path, line)
            elif kind == "asset" and (lost := _lost(doc.path, url, files)):
                yield finding("broken-link", f"HTML 里的 {url} 没有找到：应有 {lost}", doc.path, line)
            elif (hidden := material_of(doc.path, url)) and hidden not in shown and (root / hidden).is_file():
                yield finding("hidden-link", f"指向 {hidden}，它不是 internal 材料；请去掉这个链接。", doc.path, line)


def links(text: str) -> Iterator[tuple[int, str, str]]:
    """Line, kind (link, picture; asset: fetched by raw HTML) and target of every link outside code."""
    lines = list(_prose(text.split("\n")))
    found = [(number, link) for number, line in enumerate(lines, 1) for form in LINKS for link in form.finditer(line)]
    number, at = 1, 0
    prose = "\n".join(lines)
    for tag in TAG.finditer(prose):
        number, at = number + prose.count("\n", at, tag.start()), tag.start()
        for form in IN_TAGS:
            found += [(number + tag[0].count("\n", 0, link.start()), link) for link in form.finditer(tag[0])]
    for number, link in sorted(found, key=lambda one: one[0]):
        groups = link.groupdict()
        kind = "picture" if groups.get("picture") else "asset" if groups.get("asset") else "link"
        yield number, kind, BLANK.sub("", html.unescape(link["url"]))


def _prose(lines: Iterable[str]) -> Iterator[str]:
    """The lines of a page, empty where they are code, and without the code within them."""
    fence = ""
    for line in lines:
        if mark := FENCE.match(line):
            fence = "" if fence == mark[1] else fence or mark[1]
            yield ""
        else:
            yield "" if fence else _without_code(line)


def _without_code(line: str) -> str:
    """A line without its code spans: from a run of backticks to the next run of the same length."""
    runs = [run.span() for run in TICKS.finditer(line)]
    nearest: dict[int, int] = {}
    closing = {}
    for number, (start, end) in reversed(list(enumerate(runs))):
        closing[number] = nearest.get(end - start)
        nearest[end - start] = number
    kept, at, number = [], 0, 0
    while number < len(runs):
        if (close := closing[number]) is not None:
            kept.append(line[at : runs[number][0]])
            at, number = runs[close][1], close
        number += 1
    return "".join((*kept, line[at:]))


def _unsafe(picture: bool, url: str) -> str:
    scheme = SCHEME.match(url)
    if scheme and scheme[1].lower() not in SCHEMES:
        return f"不允许 {scheme[1]}: 一类的链接"
    if picture and (scheme or url.startswith("//")):
        return "图片不能取自站外，请放进 docs/"
    return ""


def _lost(path: str, url: str, files: set[str]) -> str:
    """The file of docs/ that raw HTML on the page docs/… asks for, if it is not there.

    MkDocs leaves raw HTML alone, so its targets are relative to the page's address: guide/ for guide/index.md,
    guide/publish/ for guide/publish.md.
    """
    stem = path.removesuffix(".md")
    folder = posixpath.dirname(path) if stem.endswith(("/index", "/README")) else stem
    target = posixpath.normpath(posixpath.join(folder, unquote(url.partition("?")[0])))
    return "" if target in files or target.removeprefix("docs/") in files else target


def material_of(path: str, url: str) -> str:
    """The material, as its path in the library, that a link on the page docs/… leads to or shows a picture of."""
    target = unquote(url.partition("#")[0].partition("?")[0])
    folder = posixpath.dirname(path).removeprefix("docs").lstrip("/")
    place = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
    if place.startswith("materials/"):
        return place.removesuffix("/index.html").removesuffix(".md") + ".md"
    return f"materials/{posixpath.dirname(place).removeprefix(PICTURES + '/')}.md" if place.startswith(PICTURES) else ""


def _check_front(doc: Doc) -> Iterator[Finding]:
    """MkDocs drops front matter that it cannot read without a word, and puts a title into the page's head."""
    if not doc.text.startswith("---"):
        return
    notes = Notes(doc.path, "front-matter", [])
    try:
        fields = Fields(parse(split(doc.text, doc.path)[0], doc.path, notes.rule, first_line=2), notes, FRONT)
        for key in ("title", "description"):
            fields.text(key, required=False)
        fields.texts("hide")
    except Refused as refused:
        yield refused.finding
    yield from notes.found
