"""What becomes of each document of an import."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any, Literal

from review.check.private.screen import mask
from review.intake.clean import KINDS
from review.intake.prepare import Prepared
from review.read.front.material import DECIDED

Decision = Literal["new", "changed", "same", "older", "doubtful", "refused"]
STATUS: dict[Decision, str] = {
    "new": "新增", "changed": "更新", "same": "相同", "older": "旧稿", "doubtful": "待定夺", "refused": "拒收",
}  # fmt: skip
"""same: this very text is there; older: a text that was there before and has been replaced since."""
Answer = Literal["replace", "add", "force"]
ANSWERS: dict[Answer, str] = {"replace": "是它的新稿，更新它", "add": "是另一份，另存", "force": "照样收入"}
"""How a clerk settles what is doubtful; each is an option of `review import`."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """One document, or one file that could not be read."""

    source: str
    """The file as the clerk named it; with its number where the file holds several documents."""
    status: Decision
    reasons: tuple[str, ...] = ()
    path: str = ""
    """The material's file, relative to the library's root; empty where there is none."""
    content: str | None = None
    """The whole text that the file will have; None where nothing is written."""
    changed: tuple[str, ...] = ()
    """What is not as it was in the library: items, words, front matter."""
    answers: tuple[Answer, ...] = ()
    """What would settle a doubtful one."""
    handle: bool = False
    """Whether the clerk has something to do even when it is taken: a field to decide, an error."""
    visibility: str = "draft"
    """Of the material that is changed."""
    copied: tuple[str, ...] = ()
    """What it has in common with others, each in a sentence."""
    written: bool = False
    prepared: Prepared | None = None
    notes: tuple[str, ...] = ()
    """What reading the file changed."""

    @property
    def certain(self) -> bool:
        """Whether it is taken without a question."""
        return self.content is not None and self.status in ("new", "changed")

    @property
    def open(self) -> bool:
        """Whether the clerk is not done with it."""
        return self.handle or self.status in ("doubtful", "refused")

    @property
    def counts(self) -> dict[str, int] | None:
        """What was read of the document, by its Chinese name: 问题 to 12."""
        return self.prepared.counts if self.prepared else None

    @property
    def cleaned(self) -> dict[str, int]:
        """How often each kind of cleaning was done, in the order of KINDS."""
        if self.prepared is None:
            return {}
        made = Counter(change.kind for change in self.prepared.changes)
        return {kind: made[kind] for kind in KINDS if made[kind]}

    def as_json(self) -> dict[str, Any]:
        """Plain values for scripts."""
        row: dict[str, Any] = {
            "source": self.source, "status": self.status, "reasons": list(self.reasons), "path": self.path or None,
            "written": self.written, "changed": list(map(mask, self.changed)), "answers": list(self.answers),
            "notes": list(self.notes), "copied": list(self.copied),
        }  # fmt: skip
        if self.prepared:
            guesses = self.prepared.guesses
            row |= {
                "fields": {
                    key: {"value": g.value, "confidence": g.confidence, "sure": g.sure, "reason": g.reason}
                    for key in DECIDED if (g := guesses[key])
                },
                "counts": self.counts,
                "cleaned": self.cleaned,
                "findings": [
                    {"rule": f.rule, "severity": f.severity, "line": f.at.line, "message": mask(f.message)}
                    for f in self.prepared.findings
                ],
            }
        return row
