"""The fast reader gives what Python-Markdown gives, or leaves a page alone."""

import html
import re
from html.parser import HTMLParser
from pathlib import Path

import lxml.html
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import Markdown
from mkdocs.structure.pages import _RawHTMLPreprocessor

import review.publish.generator  # noqa: F401  # it makes MkDocs so
from review.examine.library import examine
from review.publish import tree
from review.show.forms.markdown import environment, escaped
from review.show.forms.reader import MarkdownReader, Unread

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


def slow(text):
    md = Markdown(
        extensions=["toc", "tables", "fenced_code", "attr_list", "md_in_html"],  # the first three are MkDocs' own
        extension_configs={"tables": {"use_align_attribute": True}, "toc": {"toc_depth": "2-3", "marker": ""}},
    )
    return md.convert(text), md.toc_tokens


def fast(text):
    page = MarkdownReader(lambda target: target).read(text)
    return "\n".join(page.html), page.toc


def comparable(page):
    return Events(re.sub(r'<h1 id="[^"]*"', "<h1", page)).comparable()


def names(toc):
    def name(token):
        return " ".join(html.unescape(token["name"]).split())

    return [(token["level"], token["id"], name(token), names(token["children"])) for token in toc]


def assert_same(text):
    expected, found = slow(text), fast(text)
    assert comparable(found[0]) == comparable(expected[0])
    assert names(found[1]) == names(expected[1])


WITHIN = (
    "党", "一是", " ", "**", "*", "_", "`", "[x]", "(a.md)", "(a.md#p1)", "{: .again }", "\\", "\\*",
    "&ensp;", "&lt;", "|", "# ", "## ",
    "- ", "-", "1. ", "<wbr>", "<br>", '<i class="bar b3"></i>', "<span>", "</span>", "<b>", "&", ">", "=", "~", ":",
    "!", "<", "{", "}", "<del>", "</del>", "<ins>", "</ins>", '<span class="mark" role="img" aria-label="二">',
    "**二**", "*三*{: .say }", '[二](a.md#p1){: .say title="三" aria-label="四" }',
)  # fmt: skip
BLOCK = (
    "", '<div class="row" markdown>', "</div>", "<details markdown>", '<details class="more" markdown>', "</details>",
    '<div class="row" id="b3" role="region" tabindex="0" aria-label="&#34;" markdown>', "<summary>另 2 条</summary>",
    '<div class="row" data-file="a" data-line="3" data-lines="2" markdown>',
    '## 三 {: #b3 .year data-toc-label="三年" data-lack="2" }',
    "{: .key }", "{: #p1 .prose }", "| 甲 | 乙 |", "|---|--:|", "| 1 | 2 |", "## 二 {: #b2 }", "- 一", "---",
)  # fmt: skip
"""What a page is made of at random: all that our templates write stands here, and what would be read otherwise."""


def constructs(text):
    """The elements of a text in Markdown, each with an attribute that it has, and the keys of its attribute lists."""
    for element, attributes in re.findall(r'</?([a-z]+)((?: [a-z-]+(?:="[^"]*")?)*)>', text):
        yield element
        yield from (f"{element} {name}" for name in re.findall(r' ([a-z-]+)(?:="[^"]*")?', attributes))
    for attributes in re.findall(r"\{:([^{}]*)\}", text):
        keys = re.findall(r"(?<= )(?:[#.]|[a-z-]+(?==))", re.sub('"[^"]*"', "", attributes))
        yield from (f"{{: {key}" for key in keys)


def test_every_page_of_the_samples(tmp_path):
    """Each as Python-Markdown reads it; and what they are made of, the property below puts together at random."""
    library = examine(ROOT, "internal")
    read, held = 0, set(constructs("\n".join((*WITHIN, *BLOCK))))
    for page, _ in tree.write_tree(library, tmp_path):
        text = re.sub(r"\A---\n.*?\n---\n", "", page.text, count=1, flags=re.DOTALL).lstrip("\n")
        try:
            fast(text)
        except Unread:
            continue
        assert_same(text)
        assert set(constructs(text)) <= held
        read += 1
    assert read > 100


@pytest.mark.parametrize(
    "text",
    [
        "`code`", "1. one", "> quoted", "    indented", "<b>bold</b>", "![x](y.png)", "a  \nb", "***both***",
        "Title\n===", "* item", "[a][b]", "<div>\nraw\n</div>", "<div markdown>\nopen", "## no id", "&nosemicolon",
        "*a**b*", "a_b_c", "- x\n\n- y", " ", "---", "a\n---", "a\n- ",
    ],
)
def test_other_forms_are_left_alone(text):
    with pytest.raises(Unread):
        fast(text)


INLINE = st.text(alphabet="党一是。“”，、 *_`[](){}<>&\\!#|~=:+-.1a", max_size=40)


def test_a_line_breaks_within_an_item():
    assert_same("- 甲<br>*乙*\n- 丙")


@given(INLINE, INLINE)
def test_escaped_text_is_shown_as_written(bold, rest):
    """Whatever the text is, both readers show it, as text."""
    text = f"**x{escaped(bold)}x**y{escaped(rest)}y\n{{: #p1 .prose }}"
    assert_same(text)
    shown = "".join(e for e in Events(slow(text)[0]).events if isinstance(e, str))
    squeezed = re.sub(r"\s+", "", f"x{bold}xy{rest}y")
    assert re.sub(r"\s+", "", shown) == squeezed


@pytest.mark.parametrize("name", ["“五个带头”各单位", 'A"B', "a<b>", "&", "it's"])
def test_a_table_s_frame_has_the_name_that_it_was_given(name):
    """What a frame that scrolls is called for those who do not see it, whatever the head of its table holds."""
    words = '{% import "figures.md.jinja" as f with context %}{{ f.frame(7, "matrix", name) }}'
    head = environment().from_string(words).render(name=name, url=str, a=None)
    text = f"{head}\n\n| 甲 | 乙 |\n|---|---|\n| 1 | 2 |\n\n</div>"
    try:
        made = fast(text)[0]
    except Unread:
        made = slow(text)[0]
    frame = lxml.html.fragment_fromstring(made, create_parent="div").find("div")
    assert (frame.get("aria-label"), frame.get("role"), frame.get("tabindex")) == (name, "region", "0")


LINES = st.lists(st.sampled_from(WITHIN), max_size=6).map("".join)
BLOCKS = st.lists(LINES | st.sampled_from(BLOCK), max_size=8).map("\n".join)


@settings(max_examples=200)
@given(BLOCKS)
def test_whatever_is_taken_is_read_alike(text):
    """Of any page the fast reader either gives what Python-Markdown gives, or nothing."""
    try:
        fast(text)
    except Unread:
        return
    assert_same(text)


@given(st.text(alphabet="<![]>-/?=\"'a& 一\n", max_size=30))
def test_mkdocs_stops_at_nothing_that_a_page_holds(text):
    """It looks for anchors in a page of docs/ before anything is read, in code as well."""
    anchors = _RawHTMLPreprocessor()
    anchors.run(f'`(?<![忘无]我)` {text}\n\n<a id="here">'.split("\n"))
    assert "here" in anchors.present_anchor_ids or "<" in text
