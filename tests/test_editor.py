"""The local editor's parts: files and nothing but files, exact lines, the form, and who may speak to it."""

import asyncio
import json
import os
import re
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

pytest.importorskip("starlette")

from review.editor import app as app_module
from review.editor import form, git, new
from review.editor.app import app
from review.editor.changes import change_rows
from review.editor.desk import Desk
from review.editor.files import EditableFiles, FileChanged, Gone, Outside, relined
from review.editor.guard import IDLE, Guard
from review.publish.build import build
from review.read.text.files import MAX_MATERIAL, Refused
from review.spread import here

ROOT = Path(__file__).parents[1]
SOURCE = (ROOT / "materials/2021/投资促进局-局长.md").read_text("utf-8")
NAME = "materials/2021/投资促进局-局长.md"


@pytest.fixture
def library(tmp_path):
    path = tmp_path / NAME
    path.parent.mkdir(parents=True)
    path.write_text(SOURCE, "utf-8")
    return tmp_path


def lines(draw_from="一是学习。\u3000# -"):
    ends = st.sampled_from(["\n", "\r\n", "\r"])
    return st.lists(st.tuples(st.text(st.sampled_from(draw_from), max_size=4), ends), max_size=8)


class TestRelined:
    @settings(max_examples=80, deadline=None)
    @given(lines(), st.booleans(), st.booleans())
    def test_the_same_text_is_the_same_bytes(self, given_, mark, open_end):
        raw = ("\ufeff" if mark else "") + "".join(line + end for line, end in given_) + ("末" if open_end else "")
        text = raw.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
        assert relined(raw, text) == raw

    @settings(max_examples=80, deadline=None)
    @given(lines(), lines())
    def test_any_text_is_written_as_it_is(self, old, new):
        raw = "".join(line + end for line, end in old)
        text = "\n".join(line for line, _ in new)
        assert re.sub(r"\r\n|\r", "\n", relined(raw, text)) == text

    def test_a_changed_line_ends_as_it_did_and_a_new_one_as_most(self):
        assert relined("甲\r\n乙\r\n丙\r\n", "甲\n乙改\n新\n丙\n") == "甲\r\n乙改\r\n新\r\n丙\r\n"
        assert relined("甲\n乙\r\n丙\n", "甲\n乙改\n丙\n") == "甲\n乙改\r\n丙\n"


