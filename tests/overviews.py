"""A small library of made-up offices, read and related for real, and the pages that are made of it."""

import datetime

import pytest

from review.publish.tree import data_files
from review.read.library import read_library
from review.relate.library import relate
from review.show.pages import families, pages
from review.show.views import tally
from review.show.views.ledger import cases
from review.show.views.unit import unit_view
from shown import rows

DAY = datetime.date(2026, 6, 1)
UNITS = """
- {id: jia, name: 甲局, group: 部门}
- {id: yi, name: 乙局, group: 部门, since: 2025}
- {id: bing, name: 丙街道, group: 街道, until: 2024}
- {id: ding, name: 丁街道, group: 街道}
"""


NAMES = {
    "2024-four": ("政治纪律和政治规矩", "增强党性、严守纪律、砥砺作风", "勇于担责、敢于创新", "全面从严治党政治责任"),
    "2025-five": (
        "强化政治忠诚、提高政治能力", "固本培元、增强党性", "敬畏人民、敬畏组织、敬畏法纪", "干事创业、担当作为",
        "坚决扛起管党治党责任",
    ),
}


ORDINALS = "一二三四五六七八九"
THEORY, INNOVATION = "理论学习不深", "创新意识不强"
NONE = "无可看的材料"
PROSE = "平时抓得不够，还要努力。"


def text(unit, campaign, *headings, author="局长", free=(), ledger="", measures=(), visibility="internal"):
    """A material; a heading is a tuple of openings, prose, "" for a heading without text, None for a missing one."""
    kind = "个人" if author else "班子"
    lines = [
        "---", f"title: {unit}{author or kind}对照检查材料", f"campaign: {campaign}", f"unit: {unit}", f"kind: {kind}",
        *([f"author: {author}"] if author else []), f"date: {campaign[:4]}-12-20", f"visibility: {visibility}",
        *(["measures:", *(f"  {line}" for line in ledger.split("\n"))] if ledger else []), "---", "",
        f"# {unit}{author or kind}对照检查材料", "", "现对照检查如下：", "", "## 一、存在的问题", "",
    ]
    for number, (name, found) in enumerate(zip(NAMES[campaign], headings, strict=True)):
        if found is not None:
            lines += [f"### （{ORDINALS[number]}）带头{name}方面", "", items(found), ""]
    if free:
        lines += [f"### （{ORDINALS[len(headings)]}）其他需要说明的方面", "", items(free), ""]
    if measures:
        lines += ["## 二、整改措施", ""]
        for number, opening in enumerate(measures):
            lines += [f"### {number + 1}.{opening}。", "", "抓好落实。", ""]
    return "\n".join(lines)


def items(found):
    if isinstance(found, str):
        return found
    return "\n\n".join(f"{ORDINALS[n]}是{opening}。抓得不够紧。" for n, opening in enumerate(found))


SMALL = {
    "2024/a": text("甲局", "2024-four", (THEORY, INNOVATION), PROSE, None, ("担当精神弱化",)),
    "2024/b": text("丙街道", "2024-four", (THEORY,), "", ("服务群众不到位",), None, author="书记"),
    "2025/c": text(
        "甲局", "2025-five", (THEORY,), (INNOVATION,), PROSE, (), (),
        measures=("加强理论学习", "更新思想观念", "强化担当作为", "压实管党治党责任"),
        ledger="1: {owner: 办公室, due: 2026-03-31, status: 已完成}\n"
        "2: {owner: 一科, due: 2026-05-31, status: 推进中}\n"
        "3: {owner: 二科, due: 2026-06-01, status: 推进中}\n4: {owner: 人事科, due: 2026-12-31, status: 未启动}",
    ),
    "2025/d": text("甲局", "2025-five", (THEORY, THEORY), None, PROSE, (), (), author=""),
    "2025/e": text("丁街道", "2025-five", (INNOVATION,), None, None, None, None, author="主任", free=("讲话风趣不足",)),
    "2025/f": text("乙局", "2025-five", (THEORY,) * 9, None, None, None, None, visibility="restricted"),
}


def library(root, materials, units=UNITS, audience="internal", day=DAY):
    """The library of these materials, read from files."""
    (root / "vocabulary").mkdir(exist_ok=True)
    (root / "vocabulary" / "units.yml").write_text(units, "utf-8")
    for name, source in materials.items():
        path = root / "materials" / f"{name}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(source, "utf-8")
    reading = read_library(root, audience)
    assert not [f for f in reading.findings if f.severity == "error"]
    return relate(reading.materials, reading.vocabulary, audience=audience, as_of=day, drafts=reading.drafts)


@pytest.fixture
def small(tmp_path):
    return library(tmp_path, SMALL)


def files(library):
    """The files beside the pages: path and content."""
    return data_files(families(library))


def named(library):
    return {page.src_uri: page for page in pages(library)}


def rows_of(library, campaign):
    """A campaign's matrix as read: cells by unit, without the empty ones and without the number of materials."""
    found = rows(named(library)[f"campaigns/{campaign}.md"].text)
    lacks = {NONE, "未交材料", "只有草稿"}
    return {name: tuple(filter(None, cells[1:]))[: 1 if lacks & {*cells} else None] for name, *cells in found}


def of_unit(library, name):
    """What a unit's page shows."""
    unit = library.vocabulary.unit(name)
    recurrences = [one for one in tally.recurrences(library) if one.unit is unit]
    return unit_view(library, unit, recurrences, [case for case in cases(library) if case.unit is unit])
