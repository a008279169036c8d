"""One name, one thing: no public class of the package, nor a name for a type, is called as another one is."""

import ast
from collections import defaultdict
from pathlib import Path

PACKAGE = Path(__file__).parents[1] / "hooks" / "review"
APART = {"publish/far.py": "goes to the server as one file and may import nothing: it says again what it needs"}
BOTH = {
    "Memory": "publish/gates.py: what was made of parts of pages",
    "Page": "publish/gates.py: a page as built",
}
"""Waiting for their modules to be free."""


def type_names(tree):
    """The classes and type aliases of a module; a type variable is no thing of its own."""
    for node in tree.body:
        if isinstance(node, ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.Assign | ast.AnnAssign) and isinstance(node.value, ast.Subscript | ast.BinOp):
            target = node.targets[0] if isinstance(node, ast.Assign) else node.target
            if isinstance(target, ast.Name) and target.id[0].isupper() and not target.id.isupper():
                yield target.id


def test_no_two_types_have_one_name():
    where = defaultdict(set)
    for path in PACKAGE.rglob("*.py"):
        module = path.relative_to(PACKAGE).as_posix()
        if module not in APART and "starter" not in path.parts:
            for name in type_names(ast.parse(path.read_text("utf-8"))):
                where[name].add(module)
    twice = {name: modules for name, modules in where.items() if len(modules) > 1 and not name.startswith("_")}
    assert twice.keys() == BOTH.keys(), twice
