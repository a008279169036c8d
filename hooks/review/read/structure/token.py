"""A token, and what is known of it: what cutting, describing and decoding hand on."""

from __future__ import annotations

from review.read.structure.kinds import KindEvidence
from review.read.text.lines import Line
from review.read.text.ordinals import signs_at

ORDINALS = frozenset(
    ("part", "heading", "bracket", "circle", "letter", "small", "roman", "number", "decimal", "deeper", "said", "th",
     "each", "named", "turn", "section")
)
"""Styles that say a number with a mark of their own."""


_SAYS_KIND = {"kind.noun", "kind.act", "kind.other", "kind.cases", "kind.previous"}
"""Evidence of a name that says its kind."""
BULLETS = ("bullet", "sign")
"""Styles of entries without a number."""


class Token:
    """A part of a logical line that begins where an ordinal or an announcement may begin."""

    __slots__ = ("line", "begin", "body", "end", "style", "number", "before", "spaced", "bound", "f")

    def __init__(self, line: Line, begin: int, body: int, end: int, style: str | None, number: int | None = None,
                 before: str = "", spaced: bool = False) -> None:
        self.line, self.begin, self.body, self.end = line, begin, body, end
        """`body` is where the text behind the ordinal begins; all are offsets in the line."""
        self.style, self.number = style, number
        """The kind of ordinal; None for a text, `clause` for one that may announce, `hash1` … for a heading sign."""
        self.before, self.spaced = before, spaced
        """The mark before it inside a line, and whether a space stands between."""
        self.bound: str | None = None
        """The label that an editor's note binds it to."""
        self.f: Features
        """Its features, once features.py has described it."""

    @property
    def leads(self) -> bool:
        """Whether it stands at the beginning of its line."""
        return self.begin == 0

    @property
    def text(self) -> str:
        return self.line.text[self.begin : self.end].strip()

    @property
    def body_text(self) -> str:
        return self.line.text[self.body : self.end].strip()

    @property
    def marker(self) -> str:
        """The ordinal as written; empty where there is none."""
        signs = signs_at(self.line.text, self.begin)
        if self.style in ("bullet", "sign"):
            return signs["dash"][:1]
        begin = min(signs.end(), self.body)
        end = begin + len(self.line.folded[begin : self.body].rstrip(" *_"))
        return self.line.text[begin:end].strip()

    def cut(self, at: int) -> tuple[Token, Token]:
        """The two parts before and after an offset of the line."""
        first = Token(self.line, self.begin, self.body, at, self.style, self.number, self.before, self.spaced)
        return first, Token(self.line, at, at, self.end, None)


class Features:
    """Of one token. What only some tokens need stays as it is here."""

    __slots__ = (
        "first", "size", "alone", "end", "next", "adjacent", "goes_on", "head_below", "aspect", "theme", "want",
        "want_all", "do", "reason", "done", "label", "colon", "criticism", "criticised", "vice", "kinds", "item_like",
        "turns", "announced", "announces", "opens", "again", "own_points", "done_before", "no_item", "first_mark",
        "in_run", "says", "carries", "carried", "themed", "echoes", "looks_back",
    )  # fmt: skip

    def __init__(self) -> None:
        self.first = ""
        """The folded text behind the ordinal up to the first stop."""
        self.size = 0
        """Characters of all that text."""
        self.alone = False
        """Whether nothing follows `first`."""
        self.end = 0
        """How surely the document's end begins here: 2 a date or an attachment, 1 a signature."""
        self.next: Token | None = None
        """The next token with an ordinal or a sign."""
        self.adjacent = False
        """Whether `next` stands right behind."""
        self.goes_on = False
        """Whether the next ordinal of this style says the next number."""
        self.head_below = False
        """Whether the next ordinal is the first of another style, as below a heading."""
        self.aspect = self.theme = self.reason = self.colon = self.criticism = self.criticised = self.vice = False
        self.want = self.want_all = self.do = self.done = 0
        self.looks_back = False
        """Whether a text that leads a list speaks of all problems before it: 以上问题……"""
        self.label: str | None = None
        self.carries = self.carried = False
        """Whether a list that began before goes on right below it; whether it goes on so."""
        self.themed = self.echoes = False
        """Whether it is one of several names that each have a list below: a theme, whatever its ordinal; and whether a
        theme of another part has the same name."""
        self.says: str | None = None
        """The kind that a named ordinal says: causes for 原因一：."""
        self.kinds: KindEvidence | None = None
        """For a name: what speaks for each kind of section."""
        self.item_like = False
        """Whether what follows 一、 reads like an item and not like a section's name."""
        self.turns = self.announces = self.opens = self.own_points = self.done_before = False
        self.announced: KindEvidence | None = None
        """For a clause that may announce: what speaks for each kind."""
        self.no_item = False
        """Whether it stands behind a sentence about a vice in general."""
        self.first_mark = False
        """Whether it is the document's first mark and says a number above 1: a part of a material."""
        self.again = False
        """Whether the same label stands elsewhere too: one below every theme."""
        self.in_run = False
        """Whether it is one of several 一、 that a sentence announced."""

    @property
    def says_kind(self) -> bool:
        """Whether a name says with a word of its own what kind of section it names."""
        return any(weight in _SAYS_KIND for _, weight, _ in self.kinds or ())
