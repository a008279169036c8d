"""Copies of the project, whole or with few terms and pages, changed by tests, and its commands run there."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[1]
FEW = ("problems", "campaigns")
PARTS = ("docs", "hooks", "materials", "vocabulary", "deploy", "mkdocs.yml")


def copied(to: Path) -> Path:
    """A copy of what a site is made of, without git."""
    to.mkdir(parents=True)
    for part in PARTS:
        source = ROOT / part
        if source.is_dir():
            shutil.copytree(source, to / part, ignore=shutil.ignore_patterns("*.egg-info"))
        else:
            shutil.copy(source, to / part)
    return to


def small(to: Path) -> Path:
    """A site with few terms, one page in docs/ and no materials, so that a build of it is soon done."""
    for name in ("mkdocs.yml", "hooks/events.py", "vocabulary/reader.yml", "vocabulary/units.yml"):
        (to / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, to / name)
    shutil.copytree(ROOT / "deploy", to / "deploy")
    (to / "docs/guide").mkdir(parents=True)
    guide = "# 使用说明\n\n先看[总览](../index.md)和[台账](../ledger/index.md)。\n"
    (to / "docs/guide/index.md").write_text(guide, "utf-8")
    (to / "materials").mkdir()
    few_terms(to / "vocabulary")
    return to


def few_terms(vocabulary: Path) -> set[str]:
    """Write a vocabulary of one campaign (2021-dangshi) and three themes; the ids of these themes' types."""
    types, texts = _few()
    for name, text in texts.items():
        (vocabulary / f"{name}.yml").write_text(text, "utf-8")
    return {*types}


@cache
def _few() -> tuple[frozenset[str], dict[str, str]]:
    """The ids of the types, and the files by name: many tests write them, and to make them takes a second."""
    themes, campaigns = (yaml.safe_load((ROOT / f"vocabulary/{x}.yml").read_text("utf-8")) for x in FEW)
    campaigns = [campaign for campaign in campaigns if campaign["id"] == "2021-dangshi"]
    for heading in campaigns[0]["headings"]:
        heading.pop("themes", None)
    records = zip(FEW, (themes[:3], campaigns), strict=True)
    texts = {name: yaml.safe_dump(each, allow_unicode=True, sort_keys=False) for name, each in records}
    return frozenset(kind["id"] for theme in themes[:3] for kind in theme["types"]), texts


def review(project: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run `review WORDS` with the project's own code."""
    run = [sys.executable, "-c", "from review.cli import main; main(prog_name='review')", *words]
    environment = {**os.environ, "PYTHONPATH": str(project / "hooks"), **environment}
    return subprocess.run(run, cwd=project, env=environment, capture_output=True, text=True)
