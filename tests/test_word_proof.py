"""The proof that nothing is lost in silence: what a file shows is written, said or named."""

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from review.read.word import read_word
from review.read.word.doc import doc_shown
from review.read.word.proof import missing
from review.read.word.rtf import rtf_shown
from word.make import CHINESE, OFFICE, auto_numbered, box, cell, field, lines, p, parts, rules, run, save, table


def test_what_is_missing_is_named_with_the_words_around_it():
    assert missing(["有两件没有办完。责任人为办公室。年底前办结。"], "有两件没有办完。年底前办结。", []) == [
        "有两件没有办完。【责任人为办公室。】年底前办结。"]  # fmt: skip
    assert missing(["学习不深", "走访不勤"], "走访不勤", []) == ["【学习不深】"]
    assert missing(["不能不学"], "不能学", []) == ["不能【不】学"]


def test_what_is_shown_twice_is_written_twice():
    assert missing(["学习不深", "学习不深"], "学习不深", []) == ["【学习不深】"]
    assert missing(["学习不深", "学习不深"], "学习不深\n学习不深", []) == []


def test_what_is_added_moved_or_left_out_is_not_missing():
    assert missing(["学习不深。", "走访不勤。"], "二、走访不勤〔注1〕。\n一、学 习不深。", []) == []
    assert missing(["甲|乙", "3"], "| 甲\\|乙 |", ["3"]) == []
    assert missing(["fēng風险"], "風(fēng)险", []) == []


def test_a_lost_figure_is_not_found_in_an_ordinal():
    assert missing(["共5件", "甲"], "5.共件\n甲", []) == ["共【5】件"]


def test_a_large_text_that_is_lost_whole_ends():
    text = [f"第{n}件事没有办完，责任不清。" for n in range(5000)]
    assert len(missing(text, "别的话，" * 50_000, [])) == 5000


@given(st.lists(st.text("甲乙丙丁戊己庚辛，。", min_size=1, max_size=30), max_size=8), st.data())
def test_every_loss_is_seen(paragraphs, data):
    """Whatever one character is taken out of the written text, it is missing."""
    written = "\n".join(paragraphs)
    assert missing(paragraphs, written, []) == []
    at = [i for i, c in enumerate(written) if c != "\n"]
    if at:
        gone = data.draw(st.sampled_from(at))
        assert missing(paragraphs, written[:gone] + written[gone + 1 :], [])


# ---- by Word files that hold all there is


WORDS = st.text("学习落实责任调研走访台账销号整改，。、", min_size=1, max_size=12)


def inline(draw):
    """A piece of a paragraph as XML, and the text that it has to give, in order."""
    text = draw(WORDS)
    kind = draw(st.sampled_from(KINDS))
    return kind(text)


KINDS = [
    lambda text: (run(text), text),
    lambda text: (run(text, "<w:b/>"), text),
    lambda text: (run(text, "<w:vanish/>"), ""),
    lambda text: (f"<w:ins>{run(text)}</w:ins>", text),
    lambda text: (f"<w:moveTo>{run(text)}</w:moveTo>", text),
    lambda text: (f"<w:del><w:r><w:delText>{text}</w:delText></w:r></w:del>", ""),
    lambda text: (f"<w:moveFrom>{run(text)}</w:moveFrom>", ""),
    lambda text: (field("REF a", run(text)), text),
    lambda text: (field("IF " + "x", field("QUOTE y", run(text))), text),
    lambda text: (field("PAGE", run("12")), ""),
    lambda text: (field("REF a", end=False) + run(text), text),
    lambda text: (f'<w:fldSimple w:instr="AUTHOR">{run(text)}</w:fldSimple>', text),
    lambda text: (f"<w:hyperlink>{run(text)}</w:hyperlink>", text),
    lambda text: (f"<w:smartTag>{run(text)}</w:smartTag>", text),
    lambda text: (f"<w:sdt><w:sdtContent>{run(text)}</w:sdtContent></w:sdt>", text),
    lambda text: (f'<mc:AlternateContent><mc:Choice Requires="wps">{run(text)}</mc:Choice><mc:Fallback>{run("旧")}'
                  "</mc:Fallback></mc:AlternateContent>", text),
    lambda text: ('<mc:AlternateContent><mc:Choice xmlns:zz="urn:zz" Requires="zz"/><mc:Fallback>' + run(text)
                  + "</mc:Fallback></mc:AlternateContent>", text),
    lambda text: (run(text) + "<w:r><w:tab/></w:r>", text),
    lambda text: (run(text) + '<w:r><w:br w:type="page"/></w:r>', text),
    lambda text: (run(text) + "<w:r><w:br/></w:r>", text),
    lambda text: (box(p(text)), text),
    lambda text: (f"<w:r><w:ruby><w:rt>{run('yin')}</w:rt><w:rubyBase>{run(text)}</w:rubyBase></w:ruby></w:r>", text),
    lambda text: (run("R", '<w:rFonts w:ascii="Wingdings 2"/>') + run(text), text),
    lambda text: (f"<m:oMath><m:r><m:t>{text}</m:t></m:r></m:oMath>", text),
    lambda text: (run(text) + '<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>', f"{text}√"),
    lambda text: (run("\uf0fe") + run(text), f"☑{text}"),
    lambda text: (f"<w:bdo><w:smartTag><w:customXml>{run(text)}</w:customXml></w:smartTag></w:bdo>", text),
    lambda text: ("<w:sdt><w:sdtContent><w:hyperlink><w:ins>" + run(text)
                  + "</w:ins></w:hyperlink></w:sdtContent></w:sdt>", text),
    lambda text: (field("MACROBUTTON x " + text), text),
    lambda text: (field("HYPERLINK y", f"<w:ins>{run(text)}</w:ins>"), text),
    lambda text: (f"<w:moveFrom>{run(text)}</w:moveFrom><w:moveTo>{run(text)}</w:moveTo>", text),
    lambda text: (f"<mc:AlternateContent><mc:Choice Requires='wps'><w:r><w:drawing><wps:txbx><w:txbxContent>{p(text)}"
                  f"</w:txbxContent></wps:txbx></w:drawing></w:r></mc:Choice><mc:Fallback>{box(p(text))}</mc:Fallback>"
                  "</mc:AlternateContent>", text),
    lambda text: (box(table([cell(p(box(p(text))))])), text),
    lambda text: (run(text) + "<w:r><w:noBreakHyphen/><w:softHyphen/><w:lastRenderedPageBreak/></w:r>", text),
]  # fmt: skip


