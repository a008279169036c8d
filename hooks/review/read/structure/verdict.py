"""Whether a document is a review material: taken, asked about or refused; a second score, over the whole reading."""

from __future__ import annotations

import re
from collections.abc import Iterator

from review.model import Document, Judgement, Verdict
from review.read.structure.genre import PRAISE, Evidence, People, of_text, of_title
from review.read.structure.token import Token
from review.read.structure.weights import WEIGHTS as W
from review.read.structure.words import words
from review.read.text.folding import squeeze
from review.read.text.placeholders import placeholders

TAKEN, ASKED = 2.0, -0.5
"""From where on a document is taken, and from where on it is asked about."""
_SHOWN = 3
"""How many of the things that speak for or against are named."""
_LIST = 3
"""Problems from which on a list without a person may be a material."""
_MOSTLY = 0.7
_ENOUGH = 600
"""Characters of written text that no template has."""
_PAGE_AT_MOST = 160
"""Characters of a line that belongs to the page around a document."""
_NAME_AT_MOST = 40
"""Characters; what is longer than a name is written text."""
_NO_WORDS = re.compile(r"<!--[^>]{0,400}-->|^#{1,6} ", re.MULTILINE)
"""Comments; and the signs of headings, so that a text and the material made of it say the same."""
_FILLER = re.compile(r"[….·\-—_*×xX\s，。；：、！？（）()【】\[\]〔〕“”《》]+")
_SENTENCE = re.compile(r"[。;!?]")
_BRACKETED = re.compile(r"[【〔\[（(<][^。]*[】〕\]）)>]")

_TITLES, _LACKS = words("review-titles"), words("problem-nouns")
_TASKS = words("task-titles")
_WANT, _PAGE, _FIRST_PERSON = words("wanting"), words("page-words"), words("first-person")
_OTHERS, _ME = words("others-at-fault"), words("own-side-named")
_DEMANDING, _PROMPTS = words("demanding"), words("prompts")


def verdict(document: Document, run: list[Token], labels: list[str], source: str, *, settled: bool) -> Verdict:
    """Whether the document that was read from `source` is a review material, and why."""
    found = [e for e in _evidence(document, run, labels, source) if e.gain]
    score = sum(e.gain for e in found)
    if settled and score < TAKEN:
        found.append(Evidence(TAKEN - score, "元数据里写明是对照检查材料"))
        score = TAKEN
    outcome: Judgement = "taken" if score >= TAKEN else "asked" if score > ASKED else "refused"
    return Verdict(outcome=outcome, reason=_reason(found, outcome), score=round(score, 1),
                   evidence=tuple((round(e.gain, 1), e.says) for e in found))  # fmt: skip


def _reason(found: list[Evidence], outcome: str) -> str:
    """What spoke most for it where it was taken, else what spoke most against it."""
    if outcome == "taken":
        return "；".join(e.says for e in sorted(found, key=lambda e: -e.gain)[:_SHOWN] if e.gain > 0)
    against = [e.says for e in sorted(found, key=lambda e: e.gain)[:_SHOWN] if e.gain < 0]
    if against:
        return "；".join(against)
    return "看不出是谁在检查自己的问题"


def _evidence(document: Document, run: list[Token], labels: list[str], source: str) -> Iterator[Evidence]:
    text = _text(document, source)
    flat = squeeze(_NO_WORDS.sub("", text))
    spoken_of, said = of_text(flat)
    yield from of_title(document, text, spoken_of)
    yield from said
    yield from _of_parts(document, run, labels, spoken_of)
    yield from _of_person(document, flat, spoken_of)
    yield from _of_blanks(run, labels)


def _text(document: Document, source: str) -> str:
    """The text from the title on, without what a page puts before it."""
    lines = source.split("\n")
    lines = [line for i, line in enumerate(lines) if not (i < 12 and len(line) < _PAGE_AT_MOST and _PAGE.search(line))]
    text = "\n".join(lines)
    at = text.rfind(document.title) if document.title else -1
    return text[at:] if 0 < at < len(text) * 0.5 else text


def _of_parts(document: Document, run: list[Token], labels: list[str], of: People) -> Iterator[Evidence]:
    kinds = {section.kind for section in document.sections}
    problems = [squeeze(p.marker + p.text) for p in document.problems]
    prose = squeeze("".join(t.text for t, label in zip(run, labels, strict=True) if label[0] in "TH"))
    wanting = len(_WANT.findall(prose)) * 60 > len(prose)
    if "problems" in kinds and not problems and not wanting and not any(map(_lists_problems, run)):
        kinds -= {"problems"}  # themes below which nothing is found wanting
    if "problems" in kinds and (problems or document.headings):
        yield Evidence(W["verdict.problems"], "有问题部分")
    if "causes" in kinds and document.causes:
        yield Evidence(W["verdict.causes"], "有原因部分")
    if "measures" in kinds and document.measures:
        yield Evidence(W["verdict.measures"], "有整改部分")
    title = squeeze(document.title or "")
    remedied = _TITLES.search(title) or _LACKS.search(title)
    if "measures" in kinds and not ("problems" in kinds or document.causes or remedied):
        yield Evidence(W["verdict.measures-only"], "只读到措施，没有问题和原因")
    if not kinds & {"problems", "causes", "measures"}:
        own = of.mine and of.others < 2 and (document.sections or any(map(_lists_problems, run)))
        own = own and not _TASKS.search(title)
        yield Evidence(W["verdict.no-part-of-oneself" if own else "verdict.no-part"], "没有读到问题、原因或整改措施")
    if problems:
        yield from _of_problems(document, problems, run, labels)
        if not of.mine and not of.others and len(problems) >= _LIST and _lacking(problems) >= 0.6:
            yield Evidence(W["verdict.list"], f"通篇列不足（{len(problems)} 条），没有说是别人的")
        return
    if wanting:
        yield Evidence(W["verdict.prose"], "正文说不足")


