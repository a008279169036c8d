"""The files that may be edited: plain files of materials/ and vocabulary/ in one library, never a way out of it."""

from __future__ import annotations

import fcntl
import hashlib
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

from review.read.text.files import MAX_BYTES, MAX_MATERIAL, read_bytes, strict_text
from review.read.text.write import write
from review.read.vocabulary.load import FILES

TERMS = "vocabulary/"
_END = re.compile(r"(\r\n|\r|\n)")


class Outside(ValueError):
    """A name that is no file of materials/ or vocabulary/; the message says so, in Chinese."""


class Gone(Outside):
    """A file of the library that is not there any more, or is no plain file."""


class FileChanged(Exception):
    """The file is no longer what the editor opened; carries what it is now."""

    def __init__(self, text: str, digest: str) -> None:
        super().__init__("文件在别处改过了")
        self.text, self.digest = text, digest


@dataclass(frozen=True, kw_only=True, slots=True)
class Opened:
    """A file as it was read."""

    text: str
    """With line feeds only, as a page has it."""
    raw: str
    digest: str
    """Of the bytes: what a save must still find."""


class EditableFiles:
    """The materials and the vocabulary of the library at `root`."""

    def __init__(self, root: Path) -> None:
        self.root = root.resolve()
        self._undo: dict[str, list[tuple[bytes, str]]] = {}

    def place(self, name: str) -> Path:
        """Where the file `name` is. Raises Outside for anything but a plain file of the library on its own path."""
        path = self.root / editable(name)
        if Path(os.path.realpath(path)) != path or not path.is_file():
            raise Gone(f"{name} 不在了：删去了、改了名，或换成了链接。")
        return path

    def vocabulary(self) -> list[str]:
        """The vocabulary files that the library has of its own."""
        return [TERMS + name for name in FILES if (self.root / TERMS / name).is_file()]

    def open(self, name: str) -> Opened:
        """The file `name`. Raises Outside; Refused where it is no text that may stand in a library."""
        data = read_bytes(self.place(name), name, _limit(name))
        return Opened(text=strict_text(data, name), raw=data.decode("utf-8"), digest=content_digest(data))

    def save(self, name: str, base: str, text: str) -> str:
        """Write `text`, its lines alone that differ, where the file is still `base`; the new digest.

        Raises FileChanged where it is not, Outside, Refused for a text that may not stand in a library, OSError.
        """
        path = self.place(name)
        with self._alone():
            opened = self.open(name)
            if opened.digest != base:
                raise FileChanged(opened.text, opened.digest)
            data = relined(opened.raw, text).encode()
            strict_text(data, name)
            if len(data) > _limit(name):
                raise OSError(f"这份文件应不超过 {_limit(name) // 1024} KB")
            if not os.access(path, os.W_OK) or not path.stat().st_mode & 0o222:  # root may write anything
                raise PermissionError("文件是只读的")
            write(path, data)
            self._undo.setdefault(name, []).append((opened.raw.encode(), content_digest(data)))
            return content_digest(data)

    def add(self, name: str, text: str) -> None:
        """Write a file that is not there yet. Raises Outside, FileExistsError where it is, OSError."""
        path = self.root / editable(name)
        (self.root / "materials").mkdir(exist_ok=True)
        with self._alone():
            if Path(os.path.realpath(path)) != path:
                raise Outside(f"{name} 的文件夹换成了链接，不往那里写。")
            if path.exists():
                raise FileExistsError(name)
            write(path, text.encode())

    def aside(self, name: str, text: str) -> str:
        """Keep a text that could not be saved in a file of its own outside materials/; its path.

        Raises Outside, OSError.
        """
        editable(name)
        folder = self.root / ".cache" / "editor"
        for number in range(1, 1000):
            path = folder / f"{Path(name).stem}-{number}{Path(name).suffix}"
            if not path.exists():
                write(path, text.encode())
                return path.relative_to(self.root).as_posix()
        raise OSError("另存的已经太多")

    def can_undo(self, name: str) -> int:
        """How many saves of this file can be taken back."""
        return len(self._undo.get(name, ()))

    def undo(self, name: str) -> Opened:
        """Take the last save back, where nobody wrote the file since. Raises FileChanged, Outside, OSError."""
        path, saves = self.place(name), self._undo.get(name) or []
        with self._alone():
            opened = self.open(name)
            if not saves or saves[-1][1] != opened.digest:
                raise FileChanged(opened.text, opened.digest)
            write(path, saves.pop()[0])
        return self.open(name)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """No other editor of this library writes meanwhile."""
        handle = os.open(self.root / "materials", os.O_RDONLY)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield
        finally:
            os.close(handle)


def editable(name: str) -> str:
    """The name, which is that of a material or a vocabulary file, there or not. Raises Outside for any other."""
    parts = name.split("/")
    material = parts[0] == "materials" and len(parts) > 1 and name.endswith(".md") and "\0" not in name
    if not (material or is_vocabulary(name)) or any(part in ("", ".", "..") or "\\" in part for part in parts):
        raise Outside(f"“{name[:60]}”不是 materials/ 里的文件，也不是词表。")
    return name


def is_vocabulary(name: str) -> bool:
    """Whether `name` is that of a vocabulary file."""
    return name.startswith(TERMS) and name.removeprefix(TERMS) in FILES


def _limit(name: str) -> int:
    return MAX_BYTES if is_vocabulary(name) else MAX_MATERIAL


def content_digest(data: bytes) -> str:
    """By which a file's content is known again."""
    return hashlib.sha256(data).hexdigest()


def relined(raw: str, text: str) -> str:
    """`text` (line feeds only) as the new content of a file that was `raw`: a BOM stays, and so does every line's end.

    A new line ends as the line before it.
    """
    mark = "\ufeff" if raw.startswith("\ufeff") else ""
    parts = _END.split(raw.removeprefix("\ufeff"))
    old, ends, new = parts[::2], [*parts[1::2], ""], text.split("\n")
    usual = next((end for end in ends if end), "\n")
    made: list[str] = []
    for _, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        there = ends[a:b][: d - c]
        made += [end or usual for end in [*there, *[usual] * (d - c - len(there))]]
    for n, line in enumerate(new[1:-1], 1):
        if line == "" and made[n - 1] == "\r" and made[n] == "\n":  # together they would end one line
            made[n] = "\r"
    return mark + "".join(line + end for line, end in zip(new, [*made[:-1], ""], strict=True))
