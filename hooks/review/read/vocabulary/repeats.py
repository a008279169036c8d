"""What must be unique in a vocabulary, and what one record of it says of another."""

from __future__ import annotations

from collections.abc import Iterable

from review.model import Campaign, Finding, Position, Unit, Vocabulary
from review.read.text.files import fault
from review.read.text.folding import letters
from review.read.yaml.strict import quoted

RULE = "vocabulary"


def repeats(vocabulary: Vocabulary) -> Iterable[Finding]:
    """An id or a name that stands for two records, a phrase that leads to two headings, a theme that is none."""
    types = [t for theme in vocabulary.themes for t in theme.types]
    yield from _repeated("id", ((c.id, c.at) for c in vocabulary.campaigns))
    yield from _repeated("活动", ((f"{c.year} {c.name}", c.at) for c in vocabulary.campaigns))
    for campaign in vocabulary.campaigns:
        yield from _repeated("方面", ((h.name, h.at) for h in campaign.headings))
    for records in (vocabulary.themes, types):
        yield from _repeated("id", ((r.id, r.at) for r in records))
        yield from _repeated("名称", ((r.name, r.at) for r in records))
    yield from _repeated("单位的 id、名称或别名", _unit_names(vocabulary.units))
    yield from _repeated("检查", ((r.id, r.at) for r in vocabulary.trade))
    yield from _repeated("written", ((t.written, t.at) for t in vocabulary.terms))
    yield from _repeated("例外", ((f"{s.path} {s.kind} {s.digest}", s.at) for s in vocabulary.exceptions))
    for campaign in vocabulary.campaigns:
        yield from _ambiguous(campaign)
        yield from _unknown_themes(campaign, [theme.id for theme in vocabulary.themes])


def _unit_names(units: Iterable[Unit]) -> Iterable[tuple[str, Position]]:
    for unit in units:
        for name in dict.fromkeys((unit.id, unit.name)):
            yield name, unit.at
        for alias in unit.aliases:
            yield alias, unit.at


def _repeated(what: str, names: Iterable[tuple[str, Position]]) -> Iterable[Finding]:
    lines: dict[str, int] = {}
    for name, at in names:
        if name in lines:
            message = f"{what}{quoted(name)}重复，第 {lines[name]} 行已经有了；请只留一个。"
            yield fault(RULE, message, at.path, at.line)
        lines.setdefault(name, at.line)


def _unknown_themes(campaign: Campaign, themes: list[str]) -> Iterable[Finding]:
    for heading in campaign.headings:
        for theme in heading.themes if themes else ():
            if theme not in themes:
                message = f"themes 里的 {quoted(theme)}不是主题；应为 problems.yml 里主题的 id：{'、'.join(themes)}。"
                yield fault(RULE, message, heading.at.path, heading.at.line)


def _ambiguous(campaign: Campaign) -> Iterable[Finding]:
    """A phrase found in two headings of one campaign tells them apart no more."""
    for heading in campaign.headings:
        for phrase in heading.phrases:
            for other in campaign.headings:
                written = (other.wording, *other.phrases)
                if other is not heading and any(letters(phrase) in letters(text) for text in written):
                    message = f"phrases 应只见于一个方面，{quoted(phrase)}也在“{other.name}”里"
                    yield fault(RULE, f"{message}；请换一个更独特的短语。", heading.at.path, heading.at.line)
