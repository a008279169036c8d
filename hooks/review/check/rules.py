"""All rules, by code: those of files, documents and Word files (file_rules.py …), and of the trade (rules.yml)."""

from __future__ import annotations

from review.check.document_rules import DOCUMENT_RULES
from review.check.file_rules import FILE_RULES
from review.check.rule import Rule
from review.check.word_rules import WORD_RULES
from review.model import Finding, Position
from review.read.vocabulary.trade import brought_rules

_TRADE = (Rule(one.id, "warning", one.name, one.why, one.examples[0]) for one in brought_rules().values())
DOUBTS = frozenset(("unusual", "uncertain"))
"""Where a reading may be wrong: they come before all others, as what else is said follows from the reading."""
RULES: dict[str, Rule] = {rule.code: rule for rule in (*FILE_RULES, *DOCUMENT_RULES, *WORD_RULES, *_TRADE)}
"""All rules of the package by code. A site's own rules of the trade stand in its vocabulary alone."""


def finding(code: str, message: str, path: str, line: int) -> Finding:
    """A finding under a rule of the table. Raises KeyError for a code that the table does not have."""
    return Finding(rule=code, severity=RULES[code].severity, message=message, at=Position(path=path, line=line))
