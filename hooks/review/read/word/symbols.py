"""Characters of symbol fonts, which mean nothing outside their font, as characters that mean the same everywhere.

The tables follow the fonts' own charts: Symbol is Adobe's encoding, Wingdings 1 and 2 and Webdings hold what Chinese
forms use of them (ticks, boxes, circled figures, arrows).
"""

from __future__ import annotations

import re

from review.read.word.report import Report

_SYMBOL = (
    " !∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼",
    "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪",
)


def _run(first: int, characters: str) -> dict[int, str]:
    return dict(enumerate(characters, first))


_BOXES = {0xFB: "×", 0xFC: "√", 0xFD: "☒", 0xFE: "☑"}
_WINGDINGS = (
    {0x21: "✏", 0x22: "✂", 0x28: "☎", 0x29: "✆", 0x2A: "✉", 0x36: "⏳", 0x3F: "✍", 0x6C: "●", 0x6D: "❍", 0x6E: "■",
     0x6F: "☐", 0x70: "☐", 0x71: "☐", 0x72: "☐", 0x73: "⬧", 0x74: "⧫", 0x75: "◆", 0x76: "❖", 0x77: "⬥", 0x78: "☒",
     0x9E: "·", 0x9F: "•", 0xA0: "▪", 0xA1: "○", 0xA4: "◉", 0xA5: "◎", 0xA7: "▪", 0xA8: "☐", 0xAA: "✦", 0xAB: "★",
     0xAC: "✶", 0xB5: "✪", 0xB6: "✰", 0xD8: "➢", 0xE8: "➔", 0xF9: "▭", 0xFA: "▫"}
    | _run(0x41, "✌") | _run(0x45, "☜☞☝☟") | _run(0x4A, "☺") | _run(0x51, "✈☼") | _run(0x5E, "♈♉♊♋♌♍♎♏♐♑♒♓")
    | _run(0x7D, "“”") | _run(0x80, "⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿") | _run(0xDF, "←→↑↓↖↗↙↘←→↑↓↖↗↙↘⇦⇨⇧⇩⬄⇳") | _BOXES
)
_WINGDINGS_2 = (
    {0x4F: "×", 0x50: "√", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0x97: "●", 0x98: "•", 0xA2: "■", 0xA3: "☐"}
    | _run(0x69, "⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿")
)
FONTS = {
    "symbol": _run(0x20, _SYMBOL[0]) | _run(0xA0, _SYMBOL[1]) | _run(0xF1, "〉∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭"),
    "wingdings": _WINGDINGS,
    "wingdings 2": _WINGDINGS_2,
    "wingdings 3": _run(0x66, "←→↑↓↖↗↙↘") | {0x22: "↔", 0x70: "▲", 0x71: "▼", 0x74: "◀", 0x75: "▶", 0x7D: "▶"},
    "webdings": {0x61: "√", 0x63: "☐", 0x67: "■", 0x6E: "●", 0x72: "×", 0x3D: "▶"},
}
UNKNOWN_FONT = {code: shown for code, shown in _WINGDINGS.items() if code > 0x6A}
UNKNOWN_FONT |= {0x52: "☑", 0x53: "☒", 0xA3: "☐", 0xB7: "·"}
"""Where the font is not stated, as after a conversion: those that forms use most."""
UNKNOWN = "□"
PRIVATE = re.compile("[\uf020-\uf0ff]")
"""A character of a symbol font in plain text."""


def is_symbol_font(font: str | None) -> bool:
    """Whether a font's characters are signs of its own."""
    return font is not None and font.lower() in FONTS


def symbol(code: int, font: str | None = None) -> str:
    """The character that `code` (as stored: with or without F000 added) shows in `font`; UNKNOWN for one not known."""
    if code < 0xF000 and not is_symbol_font(font):
        return chr(code)  # a font like any other, named to be sure of its glyph: ☒ of MS Gothic
    known = FONTS.get(font.lower(), {}) if font else UNKNOWN_FONT
    return known.get(code & 0xFF if code >= 0xF000 else code, UNKNOWN)


def code_of(character: str) -> int | None:
    """The code in a symbol font of a character typed in it, None for one that another font must show (Chinese)."""
    try:
        return character.encode("cp1252")[0] if ord(character) < 0xF000 else ord(character)
    except UnicodeEncodeError:
        return ord(character) if ord(character) < 0x100 else None


def as_shown(text: str, font: str | None, report: Report) -> str:
    """A text as its font shows it; `font` may be any, and in one that is not of signs stray signs are replaced too."""
    if is_symbol_font(font):
        return "".join(sign(code_of(c), font, c, report) for c in text)
    return PRIVATE.sub(lambda found: sign(ord(found[0]), None, found[0], report), text)


def sign(code: int | None, font: str | None, stored: str, report: Report) -> str:
    """The character that a symbol font shows for a code; `stored` is what stands for it in the file."""
    if code is None or stored.isspace():
        return stored
    report.leave(stored)
    shown = symbol(code, font)
    if shown == UNKNOWN:
        report.add("word-sign", f"{font or '字体不明'} {code & 0xFF:02X}")
    else:
        report.add("word-symbol")
    return shown
