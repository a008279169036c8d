#!/usr/bin/env python3
"""What importing Word files costs, and whether their structure is read right. Prints a table.

    bench/intake.py CORPUS      a folder with inbox/YEAR/*.txt, truth.json and vocabulary/units.yml

Every text is made a Word file, half of them by python-docx with typed ordinals, half by hand-written XML with
automatic numbering; all are imported in one run of `review import`. Budget: 60 ms of CPU a file, 300 MB, none wrong;
the first line says what reading Word, its proof included, costs of that, the last what 5,000 characters of text cost
without Word: 25 ms at most of what the clerk waits for, on all cores.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import docx

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "hooks"))
sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from review.read.front.material import split
from review.read.structure.document import read_document
from review.read.word import read_word
from word.make import auto_numbered, save

BUDGET_MS, BUDGET_MB = 60, 300


def main(corpus: Path) -> int:
    truth = json.loads((corpus / "truth.json").read_text("utf-8"))["materials"]
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        for n, text in enumerate(sorted((corpus / "inbox").rglob("*.txt"))):
            path = work / "inbox" / f"{text.parent.name}-{text.stem}.docx"
            write_word(text.read_text("utf-8"), path, by_hand=n % 2 == 1)
        (work / "library" / "materials").mkdir(parents=True)
        shutil.copytree(corpus / "vocabulary", work / "library" / "vocabulary")
        alone = read_alone(sorted((work / "inbox").rglob("*.docx")))
        texts = as_texts(corpus, work)
        first = imported(work)
        again = imported(work)
        wrong = sum(not right(row, work, truth) for row in first["documents"])
    count = len(first["documents"])
    print(f"{'':12}{'files':>8}{'ms/file':>9}{'waited':>9}{'MB':>7}{'written':>9}{'wrong':>7}")
    print(f"{'Word alone':12}{count:>8}{alone:>9.1f}")
    for label, run in (("import", first), ("again", again)):
        written = sum(row["written"] for row in run["documents"])
        bad = wrong if run is first else sum(row["status"] != "same" for row in run["documents"])
        spent = "".join(f"{run[part] * 1000 / count:>9.1f}" for part in ("seconds", "waited"))
        print(f"{label:12}{count:>8}{spent}{run['mb']:>7.0f}{written:>9}{bad:>7}")
    print(f"{'budget':12}{'':8}{BUDGET_MS:>9}{'':9}{BUDGET_MB:>7}{'':9}{0:>7}")
    print(f"{'text, 5,000':12}{count:>8}{texts['seconds']:>9.1f}{texts['waited']:>9.1f}")
    return int(bool(wrong) or first["seconds"] * 1000 / count > BUDGET_MS or first["mb"] > BUDGET_MB)


def read_alone(paths: list[Path]) -> float:
    """Milliseconds of CPU that reading one Word file takes, before its text is read as a material."""
    begin = time.process_time()
    for path in paths:
        read_word(path)
    return (time.process_time() - begin) * 1000 / max(1, len(paths))


def as_texts(corpus: Path, work: Path) -> dict[str, float]:
    """Milliseconds for 5,000 characters when the texts themselves are imported into a library of their own."""
    place = work / "texts"
    shutil.copytree(corpus / "inbox", place / "inbox")
    (place / "library" / "materials").mkdir(parents=True)
    shutil.copytree(corpus / "vocabulary", place / "library" / "vocabulary")
    size = sum(len(path.read_text("utf-8")) for path in (place / "inbox").rglob("*.txt"))
    run = imported(place)
    return {part: run[part] * 1000 * 5000 / size for part in ("seconds", "waited")}


def write_word(text: str, path: Path, *, by_hand: bool) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    if by_hand:
        save(path, auto_numbered(text))
        return
    made = docx.Document()
    for line in text.split("\n"):
        made.add_paragraph(line)
    made.save(path)


def imported(work: Path) -> dict:
    """One run of the command, with the CPU time it took, how long one waited, and the most memory it held."""
    began = time.monotonic()
    call = f"from review.cli import main; main(['import', {str(work / 'inbox')!r}, '--library', "
    call += f"{str(work / 'library')!r}, '--json'])"
    process = subprocess.Popen([sys.executable, "-c", call], stdout=subprocess.PIPE)
    out = process.stdout.read()
    _, _, used = os.wait4(process.pid, 0)
    waited = time.monotonic() - began
    return json.loads(out) | {"seconds": used.ru_utime + used.ru_stime, "waited": waited, "mb": used.ru_maxrss / 1024}


def right(row: dict, work: Path, truth: dict) -> bool:
    """Whether the material that was written says what the maker of the text knows."""
    if not row["path"]:
        return False
    text = (work / "library" / row["path"]).read_text("utf-8")
    document = read_document(split(text, row["path"])[1], row["path"])
    known = truth[Path(row["source"]).stem.replace("-", "/", 1)]
    fields = {key: row["fields"][key]["value"] for key in ("campaign", "unit", "author", "title")}
    problems = [[p.opening for p in h.problems] for h in document.headings]
    return (
        fields == {key: known[key] for key in fields}
        and problems == [[p["opening"] for p in h["problems"]] for h in known["headings"]]
        and [c.opening for c in document.causes] == [c["opening"] for c in known["causes"]]
        and [m.opening for m in document.measures] == [m["opening"] for m in known["measures"]]
    )


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    sys.exit(main(Path(sys.argv[1])))
