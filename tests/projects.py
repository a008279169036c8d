"""Copies of the whole project, changed by tests, and its commands run there."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
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


def review(project: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run `review WORDS` with the project's own code."""
    run = [sys.executable, "-c", "from review.cli import main; main(prog_name='review')", *words]
    environment = {**os.environ, "PYTHONPATH": str(project / "hooks"), **environment}
    return subprocess.run(run, cwd=project, env=environment, capture_output=True, text=True)
