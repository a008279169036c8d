"""Reading built HTML: its tags with their attributes, and its inline scripts.

A scan and no parser, because a parser of the standard library needs ten times as long (10 ms a page) and what is
read was written by the generator and sanitised: attributes are quoted, tags are closed.
"""

from __future__ import annotations

import base64
import hashlib
import html
import re
from collections.abc import Iterator

TAG = re.compile(r"<([a-zA-Z][\w-]*)([^<>\"']*(?:(?:\"[^\"]*\"|'[^']*')[^<>\"']*)*)>")
ATTRIBUTE = re.compile(r"([^\s=\"'/<>]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'<>]+)))?")
SCRIPT = re.compile(r"(<script\b[^>]*>)(.*?)</script>", re.DOTALL)
COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


def tags(page: str) -> list[tuple[str, str]]:
    """Each start tag's name and what stands behind it, as written; comments and scripts left out."""
    return TAG.findall(COMMENT.sub("", SCRIPT.sub(r"\1", page)))


def attributes(inside: str) -> dict[str, str]:
    """Attributes by name in lower case, values unescaped, from what stands behind a tag's name."""
    found = ATTRIBUTE.findall(inside)
    return {name.lower(): html.unescape(a or b or c) for name, a, b, c in found}


def inline_scripts(page: str) -> Iterator[str]:
    """The text of each script that runs and has no src."""
    for start, text in SCRIPT.findall(page):
        given = attributes(start[7:-1])
        if "src" not in given and given.get("type", "text/javascript") not in ("application/json", "text/plain"):
            yield text


def script_hash(script: str) -> str:
    """A script's source expression for script-src (CSP Level 3: base64 of SHA-256 of its UTF-8 bytes)."""
    return "sha256-" + base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
