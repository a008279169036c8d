"""Private numbers and classified marks are found however they are written, and nothing else. FAULTS I1 to I9.

private/marks.txt and private/innocent.txt hold a string a line; the ways to write a number are made from a grammar.
"""

import itertools
import re
import sys
import unicodedata
from pathlib import Path
from random import Random

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from review.check.beside import mask_numbers
from review.check.private import masked, private
from review.check.private.characters import _ODD, seen
from review.check.private.coded import _CODE
from review.check.private.screen import ROW, brief, is_suspicious, may_be_private, screened, screened_rows
from review.model import Finding, Position

WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]


def citizen(body: str) -> str:
    """A made-up number with the right check digit, by the weights as the standard prints them."""
    return body + "10X98765432"[sum(int(d) * w for d, w in zip(body, WEIGHTS, strict=True)) % 11]


ID = citizen("11010119900307391")
ID_X = next(n for n in (citizen(f"4403011985121{k:04d}") for k in range(9999)) if n.endswith("X"))
CARD = "6222020000000000000"
PHONE = "13800138000"
CASES = Path(__file__).parent / "private"
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


@pytest.mark.parametrize(("text", "found"), [
    ("拨付13800138000元", []), ("总额 13800138000 元", []), ("¥13800138000", []), ("13800138000.50元", []),
    ("电话13800138000元", ["mobile-number"]), ("手机：13800138000元", ["mobile-number"]),
    ("值班13800138000元旦期间", ["mobile-number"]), ("值班 13800138000 元月起", ["mobile-number"]),
])  # fmt: skip
def test_i5_an_amount_and_a_number_to_call(text, found):
    assert kinds(text) == found


def test_i9_the_steps_of_long_lists_are_silent():
    """One such list in some hundred holds an identity number's digits, and stopped a build."""
    random, found = Random(12), []
    for _ in range(4000):
        ends = sorted(random.sample(range(1, random.choice((300, 1200))), 8))
        steps = [f"{end + 1}—{last}" for end, last in itertools.pairwise(ends)]
        found += [text for gap in " \n、" if [*private(text := gap.join(steps))]]
    assert found == []
    assert kinds(" ".join(ID[at : at + 3] for at in range(0, 18, 3))) == ["identity-number"]


def test_i5_an_identity_number_with_a_digit_in_each_cell():
    for number in (ID, ID_X, ID_X.lower(), ID.translate(FULL)):
        assert kinds(f"| 证件 | {' | '.join(number)} |") == ["identity-number"]
        assert kinds("|" + "||".join(number) + "|") == ["identity-number"]
    assert kinds("| " + " | ".join(ID[:-1] + str((int(ID[-1].replace("X", "0")) + 1) % 10)) + " |") == []
    assert kinds(f"| 1 | {' | '.join(ID)} | 1 |") == ["identity-number"]


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


# ---- every way to write a number (I5) -------------------------------------------------------------------

PARTS = {
    "mobile-number": (PHONE, ((3, 4, 4), (4, 3, 4), (5, 6), (1, 10), (3, 8), (7, 4), (10, 1), (3, 2, 2, 4),
                              (2, 3, 3, 3), (8, 3), (3, 3, 5), (1,) * 11, (2,) * 5 + (1,))),
    "identity-number": (ID_X, ((6, 8, 4), (6, 4, 4, 4), (9, 9), (17, 1), (14, 4), (3, 3, 4, 4, 4), (1,) * 18)),
    "bank-card": (CARD, ((4, 4, 4, 4, 3), (6, 13), (8, 8, 3), (10, 9), (1,) * 19)),
}  # fmt: skip
GAPS = (" ", "\u00a0", "\u2009", "\u3000", "-", "‐", "‑", "–", "—", "−", "－", "﹣", "~", "～", "_", ".", "．", "·",
        "・", "/", "／", "\\", " - ", "- ", "  ")  # fmt: skip
