"""What all that is kept depends on: this package's code, the packages and the Python that it runs on."""

from __future__ import annotations

import hashlib
import sys
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

PACKAGE = Path(__file__).parents[1]
UPON = ("Jinja2", "Markdown", "MarkupSafe", "mkdocs", "mkdocs-material", "nh3", "numpy", "pymdown-extensions", "PyYAML")
_LEFT = {".pyc"}


@cache
def code() -> bytes:
    """A digest of every file of the package, and of what it is run with: whatever either changes is made anew."""
    digest = hashlib.sha256(repr((sys.version, sys.byteorder, *map(_version, UPON))).encode())
    for path in sorted(path for path in PACKAGE.rglob("*") if path.suffix not in _LEFT and path.is_file()):
        digest.update(f"\0{path.relative_to(PACKAGE).as_posix()}\0".encode("utf-8", "surrogateescape"))
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.digest()


def digest(*parts: object) -> str:
    """A key made of the package's code and of `parts`: bytes, or anything that its `repr` tells whole."""
    found = hashlib.sha256(code())
    for part in parts:
        data = part if isinstance(part, bytes) else repr(part).encode("utf-8", "surrogatepass")
        found.update(b"%d:" % len(data) + data)
    return found.hexdigest()[:40]


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""
