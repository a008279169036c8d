"""What a file of materials/ said in the past: read for its history alone, whatever today's vocabulary makes of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import cast, get_args

from review.model import Document, Note, Visibility
from review.read.front.items import LEDGER, problem_key, read_notes
from review.read.front.material import MATERIAL, RULE, split
from review.read.yaml.fields import Fields, Notes
from review.read.yaml.strict import Mapping, Node, Scalar, parse

PLAIN = ("title", "campaign", "unit", "author", "kind", "date", "visibility")
"""Keys of front matter that have one value."""

ReadBody = Callable[[str, str, int, tuple[Note, ...]], Document]


@dataclass(frozen=True, kw_only=True, slots=True)
class Past:
    """A file of materials/ as it was."""

    visibility: Visibility
    fields: dict[str, str]
    ledger: dict[str, dict[str, str]]
    """What the ledger said, by the id of its measure; values as written, by the keys of LEDGER."""
    types: dict[str, str]
    """The types that a person stated, by the id of the problem."""
    document: Document


def read_past(text: str, name: str, read: ReadBody) -> Past | None:
    """What a text that starts with its front matter said; `read` reads its body, as `read_document` does.

    None where it does not say who may see it: no site was ever built of that. Raises Refused where its front matter
    cannot be read, which no site was built of either.
    """
    notes = Notes(name, RULE, [])
    front, body, first_line = split(text, name)
    fields = Fields(parse(front, name, RULE, first_line=2), notes, MATERIAL, line=1)
    plain = {key: node.text for key in PLAIN if isinstance(node := fields.values.get(key), Scalar)}
    if plain.get("visibility") not in get_args(Visibility):
        return None
    return Past(
        visibility=cast(Visibility, plain["visibility"]),
        fields=plain,
        ledger={f"m{key}": {name: entry.get(name, "") for name in LEDGER}
                for key, entry in _entries(fields, "measures")},
        types={problem_key(key): entry["type"] for key, entry in _entries(fields, "problems") if "type" in entry},
        document=read(body, name, first_line, tuple(read_notes(fields, notes))),
    )  # fmt: skip


def _entries(fields: Fields, key: str) -> Iterator[tuple[str, dict[str, str]]]:
    for name, node in fields.pairs(key):
        yield name.text, dict(_values(node))


def _values(node: Node) -> Iterator[tuple[str, str]]:
    if isinstance(node, Mapping):
        yield from ((key.text, value.text) for key, value in node.pairs if isinstance(value, Scalar))
