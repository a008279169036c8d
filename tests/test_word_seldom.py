"""What Word files, web pages and texts hold seldom, each its kind: read as it is shown, or said."""

import base64
import re
import zipfile

import pytest

from review.intake.source import read_source
from review.read.word import read_word
from word.make import HEAD, OFFICE, SPACES, box, cell, lines, p, parts, rules, run, save, table

NUMBERED = '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{}"/>' \
           '<w:lvlText w:val="{}"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
UP, DOWN = ('<w:vertAlign w:val="superscript"/>', '<w:vertAlign w:val="subscript"/>')
HIDDEN_MARK = "<w:rPr><w:vanish/><w:specVanish/></w:rPr>"


def m(name, *inside):
    return f"<m:{name}>{''.join(inside)}</m:{name}>"


def t(text):
    return m("r", m("t", text))


@pytest.mark.parametrize(("body", "shown"), [
    (p("面积10", run("2", UP), "平方米，水H", run("2", DOWN), "O，见", run("甲", UP)), "面积10²平方米，水H₂O，见甲"),
    (p("占比", m("oMath", m("f", m("num", t("3")), m("den", t("a+b"))))), "占比3/(a+b)"),
    (p(m("oMath", m("rad", m("deg"), m("e", t("2"))), m("sSup", m("e", t("x")), m("sup", t("2"))))), "√2x²"),
    (p(m("oMath", m("nary", m("naryPr", '<m:chr m:val="∑"/>'), m("sub", t("i")), m("sup", t("9")), m("e", t("y"))))),
     "∑_i⁹y"),
    (p(m("oMath", m("d", m("dPr", '<m:begChr m:val="["/>', '<m:endChr m:val=""/>'), m("e", t("1")), m("e", t("2"))))),
     "[1|2"),
])  # fmt: skip
def test_what_stands_above_or_below_the_line_is_no_other_number(read, body, shown):
    word = read(body)
    assert lines(word) == [shown] and "word-missing" not in rules(word)


def test_a_column_that_word_numbers_keeps_its_numbers(read):
    word = read(table([cell("序号"), cell("问题")], [cell(p("", num=(1, 0))), cell("学习不深")],
                      [cell(p("", num=(1, 0))), cell("服务不优")]), p("", num=(1, 0)),
                numbering=NUMBERED.format("decimal", "%1"))  # fmt: skip
    assert lines(word)[2:] == ["| 1 | 学习不深 |", "| 2 | 服务不优 |"]
    assert "1 个" in rules(word)["word-empty"]


def test_a_hidden_row_is_left_out_and_said(read):
    word = read(table([cell("列一"), cell("列二")], [cell("藏"), cell("行")], [cell("现"), cell("格")],
                      more=("", "<w:hidden/>")))  # fmt: skip
    assert lines(word)[2:] == ["| 现 | 格 |"] and rules(word)["word-hidden"].endswith("藏行")


def test_a_style_separator_joins_a_heading_with_what_follows(read):
    word = read(p("学习不深", num=(1, 0), more=HIDDEN_MARK), p("。没有坚持。"), p("服务不优。", num=(1, 0)),
                p("结尾", more=HIDDEN_MARK), numbering=NUMBERED.format("chineseCounting", "%1、"))  # fmt: skip
    assert lines(word) == ["一、学习不深。没有坚持。", "二、服务不优。", "结尾"]


def test_words_drawn_beside_a_text_box_and_in_a_chart_are_said(read):
    chart = "http://schemas.openxmlformats.org/drawingml/2006/chart"
    values = "<c:cat><c:v>一季度</c:v><c:v>3.5</c:v></c:cat>"
    drawn = f'{HEAD}<c:chartSpace xmlns:c="{chart}" {SPACES}>{values}</c:chartSpace>'
    art = box(p("框里")).replace("</w:pict>", '<v:textpath string="艺术字样"/></w:pict>')
    word = read(p("图。", art), links=f'<Relationship Id="c" Type="{OFFICE}/chart" Target="charts/c.xml"/>',
                files={"word/charts/c.xml": drawn})  # fmt: skip
    assert lines(word) == ["图。", "框里"]
    assert rules(word)["word-object"].endswith("2 个没有照样收入：艺术字 艺术字样；图示 一季度")


# ---- packages as other programs write them

BASE = parts(p("甲段。"))


@pytest.mark.parametrize("renamed", [
    lambda name: name.replace("/", "\\"), lambda name: f"/{name}", lambda name: f"./{name}",
    lambda name: name.replace("word/document", "Word/Document"),
], ids=["backslash", "root", "here", "capitals"])  # fmt: skip
def test_names_of_parts_as_other_programs_write_them(tmp_path, renamed):
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w") as package:
        for name, content in BASE.items():
            package.writestr(renamed(name), content)
    assert lines(read_word(path)) == ["甲段。"]


