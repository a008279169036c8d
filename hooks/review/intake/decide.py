"""What is to become of each document of a batch, decided over the whole batch before anything is written.

The clerk's rule: the library never changes without being told what changes, and never keeps the older text while
saying that it has the newer. So the order of the files decides nothing, and what only a person can know is asked.
"""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path

from review.intake.batch import Incoming, Rivals
from review.intake.before import Before
from review.intake.blanks import unfilled
from review.intake.guess import stated
from review.intake.likeness import Text, missing_behind, share
from review.intake.outcome import Answer, Outcome
from review.intake.renew import told_of
from review.intake.shelf import Shelf, Wanted
from review.intake.taken import as_known, as_new, as_newer, outcome_of
from review.read.text.digest import text_digest
from review.read.yaml.fields import NAMES


class Batch:
    """Documents that are decided about together."""

    def __init__(self, documents: list[Incoming], shelf: Shelf) -> None:
        self.documents, self.shelf = documents, shelf
        shelf.survey([Wanted(one.text, text_digest(one.name), one.prepared.origin) for one in documents])
        self.before = Before(shelf)
        self.rivals = Rivals(documents, self.before.seen)
        self.open: dict[int, bool] = {}
        """Of the documents decided about so far, whether they are left to the clerk."""
        self.replaced: dict[str, str] = {}
        """What is going to replace the text of a material, by its path."""

    def outcomes(self) -> list[Outcome]:
        """What is to become of each document, in their order."""
        self.shelf.reserved.clear()
        self.replaced.clear()
        self.open.clear()
        there = [self.before.text(one, like) for one, like in zip(self.documents, self.shelf.like, strict=True)]
        made: dict[int, Outcome] = {}
        for number in sorted(
            range(len(there)), key=lambda n: (there[n] is not None, self.rivals.twin(n) is not None)
        ):
            outcome = self._decide(number, there[number])
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
        self.rivals = Rivals(self.documents, self.before.seen)

    def _decide(self, number: int, there: tuple[str, str] | None) -> Outcome:
        """What becomes of a document, which the material that is `there` has or had already."""
        one = self.documents[number]
        if refused := _refused(one):
            return refused
        if there:
            return self._known(one, *there)
        return _asked(one) or self._within_batch(number) or self._against_library(number)

    # ---- what is known --------------------------------------------------------------------------------

    def _known(self, one: Incoming, path: str, how: str) -> Outcome:
        if how == "older" and "replace" in one.answers:
            return as_newer(one, path, self.shelf, settled=True)
        if how == "older":
            return outcome_of(one, "older", f"{path} 已是后来的一稿，没有动；确要换回请加 --replace", path=path)
        if path in self.replaced:
            return outcome_of(one, "older", f"{path} 这次换成本批的 {self.replaced[path]}；这是旧稿", path=path)
        if how == "pictures":
            return as_newer(one, path, self.shelf, settled=False)
        return as_known(one, path, self.shelf, edited=how == "edited")

    # ---- within the batch -----------------------------------------------------------------------------

    def _within_batch(self, number: int) -> Outcome | None:
        """The outcome of what another document of the batch says too, or may be another draft of."""
        one = self.documents[number]
        if (first := self.rivals.twin(number)) is not None:
            return self._as_twin(one, first)
        if self.rivals.of.get(number) and "add" not in one.answers:
            return _rival(one, [self.documents[other] for other in self.rivals.of[number]])
        return None

    def _as_twin(self, one: Incoming, first: int) -> Outcome:
        other = self.documents[first]
        if one.text.whose.differs(other.text.whose):
            if "add" in one.answers:
                return as_new(one, "", self.shelf)
            text = f"与本批的 {other.label} 一字不差，却不是同一人的；确是两份请加 --add"
            return outcome_of(one, "doubtful", text, answers=("add",))
        if self.open.get(first):
            return outcome_of(one, "doubtful", f"与本批的 {other.label} 一字不差，随那一份定夺")
        return outcome_of(one, "same", f"与本批的 {other.label} 相同")

    # ---- against the library --------------------------------------------------------------------------

    def _against_library(self, number: int) -> Outcome:
        one = self.documents[number]
        kind, path = self.before.relation(one, self.shelf.like[number])
        if kind == "corrected":
            return self._corrected(one, path)
        if kind == "question" and "add" not in one.answers:
            if "replace" in one.answers:
                return as_newer(one, path, self.shelf, settled=True)
            return outcome_of(one, "doubtful", self._question(one, path), path=path, answers=("replace", "add"),
                              changed=tuple(told_of(one, path, self.shelf)))
        return as_new(one, path if kind == "other" or "add" in one.answers else "", self.shelf)

    def _question(self, one: Incoming, path: str) -> str:
        mine, there = one.text.whose, self.shelf.text(path)
        differs = [f"{NAMES[f]}“{getattr(there.whose, f)}”→“{getattr(mine, f)}”" for f in mine.differs(there.whose)]
        if not differs and mine.title and "".join(mine.title.split()) != "".join(there.whose.title.split()):
            differs = [f"标题“{there.whose.title}”→“{mine.title}”"]
        differs += [_cut_off(one.text, there)] if missing_behind(one.text, there) else []
        but = f"，{'、'.join(differs)}" if differs else "，文件名或改动的多少说不准"
        ask = "是它的新稿（改了题目、职务也算）请加 --replace，是另一份（雷同、另一位）请加 --add"
        return f"与 {path} 有 {_percent(one.text, there)} 相同{but}；没有写入：{ask}"

    def _corrected(self, one: Incoming, path: str) -> Outcome:
        body, there = self.shelf.body(path) or "", self.shelf.text(path)
        text = ""
        if text_digest(body) != self.before.known(one, path):
            text = f"来源有了新稿，但 {path} 的正文在库里改过，没有覆盖；要以新稿为准请加 --replace"
        elif missing_behind(one.text, there):
            text = f"与 {path} 比，{_cut_off(one.text, there)}，没有写入；确是删去了后面的请加 --replace"
        if not text or "replace" in one.answers:
            return as_newer(one, path, self.shelf, settled="replace" in one.answers)
        return outcome_of(one, "doubtful", text, path=path, answers=("replace",),
                          changed=tuple(told_of(one, path, self.shelf)))


