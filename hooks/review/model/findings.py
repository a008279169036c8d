"""Where something stands, and what is found wrong there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Position:
    """A place in a source file."""

    path: str
    """Path relative to the library's root, with forward slashes."""
    line: int
    """Line number, from 1."""

    def __str__(self) -> str:
        return f"{self.path}:{self.line}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """Something wrong or doubtful in a source file, printed as `path:line: message [rule]`."""

    rule: str
    """A code of the table in `check/rules.py`."""
    severity: Severity
    message: str
    """What was expected, what was found and, where it helps, an example; in Chinese."""
    at: Position

    def __str__(self) -> str:
        return f"{self.at}: {self.message} [{self.rule}]"