WRAPS = ("\n", "\r\n", "\n\n", "  \n　　", "-\n")
UNSEEN = ("\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u00ad", "\u202d", "\u2066", "\ufe0f", "\u034f", "\u0301",
          "\u20e3", "\u180e", "\u061c", "\u302e", "\u115f", "\u3164", "\U000e0031", "\U000e0100", "\x01")  # fmt: skip
FIGURES = ("０１２３４５６７８９", "𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗", "⓪①②③④⑤⑥⑦⑧⑨", "٠١٢٣٤٥٦٧٨٩", "₀₁₂₃₄₅₆₇₈₉")
CODES = ("&#{};", "&#x{:06x};", "&#x{:x};", "&amp;#{};", "&amp;amp;#X{:X};", "&#38;#{};", "&amp#{};", "_x{:04X}_",
         "\\u{:04x}", "\\\\u{:04X}", "\\u{{{:x}}}", "\\U{:08x}", "\\x{:x}", "&#92;u{:04x}", "&bsol;x{:x}",
         "\\u0026#{};")  # fmt: skip
PREFIXES = ("+86", "86", "0086", "0", "+86 ", "+86-", "0086-", "86.", "(+86)", "（86）", "＋８６", "+86 0", "+8 6 ",
            "17951", "12593-", "+86(0)", "①", "⑴", "⒈", "❶")
AROUND = ("电话%s。", "%s 王主任", "a%sb", "（%s）", "No.%s/备", "%s")


def spellings():
    """Kind and spelling: grouped, wrapped at any place, with what nobody sees, in other figures, behind a prefix."""
    for kind, (number, shapes) in PARTS.items():
        for shape, gap in itertools.product(shapes, GAPS):
            ends = list(itertools.accumulate(shape))
            yield kind, gap.join(number[end - size : end] for end, size in zip(ends, shape, strict=True))
        for place, wrap in itertools.product(range(1, len(number)), WRAPS):
            yield kind, number[:place] + wrap + number[place:]
        for mark in UNSEEN:
            yield kind, mark.join(number)
            yield kind, f"{number[:5]}{mark * 40}{number[5:]}"
        for figures in FIGURES:
            other = str.maketrans("0123456789", figures)
            yield kind, number.translate(other)
            yield kind, number[:4] + number[4:].translate(other)
        for code in CODES:
            yield kind, "".join(code.format(ord(figure)) for figure in number)
            yield kind, number[:5] + code.format(ord(number[5])) + number[6:]
        yield kind, f"\u202e{number[::-1]}\u202c"
        for note in "①¹₂":
            yield kind, number + note
    for face in "ⓧₓˣ𝐗𝙭🅧⒳":
        yield "identity-number", ID_X[:-1] + face
    for part in ("，", "、", "/", "❤"):
        yield "mobile-number", f"电话：{part.join(PHONE)}"
    shapes = ("{}{}{}{}", "{} {} {}{}", "{}-{}-{}{}", "{}{} {}{}", "{}.{}.{}.{}")
    for prefix, shape in itertools.product(PREFIXES, shapes):
        yield "mobile-number", prefix + shape.format(PHONE[:3], PHONE[3:7], PHONE[7:9], PHONE[9:])


def test_i5_every_spelling_of_a_number():
    ways = sorted(set(spellings()))
    assert len(ways) > 500
    missed = [(kind, around, written) for kind, written in ways for around in AROUND
              if kinds(around % written) != [kind]]  # fmt: skip
    assert missed == []


def test_i5_a_number_is_masked_whatever_its_spelling():
    for kind, written in spellings():
        (found,) = private(f"甲{written}乙")
        number = PARTS[kind][0]
        assert found.value == number and number[6:] not in masked(f"甲{written}乙")


