"""The import: every file read, every document of it put in its place. One file's failure never stops the others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from review.intake.front import fill, folder, stem, still_undecided, undecided
from review.intake.outcome import Outcome, Status
from review.intake.prepare import Prepared, prepare
from review.intake.shelf import MEMORY, Place, Shelf
from review.intake.source import Source, SourceError, read, reason
from review.model import Vocabulary
from review.read.front.material import UNDECIDED
from review.read.text.files import shown


@dataclass(frozen=True, kw_only=True, slots=True)
class Options:
    """How to import."""

    dry_run: bool = False
    force: bool = False
    """Take what is no review material too."""
    replace: bool = False
    """Take a new version although people edited the text in the library, or it came under another name."""
    add: bool = False
    """Take what is much like a material there, but came under another name, as another material."""
    given: dict[str, str] = field(default_factory=dict)
    """Front matter that the clerk states for all files: campaign, unit, date …"""


def import_files(paths: Iterable[Path], root: Path, vocabulary: Vocabulary, options: Options) -> Iterator[Outcome]:
    """Import the files one by one into the library at `root`; yields what became of each document."""
    shelf = Shelf(root, dry_run=options.dry_run)
    taken: dict[str, str] = {}
    try:
        for path in paths:
            yield from _file(path, shelf, vocabulary, options, taken)
    finally:
        failure = shelf.save()
    if failure:
        yield Outcome(source=MEMORY, status="refused", reasons=(f"记不下导入记录：{failure}",))


def _file(
    path: Path, shelf: Shelf, vocabulary: Vocabulary, options: Options, taken: dict[str, str]
) -> Iterator[Outcome]:
    name = shown(path.as_posix())
    try:
        source = read(path)
        documents = list(prepare(source, name, vocabulary, options.given))
    except (SourceError, RecursionError, MemoryError) as error:
        yield Outcome(source=name, status="refused", reasons=(str(error) or "太大或太复杂，读不下来",))
        return
    for prepared in documents:
        label = f"{name}（第 {prepared.part} 篇）" if len(documents) > 1 else name
        outcome = _document(label, path.name, source, prepared, shelf, options, taken)
        if outcome.path and outcome.written:
            taken[outcome.path] = label
        yield outcome


def _document(
    label: str, name: str, source: Source, prepared: Prepared, shelf: Shelf, options: Options, taken: dict[str, str]
) -> Outcome:
    """Decide about one document, and write it unless there is a reason not to."""

    def outcome(status: Status, *reasons: str, path: str = "", written: bool = False) -> Outcome:
        return Outcome(source=label, status=status, reasons=reasons, path=path, written=written, prepared=prepared,
                       counts=prepared.counts, notes=source.notes)

    verdict = prepared.document.verdict
    if verdict.outcome == "refused" and not options.force:
        return outcome("refused", f"不像对照检查材料：{verdict.reason}（确要收入请加 --force）")
    if verdict.outcome == "asked" and not options.force:
        return outcome("attention", f"拿不准是不是对照检查材料，没有写入：{verdict.reason}（是就加 --force）")
    if prepared.lost:
        return outcome("attention", f"写成材料后与来源对不上，没有写入：{prepared.lost}")
    file = f"{name}#{prepared.part}"
    where = folder(prepared.guesses), stem(prepared.guesses)
    place = shelf.place(*where, prepared.body, prepared.digest, file, apart=options.add)
    if place.path in taken and place.state not in ("new", "same"):
        other = taken[place.path]
        text = f"与本批的 {other} 大半相同，没有写入：是两稿请留一份，是另一份（雷同）请加 --add"
        return outcome("attention", text, path=place.path)
    if place.state == "same":
        shelf.remember(place.path, prepared.digest, file, prepared.body)
        try:
            filled, left = _filled(shelf, place, prepared)
        except OSError as error:
            return outcome("refused", f"写不进资料库：{reason(error)}")
        still = [f"还有待定的项：{'、'.join(left)}"] if left else []
        if filled:
            return outcome("updated", "补上了待定的项", *still, path=place.path)
        where = f"与本批的 {taken[place.path]} 相同" if place.path in taken else "库里已有"
        return outcome("unchanged", where, *still, path=place.path)
    if place.state in ("edited", "alike") and not options.replace:
        return outcome("attention", _conflict(place), path=place.path)
    try:
        _write(shelf, place, prepared, source, file)
    except OSError as error:
        return outcome("refused", f"写不进资料库：{reason(error)}")
    status, reasons = _verdict(place, prepared)
    return outcome(status, *reasons, path=place.path, written=True)


def _filled(shelf: Shelf, place: Place, prepared: Prepared) -> tuple[bool, list[str]]:
    """Fill in what was undecided at an earlier import and is certain now, the text left as it is.

    Returns whether anything was, and the fields that are undecided still.
    """
    front, body = shelf.front_and_body(place.path) or ("", "")
    filled = fill(front, prepared.guesses)
    if filled != front:
        shelf.write(place.path, filled, body)
    return filled != front, still_undecided(filled)


def _conflict(place: Place) -> str:
    if place.state == "edited":
        return f"来源有了新版，但 {place.path} 的正文在库里改过，没有覆盖；要以新版为准请加 --replace"
    return f"与 {place.path} 大半相同而文件名不同，没有写入：是新版请加 --replace，是另一份（雷同）请加 --add"


def _write(shelf: Shelf, place: Place, prepared: Prepared, source: Source, file: str) -> None:
    """Pictures first: a material never speaks of pictures that are not there."""
    there = shelf.front_and_body(place.path) if place.state != "new" else None
    front = fill(there[0], prepared.guesses) if there else prepared.front
    for picture in source.pictures:
        if f"〔{Path(picture.name).stem}〕" in prepared.body:
            shelf.keep(f"{pictures_folder(place.path)}/{picture.name}", picture.data)
    shelf.write(place.path, front, prepared.body)
    shelf.remember(place.path, prepared.digest, file, prepared.body)


def pictures_folder(path: str) -> str:
    """Where the pictures of a material are kept: pictures/2021/投资促进局-局长."""
    return "pictures/" + path.removeprefix("materials/").removesuffix(".md")


def _verdict(place: Place, prepared: Prepared) -> tuple[Status, list[str]]:
    """The status of a document that was written, and what the clerk has to look at."""
    done = "imported" if place.state == "new" else "updated"
    reasons = undecided(prepared.guesses) if place.state == "new" else ["正文已更新，元数据照旧"]
    attention = place.state == "new" and bool(reasons)
    if prepared.document.refusal:
        attention, reasons = True, [*reasons, f"不像对照检查材料：{prepared.document.refusal}，按 --force 收入"]
    if place.beside and UNDECIDED not in place.beside:
        attention, reasons = True, [*reasons, f"{place.beside} 已有另一份，另存为 {place.path}"]
    errors = [f.message for f in prepared.findings if f.severity == "error"]
    if errors:
        attention, reasons = True, [*reasons, *errors]
    return "attention" if attention else done, reasons
