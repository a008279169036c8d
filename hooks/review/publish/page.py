"""Reading built pages one after the other: what is the same on many is read once.

A page is cut into rows, of which most are known from pages before it. Of a new row its tags are read, and of its text
the classes that tell whether anything private may stand in it; where it may, or rows may be cut wrong, the whole page
is read closely, and that reading decides.
"""

from __future__ import annotations

import html
import re
from collections import defaultdict
from functools import lru_cache
from itertools import accumulate, chain, compress
from operator import not_
from typing import NamedTuple

from review.check.private.screen import MAYBE_CODED, ROW, may_be_private, screened, screened_rows
from review.publish.html import (
    BETWEEN,
    TAG,
    Unsure,
    cut_closely,
    cut_rows,
    holds_data,
    is_inline,
    joined,
    parting,
    script_hash,
    tag_rows,
    without_scripts,
)
from review.publish.leaks import Leak, found, in_strings
from review.publish.tags import Said, Tags
from review.publish.targets import ROOT, rooted

KNOWN = 200_000
"""Rows and tags that are remembered."""
_OURS = re.compile("[\0-\2]")
_ENDED = re.compile(rb"(?:\A|\|)-?>|--!>")
"""Where browsers end a comment, though it goes on."""


class KnownRow(NamedTuple):
    """What is remembered of a row."""

    shows: bytes = b""
    """The classes of what it shows."""
    leads: tuple[str, ...] = ()
    """Where its tags lead, as `Targets.told` has it."""
    says: tuple[Said, ...] = ()
    """What else its tags, scripts and comments say."""


