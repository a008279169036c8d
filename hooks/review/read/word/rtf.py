"""The text of a Rich Text file, counted without LibreOffice; only for the proof (RTF 1.9.1)."""

from __future__ import annotations

import re

from review.read.word.symbols import is_symbol_font, symbol

TOKEN = re.compile(
    rb"\\'([0-9a-fA-F]{2})"
    rb"|\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\(\*)|\\([^a-zA-Z])|([{}])|[\r\n]+|([^\\{}\r\n]+)",
    re.DOTALL,
)
SKIPPED = set(
    b"fonttbl colortbl stylesheet info pict fldinst pntext pntxta pntxtb annotation header headerl headerr"
    b" headerf footer footerl footerr footerf listtable listoverridetable rsidtbl generator themedata datastore"
    b" xmlnstbl objdata bkmkstart bkmkend falt panose template nonshppict atnid atnauthor mmathPr sp tc tcn xe rxe"
    .split())
"""Groups whose text is none of the document's, or is counted apart."""
READ = {b"shptxt", b"shpinst", b"shprslt", b"fldrslt", b"footnote", b"ftnsep"}
BREAKS = {b"par", b"line", b"cell", b"row", b"page", b"sect", b"column", b"nestcell", b"nestrow"}
CHARACTERS = {b"tab": "\t", b"emdash": "—", b"endash": "–", b"lquote": "‘", b"rquote": "’", b"ldblquote": "“",
              b"rdblquote": "”", b"bullet": "•", b"emspace": " ", b"enspace": " "}
_FONT = re.compile(rb"\\f(\d+)\\[^{};]{0,80}?fcharset(\d+) ?(?:\{[^{}]{0,200}\})*([^\\{};]{0,80})")
"""A font of the table: its number, character set and, where it is plain, its name."""
_OF_SIGNS = b"2"
"""The character set of fonts of signs."""
_ORDINAL = re.compile(r"\w")
"""What an automatic ordinal holds; a bullet holds none."""
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f]")
CHARSETS = {b"134": "gb18030", b"136": "big5", b"128": "cp932", b"129": "cp949"}


def rtf_shown(data: bytes) -> list[str]:
    """The paragraphs that a Rich Text file shows, deleted text left out."""
    reader = _Reader(data)
    reader.read(data)
    return [line for line in "".join(reader.out).split("\n") if line.strip()]


class _Reader:
    def __init__(self, data: bytes) -> None:
        self.out: list[str] = []
        page = re.search(rb"\\ansicpg(\d+)", data[:4096])
        usual = {b"936": "gb18030", b"950": "big5"}.get(page[1] if page else b"", "cp1252")
        fonts = _FONT.findall(data[:2_000_000])
        self._fonts = {font: CHARSETS.get(charset, usual) for font, charset, _ in fonts if charset != _OF_SIGNS}
        self._signs = {font: name.decode("latin-1") for font, charset, name in fonts if charset == _OF_SIGNS}
        self._sign_font: str | None = None
        self._usual = usual
        self._bytes = bytearray()
        self._high: int | None = None
        """The first half of a character beyond U+FFFF, of which the second follows."""

    def read(self, data: bytes) -> None:
        groups: list[tuple[bool, bool, str, int, str | None, int | None]] = []
        left, deleted, encoding, width = False, False, self._usual, 1
        listed: int | None = None
        ignored = begins = False
        drop = 0
        at = 0
        while token := TOKEN.search(data, at):
            at, skip = token.end(), left or deleted
            code, word, number, star, sign, brace, text = token.groups()
            if word == b"bin" and number:
                at += max(0, int(number))
                continue
            if word == b"u" and number is not None:
                self._flush(encoding)
                if not skip:
                    self.out.append(self._character(int(number)))
                drop = width
                continue
            if drop and (code or text):
                taken = 1 if code else min(drop, len(text))
                drop -= taken
                code, text = None, text[taken:] if text else None
            if code or text:
                if not skip:
                    self._bytes += bytes([int(code, 16)]) if code else text
                begins = False
                continue
            if brace or word or sign or star:
                self._flush(encoding)
                drop = 0 if brace else drop
            if brace == b"{":
                groups.append((left, deleted, encoding, width, self._sign_font, listed))
                begins, ignored = True, False
            elif brace and groups:
                inner = listed
                left, deleted, encoding, width, self._sign_font, listed = groups.pop()
                if inner is not None and listed is None and not _ORDINAL.search("".join(self.out[inner:])):
                    del self.out[inner:]
                begins = False
            elif star:
                ignored = True
            elif word:
                if word in SKIPPED or (ignored and begins and word not in READ):
                    left = True
                elif word == b"listtext":
                    listed = len(self.out)
                elif word == b"plain":
                    self._sign_font, deleted = None, False
                elif word == b"deleted":
                    deleted = number != b"0"
                elif word == b"f":
                    encoding = self._fonts.get(number or b"0", self._usual)
                    self._sign_font = self._signs.get(number or b"0")
                elif word == b"uc":
                    width = int(number or 1)
                elif word in BREAKS and not skip:
                    self.out.append("\n")
                elif word in CHARACTERS and not skip:
                    self.out.append(CHARACTERS[word])
                begins = ignored = False
            elif sign and not skip:
                self.out.append({b"~": " ", b"_": "-", b"-": ""}.get(sign, sign.decode("latin-1")))
        self._flush(encoding)

    def _flush(self, encoding: str) -> None:
        if self._bytes and self._sign_font is not None:
            self.out += [self._sign(code) for code in self._bytes]
        elif self._bytes:
            self.out.append(_CONTROLS.sub("", self._bytes.decode(encoding, "replace")))
        self._bytes.clear()

    def _character(self, number: int) -> str:
        code = number % 0x10000
        if self._sign_font is not None or 0xF020 <= code <= 0xF0FF:
            return self._sign(code)
        high, self._high = self._high, code if 0xD800 <= code < 0xDC00 else None
        if 0xDC00 <= code < 0xE000:
            return chr(0x10000 + (high - 0xD800 << 10) + code - 0xDC00) if high is not None else ""
        return _CONTROLS.sub("", chr(code)) if self._high is None else ""

    def _sign(self, code: int) -> str:
        """What a font of signs shows; nothing where it is not known."""
        known = is_symbol_font(self._sign_font) or code >= 0xF000
        return symbol(code, self._sign_font) if known and code > 0x20 else ""
