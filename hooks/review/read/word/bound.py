"""Content controls that are bound to data beside the text (w:dataBinding): Word shows the data once it opens the file.

What stands in the text is what another program, or nobody, brought in line with the data (ECMA-376 part 1, 17.5.2.6).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress

from lxml import etree

from review.read.word.names import W
from review.read.word.package import Package, WordError

_PATH = re.compile(r"(?:/(?:\w{1,40}:)?[\w.-]{1,80}(?:\[\d{1,4}\])?){1,40}(?:/@(?:\w{1,40}:)?[\w.-]{1,80})?")
"""Paths as Word writes them; any other expression is no place, and may take long."""
_PREFIX = re.compile(r"""xmlns:(\w+)=["']([^"']*)["']""")
_DATA = "{http://schemas.openxmlformats.org/officeDocument/2006/customXml}"
_BUILT_IN = {"{6C3C8BC8-F283-45AE-878A-BAB7291924A1}": "/core-properties",
             "{6668398D-A668-4E3E-A5EB-62B293D839F1}": "/extended-properties"}
"""Properties of the document by the id that bindings name them by, and the kind of their part ([MS-OE376] 2.5.2)."""
_DRAWN = ("date", "picture", "checkbox")
"""Kinds of controls that show their data in another form than as its text."""


def unlike(package: Package, body: etree._Element) -> Iterator[tuple[str, str]]:
    """What a control shows and what it is bound to, where these are not the same but for white space."""
    controls = [(control, bound) for control in body.iter(W + "sdt")
                if (bound := control.find(f"{W}sdtPr/{W}dataBinding")) is not None]
    parts = dict(_parts(package)) if controls else {}
    for control, bound in controls:
        properties, content = control.find(W + "sdtPr"), control.find(W + "sdtContent")
        root = parts.get(bound.get(W + "storeItemID", "").upper())
        if root is None or properties is None or content is None or _is_drawn(properties):
            continue
        if (stored := _at(root, bound)) is not None:
            shown, data = "".join(t.text or "" for t in content.iter(W + "t")), _named(properties, stored)
            if "".join(shown.split()) != "".join(data.split()):
                yield shown, data


def _is_drawn(properties: etree._Element) -> bool:
    return any(etree.QName(child).localname in _DRAWN for child in properties)


def _parts(package: Package) -> Iterator[tuple[str, etree._Element]]:
    """The parts that hold data, by the id that bindings name them by. One that is not sound is none, as in Word."""
    for id, name in _names(package):
        with suppress(WordError):
            yield id, package.xml(name)


def _names(package: Package) -> Iterator[tuple[str, str]]:
    for kind, target, external in package.related(package.main).values():
        if kind.endswith("/customXml") and not external:
            for of, properties, outside in package.related(target).values():
                if of.endswith("/customXmlProps") and not outside:
                    with suppress(WordError):
                        yield package.xml(properties).get(_DATA + "itemID", "").upper(), target
    for kind, target, external in package.related("").values():
        yield from ((id, target) for id, ends in _BUILT_IN.items() if kind.endswith(ends) and not external)


def _at(root: etree._Element, bound: etree._Element) -> str | None:
    """The data at a binding's path; None where there is none, or more than text."""
    path, spaces = bound.get(W + "xpath", ""), dict(_PREFIX.findall(bound.get(W + "prefixMappings", "")))
    if not _PATH.fullmatch(path):
        return None
    try:
        found = root.getroottree().xpath(path, namespaces=spaces)
    except etree.XPathError:
        return None
    if not isinstance(found, list) or not found:
        return None
    first = found[0]
    if isinstance(first, etree._Element):
        return None if len(first) else first.text or ""
    return str(first)


def _named(properties: etree._Element, stored: str) -> str:
    """What a list shows for a value of its own."""
    for entry in properties.iter(W + "listItem"):
        if entry.get(W + "value") == stored:
            return entry.get(W + "displayText") or stored
    return stored
