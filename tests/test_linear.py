"""No text takes longer than its length says: hostile repeats, made from the package's own patterns. FAULTS X11.

For every pattern of the package, texts are made that repeat what the pattern may begin with: the body of each of its
repeats, behind what stands before it, whole samples, halves and their parts.
"""

import importlib
import json
import pkgutil
import random
import re
import time
from collections.abc import Callable
from datetime import date
from re import _constants as c
from re import _parser as parser

import pytest

import review
from review.check.docs import links
from review.check.library import check
from review.check.private import private
from review.publish.facts import Reader as Gates
from review.read.front.material import parse_material
from review.read.library import read_library
from review.read.text.files import MAX_MATERIAL
from review.relate.library import gather, relating
from review.show.forms.entries import paragraph
from test_as_written import FRONT, VOCABULARY, body

ELSEWHERE = "review.read."
"""Whose patterns see lines and names that are measured before they do; `documents` reads whole texts with them."""
TIMES, GROWN = 4, 9
"""So many times the text, and how much more time it may take: squares take 16 times."""
CATEGORIES = {c.CATEGORY_DIGIT: "1", c.CATEGORY_SPACE: " ", c.CATEGORY_WORD: "a"}
POOL = "a1 甲，。-*_<>[]()（）\"'\n\t、一是.:：|&#"


def one_of(items, chosen):
    """A character of a class."""
    told = "".join(chr(v) if op is c.LITERAL else chr(v[0]) if op is c.RANGE else CATEGORIES.get(v, "-")
                   for op, v in items if op is not c.NEGATE)  # fmt: skip
    return chosen.choice([x for x in POOL if x not in told] if items[0][0] is c.NEGATE else told) if told else "-"


def sample(tree, chosen):
    """A text that this part of a pattern may match."""
    made = []
    for op, value in tree:
        if op is c.LITERAL:
            made.append(chr(value))
        elif op in (c.ANY, c.NOT_LITERAL):
            made.append(chosen.choice("a1甲 -"))
        elif op is c.IN:
            made.append(one_of(value, chosen))
        elif op is c.BRANCH:
            made.append(sample(chosen.choice(value[1]), chosen))
        elif op is c.SUBPATTERN:
            made.append(sample(value[3], chosen))
        elif op in (c.MAX_REPEAT, c.MIN_REPEAT, c.POSSESSIVE_REPEAT):
            made += [sample(value[2], chosen) for _ in range(max(value[0], chosen.randint(0, min(2, value[1]))))]
        elif op is c.ATOMIC_GROUP:
            made.append(sample(value, chosen))
    return "".join(made)


def repeats(tree, before=()):
    """What stands before each repeat of a pattern, and its body."""
    before = list(before)
    for item in tree:
        op, value = item
        if op in (c.MAX_REPEAT, c.MIN_REPEAT, c.POSSESSIVE_REPEAT):
            yield tuple(before), value[2]
            yield from repeats(value[2], before)
        elif op is c.SUBPATTERN:
            yield from repeats(value[3], before)
        elif op is c.BRANCH:
            for branch in value[1]:
                yield from repeats(branch, before)
        before.append(item)


