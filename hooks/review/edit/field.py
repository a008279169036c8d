"""A field of front matter as the command line names it: visibility, 可见范围, measures.3.status, 措施.*.期限."""

from __future__ import annotations

import re
from dataclasses import dataclass

from review.read.front.items import LEDGER, OVERRIDE, problem_key
from review.read.front.lines import Lines
from review.read.front.material import MATERIAL
from review.read.text.files import Refused
from review.read.yaml.emit import Value, plain_value
from review.read.yaml.fields import NAMES, nearest
from review.read.yaml.strict import parse

WITHIN = {"measures": LEDGER, "problems": OVERRIDE}
"""Fields whose value is an entry for each item, and what an entry holds."""
EVERY = "*"
_LISTS = {"causes", "measures"}
_FORM = re.compile(r"([^.]+)(?:\.(\*|[\dx]+(?:[.-][\dx]+)?)(?:\.([^.\d*]+))?)?")


class UnknownField(ValueError):
    """A field or a value that front matter does not have; the message says which there are, in Chinese."""


@dataclass(frozen=True, slots=True)
class Field:
    """Where a value stands in front matter."""

    key: str
    item: str | None = None
    """The number of a measure or problem; * for all that have an entry."""
    within: str | None = None

    def paths(self, lines: Lines) -> list[list[str]]:
        """The paths that the field means in one file; the number of a problem as the file writes it."""
        if self.item is None:
            return [[self.key]]
        there = lines.keys([self.key])
        items = there if self.item == EVERY else [_written(self.item, there)]
        return [[self.key, item, *([self.within] if self.within else [])] for item in items]

    def require(self, lines: Lines, name: str) -> None:
        """Raises Refused where a measure is not in the ledger of the file `name`: its other fields would be missing."""
        there = lines.keys([self.key])
        if self.key != "measures" or not self.within or self.item in (EVERY, *there):
            return
        node = lines.get([self.key])
        has = f"只有 {'、'.join(there)}" if there else "还没有登记措施"
        value = LEDGER[self.within].partition(": ")[2]
        known = f"改已有的：review set measures.{there[0]}.{self.within} {value} 文件；" if there else ""
        least = ", ".join(LEDGER[key] for key in ("owner", "due", "status"))
        new = f"新列入的写整条：review set measures.{self.item} '{{{least}}}' 文件"
        message = f"台账（measures）里没有措施 {self.item}，{has}；{known}{new}"
        raise Refused("front-matter", message, name, node.start_mark.line + 2 if node else 1)

    @property
    def takes_list(self) -> bool:
        """Whether its value is a list of numbers."""
        return self.within in _LISTS and self.key == "problems"


def field(text: str) -> Field:
    """The field that a word on the command line names. Raises UnknownField."""
    found = _FORM.fullmatch(text)
    key = _key(found[1] if found else text, MATERIAL)
    item, within = (found[2], found[3]) if found else (None, None)
    if item and key not in WITHIN:
        raise UnknownField(f"{NAMES[key]}（{key}）下面没有编号；例：review set {key} 值 文件")
    if key in WITHIN and not item or key == "seen":
        example = "problems.2.1.type" if key == "problems" else "measures.3.status"
        raise UnknownField(f"请写明哪一条的哪一项；例：{example}")
    if within:
        within = _key(within, WITHIN[key])
    return Field(key, item, within)


def _key(word: str, known: dict[str, str]) -> str:
    by_name = {NAMES[key]: key for key in known if key in NAMES}
    if word in known:
        return word
    if word in by_name:
        return by_name[word]
    names = "、".join(f"{NAMES[key]}（{key}）" if key in NAMES else key for key in known)
    raise UnknownField(f"没有“{word}”这一项{nearest(word, [*known, *by_name])}；可用的有{names}")


def _written(item: str, there: list[str]) -> str:
    return next((key for key in there if problem_key(key) == problem_key(item)), item)


def parsed_value(text: str, field: Field) -> Value:
    """The value that a word on the command line gives: a text, or a list or entry in YAML. Raises UnknownField."""
    whole = field.item is not None and field.within is None
    if not (whole or field.takes_list):
        return text
    try:
        node = parse(text, "VALUE", "front-matter") if text else None
    except Refused as error:
        raise UnknownField(f"值“{text}”不合写法：{error}") from None
    if text and node is None:
        raise UnknownField(f"值“{text}”不合写法：里面没有值")
    found = plain_value(node) if node else ""
    if field.takes_list and not isinstance(found, list):
        found = [part for part in re.split(r"[,，、\s]+", text) if part]
    return found
