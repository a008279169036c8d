"""Which lines of a library's files were changed since a revision, so that a check can speak of those alone."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

from review.model import Finding
from review.read.vocabulary.committed import NoRevision

HUNK = re.compile(r"^@@ -\S+ \+(\d+)(?:,(\d+))? @@")


def changed_lines(root: Path, revision: str) -> dict[str, list[range]]:
    """By path relative to `root`, the lines of today's files that the revision does not have. Raises NoRevision.

    What others changed there since this history left it is no change of ours; a shallow clone may not know
    where it did.
    """
    words = ["git", "-C", str(root), "-c", "core.quotePath=false"]
    base = [*words, "merge-base", "--end-of-options", revision, "HEAD"]
    differences = [*words, "diff", "--unified=0", "--no-color", "--no-ext-diff", "--relative", "--end-of-options"]
    try:
        left = subprocess.run(base, capture_output=True, timeout=60, check=False).stdout.decode().strip()
        told = subprocess.run([*differences, left or revision, "--", "."], capture_output=True, timeout=60,
                              check=True).stdout  # fmt: skip
        others = subprocess.run([*words, "ls-files", "--others", "--exclude-standard", "-z"], capture_output=True,
                                timeout=60, check=True).stdout  # fmt: skip
    except (OSError, subprocess.SubprocessError):
        raise NoRevision(revision) from None
    found = _hunks(told.decode("utf-8", "replace"))
    for name in filter(None, others.decode("utf-8", "replace").split("\0")):
        found[name] = [range(1, 1 << 31)]
    return found


def _hunks(told: str) -> dict[str, list[range]]:
    found: dict[str, list[range]] = {}
    path = ""
    for line in told.split("\n"):
        if line.startswith("+++ "):
            path = line[4:].removeprefix("b/").rstrip("\t")
        elif hunk := HUNK.match(line):
            first, count = int(hunk[1]), int(hunk[2] or 1)
            found.setdefault(path, []).append(range(first, first + max(count, 1)))
    return found


def is_of_change(finding: Finding, changed: dict[str, list[range]]) -> bool:
    """Whether a finding stops a build, or stands at a changed line."""
    return finding.severity == "error" or any(finding.at.line in lines for lines in changed.get(finding.at.path, ()))