@st.composite
def paragraphs(draw):
    made = [inline(draw) for _ in range(draw(st.integers(0, 4)))]
    more = draw(st.sampled_from(["", "", "", "<w:rPr><w:del/></w:rPr>", '<w:outlineLvl w:val="1"/>']))
    num = draw(st.sampled_from([None, None, (1, 0), (1, 1), (1, 2), (2, 0), (3, 0)]))
    return p(*(xml for xml, _ in made), num=num, more=more), [text for _, text in made if text]


RESTARTS = CHINESE + """
<w:num w:numId="2"><w:abstractNumId w:val="1"/>
 <w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="9"/></w:num>
"""
"""Lists that begin again in the middle, and one that is nowhere."""
AROUND = {
    "p": "{}", "sdt": "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>", "ins": "<w:ins>{}</w:ins>",
    "moved": '<w:moveToRangeStart w:id="1"/>{}<w:moveToRangeEnd w:id="1"/>',
    "alternate": '<mc:AlternateContent><mc:Choice Requires="wps">{}</mc:Choice></mc:AlternateContent>',
    "customXml": "<w:customXml>{}</w:customXml>",
}
MERGED = ["", "", '<w:gridSpan w:val="2"/>', "<w:vMerge/>", '<w:vMerge w:val="restart"/>',
          '<w:hMerge w:val="continue"/>']


@st.composite
def tables(draw, deep=1):
    """A table, its cells merged at random, with content controls around cells and rows and tables within."""
    made, texts = "", []
    for _ in range(draw(st.integers(1, 3))):
        row = ""
        for _ in range(draw(st.integers(1, 3))):
            xml, found = draw(tables(deep - 1) if deep and draw(st.booleans()) else paragraphs())
            one = cell(xml, p(""), more=draw(st.sampled_from(MERGED)))
            row += draw(st.sampled_from(["{}", AROUND["sdt"]])).format(one)
            texts += found
        made += draw(st.sampled_from(["{}", AROUND["sdt"], AROUND["customXml"]])).format(f"<w:tr>{row}</w:tr>")
    return f"<w:tbl><w:tblPr/>{made}</w:tbl>", texts


@st.composite
def blocks(draw):
    kind = draw(st.sampled_from(["p", "p", *AROUND, "table"]))
    xml, texts = draw(tables() if kind == "table" else paragraphs())
    return AROUND.get(kind, "{}").format(xml), texts


@st.composite
def packages(draw):
    """(parts of a package, the texts that have to be written): valid, with all that may stand in a body."""
    made = draw(st.lists(blocks(), min_size=1, max_size=6))
    note, has_note = draw(WORDS), draw(st.sampled_from(["", "footnote", "endnote"]))
    body = [xml for xml, _ in made]
    texts = [text for _, found in made for text in found]
    more = {"hdr": p(draw(WORDS))} if draw(st.booleans()) else {}
    if has_note:
        body.append(p("末", f'<w:r><w:{has_note}Reference w:id="7"/></w:r>'))
        texts += ["末", note]
        more[f"{has_note}s"] = f'<w:{has_note} w:id="7">{p(note)}</w:{has_note}>'
    return parts(*body, numbering=RESTARTS, **more), texts


@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(packages())
def test_random_packages_lose_nothing_and_the_proof_knows_it(tmp_path_factory, package):
    """Every text of the generator is written, and the proof finds nothing missing."""
    made, texts = package
    word = read_word(save(tmp_path_factory.mktemp("made") / "a.docx", made))
    written = re.sub(r"\s", "", word.text).replace("\\|", "|")
    for text in texts:
        assert text in written
    assert "word-missing" not in rules(word)


