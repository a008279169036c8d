"""The body of the Word file: paragraphs by the level they have, tables, pictures; every ordinal is text.

Sizes are those of templates/word/styles.xml; this says which paragraph has which style.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from docx.image.image import Image
from lxml import etree

from review.model import LedgerEntry, Material
from review.read.beside import STANDS
from review.read.structure.markdown import HASHES, blocks
from review.read.text.tables import read_table
from review.read.word.names import A, R, W
from review.read.word.tables import APPENDED
from review.show.word.elements import Maker, xml_text

DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
SPACES: dict[str | None, str] = {"w": W[1:-1], "r": R[1:-1], "a": A[1:-1], "wp": f"{DRAWING}/wordprocessingDrawing",
                                 "pic": f"{DRAWING}/picture"}  # fmt: skip
E, WP, AA, PIC = (Maker(SPACES[name], SPACES) for name in ("w", "wp", "a", "pic"))
WIDTH = 8844
"""Of the text, in twentieths of a point: 156 mm."""
EMU = 635
"""English metric units to a twentieth of a point."""
SECOND = re.compile(r"（[一二三四五六七八九十]{1,3}）[^。]{1,80}。")
"""An opening of the second level, which is set in Kai up to its full stop."""
STYLES = {1: "Title", 2: "Part", 3: "Heading"}
"""By the number of # of a line."""
LEDGER = ("序号", "整改措施", "责任部门", "责任领导", "完成时限", "状态", "进展")
LEDGER_WIDTHS = (7, 27, 14, 12, 15, 10, 15)
"""Parts of a hundred."""


def xml(material: Material, pictures: Mapping[str, tuple[str, bytes]], *, ledger: bool, header: bool) -> bytes:
    """word/document.xml of `material`.

    `pictures`: by the name that the text has for it (图1), the relationship id and the file.
    `header`: whether the package has one, under the relationship rHeader.
    """
    body = E.body(*_content(material, pictures))
    if ledger and material.ledger:
        body.append(E.p())
        body.append(_ledger(material))
        body.append(E.p())
    body.append(_page(header))
    return xml_text(E.document(body))


def _content(material: Material, pictures: Mapping[str, tuple[str, bytes]]) -> Iterator[etree._Element]:
    for block in blocks(material.document):
        sign = HASHES.match(block)
        picture = STANDS.fullmatch(block)
        if table := read_table(block):
            yield _table(table.all)
        elif picture and picture["name"] in pictures:
            yield _picture(picture["name"], *pictures[picture["name"]])
            if picture["words"]:
                yield word_paragraph(picture["words"], "PictureWords")
        elif sign and len(sign[1]) in STYLES:
            yield word_paragraph(block[sign.end() :], STYLES[len(sign[1])])
        else:
            yield word_paragraph(block)


def word_paragraph(text: str, style: str = "") -> etree._Element:
    """A paragraph; one of the body begins in Kai where it opens with an ordinal of the second level."""
    second = SECOND.match(text) if not style else None
    lead = second[0] if second else ""
    made = E.p(*([E.pPr(E.pStyle(_val(style)))] if style else []))
    if lead:
        made.append(_run(lead, E.rPr(E.rStyle(_val("Second")))))
    if text[len(lead) :]:
        made.append(_run(text[len(lead) :]))
    return made


def _run(text: str, *properties: etree._Element) -> etree._Element:
    run = E.r(*properties)
    for at, part in enumerate(text.split("\t")):
        if at:
            run.append(E.tab())
        words = E.t(part)
        words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        run.append(words)
    return run


def _val(value: str | int) -> dict[str, str]:
    return {W + "val": str(value)}


