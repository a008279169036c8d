"""Word files: their text with its structure, and what is left out and said."""

import contextlib
import io
import struct
import subprocess
import sys
import time
import zlib
from xml.sax.saxutils import escape

import docx
import pytest

from review.read.word import WordError, read_word
from review.read.word.formats import written
from word.make import CHINESE, OFFICE, p, parts, run, save

PNG = b"\x89PNG\r\n\x1a\n"


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def picture(author=b"Author\0SECRET"):
    return (PNG + chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)) + chunk(b"tEXt", author)
            + chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND", b""))


@pytest.fixture
def read(tmp_path):
    def made(*body, **more):
        return read_word(save(tmp_path / "a.docx", parts(*body, **more)))

    return made


def lines(word):
    return [line for line in word.text.split("\n") if line]


def rules(word):
    return {f.rule: f.message for f in word.findings}


@pytest.mark.parametrize("name, n, expected", [
    ("chineseCounting", 10, "十"), ("chineseCounting", 12, "十二"), ("chineseCounting", 20, "二十"),
    ("chineseCountingThousand", 101, "一百零一"), ("chineseCountingThousand", 110, "一百一十"),
    ("chineseCountingThousand", 1001, "一千零一"), ("ideographTraditional", 3, "丙"), ("ideographZodiac", 12, "亥"),
    ("chineseLegalSimplified", 12, "壹拾贰"), ("decimalEnclosedCircle", 20, "⑳"), ("decimalEnclosedCircle", 21, "㉑"),
    ("lowerLetter", 28, "bb"), ("upperRoman", 14, "XIV"), ("decimalZero", 7, "07"), ("decimalFullWidth", 12, "１２"),
    ("ideographDigital", 2021, "二〇二一"), ("decimalEnclosedParen", 2, "⑵"), ("unheard-of", 5, "5"),
])  # fmt: skip
def test_number_formats(name, n, expected):
    assert written(n, name) == expected


def test_nested_numbering_restarts_below_each_higher_level(read):
    word = read(p("问题", num=(1, 0)), p("甲方面", num=(1, 1)), p("子", num=(1, 2)), p("丑", num=(1, 2)),
                p("乙方面", num=(1, 1)), p("寅", num=(1, 2)), p("根源", num=(1, 0)), p("丙方面", num=(1, 1)),
                numbering=CHINESE)  # fmt: skip
    assert lines(word) == [
        "一、问题", "（一）甲方面", "1.子", "2.丑", "（二）乙方面", "1.寅", "二、根源", "（一）丙方面"]  # fmt: skip


def test_numbering_overrides(read):
    numbering = CHINESE + """
      <w:num w:numId="2"><w:abstractNumId w:val="1"/>
        <w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>
      <w:num w:numId="3"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:lvl w:ilvl="0">
        <w:start w:val="1"/><w:numFmt w:val="decimalEnclosedCircle"/><w:lvlText w:val="%1"/></w:lvl>
        </w:lvlOverride></w:num>
    """
    word = read(p("甲", num=(1, 0)), p("乙", num=(1, 0)), p("丙", num=(2, 0)), p("丁", num=(2, 0)), p("戊", num=(3, 0)),
                p("己", num=(0, 0)), numbering=numbering)  # fmt: skip
    assert lines(word) == ["一、甲", "二、乙", "五、丙", "六、丁", "⑦ 戊", "己"]


def test_lvl_restart_never_and_legal_numbers(read):
    numbering = """
      <w:abstractNum w:abstractNumId="1">
        <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="第%1条"/></w:lvl>
        <w:lvl w:ilvl="1"><w:start w:val="3"/><w:numFmt w:val="decimal"/><w:lvlRestart w:val="0"/><w:isLgl/>
          <w:lvlText w:val="%1.%2"/></w:lvl>
      </w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>"""
    word = read(p("甲", num=(1, 0)), p("子", num=(1, 1)), p("乙", num=(1, 0)), p("丑", num=(1, 1)), numbering=numbering)
    assert lines(word) == ["第一条 甲", "1.3 子", "第二条 乙", "2.4 丑"]


