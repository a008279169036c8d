"""Folding for search: what becomes the same, and where each folded character comes from."""

import re
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from review.model import Position, Term
from review.show.search.fold import END, RADICALS, SCOPE, Folding, fold_table

AT = Position(path="vocabulary/glossary.yml", line=1)
WORDS = {"dangshi": "党史", "mzshh": "民主生活会", "dang": "党", "zz": "政治", "四风": "形式主义"}
FOLDING = Folding(Term(written=a, meaning=b, at=AT) for a, b in WORDS.items())

CASES = {
    "理论学习，不深。": "理论学习不深",
    "“四个 意识”、（一）": "四个意识一",
    "對照檢查材料": "对照检查材料",
    "爲民眾辦實事": "为民众办实事",
    "ＡＢｃ１２3％": "abc123",
    "①㈡㎡Ⅳ": "1二m2iv",
    "⻅⻓⼈⺠豈": "见长人民岂",
    "二○二一年": "二〇二一年",
    "dangshi学习": "党史学习",
    "ＤａｎｇＳｈｉ": "党史",
    "dǎngshǐ": "党史",
    "dang\u200bshi": "党史",
    "mzshhdangshi": "民主生活会党史",
    "dangshi100年": "党史100年",
    "dangshix": "dangshix",
    "xdangshi": "xdangshi",
    "dang shi": "党shi",
    "zzz": "zzz",
    "防範風(fēng)險（xiǎn）": "防范风险",
    "信息(IT)系统": "信息it系统",
    "四风": "四风",
    "**镇 ×× 202X": "镇202x",
    "": "",
    "，。、 \n": "",
}


@pytest.mark.parametrize("text", CASES)
def test_cases(text):
    assert FOLDING.fold(text) == CASES[text]


def test_glossary_expands_only_latin_words():
    assert set(FOLDING.words) == {"dangshi", "mzshh", "dang", "zz"}


TEXT = st.text(
    st.one_of(
        st.characters(exclude_categories=["Cs"]),
        st.sampled_from("dangshizm风險(（fēng)）“，。 \n○①⻅\u0301\u200b𠮷"),
    ),
    max_size=40,
).map(lambda text: text.replace("\0", "")) | st.lists(
    st.sampled_from(["dangshi", "mzshh", "dang", "zz", "x", "，", "党", "(fēng)", "风", "Ａ", " "]), max_size=8
).map("".join)


@settings(deadline=None)
@given(TEXT)
def test_spans_lead_back_to_the_source(text):
    folded, spans = FOLDING.fold_spans(text)
    assert len(folded) == len(spans)
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(a <= b or a == b for a, b in zip(spans, spans[1:], strict=False))
    for char, (start, end) in zip(folded, spans, strict=True):
        piece = text[start:end]
        assert char in (FOLDING.fold(piece) if end - start > 1 else fold_table().get(piece, piece))
    outside = set(range(len(text))) - {i for start, end in spans for i in range(start, end)}
    lost = "".join(text[i] for i in sorted(outside))
    assert not re.sub(r"[A-Za-zÀ-ɏḀ-ỿ\u0300-\u036f]", "", lost) or not FOLDING.fold(re.sub("[(（].*?[)）]", "", lost))


@settings(deadline=None)
@given(st.lists(TEXT, max_size=5))
def test_many_are_folded_like_each(texts):
    expected = "".join(FOLDING.fold(part) + chr(END) for text in texts for part in re.split("[\n\t]", text))
    assert "".join(map(chr, FOLDING.fold_many(texts))) == expected


@settings(deadline=None)
@given(TEXT)
def test_only_letters_and_figures_stay(text):
    scope = [range(first, last + 1) for first, last in SCOPE]
    known = [char for char in FOLDING.fold(text) if any(ord(char) in part for part in scope)]
    known = [char for char in known if ord(char) not in RADICALS]
    assert all(unicodedata.category(char)[0] in "LN" or unicodedata.category(char) in ("Co", "Cn") for char in known)


RARE = [*"𠀀𪛟𪜀𫜹𫝀𫠝𫠠𬺡𬺰𮯠𰀀𱍊", "\U0002EBF0", "\U0002EE5D", "\U00031350", "\U000323AF", "\U000323B0",
        "\U00033479", "\u9fff", "\ufa11", "⻊", "㇀", "\ue000", "\uf8ff", "\U000F0001", "\U0010FFFD"]
"""First and last of the extensions B to J, of the basic block, and of private use."""


@pytest.mark.parametrize("char", RARE)
def test_a_rare_character_is_itself_alone(char):
    assert FOLDING.fold(f"村{char}庄") == f"村{char}庄"
    assert FOLDING.fold(char) == char
    assert [chr(code) for code in FOLDING.fold_many([char])[:-1]] == [char]
    assert not [other for other, folded in fold_table().items() if char in folded and other != char]


@pytest.mark.parametrize(("form", "of"), [
    ("\uf900", "岂"), ("\ufa0c", "兀"), ("\ufad9", "龎"), ("\U0002F800", "丽"), ("\U0002FA1D", "𪘀"), ("⼀", "一"),
    ("㍿", "株式会社"), ("🈶", "有"), ("葛\U000E0100", "葛"), ("ﬁ", "fi"), ("\U0001FBF5", "5"), ("⻅", "见"),
    ("𝟚", "2"),
])
def test_a_compatibility_form_is_what_it_is_a_form_of(form, of):
    assert FOLDING.fold(form) == FOLDING.fold(of) != ""


def test_every_folding_is_final():
    """What a character folds to folds to itself, so a query in any form meets a text in any form."""
    mapped = fold_table()
    assert not [char for char, folded in mapped.items() if any(mapped.get(c, c) != c for c in folded)]
