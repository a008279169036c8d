"""What was read of a text is what the library reads of the material, also where pages were flattened to a line."""

from pathlib import Path

from cases import read_case
from intake_texts import VOCABULARY, run, text_of
from projects import ROOT
from review.intake.hold import as_values
from review.intake.prepare import Given, prepare
from review.intake.source import Source
from review.read.front.material import read_below
from review.read.loose import read_loose

CASES = sorted((ROOT / "tests" / "documents").glob("*.yml"))

def flattened(source):
    first, *rest = [line.strip() for line in source.split("\n") if line.strip()]
    return f"{first} {''.join(rest)}"


def test_most_flattened_pages_are_taken_and_read_as_they_were():
    lost, held, read = [], 0, 0
    for case in CASES:
        text = flattened(read_case(case)["source"])
        if "|" in text or "#" in text:
            continue
        for one in prepare(Source(text=text), Path("甲.txt"), VOCABULARY, Given()):
            if one.verdict[0] == "refused":
                continue
            read += 1
            lost += [case.stem] if one.lost else []
            held += bool(one.notes) and not one.lost
    assert held > 5 and len(lost) * 20 < read, lost


def test_what_is_hidden_in_a_line_is_read_once_the_line_is_cut(tmp_path):
    first, *rest = text_of().strip().split("\n")
    (tmp_path / "甲.txt").write_text(f"{first} {''.join(rest)}", "utf-8")
    (tmp_path / "materials").mkdir()
    [done] = run(tmp_path, tmp_path / "甲.txt")
    assert done.counts == {"方面": 5, "问题": 6, "根源": 2, "措施": 2} and not done.prepared.lost
    assert "挤在一行里的按序号断开了" in "；".join(done.reasons)
    below = read_below((tmp_path / done.path).read_text("utf-8"), done.path)
    assert len(below.problems) == 6 and not below.notes


def test_the_notes_stand_in_the_file_and_bind_the_reader(tmp_path):
    source = read_case(ROOT / "tests/documents/258-looked-into.yml")["source"]
    (tmp_path / "甲.txt").write_text(flattened(source), "utf-8")
    (tmp_path / "materials").mkdir()
    [done] = run(tmp_path, tmp_path / "甲.txt", force=True)
    assert done.written and done.handle and "reading" in "；".join(done.reasons), done.reasons
    written = (tmp_path / done.path).read_text("utf-8")
    assert f"reading:\n  - {{at: {as_values(done.prepared.notes)[0]['at']}" in written
    document = read_loose(tmp_path / done.path, done.path, VOCABULARY).document
    assert document and not document.faults
    for run_of in ("headings", "problems", "causes", "measures"):
        assert [i.id for i in getattr(document, run_of)] == [i.id for i in getattr(done.prepared.document, run_of)]
    assert document.headings and "as: heading" in written
    assert run(tmp_path, tmp_path / "甲.txt", force=True)[0].status == "same"
    (tmp_path / "甲.txt").write_text(flattened(source) + "今年再查一次。", "utf-8")
    [again] = run(tmp_path, tmp_path / "甲.txt", force=True, replace=True)
    below = read_below((tmp_path / again.path).read_text("utf-8"), again.path)
    assert again.status == "changed" and not below.faults and len(below.headings) == len(document.headings)
