"""An edited ledger back into front matter: what would change, and what of the table cannot be taken, row by row.

Of each cell three values are compared: as exported (its digest in 校验), as in the table, as in the library. Only
what the table's editor changed is written, and nothing of what has changed in the library meanwhile.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from review.edit.set import Edit, edit
from review.edit.sheet import DAYS, FiledRow, LedgerCell, Sheet, iso_day, serial
from review.export.mark import FIELDS, RowMark, digest_of, plain_values, read_mark, value_digest
from review.export.tables import INFERRED, KEY, MARK
from review.model import Material, Measure, Vocabulary
from review.read.front.lines import Lines
from review.read.text.folding import squeeze


@dataclass(frozen=True, slots=True)
class LedgerChange:
    """What a row changes of one measure's entry."""

    row: int
    number: str
    """The measure's key in front matter."""
    values: Mapping[str, str]
    """By key; an empty text takes it away."""
    whole: Mapping[str, str]
    """All values of the entry afterwards; none are left where it leaves the ledger."""

    def apply(self, lines: Lines) -> Lines:
        """The file with this change."""
        path = ["measures", self.number]
        if not any(self.whole.values()):
            return lines.remove(path)
        if lines.get(path) is None:
            return lines.set(path, {key: self.whole[key] for key in ORDER if self.whole[key]})
        for key, value in self.values.items():
            lines = lines.set([*path, key], value) if value else lines.remove([*path, key])
        return lines


@dataclass(slots=True)
class Plan:
    """What becomes of a table: an edit for each material, and what is not done, with the row of it."""

    edits: list[Edit] = field(default_factory=list)
    notes: list[tuple[int, str]] = field(default_factory=list)
    same: int = 0
    """Rows that change nothing."""


MANY, KINDS = 4, 3
"""So many cells of a column, of so many values, that stand in each other's rows were hardly edited one by one."""
_OF_MATERIAL: dict[str, Callable[[Material, Measure], list[str]]] = {
    "整改措施": lambda material, item: [item.opening],
    "措施全文": lambda material, item: [item.text],
    "问题": lambda material, item: [INFERRED, *(problem.opening for problem in material.document.problems)],
}
"""Columns that hold the text of the material, with what may stand in them."""
ORDER = ("owner", "leader", "due", "status", "progress", "evidence", "closed")


def plan(sheet: Sheet, materials: Iterable[Material], root: Path, vocabulary: Vocabulary) -> Plan:
    """What importing `sheet` would do to the library of these materials."""
    made = Plan()
    measures = {f"{m.id}#{item.id}": (m, item) for m in materials for item in m.document.measures}
    kept = [line for line in sheet.lines if line.text(KEY) or _says(line)]
    rows = _once(kept, made)
    if rows and not any(line.text(KEY).split("#")[0] in {m.id for m, _ in measures.values()} for line in rows):
        made.notes.append((rows[0].number, f"{len(rows)} 行的材料库里都没有；这像是另一个资料库的台账，没有动"))
        return made
    changes: dict[str, list[LedgerChange]] = defaultdict(list)
    found = [(line, *one) for line in rows if (one := _measure(line, measures, made))]
    made.notes += _reworded([(line, material, item) for line, material, item, _ in found])
    moved = set(_moved([(line, mark) for line, _, _, mark in found], made))
    for line, material, item, mark in found:
        now = plain_values(material.ledger.get(item.id))
        values = {key: value for key, value in _values(line, mark, now, made) if key not in moved}
        if values:
            changes[material.path].append(LedgerChange(line.number, item.id.removeprefix("m"), values, now | values))
        else:
            made.same += 1
    for path, wanted in sorted(changes.items()):
        made.edits += _edit(path, wanted, root, vocabulary, made)
    made.notes.sort()
    return made


def _says(line: FiledRow) -> bool:
    """Whether a row without a key says something of a measure; a line for signatures does not."""
    return any(line.text(name) for name in FIELDS.values())


def _once(lines: Iterable[FiledRow], made: Plan) -> list[FiledRow]:
    """The rows of measures that come once, or always say the same."""
    by_key: dict[str, list[FiledRow]] = defaultdict(list)
    for line in lines:
        if line.text(KEY):
            by_key[line.text(KEY)].append(line)
        else:
            made.notes.append((line.number, f"没有{KEY}，认不出是哪一项措施；新的措施请先写进材料正文"))
    kept = []
    for key, same in by_key.items():
        said = {tuple(line.text(name) for name in (*FIELDS.values(), MARK)) for line in same}
        where = "、".join(str(line.number) for line in same)
        if len(said) > 1:
            made.notes.append((same[0].number, f"第 {where} 行都是 {key}，写的却不一样；都没有动，请只留一行"))
            continue
        if len(same) > 1:
            made.notes.append((same[0].number, f"第 {where} 行都是 {key}，写的一样，当作一行"))
        kept.append(same[0])
    return kept


