"""A rule: what the code of a finding means."""

from __future__ import annotations

from dataclasses import dataclass

from review.model import Severity


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule that a finding names by its code."""

    code: str
    severity: Severity
    """An error would hide, leak or break something, so it stops the build; a warning does not."""
    title: str
    explanation: str
    """Why it matters and what to do, in Chinese."""
    example: str
    """What is found fault with, or its right form."""
