"""Every text that a Word file holds, read or not, by story."""

import pytest

from review.read.word import read_word
from word.make import HEAD, box, cell, document, field, p, parts, rules, run, save


def stories(tmp_path, *body, **more):
    word = read_word(save(tmp_path / "a.docx", parts(*body, **more)))
    return {(s.kind, s.part): s.paragraphs for s in word.stories}


def test_every_story_is_named(tmp_path):
    box = f"<w:r><w:pict><v:textbox><w:txbxContent>{p('框里')}</w:txbxContent></v:textbox></w:pict></w:r>"
    note = f'<w:footnote w:id="7">{p("脚注里")}</w:footnote>'
    found = stories(tmp_path, p("正文", box), p(), hdr=p("机密★1年"), footnotes=note,
                    comments=f"<w:comment>{p('批注里')}</w:comment>")  # fmt: skip
    assert found == {
        ("正文", "word/document.xml"): ("正文",), ("文本框", "word/document.xml"): ("框里",),
        ("页眉", "word/hdr.xml"): ("机密★1年",), ("脚注", "word/footnotes.xml"): ("脚注里",),
        ("批注", "word/comments.xml"): ("批注里",), ("属性", "docProps/core.xml"): ("某作者",)}  # fmt: skip


def test_deleted_text_and_the_other_branch_are_not_shown(tmp_path):
    other = ('<mc:AlternateContent><mc:Choice Requires="wps">{}</mc:Choice>'
             '<mc:Choice xmlns:zz="urn:zz" Requires="zz">{}'
             "</mc:Choice><mc:Fallback>{}</mc:Fallback></mc:AlternateContent>")
    unknown = other.replace('"wps"', '"zz2"').replace("<mc:Choice ", '<mc:Choice xmlns:zz2="urn:zz2" ', 1)
    found = stories(
        tmp_path,
        p("留", "<w:del>" + run("删") + "</w:del>", "<w:moveFrom>" + run("搬") + "</w:moveFrom>"),
        p(other.format(run("甲"), run("乙"), run("丙")), unknown.format(run("子"), run("丑"), run("寅"))))  # fmt: skip
    assert found["正文", "word/document.xml"] == ("留", "甲寅")


def test_a_damaged_part_is_named(tmp_path):
    made = parts(p("正文"), hdr=p("页眉"))
    made["word/hdr.xml"] = made["word/hdr.xml"].replace("</w:p>", "")
    word = read_word(save(tmp_path / "a.docx", made))
    assert [s.part for s in word.stories if s.kind == "读不出"] == ["word/hdr.xml"]


ART = '<w:r><w:pict><v:shape><v:textpath string="机密"/></v:shape></w:pict></w:r>'
"""Word art, as Word's watermarks are."""


def test_boxes_and_word_art_of_a_running_head_belong_to_it(tmp_path):
    """WPS puts the page number into a box of the footer: that is no text that the body lacks."""
    number = box(p("— ", field("PAGE", run("1")), " —"))
    made = parts(p("正文", ART), hdr=p(ART, box(p("眉框"))), ftr=p(number))
    word = read_word(save(tmp_path / "a.docx", made))
    assert {(s.kind, s.part): s.paragraphs for s in word.stories if s.kind not in ("正文", "属性")} == {
        ("艺术字", "word/document.xml"): ("机密",), ("页眉", "word/hdr.xml"): ("机密", "眉框"),
        ("页脚", "word/ftr.xml"): ("— 1 —",)}
    assert rules(word) == {"word-header": "页眉、页脚的文字 2 处，没有收入：机密；眉框",
                           "word-object": "图形或嵌入对象 1 个没有照样收入：艺术字 机密"}  # fmt: skip


CX = "http://schemas.microsoft.com/office/drawing/2014/chartex"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"


@pytest.mark.parametrize("root, inside", [
    ('c:userShapes xmlns:c="urn:c"', "<a:t>图上的字</a:t>"),
    ('dsp:drawing xmlns:dsp="urn:dsp"', "<a:p><a:r><a:t>图上的字</a:t></a:r></a:p>"),
    (f'cx:chartSpace xmlns:cx="{CX}"', '<cx:v>图上的字</cx:v>'),
    (f'cx:chartSpace xmlns:cx="{CX}"', '<cx:pt idx="0">图上的字</cx:pt><cx:pt idx="1">3.5</cx:pt>'),
])  # fmt: skip
def test_the_words_of_any_drawing_are_said(tmp_path, root, inside):
    xml = f'{HEAD}<{root} xmlns:a="{A}">{inside}</{root.split()[0]}>'
    word = read_word(save(tmp_path / "a.docx", parts(p("正文"), files={"word/drawings/drawing1.xml": xml})))
    assert rules(word) == {"word-object": "图形或嵌入对象 1 个没有照样收入：图示 图上的字"}


def test_a_drawing_that_is_kept_twice_is_said_once(tmp_path):
    xml = f'{HEAD}<d:drawing xmlns:d="urn:d" xmlns:a="{A}"><a:t>流程</a:t></d:drawing>'
    word = read_word(save(tmp_path / "a.docx", parts(p("正文"), files={"word/a.xml": xml, "word/b.xml": xml})))
    assert rules(word) == {"word-object": "图形或嵌入对象 1 个没有照样收入：图示 流程"}


@pytest.mark.parametrize("name", ["word/document.bin", "word/正文"])
def test_the_body_is_counted_whatever_its_part_is_called(tmp_path, name):
    made = parts()
    made["word/document.xml"] = ""
    made[name] = document(p("正文"), "<w:zork>" + p("没读到的") + "</w:zork>")
    made["_rels/.rels"] = made["_rels/.rels"].replace("word/document.xml", name)
    assert "【没读到的】" in rules(read_word(save(tmp_path / "a.docx", made)))["word-missing"]


@pytest.mark.parametrize("loose", [run("段外的字"), f"<w:tbl><w:tr>{cell(run('段外的字'))}</w:tr></w:tbl>",
                                   "<m:oMath><m:r><m:t>段外的字</m:t></m:r></m:oMath>"])
def test_text_in_no_paragraph_is_counted(tmp_path, loose):
    assert "【段外的字】" in rules(read_word(save(tmp_path / "a.docx", parts(p("正文"), loose))))["word-missing"]


def test_what_was_deleted_of_a_formula_is_not_written(tmp_path):
    letters = ("<m:oMath><m:r><m:t>a</m:t></m:r><w:del><m:r><m:t>b</m:t></m:r></w:del>"
               "<m:r><w:t>c</w:t></m:r></m:oMath>")
    word = read_word(save(tmp_path / "a.docx", parts(p("由", letters))))
    assert word.text == "由ac\n" and set(rules(word)) == {"word-formula"}