def flat(made):
    """A package in one XML file, one part of it as bytes."""
    bare = {name: re.sub("<[?].*?[?]>", "", content) for name, content in made.items()}
    written = [f'<pkg:part pkg:name="/{name}"><pkg:xmlData>{bare[name]}</pkg:xmlData></pkg:part>'
               for name in ("_rels/.rels", "word/document.xml")]
    data = base64.b64encode(b"x").decode()
    written.append(f'<pkg:part pkg:name="/a.bin"><pkg:binaryData>{data}</pkg:binaryData></pkg:part>')
    space = "http://schemas.microsoft.com/office/2006/xmlPackage"
    return f'{HEAD}<pkg:package xmlns:pkg="{space}">{"".join(written)}</pkg:package>'


@pytest.mark.parametrize("name", ["a.xml", "a.doc", "a.docx"])
def test_a_package_in_one_file_is_read_without_libreoffice(tmp_path, name, monkeypatch):
    monkeypatch.setattr("shutil.which", lambda _: None)
    (tmp_path / name).write_text(flat(BASE), "utf-8")
    assert lines(read_word(tmp_path / name)) == ["甲段。"]


@pytest.mark.parametrize(("data", "shown", "said"), [
    (rb"{\rtf1\ansi \'d1\'a7}", [], "RTF"), (bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600), [], "旧版 Word"),
    (flat(parts(p("并入。"))).encode(), ["并入。"], "a.bin"),
])  # fmt: skip
def test_what_is_taken_in_is_read_or_said_never_its_code(tmp_path, data, shown, said):
    link = f'<Relationship Id="c" Type="{OFFICE}/aFChunk" Target="a.bin"/>'
    made = parts(p("前。"), '<w:altChunk r:id="c"/>', p("后。"), links=link, files={"word/a.bin": data})
    word = read_word(save(tmp_path / "a.docx", made))
    assert lines(word) == ["前。", *shown, "后。"]
    assert said in rules(word)["word-chunk" if shown else "word-elsewhere"]


COLLAPSED = ' table:visibility="collapse"'
OPEN = "urn:oasis:names:tc:opendocument:xmlns"


def test_an_open_document_in_one_file(tmp_path):
    spaces = " ".join(f'xmlns:{name}="{OPEN}:{name}:1.0"' for name in ("office", "text", "table"))
    row = "<table:table-row{}><table:table-cell><text:p>{}</text:p></table:table-cell><table:table-cell/>"
    row += "</table:table-row>"
    (tmp_path / "a.odt").write_text(
        f'{HEAD}<office:document {spaces} office:mimetype="application/vnd.oasis.opendocument.text"><office:body>'
        f"<office:text><text:p>甲段。</text:p><table:table>{row.format('', '现')}"
        f"{row.format(COLLAPSED, '藏')}"
        "</table:table></office:text></office:body></office:document>", "utf-8")  # fmt: skip
    word = read_word(tmp_path / "a.odt")
    assert lines(word) == ["甲段。", "| 现 |  |", "| --- | --- |"] and rules(word)["word-hidden"].endswith("藏")


# ---- web pages and texts


@pytest.mark.parametrize(("body", "shown"), [
    ("<select><option>未启动<option selected>推进中</select>", ["推进中"]),
    ("<p>备注：<input value=已办><input type=checkbox checked>是<input type=hidden value=x></p>", ["备注：已办☑是"]),
    ("<p hidden>藏</p><p>他说<q>好</q>。</p>", ["他说“好”。"]),
    ("<p>10<sup>2</sup>米，<ruby>风<rp>(</rp><rt>fēng</rt><rp>)</rp></ruby>气，见<sup>注</sup></p>",
     ["10²米，风(fēng)气，见注"]),
    ("<ol reversed><li>丙</li><li>丁</li></ol>", ["2.丙", "1.丁"]),
])  # fmt: skip
def test_what_a_page_shows_is_read(tmp_path, body, shown):
    (tmp_path / "a.doc").write_text(f"<html><body>{body}</body></html>", "utf-8")
    word = read_word(tmp_path / "a.doc")
    assert lines(word) == shown and "word-missing" not in rules(word)


def test_a_web_archive_with_a_byte_order_mark(tmp_path):
    (tmp_path / "a.doc").write_bytes(b"\xef\xbb\xbfMIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n\n"
                                     + "<p>网页一段。</p>".encode())  # fmt: skip
    assert lines(read_word(tmp_path / "a.doc")) == ["网页一段。"]


@pytest.mark.parametrize("end", ["\x0b", "\x0c", "\x85", "\u2028", "\u2029"], ids=ascii)
def test_whatever_ends_a_line_ends_it(tmp_path, end):
    (tmp_path / "a.txt").write_text(f"一是学习不深。{end}二是服务不优。{end}", "utf-8")
    source = read_source(tmp_path / "a.txt")
    assert source.text == "一是学习不深。\n二是服务不优。\n" and source.notes == ("换行改为 LF",)
