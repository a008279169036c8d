"""The mark (校验) of a row of the ledger: by it a table that comes back shows what was edited, and of which measure.

It holds digests of the measure's text and of each value, so an import takes only what the table's editor changed,
and nothing of a measure whose text is another by then.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass

from review.model import LedgerEntry, Measure
from review.read.text.folding import squeeze

FIELDS = {"leader": "责任领导", "owner": "责任部门", "due": "完成时限", "status": "状态", "progress": "进展",
          "evidence": "佐证", "closed": "对账销号"}  # fmt: skip
"""The keys of the ledger in front matter that a table can change, each with its column."""
_LENGTH = 6
_FORM = re.compile(rf"[0-9a-f]{{10}}(-[0-9a-f]{{{_LENGTH}}}){{{len(FIELDS)}}}")


@dataclass(frozen=True, slots=True)
class RowMark:
    """What a row was when it was exported."""

    text: str
    """Digest of the measure's text."""
    values: Mapping[str, str]
    """Digests of the values, by key of front matter."""

    def __str__(self) -> str:
        return "-".join((self.text, *(self.values[key] for key in FIELDS)))


def row_mark(measure: Measure, entry: LedgerEntry | None) -> RowMark:
    """The mark of a measure as it is."""
    values = plain_values(entry)
    return RowMark(digest_of(measure), {key: value_digest(values[key]) for key in FIELDS})


def read_mark(text: str) -> RowMark | None:
    """The mark that a cell holds; None where it is none."""
    if not _FORM.fullmatch(text):
        return None
    first, *rest = text.split("-")
    return RowMark(first, dict(zip(FIELDS, rest, strict=True)))


def plain_values(entry: LedgerEntry | None) -> dict[str, str]:
    """The values of an entry as texts, each empty where nothing is written."""
    return {key: str(getattr(entry, key) or "") if entry else "" for key in FIELDS}


def digest_of(measure: Measure) -> str:
    """The digest of a measure's text; white space and the width of marks make no other."""
    return hashlib.sha256(squeeze(measure.text).encode()).hexdigest()[:10]


def value_digest(value: str) -> str:
    """The digest of a value, however many spaces are in it."""
    return hashlib.sha256(" ".join(value.split()).encode()).hexdigest()[:_LENGTH]
