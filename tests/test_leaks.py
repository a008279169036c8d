"""The gate that decides reads what is shown: pages, attributes, names, search texts, downloads. FAULTS I6."""

import io
import json
import re
import zipfile
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import canary
from projects import few_terms, review, small
from review.check.private import private
from review.examine.library import examine
from review.publish import leaks
from review.publish.build import Failed, build
from review.publish.facts import Reader
from review.publish.gates import check_site
from review.publish.html import CELLS, JOINED, RAISED, cut_closely, without_scripts
from test_private import ID, ID_X, PHONE, lines

ROOT = Path(__file__).parents[1]
HEAD = "<!doctype html><html><head><title>题</title></head><body>"
PAGES = (
    "<p>电话{a}<b>{b}</b>{c}</p>",
    "<p>电话<em>{a}</em>{b}<strong>{c}</strong></p>",
    '<p>电话<span class="x">{a}</span><span>{b}</span><code>{c}</code></p>',
    "<p>电话{a}<b>{b}</b>{c}<sup>1</sup></p>",
    "<p>电话{a}<sup>{b}</sup><sub>{c}</sub></p>",
    "<p>电话{a}<!-- 注 -->{b}<!-- -->{c}</p>",
    "<p>电话{a}&#8203;{b}&shy;{c}</p>",
    "<p>电话{a}&#x2d;{b}&ndash;{c}</p>",
    "<p>电话{a}&nbsp;{b}<wbr>{c}</p>",
    "<p>电话&#{first};{tail}</p>",
    "<p>电话&amp;#{first};{tail}</p>",
    '<p title="电话&amp;amp;#{first};{tail}">题</p>',
    '<p aria-label="电话\\x{hex}{tail}">题</p>',
    '<p><a href="#%25{hex}{tail}">题</a></p><p id="%{hex}{tail}">题</p>',
    '<script type="application/json">{{"x": "\\\\u00{hex}{tail}", "y": "&#{first};{tail}"}}</script>',
    '<script type="application/json">{{"x": ["电话{a}", "{b}{c}"]}}</script>',
    '<script type="text/plain">电话\\u00{hex}{tail}</script>',
    "<p>电话{a}<br>{b}{c}</p>",
    "<p>电话{a}</p>\n<p>{b}{c}</p>",
    "<ul><li>{a}{b}</li>\n<li>{c}</li></ul>",
    '<p>电话<a href="#top">{a}</a>{b}{c}</p><p id="top">题</p>',
    '<p>电话<a href="#top">{a}</a><b>{b}</b>{c}</p><p id="top">题</p>',
    '<p>电话<b><a href="#top">{a}</a></b><i>{b}{c}</i></p><p id="top">题</p>',
    '<p title="电话{a}-{b}-{c}">题</p>',
    '<p title="a<b 电话{a}{b}{c}">题</p>',
    '<p title="a>b">电话{a}{b}{c}</p>',
    '<meta name="description" content="{a} {b} {c}">',
    '<p aria-label="{a}&#x200b;{b}{c}">题</p>',
    '<script type="application/json">{{"x": "{a}{b}{c}"}}</script>',
    '<table><tr><td>电话</td><td>{a} {b} {c}</td></tr></table>',
    '<p id="t{a}{b}{c}">题</p>',
    "<p>题</p><!-- 电话{a}{b}{c} --><!-- 注 -->",
    "<p>题</p><![CDATA[{a}{b}{c}]]>",
    "<p>" + "长" * 200 + "{a}{b}{c}" + "长" * 200 + "</p>",
    "<p>" + "长" * 200 + "{a}</p><p>{b}{c}" + "长" * 200 + "</p>",
)  # fmt: skip
SOUND = (
    "<table><tr><td>13</td><td>8001</td><td>38000</td></tr></table>",
    '<p><a href="#a">138</a><a href="#a">00138</a><a href="#a">000</a></p><p id="a">题</p>',
    '<svg><path d="M138 0013 8000 13800138000"/></svg>',
    '<p id="a1b2c3d4e5f13800138000a1b2c3d4ef">题</p><p class="c13800138000">题</p>',
    "<p>2021 年 12 月</p><p>13 个问题，8 条措施</p>",
    "<p>密切联系群众</p><p>★ 一</p>",
    "<ul><li>秘密</li><li>机密</li></ul>",
)


