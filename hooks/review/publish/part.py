"""A part of a site's pages, which the generator makes by itself as it would make them among all others.

It knows what the other pages are called, for links; what they say is no matter.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from review.model import Audience, Page

LETTERS = 3_000_000
"""About so much one run of the generator makes: its pages are in memory, each three times over."""
FOOTER = (("使用说明", "guide/index.md"), ("词语", "glossary/index.md"), ("更新", "changes/index.md"))
"""What the foot of every page leads to, where it is there."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """What is to be made."""

    root: Path
    audience: Audience
    pages: tuple[Page, ...]
    """Which are written where they are made."""
    sources: frozenset[str]
    """Of all pages of the library, and its pictures."""
    as_of: str
    beside: bool
    """Whether docs/ and what the theme brings are part of it."""
    judged: bool
    """Whether the gates are asked about it: a preview's files have no facts and no packed copies."""
    built: dict[str, str]
    """The SHA-256 of what stands where it will be put, as far as that is still as it was made; by path."""
    asked: dict[str, bool] = field(default_factory=dict, compare=False)
    """Filled when it is made: the sources that links of docs/ lead to, and whether they are there."""
    written: dict[str, bytes] = field(default_factory=dict, compare=False)
    """Filled when it is made: its pages, by their paths in the site."""

    def pieces(self) -> Iterator[Part]:
        """What the generator makes at once of it, with its pages written; docs/ is in the first."""
        some: list[Page] = []
        letters, beside = 0, self.beside
        for page in self.pages:
            text = page.text
            some.append(replace(page, write=partial(str, text)))
            letters += len(text)
            if letters > LETTERS:
                yield replace(self, pages=tuple(some), beside=beside, asked={}, written={})
                some, letters, beside = [], 0, False
        if some or beside:
            yield replace(self, pages=tuple(some), beside=beside, asked={}, written={})


def day(date: datetime.date) -> str:
    """A day as the frame of the home page says it."""
    return f"{date.year} 年 {date.month} 月 {date.day} 日"


_current: list[Part] = []


def current() -> Part | None:
    """The part that this process is making; None where a whole site is made."""
    return _current[-1] if _current else None


@contextmanager
def making(part: Part) -> Iterator[None]:
    """Within this block, it is the current one."""
    _current.append(part)
    try:
        yield
    finally:
        _current.pop()
