"""The forms that stand on a page a hundred times: an item, its brief form, its margin.

They are functions and not macros because a build with ten thousand materials makes half a million of them, and a
template takes ten times as long. Each takes view data and the page's `url`, and gives Markdown like a macro.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import count
from typing import TYPE_CHECKING

from markupsafe import Markup

from review.read.beside import STANDS
from review.read.text.tables import read_table
from review.show.forms.markdown import attribute, escaped, table
from review.show.views.brief import Brief
from review.show.views.names import excerpt
from review.show.views.notes import Link, Margin, MarginLinks
from review.show.views.state import STATES

if TYPE_CHECKING:
    from review.show.views.material import ShownItem

Url = Callable[[str], str]
NAMED = 40
"""Characters of its head by which a table is called."""
_REGION = re.compile('(<div class="table" tabindex="0" role="region" aria-label="表格)(?=[："])')
_INFERRED = " *（推定）*{: .vh }"
"""Two emphases need a space between them."""


def item(shown: ShownItem, url: Url) -> Markup:
    """A problem, cause or measure on its material's page: its words, and its margin. `shown`: material.ShownItem."""
    paragraphs = "".join(paragraph(text, pictures=shown.pictures, url=url) for text in shown.paragraphs)
    return Markup(
        f'<div class="row item" id="{shown.id}" data-line="{shown.line}" markdown>\n<div class="text" markdown>\n'
        f"[#](#{shown.id}){{: .self title={attribute(shown.name)} }}{bold(shown.bold)}{escaped(shown.rest)}\n\n"
        f"{paragraphs}</div>\n{notes(shown.notes, url, ordinals=True)}</div>\n"
    )


def numbered(page: str) -> str:
    """A page whose tables are called by their heads, and by their place where there are several."""
    place = count(1)
    return _REGION.sub(lambda found: f"{found[1]} {next(place)}", page) if len(_REGION.findall(page)) > 1 else page


def bold(value: str) -> str:
    """A bold run; blanks at its end stand behind it, as before `**` they would keep it open."""
    words = value.rstrip()
    return f"**{escaped(words)}**{value[len(words):]}"


def paragraph(text: str, id: str = "", pictures: dict[str, str] | None = None, url: Url = str) -> str:
    """A paragraph of a document, or a table in it, as it was written; over one that stands for a picture the picture.

    `id` is its anchor where it is no item's; `pictures` are those of the material: 图1 to its source.
    """
    attributes = f"{{: #{id} .prose }}" if id else ""
    if pictures and (stands := STANDS.fullmatch(text)) and stands["name"] in pictures:
        words = escaped(stands["words"] or stands["name"])
        return f"![{words}]({url(pictures[stands['name']])})  \n{escaped(text)}\n{attributes}\n\n"
    if found := read_table(text):
        anchor = f' id="{id}"' if id else ""
        name = attribute(f"表格：{excerpt('、'.join(filter(None, found.head)), NAMED)}")
        region = f'<div class="table" tabindex="0" role="region" aria-label={name}{anchor} markdown>'
        return f"{region}\n{table(found)}\n\n</div>\n"
    return f"{escaped(text)}\n{attributes}\n" if attributes else f"{escaped(text)}\n\n"


def brief_entry(brief: Brief, url: Url, source: str = "") -> Markup:
    """An entry of an index; `source` is Markdown for a line over its opening."""
    over = f"{source}\n{{: .source }}\n\n" if source else ""
    return Markup(
        f'<div class="row item brief" markdown>\n<div class="text" markdown>\n{over}'
        f"[{bold(brief.bold)}]({url(brief.target)}){escaped(brief.excerpt)}\n\n"
        f"</div>\n{notes(brief.notes, url, ordinals=False)}</div>\n"
    )


def notes(notes: Margin, url: Url, *, ordinals: bool) -> str:
    """The margin of an entry."""
    parts = ['<div class="notes" markdown>\n']
    if chip := notes.chip:
        doubt, dotted = (_INFERRED, " .inferred") if chip.inferred else ("", "")
        parts.append(f"[{escaped(chip.name)}{doubt}]({url(chip.target)}){{: .chip{dotted} }}\n\n")
    parts += [_links(links, url, ordinals) for links in notes.links]
    if ledger := notes.ledger:
        parts.append(f"*责任* *{escaped(ledger.owner)}*\n{{: .refs }}\n\n")
        parts.append(f"*期限* {ledger.due} *{notes.state}*{{: .state .{STATES[notes.state]} }}\n{{: .due }}\n\n")
    if notes.again:
        name = '{{: aria-label="{} 年的问题" }}'
        years = " ".join(f"[{year}]({url(target)}){name.format(year)}" for year, target in notes.again)
        parts.append(f"*屡改屡犯* {years}\n{{: .again }}\n\n")
    parts.append("</div>\n")
    return "".join(parts)


def _links(links: MarginLinks, url: Url, ordinals: bool) -> str:
    shown = " ".join(reference(link, url, ordinals=ordinals) for link in links.shown) or f"*{links.lack}*"
    said = f"*{links.label}* {shown}\n{{: .refs }}\n\n"
    if not links.rest:
        return said
    rest = " ".join(reference(link, url, ordinals=ordinals) for link in links.rest)
    summary = f"<summary>另 {len(links.rest)} 条</summary>"
    return f"{said}<details markdown>\n{summary}\n\n{rest}\n{{: .rest }}\n\n</details>\n"


def reference(link: Link, url: Url, *, ordinals: bool = False) -> Markup:
    """A link to another entry."""
    ordinal = f"*{link.ordinal}*" if ordinals and link.ordinal else ""
    label = f"{ordinal}{escaped(link.label)}"
    if link.inferred:
        return Markup(f"[{label}{_INFERRED}]({url(link.target)}){{: .inferred }}")
    return Markup(f"[{label}]({url(link.target)})")