def faults(tmp_path, body, **files):
    (tmp_path / "index.html").write_text(f"{HEAD}{body}</body></html>", "utf-8")
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    return list(check_site(tmp_path, ()))


@pytest.mark.parametrize("page", PAGES)
def test_i6_a_page_that_shows_it(tmp_path, page):
    for number, kind in ((PHONE, "手机号码"), (ID_X, "身份证号码")):
        body = page.format(a=number[:3], b=number[3:7], c=number[7:], tail=number[1:], first=ord(number[0]),
                           hex=f"{ord(number[0]):x}")  # fmt: skip
        said = faults(tmp_path, body)[0]
        assert said.startswith("index.html: ") and kind in said and number not in said


@pytest.mark.parametrize("page", ["<p>机<b>密</b>★</p>", "<p>&#26426;&#23494;<!-- -->★</p>", "<h1>绝&#8203;密</h1>",
                                  '<img alt="秘密★1年" src="data:">', "<p>密级：<i>机</i>密</p>"])  # fmt: skip
def test_i6_a_mark_on_a_page(tmp_path, page):
    assert any("密级标志" in said for said in faults(tmp_path, page))


@pytest.mark.parametrize("page", SOUND)
def test_figures_that_stand_apart(tmp_path, page):
    assert faults(tmp_path, page) == []


def test_innocent_pages_are_silent(tmp_path):
    texts = [text.replace("&", "&amp;").replace("<", "&lt;") for text in lines("innocent.txt")]
    assert faults(tmp_path, "".join(f"<p>{text}</p><p>字</p>" for text in texts if "words:" not in text)) == []


def packed(name, text):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr(name, text)
    return data.getvalue()


FILES = {
    "feed.xml": f"<feed><title>电话<![CDATA[{PHONE}]]></title></feed>".encode(),
    "a.svg": f'<svg aria-label="{PHONE}"><path d="M138 0013 8000 13800138000"/></svg>'.encode(),
    "b.xml": f"<feed><!-- 电话 {PHONE} --></feed>".encode(),
    "entry.json": json.dumps({"a": ["电话 138-0013-8000"]}).encode(),
    "coded.json": json.dumps(["\\u0031" + PHONE[1:]]).encode(),
    "apart.json": json.dumps([{"text": f"电话{PHONE[:3]}"}, {"text": f"{PHONE[3:]}，请联系"}]).encode(),
    "feed.json": json.dumps({"items": [{"title": f"值班电话 {PHONE[:7]}", "summary": PHONE[7:]}]}).encode(),
    "twice.xml": f"<summary type='html'>&amp;#{ord(PHONE[0])};{PHONE[1:]}</summary>".encode(),
    "said.xml": f"<?x 电话 {PHONE}?><feed/>".encode(),
    "picture.docx": packed("word/document.xml", f'<w:p><wp:docPr id="1" descr="电话{PHONE}"/></w:p>'),
    "object.docx": packed("word/embeddings/a.bin", f"电话 {PHONE}"),
    "cell.xlsx": packed("xl/sharedStrings.xml", f"<sst><si><t>_x0031_{PHONE[1:]}</t></si></sst>"),
    "texts.json": json.dumps([f'引"号\\{PHONE}\n'], ensure_ascii=False).encode(),
    "ledger.csv": f"单位,电话\n投资促进局,{PHONE}\n".encode("utf-8-sig"),
    "a.txt": f"证件 {ID}".encode(),
    "a.docx": packed("word/document.xml", f"<w:p><w:t>{PHONE[:5]}</w:t><w:t>{PHONE[5:]}</w:t></w:p>"),
    "a.xlsx": packed("xl/sharedStrings.xml", f"<sst><si><t>{ID}</t></si></sst>"),
    f"{PHONE}.txt": b"",
    "机密★.txt": b"",
}  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_i6_other_files_that_show_it(tmp_path, name):
    (said,) = faults(tmp_path, "<p>题</p>", **{name: FILES[name]})
    assert "不能发布" in said and PHONE not in said and ID not in said


