"""The files of an import: found below the given paths, each read as text whatever it is."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from review.check.private import private
from review.model import Finding
from review.read.text.encodings import OWN, Undecodable, decode_bytes, padding
from review.read.text.files import Refused, read_bytes
from review.read.text.names import is_leaving
from review.read.text.write import REASONS, reason
from review.read.word import Picture, VisibleStory, WordError, read_word
from review.read.word.kinds import BY_NAME, kind_of, refuse
from review.read.word.origin import Origin

WORD = (".docx", ".docm", ".dotx", ".dotm", ".doc", ".dot", ".wps", ".wpt", ".rtf", ".odt", ".ott", ".fodt")
MARKDOWN = (".md", ".markdown")
"""A text that may hold the words of a web page is none."""
TEXT = (".txt", *MARKDOWN)
MAX_TEXT = 4 * 2**20
"""Bytes of a text file; UTF-16 of the longest document allowed."""

_PICTURE = re.compile(r"〔图\d+[^〕]*〕")
_PICTURED = ("word-picture", "word-refused", "word-object")
_UNFINISHED = re.compile(rf"[^~#].*\.(?:{BY_NAME['partial']})", re.IGNORECASE | re.DOTALL)
"""A download that did not end: somebody's material is missing."""


class SourceError(ValueError):
    """A file that cannot be imported at all; the message says why, in Chinese."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Source:
    """A file read as text."""

    text: str
    notes: tuple[str, ...] = ()
    """What reading it changed: the encoding, line ends, a BOM."""
    findings: tuple[Finding, ...] = ()
    """What Word held and was left out."""
    pictures: tuple[Picture, ...] = ()
    origin: Origin | None = None
    """The material that a Word file was exported from, as it says."""


def files_at(paths: tuple[Path, ...]) -> Iterator[Path]:
    """The files at `paths`, folders walked in order of name; links within folders are not followed."""
    for path in paths:
        if os.path.isdir(path):
            yield from _walk(path)
        else:
            yield path


def _walk(folder: Path) -> Iterator[Path]:
    try:
        entries = sorted(os.scandir(folder), key=lambda e: e.name)
    except OSError:
        yield folder  # reported when it is read
        return
    for entry in entries:
        if entry.name.startswith(".") or (is_leaving(entry.name) and not _UNFINISHED.fullmatch(entry.name)):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(Path(entry.path))
        else:
            yield Path(entry.path)


def read_source(path: Path) -> Source:
    """The text of a file. Raises SourceError for whatever is no Word file and no text."""
    try:
        if path.is_dir():
            raise SourceError("文件夹打不开，没有权限")
        if path.is_symlink() or not path.is_file():
            raise SourceError("不是普通文件，或已不存在")
        kind = kind_of(path)
        refuse(kind)
        ending = path.suffix.lower()
        if (kind == "text" and ending in TEXT) or (kind == "html" and ending in MARKDOWN):
            return _text(path)
        if kind == "text" and ending not in WORD:
            named = path.suffix or "无扩展名的"
            raise SourceError(f"不能导入 {named} 文件，请换成 Word（{' '.join(WORD)}）或文本（{' '.join(TEXT)}）")
        word = read_word(path)
        _refuse_marked(word.stories)
        _refuse_wordless(word.text, word.findings)
        return Source(text=word.text, findings=word.findings, pictures=word.pictures, origin=word.origin)
    except (WordError, Refused) as error:
        cause = error.__cause__
        if isinstance(cause, OSError) and cause.errno in REASONS:
            raise SourceError(f"打不开：{reason(cause)}") from error
        raise SourceError(str(error).rstrip("。")) from error
    except OSError as error:
        raise SourceError(f"读不出来：{reason(error)}") from error


def _refuse_marked(stories: Iterable[VisibleStory]) -> None:
    """A mark outside the body is not in the text that is read, so nothing later could stop what it marks."""
    for story in stories:
        below = () if story.kind == "属性" else ("正文",)  # of properties a word alone says what the text is about
        found = () if story.kind == "正文" else private("\n".join((*story.paragraphs, *below)))
        if mark := next((one for one in found if one.kind == "classified-mark"), None):
            raise SourceError(f"{story.kind}里有密级标志 {mark.value}，没有导入；请按保密规定处理这份文件")


def _refuse_wordless(text: str, findings: Iterable[Finding]) -> None:
    """A file without a word is no template that waits to be filled in: it is to be had anew, or to be recognised."""
    if _PICTURE.sub("", text).strip():
        return
    if any(found.rule in _PICTURED for found in findings):
        raise SourceError("里面只有图片，没有文字，请先做文字识别（OCR，如 WPS 的“图片转文字”），校对后再导入")
    raise SourceError("文件是空的，没有文字；请重新取一份")


def _text(path: Path) -> Source:
    data = read_bytes(path, path.name, limit=MAX_TEXT)
    if not data.strip(b"\0\t\r\n "):
        raise SourceError("文件是空的")
    try:
        found = decode_bytes(data)
    except Undecodable as error:
        raise SourceError(f"{error.reason}；{error.step}") from error
    notes = [] if found.encoding == "UTF-8" else [f"编码 {found.encoding}" if not found.mixed else found.encoding]
    if zeros := padding(data):
        notes.append(f"去掉文件末尾的空字节 {zeros} 个")
    if found.marked:
        notes.append("去掉 BOM")
    if found.returns:
        notes.append("换行改为 LF")
    if own := sorted(set(OWN.findall(found.text))):
        codes = "、".join(f"U+{ord(char):04X}" for char in own[:5])
        notes.append(f"有自造字 {codes}{'等' if len(own) > 5 else ''}，别的电脑上显示不出，请换成通用的字")
    return Source(text=found.text, notes=tuple(notes))
