"""What staff are to look at: the warnings of a library, with what is called open and what the trade asks for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from review.check.places import check_places
from review.check.rules import RULES
from review.check.trade import check_trade
from review.keep.code import digest
from review.keep.folder import Folder
from review.keep.records import packed, unpacked
from review.model import Finding, Library, Remark

RemarksByDigest = dict[bytes, tuple[Finding, ...]]
"""By the digest of a material: what the trade's rules say of it."""


def remarks(library: Library, warnings: Iterable[Finding], kept: Folder | None) -> tuple[Remark, ...]:
    """All remarks on what this audience may see, by path and line."""
    shown = {material.path for material in library.materials}
    titles = {code: rule.title for code, rule in RULES.items()}
    titles |= {rule.id: rule.name for rule in library.vocabulary.trade}
    found = (*warnings, *check_places(library), *_trade(library, kept))
    own = {one for one in found if not one.at.path.startswith("materials/") or one.at.path in shown}
    ordered = sorted(own, key=lambda one: (one.at.path, one.at.line, one.rule, one.message))
    return tuple(
        Remark(rule=one.rule, title=titles.get(one.rule, one.rule), message=one.message, at=one.at) for one in ordered
    )


def _trade(library: Library, kept: Folder | None) -> list[Finding]:
    """Of materials that are as they were, what was found of them before."""
    key = digest("trade", library.vocabulary)
    before = _kept(kept, key)
    now: RemarksByDigest = {}
    new = []
    for material in library.materials:
        told = library.digests.get(material.id, b"")
        if told in before:
            now[told] = before[told]
        else:
            new.append(material)
    fresh: dict[str, list[Finding]] = {material.path: [] for material in new}
    for finding in check_trade(replace(library, materials=tuple(new))) if new else ():
        fresh[finding.at.path].append(finding)
    now |= {library.digests.get(material.id, b""): tuple(fresh[material.path]) for material in new}
    if kept and (new or len(now) != len(before)):
        kept.put(key, packed(now))
    return [finding for material in library.materials for finding in now[library.digests.get(material.id, b"")]]


def _kept(kept: Folder | None, key: str) -> RemarksByDigest:
    try:
        found = unpacked(kept.get(key) or b"", {}) if kept else {}
    except Exception:  # what lies in a folder may be anything
        return {}
    return found if isinstance(found, dict) else {}
