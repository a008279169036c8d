"""JSON Schemas of front matter and vocabulary, for editors that complete and warn (VS Code with its YAML extension).

Keys, examples, choices, limits and patterns are those that the strict loader holds files to. A schema says less than
the loader in two points: whether a day exists, and what one record says of another.
"""

from __future__ import annotations

import re
from typing import Any

from review.model import Vocabulary
from review.read.front.due import ALWAYS, DAY, PERIOD
from review.read.front.items import ALSO, KEY, LEDGER, LONG, OVERRIDE, PROBLEM_KEY, READING, ROLES, SEEN, STATUS
from review.read.front.material import AUTHOR_KINDS, MATERIAL, VISIBILITIES
from review.read.structure.kinds import KINDS
from review.read.vocabulary import entries, trade
from review.read.yaml.fields import NAMES

Schema = dict[str, Any]
DRAFT = "http://json-schema.org/draft-07/schema#"
"""The draft that VS Code and its YAML extension know."""
LINE = r'^(?!\s)[^<>"\r\n]*[^<>"\s]$'
"""A text of one line, without what could break out of a page's title."""
FILES = ("material", "campaigns", "problems", "units", "glossary", "rules", "exceptions")


def schemas(vocabulary: Vocabulary) -> dict[str, Schema]:
    """The schema of each kind of file, by its name (FILES); ids that may be named are those of `vocabulary`."""
    themes = [theme.id for theme in vocabulary.themes]
    made = {
        "material": material(vocabulary),
        "campaigns": _list(_record(entries.CAMPAIGN, {
            "id": _id(), "year": _integer(1949, 2100), "name": _text(), "label": _text(),
            "headings": _list(_record(entries.HEADING, {
                "name": _text(), "wording": _text(400), "phrases": _texts(1), "themes": _texts(among=themes),
            }, ("name", "wording", "phrases"))),
        }, tuple(entries.CAMPAIGN))),
        "problems": _list(_record(entries.THEME, {
            "id": _id(), "name": _text(), "words": _texts(), "measures": _texts(),
            "types": _list(_record(entries.TYPE, {
                "id": _id(), "name": _text(), "gloss": _text(), "words": _texts(), "examples": _texts(),
            }, ("id", "name", "gloss", "words"))),
        }, ("id", "name", "types"))),
        "units": _list(_record(entries.UNIT, {
            "id": _id(), "name": _text(), "group": _text(), "aliases": _texts(),
            "since": _integer(1949, 2100), "until": _integer(1949, 2100),
        }, ("id", "name", "group"))),
        "glossary": _list(_record(entries.TERM, {
            "written": _text(), "meaning": _text(), "definition": _text(400), "synonyms": _texts(),
            "mark": {"enum": list(entries.MARKS)},
        }, ("written", "meaning"))),
        "rules": _list(_record(trade.RULE, {
            "id": {"type": "string", "pattern": f"^{trade.ID.pattern}$", "examples": [*trade.brought_rules()]},
            "grade": {"enum": list(trade.GRADES)}, "look": {"enum": list(trade.LOOKS)},
            "kind": {"enum": list(trade.KINDS)}, "name": _text(400), "why": _text(400), "says": _text(400),
            "words": _texts(), "examples": _texts(), "not": _texts(),
            "within": _texts(among=list(trade.SECTIONS)), "least": _integer(0, 100_000), "most": _integer(0, 100_000),
            "bodies": _list(_record(trade.BODY, {"name": _text(), "ends": _texts(), "words": _texts()},
                                    tuple(trade.BODY))),
        }, ("id", "grade"))),
        "exceptions": _list(_record(entries.SIGNED, {
            "path": _text(), "kind": {"enum": list(entries.NUMBERS)}, "reason": _text(), "by": _text(), "date": _day(),
            "digest": {"type": ["string", "integer"], "pattern": "^[0-9a-f]{4}$"},
        }, tuple(entries.SIGNED))),
    }  # fmt: skip
    return {name: {"$schema": DRAFT, **schema} for name, schema in made.items()}