def _measure(
    line: FiledRow, measures: Mapping[str, tuple[Material, Measure]], made: Plan
) -> tuple[Material, Measure, RowMark] | None:
    """The measure that a row is of, if it still is the one that was exported."""
    key, mark = line.text(KEY), read_mark(line.text(MARK))
    if key not in measures:
        made.notes.append((line.number, f"库里没有 {key}：材料改了名、移走了，或没有这一项措施；没有动"))
    elif mark is None:
        found = line.text(MARK)[:40]
        made.notes.append((line.number, f"{MARK}应为导出时的原样，实为“{found}”；没有动，请重新导出再改"))
    elif mark.text != digest_of(measures[key][1]):
        material, item = measures[key]
        moved = next((m.id for m in material.document.measures if digest_of(m) == mark.text), "")
        now = f"原来那一项现在是第 {moved[1:]} 项" if moved else f"现在是“{item.opening[:30]}”"
        made.notes.append((line.number, f"{key} 的文字在导出以后改过，{now}；没有动，请重新导出再改"))
    else:
        return *measures[key], mark
    return None


def _reworded(rows: Sequence[tuple[FiledRow, Material, Measure]]) -> Iterator[tuple[int, str]]:
    """By column, the rows whose cell of the material's own text says something else; an empty cell says nothing."""
    for column, said in _OF_MATERIAL.items():
        other = [row.number for row, within, item in rows if not _is_made_of(row.text(column), said(within, item))]
        if other:
            where = f"第 {'、'.join(map(str, other))} 行的“{column}”与材料里的不同"
            yield other[0], f"{where}；措施、问题的文字在材料正文里改，不由台账改，这一格没有动，同一行的别的格照导"


def _is_made_of(cell: str, texts: Iterable[str]) -> bool:
    """Whether a cell has nothing but these texts."""
    left = squeeze(cell)
    for text in sorted(map(squeeze, texts), key=len, reverse=True):
        left = left.replace(text, "")
    return not left


def _moved(rows: Sequence[tuple[FiledRow, RowMark]], made: Plan) -> Iterator[str]:
    """The keys of columns whose cells stand in each other's rows: one that was sorted alone, or slid by a row."""
    for key, name in FIELDS.items():
        cells = [(line.number, mark.values[key], value_digest(_value(key, line.cells[name])))
                 for line, mark in rows if name in line.cells]  # fmt: skip
        changed = [n for n, (_, old, new) in enumerate(cells) if old != new]
        if len(changed) < MANY or len({cells[n][2] for n in changed}) < KINDS:
            continue
        slid = any(all(cells[n][2] == cells[n + by][1] for n in changed if 0 <= n + by < len(cells)) for by in (1, -1))
        if slid or Counter(cells[n][1] for n in changed) == Counter(cells[n][2] for n in changed):
            first = cells[changed[0]][0]
            said = f"“{name}”有 {len(changed)} 行写的是别行原来的值，像是单独排过序或错了行；这一列没有动，请按编号对好"
            made.notes.append((first, said))
            yield key


def _value(key: str, cell: LedgerCell) -> str:
    """What a cell says, a day as front matter has it."""
    return iso_day(cell.text) if key in DAYS else cell.text


def _values(line: FiledRow, mark: RowMark, now: Mapping[str, str], made: Plan) -> Iterator[tuple[str, str]]:
    """The values that the table's editor changed."""
    for key, name in FIELDS.items():
        cell = line.cells.get(name)
        if cell is None:
            continue
        value = _value(key, cell)
        if cell.fault:
            made.notes.append((line.number, f"“{name}”{cell.fault}；没有动"))
        elif mark.values[key] in (value_digest(value), value_digest(cell.text)) or value == now[key]:
            continue
        elif key in DAYS and (meant := serial(value)):
            made.notes.append((line.number, f"“{name}”是数字 {value}，像是日期 {meant}；没有动，请写成 {meant}"))
        elif value_digest(now[key]) != mark.values[key]:
            told = f"库里在导出以后已改为“{now[key]}”" if now[key] else "库里在导出以后已删去"
            made.notes.append((line.number, f"“{name}”写的是“{value}”，{told}；没有动，请定下一个"))
        else:
            yield key, value


def _edit(path: str, wanted: list[LedgerChange], root: Path, vocabulary: Vocabulary, made: Plan) -> Iterator[Edit]:
    """The edit of one file with every row that leaves it sound; a row that would not is told and left out."""
    kept: list[LedgerChange] = []
    found: Edit | None = None
    for change in wanted:
        tried = edit(root.resolve() / path, root, partial(_all, [*kept, change]), vocabulary)
        if tried.refused:
            made.notes.append((change.row, f"{'；'.join(r.rstrip('。') for r in tried.refused)}；这一行没有动"))
        else:
            kept.append(change)
            found = tried
    if found:
        yield found


def _all(changes: Iterable[LedgerChange], lines: Lines) -> Lines:
    for change in changes:
        lines = change.apply(lines)
    return lines
