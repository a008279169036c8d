"""The front matter as a form: what may be chosen, what is chosen, and one value changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import yaml

from review.model import Document, Vocabulary
from review.read.front.items import LEDGER, STATUS
from review.read.front.lines import Lines, value
from review.read.front.material import AUTHOR_KINDS, VISIBILITIES, split
from review.read.structure.document import read_document
from review.read.structure.doubts import KIND_NAMES
from review.read.structure.kinds import KINDS
from review.read.structure.notes import nth_of
from review.read.text.files import Refused
from review.read.text.lines import logical_lines
from review.read.yaml.emit import Value
from review.read.yaml.fields import NAMES

FIELDS = ("title", "unit", "author", "campaign", "kind", "date", "visibility")
AUDIENCES = {"draft": "草稿　不发布", "internal": "内部　全体读者", "restricted": "受限　只限工作人员"}
ROLES = {
    "problem": "问题", "cause": "根源", "measure": "措施", "heading": "方面", "point": "条目里的一点", "text": "都不是",
    "material": "一行，全篇是对照检查材料",
}  # fmt: skip
"""What a passage can be called, in the order of the page; a section has a kind besides."""


class NoForm(ValueError):
    """Front matter that is no mapping of values: it can only be corrected as text; the message says so, in Chinese."""

    def __init__(self) -> None:
        super().__init__("文件头写法有误，先在“文件头原文”里改好。")


def choices(vocabulary: Vocabulary) -> dict[str, Any]:
    """What may be chosen, each as a value and how it is called."""
    campaigns = sorted(vocabulary.campaigns, key=lambda one: -one.year)
    return {
        "unit": [[unit.name, unit.name] for unit in vocabulary.units],
        "campaign": [[one.id, f"{one.year}　{one.name}　{one.label}"] for one in campaigns],
        "kind": [[kind, kind] for kind in AUTHOR_KINDS],
        "visibility": [[one, AUDIENCES[one]] for one in VISIBILITIES],
        "status": [[status, status] for status in STATUS],
        "type": [[kind.id, f"{theme.name}：{kind.name}"] for theme in vocabulary.themes for kind in theme.types],
        "role": [[role, name] for role, name in ROLES.items()],
        "section": [[kind, KIND_NAMES[kind]] for kind in KINDS],
        "ledger": [[key, NAMES[key]] for key in LEDGER],
        "names": {key: NAMES[key] for key in FIELDS},
    }


def form(text: str, document: Document | None, vocabulary: Vocabulary) -> dict[str, Any]:
    """The values of a material's front matter, and a row of the ledger for every measure of the text. Raises NoForm."""
    values = _values(text)
    unit = vocabulary.unit(str(values.get("unit", "")))
    return {
        "values": {key: _said(values.get(key)) for key in FIELDS} | ({"unit": unit.name} if unit else {}),
        "ledger": list(_ledger(values.get("measures"), document)),
        "types": {key: one.get("type", "") for key, one in _entries(values.get("problems"))},
    }


def with_value(text: str, path: Sequence[str], new: Value) -> str:
    """The text with one value of its front matter set, or taken out where it is empty. Raises NoForm."""
    try:
        lines = Lines(text)
        return (lines.set(path, new) if new != "" else lines.remove(path)).text
    except (Refused, yaml.YAMLError, KeyError, RecursionError) as error:
        raise NoForm from error


def noted(text: str, begins: str, role: str, kind: str = "", line: int = 0) -> str:
    """The text with an editor's note of what a passage is; an earlier one of the same passage gives way.

    `line` of the file is where it stands: of several that begin so, the note says which. That the whole is a material
    is said beside what the line is. Raises NoForm.
    """
    said = _items(_values(text).get("reading"))
    nth = _nth(text, begins, line) if line and role != "material" else None
    more = {"kind": kind if role == "section" else "", "nth": str(nth or "")}
    note = {"at": begins, "as": role} | {key: one for key, one in more.items() if one}
    kept = [one for one in said if not _gives_way(one, note)]
    try:
        lines = Lines(text)
        if len(kept) == len(said):
            return lines.append("reading", [note]).text
        return lines.set(["reading"], [*kept, note]).text
    except (Refused, yaml.YAMLError, KeyError, RecursionError) as error:
        raise NoForm from error


def _gives_way(old: dict[str, Any], new: dict[str, Any]) -> bool:
    """Whether a note binds what a new one does; one that did not say which of several passages it meant bound none."""
    whole = [one["as"] == "material" for one in (old, new) if "as" in one]
    nth = str(old.get("nth") or "")
    return old.get("at") == new["at"] and len(set(whole)) == 1 and nth in ("", new.get("nth"))


def _nth(text: str, begins: str, line: int) -> int | None:
    try:
        _, body, first = split(text, "")
    except Refused as refused:
        raise NoForm from refused
    document = read_document(body, "", first)
    after = document.title_at.line if document.title_at else 0
    return nth_of(begins, [one for one in logical_lines(body, first) if one.at(0)[1] > after], line)


def _values(text: str) -> dict[str, Value]:
    try:
        lines = Lines(text)
        return {key: value(node) for key in lines.keys([]) if (node := lines.get([key])) is not None}
    except (Refused, yaml.YAMLError, RecursionError, AttributeError) as error:
        raise NoForm from error


def _ledger(given: Value | None, document: Document | None) -> Iterator[dict[str, Any]]:
    """A row for each measure of the text, and for each entry without one."""
    entries = dict(_entries(given))
    for measure in document.measures if document else ():
        key = measure.id[1:]
        yield {"key": key, "opening": measure.marker + measure.opening, "entry": entries.pop(key, None)}
    for key, one in entries.items():
        yield {"key": key, "opening": "", "entry": one}


def _entries(given: Value | None) -> Iterator[tuple[str, dict[str, str]]]:
    for key, one in given.items() if isinstance(given, dict) else ():
        yield key, {name: _said(item) for name, item in one.items()} if isinstance(one, dict) else {}


def _items(given: Value | None) -> list[dict[str, Any]]:
    return [one for one in given if isinstance(one, dict)] if isinstance(given, list) else []


def _said(given: Value | None) -> str:
    return given if isinstance(given, str) else ""
