"""Files that are called Word: what they are, and how they are read."""

import base64
import re
import shutil
import time
import zipfile
from pathlib import Path

import pytest

from review.intake.source import SourceError, read_source
from review.read.word import read_word
from word.make import lines, p, parts, refused, rules, save

OLD = (Path(__file__).parent / "word/libreoffice.doc").read_bytes()


def test_doc_without_libreoffice(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    (tmp_path / "a.doc").write_bytes(OLD)
    refused(tmp_path / "a.doc", "LibreOffice.*没有安装.*另存为")


def fake_soffice(folder, script):
    """A program in LibreOffice's place that is called as LibreOffice is."""
    program = folder / "soffice"
    program.write_text("#!/bin/sh\n" + script)
    program.chmod(0o755)


def test_rtf_through_libreoffice_and_what_the_conversion_lost(tmp_path, monkeypatch):
    save(tmp_path / "made.docx", parts(p("转换来的")))
    fake_soffice(tmp_path, f'for last; do :; done; cp {tmp_path}/made.docx "${{last%.rtf}}.docx"\n')
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    kept = "".join(f"\\u{ord(c)}?" for c in "转换来的")
    (tmp_path / "--help.wps").write_bytes(rb"{\rtf1\ansicpg936 " + kept.encode() + rb"\par}")
    word = read_word(tmp_path / "--help.wps")
    assert word.text == "转换来的\n" and not word.findings
    (tmp_path / "c.rtf").write_bytes(rb"{\rtf1\ansicpg936 " + kept.encode() + rb"\tab 7\par}")
    assert not read_word(tmp_path / "c.rtf").findings  # a page number of the contents
    (tmp_path / "b.rtf").write_bytes(rb"{\rtf1\ansicpg936 " + kept.encode() + rb"\par\'b6\'aa\'c1\'cb\par}")
    assert rules(read_word(tmp_path / "b.rtf"))["word-missing"].endswith("：【丢了】")


WORDML = """<?xml version="1.0" encoding="UTF-8"?><?mso-application progid="Word.Document"?>
<w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml"
 xmlns:wx="http://schemas.microsoft.com/office/word/2003/auxHint" xmlns:v="urn:schemas-microsoft-com:vml"
 xmlns:aml="http://schemas.microsoft.com/aml/2001/core"><w:body><wx:sect>
<w:p><w:r><w:t>转换</w:t></w:r><w:r><w:t>来的</w:t></w:r>
<w:r><w:footnote><w:p><w:r><w:t>脚注一句</w:t></w:r></w:p></w:footnote></w:r>
<aml:annotation w:type="Word.Deletion">
<aml:content><w:r><w:delText>删去的</w:delText></w:r></aml:content></aml:annotation></w:p>
<w:p><w:r><w:pict><v:textbox>
<w:txbxContent><w:p><w:r><w:t>框里的</w:t></w:r></w:p></w:txbxContent></v:textbox></w:pict></w:r></w:p>
</wx:sect></w:body></w:wordDocument>"""


def test_word_2003_xml_and_what_the_conversion_lost(tmp_path, monkeypatch):
    save(tmp_path / "made.docx", parts(p("转换来的")))
    fake_soffice(tmp_path, f'for last; do :; done; cp {tmp_path}/made.docx "${{last%.xml}}.docx"\n')
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    found = rules(read_word(named(tmp_path, "a.doc", WORDML.encode())))["word-missing"]
    assert found.endswith("2 处文字没有读到，请对照原件补上：【脚注一句】；【框里的】")
    flat = re.sub("http.*wordml", "http://schemas.openxmlformats.org/wordprocessingml/2006/main", WORDML)
    assert rules(read_word(named(tmp_path, "b.xml", flat.encode())))["word-missing"] == found
    refused(named(tmp_path, "c.xml", WORDML[:-20].encode()), "不是完好的 XML")


def test_an_automatic_ordinal_that_the_conversion_lost(tmp_path, monkeypatch):
    """Both formats store beside each paragraph the ordinal that was shown; of a bullet nothing is asked."""
    save(tmp_path / "made.docx", parts(p("问题"), p("- 甲")))
    fake_soffice(tmp_path, f'for last; do :; done; cp {tmp_path}/made.docx "${{last%.*}}.docx"\n')
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    fonts = rb"{\fonttbl{\f0\fcharset134 \'cb\'ce\'cc\'e5;}{\f1\fnil\fcharset2{\*\panose 05} Wingdings;}}"
    listed = rb"{\listtext\pard\plain\f0 \'d2\'bb\'a1\'a2\tab}\f0 \'ce\'ca\'cc\'e2\par"
    listed += rb"{\listtext\f1 l\tab}\plain - \'bc\'d7\par}"
    word = read_word(named(tmp_path, "a.rtf", rb"{\rtf1\ansicpg936 " + fonts + listed))
    assert rules(word)["word-missing"].endswith("有 1 处文字没有读到，请对照原件补上：【一、】问题")
    hint = '<w:p><w:pPr><w:listPr><wx:t wx:val="一、"/></w:listPr></w:pPr><w:r><w:t>问题</w:t></w:r></w:p>'
    found = rules(read_word(named(tmp_path, "a.xml", WORDML.replace("<wx:sect>", f"<wx:sect>{hint}").encode())))
    assert "【一、】问题" in found["word-missing"]


def test_signs_of_a_symbol_font_in_rich_text(tmp_path, monkeypatch):
    save(tmp_path / "made.docx", parts(p("☑好")))
    fake_soffice(tmp_path, f'for last; do :; done; cp {tmp_path}/made.docx "${{last%.rtf}}.docx"\n')
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    fonts = rb"{\fonttbl{\f0\fcharset134 x;}{\f1\fcharset2 Wingdings 2;}}"
    word = read_word(named(tmp_path, "a.rtf", rb"{\rtf1\ansicpg936 " + fonts + rb"{\f1 R}\'ba\'c3\'01\par}"))
    assert not word.findings


def test_libreoffice_that_hangs_is_stopped(tmp_path, monkeypatch):
    fake_soffice(tmp_path, "sleep 300\n")
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    monkeypatch.setattr("review.read.word.legacy.SECONDS", 1)
    (tmp_path / "a.doc").write_bytes(OLD)
    begin = time.monotonic()
    refused(tmp_path / "a.doc", "已停止")
    assert time.monotonic() - begin < 120


@pytest.mark.parametrize(("said", "why"), [
    ("Error: source file could not be loaded", "Writer（Debian 的 libreoffice-writer-nogui），或文件已损坏；.*另存为"),
    ("Error: no export filter for /tmp/in.docx found, aborting.", "Writer（Debian 的 libreoffice-writer-nogui）"),
    ("Unspecified Application Error", "没有转换成功；请在"),
])  # fmt: skip
def test_libreoffice_without_its_writer_says_which_package_is_missing(tmp_path, monkeypatch, said, why):
    """As 7.4 does with Calc alone."""
    fake_soffice(tmp_path, f"echo '{said}' >&2\n")
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    refused(named(tmp_path, "a.doc", OLD), why)


def named(tmp_path, name, data):
    (tmp_path / name).write_bytes(data)
    return tmp_path / name


LOCKED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
DOC = LOCKED + b"\xec\xa5" + bytes(9)
STREAM = "WordDocument".encode("utf-16-le")


@pytest.mark.parametrize("name, data, step", [
    ("a.pdf", b"%PDF-1.7 /Font", "另存为 .docx"), ("a.pdf", b"%PDF-1.7 /Image", "扫描.*文字识别"),
    ("a.docx", b"%PDF-1.7 /Font", "是 PDF"), ("a.jpg", b"\xff\xd8\xff", "图片.*文字识别"), ("a.tif", b"II*\0", "图片"),
    ("a.zip", b"PK\x05\x06" + bytes(18), "先解压"), ("a.rar", b"Rar!", "先解压"), ("a.7z", b"7z\xbc\xaf", "先解压"),
    ("a.zip.001", b"PK\x03\x04", "各卷放在一起"), ("a.part2.rar", b"Rar!", "各卷放在一起"),
    ("a.z01", b"PK", "各卷放在一起"),
    ("材料.docx.lnk", b"L\0\0\0\x01\x14\x02\0", "快捷方式.*指向的文件"), ("a.url", b"[InternetShortcut]", "快捷方式"),
    ("a.doc", LOCKED + "EncryptedPackage".encode("utf-16-le"), "已加密.*去掉打开密码"),
    ("a.docx", LOCKED + "EncryptedPackage".encode("utf-16-le"), "已加密.*去掉打开密码"),
    ("a.docx", LOCKED + ("EncryptedPackage" + "DRMEncryptedTransform").encode("utf-16-le"), "权限管理.*限制访问"),
    ("a.doc", DOC + b"\1" + bytes(99) + STREAM, "已加密"), ("a.xls", LOCKED + "Workbook".encode("utf-16-le"), "表格"),
    ("a.msg", LOCKED + "__substg1.0_".encode("utf-16-le"), "邮件.*附件"), ("a.eml", b"From: x", "邮件"),
    ("a.pptx", b"x", "演示文稿"), ("a.ofd", b"x", "OFD"), ("a.docx.crdownload", b"PK", "没有下载完"),
    ("a.docx", b"", "是空的"),
    ("a.exe", b"MZ", "程序"), ("a.mp3", b"ID3", "录音"), ("a.py", b"print()", "不能导入 .py"),
    ("a.docx", b"text", "不是 Word"),
])  # fmt: skip
def test_the_next_step_for_what_is_not_read(tmp_path, name, data, step):
    with pytest.raises(SourceError, match=step):
        read_source(named(tmp_path, name, data))


@pytest.mark.parametrize("name", ["a.docx", "a.docm", "a.dotx", "a.dotm", "a.doc", "a.wps", "a.txt"])
def test_word_packages_under_any_name(tmp_path, name):
    assert read_source(save(tmp_path / name, parts(p("正文")))).text == "正文\n"


def test_text_under_the_name_of_a_word_file(tmp_path):
    assert read_source(named(tmp_path, "a.doc", "一、问题\r\n甲\r\n".encode("gb18030"))).text == "一、问题\n\n甲\n"


# ---- web pages

PAGE = """<html><head><meta charset="{}"><title>网页</title><style>p {{color: red}}</style></head><body>
<p align=center>某局班子对照检查材料</p><p>一、存在的问
题</p><p style="text-indent:2em">甲&nbsp;乙<br>丙<span style="display:none">暗</span><script>x()</script></p>
<ol start=3 type=a><li>子<li value=7>丑</ol><ul><li>寅</ul>
<table><tr><td rowspan=2>问题</td><td>措施</td><td></td></tr><tr><td colspan=2>建立|台账</td></tr></table>
</body></html>"""
READ_PAGE = ["某局班子对照检查材料", "一、存在的问题", "甲 乙", "丙", "c.子", "g.丑", "- 寅",
             "| 问题 | 措施 |  |", "| --- | --- | --- |", "|  | 建立\\|台账 |  |"]  # fmt: skip


@pytest.mark.parametrize("charset", ["utf-8", "gb2312", "utf-16"])
def test_a_web_page_that_is_called_doc(tmp_path, charset):
    word = read_word(named(tmp_path, "a.doc", PAGE.format(charset).encode(charset)))
    assert lines(word) == READ_PAGE
    assert rules(word) == {"word-hidden": "隐藏文字 1 处，没有收入：暗",
                           "word-merged": "表格里合并的单元格 2 处，文字写在左上一格，并入的格留空：问题；建立\\|台账"}


def test_a_web_archive_that_is_called_doc(tmp_path):
    head = "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b\r\n"
    head += "Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    page = base64.encodebytes(PAGE.format("utf-8").encode()).decode()
    assert lines(read_word(named(tmp_path, "a.doc", f"{head}{page}\r\n--b--\r\n".encode()))) == READ_PAGE


def test_markdown_with_tags_is_text_still(tmp_path):
    assert read_source(named(tmp_path, "a.md", "<p>甲</p>\n".encode())).text == "<p>甲</p>\n"


# ---- OpenDocument

SPACES = {name: f"urn:oasis:names:tc:opendocument:xmlns:{urn}:1.0"
          for name, urn in [("office", "office"), ("text", "text"), ("table", "table"), ("style", "style"),
                            ("draw", "drawing"), ("fo", "xsl-fo-compatible")]}  # fmt: skip
SPACES["field"] = "urn:openoffice:names:experimental:ooo-ms-interop:xmlns:field:1.0"
LIST = """<text:list-style style:name="L1">
  <text:list-level-style-number text:level="1" style:num-format="一, 二, 三, ..." style:num-suffix="、"/>
  <text:list-level-style-number text:level="2" style:num-format="1" style:num-prefix="（" style:num-suffix="）"/>
</text:list-style>
<style:style style:family="text" style:name="H0"><style:text-properties text:display="none"/></style:style>
<style:style style:family="text" style:name="H" style:parent-style-name="H0"/>
<style:style style:family="paragraph" style:name="HP"><style:text-properties text:display="none"/></style:style>
<style:style style:family="text" style:name="W"><style:text-properties style:font-name="Wingdings 2"/></style:style>
<style:style style:family="paragraph" style:name="C">
<style:paragraph-properties fo:text-align="center"/></style:style>"""


def odt(path, body):
    spaces = " ".join(f'xmlns:{name}="{uri}"' for name, uri in SPACES.items())
    content = (f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {spaces}>'
               f"<office:automatic-styles>{LIST}</office:automatic-styles>"
               f"<office:body><office:text>{body}</office:text></office:body></office:document-content>")  # fmt: skip
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        package.writestr("content.xml", content)
    return path


def item(*inside, start=""):
    return f"<text:list-item{start}>{''.join(inside)}</text:list-item>"


def test_an_open_document(tmp_path):
    def t(text):
        return f"<text:p>{text}</text:p>"

    word = read_word(odt(tmp_path / "a.odt", "".join([
        '<text:tracked-changes><text:changed-region><text:deletion><text:p>旧句</text:p></text:deletion>'
        "</text:changed-region></text:tracked-changes>",
        '<text:p text:style-name="C">某局班子</text:p><text:p text:style-name="C">对照检查材料</text:p>',
        f"<text:table-of-content><text:index-body>{t('一、问题1')}</text:index-body></text:table-of-content>",
        '<text:list text:style-name="L1">', item(t("问题"), "<text:list>", item(t("甲"), t("又")), item(t("乙")),
        "</text:list>"),
        '</text:list><text:list text:style-name="L1" text:continue-numbering="true">', item(t("措施")), "</text:list>",
        '<text:list text:style-name="L1">', item(t("重来"), start=' text:start-value="5"'), "</text:list>",
        t("学<text:s text:c='2'/>习<text:note><text:note-citation>1</text:note-citation><text:note-body>"
          + t("见台账") + "</text:note-body></text:note>。<office:annotation>" + t("请改") + "</office:annotation>"),
        '<text:h text:outline-level="2">方面</text:h>', "<text:section>" + t("节内") + "</text:section>",
        "<table:table><table:table-row><table:table-cell table:number-columns-spanned='2'>" + t("合计")
        + "</table:table-cell><table:covered-table-cell/><table:table-cell>" + t("2")
        + "</table:table-cell></table:table-row>"
        "<table:table-row><table:table-cell table:number-columns-repeated='3'/></table:table-row></table:table>",
        t("框外<draw:frame><draw:text-box>" + t("框里") + "</draw:text-box></draw:frame>"),
    ])))  # fmt: skip
    assert lines(word) == [
        "某局班子", "对照检查材料", "一、问题", "（1）甲", "又", "（2）乙", "二、措施", "五、重来",
        "学  习〔注1〕。", "〔注1〕见台账", "## 方面", "节内",
        "| 合计 |  | 2 |", "| --- | --- | --- |", "|  |  |  |", "框外", "框里"]  # fmt: skip
    found = rules(word)
    assert found.keys() == {"word-deleted", "word-contents", "word-note", "word-comment", "word-merged", "word-textbox"}
    assert found["word-deleted"].endswith("：旧句")


def t(text, style=""):
    return f'<text:p text:style-name="{style}">{text}</text:p>'


def span(style, text):
    return f'<text:span text:style-name="{style}">{text}</text:span>'


def form(kind, *said):
    params = "".join(f'<field:param field:name="{name}" field:value="{value}"/>' for name, value in said)
    return f'<field:fieldmark field:type="vnd.oasis.opendocument.field.{kind}">{params}</field:fieldmark>'


CODE = "vnd.oasis.opendocument.field.code"


@pytest.mark.parametrize(("body", "text", "said"), [
    (t("看得见" + span("H", "看不见") + "的话"), "看得见的话", {"word-hidden": "隐藏文字 1 处，没有收入：看不见"}),
    (t("甲") + t("暗段", "HP"), "甲", {"word-hidden": "隐藏文字 1 处，没有收入：暗段"}),
    (t("甲") + f'<text:section text:display="none">{t("暗节")}</text:section>', "甲",
     {"word-hidden": "隐藏文字 1 处，没有收入：暗节"}),
    (t("打钩" + span("W", "R") + "好"), "打钩☑好", {"word-symbol": "特殊字体符号 1 个，已换成相近的字符"}),
    (t("打叉\uf0fd"), "打叉☒", {"word-symbol": "特殊字体符号 1 个，已换成相近的字符"}),
    (t("是" + form("FORMCHECKBOX", ("Checkbox_Checked", "true")) + "否" + form("FORMCHECKBOX")), "是☑否☐", {}),
    (t("进度：" + form("FORMDROPDOWN", ("Dropdown_ListEntry", "未启动"), ("Dropdown_ListEntry", "推进中"),
                    ("Dropdown_Selected", "1")) + "。"), "进度：推进中。", {}),
    (t(form("UNHANDLED", (CODE, " LISTNUM ")) + "甲项"), "甲项",
     {"word-field": "域里的文字或没有结果的域 1 处，没有收入，请对照原件：没有结果的域 LISTNUM"}),
    ('<text:tracked-changes><text:changed-region text:id="c1"><text:insertion/></text:changed-region>'
     '<text:changed-region text:id="c2"><text:deletion><office:change-info>某人</office:change-info>'
     + t("不") + "</text:deletion></text:changed-region></text:tracked-changes>"
     + t('学<text:change-start text:change-id="c1"/>习<text:s/>很<text:change-end text:change-id="c1"/>深'),
     "学习 很深", {"word-inserted": "修订：插入的文字 1 处，已按接受修订收入：习很",
                   "word-deleted": "修订：删除的文字 1 处，没有收入：不"}),
    (t("前<draw:g><draw:frame><draw:text-box>" + t("框一") + "</draw:text-box></draw:frame><draw:custom-shape>"
       + t("形二") + "</draw:custom-shape></draw:g>后"), "前后\n框一\n形二",
     {"word-textbox": "文本框 2 个，其中文字已写在所在段落之后，请核对位置：框一；形二"}),
    (t("见错误!未找到引用源。的数"), "见错误!未找到引用源。的数",
     {"word-broken": "断了的交叉引用 1 处，请对照原件写出所引的文字：见错误!未找到引用源。的数"}),
])  # fmt: skip
def test_what_an_open_document_shows_and_hides(tmp_path, body, text, said):
    word = read_word(odt(tmp_path / "a.odt", body))
    assert "\n".join(lines(word)) == text and rules(word) == said


def test_what_an_open_document_holds_elsewhere_is_named(tmp_path):
    """The proof: text where the reader does not look."""
    word = read_word(odt(tmp_path / "a.odt", t("正文") + f"<text:unheard-of>{t('别处的话')}</text:unheard-of>"))
    assert rules(word)["word-missing"].endswith("【别处的话】")


# ---- through LibreOffice itself, where it is installed

SAVED = ["某局班子对照检查材料", "一、学习不深", "二、走访不勤", "落款", "| 甲 | 乙 |", "| --- | --- |"]
"""What tests/word/libreoffice.* show: one document as LibreOffice 7.4 saves it. Into .doc it writes no table."""


def test_an_open_document_that_libreoffice_saved(saved):
    word = read_word(saved("odt"))
    assert lines(word) == SAVED and not word.findings


@pytest.fixture
def saved():
    return lambda kind: Path(__file__).parent / "word" / f"libreoffice.{kind}"


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is optional")
def test_an_old_word_file_that_libreoffice_saved(saved):
    word = read_word(saved("doc"))
    assert lines(word)[:4] == SAVED[:4] and "word-missing" not in rules(word)
    assert "DOC" in {s.part for s in word.stories}


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is optional")
def test_a_conversion_that_loses_text_is_found_out(saved):
    """LibreOffice writes into Rich Text each ordinal as it is shown, and beside it a list from which it reads 一?"""
    word = read_word(saved("rtf"))
    assert [line for line in SAVED if line not in lines(word)] == ["一、学习不深", "二、走访不勤"]
    found = "【一、】学习不深；【二、】走访不勤"
    assert rules(word)["word-missing"].endswith(f"2 处文字没有读到，请对照原件补上：{found}")


@pytest.mark.parametrize("data", [OLD[:8] + bytes(3000), OLD[:8] + bytes(range(256)) * 40, OLD[:1500]], ids=len)
def test_a_damaged_old_file_is_refused_before_it_is_converted(tmp_path, data, monkeypatch):
    """LibreOffice would ask what to do with it, and wait."""
    monkeypatch.setattr("review.read.word.legacy.soffice", lambda: pytest.fail("converted"))
    (tmp_path / "a.doc").write_bytes(data)
    refused(tmp_path / "a.doc", "已损坏，打不开；请在 Word 或 WPS 里打开试试")