BY_LETTERS = {
    "mobile-number": (
        "138OO138OOO", "138oo138ooo", "l38OOl38OOO", "I3800I38000", "138O0138000", "138ОО138ООО", "138ΟΟ138ΟΟΟ",
        "138 OOl3 8OOO", "138-0013-8OO0", "１３８ＯＯ１３８ＯＯＯ", "138%0013%8000", "138$0013$8000", "138￥0013￥8000",
        "138℃0013℃8000", "1.38001380E10", "1.3800138E+10", "1.3800138e10", "1.38E+10", "１．３８００１３８Ｅ１０",
        "13B0013B000", "13B 0013 B000", "13B-OO13-BOOO", "l3BOOl3BOOO", "138ØØ138ØØØ",
        "2022011013800138000", "2022.01.1013800138000", "2022-01-1013800138000",
    ),
    "identity-number": (
        ID.replace("0", "O"), ID.replace("1", "l"), ID_X.replace("0", "o").replace("1", "I"),
        f"{ID[:6]}%{ID[6:14]}%{ID[14:]}", f"{ID[:6]}$ {ID[6:14]}$ {ID[14:]}", f"{ID[:6]}|{ID[6:14]}|{ID[14:]}",
        f"{ID_X[:6]} | {ID_X[6:10]} | {ID_X[10:12]} | {ID_X[12:14]} | {ID_X[14:]}", "1.10101199003074E+17",
        f"1{ID}", f"2021{ID}", f"{ID}1", f"{ID}2021", f"20220110{ID}20220110", f"7{ID_X}",
    ),
    "bank-card": (
        CARD.replace("0", "O"), "6222%0200%0000%0000%000", "6222$0200$0000$0000$000", "6.22202000000000E+18",
    ),
}  # fmt: skip


def unstopped(table, *around):
    """Spellings of numbers, by kind, that are not told as one of their kind within these words."""
    ways = [(kind, words % way) for kind, written in table.items() for way in written for words in around]
    return [way for kind, way in ways if kinds(way) != [kind] or not is_suspicious(way)]


def test_i5_letters_signs_and_powers_in_a_number():
    assert unstopped(BY_LETTERS, "经办 %s，已核", "%s", "（%s）", "王主任%s", "| 一 | %s |") == []
    assert masked("经办 138OO138OOO、1.3800138E+10") == "经办 138********、138********"


PARTED = {
    "mobile-number": (
        "138a0013a8000", "138杠0013杠8000", "138 转 0013 转 8000", "138空空0013空空8000", "1a3a8a0a0a1a3a8a0a0a0",
        "1比3比8比0比0比1比3比8比0比0比0", "电话138x0013x8000", "手机：138×0013×8000", "１３８横００１３横８０００",
        "一三八零零一三八零零零", "幺三八洞洞幺三八洞洞洞", "壹叁捌零零壹叁捌零零零", "一三八 〇〇一三 八〇〇〇",
        "一三八-〇〇一三-八〇〇〇", "1三八00一38000", "13８零零138000", "138零零138零零零", "Ⅰ3800Ⅰ38000",
        "壹參捌零零壹參捌零零零", "ⅠⅢⅧ〇〇ⅠⅢⅧ〇〇〇", "〡〣〨〇〇〡〣〨〇〇〇", "㊀㊂㊇〇〇㊀㊂㊇〇〇〇",
        "㈠㈢㈧零零㈠㈢㈧零零零", "电话一、三、八、零、零、一、三、八、零、零、零",
        "1.3800138×10¹⁰", "1.3800138×10^10", "1.3800138*10^10", "1.3800138 x 10 10", "１．３８００１３８×１０¹⁰",
        "手机138|0013|8000", "手机 | 138 | 0013 | 8000", "联系电话 | 138 | 00138000",
        "手机：1380|0138|000", "手机号码|1380|0138000", "电话 138001 | 38 | 000",
    ),
    "identity-number": (
        "a".join(ID), "的".join(ID_X), f"{ID[:6]}a{ID[6:14]}a{ID[14:]}", f"{ID[:6]}×{ID[6:14]}×{ID[14:]}",
        f"{ID[:6]} {ID[6:10]}年{ID[10:12]}月{ID[12:14]}日 {ID[14:]}", "1.10101199003074×10¹⁷",
        f"{ID[:10]}年{ID[10:12]}月{ID[12:14]}日{ID[14:]}", f"{ID_X[:10]}年{ID_X[10:12]}月{ID_X[12:14]}日 {ID_X[14:]}",
        f"地区码{ID_X[:6]}生日{ID_X[6:14]}顺序码{ID_X[14:]}",
        ID.translate(str.maketrans("0123456789", "零一二三四五六七八九")),
    ),
    "bank-card": (
        "6222a0200a0000a0000a000", "6222杠0200杠0000杠0000杠000", "卡号 | 6222 | 0200 | 0000 | 0000 | 000",
        "账号|62220200|0000|0000000",
        CARD.translate(str.maketrans("0123456789", "〇一二三四五六七八九")),
    ),
}  # fmt: skip


