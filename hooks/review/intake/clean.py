"""Cleaning a text as a clerk receives it: only what is declared here, every change with its place.

Taken out: what a mail or a listing puts before every line, lines that only hold a page number or what a web site put
there, scraps of anti-copy noise, and characters that nobody sees. Everything else stays as written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from review.read.text.bold import bold_signs, without_bold
from review.read.text.folding import fold
from review.read.text.margins import margin
from review.read.text.noise import without_noise
from review.read.text.ordinals import leading

KINDS = {
    "margin": "每行前的引用号 > 或行号",
    "page-number": "页码行",
    "site": "网站附加的文字",
    "noise": "论坛的防抄乱码",
    "invisible": "看不见的字符",
    "bold": "加粗的星号",
    "indent": "行首行尾的空格",
    "wrap": "硬换行接回",
    "front": "标题之前的文字（目录、文号等）",
    "title": "重复的标题",
    "sign": "Markdown 的列表、标题记号",
}
"""What each declared change is called. `indent` and `wrap` change white space only."""

INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\u00ad\x00-\x08\x0b-\x1f\x7f-\x9f]")
_PAGE = re.compile(
    r"[-—–·~]{1,3}\s*\d{1,3}\s*[-—–·~]{1,3}|第\s*\d{1,3}\s*页(\s*[,，/]?\s*共\s*\d{1,3}\s*页)?|\d{1,3}\s*/\s*\d{1,3}"
)
_BARE = re.compile(r"\d{1,3}")
_SITE = re.compile(
    r"(热心人|热心网友|网友)?\s*投稿\s*时间:[^。;]*|(文章|信息)?(来源|出处):.{0,40}|(发布|更新)(时间|日期):[^。;]*"
    r"|(阅读|浏览|点击|下载)(次数|量):?\s*\d*.*"
    r"|(责任)?编辑:.{0,20}|(上|下)一篇:.*|(相关|推荐|热门)(推荐|阅读|文章|范文|搜索).*|(点击|立即|免费)下载.*|本文(由|来源|来自|地址).*"
    r"|.{0,60}(转载请注明|版权所有|侵权必究|侵删|未经授权).{0,60}|【写作(借鉴|指导|说明)】.*|.{0,90}小编.{0,90}"
    r"|以上(就是|便是|内容)[^,，]{0,40}(范文|全部内容|分享|全文|仅供参考).*|首页\s*[>»].*|当前位置:.*|加入收藏.*|设为首页.*|开通VIP.*"
    r"|展开全文|阅读全文|\[?(打印|关闭|收藏|分享|复制)( ?[|｜]? ?(打印|关闭|收藏|分享|复制|本页|窗口))*\]?",
    re.IGNORECASE,
)
_AT_MOST = 120
_EDGES = tuple(re.compile(rf"[\s\ufeff]*{sign}") for sign in (">", r"\d"))
_MOST = 0.8
"""The share of a text's lines that a margin stands before: above and below it a mail may say who wrote it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class DeclaredChange:
    """One declared change."""

    kind: str
    """A key of KINDS."""
    line: int
    """Line of the source, from 1."""
    text: str
    """What was taken out; empty where only white space changed."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Cleaned:
    """A text without what is no part of it, and a declaration of all that was taken out."""

    text: str
    changes: tuple[DeclaredChange, ...]
    lines: tuple[int, ...]
    """For every line of `text`, its line in the source."""


def clean(source: str) -> Cleaned:
    """The text without what is declared above; `source` has line feeds only."""
    lines, changes = _without_margin(source)
    pages = set(_page_lines(lines))
    kept: list[tuple[str, int]] = []
    for number, line in enumerate(lines, 1):
        text, found = _line(line, number, number in pages)
        changes += found
        if text is not None:
            kept.append((text, number))
    return Cleaned(text="\n".join(t for t, _ in kept), changes=tuple(changes), lines=tuple(n for _, n in kept))


def _without_margin(source: str) -> tuple[list[str], list[DeclaredChange]]:
    """The lines of a text without what a mail or a listing puts before each, and that as changes."""
    lines = source.split("\n")
    edges = _margin(lines)
    changes = [DeclaredChange(kind="margin", line=n + 1, text=edge) for n, edge in edges.items()]
    return [line[len(edges.get(n, "")) :] for n, line in enumerate(lines)], changes


def _margin(lines: list[str]) -> dict[int, str]:
    """What stands before all lines from the first to the last that have it, which are most, by the line's index."""
    written = [n for n, line in enumerate(lines) if line.strip()]
    for sign in _EDGES:
        begins = [n for n in written if sign.match(lines[n])]
        if len(begins) >= len(written) * _MOST > 0:
            within = lines[begins[0] : begins[-1] + 1]
            form = margin("\n".join(within))
            found = {n: match[0] for n, line in enumerate(within, begins[0]) if (match := form.match(line))}
            return {n: edge for n, edge in found.items() if edge.strip()}
    return {}


