"""What the names of a file and of the folders around it suggest (投资促进局/局长.docx): never proof."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from review.intake.guess import LIKELY, Guess, not_on_roster
from review.intake.posts import POSTS, TEAM, may_be_one
from review.intake.units import roster, unlisted
from review.model import Vocabulary
from review.read.text.folding import squeeze
from review.read.yaml.fields import NAMES

_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
_ANY = re.compile("(?:成员|党员|干部)$")
"""What may be said of several, whatever the post of each is."""
FOLDERS = 2
"""So many folders above a file may say whose it is."""


def suggested(path: Path, vocabulary: Vocabulary) -> dict[str, Guess]:
    """Guesses for unit, kind, author and year that only the names speak for; a field without one is left out."""
    names = [("文件名", path.stem), *(("文件夹名", p.name) for p in list(path.parents)[:FOLDERS] if p.name)]
    found: dict[str, Guess] = {}
    last = None
    for where, name in names:
        text = squeeze(name)
        unit = roster(text, vocabulary.units)
        if unit and POSTS.fullmatch(text):  # 财政局/办公室主任.docx: the office is one of the folder's unit
            last, unit = last or _guess(unit[0].name, where, name), None
        if unit and "unit" not in found:
            found["unit"] = _guess(unit[0].name, where, name)
        elif "unit" not in found and (own := unlisted(text)[0]):
            found["unit"] = replace(not_on_roster(own, where), named="", around=own)  # perhaps that of who collects
        team, post = TEAM.search(text), POSTS.search(text.replace(unit[1], "", 1) if unit else text)
        if "kind" not in found and team:
            found["kind"], found["author"] = _guess("班子", where, name), _guess("", where, name)
        elif "kind" not in found and post:
            found["kind"], found["author"] = _guess("个人", where, name), _guess(post[0], where, name)
        if "year" not in found and (year := _YEAR.search(text)):
            found["year"] = _guess(year[0], where, name)
    return {"unit": last} | found if last else found


def _guess(value: str, where: str, name: str) -> Guess:
    return Guess(value=value, confidence=LIKELY, reason=f"{where}“{name}”")


def own_name(path: Path) -> str:
    """What a file is called where nobody knows whose it is: its own name, behind its folder's where that is a post."""
    name = squeeze(path.stem)
    return f"{path.parent.name}-{path.stem}" if POSTS.fullmatch(name) or TEAM.fullmatch(name) else path.stem


def is_another(own: Guess, said: Guess) -> bool:
    """Whether the unit that a document names, though the roster does not have it, is not the one of a name around it.

    A masked name (某局) may be any, and a branch of the party (支部) belongs to some unit.
    """
    unit = own.named
    return bool(unit) and not unit.startswith("某") and not unit.endswith("支部") and unit not in (said.value or "")


def _is_like(name: str, value: str) -> bool:
    return name in value or value in name


def _is_near(name: str, value: str) -> bool:
    """Whether a year is the one that is looked back on, or that of the meeting."""
    return int(name) - int(value) in (0, 1)


def _is_one(name: str, value: str) -> bool:
    return _is_like(name, value) or may_be_one(name, value)


_HELD = {"unit": _is_like, "author": _is_one, "year": _is_near}
"""What a name says is held against the document, and whether both may be true."""


def contradictions(suggestions: dict[str, Guess], guesses: dict[str, Guess]) -> list[str]:
    """Where a name says otherwise than the document itself."""
    return [
        f"{said.reason}与文件里的{NAMES.get(key, '年度')}“{value}”不同，请核对是否放错、抄错"
        for key, said in suggestions.items()
        if key in _HELD and said.value and not _ANY.search(said.value)
        and (value := _said(key, guesses[key], said)) and not _HELD[key](said.value, value)
    ]  # fmt: skip


def _said(key: str, own: Guess, said: Guess) -> str:
    """What a document says for certain of itself: a value, or a unit that the roster does not have."""
    return own.value or "" if own.sure else own.named if key == "unit" and is_another(own, said) else ""
