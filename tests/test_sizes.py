"""What check accepts, build accepts, in size too: long texts, many items, openings without an end. FAULTS X12."""

import math
from datetime import date

import pytest

from review.examine.library import examine
from review.examine.sizes import LIMIT, check_sizes
from review.publish.build import build
from review.publish.facts import PAGE_LIMIT
from review.read.front.material import parse_material
from review.read.text.files import MAX_LINES, MAX_MATERIAL
from review.relate.library import gather
from review.show.pages import pages
from test_as_written import FRONT, RELATED, VOCABULARY, body

OPENING, TEXT = 4, 5
KINDS = {
    "text": (TEXT, "平时抓得不够紧，还要努力。"), "amp": (TEXT, "&"), "less": (TEXT, "<"), "stars": (TEXT, "*"),
    "spaces": (TEXT, "a "), "items": (TEXT, "\n\n一是甲不够。乙。"), "ordinals": (TEXT, "（一）"),
    "lines": (TEXT, "\n\n甲。"),
    "table": (TEXT, "\n| a | b |"), "measures": (10, "\n\n（二）乙。"),
    "opening": (OPENING, "理论学习"), "heading": (6, "带头"),
    "cause": (8, "甲"), "measure": (10, "甲"),
}  # fmt: skip


def text(kind, size):
    """A material of about `size` bytes that grows in one place."""
    place, again = KINDS[kind]
    return FRONT + body(lambda n: again * (size // len(again.encode())) if n == place else "")


def related(material):
    return gather([RELATED(material)], VOCABULARY, audience="internal", as_of=date(2022, 2, 1))


def lay(root, kind, size):
    path = root / f"materials/2021/{kind}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text(kind, size), "utf-8")


def test_x12_too_large_for_a_page_is_said_by_check(tmp_path):
    lay(tmp_path, "amp", 60_000)
    lay(tmp_path, "text", 60_000)
    (found,) = examine(tmp_path, "internal").errors
    assert (found.rule, found.at.path) == ("too-large", "materials/2021/amp.md")
    assert f"应不超过 {LIMIT // 1000} KB" in found.message and "拆成两份" in found.message


def test_x12_too_large_a_material_is_not_read(tmp_path):
    lay(tmp_path, "text", MAX_MATERIAL + 100)
    (found,) = examine(tmp_path, "internal").errors
    assert found.rule == "too-large" and f"应不超过 {MAX_MATERIAL // 1024} KB" in found.message


def test_x12_an_opening_is_listed_in_short():
    written = FRONT + body(lambda n: "学习" * 5000 if n in (OPENING, 8, 10) else "")
    material, _ = parse_material(written, "materials/2021/甲.md", VOCABULARY)
    long = [page.src_uri for page in pages(related(material)) if "学习" * 100 in page.text]
    assert long == ["materials/2021/甲.md"]


@pytest.mark.slow
def test_x12_the_largest_that_check_accepts_build_accepts(tmp_path):
    """Of each kind the largest that passes, found by halving its distance in factors."""
    for kind in KINDS:
        low, high = PAGE_LIMIT // 512, PAGE_LIMIT  # a heading takes a hundred times what it is written in
        while high > low * 1.5:
            half = int(math.sqrt(low * high))
            material, faults = parse_material(text(kind, half), "materials/2021/甲.md", VOCABULARY)
            sound = material and not faults and not [*check_sizes(related(material))]
            sound = sound and text(kind, half).count("\n") < MAX_LINES
            low, high = (half, high) if sound else (low, half)
        lay(tmp_path, kind, low * 95 // 100)  # neighbours and recurrences add some bytes
    assert examine(tmp_path, "internal").errors == ()
    build(tmp_path, "internal", tmp_path / "site")
    assert max(path.stat().st_size for path in (tmp_path / "site").rglob("*.html")) <= PAGE_LIMIT