def hostile(pattern, chosen):
    """Pairs of a beginning and what is repeated behind it."""
    tree = parser.parse(pattern.pattern, pattern.flags)
    for _ in range(2):
        whole = sample(tree, chosen)
        yield from (("", part) for part in (whole, whole[:-1], whole[: len(whole) // 2]) if part)
        for before, inner in repeats(tree):
            begun, again = sample(before, chosen), sample(inner, chosen)
            yield from (pair for pair in ((begun, again), ("", begun + again), ("", again)) if pair[1])


def patterns():
    """Every compiled pattern of the package, with its name."""
    found = {}

    def walk(value, name):
        if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
            found.setdefault(value, name)
        elif isinstance(value, (tuple, list, dict)):
            for inner in value.values() if isinstance(value, dict) else value:
                walk(inner, name)

    for module in pkgutil.walk_packages(review.__path__, "review."):
        if not module.name.startswith(("review.brought", "review.theme")):
            for name, value in vars(importlib.import_module(module.name)).items():
                walk(value, f"{module.name}.{name}")
    return {pattern: name for pattern, name in found.items() if not name.startswith(ELSEWHERE)}


MATCHED = {
    "review.check.docs.SCHEME", "review.check.docs.FENCE", "review.check.private.marks._FORMS",
    "review.check.private.marks._BEHIND",
    "review.publish.html.TAG", "review.publish.tags._LINK",
    "review.publish.forge._FORM", "review.publish.leaks._FIGURE",
}  # fmt: skip
"""Only ever matched at one place of a text, never searched for."""


def grows(work: Callable[[str], object], make: Callable[[int], str], small: int, felt: float) -> bool:
    """Whether work on a text takes more than the text grows, in seconds of the process, where it takes `felt`."""

    def cost(size):
        text, began = make(size), time.process_time()
        work(text)
        return time.process_time() - began

    def squares():
        long = cost(small * TIMES)
        return long > felt and long > GROWN * cost(small)

    return all(squares() for _ in range(3))


def every_pattern():
    """Each pattern with each hostile text that grows out of it."""
    chosen = random.Random(11)
    for pattern, name in patterns().items():

        def work(text, pattern=pattern, search=name not in MATCHED):
            pattern.match(text)
            pattern.fullmatch(text)
            if search:
                for _ in pattern.finditer(text):
                    pass

        for begun, again in dict.fromkeys(hostile(pattern, chosen)):
            for end in ("", "\0"):
                yield f"{name} {begun!r} {again!r} {end!r}", work, repeated(again, begun, end)


def repeated(again, begun="", end=""):
    """What makes a text of a size."""
    return lambda size: begun + again * (size // len(again)) + end


TEXTS = (
    "1 ", "1.1.", "<!--", "`", "``` ", "`a``", "[", "![", "](", "<a ", "<a src=", "<a \"", "<", "&", "&#", "*", "**",
    "_", "|", "a|", "| - ", "~", "\\", " ", "\t", "\u3000", "\n", " \n", "- ", "-", ":-", "#", "{:", "}", "（一）",
    "一是", "一、", "。", "“", "甲", "1", "13", "１", "A", "。\n", "x\n\n",
)  # fmt: skip


ITEMS = (
    "一是甲。", "一是甲。\n\n", "（一）甲。\n", "（一）一是", "1.甲\n", "①", "㈠", "第一，",
    "|a|\n|-|\n", "\n# ", "\n- ", "——", "…", "×", "某",
    "202X年", "2021年", "密★", "秘密★1年", "关于", "《", "<i-", "<!-",
    "①\n", "㈠\n", "第一，\n", "1.\n", "一、\n\n", "（1）\n", "\r\n",
    "&#49;", "&amp;", "\\u0031", "_x0031_", "%2531", "\u202e1",
    "机密♥", "机♥", "㊙", "★密", "&#8203;", "\u200b", "〔图1：甲〕", "（见第1个问题）", "整改措施：",
)  # fmt: skip


def forms():
    """What shows a document, what looks at a page of docs/, and the gates."""

    def work(text):
        list(links(text))
        shown = paragraph(text)
        Gates().facts("a.json", json.dumps([text, [*text]]).encode())
        Gates().facts("index.html", f"<html><body><p>{text}</p>{shown}</body></html>".encode())

    for again in (*TEXTS, *ITEMS):
        yield repr(again), work, repeated(again)


def numbers_and_marks():
    """What looks for numbers and marks, on texts that grow out of its own patterns."""
    chosen = random.Random(12)
    for pattern, name in patterns().items():
        if name.startswith("review.check.private."):
            for begun, again in dict.fromkeys(hostile(pattern, chosen)):
                yield f"{name} {begun!r} {again!r}", lambda text: [*private(text)], repeated(again, begun)


def documents():
    """Reading, relating and checking a material that has the repeat in its title or a text."""

    related = relating(VOCABULARY)

    def work(text):
        material, _ = parse_material(text, "materials/2021/甲.md", VOCABULARY)
        if material:
            check(gather([related(material)], VOCABULARY, audience="staff", as_of=date(2022, 2, 1)))

    for again in (*TEXTS, *ITEMS):
        yield f"{again!r} in the title", work, placed(again, None)
        yield f"{again!r} in a text", work, placed(again, TEXT)


TEXT = 5
"""The place of a problem's text in `body`."""


def placed(again, place):
    def make(size):
        many = again * (size // len(again)) + "1"
        text = body(lambda n: many if n == place else "")
        return FRONT + (text.replace("# ", f"# {many}", 1) if place is None else text)

    return make


@pytest.mark.slow
@pytest.mark.parametrize(("family", "small", "felt"), [
    (every_pattern, 1_000, 0.08), (numbers_and_marks, 1_000, 0.08), (forms, 4_000, 0.1), (documents, 1_000, 0.13),
])  # fmt: skip
def test_x11_hostile_repeats_end(family, small, felt):
    """Nothing takes more time than the text grows. Time of the process, so that a loaded machine changes nothing."""
    assert [name for name, work, make in family() if grows(work, make, small, felt)] == []


def test_x11_a_megabyte_of_anything_is_refused_at_once(tmp_path):
    assert MAX_MATERIAL < 1_000_000
    for number, again in enumerate((*TEXTS, *ITEMS)):
        path = tmp_path / f"materials/2021/甲{number}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(FRONT + again * (1_000_000 // len(again.encode())), "utf-8")
    found = read_library(tmp_path).findings
    assert {one.rule for one in found} == {"too-large"} and len(found) == len(TEXTS) + len(ITEMS)
