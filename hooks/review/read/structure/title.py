"""The title: the line, or the few, that name the document."""

from __future__ import annotations

import re
from typing import NamedTuple

from review.read.structure.form import AT_MOST, is_whole_title, names_document
from review.read.structure.kinds import label_kind
from review.read.structure.words import words
from review.read.text.folding import squeeze
from review.read.text.lines import Line
from review.read.text.ordinals import leading

_FURNITURE = words("furniture")
_FURNITURE_AT_MOST = 200
_UNFINISHED = words("title-goes-on")
"""How the second line of a title begins."""
_WHOSE, _OWN_WHOSE = words("title-whose"), words("title-own-whose")
"""How a first line ends that says whose it is, an office or a post; and what says so in the second itself."""
_CUT_WORDS, _CUT_AT_MOST = words("title-words"), 3
_LAST_WORDS = words("title-last-words")
"""The last words of a title's form, alone on a line of their own."""
_NOT_NAME = re.compile(r"^.{0,3}$|^附|[。;!?]|^\(.*\)$|〔.*〕\d|^[\dxX*×]{2,4}年.*[日月]$|[\[【]")
_WRITER = words("writers")
"""Who wrote it, his name masked, in a line of his own: 支部委员×××."""
_MASK = re.compile(r"[〔\[]\*+[〕\]]")
_PROSE = 60
_LINES = 3
"""At most, of one title."""


_SHORT = words("title-short")
_OWN_WORDS, _NO_TITLE = words("title-own-words"), words("no-titles")
_OWN_LINES, _FIRST_LINES = 16, 8
"""How many lines may hold a title in its own words, or one that is run in with its text."""
_LONG = 120
_RUN_IN, _LOOK_AT = 60, 300
_RUN_IN_FORMS = words("run-in-forms").pattern
_FORM_ENDS = re.compile(rf"(?:{_RUN_IN_FORMS})(?:\([^)]{{1,10}}\))?")
_SEGMENT = re.compile(r" (?!年|\d{2,4} ?年)|[\]】]|篇(?:\d{1,2}|[一二三四五六七八九十]{1,3})")
"""What may stand right before a title inside a line."""
_SLOGAN = re.compile(r"(:[^。;!?:]{4,40}) ")
_AFTER = re.compile(rf" ?(?:{words('after-title').pattern})| |\(一\)|第一[部章]|[\dxX×*]")
_PAGES = re.compile(r" ?[(（]共?\d{1,3}页[)）]$")
"""How long a document is, as a page writes it behind its name."""
_BESIDE = re.compile(r" ?(?:收藏|\(\d{1,3}页\))")
"""What a page puts right behind a title that is run in with its text."""
_SENTENCE = re.compile(r"[。;!?,:]")
_BEFORE_SECTION = re.compile(rf"(.{{8,40}}?(?:{_RUN_IN_FORMS}))(?=一、)")
_ABSTRACT = re.compile(rf"(?:\d{{1,2}}、?)*([^。;!?]{{6,40}}?)(?:{words('abstracts').pattern})")
_YEAR = re.compile(r"[〇零○一二三四五六七八九十]{4}年")
_NO_YEAR_ABOVE = re.compile(r"[。;!?,:：，；]|篇|年.*月|号$")

_GAP = re.compile("[ \u3000]{2,}")
"""What parts a title from who wrote it and when, on one line."""
_BARE_FORM = 6
"""Characters of a title that says nothing but its form: 对照检查剖析."""


class Title(NamedTuple):
    text: str
    first: int
    """Index of its first logical line."""
    last: int
    begin: int = 0
    """Where it begins in its first line."""
    end: int | None = None
    """Where it ends in its last line; None where that is all title."""


def find_title(lines: list[Line]) -> Title | None:
    """The title of the document in `lines`; None where nothing names it."""
    limit = _body(lines)
    found = [t for i in range(limit) if (t := title_at(lines, i))]
    named = [t for t in found if not is_furniture(t.text)]
    masked = [t for t in named if not _MASK.search(t.text)]
    whose = [t for t in masked or named if len(squeeze(t.text)) > _BARE_FORM]
    likely = whose or masked or named
    title = likely[-1] if likely else _markdown_title(lines, limit)
    title = _with_year(lines, title) if title else _in_own_words(lines) or _before_colon(lines)
    title = _before_section(lines, title.last if title else -1) or title
    return title or _before_text(lines) or _before_abstract(lines) or _twice(lines, limit) or _short(lines)


