"""Drawings as SVG: quiet bars in the site's own shades, made at build time.

Every figure has its unit word, which also parts it from the next: the gates take digits side by side as a number.
Colours are classes, so that a drawing follows light, dark and paper; one that stands by itself in a file brings them
along. What a drawing says stands in its label, and as a table beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from markupsafe import Markup, escape

from review.show.views.figures import Scale
from review.show.views.names import ANSWERED
from review.show.views.state import STATES
from review.show.views.statistics import (
    MEASURED,
    Answered,
    LedgerFigures,
    Measured,
    Statistics,
    measured_by,
)

WIDTH, HIGHEST, FOOT = 212, 82, 120
"""Of one of several small drawings, in pixels: its width, its longest bar, where its bars stand."""
COLUMN, TALL = 44, 190
"""Of the columns to a hundred percent."""
APART = 18
"""Between labels, at least."""
LONGEST, THICK, STEP = 560, 18, 30
"""Of bars that lie: the longest, how thick, from one to the next."""
SLIM = 288
"""Of the longest of them on paper and phones."""
STYLE = (
    "text{font:13px sans-serif;fill:#1e1d1b}.b{font-weight:bold}.s{fill:#6e6a64}.i{fill:#fbfaf8}"
    ".f1{fill:#eceae6}.f2{fill:#d7d4ce}.f3{fill:#b0aba3}.f4{fill:#746f68}.f5{fill:#3b3835}"
    ".f0{fill:none;stroke:#88827a}.late{fill:#a3231c}.n{fill:#dfdcd6}"
    ".hatch{stroke:#fbfaf8;stroke-width:18;stroke-dasharray:3 4}"
)
"""Of a file: the shades of light pages and paper."""
SHADES = ("f5", "f3", "f2", "f0")
FILLS = {"closed": "f5", "done": "f4", "doing": "f3", "idle": "f0", "late": "late"}


def _svg(width: int, height: int, label: str, parts: Iterable[str]) -> Markup:
    return Markup(
        f'<svg class="chart" role="img" width="{width}" height="{height}" viewBox="0 0 {width} {height}" '
        f'aria-label="{escape(label)}">{"".join(parts)}</svg>'
    )


def _text(x: float, y: float, words: object, css: str = "", anchor: str = "start") -> str:
    given = f' class="{css}"' if css else ""
    at = f' text-anchor="{anchor}"' if anchor != "start" else ""
    return f'<text x="{x:g}" y="{y:g}"{given}{at}>{escape(words)}</text>'


def _rect(x: float, y: float, width: float, height: float, css: str) -> str:
    if css == "f0":  # a line is drawn half inside, half outside
        x, y, width, height = x + 0.5, y + 0.5, max(width - 1, 1), max(height - 1, 1)
    return f'<rect x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}" class="{css}"/>'


def theme_charts(figures: Statistics, measure: Measured) -> list[Markup]:
    """A drawing for each theme, all on one scale; none where there is but one year."""
    if len(figures.years) < 2:
        return []
    by, highest = measured_by(figures, measure)
    return [theme_chart(one.name, one.measured(measure), figures.years, by, highest, MEASURED[measure])
            for one in figures.themes]  # fmt: skip


def theme_chart(
    name: str, values: Sequence[int | None], years: Sequence[int], by: Scale, highest: int, what: str
) -> Markup:
    """A theme over the years: height and shade say the same number, the highest is labelled."""
    step = WIDTH / len(years)
    known = [n for n, value in enumerate(values) if value is not None]
    top = max(known, key=lambda n: values[n] or 0)
    parts = [_text(0, 13, name, "b")]
    parts.append(_text(WIDTH, 13, f"{years[known[-1]]} 年 {values[known[-1]]} 个", "s", "end"))
    for n, rate in enumerate(values):
        height = round(HIGHEST * (rate or 0) / max(highest, 1))
        if height:
            parts.append(_rect(n * step, FOOT - height, max(step - 2, 1), height, f"f{by.step(rate or 0)}"))
        else:
            parts.append(_rect(n * step, FOOT - 1, max(step - 2, 1), 1, "n"))
        if n == top and rate:
            parts.append(_text(n * step + step / 2 - 1, FOOT - height - 4, rate, "", "middle"))
    parts += [_text(0, FOOT + 15, f"{years[0]} 年", "s"), _text(WIDTH, FOOT + 15, f"{years[-1]} 年", "s", "end")]
    told = zip(years, values, strict=True)
    said = "，".join(f"{year} 年{f' {rate} 个' if rate is not None else '没有材料'}" for year, rate in told)
    return _svg(WIDTH, FOOT + 20, f"{name}，{what}：{said}", parts)


def answered_chart(answered: Sequence[Answered]) -> Markup:
    """Columns to a hundred percent, the last one labelled."""
    parts, middles = [], []
    for n, one in enumerate(answered):
        x, foot = n * (COLUMN + 2), float(TALL)
        for count, share, css in zip(one.counts, one.shares, SHADES, strict=True):
            height = TALL * count / one.total
            if height:
                parts.append(_rect(x, foot - height, COLUMN, height - 1, css))
            if share >= 10:
                inside = "i" if css == "f5" else ""
                parts.append(_text(x + COLUMN / 2, foot - height / 2 + 5, f"{share} %", inside, "middle"))
            if n == len(answered) - 1:
                middles.append(foot - height / 2 + 5)
            foot -= height
        parts.append(_text(x + COLUMN / 2, TALL + 17, one.year, "s", "middle"))
    places = _spread(middles)
    width = len(answered) * (COLUMN + 2)
    last = answered[-1]
    for place, name, share in zip(places, ANSWERED, last.shares, strict=True):
        parts.append(_text(width + 8, place, f"{name} {share} %"))
    said = "；".join(f"{one.year} 年 {one.total} 个：{_shares(one)}" for one in answered)
    return _svg(width + 170, TALL + 22, f"问题有无根源和措施，占当年问题的百分比。{said}", parts)


def _shares(one: Answered) -> str:
    return "，".join(f"{name} {share} %" for name, share in zip(ANSWERED, one.shares, strict=True))


def _spread(places: Sequence[float]) -> list[float]:
    """Places from below upwards that are not too near to each other."""
    found = list(places)
    for n in range(1, len(found)):
        found[n] = min(found[n], found[n - 1] - APART)
    shift = max(0.0, 13 - min(found))
    return [place + shift for place in found] if all(b + shift <= TALL + 14 for b in found) else found


def ledger_chart(ledger: Sequence[LedgerFigures]) -> Markup:
    """One bar a campaign, as long as it has measures in the ledger; its name before it, what it comes to behind."""
    parts = []
    for n, one in enumerate(ledger):
        y = n * STEP
        parts.append(_text(0, y + 14, f"{one.campaign.year} 年"))
        parts += _ledger_bar(one, ledger, 60, y, LONGEST)
        parts.append(_text(60 + LONGEST + 40, y + 14, f"{one.done} % 已完成"))
        parts.append(_late(one, 60 + LONGEST + 140, y + 14))
    return _svg(60 + LONGEST + 210, len(ledger) * STEP, _ledger_said(ledger), parts)


def slim_ledger_chart(ledger: Sequence[LedgerFigures]) -> Markup:
    """The same for paper and phones, where that would shrink or be cut: the words stand over each bar."""
    parts = []
    for n, one in enumerate(ledger):
        y = n * (STEP + 22)
        parts += [_text(0, y + 15, f"{one.campaign.year} 年", "b"), _text(84, y + 15, f"{one.done} % 已完成")]
        parts.append(_late(one, SLIM, y + 15, "end"))
        parts += _ledger_bar(one, ledger, 0, y + 22, SLIM)
    return _svg(SLIM, len(ledger) * (STEP + 22), _ledger_said(ledger), parts)


def _ledger_bar(one: LedgerFigures, ledger: Sequence[LedgerFigures], x: float, y: int, longest: int) -> Iterator[str]:
    """Its states one after the other; the longest of all bars is `longest`."""
    most = max(other.total for other in ledger)
    for state, count in zip(STATES, one.counts, strict=True):
        width = max(longest * count / most, 6) if count else 0
        if width:
            css = FILLS[STATES[state]]
            yield _rect(x, y, max(width - 2, 4), THICK, css)
            if css == "late":  # said in words beside it; here told from the darkest without red
                middle, end = y + THICK / 2, x + max(width - 2, 4)
                yield f'<line x1="{x:g}" x2="{end:g}" y1="{middle:g}" y2="{middle:g}" class="hatch"/>'
            elif width > 50:
                inside = "i" if css in ("f5", "f4") else ""
                yield _text(x + width / 2 - 1, y + 14, f"{count} 项", inside, "middle")
        x += width


def _late(one: LedgerFigures, x: float, y: float, anchor: str = "start") -> str:
    late = one.counts[-1]
    return _text(x, y, f"{late} 项逾期" if late else "无逾期", "late" if late else "s", anchor)


def _ledger_said(ledger: Sequence[LedgerFigures]) -> str:
    said = "；".join(f"{one.campaign.year} 年{one.campaign.name} {one.total} 项：{_states(one)}" for one in ledger)
    return f"整改进展：{said}"


def _states(one: LedgerFigures) -> str:
    return "，".join(f"{state} {count}" for state, count in zip(STATES, one.counts, strict=True) if count)


def as_file(drawing: Markup) -> bytes:
    """A drawing as a file of its own, with its colours."""
    return str(drawing).replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1).replace(
        '">', f'"><style>{STYLE}</style>', 1).encode() + b"\n"  # fmt: skip


def themes_file(drawings: Sequence[Markup], what: str) -> bytes:
    """Several small drawings as one file, four in a row."""
    room, tall = WIDTH + 30, FOOT + 40
    placed = (
        str(drawing).replace("<svg ", f'<svg x="{n % 4 * room}" y="{n // 4 * tall}" ', 1)
        for n, drawing in enumerate(drawings)
    )
    return as_file(_svg(4 * room, -(-len(drawings) // 4) * tall, f"各主题历年，{what}", placed))

