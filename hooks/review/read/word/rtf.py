"""The text of a Rich Text file, counted without LibreOffice; only for the proof (RTF 1.9.1)."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from review.read.word.equations import drawn
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
CHARSETS = {b"77": "mac_roman", b"128": "cp932", b"129": "cp949", b"134": "gb18030", b"136": "big5",
            b"161": "cp1253", b"162": "cp1254", b"163": "cp1258", b"177": "cp1255", b"178": "cp1256", b"186": "cp1257",
            b"204": "cp1251", b"222": "cp874", b"238": "cp1250"}
"""Encodings by \\fcharset; 1 is that of the whole file, and 0 (Western) is often said of it where it is not."""
PAGES = {b"936": "gb18030", b"950": "big5"}
"""Encodings of a whole file by \\ansicpg."""


def rtf_shown(data: bytes) -> list[str]:
    """The paragraphs that a Rich Text file shows, deleted text left out."""
    reader = _Reader(data)
    reader.read(data)
    return [line for line in "".join(reader.out).split("\n") if line.strip()]


@dataclass(slots=True)
class _Group:
    """What holds within a pair of braces, until it ends or is said anew."""

    font: bytes
    left: bool = False
    """Whether its text is none of the document's."""
    deleted: bool = False
    width: int = 1
    """How many characters stand for a \\u where it is not known."""
    listed: int | None = None
    """Where in the text an automatic ordinal begins."""
    instruction: bytearray | None = None
    """The instruction of a field, as far as it was read."""


class _Reader:
    """Reads a file token by token; what is set lies in the innermost group."""

    def __init__(self, data: bytes) -> None:
        self.out: list[str] = []
        page = re.search(rb"\\ansicpg(\d+)", data[:4096])
        usual = re.search(rb"\\deff(\d+)", data[:4096])
        self._page = PAGES.get(page[1] if page else b"", "cp1252")
        fonts = _FONT.findall(data[:2_000_000])
        self._fonts = {font: CHARSETS.get(charset, self._page) for font, charset, _ in fonts if charset != _OF_SIGNS}
        self._western = {font for font, charset, _ in fonts if charset == b"0"}
        self._signs = {font: name.decode("latin-1") for font, charset, name in fonts if charset == _OF_SIGNS}
        self._usual = usual[1] if usual else b"0"
        self._in = _Group(self._usual)
        self._around: list[_Group] = []
        self._begins = self._ignored = False
        """Whether a group has just begun, and whether it may be passed over by who does not know it."""
        self._dropped = 0
        """Characters to pass over, as a \\u stood for them."""
        self._bytes = bytearray()
        self._high: int | None = None
        """The first half of a character beyond U+FFFF, of which the second follows."""

    def read(self, data: bytes) -> None:
        """Add what `data` shows to `out`."""
        at = 0
        while token := TOKEN.search(data, at):
            at = token.end()
            code, word, number, star, sign, brace, text = token.groups()
            if word == b"bin" and number:
                at += max(0, int(number))
            elif code or text:
                self._text(bytes([int(code, 16)]) if code else text)
            elif word == b"u" and number is not None:
                self._unicode(int(number))
            else:
                self._flush()
                self._dropped = 0 if brace else self._dropped
                if brace:
                    self._open() if brace == b"{" else self._close()
                elif star:
                    self._ignored = True
                elif word:
                    self._word(word, number)
                elif sign and self._shows:
                    self.out.append({b"~": " ", b"_": "-", b"-": ""}.get(sign, sign.decode("latin-1")))
                elif sign == b"\\" and self._in.instruction is not None:
                    self._in.instruction += sign
        self._flush()

    @property
    def _shows(self) -> bool:
        return not (self._in.left or self._in.deleted)

    def _text(self, text: bytes) -> None:
        taken = min(self._dropped, len(text))
        self._dropped -= taken
        text = text[taken:]
        if not text:
            return
        if self._shows:
            self._bytes += text
        elif self._in.instruction is not None:
            self._in.instruction += text
        self._begins = False

    def _unicode(self, number: int) -> None:
        self._flush()
        if self._shows:
            self.out.append(self._character(number))
        elif self._in.instruction is not None:
            self._in.instruction += self._character(number).encode(self._encoding, "replace")
        self._dropped = self._in.width

    def _open(self) -> None:
        self._around.append(self._in)
        self._in = replace(self._in)
        self._begins, self._ignored = True, False

    def _close(self) -> None:
        """A group ends: a bullet is no text, a formula shows what it says."""
        self._begins = False
        if not self._around:
            return
        inner, self._in = self._in, self._around.pop()
        ordinal = inner.listed is not None and self._in.listed is None
        if ordinal and not _ORDINAL.search("".join(self.out[inner.listed :])):
            del self.out[inner.listed :]
        if inner.instruction is not None and self._in.instruction is None and self._shows:
            self.out.append(drawn(inner.instruction.decode(self._encoding, "replace")))

    def _word(self, word: bytes, number: bytes | None) -> None:
        begins, ignored = self._begins, self._ignored
        self._begins = self._ignored = False
        if word == b"fldinst":
            self._in.instruction = bytearray()
        if word in SKIPPED or (ignored and begins and word not in READ):
            self._in.left = True
        elif word == b"listtext":
            self._in.listed = len(self.out)
        elif word == b"plain":
            self._in.font, self._in.deleted = self._usual, False
        elif word == b"deleted":
            self._in.deleted = number != b"0"
        elif word == b"f":
            self._in.font = number or b"0"
        elif word == b"uc":
            self._in.width = int(number or 1)
        elif word in BREAKS and self._shows:
            self.out.append("\n")
        elif word in CHARACTERS and self._shows:
            self.out.append(CHARACTERS[word])

    @property
    def _encoding(self) -> str:
        return self._fonts.get(self._in.font, self._page)

    @property
    def _sign_font(self) -> str | None:
        return self._signs.get(self._in.font)

    def _flush(self) -> None:
        if self._bytes and self._sign_font is not None:
            self.out += [self._sign(code) for code in self._bytes]
        elif self._bytes:
            self.out.append(_CONTROLS.sub("", self._decoded(bytes(self._bytes))))
        self._bytes.clear()

    def _decoded(self, said: bytes) -> str:
        """Bytes in the font at hand; what is no Chinese in a Western font is Western."""
        western = self._in.font in self._western
        try:
            return said.decode(self._encoding, "strict" if western else "replace")
        except UnicodeDecodeError:
            return said.decode("cp1252", "replace")

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