class TestFiles:
    @pytest.mark.parametrize("name", [
        "/etc/passwd", "materials/../mkdocs.yml", "materials/../../x.md", "../materials/a.md", "vocabulary/units.yml",
        "materials", "materials/", "materials/2021", "materials//2021/a.md", "materials/2021/./a.md", "a.md", "",
        "materials/2021/a.md\0.md", "materials\\..\\a.md",
        "vocabulary/reader.yml", "vocabulary/../vocabulary/units.yml", "vocabulary/units.yml/",
        "materials/2021/没有.md", "MATERIALS/2021/投资促进局-局长.md",
    ])  # fmt: skip
    def test_no_way_out_of_the_materials(self, name, library):
        (library / "mkdocs.yml").write_text("a: 1\n")
        with pytest.raises(Outside):
            EditableFiles(library).open(name)

    def test_no_link_is_followed_whether_file_or_folder(self, library, tmp_path_factory):
        secret = tmp_path_factory.mktemp("secret")
        (secret / "x.md").write_text("secret\n")
        (library / "materials/2021/x.md").symlink_to(secret / "x.md")
        (library / "materials/2022").symlink_to(secret)
        os.link(secret / "x.md", library / "materials/2021/hard.md")  # a file of the library like any other
        for name in ("materials/2021/x.md", "materials/2022/x.md"):
            with pytest.raises(Outside):
                EditableFiles(library).open(name)
            with pytest.raises(Outside):
                EditableFiles(library).save(name, "", "new\n")
        assert (secret / "x.md").read_text() == "secret\n"

    def test_a_new_file_is_put_over_none_and_behind_no_link(self, library, tmp_path_factory):
        secret = tmp_path_factory.mktemp("secret")
        (library / "materials/2022").symlink_to(secret)
        for name in ("materials/2022/x.md", "materials/../x.md", "/tmp/x.md", "mkdocs.yml", "vocabulary/x.yml"):
            with pytest.raises(Outside):
                EditableFiles(library).add(name, "new\n")
        with pytest.raises(FileExistsError):
            EditableFiles(library).add(NAME, "new\n")
        assert not list(secret.iterdir()) and (library / NAME).read_text("utf-8") == SOURCE
        EditableFiles(library).add("materials/2023/x.md", "new\n")
        assert (library / "materials/2023/x.md").read_text() == "new\n"

    @pytest.mark.parametrize("post", ["../../x", "/etc/x", "局长\0", "a\nvisibility: internal", "{x: [", "长" * 300])
    def test_whatever_is_said_of_a_new_material_it_is_a_draft_among_the_materials(self, library, post):
        desk = Desk(library)
        said = {"unit": "总工会", "author": post, "campaign": "2021-dangshi", "kind": "个人", "date": "", "title": post}
        path = new.add(desk.files, desk.vocabulary, said)
        made = [one for one in library.rglob("*") if one.is_file() and one != library / NAME]
        assert made == [library / path] and made[0].parent == library / "materials/2021"
        form = desk.look(made[0].read_text("utf-8"), path)["form"]
        assert form["values"]["visibility"] == "draft" and form["values"]["unit"] == "总工会"

    def test_a_save_writes_the_changed_line_alone(self, library):
        path = library / NAME
        path.write_bytes(("\ufeff" + SOURCE.replace("\n", "\r\n")).encode())
        files = EditableFiles(library)
        opened = files.open(NAME)
        files.save(NAME, opened.digest, opened.text.replace("2022-12-31", "2023-12-31"))
        expected = "\ufeff" + SOURCE.replace("\n", "\r\n").replace("2022-12-31", "2023-12-31")
        assert path.read_bytes() == expected.encode()

    def test_a_file_that_changed_meanwhile_is_left_and_shown(self, library):
        files, opened = EditableFiles(library), EditableFiles(library).open(NAME)
        EditableFiles(library).save(NAME, opened.digest, opened.text.replace("招商一科", "招商二科"))
        with pytest.raises(FileChanged) as refused:
            files.save(NAME, opened.digest, opened.text.replace("机关党支部", "办公室"))
        assert "招商二科" in refused.value.text
        assert "机关党支部" in (library / NAME).read_text("utf-8")
        assert files.aside(NAME, "我的一份\n").startswith(".cache/editor/投资促进局-局长-1")

    def test_undo_gives_back_the_bytes_and_nobody_elses_work_is_lost(self, library):
        files = EditableFiles(library)
        before = (library / NAME).read_bytes()
        opened = files.open(NAME)
        files.save(NAME, opened.digest, opened.text + "补一句。\n")
        assert files.can_undo(NAME) == 1
        files.undo(NAME)
        assert (library / NAME).read_bytes() == before
        opened = files.open(NAME)
        files.save(NAME, opened.digest, opened.text + "补一句。\n")
        (library / NAME).write_text("别人写的\n", "utf-8")
        with pytest.raises(FileChanged):
            files.undo(NAME)
        assert (library / NAME).read_text("utf-8") == "别人写的\n"

    def test_what_may_not_stand_in_a_library_is_refused_and_the_file_stays(self, library):
        path, files = library / NAME, EditableFiles(library)
        opened = files.open(NAME)
        for text, error in (("", Refused), ("甲\x00乙", Refused), ("长" * MAX_MATERIAL, OSError)):
            with pytest.raises(error):
                files.save(NAME, opened.digest, text)
        assert path.read_text("utf-8") == SOURCE
        path.write_bytes("编码".encode("gbk"))
        with pytest.raises(Refused, match="UTF-8"):
            files.open(NAME)
        path.write_bytes("长".encode() * 700_000)
        with pytest.raises(Refused, match="200 KB"):
            files.open(NAME)
        path.unlink()
        with pytest.raises(Gone, match="不在了"):
            files.save(NAME, opened.digest, opened.text)
        assert (library / files.aside(NAME, opened.text)).read_text("utf-8") == SOURCE  # what was written is not lost

    def test_a_read_only_file_stays_even_where_the_system_would_let_it_be_written(self, library):
        path, files = library / NAME, EditableFiles(library)
        opened = files.open(NAME)
        path.chmod(0o444)
        with pytest.raises(OSError, match="只读"):
            files.save(NAME, opened.digest, opened.text + "补一句。\n")
        assert path.read_text("utf-8") == SOURCE


