"""What can be said of materials in their library: the campaign's headings, the front matter, the links."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from review.check.document import check_document, check_private
from review.check.headings import check_headings
from review.check.rules import finding
from review.check.settled import in_order, settled
from review.model import (
    Campaign,
    CanonicalHeading,
    Entry,
    Finding,
    Library,
    Material,
    Problem,
    Signed,
    Vocabulary,
)
from review.read.structure.document import source_of
from review.read.text.dates import dates
from review.read.text.folding import squeeze
from review.read.text.placeholders import placeholders
from review.read.yaml.fields import called

UNANSWERED = {
    "causes": ("根源", "problem-without-cause"),
    "measures": ("措施", "problem-without-measure"),
}


def check(library: Library) -> list[Finding]:
    """Everything found in the library's materials, by file and line; first what the reader is not sure of."""
    entries: dict[str, list[Entry]] = defaultdict(list)
    for entry in library.entries.values():
        entries[entry.material.id].append(entry)
    findings: list[Finding] = []
    for material in library.materials:
        keys = {h.id: f"{material.id}#{h.id}" for h in material.document.headings}
        matched = {id: library.canonical[key] for id, key in keys.items() if key in library.canonical}
        findings += check_material(material, library.vocabulary, matched, entries[material.id])
    return in_order(findings)


def check_material(
    material: Material, vocabulary: Vocabulary, matched: Mapping[str, CanonicalHeading], entries: Iterable[Entry]
) -> list[Finding]:
    """Everything found in one material; `matched` are the campaign's headings that its headings are, by id.

    It depends on nothing but the material and the vocabulary, and so do `entries`, its own.
    """
    findings = check_document(material.document, material.path)
    findings += _check_private(material, vocabulary.exceptions)
    findings += _check_front(material, vocabulary)
    findings += check_targets(material)
    if material.document.refusal is None:
        findings += _check_campaign(material, vocabulary.campaign(material.campaign), matched)
    findings += _check_links(material, entries)
    return settled(findings, (material,))


def check_undecided(draft: Material, signed: tuple[Signed, ...]) -> list[Finding]:
    """What is found in a draft whose campaign, unit or the like nobody has decided: what does not hang on these."""
    findings = check_document(draft.document, draft.path)
    findings += check_private(source_of(draft.document), draft.path, draft.document.first_line, signed)
    findings += check_targets(draft)
    return settled(findings, (draft,))


def _check_campaign(
    material: Material, campaign: Campaign | None, matched: Mapping[str, CanonicalHeading]
) -> Iterator[Finding]:
    if campaign is None:
        return
    yield from check_headings(material.document, campaign, matched, material.path)
    if not campaign.year <= material.date.year <= campaign.year + 1:
        years = f"{campaign.year} 或 {campaign.year + 1} 年"
        message = f"日期（date）离活动太远：{campaign.name}应在 {years}，实为 {material.date}。"
        yield finding("date-far", message, material.path, material.lines.get("date", 1))
    said = {date.year for date in dates(material.title)}
    if said and said.isdisjoint((campaign.year, campaign.year + 1)):
        message = f"标题写的是 {min(said)} 年，活动却是 {campaign.year} 年的{campaign.name}；请看哪一个写错了。"
        yield finding("title-far", message, material.path, material.lines.get("title", 1))


def _check_private(material: Material, signed: tuple[Signed, ...]) -> Iterator[Finding]:
    lines, path = material.lines, material.path
    yield from check_private(source_of(material.document), path, material.document.first_line, signed)
    for key in ("title", "author"):
        yield from check_private(getattr(material, key), path, lines.get(key, 1), signed)
    for entry in material.ledger.values():
        for text in (entry.owner, entry.leader, entry.progress, entry.evidence):
            yield from check_private(text, path, entry.at.line, signed)


def _check_front(material: Material, vocabulary: Vocabulary) -> Iterator[Finding]:
    title, line = material.document.title, material.lines.get("title", 1)
    if placeholders(material.title):
        yield finding("placeholder", f"标题（title）里有占位符：“{material.title}”；请补上内容。", material.path, line)
        return
    if title is None or placeholders(title):
        return
    if _bare(title, vocabulary) != _bare(material.title, vocabulary):
        message = f"标题（title）应与正文的标题相同，实为“{material.title}”；正文是“{title}”。"
        yield finding("title-differs", message, material.path, line)


def _bare(title: str, vocabulary: Vocabulary) -> str:
    """A title without spaces and marks, its abbreviations (dangshi) written out."""
    text = squeeze(title)
    for term in vocabulary.terms:
        if term.written.isascii():
            text = text.replace(term.written, term.meaning)
    return "".join(c for c in text if c.isalnum())


def check_targets(material: Material) -> Iterator[Finding]:
    """What front matter says of problems, causes and measures must be said of some that exist."""
    document, path = material.document, material.path
    problems, causes, measures = ({x.id for x in xs} for xs in (document.problems, document.causes, document.measures))
    for id, entry in material.ledger.items():
        if id not in measures:
            message = f"{called('measures')}里登记了第 {id[1:]} 条，正文里{_range(measures, '措施')}。"
            yield finding("ledger-nowhere", message, path, entry.at.line)
    for id, override in material.overrides.items():
        key = _key(id)
        if id not in problems:
            message = f"{called('problems')}里写了问题 {key}，正文里{_range(problems, '问题')}。"
            yield finding("override-nowhere", message, path, override.at.line)
        for field, numbers, known, what in (
            ("causes", override.causes, causes, "根源"),
            ("measures", override.measures, measures, "措施"),
        ):
            for number in numbers or ():
                if f"{field[0]}{number}" not in known:
                    named = f"{called('problems')}里问题 {key} 的{called(field)}写了第 {number} 条"
                    message = f"{named}，正文里{_range(known, what)}。"
                    yield finding("override-nowhere", message, path, override.at.line)


def _range(ids: set[str], what: str) -> str:
    if not ids:
        return f"没有标明的{what}"
    return f"只有 {'、'.join(_key(id) for id in sorted(ids, key=_natural))}"


def _natural(id: str) -> list[int]:
    return [int(part) for part in id[1:].replace("x", "-").split("-") if part.isdigit()]


def _check_links(material: Material, entries: Iterable[Entry]) -> Iterator[Finding]:
    """The problems of a material that no cause or no measure answers, all in one finding.

    Most links are inferred, and a short list of measures answers few problems, so one finding for each would
    drown the rest. It stands where the missing cause or measure would be written.
    """
    problems = [entry for entry in entries if entry.sort is Problem]
    for kind, (what, code) in UNANSWERED.items():
        there = getattr(material.document, kind)
        without = [entry for entry in problems if not getattr(entry, kind)]
        if there and without:
            keys = "、".join(_key(entry.item.id) for entry in without)
            message = f"问题 {keys} 没有对上{what}；请补写，或在元数据的更正（problems）里指明。"
            yield finding(code, message, there[0].at.path, there[0].at.line)


def _key(id: str) -> str:
    """A problem as front matter and readers name it: p2-1 is 2.1."""
    return id[1:].replace("-", ".")
