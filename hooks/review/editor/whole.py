"""Whether a file would be right in a commit of its own, where what it needs may not be committed yet."""

from __future__ import annotations

import io
import subprocess
import tarfile
import tempfile
from pathlib import Path

from review.editor.files import TERMS, EditableFiles, is_vocabulary
from review.editor.git import NoCommit, is_changed
from review.model import Finding, Vocabulary
from review.read.front.material import read_material
from review.read.vocabulary.load import read_vocabulary


def check_whole(root: Path, path: str, vocabulary: Vocabulary) -> None:
    """Raises NoCommit where the file at `path` is right by the vocabulary as it is, and wrong by the committed one: a
    commit of it alone, checked out, could not be built.
    """
    needs = [name for name in EditableFiles(root).vocabulary() if is_changed(root, name)]
    if is_vocabulary(path) or not needs:
        return
    found = _errors(root, path, vocabulary)
    with tempfile.TemporaryDirectory(prefix="review-terms-") as folder:
        _take_out(root, Path(folder))
        terms, _ = read_vocabulary(Path(folder))
    if any(one not in found for one in _errors(root, path, terms)):
        raise NoCommit(
            f"没有记入历史：这一份用到的词表改动还没有记入历史（{'、'.join(needs)}）。请先记词表，再记这一份。", needs
        )


def _errors(root: Path, path: str, vocabulary: Vocabulary) -> list[Finding]:
    return [finding for finding in read_material(root / path, root, vocabulary)[1] if finding.severity == "error"]


def _take_out(root: Path, folder: Path) -> None:
    """The committed vocabulary of the library, into a folder; nothing where none is committed."""
    command = ["git", "-C", str(root), "archive", "--format=tar", "HEAD", TERMS]
    done = subprocess.run(command, capture_output=True, check=False, timeout=60)
    if not done.returncode:
        with tarfile.open(fileobj=io.BytesIO(done.stdout)) as archive:
            archive.extractall(folder, filter="data")