LEDGER_ROWS = [f"{key}: {{owner: {owner}, status: 推进中}}" for key, owner in
               (("1", "办公室"), ('"2.10"', "人事科"), ("2x2", "财务股"), ("10", "法规科"))]  # fmt: skip


class TestForm:
    def test_a_value_is_set_with_comments_and_order_kept(self):
        text = SOURCE.replace("author: 局长", "author: 局长  # 已核")
        made = form.with_value(text, ["measures", "2", "status"], "已完成")
        assert len(change_rows(text, made, 1)) == 2
        assert "author: 局长  # 已核" in made
        assert form.with_value(made, ["measures", "2", "status"], "推进中") == text

    @settings(max_examples=40, deadline=None)
    @given(st.permutations(LEDGER_ROWS), st.lists(st.sampled_from(["", "  # 核过", "  # : {"]), min_size=4, max_size=4),
           st.sampled_from(["\n", "\r\n"]), st.booleans(), st.sampled_from(["1", "2.10", "2x2", "10"]),
           st.sampled_from(["owner", "status"]))  # fmt: skip
    def test_one_value_there_and_back_are_the_same_bytes(self, rows, comments, end, mark, key, field):
        """Whatever order, comments, line ends and mark the file has; and one line alone differs meanwhile."""
        ledger = "\n".join(f"  {row}{comment}" for row, comment in zip(rows, comments, strict=True))
        text = f"---\nmeasures:\n{ledger}\nunit: 甲局 # 旧名\n---\n\n正文。\n"
        raw = ("\ufeff" if mark else "") + text.replace("\n", end)
        was = next(row for row in rows if row.startswith((f"{key}:", f'"{key}":'))).split(f"{field}: ")[1][:3]
        made = form.with_value(text, ["measures", key, field], "别处写的")
        one = [new for old, new in zip(text.split("\n"), made.split("\n"), strict=True) if old != new]
        assert len(one) == 1 and f"{field}: 别处写的" in one[0] and one[0].strip().split(":")[0].strip('"') == key
        back = form.with_value(made, ["measures", key, field], was)
        assert relined(relined(raw, made), back) == raw

    def test_a_note_names_a_passage_once(self):
        made = form.noted(SOURCE, "二是政治站位不高", "text")
        assert "  - {at: 二是政治站位不高, as: text}" in made.split("\n")
        again = form.noted(made, "二是政治站位不高", "section", "other")
        assert again.count("二是政治站位不高") == SOURCE.count("二是政治站位不高") + 1
        assert "{at: 二是政治站位不高, as: section, kind: other}" in again

    def test_a_note_says_which_of_several_passages_that_begin_alike(self, library):
        text = SOURCE + "\n二是办法不多。一处。\n\n二是办法不多。又一处。\n"
        lines = text.split("\n")
        first, second = (n for n, line in enumerate(lines, 1) if line.startswith("二是办法不多"))
        made = form.noted(text, "二是办法不多", "text", line=second)
        assert "  - {at: 二是办法不多, as: text, nth: 2}" in made.split("\n")
        made = form.noted(made, "二是办法不多", "point", line=first + made.count("\n") - text.count("\n"))
        assert "{at: 二是办法不多, as: point, nth: 1}" in made and "as: text, nth: 2}" in made
        assert not [one for one in Desk(library).look(made, NAME)["findings"] if "reading" in one["message"]]
        again = form.noted(made, "二是办法不多", "problem", line=first + made.count("\n") - text.count("\n"))
        assert "as: point" not in again and "as: problem, nth: 1}" in again and "as: text, nth: 2}" in again

    def test_that_the_whole_is_a_material_stands_beside_what_its_line_is(self, library):
        made = form.noted(form.noted(SOURCE, "二是政治站位不高", "text"), "二是政治站位不高", "material", line=20)
        assert "{at: 二是政治站位不高, as: text}" in made and "{at: 二是政治站位不高, as: material}" in made
        assert form.noted(made, "二是政治站位不高", "material") == made or made.count("as: material") == 1
        assert ["material", form.ROLES["material"]] in form.choices(Desk(library).vocabulary)["role"]

    def test_broken_front_matter_has_no_form_and_is_still_read(self, library):
        broken = SOURCE.replace("kind: 个人", "kind: [个人")
        with pytest.raises(form.NoForm):
            form.with_value(broken, ["kind"], "班子")
        seen = Desk(library).look(broken, NAME)
        assert seen["form"] is None
        assert any(one["must"] for one in seen["findings"])
        assert any(one["what"] == "问题 1.1" for one in seen["reading"])


