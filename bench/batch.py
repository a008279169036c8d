#!/usr/bin/env python3
"""What a large batch costs, step by step: files read, decided about, written, and all of it again. Prints a table.

    bench/batch.py [FILES [LIBRARY]]      300 and 1,000 unless told otherwise

The files are Word with typed and with automatic ordinals, text in UTF-8 and GB18030, of as many units and posts, some
5,000 characters each; their words follow each other as in the project's own samples, so that they mean nothing and no
two are alike. They are decided about against a library of LIBRARY materials made in the same way. Every second one is
corrected before the last run. Milliseconds of CPU a file; budget for reading a text of 5,000 characters: 25.
"""

from __future__ import annotations

import random
import re
import resource
import shutil
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "hooks"))
sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

import afternoon
from review.intake.outcome import Outcome
from review.intake.prepare import Given, prepare
from review.intake.run import Import, Options
from review.intake.source import files_at, read_source
from review.read.front.material import split
from review.read.structure.document import read_document
from review.read.structure.markdown import body as markdown_body
from review.read.vocabulary.load import read_vocabulary

ROOT = Path(__file__).resolve().parent.parent
HEADINGS = (
    "（一）带头强化政治忠诚、提高政治能力方面", "（二）带头固本培元、增强党性方面",
    "（三）带头敬畏人民、敬畏组织、敬畏法纪方面", "（四）带头干事创业、担当作为方面",
    "（五）带头坚决扛起管党治党责任方面",
)  # fmt: skip
POSTS = ("局长", "副局长", "班子", "办公室主任", "综合科科长")


def main(count: int, library: int) -> None:
    words = Words()
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        (root / "materials").mkdir()
        write(root / "inbox", count, words)
        alone = {kind: read_alone([f for f in (root / "inbox").rglob("*") if f.suffix == kind])
                 for kind in (".txt", ".docx")}
        print("read alone, ms for 5,000 characters:", *(f"{kind} {ms:.1f}" for kind, ms in alone.items()))
        print(f"{'':12}{'read':>8}{'decided':>9}{'written':>9}{'MB':>7}   outcome")
        print(f"{'no library':12}{run(root, count)}")
        shutil.rmtree(root / "materials")
        (root / "imports.json").unlink()
        fill(root / "materials/2025", library, words)
        for label in ("first", "again", "corrected"):
            if label == "corrected":
                correct(root / "inbox")
            print(f"{label:12}{run(root, count)}")


class Words:
    """Clauses drawn character by character: what follows two characters is what followed them in a sample."""

    def __init__(self) -> None:
        texts = [split(f.read_text("utf-8"), "")[1] for f in sorted((ROOT / "materials").rglob("*.md"))]
        self._after: dict[str, list[str]] = {}
        for text in ("".join(re.findall(r"[\u4e00-\u9fff，]", text)) for text in texts):
            for at in range(len(text) - 2):
                self._after.setdefault(text[at : at + 2], []).append(text[at + 2])
        self._first = [pair for pair in self._after if "，" not in pair]

    def said(self, length: int, dice: random.Random) -> str:
        made = dice.choice(self._first)
        while len(made) < length:
            made += dice.choice(self._after.get(made[-2:]) or dice.choice(self._first))
        return made.strip("，")


def material(unit: str, post: str, words: Words, dice: random.Random) -> str:
    """Some 5,000 characters: the five headings of a campaign with five problems each, causes and measures."""
    lines = [f"{unit}{post}2025年度民主生活会对照检查材料", f"{words.said(80, dice)}，对照检查如下：", "一、存在的问题"]
    for heading in HEADINGS:
        lines.append(heading)
        lines += [f"{n}是{words.said(9, dice)}不够。{words.said(130, dice)}。" for n in "一二三四五"]
    for title in ("二、原因分析", "三、整改措施"):
        lines.append(title)
        lines += [f"（{n}）{words.said(9, dice)}。{words.said(120, dice)}。" for n in "一二三四五"]
    return "\n".join(lines) + "\n"


def write(inbox: Path, count: int, words: Words) -> None:
    for number in range(count):
        unit, post = f"第{number // len(POSTS) + 1}测绘队", POSTS[number % len(POSTS)]
        text = material(unit, post, words, random.Random(number))
        afternoon._file(inbox, number, unit, post, text, generic=False)


def fill(folder: Path, count: int, words: Words) -> None:
    """Materials that the library has already."""
    folder.mkdir(parents=True)
    for number in range(count):
        unit, post = f"第{number // len(POSTS) + 1}勘探队", POSTS[number % len(POSTS)]
        text = material(unit, post, words, random.Random(1_000_000 + number))
        body = markdown_body(read_document(text, "a.md"))
        front = f"campaign: 2025-five\nunit: {unit}\nauthor: {post}\nkind: 个人\nvisibility: internal\n"
        (folder / f"{unit}-{post}.md").write_text(f"---\n{front}---\n\n{body}", "utf-8")


def read_alone(paths: list[Path]) -> float:
    """Milliseconds of CPU for 5,000 characters, from a file to what would be written of it."""
    vocabulary, _ = read_vocabulary(ROOT)
    began, size = time.process_time(), 0
    for path in paths:
        size += sum(len(one.body) for one in prepare(read_source(path), path, vocabulary, Given()))
    return (time.process_time() - began) * 1000 * 5000 / max(1, size)


def correct(inbox: Path) -> None:
    for path in sorted(inbox.rglob("*.txt"))[::2]:
        code = "utf-8" if path.read_bytes()[:3] == "　".encode() else "gb18030"
        path.write_bytes(re.sub("。", "，今年又查了一遍。", path.read_bytes().decode(code), count=3).encode(code))


def run(root: Path, count: int) -> str:
    """One import as the command makes it: its row of the table."""
    vocabulary, _ = read_vocabulary(ROOT)
    began = time.process_time()
    made = Import(root, vocabulary, Options())
    made.read(files_at((root / "inbox",)))
    read = time.process_time()
    planned = made.plan()
    decided = time.process_time()
    done = made.take(planned)
    written = time.process_time()
    steps = (read - began, decided - read, written - decided)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return "".join(f"{step * 1000 / count:>9.1f}" for step in steps)[1:] + f"{memory:>7.0f}   {told(done)}"


def told(done: list[Outcome]) -> str:
    counted = {status: sum(one.status == status for one in done) for status in dict.fromkeys(o.status for o in done)}
    return f"{', '.join(f'{n} {status}' for status, n in counted.items())}; {sum(o.written for o in done)} written"


if __name__ == "__main__":
    main(*map(int, [*sys.argv[1:3], *("300", "1000")[len(sys.argv) - 1 :]]))
