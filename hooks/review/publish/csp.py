"""The content security policy: what a page may run and load. The server sends it; the build holds its hashes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from review.publish.html import inline_scripts, script_hash

HASH = re.compile(r"'(sha256-[A-Za-z0-9+/=]+)'")
TEMPLATE = """\
# Written by `review build --write-csp`, new whenever the theme's inline scripts change; then reload nginx.
# Scripts come from assets/ alone, so that no other file, wherever it came from, can run ('self' would let it).
add_header Content-Security-Policy "default-src 'none'; script-src {scripts}; style-src 'self'; \
img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; \
frame-ancestors 'none'" always;
"""


def found_hashes(site: Path) -> set[str]:
    """The hashes of all inline scripts of a built site; the theme's are the same on every page."""
    pages = (path.read_bytes() for path in site.rglob("*.html"))
    return {script_hash(script) for page in pages for script in inline_scripts(page)}


def policy(hashes: Iterable[str]) -> str:
    """The nginx include that sends the policy with these script hashes."""
    assets = "$scheme://$http_host/assets/"
    return TEMPLATE.format(scripts=" ".join([assets, *(f"'{value}'" for value in sorted(hashes))]))


def stated_hashes(file: Path) -> set[str]:
    """The hashes in an nginx include; empty when there is none yet."""
    return set(HASH.findall(file.read_text("utf-8"))) if file.exists() else set()
