"""Where every page lies, and how one page links to another: the only place that knows addresses.

A page is named by its source, relative to the generated tree: `problems/innovation.md` is shown at
`/problems/innovation/`. Pages name each other by their sources; what stands in their links is the way from where one
is shown to where the other is, so it holds under any sub-path.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from urllib.parse import quote, unquote, urlencode

from markupsafe import Markup

from review.model import Entry, Material, Position, Unit

HOME = "index.md"
CAMPAIGNS = "campaigns/index.md"
HEADINGS = "headings/index.md"
PROBLEMS = "problems/index.md"
UNITS = "units/index.md"
LEDGER = "ledger/index.md"
RECURRENCES = "recurrences/index.md"
SEARCH = "search/index.md"
COMPARISONS = "compare/index.md"
COPIES = "copies/index.md"
COPIES_OF = "copies/data/of.json"
"""What each material has in common with which. No page, but a file of staff's site."""
CHANGES = "changes/index.md"
STATISTICS = "statistics/index.md"
QUALITY = "quality/index.md"
GLOSSARY = "glossary/index.md"
UNCLASSIFIED = "unclassified"
"""Stands for the id of a problem's type or theme where it has none, in addresses of pages and of what is searched."""

_ODD = re.compile(r"[^\w./~–—“”‘’《》、，。：；（）·-]")
"""What a link has percent-encoded: all but letters and digits of any script, and a few marks."""
_LINKED = re.compile(r'((?: href| src)=)"([^"#?:]+)')
"""The path of a link within the site, in HTML as our templates write it."""

_FOLLOWS = re.compile(
    r"(?:(?:campaigns|headings|problems|themes|units)/[^/]+"
    r"|changes|compare|copies|ledger|quality|recurrences|statistics)/."
)


def follows(at: str) -> bool:
    """Whether the page shown at a place comes and goes with what the materials hold.

    So do the parts of a list, two years of a post side by side, the remarks of one rule. All other addresses are given
    on by people: a material, a unit, a heading, a type of problem, an index, a guide.
    """
    return _FOLLOWS.match(at) is not None


def material(material: Material) -> str:
    """The page of a material."""
    return f"materials/{material.id}.md"


def word(id: str) -> str:
    """The Word file of the material with this id, below the site."""
    return f"word/{id}.docx"


def item(entry: Entry) -> str:
    """The place of a problem, cause or measure in its material: path#p2-1."""
    return place(entry.material, entry.item_id)


def place(of: Material, item_id: str) -> str:
    """The same by its material and its id there."""
    return f"{material(of)}#{item_id}"


def campaign(id: str, part: str = "") -> str:
    """The matrix of a campaign, by its id; a long roster has parts, named by slug."""
    return _part(f"campaigns/{id}.md", part)


def heading(id: str, part: str = "") -> str:
    """The page of a prescribed heading, by `<campaign>-<n>`; a long list has parts, named by slug."""
    return _part(f"headings/{id}.md", part)


def problem(id: str | None, part: str = "") -> str:
    """The page of a problem type, by its id; None for the unclassified. A long list has parts, named by slug."""
    return _part(f"problems/{id or UNCLASSIFIED}.md", part)


def theme(id: str, part: str = "") -> str:
    """The page of a theme, by its id; its lists (causes, measures) and their parts below it."""
    return _part(f"themes/{id}.md", part)


def unit(id: str, part: str = "") -> str:
    """The page of a unit, by its id; a long list of materials has parts, named by slug."""
    return _part(f"units/{id}.md", part)


def index(page: str, part: str = "") -> str:
    """An index, one of the names above; a long one has parts, named by slug."""
    return _part(page, part)


def ledger(part: str = "") -> str:
    """The ledger; a long list has parts, named by slug."""
    return _part(LEDGER, part)


def empty_ledger(unit: Unit, rest: bool = True) -> str:
    """The part of the ledger that a unit fills in: what it lacks in the ledger, if it has one at all."""
    return f"{unit.id}/rest" if rest else unit.id


def comparisons(part: str = "") -> str:
    """The list of posts whose years are held against each other; a long list has parts, named by slug."""
    return _part(COMPARISONS, part)


