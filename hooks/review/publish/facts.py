"""What one file of a built site says by itself: what it shows that must not be shown, and where its links lead.

A function of the file's path and bytes alone, so that facts may be made in any process, and be kept as long as the
file is the same. gates.py holds those of all files against each other.
"""

from __future__ import annotations

import html
import posixpath
import re
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import chain
from struct import pack
from typing import Any, NamedTuple
from urllib.parse import unquote, urlsplit

from review.check.private import is_suspicious
from review.check.private.characters import DIGITS, characters
from review.publish.html import (
    NEXT,
    ROW,
    TAG,
    Unsure,
    attributes,
    bare,
    cut_closely,
    cut_rows,
    holds_data,
    joined,
    parting,
    rows,
    runs,
    script_hash,
)
from review.publish.leaks import DRAWN, Leak, address, found, in_file, in_name, in_strings

Target = tuple[str, str]
"""A path and an anchor, which may be empty."""
PAGE_LIMIT = 300_000
"""Bytes: no page over 300 KB (the budget of the design)."""
KNOWN = 200_000
"""Rows, tags and links that are remembered: most stand on many pages."""
FORBIDDEN_TAGS = {"base", "iframe", "frame", "object", "embed", "applet", "bdo"}
FETCHED = {"src", "poster", "data"}
URL_IN_CSS = re.compile(r"""(?:url\(\s*|@import\s+)["']?([^"')\s;]+)""")
_OUT = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//")
_COMMON = re.compile(r'a href="((?!//)[^"&%:\[]*)"(?: class="[^"]*")?')
"""Most tags that are not on every page."""
_LONG, _EDGE = 64, 20
_WORD = re.compile(r"[^\W\d_]")
_FOUND = re.compile(characters((*DIGITS, "密")))


class Said(NamedTuple):
    """What tags say, in their order."""

    links: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()
    leaks: tuple[Leak, ...] = ()
    scripts: tuple[tuple[str, str], ...] = ()


_NOTHING, _NEXT = Said(), Said(wrong=("next",))
"""The second stands between the rows that are read at once."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What one file says. Of text in it that may not be published only masked pieces."""

    wrong: tuple[str, ...] = ()
    """What is wrong with it, whatever else is on the site."""
    leaks: tuple[Leak, ...] = ()
    """What it shows that must not be published, but for what is signed."""
    scripts: tuple[tuple[str, str], ...] = ()
    """The hash and the beginning of each inline script."""
    ids: frozenset[str] = field(default_factory=frozenset)
    """What can be pointed to in it."""
    targets: frozenset[Target] = field(default_factory=frozenset)
    """Where it points to, as `resolved` has it."""
    seal: bytes = b""
    """CRC-32 and length, as a packed copy of it has them at its end; of a packed copy these (RFC 1952)."""


