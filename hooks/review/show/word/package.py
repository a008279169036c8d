"""The Word file as a package: the body, and beside it the parts that are the same in every file (templates/word/)."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from docx.image.exceptions import UnrecognizedImageError
from docx.image.image import Image
from lxml import etree

from review.model import Material
from review.read.beside import named_pictures, picture_bytes
from review.read.structure.document import source_of
from review.read.text.files import Refused
from review.read.word.origin import NAME, Origin
from review.show.views.material import AUDIENCES
from review.show.word.document import E, word_paragraph, xml
from review.show.word.elements import Maker, xml_text

PARTS = Path(__file__).parents[2] / "templates" / "word"
FIXED = {"content-types.xml": "[Content_Types].xml", "package.rels": "_rels/.rels"} | {
    f"{name}.xml": f"word/{name}.xml" for name in ("styles", "settings", "fontTable", "odd", "even")
}  # fmt: skip
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = {"rStyles": ("styles", "styles"), "rSettings": ("settings", "settings"),
             "rFonts": ("fontTable", "fontTable"), "rOdd": ("footer", "odd"), "rEven": ("footer", "even")}  # fmt: skip
EPOCH = (1980, 1, 1, 0, 0, 0)
"""The same material gives the same bytes, whenever it is written."""
CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
DC = "http://purl.org/dc/elements/1.1/"
CUSTOM = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
VALUES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
CUSTOM_SET = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
"""Of all custom properties (ECMA-376 part 1, 22.3.2.2); the first has the number 2."""


def word(material: Material, root: Path, *, ledger: bool = False) -> bytes:
    """The .docx of a material of the library at `root`; with `ledger`, its ledger in a table at the end.

    A restricted material or a draft says so at the head of every page.
    """
    found = word_pictures(material, root)
    header = "" if material.visibility == "internal" else f"{AUDIENCES[material.visibility]}材料"
    parts = {part: (PARTS / name).read_bytes() for name, part in FIXED.items()}
    relations = {id: (kind, f"{name}.xml") for id, (kind, name) in RELATIONS.items()}
    if header:
        parts["[Content_Types].xml"] = _with_header(parts["[Content_Types].xml"])
        parts["word/header.xml"] = xml_text(E.hdr(word_paragraph(header, "Cell")))
        relations["rHeader"] = ("header", "header.xml")
    named: dict[str, tuple[str, bytes]] = {}
    for name, (ending, data) in found.items():
        id = f"rPicture{len(named) + 1}"
        named[name] = id, data
        parts[f"word/media/{len(named)}.{ending}"] = data
        relations[id] = ("image", f"media/{len(named)}.{ending}")
    parts["word/document.xml"] = xml(material, named, ledger=ledger, header=bool(header))
    parts["word/_rels/document.xml.rels"] = _relations(relations)
    parts["docProps/core.xml"] = _core(material)
    parts["docProps/custom.xml"] = _custom(Origin.of(material.path, source_of(material.document)))
    return _zip(parts)


def word_pictures(material: Material, root: Path) -> dict[str, tuple[str, bytes]]:
    """The pictures of the text that Word can show, by name, each with its ending."""
    found = {}
    for name, path in named_pictures(material).items():
        try:
            data = picture_bytes(root / path, path)
            Image.from_blob(data)
        except (Refused, OSError, UnrecognizedImageError):
            continue
        ending = path.rpartition(".")[2].lower()
        found[name] = "jpg" if ending == "jpeg" else ending, data
    return found


def _with_header(types: bytes) -> bytes:
    root = etree.fromstring(types)
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"
    etree.SubElement(root, f"{{{root.nsmap[None]}}}Override", PartName="/word/header.xml", ContentType=kind)
    return xml_text(root)


def _relations(relations: dict[str, tuple[str, str]]) -> bytes:
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    make = Maker(space, {None: space})
    return xml_text(make.Relationships(*(make.Relationship(Id=id, Type=f"{OFFICE}/{kind}", Target=target)
                                        for id, (kind, target) in relations.items())))  # fmt: skip


def _core(material: Material) -> bytes:
    """The title alone: who wrote the file, and when, is nobody's business."""
    spaces: dict[str | None, str] = {"cp": CORE, "dc": DC}
    return xml_text(Maker(CORE, spaces).coreProperties(Maker(DC, spaces).title(material.title)))


def _custom(origin: Origin) -> bytes:
    """What the file was made from: by it an import knows a corrected file again."""
    spaces: dict[str | None, str] = {None: CUSTOM, "vt": VALUES}
    make = Maker(CUSTOM, spaces)
    value = Maker(VALUES, spaces).lpwstr(str(origin))
    return xml_text(make.Properties(make.property(value, fmtid=CUSTOM_SET, pid="2", name=NAME)))


def _zip(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name in sorted(parts):
            package.writestr(zipfile.ZipInfo(name, EPOCH), parts[name], zipfile.ZIP_DEFLATED)
    return out.getvalue()
