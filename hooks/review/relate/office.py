"""Who speaks in a material: a unit's team, or an office in a unit, whatever its post is called in that year."""

from __future__ import annotations

import re
from functools import lru_cache

from review.model import Material

_APART = re.compile(r"[、,，]|兼任?")
_OF_PARTY = re.compile(r"(?:党组|党委|党工委|工委|机关党委|党总支|总支|党支部|支部)(?:副?书记|成员|委员)")


@lru_cache(maxsize=4096)
def office(author: str) -> str:
    """A post without the duties in the party that come with it; such a duty alone is the post."""
    posts = [post for post in map(str.strip, _APART.split(author)) if post]
    return "、".join([post for post in posts if not _OF_PARTY.fullmatch(post)] or posts)


def speaker(material: Material) -> tuple[str, str, str]:
    """Unit, kind and office: the same for two materials of one author, though one year 局长 is written, the next
    党组书记、局长."""
    return material.unit, material.kind, office(material.author)