class Reader:
    """Makes facts. It remembers what it has read of pages for those that follow; what it says does not depend on that.

    Not for threads; each process has its own.
    """

    def __init__(self) -> None:
        self.texts: dict[bytes, str] = {}
        """What is shown of each row; of words without a digit or a mark only as much as their neighbours need."""
        self.said: dict[bytes, list[Said]] = {}
        """Of rows that say anything."""
        self.tags, self.words = _Tags(), _Words()
        self.scripts: dict[tuple[bytes, bytes], Said] = {}
        self.links: dict[str, dict[str, Target]] = {}
        """By the way up from a folder to the site's root: each link that begins with it, and where it leads."""

    def facts(self, path: str, data: bytes) -> Facts:
        """The facts of the file at `path` of a site."""
        seal = pack("<II", zlib.crc32(data), len(data) & 0xFFFFFFFF)
        if path.endswith(".gz"):
            return Facts(seal=data[-8:] if data.startswith(b"\x1f\x8b") else b"")
        if path.endswith(".html"):
            return self._page(path, data, seal)
        wrong, leaks = in_file(path, data)
        if not path.endswith(".css"):
            return Facts(wrong=wrong, leaks=leaks, seal=seal)
        links = [link for link in URL_IN_CSS.findall(data.decode()) if not link.startswith(("data:", "#"))]
        inside = [link for link in links if not _OUT.match(link)]
        wrong += tuple(f"样式表引用站外资源：{link}" for link in links if _OUT.match(link))
        return Facts(wrong=wrong, leaks=leaks, targets=self._targets(posixpath.dirname(path), inside), seal=seal)

    def _page(self, path: str, data: bytes, seal: bytes) -> Facts:
        inside, scripts, comments = bare(data)
        try:
            hidden = found(comments.decode(), "注释里") if comments else ()
            text, said = self._read(inside)
            said += [self.scripts.get(script) or self._script(*script) for script in scripts]
        except UnicodeDecodeError:
            return Facts(wrong=("不是 UTF-8 文字，不能检查，所以不能发布",), seal=seal)
        links, names = set(chain.from_iterable([one.links for one in said])), [id for one in said for id in one.ids]
        wrong, ids = [line for one in said for line in one.wrong], frozenset(names)
        if len(data) > PAGE_LIMIT:
            wrong.append(f"{len(data) // 1000} KB，超过 300 KB")
        if len(ids) < len(names):
            wrong += (f"两处用了同一个 id：{id}" for id in sorted(ids) if names.count(id) > 1)
        own = {link for link in links if link[:1] == "#"}
        wrong += (f"锚点失效：{link}" for link in sorted(own - {"#"}) if unquote(link[1:]) not in ids)
        attributed = (leak for one in said for leak in one.leaks)
        leaks = (*in_name(path), *hidden, *attributed, *found(joined(text), "页面上"))
        ran = tuple([script for one in said for script in one.scripts])
        targets = self._targets(posixpath.dirname(path), links - own)
        self._bound()
        return Facts(tuple(wrong), leaks, ran, ids, targets, seal)

    def _read(self, page: bytes) -> tuple[str, list[Said]]:
        """What is shown of a bare page, with partings, and all that its tags say."""
        first, *parts = rows(page)
        texts, said = self.texts, self.said
        try:
            if first:
                raise Unsure
            if fresh := [*set(parts).difference(texts)]:
                self._learn(fresh)
        except Unsure:
            cut, doubts = cut_closely(page)
            text, told = self._show(cut)
            return text, [Said(wrong=tuple(f"读不懂的标签：{start}" for start in doubts)), *told]
        return "".join(map(texts.__getitem__, parts)), [one for row in parts if row in said for one in said[row]]

    def _learn(self, fresh: list[bytes]) -> None:
        """Remember rows. Raises Unsure where they may be cut wrong."""
        shown, told = self._show(cut_rows(fresh))
        self.texts.update(zip(fresh, shown.split(ROW), strict=True))
        at = 0
        for one in told:
            if one is _NEXT:
                at += 1
            else:
                self.said.setdefault(fresh[at], []).append(one)

    def _show(self, parts: list[str]) -> tuple[str, list[Said]]:
        """What is shown of texts and the tags between them, and what the tags say that say anything."""
        tags, told = parts[1::2], self.tags.said
        parts[::2] = map(self.words.__getitem__, parts[::2])
        parts[1::2] = map(self.tags.__getitem__, tags)
        return "".join(parts), [told[tag] for tag in tags if tag in told]

    def _script(self, start: bytes, script: bytes) -> Said:
        said = _NOTHING
        if runs(start.decode()):
            said = Said(scripts=((script_hash(script), script.decode().strip()[:40]),))
        elif holds_data(start.decode()):
            said = Said(leaks=tuple(in_strings(script.decode())))
        self.scripts[start, script] = said
        return said

    def _targets(self, folder: str, links: Iterable[str]) -> frozenset[Target]:
        up = "../" * (folder.count("/") + 1) if folder else ""
        known = self.links.setdefault(up, {})
        targets = set()
        for link in links:
            target = known.get(link)
            if target is None:
                target = resolved(folder, link)
                if link.startswith(up):
                    known[link] = target
            targets.add(target)
        return frozenset(targets)

    def _bound(self) -> None:
        """Forget all when it has become too much."""
        known: tuple[dict[Any, Any], ...] = (self.texts, self.tags, self.words, self.scripts, *self.links.values())
        if max(map(len, known)) > KNOWN:
            for one in (*known, self.said, self.tags.said):
                one.clear()


