"""Thirty files of mixed quality, as a clerk gets them: made from the project's own sample materials.

    afternoon.py OUT      writes OUT/收件
"""

from __future__ import annotations

import random
import re
import sys
from pathlib import Path

import docx

from review.read.front.material import split
from review.read.structure.document import read_document
from review.read.structure.markdown import own_line
from word.make import auto_numbered, save

PROJECT = Path(__file__).parents[1]
MEETING = "2026-01-16"
SPEECH = """在全区作风建设推进会上的讲话
同志们：
今天会议的主要任务，是总结去年的工作，部署今年的任务。一是要提高认识。二是要狠抓落实。三是要加强督查。
谢谢大家。
"""
AUTHORS = (
    ("财政局", "局长"), ("财政局", "副局长"), ("民政局", "局长"), ("民政局", "班子"), 
    ("住房城乡建设局", "局长"), ("住房城乡建设局", "副局长"), ("农业农村局", "局长"), ("农业农村局", "班子"),
    ("发展改革局", "局长"), ("宣传部", "部长"), ("统战部", "副部长"), ("区委办公室", "主任"), ("社会工作部", "班子"),
    ("临湖街道", "党工委书记"), ("临湖街道", "班子"),
)  # fmt: skip


def write(out: Path) -> int:
    """Write the files below `out`; returns how many there are."""
    samples = [split(f.read_text("utf-8"), "")[1] for f in sorted((PROJECT / "materials/2025").glob("*.md"))]
    names = [f.stem for f in sorted((PROJECT / "materials/2025").glob("*.md"))]
    for n, (name, text) in enumerate(zip(names, samples, strict=True)):
        unit, _, post = name.partition("-")
        _file(out, n, unit, post, re.sub(r"^#+ ", "", text, flags=re.MULTILINE), generic=n % 3 == 1)
    dice = random.Random(7)
    for n, (unit, post) in enumerate(AUTHORS, len(samples)):
        _file(out, n, unit, post, mixed(unit, post, samples, dice), generic=n % 4 == 0)
    (out / "讲话.docx").parent.mkdir(parents=True, exist_ok=True)
    _typed(SPEECH, out / "讲话.docx")
    (out / "会议通知.pdf").write_bytes(b"%PDF-1.7\n")
    (out / "空白.txt").write_bytes(b"")
    (out / "传坏了.docx").write_bytes(b"PK\x03\x04broken")
    first = next(f for f in sorted(out.rglob("*.txt")) if f.stat().st_size)
    twin = out / "补交" / first.name
    twin.parent.mkdir(exist_ok=True)
    twin.write_bytes(first.read_bytes())
    _typed(mixed("水务局", "局长", samples, dice), out / "水务局" / "水务局长材料（报）.docx")
    return sum(1 for f in out.rglob("*") if f.is_file())


def mixed(unit: str, post: str, samples: list[str], dice: random.Random) -> str:
    """A material whose headings, causes and measures come from several others."""
    documents = [read_document(text, "a.md") for text in samples]
    whole = [d for d in documents if len(d.headings) == 5]
    team = post == "班子"
    fit = [d for d in whole if ("班子" in (d.title or "")) == team] or whole
    begin = fit[0].preamble[0].text if fit[0].preamble else "对照检查如下："
    lines = [f"{unit}{post}2025年度民主生活会对照检查材料", begin, "一、存在的问题"]
    for n in range(5):
        heading = dice.choice(fit).headings[n]
        lines.append(own_line(heading))
        lines += [part.marker.strip() + part.text if hasattr(part, "marker") else part.text for part in heading.content]
    for title, kind in (("二、原因分析", "causes"), ("三、整改措施", "measures")):
        lines.append(title)
        lines += [item.marker.strip() + item.text for item in getattr(dice.choice(fit), kind)]
    return "\n".join(lines) + "\n"


def _file(out: Path, n: int, unit: str, post: str, text: str, *, generic: bool) -> None:
    """One file: Word, typed or numbered, text in UTF-8 or GB18030; some say only in their name whose they are."""
    if generic:
        first, _, rest = text.lstrip("\n").partition("\n")
        kind = "领导班子" if post == "班子" else "个人"
        text = f"2025年度民主生活会{kind}对照检查材料\n{rest}"
    folder, name = (out / unit, post) if generic or n % 2 else (out, f"{unit}{post}2025对照检查（{n}）")
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    if n % 4 == 0:
        _typed(text, path.with_suffix(".docx"))
    elif n % 4 == 1:
        save(path.with_suffix(".docx"), auto_numbered(text))
    elif n % 4 == 2:
        path.with_suffix(".txt").write_bytes(text.replace("\n", "\r\n").encode("gb18030"))
    else:
        path.with_suffix(".txt").write_text("".join("　　" + line + "\n" for line in text.split("\n") if line), "utf-8")


def _typed(text: str, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    made = docx.Document()
    for line in filter(str.strip, text.split("\n")):
        made.add_paragraph(line)
    made.save(path)


if __name__ == "__main__":
    print(write(Path(sys.argv[1]) / "收件"))


