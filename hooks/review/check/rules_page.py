"""The page of the docs that explains the rules."""

from __future__ import annotations

from collections.abc import Iterable

from review.check.rule import Rule
from review.check.rules import RULES
from review.model import Page, TradeRule

SEVERITY_NAMES = {"error": "错误", "warning": "提醒"}
SOURCE = "guide/rules.md"


def rules_page(trade: Iterable[TradeRule] = ()) -> Page:
    """The page of the docs that explains every rule, those of the trade as `trade` of a site's vocabulary has them."""
    own = {one.id: Rule(one.id, "warning", one.name, one.why, _of_trade(one)) for one in trade}
    rules = {**RULES, **own}
    parts = [
        "# 检查规则",
        "`review check` 和每次生成网站都会检查材料库，结果一行一条：`文件:行: 说明 [规则]`。"
        "**错误**会使内容藏起来、泄露出去或地址失效，网站不生成；**提醒**不影响生成，由编辑判断。",
    ]
    for severity, name in SEVERITY_NAMES.items():
        parts.append(f"## {name}")
        for rule in rules.values():
            if rule.severity == severity:
                example = _code(rule.example)
                parts += [f"### {rule.title} `{rule.code}` {{ #{rule.code} }}", rule.explanation, f"例：{example}"]
    text = "\n\n".join(parts) + "\n"
    return Page(src_uri=SOURCE, write=lambda: text)


def _of_trade(rule: TradeRule) -> str:
    """The first example, and what is none."""
    return rule.examples[0] + (f"（不算：{rule.counter[0]}）" if rule.counter else "")


def _code(text: str) -> str:
    """Inline code that shows the text exactly, whatever Markdown it holds."""
    return f"`` {text} ``" if "`" in text else f"`{text}`"
