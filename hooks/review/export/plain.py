"""A table as text: CSV as Excel and WPS open it, JSON for scripts."""

from __future__ import annotations

import csv
import io
import json

from review.export.tables import COLUMNS, ExportTable, in_words
from review.model import Audience

FORMULA = tuple("=+-@\t\r＝＋－＠")
"""What a program may take a cell for a formula by; WPS and Excel take the full-width signs too."""
GUARD = "'"
"""Stands before such a cell; an import takes it away."""


def as_csv(table: ExportTable) -> bytes:
    """UTF-8 with a byte order mark, without which Excel takes it for GBK; lines end as RFC 4180 says."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(column.name for column in table.columns)
    for record in table.records:
        writer.writerow(guarded(in_words(record[column.key])) for column in table.columns)
    return text.getvalue().encode("utf-8-sig")


def guarded(text: str) -> str:
    """A cell that no program takes for a formula."""
    return GUARD + text if text.startswith((*FORMULA, GUARD)) else text


def unguarded(text: str) -> str:
    """What `guarded` was given."""
    return text[1:] if text.startswith(GUARD) and text[1:].startswith((*FORMULA, GUARD)) else text


def as_json(table: ExportTable, audience: Audience) -> bytes:
    """All values of each row, whatever columns are shown."""
    names = {column.key: column.name for column in COLUMNS[table.kind]}
    whole = {"title": table.title, "note": table.note, "audience": audience, "columns": names, "rows": table.records}
    return json.dumps(whole, ensure_ascii=False, indent=1).encode() + b"\n"
