"""A ledger that comes back from a spreadsheet (.xlsx, .csv): its rows as texts, and what in them cannot be taken."""

from __future__ import annotations

import csv
import datetime
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.cell import Cell as SheetCell
from openpyxl.worksheet.worksheet import Worksheet

from review.export.mark import FIELDS
from review.export.plain import unguarded
from review.export.tables import COLUMNS, KEY, MARK
from review.read.text.encodings import Undecodable, decode_bytes
from review.read.word.package import Package, WordError
from review.read.yaml.fields import nearest

MAX_XML = 200 * 2**20
"""Bytes of a spreadsheet unpacked; 30,000 measures have some 60 MB."""
MAX_ROWS = 200_000
MAX_COLUMNS = 100
HEAD_WITHIN = 20
"""The head stands in one of the first rows."""
DAYS = ("due", "closed")
_NAMES = {column.name for column in COLUMNS["ledger"]}
_SLASHED = re.compile(r"(20\d\d)([/.年-])(\d{1,2})(?:[/.月-])(\d{1,2})日?(?: 0?0:00(?::00)?)?")
_SERIAL = re.compile(r"[34]\d{4}|5[0-5]\d{3}")
"""Days since 1899-12-30 that fall in 1982 to 2052."""


class Unreadable(ValueError):
    """A file that is no ledger; the message says why, in Chinese."""


@dataclass(frozen=True, slots=True)
class LedgerCell:
    """What stands in a cell."""

    text: str
    fault: str = ""
    """Why it cannot be taken; empty where it can."""