def test_i5_figures_parted_by_what_is_no_gap_and_numerals():
    assert unstopped(PARTED, "经办 %s，已核", "%s", "（%s）", "请打%s。", "| 一 | %s |") == []
    assert masked("经办 138a0013a8000、一三八零零一三八零零零") == "经办 138********、138********"


TAGS = str.maketrans({char: chr(0xE0000 + ord(char)) for char in "0123456789X"})


def test_i5_tags_that_nobody_sees_spell_a_number():
    for kind, number in ((kind, number) for kind, (number, _) in PARTS.items()):
        for written in (number.translate(TAGS), number[:3] + number[3:].translate(TAGS)):
            assert kinds(f"经办{written}。") == [kind] and is_suspicious(written)
            assert number[6:].translate(TAGS) not in masked(written)
    assert kinds(f"旗{'gbeng'.translate({ord(c): chr(0xE0000 + ord(c)) for c in 'gben'})}。") == []


HEADS = ("| 单位 | 联系电话 | | |", "| 单位 | 手机 | 手机 | 手机 |", "|单位|号码|||")


def test_i5_a_number_over_the_cells_below_one_head():
    rows = {"mobile-number": "| 甲 | 138 | 0013 | 8000 |", "identity-number": f"|甲|{ID[:6]}|{ID[6:14]}|{ID[14:]}|"}
    for head, (kind, row) in itertools.product(HEADS, rows.items()):
        table = f"{head}\n|--|--|--|--|\n| 乙 | 见附件 | | |\n{row}"
        assert kinds(table) == [kind] and is_suspicious(table), table
    for head in ("| 单位 | 电话 | 上年 | 本年 |", "| 单位 | 一季度 | | |", "电话 | | |\n"):
        assert kinds(f"{head}\n|--|--|--|--|\n{rows['mobile-number']}") == []
    assert kinds(f"{HEADS[0]}\n|--|--|--|--|\n| 甲 | 138 件 | 0013 | 8000 |") == []


def test_i5_thousands_are_an_amount_but_behind_a_word_that_says_otherwise():
    assert kinds("总共13,800,138,000") == [] and kinds("手机13,800,138,000") == ["mobile-number"]


def test_i5_digits_glued_to_a_number_to_call():
    for written in (f"1{PHONE}", f"2021{PHONE}", f"010{PHONE}", f"{PHONE}1", f"{PHONE}801", f"00{PHONE}"):
        assert kinds(f"电话{written}。") == ["mobile-number"] and is_suspicious(written), written
        assert kinds(f"编号{written}。") == [], written


@pytest.mark.parametrize("category", ["Cf", "Cc", "Me"])
def test_i5_no_unseen_character_hides_a_number(category):
    unseen = [chr(code) for code in range(sys.maxunicode) if unicodedata.category(chr(code)) == category]
    through = [char for char in unseen if kinds(f"甲{ID[:7]}{char}{ID[7:]}乙") != ["identity-number"]]
    assert [char for char in through if not 0x13430 <= ord(char) < 0x13440] == []  # joiners of hieroglyphs


def test_i5_characters_that_are_passed_over_at_once_hide_nothing():
    passed = {chr(code) for code in range(sys.maxunicode) if not _ODD.match(chr(code))}
    assert len(passed) > 20_000 and all(seen(f"{char}\x01").text == char for char in passed)


