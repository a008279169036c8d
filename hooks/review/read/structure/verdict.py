"""Whether a document is a review material: taken, asked about or refused; a second score, over the whole reading."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from review.model import Document, Judgement, Verdict
from review.read.structure.tokens import Token
from review.read.structure.words import words
from review.read.text.folding import squeeze
from review.read.text.placeholders import placeholders

TAKEN, ASKED = 2.0, -0.5
"""From where on a document is taken, and from where on it is asked about."""
_SHOWN = 3
"""How many of the things that speak for or against are named."""
_LIST = 3
"""Problems from which on a list without a person may be a material."""
_ENOUGH = 600
"""Characters of written text that no template has."""
_PAGE_AT_MOST = 160
"""Characters of a line that belongs to the page around a document."""
_NAME_AT_MOST = 40
"""Characters; what is longer than a name is written text."""
_COMMENT = re.compile(r"<!--[^>]{0,400}-->")
_SENTENCE = re.compile(r"[。;!?]")
_QUOTED = re.compile(r"[“\"][^”\"“]{0,400}[”\"]")
_BOOK = re.compile(r"《[^》《]{0,100}》")
_NO_HEADLINE = re.compile(r"[。;!?,、]|:$")
_NUMBERED = re.compile(r"\(?[一二三四五六七八九十\d]+[)、.]|#")
_ASKS = re.compile(r"(我们|大家|各级)?(要|应|必须|务必)")
_FILLER = re.compile(r"[….·\-—_*×xX\s，。；：、！？（）()【】\[\]〔〕“”《》]+")
_BRACKETED = re.compile(r"[【〔\[（(<][^。]*[】〕\]）)>]")

_GENRES = (
    ("讲话稿", words("genre-speech")), ("写作指导", words("genre-guide")), ("通知或方案", words("genre-plan")),
    ("工作报告或总结", words("genre-report", "genre-account")), ("新闻", words("genre-news")),
    ("文章", words("genre-article")),
)  # fmt: skip
_TITLES, _ACCOUNT = words("review-titles"), words("genre-account")
_PLAIN = (  # counted only where no lack is said, and not inside the names of documents
    ("布置工作的话", -1.3, 5, words("ordering")), ("自称方案、计划或通知", -2.5, 1, words("planning")),
    ("总结汇报的话", -1.6, 2, words("summing-up")),
)  # fmt: skip
_SPEAKING, _CHECKING, _REPORTING = words("speaking"), words("self-checking"), words("reporting")
_ANYWHERE = (
    ("对听众讲的话", -3.0, 2, _SPEAKING), ("检查自己的话", 1.6, 1, _CHECKING),
    ("年终总结的口气", -1.0, 1, words("year-in-praise")), ("开头说作报告", -0.5, 1, _REPORTING),
    ("向上级提要求", -1.5, 2, words("pleading")),
)  # fmt: skip
_LACK, _WANT, _OTHERS = words("lack"), words("wanting"), words("others-at-fault")
_ME, _ONESELF, _FIRST_PERSON = words("own-side-named"), words("oneself"), words("first-person")
_PAGE, _GUIDING, _ADVISING = words("page-words"), words("guiding"), words("advising")
_ADDRESSED, _TOLD = words("addressed"), words("told-of")
_CRITICISM, _ARTICLE, _PRAISE = words("criticism-first"), words("an-article"), words("praise")
_DEMANDING, _PROMPTS = words("demanding"), words("prompts")


@dataclass(frozen=True, slots=True)
class Evidence:
    """One thing that speaks for a material (above 0) or against one, in words that are true of the document."""

    gain: float
    says: str


def verdict(document: Document, run: list[Token], labels: list[str], source: str) -> Verdict:
    """Whether the document that was read from `source` is a review material, and why."""
    found = [e for e in _evidence(document, run, labels, source) if e.gain]
    score = sum(e.gain for e in found)
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
    flat = squeeze(_COMMENT.sub("", text))
    yield from _of_title(document, text)
    yield from _of_words(flat)
    mine, others, quote = _who(flat)
    if others > 1:
        gain = -1.1 * min(5, others) if not mine else -0.4 * min(6, max(0, others - 2 * mine))
        yield Evidence(gain, f"说的多是别人（{others} 处，如“{quote}”），说到自己 {mine} 处")
    yield from _of_guides(flat, mine)
    yield from _of_parts(document, run, labels, mine, others)
    yield from _of_person(document, flat, mine, others)
    yield from _of_blanks(run, labels)


def _text(document: Document, source: str) -> str:
    """The text from the title on, without what a page puts before it."""
    lines = source.split("\n")
    lines = [line for i, line in enumerate(lines) if not (i < 12 and len(line) < _PAGE_AT_MOST and _PAGE.search(line))]
    text = "\n".join(lines)
    at = text.rfind(document.title) if document.title else -1
    return text[at:] if 0 < at < len(text) * 0.5 else text


def _of_title(document: Document, text: str) -> Iterator[Evidence]:
    title = squeeze(document.title or "")
    review = bool(title and _TITLES.search(title) and not _ACCOUNT.search(title))
    if review:
        yield Evidence(4.0, "标题是对照检查材料一类")
    for line in [title] if title else _headlines(text):
        for genre, pattern in _GENRES:
            if pattern.search(line):
                plain = not review or genre == "写作指导" or bool(_ACCOUNT.search(line))
                yield Evidence(-5.0 if plain else -0.5, f"标题像{genre}：“{line[:30]}”")
                break


def _headlines(text: str) -> list[str]:
    """Without a title: short lines at the beginning that may stand for one."""
    lines = [squeeze(line) for line in text.split("\n")[:6]]
    return [x for x in lines if 4 <= len(x) <= 40 and not _NO_HEADLINE.search(x) and not _NUMBERED.match(x)][:4]


def _of_words(flat: str) -> Iterator[Evidence]:
    plain = "。".join(s for s in _SENTENCE.split(_BOOK.sub("", flat)) if not _LACK.search(s))
    for where, features in ((plain, _PLAIN), (flat, _ANYWHERE)):
        for name, gain, most, pattern in features:
            if found := _some(pattern, where, most):
                if pattern is _SPEAKING and _CHECKING.search(flat):
                    gain /= 2  # a review that is read out
                if pattern is _CHECKING and _REPORTING.search(flat):
                    gain /= 2  # 现将自查情况汇报如下: reports on work say so too
                yield Evidence(gain * len(found), f"有{name}（{_quoted(found)}）")
    if match := _CRITICISM.search(flat[:160]):
        yield Evidence(-4.0, f"是对别人的批评（“{match[0]}”）")
    if told := _some(_TOLD, flat, 3):
        yield Evidence(-1.0 * len(told), f"转述别人的检查（{_quoted(told)}）")
    if match := _ADDRESSED.search(flat):
        yield Evidence(-3.0, f"是写给组织的汇报（“{match[0][-8:]}”）")
    if match := _ARTICLE.search(flat):
        yield Evidence(-3.0, f"自称文章（“{match[0]}”）")
    if len(_some(_PRAISE, flat, len(flat))) * 120 > len(flat):
        yield Evidence(-2.0, "通篇讲成绩")


def _some(pattern: re.Pattern[str], text: str, most: int) -> list[str]:
    found = []
    for match in pattern.finditer(text):
        found.append(match[0])
        if len(found) == most:
            break
    return found


def _quoted(found: list[str]) -> str:
    return "、".join(f"“{text[:20]}”" for text in dict.fromkeys(found[:_SHOWN]))


def _who(flat: str) -> tuple[int, int, str]:
    """How often the writer's side is named, how often others, and the first of these."""
    others = [match[0] for match in _OTHERS.finditer(flat)]
    unquoted = _QUOTED.sub("", flat)
    mine = len(_ME.findall(unquoted))
    for sentence in _SENTENCE.split(unquoted):
        if "自" in sentence and not _OTHERS.search(sentence):
            mine += len(_ONESELF.findall(sentence))
    return mine, len(others), others[0] if others else ""


