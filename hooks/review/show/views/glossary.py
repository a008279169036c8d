"""The glossary as a page shows it: the terms that it explains, and the spellings that stand for others."""

from __future__ import annotations

from dataclasses import dataclass

from review.model import Term, Vocabulary


@dataclass(frozen=True, kw_only=True, slots=True)
class Glossary:
    """Both lists, in the order of the file."""

    explained: tuple[Term, ...]
    spelled: tuple[Term, ...]


def glossary(vocabulary: Vocabulary) -> Glossary:
    """The glossary of a vocabulary; a term without a definition is but another spelling."""
    terms = vocabulary.terms
    return Glossary(
        explained=tuple(t for t in terms if t.definition), spelled=tuple(t for t in terms if not t.definition)
    )
