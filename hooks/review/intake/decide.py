"""What is to become of each document of a batch, decided over the whole batch before anything is written.

The clerk's rule: the library never changes without being told what changes, and never keeps the older text while
saying that it has the newer. So the order of the files decides nothing, and what only a person can know is asked.
"""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path
from typing import Any

from review.intake.bind import rebind
from review.intake.changes import changes
from review.intake.front import FIELDS, fill, folder, front_matter, stem, still_undecided, undecided
from review.intake.guess import BROUGHT, stated
from review.intake.likeness import Relation, Text, Whose, clauses, relation, share
from review.intake.memory import digest
from review.intake.outcome import Answer, Decision, Outcome
from review.intake.prepare import Prepared
from review.intake.shelf import Shelf, Wanted
from review.model import Document as Reading
from review.read.front.fields import NAMES
from review.read.front.lines import Lines, value
from review.read.front.material import UNDECIDED, parse_material
from review.read.structure.document import read_document
from review.read.text.files import strict_text
from review.read.text.write import reason

VISIBLE = {"internal": "内部", "restricted": "限定范围"}


@dataclass(frozen=True, eq=False)
class Document:
    """One document of the batch."""

    label: str
    """How the clerk is told of it."""
    path: Path
    prepared: Prepared
    notes: tuple[str, ...] = ()
    answers: frozenset[Answer] = frozenset()
    """What the clerk says of it beforehand."""

    @property
    def name(self) -> str:
        """What stands for the file's name in imports.json."""
        return f"{self.path.name}#{self.prepared.part}"

    @property
    def text(self) -> Text:
        """The document to be compared with others."""
        guesses = self.prepared.guesses
        known = {key: guesses[key].value or "" for key in ("campaign", "unit", "author") if guesses[key].sure}
        known.setdefault("unit", guesses["unit"].named)
        if guesses["kind"].sure and guesses["kind"].value == "班子":
            known["author"] = "班子"
        return Text(self.prepared.body, Whose(self.prepared.document.title or "", **known))


COMMON = 20
"""A clause that more documents of a batch have tells none of them from another."""


