"""Pages are HTML that any reader of Markdown leaves as it is, and all that they lead to is there."""

import re
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import lxml.html
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown import Markdown
from mkdocs.structure.pages import _RawHTMLPreprocessor

import review.publish.generator  # noqa: F401  # it makes MkDocs so
from review.examine.library import examine
from review.publish import tree
from review.publish.contents import anchor_ids, headings
from review.publish.settings import EXTENSIONS
from review.show.addresses import shown_at
from review.show.forms.entries import paragraph
from review.show.forms.templates import environment
from shown import FRONT, leads_to, links
from shown import tree as tree_of

ROOT = Path(__file__).parents[1]


class Events(HTMLParser):
    """An HTML text as tags with sorted attributes and text without the space around blocks."""

    def __init__(self, page):
        super().__init__()
        self.events = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.events.append((tag, sorted(attrs)))

    def handle_endtag(self, tag):
        self.events.append((f"/{tag}",))

    def handle_data(self, data):
        self.events.append(data)

    def comparable(self):
        merged = []
        for event in self.events:
            if isinstance(event, str) and merged and isinstance(merged[-1], str):
                merged[-1] += event
            else:
                merged.append(event)
        squeezed = [" ".join(e.split()) if isinstance(e, str) else e for e in merged]
        return [e for e in squeezed if e]


def converted(text):
    """What a generator that reads Markdown makes of a page's text."""
    names = ["toc", "tables", "fenced_code", *EXTENSIONS]
    return Markdown(extensions=[*dict.fromkeys(names)], extension_configs=EXTENSIONS).convert(text)


@cache
def assert_left_alone(text):
    """Once for a text: most pages are the same for every audience."""
    assert Events(converted(text)).comparable() == Events(text).comparable()


@pytest.fixture(scope="module", params=["internal", "staff"])
def texts(request):
    """The pages of the samples by their sources, without what stands above their text."""
    made = tree.pages_of(examine(ROOT, request.param, told=True))
    return {page.src_uri: FRONT.sub("", page.text) for page in made}


def test_a_reader_of_markdown_leaves_every_page_of_the_samples_as_it_is(texts):
    ours = [text for text in texts.values() if text.startswith("<")]
    assert len(ours) > 250 and len(texts) - len(ours) == 2  # the rules and the words are Markdown
    for text in ours:
        assert_left_alone(text)


def test_every_page_of_the_samples_is_sound(texts):
    """Each tag is closed in its turn, each id is there once, and no attribute of Markdown is left."""
    for uri, text in texts.items():
        if not text.startswith("<"):
            continue
        inside, ids = [], []
        for event in Events(text).events:
            if isinstance(event, str):
                continue
            tag, attributes = event[0], dict(event[1]) if len(event) > 1 else {}
            ids += [attributes["id"]] if "id" in attributes else []
            assert "markdown" not in attributes, uri
            if tag.startswith("/"):
                assert inside.pop() == tag[1:], uri
            elif tag not in ("br", "wbr", "img", "input"):
                inside.append(tag)
        assert not inside and len(ids) == len(set(ids)), uri
        assert not re.search(r"\{:|\]\(|^\|", text, re.MULTILINE), uri


def test_every_link_of_the_samples_leads_to_a_page_and_its_place(texts):
    """Files that are no pages have tests of their own."""
    docs = {path.relative_to(ROOT / "docs").as_posix() for path in (ROOT / "docs").rglob("*.md")}
    shown = {shown_at(uri): uri for uri in (*texts, *docs)}
    anchors = {uri: anchor_ids(text) for uri, text in texts.items() if text.startswith("<")}
    followed = 0
    for uri in anchors:
        for link in links(texts[uri]):
            there, _, anchor = leads_to(uri, link.target, shown)
            if there not in shown.values():
                assert re.search(r"\.(?:xml|csv|json|svg)$", there), (uri, link)
            if anchor and there in anchors:
                assert anchor in anchors[there], (uri, link)
            followed += 1
    assert followed > 5000


def test_every_table_says_what_it_lists_and_whose_row_a_cell_stands_in(texts):
    """To whom does not see it: a caption, heads of columns, and of each row its first cell, unless that is empty.

    Of a document's table nobody knows what its first column is.
    """
    ours, documents = 0, 0
    for uri, text in texts.items():
        for table in tree_of(text).iter("table"):
            assert {(cell.tag, cell.get("scope")) for cell in table.find("thead").iter("th", "td")} == {("th", "col")}
            if table.getparent().get("class") == "table":
                documents += 1
                continue
            ours += 1
            assert table[0].tag == "caption" and table[0].text_content().strip(), uri
            for row in table.find("tbody"):
                first = ("th", "row") if row[0].text_content().strip() else ("td", None)
                assert (row[0].tag, row[0].get("scope")) == first, uri
    assert ours > 100 and documents


def test_a_page_s_contents_are_its_headings_by_their_short_names():
    shown, found = headings(
        '<h1>甲</h1>\n<h2 id="a" class="group"><a href="x">一 &amp; 二</a></h2>\n'
        '<h3 id="b" data-toc-label="短">很长</h3>\n<h2 id="c">三</h2>'
    )
    told = [(one["id"], one["name"], [(sub["id"], sub["name"]) for sub in one["children"]]) for one in found]
    assert told == [("a", "一 &amp; 二", [("b", "短")]), ("c", "三", [])]
    assert "data-toc-label" not in shown and anchor_ids(shown) == {"a", "b", "c"}


SIGNS = (
    *"党一是。“”，、 *_`[](){}<>&\\!#|~=:+-.1a\n\t\u3000", "\n~~~\n", "\n```\n", "\n    ", "\n> ", "\n- ", "\n# ", "**",
    "<b>", "</p>", "</div>", "<div markdown>", "<!--", "-->", "<script>", "&lt;", "&#35;", "{: .x }", "[a](b.md)",
    "\n===\n",
)  # fmt: skip
DOCUMENT = st.lists(st.sampled_from(SIGNS), max_size=30).map("".join)


@given(DOCUMENT)
def test_what_a_document_says_is_shown_as_written(said):
    """Whatever it is: by a browser, and by a generator that reads Markdown first."""
    said = re.sub(r"\s*\n\s*\n\s*", "\n", said)
    text = f'<div class="text">\n{paragraph(f"起{said}止")}</div>\n'
    assert_left_alone(text)
    shown = "".join(event for event in Events(text).events if isinstance(event, str))
    if "<table>" not in text:
        assert re.sub(r"\s+", "", shown) == re.sub(r"\s+", "", f"起{said}止")


@pytest.mark.parametrize("name", ["“五个带头”各单位", 'A"B', "a<b>", "&", "it's"])
def test_a_table_s_frame_has_the_name_that_it_was_given(name):
    """What a frame that scrolls is called for those who do not see it, whatever the head of its table holds."""
    words = '{% import "figures.html.jinja" as f with context %}{{ f.frame(7, "matrix", name) }}</div>'
    made = environment().from_string(words).render(name=name, url=str, a=None)
    frame = lxml.html.fragment_fromstring(made, create_parent="div").find("div")
    assert (frame.get("aria-label"), frame.get("role"), frame.get("tabindex")) == (name, "region", "0")


@given(st.text(alphabet="<![]>-/?=\"'a& 一\n", max_size=30))
def test_mkdocs_stops_at_nothing_that_a_page_holds(text):
    """It looks for anchors in a page of docs/ before anything is read, in code as well."""
    found = _RawHTMLPreprocessor()
    found.run(f'`(?<![忘无]我)` {text}\n\n<a id="here">'.split("\n"))
    assert "here" in found.present_anchor_ids or "<" in text
