"""The site's own pages as people call them, so that a search for one leads there: 应急局 台账, 未交 2024."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from review.model import Library
from review.show import addresses
from review.show.views.blank import has_ledger, to_fill


@dataclass(frozen=True, kw_only=True, slots=True)
class SitePage:
    """A page and its names, the first of which is its title."""

    page: str
    names: tuple[str, ...]
    given: Mapping[str, str] = field(default_factory=dict)
    """What its address always chooses."""
    by: tuple[str, ...] = ()
    """Facets that its address can choose."""
    own: Mapping[str, Callable[[Library], Iterable[str]]] = field(default_factory=dict)
    """Facets of whose values some, which this tells, have a page of their own below it."""
    staff: bool = False
    """Whether staff's site alone has it."""


def _empty_ledgers(library: Library) -> Iterable[str]:
    return (unit for unit, given in library.by_unit.items() if to_fill(library, given) and not has_ledger(given))


_LEDGER = ("unit", "campaign")
_OF_CAMPAIGN: Mapping[str, Callable[[Library], Iterable[str]]] = {"campaign": lambda library: library.by_campaign}
PLACES = (
    SitePage(page=addresses.LEDGER, names=("整改台账", "台账", "空白台账", "整改进展", "整改情况", "销号"), by=_LEDGER,
          own={"unit": _empty_ledgers}),
    SitePage(page=addresses.LEDGER, names=("本月到期的措施", "本月到期", "本月要完成", "本月完成"), by=_LEDGER,
          given={"due": "month"}),
    SitePage(page=addresses.LEDGER, names=("逾期的措施", "逾期", "已逾期", "过期"), by=_LEDGER, given={"due": "late"}),
    SitePage(page=addresses.LEDGER, names=("待销号的措施", "待销号", "未销号"), by=_LEDGER, given={"status": "done"}),
    SitePage(page=addresses.RECURRENCES, names=("屡改屡犯", "屡犯", "又犯", "反复出现"), by=("unit", "year")),
    SitePage(page=addresses.CAMPAIGNS, names=("历次活动", "活动"), own=_OF_CAMPAIGN),
    SitePage(page=addresses.CAMPAIGNS, own=_OF_CAMPAIGN,
          names=("哪些单位有材料", "未交", "没交", "缺交", "谁没交", "未交材料", "未交单位", "报送情况")),
    SitePage(page=addresses.CHANGES, names=("更新", "最近更新", "新收", "更正", "动态"), by=("unit", "campaign")),
    SitePage(page=addresses.STATISTICS, names=("统计", "统计表", "统计图", "数据", "数字")),
    SitePage(page=addresses.COMPARISONS, names=("前后对照", "对照", "对比", "比较", "两年对照", "并排")),
    SitePage(page=addresses.HEADINGS, names=("方面", "各方面")),
    SitePage(page=addresses.PROBLEMS, names=("问题", "问题类型", "问题分类")),
    SitePage(page=addresses.UNITS, names=("单位", "单位名录", "各单位")),
    SitePage(page=addresses.GLOSSARY, names=("词语", "名词", "术语", "名词解释")),
    SitePage(page=addresses.COPIES, names=("雷同", "查雷同", "查重", "抄袭"), by=("unit", "year"), staff=True),
    SitePage(page=addresses.QUALITY, names=("质量", "质量检查", "检查结果"), staff=True),
)  # fmt: skip
"""All that people ask for by name; a test holds that every page with a name of its own is among them."""


def site_pages(library: Library) -> list[object]:
    """The places of a library's site, as the entry file has them: page, given, facets, own pages by facet, names."""
    return [
        [
            addresses.from_root(place.page),
            place.given,
            place.by,
            {facet: sorted(held(library)) for facet, held in place.own.items()},
            *place.names,
        ]
        for place in PLACES
        if library.audience == "staff" or not place.staff
    ]
