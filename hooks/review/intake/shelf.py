"""The library that an import looks into: what is there, what is remembered of it, which of it a document is like."""

from __future__ import annotations

import os
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from review.intake.clean import without_space
from review.intake.likeness import Text, Whose, clauses
from review.intake.memory import Memory, Remembered
from review.model import Vocabulary
from review.read.front.lines import Lines
from review.read.front.material import UNDECIDED, split
from review.read.text.digest import fingerprint, text_digest
from review.read.text.files import Refused, read_bytes, strict_text
from review.read.word.origin import Origin

CANDIDATES = 5
"""Materials looked at closely for one document; those that share the most clauses come first."""
SHARED = 2
"""Clauses that two texts share at least before they are held against each other."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A document that is looked for: its text, and the digest of its file's name."""

    text: Text
    name: str
    origin: Origin | None = None
    """The material that it was exported from, as it says."""


@dataclass
class Shelf:
    """The materials of the library at `root`. Raises BrokenMemory where imports.json is damaged."""

    root: Path
    vocabulary: Vocabulary
    memory: Memory = field(init=False)
    bodies: dict[str, list[str]] = field(init=False, default_factory=dict)
    """Paths of materials by digest of their body."""
    entries: dict[str, Remembered] = field(init=False, default_factory=dict)
    """What is remembered, by the path that the material has now."""
    was: dict[str, str] = field(init=False, default_factory=dict)
    """The path that imports.json names, by the path that a renamed material has now."""
    gone: list[Remembered] = field(init=False, default_factory=list)
    """What is remembered of materials that are not found any more."""
    like: list[list[str]] = field(init=False, default_factory=list)
    """For each document looked for, the paths of what may be the same, the likest first."""
    reserved: set[str] = field(init=False, default_factory=set)
    """Paths that documents of this batch will have."""

    _texts: dict[str, Text] = field(init=False, default_factory=dict)
    _there: set[str] = field(init=False, default_factory=set)

    def __post_init__(self) -> None:
        self.memory = Memory(self.root)

    def survey(self, wanted: list[Wanted]) -> None:
        """One look at every material: which of it the wanted documents are, or may be."""
        said = [one.text.clauses for one in wanted]
        holders = defaultdict(list)
        for number, found in enumerate(said):
            for clause in found:
                holders[clause].append(number)
        titled = defaultdict(list)
        for number, one in enumerate(wanted):
            if title := without_space(one.text.whose.title):
                titled[title].append(number)
        shared: list[Counter[str]] = [Counter() for _ in wanted]
        bodies = defaultdict(list)
        for path in self.paths():
            body = self.body(path)
            if body is None:
                continue
            bodies[text_digest(body)].append(path)
            for clause in clauses(body) & holders.keys():
                for number in holders[clause]:
                    shared[number][path] += 1
            for number in titled.get(without_space(title_of(body)), ()):
                shared[number][path] += SHARED
        self.bodies = dict(bodies)
        self._there = {path for paths in bodies.values() for path in paths}
        self._remembered()
        named = defaultdict(list)
        for path, entry in self.entries.items():
            named[entry.name].append(path)
        self.like = [_likest(counts, [*self.exported(one.origin), *named[one.name]])
                     for counts, one in zip(shared, wanted, strict=True)]

    def exported(self, origin: Origin | None) -> tuple[str, ...]:
        """The path that a material which a file was exported from has now; none where it is not certain."""
        if origin is None:
            return ()
        if origin.path in self._there:
            return (origin.path,)
        held = self.bodies.get(origin.body, ())
        return tuple(held) if len(held) == 1 else ()

    def paths(self) -> Iterable[str]:
        """The files of all materials, relative to the library's root, in order."""
        return sorted(p.relative_to(self.root).as_posix() for p in (self.root / "materials").rglob("*.md"))

    def _remembered(self) -> None:
        """Entries by the path that their material has now: people rename files."""
        for path, entry in self.memory.entries.items():
            if path in self._there:
                self.entries[path] = entry
        for path, entry in self.memory.entries.items():
            if path in self._there:
                continue
            now = next((p for p in self.bodies.get(entry.body, ()) if p not in self.entries), None)
            if now is None:
                self.gone.append(entry)
            else:
                self.entries[now], self.was[now] = entry, path

    # ---- one material ---------------------------------------------------------------------------------

    def raw(self, path: str) -> str | None:
        """The whole text of a material, its line ends as they are; None where it cannot be read."""
        try:
            data = read_bytes(self.root / path, path)
            split(strict_text(data, path), path)
        except Refused:
            return None
        return data.decode("utf-8")

    def body(self, path: str) -> str | None:
        """The body of a material; None where it cannot be read."""
        try:
            text = strict_text(read_bytes(self.root / path, path), path)
            return split(text, path)[1].lstrip("\n")
        except Refused:
            return None

    def text(self, path: str) -> Text:
        """A material to be compared with: its body and whose it is by its front matter."""
        if path not in self._texts:
            self._texts[path] = self._text(path)
        return self._texts[path]

    def _text(self, path: str) -> Text:
        lines = Lines(self.raw(path) or "---\n---\n")
        said = {key: getattr(lines.get([key]), "value", "") for key in ("campaign", "unit", "author", "kind")}
        said = {key: "" if value == UNDECIDED or not isinstance(value, str) else value for key, value in said.items()}
        unit = self.vocabulary.unit(said["unit"]) if said["unit"] else None
        body = self.body(path) or ""
        who = "班子" if said["kind"] == "班子" else said["author"]
        whose = Whose(title_of(body), said["campaign"], unit.name if unit else said["unit"], who)
        return Text(body, whose)

    def pictures_changed(self, path: str, pictures: Mapping[str, str]) -> Iterator[str]:
        """Which of a document's `pictures` (name to fingerprint) the material at `path` has otherwise or not at all."""
        folder = self.root / pictures_folder(path)
        for name, print in pictures.items():
            stem, there = Path(name).stem, folder / name
            if not there.is_file() or fingerprint(there.read_bytes()) != print:
                yield f"{stem}：{'换了一张' if any(folder.glob(f'{stem}.*')) else '新加'}"

    def same(self, key: str, one: str, other: str | None) -> bool:
        """Whether two values of a field mean one thing: a unit has several names."""
        unit = self.vocabulary.unit(one) if key == "unit" else None
        return one == other or (unit is not None and other in (unit.name, unit.id, *unit.aliases))

    def free(self, folder: str, stem: str) -> tuple[str, str]:
        """A path that nothing has, and the path of what has the name that it would have had; raises OSError."""
        beside = ""
        for number in range(1, 1000):
            name = f"{stem}{f'-{number}' if number > 1 else ''}.md"
            path = "/".join(filter(None, ("materials", folder, name)))
            if path not in self.reserved and not os.path.lexists(self.root / path):
                return path, beside
            beside = beside or path
        raise OSError(f"materials/{folder}/{stem} 之下重名太多")


def _likest(counts: Counter[str], named: list[str]) -> list[str]:
    """What to look at closely: those that share most, and those that came from a file of the same name."""
    likest = [path for path, n in sorted(counts.items(), key=lambda c: (-c[1], c[0])) if n >= SHARED]
    return list(dict.fromkeys((*likest[:CANDIDATES], *named[:CANDIDATES])))


def pictures_folder(path: str) -> str:
    """Where the pictures of a material are kept: pictures/2021/投资促进局-局长."""
    return "pictures/" + path.removeprefix("materials/").removesuffix(".md")


def title_of(body: str) -> str:
    """The title in a body's first line; empty where that is none."""
    first = body.partition("\n")[0]
    return first.removeprefix("# ") if first.startswith("# ") else ""
