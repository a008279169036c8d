"""Files that are called Word: what they are, and how they are read."""

import base64
import re
import shutil
import subprocess
import time
import zipfile

import docx
import pytest

from review.intake.source import SourceError, read
from review.read.word import read_word
from word.make import lines, p, parts, refused, rules, save

OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "WordDocument".encode("utf-16-le")


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


def test_libreoffice_that_hangs_is_stopped(tmp_path, monkeypatch):
    fake_soffice(tmp_path, "sleep 60\n")
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    monkeypatch.setattr("review.read.word.legacy.SECONDS", 1)
    (tmp_path / "a.doc").write_bytes(OLD)
    begin = time.monotonic()
    refused(tmp_path / "a.doc", "已停止")
    assert time.monotonic() - begin < 20


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
        read(named(tmp_path, name, data))


@pytest.mark.parametrize("name", ["a.docx", "a.docm", "a.dotx", "a.dotm", "a.doc", "a.wps", "a.txt"])
def test_word_packages_under_any_name(tmp_path, name):
    assert read(save(tmp_path / name, parts(p("正文")))).text == "正文\n"


def test_text_under_the_name_of_a_word_file(tmp_path):
    assert read(named(tmp_path, "a.doc", "一、问题\r\n甲\r\n".encode("gb18030"))).text == "一、问题\n\n甲\n"


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
    assert read(named(tmp_path, "a.md", "<p>甲</p>\n".encode())).text == "<p>甲</p>\n"


# ---- OpenDocument

SPACES = {name: f"urn:oasis:names:tc:opendocument:xmlns:{urn}:1.0"
          for name, urn in [("office", "office"), ("text", "text"), ("table", "table"), ("style", "style"),
                            ("draw", "drawing"), ("fo", "xsl-fo-compatible")]}  # fmt: skip
LIST = """<text:list-style style:name="L1">
  <text:list-level-style-number text:level="1" style:num-format="一, 二, 三, ..." style:num-suffix="、"/>
  <text:list-level-style-number text:level="2" style:num-format="1" style:num-prefix="（" style:num-suffix="）"/>
</text:list-style><style:style style:name="C"><style:paragraph-properties fo:text-align="center"/></style:style>"""


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


# ---- through LibreOffice itself, where it is installed


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is optional")
@pytest.mark.parametrize("kind", ["doc", "rtf", "odt"])
def test_what_libreoffice_writes_is_read(tmp_path, kind):
    made = docx.Document()
    made.add_paragraph("某局班子对照检查材料", style="Title")
    made.add_paragraph("学习不深", style="List Number")
    made.add_paragraph("走访不勤", style="List Number")
    made.add_paragraph("落款")
    for cell, text in zip(made.add_table(1, 2).rows[0].cells, ("甲", "乙"), strict=True):
        cell.text = text
    made.save(tmp_path / "a.docx")
    home = f"-env:UserInstallation={(tmp_path / 'home').as_uri()}"
    subprocess.run(["soffice", home, "--headless", "--convert-to", kind, "--outdir", tmp_path, tmp_path / "a.docx"],
                   check=True, capture_output=True)  # fmt: skip
    word = read_word(tmp_path / f"a.{kind}")
    assert lines(word)[:4] == ["某局班子对照检查材料", "1.学习不深", "2.走访不勤", "落款"]
    assert kind == "doc" or lines(word)[4] == "| 甲 | 乙 |"  # LibreOffice writes this table into no .doc
    assert "word-missing" not in rules(word)
    assert kind == "odt" or {s.part for s in word.stories} >= {kind.upper()}
