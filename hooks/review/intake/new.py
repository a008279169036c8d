"""An empty material to be filled in, with the headings that the campaign prescribes."""

from __future__ import annotations

import datetime
from pathlib import Path

from review.intake.front import draft_front_matter, folder, stem
from review.intake.guess import NOTHING, stated
from review.model import Campaign, Unit
from review.read.text.numerals import counting
from review.read.text.write import write


class NameTaken(ValueError):
    """There is a material of this name; carries its path."""


def new_material(root: Path, campaign: Campaign, unit: Unit, author: str, date: datetime.date | None) -> str:
    """Write an empty material and return its path relative to `root`. Without `author` it is a team's.

    Raises NameTaken rather than overwrite anything, OSError when it cannot be written.
    """
    path, text = empty_material(campaign, unit, author, date)
    if (root / path).exists():
        raise NameTaken(path)
    write(root / path, text.encode())
    return path


def empty_material(
    campaign: Campaign, unit: Unit, author: str, date: datetime.date | None, title: str = ""
) -> tuple[str, str]:
    """The path below the library and the text of an empty material; without `title` it has the usual one."""
    guesses = {
        "title": stated(title or f"{unit.name}{author or '班子'}{campaign.name}对照检查材料"),
        "campaign": stated(campaign.id),
        "unit": stated(unit.name),
        "author": stated(author),
        "kind": stated("个人" if author else "班子"),
        "year": stated(str(campaign.year)),
        "date": stated(str(date)) if date else NOTHING,
    }
    text = f"{draft_front_matter(guesses)}\n{_body(campaign, guesses['title'].value or '')}"
    return f"materials/{folder(guesses)}/{stem(guesses, own='')}.md", text


def _body(campaign: Campaign, title: str) -> str:
    headings = [f"### （{counting(h.number)}）{_wording(h.wording)}" for h in campaign.headings]
    parts = [f"# {title}", "【此处填写会前准备情况】对照检查如下：", "## 一、存在的问题"]
    for heading in headings:
        parts += [heading, "一是【此处填写】。"]
    parts += ["## 二、原因分析", "（一）【此处填写】。", "## 三、整改措施", "（一）【此处填写】。"]
    return "\n\n".join(parts) + "\n"


def _wording(text: str) -> str:
    """The official wording as a heading: it ends in 方面 whatever the campaign's list says."""
    return text if text.endswith(("方面", "情况")) else f"{text}方面"
