"""Markup compatibility (ECMA-376 part 3): of content that is given twice, the one that is to be shown."""

from __future__ import annotations

import re

from lxml import etree

from review.read.word.names import MC, A, V, W

UNDERSTOOD = re.compile(
    r"http://schemas\.(microsoft\.com/office|openxmlformats\.org)/|http://purl\.oclc\.org/ooxml/|urn:schemas-microsoft-com:"
)
"""Namespaces that Word understands; what requires another one is for another program."""
SHOWN = (W + "t", W + "sym", A + "blip", V + "imagedata", V + "textpath", W + "numFmt")


def resolve(root: etree._Element) -> etree._Element:
    """Put the chosen branch of every mc:AlternateContent in its place, in the tree of `root`; returns `root`."""
    for name in _processed(root):
        for wrapper in list(root.iter(name)):
            _unwrap(wrapper, list(wrapper))
    for alternate in list(root.iter(MC + "AlternateContent")):
        branch = _chosen(alternate)
        _unwrap(alternate, [] if branch is None else list(branch))
    return root


def _chosen(alternate: etree._Element) -> etree._Element | None:
    fallback = alternate.find(MC + "Fallback")
    for choice in alternate.iterfind(MC + "Choice"):
        if all(UNDERSTOOD.match(choice.nsmap.get(prefix) or "") for prefix in choice.get("Requires", "").split()):
            # A chart or an ink drawing has nothing that we can keep, its fallback is a picture of it.
            return fallback if fallback is not None and not _shows(choice) and _shows(fallback) else choice
    return fallback


def _shows(branch: etree._Element) -> bool:
    return next(branch.iter(*SHOWN), None) is not None


def _processed(root: etree._Element) -> list[str]:
    """Names of elements that are to be ignored while what stands in them is read (mc:ProcessContent)."""
    names = (name.partition(":") for name in root.get(MC + "ProcessContent", "").split())
    return [f"{{{root.nsmap[prefix]}}}{local}" for prefix, _, local in names if prefix in root.nsmap]


def _unwrap(element: etree._Element, content: list[etree._Element]) -> None:
    parent = element.getparent()
    if parent is None:
        return
    at = parent.index(element)
    parent[at : at + 1] = content
