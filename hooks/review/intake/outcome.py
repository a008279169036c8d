"""What became of each document of an import."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Literal

from review.intake.clean import KINDS
from review.intake.front import FIELDS
from review.intake.prepare import Prepared

Status = Literal["imported", "updated", "unchanged", "attention", "refused"]
STATUS = {"imported": "已导入", "updated": "已更新", "unchanged": "没有变化", "attention": "待处理", "refused": "拒收"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """One document, or one file that could not be read."""

    source: str
    """The file as the clerk named it; with its number where the file holds several documents."""
    status: Status
    reasons: tuple[str, ...]
    path: str = ""
    """The material's file, relative to the library's root; empty where there is none."""
    written: bool = False
    prepared: Prepared | None = None
    counts: dict[str, int] | None = None
    """What was read of the document, by its Chinese name: 问题 to 12; kept when `prepared` is let go."""
    notes: tuple[str, ...] = ()
    """What reading the file changed."""

    @property
    def changes(self) -> dict[str, int]:
        """How often each kind of change was made, in the order of KINDS."""
        if self.prepared is None:
            return {}
        made = Counter(change.kind for change in self.prepared.changes)
        return {kind: made[kind] for kind in KINDS if made[kind]}

    def as_json(self) -> dict:
        """Plain values for scripts."""
        row = {"source": self.source, "status": self.status, "reasons": list(self.reasons), "path": self.path or None,
               "written": self.written, "notes": list(self.notes)}
        if self.prepared:
            guesses = self.prepared.guesses
            row |= {
                "fields": {
                    key: {"value": g.value, "confidence": g.confidence, "sure": g.sure, "reason": g.reason}
                    for key in FIELDS if (g := guesses[key])
                },
                "counts": self.counts,
                "changes": self.changes,
                "findings": [
                    {"rule": f.rule, "severity": f.severity, "line": f.at.line, "message": f.message}
                    for f in self.prepared.findings
                ],
            }
        return row
