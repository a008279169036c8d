"""What a text's words say of its genre and of whom it speaks: its title, words of orders and speeches, 我, 一些干部."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from review.model import Document
from review.read.structure.weights import WEIGHTS
from review.read.structure.words import words
from review.read.text.folding import squeeze

_SENTENCE = re.compile(r"[。;!?]")
_QUOTED = re.compile(r"[“\"][^”\"“]{0,400}[”\"]")
_BOOK = re.compile(r"《[^》《]{0,100}》")
_NO_HEADLINE = re.compile(r"[。;!?,、]|:$")
_NUMBERED = re.compile(r"\(?[一二三四五六七八九十\d]+[)、.]|#")
_SHOWN = 3
"""How many of the words that were found are quoted."""

_ARTICLE_TITLE = "文章"
_GENRES = (
    ("讲话稿", words("genre-speech")), ("写作指导", words("genre-guide")), ("通知或方案", words("genre-plan")),
    ("工作报告或总结", words("genre-report", "genre-account")), ("新闻", words("genre-news")),
    ("学习体会", words("genre-study")), ("检讨书", words("genre-apology")), ("书信", words("genre-letter")),
    (_ARTICLE_TITLE, words("genre-article")),
)  # fmt: skip
_TITLES, _ACCOUNT, _SUBJECTS = words("review-titles"), words("genre-account"), words("title-subjects")
_SPEAKING, _CHECKING, _REPORTING = words("speaking"), words("self-checking"), words("reporting")
_PLAIN = (  # counted only where no lack is said, and not inside the names of documents; at most so often
    ("布置工作的话", "verdict.ordering", 5, words("ordering")),
    ("自称方案、计划或通知", "verdict.planning", 1, words("planning")),
    ("总结汇报的话", "verdict.summing-up", 2, words("summing-up")),
)
_ANYWHERE = (
    ("对听众讲的话", "verdict.speaking", 2, _SPEAKING), ("检查自己的话", "verdict.checking", 1, _CHECKING),
    ("年终总结的口气", "verdict.year-in-praise", 1, words("year-in-praise")),
    ("开头说作报告", "verdict.reporting", 1, _REPORTING), ("向上级提要求", "verdict.pleading", 2, words("pleading")),
)  # fmt: skip
_LACK, _OTHERS = words("lack"), words("others-at-fault")
_ME, _ONESELF = words("own-side-named"), words("oneself")
_GUIDING, _ADVISING, _ADDRESSED, _TOLD = words("guiding"), words("advising"), words("addressed"), words("told-of")
_CRITICISM, _SELF_CRITICISM = words("criticism-first"), words("criticism-of-oneself")
_ARTICLE, PRAISE = words("an-article"), words("praise")


@dataclass(frozen=True, slots=True)
class Evidence:
    """One thing that speaks for a material (above 0) or against one, in words that are true of the document."""

    gain: float
    says: str


@dataclass(frozen=True, slots=True)
class People:
    """Of whom a text speaks."""

    mine: int
    """How often the writer's side is named."""
    others: int
    """How often others are."""
    quote: str
    """The first of these."""


def of_title(document: Document, text: str, people: People) -> Iterator[Evidence]:
    """What the title says, or the first short lines where there is none."""
    title = squeeze(document.title or "")
    review = bool(title and _TITLES.search(title) and not _ACCOUNT.search(title))
    if review:
        # …存在问题及整改措施 says not whose they are; several others count by themselves
        bare = people.others == 1 and not people.mine and not _SUBJECTS.search(title)
        yield Evidence(WEIGHTS["verdict.title"] / (2 if bare else 1), "标题是对照检查材料一类")
    for line in [title] if title else _headlines(text):
        for genre, pattern in _GENRES:
            if pattern.search(line):
                plain = not review or genre == "写作指导" or bool(_ACCOUNT.search(line))
                weight = "verdict.genre" if plain else "verdict.genre-beside-form"
                if plain and genre == _ARTICLE_TITLE and people.mine and not people.others:
                    weight = "verdict.article-on-oneself"
                yield Evidence(WEIGHTS[weight], f"标题像{genre}：“{line[:30]}”")
                break


def _headlines(text: str) -> list[str]:
    """Without a title: short lines at the beginning that may stand for one."""
    lines = [squeeze(line) for line in text.split("\n")[:6]]
    return [x for x in lines if 3 <= len(x) <= 40 and not _NO_HEADLINE.search(x) and not _NUMBERED.match(x)][:4]