UNITS = "# 名册\n- {id: touzi, name: 投资促进局, group: 部门, aliases: []}  # 排第一\n"


class TestVocabulary:
    @pytest.fixture
    def desk(self, library):
        (library / "vocabulary").mkdir()
        (library / "vocabulary/units.yml").write_text(UNITS.replace("\n", "\r\n"), "utf-8")
        return Desk(library)

    def test_a_file_is_checked_while_it_is_written_and_a_fault_named_at_its_line(self, desk):
        assert desk.terms() == [{"path": "vocabulary/units.yml", "name": "单位名录"}]
        look = desk.look(UNITS, "vocabulary/units.yml")
        assert (look["counts"], look["findings"]) == ([[1, "个单位"]], [])
        look = desk.look(UNITS + "- {id: Caizheng, name: 财政局, group: 部门}\n- {", "vocabulary/units.yml")
        assert [(one["line"], one["must"]) for one in look["findings"]] == [(4, True)]
        look = desk.look(UNITS + "- {id: Caizheng, name: 财政局, group: 部门}\n", "vocabulary/units.yml")
        assert [one["line"] for one in look["findings"]] == [3]
        assert "小写字母" in look["findings"][0]["message"]

    def test_a_save_writes_the_new_line_alone_and_holds_for_what_is_read_then(self, desk, library):
        moved = SOURCE.replace("unit: 投资促进局", "unit: 财政局")
        assert any(one["rule"] == "unknown-unit" for one in desk.look(moved, NAME)["findings"])
        opened = desk.files.open("vocabulary/units.yml")
        desk.files.save("vocabulary/units.yml", opened.digest, opened.text + "- {id: cz, name: 财政局, group: 部门}\n")
        desk.forget("vocabulary/units.yml")
        wanted = UNITS.replace("\n", "\r\n") + "- {id: cz, name: 财政局, group: 部门}\r\n"
        assert (library / "vocabulary/units.yml").read_bytes() == wanted.encode()
        assert not any(one["rule"] == "unknown-unit" for one in desk.look(moved, NAME)["findings"])
        assert ["财政局", "财政局"] in form.choices(desk.vocabulary)["unit"]
        assert change_rows(UNITS, UNITS + "- {id: b}\n", 0)[0]["under"] == "词表　名册"


def test_changes_are_marked_by_words_and_whole_where_most_is_new():
    rows = change_rows("甲\n工作推进得慢，办法不多。\n", "甲\n工作推进较慢，办法不多。\n", 1)
    assert [(row["sign"], row["line"]) for row in rows] == [("−", 2), ("＋", 2)]
    assert ["gone", "得"] in rows[0]["pieces"]
    assert ["new", "较"] in rows[1]["pieces"]
    assert change_rows("一二三四五六", "春夏秋冬晨昏", 1)[0]["pieces"] == [["gone", "一二三四五六"]]


