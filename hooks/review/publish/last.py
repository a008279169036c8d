"""The site that was built last, as far as it is still there: what was made of what, and what its files say.

It is written when a site is in its place. Whatever happened to that since is seen: a file counts only as long as it is
the same file on the disk, of the same length and time. What was cut off, is of another version or cannot be read
means that all is made anew.
"""

from __future__ import annotations

import contextlib
import hashlib
import marshal
import os
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple, cast

from review.keep.code import digest
from review.keep.folder import Folder
from review.keep.pack import Pack, RecordPlace
from review.keep.records import packed, unpacked
from review.model import Signed
from review.project import project
from review.publish.facts import Facts, Reader
from review.publish.families import Known
from review.publish.far import FILE, moment
from review.publish.gates import judged
from review.publish.output import Output, outputs
from review.publish.there import DiskFile, files_there, put, told

try:
    import fcntl
except ImportError:  # a system without locks: builds at once then make all anew
    fcntl = None  # type: ignore[assignment]

NEVER_LED_TO = "search/data/"
"""Names with a hash, which the search's script alone knows."""
AT_HAND = 100
"""Facts that are held unpacked."""
SPARE = 1 << 24
"""Bytes of facts of files that are there no more: with so many, and more than of the others, these are packed anew."""


class BuiltFile(NamedTuple):
    """A file of a site."""

    sha256: str
    seen: DiskFile
    facts: RecordPlace
    """Of its Facts in the site's pack: of most files nobody asks for them again."""


@dataclass(frozen=True, slots=True)
class Last:
    """A built site."""

    units: dict[str, tuple[str, tuple[str, ...]]] = field(default_factory=dict)
    """By the source of a page, or a name for several files that are made together: its key, and the files' paths."""
    files: dict[str, BuiltFile] = field(default_factory=dict)
    """By path."""
    asked: dict[str, bool] = field(default_factory=dict)
    """The sources of the library that docs/ leads to, and whether they were there."""
    under: str = ""
    """Under what it passed the gates."""
    common: str = ""
    """What all its pages depend on."""
    families: dict[str, Known] = field(default_factory=dict)
    """By name."""
    whole: str = ""
    """All that the library held that these are of."""
    pack: Pack = field(default_factory=Pack)
    """The facts of its files, and of others that were there once."""

    def remade(self) -> Last:
        """Of this site only what its files are: all is made anew, whatever it was made of, and is judged anew."""
        return Last({unit: ("", paths) for unit, (_, paths) in self.units.items()}, self.files, pack=self.pack)


def _said(path: str, sha256: str) -> str:
    """What facts are of: they follow from a file's path and content."""
    return f"{sha256} {path}"


class AllFacts(Mapping[str, Facts]):
    """The facts of files of a site, each unpacked when it is asked for; `packed` gives them."""

    def __init__(self, files: Mapping[str, BuiltFile], paths: Collection[str], packed: Callable[[str], bytes]) -> None:
        self.files, self.paths, self._packed = files, paths, packed
        self._last = lru_cache(maxsize=AT_HAND)(self._unpacked)

    def __getitem__(self, path: str) -> Facts:
        return self._last(path)

    def _unpacked(self, path: str) -> Facts:
        return cast(Facts, unpacked(self._packed(path), {}))

    def __contains__(self, path: object) -> bool:
        return path in self.files

    def __iter__(self) -> Iterator[str]:
        return iter(self.paths)

    def __len__(self) -> int:
        return len(self.paths)