def test_files_that_cannot_be_checked(tmp_path):
    entity = b'<!DOCTYPE a [<!ENTITY x "138">]><a>&x;</a>'
    inner = {"a.zip": packed("b.zip", packed("c.txt", "字" * 99)), "a.xml": entity}
    assert all("读不出来" in said for said in faults(tmp_path, "", **inner)) and len(faults(tmp_path, "")) == 2
    for name in inner:
        (tmp_path / name).unlink()
    assert "不认识 .db 文件" in faults(tmp_path, "", **{"a.db": b"x"})[0]
    assert "读不出来" in faults(tmp_path, "", **{"a.db": b"", "a.xlsx": b"no zip"})[1]


def test_figures_of_data_are_no_text(tmp_path):
    strings = json.dumps({"rows": [["138", "12345678"], ["2021-12-31", "138"], ["13", "8001", "38000"]]}).encode()
    assert faults(tmp_path, "", **{"strings.json": strings}) == []
    table = b'{"starts":[138,13,8000,13800138000],"key":"0a13800138000bcd"}'
    assert faults(tmp_path, "", **{"table.json": table, "a.csv": b"158,2021,1350\n"}) == []


def test_what_is_signed_passes(tmp_path):
    (said,) = faults(tmp_path, f"<p>{PHONE}</p>")
    signed = next(private(PHONE))
    one = type("Signed", (), {"kind": signed.kind, "digest": signed.digest})
    assert said and list(check_site(tmp_path, (), signed=(one,))) == []


@pytest.mark.usefixtures("small_site")
def test_i6_a_source_that_hides_it_from_the_checks_of_sources(tmp_path):
    """A folded line of YAML parts the word for a search of the source, and joins it on the page."""
    canary.add(tmp_path / "library", "2021/甲", "internal")
    vocabulary = tmp_path / "library/vocabulary"
    vocabulary.mkdir()
    few_terms(vocabulary)
    text = (vocabulary / "problems.yml").read_text("utf-8")
    changed = re.sub(r"gloss: .*", lambda _: f"gloss: {hidden('机密★')}", text, count=1)
    (vocabulary / "problems.yml").write_text(changed, "utf-8")
    assert changed != text and not examine(tmp_path / "library", "internal").errors
    with pytest.raises(Failed, match="problems/.*页面上有密级标志"):
        build(tmp_path / "library", "internal", tmp_path / "site")
    assert not (tmp_path / "site").exists()


def test_pages_are_cut_at_every_tag():
    page = b'<p title="a<b">x</p><script>if (a<b) "</p>"</script><!-- <p> -->y<br>'
    inside, scripts, comments = without_scripts(page)
    assert comments == b" <p> "
    assert scripts == [(b"", b'if (a<b) "</p>"')]
    parts, doubts = cut_closely(inside)
    assert parts == ["", 'p title="a<b"', "x", "/p", "", "script", "", "/script", "y", "br", ""] and doubts == []
    assert cut_closely(b'a <b c="d')[1] == ['<b c="d']


def hidden(text):
    """A text as a value of YAML, folded over lines within its mark."""
    return '"' + text.replace("密★", "\\\n                密★") + '"'


def coded(text):
    """The same with its figures as codes."""
    return '"' + "".join(f"\\u{ord(char):04x}" if char.isdigit() else char for char in text) + '"'


RECORDS = {
    "campaigns": """- id: last-{kind}
  year: 2030
  name: {name}
  label: {label}
  headings: [{{name: {heading}, wording: {wording}, phrases: [{kind}]}}]
""",
    "problems": """- id: last-{kind}
  name: {name}
  types: [{{id: type-{kind}, name: {type}, gloss: {gloss}, words: [{word}]}}]
""",
    "units": "- {{id: last-{kind}, name: {name}, group: {group}, aliases: [{alias}]}}\n",
    "glossary": "- {{written: {written}, meaning: 字, definition: {definition}, synonyms: [{synonym}]}}\n",
}
PLACES = [f"{name} {key}" for name, form in RECORDS.items() for key in re.findall(r"\{(\w+)\}", form) if key != "kind"]
DOCS = {
    "docs title": "---\ntitle: {}\n---\n\n字\n",
    "docs description": "---\ndescription: {}\n---\n\n# 题\n",
}
MARK = "机密★"


