"""What reading a Word file left out, changed or could not keep: one finding a kind, with a count and samples."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from review.model import Finding, Position

SAMPLES = 3
SAMPLE = 24
"""Characters of a sample."""
CUT = r"[\d\W_]*\d$"
"""A number, however its figures are parted, at a sample's end."""

MESSAGES = {
    "word-inserted": "修订：插入的文字 {n} 处，已按接受修订收入",
    "word-deleted": "修订：删除的文字 {n} 处，没有收入",
    "word-comment": "批注 {n} 条，没有收入",
    "word-hidden": "隐藏文字 {n} 处，没有收入",
    "word-note": "脚注、尾注 {n} 条，已写在所在段落之后",
    "word-textbox": "文本框 {n} 个，其中文字已写在所在段落之后，请核对位置",
    "word-contents": "目录 {n} 行，没有收入",
    "word-link": "链接 {n} 个，只留文字，没有收入地址",
    "word-picture": "图片 {n} 张，已另存在材料旁边",
    "word-refused": "图片 {n} 张没有收入",
    "word-formula": "公式 {n} 个，已写成一行，请对照原件",
    "word-sign": "特殊字体符号 {n} 个不认得，写作 □，请对照原件改成通用的字",
    "word-object": "图形或嵌入对象 {n} 个没有照样收入",
    "word-prompt": "内容控件的提示语 {n} 处没有填写，照原样收入",
    "word-bound": "内容控件 {n} 处的文字与它绑定的数据不同，收入的是文字，Word 打开时显示数据，请核对",
    "word-symbol": "特殊字体符号 {n} 个，已换成相近的字符",
    "word-lead": "粗体段首 {n} 处没有序号，没有当作单独的问题",
    "word-split": "粗体小标题 {n} 处与正文同段又无标点，已分成两段",
    "word-header": "页眉、页脚的文字 {n} 处，没有收入",
    "word-field": "域里的文字或没有结果的域 {n} 处，没有收入，请对照原件",
    "word-elsewhere": "在别的文件里的内容 {n} 处，没有收入，请在 Word 大纲视图里展开子文档、取消链接后另存",
    "word-chunk": "并入的文档 {n} 个，其中文字已按正文收入，请核对",
    "word-embedded": "嵌入的文件 {n} 个，没有收入，请双击打开、另存后单独导入",
    "word-merged": "表格里合并的单元格 {n} 处，文字写在左上一格，并入的格留空",
    "word-layout": "当版面用的表格 {n} 个，格子里是成段的正文，已逐格按正文收入，请核对顺序",
    "word-ledger": "资料库附的整改台账 {n} 张，没有收入正文",
    "word-broken": "断了的交叉引用 {n} 处，请对照原件写出所引的文字",
    "word-empty": "只有自动编号、没有文字的段落 {n} 个，没有收入",
}
LEFT_OUT = {"word-deleted", "word-hidden", "word-contents", "word-field", "word-elsewhere"}
"""Codes whose sample is text of the file that is not read."""


@dataclass(slots=True)
class Report:
    """Collects by code; `paragraph` is the place (paragraph number, from 1) that the next remark is about."""

    paragraph: int = 1
    left: list[str] = field(default_factory=list)
    """Every text of the file that was left out or written otherwise, in full: what the proof need not find."""
    _found: dict[str, list[tuple[int, str]]] = field(default_factory=dict)

    def add(self, code: str, sample: str = "") -> None:
        """Remark one occurrence of `code` (a key of MESSAGES); empty text is no occurrence of a text change."""
        self._found.setdefault(code, []).append((self.paragraph, sample[:SAMPLE + 1]))
        if code in LEFT_OUT:
            self.left.append(sample)

    def leave(self, text: str) -> None:
        """A text of the file is left out that needs no remark: a page number, a character written otherwise."""
        self.left.append(text)

    def findings(self, path: str) -> tuple[Finding, ...]:
        """One warning a code; its line is the first paragraph concerned."""
        return tuple(
            Finding(rule=code, severity="warning", message=message(code, [s for _, s in found]),
                    at=Position(path=path, line=found[0][0]))
            for code, found in sorted(self._found.items())
        )


def message(code: str, samples: list[str]) -> str:
    """What was met, how often, and its first samples, shortened."""
    named = [s.replace("\n", " ") for s in dict.fromkeys(samples) if s.strip()]
    shown = [_begun(s) for s in named]
    text = MESSAGES[code].format(n=len(samples))
    return text + (f"：{'；'.join(shown[:SAMPLES])}" + ("；等" if len(shown) > SAMPLES else "") if shown else "")


def _begun(text: str) -> str:
    """How a text begins. A cut leaves no part of a number, which nobody could know for one and mask."""
    return text if len(text) <= SAMPLE else f"{re.sub(CUT, '', text[:SAMPLE])}…"
