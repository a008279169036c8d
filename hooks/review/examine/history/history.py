"""All changes of a library's materials, as one audience may know of them."""

from __future__ import annotations

import datetime
import hashlib
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from review.examine.history.chains import Chain, blobs, chains, is_material
from review.examine.history.commits import Log, NoHistory, read_log, steady
from review.examine.history.protection import (
    Withheld,
    said_later,
    says_so,
    seen_since,
    subject,
    withheld,
    withheld_anywhere,
)
from review.examine.history.versions import Version, read_versions
from review.examine.history.words import Reworking, net, reworkings
from review.keep.code import digest
from review.keep.folder import Folder
from review.keep.records import packed, unpacked
from review.model import Altered, Change, History, Library, Material, VocabularyChange
from review.read.structure.words import word_lists
from review.relate.as_of import CHINA
from review.spread import Spread, here

NOT_YET = -1
"""Stands for the commit of what is not committed yet."""
CHUNK = 20
NAMED = 3
"""Materials that a sentence names."""
EPOCH = datetime.date(1970, 1, 1).toordinal()
_HOURS = 8 * 3600


def read_history(
    root: Path, library: Library, *, drafts: bool = False, kept: Folder | None = None, spread: Spread = here
) -> History:
    """What git tells of the materials of `library`, which is at `root`; where it tells nothing, why. Never raises."""
    try:
        log = read_log(root, kept)
        found = chains(log.commits)
        if not any(material.path in found for material in library.materials) and library.materials:
            raise NoHistory("这些材料还没有在 git 里提交过")
        lines = dict(_lines(root, library.materials, found))
        several = {id: chain for id, chain in lines.items() if not _only_today(chain)}
        versions: dict[str, tuple[Version, ...]] = {m.id: (_today(m),) for m in library.materials}
        versions |= Versions(root, kept, spread).of(several)
        reworked = list(reworkings(root, log.commits))
    except NoHistory as none:
        return History(said=(f"{none}，不知道材料改过什么。",))
    except (OSError, subprocess.SubprocessError, ValueError):
        return History(said=("git 读不出以前的内容，不知道材料改过什么。",))
    telling = Telling(library, log, drafts)
    telling.look(lines, versions, standing_in(root, library.materials))
    changes = sorted(telling.changes(lines, versions), key=lambda one: (one[0], one[1].material), reverse=True)
    words = tuple(sorted(telling.words(reworked), key=lambda one: (one.date, one.time), reverse=True))
    return History(changes=tuple(change for _, change in changes), words=words, said=tuple(telling.said(lines)))


def _lines(root: Path, materials: Sequence[Material], found: Mapping[str, Chain]) -> Iterator[tuple[str, Chain]]:
    """By material id its chain, with what stands in its file and is not committed at the end."""
    for material in materials:
        chain = list(found.get(material.path, ()))
        data = (root / material.path).read_bytes()
        if chain and chain[-1][1] != _blob(data, chain[-1][1]):
            chain.append((NOT_YET, ""))
        yield material.id, chain


def standing_in(root: Path, materials: Sequence[Material]) -> Callable[[set[str]], set[str]]:
    """Finds which of some pairs of letters stand in any of the `materials` as they are today.

    What has gone since it was read says nothing: its words are kept back rather than told.
    """

    def standing(pairs: set[str]) -> set[str]:
        left = {pair: pair.encode() for pair in pairs}
        for material in materials:
            if not left:
                break
            with suppress(OSError):
                data = (root / material.path).read_bytes()
                left = {pair: said for pair, said in left.items() if said not in data}
        return pairs - left.keys()

    return standing


def _only_today(chain: Chain) -> bool:
    """Whether a file never said anything but what was read of it already."""
    return len(chain) == 1 and chain[0][0] != NOT_YET


def _today(material: Material) -> Version:
    return Version(sound=True, visibility=material.visibility, counts=material.counts)


