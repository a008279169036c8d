"""Imports go down only: model, read, relate, check and show, examine, intake, edit and publish, then cli and events."""

import ast
from pathlib import Path

HOOKS = Path(__file__).parents[1] / "hooks"
FLOORS = {
    "model": 0,
    "project": 0,
    "read": 1,
    "relate": 2,
    "check": 3,
    "show": 3,
    "examine": 4,
    "adopt": 5,
    "intake": 5,
    "edit": 5,
    "publish": 5,
    "cli": 6,
    "events": 7,
    "site": 8,
}


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
            if head == "review" and target != part and FLOORS[target] >= FLOORS[part]:
                wrong.append(f"{path.name} imports {name}")
            if head == "mkdocs" and part != "events":
                wrong.append(f"{path.name} imports mkdocs")
            if head == "relative import in":
                wrong.append(name)
    assert not wrong
