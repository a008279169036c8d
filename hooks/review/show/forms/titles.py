"""The title of a material, so that it breaks where it reads well."""

from __future__ import annotations

import re

from markupsafe import Markup

from review.model import Material, Unit

_KIND_OF_DOCUMENT = re.compile(r"(?=“)|(?<=”)|(?=(?:个人|班子)?(?:对照检查|检视剖析|对照检视|剖析)(?:材料|发言)?)")


def title(material: Material, unit: Unit) -> Markup:
    """A title that breaks only between unit and post, campaign, “…” and what kind of document it is."""
    heads = (name + material.author for name in (unit.name, *unit.aliases))
    head = next((head for head in heads if material.title.startswith(head)), "")
    parts = [head, *_KIND_OF_DOCUMENT.split(material.title.removeprefix(head))]
    return Markup("<wbr>").join(part for part in parts if part)
