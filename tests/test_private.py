"""Identity numbers and classified marks are found however they are written, and nothing else. FAULTS I1 to I3."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.check.private import private

WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]


def citizen(body: str) -> str:
    """A made-up number with the right check digit, by the weights as the standard prints them."""
    return body + "10X98765432"[sum(int(d) * w for d, w in zip(body, WEIGHTS, strict=True)) % 11]


ID = citizen("11010119900307391")
ID_X = next(n for n in (citizen(f"4403011985121{k:04d}") for k in range(9999)) if n.endswith("X"))
CARD = "6222020000000000000"
FULL = str.maketrans("0123456789X", "０１２３４５６７８９Ｘ")


def kinds(text):
    return [found.kind for found in private(text)]


@pytest.mark.parametrize(
    "written",
    [
        ID,
        ID_X,
        ID_X.lower(),
        ID.translate(FULL),
        ID_X.translate(FULL),
        f"{ID[:6]} {ID[6:14]} {ID[14:]}",
        " ".join(ID),
        f"{ID[:9]}\n{ID[9:]}",
        f"{ID[:6]}-{ID[6:14]}-{ID[14:]}",
        f"{ID[:9]}\u200b{ID[9:]}",
        f"| 经办 | {ID} |",
        f"![证件号{ID}](a.png)",
    ],
)
def test_i1_identity_numbers(written):
    found = list(private(f"联系人证件{written}，已核对。"))
    assert [x.kind for x in found] == ["identity-number"]
    assert found[0].value not in found[0].masked and found[0].masked.startswith(found[0].value[:6])


@pytest.mark.parametrize(
    "text",
    [
        ID[:-1] + ("1" if ID[-1] != "1" else "2"),
        "东水发〔2026〕7号",
        "110101xxxxxxxx3916",
        "保守秘密是纪律",
        "机密文件管理不严，绝密级的没有",
        "全年 126 27 3 14 2019 5 860 12 344 人次",
        "99990119900307391X",
        "2025-10-15 2026-01-16 2026-03-31",
        "3.1415926535897932384626",
        "1" * 40,
        "订单 20260115093000123456",
    ],
)
def test_i2_ordinary_numbers_and_words(text):
    assert kinds(text) == []


@pytest.mark.parametrize("text", ["秘密★1年", "机 密 ★", "绝密☆", "機密★", "绝\n密 ★ 长期"])
def test_i3_classified_marks(text):
    assert kinds(f"前文 {text} 后文") == ["classified-mark"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("13800000000", "mobile-number"),
        ("138 0000 0000", "mobile-number"),
        ("+86 138-0000-0000", "mobile-number"),
        ("8613800000000", "mobile-number"),
        (CARD, "bank-card"),
        (" ".join(CARD[n : n + 4] for n in range(0, 19, 4)), "bank-card"),
    ],
)
def test_phones_and_cards(text, kind):
    assert kinds(f"请打{text}。") == [kind]
    changed = text[:-1] + str((int(text[-1]) + 1) % 10)
    assert kinds(f"请打{changed}。") == ([kind] if kind == "mobile-number" else [])


@given(st.text(), st.text())
def test_i4_any_text_is_survived_and_a_number_in_it_found(before, after):
    assert "identity-number" in kinds(f"{before}甲{ID}乙{after}")


@given(st.text(alphabet="0123456789Xx０９ -\n.①²", max_size=400))
def test_i4_any_digits_are_survived(text):
    for found in private(text):
        assert text[found.start].isdigit()


def test_every_place_is_named():
    text = f"甲{ID}，乙13800000000，丙{ID_X}"
    assert [text[x.start :][:2] for x in private(text)] == [ID[:2], "13", ID_X[:2]]
