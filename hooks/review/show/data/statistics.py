"""The figures of the statistics as files: each table as csv and json, each drawing as svg."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from review.model import Audience
from review.show import addresses
from review.show.forms.charts import answered_chart, as_file, ledger_chart, theme_charts, themes_file
from review.show.views.names import ANSWERED, NO_THEME
from review.show.views.state import STATES
from review.show.views.statistics import MEASURED, Measured, Statistics, ThemeFigures, UnitFigures

Figure = str | int
FORMULA = ("=", "+", "-", "@", "\t")
"""How a text begins that a spreadsheet would work out."""


@dataclass(frozen=True, kw_only=True, slots=True)
class FigureTable:
    """A table of figures."""

    name: str
    counts: str
    """What it counts, and of how many."""
    head: tuple[str, ...]
    rows: tuple[tuple[Figure, ...], ...]


def statistics_files(figures: Statistics, audience: Audience) -> Iterator[tuple[str, bytes]]:
    """Path in the site and content of each file; nothing of an empty library."""
    if not figures.years:
        return
    for table in tables(figures):
        yield addresses.figures(table.name, "csv"), _csv(table)
        yield addresses.figures(table.name, "json"), _json(table, audience)
    if len(figures.years) > 1:
        names: dict[Measured, str] = {"rate": "themes", "count": "themes-count"}
        for measure, name in names.items():
            yield addresses.figures(name, "svg"), themes_file(theme_charts(figures, measure), MEASURED[measure])
        yield addresses.figures("answered", "svg"), as_file(answered_chart(figures.answered))
    if figures.ledger:
        yield addresses.figures("ledger", "svg"), as_file(ledger_chart(figures.ledger))


def tables(figures: Statistics) -> Iterator[FigureTable]:
    """The tables that the page shows, in its order."""
    years = tuple(f"{year} 年" for year in figures.years)
    yield FigureTable(
        name="themes", counts="各主题历年每百份材料查摆的问题个数；末行是当年材料的份数", head=("主题", *years),
        rows=(*((one.name, *("—" if n is None else n for n in one.rates)) for one in figures.themes),
              ("当年材料", *figures.materials)),
    )  # fmt: skip
    yield FigureTable(
        name="themes-count", counts="各主题历年查摆的问题个数；末行是当年材料的份数", head=("主题", *years, "合计"),
        rows=(*map(_theme, figures.themes), ("当年材料", *figures.materials, sum(figures.materials))),
    )  # fmt: skip
    yield FigureTable(
        name="headings", counts="各次活动每一方面查摆的问题个数", head=("年份", "活动", "方面", "问题", "本次材料"),
        rows=tuple((row.campaign.year, row.campaign.name, one.label, one.count, row.materials)
                   for row in figures.campaigns for one in row.counts),
    )  # fmt: skip
    yield FigureTable(
        name="units", counts="各单位各主题历年查摆的问题个数，和它的材料份数",
        head=("单位", "份", *(theme.name if theme else NO_THEME for theme in figures.columns), "合计"),
        rows=tuple(map(_unit, (row for part in figures.units for group in part.groups for row in group.rows))),
    )  # fmt: skip
    yield FigureTable(
        name="answered", counts="当年的问题按有无根源和措施分的个数，含推定的联系", head=("年份", *ANSWERED, "问题"),
        rows=tuple((one.year, *one.counts, one.total) for one in figures.answered),
    )  # fmt: skip
    yield FigureTable(
        name="ledger", counts="各次活动列入台账的措施按状态分的项数，和材料里的措施总数",
        head=("年份", "活动", *STATES, "台账合计", "措施总数"),
        rows=tuple((one.campaign.year, one.campaign.name, *one.counts, one.total, one.measures)
                   for one in figures.ledger),
    )  # fmt: skip


def _theme(row: ThemeFigures) -> tuple[Figure, ...]:
    return row.name, *row.counts, sum(row.counts)


def _unit(row: UnitFigures) -> tuple[Figure, ...]:
    return row.unit.name, row.materials, *row.counts, row.total


def _csv(table: FigureTable) -> bytes:
    """With a mark at its beginning, by which Excel and WPS know the characters."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(table.head)
    writer.writerows([_plain(cell) for cell in row] for row in table.rows)
    return text.getvalue().encode("utf-8-sig")


def _plain(cell: Figure) -> Figure:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell


def _json(table: FigureTable, audience: Audience) -> bytes:
    rows: Sequence[dict[str, Figure]] = [dict(zip(table.head, row, strict=True)) for row in table.rows]
    told = {"counts": table.counts, "audience": audience, "rows": rows}
    return json.dumps(told, ensure_ascii=False, indent=1).encode() + b"\n"
