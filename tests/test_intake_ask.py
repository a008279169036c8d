"""The import on a terminal: all is shown, what is open is asked, and only what the clerk takes is written."""

import os
import pty
import re
import subprocess
import sys

import pytest

from intake_texts import OTHER, TITLE, run, snapshot, text_of


def talk(root, answers, *words):
    """Run the import on a terminal of its own, typing the answers; returns what was on the screen and the status."""
    ours, theirs = pty.openpty()
    code = "from review.cli import main; main(prog_name='review')"
    call = [sys.executable, "-c", code, "import", *map(str, words), "--library", str(root)]
    process = subprocess.Popen(call, stdin=theirs, stdout=theirs, stderr=theirs)
    os.close(theirs)
    os.write(ours, "".join(f"{answer}\n" for answer in answers).encode())
    said = b""
    while True:
        try:
            more = os.read(ours, 65536)
        except OSError:  # the other end is closed
            break
        if not more:
            break
        said += more
    os.close(ours)
    return said.decode().replace("\r\n", "\n"), process.wait(timeout=60)


def test_what_is_unknown_is_asked_and_the_date_once_for_all(root, inbox):
    (inbox / "局长.txt").write_text(text_of("2025年度民主生活会个人对照检查材料"), "utf-8")
    (inbox / "b.txt").write_text(OTHER.format(title="统计局局长2025年度民主生活会对照检查材料"), "utf-8")
    said, status = talk(root, ["", "财政局", "", "2026-01-16", ""][1:], inbox / "局长.txt", inbox / "b.txt")
    assert status == 0, said
    assert "局长.txt 的单位（回车：待定" in said and "的职务（回车：局长" in said and "有 2 份没有写明日期" in said
    text = (root / "materials/2025/财政局-局长.md").read_text("utf-8")
    assert "unit: 财政局\nauthor: 局长\nkind: 个人\ndate: 2026-01-16\n" in text
    assert "date: 2026-01-16" in (root / "materials/2025/统计局-局长.md").read_text("utf-8")


def test_an_unknown_campaign_is_asked_and_without_one_there_is_no_folder(root, inbox):
    text = text_of("财政局局长对照检查材料")
    for number, name in zip("一二三四五", ("理论学习", "工作作风", "群众工作", "创新", "廉洁"), strict=True):
        text = re.sub(rf"（{number}）带头.*方面", f"（{number}）{name}方面", text)
    (inbox / "a.txt").write_text(text + "2026年1月16日\n", "utf-8")
    (made,) = run(root, inbox, dry_run=True)
    assert made.path == "materials/财政局-局长.md"
    said, status = talk(root, ["2025-five", ""], inbox)
    assert status == 0 and "a.txt 的活动（回车：2023-theme，" in said, said
    assert "campaign: 2025-five\n" in (root / "materials/2025/财政局-局长.md").read_text("utf-8")


def test_some_are_taken_by_their_numbers_and_none_with_n(root, inbox):
    for n, unit in enumerate(("财政局", "统计局", "民政局")):
        text = (OTHER.format(title=f"{unit}局长2025年度民主生活会对照检查材料") if n else text_of()) + "2026年1月16日\n"
        (inbox / f"{n}.txt").write_text(text, "utf-8")
    said, status = talk(root, ["n"], inbox)
    assert status == 1 and "写入这 3 份吗" in said and "没有写入任何材料" in said and not list(root.rglob("*.md"))
    said, status = talk(root, ["1,3"], inbox)
    assert sorted(f.name for f in root.rglob("*.md")) == ["民政局-局长.md", "财政局-局长.md"] and "已写入 2 份" in said


@pytest.mark.parametrize("answer, names", [
    ("1", ["财政局-局长.md"]), ("2", ["财政局-党组书记.md", "财政局-局长.md"]), ("", ["财政局-局长.md"])])
def test_a_doubtful_one_is_settled_by_a_choice(root, inbox, answer, names):
    (inbox / "a.txt").write_text(text_of() + "2026年1月16日\n", "utf-8")
    run(root, inbox)
    before = snapshot(root)
    title = TITLE.replace("局长", "党组书记")
    (inbox / "a.txt").write_text(text_of(title) + "2026年1月16日\n", "utf-8")
    said, status = talk(root, [answer, ""] if answer else [""], inbox)
    assert "怎么办？1 是它的新稿，更新它，2 是另一份，另存，回车 这次不收" in said
    assert sorted(f.name for f in root.rglob("*.md")) == names
    if answer == "1":
        assert f"title: {title}\n" in (root / "materials/2025/财政局-局长.md").read_text("utf-8")
    if not answer:
        assert snapshot(root) == before and status == 1


def test_what_is_no_answer_is_asked_again_and_what_becomes_new_is_asked_for_the_rest(root, inbox):
    for name, lack in (("甲", "学习不深"), ("乙", "学习很不深入")):
        (inbox / f"{name}.txt").write_text(text_of("2025年度民主生活会对照检查材料", lack=lack), "utf-8")
    answers = ["9", "1", "1", "财政局", "局长", "石桥镇", "镇长", "2026-13-01", "2026-01-16", "都要", "y"]
    said, _ = talk(root, answers, inbox)
    assert [f"“{wrong}”不是这里的答复" in said for wrong in ("9", "2026-13-01", "都要")] == [True] * 3
    made = {path.name: path.read_text("utf-8") for path in root.rglob("*.md")}
    assert sorted(made) == ["石桥镇-镇长.md", "财政局-局长.md"]
    assert all("date: 2026-01-16\n" in text for text in made.values())


def test_a_unit_that_the_roster_lacks_is_added_when_the_clerk_takes_it(root, inbox):
    (root / "vocabulary").mkdir()
    (root / "vocabulary/units.yml").write_text("- {id: cz, name: 财政局, group: 政府部门, aliases: []}\n", "utf-8")
    (inbox / "a.txt").write_text(text_of("水务局局长2025年度民主生活会对照检查材料") + "2026年1月16日\n", "utf-8")
    said, status = talk(root, ["7", "1", ""], inbox)
    assert "“7”不是这里的答复" in said and status == 0 and "1  水务局" in said, said
    assert "name: 水务局" in (root / "vocabulary/units.yml").read_text("utf-8")
