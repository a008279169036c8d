"""Numbers in Chinese characters: what is written is read again as the same number, whoever writes it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.read.text.numerals import counting, digit_by_digit, number_said
from review.read.text.ordinals import numeral
from review.read.word.formats import written


@given(st.integers(1, 9_999))
def test_what_is_counted_is_read_again(n):
    assert number_said(counting(n)) == number_said(digit_by_digit(n)) == n


@given(st.integers(0, 10**9))
def test_digit_by_digit_is_read_again(n):
    assert number_said(digit_by_digit(n)) == n


@given(st.integers(1, 199))
def test_an_ordinal_says_the_number_that_word_writes(n):
    """一百零三、 — ordinals.py knows no 千, and no document counts so far."""
    for name in ("chineseCountingThousand", "decimal", "decimalEnclosedParen"):
        assert numeral(written(n, name)) == n


@pytest.mark.parametrize(("text", "n"), [
    ("十", 10), ("十二", 12), ("二十", 20), ("一百零三", 103), ("一百一十", 110), ("三千零五", 3005), ("二○二一", 2021),
    ("二零二一", 2021), ("〇", 0), ("", 0),
])  # fmt: skip
def test_numbers(text, n):
    assert number_said(text) == n
