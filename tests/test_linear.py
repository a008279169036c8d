"""No text takes longer than its length says: hostile repeats, made from the package's own patterns. FAULTS X11.

For every pattern of the package, texts are made that repeat what the pattern may begin with: the body of each of its
repeats, behind what stands before it, whole samples, halves and their parts.
"""

import importlib
import pkgutil
import random
import re
import subprocess
import sys
from pathlib import Path
from re import _constants as c
from re import _parser as parser

import pytest

import review
from review.check.docs import links
from review.show.markdown import escaped
from review.show.reader import Reader

ELSEWHERE = ("review.read.", "review.publish.html", "review.intake")
"""Whose patterns see lines, names of files, or pages that were written by us; lines are cut before they do."""
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
        for before, body in repeats(tree):
            begun, again = sample(before, chosen), sample(body, chosen)
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


MATCHED = {"review.check.docs.SCHEME", "review.check.docs.FENCE", "review.check.private.marks._FORMS"}
"""Only ever matched at one place of a text, never searched for."""


def every_pattern(size):
    """Search `size` characters of each hostile text with its pattern."""
    chosen = random.Random(11)
    for pattern, name in patterns().items():
        for begun, again in dict.fromkeys(hostile(pattern, chosen)):
            for end in ("", "\0"):
                text = begun + again * (size // len(again)) + end
                pattern.match(text)
                if name not in MATCHED:
                    for _ in pattern.finditer(text):
                        pass


TEXTS = (
    "1 ", "1.1.", "<!--", "`", "``` ", "`a``", "[", "![", "](", "<a ", "<a src=", "<a \"", "<", "&", "&#", "*", "**",
    "_", "|", "a|", "| - ", "~", "\\", " ", "\t", "\u3000", "\n", " \n", "- ", "-", ":-", "#", "{:", "}", "（一）",
    "一是", "一、", "。", "“", "甲", "1", "13", "１", "A", "。\n", "x\n\n",
)  # fmt: skip


def forms(size):
    """What shows a document, and what looks at a page of docs/, with `size` characters of each repeat."""
    for again in TEXTS:
        text = again * (size // len(again))
        escaped(text)
        list(links(text))
        paragraph = "x" + re.sub(r"\n+", "\n", escaped(text))
        try:
            Reader(str).read(paragraph)
        except Exception as unread:
            assert type(unread).__name__ == "Unread"


@pytest.mark.slow
@pytest.mark.parametrize(("what", "size", "limit"), [("every_pattern", 100_000, 240), ("forms", 200_000, 240)])
def test_x11_hostile_repeats_end(what, size, limit):
    """In a process of its own, killed where the time grows with the square of the length: hours, and not seconds."""
    code = f"import test_linear; test_linear.{what}({size})"
    assert subprocess.run([sys.executable, "-c", code], cwd=Path(__file__).parent, timeout=limit).returncode == 0