def laid(project, left, written):
    """A vocabulary, docs/ and moved.yml with what may not be published at each place, behind a word; the words."""
    words = {place: f"鸩{n}字" for n, place in enumerate((*PLACES, *DOCS), 10)}
    for name, form in RECORDS.items():
        values = {place.split()[1]: written(words[place] + left) for place in PLACES if place.startswith(name)}
        with (project / f"vocabulary/{name}.yml").open("a", encoding="utf-8") as file:
            file.write(form.format(kind="x", **values))
    for place, page in DOCS.items():
        (project / f"docs/{place.replace(' ', '-')}.md").write_text(page.format(written(words[place] + left)), "utf-8")
    canary.add(project, "2021/甲", "internal")
    (project / "moved.yml").write_text(f"? {written('materials/2020/鸩' + left)}\n: materials/2021/甲\n", "utf-8")
    return words


@pytest.fixture(scope="module")
def said(tmp_path_factory):
    """What a build says of a mark at each of these places, all hidden from the check of sources."""
    project = small(tmp_path_factory.mktemp("said") / "project")
    words = laid(project, MARK, hidden)
    done = review(project, "build", "--out", "out")
    assert done.returncode == 1 and not (project / "out").exists()
    return words, done.stderr


@pytest.mark.slow
@pytest.mark.parametrize("place", [*PLACES, *DOCS])
def test_i6_what_yaml_hides_is_stopped_wherever_it_is_shown(said, place):
    words, lines = said
    assert re.search(rf"密级标志 .*（在“.*{words[place]}”之后）", lines), lines


@pytest.mark.slow
def test_i6_what_yaml_hides_in_moved(said):
    assert re.search(r"鸩机密★.*文件名里有密级标志", said[1])


def test_i6_codes_of_yaml_hide_no_number_from_the_check_of_sources(tmp_path):
    project = small(tmp_path / "project")
    laid(project, PHONE, coded)
    done = review(project, "check")
    said = {line.partition(": ")[0] for line in done.stdout.splitlines() if f"手机号码 {PHONE[:3]}*" in line}
    files = (path for pattern in ("vocabulary/*.yml", "docs/docs-*.md", "moved.yml") for path in project.glob(pattern))
    assert done.returncode == 1 and said == {
        f"{path.relative_to(project)}:{n}"
        for path in files for n, line in enumerate(path.read_text("utf-8").splitlines(), 1) if "\\u0031" in line
    }  # fmt: skip


PARTS = st.sampled_from((
    "138", "0013", "8000", "13800138000", "①③⑧⓪⓪①③⑧⓪⓪⓪", "\U0001d7cf", " ", "\n", "-", "&#8203;", "&nbsp;", "年",
    "密", "机", "★", "长" * 70, "<b>", "</b>", "<p>", "</p>\n", '<a href="#a">', "</a>", "<td>", "<li>\n",
    "<sup>", "</sup>", "<!-- 注 -->", '<i title="a<b">', "</i>", "<br>\n",
))  # fmt: skip


def apart(tag):
    return "" if tag in JOINED else "|" if tag in CELLS else " " if tag in RAISED else "\n"


class Shown(HTMLParser):
    """What is shown of a page, read by a parser that is none of ours."""

    def __init__(self, page):
        super().__init__(convert_charrefs=True)
        self.parts, self.linked = [], False
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attrs):
        if tag == "a" and self.linked:
            self.parts.append("|")
        self.parts.append("\n- " if tag == "li" else apart(tag))
        self.linked = False

    def handle_endtag(self, tag):
        self.parts.append(apart(tag))
        self.linked = tag == "a" or self.linked and tag in JOINED

    def handle_data(self, data):
        self.parts.append(" " if data.isspace() else data)
        self.linked = self.linked and data.isspace()


@example(["<p>" + "长" * 70 + "①③⑧⓪⓪①③⑧⓪⓪⓪" + "长" * 70 + "</p>"])
@example(['<i title="a<b">', '13800138000<i title="a<b">138'])
@given(st.lists(st.lists(PARTS, max_size=25).map("".join), min_size=1, max_size=4))
def test_i6_what_is_remembered_of_pages_hides_nothing(pages):
    """Rows, tags and shortened texts, remembered over pages, find what is found in the whole text of each."""
    reader = Reader()
    for page in pages:
        facts = reader.facts("a.html", f"<!doctype html>\n{page}".encode())
        whole = "".join(Shown(f"<!doctype html>\n{page}").parts)
        assert [leak[:2] for leak in facts.leaks] == [leak[:2] for leak in leaks.found(whole, "")], whole
