"""What is refused, and what goes wrong while writing."""

import errno
import io
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import docx
import pytest

from intake_texts import OTHER, TITLE, run, snapshot, text_of
from review.intake.clean import without_space
from review.intake.source import SourceError, files_at, read_source
from word.make import picture

SPEECH = "在年度工作会议上的讲话\n同志们：\n今天会议的任务是总结工作。一是要提高认识。二是要狠抓落实。\n谢谢大家。\n"


def test_what_is_no_review_material_is_refused_unless_forced(root, inbox):
    (inbox / "a.txt").write_text(SPEECH, "utf-8")
    (outcome,) = run(root, inbox)
    assert outcome.status == "refused" and "不像对照检查材料" in outcome.reasons[0] and not list(root.rglob("*.md"))
    (outcome,) = run(root, inbox, force=True)
    assert outcome.status == "new" and outcome.open
    assert without_space(SPEECH) == without_space(outcome.prepared.body.replace("# ", ""))


def test_an_identity_number_needs_attention_and_is_not_repeated(root, inbox):
    (inbox / "a.txt").write_text(text_of(more="身份证号11010519491231002X。"), "utf-8")
    (outcome,) = run(root, inbox)
    assert outcome.status == "new" and outcome.open
    assert any("身份证" in reason for reason in outcome.reasons) and "1231002X" not in str(outcome.reasons)


@pytest.mark.parametrize("form", [
    "{}\n{text}", "财政局文件\n\n{}\n{text}", "{text}\n第 1 页 共 3 页\n责任编辑：{}\n",
    "---\n# {}\ntitle: 甲\n---\n{text}",
])  # fmt: skip
@pytest.mark.parametrize("mark", ["机密★1年", "密级：秘密", "商业秘密★", "内部★"])
def test_i7_a_mark_in_what_an_import_leaves_out_is_refused(root, inbox, mark, form):
    """It had been left out with the lines above a title, in silence, and what it marks had come in."""
    text = form.format(mark, text=text_of())
    text = text.replace("title: 甲", f"title: {TITLE}\ncampaign: 2025-five\nunit: 财政局\nauthor: 局长\nkind: 个人\n"
                                    "date: 2026-01-16\nvisibility: internal")  # fmt: skip
    (inbox / "a.md").write_text(text, "utf-8")
    (outcome,) = run(root, inbox, force=True)
    assert outcome.status == "refused" and "有密级标志" in outcome.reasons[0] and not list(root.rglob("*.md"))


@pytest.mark.parametrize("mark", ["涉密", "商业秘密", "商业秘密 3年"])
def test_i7_a_mark_without_a_level_above_the_title_is_refused(root, inbox, mark):
    (inbox / "a.txt").write_text(f"{mark}\n\n{text_of(more='涉密人员管理不严。')}", "utf-8")
    (outcome,) = run(root, inbox, force=True)
    assert outcome.status == "refused" and f"标题之前有密级标志 {mark.split()[0]}" in outcome.reasons[0]
    (inbox / "a.txt").write_text(text_of(more="涉密人员管理不严，商业秘密保护不力。"), "utf-8")
    assert [one.status for one in run(root, inbox)] == ["new"]


@pytest.mark.parametrize("text", ["字" * 400_000, "字\n" * 30_000, text_of() * 300])
def test_X7_too_large_a_text_is_refused(root, inbox, text):
    (inbox / "a.txt").write_text(text, "utf-8")
    (outcome,) = run(root, inbox / "a.txt", force=True)
    assert outcome.status == "refused" and ("不超过" in outcome.reasons[0] or "多于 200 份" in outcome.reasons[0])


def test_bad_files_do_not_stop_the_others(root, inbox):
    (inbox / "1.docx").write_bytes(b"PK\x03\x04broken")
    (inbox / "2.txt").write_bytes(b"\x00\x01\x02\xff")
    (inbox / "3.txt").write_bytes(b"")
    (inbox / "4.xlsx").write_bytes(b"x")
    os.mkfifo(inbox / "5.txt")
    (inbox / "6.txt").symlink_to("/etc/hostname")
    with (inbox / "7.txt").open("wb") as file:
        file.truncate(100 * 2**20)
    (inbox / "8.txt").write_text(text_of(), "utf-8")
    (inbox / ".DS_Store").write_bytes(b"x")
    (inbox / "~$8.docx").write_bytes(b"x")
    outcomes = run(root, inbox)
    assert [o.status for o in outcomes] == ["refused"] * 7 + ["new"]
    reasons = " ".join(o.reasons[0] for o in outcomes[:7])
    for word in ("损坏", "编码", "空的", "是表格（Excel、WPS 表格），请把文字粘贴到 Word 里", "不是普通文件", "更大"):
        assert word in reasons
    assert [p.name for p in root.rglob("*.md")] == ["财政局-局长.md"]