def _line(line: str, number: int, page: bool) -> tuple[str | None, list[DeclaredChange]]:
    """What stays of a line (None: nothing, not even an empty line) and what was changed."""
    text = INVISIBLE.sub("", line)
    unseen = "".join(INVISIBLE.findall(line))
    changes = [DeclaredChange(kind="invisible", line=number, text=unseen)] if text != line else []
    kind = "page-number" if page else "site" if _is_site(text) else None
    if kind:
        return None, [*changes, DeclaredChange(kind=kind, line=number, text=text)]
    bare = text.strip()  # behind its indent, as it is read
    begin, end = without_noise(bare)
    scraps = [scrap for scrap in (bare[:begin], bare[end:]) if scrap.strip()]
    changes += [DeclaredChange(kind="noise", line=number, text=scrap) for scrap in scraps]
    text = text[: len(text) - len(text.lstrip())] + bare[begin:end] if scraps else text
    if signs := bold_signs(text):
        changes.append(DeclaredChange(kind="bold", line=number, text="".join(text[at : at + 2] for at in signs)))
        text = without_bold(text)
    if text.strip() and text != text.strip():
        changes.append(DeclaredChange(kind="indent", line=number, text=""))
    return text, changes


def _is_site(line: str) -> bool:
    text = fold(line).strip()
    return 0 < len(text) <= _AT_MOST and bool(_SITE.fullmatch(text)) and not _is_numbered(text)


def _is_numbered(text: str) -> bool:
    """Whether a line bears an ordinal: it belongs to the document, whatever words it has."""
    found = leading(text)
    return found is not None and found.number is not None


def _page_lines(lines: list[str]) -> Iterator[int]:
    """Lines that hold a page number only. Bare figures are page numbers where each is one more than the last."""
    bare: list[tuple[int, int]] = []
    for number, line in enumerate(lines, 1):
        text = fold(line).strip()
        if _PAGE.fullmatch(text):
            yield number
        elif _BARE.fullmatch(text):
            bare.append((number, int(text)))
    if len(bare) > 1 and all(b[1] == a[1] + 1 for a, b in zip(bare, bare[1:], strict=False)):
        yield from (number for number, _ in bare)


def without_space(text: str) -> str:
    """A text without white space: what must be the same before and after."""
    return "".join(text.split())


def undeclared(source: str, cleaned: Cleaned) -> str:
    """Where, apart from the declared changes, the cleaned text is not the source; empty where it is."""
    lines = source.split("\n")
    for change in cleaned.changes:
        lines[change.line - 1] = _without(lines[change.line - 1], change)
    return first_difference(without_space("\n".join(lines)), without_space(cleaned.text))


def _without(line: str, change: DeclaredChange) -> str:
    if change.kind == "invisible":
        return INVISIBLE.sub("", line)
    if change.kind == "bold":
        return without_bold(line)
    at = line.find(change.text)
    if at > 0:
        at = line.rfind(change.text)
    return line[:at] + line[at + len(change.text) :] if change.text and at >= 0 else line


def first_difference(one: str, other: str) -> str:
    """The place where two texts part, as 甲 → 乙; empty where they are the same."""
    if one == other:
        return ""
    at = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return f"“{one[max(0, at - 8) : at + 12]}” → “{other[max(0, at - 8) : at + 12]}”"
