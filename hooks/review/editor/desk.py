"""What the editor has before it: one library, its files by what is found in them, its vocabulary."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

from review.check.minor import is_minor
from review.editor.files import TERMS, EditableFiles, is_vocabulary
from review.editor.look import TextReader, look_at_terms
from review.examine.library import examine
from review.keep.folder import of_library
from review.model import Finding, Vocabulary
from review.read.front.lines import Lines, value
from review.read.vocabulary.load import read_vocabulary

TERM_NAMES = {"campaigns": "活动用语", "problems": "问题类型", "units": "单位名录", "glossary": "词语", "rules": "行规",
              "exceptions": "例外"}  # fmt: skip
GROUPS = (("must", "须处理"), ("may", "可看"), ("none", "无问题"))


class Desk:
    """The library at `root`; `start` is the file that is to be opened first."""

    def __init__(self, root: Path, start: str = "") -> None:
        self.files, self.start = EditableFiles(root), start
        self._read_terms()
        self._lock = threading.Lock()
        self._found: dict[str, list[Finding]] | None = None

    def _read_terms(self) -> None:
        self.vocabulary: Vocabulary = read_vocabulary(self.files.root)[0]
        self._reader = TextReader(self.vocabulary)

    def look(self, text: str, name: str) -> dict[str, Any]:
        """What is read of the file `name` with this text. Never raises on bad input."""
        if is_vocabulary(name):
            return look_at_terms(self.files.root, name.removeprefix(TERMS), text)
        return self._reader.look(text, name)

    def terms(self) -> list[dict[str, str]]:
        """The vocabulary files, as the page calls them."""
        return [{"path": path, "name": TERM_NAMES[Path(path).stem]} for path in self.files.vocabulary()]

    def groups(self) -> list[dict[str, Any]]:
        """The files in three groups: what stops publishing, what may be looked at, the rest."""
        with self._lock:
            if self._found is None:
                self._found = self._examined()
            found = self._found
        rows: dict[str, list[dict[str, Any]]] = {key: [] for key, _ in GROUPS}
        for path, findings in found.items():
            must = sum(f.severity == "error" for f in findings)
            group = "must" if must else "may" if findings else "none"
            rows[group].append({"path": path, "name": _name(path, self.files.root, self.vocabulary), "must": must,
                                "may": len(findings) - must})  # fmt: skip
        return [{"key": key, "name": name, "files": rows[key]} for key, name in GROUPS]

    def forget(self, path: str) -> None:
        """`path` was written: what is found in the library is found anew when it is asked for."""
        with self._lock:
            self._found = None
            if is_vocabulary(path):
                self._read_terms()

    def _examined(self) -> dict[str, list[Finding]]:
        root = self.files.root
        examined = examine(root, "staff", drafts=True, kept=of_library("readings", root))
        names = sorted(path.relative_to(root).as_posix() for path in (root / "materials").rglob("*.md"))
        found: dict[str, list[Finding]] = {name: [] for name in names}
        for finding in (*examined.errors, *examined.warnings):
            if finding.at.path in found and not is_minor(finding, self.vocabulary):
                found[finding.at.path].append(finding)
        return found


def _name(path: str, root: Path, vocabulary: Vocabulary) -> str:
    """Unit, post and campaign's year of a file, by its front matter; its path where it has none to go by."""
    try:
        lines = Lines((root / path).read_text("utf-8-sig"))
        keys = ("unit", "author", "kind", "campaign", "date")
        said = {key: value(node) for key in keys if (node := lines.get([key]))}
        campaign = vocabulary.campaign(str(said["campaign"]))
        words = (said["unit"], said.get("author") or said["kind"], campaign.year if campaign else str(said["date"])[:4])
        return "　".join(map(str, words))
    except Exception:  # whatever stands there instead: the path names it
        return path.removeprefix("materials/").removesuffix(".md")
