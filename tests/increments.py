"""A small site that is built again and again, and what two builds of it differ in."""

import os
import re
from pathlib import Path

import pytest

from projects import few_terms, small
from review.publish.build import Failed, build
from review.spread import here

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """A small site, and the current folder."""
    home = small(tmp_path_factory.mktemp("site"))
    here = Path.cwd()
    os.chdir(home)
    yield home
    os.chdir(here)


@pytest.fixture
def library(project, tmp_path):
    return few(tmp_path / "library")


def few(root):
    """Some materials of one campaign, and few terms."""
    (root / "materials").mkdir(parents=True)
    (root / "vocabulary").mkdir()
    types = few_terms(root / "vocabulary")
    texts = {path.name: path.read_text("utf-8") for path in sorted((ROOT / "materials/2021").glob("*.md"))}
    sound = [name for name, text in texts.items() if set(re.findall(r"type: ([a-z-]+)", text)) <= types]
    for name in sound[:6]:
        (root / "materials" / name).write_text(texts[name], "utf-8")
    return root


def two_years(root):
    """The same posts in a year after that: so what they name again, and their years side by side, change with edits."""
    few(root)
    held = root / "vocabulary/campaigns.yml"
    first = held.read_text("utf-8")
    held.write_text(first + first.replace("2021-", "2022-").replace("year: 2021", "year: 2022"), "utf-8")
    (root / "materials/次年").mkdir()
    for number, path in enumerate(sorted((root / "materials").glob("*.md"))):
        head, fence, body = path.read_text("utf-8").rpartition("\n---\n")
        for old, new in (("campaign: 2021-", "campaign: 2022-"), ("date: 2022-", "date: 2023-")):
            head = head.replace(old, new)
        if number % 2:
            body = body.replace("学习", "学习和实践", 1)
        (root / "materials/次年" / path.name).write_text(head + fence + body, "utf-8")
    return root


def built(root, out, again=""):
    """The files of the site, or why there is none."""
    try:
        build(root, "internal", out, again=again, spread=here)
    except Failed as failed:
        return failed.lines
    return files(out)


def files(out):
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in sorted(out.rglob("*")) if path.is_file()}


def differing(one, other):
    """What two sites differ in, for a message that can be read."""
    if isinstance(one, tuple) or isinstance(other, tuple):
        return [] if one == other else [one if isinstance(one, tuple) else "built", other]
    return sorted(path for path in one.keys() | other.keys() if one.get(path) != other.get(path))
