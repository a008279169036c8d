"""What the package brings to a site: each file's place there, and its content as this version has it."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path

from review import __version__
from review.project import NAME, brought
from review.read.vocabulary.formats import newest_form

STARTER = Path(__file__).parent / "starter"
PARTS = ("mkdocs.yml", "docs", "vocabulary", "deploy", "hooks/events.py")
SHOP_WINDOW = ("materials", "pictures", "moved.yml", "vocabulary/units.yml")
"""Only where asked for: made-up materials, and the roster of the made-up district they belong to."""
PLACES = {
    "deploy/gitlab-ci.yml": ".gitlab-ci.yml",
    "deploy/forgejo-actions.yml": ".forgejo/workflows/publish.yml",
    "gitignore": ".gitignore",
    "vscode-settings.json": ".vscode/settings.json",
    "gitkeep": "materials/.gitkeep",
}
"""Files that stand elsewhere in a site than where the package keeps them."""


def own_version() -> str:
    """The version of this package: 0.2.0."""
    return __version__


def order(version: str) -> tuple[int, ...]:
    """A version as numbers, to compare: (0, 2, 0)."""
    return tuple(int(number) for number in re.findall(r"\d+", version)[:3])


def file_digest(data: bytes) -> str:
    """What a record keeps of a file's content: SHA-256 in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def brought_files(*, samples: bool = False) -> dict[str, bytes]:
    """Content by path in the site, of every file that this version brings; `samples` adds the shop window."""
    root = brought()
    found = {path: data for part in PARTS for path, data in _below(root / part, root)} | dict(_below(STARTER, STARTER))
    for part in SHOP_WINDOW if samples else ():
        found |= dict(_below(root / part, root))
    found["requirements.txt"] = f"{NAME}=={own_version()}\n".encode()
    return {PLACES.get(path, path): data for path, data in sorted(found.items())}


def _below(path: Path, root: Path) -> Iterator[tuple[str, bytes]]:
    """Path relative to `root` and content of the file `path`, or of every file below it."""
    every = sorted(path.rglob("*")) if path.is_dir() else [path]
    for file in every:
        if file.is_file() and "__pycache__" not in file.parts:
            yield file.relative_to(root).as_posix(), file.read_bytes()


def record(files: dict[str, bytes]) -> bytes:
    """The content of the record for these files, of which the vocabulary is in the newest form."""
    digests = {path: file_digest(data) for path, data in files.items()}
    kept = {"version": own_version(), "format": newest_form(), "files": digests}
    return (json.dumps(kept, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()
