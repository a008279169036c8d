"""The text of fields that Word draws without storing it: form fields, buttons, numbers, circled characters."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from lxml import etree

from review.read.word.equations import NoEquation, equation
from review.read.word.formats import switched, written
from review.read.word.names import W, number, val
from review.read.word.numbering import Numbering
from review.read.word.report import Report
from review.read.word.symbols import is_symbol_font, sign

PAGES = {"PAGE", "NUMPAGES", "SECTIONPAGES", "SECTION", "PAGEREF"}
CONTENTS = {"TOC", "TOA", "INDEX"}
"""Fields whose shown text is no text of the document: page numbers, contents."""
SILENT = PAGES | CONTENTS | {"XE", "TC", "TA", "RD", "SET", "ASK", "FILLIN", "ADVANCE", "PRIVATE", "PRINT", "NEXT",
                             "HYPERLINK", "BARCODE", "SHAPE", "EMBED", "LINK", "CONTROL"}
"""Fields that show nothing where they store nothing; what an object shows stands beside its field."""
ARGUMENT = re.compile(r'"([^"]*)"|(\S+)')
OVERSTRUCK = re.compile(r"eq\b[^(]{0,60}\\o\b.*", re.IGNORECASE | re.DOTALL)
"""The field that circles a character, eq \\o\\ac(○,1), or sets pinyin above one, eq \\o\\ad(\\s\\up 9(fēng),风)."""
OUTLINE = (("upperRoman", "{}."), ("upperLetter", "{}."), ("decimal", "{}."), ("lowerLetter", "{})"),
           ("decimal", "({})"), ("lowerLetter", "({})"), ("lowerRoman", "{})"))
"""The numbers of AUTONUMOUT, level by level."""
BODY = 9
"""The level of body text, below all headings."""


@dataclass(slots=True)
class OpenField:
    """A field that has begun."""

    instruction: str = ""
    data: etree._Element | None = None
    """The form field's settings (w:ffData)."""
    separated: bool = False
    """Whether its instruction is over and its result has begun."""
    endless: bool = False
    """No end follows: what stands behind its beginning is text."""
    shown: bool = False
    """Whether any text of its result was shown."""

    @property
    def kind(self) -> str:
        """TOC, PAGE, REF …"""
        return self.instruction.split(None, 1)[0].upper() if self.instruction.strip() else ""

    @property
    def arguments(self) -> list[str]:
        """What follows the kind, switches included, without quotation marks."""
        return [quoted or plain for quoted, plain in ARGUMENT.findall(self.instruction)][1:]

    @property
    def is_contents(self) -> bool:
        """Whether the result that comes now is a table of contents."""
        return self.separated and not self.endless and self.kind in CONTENTS

    @property
    def hides(self) -> bool:
        """Whether text that comes now is no text of the document."""
        if self.endless:
            return False
        return not self.separated or self.kind in PAGES


