"""ARCHITECTURE.md, drawn from the real imports and docstrings: `python tests/architecture.py` writes it anew."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from test_floors import FLOORS, imported

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "hooks" / "review"
PAGE = ROOT / "ARCHITECTURE.md"
HEAD = """\
# Architecture

Written by `python tests/architecture.py` from the code's own imports and docstrings; a test holds it true.

Data walks through the house once. A file of `materials/` is read to a `Material`, all of them are related to a
`Library`, which is checked for findings and shown as pages; MkDocs sets those into the frame of its theme, and what it
made passes the gates and is published. MkDocs is known to `publish/generator.py` alone. Pages of the library are HTML
from their templates on, which any reader of Markdown leaves as it is, so none has to read them. `examine` is that walk
from file to findings in one call, for the build, the editor and `review check` alike. `intake` and `edit` write files
of `materials/`, `adopt` makes and upgrades whole sites. Imports go down only, and rooms of one floor do not know each
other.

## Floors

An arrow means that one room imports from another; the number says how many of its modules do.

"""


def room(path: Path) -> str:
    """The room a module of the package is in: read/text, show, model."""
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    parts = parts[:-1] if parts[-1] == "__init__" else parts
    return "/".join(parts[:-1]) if len(parts) > 1 and path.name != "__init__.py" else "/".join(parts)


def modules() -> Iterator[tuple[str, Path]]:
    """Every module that holds anything, by the order of the flow."""
    found = [path for path in PACKAGE.rglob("*.py") if path.read_text("utf-8").strip() and "starter" not in path.parts]
    floor = {path: FLOORS.get(path.relative_to(PACKAGE).parts[0].removesuffix(".py"), -1) for path in found}
    return ((room(path), path) for path in sorted(found, key=lambda path: (floor[path], room(path), path)))


def said(path: Path) -> str:
    """The first paragraph of a module's docstring, as one line."""
    return " ".join((ast.get_docstring(ast.parse(path.read_text("utf-8"))) or "").partition("\n\n")[0].split())


def arrows() -> dict[tuple[str, str], int]:
    """How many modules of one top-level room import from another."""
    found: dict[tuple[str, str], int] = defaultdict(int)
    for name, path in modules():
        here = name.split("/")[0]
        there = {target.split(".")[1] for target in imported(path) if target.startswith("review.")}
        for target in there & FLOORS.keys() - {here}:
            found[here, target] += 1
    return found


def drawing() -> Iterator[str]:
    """The floors as a Mermaid graph, which git servers draw."""
    yield "```mermaid"
    yield "graph TD"
    for level in sorted({*FLOORS.values()}, reverse=True):
        there = {path.stem for path in PACKAGE.iterdir()}
        rooms = [name for name, floor in FLOORS.items() if floor == level and name in there]
        if rooms:
            yield f"  subgraph floor{level}[ ]"
            yield from (f"    {name}" for name in rooms)
            yield "  end"
    for (here, there), count in sorted(arrows().items()):
        if there not in ("model", "project"):
            yield f"  {here} -->|{count}| {there}"
    yield "```"
    yield ""
    yield "`model` (the records) and `project.py` (where a site and the package's own files are) are known to all."


def listing() -> Iterator[str]:
    """Each room with its modules, a line each."""
    seen = ""
    for name, path in modules():
        if name != seen:
            seen = name
            yield from ("", f"## {name or 'review'}", "", "| module | what it does |", "|---|---|")
        yield f"| [{path.name}]({path.relative_to(ROOT).as_posix()}) | {said(path).replace('|', chr(92) + '|')} |"


def page() -> str:
    """The whole page."""
    return HEAD + "\n".join((*drawing(), *listing())) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
