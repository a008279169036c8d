"""Fields of Word files: what is shown of them, and what Word draws without storing it."""

from xml.sax.saxutils import escape

import pytest

from word.make import box, field, lines, p, rules, run


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


def eq(text):
    begin, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "end"))
    return f'{begin}<w:r><w:instrText xml:space="preserve"> {escape(text)} </w:instrText></w:r>{end}'


def test_what_word_draws_and_does_not_store(read):
    ruby = "<w:r><w:ruby><w:rt>{}</w:rt><w:rubyBase>{}</w:rubyBase></w:ruby></w:r>"
    word = read(p(eq(r"eq \o\ac(○,1)"), "学习不深。", eq(r"EQ \o\ac(○,12)"), "走访不勤。", eq(r"eq \o\ac(□,急)")),
                p(ruby.format(run("fēng"), run("風")), "险，", eq(r"EQ \* jc2 \* hps10 \o\ad(\s\up 9(làn),懒)"), "政"),
                p("占", eq(r"EQ \F(1,2)"), "强"))  # fmt: skip
    assert lines(word) == ["①学习不深。⑫走访不勤。急", "風(fēng)险，懒政", "占1/2强"]
    assert rules(word) == {"word-formula": "公式 1 个，已写成一行，请对照原件：1/2"}


@pytest.mark.parametrize("instruction, shown", [
    (r"EQ \f(3,5)", "3/5"), (r"eq \f(a+b,c)", "(a+b)/c"), (r"EQ \r(2)", "√2"), (r"EQ \r(3,x+1)", "³√(x+1)"),
    (r"EQ m\s\up6(2)", "m²"), (r"EQ CO\s\do4(2)", "CO₂"), (r"EQ \b\bc\[(\f(1,2))", "[1/2]"), (r"EQ \b(x)", "(x)"),
    (r"EQ \b\lc\{(甲)", "{甲"), (r"EQ \x\to\bo(结论)", "结论"), (r"EQ \i(0,1,x)", "∫₀¹x"), (r"EQ \l(甲,乙)", "甲,乙"),
    (r"EQ \a\ac\co2(甲,乙,丙,丁)", "甲 乙 丙 丁"), (r"EQ 第(1)项，\f((a,b),2)", "第(1)项，((a,b))/2"),
    (r"EQ \o\ac(○,甲)", "甲"),
])  # fmt: skip
def test_a_formula_is_written_on_one_line(read, instruction, shown):
    word = read(p("占", eq(instruction), "的"))
    assert lines(word) == [f"占{shown}的"]
    assert set(rules(word)) <= {"word-formula"}


@pytest.mark.parametrize("instruction", [r"EQ \f(3,5", r"EQ \q(3)", r"EQ \f", "EQ " + r"\f(" * 400 + "1" + ")" * 400])
def test_a_formula_that_cannot_be_followed_is_said(read, instruction):
    word = read(p("占", eq(instruction), "的"))
    assert lines(word) == ["占的"]
    assert "没有收入，请对照原件：EQ" in rules(word)["word-field"]


def test_page_numbers_and_dates_within_a_run_are_said(read):
    word = read(p("<w:r><w:t>第</w:t><w:pgNum/><w:t>页，</w:t><w:yearLong/><w:t>年</w:t></w:r>"))
    assert lines(word) == ["第页，年"]
    assert rules(word)["word-field"].endswith("2 处，没有收入，请对照原件：页码；写成时的日期")


ITEMS = '<w:ddList>{}<w:listEntry w:val="已完成"/><w:listEntry w:val="推进中"/></w:ddList>'
TICK = '<w:checkBox><w:sizeAuto/><w:default w:val="{}"/>{}</w:checkBox>'


def form(kind, settings, result=None):
    return field(kind, result, data=f"<w:ffData><w:enabled/>{settings}</w:ffData>")


