"""Whether a document is a review material at all, and if not, why."""

from __future__ import annotations

from review.model import Document


def refusal(document: Document) -> str | None:
    """The reason why `document` is no review material; None where it is one."""
    if not any(s.kind in ("problems", "causes", "measures") for s in document.sections):
        return "没有找到问题、原因或整改措施"
    return None
