"""Front matter of a new material: what is certain is written, what is not is marked 待定 for the clerk."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

from review.intake.guess import Guess
from review.read.front.lines import Lines, still_undecided
from review.read.front.material import DECIDED, UNDECIDED
from review.read.library import FORBIDDEN, MAX_NAME, name_fault
from review.read.text.names import is_invisible
from review.read.yaml import emit
from review.read.yaml.fields import NAMES


def draft_front_matter(guesses: Mapping[str, Guess], more: Mapping[str, emit.Value] | None = None) -> str:
    """The front matter of a draft, fences included. An uncertain field is 待定, with the proposal as a comment.

    `more`: values of other keys that the source brought along.
    """
    needed = {key: guesses[key] for key in DECIDED if not _not_needed(key, guesses)}
    values = {key: (found.value or "") if found.sure else UNDECIDED for key, found in needed.items()}
    lines = emit.key_lines(values | {"visibility": "draft"} | dict(more or {}))
    comments = [_comment(found) for found in needed.values()]
    lines[: len(comments)] = [f"{line}{comment}" for line, comment in zip(lines, comments, strict=False)]
    return "\n".join(["---", *lines, "---", ""])


def fill(lines: Lines, guesses: Mapping[str, Guess]) -> Lines:
    """A file with those of its undecided fields filled in that are certain now; the rest is left as it is."""
    for key in still_undecided(lines):
        if _not_needed(key, guesses):
            lines = lines.remove([key])
        elif guesses[key].sure:
            lines = lines.set([key], guesses[key].value or "")
    return lines


def undecided(guesses: Mapping[str, Guess]) -> list[str]:
    """The fields that the clerk has to decide, each with what is proposed and why."""
    return [
        f"{NAMES[key]}{UNDECIDED}（{f'可能是“{found.value}”，' if found.value else ''}{found.reason}）"
        for key in DECIDED
        if not _not_needed(key, guesses) and not (found := guesses[key]).sure
    ]


def _not_needed(key: str, guesses: Mapping[str, Guess]) -> bool:
    return key == "author" and guesses["kind"].sure and guesses["kind"].value == "班子"


def _comment(found: Guess) -> str:
    """What stands behind an undecided field; every field is one line."""
    if found.sure:
        return ""
    said = f"可能是 {found.value}：{found.reason}" if found.value else found.reason
    return f"  # {' '.join(said.split())}"


# ---- names --------------------------------------------------------------------------------------------


def stem(guesses: Mapping[str, Guess], own: str) -> str:
    """The file's name: <unit>-<post or 班子> as far as the document or the names around the file say it, else `own`."""
    unit = guesses["unit"].value or guesses["unit"].named
    kind, author = guesses["kind"], guesses["author"]
    who = "班子" if kind.value == "班子" else author.value
    return safe_name(f"{unit}-{who}" if unit and who else own)


def folder(guesses: Mapping[str, Guess]) -> str:
    """The folder below materials/: the year as far as anything says it, else none."""
    return guesses["year"].value or ""


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