def test_numbering_through_styles_and_list_styles(read):
    styles = """
      <w:style w:type="paragraph" w:styleId="S1"><w:name w:val="heading 1"/><w:pPr>
        <w:numPr><w:numId w:val="2"/></w:numPr><w:outlineLvl w:val="0"/></w:pPr></w:style>
      <w:style w:type="paragraph" w:styleId="S2"><w:name w:val="heading 2"/><w:basedOn w:val="S1"/><w:pPr>
        <w:numPr><w:numId w:val="2"/></w:numPr><w:outlineLvl w:val="1"/></w:pPr></w:style>
      <w:style w:type="numbering" w:styleId="L"><w:name w:val="list"/><w:pPr>
        <w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>"""
    numbering = CHINESE.replace('<w:lvlText w:val="%1、"/>', '<w:pStyle w:val="S1"/><w:lvlText w:val="%1、"/>').replace(
        '<w:lvlText w:val="（%2）"/>', '<w:pStyle w:val="S2"/><w:lvlText w:val="（%2）"/>'
    ) + """<w:abstractNum w:abstractNumId="2"><w:numStyleLink w:val="L"/></w:abstractNum>
      <w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num>"""
    word = read(p("问题", style="S1"), p("甲方面", style="S2"), p("乙方面", style="S2"), p("措施", style="S1"),
                styles=styles, numbering=numbering)  # fmt: skip
    assert lines(word) == ["一、问题", "（一）甲方面", "（二）乙方面", "二、措施"]


def test_a_style_may_state_its_level_and_inherit_its_numbering(read):
    styles = """
      <w:style w:type="paragraph" w:styleId="S1"><w:name w:val="heading 1"/><w:pPr>
        <w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
      <w:style w:type="paragraph" w:styleId="S2"><w:name w:val="heading 2"/><w:basedOn w:val="S1"/><w:pPr>
        <w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr></w:style>
      <w:style w:type="paragraph" w:styleId="S3"><w:name w:val="heading 3"/><w:basedOn w:val="S2"/><w:pPr>
        <w:numPr><w:ilvl w:val="2"/></w:numPr></w:pPr></w:style>"""
    word = read(p("问题", style="S1"), p("甲方面", style="S2"), p("子", style="S3"), p("措施", style="S1"),
                p("不编号", style="S3", num=(0, 0)), styles=styles, numbering=CHINESE)  # fmt: skip
    assert lines(word) == ["一、问题", "（一）甲方面", "1.子", "二、措施", "不编号"]


def test_outline_levels_give_headings_only_where_there_is_no_ordinal(read):
    level = '<w:outlineLvl w:val="{}"/>'
    word = read(p("某局班子对照检查材料", more=level.format(0)), p("存在的问题", more=level.format(1)),
                p("理论学习方面", more=level.format(2)), p("（二）担当方面", more=level.format(2)),
                p("这一段是正文，" * 20, more=level.format(1)))  # fmt: skip
    assert lines(word)[:4] == ["某局班子对照检查材料", "## 存在的问题", "### 理论学习方面", "（二）担当方面"]
    assert lines(word)[4].startswith("这一段")


def test_bold_run_in_leads(read):
    bold = "<w:b/>"
    word = read(p(run("（一）加强理论学习", bold), "今后要学。"), p(run("一是学习不深。", bold), "读得少。"),
                p(run("调研不够。", bold), "走得少。"), p(run("全是粗体", bold)))  # fmt: skip
    assert lines(word) == [
        "（一）加强理论学习", "今后要学。", "一是学习不深。读得少。", "调研不够。走得少。", "全是粗体"]  # fmt: skip
    assert "加强理论学习" in rules(word)["word-split"]
    assert "调研不够" in rules(word)["word-lead"]