def _of_guides(flat: str, mine: int) -> Iterator[Evidence]:
    guiding = _some(_GUIDING, flat, 8)
    if mine * 150 < len(flat) or len(guiding) > 2:
        many = min(3, max(0, len(guiding) - bool(mine)))
        yield Evidence(-2.5 * many, f"教人怎么写（{_quoted(guiding)}）")
    advice = _some(_ADVISING, flat, len(flat))
    if len(advice) > 3 and len(advice) * 1000 > len(flat) * 4:
        yield Evidence(-7.0, f"多处教人怎么写（{_quoted(advice)}）")


def _of_parts(document: Document, run: list[Token], labels: list[str], mine: int, others: int) -> Iterator[Evidence]:
    kinds = {section.kind for section in document.sections}
    problems = [squeeze(p.marker + p.text) for p in document.problems]
    if "problems" in kinds and (problems or document.headings):
        yield Evidence(0.8, "有问题部分")
    if "causes" in kinds and document.causes:
        yield Evidence(0.6, "有原因部分")
    if "measures" in kinds and document.measures:
        yield Evidence(0.6, "有整改部分")
    if not kinds & {"problems", "causes"} and "measures" in kinds and not _TITLES.search(squeeze(document.title or "")):
        yield Evidence(-1.0, "只读到措施，没有问题和原因")
    if not kinds & {"problems", "causes", "measures"}:
        own = mine and others < 2 and document.sections
        yield Evidence(-1.0 if own else -5.0, "没有读到问题、原因或整改措施")
    if problems:
        yield from _of_problems(document, problems)
        if not mine and not others and len(problems) >= _LIST and _lacking(problems) >= 0.6:
            yield Evidence(0.8, f"通篇列不足（{len(problems)} 条），没有说是别人的")
        return
    prose = squeeze("".join(t.text for t, label in zip(run, labels, strict=True) if label[0] in "TH"))
    if len(_WANT.findall(prose)) * 60 > len(prose):
        yield Evidence(0.8, "正文说不足")


