"""Running MkDocs over a part of a site's pages. Beside the events the only module that knows it."""

from __future__ import annotations

import io
import logging
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import MkDocsException

from review.project import project
from review.publish.facts import Reader
from review.publish.output import Output, output
from review.publish.part import Part, making


@dataclass(frozen=True, kw_only=True, slots=True)
class Made:
    """What became of a part."""

    files: tuple[Output, ...]
    said: tuple[str, ...]
    """What MkDocs complained of, a line each as it prints them; then there are no files."""
    asked: dict[str, bool]


def make(part: Part) -> Made:
    """Make the pages of a part, strictly."""
    with tempfile.TemporaryDirectory(prefix="review-part-") as folder:
        out = Path(folder) / "site"
        said = tuple(_built(part, out))
        if said:
            return Made(files=(), said=said, asked={})
        wanted, reader = {address(page.src_uri) for page in part.pages}, Reader()
        found = (path.relative_to(out).as_posix() for path in sorted(out.rglob("*")) if path.is_file())
        names = [name for name in found if part.beside or name in wanted]
        files = tuple(output(name, (out / name).read_bytes(), reader) for name in names)
        return Made(files=files, said=(), asked=part.asked)


def address(uri: str) -> str:
    """Where MkDocs puts a page: units/index.html for units/index.md, units/x/index.html for units/x.md."""
    stem = uri.removesuffix(".md")
    folder, _, name = stem.rpartition("/")
    return f"{folder}/index.html".lstrip("/") if name in ("index", "README") else f"{stem}/index.html"


def _built(part: Part, out: Path) -> Iterator[str]:
    lines, logger = _Lines(), logging.getLogger("mkdocs")
    logger.addHandler(lines)
    try:
        with making(part), _environment(part), redirect_stdout(io.StringIO()):
            config = load_config(str(project() / "mkdocs.yml"), site_dir=str(out), strict=True)
            config.plugins.on_startup(command="build", dirty=False)
            try:
                build(config)
            finally:
                config.plugins.on_shutdown()
    except (MkDocsException, SystemExit) as error:
        yield from lines.found or [str(error)]
    finally:
        logger.removeHandler(lines)


class _Lines(logging.Handler):
    """Warnings and errors as MkDocs prints them."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.found: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.found.append(f"{record.levelname} -  {record.getMessage()}")


@contextmanager
def _environment(part: Part) -> Iterator[None]:
    """What mkdocs.yml takes from the environment."""
    ours = {"REVIEW_LIBRARY": str(part.root), "REVIEW_AUDIENCE": part.audience, "NO_MKDOCS_2_WARNING": "1"}
    before = {name: os.environ.pop(name, None) for name in ours}
    os.environ.update(ours)
    try:
        yield
    finally:
        for name, value in before.items():
            del os.environ[name]
            if value is not None:
                os.environ[name] = value