def test_tables(read):
    def cell(text, more=""):
        return f"<w:tc><w:tcPr>{more}</w:tcPr>{p(text)}</w:tc>"

    wide = cell("合计|总", '<w:gridSpan w:val="2"/>')
    table = (f"<w:tbl><w:tr>{cell('问题')}{cell('措施')}</w:tr><w:tr>{wide}</w:tr>"
             f"<w:tr><w:tc><w:tcPr/>{p('甲')}{p('乙')}</w:tc>{cell('丙')}</w:tr></w:tbl>")
    frame = f"<w:tbl><w:tr>{cell('框里的话')}</w:tr></w:tbl>"
    assert lines(read(p("前"), table, frame)) == [
        "前", "| 问题 | 措施 |", "| --- | --- |", "| 合计\\|总 |  |", "| 甲 乙 | 丙 |", "框里的话"]  # fmt: skip


def test_breaks_tabs_and_title_lines(read):
    centre = '<w:jc w:val="center"/>'
    word = read(p("某局班子", more=centre), p("对照检查材料", more=centre), p("甲<br>"),
                p("上", "<w:r><w:br/></w:r>", "下", '<w:r><w:br w:type="page"/></w:r>', "<w:r><w:tab/></w:r>", "右"))
    assert word.text == "某局班子\n对照检查材料\n\n甲<br>\n\n上\n下\n\n右\n"


def test_D3_tracked_changes(read):
    word = read(
        p("留", '<w:ins w:author="某作者">' + run("新写") + "</w:ins>",
          "<w:del><w:r><w:delText>旧句</w:delText></w:r></w:del>",
          "<w:moveFrom>" + run("搬走") + "</w:moveFrom>", "<w:moveTo>" + run("搬来") + "</w:moveTo>"),
        p("上半", more="<w:rPr><w:del/></w:rPr>", num=(1, 0)), p("下半", num=(1, 0)), numbering=CHINESE)  # fmt: skip
    assert lines(word) == ["留新写搬来", "一、上半下半"]
    assert "新写" in rules(word)["word-inserted"]
    assert "旧句；搬走" in rules(word)["word-deleted"]


def test_D3_hidden_text_direct_and_by_style(read):
    styles = """<w:style w:type="character" w:styleId="H"><w:rPr><w:vanish/></w:rPr></w:style>
      <w:style w:type="paragraph" w:styleId="HP"><w:rPr><w:vanish/></w:rPr></w:style>"""
    word = read(p("看得见", run("暗一", "<w:vanish/>"), run("暗二", '<w:rStyle w:val="H"/>')),
                p("暗三", style="HP", num=(1, 0)), p(run("又显", '<w:vanish w:val="0"/>'), style="HP"),
                p("甲", num=(1, 0)), styles=styles, numbering=CHINESE)  # fmt: skip
    assert lines(word) == ["看得见", "又显", "一、甲"]
    assert rules(word)["word-hidden"] == "隐藏文字 3 处，没有收入：暗一；暗二；暗三"


def test_D3_comments_and_author(read):
    word = read(p("正文"), comments=f'<w:comment w:author="某作者">{p("请改")}</w:comment>')
    assert lines(word) == ["正文"]
    assert rules(word) == {"word-comment": "批注 1 条，没有收入：请改"}
    assert "某作者" not in word.text + str(word.findings)


def test_notes_stand_after_their_paragraph(read):
    word = read(p("学习不深", '<w:r><w:footnoteReference w:id="7"/></w:r>', "。"), p("下一段"),
                footnotes=f'<w:footnote w:id="7">{p("见台账")}</w:footnote>')  # fmt: skip
    assert lines(word) == ["学习不深〔注1〕。", "〔注1〕见台账", "下一段"]


def test_a_text_box_is_read_once(read):
    def box(space):
        return f"<{space}><w:txbxContent>{p('框中字')}</w:txbxContent></{space}>"

    drawn = ("<w:r><mc:AlternateContent><mc:Choice><w:drawing>" + box("wps:txbx") + "</w:drawing></mc:Choice>"
             "<mc:Fallback><w:pict>" + box("v:textbox") + "</w:pict></mc:Fallback></mc:AlternateContent></w:r>")
    word = read(p("段", drawn), p("后"))
    assert lines(word) == ["段", "框中字", "后"]
    assert "文本框 1 个" in rules(word)["word-textbox"]


