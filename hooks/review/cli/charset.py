"""Systems whose locale is not UTF-8 (zh_CN.GB18030, zh_CN.GBK): file names still are, as git and MkDocs need them."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def restart_in_utf8() -> None:
    """Where the locale is another one, start this process again in Python's UTF-8 mode.

    What is printed stays in the terminal's encoding, and words that were typed in it become UTF-8.
    """
    encoding = sys.getfilesystemencoding()
    if encoding == "utf-8" or sys.flags.utf8_mode:
        return
    given = {"PYTHONIOENCODING": f"{sys.stdout.encoding}:replace", **os.environ, "PYTHONUTF8": "1"}
    os.execve(sys.executable, [_utf8(word, encoding) for word in _words()], given)


def _words() -> list[bytes]:
    """The words of the command line as bytes; Python's codecs and the system's differ in rare characters."""
    try:
        return Path("/proc/self/cmdline").read_bytes().split(b"\0")[:-1]
    except OSError:
        return [os.fsencode(word) for word in sys.orig_argv]


def _utf8(word: bytes, encoding: str) -> bytes:
    """A word of the command line as UTF-8; a file's name, completed by the shell, already is."""
    try:
        word.decode("utf-8")
    except UnicodeDecodeError:
        return word.decode(encoding, "surrogateescape").encode("utf-8", "surrogateescape")
    return word
