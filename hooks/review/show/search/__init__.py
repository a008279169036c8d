"""The search index: what Ctrl+F over all documents would give, without a server.

    search/data/entry.json              names all the others; asked for anew by every page that searches
    search/data/fold-<hash>.json        how the browser folds a query
    search/data/words-<hash>.json       the words of each problem type: only a query that finds nothing waits for them
    search/data/<campaign>/…-<hash>.…   a segment: see segment.py

The hash in a name is that of what the file depends on, so a file never changes under its name. A segment depends
on its materials alone, and on what the vocabulary says of them; an edit of one material leaves all other segments as
they are, and of its own the texts of nearly all others. Of a campaign with many materials each is one of several
pieces. Where one ends depends on the ids of its own materials, so that a material more or less shifts no others.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path

from review.model import Campaign, Library, Material, Vocabulary, in_type
from review.show import addresses
from review.show.pieces import Cut
from review.show.search.fold import Folding
from review.show.search.passages import PARTS, Entrant, passages
from review.show.search.places import site_pages
from review.show.search.segment import segment_files
from review.show.views.names import short

FOLDER = "search/data"
FORMAT = 12
"""What the browser's script must understand."""
CUT = Cut(least=512, most=1024, ends=128)
"""A piece has about 630 materials. Fewer would be indexed sooner after an edit, but a query asks each piece for a shard
or two, and a first answer for its table too."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Segment:
    """A campaign's part of the index, or a piece of it."""

    campaign: Campaign
    entrants: tuple[Entrant, ...]
    """Newest first."""
    key: str
    """A hash of all that its files depend on."""

    def files(self, folding: Folding) -> dict[str, bytes]:
        """File name and content."""
        return dict(segment_files(self.entrants, folding, self.key))


def index_files(library: Library) -> dict[str, bytes]:
    """The files of the index of `library`: path relative to the site's root, and content."""
    folding = Folding(library.vocabulary.terms)
    files, lines = {}, []
    for one in _segments(library, folding):
        lines.append(line(one.campaign, one.key))
        for name, content in one.files(folding).items():
            files[f"{FOLDER}/{one.campaign.id}/{name}"] = content
    return files | _shared(library, folding, lines)


def write_index(library: Library, site: Path, cache: Path) -> None:
    """Write the index of `library` into the built site `site`; a segment that is in `cache` is taken from there.

    `cache` then holds the segments of this library and no others. The result is that of `index`.
    """
    folding = Folding(library.vocabulary.terms)
    shutil.rmtree(site / FOLDER, ignore_errors=True)
    kept, lines = set(), []
    for one in _segments(library, folding):
        lines.append(line(one.campaign, one.key))
        folder = cache / f"{one.campaign.id}-{one.key}"
        kept.add(folder)
        if not folder.is_dir():
            _fill(folder, one.files(folding))
        shutil.copytree(folder, site / FOLDER / one.campaign.id, copy_function=_link, dirs_exist_ok=True)
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


def searched_campaigns(library: Library) -> list[tuple[Campaign, tuple[Material, ...]]]:
    """What each segment holds: campaigns that have materials, newest first, and the newest materials of each first."""
    found = [(c, library.by_campaign[c.id]) for c in library.vocabulary.campaigns if library.by_campaign.get(c.id)]
    found.sort(key=lambda pair: (pair[0].year, max(m.date for m in pair[1])), reverse=True)
    # Sorting is stable: materials of one day stay in the roster's order.
    ordered = [(campaign, sorted(materials, key=lambda m: m.date, reverse=True)) for campaign, materials in found]
    return [(campaign, some) for campaign, held in ordered for some in CUT.pieces(held, lambda m: m.id)]


def campaign_segment(campaign: Campaign, entrants: tuple[Entrant, ...], folding: Folding) -> Segment:
    """A segment of a campaign, with those who enter it in the order of `searched_campaigns`."""
    return Segment(campaign=campaign, entrants=entrants, key=_key(entrants, _code() + fold_file(folding)[1]))


def _segments(library: Library, folding: Folding) -> Iterator[Segment]:
    """The segments, one at a time: the passages of all are a tenth of the memory that indexing takes."""
    campaigns = searched_campaigns(library)
    enter = partial(entrant_of, library=library)
    return (campaign_segment(campaign, tuple(map(enter, materials)), folding) for campaign, materials in campaigns)


def entrant_of(material: Material, library: Library) -> Entrant:
    """A material as it enters the index: it depends on what the material gives by itself, and on the vocabulary."""
    return Entrant(
        title=material.title,
        page=addresses.from_root(addresses.material(material)),
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
        parts = ("\0".join(map(str, passage)) for passage in entrant.passages)
        digest.update("\0\0".join(parts).encode())
    return digest.hexdigest()[:16]


@lru_cache(maxsize=1)
def _code() -> bytes:
    """A hash of this package, so that a segment made by other code is never taken from the cache."""
    parts = sorted(Path(__file__).parent.glob("*.py"))
    return hashlib.sha256(b"".join(part.read_bytes() for part in parts)).digest()


def fold_file(folding: Folding) -> tuple[str, bytes]:
    """The name and the content of the table of foldings."""
    return _hashed("fold", folding.script)


def words_file(vocabulary: Vocabulary) -> tuple[str, bytes]:
    """The name and the content of the table of words, by problem type: nine tenths of what would else be the entry
    file, which every page that marks a hit asks for too."""
    return _hashed("words", {type.id: type.words for theme in vocabulary.themes for type in theme.types})


def _hashed(stem: str, data: object) -> tuple[str, bytes]:
    content = _json(data)
    return f"{stem}-{hashlib.sha256(content).hexdigest()[:16]}.json", content


def _shared(library: Library, folding: Folding, segments: Sequence[Mapping[str, object]]) -> dict[str, bytes]:
    fold, words = fold_file(folding), words_file(library.vocabulary)
    entry = entry_file(library, fold[0], words[0], segments)
    return {f"{FOLDER}/{name}": content for name, content in (("entry.json", entry), fold, words)}


def entry_file(library: Library, fold: str, words: str, segments: Sequence[Mapping[str, object]]) -> bytes:
    """The entry file, with the names of the tables of foldings and of words, and a line for each segment."""
    vocabulary = library.vocabulary
    found = {
        "format": FORMAT,
        "fold": fold,
        "words": words,
        "parts": PARTS,
        "segments": segments,
        "units": [[unit.id, unit.name, *unit.aliases] for unit in vocabulary.units],
        "themes": {theme.id: theme.name for theme in vocabulary.themes},
        "types": [
            [type.id, type.name, library.count(in_type(type.id)), theme.id]
            for theme in vocabulary.themes
            for type in theme.types
        ],
        "places": site_pages(library),
        "terms": [[t.definition, t.written, *t.synonyms] for t in vocabulary.terms if t.definition or t.synonyms],
    }
    return _json(found)


def line(campaign: Campaign, key: str) -> dict[str, object]:
    """What the entry file says of a segment."""
    names = {"name": short(campaign), "full": campaign.name, "label": campaign.label}
    return {"id": campaign.id, **names, "year": campaign.year, "key": key}


def _json(data: object) -> bytes:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()
