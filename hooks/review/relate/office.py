"""The office that a material's post stands for: one year 局长 is written, the next 党组书记、局长."""

from __future__ import annotations

import re
from functools import lru_cache

_APART = re.compile(r"[、,，]|兼任?")
_OF_PARTY = re.compile(r"(?:党组|党委|党工委|工委|机关党委|党总支|总支|党支部|支部)(?:副?书记|成员|委员)")


@lru_cache(maxsize=4096)
def office(author: str) -> str:
    """A post without the duties in the party that come with it; such a duty alone is the post."""
    posts = [post for post in map(str.strip, _APART.split(author)) if post]
    return "、".join([post for post in posts if not _OF_PARTY.fullmatch(post)] or posts)
