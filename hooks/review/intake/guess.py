"""What a document says of itself: whose it is, of which campaign, from when. Guessed, with how sure that is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import takewhile

from review.intake.posts import PERSONAL, POST, POSTS, TEAM
from review.intake.units import institution_within, roster, unlisted
from review.model import Campaign, Document, Vocabulary
from review.read.text.dates import Dated, dates
from review.read.text.folding import squeeze
from review.relate.recognise import recognise

SURE = 0.8
"""From here on (0..1) a guess is written into front matter; below it the clerk decides."""
LIKELY = 0.4

_BEFORE = re.compile(r"(?:中共|关于|\d{4}年度?|[\u3400-\u9fffXx×*〇]{0,8}?(?:省|市|区|县|州|旗|盟)委?)*")
"""What may stand before a unit's name: the place it belongs to."""
_BRACKETS = str.maketrans("", "", "()")
_ENDS = ("。", "：", ":", "，", "；")
"""How a line of the text ends, not one that says whose it is."""
_SIGNATURE = 30
"""Characters; a line that signs is shorter."""

Places = tuple[tuple[str, str], ...]
"""Texts that say whose a document is, the surest first, each with where it stands."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Guess:
    """A value for one field of front matter."""

    value: str | None
    """None: nothing found."""
    confidence: float
    """0..1; from SURE on it is written, below it is only proposed."""
    reason: str
    """Where it comes from, in Chinese."""
    named: str = ""
    """A unit that the document names and the roster does not have."""
    around: str = ""
    """Such a unit that only the names of the file and of the folders around it speak for."""

    @property
    def sure(self) -> bool:
        """Whether it is written into front matter."""
        return self.value is not None and self.confidence >= SURE

    @property
    def level(self) -> str:
        """How sure, as the preview says it."""
        return "确定" if self.sure else "可能" if self.value and self.confidence >= LIKELY else "待定"


NOTHING = Guess(value=None, confidence=0, reason="没有找到")


BROUGHT = "文件自带的元数据"


def stated(value: str) -> Guess:
    """A value that the clerk gave on the command line."""
    return Guess(value=value, confidence=1, reason="由命令指定")


def not_on_roster(name: str, where: str = "") -> Guess:
    """No value, but the name of a unit that the roster lacks."""
    reason = f"{where}“{name}”，名册没有这个单位" if where else f"名册里没有“{name}”"
    return Guess(value=None, confidence=0, reason=reason, named=name)


def from_front_matter(value: str) -> Guess:
    """A value from the front matter that the file itself has."""
    return Guess(value=value, confidence=1, reason=BROUGHT)


def guess(document: Document, vocabulary: Vocabulary) -> dict[str, Guess]:
    """Guesses for title, unit, author, kind, campaign, year and date."""
    title, below = squeeze(document.title or ""), _below(document)
    unit, rest, under = _unit(document, title, below, vocabulary)
    places = (("标题里", rest or title), ("标题下", under))
    kind = _kind(document, places)
    campaign, found = _campaign(document, vocabulary)
    year = _year(found if campaign.sure else None, title)
    return {
        "title": _title(document),
        "campaign": campaign,
        "unit": unit,
        "author": _author(kind, places),
        "kind": kind,
        "year": year,
        "date": _date(document, found if campaign.sure else None),
    }


def _below(document: Document) -> str:
    """The short lines between the title and the text that say whose it is; the date among them left out."""
    lines = takewhile(lambda p: len(p.text) < 40 and not p.text.rstrip().endswith(_ENDS), document.preamble[:3])
    named = "".join(p.text for p in lines if not any(_fills(d, p.text) for d in dates(p.text)))
    return squeeze(named).translate(_BRACKETS)


def _title(document: Document) -> Guess:
    if document.title is None:
        return NOTHING
    return Guess(value=" ".join(document.title.split()), confidence=1, reason="正文的标题")


# ---- unit and author ----------------------------------------------------------------------------------


def _unit(document: Document, title: str, below: str, vocabulary: Vocabulary) -> tuple[Guess, str, str]:
    """The unit, and the title and the lines below it, each behind its name."""
    for where, text, sure in (("标题里", title, 0.97), ("标题下", below, 0.9)):
        found = roster(text, vocabulary.units)
        if found:
            unit, name, at = found
            other = roster(text.replace(name, "", 1), vocabulary.units)
            place = text[: at + (name[0] in "省市区县")]
            only = _BEFORE.fullmatch(place) and (other is None or other[0] is unit)
            guessed = Guess(value=unit.name, confidence=sure if only else 0.6, reason=f"{where}的“{name}”")
            if inner := institution_within(text[at:], name):
                reason = f"{where}是“{inner}”，名册没有这个单位"
                guessed = replace(guessed, confidence=0.6, reason=reason, named=inner)
            behind = _behind(text, at + len(name))
            return (guessed, behind, below) if text is title else (guessed, title, behind)
        name, behind_it = unlisted(text)
        if name:
            rest = _behind(text, behind_it)
            return (not_on_roster(name), rest, below) if text is title else (not_on_roster(name), title, rest)
    signed = [squeeze(text) for text in _signed(document)]
    found = roster("".join(signed), vocabulary.units)
    if found:
        return Guess(value=found[0].name, confidence=0.6, reason=f"落款或题头里的“{found[1]}”"), "", below
    name = next(filter(None, (unlisted(text)[0] for text in signed if len(text) < _SIGNATURE)), "")
    return (not_on_roster(name, "落款或题头里的") if name else NOTHING), "", below


def _behind(text: str, end: int) -> str:
    """What stands behind a unit's name that ends there; of 财政局长 its last character is of the post, too."""
    return text[end - text.startswith("长", end) :]


