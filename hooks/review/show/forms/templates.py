"""The templates that pages are made of: the Jinja environment, and text shown as it was written.

How a page is composed
----------------------
A page kind is three parts of one name. `views/unit.py` works out what it shows: frozen records without any
markup, which an export or another page takes as well. `pages/unit.py` has `pages(library)`, which hands them to
`render`, a page at a time; `pages/__init__.py` lists the kinds. `templates/unit.html.jinja` puts them into HTML
with the forms of `templates/macros.html.jinja`. A page knows views and forms but no other page.

In a template `{{ … }}` shows a plain str as text: every character that HTML would act on is escaped, whatever a
document or a vocabulary holds. What already is HTML is a `Markup`: the result of a macro, of `url(…)`, of a filter
below. Each page gets `url(target)`, the link from it to another page's source (see `addresses`), so a page never
writes a path of its own.

A page is YAML front matter and HTML, every element that parts text at the begin of a line. That is Markdown as well,
which every generator leaves as it is: so the same pages are built by another one (`review pages`), and none has to
read them again. Two inline forms have a meaning of their own on this site: `<strong>7</strong>` is a figure or an
opening that matters (bold, ink), `<em>128</em>` is said by the way (a label, a count, an ordinal: ink3).
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
from review.show import addresses

Row = TypeVar("Row")
_BLANKS = re.compile(r"\n(?:[ \t]*\n)+")
_BREAKS = re.compile(r"(?<=、)|(?=“)")


def breaking(value: str) -> Markup:
    """A title or short name that breaks only between its parts: after 、 and before “."""
    return Markup("<wbr>").join(part for part in _BREAKS.split(value) if part)


def runs(rows: Iterable[Row], attribute: str) -> list[list[Row]]:
    """Rows that follow one another with the same attribute, together."""
    return [list(run) for _, run in groupby(rows, attrgetter(attribute))]


def meta(value: str) -> Markup:
    """A string as a value in YAML front matter."""
    return Markup(json.dumps(value, ensure_ascii=False))


@lru_cache(maxsize=1)
def environment() -> Environment:
    """The one Jinja environment: a name that is not defined is an error, text is escaped."""
    env = Environment(
        loader=PackageLoader("review", "templates"),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        bytecode_cache=CompiledTemplates(),
    )
    env.filters.update(breaking=breaking, meta=meta, runs=runs)
    return env


def render(template: str, src_uri: str, *, edit_path: str | None = None, **data: object) -> Page:
    """The page `src_uri` made by `template` from `data`; `url(target)` in it links from this page."""
    made = environment().get_template(template).render(url=addresses.linker(src_uri), page=src_uri, **data)
    text = _BLANKS.sub("\n", made).strip("\n").replace("\t", "&#9;") + "\n"  # Markdown would make blanks of a tab
    return Page(src_uri=src_uri, write=lambda: text, edit_path=edit_path)
