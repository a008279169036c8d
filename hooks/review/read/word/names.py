"""XML names of WordprocessingML (ECMA-376 part 1), in the form lxml wants them."""

from __future__ import annotations

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
CHART_EX = "{http://schemas.microsoft.com/office/drawing/2014/chartex}"
"""Charts that Word 2016 brought: funnels, trees, waterfalls ([MS-ODRAWXML] 2.24.3)."""
V = "{urn:schemas-microsoft-com:vml}"
OFFICE = "{urn:schemas-microsoft-com:office:office}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"

STRICT = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": W[1:-1].encode(),
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": R[1:-1].encode(),
    b"http://purl.oclc.org/ooxml/drawingml/main": A[1:-1].encode(),
    b"http://purl.oclc.org/ooxml/officeDocument/math": M[1:-1].encode(),
}
"""Namespaces of the strict form of the format, and the transitional ones that mean the same."""


def val(element: etree._Element | None, name: str, default: str | None = None) -> str | None:
    """The `w:val` of the child `name` of `element`; `default` where there is no such child."""
    child = None if element is None else element.find(W + name)
    return default if child is None else child.get(W + "val")


def number(element: etree._Element | None, name: str, default: int | None = None) -> int | None:
    """`value` as a whole number; `default` where it is missing or no number."""
    text = val(element, name)
    try:
        return default if text is None else int(text)
    except ValueError:
        return default


def switch(properties: etree._Element | None, name: str) -> bool | None:
    """Whether the property `name` is on, off, or not stated (None)."""
    child = None if properties is None else properties.find(W + name)
    return None if child is None else child.get(W + "val", "true") not in ("0", "false", "off", "none")
