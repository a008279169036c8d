"""A table as a spreadsheet, ready to print: A4 landscape, its head on every page, a line for signatures.

Every cell is text or a number that we give; none is a formula, whatever a document says.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping
from datetime import datetime
from math import ceil
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from review.export.tables import Column, ExportTable, in_words
from review.model import Audience, Status
from review.read.front.items import STATUS

HEAD = 3
"""The row of the columns' names; above it title and note."""
MARKINGS: dict[Audience, str] = {"internal": "内部资料，不得外传", "staff": "含限制材料，不得外传"}
_SIGNED = "单位（盖章）：{0}责任领导（签字）：{0}填表人：{0}年　　月　　日".format("　" * 9)
_LINE = Side(style="thin", color="808080")
_BOX = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_TEXT = "宋体"
_CENTRED = {"number", "year", "due", "status", "late", "closed", "date", "kind", "author", "leader"}
_LONGEST = 32_767
"""Characters that a cell holds; ECMA-376 sets no limit, Excel does."""
_HIGHEST = 409.5
"""Points of the highest row in Excel."""
_EPOCH = (1980, 1, 1, 0, 0, 0)


def sheet(table: ExportTable, audience: Audience) -> bytes:
    """The .xlsx file of a table; the same table gives the same bytes."""
    book = Workbook()
    page: Worksheet = book.worksheets[0]
    page.title = table.title
    last = max(n for n, column in enumerate(table.columns, 1) if not column.hidden)
    for row, text, size in ((1, table.title, 18), (2, table.note, 10)):
        _write(page.cell(row, 1), text)
        page.cell(row, 1).font = Font(name="黑体" if row == 1 else _TEXT, size=size)
        page.cell(row, 1).alignment = Alignment(horizontal="center", vertical="center")
        page.merge_cells(start_row=row, start_column=1, end_row=row, end_column=last)
    page.row_dimensions[1].height = 30
    _columns(page, table)
    for at, record in enumerate(table.records, HEAD + 1):
        for n, column in enumerate(table.columns, 1):
            cell: Any = page.cell(at, n)
            _write(cell, record[column.key])
            late = column.key == "due" and record.get("late")
            cell.font = Font(name=_TEXT, size=10, bold=bool(late))
            across = "center" if column.key in _CENTRED else None
            cell.alignment = Alignment(wrap_text=not column.hidden, vertical="center", horizontal=across)
            cell.border = _BOX
        page.row_dimensions[at].height = _height(record, table.columns)
    if table.kind in ("ledger", "measures"):
        foot = HEAD + len(table.records) + 2
        _write(page.cell(foot, 1), _SIGNED)
        page.cell(foot, 1).font = Font(name=_TEXT, size=11)
        page.merge_cells(start_row=foot, start_column=1, end_row=foot, end_column=last)
    _choices(page, table)
    _print(page, audience)
    return _bytes(book)


def _columns(page: Worksheet, table: ExportTable) -> None:
    for n, column in enumerate(table.columns, 1):
        cell: Any = page.cell(HEAD, n)
        _write(cell, column.name)
        cell.font = Font(name="黑体", size=10)
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        cell.border = _BOX
        page.column_dimensions[get_column_letter(n)].width = column.width
        page.column_dimensions[get_column_letter(n)].hidden = column.hidden
    page.row_dimensions[HEAD].height = 24


def _height(record: Mapping[str, Any], columns: Iterable[Column]) -> float:
    """Points that a row takes; programs that open the file do not work it out themselves."""
    lines = max(
        sum(max(1, ceil(_wide(line) / (column.width - 1))) for line in in_words(record[column.key]).split("\n"))
        for column in columns
        if not column.hidden
    )
    return min(13.5 * lines + 5, _HIGHEST)


def _wide(text: str) -> int:
    return sum(1 if c.isascii() else 2 for c in text)


def _write(cell: Any, value: object) -> None:
    """A value as it is: a number, a share in percent, or a text that stays one when its cell is edited."""
    if isinstance(value, int | float):
        cell.value = value
        cell.number_format = "0%" if isinstance(value, float) else "General"
        return
    text = str(value)
    cell.value = text[:_LONGEST]
    cell.data_type = "s"
    cell.number_format = "@"
    cell.quotePrefix = text[:1] in tuple("=+-@")


def _choices(page: Worksheet, table: ExportTable) -> None:
    """The cells of the status offer what may stand there."""
    at = next((n for n, column in enumerate(table.columns, 1) if column.key == "status"), None)
    if at is None or not table.records:
        return
    allowed: tuple[Status, ...] = STATUS
    rule = DataValidation(type="list", formula1=f'"{",".join(allowed)}"', allow_blank=True)
    rule.error = f"请从 {'、'.join(allowed)} 中选"
    letter = get_column_letter(at)
    rule.add(f"{letter}{HEAD + 1}:{letter}{HEAD + len(table.records)}")
    page.add_data_validation(rule)


def _print(page: Worksheet, audience: Audience) -> None:
    page.freeze_panes = f"A{HEAD + 1}"
    page.print_title_rows = f"{HEAD}:{HEAD}"
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = page.PAPERSIZE_A4
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.print_options.horizontalCentered = True
    for side, inches in (("left", 0.6), ("right", 0.6), ("top", 0.7), ("bottom", 0.8)):
        setattr(page.page_margins, side, inches)
    foot: Any = page.oddFooter
    foot.left.text = MARKINGS[audience]
    foot.right.text = "第 &P 页，共 &N 页"


def _bytes(book: Workbook) -> bytes:
    """The file, without the hour at which it was made."""
    book.properties.creator = ""
    book.properties.created = book.properties.modified = datetime(*_EPOCH)
    made, packed = io.BytesIO(), io.BytesIO()
    book.save(made)
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            new.writestr(zipfile.ZipInfo(info.filename, _EPOCH), old.read(info), zipfile.ZIP_DEFLATED)
    return packed.getvalue()