def test_fields(read):
    def mark(kind):
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    def complex_field(instruction, shown):
        instructed = f"<w:r><w:instrText>{instruction}</w:instrText></w:r>"
        return mark("begin") + instructed + mark("separate") + shown + mark("end")

    toc = "<w:style w:type='paragraph' w:styleId='T'><w:name w:val='toc 1'/></w:style>"
    word = read(p("第", complex_field(" PAGE ", run("3")), "页"),
                p(complex_field(' HYPERLINK "javascript:x" ', run("点我"))), p("一、问题", run("1"), style="T"),
                p('<w:fldSimple w:instr="NUMPAGES">' + run("9") + "</w:fldSimple>", "止"), styles=toc)  # fmt: skip
    assert lines(word) == ["第页", "点我", "止"]
    assert {"word-link", "word-contents"} <= rules(word).keys()


def test_what_word_draws_and_does_not_store(read):
    def eq(text):
        begin, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "end"))
        return f'{begin}<w:r><w:instrText xml:space="preserve"> {escape(text)} </w:instrText></w:r>{end}'

    ruby = "<w:r><w:ruby><w:rt>{}</w:rt><w:rubyBase>{}</w:rubyBase></w:ruby></w:r>"
    word = read(p(eq(r"eq \o\ac(○,1)"), "学习不深。", eq(r"EQ \o\ac(○,12)"), "走访不勤。", eq(r"eq \o\ac(□,急)")),
                p(ruby.format(run("fēng"), run("風")), "险，", eq(r"EQ \* jc2 \* hps10 \o\ad(\s\up 9(làn),懒)"), "政"),
                p("占", eq(r"EQ \F(1,2)"), "强"))  # fmt: skip
    assert lines(word) == ["①学习不深。⑫走访不勤。急", "風(fēng)险，懒政", "占强"]
    assert rules(word) == {"word-object": r"图形、公式或嵌入对象 1 个没有照样收入：公式 EQ \F(1,2)"}


def test_characters_of_symbol_fonts(read):
    word = read(p('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>', "整改，", run("\uf0a8未改，\uf020\uf0ff")))
    assert lines(word) == ["☑整改，☐未改，□□"]
    assert rules(word)["word-symbol"].startswith("特殊字体符号 4 个")


def test_a_drawing_that_gives_no_text_is_said(read):
    word = read(p('<w:r><w:pict><v:shape><v:textpath string="某局对照检查材料"/></v:shape></w:pict></w:r>'),
                p("甲", "<w:r><w:object/></w:r>"),
                p('<w:r><w:pict><v:shape><v:textbox><w:txbxContent><w:p><w:r><w:t>框</w:t></w:r></w:p>'
                  "</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"))  # fmt: skip
    assert rules(word)["word-object"] == "图形、公式或嵌入对象 2 个没有照样收入：艺术字 某局对照检查材料；图形"


def test_headers_and_footers_are_left_out(read):
    word = read(p("正文"), header=p("内部资料"), footer=p("- 1 -"))
    assert word.text == "正文\n"


