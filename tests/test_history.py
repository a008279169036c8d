"""The history that git tells: one audience's, in one pass; and what git cannot tell is said."""

import subprocess

import pytest
from hypothesis import given
from hypothesis import strategies as st

from histories import FILE, USUAL, repository, told, words_of
from review.examine.history.commits import steady
from review.examine.library import examine
from review.keep.folder import Folder
from review.show.pages import pages
from review.show.views.changes import news

__all__ = ["repository"]


def test_a_change_says_which_items_and_words(repository):
    repository.write()
    repository.commit("收入")
    repository.write(problem="联系实际不紧，学用脱节")
    repository.commit("按点评意见补充\n\n第二段")
    last, first = repository.changes()
    assert first.first and first.counts == (2, 1, 1) and not last.first
    assert last.reason == "按点评意见补充" and (last.date - first.date).days == 1
    assert told(last) == [("问题 1.1", "changed", 10, 6)]
    assert ("new", "联系实际不紧，学用脱节。") in last.altered[0].words
    assert ("gone", "联系实际不紧。") in last.altered[0].words


def test_layout_is_no_change_and_an_inserted_item_changes_no_other(repository):
    repository.write()
    repository.commit("收入")
    path = repository.root / "materials/局长.md"
    path.write_text(path.read_text("utf-8").replace("下基层走马观花，听", "下基层走马观花，\n听"), "utf-8")
    repository.commit("重新排版")
    more = path.read_text("utf-8").replace("二是调查研究", "二是检查督促不够有力。部署多。\n\n三是调查研究")
    path.write_text(more, "utf-8")
    repository.commit("补一条")
    last, first = repository.changes()
    assert told(last) == [("问题 1.2", "new", 11, 0)] and first.first


FINANCE = "- {id: caizheng, name: 财政局, group: 政府部门}\n"
ROSTER = "# 名册\n- {id: touzi, name: 投资促进局, group: 政府部门}\n"


@pytest.mark.parametrize("form", [
    '- {"id": "touzi", "name": "投资促进局", "group": "政府部门"}\n',
    "- 'id': touzi\n  name: 投资促进局\n  group: 政府部门\n",
    "- name: 投资促进局\n  group: 政府部门\n  id: touzi\n",
])  # fmt: skip
def test_a_vocabulary_written_otherwise_costs_no_history(repository, form):
    repository.write()
    words_of(repository, form, "收入")
    words_of(repository, form + FINANCE, "加一个单位")
    repository.write(measure="两次")
    repository.commit("改措施")
    history = repository.history()
    assert not history.said and [one.reason for one in history.changes] == ["改措施", "收入"]
    assert [one.new for one in history.words] == ([("caizheng",)] if "id" in form[:6] else [])


def test_a_change_of_the_vocabulary_is_one_entry_a_day_with_what_it_concerns(repository):
    repository.write()
    words_of(repository, ROSTER, "收入")
    assert not repository.history().words, "the first one is the library's own"
    words_of(repository, f"{ROSTER}# 注释\n\n", "加注释")
    assert not repository.history().words
    old = "- {id: old, name: 旧局, group: 政府部门}\n"
    words_of(repository, ROSTER + old + FINANCE, "加两个单位")
    repository.clock += 86_400
    words_of(repository, ROSTER.replace("局, g", "局, aliases: [招商局], g") + FINANCE, "招商局是别名")
    words_of(repository, (ROSTER + FINANCE).replace("局, g", "局, aliases: [招商局], g", 1) + old, "又加回来")
    library = examine(repository.root, "internal", told=True).library
    last, first = library.history.words
    assert (first.file, first.new, first.changed, first.gone) == ("units", ("caizheng", "old"), (), 0)
    assert (last.new, last.changed, last.gone) == ((), ("old", "touzi"), 0)
    assert last.reasons == ("招商局是别名", "又加回来")
    row, _ = [row for row in news(library) if row.kind == "词表"]
    assert row.title == "单位名录：旧局、投资促进局" and row.amount == "2 项"
    assert row.said == "招商局是别名；又加回来；改 2 项，现有 1 份材料"
    (page,) = [page for page in pages(library) if page.src_uri == "changes/index.md"]
    assert "单位名录：财政局、旧局" in page.text and 'data-of="词表 - - 1"' in page.text


def test_of_the_vocabulary_no_name_is_told_that_it_has_no_more(repository):
    repository.write()
    words_of(repository, ROSTER + FINANCE, "收入")
    words_of(repository, ROSTER, "撤并")
    (row,) = [r for r in news(examine(repository.root, "internal", told=True).library) if r.kind == "词表"]
    assert (row.title, row.said, row.amount) == ("单位名录", "撤并；撤去 1 项", "1 项")
    words_of(repository, ROSTER.replace("局, g", "局, aliases: [招商局], g"), "招商局是别名")
    (row,) = [r for r in news(examine(repository.root, "internal", told=True).library) if r.kind == "词表"]
    assert (row.title, row.amount) == ("单位名录：投资促进局等 2 项", "2 项")  # of which one has no name any more


