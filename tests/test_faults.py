"""Every fault that this project answers for has its test: faults.txt lists them by id, and the tests bear the ids.

P publish, S serving, V visibility, X untrusted content, D documents, I identity data, Q quality.
"""

import ast
import re
from pathlib import Path

HERE = Path(__file__).parent
ROWS = {"P": 20, "S": 8, "V": 9, "X": 14, "D": 5, "I": 9, "Q": 4}
IDS = {f"{letter}{number}" for letter, last in ROWS.items() for number in range(1, last + 1)}
NAMED = re.compile(r"test((?:_[a-z]\d{1,2}(?=_|$))+)", re.IGNORECASE)


def ids(test: str) -> set[str]:
    """The ids that a test's name begins with: test_x1_x3_nothing_runs has X1 and X3."""
    found = NAMED.match(test.partition("::")[2])
    return {id.upper() for id in found[1].strip("_").split("_")} if found else set()


def named() -> set[str]:
    """Every test function, as pytest names it: test_publish.py::test_p1_killed_upload."""
    return {
        f"{path.name}::{node.name}"
        for path in HERE.glob("test_*.py")
        for node in ast.parse(path.read_text("utf-8")).body
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    }


def table() -> dict[str, list[str]]:
    """faults.txt: an id, what goes wrong, and below it its tests, indented."""
    rows: dict[str, list[str]] = {}
    for line in (HERE / "faults.txt").read_text("utf-8").splitlines():
        if line.startswith(" "):
            rows[list(rows)[-1]].append(line.strip())
        else:
            rows[line.split()[0]] = []
    return rows


def test_every_fault_has_its_tests():
    rows, there = table(), named()
    assert rows.keys() == IDS
    assert [id for id, names in rows.items() if not names] == []
    assert [name for names in rows.values() for name in names if name not in there] == []
    assert [(id, name) for id, names in rows.items() for name in names if id not in ids(name)] == []


def test_every_test_with_an_id_is_in_the_table():
    rows = table()
    assert [(id, name) for name in sorted(named()) for id in ids(name) if name not in rows.get(id, [])] == []