def _lacking(problems: list[str]) -> float:
    """The share of the problems that say a lack."""
    return sum(bool(_WANT.search(p[:120])) for p in problems) / len(problems)


def _of_problems(document: Document, problems: list[str]) -> Iterator[Evidence]:
    n = len(problems)
    lacking = sum(bool(_WANT.search(p[:120])) for p in problems)
    says = f"{n} 个问题里 {lacking} 个说的是不足"
    yield Evidence(round(2.4 * (lacking / n - 0.5), 2), says)
    praised = sum(len(_PRAISE.findall(p)) > len(_WANT.findall(p)) for p in problems)
    yield Evidence(-3.0 * praised / n, f"{n} 个问题里 {praised} 个说的是成绩和做法")
    demands = sum(bool(_DEMANDING.match(p.text)) for p in document.problems)
    yield Evidence(-3.0 * demands / n, f"{n} 个问题里 {demands} 个是要求")
    if document.measures:
        asked = sum(bool(_ASKS.match(squeeze(m.text))) for m in document.measures)
        yield Evidence(-1.6 * asked / len(document.measures), f"{len(document.measures)} 条措施里 {asked} 条是要求")


def _of_person(document: Document, flat: str, mine: int, others: int) -> Iterator[Evidence]:
    parts = any(section.kind in ("problems", "causes", "measures") for section in document.sections)
    me = mine + 0.5 * flat.count("我们")
    n = max(1, len(flat))
    if me * 250 > n:
        yield Evidence(1.2, f"说到自己 {mine} 处")
    elif me * 700 > n:
        yield Evidence(0.5, f"说到自己 {mine} 处")
    elif not parts or others >= 2 or (not mine and not (document.problems or document.causes)):
        yield Evidence(-1.0, "看不出是谁在检查自己" if not mine else f"很少说到自己（{mine} 处）")
    if _FIRST_PERSON.search(flat.replace("自我", "").replace("唯我", "")):
        yield Evidence(0.4, "用第一人称")


def _of_blanks(run: list[Token], labels: list[str]) -> Iterator[Evidence]:
    """An outline or a template with nothing filled in."""
    filled = asked = 0
    begun, plain = False, all(label == "T" for label in labels)
    for token, label in zip(run, labels, strict=True):
        begun = begun or label != "T"
        if label[0] == "S" and len(token.f.first) > _NAME_AT_MOST:
            filled += len(token.f.first)
        if label[0] == "S" or (label == "H" and token.f.alone) or not (begun or plain):
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
    if filled < 12 or filled < (filled + asked) * 0.25:
        yield Evidence(-10.0, "是空白提纲或模板：各部分下面没有填写内容")
