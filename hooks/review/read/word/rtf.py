"""The text of a Rich Text file, counted without LibreOffice; only for the proof (RTF 1.9.1)."""

from __future__ import annotations

import re

TOKEN = re.compile(
    rb"\\'([0-9a-fA-F]{2})"
    rb"|\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\(\*)|\\([^a-zA-Z])|([{}])|[\r\n]+|([^\\{}\r\n]+)",
    re.DOTALL,
)
SKIPPED = set(
    b"fonttbl colortbl stylesheet info pict fldinst listtext pntext pntxta pntxtb annotation header headerl headerr"
    b" headerf footer footerl footerr footerf listtable listoverridetable rsidtbl generator themedata datastore"
    b" xmlnstbl objdata bkmkstart bkmkend falt panose template nonshppict atnid atnauthor mmathPr".split())
"""Groups whose text is none of the document's, or is counted apart."""
READ = {b"shptxt", b"shpinst", b"shprslt", b"fldrslt", b"footnote", b"ftnsep"}
BREAKS = {b"par", b"line", b"cell", b"row", b"page", b"sect", b"column", b"nestcell", b"nestrow"}
CHARACTERS = {b"tab": "\t", b"emdash": "—", b"endash": "–", b"lquote": "‘", b"rquote": "’", b"ldblquote": "“",
              b"rdblquote": "”", b"bullet": "•", b"emspace": " ", b"enspace": " "}
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
        fonts = re.findall(rb"\\f(\d+)\\[^{};]{0,80}?fcharset(\d+)", data[:2_000_000])
        self._fonts = {font: CHARSETS.get(charset, usual) for font, charset in fonts}
        self._usual = usual
        self._bytes = bytearray()

    def read(self, data: bytes) -> None:
        groups: list[tuple[bool, str, int]] = []
        skip, encoding, width = False, self._usual, 1
        ignored = begins = False
        drop = 0
        for token in TOKEN.finditer(data):
            code, word, number, star, sign, brace, text = token.groups()
            if word == b"u" and number is not None:
                self._flush(encoding)
                if not skip:
                    self.out.append(_character(int(number)))
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
                groups.append((skip, encoding, width))
                begins, ignored = True, False
            elif brace and groups:
                skip, encoding, width = groups.pop()
                begins = False
            elif star:
                ignored = True
            elif word:
                if word in SKIPPED or (ignored and begins and word not in READ):
                    skip = True
                elif word == b"deleted":
                    skip = skip or number != b"0"
                elif word == b"f":
                    encoding = self._fonts.get(number or b"0", self._usual)
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
        if self._bytes:
            self.out.append(self._bytes.decode(encoding, "replace"))
            self._bytes.clear()


def _character(number: int) -> str:
    code = number % 0x10000
    return chr(code) if not 0xD800 <= code < 0xE000 else ""
