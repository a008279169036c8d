"""Makers of XML elements, one a namespace: `E.p(E.pPr(), …)` is a w:p with a w:pPr in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from lxml import etree

Content = etree._Element | str | Mapping[str, str]


class Maker:
    """Makes elements of `space`; texts, children and attributes are given in order."""

    def __init__(self, space: str, spaces: Mapping[Any, str]) -> None:
        self._space, self._spaces = space, dict(spaces)

    def __getattr__(self, name: str) -> Callable[..., etree._Element]:
        def make(*content: Content, **attributes: str) -> etree._Element:
            made = etree.Element(f"{{{self._space}}}{name}", nsmap=self._spaces)
            for one in (*content, attributes):
                if isinstance(one, str):
                    made.text = one
                elif isinstance(one, Mapping):
                    for key, value in one.items():
                        made.set(key, value)
                else:
                    made.append(one)
            return made

        return make


def xml_text(root: etree._Element) -> bytes:
    """A part of a package."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