class Batch:
    """Documents that are decided about together."""

    def __init__(self, documents: list[Document], shelf: Shelf) -> None:
        self.documents, self.shelf = documents, shelf
        self.texts = [one.text for one in documents]
        self.said = [clauses(text.body) for text in self.texts]
        shelf.survey([Wanted(t, digest(d.name)) for t, d in zip(self.texts, documents, strict=True)])
        self.rivals = dict(self._rivals())
        self.sources = {entry.source: path for path, entry in shelf.entries.items()}
        self.past = {old: path for path, entry in shelf.entries.items() for old in entry.older}
        self.replaced: dict[str, str] = {}
        """What is going to replace the text of a material, by its path."""

    def outcomes(self) -> list[Outcome]:
        """What is to become of each document, in their order."""
        self.shelf.reserved.clear()
        self.replaced.clear()
        known = [self._there(number) is not None for number in range(len(self.documents))]
        made: dict[int, Outcome] = {}
        for number in sorted(range(len(self.documents)), key=lambda n: known[n]):
            outcome = self._decide(number)
            if outcome.content is not None:
                self.shelf.reserved.add(outcome.path)
                if outcome.changed:
                    self.replaced[outcome.path] = outcome.source
            made[number] = outcome
        return [made[number] for number in range(len(self.documents))]

    def answer(self, number: int, *answers: Answer) -> None:
        """Note what the clerk says of a document; `outcomes` heeds it."""
        one = self.documents[number]
        self.documents[number] = replace(one, answers=one.answers | set(answers))

    def state(self, number: int, values: dict[str, str]) -> None:
        """Note fields of a document that the clerk states, by key."""
        one = self.documents[number]
        guesses = one.prepared.guesses | {key: stated(value) for key, value in values.items()}
        self.documents[number] = replace(one, prepared=replace(one.prepared, guesses=guesses))
        self.texts[number] = self.documents[number].text
        self.rivals = dict(self._rivals())

    # ---- one document ---------------------------------------------------------------------------------

    def _decide(self, number: int) -> Outcome:
        one = self.documents[number]
        prepared, answers = one.prepared, one.answers
        verdict, why = prepared.verdict
        if verdict == "refused" and "force" not in answers:
            return self._outcome(one, "refused", f"不像对照检查材料：{why}（确要收入请加 --force）", answers=("force",))
        if prepared.lost:
            return self._outcome(one, "refused", f"写成材料后与来源对不上，没有写入：{prepared.lost}")
        if verdict == "asked" and "force" not in answers:
            text = f"拿不准是不是对照检查材料：{why}；是就加 --force 收入"
            return self._outcome(one, "doubtful", text, answers=("force",))
        if there := self._there(number):
            return self._known(one, *there)
        if prepared.contradictions and "force" not in answers:
            text = f"{'；'.join(prepared.contradictions)}；以命令为准请加 --force"
            return self._outcome(one, "doubtful", text, answers=("force",))
        if (first := self._twin(number)) is not None:
            return self._as_twin(one, first)
        if self.rivals.get(number) and "add" not in answers:
            return self._rival(one, [self.documents[other] for other in self.rivals[number]])
        kind, path = self._relation(number)
        if kind == "corrected":
            return self._corrected(one, path)
        if kind == "question" and "add" not in answers:
            if "replace" in answers:
                return self._replace(one, path, settled=True)
            return self._outcome(one, "doubtful", self._question(number, path), path=path, answers=("replace", "add"),
                                 changed=tuple(self._changes(one, path)))
        return self._new(one, path if kind == "other" or "add" in answers else "")

    def _outcome(self, one: Document, status: Decision, *reasons: str, path: str = "", **more: Any) -> Outcome:
        return Outcome(source=one.label, status=status, reasons=tuple(filter(None, reasons)), path=path,
                       prepared=one.prepared, notes=one.notes, **more)

    # ---- what is known --------------------------------------------------------------------------------

    def _there(self, number: int) -> tuple[str, str] | None:
        """The material that has or had this very text, and how: same, edited since, or older."""
        one = self.documents[number]
        body, source = digest(one.prepared.body), digest(one.prepared.source)
        for path in self.shelf.bodies.get(body, ()):
            if self._may_be(number, path):
                return path, "same"
        if source in self.sources and self._may_be(number, self.sources[source]):
            return self.sources[source], "edited"
        past = self.past.get(source) or self.past.get(body)
        if past and self._may_be(number, past):
            return past, "older"
        return self._lost(number, source, body)

    def _may_be(self, number: int, path: str) -> bool:
        """Whether a document with the text of the material at `path` is not somebody else's by the names around it.

        Else what front matter says stands: people have decided it.
        """
        named = self.documents[number].prepared.named
        return not named or not named & set(self.texts[number].whose.differs(self.shelf.text(path).whose))

    def _lost(self, number: int, source: str, body: str) -> tuple[str, str] | None:
        """The material of a remembered source that was renamed and edited: the likest that nothing is known of."""
        if not any(source == entry.source or body == entry.body for entry in self.shelf.gone):
            return None
        free = [path for path in self.shelf.like[number] if path not in self.shelf.entries]
        found = [p for p in free if relation(self.texts[number], self.shelf.text(p), same_name=True) != "other"]
        return (found[0], "edited") if found else None

    def _known(self, one: Document, path: str, how: str) -> Outcome:
        if how == "older" and "replace" in one.answers:
            return self._replace(one, path, settled=True)
        if how == "older":
            return self._outcome(one, "older", f"{path} 已是后来的一稿，没有动；确要换回请加 --replace", path=path)
        if path in self.replaced:
            return self._outcome(one, "older", f"{path} 这次换成本批的 {self.replaced[path]}；这是旧稿", path=path)
        lines = Lines(self.shelf.raw(path) or "")
        filled = fill(lines, one.prepared.guesses)
        left = [NAMES[key] for key in still_undecided(filled)]
        still = f"还有待定的项：{'、'.join(left)}" if left else ""
        said = "库里就是这一稿" if how == "same" else "这一稿导入过，库里的正文后来由人改过，没有动"
        other = [*self._otherwise(one, lines, path), *self._not_taken(one, lines)]
        if filled.text == lines.text:
            status: Decision = "same" if how == "same" else "older"
            return self._outcome(one, status, said, still, *other, path=path, handle=bool(left or other))
        gained = [NAMES[key] for key in still_undecided(lines) if key not in still_undecided(filled)]
        told = f"补上待定的项：{'、'.join(gained)}"
        return self._outcome(one, "changed", told, still, *other, path=path, content=filled.text, changed=(told,),
                             handle=bool(left or other), visibility=_visibility(lines))

    def _otherwise(self, one: Document, lines: Lines, path: str) -> Iterator[str]:
        """Where what the clerk states is not what the library says."""
        for key in FIELDS:
            said = getattr(lines.get([key]), "value", UNDECIDED)
            want, why = one.prepared.guesses[key].value, one.prepared.guesses[key].reason
            if key in one.prepared.given and said not in (want, UNDECIDED) and not self._same_unit(key, said, want):
                by = "文件自带的" if why == BROUGHT else "命令给的"
                yield f"{by}{NAMES[key]}“{want}”与库里的“{said}”不同，没有改；要改用 review set {key} {want} {path}"

    def _not_taken(self, one: Document, lines: Lines) -> Iterator[str]:
        """What front matter of the file's own says beyond FIELDS, and the library does not."""
        there = {key: value(node) for key in one.prepared.more if (node := lines.get([key])) is not None}
        if names := [NAMES.get(key, key) for key, said in one.prepared.more.items() if there.get(key) != said]:
            yield f"文件自带的{'、'.join(names)}与库里的不同，没有并入，库里的照旧"

    def _same_unit(self, key: str, one: str, other: str | None) -> bool:
        unit = self.shelf.vocabulary.unit(one) if key == "unit" else None
        return unit is not None and other in (unit.name, unit.id, *unit.aliases)

    # ---- within the batch -----------------------------------------------------------------------------

    def _twin(self, number: int) -> int | None:
        """An earlier document of the batch with the same text."""
        body = self.documents[number].prepared.body
        return next((n for n in range(number) if self.documents[n].prepared.body == body), None)

    def _as_twin(self, one: Document, first: int) -> Outcome:
        other = self.documents[first]
        if one.text.whose.differs(other.text.whose):
            if "add" in one.answers:
                return self._new(one, "")
            text = f"与本批的 {other.label} 一字不差，却不是同一人的；确是两份请加 --add"
            return self._outcome(one, "doubtful", text, answers=("add",))
        return self._outcome(one, "same", f"与本批的 {other.label} 相同")

    def _rivals(self) -> Iterator[tuple[int, list[int]]]:
        """For each new text of the batch the other new ones that may be the same document: nothing tells the newer."""
        new = [n for n, one in enumerate(self.documents) if not one.prepared.lost and self._is_new(one)]
        found: dict[int, list[int]] = defaultdict(list)
        for a, b in sorted(self._near(new)):
            if self._may_be_one(a, b):
                found[a].append(b)
                found[b].append(a)
        yield from found.items()

    def _is_new(self, one: Document) -> bool:
        body, source = digest(one.prepared.body), digest(one.prepared.source)
        seen = {d for e in self.shelf.entries.values() for d in (e.source, e.body, *e.older)}
        return not seen & {body, source}

    def _may_be_one(self, a: int, b: int) -> bool:
        """Two files of one batch that name two authors are two materials, however much one copied from the other."""
        one, other = self.texts[a], self.texts[b]
        if one.body == other.body or one.whose.differs(other.whose):
            return False
        return relation(one, other, same_name=False) != "other"

    def _near(self, new: list[int]) -> set[tuple[int, int]]:
        """The pairs of documents that share a title, or clauses: those that are worth a closer look."""
        holders = defaultdict(list)
        for number in new:
            holders["# " + "".join(self.texts[number].whose.title.split())].append(number)
            for clause in self.said[number]:
                holders[clause].append(number)
        few = (held for clause, held in holders.items() if len(held) <= COMMON or clause.startswith("# "))
        shared = Counter(pair for held in few for pair in combinations(held, 2))
        titles = {pair for clause, held in holders.items() if clause.startswith("# ") for pair in combinations(held, 2)}
        return titles | {
            (a, b) for (a, b), n in shared.items() if n * 8 >= min(len(self.said[a]), len(self.said[b]))
        }

    def _rival(self, one: Document, others: list[Document]) -> Outcome:
        names = "、".join(f"{other.label}（改于 {_time(other.path)}）" for other in others)
        text = f"与本批的 {names} 大半相同，本件改于 {_time(one.path)}，分不出哪一稿新，都没有写入"
        ask = "是两稿请只导入要的那一稿，是两份（雷同）请加 --add"
        return self._outcome(one, "doubtful", f"{text}：{ask}", answers=("add",))

    # ---- against the library --------------------------------------------------------------------------

    def _relation(self, number: int) -> tuple[Relation | None, str]:
        """The strongest relation to a material that is there, and its path."""
        one, found = self.documents[number], []
        for path in self.shelf.like[number]:
            entry = self.shelf.entries.get(path)
            same = entry is not None and entry.name == digest(one.name)
            found.append((relation(self.texts[number], self.shelf.text(path), same_name=same), path))
        for kind in ("corrected", "question"):
            meant = [f for f in found if f[0] == kind]
            if kind == "corrected" and len(meant) > 1:
                return "question", meant[0][1]
            if meant:
                return meant[0]
        like = [f for f in found if share(self.texts[number], self.shelf.text(f[1]))[0] >= 0.5]
        return like[0] if like else (None, "")

    def _question(self, number: int, path: str) -> str:
        mine, there = self.texts[number].whose, self.shelf.text(path)
        _, whole = share(self.texts[number], there)
        differs = [f"{NAMES[f]}“{getattr(there.whose, f)}”→“{getattr(mine, f)}”" for f in mine.differs(there.whose)]
        if not differs and mine.title and "".join(mine.title.split()) != "".join(there.whose.title.split()):
            differs = [f"标题“{there.whose.title}”→“{mine.title}”"]
        but = f"，{'、'.join(differs)}" if differs else "，文件名或改动的多少说不准"
        ask = "是它的新稿（改了题目、职务也算）请加 --replace，是另一份（雷同、另一位）请加 --add"
        return f"与 {path} 有 {round(100 * whole)}% 相同{but}；没有写入：{ask}"

    def _corrected(self, one: Document, path: str) -> Outcome:
        body, entry = self.shelf.body(path) or "", self.shelf.entries[path]
        if digest(body) != entry.body and "replace" not in one.answers:
            text = f"来源有了新稿，但 {path} 的正文在库里改过，没有覆盖；要以新稿为准请加 --replace"
            return self._outcome(one, "doubtful", text, path=path, answers=("replace",),
                                 changed=tuple(self._changes(one, path)))
        return self._replace(one, path, settled="replace" in one.answers)

    def _changes(self, one: Document, path: str) -> Iterator[str]:
        raw = self.shelf.raw(path) or ""
        old, new = (self._read(raw, body, path) for body in (self.shelf.body(path) or "", one.prepared.body))
        return changes(old, new)

    def _read(self, raw: str, body: str, path: str) -> Reading:
        """A body as the library reads it below the front matter of `raw`, whose notes on reading bind."""
        text = strict_text(Lines(raw).with_body(body).text.encode(), path)
        material, _ = parse_material(text, path, self.shelf.vocabulary)
        return material.document if material else read_document(body, path)

    def _replace(self, one: Document, path: str, *, settled: bool) -> Outcome:
        """A new text for a material that is there; unless it is `settled`, only where all that is bound follows."""
        raw, body = self.shelf.raw(path) or "", self.shelf.body(path) or ""
        old, new = self._read(raw, body, path), self._read(raw, one.prepared.body, path)
        bound = rebind(Lines(raw), old, new)
        lines, renamed = self._renamed(fill(bound.lines, one.prepared.guesses), one, old.title or "", settled)
        told = (*changes(old, new), *renamed, *bound.moved, *(f"安置不了：{text}（留作注释）" for text in bound.lost))
        if bound.lost and not settled:
            text = f"{'、'.join(bound.lost)}在新稿里找不到对应的条目，没有写入；确要更新请加 --replace，原登记留作注释"
            return self._outcome(one, "doubtful", text, path=path, answers=("replace",), changed=told)
        visibility = _visibility(lines)
        seen = f"，它是{VISIBLE[visibility]}的，网站上的会随之更新" if visibility in VISIBLE else ""
        errors = [*self._errors(one), *self._not_taken(one, lines)]
        return self._outcome(one, "changed", f"正文换成新稿{seen}", *errors, path=path, changed=told or ("正文的空白",),
                             content=lines.with_body(one.prepared.body).text, visibility=visibility,
                             handle=bool(errors or bound.lost))

    def _renamed(self, lines: Lines, one: Document, old_title: str, settled: bool) -> tuple[Lines, list[str]]:
        """Front matter that says what the new text says of itself: its title, and, once settled, whose it is."""
        guesses, told = one.prepared.guesses, []
        for key in FIELDS if settled else ("title",):
            said = getattr(lines.get([key]), "value", None)
            want = guesses[key].value if guesses[key].sure else None
            if key == "title" and said is not None and said.split() != old_title.split():
                continue  # people gave it another title
            if not want or said in (None, UNDECIDED, want) or self._same_unit(key, said, want):
                continue
            lines = lines.set([key], want)
            told.append(f"{NAMES[key]}：“{said}” → “{want}”")
        return lines, told

    def _new(self, one: Document, like: str) -> Outcome:
        prepared = one.prepared
        try:
            own = one.path.stem + (f"-第{prepared.part}篇" if prepared.part > 1 else "")
            path, beside = self.shelf.free(folder(prepared.guesses), stem(prepared.guesses, own))
        except OSError as error:
            return self._outcome(one, "refused", f"写不进资料库：{reason(error)}")
        reasons = undecided(prepared.guesses)
        errors = self._errors(one)
        if prepared.verdict[0] != "taken":
            errors.append(f"不像对照检查材料：{prepared.verdict[1]}，按 --force 收入")
        told = [*reasons, *errors]
        if beside:
            told.append(f"{beside} 已有另一份，另存为 {path}")
        elif like:
            told.append(f"与 {like} 有一半以上相同，当作另一份（雷同）")
        return self._outcome(one, "new", *told, *prepared.remarks, path=path, handle=bool(reasons or errors),
                             content=f"{front_matter(prepared.guesses, prepared.more)}\n{prepared.body}")

    def _errors(self, one: Document) -> list[str]:
        return [f.message for f in one.prepared.findings if f.severity == "error"]


def _visibility(lines: Lines) -> str:
    return getattr(lines.get(["visibility"]), "value", "")


def _time(path: Path) -> str:
    try:
        return f"{datetime.datetime.fromtimestamp(path.stat().st_mtime):%Y-%m-%d %H:%M}"
    except OSError:
        return "不明"