def _refused(one: Incoming) -> Outcome | None:
    """The refusal of what is no material, or would not be written as it is."""
    verdict, why = one.prepared.verdict
    if verdict == "refused" and "force" not in one.answers:
        return outcome_of(one, "refused", f"不像对照检查材料：{why}（确要收入请加 --force）", answers=("force",))
    if one.prepared.lost:
        return outcome_of(one, "refused", f"写成材料后与来源对不上，没有写入：{one.prepared.lost}")
    return None


def _asked(one: Incoming) -> Outcome | None:
    """The question that a document by itself raises."""
    verdict, why = one.prepared.verdict
    text = ""
    if verdict == "asked":
        text = f"拿不准是不是对照检查材料：{why}；是就加 --force 收入"
    elif blank := unfilled(one.prepared.document):
        text = f"{blank}；请填好再导入，照样收入请加 --force"
    elif one.prepared.contradictions:
        text = f"{'；'.join(one.prepared.contradictions)}；以命令为准请加 --force"
    return outcome_of(one, "doubtful", text, answers=("force",)) if text and "force" not in one.answers else None


def _rival(one: Incoming, others: list[Incoming]) -> Outcome:
    names = "、".join(
        f"{other.label}（{_percent(one.text, other.text)} 相同，改于 {_time(other.path)}）" for other in others
    )
    text = f"与本批的 {names} 分不出哪一稿新，本件改于 {_time(one.path)}，都没有写入"
    ask = "是两稿请只导入要的那一稿，是两份（雷同）请加 --add"
    return outcome_of(one, "doubtful", f"{text}：{ask}", answers=("add",))


def _cut_off(one: Text, there: Text) -> str:
    """That a text ends where another goes on."""
    return f"到“{one.letters[-8:]}”为止，后面少 {missing_behind(one, there)} 字，像是没有存完或没有传完"


def _percent(one: Text, other: Text) -> str:
    """How much of the longer of two texts stands in the other."""
    return f"{round(100 * share(one, other)[1])}%"


def _time(path: Path) -> str:
    try:
        return f"{datetime.datetime.fromtimestamp(path.stat().st_mtime):%Y-%m-%d %H:%M}"
    except OSError:
        return "不明"