def material(vocabulary: Vocabulary) -> Schema:
    """The schema of a material's front matter."""
    units = [name for unit in vocabulary.units for name in (unit.name, unit.id, *unit.aliases)]
    types = [kind.id for theme in vocabulary.themes for kind in theme.types]
    made = _record(MATERIAL, {
        "title": _text(),
        "campaign": _ids([campaign.id for campaign in vocabulary.campaigns]),
        "unit": _ids(units),
        "author": _text(40),
        "kind": {"enum": list(AUTHOR_KINDS)},
        "date": _day(),
        "visibility": {"enum": list(VISIBILITIES)},
        "measures": _keyed(KEY.pattern, _ledger()),
        "problems": _keyed(PROBLEM_KEY.pattern, {"minProperties": 1, **_record(OVERRIDE, {
            "type": _ids(types), "causes": _numbers(), "measures": _numbers()})}),
        "reading": _list(_reading()),
        "seen": _list(_record(SEEN, {"rule": _text(), "at": _text(), "why": _text()}, ("rule", "why"))),
    }, ("title", "campaign", "unit", "kind", "date", "visibility"))  # fmt: skip
    made["if"] = {"properties": {"kind": {"const": "班子"}}, "required": ["kind"]}
    made["then"] = {"not": {"required": ["author"]}}
    made["else"] = {"required": ["author"]}
    return made


def _ledger() -> Schema:
    """An entry of the ledger; what is signed off is done."""
    made = _record(LEDGER, {
        "owner": _text(), "leader": _text(40), "due": _due(), "status": {"enum": list(STATUS)},
        "progress": _text(LONG), "evidence": _text(LONG), "closed": _day(),
    }, ("owner", "status"))  # fmt: skip
    done = {"properties": {"status": {"const": "已完成"}}}
    return made | {"if": {"required": ["closed"]}, "then": done}


def _reading() -> Schema:
    made = _record(READING, {
        "at": _text(), "as": {"enum": list(ROLES)}, "kind": {"enum": list(KINDS)}, "nth": _integer(1, 999),
        "also": {"enum": list(ALSO)},
    }, ("at", "as"))  # fmt: skip
    section, whole = ({"properties": {"as": {"const": role}}, "required": ["as"]} for role in ("section", "material"))
    alone = {"if": {"anyOf": [section, whole]}, "then": {"not": {"required": ["also"]}}}
    return made | {"if": section, "then": {"required": ["kind"]}, "else": {"not": {"required": ["kind"]}},
                   "allOf": [{"if": whole, "then": {"not": {"required": ["nth"]}}}, alone]}  # fmt: skip


def _record(examples: dict[str, str], properties: Schema, required: tuple[str, ...] = ()) -> Schema:
    """A mapping with exactly the keys of `examples`, each told by its Chinese name and its example."""
    told = {key: {**properties[key], "description": _said(key, example)} for key, example in examples.items()}
    return {"type": "object", "properties": told, "additionalProperties": False, "required": list(required)}


def _said(key: str, example: str) -> str:
    return f"{NAMES[key]}。例：{example}" if key in NAMES else f"例：{example}"


def _list(item: Schema) -> Schema:
    return {"type": "array", "items": item}


def _keyed(pattern: str, value: Schema) -> Schema:
    return {"type": "object", "patternProperties": {f"^(?:{pattern})$": value}, "additionalProperties": False}


def _text(limit: int = 200) -> Schema:
    """What YAML may take for a number or a truth is text to the loader."""
    return {"type": ["string", "number", "boolean"], "maxLength": limit, "pattern": LINE}


def _texts(least: int = 0, among: list[str] | None = None) -> Schema:
    item = _text() if among is None else _ids(among)
    return {"type": "array", "items": item, "uniqueItems": True, "minItems": least}


def _ids(known: list[str]) -> Schema:
    """One of the known names; in a vocabulary that has none yet, any."""
    return {"enum": known} if known else _text()


def _id() -> Schema:
    return {"type": "string", "pattern": f"^(?:{entries.SLUG.pattern})$", "maxLength": 60}


def _integer(low: int, high: int) -> Schema:
    return {"type": "integer", "minimum": low, "maximum": high}


def _numbers() -> Schema:
    return {"type": "array", "items": _integer(1, 999)}


def _day() -> Schema:
    return {"type": "string", "pattern": "^(19|20)[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"}


def _due() -> Schema:
    """A day, a period as offices write it, or one of two words; spaces may stand in a period."""
    period = re.sub(r"\(\?P<\w+>", "(", PERIOD.pattern)
    pattern = "|".join((*ALWAYS, DAY.pattern, f"(?=.*[0-9一二三四上下全年]){period}"))
    return {"type": ["string", "number"], "maxLength": 40, "pattern": f"^(?:{pattern})$"}
