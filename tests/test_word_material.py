"""A sound material as Word files that each hold one odd thing: all of it is read all the same."""

from pathlib import Path

import pytest

from intake_texts import run as imported
from review.intake.prepare import Given, prepare
from review.intake.source import read_source as read_source
from review.read.vocabulary.load import read_vocabulary
from word.make import box, cell, field, p, parts, run, save, table

HEADINGS = ["带头强化政治忠诚、提高政治能力方面", "带头固本培元、增强党性方面", "带头敬畏人民、敬畏组织、敬畏法纪方面",
            "带头干事创业、担当作为方面", "带头坚决扛起管党治党责任方面"]  # fmt: skip
GONE = "<w:rPr><w:del/></w:rPr>"
ENTRIES = '<w:listEntry w:val="未办"/><w:listEntry w:val="办理中"/>'
LIST = f'<w:ffData><w:ddList><w:result w:val="1"/>{ENTRIES}</w:ddList></w:ffData>'
TICK = "<w:checkBox><w:checked/></w:checkBox>"
ROWS = table([cell("事项"), cell("时限")], [cell("修订制度"), cell("三月底")])


def rows():
    """(kind, text) of a material: title, text, section, heading, item, date."""
    yield "title", "统计局局长2025年度民主生活会对照检查材料"
    yield "text", "按照会前学习的要求，我对照职责查找差距，现将检查情况报告如下："
    yield "section", "一、存在的主要问题"
    for n, heading in enumerate(HEADINGS):
        yield "heading", f"（{'一二三四五'[n]}）{heading}"
        yield "item", f"1．第{n + 1}项部署落实不力。年初列出的{n + 4}项任务，年底还有两项没有完成。"
        yield "item", f"2．第{n + 1}项调研走得不深。全年只到村里{n + 2}次，每次不足半天。"
    yield "section", "二、产生问题的原因分析"
    yield "cause", "1．理论武装不够扎实。学得零散，联系实际不够。"
    yield "cause", "2．宗旨意识有所弱化。到群众中去的时间越来越少。"
    yield "section", "三、今后的努力方向和整改措施"
    yield "measure", "1．坚持每周学习。每周拿出半天读原著，每月交流一次。"
    yield "measure", "2．坚持到村入户。每月住村两天，带回问题逐条办。"
    yield "date", "2026年1月20日"


def body(change):
    """The material as paragraphs; `change(kind, n, text)` may give XML of its own for the nth row of a kind."""
    seen, made = {}, []
    for kind, text in rows():
        seen[kind] = seen.get(kind, 0) + 1
        own = change(kind, seen[kind], text)
        made.append(p(text) if own is None else own)
    return "".join(made)


def second(make):
    return lambda kind, n, text: make(text) if (kind, n) == ("item", 2) else None


def numbered(instruction):
    return lambda kind, n, text: p(field(instruction), text[2:]) if kind == "item" else None


def alternate(text):
    return p('<mc:AlternateContent><mc:Choice xmlns:zz="urn:zz" Requires="zz"><zz:thing/></mc:Choice><mc:Fallback>'
             + run(text) + "</mc:Fallback></mc:AlternateContent>")  # fmt: skip


def broken(kind, n, text):
    if kind == "text":
        return p(text, '<w:r><w:br w:type="page"/></w:r>', "一、存在的主要问题")
    return "" if (kind, n) == ("section", 1) else None


def laid_out():
    pieces = [[]]
    for kind, text in rows():
        if kind == "section":
            pieces.append([])
        pieces[-1].append(p(text))
    return "".join(pieces[0]) + table(*([cell(str(n)), cell(*piece)] for n, piece in enumerate(pieces[1:])))


TOC = [p("目录", field("TOC", run("一、存在的主要问题1"), end=False)), p("二、产生问题的原因分析3"),
       p("三、整改措施5", '<w:r><w:fldChar w:fldCharType="end"/></w:r>')]  # fmt: skip
ODD = {
    "nothing odd": body(lambda *_: None),
    "a page number without an end": body(second(lambda x: p(x, field("PAGE", run("3"), end=False)))),
    "a reference without an end": body(second(lambda x: p(x, field("REF a", end=False)))),
    "a drop-down list": body(second(lambda x: p(x, "进度：", field("FORMDROPDOWN", data=LIST)))),
    "a tick": body(second(lambda x: p(x, field("FORMCHECKBOX", data=f"<w:ffData>{TICK}</w:ffData>"), "已办"))),
    "a button": body(second(lambda x: p(x, field("MACROBUTTON NoMacro 责任人为办公室。")))),
    "AUTONUM": body(numbered("AUTONUM \\* Arabic \\s .")),
    "LISTNUM": body(numbered("LISTNUM")),
    **{code: body(numbered(code)) for code in (
        "AUTONUMOUT", "AUTONUM \\* ROMAN", "AUTONUM \\* roman \\s )", "AUTONUM \\* alphabetic", "AUTONUM \\* GB3",
        "AUTONUMLGL", *(f"LISTNUM {name}Default \\l {n}" for n in range(1, 10) for name in ("Number", "Outline")),
    )},
    "contents without a style": "".join(TOC) + body(lambda *_: None),
    "the last mark deleted": body(lambda kind, n, x: p(x, more=GONE) if kind == "date" else None),
    "a mark deleted before a table": body(second(lambda x: p(x, more=GONE) + ROWS)),
    "a choice for another program": body(second(alternate)),
    "a page break inside": body(broken),
    "a layout table": laid_out(),
    "a text box": body(second(lambda x: p(x, box(p("另有一条备注。"))))),
    "a text box that holds all": p(box(body(lambda *_: None))),
    "a control around all": f"<w:sdt><w:sdtContent>{body(lambda *_: None)}</w:sdtContent></w:sdt>",
}


@pytest.fixture(scope="module")
def vocabulary():
    return read_vocabulary(Path(__file__).parents[1])[0]


@pytest.mark.parametrize("name", ODD)
def test_all_of_the_material_is_read(tmp_path, vocabulary, name):
    source = read_source(save(tmp_path / "a.docx", parts(ODD[name])))
    (made,) = prepare(source, Path("a.docx"), vocabulary, Given())
    assert made.counts == {"方面": 5, "问题": 10, "根源": 2, "措施": 2}
    assert not made.lost and made.body.rstrip().endswith("2026年1月20日")
    assert "word-missing" not in {finding.rule for finding in made.findings}


def test_what_was_lost_has_to_be_attended_to(tmp_path):
    lost = '<zz:thing xmlns:zz="urn:zz">' + p("责任人为办公室。") + "</zz:thing>"
    path = save(tmp_path / "a.docx", parts(body(second(lambda x: p(x) + lost))))
    (tmp_path / "library" / "materials").mkdir(parents=True)
    (outcome,) = imported(tmp_path / "library", path)
    assert outcome.open and outcome.handle
    assert any("没有读到" in reason and "【责任人为办公室。】" in reason for reason in outcome.reasons)