def _table(rows: Sequence[Sequence[str]], widths: Sequence[int] = (), caption: str = "") -> etree._Element:
    """A table over the whole width, its columns as wide as their texts ask; its head comes again on every page."""
    columns = [WIDTH * part // sum(widths or _parts(rows)) for part in widths or _parts(rows)]
    around = E.tblPr(E.tblStyle(_val("Grid")), E.tblW({W + "w": str(WIDTH), W + "type": "dxa"}),
                     E.tblLayout({W + "type": "fixed"}))  # fmt: skip
    if caption:
        around.append(E.tblCaption(_val(caption)))
    table = E.tbl(around, E.tblGrid(*(E.gridCol({W + "w": str(width)}) for width in columns)))
    for number, row in enumerate(rows):
        properties = E.trPr(E.cantSplit(), *([E.tblHeader()] if number == 0 else []))
        table.append(E.tr(properties, *(_cell(text, width) for text, width in zip(row, columns, strict=True))))
    return table


def _parts(rows: Sequence[Sequence[str]]) -> list[int]:
    """How wide each column is beside the others: by its longest cell, none under 4 or over 30 characters."""
    return [max(4, min(30, max(len(row[at]) for row in rows))) for at in range(len(rows[0]))]


def _cell(text: str, width: int) -> etree._Element:
    return E.tc(E.tcPr(E.tcW({W + "w": str(width), W + "type": "dxa"})), word_paragraph(text, "Cell"))


def _ledger(material: Material) -> etree._Element:
    measures = {item.id: item for item in material.document.measures}
    rows = [_row(id, measures[id].opening if id in measures else "", entry) for id, entry in material.ledger.items()]
    return _table([LEDGER, *rows], LEDGER_WIDTHS, APPENDED)


def _row(id: str, opening: str, entry: LedgerEntry) -> tuple[str, ...]:
    state = f"已销号 {entry.closed}" if entry.closed else entry.status
    return id[1:], opening, entry.owner, entry.leader, str(entry.due), state, entry.progress


def _picture(name: str, relation: str, data: bytes) -> etree._Element:
    """A picture in a paragraph of its own, no wider than the text."""
    image = Image.from_blob(data)
    width, height = image.px_width * 1440 // image.horz_dpi, image.px_height * 1440 // image.vert_dpi
    if width > WIDTH:
        width, height = WIDTH, height * WIDTH // width
    extent = {"cx": str(width * EMU), "cy": str(height * EMU)}
    number = re.sub(r"\D", "", name)
    shape = PIC.pic(
        PIC.nvPicPr(PIC.cNvPr(id=number, name=name), PIC.cNvPicPr()),
        PIC.blipFill(AA.blip({R + "embed": relation}), AA.stretch(AA.fillRect())),
        PIC.spPr(AA.xfrm(AA.off(x="0", y="0"), AA.ext(extent)), AA.prstGeom(AA.avLst(), prst="rect")),
    )
    drawing = WP.inline(WP.extent(extent), WP.docPr(id=number, name=name),
                        AA.graphic(AA.graphicData(shape, uri=SPACES["pic"])))  # fmt: skip
    return E.p(E.pPr(E.pStyle(_val("Picture"))), E.r(E.drawing(drawing)))


def _page(header: bool) -> etree._Element:
    """A4 with margins of 37, 35, 28 and 26 mm; 22 lines of 28.9 pt; page numbers outside, 7 mm under the text."""
    references = [E.footerReference({W + "type": kind, R + "id": id}) for kind, id in
                  (("default", "rOdd"), ("even", "rEven"))]  # fmt: skip
    if header:
        references += [E.headerReference({W + "type": kind, R + "id": "rHeader"}) for kind in ("default", "even")]
    margins = {"top": 2098, "bottom": 1984, "left": 1587, "right": 1474, "header": 851, "footer": 1190, "gutter": 0}
    return E.sectPr(*references, E.pgSz({W + "w": "11906", W + "h": "16838"}),
                    E.pgMar({W + name: str(size) for name, size in margins.items()}),
                    E.docGrid({W + "type": "lines", W + "linePitch": "578"}))  # fmt: skip