def test_a_commit_that_withholds_says_nothing_of_the_vocabulary_either(repository):
    repository.write()
    words_of(repository, ROSTER, "收入")
    words_of(repository, ROSTER + FINANCE, "某局涉密，改名")
    repository.write("书记", visibility="restricted", post="书记")
    repository.clock += 86_400
    words_of(repository, ROSTER, "收回书记的一份")
    assert [one.reasons for one in repository.history().words] == [(), ()]


def test_ledger_and_types(repository):
    repository.write()
    repository.commit("收入")
    repository.write(status="已完成", more=", closed: 2022-07-08")
    repository.commit("销号")
    (last, _) = repository.changes()
    assert last.altered[0].what == "ledger" and last.altered[0].name == "措施 1"
    assert last.altered[0].values == (("status", "推进中", "已完成"), ("closed", "", "2022-07-08"))


def test_renames_are_followed_and_a_file_that_came_again_begins_anew(repository):
    repository.write()
    repository.commit("收入")
    repository.git("mv", "materials/局长.md", "materials/投促局 局长.md")
    repository.commit("改名")
    repository.write("投促局 局长", measure="，写心得")
    repository.commit("补充措施")
    assert [one.reason for one in repository.changes("投促局 局长")] == ["补充措施", "收入"]
    text = (repository.root / "materials/投促局 局长.md").read_bytes()
    repository.git("rm", "-q", "materials/投促局 局长.md")
    repository.commit("移走")
    (repository.root / "materials").mkdir(exist_ok=True)
    (repository.root / "materials/投促局 局长.md").write_bytes(text)
    repository.commit("恢复")
    assert [one.reason for one in repository.changes("投促局 局长")] == ["恢复"]


def test_what_a_merge_brought_in_is_one_change_with_all_its_messages(repository):
    repository.write()
    repository.commit("收入")
    repository.git("checkout", "-q", "-b", "side")
    repository.write(lead="经过谈心谈话。")
    repository.commit("撤下不宜公开的人名")
    repository.git("checkout", "-q", "main")
    repository.clock += 86_400
    repository.git("merge", "-q", "--no-ff", "-m", "Merge branch 'side'", "side")
    last, _ = repository.changes()
    assert last.withheld and not last.altered[0].words


def test_without_git_it_is_said_and_the_build_goes_on(tmp_path):
    (tmp_path / "library/materials").mkdir(parents=True)
    (tmp_path / "library/materials/局长.md").write_text(FILE.format(**USUAL), "utf-8")
    history = examine(tmp_path / "library", "internal", told=True).library.history
    assert not history.changes and "git" in history.said[0]


def test_a_file_without_a_commit_a_wrong_clock_and_a_shallow_clone_are_said(repository, tmp_path):
    repository.write()
    repository.commit("收入")
    repository.write(measure="，写心得")
    repository.commit("时钟错了", after=-1_000_000_000)
    repository.clock += 1_000_086_400
    repository.write()
    repository.commit("改回")
    repository.write("副局长", post="副局长")
    history = repository.history()
    assert [one.reason for one in history.changes] == ["改回", "时钟错了", "收入"]
    assert [one.date for one in history.changes] == sorted((one.date for one in history.changes), reverse=True)
    assert any("时钟" in said for said in history.said) and any("还没有提交" in said for said in history.said)
    clone = tmp_path / "shallow"
    subprocess.run(["git", "clone", "-q", "--depth", "2", f"file://{repository.root}", str(clone)], check=True,
                   capture_output=True)  # fmt: skip
    shallow = examine(clone, "internal", told=True).library.history
    assert any("浅克隆" in said for said in shallow.said) and [one.reason for one in shallow.changes] == ["改回"]


@given(st.lists(st.integers(0, 40), max_size=12))
def test_days_never_go_back_and_right_ones_stay(days):
    told, wrong = steady(days)
    assert told == sorted(told) and len(told) == len(days)
    if days == sorted(days):
        assert told == days and not wrong


def test_what_is_kept_gives_the_same_and_only_new_commits_are_read(repository, tmp_path, monkeypatch):
    from review.examine.history import commits, history

    def read(kept):
        library = examine(repository.root, "internal").library
        return history.read_history(repository.root, library, kept=kept)

    kept = Folder(tmp_path / "kept")
    repository.write()
    repository.commit("收入")
    repository.write("副局长", post="副局长")
    repository.commit("收入")
    assert read(kept) == read(None)
    repository.write(measure="，写心得")
    repository.commit("补充")
    asked = []
    blobs, git = history.blobs, commits._git
    monkeypatch.setattr(history, "blobs", lambda root, ids: asked.append(ids) or blobs(root, ids))
    monkeypatch.setattr(commits, "_git", lambda root, *words: asked.append(words[-1]) or git(root, *words))
    found = read(kept)
    assert len(asked[-1]) == 2 and ".." in asked[-2]  # the two versions of the one; commits since the last
    asked.clear()
    assert read(kept) == found and not asked[-1]
    monkeypatch.undo()
    assert read(None) == found
    repository.git("reset", "-q", "--hard", "HEAD~1")
    assert read(kept) == read(None) != found
