"""The search index: what Ctrl+F over all documents would give, without a server.

    search/data/entry.json              names all the others; asked for anew by every page that searches
    search/data/fold-<hash>.json        how the browser folds a query
    search/data/<campaign>/…-<hash>.…   a segment: see segment.py

The hash in a name is that of what the file depends on, so a file never changes under its name. A segment depends
on the materials of its campaign alone, and on what the vocabulary says of them; an edit of one material leaves
all other segments as they are.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from review.model import Campaign, Library, Material
from review.show import addresses
from review.show.search.fold import Folding
from review.show.search.passages import PARTS, passages
from review.show.search.segment import Entrant, segment_files
from review.show.views.names import short

FOLDER = "search/data"
FORMAT = 3
"""What the browser's script must understand."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Segment:
    """A campaign's part of the index."""

    campaign: Campaign
    entrants: tuple[Entrant, ...]
    """Newest first."""
    key: str
    """A hash of all that its files depend on."""

    def files(self, folding: Folding) -> dict[str, bytes]:
        """File name and content."""
        split = ((name.partition("."), content) for name, content in segment_files(self.entrants, folding))
        return {f"{stem}-{self.key}.{ending}": content for (stem, _, ending), content in split}


def index_files(library: Library) -> dict[str, bytes]:
    """The files of the index of `library`: path relative to the site's root, and content."""
    folding = Folding(library.vocabulary.terms)
    files, lines = {}, []
    for segment in _segments(library, folding):
        lines.append(_segment_line(segment))
        for name, content in segment.files(folding).items():
            files[f"{FOLDER}/{segment.campaign.id}/{name}"] = content
    return files | _shared(library, folding, lines)


def write_index(library: Library, site: Path, cache: Path) -> None:
    """Write the index of `library` into the built site `site`; a segment that is in `cache` is taken from there.

    `cache` then holds the segments of this library and no others. The result is that of `index`.
    """
    folding = Folding(library.vocabulary.terms)
    shutil.rmtree(site / FOLDER, ignore_errors=True)
    kept, lines = set(), []
    for segment in _segments(library, folding):
        lines.append(_segment_line(segment))
        folder = cache / f"{segment.campaign.id}-{segment.key}"
        kept.add(folder)
        if not folder.is_dir():
            _fill(folder, segment.files(folding))
        shutil.copytree(folder, site / FOLDER / segment.campaign.id, copy_function=_link)
    for path, content in _shared(library, folding, lines).items():
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).write_bytes(content)
    for folder in set(cache.glob("*")) - kept:
        shutil.rmtree(folder)


def _fill(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write a segment beside its place, then move it there: a build that is cut short leaves no half segment."""
    partial = folder.with_name(folder.name + ".partial")
    shutil.rmtree(partial, ignore_errors=True)
    partial.mkdir(parents=True)
    for path, content in files.items():
        (partial / Path(path).name).write_bytes(content)
    partial.rename(folder)


def _link(source: str, target: str) -> None:
    """A second name for a file that never changes; a copy where the file system cannot."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)


def _segments(library: Library, folding: Folding) -> Iterator[Segment]:
    """A segment for each campaign that has materials, newest first, and in each the newest materials first.

    One at a time: the passages of all at once are a tenth of the memory that indexing 10,000 materials takes.
    """
    held = [(c, library.by_campaign[c.id]) for c in library.vocabulary.campaigns if library.by_campaign.get(c.id)]
    held.sort(key=lambda pair: (pair[0].year, max(m.date for m in pair[1])), reverse=True)
    shared = _code() + _fold_file(folding)
    for campaign, materials in held:
        # Sorting is stable: materials of one day stay in the roster's order.
        newest = sorted(materials, key=lambda m: m.date, reverse=True)
        entrants = tuple(_entrant(material, library) for material in newest)
        yield Segment(campaign=campaign, entrants=entrants, key=_key(entrants, shared))


def _entrant(material: Material, library: Library) -> Entrant:
    return Entrant(
        title=material.title,
        page=addresses.material(material).removesuffix(".md") + "/",
        unit=material.unit,
        author=material.author,
        kind=material.kind,
        date=material.date.isoformat(),
        passages=tuple(passages(material, library)),
    )


def _key(entrants: Sequence[Entrant], shared: bytes) -> str:
    digest = hashlib.sha256(shared)
    for entrant in entrants:
        digest.update(repr(entrant[:-1]).encode())
        parts = (f"{p.anchor}\0{p.part}\0{p.text}\0{p.heading}\0{p.opening}\0{p.chip}" for p in entrant.passages)
        digest.update("\0\0".join(parts).encode())
    return digest.hexdigest()[:16]


@lru_cache(maxsize=1)
def _code() -> bytes:
    """A hash of this package, so that a segment made by other code is never taken from the cache."""
    parts = sorted(Path(__file__).parent.glob("*.py"))
    return hashlib.sha256(b"".join(part.read_bytes() for part in parts)).digest()


def _fold_file(folding: Folding) -> bytes:
    return _json(folding.script)


def _shared(library: Library, folding: Folding, segments: Sequence[Mapping[str, object]]) -> dict[str, bytes]:
    """The entry file, with a line for each of `segments`, and the table of foldings."""
    fold = _fold_file(folding)
    name = f"fold-{hashlib.sha256(fold).hexdigest()[:16]}.json"
    vocabulary = library.vocabulary
    entry = {
        "format": FORMAT,
        "fold": name,
        "parts": PARTS,
        "segments": segments,
        "units": [[unit.id, unit.name, *unit.aliases] for unit in vocabulary.units],
        "themes": {theme.id: theme.name for theme in vocabulary.themes},
        "types": [
            [type.id, type.name, len(library.by_type.get(type.id, ())), type.words]
            for theme in vocabulary.themes
            for type in theme.types
        ],
        "terms": [[t.definition, t.written, *t.synonyms] for t in vocabulary.terms if t.definition or t.synonyms],
    }
    return {f"{FOLDER}/entry.json": _json(entry), f"{FOLDER}/{name}": fold}


def _segment_line(segment: Segment) -> dict[str, object]:
    campaign = segment.campaign
    names = {"name": short(campaign), "full": campaign.name}
    return {"id": campaign.id, **names, "year": campaign.year, "key": segment.key}


def _json(data: object) -> bytes:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()