def test_strict_form_of_the_format(tmp_path):
    made = parts(p("甲", num=(1, 0)), numbering=CHINESE)
    made["word/document.xml"] = made["word/document.xml"].replace(
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main", "http://purl.oclc.org/ooxml/wordprocessingml/main")
    assert read_word(save(tmp_path / "a.docx", made)).text == "一、甲\n"


# ---- pictures


def with_picture(target, data=b"", mode=""):
    blip = '<w:r><w:drawing><a:blip r:embed="i1"/></w:drawing></w:r>'
    return parts(p("前", blip), p("后"), files={f"word/{target}": data} if data else {},
                 links=f'<Relationship Id="i1" Type="{OFFICE}/image" Target="{target}"{mode}/>')  # fmt: skip


def test_a_picture_is_kept_without_its_makers_details(tmp_path):
    word = read_word(save(tmp_path / "a.docx", with_picture("media/x.emf", picture())))
    assert lines(word) == ["前", "〔图1〕", "后"]
    assert [kept.name for kept in word.pictures] == ["图1.png"]
    assert b"SECRET" not in word.pictures[0].data and b"IDAT" in word.pictures[0].data


def test_jpeg_details_are_dropped(tmp_path):
    def segment(kind, data):
        return b"\xff" + bytes([kind]) + struct.pack(">H", len(data) + 2) + data

    jpeg = b"\xff\xd8" + segment(0xE0, b"JFIF\0") + segment(0xE1, b"Exif SECRET") + segment(0xDB, b"q" * 65)
    word = read_word(save(tmp_path / "a.docx", with_picture("media/x.jpg", jpeg + b"\xff\xda\0\x02pixels\xff\xd9")))
    assert word.pictures[0].data == jpeg.replace(segment(0xE1, b"Exif SECRET"), b"") + b"\xff\xda\0\x02pixels\xff\xd9"


@pytest.mark.parametrize("target, data, mode, reason", [
    ("media/x.png", b"<svg onload='x'/>", "", "格式不能在网页上显示"),
    ("media/x.emf", b"\x01\0\0\0EMF", "", "emf 格式不能在网页上显示"),
    ("http://198.51.100.1/x.png", b"", ' TargetMode="External"', "不去取"),
    ("../../etc/passwd", b"", "", "缺少"),
])  # fmt: skip
def test_D2_pictures_refused(tmp_path, target, data, mode, reason):
    word = read_word(save(tmp_path / "a.docx", with_picture(target, data, mode)))
    assert lines(word) == ["前", "后"] and not word.pictures
    assert reason in rules(word)["word-refused"]


# ---- hostile files


def refused(path, reason):
    with pytest.raises(WordError, match=reason):
        read_word(path)


def test_D1_no_document(tmp_path):
    for data, reason in [(b"", "空的"), (bytes(range(256)), "不是 Word"), (b"PK\x03\x04rest", "损坏"),
                         (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "加密")]:
        (tmp_path / "a.docx").write_bytes(data)
        refused(tmp_path / "a.docx", reason)
    refused(save(tmp_path / "b.docx", {"xl/workbook.xml": "<x/>"}), "是表格")
    refused(save(tmp_path / "c.docx", {"[Content_Types].xml": "<x/>"}), "没有 Word 正文")


def test_D1_every_truncation_is_an_error(tmp_path):
    whole = save(tmp_path / "a.docx", parts(p("正文"), numbering=CHINESE)).read_bytes()
    for length in range(1, len(whole) - 1, 97):
        (tmp_path / "b.docx").write_bytes(whole[:length])
        refused(tmp_path / "b.docx", ".")


def test_D1_every_flipped_byte_is_read_or_refused(tmp_path):
    whole = bytearray(save(tmp_path / "a.docx", parts(p("正文", num=(1, 0)), numbering=CHINESE)).read_bytes())
    for at in range(0, len(whole), 13):
        whole[at] ^= 0xFF
        (tmp_path / "b.docx").write_bytes(whole)
        whole[at] ^= 0xFF
        with contextlib.suppress(WordError):
            read_word(tmp_path / "b.docx")


def test_D1_escaping_names(tmp_path):
    for name in ("../evil", "/etc/evil", "word\\..\\evil"):
        refused(save(tmp_path / "a.docx", parts(p("x")) | {name: "x"}), "越界")


def test_D1_zip_bomb_within_limits(tmp_path):
    """A part that unpacks to 300 MB, and one that lies about its size, in a process that may have 256 MB."""
    path = tmp_path / "a.docx"
    save(path, parts(p("x")) | {"word/document.xml": b"<x>" + b" " * (300 * 2**20)})
    lying = bytearray(path.read_bytes())
    at = lying.index(b"PK\x01\x02")
    while lying[at + 46 : at + 63] != b"word/document.xml":
        at = lying.index(b"PK\x01\x02", at + 4)
    struct.pack_into("<I", lying, at + 24, 1000)
    (tmp_path / "b.docx").write_bytes(lying)
    code = ("import resource, sys; resource.setrlimit(resource.RLIMIT_AS, (2**28, 2**28))\n"
            "from pathlib import Path; from review.read.word import *\n"
            "for name in sys.argv[1:]:\n try: read_word(Path(name))\n except WordError as e: print('refused', e)")
    argv = [sys.executable, "-c", code, path, tmp_path / "b.docx"]
    done = subprocess.run(argv, capture_output=True, text=True, timeout=20)
    assert done.stdout.count("refused") == 2, done.stderr


@pytest.mark.parametrize("body", [
    "<w:p/>" * 700_000,
    "<w:tbl>" + "<w:tr><w:tc/><w:tc/></w:tr>" * 9000 + "<w:tr>" + "<w:tc/>" * 9000 + "</w:tr></w:tbl>",
    "<w:tbl><w:tr>" + '<w:tc><w:tcPr><w:gridSpan w:val="64"/></w:tcPr></w:tc>' * 9000 + "</w:tr></w:tbl>",
    p("字" * 1000) * 1100,
])  # fmt: skip
def test_D1_a_small_file_that_would_be_a_huge_text(tmp_path, body):
    path = save(tmp_path / "a.docx", parts(body))
    assert path.stat().st_size < 100_000
    refused(path, "多于|上限")


def test_D1_hundred_thousand_entries(tmp_path):
    made = parts(p("x")) | {f"word/{n}": b"" for n in range(70_000)}
    refused(save(tmp_path / "a.docx", made), "多于 4096")


def test_D1_hundred_megabytes(tmp_path):
    with (tmp_path / "a.docx").open("wb") as file:
        file.truncate(100 * 2**20)
    refused(tmp_path / "a.docx", "100 MB")


@pytest.mark.parametrize("head", [
    '<!DOCTYPE w [<!ENTITY e SYSTEM "file:///etc/hostname">]>',
    '<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY e "&b;&b;&b;&b;&b;&b;&b;">]>',
])  # fmt: skip
@pytest.mark.parametrize("code", ["utf-8", "utf-16"])
def test_D2_no_document_type(tmp_path, head, code):
    made = parts(p("x"))
    text = made["word/document.xml"].replace("?>", f"?>{head}").replace('<w:t xml:space="preserve">x', "<w:t>&e;")
    made["word/document.xml"] = text.replace("UTF-8", code).encode(code)
    refused(save(tmp_path / "a.docx", made), "DTD")


def test_D2_deep_nesting(tmp_path):
    refused(save(tmp_path / "a.docx", parts("<w:sdt><w:sdtContent>" * 4000 + "</w:sdtContent></w:sdt>" * 4000)), "XML")


# ---- .doc and .wps


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
    (tmp_path / "b.rtf").write_bytes(rb"{\rtf1\ansicpg936 " + kept.encode() + rb"\par\'b6\'aa\'c1\'cb\par}")
    assert rules(read_word(tmp_path / "b.rtf"))["word-missing"].endswith("：【丢了】")


def test_libreoffice_that_hangs_is_stopped(tmp_path, monkeypatch):
    fake_soffice(tmp_path, "sleep 60\n")
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    monkeypatch.setattr("review.read.word.legacy.SECONDS", 1)
    (tmp_path / "a.doc").write_bytes(OLD)
    begin = time.monotonic()
    refused(tmp_path / "a.doc", "已停止")
    assert time.monotonic() - begin < 20


def test_python_docx_writes_what_we_read(tmp_path):
    made = docx.Document()
    made.add_paragraph("某局班子对照检查材料", style="Title")
    made.add_paragraph("甲", style="List Number")
    made.add_paragraph("乙", style="List Number")
    made.add_paragraph("丙", style="List Bullet")
    made.add_picture(io.BytesIO(picture()))
    made.save(tmp_path / "a.docx")
    word = read_word(tmp_path / "a.docx")
    assert lines(word) == ["某局班子对照检查材料", "1.甲", "2.乙", "- 丙", "〔图1〕"]