class Pages:
    """Reads pages. It remembers what it has read for those that follow; what it says does not depend on that.

    Not for threads; each process has its own.
    """

    def __init__(self) -> None:
        self.rows: dict[bytes, KnownRow] = {}
        self.tags = Tags()
        self.scripts: dict[tuple[bytes, bytes], Said] = {}

    def read(self, path: str, page: bytes) -> tuple[set[str], list[Said]]:
        """Where the page at a path leads, and what else it says, its text last. Raises UnicodeDecodeError."""
        try:
            if ROOT.encode() in page:
                raise Unsure
            parts = tag_rows(rooted(page, path))
            rows = [*map(self.rows.get, parts)]
            if fresh := [*dict.fromkeys(compress(parts, map(not_, rows)))]:
                self._learn(fresh)
            shows, leads, says = zip(*map(self.rows.__getitem__, parts), strict=True)
            links, said = {*chain.from_iterable(leads)}, [*chain.from_iterable(says)]
            if may_be_private(b"".join(shows)):
                said.append(Said(leaks=tuple(found(self._closely(page)[0], "页面上"))))
        except Unsure:
            text, said = self._closely(page)
            links = set()
            said.append(Said(leaks=tuple(found(text, "页面上"))))
        if max(len(self.rows), len(self.tags.tells), len(self.tags.decoded), len(self.scripts)) > KNOWN:
            self.__init__()  # type: ignore[misc]
        return links.union(*[one.links for one in said]), said

    def _learn(self, fresh: list[bytes]) -> None:
        """Remember rows. Raises Unsure where they may be cut wrong."""
        bared, said = self._bared(fresh)
        # What is not parted here is joined, and looked at closely where that may be a number.
        for end in (b"</td>", b"</th>"):
            bared = bared.replace(end, b"|" + end)
        bared = bared.replace(b"</a> <a ", b"</a>|<a ").replace(b"</a><a ", b"</a>|<a ")
        parts = cut_rows(bared, len(fresh))
        tags = parts[1::2]
        self.tags.learn(tags)
        shown = screened_rows("".join(parts[::2]))
        if MAYBE_CODED in b"".join(shown):
            whole = zip(shown, bared.decode().split(BETWEEN.decode()), strict=True)
            shown = [screened(self._shown(row)) if MAYBE_CODED in one else one for one, row in whole]
        leads, says = self._told(tags)
        for at, one in said.items():
            says[at] += one
        alike = {classes: KnownRow(classes) for classes in shown}
        self.rows.update(zip(fresh, map(alike.__getitem__, shown), strict=True))
        for at in leads.keys() | says.keys():
            self.rows[fresh[at]] = KnownRow(shown[at], (*leads.get(at, ()),), (*says.get(at, ()),))

    def _told(self, tags: list[str]) -> tuple[defaultdict[int, list[str]], defaultdict[int, list[Said]]]:
        """What the tags of rows tell, by the row's number: where they lead, and what else."""
        leads, says = defaultdict[int, list[str]](list), defaultdict[int, list[Said]](list)
        told = [*map(self.tags.tells.__getitem__, tags)]
        rows = accumulate(map(ROW.__eq__, tags), initial=0)
        for at, one in compress(zip(rows, told, strict=False), told):
            if isinstance(one, str):
                leads[at].append(one)
            elif one:
                says[at].append(one)
        return leads, says

    def _shown(self, row: str) -> str:
        """What a bare row shows."""
        parts = row.replace("<", ">").split(">")
        return joined("".join(self._parted(parts)))

    def _parted(self, parts: list[str]) -> list[str]:
        """Texts and tags in turn as texts and what parts them."""
        parts[::2] = map(shown_text, parts[::2])
        parts[1::2] = map(parted, parts[1::2])
        return parts

    def _bared(self, fresh: list[bytes]) -> tuple[bytes, dict[int, tuple[Said, ...]]]:
        """Rows without scripts and comments, and what these say, by the row's number.

        Raises Unsure where one goes on behind its row.
        """
        whole, said = b"<" + (BETWEEN + b"<").join(fresh), dict[int, tuple[Said, ...]]()
        if b"<script" not in whole and b"</script" not in whole and b"<!--" not in whole:
            return whole, said
        bared = [b"<" + row for row in fresh]
        for at, row in enumerate(bared):
            if b"script" not in row and b"<!--" not in row:
                continue
            inside, scripts, comments = without_scripts(row)
            if b"<!--" in inside or inside.count(b"<script") != inside.count(b"</script"):
                raise Unsure
            said[at] = tuple(self._apart(scripts, comments))
            bared[at] = inside
        return BETWEEN.join(bared), said

    def _apart(self, scripts: list[tuple[bytes, bytes]], comments: bytes) -> list[Said]:
        """What scripts and comments say."""
        said = [self.scripts.get(script) or self._script(*script) for script in scripts]
        if comments:
            wrong = ("注释写得各人读法不同",) if _ENDED.search(comments) else ()
            said.append(Said(wrong=wrong, leaks=tuple(found(comments.decode(), "注释里"))))
        return said

    def _script(self, start: bytes, script: bytes) -> Said:
        said = Said()
        if is_inline(start.decode()):
            said = Said(scripts=((script_hash(script), script.decode().strip()[:40]),))
        elif holds_data(start.decode()):
            said = Said(leaks=_in_data(script.decode()))
        self.scripts[start, script] = said
        return said

    def _closely(self, page: bytes) -> tuple[str, list[Said]]:
        """What a page shows, and what all else of it says."""
        inside, scripts, comments = without_scripts(page)
        try:
            parts, doubts = cut_rows(inside, 1), list[str]()
            self.tags.learn(parts[1::2])
        except Unsure:
            parts, doubts = cut_closely(inside)
            self.tags.learn(parts[1::2])
        leads, says = self._told(parts[1::2])
        doubt = Said((*leads[0],), wrong=tuple(f"读不懂的标签：{start}" for start in doubts))
        text = joined("".join(self._parted(parts)))
        return text, [doubt, *self._apart(scripts, comments), *says[0]]


def _in_data(text: str) -> tuple[Leak, ...]:
    try:
        return in_strings(text)
    except (ValueError, RecursionError):
        return tuple(found(text, "数据里"))


@lru_cache(1 << 12)
def shown_text(text: str) -> str:
    """What is shown of a text between two tags."""
    told = _OURS.sub("", html.unescape(text))
    return " " if told.isspace() else told


@lru_cache(1 << 12)
def parted(tag: str) -> str:
    """How a tag parts the texts around it."""
    whole = TAG.fullmatch(f"<{tag}>")
    return parting((whole[1] + whole[2]).lower()) if whole else ""
