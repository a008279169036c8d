"""Nothing is written twice: no six lines of code stand alike in two places of the package, its scripts or the tests."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ALIKE = 6
APART = {"far.py": "goes to the server as one file and says again what it needs"}
NO_CODE = re.compile(r"(?:import|from) |#|//|/?\*|[a-z]+: |\W*$|[\w.]+,$|---")
"""How a line begins that does not count: an import, a comment, signs alone, a parameter; front matter in a text."""


def lines(path):
    """The lines of code, each with its number."""
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        line = " ".join(line.split())
        if not NO_CODE.match(line):
            yield number, line


@pytest.mark.parametrize(("folder", "kind"), [("hooks", "py"), ("hooks", "js"), ("tests", "py")])
def test_no_lines_are_written_twice(folder, kind):
    first, twice = {}, []
    for path in sorted((ROOT / folder).rglob(f"*.{kind}")):
        told = list(lines(path)) if path.name not in APART and "brought" not in path.parts else []
        for at in range(len(told) - ALIKE + 1):
            run = tuple(line for _, line in told[at : at + ALIKE])
            place = f"{path.relative_to(ROOT)}:{told[at][0]}"
            if run in first:
                twice.append(f"{place} ~ {first[run]}")
            first.setdefault(run, place)
    assert not twice, "\n".join(twice)
