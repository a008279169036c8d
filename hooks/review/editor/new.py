"""A new material from nothing: what the page's form says, held against the vocabulary, as an empty draft."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from review.editor.files import EditableFiles
from review.intake.given import UnknownValue, campaign_of, unit_of
from review.intake.new import empty_material
from review.model import Vocabulary
from review.read.front.material import AUTHOR_KINDS

FIELDS = ("unit", "author", "campaign", "kind", "date", "title")


class Wrong(ValueError):
    """A value of the form that will not do; the message says why, in Chinese."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


def add(files: EditableFiles, vocabulary: Vocabulary, said: Mapping[str, str]) -> str:
    """Write an empty material of what is `said`, all of FIELDS; its path. Raises Wrong, Outside, OSError."""
    try:
        unit = unit_of(said["unit"], vocabulary)
    except UnknownValue as error:
        raise Wrong("unit", f"{error}。" if said["unit"] else "选一个单位。") from None
    try:
        campaign = campaign_of(said["campaign"], vocabulary)
    except UnknownValue as error:
        raise Wrong("campaign", f"{error}。") from None
    if said["kind"] not in AUTHOR_KINDS:
        raise Wrong("kind", f"选{'或'.join(AUTHOR_KINDS)}。")
    alone = said["kind"] == "个人"
    if alone and not said["author"]:
        raise Wrong("author", "写上职务，如 局长；不写姓名。")
    path, text = empty_material(campaign, unit, said["author"] if alone else "", _date(said["date"]), said["title"])
    try:
        files.add(path, text)
    except FileExistsError:
        raise Wrong("author" if alone else "unit", f"{path} 已经有了，没有覆盖；在左边打开它。") from None
    return path


def _date(said: str) -> datetime.date | None:
    try:
        return datetime.datetime.strptime(said, "%Y-%m-%d").date() if said else None
    except ValueError:
        raise Wrong("date", "写成 2026-01-16，或者空着，以后再填。") from None
