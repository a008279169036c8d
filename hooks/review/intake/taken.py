"""A document that is taken: what will be written of it, and what the clerk is told of that."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from review.intake.batch import Incoming
from review.intake.front import draft_front_matter, fill, folder, stem, undecided
from review.intake.guess import BROUGHT
from review.intake.hold import as_values
from review.intake.outcome import Decision, Outcome
from review.intake.renew import renewal, visibility_of
from review.intake.shelf import Shelf
from review.intake.suggest import own_name
from review.read.front.lines import Lines, still_undecided, value
from review.read.front.material import DECIDED, UNDECIDED
from review.read.text.digest import text_digest
from review.read.text.write import reason
from review.read.yaml.fields import NAMES

VISIBLE = {"internal": "内部", "restricted": "限定范围"}


def outcome_of(one: Incoming, status: Decision, *reasons: str, path: str = "", **more: Any) -> Outcome:
    """The outcome of a document, for the reasons that are not empty."""
    return Outcome(source=one.label, status=status, reasons=tuple(filter(None, reasons)), path=path,
                   prepared=one.prepared, notes=one.notes, **more)


def as_new(one: Incoming, like: str, shelf: Shelf) -> Outcome:
    """A new material; `like` is the path of one that has half of it, where there is one."""
    prepared = one.prepared
    more = prepared.more | ({"reading": as_values(prepared.notes)} if prepared.notes else {})
    try:
        own = own_name(one.path) + (f"-第{prepared.part}篇" if prepared.part > 1 else "")
        path, beside = shelf.free(folder(prepared.guesses), stem(prepared.guesses, own))
    except OSError as error:
        return outcome_of(one, "refused", f"写不进资料库：{reason(error)}")
    reasons = undecided(prepared.guesses)
    errors = _errors(one)
    if prepared.verdict[0] != "taken":
        errors.append(f"不像对照检查材料：{prepared.verdict[1]}，按 --force 收入")
    told = [*reasons, *errors]
    if prepared.notes:
        told.append(f"有 {len(prepared.notes)} 处单看那一行会读错，怎样读已记在元数据的 reading 里，请核对")
    if beside:
        told.append(f"{beside} 已有另一份，另存为 {path}")
    elif like:
        told.append(f"与 {like} 有一半以上相同，当作另一份（雷同）")
    return outcome_of(one, "new", *told, *prepared.remarks, path=path,
                      handle=bool(reasons or errors or prepared.notes),
                      content=f"{draft_front_matter(prepared.guesses, more)}\n{prepared.body}")


def as_newer(one: Incoming, path: str, shelf: Shelf, *, settled: bool) -> Outcome:
    """A new text for a material that is there; unless it is `settled`, only where all that is bound follows."""
    made = renewal(one, path, shelf, settled=settled)
    if made.lost and not settled:
        text = f"{'、'.join(made.lost)}在新稿里找不到对应的条目，没有写入；确要更新请加 --replace，原登记留作注释"
        return outcome_of(one, "doubtful", text, path=path, answers=("replace",), changed=made.told)
    same = one.body == text_digest(shelf.body(path) or "")
    what = "图片换成新稿里的" if same else "正文换成新稿"
    seen = f"，它是{VISIBLE[made.visibility]}的，网站上的会随之更新" if made.visibility in VISIBLE else ""
    lines = Lines(made.content)
    todo = [_still(lines), *_errors(one), *_not_taken(one, lines)]
    return outcome_of(one, "changed", f"{what}{seen}", *todo, path=path, changed=made.told,
                      content=made.content, visibility=made.visibility, handle=bool(any(todo) or made.lost))


def as_known(one: Incoming, path: str, shelf: Shelf, *, edited: bool) -> Outcome:
    """A text that is there, or was and is `edited` since: of front matter what was undecided is filled in."""
    lines = Lines(shelf.raw(path) or "")
    filled = fill(lines, one.prepared.guesses)
    still = _still(filled)
    other = [*_otherwise(one, lines, path, shelf), *_not_taken(one, lines)]
    if filled.text == lines.text:
        said = "这一稿导入过，库里的正文后来由人改过，没有动" if edited else "库里就是这一稿"
        status: Decision = "older" if edited else "same"
        return outcome_of(one, status, said, still, *other, path=path, handle=bool(still or other))
    gained = [NAMES[key] for key in still_undecided(lines) if key not in still_undecided(filled)]
    told = f"补上待定的项：{'、'.join(gained)}"
    return outcome_of(one, "changed", told, still, *other, path=path, content=filled.text, changed=(told,),
                      handle=bool(still or other), visibility=visibility_of(lines))


def _otherwise(one: Incoming, lines: Lines, path: str, shelf: Shelf) -> Iterator[str]:
    """Where what the clerk states is not what the library says."""
    for key in DECIDED:
        said = getattr(lines.get([key]), "value", UNDECIDED)
        want, why = one.prepared.guesses[key].value, one.prepared.guesses[key].reason
        if key in one.prepared.given and said != UNDECIDED and not shelf.same(key, said, want):
            by = "文件自带的" if why == BROUGHT else "命令给的"
            name = NAMES[key]
            yield f"{by}{name}“{want}”与库里的“{said}”不同，没有改；要改用 review set {name} {want} {path}"


def _not_taken(one: Incoming, lines: Lines) -> Iterator[str]:
    """What front matter of the file's own says beyond DECIDED, and the library does not."""
    there = {key: value(node) for key in one.prepared.more if (node := lines.get([key])) is not None}
    if names := [NAMES.get(key, key) for key, said in one.prepared.more.items() if there.get(key) != said]:
        yield f"文件自带的{'、'.join(names)}与库里的不同，没有并入，库里的照旧"


def _still(lines: Lines) -> str:
    """What of front matter a person has yet to decide."""
    left = [NAMES[key] for key in still_undecided(lines)]
    return f"还有待定的项：{'、'.join(left)}" if left else ""


def _errors(one: Incoming) -> list[str]:
    return [f.message for f in one.prepared.findings if f.severity == "error"]