def _signed(document: Document) -> Iterator[str]:
    """The lines that may say whose a document is: its end, what stands above it, and a last line without a stop."""
    last = [line for i in document.measures[-1:] for line in i.text.split("\n")[1:][-1:]]
    yield from (line for line in last if len(line) < _SIGNATURE and line[-1:] not in "。；：！？")
    yield from (p.text for p in (*document.tail, *document.front))


def _kind(document: Document, places: Places) -> Guess:
    for where, text in places:
        team, person = TEAM.search(text), POST.search(text) or PERSONAL.search(text)
        if team and not (person and person.start() < team.start()):
            return Guess(value="班子", confidence=0.95, reason=f"{where}的“{team[0]}”")
        if person:
            return Guess(value="个人", confidence=0.95, reason=f"{where}的“{person[0]}”")
    text = "".join(p.text for p in document.problems) + "".join(p.text for p in document.preamble)
    mine, ours = len(re.findall(r"我(?![们局委镇乡区市县街办校院])|本人", text)), len(re.findall(r"班子|我们", text))
    if mine == ours:
        return NOTHING
    value = "个人" if mine > ours else "班子"
    return Guess(value=value, confidence=0.5, reason=f"正文里“我”{mine} 处、“班子”“我们”{ours} 处")


def _author(kind: Guess, places: Places) -> Guess:
    if kind.value == "班子":
        return Guess(value="", confidence=kind.confidence, reason="班子的材料")
    for where, text in places:
        found = POSTS.search(text)
        if found:
            sure = 0.95 if found.start() <= 8 else 0.6
            return Guess(value=found[0], confidence=min(sure, kind.confidence), reason=f"{where}的“{found[0]}”")
    return NOTHING


# ---- campaign and date --------------------------------------------------------------------------------


def _campaign(document: Document, vocabulary: Vocabulary) -> tuple[Guess, Campaign | None]:
    found = recognise(document, vocabulary)
    id = found.campaign.id if found.campaign else None
    return Guess(value=id, confidence=found.confidence, reason=found.reason), found.campaign


def _year(campaign: Campaign | None, title: str) -> Guess:
    if campaign:
        return Guess(value=str(campaign.year), confidence=1, reason="活动的年度")
    found = next(dates(title), None)
    if found:
        return Guess(value=str(found.year), confidence=0.9, reason="标题里的年份")
    return NOTHING


def _date(document: Document, campaign: Campaign | None) -> Guess:
    """The day of signing, from the head or the end of the document; a day that the campaign excludes is doubtful."""
    head = [p.text for p in (*document.front[-3:], *document.preamble[:3]) if len(p.text) < 40]
    tail = [p.text for p in document.tail[:4] if len(p.text) < 40]
    last = [p.split("\n")[-1] for p in (i.paragraphs[-1] for i in document.measures[-1:] if i.paragraphs)]
    found = [d for text in (*tail, *last, *head) for d in dates(text) if _fills(d, text)]
    whole = [d for d in found if d.date]
    if whole:
        day = whole[0]
        fits = campaign is None or campaign.year <= day.year <= campaign.year + 1
        reason = "落款或题头的日期"
        if campaign and not fits:
            reason += f"，离活动（{campaign.year} 年）太远"
        return Guess(value=str(day.date), confidence=0.9 if fits else 0.5, reason=reason)
    if found:
        return Guess(value=None, confidence=0, reason=f"只写到 {found[0].year} 年{_month(found[0])}，没有日")
    return NOTHING


def _fills(found: Dated, text: str) -> bool:
    """Whether a date is what a short line is about: a signature, not a sentence that mentions a day."""
    return found.end - found.start >= 0.6 * len(text.strip(" （）()\u3000"))


def _month(found: Dated) -> str:
    return f" {found.month} 月" if found.month else ""
