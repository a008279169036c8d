"""Texts of materials for the tests of the import, and the import itself as they call it."""

from pathlib import Path

from review.intake.prepare import Given
from review.intake.run import Import, Options
from review.intake.source import files_at
from review.read.vocabulary.load import read_vocabulary

PROJECT = Path(__file__).parents[1]
VOCABULARY, _ = read_vocabulary(PROJECT)
TITLE = "财政局局长2025年度民主生活会对照检查材料"


def text_of(title=TITLE, lack="学习不深", more=""):
    """A material of five headings, six problems, two causes and two measures."""
    return f"""{title}
会前我走访了三个镇街，对照检查如下：
一、存在的问题
（一）带头强化政治忠诚、提高政治能力方面
一是{lack}。读文件多，读原著少。二是研究不够。遇到新情况办法不多。
（二）带头固本培元、增强党性方面
一是自我要求有所放松。例如，三月的一次调研没有住下来。
（三）带头敬畏人民、敬畏组织、敬畏法纪方面
一是下基层不勤。全年只去了七次。
（四）带头干事创业、担当作为方面
一是创新不足。老办法用得多。
（五）带头坚决扛起管党治党责任方面
一是提醒不及时。谈话提醒只有两次。{more}
二、原因分析
（一）理论学习不够实。学习缺乏计划，往往浅尝辄止。
（二）群众观念有所淡化。坐在办公室的时间多了。
三、整改措施
（一）加强理论学习。每月读一本书。
（二）密切联系群众。每月下基层两天。
"""


OTHER = """{title}
我认真查找，问题如下：
一、查摆的问题
（一）带头强化政治忠诚、提高政治能力方面。一是站位偏低。想得多的是进销差价，没有想到稳农心这件大事。
（二）带头固本培元、增强党性方面。一是批评留情面。盘点拖了一个月，只说了句抓点紧。
（四）带头干事创业、担当作为方面。一是胆子小。直播筹划了两年，始终停在买设备上。
二、原因剖析
一是算账的习惯太重。凡事先问赚不赚，忘了问该不该。
三、努力方向
（一）每周抽两个晚上读书。笔记交机关支部传阅。
"""
"""Another material with nothing in common; the title is to be filled in."""


def run(root, *paths, dry_run=False, by_name=False, given=None, **answers):
    """Import paths; answers are force, replace and add."""
    options = Options(answers=frozenset(a for a, said in answers.items() if said),
                      given=Given(values=given or {}, by_name=by_name))
    made = Import(root, VOCABULARY, options)
    made.read(files_at(paths))
    planned = made.plan()
    return planned if dry_run else made.take(planned)


def snapshot(root):
    """Every file with its bytes and the time it was written."""
    return {f.relative_to(root).as_posix(): (f.read_bytes(), f.stat().st_mtime_ns)
            for f in sorted(root.rglob("*")) if f.is_file()}  # fmt: skip
