"""Word files written by hand: paragraphs of XML in a package of our own."""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from review.read.word import WordError, read_word
from review.read.word.formats import written

SPACES = " ".join(
    f'xmlns:{prefix}="{uri}"'
    for prefix, uri in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "v": "urn:schemas-microsoft-com:vml",
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "o": "urn:schemas-microsoft-com:office:office",
        "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    }.items()
)
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
CHINESE = """
<w:abstractNum w:abstractNumId="1">
 <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:suff w:val="nothing"/>
  <w:lvlText w:val="%1、"/></w:lvl>
 <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="（%2）"/></w:lvl>
 <w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%3."/></w:lvl>
</w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>
"""
"""A scheme as Chinese offices set it up: 一、 then （一） then 1."""


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def p(*content: str, style: str = "", num: tuple[int, int] | None = None, more: str = "") -> str:
    """A paragraph; content that is no XML is a run of text. `num` is (numId, level)."""
    properties = f'<w:pStyle w:val="{style}"/>' if style else ""
    if num:
        properties += f'<w:numPr><w:ilvl w:val="{num[1]}"/><w:numId w:val="{num[0]}"/></w:numPr>'
    inside = "".join(c if c.startswith("<") else run(c) for c in content)
    return f"<w:p><w:pPr>{properties}{more}</w:pPr>{inside}</w:p>"


def document(*body: str) -> str:
    return f"{HEAD}<w:document {SPACES}><w:body>{''.join(body)}<w:sectPr/></w:body></w:document>"


def part(name: str, content: str) -> str:
    return f"{HEAD}<w:{name} {SPACES}>{content}</w:{name}>"


def parts(
    *body: str, links: str = "", files: dict[str, str | bytes] | None = None, **more: str
) -> dict[str, str | bytes]:
    """The files of a package with this body; `more` are further parts by name: styles, numbering, footnotes …"""
    made: dict[str, str | bytes] = {
        "[Content_Types].xml": f'{HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": relations(f'<Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/>'),
        "word/document.xml": document(*body),
        "docProps/core.xml": "<coreProperties><creator>某作者</creator></coreProperties>",
    }
    for n, (name, content) in enumerate(more.items()):
        links += f'<Relationship Id="m{n}" Type="{OFFICE}/{name}" Target="{name}.xml"/>'
        made[f"word/{name}.xml"] = part(name, content)
    made["word/_rels/document.xml.rels"] = relations(links)
    return made | (files or {})


def relations(links: str) -> str:
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'{HEAD}<Relationships xmlns="{space}">{links}</Relationships>'


def save(path: Path, made: dict[str, str | bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in made.items():
            package.writestr(name, content)
    return path


def field(instruction: str, result: str | None = None, data: str = "", end: bool = True) -> str:
    """A complex field; `result` is XML of runs, None where Word stores none; `data` the settings of a form field."""
    begin = f'<w:r><w:fldChar w:fldCharType="begin">{data}</w:fldChar></w:r>'
    code = f'<w:r><w:instrText xml:space="preserve"> {escape(instruction)} </w:instrText></w:r>'
    shown = "" if result is None else '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + result
    return begin + code + shown + ('<w:r><w:fldChar w:fldCharType="end"/></w:r>' if end else "")


def cell(*content: str, more: str = "") -> str:
    """A table cell; content that is no XML is a paragraph."""
    inside = "".join(c if c.startswith("<") else p(c) for c in content or ("",))
    return f"<w:tc><w:tcPr>{more}</w:tcPr>{inside}</w:tc>"


def table(*rows: list[str], more: tuple[str, ...] = ()) -> str:
    """A table of cells; `more` are the properties of the rows."""
    properties = [*more, *[""] * len(rows)]
    made = (f"<w:tr><w:trPr>{m}</w:trPr>{''.join(row)}</w:tr>" for row, m in zip(rows, properties, strict=False))
    return f"<w:tbl><w:tblPr/>{''.join(made)}</w:tbl>"


def box(*paragraphs: str) -> str:
    """A run with a text box."""
    return f"<w:r><w:pict><v:textbox><w:txbxContent>{''.join(paragraphs)}</w:txbxContent></v:textbox></w:pict></w:r>"


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def picture(author: bytes = b"Author\0SECRET") -> bytes:
    """A PNG of one pixel that names its maker."""
    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"tEXt", author)
            + chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND", b""))


def lines(word) -> list[str]:
    """The lines of what was read that are not empty."""
    return [line for line in word.text.split("\n") if line]


def rules(word) -> dict[str, str]:
    """The messages of what was read by their codes."""
    return {f.rule: f.message for f in word.findings}


def refused(path: Path, reason: str) -> None:
    """A file is refused for a reason that matches."""
    with pytest.raises(WordError, match=reason):
        read_word(path)


# ---- whole documents


ORDINAL = re.compile(r"(?:([一二三四五六七八九十]+)、|（([一二三四五六七八九十]+)）|(\d{1,2})[.．])(?=\S)")


def auto_numbered(text: str) -> dict[str, str | bytes]:
    """A package with a paragraph for each line of `text`, its ordinals left to Word's numbering where they can be.

    The numbering of a list that starts again, or in the middle, is a list of its own, as Word does it. Where a level
    begins anew below another, it begins with the start of its list (ECMA-376 17.9.26).
    """
    body, counts, starts, nums, made = [], [0, 0, 0], [1, 1, 1], [1, 1, 1], CHINESE
    for written_line in filter(str.strip, text.split("\n")):
        signs, line = re.fullmatch(r"(#{1,6} )?(.*)", written_line).groups()
        outline = f'<w:outlineLvl w:val="{len(signs) - 2}"/>' if signs else ""
        found = ORDINAL.match(line)
        level = next((i for i in range(3) if found and found[i + 1]), None)
        if level is None:
            body.append(p(line, more=outline))
            continue
        said = found[level + 1]
        n = int(said) if said.isdigit() else CN.index(said) + 1
        counts[level + 1 :] = [0] * (2 - level)
        if n != (counts[level] + 1 if counts[level] else starts[level]):
            starts[level], nums[level] = n, made.count("<w:num ") + 1
            made += f'<w:num w:numId="{nums[level]}"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="{level}">'
            made += f'<w:startOverride w:val="{n}"/></w:lvlOverride></w:num>'
        counts[level] = n
        body.append(p(line[found.end() :], num=(nums[level], level), more=outline))
    return parts(*body, numbering=made)


CN = [written(n, "chineseCounting") for n in range(1, 100)]
