"""Ordinals as Word writes them: the number formats of ECMA-376 part 1, 17.18.59, that documents in China use."""

from __future__ import annotations

from collections.abc import Callable

from review.read.text.numerals import counting, digit_by_digit

LEGAL = "零壹贰叁肆伍陆柒捌玖"
STEMS = "甲乙丙丁戊己庚辛壬癸"
BRANCHES = "子丑寅卯辰巳午未申酉戌亥"


def counting_to_99(n: int) -> str:
    """九十九 for 99, 一〇〇 for 100."""
    return counting(n) if n < 100 else digit_by_digit(n)


def letter(n: int) -> str:
    """a … z, aa … zz, as Word repeats them."""
    return chr(97 + (n - 1) % 26) * ((n - 1) // 26 + 1) if 0 < n <= 780 else str(n)


def roman(n: int) -> str:
    """iv for 4; Word has no longer ones than twenty letters."""
    out = ""
    for size, sign in ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
                       (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")):
        while n >= size and len(out) < 20:
            out, n = out + sign, n - size
    return out


def english_ordinal(n: int) -> str:
    """1st, 2nd, 11th."""
    ending = "th" if 10 < n % 100 < 14 else {1: "st", 2: "nd", 3: "rd"}.get(n % 10, "th")
    return f"{n}{ending}"


def sexagenary(n: int) -> str:
    """甲子 to 癸亥, and again."""
    return STEMS[(n - 1) % 10] + BRANCHES[(n - 1) % 12] if n > 0 else str(n)


def custom(n: int, pattern: str) -> str:
    """A number as the first one of a pattern such as `001, 002, 003, ...` is written (MS-DOCX 2.4)."""
    first = pattern.partition(",")[0].strip()
    return str(n).zfill(len(first)) if first.isdecimal() else str(n)


def circled(n: int) -> str:
    """① to ㊿; digits beyond."""
    if 1 <= n <= 20:
        return chr(0x2460 + n - 1)
    if 21 <= n <= 35:
        return chr(0x3251 + n - 21)
    return chr(0x32B1 + n - 36) if 36 <= n <= 50 else str(n)


def _row(first: int, count: int) -> Callable[[int], str]:
    return lambda n: chr(first + n - 1) if 1 <= n <= count else str(n)


def _cycle(signs: str) -> Callable[[int], str]:
    return lambda n: signs[(n - 1) % len(signs)] if n > 0 else str(n)


def _wide(n: int) -> str:
    return "".join(chr(ord(d) + 0xFEE0) for d in str(n))


FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda n: f"{n:02d}",
    "decimalHalfWidth": str,
    "decimalFullWidth": _wide,
    "decimalFullWidth2": _wide,
    "decimalEnclosedCircle": circled,
    "decimalEnclosedCircleChinese": circled,
    "decimalEnclosedParen": _row(0x2474, 20),
    "decimalEnclosedFullstop": _row(0x2488, 20),
    "numberInDash": lambda n: f"- {n} -",
    "ordinal": english_ordinal,
    "hex": lambda n: f"{n:X}",
    "lowerLetter": letter,
    "upperLetter": lambda n: letter(n).upper(),
    "lowerRoman": roman,
    "upperRoman": lambda n: roman(n).upper(),
    "chineseCounting": counting_to_99,
    "chineseCountingThousand": counting,
    "taiwaneseCounting": counting_to_99,
    "taiwaneseCountingThousand": counting,
    "japaneseCounting": counting,
    "ideographDigital": digit_by_digit,
    "taiwaneseDigital": digit_by_digit,
    "japaneseDigitalTenThousand": digit_by_digit,
    "chineseLegalSimplified": lambda n: counting(n, LEGAL, "拾佰仟"),
    "ideographLegalTraditional": lambda n: counting(n, "零壹貳參肆伍陸柒捌玖", "拾佰仟"),
    "ideographTraditional": _cycle(STEMS),
    "ideographZodiac": lambda n: BRANCHES[n - 1] if 1 <= n <= 12 else str(n),
    "ideographZodiacTraditional": sexagenary,
    "ideographEnclosedCircle": _row(0x3220, 10),
    "none": lambda n: "",
}
SWITCHES = {
    "arabic": "decimal", "alphabetic": "lowerLetter", "roman": "lowerRoman", "arabicdash": "numberInDash",
    "chinesenum1": "chineseCounting", "chinesenum2": "chineseLegalSimplified", "chinesenum3": "chineseCountingThousand",
    "gb1": "decimalEnclosedFullstop", "gb2": "decimalEnclosedParen", "gb3": "decimalEnclosedCircleChinese",
    "gb4": "ideographEnclosedCircle", "zodiac1": "ideographTraditional", "zodiac2": "ideographZodiac",
    "zodiac3": "ideographZodiacTraditional", "circlenum": "decimalEnclosedCircle", "dbchar": "decimalFullWidth",
    "dbnum1": "chineseCounting", "dbnum2": "chineseCountingThousand", "ordinal": "ordinal", "hex": "hex",
}
"""What a field's switch \\* calls the formats (ECMA-376 part 1, 17.16.4.3.1)."""


def written(n: int, name: str) -> str:
    """The number `n` (0 or more) in Word's format `name`; an unknown format is written in figures."""
    return FORMATS.get(name, str)(n)


def switched(n: int, switch: str) -> str:
    """The number `n` in the format that a field names: \\* CHINESENUM3, ROMAN for XIV, roman for xiv."""
    name = SWITCHES.get(switch.lower(), "decimal")
    if switch[:1].isupper() and name in ("lowerLetter", "lowerRoman"):
        name = name.replace("lower", "upper")
    return written(n, name)
