"""What is to become of each document of a batch, decided over the whole batch before anything is written.

The clerk's rule: the library never changes without being told what changes, and never keeps the older text while
saying that it has the newer. So the order of the files decides nothing, and what only a person can know is asked.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from review.intake.batch import Incoming, Rivals
from review.intake.blanks import unfilled
from review.intake.front import draft_front_matter, fill, folder, stem, undecided
from review.intake.guess import BROUGHT, stated
from review.intake.hold import as_values
from review.intake.likeness import Relation, Text, relation, share
from review.intake.memory import text_digest
from review.intake.outcome import Answer, Decision, Outcome
from review.intake.renew import renewal, says_the_same, told_of, visibility_of
from review.intake.shelf import Shelf, Wanted
from review.intake.suggest import own_name
from review.read.front.lines import Lines, still_undecided, value
from review.read.front.material import DECIDED, UNDECIDED
from review.read.text.write import reason
from review.read.yaml.fields import NAMES

VISIBLE = {"internal": "内部", "restricted": "限定范围"}


class Batch:
    """Documents that are decided about together."""

    def __init__(self, documents: list[Incoming], shelf: Shelf) -> None:
        self.documents, self.shelf = documents, shelf
        shelf.survey([Wanted(one.text, text_digest(one.name)) for one in documents])
        self._seen = {d for e in shelf.entries.values() for d in (e.source, e.body, *e.older)}
        self.rivals = Rivals(documents, self._seen)
        self.sources = {entry.source: path for path, entry in shelf.entries.items()}
        self.past = {old: path for path, entry in shelf.entries.items() for old in entry.older}
        self.open: dict[int, bool] = {}
        """Of the documents decided about so far, whether they are left to the clerk."""
        self.replaced: dict[str, str] = {}
        """What is going to replace the text of a material, by its path."""

    def outcomes(self) -> list[Outcome]:
        """What is to become of each document, in their order."""
        self.shelf.reserved.clear()
        self.replaced.clear()
        known = [self._there(number) is not None for number in range(len(self.documents))]
        self.open.clear()
        made: dict[int, Outcome] = {}
        for number in sorted(range(len(self.documents)), key=lambda n: (known[n], self.rivals.twin(n) is not None)):
            outcome = self._decide(number)
            if outcome.content is not None:
                self.shelf.reserved.add(outcome.path)
                if outcome.changed:
                    self.replaced[outcome.path] = outcome.source
            made[number] = outcome
            self.open[number] = outcome.status in ("doubtful", "refused")
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
        self.rivals = Rivals(self.documents, self._seen)

    # ---- one document ---------------------------------------------------------------------------------

    def _decide(self, number: int) -> Outcome:
        one = self.documents[number]
        prepared, answers = one.prepared, one.answers
        verdict, why = prepared.verdict
        if verdict == "refused" and "force" not in answers:
            return self._outcome(one, "refused", f"不像对照检查材料：{why}（确要收入请加 --force）", answers=("force",))
        if prepared.lost:
            return self._outcome(one, "refused", f"写成材料后与来源对不上，没有写入：{prepared.lost}")
        if there := self._there(number):
            return self._known(one, *there)
        if verdict == "asked" and "force" not in answers:
            text = f"拿不准是不是对照检查材料：{why}；是就加 --force 收入"
            return self._outcome(one, "doubtful", text, answers=("force",))
        if (blank := unfilled(prepared.document)) and "force" not in answers:
            return self._outcome(one, "doubtful", f"{blank}；请填好再导入，照样收入请加 --force", answers=("force",))
        if prepared.contradictions and "force" not in answers:
            text = f"{'；'.join(prepared.contradictions)}；以命令为准请加 --force"
            return self._outcome(one, "doubtful", text, answers=("force",))
        if (first := self.rivals.twin(number)) is not None:
            return self._as_twin(one, first)
        if self.rivals.of.get(number) and "add" not in answers:
            return self._rival(one, [self.documents[other] for other in self.rivals.of[number]])
        kind, path = self._relation(number)
        if kind == "corrected":
            return self._corrected(one, path)
        if kind == "question" and "add" not in answers:
            if "replace" in answers:
                return self._replace(one, path, settled=True)
            return self._outcome(one, "doubtful", self._question(number, path), path=path, answers=("replace", "add"),
                                 changed=tuple(told_of(one, path, self.shelf)))
        return self._new(one, path if kind == "other" or "add" in answers else "")

    def _outcome(self, one: Incoming, status: Decision, *reasons: str, path: str = "", **more: Any) -> Outcome:
        return Outcome(source=one.label, status=status, reasons=tuple(filter(None, reasons)), path=path,
                       prepared=one.prepared, notes=one.notes, **more)

    # ---- what is known --------------------------------------------------------------------------------

    def _there(self, number: int) -> tuple[str, str] | None:
        """The material that has or had this very text, and how: same, edited since, or older."""
        one = self.documents[number]
        for path in self.shelf.bodies.get(one.body, ()):
            if self._may_be(number, path):
                return path, self._by_pictures(one, path)
        if one.source in self.sources and self._may_be(number, self.sources[one.source]):
            return self.sources[one.source], "edited"
        past = self.past.get(one.source) or self.past.get(one.body)
        if past and self._may_be(number, past):
            return past, "older"
        for path in self.shelf.like[number]:
            if says_the_same(one, path, self.shelf) and self._may_be(number, path):
                return path, self._by_pictures(one, path)
        return self._lost(number)

    def _by_pictures(self, one: Incoming, path: str) -> str:
        """What a document is to the material that has its very text: the same, older or newer by its pictures."""
        entry = self.shelf.entries.get(path)
        if not one.prepared.pictures or (entry and entry.source == one.source):
            return "same"
        if entry and one.source in entry.older:
            return "older"
        return "pictures" if any(self.shelf.pictures_changed(path, one.prepared.pictures)) else "same"

    def _may_be(self, number: int, path: str) -> bool:
        """Whether a document with the text of the material at `path` is not somebody else's by the names around it.

        Else what front matter says stands: people have decided it.
        """
        named = self.documents[number].prepared.named
        return not named or not named & set(self.documents[number].text.whose.differs(self.shelf.text(path).whose))

    def _lost(self, number: int) -> tuple[str, str] | None:
        """The material of a remembered source that was renamed and edited: the likest that nothing is known of."""
        one = self.documents[number]
        if not any(one.source == entry.source or one.body == entry.body for entry in self.shelf.gone):
            return None
        free = [path for path in self.shelf.like[number] if path not in self.shelf.entries]
        found = [p for p in free if relation(one.text, self.shelf.text(p), same_name=True) != "other"]
        return (found[0], "edited") if found else None

    def _known(self, one: Incoming, path: str, how: str) -> Outcome:
        if how == "older" and "replace" in one.answers:
            return self._replace(one, path, settled=True)
        if how == "older":
            return self._outcome(one, "older", f"{path} 已是后来的一稿，没有动；确要换回请加 --replace", path=path)
        if path in self.replaced:
            return self._outcome(one, "older", f"{path} 这次换成本批的 {self.replaced[path]}；这是旧稿", path=path)
        if how == "pictures":
            return self._replace(one, path, settled=False)
        lines = Lines(self.shelf.raw(path) or "")
        filled = fill(lines, one.prepared.guesses)
        still = self._still(filled)
        said = "库里就是这一稿" if how == "same" else "这一稿导入过，库里的正文后来由人改过，没有动"
        other = [*self._otherwise(one, lines, path), *self._not_taken(one, lines)]
        if filled.text == lines.text:
            status: Decision = "same" if how == "same" else "older"
            return self._outcome(one, status, said, still, *other, path=path, handle=bool(still or other))
        gained = [NAMES[key] for key in still_undecided(lines) if key not in still_undecided(filled)]
        told = f"补上待定的项：{'、'.join(gained)}"
        return self._outcome(one, "changed", told, still, *other, path=path, content=filled.text, changed=(told,),
                             handle=bool(still or other), visibility=visibility_of(lines))

    def _otherwise(self, one: Incoming, lines: Lines, path: str) -> Iterator[str]:
        """Where what the clerk states is not what the library says."""
        for key in DECIDED:
            said = getattr(lines.get([key]), "value", UNDECIDED)
            want, why = one.prepared.guesses[key].value, one.prepared.guesses[key].reason
            if key in one.prepared.given and said != UNDECIDED and not self.shelf.same(key, said, want):
                by = "文件自带的" if why == BROUGHT else "命令给的"
                name = NAMES[key]
                yield f"{by}{name}“{want}”与库里的“{said}”不同，没有改；要改用 review set {name} {want} {path}"

    def _not_taken(self, one: Incoming, lines: Lines) -> Iterator[str]:
        """What front matter of the file's own says beyond DECIDED, and the library does not."""
        there = {key: value(node) for key in one.prepared.more if (node := lines.get([key])) is not None}
        if names := [NAMES.get(key, key) for key, said in one.prepared.more.items() if there.get(key) != said]:
            yield f"文件自带的{'、'.join(names)}与库里的不同，没有并入，库里的照旧"

    # ---- within the batch -----------------------------------------------------------------------------

    def _as_twin(self, one: Incoming, first: int) -> Outcome:
        other = self.documents[first]
        if one.text.whose.differs(other.text.whose):
            if "add" in one.answers:
                return self._new(one, "")
            text = f"与本批的 {other.label} 一字不差，却不是同一人的；确是两份请加 --add"
            return self._outcome(one, "doubtful", text, answers=("add",))
        if self.open.get(first):
            return self._outcome(one, "doubtful", f"与本批的 {other.label} 一字不差，随那一份定夺")
        return self._outcome(one, "same", f"与本批的 {other.label} 相同")

    def _rival(self, one: Incoming, others: list[Incoming]) -> Outcome:
        names = "、".join(
            f"{other.label}（{_percent(one.text, other.text)} 相同，改于 {_time(other.path)}）" for other in others
        )
        text = f"与本批的 {names} 分不出哪一稿新，本件改于 {_time(one.path)}，都没有写入"
        ask = "是两稿请只导入要的那一稿，是两份（雷同）请加 --add"
        return self._outcome(one, "doubtful", f"{text}：{ask}", answers=("add",))

    # ---- against the library --------------------------------------------------------------------------

    def _relation(self, number: int) -> tuple[Relation | None, str]:
        """The strongest relation to a material that is there, and its path."""
        one, found = self.documents[number], []
        for path in self.shelf.like[number]:
            entry = self.shelf.entries.get(path)
            same = entry is not None and entry.name == text_digest(one.name)
            found.append((relation(self.documents[number].text, self.shelf.text(path), same_name=same), path))
        for kind in ("corrected", "question"):
            meant = [f for f in found if f[0] == kind]
            if kind == "corrected" and len(meant) > 1:
                return "question", meant[0][1]
            if meant:
                return meant[0]
        like = [f for f in found if share(self.documents[number].text, self.shelf.text(f[1]))[0] >= 0.5]
        return like[0] if like else (None, "")

    def _question(self, number: int, path: str) -> str:
        mine, there = self.documents[number].text.whose, self.shelf.text(path)
        whole = _percent(self.documents[number].text, there)
        differs = [f"{NAMES[f]}“{getattr(there.whose, f)}”→“{getattr(mine, f)}”" for f in mine.differs(there.whose)]
        if not differs and mine.title and "".join(mine.title.split()) != "".join(there.whose.title.split()):
            differs = [f"标题“{there.whose.title}”→“{mine.title}”"]
        but = f"，{'、'.join(differs)}" if differs else "，文件名或改动的多少说不准"
        ask = "是它的新稿（改了题目、职务也算）请加 --replace，是另一份（雷同、另一位）请加 --add"
        return f"与 {path} 有 {whole} 相同{but}；没有写入：{ask}"

    def _corrected(self, one: Incoming, path: str) -> Outcome:
        body, entry = self.shelf.body(path) or "", self.shelf.entries[path]
        if text_digest(body) != entry.body and "replace" not in one.answers:
            text = f"来源有了新稿，但 {path} 的正文在库里改过，没有覆盖；要以新稿为准请加 --replace"
            return self._outcome(one, "doubtful", text, path=path, answers=("replace",),
                                 changed=tuple(told_of(one, path, self.shelf)))
        return self._replace(one, path, settled="replace" in one.answers)

    def _replace(self, one: Incoming, path: str, *, settled: bool) -> Outcome:
        """A new text for a material that is there; unless it is `settled`, only where all that is bound follows."""
        made = renewal(one, path, self.shelf, settled=settled)
        if made.lost and not settled:
            text = f"{'、'.join(made.lost)}在新稿里找不到对应的条目，没有写入；确要更新请加 --replace，原登记留作注释"
            return self._outcome(one, "doubtful", text, path=path, answers=("replace",), changed=made.told)
        same = one.body == text_digest(self.shelf.body(path) or "")
        what = "图片换成新稿里的" if same else "正文换成新稿"
        seen = f"，它是{VISIBLE[made.visibility]}的，网站上的会随之更新" if made.visibility in VISIBLE else ""
        lines = Lines(made.content)
        todo = [self._still(lines), *self._errors(one), *self._not_taken(one, lines)]
        return self._outcome(one, "changed", f"{what}{seen}", *todo, path=path, changed=made.told,
                             content=made.content, visibility=made.visibility, handle=bool(any(todo) or made.lost))

    def _still(self, lines: Lines) -> str:
        """What of front matter a person has yet to decide."""
        left = [NAMES[key] for key in still_undecided(lines)]
        return f"还有待定的项：{'、'.join(left)}" if left else ""

    def _new(self, one: Incoming, like: str) -> Outcome:
        prepared = one.prepared
        more = prepared.more | ({"reading": as_values(prepared.notes)} if prepared.notes else {})
        try:
            own = own_name(one.path) + (f"-第{prepared.part}篇" if prepared.part > 1 else "")
            path, beside = self.shelf.free(folder(prepared.guesses), stem(prepared.guesses, own))
        except OSError as error:
            return self._outcome(one, "refused", f"写不进资料库：{reason(error)}")
        reasons = undecided(prepared.guesses)
        errors = self._errors(one)
        if prepared.verdict[0] != "taken":
            errors.append(f"不像对照检查材料：{prepared.verdict[1]}，按 --force 收入")
        told = [*reasons, *errors]
        if prepared.notes:
            told.append(f"有 {len(prepared.notes)} 处单看那一行会读错，怎样读已记在元数据的 reading 里，请核对")
        if beside:
            told.append(f"{beside} 已有另一份，另存为 {path}")
        elif like:
            told.append(f"与 {like} 有一半以上相同，当作另一份（雷同）")
        return self._outcome(one, "new", *told, *prepared.remarks, path=path,
                             handle=bool(reasons or errors or prepared.notes),
                             content=f"{draft_front_matter(prepared.guesses, more)}\n{prepared.body}")

    def _errors(self, one: Incoming) -> list[str]:
        return [f.message for f in one.prepared.findings if f.severity == "error"]


def _percent(one: Text, other: Text) -> str:
    """How much of the longer of two texts stands in the other."""
    return f"{round(100 * share(one, other)[1])}%"


def _time(path: Path) -> str:
    try:
        return f"{datetime.datetime.fromtimestamp(path.stat().st_mtime):%Y-%m-%d %H:%M}"
    except OSError:
        return "不明"