@lru_cache(maxsize=2)
def of_text(flat: str) -> tuple[People, tuple[Evidence, ...]]:
    """Of whom a text speaks, and what its words say; `flat` is folded, without white space.

    An import asks twice running: what the source says, and what is written of it.
    """
    spoken_of = _people(flat)
    said = (*_of_words(flat), *_of_others(spoken_of), *_of_guides(flat, spoken_of.mine))
    return spoken_of, said


def _of_words(flat: str) -> Iterator[Evidence]:
    """What single words say, wherever they stand."""
    plain = "。".join(s for s in _SENTENCE.split(_BOOK.sub("", flat)) if not _LACK.search(s))
    for where, features in ((plain, _PLAIN), (flat, _ANYWHERE)):
        for name, weight, most, pattern in features:
            if found := _some(pattern, where, most):
                gain = WEIGHTS[weight]
                if pattern is _SPEAKING and _CHECKING.search(flat):
                    gain /= 2  # a review that is read out
                if pattern is _CHECKING and _REPORTING.search(flat):
                    gain /= 2  # 现将自查情况汇报如下: reports on work say so too
                yield Evidence(gain * len(found), f"有{name}（{_quoted(found)}）")
    match = _CRITICISM.search(flat[:160])
    if match and not _SELF_CRITICISM.search(flat[: match.start()]):
        yield Evidence(WEIGHTS["verdict.criticism"], f"是对别人的批评（“{match[0]}”）")
    if told := _some(_TOLD, flat, 3):
        yield Evidence(WEIGHTS["verdict.told"] * len(told), f"转述别人的检查（{_quoted(told)}）")
    if match := _ADDRESSED.search(flat):
        yield Evidence(WEIGHTS["verdict.addressed"], f"是写给组织的汇报（“{match[0][-8:]}”）")
    if match := _ARTICLE.search(flat):
        yield Evidence(WEIGHTS["verdict.article"], f"自称文章（“{match[0]}”）")
    if len(_some(PRAISE, flat, len(flat))) * 120 > len(flat):
        yield Evidence(WEIGHTS["verdict.praise"], "通篇讲成绩")


def _some(pattern: re.Pattern[str], text: str, most: int) -> list[str]:
    found = []
    for match in pattern.finditer(text):
        found.append(match[0])
        if len(found) == most:
            break
    return found


def _quoted(found: list[str]) -> str:
    return "、".join(f"“{text[:20]}”" for text in dict.fromkeys(found[:_SHOWN]))


def _people(flat: str) -> People:
    """Of whom a text speaks; 自己 is the writer only where no others stand in the sentence."""
    others = [match[0] for match in _OTHERS.finditer(flat)]
    unquoted = _QUOTED.sub("", flat)
    mine = len(_ME.findall(unquoted))
    for sentence in _SENTENCE.split(unquoted):
        if "自" in sentence and not _OTHERS.search(sentence):
            mine += len(_ONESELF.findall(sentence))
    return People(mine, len(others), others[0] if others else "")


def _of_others(people: People) -> Iterator[Evidence]:
    """Whether it is others who are found wanting."""
    mine, others = people.mine, people.others
    if others < 1 + bool(mine):
        return
    if mine:
        gain = WEIGHTS["verdict.others-beside"] * min(6, max(0, others - 2 * mine))
    else:
        gain = WEIGHTS["verdict.others"] * min(5, others)
    yield Evidence(gain, f"说的多是别人（{others} 处，如“{people.quote}”），说到自己 {mine} 处")


def _of_guides(flat: str, mine: int) -> Iterator[Evidence]:
    """Whether it teaches how to write such a material."""
    guiding = _some(_GUIDING, flat, 8)
    if mine * 150 < len(flat) or len(guiding) > 2:
        many = min(3, max(0, len(guiding) - bool(mine)))
        yield Evidence(WEIGHTS["verdict.guiding"] * many, f"教人怎么写（{_quoted(guiding)}）")
    advice = _some(_ADVISING, flat, len(flat))
    if len(advice) > 3 and len(advice) * 1000 > len(flat) * 4:
        yield Evidence(WEIGHTS["verdict.advising"], f"多处教人怎么写（{_quoted(advice)}）")