@dataclass(frozen=True, slots=True)
class FiledRow:
    """A row of the file below the head: its number and its cells, by column."""

    number: int
    cells: dict[str, LedgerCell]

    def text(self, column: str) -> str:
        """What stands in a column; empty where there is none."""
        return self.cells[column].text if column in self.cells else ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows of a ledger, and what is said of its columns."""

    lines: tuple[FiledRow, ...]
    wrong: tuple[str, ...]
    """What should have been read."""
    told: tuple[str, ...]
    """What is as its editor may have it: columns that were not exported, were taken away or were added."""


Rows = Iterable[tuple[int, Sequence[LedgerCell]]]


def read_sheet(path: Path) -> Sheet:
    """The ledger in a file. Raises Unreadable."""
    kind = path.suffix.casefold()
    if kind not in (".xlsx", ".csv", ".txt"):
        raise Unreadable("应为 .xlsx 或 .csv；请在表格程序里另存为其中一种")
    found = [_taken(rows) for rows in (_books(path) if kind == ".xlsx" else [_texts(path)])]
    sheet = next((one for one in found if one), None)
    if sheet is None:
        raise Unreadable(f"没有找到“{KEY}”和“{MARK}”两列；请用 review export ledger 导出的表，这两列（可以隐藏）要留着")
    return sheet


def _taken(rows: Rows) -> Sheet | None:
    """The sheet below its head; None where no row is the head of one."""
    rows = iter(rows)
    for number, cells in rows:
        names = ["".join(cell.text.split()) for cell in cells]
        if KEY in names and MARK in names:
            lines = tuple(FiledRow(n, dict(zip(names, below, strict=False))) for n, below in rows)
            missing = [name for key, name in FIELDS.items() if name not in names and key != "evidence"]
            wrong, told = _columns(names, missing)
            return Sheet(lines, tuple(wrong), tuple(told))
        if number > HEAD_WITHIN:
            break
    return None


def _columns(names: Sequence[str], missing: Sequence[str]) -> tuple[list[str], list[str]]:
    """What is wrong with the columns (an unknown one may be a missing one's new name), and what is only told."""
    for name in names:
        if name and names.count(name) > 1:
            raise Unreadable(f"有 {names.count(name)} 列都叫“{name}”；请只留一列")
    others = [name for name in names if name and name not in _NAMES]
    if not missing:
        return [], [f"“{name}”不是台账的列，没有读" for name in others]
    lacks = f"表里没有 {'、'.join(missing)}，这几项都不动"
    return [f"没有“{name}”这一列{nearest(name, missing)}；改了名的请改回，这一列没有读" for name in others], [lacks]


# ---- text ---------------------------------------------------------------------------------------------


def _texts(path: Path) -> Rows:
    try:
        text = decode_bytes(path.read_bytes()).text
        head = text.partition(f"{KEY}")[0].rpartition("\n")[2]
        comma = max(",\t;", key=head.count)
        read = csv.reader(io.StringIO(text, newline=""), delimiter=comma, strict=True)
        return [(n, [_plain(unguarded(cell)) for cell in row]) for n, row in enumerate(read, 1)]
    except Undecodable as error:
        raise Unreadable(error.reason) from None
    except csv.Error as error:
        raise Unreadable(f"不是完整的 CSV（{error}）；请在表格程序里另存一次") from None


def _plain(text: str) -> LedgerCell:
    return LedgerCell(" ".join(text.split()))


# ---- spreadsheets -------------------------------------------------------------------------------------


def _books(path: Path) -> Iterator[Rows]:
    """The rows of each sheet. The file is opened as if its sender were hostile."""
    try:
        Package(path).close()
        with zipfile.ZipFile(path) as packed:
            if sum(info.file_size for info in packed.infolist()) > MAX_XML:
                raise Unreadable(f"展开后超过 {MAX_XML // 2**20} MB")
            for info in packed.infolist():
                if info.filename.endswith((".xml", ".rels")) and b"<!DOCTYPE" in packed.read(info)[:2000]:
                    raise Unreadable("里面有文档类型声明（DTD），有安全隐患")
        book = load_workbook(path)
    except WordError as error:
        raise Unreadable(str(error)) from None
    except Unreadable:
        raise
    except Exception as error:  # whatever a library raises at what is no spreadsheet
        raise Unreadable("不是完整的 .xlsx 文件，打不开；请在表格程序里另存一次") from error
    return (_rows(page) for page in book.worksheets)


def _rows(page: Worksheet) -> Rows:
    merged = {place: (block.min_row, block.max_row) for block in page.merged_cells.ranges
              if block.size["rows"] * block.size["columns"] < MAX_ROWS
              for row in block.rows for place in row if place != (block.min_row, block.min_col)}  # fmt: skip
    rows, columns = min(page.max_row, MAX_ROWS), min(page.max_column, MAX_COLUMNS)
    for number, row in enumerate(page.iter_rows(max_row=rows, max_col=columns), 1):
        yield number, [_merged(*merged[place]) if (place := (number, n)) in merged else _cell(cell)
                       for n, cell in enumerate(row, 1)]  # fmt: skip


def _merged(first: int, last: int) -> LedgerCell:
    where = f"第 {first}—{last} 行" if first != last else "几列"
    return LedgerCell("", f"是合并单元格（{where}）的一部分，看不出写的是什么；请取消合并，逐行写")


def _cell(cell: SheetCell | Any) -> LedgerCell:
    value, form = cell.value, str(cell.number_format or "")
    if value is None:
        return LedgerCell("")
    if cell.data_type == "f":
        return LedgerCell(str(value)[:40], "是公式；请改成它的结果（选择性粘贴为值）")
    if cell.data_type == "e":
        return LedgerCell(str(value), f"是错误值 {value}")
    if isinstance(value, datetime.datetime | datetime.date):
        month = not re.search(r"d|日", re.sub(r'"[^"]*"|\[[^\]]*\]', lambda m: m[0] if "日" in m[0] else "", form))
        return LedgerCell(f"{value:%Y}年{value.month}月" if month else f"{value:%Y-%m-%d}")
    if isinstance(value, float) and "%" in form:
        return LedgerCell(f"{value:.0%}")
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return _plain(str(value))


def iso_day(text: str) -> str:
    """A day as spreadsheets write it (2025/6/30) as front matter does; any other text as it is."""
    found = _SLASHED.fullmatch(text)
    return f"{found[1]}-{int(found[3]):02}-{int(found[4]):02}" if found else text


def serial(text: str) -> str:
    """The day that a number of a spreadsheet stands for; empty where the text is no such number."""
    if not _SERIAL.fullmatch(text):
        return ""
    return (datetime.date(1899, 12, 30) + datetime.timedelta(days=int(text))).isoformat()
