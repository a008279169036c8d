"""The glossary: what pages explain where the reader points at a word, to be read without that."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from review.model import Family
from review.show.addresses import GLOSSARY
from review.show.data.glossary import glossary_files
from review.show.forms.templates import render
from review.show.views.glossary import glossary
from review.show.views.notes import Index


def families(index: Index) -> Iterator[Family]:
    """The page of the glossary."""
    vocabulary = index.library.vocabulary
    path = vocabulary.terms[0].at.path if vocabulary.terms else None
    page = partial(render, "glossary.html.jinja", GLOSSARY, edit_path=path, view=glossary(vocabulary))
    yield Family(name="glossary", shows=index.told.digest(vocabulary.terms), pages=lambda: [page()],
                 files=partial(glossary_files, index.library))  # fmt: skip