def _blob(data: bytes, like: str) -> str:
    """The id that git gives a content, of the kind of another id."""
    made = hashlib.sha1 if len(like) == 40 else hashlib.sha256
    return made(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()


@dataclass(frozen=True)
class HistoryWork:
    """Reads the versions of materials; may be sent to another process."""

    def __call__(self, given: Sequence[tuple[str, list[bytes | None]]]) -> list[bytes]:
        return [packed(tuple(read_versions(contents, path))) for path, contents in given]


@dataclass(frozen=True)
class Versions:
    """The versions of materials, from what is kept, else read."""

    root: Path
    folder: Folder | None
    spread: Spread

    def of(self, lines: Mapping[str, Chain]) -> dict[str, tuple[Version, ...]]:
        """By material id. Raises OSError and SubprocessError where git fails."""
        about = digest("versions", word_lists())
        keys = {id: digest(about, [blob for _, blob in chain], self._own(id, chain)) for id, chain in lines.items()}
        found = {id: self._kept(key) for id, key in keys.items()}
        todo = [id for id, versions in found.items() if versions is None]
        for ids, records in self._made(lines, todo):
            for id, record in zip(ids, records, strict=True):
                found[id] = _versions(record)
                if self.folder:
                    self.folder.put(keys[id], record)
        if self.folder:
            self.folder.tidy({*keys.values(), digest("log", str(self.root))})
        return {id: versions or () for id, versions in found.items()}

    def _own(self, id: str, chain: Chain) -> bytes:
        return (self.root / f"materials/{id}.md").read_bytes() if chain and chain[-1][0] == NOT_YET else b""

    def _kept(self, key: str) -> tuple[Version, ...] | None:
        data = self.folder.get(key) if self.folder else None
        return _versions(data) if data else None

    def _made(self, lines: Mapping[str, Chain], todo: list[str]) -> Iterator[tuple[list[str], list[bytes]]]:
        wanted = list(dict.fromkeys(blob for id in todo for n, blob in lines[id] if n != NOT_YET))
        contents = dict(zip(wanted, blobs(self.root, wanted), strict=True))
        groups = [todo[n : n + CHUNK] for n in range(0, len(todo), CHUNK)]
        given = [
            [(f"materials/{id}.md", [self._own(id, [one]) if one[0] == NOT_YET else contents[one[1]]
                                     for one in lines[id]]) for id in group]
            for group in groups
        ]  # fmt: skip
        yield from zip(groups, self.spread(HistoryWork(), given), strict=True)


def _versions(data: bytes) -> tuple[Version, ...] | None:
    try:
        found = unpacked(data, {})
    except Exception:  # what lies in a folder may be anything
        return None
    return found if isinstance(found, tuple) and all(isinstance(one, Version) for one in found) else None


class Telling:
    """What one audience is told."""

    def __init__(self, library: Library, log: Log, drafts: bool) -> None:
        self.library, self.log, self.drafts = library, log, drafts
        days = [(commit.time + _HOURS) // 86_400 + EPOCH for commit in log.commits]
        self.days, self.wrong = steady([min(max(day, 1), datetime.date.max.toordinal()) for day in days])
        self.later = said_later((commit.id, commit.messages) for commit in log.commits)
        self.since: dict[str, int] = {}
        self.shared: set[int] = set()
        """Places of the commits of which the audience may see all that they touched."""
        self.withheld = Withheld()

    def look(
        self,
        lines: Mapping[str, Chain],
        versions: Mapping[str, Sequence[Version]],
        standing: Callable[[set[str]], set[str]],
    ) -> None:
        """See since when each material is visible, which commits touched nothing else, and what was withheld."""
        seen: Counter[int] = Counter()
        for id, chain in lines.items():
            since = self.since[id] = seen_since(versions[id], self.library.audience, self.drafts)
            # What was opened to the audience then had a past that its commit may speak of.
            seen.update(n for n, _ in chain[since + (0 < since < len(chain)) :])
        self.shared = {
            n for n, commit in enumerate(self.log.commits)
            if seen[n] == sum(is_material(one.path) or is_material(one.old) for one in commit.touched)
        }  # fmt: skip
        histories = (([n for n, _ in chain], versions[id], self._said(chain)) for id, chain in lines.items())
        self.withheld = withheld_anywhere(histories, standing)

    def changes(
        self, lines: Mapping[str, Chain], versions: Mapping[str, Sequence[Version]]
    ) -> Iterator[tuple[int, Change]]:
        """Each change with the place of its commit."""
        for id, chain in lines.items():
            yield from self._of(id, chain, versions[id])

    def _of(self, id: str, chain: Chain, versions: Sequence[Version]) -> Iterator[tuple[int, Change]]:
        commits, since = self.log.commits, self.since[id]
        protecting = withheld(versions, self._said(chain), since, self.withheld.pairs)
        protecting |= {
            n for n in range(since, len(versions)) if versions[n].takes and chain[n][0] in self.withheld.commits
        }
        closed = max(protecting, default=-1)
        before = frozenset[str]()
        for n in range(since, len(versions)):
            version, place = versions[n], chain[n][0]
            if not version.sound:
                continue
            told = n > closed and not version.private and not before
            before = version.private
            if place == NOT_YET or (n > since and not version.altered):
                continue
            if n == since and self.log.cut and place == 0:
                continue  # it is older than what is known
            yield place, Change(
                material=id,
                date=datetime.date.fromordinal(self.days[place]),
                time=self._time(place),
                key=hashlib.sha256(f"{commits[place].id} {id}".encode()).hexdigest()[:32],
                first=n == since,
                reason=self._subject(commits[place].messages) if n > closed and place in self.shared else "",
                counts=version.counts if n == since else (0, 0, 0),
                altered=() if n == since else tuple(one if told else _silent(one) for one in version.altered),
                withheld=n in protecting,
            )

    def words(self, found: Sequence[Reworking]) -> Iterator[VocabularyChange]:
        """What was changed of a file on a day, as one change."""
        days: dict[tuple[str, int], list[Reworking]] = {}
        for one in found:
            days.setdefault((one.file, self.days[one.place]), []).append(one)
        for (file, day), of_day in days.items():
            places = [one.place for one in of_day]
            new, changed, gone = net(of_day)
            if not (new or changed or gone):
                continue
            told = [self._messages(n) for n in places if n in self.shared]
            reasons = dict.fromkeys(self._subject(messages) for messages in told if not says_so(messages))
            yield VocabularyChange(
                file=file,
                date=datetime.date.fromordinal(day),
                time=max(map(self._time, places)),
                key=hashlib.sha256(f"{self.log.commits[places[-1]].id} {file}".encode()).hexdigest()[:32],
                reasons=tuple(filter(None, reasons)),
                new=new,
                changed=changed,
                gone=len(gone),
            )

    def _said(self, chain: Chain) -> list[Sequence[str] | None]:
        return [None if n == NOT_YET else self._messages(n) for n, _ in chain]

    def _subject(self, messages: Sequence[str]) -> str:
        said = subject(messages)
        return "" if self.withheld.hides(said) else said

    def _messages(self, place: int) -> Sequence[str]:
        """What a commit says, and what later ones say of it."""
        commit = self.log.commits[place]
        return *commit.messages, *self.later.get(commit.id, ())

    def _time(self, place: int) -> int:
        """The clock's own while it is of the day that counts."""
        time = self.log.commits[place].time
        midnight = (self.days[place] - EPOCH) * 86_400 - _HOURS
        return time if midnight <= time < midnight + 86_400 else midnight

    def said(self, lines: Mapping[str, Chain]) -> Iterator[str]:
        """What is not known, and why."""
        if self.log.cut:
            first = datetime.date.fromordinal(self.days[0])
            yield f"这份 git 是浅克隆，{first} 以前的改动不知道；要全部的，请运行 git fetch --unshallow。"
        new = [material for material in self.library.materials if not lines[material.id]]
        if new:
            names = "、".join(material.title for material in new[:NAMED])
            yield f"{len(new)} 份材料还没有提交，不知道何时收入：{names}{'等' if len(new) > NAMED else ''}。"
        for place in self.wrong[:NAMED]:
            clock = datetime.datetime.fromtimestamp(self.log.commits[place].time, CHINA).date()
            day = datetime.date.fromordinal(self.days[place])
            yield f"提交 {self.log.commits[place].id[:8]} 的时钟不对（{clock}），按 {day} 排。"


def _silent(one: Altered) -> Altered:
    """A part of which only the count may be told."""
    return replace(one, at="", words=(), values=tuple((key, "", "") for key, _, _ in one.values))