def resolved(folder: str, link: str) -> Target:
    """Where a link in a folder of the site leads: path, with `/` at its end for a folder, and anchor.

    A link from the root of its host, whose path on it the site does not know, keeps its `/` at the beginning.
    """
    address, _, anchor = link.partition("#")
    path = unquote(address.partition("?")[0])
    whole = posixpath.normpath(posixpath.join(folder, path)) + "/" * (path.endswith("/") or not path)
    return "" if whole in (".", "./") else whole, unquote(anchor)


class _Words(dict[str, str]):
    """What is shown of a text between two tags."""

    def __missing__(self, text: str) -> str:
        told = html.unescape(text) if "&" in text else text
        if told.isspace():
            told = " "
        if len(told) > _LONG:
            return _short(told)  # rarely there again
        self[text] = told
        return told


class _Tags(dict[str, str]):
    """How each tag parts the texts around it."""

    def __init__(self) -> None:
        super().__init__()
        self.said: dict[str, Said] = {}
        """Of tags that say anything."""

    def __missing__(self, tag: str) -> str:
        if tag == NEXT:
            self[tag], self.said[tag] = ROW, _NEXT
            return ROW
        if common := _COMMON.fullmatch(tag):
            parted, said = parting("a"), Said(links=(common[1],))
            if is_suspicious(common[1]):
                said = _given("a", {"href": common[1]})
        elif whole := TAG.fullmatch(f"<{tag}>"):
            parted = parting(whole[1] + whole[2].lower())
            said = _NOTHING if whole[1] else _given(whole[2], attributes(whole[3]))
        elif tag[:1] in ("!", "?"):
            parted, said = "", Said(leaks=tuple(address(tag, "注释里")))
        else:
            raise Unsure
        self[tag] = parted
        if said != _NOTHING:
            self.said[tag] = said
        return parted


def _given(name: str, attributes: dict[str, str]) -> Said:
    """What a tag with these attributes says."""
    wrong: list[str] = []
    links: list[tuple[str, bool]] = []
    leaks: list[Leak] = []
    ids: list[str] = []
    if name.lower() in FORBIDDEN_TAGS or name == "meta" and attributes.get("http-equiv", "").lower() == "refresh":
        wrong.append(f"不允许的元素 <{name}>")
    if name != "script" and name.lower() == "script":
        wrong.append(f"不允许的元素 <{name}>，应写作 <script>")
    for key, value in attributes.items():
        if key not in DRAWN and (len(value) > 10 or "密" in value):
            leaks += address(value, f"属性 {key}= 里")
        if key == "id" or key == "name" and name == "a":
            ids.append(value)
        elif key.startswith("on") or key == "style" or key == "dir" and value.lower() == "rtl":
            wrong.append(f"不允许的属性 {key}=（在 <{name}> 中）")
        elif key in ("href", "action", "formaction"):
            links.append((value, name == "link"))
        elif key == "srcset":
            links += ((part.split()[0], True) for part in value.split(",") if part.strip())
        elif key in FETCHED:
            links.append((value, True))
    for link, fetched in links:
        if (scheme := _scheme(link)) and (fetched or scheme not in ("http", "https", "mailto")):
            wrong.append(f"不允许指向站外或脚本：{link}")
    inside = tuple(link for link, _ in links if not _scheme(link))
    return Said(inside, tuple(ids), tuple(wrong), tuple(leaks))


def _scheme(link: str) -> str:
    """The scheme of a link that leads out of the site, `//` without one, `?` where it cannot be told."""
    try:
        parts = urlsplit(link)
    except ValueError:
        return "?"
    return parts.scheme or "//" * bool(parts.netloc)


def _short(text: str) -> str:
    """A text without its middle, where the middle is words alone: nothing private begins, ends or goes on in it."""
    middle = text[_EDGE:-_EDGE]
    if not _FOUND.search(text) and len(text.encode("utf-16-le")) == 2 * len(text) and _WORD.search(middle):
        return f"{text[:_EDGE]}字{text[-_EDGE:]}"
    return text
