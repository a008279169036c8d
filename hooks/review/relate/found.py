"""The items of a document as placing sees them: plain text, and the vocabulary's words in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

from review.model import Cause, Document, Heading, Item, Measure, Problem
from review.relate.score import Scorer
from review.relate.words import Word, plain

_ASPECT_ALONE = re.compile(
    ".{1,10}方面|.{1,6}上|.{0,4}[学文会作]风不.{1,4}"
    "|(自身|自己|个人|本人|本职|业务|各项|具体)的?(工作|建设|表现)[上中]?[还仍]?(有|存在)"
    "(一定|一些|不少|明显|较大)?的?(短板|差距|不足|欠缺|薄弱环节)"
)
_FIRST_SENTENCE = re.compile("[^。；！？\n]*")


class Found:
    """An item's opening and body as plain text, and the vocabulary's words in them; the body's when asked for.

    An opening that only names an aspect (工作方面：, 思想上：, 领导作风不够实，, 自身建设有短板。) says not what is
    wanting: what follows counts too.
    """

    def __init__(self, item: Item, scorer: Scorer) -> None:
        self.item, self._scorer = item, scorer
        opening, rest = item.opening, "\n".join((item.rest, *item.paragraphs))
        if _ASPECT_ALONE.fullmatch(opening) and (said := _FIRST_SENTENCE.match(rest.lstrip("：:，, \n"))):
            opening += said[0]
        self.opening_text = plain(opening)
        self.body_text = plain(rest)
        """What follows the opening."""
        self.text = f"{self.opening_text}\n{self.body_text}"
        self.opening: tuple[Word, ...] = scorer.words.within(self.opening_text)
        """The vocabulary's words in the opening."""

    @cached_property
    def body(self) -> tuple[Word, ...]:
        """The vocabulary's words in the body."""
        return self._scorer.words.within(self.body_text)


def items_of(document: Document) -> Iterator[Problem | Cause | Measure]:
    """Problems, causes and measures in the document's order."""
    for section in document.sections:
        for part in section.content:
            for item in part.content if isinstance(part, Heading) else (part,):
                if isinstance(item, Problem | Cause | Measure):
                    yield item
