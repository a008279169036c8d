"""What the clerk sees of an import, before and after: a preview of each document, a table of all."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from review.check.private.screen import mask
from review.intake import undo
from review.intake.clean import KINDS
from review.intake.guess import Guess
from review.intake.memory import MEMORY
from review.intake.outcome import STATUS, Outcome
from review.intake.shelf import pictures_folder
from review.model import Finding
from review.read.vocabulary.trade import GRADES

SHOWN = 6
"""Findings shown of one document."""
MOST = 20
"""Changes shown of one document."""
COLUMNS = (8, 24, 22)
"""Width of the table's columns, in half-width characters. Behind them the counts, and the reason, as long as it is."""


def document_lines(outcome: Outcome) -> Iterator[str]:
    """The lines about one document, its numbers masked: they may be sent to whoever is to mend it."""
    return map(mask, _document_lines(outcome))


def _document_lines(outcome: Outcome) -> Iterator[str]:
    yield outcome.source
    made = outcome.prepared
    if made and outcome.status not in ("refused", "same", "older"):
        found = made.guesses
        yield _row("标题", _guess(found["title"]))
        yield _row("单位", _guess(found["unit"]))
        post = "" if found["kind"].value == "班子" else f"；职务 {_guess(found['author'])}"
        yield _row("类别", _guess(found["kind"]) + post)
        yield _row("活动", _guess(found["campaign"]))
        yield _row("日期", _guess(found["date"]))
        yield _row("读出", "，".join(f"{n} {_UNITS[what]}{what}" for what, n in made.counts.items()))
        if outcome.cleaned or outcome.notes:
            changes = (f"{KINDS[kind]} {n} 处" for kind, n in outcome.cleaned.items())
            yield _row("整理", "，".join((*outcome.notes, *changes)))
        for number, text in enumerate(outcome.changed[:MOST]):
            yield _row("变动" if number == 0 else "", text)
        if len(outcome.changed) > MOST:
            yield _row("", f"……共 {len(outcome.changed)} 处，写入后用 git diff 看全部")
        yield from _findings(made.findings)
        for number, text in enumerate(outcome.copied[:SHOWN]):
            yield _row("雷同" if number == 0 else "", text)
        if len(outcome.copied) > SHOWN:
            yield _row("", f"……共 {len(outcome.copied)} 份")
    yield _row(STATUS[outcome.status], "；".join((*([outcome.path] if outcome.path else []), *outcome.reasons)))


_UNITS = {"方面": "个", "问题": "个", "根源": "条", "措施": "项"}


def _guess(found: Guess) -> str:
    if found.sure:
        return f"{found.value}（{found.reason}）"
    return f"待定：可能是“{found.value}”，{found.reason}" if found.value else f"待定：{found.reason}"


def _findings(found: Sequence[Finding]) -> Iterator[str]:
    trade = [f for f in found if f.rule.startswith("trade-")]
    findings = [f for f in found if f not in trade]
    for finding in findings[:SHOWN]:
        yield _row("提醒" if finding.severity == "warning" else "错误", f"{finding.message} [{finding.rule}]")
    if len(findings) > SHOWN:
        yield _row("", f"……共 {len(findings)} 处，导入后用 review check 看全部")
    if trade:
        grades = Counter(f.message.partition("（")[2].partition("）")[0] for f in trade)
        yield _row("初查", "，".join(f"{grade} {grades[grade]} 处" for grade in GRADES if grades[grade]))


def _row(label: str, text: str) -> str:
    return f"  {pad(label, COLUMNS[0])}  {text}"


def differences(outcome: Outcome) -> Iterator[str]:
    """Every declared change of one document, and that there is no other; its numbers are masked."""
    return map(mask, _differences(outcome))


def _differences(outcome: Outcome) -> Iterator[str]:
    made = outcome.prepared
    if made is None:
        return
    for kind, name in KINDS.items():
        changes = [c for c in made.changes if c.kind == kind]
        if kind != "bold" and any(c.text.strip() for c in changes):
            yield from (f"  {pad(f'第 {c.line} 行', 12)}{name}：{c.text.strip()}" for c in changes)
        elif changes:
            yield f"  {name}：第 {'、'.join(str(c.line) for c in changes)} 行"
    size = len("".join(made.body.split()))
    same = f"除以上 {len(made.changes)} 处外，与来源逐字相同（{size} 字）"
    yield f"  {f'对不上：{made.lost}' if made.lost else same}"


