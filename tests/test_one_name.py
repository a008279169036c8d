"""One name, one thing: no public class or function of the package, nor a name for a type, is called as another is."""

import ast
from collections import defaultdict
from pathlib import Path

PACKAGE = Path(__file__).parents[1] / "hooks" / "review"
APART = {"publish/far.py": "goes to the server as one file and may import nothing: it says again what it needs"}
SAID_WITH_THEIR_MODULE = {
    "cli/*": "a command is called as what it does",
    "show/addresses.py": "`addresses.unit`, `a.unit` in templates: never imported by itself",
    "show/pages/*": "every kind of page has `pages`",
}


def type_names(tree):
    """The classes and type aliases of a module; a type variable is no thing of its own."""
    for node in tree.body:
        if isinstance(node, ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.Assign | ast.AnnAssign) and isinstance(node.value, ast.Subscript | ast.BinOp):
            target = node.targets[0] if isinstance(node, ast.Assign) else node.target
            if isinstance(target, ast.Name) and target.id[0].isupper() and not target.id.isupper():
                yield target.id


def function_names(tree):
    return (node.name for node in tree.body if isinstance(node, ast.FunctionDef))


def twice(names, exempt=()):
    """The public names that more than one module defines."""
    where = defaultdict(set)
    for path in PACKAGE.rglob("*.py"):
        module = path.relative_to(PACKAGE)
        if "starter" not in path.parts and not any(module.match(pattern) for pattern in (*APART, *exempt)):
            for name in names(ast.parse(path.read_text("utf-8"))):
                where[name].add(module.as_posix())
    return {name: modules for name, modules in where.items() if len(modules) > 1 and not name.startswith("_")}


def test_no_two_types_have_one_name():
    assert not twice(type_names)


def test_no_two_functions_have_one_name():
    assert not twice(function_names, SAID_WITH_THEIR_MODULE)