def test_a_commit_holds_the_file_alone(library):
    def run(*words):
        return subprocess.run(["git", "-C", library, *words], check=True, capture_output=True, text=True).stdout

    run("init", "-q")
    run("config", "user.name", "编辑")
    run("config", "user.email", "a@example.org")
    run("add", ".")
    run("commit", "-qm", "first")
    (library / "别的.txt").write_text("别人放进暂存区的\n")
    run("add", "别的.txt")
    (library / NAME).write_text(SOURCE + "补一句。\n", "utf-8")
    assert git.who(library) == "编辑"
    assert git.committed_text(library, NAME) == SOURCE and git.committed_text(library, "materials/没有.md") == ""
    with pytest.raises(git.NoCommit):
        git.commit(library, NAME, "  ")
    git.commit(library, NAME, "补上整改情况")
    with pytest.raises(git.NoCommit, match="没有要记的"):
        git.commit(library, NAME, "再记一次")
    assert run("-c", "core.quotePath=false", "show", "--name-only", "--format=%s", "HEAD").split("\n")[:3] == [
        "补上整改情况", "", NAME]
    assert "别的.txt" in run("-c", "core.quotePath=false", "diff", "--cached", "--name-only")
    assert not git.is_changed(library, NAME)


@pytest.mark.slow
def test_each_commit_checked_out_as_a_whole_builds(library, tmp_path, monkeypatch):
    """A material whose unit is new waits for the roster; then of either commit a site can be made."""
    site = tmp_path / "site"
    for name in ("mkdocs.yml", "hooks/events.py", "deploy/csp.conf", "vocabulary/reader.yml"):
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_bytes((ROOT / name).read_bytes())
    (site / "docs").mkdir()
    roster = library / "vocabulary/units.yml"
    roster.parent.mkdir()
    roster.write_bytes((ROOT / "vocabulary/units.yml").read_bytes())
    for name, wanted in (("campaigns", "2021-dangshi"), ("problems", "innovation")):  # few pages, soon built
        records = re.split(r"(?m)^(?=- id: )", (ROOT / f"vocabulary/{name}.yml").read_text("utf-8"))
        kept = next(one for one in records if one.startswith(f"- id: {wanted}\n"))
        (library / f"vocabulary/{name}.yml").write_text(re.sub(r"(,|\n) +themes: \[.*?\]", "", kept), "utf-8")
    for words in (["init", "-q"], ["config", "user.name", "编辑"], ["config", "user.email", "a@example.org"],
                  ["add", "."], ["commit", "-qm", "first"]):  # fmt: skip
        subprocess.run(["git", "-C", library, *words], check=True)
    desk = Desk(library)
    commit = app_module._commit
    units = roster.read_text("utf-8") + "- {id: ludeng, name: 路灯所, group: 政府部门}\n"
    renamed = SOURCE.replace("unit: 投资促进局", "unit: 路灯所")
    for path, text in (("vocabulary/units.yml", units), (NAME, renamed)):
        desk.files.save(path, desk.files.open(path).digest, text)
        desk.forget(path)
    with pytest.raises(git.NoCommit, match="请先记词表") as refused:
        commit(desk, {"path": NAME, "message": "单位改名"})
    assert refused.value.needs == ("vocabulary/units.yml",)
    monkeypatch.chdir(site)
    for n, path in enumerate(("vocabulary/units.yml", NAME)):
        id = commit(desk, {"path": path, "message": "单位改名"})["commit"]
        subprocess.run(["git", "clone", "-q", library, tmp_path / id], check=True)
        made = build(tmp_path / id, "internal", tmp_path / f"out{n}", spread=here)
        assert "units/ludeng/index.html" in made.files
        page = (tmp_path / f"out{n}/units/ludeng/index.html").read_text("utf-8")
        assert ("materials/2021/投资促进局-局长/" in page) == (n == 1)
    assert not any(git.is_changed(library, path) for path in (NAME, "vocabulary/units.yml"))