class Site:
    """A site that is being put together: what is made anew, in the folder `new`; and what is taken over of the one at
    `old`, which `last` tells of.
    """

    def __init__(self, old: Path, new: Path, last: Last, *, judged: bool = True) -> None:
        self.old, self.new, self.last = old, new, last
        self.there = files_there(old) if last.units else {}
        """The files at `old`."""
        self.units: dict[str, tuple[str, tuple[str, ...]]] = {}
        self.files: dict[str, BuiltFile] = {}
        self.asked: dict[str, bool] = {}
        self.under = self.common = self.whole = ""
        self.families: dict[str, Known] = {}
        self.fresh: set[str] = set()
        """What was made anew."""
        self.reader = Reader() if judged else None

    def take(self, unit: str, key: str) -> bool:
        """Take over the files of a unit; False where they were made of something else or are not there any more."""
        made, paths = self.last.units.get(unit, ("", ()))
        if not key or made != key or not all(map(self._is_there, paths)):
            return False
        self._take_over(unit, key, paths)
        return True

    def take_rest(self, which: Callable[[str], bool]) -> None:
        """Take over which units it does not have yet, by their names, whatever they were made of."""
        for unit, (key, paths) in self.last.units.items():
            if which(unit) and unit not in self.units and all(map(self._is_there, paths)):
                self._take_over(unit, key, paths)

    def _take_over(self, unit: str, key: str, paths: tuple[str, ...]) -> None:
        self.files.update((path, self.last.files[path]) for path in paths)
        self.units[unit] = key, paths

    def built(self, unit: str) -> dict[str, str]:
        """The SHA-256 of the files of a unit, by path; nothing where one is not there as it was made."""
        paths = self.last.units.get(unit, ("", ()))[1]
        return {path: self.last.files[path].sha256 for path in paths} if all(map(self._is_there, paths)) else {}

    def add(self, unit: str, key: str, *made: Output) -> None:
        """Write files that were made anew; what came out as it was stays where it is."""
        for one in made:
            if one.data is None:
                self.files[one.path] = self.last.files[one.path]
            else:
                self._write(one.path, one.data, one.sha256, one.facts)
        self.units[unit] = key, (*self.units.get(unit, ("", ()))[1], *(one.path for one in made))

    def adopt(self, path: str) -> None:
        """Take note of a file that was put there by others."""
        (one,) = outputs(path, (self.new / path).read_bytes(), self.reader, {})
        self.files[path] = self._built(path, one.sha256, one.facts)

    def finished(self) -> Last:
        """What is to be kept of it."""
        told = self.asked, self.under, self.common, self.families, self.whole
        return Last(self.units, self.files, *told, self.last.pack)

    def faults(self, hashes: Iterable[str], prefix: str, signed: Iterable[Signed]) -> Iterator[str]:
        """What the gates say of the site, as `judged` does.

        What was taken over has passed under the same: then it is judged again only where something is gone that it may
        lead to.
        """
        hashes, signed = tuple(sorted(hashes)), tuple(signed)
        self.under = digest("gates", hashes, prefix, signed)
        every, before = self._facts(sorted(self.files)), AllFacts(self.last.files, self.last.files, self._packed_before)
        if self.under != self.last.under:
            return judged(every, hashes, prefix, signed)
        lost = [path for path in self.last.files.keys() - self.files.keys() if not path.startswith(NEVER_LED_TO)]
        fewer = [path for path in self.fresh if path in before and before[path].ids - every[path].ids]
        again = {*self.fresh, *self._leading((*lost, *fewer))}
        return judged(self._facts(sorted(again)), hashes, prefix, signed, every)

    def _facts(self, paths: Collection[str]) -> AllFacts:
        return AllFacts(self.files, paths, self._packed)

    def _packed(self, path: str) -> bytes:
        there = self.new if path in self.fresh else self.old
        return self._kept(path, self.files[path]) or self._read_again(there, path)

    def _packed_before(self, path: str) -> bytes:
        return self._kept(path, self.last.files[path]) or self._read_again(self.old, path)

    def _kept(self, path: str, file: BuiltFile) -> bytes | None:
        return self.last.pack.get(_said(path, file.sha256), file.facts)

    def _read_again(self, site: Path, path: str) -> bytes:
        """The facts of a file, where they are not kept whole: it says them itself."""
        return packed((self.reader or Reader()).facts(path, (site / path).read_bytes()))

    def _leading(self, paths: Collection[str]) -> Iterator[str]:
        """The files that were taken over and may lead to one of these, or are packed copies of it: a link has the path
        in it, of a page at least the folder, and so have the packed facts."""
        led = [path.removesuffix("index.html").rstrip("/").encode("utf-8", "surrogatepass") for path in paths]
        yield from (f"{path}.gz" for path in paths if f"{path}.gz" in self.files)
        for path in self.files if led else ():
            if any(map(self._packed(path).__contains__, led)):
                yield path

    def put(self, site: Path) -> None:
        """Change the site at `site` from the last one to this one. Raises OSError, and then it is neither."""
        put(self.new, site, self.fresh, self.there.keys() - self.files.keys())

    def _is_there(self, path: str) -> bool:
        return path in self.last.files and self.there.get(path) == self.last.files[path].seen

    def _write(self, path: str, data: bytes, sha256: str, facts: bytes) -> None:
        place = f"{self.new}/{path}"
        os.makedirs(os.path.dirname(place), exist_ok=True)
        with open(place, "wb") as file:
            file.write(data)
            os.fchmod(file.fileno(), FILE)
        self.files[path] = self._built(path, sha256, facts)

    def _built(self, path: str, sha256: str, facts: bytes) -> BuiltFile:
        self.fresh.add(path)
        place = f"{self.new}/{path}"
        # Its time as publishing wants it: were it set only there, the next build would take it for a file of others.
        os.utime(place, (moment(sha256),) * 2)
        return BuiltFile(sha256, told(os.lstat(place)), self.last.pack.add(_said(path, sha256), facts))