class Drawn:
    """Draws the fields of a document, in its order: some count on."""

    def __init__(self, numbering: Numbering, report: Report) -> None:
        self._numbering, self._report = numbering, report
        self._automatic: dict[int, int] = {}
        self._sequences: dict[str, int] = {}
        self._levels: Callable[[], tuple[int | None, int | None]] = lambda: (None, None)
        self._list_level: int | None = None

    def paragraph(self, levels: Callable[[], tuple[int | None, int | None]]) -> None:
        """A paragraph begins; `levels` gives its outline level and that of its automatic number, from 0, or None."""
        self._levels, self._list_level = levels, None

    def text(self, one: OpenField) -> str:
        """The text of a field that stores none; what is not known is reported."""
        draw = DRAWN.get(one.kind)
        if draw is not None:
            return draw(self, one)
        if one.kind and one.kind not in SILENT:
            self._report.add("word-field", one.instruction.strip())
        return ""

    def _checkbox(self, one: OpenField) -> str:
        box = None if one.data is None else one.data.find(W + "checkBox")
        if box is None:
            return ""
        stated = box.find(W + "checked")
        stated = box.find(W + "default") if stated is None else stated
        on = stated is not None and stated.get(W + "val", "1") not in ("0", "false", "off")
        return "☑" if on else "☐"

    def _dropdown(self, one: OpenField) -> str:
        choices = None if one.data is None else one.data.find(W + "ddList")
        entries = [] if choices is None else [e.get(W + "val", "") for e in choices.findall(W + "listEntry")]
        at = number(choices, "result", number(choices, "default", 0)) or 0
        return entries[at] if 0 <= at < len(entries) else ""

    def _typed(self, one: OpenField) -> str:
        return val(None if one.data is None else one.data.find(W + "textInput"), "default") or ""

    def _button(self, one: OpenField) -> str:
        found = re.match(r"\s*\S+\s+(?:\"[^\"]*\"|\S+)\s*(.*)", one.instruction, re.DOTALL)
        return found[1].strip().strip('"') if found else ""

    def _quoted(self, one: OpenField) -> str:
        return "".join(a for a, b in zip(one.arguments, ["", *one.arguments], strict=False) if not _is_switch(a, b))

    def _symbol(self, one: OpenField) -> str:
        arguments = one.arguments
        code = arguments[0] if arguments else ""
        font = next((b for a, b in zip(arguments, arguments[1:], strict=False) if a.lower() == "\\f"), None)
        try:
            n = int(code[:9], 16 if code.lower().startswith("0x") else 10)
        except ValueError:
            return code[:1]
        if not 0 < n < 0x10000:
            return ""
        if is_symbol_font(font) or n >= 0xF000:
            return sign(n, font, "", self._report)
        encoding = "utf-16-le" if n > 255 or "\\u" in arguments else "cp1252"
        return n.to_bytes(2 if n > 255 or encoding == "utf-16-le" else 1, "little").decode(encoding, "replace")

    def _sequence(self, one: OpenField) -> str:
        arguments = one.arguments
        name = arguments[0].lower() if arguments else ""
        start = _after(arguments, "\\r")
        count = self._sequences.get(name, 0) + ("\\c" not in arguments)
        self._sequences[name] = int(start[:9]) if start.isdecimal() else count
        return "" if "\\h" in arguments else switched(self._sequences[name], _after(arguments, "\\*"))

    def _automatic_number(self, one: OpenField) -> str:
        """AUTONUM numbers on its level; AUTONUMLGL names all levels above too; AUTONUMOUT writes as in an outline."""
        outline = self._levels()[0]
        level = BODY if outline is None else outline
        self._automatic = {i: n for i, n in self._automatic.items() if i <= level}
        self._automatic[level] = self._automatic.get(level, 0) + 1
        count, arguments = self._automatic[level], one.arguments
        if one.kind == "AUTONUMOUT":
            format, pattern = OUTLINE[min(sum(i < level for i in self._automatic), len(OUTLINE) - 1)]
            return pattern.format(written(count, format))
        stop = _after(arguments, "\\s") or "."
        if one.kind == "AUTONUMLGL":
            return stop.join(str(n) for _, n in sorted(self._automatic.items())) + ("" if "\\e" in arguments else stop)
        return switched(count, _after(arguments, "\\*")) + stop

    def _listed(self, one: OpenField) -> str:
        arguments = one.arguments
        name = arguments[0] if arguments and not arguments[0].startswith("\\") else "NumberDefault"
        stated, start = _after(arguments, "\\l"), _after(arguments, "\\s")
        if self._list_level is None:
            numbered = self._levels()[1]
            self._list_level = 0 if numbered is None else numbered + 1
        level = int(stated[:9]) - 1 if stated.isdecimal() else self._list_level
        return self._numbering.listed(name, min(max(level, 0), 8), int(start[:9]) if start.isdecimal() else None)

    def _equation(self, one: OpenField) -> str:
        """What a formula shows, on one line; characters one above another alone are no formula."""
        try:
            shown = equation(one.instruction)
        except NoEquation:
            self._report.add("word-field", one.instruction.strip())
            return ""
        if not OVERSTRUCK.fullmatch(one.instruction.strip()):
            self._report.add("word-formula", shown)
        return shown


DRAWN = {
    "EQ": Drawn._equation, "FORMCHECKBOX": Drawn._checkbox, "FORMDROPDOWN": Drawn._dropdown,
    "FORMTEXT": Drawn._typed, "MACROBUTTON": Drawn._button, "GOTOBUTTON": Drawn._button, "QUOTE": Drawn._quoted,
    "SYMBOL": Drawn._symbol, "SEQ": Drawn._sequence, "AUTONUM": Drawn._automatic_number,
    "AUTONUMLGL": Drawn._automatic_number, "AUTONUMOUT": Drawn._automatic_number, "LISTNUM": Drawn._listed,
}


def _after(arguments: list[str], switch: str) -> str:
    """What follows a switch, also without a space between (\\s.); empty where it is not given."""
    for at, one in enumerate(arguments):
        if one.lower() == switch:
            return arguments[at + 1] if at + 1 < len(arguments) and arguments[at + 1][:1] != "\\" else ""
        if one.lower().startswith(switch) and len(one) > len(switch):
            return one[len(switch) :]
    return ""


def _is_switch(argument: str, before: str) -> bool:
    return argument.startswith("\\") or before == "\\*"
