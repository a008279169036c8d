"""The page of the docs that explains the rules."""

from __future__ import annotations

from review.check.rules import RULES
from review.model import Page

SEVERITY_NAMES = {"error": "错误", "warning": "提醒"}


def rules_page() -> Page:
    """The page of the docs that explains every rule, guide/rules.md."""
    parts = [
        "# 检查规则",
        "`review check` 和每次生成网站都会检查材料库，结果一行一条：`文件:行: 说明 [规则]`。"
        "**错误**会使内容藏起来、泄露出去或地址失效，网站不生成；**提醒**不影响生成，由编辑判断。",
    ]
    for severity, name in SEVERITY_NAMES.items():
        parts.append(f"## {name}")
        for rule in RULES.values():
            if rule.severity == severity:
                example = _code(rule.example)
                parts += [f"### {rule.title} `{rule.code}` {{ #{rule.code} }}", rule.explanation, f"例：{example}"]
    text = "\n\n".join(parts) + "\n"
    return Page(src_uri="guide/rules.md", write=lambda: text)


def _code(text: str) -> str:
    """Inline code that shows the text exactly, whatever Markdown it holds."""
    return f"`` {text} ``" if "`" in text else f"`{text}`"
