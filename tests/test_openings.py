"""An opening says the shortcoming: where it ends (STRUCTURE.md, rule 11)."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from review.read.structure.names import opening


@pytest.mark.parametrize(
    "text",
    [  # the opening ends at the bar
        "理论学习不深不透|。平时忙于事务，读得少。",
        "走访群众不细致|，三个月里只去过两个村，其中一个还是路过时顺便看了看。",
        "有的时候，督促检查抓得不紧|，任务派下去以后，月底才想起来问一声。",
        "平时工作中，同基层的同志谈心不够|，一年下来谈过话的不到十人，多半还在会前会后。",
        "在执行财务制度方面，报销单据审核不细|，两张发票的日期前后对不上也放过了。",
        "面对新形势新任务，主动学习新业务不够|，遇到没有办过的事就往上请示。",
        "面对矛盾绕着走|，两个村为一条水渠争了半年，我始终没有把他们叫到一起。",
        "作为支部书记，对党员的思想状况了解不够|，有三名年轻党员一年没有交过思想汇报。",
        "虽能按时参加集中学习，但学习的内容记得不牢|，过后很少再翻笔记，用起来常常想不起来。",
        "尽管每季度都开了例会，会上定的事跟得不紧|，四件事里有两件到年底还停在纸上。",
        "班子虽然开了六次专题会，听了各科室的汇报，但对安全隐患的整治推得不快|，两处老旧线路至今没有换。",
        "抓业务工作比较用心，各项指标完成得也好，但对党建工作过问少|，全年只听过一次支部的汇报。",
        "学习上，满足于看标题、记要点|，对文件背后的道理想得不深，用的时候说不清楚。",
        "学习停留在表面上|，笔记抄了三本，会上发言还是照着稿子念，问起来说不出一二。",
        "近年来，随着年龄增长，干事的劲头不如从前足|，遇到难一点的事总想着让年轻人去跑。",
        "理论学习比较重视，而对业务知识钻研得不深|，新系统上线两个月还要别人代为操作。",
        "“等一等，看一看”的想法还有|，遇到没有先例的事先看别的科室怎么办，自己不愿意先动手。",
        "推进垃圾分类中，宣传发动居民不够|，十二栋楼里有五栋没有入户，投放点常常混投。",
        "岗位权责方面，对裁量权的边界理解不深|，同样是逾期申报，前后两个月的处理轻重不一。",
        "不断加强学习，业务水平有所提高，但应急处置的经验还不足|，停电那天晚上手忙脚乱。",
    ],
)
def test_an_opening_says_the_shortcoming(text):
    said, _, rest = text.partition("|")
    found = opening(said + rest)
    assert found.opening == said


PARTS = ["平时工作中", "虽能按时到会", "但学得不深", "走访少", "成绩不错", "，", "。", "“", "”", "**"]


@given(st.lists(st.sampled_from(PARTS), max_size=14))
@example(["，", "**", "，"])
def test_an_opening_loses_nothing(parts):
    text = "".join(parts)
    found = opening(text)
    assert "".join(found) == text
    assert not set(found.stop.replace("**", "").strip()) - set("。，：；！？")
