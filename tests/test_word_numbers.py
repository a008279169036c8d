"""Automatic numbers: as Word shows them, though it does not store them."""

import io

import docx
import pytest

from review.read.word import read_word
from review.read.word.formats import switched, written
from word.make import CHINESE, field, lines, p, picture, rules


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


@pytest.mark.parametrize("name, n, expected", [
    ("ideographTraditional", 10, "癸"), ("ideographZodiac", 13, "13"), ("ideographZodiacTraditional", 61, "甲子"),
    ("ideographZodiacTraditional", 12, "乙亥"), ("ideographEnclosedCircle", 3, "㈢"), ("ordinal", 12, "12th"),
    ("ordinal", 22, "22nd"), ("hex", 27, "1B"), ("chineseCounting", 101, "一〇一"), ("decimalEnclosedFullstop", 2, "⒉"),
    ("numberInDash", 3, "- 3 -"), ("ideographLegalTraditional", 3, "參"), ("none", 3, ""),
])  # fmt: skip
def test_rarer_number_formats(name, n, expected):
    assert written(n, name) == expected


@pytest.mark.parametrize("switch, expected", [
    ("Arabic", "14"), ("ROMAN", "XIV"), ("roman", "xiv"), ("CHINESENUM3", "十四"), ("CIRCLENUM", "⑭"),
    ("ALPHABETIC", "N"), ("", "14"),
])  # fmt: skip
def test_number_formats_that_fields_name(switch, expected):
    assert switched(14, switch) == expected


def scheme(*levels, name=""):
    rows = "".join(f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/>{fmt}<w:suff w:val="nothing"/>'
                   f'<w:lvlText w:val="{text}"/></w:lvl>' for i, (fmt, text) in enumerate(levels))
    named = f'<w:name w:val="{name}"/>' if name else ""
    return (f'<w:abstractNum w:abstractNumId="1">{named}{rows}</w:abstractNum>'
            '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>')


def test_stems_go_on_beyond_ten(read):
    numbering = scheme(('<w:numFmt w:val="ideographTraditional"/>', "%1、"))
    word = read(*(p(f"第{n}条", num=(1, 0)) for n in range(12)), numbering=numbering)
    assert [line[:2] for line in lines(word)] == [c + "、" for c in "甲乙丙丁戊己庚辛壬癸甲乙"]


def test_a_format_of_the_documents_own(read):
    own = ('<mc:AlternateContent><mc:Choice Requires="w14">'
           '<w:numFmt w:val="custom" w:format="001, 002, 003, ..."/></mc:Choice>'
           '<mc:Fallback><w:numFmt w:val="decimal"/></mc:Fallback></mc:AlternateContent>')  # fmt: skip
    word = read(p("甲", num=(1, 0)), p("乙", num=(1, 0)), numbering=scheme((own, "%1号")))
    assert lines(word) == ["001号甲", "002号乙"]


def test_autonum_counts_on_and_names_its_separator(read):
    word = read(*(p(field("AUTONUM \\* Arabic \\s ．"), f"第{n}件") for n in "一二三"))
    assert lines(word) == ["1．第一件", "2．第二件", "3．第三件"]


def test_autonum_of_headings_and_their_text(read):
    def heading(level, instruction, text):
        return p(field(instruction), text, more=f'<w:outlineLvl w:val="{level}"/>')

    word = read(heading(0, "AUTONUMLGL", "问题"), heading(1, "AUTONUMLGL", "甲"), heading(1, "AUTONUMLGL \\e", "乙"),
                p(field("AUTONUMLGL"), "子"), heading(0, "AUTONUMLGL", "措施"),
                heading(1, "AUTONUMLGL", "丙"))  # fmt: skip
    assert [line.lstrip("# ") for line in lines(word)] == ["1.问题", "1.1.甲", "1.2乙", "1.2.1.子", "2.措施", "2.1.丙"]
    word = read(heading(0, "AUTONUMOUT", "问题"), heading(1, "AUTONUMOUT", "甲"), heading(2, "AUTONUMOUT", "子"))
    assert [line.lstrip("# ") for line in lines(word)] == ["I.问题", "A.甲", "1.子"]


def test_listnum_of_the_lists_that_every_document_has(read):
    word = read(p(field("LISTNUM"), "甲"), p(field("LISTNUM"), "乙", field("LISTNUM \\l 2"), "子"),
                p(field("LISTNUM NumberDefault \\l 2"), "丑"), p(field("LISTNUM \\s 7"), "丙"),
                p(field("LISTNUM LegalDefault \\l 1"), "丁"), p(field("LISTNUM LegalDefault \\l 2"), "戊"))  # fmt: skip
    assert lines(word) == ["1)甲", "2)乙a)子", "b)丑", "7)丙", "1.丁", "1.1.戊"]


def test_listnum_of_a_list_of_the_document(read):
    word = read(p(field('LISTNUM "整改"'), "甲"), p(field('LISTNUM "整改"'), "乙"),
                numbering=scheme(('<w:numFmt w:val="chineseCounting"/>', "（%1）"), name="整改"))  # fmt: skip
    assert lines(word) == ["（一）甲", "（二）乙"]


def test_sequence_fields(read):
    word = read(p("表", field("SEQ 表 \\* CHINESENUM3"), "，表", field("SEQ 表 \\* CHINESENUM3"), "，如表",
                  field("SEQ 表 \\c"), "，图", field("SEQ 图 \\r 5")))  # fmt: skip
    assert lines(word) == ["表一，表二，如表2，图5"]
    assert not rules(word)


def test_an_overridden_start_holds_after_every_restart(read):
    numbering = CHINESE + """<w:num w:numId="2"><w:abstractNumId w:val="1"/>
      <w:lvlOverride w:ilvl="1"><w:startOverride w:val="5"/></w:lvlOverride></w:num>"""
    word = read(p("甲", num=(2, 0)), p("子", num=(2, 1)), p("丑", num=(2, 1)), p("乙", num=(2, 0)), p("寅", num=(2, 1)),
                numbering=numbering)  # fmt: skip
    assert lines(word) == ["一、甲", "（五）子", "（六）丑", "二、乙", "（五）寅"]
