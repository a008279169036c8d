"""The Markdown that pages are made of: the Jinja environment, and text shown as it was written.

How a page is composed
----------------------
A page kind is three parts of one name. `views/unit.py` works out what it shows: frozen records without any
markup, which an export or another page takes as well. `pages/unit.py` has `pages(library)`, which hands them to
`render`, a page at a time; `pages/__init__.py` lists the kinds. `templates/unit.md.jinja` puts them into Markdown
with the forms of `templates/macros.md.jinja`. A page knows views and forms but no other page.

In a template `{{ … }}` shows a plain str as text: every character that Markdown or HTML would act on is
escaped, whatever a document or a vocabulary holds. What already is Markdown is a `Markup`: the result of a
macro, of `url(…)`, of a filter below. Each page gets `url(target)`, the link from it to another page's source
(see `addresses`), so a page never writes a path of its own.

The Markdown uses few forms, which `reader.py` reads fast and any other generator reads as well: front matter,
headings, paragraphs, lists, tables, `<div class="…" markdown>`, links, and an attribute list at the end of a
paragraph or behind a link. Two inline forms have a meaning of their own on this site: `**7**` is a figure or an
opening that matters (bold, ink), `*128*` is said by the way (a label, a count, an ordinal: ink3).
The classes are those at the top of `theme/assets/review.css`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import groupby
from operator import attrgetter
from typing import TypeVar

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from review.keep.compiled import CompiledTemplates
from review.model import Page
from review.read.text.tables import Table
from review.show import addresses

Row = TypeVar("Row")
_ACTIVE = re.compile(r"[\\`*_{}\[\]!<>&|#]|^[ \t\u3000]+|^(?:[+\-=~:]|\d+[.)])", re.MULTILINE)
"""What Python-Markdown or HTML would act on; lists, rules and fences only where a line begins."""
_ENTITIES = {"<": "&lt;", ">": "&gt;", "&": "&amp;", "|": "&#124;", "=": "&#61;", "~": "&#126;", ":": "&#58;"}
_IN_QUOTES = re.compile(r"[\\`*_{}\[\]!<>&|\"'=]")
_BLANKS = re.compile(r"\n(?:[ \t]*\n){2,}")
_BREAKS = re.compile(r"(?<=、)|(?=“)")


def text(value: object) -> Markup:
    """`value` as Markdown that shows exactly these characters; only indents are dropped."""
    return Markup(escaped(str(value)))


def escaped(value: str) -> str:
    """The same as a plain str, for forms that are put together without a template."""
    return _ACTIVE.sub(_escape, value)


def _escape(match: re.Match[str]) -> str:
    found = match.group()
    if found.isspace():
        return ""
    return _ENTITIES.get(found) or f"{found[:-1]}\\{found[-1]}"


def breaking(value: str) -> Markup:
    """A title or short name that breaks only between its parts: after 、 and before “."""
    return Markup("<wbr>").join(text(part) for part in _BREAKS.split(value) if part)


def table(value: Table) -> Markup:
    """A table as a Markdown one, its cells escaped."""
    rule = "|---" * len(value.head) + "|"
    rows = [f"| {' | '.join(map(escaped, row))} |" for row in value.all]
    return Markup("\n").join(map(Markup, (rows[0], rule, *rows[1:])))


def runs(rows: Iterable[Row], attribute: str) -> list[list[Row]]:
    """Rows that follow one another with the same attribute, together."""
    return [list(run) for _, run in groupby(rows, attrgetter(attribute))]


def meta(value: str) -> Markup:
    """A string as a value in YAML front matter."""
    return Markup(json.dumps(value, ensure_ascii=False))


def attribute(value: str) -> Markup:
    """A string as a quoted value in an attribute list; Markdown acts on what stands in one as on any text."""
    coded = _IN_QUOTES.sub(lambda found: f"&#{ord(found[0])};", " ".join(value.split()))
    return Markup(f'"{coded}"')


@lru_cache(maxsize=1)
def environment() -> Environment:
    """The one Jinja environment: a name that is not defined is an error, text is escaped."""
    env = Environment(
        loader=PackageLoader("review", "templates"),
        undefined=StrictUndefined,
        autoescape=True,
        finalize=lambda value: value if isinstance(value, Markup) else text(value),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        bytecode_cache=CompiledTemplates(),
    )
    env.filters.update(attribute=attribute, breaking=breaking, meta=meta, runs=runs)
    return env


def render(template: str, src_uri: str, *, edit_path: str | None = None, **data: object) -> Page:
    """The page `src_uri` made by `template` from `data`; `url(target)` in it links from this page."""
    made = environment().get_template(template).render(url=addresses.linker(src_uri), page=src_uri, **data)
    text = _BLANKS.sub("\n\n", made).strip("\n") + "\n"
    return Page(src_uri=src_uri, write=lambda: text, edit_path=edit_path)