def _short(lines: list[Line]) -> Title | None:
    """A first line that says nothing but what a self-review is called in short is a title: 自我检查."""
    line = next((line for line in lines if line.text.strip()), None)
    if line is None or line.lead is not None or not _SHORT.fullmatch(squeeze(line.text)):
        return None
    at = lines.index(line)
    return Title(line.text.strip(), at, at)


def _twice(lines: list[Line], limit: int) -> Title | None:
    """A short line that stands twice above the text, as on a page that is called like its document, is a title."""
    seen: set[str] = set()
    found = None
    for i, line in enumerate(lines[: min(limit, _OWN_LINES)]):
        name = squeeze(line.text)
        if line.lead is None and 6 <= len(name) <= 40 and not _NOT_NAME.search(name) and not is_furniture(name):
            if name in seen:
                found = Title(line.text.strip("#* \u3000"), i, i)
            seen.add(name)
    return found


def _before_abstract(lines: list[Line]) -> Title | None:
    """What stands in one line before an abstract is a title, whatever it says."""
    for i, line in enumerate(lines[:_FIRST_LINES]):
        if found := _ABSTRACT.match(line.folded):
            begin, end = found.span(1)
            return Title(line.text[begin:end].strip(), i, i, begin, end)
    return None


def _with_year(lines: list[Line], title: Title) -> Title:
    """The title with the line above it, where its own begins with a year in characters."""
    if not title.first or not _YEAR.match(title.text):
        return title
    above = _plain(lines[title.first - 1])
    if not above or len(above) > 30 or _NO_YEAR_ABOVE.search(above) or names_document(above):
        return title
    whole = above + title.text
    return Title(whole, title.first - 1, title.last) if names_document(whole) else title


def _in_own_words(lines: list[Line]) -> Title | None:
    """The last of the first lines that stands alone and names a self-review, whatever it is called."""
    best = None
    for i, line in enumerate(lines[:_OWN_LINES]):
        if _names_itself(line):
            best = i
        elif (line.lead is not None and line.lead.kind not in ("hash", "number")) or (
            best is not None and len(line.text) > _LONG
        ):
            break
    return None if best is None else Title(lines[best].text.strip("#* \u3000"), best, best)


def _names_itself(line: Line) -> bool:
    if line.lead is not None or len(line.text) > 60:
        return False
    name = squeeze(line.text).strip("#*《》")
    return 8 <= len(name) <= 45 and bool(_OWN_WORDS.search(name)) and not _NO_TITLE.search(line.folded.strip())


def _before_colon(lines: list[Line]) -> Title | None:
    """A line whose part before a colon or a dash names the document."""
    for i, line in enumerate(lines[:6]):
        if line.lead and line.lead.kind != "hash":
            return None
        mark = re.search(":|——", line.folded)
        name = line.folded[: mark.start()].strip("#* 《") if mark else ""
        if len(line.text) <= 90 and "," not in name and names_document(name):
            return Title(line.text.strip("#* "), i, i)
    return None


def _before_section(lines: list[Line], after: int) -> Title | None:
    """A title run in with the first section: …清单一、…"""
    found = None
    for i, line in enumerate(lines[:_FIRST_LINES]):
        match = _BEFORE_SECTION.match(line.folded) if i > after and line.lead is None else None
        if match and "," not in match[1] and "。" not in match[1] and _is_title(match[1]):
            begin = max((m.end() for m in _SEGMENT.finditer(match[1]) if _is_title(match[1][m.end() :])), default=0)
            found = Title(line.text[begin : match.end()], i, i, begin, match.end())
    return found


def _is_title(text: str) -> bool:
    return names_document(text) or bool(_OWN_WORDS.search(squeeze(text)))


def _before_text(lines: list[Line]) -> Title | None:
    """A title in one line with the text that it names, and perhaps with what a page puts before it."""
    at = next((i for i, line in enumerate(lines[:_FIRST_LINES]) if len(line.text) > _RUN_IN), None)
    if at is None or (at and lines[at].lead):
        return None
    line, best = lines[at], None
    head = line.folded[:_LOOK_AT]
    begins = [0, *(m.end() for m in _SEGMENT.finditer(head))]
    for match in _FORM_ENDS.finditer(head):
        begin = max(b for b in begins if b <= match.start())
        name = head[begin : match.end()]
        if _SENTENCE.search(name) or not _is_title(name) or is_furniture(name) or leading(name):
            continue
        after = head[match.end() :]
        slogan = _SLOGAN.match(after)
        if slogan or _AFTER.match(after):
            best = (begin, match.end() + (slogan.end(1) if slogan else 0))
    if best is None:
        return None
    beside = _BESIDE.match(line.folded, best[1])
    return Title(line.text[best[0] : best[1]].strip(), at, at, best[0], beside.end() if beside else best[1])