def comparison(later: Material) -> str:
    """The last two years of a post, by the later material."""
    return f"compare/{later.id}.md"


def copies(part: str = "") -> str:
    """The copies, on staff's site; a long list has parts, named by slug."""
    return _part(COPIES, part)


def changes(month: str = "") -> str:
    """What is new, by day; each month but the newest (2025-12) below it."""
    return _part(CHANGES, month)


def statistics(part: str = "") -> str:
    """The library in figures; the further units of a long roster below it."""
    return _part(STATISTICS, part)


def figures(name: str, ending: str) -> str:
    """A table of the statistics as csv or json, or its drawing as svg. No page, but a file of the site."""
    return f"statistics/{name}.{ending}"


def quality(part: str = "") -> str:
    """The remarks, on staff's site; those of a rule by its id, and their parts, below it."""
    return _part(QUALITY, part)


def feed(of: str = "") -> str:
    """The Atom feed of all changes, or of some: ledger, units/<id>, campaigns/<id>. No page, but a file of the site."""
    return f"changes/{of}.xml" if of else "feed.xml"


def _part(page: str, part: str) -> str:
    """`problems/x.md` and its part `problems/x/2021.md`; the first part, with the empty slug, is the page itself."""
    return page if not part else f"{page.removesuffix('/index.md').removesuffix('.md')}/{part}.md"


def query(pairs: Sequence[tuple[str, str]] = (), **facets: object) -> Markup:
    """What narrows a list that a script makes, behind its link: ?part=问题&unit=touzi, percent-encoded, as HTML.

    A facet may have several values; `pairs` are for those that come in an order of their own.
    """
    return Markup("?" + urlencode([*pairs, *facets.items()], doseq=True).replace("&", "&amp;"))


def shown_at(uri: str) -> str:
    """Where a source is shown, without a slash at the end: units for units.md and for units/index.md."""
    stem = uri.removesuffix(".md")
    folder, name = posixpath.split(stem)
    return folder if name in ("index", "README") else stem


def from_root(source: str) -> str:
    """Where a source is shown, as an address from the site's root: materials/2021/…/; empty for the home page."""
    at = shown_at(source)
    return f"{at}/" if at else ""


def linker(source: str) -> Callable[[str], Markup]:
    """What gives the relative link on page `source` to a target, both sources; a target may end in #anchor.

    Percent-encoded, so that it stands in an attribute whatever characters a file's name has, and needs no escaping.
    """
    here, folder = shown_at(source), posixpath.dirname(source)
    out = "../" if here != folder else ""  # to the folder, from which all pages in it say the same

    def link(target: str) -> Markup:
        path, _, anchor = target.partition("#")
        if not anchor:
            return Markup(out + _relative(folder, path) or "./")
        return Markup(f"#{anchor}" if path == source else f"{out}{_relative(folder, path)}#{anchor}")

    return link


@lru_cache(maxsize=1 << 16)
def _relative(folder: str, path: str) -> str:
    """From a folder of pages to where a source is shown, which is a folder when it is a page; empty to itself."""
    page = path.endswith(".md")
    way = posixpath.relpath(shown_at(path) or "." if page else path, folder or ".")
    return "" if way == "." else _ODD.sub(lambda odd: quote(odd[0]), way) + "/" * page


def to_sources(page: str, source: str, shown: Mapping[str, str]) -> str:
    """The HTML of page `source` with links from source to source, which some generators turn into addresses themselves.

    `shown` are all sources by where they are shown.
    """
    here, folder = shown_at(source), posixpath.dirname(source)

    def link(found: re.Match[str]) -> str:
        place = posixpath.normpath(posixpath.join(here, unquote(found[2])))
        there = shown.get("" if place == "." else place, place)
        return f'{found[1]}"{_ODD.sub(lambda odd: quote(odd[0]), posixpath.relpath(there, folder or "."))}'

    return _LINKED.sub(link, page)


def source(at: Position) -> str:
    """Where an entry of a vocabulary stands, as a page names its source: vocabulary/problems.yml#L12."""
    return f"{at.path}#L{at.line}"
