"""Files to text, strictly: what may stand in a library. What a clerk receives is decoded by encodings.py."""

from __future__ import annotations

import codecs
import os
import re
import stat
import unicodedata
from pathlib import Path

from review.model import Finding, Position
from review.read.text.encodings import CONTROL, Undecodable, decode_bytes

MAX_BYTES = 1 << 20
"""Of any file that is read: a hundred times a material of some 10 KB is a mistake or an attack."""
MAX_MATERIAL = 200 << 10
"""Bytes of a material, some 70,000 characters: what is larger would be no page that anybody reads."""
MAX_LINES = 20_000
CONFLICT = re.compile(r"^(?:<{7,}|>{7,}|\|{7,})(?: .*)?$", re.MULTILINE)
"""What git writes around both sides of a conflict; its ======= may also underline a heading."""


def fault(rule: str, message: str, path: str, line: int = 1) -> Finding:
    """An error found while reading the file at `path`."""
    return Finding(rule=rule, severity="error", message=message, at=Position(path=path, line=line))


class Refused(Exception):
    """A file that cannot be read at all; carries its finding."""

    def __init__(self, rule: str, message: str, path: str, line: int = 1) -> None:
        super().__init__(message)
        self.finding = fault(rule, message, path, line)


def shown(path: str) -> str:
    """A path as it may be printed on one line: control, invisible and undecodable characters as escapes."""
    if path.isprintable():
        return path

    def escape(char: str) -> str:
        if unicodedata.category(char) not in {"Cc", "Cf", "Cs", "Zl", "Zp"}:
            return char
        return char.encode("unicode_escape").decode("ascii")

    return "".join(map(escape, path))


def read_bytes(path: Path, name: str, limit: int = MAX_BYTES) -> bytes:
    """The content of a regular file of at most `limit` bytes; `name` is its path in messages.

    Raises Refused for a symbolic link, a FIFO, a device, a folder, a file that is too big or unreadable.
    """
    try:
        # Neither follows a link nor waits for the writer of a FIFO.
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except (OSError, ValueError) as error:
        raise Refused("not-a-file", _unopened(path, error), name) from error
    with os.fdopen(handle, "rb") as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise Refused("not-a-file", "应为普通文件，实为文件夹、管道或设备。", name)
        try:
            data = file.read(limit + 1)
        except OSError as error:
            raise Refused("not-a-file", f"读不出来：{error.strerror}。", name) from error
    if len(data) > limit:
        raise Refused("too-large", f"文件应不超过 {limit // 1024:,} KB，实际更大；请拆开或删去无关内容。", name)
    return data


def _unopened(path: Path, error: Exception) -> str:
    if path.is_symlink():
        return "应为普通文件，实为符号链接；请放入文件本身。"
    return f"打不开：{getattr(error, 'strerror', None) or error}。"


def strict_text(data: bytes, name: str) -> str:
    """UTF-8 text with line feeds only; a BOM and carriage returns, which Windows editors add, are taken off.

    Raises Refused for an empty file, other encodings, control characters, an open conflict of a merge, too many lines.
    """
    try:
        text = data.removeprefix(codecs.BOM_UTF8).decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise Refused("encoding", f"应为 UTF-8 编码，实为{_encoding_name(data)}；"
                      f"请另存为 UTF-8，或用 review import 导入。", name, line) from error
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise Refused("empty-file", "文件是空的；不用的文件请删除。", name)
    if text.count("\n") > MAX_LINES:
        raise Refused("too-large", f"文件应不超过 {MAX_LINES:,} 行，实有 {text.count(chr(10)):,} 行。", name)
    if found := CONFLICT.search(text):
        line = text.count("\n", 0, found.start()) + 1
        message = f"合并冲突没有解决：此行是标记 {found[0][:7]}，共 {len(CONFLICT.findall(text))} 行"
        raise Refused("merge-conflict", f"{message}；请留下要用的文字，删去标记。", name, line)
    if found := CONTROL.search(text):
        line = text.count("\n", 0, found.start()) + 1
        raise Refused("encoding", f"不能有控制字符，此行有 U+{ord(found[0]):04X}；请删去。", name, line)
    return text


def _encoding_name(data: bytes) -> str:
    try:
        found = decode_bytes(data)
    except Undecodable as error:
        return f"其他编码或二进制文件（{error.reason}）"
    names = {"GB18030": " GBK/GB18030"}
    return found.encoding if found.mixed else names.get(found.encoding, f" {found.encoding}")
