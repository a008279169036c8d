"""What a cause or measure answers: the wording it shares with the document's problems, and their themes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from math import log

from review.relate.words import pairs

OWN_FLOOR, DOCUMENT_FLOOR = 0.002, 0.05
"""What every theme is thought to have at least, of the item's own score and of the document's problems."""
DOCUMENT = 0.5
"""What the themes of the document's problems count."""
SHARED = 1.5
"""What a pair of characters counts that only one problem has; half where two have it, nothing where more do."""
HAVING_AT_MOST = 2
PAIRS_AT_MOST = 3
SHOWN = 3
"""Pairs that are named where one asks why."""


class Wording:
    """The problems of one document, ready to be compared with its causes and measures."""

    def __init__(self, problems: Iterable[tuple[str, str, Mapping[str, float]]]) -> None:
        """`problems` are id, plain text, and shares by theme id."""
        self.shares: dict[str, Mapping[str, float]] = {}
        self._texts: dict[str, str] = {}
        self._mean: dict[str, float] = {}
        for id, text, shares in problems:
            self.shares[id], self._texts[id] = shares, text
        self._together = "\n".join(self._texts.values())
        for shares in self.shares.values():
            for theme, share in shares.items():
                self._mean[theme] = self._mean.get(theme, 0) + share / len(self.shares)
        self._document = {t: DOCUMENT * log(share + DOCUMENT_FLOOR) for t, share in self._mean.items()}

    def parts(
        self, own: Mapping[str, float], words: str, text: str, stated: Collection[str]
    ) -> Iterator[tuple[str, str, Mapping[str, float]]]:
        """The parts of a theme's score: what it is, its text, and what it gives each theme.

        `own` are the item's shares by its own wording, for every theme, and `words` the words in it; `stated` are
        the problems that the text names itself, which stand in for shared wording.
        """
        yield "自身", words, {theme: log(share + OWN_FLOOR) for theme, share in own.items()}
        if self.shares:
            yield "全文问题", "", self._document
        if stated:
            weight = SHARED * PAIRS_AT_MOST / len(stated)
            told = [("写明", id, id, weight) for id in stated if id in self.shares]
        else:
            told = [("措辞", named, id, weight) for id, (named, weight) in self._shared(text).items()]
        for kind, named, id, weight in told:
            yield kind, named, {theme: weight * share for theme, share in self.shares[id].items()}

    def _shared(self, text: str) -> dict[str, tuple[str, float]]:
        """By problem id: the pairs that a plain text shares with it, and what they count together."""
        found: dict[str, list[tuple[str, float]]] = {}
        for pair in dict.fromkeys(pairs(text)):
            if pair in self._together:
                having = [id for id, text in self._texts.items() if pair in text]
                for id in having if len(having) <= HAVING_AT_MOST else ():
                    found.setdefault(id, []).append((pair, 1 / len(having)))
        return {
            id: ("、".join(pair for pair, _ in shared[:SHOWN]), SHARED * min(PAIRS_AT_MOST, sum(w for _, w in shared)))
            for id, shared in found.items()
        }