@pytest.mark.parametrize(("glued", "found"), [
    (PHONE * 5, 5), (CARD + PHONE, 2), (ID * 3 + PHONE, 4), (PHONE + CARD[:-1] + PHONE, 0),
    (PHONE * 2, 2), (ID + PHONE, 2), (PHONE + ID, 2), (PHONE + "13900139000" + PHONE, 3), (ID * 2, 2),
    ("20" + PHONE + "139001390", 0),
])  # fmt: skip
def test_i5_numbers_glued_together(glued, found):
    assert len(kinds(f"甲{glued}乙")) == found
    assert not found or PHONE not in masked(glued) and ID not in masked(glued)


def test_i5_cells_of_forms_that_hold_a_number_to_call_or_a_card():
    for label in ("手机", "联系电话"):
        assert kinds(f"| {label} | {' | '.join(PHONE)} |") == ["mobile-number"]
        assert kinds(f"|{label}|{'||'.join(PHONE.translate(FULL))}|") == ["mobile-number"]
    assert kinds(f"| 一季度 | {' | '.join(PHONE)} |") == []
    assert kinds(f"| 卡号 | {' | '.join(CARD)} |") == ["bank-card"]
    assert kinds(f"| 证件 | {' | '.join(ID)} | 123 |") == ["identity-number"]


def test_i5_old_identity_numbers_are_a_warning():
    assert kinds("证件110101900307391，已核") == ["identity-15"]
    assert kinds("证件110101 900307 391，已核") == ["identity-15"]
    assert kinds("编号110101901307391，编号990101900307391") == []


# ---- marks, and what is none (I7, I9) -----------------------------------------------------------------


def lines(name):
    """The strings of a case file."""
    text = (CASES / name).read_text("utf-8")
    written = (line for line in text.splitlines()[1:] if line and not line.startswith("# ----"))
    return [re.sub(r"\\u(....)", lambda code: chr(int(code[1], 16)), line.replace("\\n", "\n")) for line in written]


def test_i7_every_spelling_of_a_mark():
    marks = lines("marks.txt")
    assert len(marks) >= 100
    around = ("{}", "前文\n{}\n后文", "# 题\n\n{}\n\n正文", "| 一 | 二 |\n|--|--|\n\n{}")
    assert [mark for mark in marks for form in around if kinds(form.format(mark)) != ["classified-mark"]] == []


UNLEVELLED = ("涉密", "商业秘密", "商密", "工作秘密", "国家秘密", "涉密文件", "【商业秘密】", "涉　密", "特急 商业秘密",
              "涉密：", "**涉密**", "核心商密", "商业秘密★")  # fmt: skip
"""Marks that name no level, in the first lines of a document; elsewhere they are words."""
HEADS_OF_TEXT = ("{}\n局长对照检查材料\n", "\n\n{}\n\n正文", "---\ntitle: 甲\nunit: 乙\n---\n\n{}\n题目",
                 "000012\n{}\n特急\n关于", "市局文件\n\n{}\n题目")  # fmt: skip


@pytest.mark.parametrize("form", HEADS_OF_TEXT)
def test_i7_a_mark_without_a_level_at_the_head_of_a_document(form):
    found = {mark: [(one.kind, is_suspicious(form.format(mark))) for one in private(form.format(mark))]
             for mark in UNLEVELLED}
    assert {mark: way for mark, way in found.items() if way != [("classified-mark", True)]} == {}


def test_i7_a_mark_without_a_level_and_with_a_period_on_any_line():
    assert kinds("题目\n" * 9 + "商业秘密 3年\n正文") == ["classified-mark"]


@pytest.mark.parametrize("text", [
    "涉密", "商业秘密\n", "# 涉密\n正文", "## 商业秘密\n正文", "商业秘密、工作秘密\n个人隐私",
    "涉密人员管理不严\n正文", "一、涉密\n正文", "- 涉密\n- 商业秘密\n", "| 涉密 |\n|--|\n| 商业秘密 |",
    "正文\n" * 9 + "涉密\n正文", "涉密 3 年以上的人员\n正文", "商业秘密，3 年内不得外传\n正文",
    "题目\n\n" + "一句话说到涉密岗位和商业秘密的管理，有三十个字那么长，折了行的\n" * 2 + "涉密\n人员",
])  # fmt: skip
def test_i9_what_names_no_level_is_a_word_in_any_other_place(text):
    assert kinds(text) == []


