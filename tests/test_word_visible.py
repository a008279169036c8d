"""Every text that a Word file holds, read or not, by story."""

from review.read.word import read_word
from word.make import p, parts, run, save


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