@pytest.mark.parametrize("made, expected", [
    (form("FORMDROPDOWN", ITEMS.format('<w:result w:val="1"/>')), "推进中"),
    (form("FORMDROPDOWN", ITEMS.format('<w:default w:val="1"/>')), "推进中"),
    (form("FORMDROPDOWN", ITEMS.format("")), "已完成"),
    (form("FORMDROPDOWN", ITEMS.format('<w:result w:val="9"/>')), ""),
    (form("FORMCHECKBOX", TICK.format(0, "<w:checked/>")), "☑"),
    (form("FORMCHECKBOX", TICK.format(1, "")), "☑"),
    (form("FORMCHECKBOX", TICK.format(1, '<w:checked w:val="0"/>')), "☐"),
    (form("FORMTEXT", '<w:textInput><w:default w:val="某处"/></w:textInput>'), "某处"),
    (form("FORMTEXT", '<w:textInput><w:default w:val="某处"/></w:textInput>', run("填了的")), "填了的"),
    (field("MACROBUTTON NoMacro 整改责任人"), "整改责任人"), (field('GOTOBUTTON "第二页" 见下页'), "见下页"),
    (field('QUOTE "原话 如此" \\* MERGEFORMAT'), "原话 如此"), (field("SYMBOL 254 \\f Wingdings"), "☑"),
    (field("SYMBOL 0x4E00 \\u"), "一"), (field("XE 学习"), ""), (field("REF 学习", run("见上")), "见上"),
])  # fmt: skip
def test_what_a_field_shows(read, made, expected):
    word = read(p("前", made, "后"))
    assert lines(word) == [f"前{expected}后"]


def test_a_field_without_a_result_is_said(read):
    word = read(p("由", field("DOCPROPERTY 责任人"), "负责"))
    assert lines(word) == ["由负责"]
    assert rules(word) == {"word-field": "域里的文字或没有结果的域 1 处，没有收入，请对照原件：DOCPROPERTY 责任人"}


@pytest.mark.parametrize("made", [
    field("PAGE", run("3"), end=False), field("REF a", end=False), field("TOC", end=False),
    field("IF 1 = 1", end=False),
    field("HYPERLINK x", field("PAGE", end=False), end=False),
    '<w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>',
])  # fmt: skip
def test_a_field_without_an_end_takes_nothing_with_it(read, made):
    word = read(p("甲", made, "乙"), p("丙"), p("丁"))
    assert lines(word) == ["甲乙", "丙", "丁"]


def test_fields_within_fields_and_over_several_paragraphs(read):
    inner = field("IF " + "x", field("REF a", run("内")))
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF b</w:instrText></w:r>'
    separate, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("separate", "end"))
    word = read(p("外", inner, "外"), p(begin, separate, "甲"), p("乙"), p("丙", end, "丁"), p("戊"))
    assert lines(word) == ["外内外", "甲", "乙", "丙丁", "戊"]


def test_a_field_of_a_text_box_is_its_own(read):
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>'
    word = read(p("甲", box(p("框", begin)), "乙"), p("丙"))
    assert lines(word) == ["甲乙", "框", "丙"]


# ---- tables of contents

BEGIN, SEPARATE, END = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))
TOC = BEGIN + "<w:r><w:instrText>TOC</w:instrText></w:r>" + SEPARATE
LINK = ('<w:hyperlink w:anchor="_Toc{}"><w:r><w:t>{}</w:t></w:r><w:r><w:tab/></w:r>'
        "<w:r><w:t>{}</w:t></w:r></w:hyperlink>")


@pytest.mark.parametrize("contents", [
    [p("目录", TOC, "一、问题1"), p("二、措施3", END)],
    [p("目　录"), p(TOC, "一、问题"), p("二、措施"), p(END)],
    [p("目录"), p(LINK.format(1, "一、问题", 1)), p(LINK.format(2, "二、措施", 3))],
    [p("目录"), p("一、问题", field("PAGEREF _Toc1", run("1"))), p("二、措施", field("PAGEREF _Toc2", run("3")))],
    [p("目录"), p("一、问题……1"), p("二、原因……2"), p("三、措施……3")],
    [p("一、问题", "<w:r><w:tab/></w:r>", "1"), p("二、原因", "<w:r><w:tab/></w:r>", "2"),
     p("三、措施", "<w:r><w:tab/></w:r>", "3")],
    ["<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val='Table of Contents'/></w:docPartObj></w:sdtPr>"
     "<w:sdtContent>" + p("目录") + p("一、问题1") + "</w:sdtContent></w:sdt>"],
])  # fmt: skip
def test_contents_in_any_form_are_left_out_and_said(read, contents):
    word = read(p("某局班子对照检查材料"), *contents, p("一、存在的问题"), p("正文。"))
    assert lines(word) == ["某局班子对照检查材料", "一、存在的问题", "正文。"]
    assert "目录" in rules(word)["word-contents"]


def test_the_paragraph_in_which_the_contents_end_is_kept(read):
    word = read(p(TOC, "一、问题1"), p(END, "一、存在的问题"), p("正文"))
    assert lines(word) == ["一、存在的问题", "正文"]


def test_lines_that_end_in_figures_are_no_contents(read):
    texts = ["办结率提高到95", "投诉下降到80", "走访增加到120"]
    assert lines(read(*map(p, texts))) == texts
