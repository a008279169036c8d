"""What the guide shows of `review import` is what it prints: `python tests/guide_import.py` writes it, a test holds it.

The files are made here, so that the guide can be followed and its pictures stay true.
"""

from __future__ import annotations

import contextlib
import re
import tempfile
from pathlib import Path

from click.testing import CliRunner

from intake_texts import text_of
from review.cli import main
from word.make import p, parts, save

GUIDE = Path(__file__).parents[1] / "docs/guide/intake.md"
SHOWN = {
    "preview": ["import", "收件", "--dry-run"],
    "diff": ["import", "收件/统计局（发文稿）.txt", "--dry-run", "--diff"],
}
"""The commands whose output stands in the guide behind <!-- import: name -->."""
_BLOCK = r"(<!-- import: {} -->\n```text\n)(.*?)(```\n)"
DELETED = '<w:del w:id="1"><w:r><w:delText>基本能够完成学习任务，</w:delText></w:r></w:del>'
INSERTED = '<w:ins w:id="2"><w:r><w:t>没有做到常学常新，</w:t></w:r></w:ins>'


STATISTICS = """区统计局副局长2025年度民主生活会对照检查材料
我翻了一年的报表和台账，查到以下问题：
一、存在的问题
（一）带头强化政治忠诚、提高政治能力方面
一是数据看得少。只看汇总，不看底册。二是站位偏低。把普查当成填表。
（二）带头固本培元、增强党性方面
一是批评留情面。两次民主生活会上都只说客气话。
（三）带头敬畏人民、敬畏组织、敬畏法纪方面
一是入户不勤。抽查九户，只去了四户。
（四）带头干事创业、担当作为方面
一是怕改流程。表样用了六年没有动过。
（五）带头坚决扛起管党治党责任方面
一是约谈走过场。记录是会后补写的。
二、原因分析
（一）业务代替学习。报表一忙就不读书。
（二）脱离村组。隔着电话问情况。
三、整改措施
（一）每月通读一次底册。由我签字。
（二）每季度入户十户。当天写回访记录。
2026年1月"""


def inbox(folder: Path) -> None:
    """Two files as a clerk gets them."""
    folder.mkdir()
    lines = ["　　" + line if n else line for n, line in enumerate(STATISTICS.splitlines())]
    lines.insert(8, "— 1 —")
    (folder / "统计局（发文稿）.txt").write_bytes("\r\n".join(lines).encode("gb18030"))
    body = [p(line) for line in (text_of() + "2026年1月16日").splitlines()]
    body[4] = p("一是学习不深。", DELETED, INSERTED, "读文件多，读原著少。二是研究不够。遇到新情况办法不多。")
    save(folder / "财政局.docx", parts(*body))


def shown() -> dict[str, str]:
    """By the name of each block what the command prints."""
    with tempfile.TemporaryDirectory() as name:
        base = Path(name)
        (base / "library" / "materials").mkdir(parents=True)
        inbox(base / "收件")
        with contextlib.chdir(base):
            return {block: _said(words) for block, words in SHOWN.items()}


def _said(words: list[str]) -> str:
    """A command and what it says; of one document alone no table of all."""
    said = CliRunner().invoke(main, [*words, "--library", "library"]).output
    said = re.sub(r"[ \t]+$", "", said, flags=re.MULTILINE)
    return f"$ review {' '.join(words)}\n\n" + (said.partition("\n\n")[0] + "\n" if "--diff" in words else said)


def guide(text: str) -> str:
    """The guide `text` with what the commands print now."""
    for name, said in shown().items():
        block = re.compile(_BLOCK.format(name), re.DOTALL)
        assert block.search(text), name
        text = block.sub(lambda found, said=said: found[1] + said + found[3], text)
    return text


if __name__ == "__main__":
    GUIDE.write_text(guide(GUIDE.read_text("utf-8")), "utf-8")