def _lists_problems(token: Token) -> bool:
    """Whether a token is a table one of whose columns is called 问题."""
    return token.style == "table" and bool(_LACKS.search(token.line.folded.partition("\n")[0]))


def _lacking(problems: list[str]) -> float:
    """The share of the problems that say a lack."""
    return sum(bool(_WANT.search(p[:120])) for p in problems) / len(problems)


def _of_others(run: list[Token], labels: list[str]) -> int:
    """How many problems stand in lists that a sentence about others leads: 一些干部身上也有这样的毛病：一是……"""
    theirs, others, lead = 0, False, None
    for token, label in zip(run, labels, strict=True):
        if label == "I:problems":
            others = _about_others(lead) if lead else others
            theirs += others
            lead = None
        elif label != "P":
            lead = token
    return theirs


def _about_others(lead: Token) -> bool:
    """Whether the last sentence of what stands before a list names others and not the writer's side."""
    said = squeeze(lead.line.folded[lead.begin : lead.end]).strip("。;!?:,")
    last = _SENTENCE.split(said)[-1]
    return bool(_OTHERS.search(last)) and not _ME.search(last)


def _of_problems(document: Document, problems: list[str], run: list[Token], labels: list[str]) -> Iterator[Evidence]:
    n = len(problems)
    lacking = sum(bool(_WANT.search(p[:120])) for p in problems)
    says = f"{n} 个问题里 {lacking} 个说的是不足"
    yield Evidence(round(W["verdict.lacking"] * (lacking / n - 0.5), 2), says)
    praised = sum(len(PRAISE.findall(p)) > len(_WANT.findall(p)) for p in problems)
    yield Evidence(W["verdict.praised"] * praised / n, f"{n} 个问题里 {praised} 个说的是成绩和做法")
    theirs = _of_others(run, labels)
    yield Evidence(W["verdict.others-list"] * theirs / n, f"{n} 个问题里 {theirs} 个列在说别人的话下面")
    demands = sum(bool(_DEMANDING.match(p.text)) for p in document.problems)
    yield Evidence(W["verdict.demanded"] * demands / n, f"{n} 个问题里 {demands} 个是要求")
    if document.measures:
        asked = sum(bool(_DEMANDING.match(squeeze(m.text))) for m in document.measures)
        of = len(document.measures)
        yield Evidence(W["verdict.measures-demanded"] * asked / of, f"{of} 条措施里 {asked} 条是要求")


def _of_person(document: Document, flat: str, of: People) -> Iterator[Evidence]:
    mine, others = of.mine, of.others
    parts = any(section.kind in ("problems", "causes", "measures") for section in document.sections)
    me = mine + 0.5 * (flat.count("我们") - flat.count("我们党"))
    n = max(1, len(flat))
    if me * 250 > n:
        yield Evidence(W["verdict.oneself"], f"说到自己 {mine} 处")
    elif me * 700 > n:
        yield Evidence(W["verdict.oneself-seldom"], f"说到自己 {mine} 处")
    elif not parts or others >= 1 + bool(mine) or (not mine and not (document.problems or document.causes)):
        yield Evidence(W["verdict.nobody"], "看不出是谁在检查自己" if not mine else f"很少说到自己（{mine} 处）")
    if _FIRST_PERSON.search(flat.replace("自我", "").replace("唯我", "")):
        yield Evidence(W["verdict.first-person"], "用第一人称")


def _of_blanks(run: list[Token], labels: list[str]) -> Iterator[Evidence]:
    """An outline or a template with nothing filled in."""
    filled = asked = 0
    begun, plain = False, all(label in ("T", "S:other") for label in labels)
    for token, label in zip(run, labels, strict=True):
        begun = begun or label != "T"
        if label[0] == "S" and (len(token.f.first) > _NAME_AT_MOST or token.f.item_like):
            filled += len(token.f.first)
        if label[0] == "S" or (label == "H" and token.f.alone and not token.f.want) or not (begun or plain):
            continue
        if token.f.end == 2 or (len(token.line.text) < _PAGE_AT_MOST and _PAGE.search(token.line.folded)):
            continue
        text = written = token.body_text
        for _, found in placeholders(text):
            written = written.replace(found, "", 1)
        if (len(written) < 120 and _PROMPTS.search(squeeze(written))) or _BRACKETED.fullmatch(written.strip()):
            asked += len(written)
            continue
        asked += len(text) - len(written)
        filled += len(_FILLER.sub("", written)) if "…" not in written else 0
        if filled > _ENOUGH and filled > asked:
            return
    if filled < 12 or filled < (filled + asked) * 0.25 or _around_signs(run, labels):
        yield Evidence(W["verdict.blank"], "是空白提纲或模板：各部分下面没有填写内容")


def _around_signs(run: list[Token], labels: list[str]) -> bool:
    """Whether most headings and items are a sentence around a sign that is to be filled in: 对××重视不够."""
    entries = [token.body_text for token, label in zip(run, labels, strict=True) if label[0] in "HI"]
    around = sum(len(text) < _NAME_AT_MOST and bool(placeholders(text)) for text in entries)
    return around >= _LIST and around > len(entries) * _MOSTLY