@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(packages(), st.data())
def test_what_the_reader_would_lose_the_proof_names(tmp_path_factory, package, data):
    """A paragraph in an element that nobody knows is lost to the reader; the proof must name it."""
    made, _ = package
    lost = data.draw(st.sampled_from(["甲子丑寅", "卯辰巳午未"]))
    made["word/document.xml"] = made["word/document.xml"].replace(
        "<w:sectPr/>", f'<zz:thing xmlns:zz="urn:zz">{p(lost)}</zz:thing><w:sectPr/>')
    word = read_word(save(tmp_path_factory.mktemp("made") / "a.docx", made))
    assert f"【{lost}】" in rules(word)["word-missing"]


@pytest.mark.parametrize("text", ["一、问题\n（一）学习方面\n1.读得少。\n2.记得少。\n二、措施\n1.每周学。\n"])
def test_automatic_ordinals_are_no_loss(tmp_path, text):
    word = read_word(save(tmp_path / "a.docx", auto_numbered(text)))
    assert lines(word) == text.split("\n")[:-1] and not word.findings


def test_text_of_a_document_that_is_taken_in_is_counted_too(tmp_path):
    unknown = f'<zz:thing xmlns:zz="urn:zz">{p("卯辰巳午")}</zz:thing>'
    inner = save(tmp_path / "in.docx", parts(p("甲子丑寅"), unknown))
    link = f'<Relationship Id="c1" Type="{OFFICE}/aFChunk" Target="c.docx"/>'
    made = parts(p("前"), '<w:altChunk r:id="c1"/>', links=link, files={"word/c.docx": inner.read_bytes()})
    assert "【卯辰巳午】" in rules(read_word(save(tmp_path / "a.docx", made)))["word-missing"]


def test_a_damaged_part_is_said(tmp_path):
    made = parts(p("正文"), hdr=p("页眉"))
    made["word/hdr.xml"] = made["word/hdr.xml"].replace("</w:p>", "")
    assert "读不出 word/hdr.xml" in rules(read_word(save(tmp_path / "a.docx", made)))["word-object"]


@pytest.mark.parametrize("rich, shown", [
    (rb"\deleted \u21024?\deleted0 \u30041?", "留"), (rb"{\deleted \u21024?}\u30041?", "留"),
    (rb"\u30041?{\deleted \u21024?\par}\u19979?", "留下"), (rb"\uc0\u-10240\u-8448 \u30041", "\U00010300留"),
    (rb"{\pict\bin3 }}{}\u30041?", "留"), (rb"\u30041?{\*\x\bin4 {{{{}\u19979?", "留下"),
    (rb"{\shp{\*\shpinst{\sp{\sn fLine}{\sv 0}}{\shptxt \u30041?}}}", "留"),
    (rb"{\tc \u21024?}{\xe \u21024?}\u30041?", "留"),
    (rb"\f1 \'c1\'f4", "留"), (rb"\f1 caf\'e9 ", "café "), (rb"\f2 \'cf\plain \'c1\'f4", "П留"),
    (rb"{\f2 \'cf}\'c1\'f4", "П留"),
    (rb"{\field{\*\fldinst { EQ \\f(3,{\b 5}) }}{\fldrslt }}\u30041?", "3/5留"),
    (rb"{\field{\*\fldinst { eq \\o\\ac(\u9675?,\u30041?)}}{\fldrslt }}", "留"),
    (rb"{\field{\*\fldinst PAGE }{\fldrslt \u30041?}}", "留"),
], ids=str)  # fmt: skip
def test_what_a_rich_text_file_shows(rich, shown):
    """What is deleted ends where it says, pictures hold any byte, settings of shapes are no text."""
    fonts = rb"{\f0\fnil\fcharset134 SimSun;}{\f1\fnil\fcharset0 A;}{\f2\fnil\fcharset204 A;}"
    data = rb"{\rtf1\ansi\ansicpg936{\fonttbl" + fonts + b"}" + rich + rb"\par}"
    assert "".join(rtf_shown(data)) == shown


@pytest.mark.parametrize("field, shown", [
    ("<EQ \\f(3,5)>", "3/5末"), ("<EQ \\f(3,5)|>", "3/5末"), ("<eq \\o\\ac(○,甲)>", "甲末"),
    ("<EQ \\f(3,5)|0.6>", "0.6末"), ("<PAGE|3>", "3末"), ("<EQ <=3|3>>", "3末"), ("<XE 甲>", "末"),
])  # fmt: skip
def test_what_a_formula_of_an_old_file_shows(field, shown):
    """It stores no result: what is drawn of it is looked for in what a conversion made."""
    old = (Path(__file__).parent / "word/libreoffice.doc").read_bytes()
    text = "某局班子对照检查材料\r学习不深\r走访"
    made = field.translate({ord("<"): "\x13", ord("|"): "\x14", ord(">"): "\x15"}).ljust(len(text) - 1, "末") + "\r"
    new = old.replace(text.encode("utf-16-le"), made.encode("utf-16-le"))
    assert new != old
    assert doc_shown(new)[0][1][0].rstrip("末") + "末" == shown
