"""The rules of what reading a Word file leaves out or changes."""

from __future__ import annotations

from review.check.rule import Rule

REPORTED = {
    "word-inserted": ("修订里插入的文字", "已按接受修订收入"),
    "word-deleted": ("修订里删除的文字", "没有收入"),
    "word-comment": ("批注", "没有收入"),
    "word-hidden": ("隐藏文字", "没有收入"),
    "word-note": ("脚注和尾注", "已写在所在段落之后"),
    "word-textbox": ("文本框", "其中的文字已写在所在段落之后，请核对位置"),
    "word-contents": ("目录", "没有收入"),
    "word-link": ("链接", "只留文字，没有收入地址"),
    "word-picture": ("图片", "已另存在材料旁边"),
    "word-refused": ("不能用的图片", "没有收入"),
    "word-object": ("图形或嵌入对象", "没有照样收入，请对照原件"),
    "word-formula": ("公式", "已写成一行（3/5、√2），请对照原件"),
    "word-prompt": ("没有填写的内容控件", "提示语照原样收入，请填写"),
    "word-bound": ("与绑定的数据不同的内容控件", "收入了存着的文字，Word 打开时显示数据，请核对"),
    "word-symbol": ("特殊字体的符号", "已换成相近的字符"),
    "word-sign": ("不认得的特殊字体符号", "写作 □，请对照原件改成通用的字"),
    "word-lead": ("没有序号的粗体段首", "没有当作单独的问题"),
    "word-split": ("与正文同段的粗体小标题", "已分成两段"),
    "word-header": ("页眉、页脚里的文字", "没有收入"),
    "word-field": ("没有结果的域", "没有收入，请对照原件"),
    "word-elsewhere": ("在别的文件里的内容（子文档等）", "没有收入，请在 Word 里并入本文件"),
    "word-chunk": ("并入的文档", "其中的文字已按正文收入，请核对"),
    "word-embedded": ("嵌入的文件", "没有收入，请另存后单独导入"),
    "word-merged": ("合并的单元格", "文字写在左上一格，并入的格留空"),
    "word-layout": ("当版面用的表格", "已逐格按正文收入，请核对顺序"),
    "word-ledger": ("资料库附的整改台账（review word --ledger）", "没有收入正文"),
    "word-broken": ("断了的交叉引用（“错误！未找到引用源”）", "照原样收入，请写出所引的文字"),
    "word-empty": ("只有编号的空段落", "没有收入"),
}
"""By code: what reading a Word file met, and what became of it; read/word/report.py says it of one file."""
LOST = Rule(
    "word-missing", "error", "Word：没有读到的文字",
    "导入时另用一种读法数过原件里看得见的文字，与读出的逐字核对；这里列出的（【】里的字）没有读到，"
    "也没有说明不收入，请对照原件补上。", "有两件没有办完。【责任人为办公室。】",
)
WORD_RULES = (LOST, *(
    Rule(code, "warning", f"Word：{met}", f"Word 文件里有{met}，{became}。导入时提示，请对照原件。", met)
    for code, (met, became) in REPORTED.items()
))
