"""The questions of an import on a terminal: what is unknown, what is doubtful, and what is to be written."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator
from dataclasses import replace

import click

from review.intake.given import UnknownValue, campaign_of, unit_of
from review.intake.outcome import ANSWERS, Outcome
from review.intake.preview import document_lines, report
from review.intake.run import Import
from review.read.yaml.fields import NAMES

FIELDS = ("campaign", "unit", "author")
"""What is asked of each document; the date is asked once for all that state none."""


def ask(made: Import, outcomes: list[Outcome], diff: bool) -> list[Outcome]:
    """Show what would become of every document, ask what is open; returns the plan, without what is not wanted."""
    click.echo("\n".join(report(outcomes, diff)))
    known = {n for n, one in enumerate(outcomes) if one.status == "new"}
    outcomes = _unknown(made, outcomes, known)
    for number, outcome in list(_doubtful(outcomes)):
        outcomes = _settle(made, outcomes, number, outcome)
    settled = {n for n, one in enumerate(outcomes) if one.status == "new"} - known
    return _wanted(_unknown(made, outcomes, settled))


def ask_units(missing: list[str]) -> list[str]:
    """Which of the units that the roster lacks are to be added to it."""
    click.echo("文件里写明、名册里没有的单位：")
    for place, name in enumerate(missing, 1):
        click.echo(f"  {place:>3}  {name}")
    told = "加进名册吗？回车 不加，y 全加，编号如 1-3,5 只加这些"
    every = range(1, len(missing) + 1)

    def fits(said: str) -> bool:
        return said.lower() in ("y", "n") or (bool(places := list(_places(said))) and all(p in every for p in places))

    said = _answer(told, fits)
    return missing if said.lower() == "y" else [missing[place - 1] for place in _places(said)]


def _answer(told: str, fits: Callable[[str], object]) -> str:
    """What the clerk says, empty for the Enter key alone; asked until it is an answer."""
    while said := str(click.prompt(told, default="", show_default=False)).strip():
        if fits(said):
            return said
        click.echo(f"“{said}”不是这里的答复。")
    return ""


def _is_day(said: str) -> bool:
    try:
        return bool(re.fullmatch(r"\d{4}-\d\d-\d\d", said) and datetime.date.fromisoformat(said))
    except ValueError:
        return False


def _unknown(made: Import, outcomes: list[Outcome], numbers: set[int]) -> list[Outcome]:
    """Ask for what no document states, of those with these numbers; the plan with what is answered."""
    new = [(n, one, one.prepared.guesses) for n, one in enumerate(outcomes) if n in numbers and one.prepared]
    answered = False
    for number, one, guesses in new:
        for key in FIELDS:
            found = guesses[key]
            team = key == "author" and guesses["kind"].value == "班子"
            if found.sure or team:
                continue
            hint = f"，{found.reason}" if found.reason else ""
            said = click.prompt(f"{one.source} 的{NAMES[key]}（回车：{found.value or '待定'}{hint}）",
                                default=found.value or "", show_default=False)
            if said and (values := _values(made, key, said)):
                made.batch.state(made.number(number), values)
                answered = True
    dated = [n for n, _, guesses in new if not guesses["date"].sure]
    if dated:
        told = f"有 {len(dated)} 份没有写明日期，统一填哪一天（年-月-日；回车：待定）"
        if said := _answer(told, _is_day):
            for number in dated:
                made.batch.state(made.number(number), {"date": said})
            answered = True
    return made.plan() if answered else outcomes


def _values(made: Import, key: str, said: str) -> dict[str, str]:
    if key == "author":
        return {"author": said, "kind": "个人"} if said != "班子" else {"author": "", "kind": "班子"}
    try:
        if key == "campaign":
            campaign = campaign_of(said, made.vocabulary)
            return {"campaign": campaign.id, "year": str(campaign.year)}
        return {"unit": unit_of(said, made.vocabulary).name}
    except UnknownValue as error:
        click.echo(f"{error}；先留待定。")
        return {}


def _doubtful(outcomes: list[Outcome]) -> Iterator[tuple[int, Outcome]]:
    return ((n, one) for n, one in enumerate(outcomes) if one.status == "doubtful" and one.answers)


def _settle(made: Import, outcomes: list[Outcome], number: int, outcome: Outcome) -> list[Outcome]:
    """Ask about one doubtful document; returns the plan with the answer."""
    click.echo("\n".join(document_lines(outcome)))
    choices = [*outcome.answers]
    told = "，".join(f"{n} {ANSWERS[answer]}" for n, answer in enumerate(choices, 1))
    said = _answer(f"怎么办？{told}，回车 这次不收", lambda said: said.isdecimal() and 0 < int(said) <= len(choices))
    if not said:
        return outcomes
    made.batch.answer(made.number(number), choices[int(said) - 1])
    outcomes = made.plan()
    again = outcomes[number]
    return _settle(made, outcomes, number, again) if again.status == "doubtful" and again.answers else outcomes


def _wanted(outcomes: list[Outcome]) -> list[Outcome]:
    """The plan with only what the clerk takes of it: all, some by their numbers, or nothing."""
    certain = [n for n, one in enumerate(outcomes) if one.certain]
    if not certain:
        return outcomes
    for place, number in enumerate(certain, 1):
        one = outcomes[number]
        click.echo(f"  {place:>3}  {one.source} → {one.path}")
    told = f"写入这 {len(certain)} 份吗？回车 全部，编号如 1-3,5 只写这些，n 都不写"
    said = _answer(told, lambda said: said.lower() in ("y", "n") or list(_places(said)))
    every = said.lower() in ("", "y")
    kept = set(certain) if every else {certain[p - 1] for p in _places(said) if 0 < p <= len(certain)}
    left = ("这次没有收",)
    return [one if n not in certain or n in kept else replace(one, content=None, handle=True, reasons=left)
            for n, one in enumerate(outcomes)]


def _places(text: str) -> Iterator[int]:
    for part in re.split(r"[,，、\s]+", text):
        if found := re.fullmatch(r"(\d+)(?:[-—~](\d+))?", part):
            yield from range(int(found[1]), int(found[2] or found[1]) + 1)
