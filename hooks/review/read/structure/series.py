"""Series: what a list is by all of its members, whatever its ordinals say of a level.

Where every member is a name with a list below it, the members are themes: 一是学习方面。①…②…. Where a list goes on
below the next theme (…4. below one, 5. below the other), it is the theme's as if it began there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import zip_longest

from review.read.structure.token import BULLETS, ORDINALS, Features, Token

_PARTS = ("part", "hash1", "hash2")
_TOPS = ("part", "hash1", "hash2", "section")
_ABOVE = ("part", "section", "heading")
"""What stands above themes, or is one; such a list is not what goes on below them."""
_LABEL_AT_MOST = 16
_NAME_AT_MOST = 24
"""Characters of a member that may be a theme's name; what is longer says something."""
_BARE_AT_MOST = 8
"""Characters of a theme's name that only the lists below it and its like tell."""
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
    behind = {id(token): after for token, after in zip_longest(run, run[1:]) if token}
    parted = sum(token.leads and token.style in _PARTS for token in run) > 1
    named: list[Token] = []
    for region in _regions(run, _PARTS if parted else _TOPS):
        for style, members in _by_style(region).items():
            if style == "section" and not parted:
                continue
            themes = len(members) > 1 and all(map(_names, members)) and _lead_lists(members, behind)
            if themes:
                named += members
            if themes or style in ("heading", "section"):
                break
    times = Counter(token.f.first for token in named)
    for token in named:
        token.f.themed, token.f.echoes = True, times[token.f.first] > 1
        if token.style is None and not token.f.aspect:
            token.f.aspect, token.f.kinds = True, None


def _regions(run: list[Token], tops: tuple[str, ...]) -> Iterator[list[Token]]:
    """A document's tokens from one part's line to the next."""
    begin = 0
    for i, token in enumerate(run):
        if token.leads and token.style in tops:
            yield run[begin:i]
            begin = i + 1
    yield run[begin:]


def _by_style(region: list[Token]) -> dict[str, list[Token]]:
    """What may be a series, by style in the order of their first members; names without an ordinal are one too."""
    groups: dict[str, list[Token]] = {}
    for token in region:
        plain = token.style is None and token.leads and token.f.alone and (token.f.aspect or _bare(token))
        if plain or token.style in ORDINALS or token.style in BULLETS:
            groups.setdefault(token.style or "", []).append(token)
    return groups


def _bare(token: Token) -> bool:
    """Whether a short line right above the first of a list names neither a part nor what is wanting: 宗旨意识."""
    f = token.f
    leads = f.adjacent and f.next is not None and f.next.number == 1 and f.next.leads
    return leads and f.size <= _BARE_AT_MOST and f.size == len(f.first) and not (f.label or f.says_kind or f.turns)


def _lead_lists(members: list[Token], behind: dict[int, Token | None]) -> bool:
    """Whether lists of one form stand below nearly all members."""
    found = [form for token in members if (form := _below(token, behind[id(token)]))]
    return len(found) > 1 and len(set(found)) == 1 and len(found) * 3 >= len(members) * 2


def _below(token: Token, behind: Token | None) -> str | None:
    """The form of the list that begins right behind a token or goes on there: of its ordinals, or led by a label."""
    f, after = token.f, token.f.next
    if behind is not None and behind.style != token.style and behind.f.label and (behind.f.alone or behind.f.colon):
        return "label"
    if after is None or not f.adjacent or after.style == token.style or after.style in _TOPS:
        return None
    begins = after.number == 1 or f.carries or (after.style in BULLETS and token.style != "sign")
    return after.style if begins else None


def _names(token: Token) -> bool:
    """Whether a member is nothing but a name."""
    f = token.f
    if f.label or not f.alone or f.size > _NAME_AT_MOST:
        return False
    last = token.line.folded[token.body : token.end].rstrip(" *_")[-1:]
    return f.aspect or (not f.want and "," not in f.first and last not in _STOPS)


def mark_announced(run: list[Token]) -> None:
    """Mark 一、二、三、 that are the items that a sentence announced."""
    last = 0
    before: Token | None = None
    listed = _lists_only(run)
    for token in run:
        if token.style == "section":
            f = token.f
            opened = before is not None and before.style in (None, "clause") and _opens(before.f)
            goes_on = last and token.number in (last, last + 1) and not f.label
            opened = opened and (f.item_like or (token.begin > 0 and not f.label))
            named = f.alone and token.begin == 0 and len(f.first) <= _LABEL_AT_MOST and not f.item_like
            if (token.number == 1 and (opened or listed)) or (goes_on and (listed or not named)):
                f.in_run = True
                last = token.number or 0
            else:
                last = 0
        before = token


def _lists_only(run: list[Token]) -> bool:
    """Whether all 一、二、三、 are sentences that say a lack, one right behind the other: a list without a name."""
    listed = [t.f for t in run if t.style == "section"]
    lacking = sum(f.want_all > 0 for f in listed)
    close = all(f.adjacent for f in listed[:-1]) and listed[-1].next is None if listed else False
    return len(listed) > 2 and close and all(f.item_like for f in listed) and lacking * 2 >= len(listed)


def _opens(f: Features) -> bool:
    """Whether a text says that a list follows: a clause that announces, or a label with a colon."""
    return (f.turns and f.announces) or (f.colon and f.label is not None)