class Place:
    """Where the last site of a library, an audience and a folder is kept."""

    lasting = fcntl is not None
    """Whether a site is ever changed in place here."""

    def __init__(self, *which: object) -> None:
        self.folder = Folder(project() / ".cache" / "built")
        self.name = hashlib.sha256(repr(which).encode("utf-8", "surrogatepass")).hexdigest()[:16]

    def read(self) -> Last:
        """What is kept; nothing where it is not whole or of another version."""
        data = self.folder.get(self.name)
        mark = digest("last").encode()
        if not data or not data.startswith(mark):
            return Last()
        try:
            units, held, asked, under, common, families, whole, pack = marshal.loads(data[len(mark) :])
            files = {path: BuiltFile(*file) for path, file in held.items()}
            return Last(units, files, asked, under, common, families, whole, Pack(self.folder.path / pack))
        except Exception:  # no record
            return Last()

    def nothing(self) -> Last:
        """What is known where nothing is kept."""
        return Last(pack=Pack.fresh(self.folder.path, self.name))

    def forget(self) -> None:
        """Keep nothing of it, so that the next build makes all anew. Raises OSError."""
        (self.folder.path / self.name).unlink(missing_ok=True)

    def keep(self, last: Last) -> None:
        """Keep it for the next build."""
        pack, files = self._packed_anew(last)
        pack.close()
        if not pack.lasting or not pack.path:
            return
        held = {path: tuple(file) for path, file in files.items()}
        told = last.units, held, last.asked, last.under, last.common, last.families, last.whole, pack.path.name
        if self.folder.put(self.name, digest("last").encode() + marshal.dumps(told)):
            pack.alone(self.name)

    def _packed_anew(self, last: Last) -> tuple[Pack, Mapping[str, BuiltFile]]:
        """The pack without what nobody needs any more, once that is most of it; and the files with their places."""
        if last.pack.size <= 2 * sum(file.facts[1] for file in last.files.values()) + SPARE:
            return last.pack, last.files
        pack, files = Pack.fresh(self.folder.path, self.name), {}
        for path, file in last.files.items():
            of = _said(path, file.sha256)
            files[path] = file._replace(facts=pack.add(of, last.pack.get(of, file.facts) or b""))
        return pack, files

    @contextlib.contextmanager
    def alone(self) -> Iterator[bool]:
        """Within this block no other build works there: it waits until that has finished. False where none can tell."""
        try:
            self.folder.path.mkdir(parents=True, exist_ok=True)
            file = open(self.folder.path / f".{self.name}.lock", "w")  # noqa: SIM115, closed below
        except OSError:
            yield False
            return
        with file:
            if fcntl:
                fcntl.flock(file, fcntl.LOCK_EX)
            yield fcntl is not None
