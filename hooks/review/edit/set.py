"""One field of many files: what would change, and the change. Nothing is written that would make a file unsound."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import partial
from pathlib import Path

from review.check.document import check_private
from review.check.library import check_targets
from review.edit.field import Field
from review.model import Vocabulary
from review.read.front.lines import Lines, still_undecided
from review.read.front.material import parse_material, split
from review.read.text.files import Refused, read_bytes, shown, strict_text
from review.read.text.write import write
from review.read.yaml.emit import Value
from review.read.yaml.fields import NAMES

OPENED = "它是限阅的（restricted），不随文件夹一起放开；确要给所有人看，请写出这个文件的名字"


@dataclass(frozen=True, kw_only=True, slots=True)
class Edit:
    """What becomes of one file."""

    path: str
    """Relative to the library's root."""
    before: str
    after: str
    refused: tuple[str, ...] = ()
    """Why the file is left as it is; empty where it can be changed, or is so already."""
    line: int = 0
    """Where it would be wrong, in the file as it would be; 0 where it can be changed."""

    @property
    def changes(self) -> bool:
        """Whether there is anything to write."""
        return self.before != self.after and not self.refused

    @property
    def lines(self) -> Iterator[tuple[int, str]]:
        """The lines that go (-) and come (+), each with its number in its own text."""
        old, new = self.before.splitlines(), self.after.splitlines()
        for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
            if kind != "equal":
                yield from ((n + 1, f"- {old[n]}") for n in range(a, b))
                yield from ((n + 1, f"+ {new[n]}") for n in range(c, d))


def material_files(paths: Iterable[Path]) -> list[Path]:
    """The materials at `paths`, folders walked, each once."""
    found = (f for p in paths for f in (sorted(p.rglob("*.md")) if p.is_dir() else [p]))
    return list(dict.fromkeys(f.resolve() for f in found))


def set_field(
    paths: Iterable[Path], root: Path, field: Field, value: Value, vocabulary: Vocabulary, named: Collection[Path] = ()
) -> Iterator[Edit]:
    """What setting `field` to `value` would make of each file; an empty text takes the field away.

    What is restricted is opened to all only where the file itself is `named`, not with its folder.
    """

    def change(file: Path, lines: Lines) -> Lines:
        name, was = _name(file, root), lines.get(["visibility"])
        opens = was is not None and (was.value, field.key, value) == ("restricted", "visibility", "internal")
        if was is not None and opens and file not in named:
            raise Refused("front-matter", OPENED, name, was.start_mark.line + 2)
        if value != "":
            field.require(lines, name)
        for path in field.paths(lines):
            lines = lines.set(path, value) if value != "" else lines.remove(path)
        return lines

    for path in paths:
        yield edit(path, root, partial(change, path), vocabulary)


def edit(path: Path, root: Path, change: Callable[[Lines], Lines], vocabulary: Vocabulary) -> Edit:
    """What a change of its front matter would make of one file. Never raises on bad input."""
    name = _name(path, root)
    try:
        data = read_bytes(path, name)
        before = strict_text(data, name)
        raw = data.decode("utf-8")
        faults = _faults(before, name, vocabulary)
        after = change(Lines(raw)).text
    except Refused as error:
        return Edit(path=name, before="", after="", refused=(str(error),), line=error.finding.at.line)
    found = _faults(strict_text(after.encode(), name), name, vocabulary)
    new = [f for f in found if f not in faults]
    line = found[new[0]] if new else 0
    if new and (left := still_undecided(Lines(after))):
        new = [f"还有待定的项：{'、'.join(NAMES[key] for key in left)}；请先补上"]
    return Edit(path=name, before=raw, after=after, refused=tuple(new) if after != raw else (), line=line)


def _faults(text: str, name: str, vocabulary: Vocabulary) -> dict[str, int]:
    """What is wrong with a file's front matter, and in which line: also of items that the text does not have.

    A number that must not be published is wrong in front matter, and anywhere in what is no draft.
    """
    material, found = parse_material(text, name, vocabulary)
    if material is None:
        return {f.message: f.at.line for f in found}
    draft = material.visibility == "draft"
    said = f"---\n{split(text, name)[0]}" if draft else text
    numbers = check_private(said, name, signed=vocabulary.exceptions)
    wrong = {f"{'草稿里有' if draft else ''}{f.message}": f.at.line for f in numbers if f.severity == "error"}
    return {f.message: f.at.line for f in (*found, *check_targets(material))} | wrong


def _name(path: Path, root: Path) -> str:
    return shown(path.relative_to(root.resolve()).as_posix())


def save(edits: Iterable[Edit], root: Path) -> None:
    """Write what changes, every file whole or not at all (OSError)."""
    for one in edits:
        if one.changes:
            write(root / one.path, one.after.encode())
