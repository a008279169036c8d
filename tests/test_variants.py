"""The same document written otherwise: what is read from it stays the same."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from cases import read_case
from review.read.structure.document import read_document, source_of
from review.read.text.folding import LOOK_ALIKES, squeeze

CASES = sorted((Path(__file__).parent / "documents").glob("*.yml"))
NUMERAL = "[一二三四五六七八九十]{1,3}"
FULL, HALF = "，：；（）！？", ",:;()!?"
NO_FIRST = "。，；：、！？”’》）】,;:.)!?"
ABOVE = "首页 > 党建材料 > 正文\n发布时间：2025-01-03　来源：网络　点击：318次\n"
BELOW = "\n上一篇：没有了\n本文来源于网络，版权归原作者所有。\n"
TRADITIONAL = {b: a for a, b in LOOK_ALIKES.items() if "\u4e00" <= a <= "\u9fff"}


def wrapped(width: int) -> Callable[[str], str]:
    """Paragraphs broken after every `width` characters, as a PDF gives them."""

    def wrap(text: str) -> str:
        out = []
        for line in re.sub(r"\n\s*\n", "\n", text).split("\n"):
            while len(line) > width:
                end = width + (line[width] in NO_FIRST)
                out.append(line[:end])
                line = line[end:]
            out.append(line)
        return "\n".join(out)

    return wrap


def paged(text: str) -> str:
    """The number of a page after every seventh line, where a sentence ends."""
    lines = text.split("\n")
    for i in range(6, len(lines), 7):
        lines[i] += f"\n- {i // 7 + 1} -" if lines[i].endswith("。") else ""
    return "\n".join(lines)


VARIANTS: dict[str, Callable[[str], str]] = {
    "half width": lambda text: text.translate(str.maketrans(FULL, HALF)),
    "full width": lambda text: text.translate(str.maketrans(HALF, FULL)),
    "mixed brackets": lambda text: re.sub(rf"（({NUMERAL})）", r"（\1)", text),
    "comma after brackets": lambda text: re.sub(rf"(?m)^（({NUMERAL})）", r"（\1）、", text),
    "space after ordinals": lambda text: re.sub(rf"(?m)^({NUMERAL}、|（{NUMERAL}）|\d\.)", r"\1 ", text),
    "full stop after section": lambda text: re.sub(rf"(?m)^({NUMERAL}、[^。：:\n]{{2,16}})$", r"\1。", text),
    "Traditional": lambda text: text.translate(str.maketrans(TRADITIONAL)),
    "other line ends": lambda text: text.replace("\n", "\r\n"),
    "byte order mark": lambda text: "\ufeff" + text,
    "blank lines": lambda text: re.sub(r"\n+", "\n\n", text),
    "indented": lambda text: re.sub(r"(?m)^(?=[^\s#|>-])", "\u3000\u3000", text),
    "page of a site": lambda text: ABOVE + text.rstrip("\n") + BELOW,
    "page numbers": paged,
    "wrapped at 20": wrapped(20),
    "wrapped at 28": wrapped(28),
    "wrapped at 34": wrapped(34),
    "wrapped at 40": wrapped(40),
}
NOT_FOR = {
    "space after ordinals": {  # 1. 1 is no decimal
        "82-decimals", "207-chapters-and-decimals", "226-decimals-of-two-levels",
    },
    "full width": {"15-noise", "267-blanks-of-pages"},  # is noise no more
    "page of a site": {
        "32-title-cut-in-word",  # a line above is as long as the first half of the title
        "205-levels-with-one-mark", "227-labels-in-one-line",  # texts of one line that their titles begin
        "345-a-title-in-short",  # its first line is not the page's
        "347-roman-numerals-above",  # lists without stops look wrapped
        "350-title-with-spaces-around-its-year",
        "265-quoted-lines", "266-numbers-of-lines",  # of which every line begins alike
        "270-at-thoughts",  # no tail is read behind prose alone
    },
    "wrapped": {  # wrapped already, or too short to tell
        "347-roman-numerals-above", "350-title-with-spaces-around-its-year",
        "01-th-headings", "07-remedy-table", "10-wrapped", "15-noise", "24-one-paragraph", "34-wrapped-and-spaced",
        "39-wrapped-heading", "41-title-before-wrapped-text", "46-news", "47-wrapped-numeral-word",
        "59-article-with-pinyin",
        "62-template-of-software", "81-first-problem-is", "202-themes-to-be-rooted-out", "205-levels-with-one-mark",
        "86-chapters-in-one-line", "88-label-turns-in-one-line", "90-name-run-in-with-its-lead",
        "209-addressed-in-one-line", "218-circled-below-brackets", "227-labels-in-one-line",
        "251-star-before-the-title", "256-to-the-party", "263-asked-of-each-theme", "266-numbers-of-lines",
        "267-blanks-of-pages", "273-formal-numerals-in-one-line", "275-title-named", "276-held-against",
        "284-one-is-another-is", "291-author-beside-title", "296-bullets-below-aspects", "297-held-against-the-rules",
        "385-themes-in-one-line",
    },
}  # fmt: skip


def read(source: str) -> tuple[object, ...]:
    """Everything read, without the signs that a variant may change."""
    document = read_document(source, "a.txt")
    assert source_of(document) == source

    def plain(text: str | None) -> str:
        return squeeze((text or "").translate(str.maketrans(LOOK_ALIKES))).rstrip("。")

    if document.refusal is not None:
        return ("refused",)
    return (
        document.verdict.outcome,
        plain(document.title),
        [(section.kind, section.number, plain(section.title)) for section in document.sections],
        [(h.number, plain(h.name), [plain(p.opening) for p in h.problems]) for h in document.headings],
        [(i.number, plain(i.opening)) for i in (*document.problems, *document.causes, *document.measures)],
    )


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_reading_stays(path: Path) -> None:
    """In every form but those that change what is said; one test a case, for four thousand take longer than they do.

    Of many texts several forms are the same: what is read of a text is read once.
    """
    written, once = read_case(path)["source"], cache(read)
    fit = [name for name in VARIANTS if path.stem not in NOT_FOR.get(name.partition(" at ")[0], ())]
    expected, found = once(written), {name: once(VARIANTS[name](written)) for name in fit}
    assert {name: reading for name, reading in found.items() if reading != expected} == {}
