"""What a page's script marks and explains: the terms of the glossary with a definition."""

from __future__ import annotations

import json
from collections.abc import Iterator

from review.model import Library
from review.show.views.glossary import glossary

FILE = "glossary/data/terms.json"


def glossary_files(library: Library) -> Iterator[tuple[str, bytes]]:
    """Path in the site and content of the file: a list of [term, definition, whether only the site's own words]."""
    rows = [
        (term.written, term.definition, term.mark == "本站")
        for term in glossary(library.vocabulary).explained
        if term.mark != "不标"
    ]
    yield FILE, json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode()
