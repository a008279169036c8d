"""What documents that come in have in common (雷同) with the library and with each other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from review.model import Document, Vocabulary
from review.read.structure.document import read_document, source_of
from review.read.text.folding import fold
from review.relate.copies.counted import Counting
from review.relate.copies.near import Nearby, grams_of
from review.relate.copies.passages import WORTH, copied_passages
from review.relate.copies.seeds import seeds

_SILENT = re.compile(r"[\W_]+")
_LIKELIEST = 12
"""Others that one document is held against, word by word: a clerk reads no more, and a batch may be all alike."""


@dataclass(frozen=True, slots=True)
class Common:
    """What a document has in common with another."""

    other: str
    """The other's name."""
    title: str
    """Empty where it has none."""
    letters: int
    share: float
    """Of the letters that count in the shorter one, 0..1."""

    def __str__(self) -> str:
        name = f"《{self.title}》（{self.other}）" if self.title else f" {self.other} "
        return f"与{name}有 {self.letters} 字相同（较短一份的 {self.share:.0%}），请核对"


@dataclass(frozen=True, slots=True)
class _Text:
    id: str
    document: Document


def commons(
    incoming: Mapping[str, Document], bodies: Mapping[str, str], vocabulary: Vocabulary
) -> dict[str, tuple[Common, ...]]:
    """What each incoming document has in common with others, by name, the most first.

    `bodies` are the texts of the library, by path.
    """
    sources = {name: source_of(document) for name, document in incoming.items()}
    texts = sources | dict(bodies)
    names = list(texts)
    grams = grams_of(list(texts.values()))
    nearby = Nearby(grams, range(len(sources)))
    letters = cache(lambda name: _SILENT.sub("", fold(texts[name])))
    document_of = cache(lambda name: incoming.get(name) or read_document(texts[name], name))
    found, agree = {}, dict[tuple[str, str], bool]()
    for number, name in enumerate(incoming):
        others = [names[n] for n in nearby.of(number)[:_LIKELIEST]]
        unheard = [other for other in others if (other, name) not in agree]  # of a pair within the batch, the second
        likely = _worth(letters(name), [letters(other) for other in unheard]) if unheard else {}
        agree |= {(name, other): n in likely for n, other in enumerate(unheard)}
        held = [_Text(other, document_of(other)) for other in others
                if agree.get((name, other), agree.get((other, name)))]
        found[name] = tuple(sorted(_commons(_Text(name, incoming[name]), held, vocabulary, len(texts)),
                                   key=lambda common: -common.letters))  # fmt: skip
    return found


def _commons(one: _Text, others: list[_Text], vocabulary: Vocabulary, total: int) -> Iterator[Common]:
    if not others:
        return
    counting = Counting([one, *others], vocabulary, total)
    mine, *theirs = (counting.text(text) for text in (one, *others))
    for number, letters in _worth(mine, theirs).items():
        other = others[number]
        yield Common(other.id, other.document.title or "", letters, letters / min(len(mine), len(theirs[number])))


def _worth(one: str, others: list[str]) -> dict[int, int]:
    """The numbers of the texts that agree with `one` in a passage worth a remark, and in how many letters in all."""
    found = {}
    for near in seeds([one, *others], of=0):
        agree = copied_passages(one, others[near.second - 1], near.places)
        if max((passage.common for passage in agree), default=0) >= WORTH:
            found[near.second - 1] = sum(passage.common for passage in agree)
    return found