class TestGuard:
    """Attacks are requests as a hostile page or site can make them; all are refused before anything is done."""

    @pytest.fixture
    def guard(self, library):
        return Guard(app(Desk(library)), 4711)

    def ask(self, guard, method="POST", path="/api/open", body=b"", query=b"", **headers):
        """Status and text of one request; headers by name, None for one that is left out."""
        usual = {"host": "127.0.0.1:4711", "origin": "http://127.0.0.1:4711", "content-type": "application/json",
                 "content-length": str(len(body)), "cookie": f"{guard.cookie}={guard.session}"}  # fmt: skip
        given = {**usual, **{name.replace("_", "-"): value for name, value in headers.items()}}
        scope = {"type": "http", "method": method, "path": path, "raw_path": path.encode(), "query_string": query,
                 "headers": [(k.encode(), v.encode()) for k, v in given.items() if v is not None], "root_path": "",
                 "scheme": "http", "http_version": "1.1", "server": ("127.0.0.1", 4711), "client": ("127.0.0.1", 1)}
        sent = []

        async def receive():
            return {"type": "http.request", "body": body, "more_body": False}

        async def send(message):
            sent.append(message)

        with ThreadPoolExecutor(1) as pool:  # a browser's test in this process has a loop running in this thread
            pool.submit(asyncio.run, guard(scope, receive, send)).result()
        told = b"".join(one.get("body", b"") for one in sent).decode()
        return sent[0]["status"], told, dict(sent[0]["headers"])

    def test_its_own_page_is_answered(self, guard):
        status, told, headers = self.ask(guard, body=json.dumps({"path": NAME}).encode())
        assert status == 200
        assert json.loads(told)["text"] == SOURCE
        assert b"frame-ancestors 'none'" in headers[b"content-security-policy"]

    @pytest.mark.parametrize("attack", [
        {"origin": "http://evil.example"}, {"origin": "null"}, {"origin": None}, {"origin": "http://127.0.0.1:4712"},
        {"host": "evil.example:4711"}, {"host": "localhost:4711"}, {"host": "127.0.0.1"}, {"host": None},
        {"cookie": None}, {"cookie": "review-4711=guess"}, {"cookie": "other=1"},
        {"sec_fetch_site": "cross-site"}, {"sec_fetch_site": "same-site"},
        {"content_type": "text/plain"}, {"content_type": "application/x-www-form-urlencoded"},
        {"content_length": str(1 << 30)}, {"content_length": None},
    ], ids=str)  # fmt: skip
    def test_a_foreign_page_is_refused(self, guard, attack, library):
        digest = EditableFiles(library).open(NAME).digest
        body = json.dumps({"path": NAME, "digest": digest, "text": "毁掉\n"}).encode()
        status, told, _ = self.ask(guard, path="/api/save", body=body, **attack)
        assert status == 403
        assert "投资促进局" not in told
        assert (library / NAME).read_text("utf-8") == SOURCE

    @pytest.mark.parametrize("attack", [{"host": "evil.example:4711"}, {"sec_fetch_site": "cross-site"}], ids=str)
    def test_reading_is_refused_as_well(self, guard, attack):
        assert self.ask(guard, "GET", "/", **attack)[0] == 403

    def test_the_token_is_good_once(self, guard):
        query = f"token={guard.token}".encode()
        assert self.ask(guard, "GET", "/", query=b"token=guess", cookie=None)[0] == 403
        status, _, headers = self.ask(guard, "GET", "/", query=query, cookie=None)
        assert status == 303
        assert b"HttpOnly; SameSite=Strict" in headers[b"set-cookie"]
        assert self.ask(guard, "GET", "/", query=query, cookie=None)[0] == 403

    def test_an_hour_without_use_ends_it(self, guard):
        assert not guard.idle
        guard.used -= IDLE + 1
        assert guard.idle
        self.ask(guard, body=json.dumps({"path": NAME}).encode())
        assert not guard.idle

    @pytest.mark.parametrize("body", [b"", b"[]", b"{}", b'{"path": 1}', b'{"path": "/etc/passwd"}', b"\xff",
                                      pytest.param(b"[" * 99_999, id="nested")])
    def test_nonsense_is_a_sentence_not_a_crash(self, guard, body):
        status, told, _ = self.ask(guard, body=body)
        assert status in (400, 422)
        assert re.search("[\u4e00-\u9fff]", json.loads(told)["error"])

    @pytest.mark.parametrize("path", ["/static/../serve.py", "/assets/../../model.py", "/static/%2e%2e/app.py"])
    def test_no_file_beside_the_page_is_given_out(self, guard, path):
        assert self.ask(guard, "GET", path)[0] in (403, 404)