def test_i9_innocent_strings_are_silent():
    innocent = lines("innocent.txt")
    assert len(innocent) >= 200
    around = ("{}", "前文\n\n{}\n\n后文", "- {}\n- 其他")
    assert [text for text in innocent for form in around if kinds(form.format(text))] == []


# ---- the quick look passes over nothing ---------------------------------------------------------------

PIECES = st.sampled_from((
    *"0123456789Xx|机密绝秘★-. \n\t一、·①②８０甲a¥元", *UNSEEN, "\U0001d7cf", "\U0001f31f", "\u202e", "138", "0013",
    "8000", "62220200", "1101", "1990", "0307", ID, ID_X, PHONE, PHONE[::-1], CARD, "|1|1|0|1|0|1|", "| ", " |", "电话",
    "①", "¹", "17951", "|1|3|8|0|0|1|3|8|0|0|0|", "宻", "絶",
    "&amp;", "&#", "49;", "O", "l", "I", "%", "$", "E", "e", "E+10", "1.38", "|19", "1.10101199003074", "CONFID",
    "ENTIAL", "\\", "\\u0031", "_x0038_", "_x00",
    "杠", "转", "零", "一", "幺", "三八", "×10", "手机|", "1990年03月07日", "0000", "391",
    "手机：1380|", "卡号|", "62220200|", "二", "一三八", "||", "长" * 6, "长" * 90,
))  # fmt: skip


def test_i5_i7_the_quick_look_stops_at_every_spelling():
    ways = {written for _, written in spellings()} | set(lines("marks.txt"))
    assert [way for way in ways for around in AROUND if not is_suspicious(around % way)] == []
    boxed = ("|".join(number) for number in (ID, ID_X, ID.translate(FULL)))
    assert all(map(is_suspicious, boxed)) and not any(map(is_suspicious, ("保密工作", "2021 2022 2023 2024", "密切")))


@given(st.lists(PIECES, max_size=40).map("".join))
def test_i5_i7_the_quick_look_passes_over_nothing(text):
    assert is_suspicious(text) or not [*private(text)]


@example("&#", "1")
@example("\\", "\\u0031")
@example("138", "00138000")
@given(st.lists(PIECES, max_size=20).map("".join), st.lists(PIECES, max_size=20).map("".join))
def test_what_the_quick_look_takes_in_may_be_put_together(one, two):
    """But where a code begins in one and ends in the other."""
    whole = [code.span() for code in _CODE.finditer(one + two)]
    apart = [code.span() for code in _CODE.finditer(one)]
    apart += [(start + len(one), end + len(one)) for start, end in (code.span() for code in _CODE.finditer(two))]
    assert whole != apart or screened(one + two) == screened(one) + screened(two)


@given(st.lists(PIECES, max_size=20).map("".join), st.lists(PIECES, max_size=20).map("".join))
def test_the_quick_look_at_rows_is_that_at_each(one, two):
    plain = [re.sub(r"[&\\_]", "", text) for text in (one, two)]
    assert screened_rows(ROW.join(plain)) == [brief(screened(text)) for text in plain]


@example("110101" + "长" * 6 + "19900307" + "长" * 6 + "391")
@given(st.lists(PIECES, max_size=40).map("".join))
def test_the_quick_look_says_the_same_in_brief(text):
    classes = screened(text)
    assert may_be_private(brief(classes)) == may_be_private(classes)


def test_i1_a_number_that_a_message_quotes_is_masked():
    at = Position(path="materials/13800138000.md", line=2)
    found = Finding(rule="title-differs", severity="warning", message="标题实为“甲 138-0013-8000”。", at=at)
    assert [*map(str, mask_numbers([found]))] == [
        "materials/138********.md:2: 标题实为“甲 138********”。 [title-differs]"
    ]
