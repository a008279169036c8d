"""The forms that stand on a page a hundred times: an item, its brief form, its margin.

They are functions and not macros because a build with ten thousand materials makes half a million of them, and a
template takes ten times as long. Each takes view data and the page's `url`, and gives HTML like a macro.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import count
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from review.read.beside import STANDS
from review.read.text.tables import Table, read_table
from review.show.views.brief import Brief
from review.show.views.names import excerpt
from review.show.views.notes import Link, Margin, MarginLinks
from review.show.views.state import STATES, unsaid_year

if TYPE_CHECKING:
    from review.show.views.material import ShownItem
    from review.show.views.outcome import Response

Url = Callable[[str], str]
NAMED = 40
"""Characters of its head by which a table is called."""
_REGION = re.compile('(<div class="table" tabindex="0" role="region" aria-label="表格)(?=[："])')
_SPACE = " \t\u3000"
_INDENTS = re.compile(rf"\n[{_SPACE}]+")
_FENCE = re.compile(r"\n(?=[~`])")
_INFERRED = ' <em class="vh">（推定）</em>'


def text(value: str) -> str:
    """What a document says as HTML that shows exactly these characters; only indents are dropped.

    A line of it that begins like a fence of code does so behind a mark that nobody sees, because readers of Markdown
    look for fences before they look for HTML.
    """
    shown = str(escape(value.lstrip(_SPACE)))
    return _FENCE.sub("\n<wbr>", _INDENTS.sub("\n", shown)) if "\n" in shown else shown


def item(shown: ShownItem, url: Url) -> Markup:
    """A problem, cause or measure on its material's page: its words, and its margin. `shown`: material.ShownItem."""
    paragraphs = "".join(paragraph(text, pictures=shown.pictures, url=url) for text in shown.paragraphs)
    return Markup(
        f'<div class="row item" id="{shown.id}" data-line="{shown.line}"{_on(shown.goes_on)}>\n<div class="text">\n'
        f'<p><a href="#{shown.id}" class="self" title="{escape(shown.name)}">#</a>'
        f"<strong>{text(shown.bold)}</strong>{text(shown.rest)}</p>\n"
        f"{paragraphs}</div>\n{notes(shown.notes, url, ordinals=True)}</div>\n"
    )


def _on(goes_on: bool) -> str:
    return " data-on" if goes_on else ""


def numbered(page: str) -> str:
    """A page whose tables are called by their heads, and by their place where there are several."""
    place = count(1)
    return _REGION.sub(lambda found: f"{found[1]} {next(place)}", page) if len(_REGION.findall(page)) > 1 else page


def paragraph(
    value: str, id: str = "", pictures: dict[str, str] | None = None, url: Url = str, *, goes_on: bool = False
) -> str:
    """A paragraph of a document, or a table in it, as it was written; over one that stands for a picture the picture.

    `id` is its anchor where it is no item's; `pictures` are those of the material: 图1 to its source. What `goes_on` in
    the paragraph before it is marked: reader/print.js joins them in the official layout.
    """
    anchor = f' id="{id}"' if id else ""
    start = f'<p{anchor} class="prose"{_on(goes_on)}>' if id else "<p>"
    if pictures and (stands := STANDS.fullmatch(value)) and stands["name"] in pictures:
        words = escape(stands["words"] or stands["name"])
        return f'{start}<img alt="{words}" src="{url(pictures[stands["name"]])}"><br>\n{text(value)}</p>\n'
    if found := read_table(value):
        name = escape(f"表格：{excerpt('、'.join(filter(None, found.head)), NAMED)}")
        region = f'<div class="table" tabindex="0" role="region" aria-label="{name}"{anchor}>'
        return f"{region}\n{table(found)}</div>\n"
    return f"{start}{text(value)}</p>\n"


def table(found: Table) -> str:
    """A table of a document; what its first column is, nobody knows, so it has no heads of rows."""
    head = "".join(f'<th scope="col">{text(cell)}</th>' for cell in found.head)
    rows = ("".join(f"<td>{text(cell)}</td>" for cell in row) for row in found.rows)
    body = "".join(f"<tr>{row}</tr>\n" for row in rows)
    return f"<table>\n<thead>\n<tr>{head}</tr>\n</thead>\n<tbody>\n{body}</tbody>\n</table>\n"


def brief_entry(brief: Brief, url: Url, source: str = "", answer: Response | None = None) -> Markup:
    """An entry of an index; `source` is HTML for a line over its opening, by `answer` `reader/listed.js` narrows."""
    told = _told(answer) if answer else ""
    over = f'<p class="source">{source}</p>\n' if source else ""
    return Markup(
        f'<div class="row item brief"{told}>\n<div class="text">\n{over}'
        f'<p><a href="{url(brief.target)}"><strong>{text(brief.bold)}</strong></a>{text(brief.excerpt)}</p>\n'
        f"</div>\n{notes(brief.notes, url, ordinals=False)}</div>\n"
    )


def _told(answer: Response) -> str:
    """What narrows a list, as attributes; names are parted by |."""
    told = {"cause": answer.causes, "measure": answer.measures, "after": {answer.after} - {""},
            "theme": {answer.theme} - {""}}  # fmt: skip
    return "".join(f' data-{name}="{escape("|".join(sorted(names)))}"' for name, names in told.items() if names)


def notes(notes: Margin, url: Url, *, ordinals: bool) -> str:
    """The margin of an entry."""
    parts = ['<div class="notes">\n']
    if chip := notes.chip:
        doubt, dotted = (_INFERRED, " inferred") if chip.inferred else ("", "")
        parts.append(f'<p><a href="{url(chip.target)}" class="chip{dotted}">{escape(chip.name)}{doubt}</a></p>\n')
    parts += [_links(links, url, ordinals) for links in notes.links]
    if ledger := notes.ledger:
        who = " ".join(filter(None, (ledger.leader, ledger.owner)))
        parts.append(f'<p class="refs"><em>责任</em> <em>{escape(who)}</em></p>\n')
        state = f'<em class="state {STATES[notes.state]}">{notes.state}</em>'
        parts.append(f'<p class="due"><em>期限</em> {unsaid_year(ledger.due)}{ledger.due} {state}</p>\n')
    if notes.again:
        years = " ".join(f'<a href="{url(to)}" aria-label="{year} 年的问题">{year}</a>' for year, to in notes.again)
        parts.append(f'<p class="again"><em>屡改屡犯</em> {years}</p>\n')
    parts.append("</div>\n")
    return "".join(parts)


def _links(links: MarginLinks, url: Url, ordinals: bool) -> str:
    shown = " ".join(reference(link, url, ordinals=ordinals) for link in links.shown) or f"<em>{links.lack}</em>"
    said = f'<p class="refs"><em>{links.label}</em> {shown}</p>\n'
    if not links.rest:
        return said
    rest = " ".join(reference(link, url, ordinals=ordinals) for link in links.rest)
    summary = f"<summary>另 {len(links.rest)} 条</summary>"
    return f'{said}<details>\n{summary}\n<p class="rest">{rest}</p>\n</details>\n'


def reference(link: Link, url: Url, *, ordinals: bool = False) -> Markup:
    """A link to another entry."""
    ordinal = f"<em>{link.ordinal}</em>" if ordinals and link.ordinal else ""
    doubt, css = (_INFERRED, ' class="inferred"') if link.inferred else ("", "")
    return Markup(f'<a href="{url(link.target)}"{css}>{ordinal}{escape(link.label)}{doubt}</a>')