def test_a_folder_without_rights_is_named():
    """Nobody reads a folder of mode 0, but root does: so root becomes nobody for a moment."""
    with tempfile.TemporaryDirectory() as name:
        os.chmod(name, 0o755)
        closed, file = Path(name, "closed"), Path(name, "open.txt")
        closed.mkdir(mode=0o000)
        file.write_text(text_of(), "utf-8")
        file.chmod(0o000)
        user = os.geteuid()
        os.seteuid(65534 if user == 0 else user)
        try:
            assert list(files_at((Path(name),))) == [closed, file]
            for path in (closed, file, closed / "within.txt"):
                with pytest.raises(SourceError, match="权限"):
                    read_source(path)
        finally:
            os.seteuid(user)
            closed.chmod(0o755)


def test_a_full_disk_leaves_nothing_half_written(root, inbox):
    """A limit on the size of files stands for the full disk; the batch goes on. Python keeps no code cut off by it."""
    (inbox / "1.txt").write_text(text_of(more="又补一句。" * 2000), "utf-8")
    (inbox / "2.txt").write_text(OTHER.format(title=TITLE), "utf-8")
    code = f"""
import resource, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (8000, 8000))
from review.cli import main
main(["import", {str(inbox)!r}, "--library", {str(root)!r}])
"""
    done = subprocess.run([sys.executable, "-B", "-c", code], capture_output=True, text=True, timeout=60)
    assert done.returncode == 1 and "写不进资料库" in done.stdout, done.stderr
    assert "Traceback" not in done.stderr
    kept = [f for f in root.rglob("*") if f.is_file()]
    assert sorted(f.name for f in kept) == ["imports.json", "财政局-局长-2.md"]
    assert "稳农心" in (root / "materials/2025/财政局-局长-2.md").read_text("utf-8")


def test_an_update_that_fails_leaves_the_old_text(root, inbox, monkeypatch):
    (inbox / "a.txt").write_text(text_of(), "utf-8")
    run(root, inbox)
    before = snapshot(root)
    (inbox / "a.txt").write_text(text_of(more="又补一句。"), "utf-8")

    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("review.read.text.write.os.replace", full)
    assert run(root, inbox)[0].reasons == ("写不进资料库：磁盘已满",)
    assert snapshot(root) == before


MERGED = "<<<<<<< HEAD\n甲\n=======\n乙\n>>>>>>> x\n"


@pytest.mark.parametrize("text, reason", [
    (text_of().replace("二、原因", f"{MERGED}二、原因"), "第 14 行起有没有合并完的冲突标记"),
    ("---\ntags: [甲]\n---\n" + text_of(), "没有“tags”这个键.*删去开头两行 ---"),
])  # fmt: skip
@pytest.mark.parametrize("name", ["a.md", "a.txt"])
def test_the_next_step_for_a_text_that_is_not_sound(root, inbox, text, reason, name):
    (inbox / name).write_text(text, "utf-8")
    (made,) = run(root, inbox)
    assert made.status == "refused" and re.search(reason, made.reasons[0]), made.reasons


def test_a_web_page_that_is_called_txt_is_read_as_one(root, inbox):
    page = "<!DOCTYPE html><html><body><p>" + "</p><p>".join(text_of().splitlines()) + "</p></body></html>"
    (inbox / "a.txt").write_text(page, "utf-8")
    (made,) = run(root, inbox)
    assert made.status == "new" and "<" not in made.prepared.body


@pytest.mark.parametrize("item, status", [
    ("×××不够深入，××××有差距。", "doubtful"), ("（可从学习、调研等方面查摆）。××××。", "refused"),
    ("走访××村时记得不全，去年漏了三户。", "new"),
])  # fmt: skip
def test_a_template_is_not_taken_for_a_material(root, inbox, item, status):
    text = re.sub(r"^(一是|（.）(?!带头)).*", rf"\1{item}", text_of(), flags=re.MULTILINE)
    (inbox / "a.txt").write_text(text, "utf-8")
    assert [one.status for one in run(root, inbox)] == [status]
    assert [one.written for one in run(root, inbox, force=True)] == [status != "new"]


@pytest.mark.parametrize("name, said", [("局长.docx.crdownload", True), ("甲.docx.part", True), ("未确认 12.tmp", True),
                                        ("~WRD0001.tmp", False), ("~$局长.docx", False), (".局长.docx", False),
                                        ("局长.docx~", False), ("Thumbs.db", False)])
def test_a_download_in_an_inbox_that_did_not_end_is_said(tmp_path, name, said):
    """What a program left behind is passed over in silence, what somebody sent is not."""
    (tmp_path / name).write_bytes(b"PK\x03\x04")
    assert bool(list(files_at((tmp_path,)))) == said
    if said:
        with pytest.raises(SourceError, match="没有下载完"):
            read_source(tmp_path / name)


@pytest.mark.parametrize("pictured, said", [(False, "文件是空的"), (True, "里面只有图片")])
def test_a_word_file_without_a_word_is_no_template(tmp_path, pictured, said):
    """It was offered to be taken with --force."""
    word = docx.Document()
    word.add_paragraph(" ")
    if pictured:
        word.add_picture(io.BytesIO(picture()))
    word.save(tmp_path / "a.docx")
    with pytest.raises(SourceError, match=said):
        read_source(tmp_path / "a.docx")
