"""Tables in a text: read into cells here, once, for the page, the search and the import.

A table is a Markdown one (a row of dashes below its head), or rows of cells parted by tabs, as a text holds them that
was copied from Word or a spreadsheet. Every cell stays in its column: an empty one is a cell, a short row is filled up.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

BAR = re.compile(r"(?<!\\)\|")
RULE = re.compile(r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*")
_SPACE = " \t\u3000\xa0"


@dataclass(frozen=True, slots=True)
class Table:
    """Cells as a reader sees them, `\\|` as the bar that it stands for; every row is as long as the head."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    @property
    def all(self) -> tuple[tuple[str, ...], ...]:
        """The head, then the rows."""
        return (self.head, *self.rows)


def read_table(text: str) -> Table | None:
    """The table that a paragraph of a document is; None for any other text."""
    if "\n" not in text:
        return None
    lines = text.split("\n")
    if "|" in lines[0] and RULE.fullmatch(lines[1]) and ("|" in lines[1] or len(cells(lines[0])) == 1):
        return _table([cells(lines[0]), *(_below(line, lines[0]) for line in lines[2:])])
    if all("\t" in line for line in lines) and max(line.count("\t") for line in lines) > 1:
        indent = 1 if all(line.startswith("\t") for line in lines) else 0
        return _table([[cell.strip(_SPACE) for cell in line[indent:].split("\t")] for line in lines])
    return None


def in_cells(body: str) -> str:
    """A body with its tables as their cells: how many dashes stand below a head is no text of the document."""
    tables = ((part, read_table(part)) for part in body.split("\n\n"))
    return "\n\n".join("\n".join(map("\t".join, table.all)) if table else part for part, table in tables)


def cells(row: str) -> list[str]:
    """The cells of a row of a Markdown table."""
    row = row.strip(_SPACE)
    parts = [part.strip(_SPACE).replace("\\|", "|") for part in BAR.split(row)]
    first = 1 if row.startswith("|") else 0
    last = -1 if len(parts) > first + 1 and not parts[-1] else None
    return parts[first:last]


def _below(row: str, head: str) -> list[str]:
    """The cells of a row. Where the head has no outer bars, a row with as many bars begins with an empty cell."""
    first = row.strip(_SPACE).startswith("|") and not head.strip(_SPACE).startswith("|")
    return ["", *cells(row)] if first and len(BAR.findall(row)) == len(BAR.findall(head)) else cells(row)


def _table(rows: list[list[str]]) -> Table:
    width = max(map(len, rows))
    head, *others = (tuple(row + [""] * (width - len(row))) for row in rows)
    return Table(head, tuple(others))