def _body(lines: list[Line]) -> int:
    """Index of the first line with content below a section's or heading's line: no title stands after it."""
    marked = False
    for i, line in enumerate(lines):
        marker = line.lead
        ordinal = marker is not None and marker.kind != "hash"
        if (marked or ordinal) and len(line.text) > _PROSE:
            return i
        if marker is not None and marker.kind == "said" and "。" in line.folded:
            return i
        marked = marked or ordinal
    return len(lines)


def title_at(lines: list[Line], i: int) -> Title | None:
    """The title that ends with line `i`: the whole line, or what stands behind a colon (标题：…, a motto) or crumbs."""
    this = _plain(lines[i])
    if this is None:
        return None
    if (gap := _GAP.search(this)) and names_document(name := this[: gap.start()].strip()) and not names_document(this):
        begin = lines[i].text.index(name)
        return Title(name, i, i, begin, begin + len(name))
    first = i
    while first and i - first < _LINES - 1 and (above := _plain(lines[first - 1])) and _goes_on(above, this):
        this, first = above + this, first - 1
    if not names_document(this):
        return None
    behind = max(map(this.rfind, ":：>»›")) + 1
    if behind and names_document(this[behind:]):
        begin = lines[i].text.rindex(this[behind - 1]) + 1
        return Title(this[behind:].strip(), i, i, begin + (lines[i].text[begin].isspace()))
    return Title(this.lstrip("—- "), first, i)


def _goes_on(above: str, this: str) -> bool:
    """Whether the line `above` is the beginning of the title that `this` goes on with."""
    if this[:1] == "【" or is_furniture(above) or _NOT_NAME.search(squeeze(above)) or _WRITER.search(squeeze(above)):
        return False
    if names_document(above) and (is_whole_title(above) or not _LAST_WORDS.match(squeeze(this))):
        return False
    whose = _WHOSE.search(squeeze(above)) and not _OWN_WHOSE.search(squeeze(this))
    cut = _cut(above, this) or _UNFINISHED.match(_own_words(this)) or this[0] in "—-"
    needed = not names_document(this) or cut or whose
    return bool(needed and names_document(above + this))


def _own_words(text: str) -> str:
    """A line without the words that may stand before any title."""
    return squeeze(text).removeprefix("中共").removeprefix("关于")


def is_furniture(text: str) -> bool:
    """Whether a line belongs to a page around the document: its own title, 篇一, 小编."""
    return len(text) <= _FURNITURE_AT_MOST and bool(_FURNITURE.search(squeeze(text)))


def _cut(above: str, this: str) -> bool:
    """Whether a word of a title (对照检查, 个人) is itself divided between the two lines."""
    head, rest = squeeze(above)[-_CUT_AT_MOST:], squeeze(this)[:_CUT_AT_MOST]
    return any(found.start() < len(head) < found.end() for found in _CUT_WORDS.finditer(head + rest))


def _plain(line: Line) -> str | None:
    """A line that may be (a part of) a title, without Markdown signs."""
    marker = line.lead
    if line.table or len(line.text) > AT_MOST + 10 or (marker and marker.kind != "hash"):
        return None
    return _PAGES.sub("", _unmarked(line.text).strip("_ 《》"))


def _unmarked(text: str) -> str:
    """A line without Markdown's signs around it; a star on one side alone is a placeholder: **镇, *年度."""
    text = text.lstrip("# ").strip()
    return text.strip("* ") if text.startswith("*") and text.endswith("*") else text


def _markdown_title(lines: list[Line], limit: int) -> Title | None:
    """A `# heading` names the document whatever it is called, unless it names a part."""
    for i in range(limit):
        marker = lines[i].lead
        if marker and marker.kind == "hash" and marker.level == 1:
            text = lines[i].text.lstrip("# ").strip()
            if text and label_kind(text) is None and not is_furniture(text):
                return Title(text, i, i)
    return None
