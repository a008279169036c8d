"""What a document says of itself: whose it is, of which campaign, from when."""

from pathlib import Path

import pytest

from intake_texts import TITLE, VOCABULARY, text_of
from review.intake.guess import guess
from review.intake.suggest import suggested
from review.intake.units import unlisted
from review.read.structure.document import read_document
from review.read.text.dates import dates


@pytest.mark.parametrize("title, unit, kind, author", [
    ("投资促进局局长党史学习教育专题民主生活会对照检查材料", "投资促进局", "个人", "局长"),
    ("区住建局副局长2025年度民主生活会个人对照检查材料", "住房城乡建设局", "个人", "副局长"),
    ("城东街道党工委班子2025年度民主生活会对照检查材料", "城东街道", "班子", ""),
    ("石桥镇党委书记对照检查材料", "石桥镇", "个人", "党委书记"),
    ("中共石桥镇委员会领导班子对照检查材料", "石桥镇", "班子", ""),
    ("财政局党组班子成员对照检查材料", "财政局", "个人", "党组班子成员"),
    ("中共某省某市某区财政局党组书记对照检查材料", "财政局", "个人", "党组书记"),
    ("XX市统计局局长对照检查材料", "统计局", "个人", "局长"),
    ("区统计局长2024年度民主生活会对照检查材料", "统计局", "个人", "局长"),
    ("石桥镇长、党委副书记2024年度民主生活会对照检查材料", "石桥镇", "个人", "镇长、党委副书记"),
    ("统计局党员2022年度组织生活会对照检查材料", "统计局", "个人", "党员"),
    ("财政局纪检组长对照检查材料", "财政局", "个人", "纪检组长"),
    ("区纪委监委派驻纪检监察组组长对照检查材料", "区纪委监委机关", "个人", "派驻纪检监察组组长"),
    ("石桥镇人大主席对照检查材料", "石桥镇", "个人", "人大主席"),
    ("双桥镇人大主席团主席对照检查材料", None, "个人", "人大主席团主席"),
    ("某某公司董事长对照检查材料", None, "个人", "董事长"),
])  # fmt: skip
def test_unit_kind_and_post_from_the_title(title, unit, kind, author):
    found = guess(read_document(text_of(title), "a.txt"), VOCABULARY)
    assert found["unit"].value == unit and found["unit"].sure is bool(unit)
    assert (found["kind"].value, found["author"].value) == (kind, author)
    assert found["kind"].sure and found["author"].sure


@pytest.mark.parametrize("title, below, unit, kind, author", [
    ("2025年度民主生活会对照检查材料", "财政局党组书记、局长　王　某\n2026年1月", "财政局", "个人", "党组书记、局长"),
    ("2025年度民主生活会对照检查材料", "区委组织部班子\n（2026年1月）", "组织部", "班子", ""),
    ("2025年度民主生活会个人对照检查材料", "（2026年1月16日）\n中共某区财政局　副局长", "财政局", "个人", "副局长"),
    ("2025年度民主生活会对照检查材料", "（财政局党组书记、局长）", "财政局", "个人", "党组书记、局长"),
    ("财政局2025年度民主生活会个人对照检查材料", "副局长", "财政局", "个人", "副局长"),
    ("财政局局长2025年度民主生活会对照检查材料", "统计局党组书记审阅", "财政局", "个人", "局长"),
    ("石桥镇党委副书记、镇长2025年度民主生活会对照检查材料", "", "石桥镇", "个人", "党委副书记、镇长"),
    ("财政局党组书记兼局长2025年度民主生活会对照检查材料", "", "财政局", "个人", "党组书记兼局长"),
    ("财政局综合科科长2025年度民主生活会对照检查材料", "", "财政局", "个人", "综合科科长"),
    ("水务局局长2025年度民主生活会对照检查材料", "报送：区委组织部", None, "个人", "局长"),
])  # fmt: skip
def test_unit_kind_and_post_from_the_lines_below_the_title(title, below, unit, kind, author):
    found = guess(read_document(text_of(f"{title}\n{below}"), "a.txt"), VOCABULARY)
    assert found["title"].value == title
    assert (found["unit"].value, found["unit"].sure) == (unit, bool(unit))
    assert (found["kind"].value, found["author"].value) == (kind, author)
    assert found["kind"].sure and found["author"].sure


LACKING = [
    "农业农村水利局", "市场监督管理局", "退役军人事务局", "村镇建设管理局", "云桥县水务局", "卫生健康委",
    "卫生健康委员会", "云桥县委政法委", "国有资产监督管理委员会", "直属机关工委", "经济开发区管委会", "信访办",
    "云桥县政府办公室", "机构编制委员会办公室", "金融办", "疾病预防控制中心", "融媒体中心", "村镇规划服务中心",
    "城管执法大队", "交通警察大队", "综合行政执法支队", "望江街道", "望江街道办事处", "云水镇", "白石镇人民政府",
    "青溪乡", "第三小学", "实验中学", "云桥县职业技术学校", "云桥县委党校", "人民医院", "妇幼保健院",
    "云水镇中心卫生院", "水务投资集团有限公司", "农商银行", "人民法院", "档案馆", "市场监督管理所", "水库管理处",
    "青年林场", "消防救援站", "柳河村", "云桥县残联", "妇女联合会", "供销合作社联合社", "第二测绘队",
]  # fmt: skip
FOLLOWING = ["党委书记", "领导班子2025年度民主生活会", "2025年度民主生活会个人", "党支部书记、主任", "副局长", ""]


