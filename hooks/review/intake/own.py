"""Front matter that a text file has of its own: what of it is taken along, and what is said to be left."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import yaml

from review.intake.guess import Guess, from_front_matter
from review.intake.source import SourceError
from review.model import Material, Vocabulary
from review.read.front.material import DECIDED, FENCE, RULE, parse_material, split
from review.read.text.files import Refused
from review.read.yaml.emit import Value, plain_value
from review.read.yaml.strict import Mapping, parse

WRONG = "文件自带的元数据有误：{}；请改好，或删去开头两行 --- 和其间的内容，再导入"
SHOWN = 3
"""Comments that are named."""


@dataclass(frozen=True, slots=True)
class OwnFront:
    """What a text says of itself above its body."""

    values: dict[str, Guess]
    """The fields that a new material has."""
    more: dict[str, Value]
    """The rest: measures, problems, reading …"""
    remarks: tuple[str, ...]
    """What is left out: comments."""
    body: str


def own_front_matter(text: str, name: str, vocabulary: Vocabulary) -> OwnFront:
    """The front matter of `text`; `name` is what messages call it. Raises SourceError where it is not sound.

    Only values that the strict loader read are kept. Visibility is not: an import is a draft.
    """
    if not FENCE.match(text):
        return OwnFront({}, {}, (), text)
    try:
        material, findings = parse_material(text, name, vocabulary)
        front, body, _ = split(text, name)
    except Refused as error:
        raise SourceError(WRONG.format(str(error).rstrip("。"))) from error
    if material is None:
        raise SourceError(WRONG.format(findings[0].message.rstrip("。")))
    node = parse(front, name, RULE)
    pairs = node.pairs if isinstance(node, Mapping) else ()
    more = {k.text: plain_value(v) for k, v in pairs if k.text not in (*DECIDED, "visibility")}
    values = {key: from_front_matter(value) for key, value in _values(material, vocabulary).items()}
    return OwnFront(values, more, tuple(_left(front)), body)


def _values(material: Material, vocabulary: Vocabulary) -> dict[str, str]:
    unit = next(u.name for u in vocabulary.units if u.id == material.unit)
    campaign = vocabulary.campaign(material.campaign)
    return {"title": material.title, "campaign": material.campaign, "unit": unit, "author": material.author,
            "kind": material.kind, "date": str(material.date), "year": str(campaign.year if campaign else "")}


def _left(front: str) -> Iterator[str]:
    if found := list(_comments(front)):
        more = "等" if len(found) > SHOWN else ""
        yield f"文件自带的元数据里有 {len(found)} 处注释没有收入：{'；'.join(found[:SHOWN])}{more}"


def _comments(front: str) -> Iterator[str]:
    """The comments of YAML: what begins with # between its tokens."""
    at = 0
    for token in yaml.scan(front):
        yield from re.findall(r"#[^\r\n]*", front[at : token.start_mark.index])
        at = max(at, token.end_mark.index)
