"""Every count that is a link leads to exactly what it counts, and no link is called by a bare figure."""

import posixpath
import re
from urllib.parse import unquote

import pytest
from markdown import Markdown

from review.model import Cause, Measure
from review.show import addresses
from review.show.pages import pages
from test_overview import SMALL, library
from test_search_index import PROJECT, related

CELL = re.compile(r"\[([^\[\]]*)\]\(([^()\s]+)\)(\{:[^{}\n]*\})?")


@pytest.fixture(scope="module")
def site():
    found = related(PROJECT)
    return found, {page.src_uri: page.text for page in pages(found)}


def list_at(site, page, target):
    """Links to items that the list at `target` holds: all of the page's parts, or what stands under its anchor."""
    path, _, anchor = target.partition("#")
    path = posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(path)))
    text = site[path]
    if anchor:
        at = re.search(rf"\{{:[^{{}}\n]*#{re.escape(anchor)}[ }}]", text).start()
        text = text[at:].split("\n## ")[0]
    return re.findall(r"\[\*\*[^\]]*\*\*[^\]]*\]\(([^()\s]*#[pcm][^()\s]*)\)", text)


def test_the_cells_of_a_theme_count_what_stands_under_their_year(site):
    library, texts = site
    cells = 0
    for theme in library.vocabulary.themes:
        page = addresses.theme(theme.id)
        for words, target, attributes in CELL.findall(texts[page]):
            if ".cell" in (attributes or ""):
                cells += 1
                assert len(list_at(texts, page, target)) == int(words), (page, target)
                assert f"{words} 处" in attributes
    assert cells > 30


@pytest.mark.parametrize("kind, item", [("causes", Cause), ("measures", Measure)])
def test_the_lists_of_a_theme_are_what_its_page_counts(site, kind, item):
    library, texts = site
    total = 0
    for theme in library.vocabulary.themes:
        wanted = [e.key for e in library.entries.values() if e.theme is theme and type(e.item) is item]
        page = addresses.theme(theme.id, kind)
        assert len(list_at(texts, page, posixpath.basename(page))) == len(wanted)
        words = "条根源" if item is Cause else "项措施"
        said = re.search(rf"\*\*(\d+)\*\* {words}", texts[addresses.theme(theme.id)])
        assert int(said[1]) == len(wanted)
        total += len(wanted)
    assert total > 50


def test_no_link_is_called_by_a_bare_figure(tmp_path):
    found = list(pages(library(tmp_path, SMALL)))
    reader = Markdown(extensions=["attr_list", "md_in_html", "tables"])
    shown = [(page.src_uri, reader.reset().convert(page.text)) for page in found]
    links = [(uri, link) for uri, text in shown for link in re.findall(r"<a [^>]*>.*?</a>", text)]
    bare = [(uri, link) for uri, link in links
            if re.fullmatch(r"\d+", re.sub(r"<[^>]*>", "", link).strip()) and "aria-label" not in link]
    years = [one for one in bare if re.search(r">(?:19|20)\d\d<", one[1])]  # a year among others says which
    assert len(links) > 100 and bare == years
