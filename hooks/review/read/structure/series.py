"""Series: what a list is by all of its members, whatever its ordinals say of a level.

Where every member is a name with a list below it, the members are themes: 一是学习方面。①…②…. Where a list goes on
below the next theme (…4. below one, 5. below the other), it is the theme's as if it began there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from review.read.structure.token import BULLETS, ORDINALS, Token

_PARTS = ("part", "hash1", "hash2")
_TOPS = ("part", "hash1", "hash2", "section")
_ABOVE = ("part", "section", "heading")
"""What stands above themes, or is one; such a list is not what goes on below them."""
_NAME_AT_MOST = 24
"""Characters of a member that may be a theme's name; what is longer says something."""
_STOPS = ("。", ";", ",", "!", "?")
_Place = tuple[int, int]
"""A number, and at which token it stands."""


def count_on(run: list[Token]) -> None:
    """Which tokens stand right above a list that goes on from before them: its last number, and then a theme.

    That is so of an ordinal only where the list went on below the one before it too: else it is the list's own end.
    """
    last: dict[str | None, _Place] = {}
    for i, token in enumerate(run):
        style, after = token.style, token.f.next
        if token.begin == 0 and style in _TOPS:
            last = {style: last[style]} if style in last else {}
        if token.f.adjacent and after is not None and after.style in ORDINALS and (after.number or 0) > 1:
            number, at = last.get(after.style, (0, -1))
            own = last[style][1] if style in last else -1
            plain = (style is None or style in BULLETS) and _short(token)
            below = after.style not in _ABOVE and after.style != style
            if below and number + 1 == after.number and (plain or -1 < own < at):
                token.f.carries = after.f.carried = True
                token.f.head_below = token.f.head_below or style is not None
        if style in ORDINALS or style in BULLETS:
            last[style] = token.number or 0, i


def _short(token: Token) -> bool:
    """Whether what a token says may be a name: it is short, and no sentence ends it."""
    text = token.line.folded[token.body : token.end].rstrip(" *_")
    return len(text) <= _NAME_AT_MOST and text[-1:] not in _STOPS


def mark_themes(run: list[Token]) -> None:
    """Mark the members of series of themes; of each part of a document the outermost only."""
    parted = sum(token.leads and token.style in _PARTS for token in run) > 1
    for region in _regions(run, _PARTS if parted else _TOPS):
        groups: dict[str, list[Token]] = {}
        for token in region:
            plain = token.style is None and token.leads and token.f.aspect and token.f.alone
            if plain or token.style in ORDINALS or token.style in BULLETS:
                groups.setdefault(token.style or "", []).append(token)
        for style, members in groups.items():
            if style == "section" and not parted:
                continue
            if _are_themes(members):
                for token in members:
                    token.f.themed = True
            if style in ("heading", "section") or _are_themes(members):
                break
    named = [token for token in run if token.f.themed]
    times = Counter(token.f.first for token in named)
    for token in named:
        token.f.echoes = times[token.f.first] > 1


def _regions(run: list[Token], tops: tuple[str, ...]) -> Iterator[list[Token]]:
    """A document's tokens from one part's line to the next."""
    begin = 0
    for i, token in enumerate(run):
        if token.leads and token.style in tops:
            yield run[begin:i]
            begin = i + 1
    yield run[begin:]


def _are_themes(members: list[Token]) -> bool:
    """Whether all are names, and lists of one form stand below nearly all of them."""
    below = [t.f.next.style for t in members if t.f.next is not None and opens_below(t)]
    return len(below) > 1 and len(set(below)) == 1 and len(below) * 3 >= len(members) * 2 and all(map(_names, members))


def opens_below(token: Token) -> bool:
    """Whether a list of another form begins right behind a token, or goes on there."""
    f, after = token.f, token.f.next
    if after is None or not f.adjacent or after.style == token.style or after.style in _TOPS:
        return False
    return after.number == 1 or f.carries or (after.style in BULLETS and token.style != "sign")


def _names(token: Token) -> bool:
    """Whether a member is nothing but a name."""
    f = token.f
    if f.label or not f.alone or f.size > _NAME_AT_MOST:
        return False
    last = token.line.folded[token.body : token.end].rstrip(" *_")[-1:]
    return f.aspect or (not f.want and "," not in f.first and last not in _STOPS)
