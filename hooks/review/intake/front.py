"""Front matter of a new material: what is certain is written, what is not is marked 待定 for the clerk."""

from __future__ import annotations

import re
import unicodedata

import yaml

from review.intake.guess import Guess
from review.read.front.material import UNDECIDED
from review.read.library import FORBIDDEN, MAX_NAME, name_fault
from review.read.text.names import is_invisible

FIELDS = ("title", "campaign", "unit", "author", "kind", "date")


def front_matter(guesses: dict[str, Guess]) -> str:
    """The front matter, fences included. An uncertain field is 待定, with the proposal as a comment."""
    lines = ["---", *(_line(key, guesses[key]) for key in FIELDS if not _not_needed(key, guesses)), "visibility: draft"]
    return "\n".join([*lines, "---", ""])


def fill(front: str, guesses: dict[str, Guess]) -> str:
    """Front matter with those of its undecided fields filled in that are certain now; the rest is left as it is."""
    for key in FIELDS:
        if guesses[key].sure:
            line = _line(key, guesses[key])
            front = re.sub(rf"^{key}: {UNDECIDED}\b.*$", lambda _, line=line: line, front, flags=re.MULTILINE)
    return front


def still_undecided(front: str) -> list[str]:
    """The fields of front matter that nobody has decided yet."""
    return re.findall(rf"^(\w+): {UNDECIDED}\b", front, flags=re.MULTILINE)


def undecided(guesses: dict[str, Guess]) -> list[str]:
    """The fields that the clerk has to decide, each with what is proposed and why."""
    return [
        f"{key} {UNDECIDED}（{f'可能是“{found.value}”，' if found.value else ''}{found.reason}）"
        for key in FIELDS
        if not _not_needed(key, guesses) and not (found := guesses[key]).sure
    ]


def _not_needed(key: str, guesses: dict[str, Guess]) -> bool:
    return key == "author" and guesses["kind"].sure and guesses["kind"].value == "班子"


def _line(key: str, found: Guess) -> str:
    if found.sure:
        return f"{key}: {_scalar(found.value or '')}"
    comment = f"可能是 {found.value}：{found.reason}" if found.value else found.reason
    return f"{key}: {UNDECIDED}  # {' '.join(comment.split())}"


def _scalar(value: str) -> str:
    """A value as YAML: quoted only where it has to be."""
    if re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        return value
    return yaml.safe_dump(value, allow_unicode=True, width=10_000).removesuffix("\n").removesuffix("\n...")


def stem(guesses: dict[str, Guess]) -> str:
    """The file's name: <unit>-<post or 班子>; 待定 for what is not known."""
    kind, author = guesses["kind"], guesses["author"]
    who = "班子" if kind.sure and kind.value == "班子" else author.value if author.sure else UNDECIDED
    unit = guesses["unit"].value if guesses["unit"].sure else UNDECIDED
    return safe_name(f"{unit}-{who}")


def folder(guesses: dict[str, Guess]) -> str:
    """The folder below materials/: the year, or 待定."""
    year = guesses["year"]
    return year.value if year.sure and year.value else UNDECIDED


def _may_stand(char: str) -> bool:
    """Letters, figures, marks; and what is newer than Python's own table."""
    category = unicodedata.category(char)
    return category[0] in "LNP" or (category == "Cn" and not is_invisible(char))


def safe_name(text: str) -> str:
    """A file name that every system can hold and that is no way out of its folder."""
    text = FORBIDDEN.sub("", unicodedata.normalize("NFC", text))
    text = "".join(c for c in text if _may_stand(c) and c not in "./\\")
    text = text[: MAX_NAME - 8].strip("-")
    return text if text and not name_fault(text) else f"材料-{text}".rstrip("-")
