"""What is exported: tables of the ledger, the measures, the problems or the materials, one row each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from review.export.mark import plain_values, row_mark
from review.model import Entry, Library, Material, Measure, Problem
from review.relate.copies.library import copies, looked
from review.relate.ledger import STATES, Row, rows

TableKind = Literal["ledger", "measures", "problems", "materials", "copies"]
TITLES: dict[TableKind, str] = {
    "ledger": "整改台账", "measures": "整改措施", "problems": "问题清单", "materials": "材料目录",
    "copies": "雷同",
}  # fmt: skip
OPEN = "未登记"
"""The state of a measure that is not in the ledger."""
LACK = "无对应措施"
"""Stands for the measure of a problem that has none."""
INFERRED = "（推定）"
"""Behind a problem that nothing but a likeness says a measure answers."""
KEY, MARK = "编号", "校验"
"""Columns that an import goes by."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Column:
    """A column: its name for people and for scripts, its width, and what stands in it."""

    name: str
    key: str
    width: int
    """In characters of a spreadsheet: a Chinese one takes two."""
    hidden: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class ExportTable:
    """Rows under columns; `records` hold a value for every column that the kind has, by its key."""

    kind: TableKind
    title: str
    note: str
    """What was chosen and as of when."""
    columns: tuple[Column, ...]
    records: tuple[dict[str, Any], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Choice:
    """What of a library is exported; empty: all."""

    units: tuple[str, ...] = ()
    campaigns: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    columns: tuple[str, ...] = field(default=())
    """Names of the columns to be shown, in order."""


def in_words(value: object) -> str:
    """What stands in a record, in words; a share in percent."""
    return f"{value:.0%}" if isinstance(value, float) else str(value)


class NoColumn(ValueError):
    """There is no such column; the message says which there are, in Chinese."""


_WHERE = (("单位", "unit", 16), ("职务", "author", 12), ("年度", "year", 7), ("活动", "campaign", 24))
_LEDGER = (
    ("序号", "number", 6), *_WHERE, ("问题", "problem", 34), ("问题类型", "type", 16), ("整改措施", "measure", 46),
    ("措施全文", "text", 60), ("责任领导", "leader", 12), ("责任部门", "owner", 16), ("完成时限", "due", 13),
    ("状态", "status", 9), ("逾期", "late", 6), ("进展", "progress", 26), ("佐证", "evidence", 20),
    ("对账销号", "closed", 12), (KEY, "key", 30), (MARK, "mark", 12),
)  # fmt: skip
_PROBLEMS = (
    ("序号", "number", 6), *_WHERE, ("方面", "heading", 30), ("问题", "problem", 46), ("问题全文", "text", 80),
    ("主题", "theme", 14), ("问题类型", "type", 18), ("推定", "inferred", 6), ("根源数", "causes", 8),
    ("措施数", "measures", 8), ("屡改屡犯", "earlier", 18), (KEY, "key", 30),
)  # fmt: skip
_MATERIALS = (
    ("序号", "number", 6), *_WHERE, ("题目", "title", 60), ("类别", "kind", 8), ("日期", "date", 12),
    ("可见范围", "visibility", 10), ("问题数", "problems", 8), ("根源数", "causes", 8),
    ("措施数", "measures", 8), ("已登记措施", "registered", 12), (KEY, "key", 30),
)  # fmt: skip
_COPIES = (
    ("序号", "number", 6), *_WHERE, ("雷同", "share", 8), ("相同字数", "common", 10), ("关系", "relation", 18),
    ("另一份单位", "other_unit", 16), ("另一份职务", "other_author", 12), ("另一份年度", "other_year", 10),
    ("段数", "passages", 6), ("核对", "looked", 30), (KEY, "key", 30), ("另一份编号", "other", 30),
)  # fmt: skip
_Columns = tuple[tuple[str, str, int], ...]
_ALL: dict[TableKind, _Columns] = {
    "ledger": _LEDGER, "measures": _LEDGER, "problems": _PROBLEMS, "materials": _MATERIALS,
    "copies": _COPIES,
}  # fmt: skip
COLUMNS: dict[TableKind, tuple[Column, ...]] = {
    kind: tuple(Column(name=n, key=k, width=w, hidden=n in (KEY, MARK)) for n, k, w in columns)
    for kind, columns in _ALL.items()
}
SHOWN: dict[TableKind, tuple[str, ...]] = {
    "ledger": ("序号", "单位", "问题", "整改措施", "责任领导", "责任部门", "完成时限", "状态", "进展", "对账销号"),
    "measures": ("序号", "单位", "问题", "整改措施", "责任领导", "责任部门", "完成时限", "状态", "进展", "对账销号"),
    "problems": ("序号", "单位", "职务", "年度", "方面", "问题", "主题", "问题类型", "根源数", "措施数", "屡改屡犯"),
    "materials": ("序号", "单位", "职务", "年度", "题目", "日期", "问题数", "根源数", "措施数", "已登记措施"),
    "copies": (
        "序号", "雷同", "相同字数", "关系", "单位", "职务", "年度", "另一份单位", "另一份职务", "另一份年度", "核对",
    ),
}
"""Columns that are shown unless others are chosen; the unit only where there is more than one."""


def export_table(library: Library, kind: TableKind, choice: Choice) -> ExportTable:
    """The table of one kind, of what is chosen. Raises NoColumn."""
    make = _MAKE[kind]
    years = {campaign.id: campaign.year for campaign in library.vocabulary.campaigns}
    units = {unit.id: n for n, unit in enumerate(library.vocabulary.units)}
    turns = {material.id: n for n, material in enumerate(library.materials)}

    def place(record: dict[str, Any]) -> tuple[int, int, int]:
        material: Material = record["material"]
        return -years[material.campaign], units[material.unit], turns[material.id]

    found = [r for r in make(library, choice) if _chosen(r["material"], choice)]
    if kind != "copies":
        found.sort(key=place)
    records = tuple(
        {"number": n} | _where(r.pop("material"), library) | r for n, r in enumerate(found, 1)
    )
    several = len({record["unit"] for record in records}) > 1
    return ExportTable(
        kind=kind,
        title=TITLES[kind],
        note=_note(library, choice, _count(records)),
        columns=_columns(kind, choice.columns, several),
        records=records,
    )


def _columns(kind: TableKind, names: Sequence[str], several: bool) -> tuple[Column, ...]:
    known = {column.name: column for column in COLUMNS[kind]}
    if wrong := next((name for name in names if name not in known), None):
        raise NoColumn(f"没有“{wrong}”这一列；可用的列：{'、'.join(known)}")
    shown = list(dict.fromkeys(names or (name for name in SHOWN[kind] if several or name != "单位")))
    if kind in ("ledger", "measures"):
        shown += [name for name in (KEY, MARK) if name not in shown]
    return tuple(known[name] for name in shown)


def _chosen(material: Material, choice: Choice) -> bool:
    return (not choice.units or material.unit in choice.units) and (
        not choice.campaigns or material.campaign in choice.campaigns
    )


def _where(material: Material, library: Library) -> dict[str, Any]:
    unit, campaign = library.vocabulary.unit(material.unit), library.vocabulary.campaign(material.campaign)
    return {
        "unit": unit.name if unit else material.unit,
        "author": material.author or material.kind,
        "year": campaign.year if campaign else material.date.year,
        "campaign": campaign.name if campaign else material.campaign,
    }


def _count(records: Sequence[dict[str, Any]]) -> str:
    lack = sum(record.get("measure") == LACK for record in records)
    return f"共 {len(records) - lack} 项" + (f"，另有 {lack} 个问题{LACK}" if lack else "")


def _note(library: Library, choice: Choice, count: str) -> str:
    units = [unit.name for unit in library.vocabulary.units if unit.id in choice.units]
    campaigns = [campaign.name for campaign in library.vocabulary.campaigns if campaign.id in choice.campaigns]
    said = ["、".join(words) for words in (units, campaigns, choice.states) if words]
    return "　".join((*said, count, f"截至 {library.as_of}"))


def _ledger(library: Library, choice: Choice) -> Iterator[dict[str, Any]]:
    return (_row(row) for row in rows(library) if row.ledger and (not choice.states or row.state in choice.states))


def _measures(library: Library, choice: Choice) -> Iterator[dict[str, Any]]:
    """Every measure, and where none is asked for by its state, the problems that have none."""
    yield from (_row(row) for row in rows(library) if not choice.states or (row.state or OPEN) in choice.states)
    if not choice.states:
        problems = (entry for entry in library.entries.values() if entry.sort is Problem)
        yield from (_bare(entry) for entry in problems if not entry.measures)


def _row(row: Row) -> dict[str, Any]:
    entry, item = row.measure, row.measure.item
    assert isinstance(item, Measure)
    return {
        "material": entry.material,
        "problem": _each(
            problem.item.opening + INFERRED * link.inferred
            for problem, link in zip(row.problems, entry.problems, strict=True)
        ),
        "type": _each(dict.fromkeys(p.type.name for p in row.problems if p.type)),
        "measure": item.opening,
        "text": item.text,
        "late": "逾期" if row.state == "逾期" else "",
        "state": row.state or OPEN,
        "key": entry.key,
        "mark": str(row_mark(item, row.ledger)),
    } | plain_values(row.ledger)


def _bare(entry: Entry) -> dict[str, Any]:
    """A row without a key: what is written in it has no measure to go to."""
    return {
        "material": entry.material,
        "problem": entry.item.opening,
        "type": entry.type.name if entry.type else "",
        "measure": LACK,
    } | dict.fromkeys(("text", "late", "state", "key", "mark"), "") | plain_values(None)


def _each(words: Iterable[str]) -> str:
    return "\n".join(words)


def _problems(library: Library, choice: Choice) -> Iterator[dict[str, Any]]:
    years = {campaign.id: campaign.year for campaign in library.vocabulary.campaigns}
    for entry in library.entries.values():
        if entry.sort is Problem:
            again = dict.fromkeys(years[library.entries[key].material.campaign] for key in entry.earlier)
            yield {
                "material": entry.material,
                "heading": _heading(entry),
                "problem": entry.item.opening,
                "text": entry.item.text,
                "theme": entry.theme.name if entry.theme else "",
                "type": entry.type.name if entry.type else "",
                "inferred": "推定" if entry.inferred and entry.type else "",
                "causes": len(entry.causes),
                "measures": len(entry.measures),
                "earlier": "、".join(map(str, again)),
                "key": entry.key,
            }


def _heading(entry: Entry) -> str:
    return entry.canonical.name if entry.canonical else entry.heading_name


def _materials(library: Library, choice: Choice) -> Iterator[dict[str, Any]]:
    for material in library.materials:
        document = material.document
        yield {
            "material": material,
            "title": material.title,
            "kind": material.kind,
            "date": material.date.isoformat(),
            "visibility": material.visibility,
            "problems": len(document.problems),
            "causes": len(document.causes),
            "measures": len(document.measures),
            "registered": sum(f"{material.id}#{id}" in library.entries for id in material.ledger),
            "key": material.id,
        }


def _copies(library: Library, choice: Choice) -> Iterator[dict[str, Any]]:
    """Each pair once, the largest share first; the later material is the row's own."""
    for copy in copies(library):
        there = _where(copy.earlier, library)
        yield {
            "material": copy.later,
            "share": copy.share,
            "common": copy.common,
            "relation": copy.relation,
            **{f"other_{key}": there[key] for key in ("unit", "author", "year")},
            "passages": len(copy.passages),
            "looked": "；".join(looked(copy)),
            "key": copy.later.id,
            "other": copy.earlier.id,
        }


_MAKE: dict[TableKind, Callable[[Library, Choice], Iterator[dict[str, Any]]]] = {
    "ledger": _ledger, "measures": _measures, "problems": _problems, "materials": _materials, "copies": _copies,
}  # fmt: skip


def states_of(kind: TableKind) -> tuple[str, ...]:
    """The states that a kind can be narrowed to; none for what is in no ledger."""
    return {"ledger": STATES, "measures": (*STATES, OPEN)}.get(kind, ())
