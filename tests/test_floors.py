"""Imports go down only: model, read, relate, check and show, examine, intake, edit and publish, then cli and events."""

import ast
from pathlib import Path

HOOKS = Path(__file__).parents[1] / "hooks"
FLOORS = {
    "model": 0,
    "keep": 0.5,
    "project": 0,
    "spread": 0,
    "read": 1,
    "relate": 2,
    "check": 3,
    "export": 3,
    "show": 3,
    "examine": 4,
    "adopt": 5,
    "intake": 5,
    "edit": 5,
    "publish": 5,
    "editor": 6,
    "cli": 7,
    "events": 8,
    "site": 9,
}

ROOMS_OF_SHOW = {"addresses": 0, "pieces": 0, "views": 1, "data": 2.5, "forms": 2, "search": 2, "word": 2, "pages": 3}

ROOMS_OF_READ = {"text": 0, "word": 1, "yaml": 1, "structure": 2, "front": 3, "vocabulary": 3, "loose": 4, "library": 4,
                 "moved": 5, "beside": 5, "schema": 5}  # fmt: skip
ASKING_FOR_WORDS = {("text", "breaks"), ("text", "wraps")}
"""Where a line goes on, they tell by the reader's words, names and labels, which structure holds."""


def imported(path):
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.level == 0:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield f"relative import in {path}"


def test_floors():
    wrong = []
    for path in HOOKS.rglob("*.py"):
        part = (path.relative_to(HOOKS).parts[1:] or ("site",))[0].removesuffix(".py")
        if part in ("__init__", "theme"):
            continue
        for name in imported(path):
            head, _, rest = name.partition(".")
            target = rest.split(".")[0]
            if head == "review" and target not in (part, "__version__") and FLOORS[target] >= FLOORS[part]:
                wrong.append(f"{path.name} imports {name}")
            if head == "mkdocs" and path.name != "generator.py":
                wrong.append(f"{path.name} imports mkdocs")
            if head == "relative import in":
                wrong.append(name)
    assert not wrong


def test_pages_stand_apart_from_what_they_show():
    """Views know no markup, forms know no page, and no page knows another; all are listed by the room itself."""
    wrong = []
    show = HOOKS / "review" / "show"
    for path in show.rglob("*.py"):
        here = path.relative_to(show).with_suffix("").parts
        for name in imported(path):
            room, _, module = name.removeprefix("review.show.").partition(".")
            if not name.startswith("review.show.") or path.name == "__init__.py" and room == here[0]:
                continue
            own = here[0] == room and room != "pages"
            if not own and ROOMS_OF_SHOW[room] >= ROOMS_OF_SHOW[here[0]]:
                wrong.append(f"{'/'.join(here)} imports {name}")
    assert not wrong


def test_a_file_is_read_upwards():
    """Bytes to text, text and YAML to structure, structure and front matter to a material, materials to a library."""
    wrong = []
    read = HOOKS / "review" / "read"
    for path in read.rglob("*.py"):
        here = path.relative_to(read).with_suffix("").parts
        for name in imported(path):
            room = name.removeprefix("review.read.").partition(".")[0]
            down = room == here[0] or ROOMS_OF_READ.get(room, 9) < ROOMS_OF_READ.get(here[0], 9)
            if name.startswith("review.read.") and not down and here not in ASKING_FOR_WORDS:
                wrong.append(f"{'/'.join(here)} imports {name}")
    assert not wrong