def report(outcomes: list[Outcome], diff: bool = False) -> Iterator[str]:
    """A preview of each document in which there is something to see, and the table of all."""
    for outcome in outcomes:
        if outcome.status not in ("same", "older") or outcome.handle:
            yield from document_lines(outcome)
            yield from differences(outcome) if diff else ()
            yield ""
    yield from outcome_table(outcomes) if outcomes else [total(outcomes)]


def closing_words(
    outcomes: list[Outcome], root: Path, before: list[str] | None, *, dry_run: bool, listed: bool = False
) -> Iterator[str]:
    """What was written, what to do next, and how to undo it; `listed`: units were added to the roster."""
    written = [one for one in outcomes if one.written]
    failed = [one for one in outcomes if one.status == "refused" and one.path]
    yield from (f"没有写成：{one.source}：{'；'.join(one.reasons)}" for one in failed)
    if dry_run:
        yield "以上只是预览，没有写入。"
        return
    new = [one for one in written if one.status == "new"]
    drafts = [one for one in written if one.status == "changed" and one.visibility == "draft"]
    shown = [one for one in written if one.status == "changed" and one.visibility != "draft"]
    yield f"已写入 {len(written)} 份。" if written else "没有写入任何材料。"
    if new or drafts:
        said = "核对后用 review set visibility internal 文件或文件夹，才会出现在网站上"
        yield f"其中 {len(new) + len(drafts)} 份是草稿：{said}。"
    if shown:
        yield f"其中 {len(shown)} 份不是草稿，下次生成网站时随之更新：{'、'.join(one.path for one in shown)}"
    if written or listed:
        pictures = [pictures_folder(one.path) for one in written if one.prepared and one.prepared.pictures]
        made = [*([MEMORY] if written else []), *([undo.ROSTER] if listed else [])]
        yield undo.how(root, [*(one.path for one in written), *pictures, *made], before)


def outcome_table(outcomes: Iterable[Outcome]) -> Iterator[str]:
    """One line a document, by status, and the sum."""
    outcomes = list(outcomes)
    yield _cells("结果", "来源", "材料", " ".join(_UNITS), "说明")
    for status, name in STATUS.items():
        for outcome in outcomes:
            if outcome.status == status:
                path = outcome.path.removeprefix("materials/")
                yield _cells(name, outcome.source, path, _counted(outcome), "；".join(outcome.reasons))
    yield total(outcomes)


def _cells(*texts: str) -> str:
    columns, rest = texts[: len(COLUMNS)], texts[len(COLUMNS) :]
    return "  ".join((*(pad(_end(text, to), to) for text, to in zip(columns, COLUMNS, strict=True)), *rest)).rstrip()


def _counted(outcome: Outcome) -> str:
    """What was read, right-aligned below 方面 问题 根源 措施: a document that reads unlike the others stands out."""
    counts = outcome.counts if outcome.status != "refused" else None
    widths = {what: terminal_width(what) for what in _UNITS}
    return " ".join(f"{counts[what]:>{width}}" if counts else " " * width for what, width in widths.items())


def total(outcomes: Iterable[Outcome]) -> str:
    """已导入 27，待处理 2，拒收 1。"""
    made = Counter(outcome.status for outcome in outcomes)
    counted = "，".join(f"{name} {made[status]}" for status, name in STATUS.items() if made[status])
    return f"{counted or '没有文件'}。"


def terminal_width(text: str) -> int:
    """How many half-width characters a text takes on a terminal."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text if not unicodedata.combining(c))


def pad(text: str, to: int) -> str:
    """`text` with spaces behind it, up to a width on the terminal."""
    return text + " " * (to - terminal_width(text))


def _end(text: str, at_most: int) -> str:
    """The end of a long path: there the names differ."""
    if terminal_width(text) <= at_most:
        return text
    while terminal_width(text) > at_most - 1:
        text = text[1:]
    return "…" + text
