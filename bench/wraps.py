#!/usr/bin/env python3
"""How many line breaks within a paragraph are joined, and how many between two are, by kind of break. Prints a table.

    bench/wraps.py [FOLDER…]      tests/documents, materials/ and folders of more texts (*.txt), a paragraph a line

Every paragraph is wrapped at six widths, with and without an indent of two characters, with marks that may begin no
line and without, in characters and in columns; then a quarter of the paragraphs of each text get one break somewhere
in a sentence, eight times. Texts that hold tables or signs of Markdown, or are wrapped already, are left out.
"""

from __future__ import annotations

import random
import re
import sys
from collections import Counter
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import yaml

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "hooks"))

from review.read.structure.form import names_document
from review.read.text.encodings import decode_bytes
from review.read.text.lines import logical_lines
from review.read.text.wraps import CLOSED, columns

ROOT = Path(__file__).resolve().parent.parent
WIDTHS = (22, 28, 32, 36, 40, 45)
TIMES = 8
NO_FIRST = "，。；：！？、）」』”’》〉】,.;:!?)"
Lines = list[tuple[str, bool]]
"""Lines as written, and whether a paragraph begins with each."""


def texts(folders: list[Path]) -> Iterator[list[str]]:
    """The paragraphs of each text."""
    for path in sorted((ROOT / "tests/documents").glob("*.yml")):
        case = yaml.safe_load(path.read_text("utf-8"))
        titled = re.search(r"(?m)^ *title (.+)$", str(case.get("reading", "")))
        yield paragraphs(case["source"], titled[1] if titled else "")
    for path in sorted((ROOT / "materials").rglob("*.md")):
        yield paragraphs(re.sub(r"(?m)^#+ ", "", path.read_text("utf-8").split("---", 2)[2]))
    for folder in folders:
        for path in sorted(folder.glob("*.txt")):
            yield paragraphs(decode_bytes(path.read_bytes()).text)


def paragraphs(text: str, title: str = "") -> list[str]:
    """The lines of a text, each a paragraph; none where it does not fit. A title in two lines is one."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    at = next((n for n in range(len(lines) - 1) if lines[n] + lines[n + 1] == title), None)
    if at is not None:
        lines[at : at + 2] = [title]
    fit = not re.search(r"[|\t]|^\s*#", text, re.MULTILINE) and len(logical_lines("\n".join(lines))) == len(lines)
    return lines if fit else []


def wrap(line: str, wide: int, *, hang: bool, in_columns: bool) -> Iterator[str]:
    made = ""
    for char in line:
        full = columns(made + char) > 2 * wide if in_columns else len(made) >= wide
        if full and not (hang and char in NO_FIRST):
            yield made
            made = ""
        made += char
    yield made


def wrapped(lines: list[str], wide: int, indent: int, hang: bool, in_columns: bool) -> Lines:
    parts = [wrap("\u3000" * indent + line, wide, hang=hang, in_columns=in_columns) for line in lines]
    return [(part, n == 0) for each in parts for n, part in enumerate(each)]


def broken(lines: list[str], before: str, after: str, dice: random.Random) -> Lines:
    made: Lines = []
    chosen = dice.sample(range(len(lines)), max(1, len(lines) // 4))
    for n, line in enumerate(lines):
        at = dice.randrange(6, len(line) - 4) if len(line) > 25 and n and not names_document(line) else 0
        if n in chosen and at and line[at - 1] not in CLOSED:
            made += [(before + line[:at], True), (line[at:] + after, False)]
        else:
            made.append((before + line + after, True))
    return made


def count(lines: Lines) -> Counter[str]:
    """Breaks within paragraphs, how many are joined, and how many between paragraphs are."""
    found = logical_lines("\n".join(line for line, _ in lines))
    begin, seen = {line.parts[0][2] for line in found}, {number for line in found for _, _, number in line.parts}
    at, counted = 1, Counter[str]()
    for line, begins in lines:
        if at in seen and begins:
            counted["false"] += at not in begin
        elif at in seen:
            counted.update({"breaks": 1, "joined": int(at not in begin)})
        at += line.count("\n") + 1
    return counted


def main(folders: list[Path]) -> None:
    dice, table = random.Random(5), dict[str, Counter[str]]()
    for lines in filter(None, texts(folders)):
        for wide, indent, hang, in_columns in product(WIDTHS, (0, 2), (False, True), (False, True)):
            row = table.setdefault("wrapped, indented" if indent else "wrapped, flush", Counter())
            row.update(count(wrapped(lines, wide, indent, hang, in_columns)))
        for name, before, after in (("plain", "", ""), ("indented", "\u3000\u3000", ""), ("blank lines", "", "\n")):
            row = table.setdefault(f"one break, {name}", Counter())
            for _ in range(TIMES):
                row.update(count(broken(lines, before, after, dice)))
    print(f"{'':24}{'breaks':>8}{'joined':>9}{'wrongly':>9}")
    for name, row in table.items():
        print(f"{name:24}{row['breaks']:>8}{row['joined'] / row['breaks']:>9.1%}{row['false']:>9}")


if __name__ == "__main__":
    main([Path(each) for each in sys.argv[1:]])