@pytest.mark.parametrize("unit", LACKING)
def test_a_unit_that_the_roster_lacks_is_read_whole(unit):
    for behind in FOLLOWING:
        assert unlisted(unit + behind)[0] == unit
    found = guess(read_document(text_of(f"{unit}党委书记2025年度民主生活会对照检查材料"), "a.txt"), VOCABULARY)
    assert (found["unit"].named, found["unit"].reason) == (unit, f"名册里没有“{unit}”")
    assert found["author"].value.endswith("书记") and found["author"].sure
    signed = guess(read_document(f"{text_of('2025年度民主生活会对照检查材料')}{unit}\n2026年1月16日", "a"), VOCABULARY)
    assert (signed["unit"].named, signed["unit"].value) == (unit, None)
    around = suggested(Path(f"2025年对照检查材料/{unit}/书记.docx"), VOCABULARY)["unit"]
    assert (around.value, around.reason) == (None, f"文件夹名“{unit}”，名册没有这个单位")


@pytest.mark.parametrize("text, unit", [
    ("农业水利局长2025年度对照检查材料", "农业水利局"), ("云水镇长对照检查材料", "云水镇"),
    ("农业农村局长个人", "农业农村局"),
    ("妇联领导班子2025年度", "妇联"), ("团委2025年度民主生活会", "团委"), ("妇联主席", ""), ("工会", ""),
    ("中共云桥县水务局党组2025年度", "云桥县水务局"), ("2025年度水务局班子对照检查材料", "水务局"),
    *((text, "") for text in ["2025年度民主生活会对照检查材料", "党员干部个人对照检查材料", "副局长", "办公室主任",
                              "党委书记", "主题教育第一阶段个人对照检查材料", "2026年1月16日",
                              "领导班子2025年度对照检查材料",
                              "解放思想大讨论个人发言提纲", "在全市大会上的发言", "机关全体党员"]),
])  # fmt: skip
def test_where_the_name_of_a_unit_ends(text, unit):
    assert unlisted(text)[0] == unit


@pytest.mark.parametrize("title, unit, sure", [
    ("石桥镇中心小学校长", "石桥镇中心小学", False), ("石桥镇柳河村党支部书记", "石桥镇柳河村", False),
    ("城东街道社区卫生服务中心主任", "城东街道社区卫生服务中心", False),
    ("石桥镇机关党支部书记", "", True), ("财政局办公室主任", "", True),
])  # fmt: skip
def test_an_institution_of_a_unit_is_not_that_unit(title, unit, sure):
    found = guess(read_document(text_of(f"{title}2025年度对照检查材料"), "a.txt"), VOCABULARY)["unit"]
    assert (found.named, found.sure) == (unit, sure) and found.value in ("石桥镇", "城东街道", "财政局")


def test_the_text_itself_does_not_say_whose_it_is():
    found = guess(read_document(text_of("2025年度民主生活会对照检查材料\n财政局局长提了意见。"), "a.txt"), VOCABULARY)
    assert found["unit"].value is None and found["author"].value is None


def test_two_units_in_the_title_are_left_to_the_clerk():
    for title in ("财政局、统计局局长对照检查材料", "驻财政局纪检组和财政局的同志对照检查材料"):
        found = guess(read_document(text_of(title), "a.txt"), VOCABULARY)
        assert not found["unit"].sure and found["unit"].value == "财政局"


def test_the_headings_decide_the_campaign_and_a_year_that_contradicts_makes_it_doubtful():
    assert guess(read_document(text_of(), "a.txt"), VOCABULARY)["campaign"].sure
    found = guess(read_document(text_of(TITLE.replace("2025", "2019")), "a.txt"), VOCABULARY)["campaign"]
    assert (found.value, found.sure) == ("2025-five", False)


@pytest.mark.parametrize("text, expected", [
    ("2021年12月31日", (2021, 12, 31)), ("二〇二一年", (2021, None, None)), ("二○二五年十二月三十一日", (2025, 12, 31)),
    ("2021.12", (2021, 12, None)), ("2025年十月15日", (2025, 10, 15)), ("2022-01-10", (2022, 1, 10)),
    ("２０２２年１月１０日", (2022, 1, 10)), ("2025年度", (2025, None, None)), ("二零二五年元月五日", (2025, 1, 5)),
    ("2026年一月16日", (2026, 1, 16)),
])  # fmt: skip
def test_dates(text, expected):
    (found,) = dates(text)
    assert (found.year, found.month, found.day) == expected


@pytest.mark.parametrize("text", ["3.2万元", "投资2021.5万元", "12021年", "100年", "2021", "1.2021.12"])
def test_no_dates(text):
    assert [d for d in dates(text) if d.day] == [] and not (text == "100年" and list(dates(text)))


@pytest.mark.parametrize("signed, expected", [
    ("财政局\n2026年1月16日", "2026-01-16"), ("2026年1月", None), ("2026年2月30日", None),
    ("2012年1月16日", None), ("", None),
])  # fmt: skip
def test_the_date_is_taken_from_the_signature_or_left_open(signed, expected):
    found = guess(read_document(text_of() + signed, "a.txt"), VOCABULARY)["date"]
    assert (found.value if found.sure else None) == expected
