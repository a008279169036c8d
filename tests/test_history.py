"""The history that git tells: one audience's, in one pass, and never a word that was protected."""

import datetime
import posixpath
import re
import subprocess
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.examine.history.commits import steady
from review.examine.history.history import standing_in
from review.examine.history.protection import says_so, subject
from review.examine.library import examine
from review.export.plain import as_csv
from review.export.tables import Choice, export_table
from review.keep.folder import Folder
from review.model import Altered, Vocabulary, VocabularyChange
from review.publish.leaks import in_file
from review.show.data import feeds
from review.show.pages import pages
from review.show.search import index_files
from review.show.views.changes import news
from review.show.views.history import summary
from review.show.views.rewordings import rewordings
from test_overview import files

ROOT = Path(__file__).parents[1]

FILE = """\
---
title: {unit}{post}党史学习教育专题民主生活会对照检查材料
campaign: 2021-dangshi
unit: {unit}
author: {post}
kind: 个人
date: 2022-01-10
visibility: {visibility}
measures:
  1: {{owner: {owner}, due: 2022-06-30, status: {status}{more}}}
---

# {unit}{post}党史学习教育专题民主生活会对照检查材料

我对照检查如下：{lead}

## 一、存在的问题

### （一）带头增强党的意识、严守纪律规矩方面

一是理论学习不深不透。研读原文浅尝辄止，{problem}。

二是调查研究不够深入。下基层走马观花，听汇报多，看现场少。

## 二、原因分析

（一）理论学习抓得不紧。学习不系统。

## 三、整改措施

（一）坚持系统学习。每月研读原文{measure}。
"""
USUAL = {"unit": "投资促进局", "post": "局长", "visibility": "internal", "owner": "办公室", "status": "推进中",
         "more": "", "lead": "", "problem": "联系实际不紧", "measure": ""}


class Repository:
    """A library in git, a commit at a time."""

    def __init__(self, root):
        self.root, self.clock = root, 1_700_000_000
        (root / "materials").mkdir(parents=True)
        self.git("init", "-q", "-b", "main")

    def git(self, *words):
        at = f"{self.clock} +0800"
        names = {"GIT_AUTHOR_DATE": at, "GIT_COMMITTER_DATE": at, "PATH": "/usr/bin:/bin",
                 "GIT_CONFIG_GLOBAL": "/dev/null"}
        for who in ("AUTHOR", "COMMITTER"):
            names |= {f"GIT_{who}_NAME": "editor", f"GIT_{who}_EMAIL": "editor@qu.local"}
        subprocess.run(["git", "-C", str(self.root), *words], check=True, capture_output=True, env=names)

    def write(self, name="局长", **said):
        (self.root / f"materials/{name}.md").write_text(FILE.format(**USUAL | said), "utf-8")

    def commit(self, message, after=86_400):
        self.clock += after
        self.git("add", "-A")
        self.git("commit", "-q", "-m", message)

    def changes(self, name="局长", audience="internal"):
        """The changes of a material, newest first."""
        return [one for one in self.history(audience).changes if one.material == name]

    def history(self, audience="internal"):
        return examine(self.root, audience, told=True).library.history


@pytest.fixture
def repository(tmp_path):
    return Repository(tmp_path / "library")


def told(change):
    return [(one.name, one.what, one.new, one.gone) for one in change.altered]


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


def words_of(repository, text, message, name="units.yml"):
    (repository.root / "vocabulary").mkdir(exist_ok=True)
    (repository.root / "vocabulary" / name).write_text(text, "utf-8")
    repository.commit(message, 3600)


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


# ---- protection: a word of its own for all that may not be told ----------------------------------------

SECRET = "鸩羽"
NUMBER = "13800138000"


def took_out_words(repository, name):
    repository.write(name, post=name, problem=f"对{SECRET}同志照顾不够")
    repository.commit("收入")
    repository.write(name, post=name, problem=f"对{SECRET}同志照顾不够，联系不紧")
    repository.commit(f"补充对{SECRET}的检查")
    repository.write(name, post=name, problem="联系实际不紧")
    repository.commit(f"撤下不宜公开的{SECRET}")


def was_a_draft(repository, name):
    repository.write(name, post=name, visibility="draft", problem=f"对{SECRET}照顾不够")
    repository.commit(f"收到{SECRET}的草稿")
    repository.write(name, post=name)
    repository.commit(f"发布，删去{SECRET}")


def was_a_draft_meanwhile(repository, name):
    repository.write(name, post=name, problem=f"对{SECRET}照顾不够")
    repository.commit(f"收入{SECRET}")
    repository.write(name, post=name, visibility="draft")
    repository.commit("先不发布")
    repository.write(name, post=name)
    repository.commit("再发布")


def is_not_committed(repository, name):
    repository.write(name, post=name, problem=f"对{SECRET}照顾不够")
    repository.commit("收入")
    repository.write(name, post=name, problem=f"对{SECRET}照顾不够，联系不紧")
    repository.commit("补充")
    repository.write(name, post=name)


def speaks_of_another(repository, name):
    other = repository.root / f"materials/{name}之二.md"
    repository.write(name, post=name)
    repository.write(other.stem, post=other.stem, visibility="draft", problem=SECRET)
    repository.commit(f"收入，另有{SECRET}的草稿")
    repository.write(name, post=name, measure="，写心得")
    other.unlink()
    repository.commit(f"补充，撤去{SECRET}那份")


def named_somebody_in_the_ledger(repository, name):
    repository.write(name, post=name, owner=f"{SECRET}科")
    repository.commit("收入")
    repository.write(name, post=name, owner=f"{SECRET}股")
    repository.commit("改部门")
    repository.write(name, post=name)
    repository.commit("部门里隐去人名")


def held_a_number(repository, name):
    repository.write(name, post=name, problem=f"电话是{NUMBER}，{SECRET}记不牢")
    repository.commit("收入")
    repository.write(name, post=name, problem=f"电话是{NUMBER}，{SECRET}记得不牢")
    repository.commit("改一个字")
    repository.write(name, post=name)
    repository.commit("改写一句")


def was_of_a_broken_file(repository, name):
    """Of the commit in the middle no site was ever built; what it says of itself counts for the next."""
    repository.write(name, post=name, problem=f"对{SECRET}照顾不够")
    repository.commit("收入")
    repository.write(name, post=name, status="推进中, status: 已完成")
    repository.commit("删去隐私")
    repository.write(name, post=name)
    repository.commit("改正文件头")


def took_out_again(repository, name):
    """It came back by mistake, and went without a word."""
    texts = (f"对{SECRET}同志照顾不够", "联系实际不紧", f"联系实际不紧，{SECRET}已谈过话", "联系实际不紧，已谈过话")
    for text, said in zip(texts, ("收入", "隐去人名", "补充", "改写一句"), strict=True):
        repository.write(name, post=name, problem=text)
        repository.commit(said)


def took_out_one_of_two(repository, name):
    texts = (f"对{SECRET}照顾不够，{SECRET}意见大", f"照顾不够，{SECRET}意见大", "照顾不够，意见大")
    for text, said in zip(texts, ("收入", "人名不宜示人", "理顺文字"), strict=True):
        repository.write(name, post=name, problem=text)
        repository.commit(said)


def said_so_later(repository, name):
    repository.write(name, post=name, problem=f"对{SECRET}照顾不够")
    repository.commit("收入")
    repository.write(name, post=name)
    repository.commit("改写一句")
    id = subprocess.run(["git", "-C", str(repository.root), "rev-parse", "HEAD"], capture_output=True, text=True).stdout
    (repository.root / "README.md").write_text(name, "utf-8")
    repository.commit(f"说明：{id[:10]} 删的是举报内容，不要恢复")


def took_out_without_a_word(repository, name):
    """What others withhold and say so went from here as a plain correction, and a commit's subject tells it."""
    for text, said in ((f"对{SECRET}同志关心不够", "收入"), (f"对{SECRET}同志关心少", f"更正对{SECRET}的一句"),
                       ("关心少", "改写一句"), ("关心干部少", "改写一句")):  # fmt: skip
        repository.write(name, post=name, problem=text)
        repository.commit(said)
    repository.write(name, post=name, problem="关心干部少", measure="，写心得")
    repository.commit(f"与{SECRET}谈话后补充")


def took_out_beside_another(repository, name):
    """A commit that clears a number out of one material clears a name out of another."""
    beside = f"{name}之二"
    repository.write(name, post=name, problem=f"电话是{NUMBER}")
    repository.write(beside, post=beside, problem="排班时枭獍意见多")
    repository.commit("收入")
    repository.write(name, post=name)
    repository.write(beside, post=beside, problem="排班意见多")
    repository.commit("理顺文字")


CASES = {
    "零科": took_out_without_a_word, "十二科": took_out_beside_another,
    "一科": took_out_words, "二科": was_a_draft, "三科": was_a_draft_meanwhile, "四科": speaks_of_another,
    "五科": named_somebody_in_the_ledger, "六科": held_a_number, "七科": was_of_a_broken_file,
    "九科": took_out_again, "十科": took_out_one_of_two, "十一科": said_so_later,
    "八科": is_not_committed,  # the last, as a commit takes in all
}  # fmt: skip


@pytest.fixture(scope="module")
def protected(tmp_path_factory):
    """A library with every way to protect a word, in one history."""
    repository = Repository(tmp_path_factory.mktemp("protected") / "library")
    for name, case in CASES.items():
        case(repository, name)
    return repository


def everything(library):
    """All that a site of the library and its exports are made of, as texts by name."""
    found = {page.src_uri: page.text for page in pages(library)}
    found |= {path: data.decode() for path, data in files(library)}
    found |= {path: data.decode("latin-1") for path, data in index_files(library).items()}
    for kind in ("ledger", "problems", "materials", "measures"):
        found[kind] = as_csv(export_table(library, kind, Choice())).decode("utf-8-sig")
    return found


@pytest.mark.parametrize("audience", ["internal", "staff"])
def test_nothing_that_was_protected_is_told(protected, audience):
    library = examine(protected.root, audience, told=True).library
    assert SECRET not in repr(library.history) and NUMBER not in repr(library.history)
    assert "枭獍" not in repr(library.history)
    for name, text in everything(library).items():
        assert SECRET not in text and SECRET.encode().decode("latin-1") not in text and NUMBER not in text, name
    for name in CASES:
        assert [change for change in library.history.changes if change.material == name], name


NOTHING = Vocabulary(campaigns=(), themes=(), units=(), terms=())


def test_paragraphs_of_one_name_are_told_together():
    text = [Altered(name="正文", what="changed", at="", new=n, gone=2 * n) for n in (1, 2, 3)]
    other = Altered(name="问题 1.1", what="gone", at="", gone=9)
    told = list(summary([text[0], other, *text[1:]], NOTHING))
    assert told == ["正文 3 处 添 6 字、去 12 字", "问题 1.1 删去 9 字"]
    many = [Altered(name=f"问题 1.{n}", what="new", at="", new=1) for n in range(8)]
    assert list(summary([*many, *text], NOTHING))[-1] == "等 11 处"


def test_of_what_was_taken_out_the_item_and_the_count_are_told(protected):
    last, middle, _ = protected.changes("一科")
    assert last.withheld and told(last) == [("问题 1.1", "changed", 6, 13)] and not last.altered[0].words
    assert told(middle) == [("问题 1.1", "changed", 13, 9)] and not middle.altered[0].words and not middle.reason
    last, middle, _ = protected.changes("六科")
    assert last.withheld and not middle.altered[0].words
    assert protected.changes("七科")[0].withheld
    page = next(page.text for page in pages(examine(protected.root, "internal", told=True).library)
                if page.src_uri == "materials/一科.md")  # fmt: skip
    assert "<p>撤下不宜公开的内容</p>\n<p>问题 1.1 添 6 字、去 13 字</p>" in page


def test_what_goes_while_the_history_is_told_stops_nothing(tmp_path):
    (tmp_path / "甲.md").write_text("学习不深", "utf-8")
    there, gone = SimpleNamespace(path="甲.md"), SimpleNamespace(path="materials/没有.md")
    assert standing_in(tmp_path, [gone, there])({"学习", "没有"}) == {"学习"}


def test_what_is_read_elsewhere_today_is_no_secret(repository):
    """A word that a material withheld and another still has hides nothing of that other one's changes."""
    repository.write("甲", post="甲", problem="联系群众不紧，走访少")
    repository.write("乙", post="乙", problem="走访少，办法旧")
    repository.write("丙", post="丙", problem="走访少")
    repository.commit("收入")
    repository.write("甲", post="甲", problem="联系群众不紧")
    repository.commit("撤下不宜公开的")
    repository.write("乙", post="乙", problem="办法旧")
    repository.commit("更正")
    assert [(one.withheld, bool(one.altered[0].words)) for one in repository.changes("乙")[:1]] == [(False, True)]
    assert repository.changes("甲")[0].withheld


@pytest.mark.parametrize(("message", "says"), [
    ("撤下不宜公开的内容", True), ("保 密 审 查后修改", True), ("涉　及　隐　私", True), ("該件涉密，隱去", True),
    ("按要求去掉名字", True),
    ("领导批示：这句不要给外面看", True), ("删去点名的话", True), ("删除不该让人看见的", True), ("密件内容剔除", True),
    ("这几句不能对群众公布", True), ("remove name (not public)", True), ("非公开内容移出", True),
    ("按原件更正", False), ("补充措施", False), ("rename the file", False), ("改错别字，公开选拔一段照原文", False),
    ("不再另写", False), ("政务公开方面补一条", False),
])  # fmt: skip
def test_a_commit_says_that_it_protects_in_whatever_words(message, says):
    assert says_so([message]) is says


def test_what_only_staff_may_see_is_told_to_staff_alone(repository):
    repository.write(visibility="restricted", problem=f"对{SECRET}照顾不够")
    repository.commit(f"收入{SECRET}")
    repository.write(visibility="restricted", problem=f"对{SECRET}照顾不够，联系不紧")
    repository.commit("补充")
    repository.write("副局长", post="副局长")
    repository.commit("收入副局长的")
    assert SECRET not in repr(repository.history()) and not repository.changes()
    assert SECRET in repr(repository.history("staff")) and len(repository.changes(audience="staff")) == 2
    repository.write(problem="联系不紧")
    repository.commit("公开")
    assert SECRET not in repr(repository.history())
    assert [one.first for one in repository.changes()] == [True]


def test_a_withdrawn_material_leaves_no_trace(repository):
    repository.write("副局长", post="副局长")
    repository.commit("收入")
    before = everything(examine(repository.root, "internal", told=True).library)
    repository.write()
    repository.commit("收入局长的", after=0)
    repository.write(visibility="restricted")
    repository.commit("收回局长的", after=0)
    after = everything(examine(repository.root, "internal", told=True).library)
    assert after == before


# ---- what git cannot tell is said ----------------------------------------------------------------------


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


# ---- pages and feeds -----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def shown(tmp_path_factory):
    """A library with news of every kind, and all that is made of it."""
    repository = Repository(tmp_path_factory.mktemp("news") / "library")
    for n in range(7):
        repository.write(f"第{n}科", post=f"第{n}科")
    repository.commit("收入七份")
    repository.write("第0科", post="第0科", problem="联系实际不紧，学用脱节")
    repository.write("第1科", post="第1科", status="已完成", more=", closed: 2022-07-08")
    repository.commit("补充<一>*条*")
    library = examine(repository.root, "internal", told=True).library
    return library, everything(library)


def test_the_page_of_what_is_new_goes_by_day(shown):
    _, texts = shown
    page = texts["changes/index.md"]
    assert re.findall(r"<h2 [^>]*>(\d+ 月 \d+ 日)", page) == ["11 月 17 日", "11 月 16 日"]
    assert "新收材料 7 份" in page and "补充&lt;一&gt;*条*；问题 1.1 添 10 字、去 6 字" in page
    assert '<a href="../materials/第1科/#m1">坚持系统学习</a><br>针对（推定）：理论学习不深不透&emsp;' in page
    assert "推进中 › 已完成，销号 2022-07-08" in page


def test_a_feed_is_valid_and_leads_to_pages(shown):
    """RFC 4287: what a feed and an entry must have, once; ids that are IRIs and unique; times in RFC 3339."""
    library, texts = shown
    atom = "{http://www.w3.org/2005/Atom}"
    there = {posixpath.splitext(path)[0].removesuffix("/index") + "/" for path in texts if path.endswith(".md")}
    feeds = [path for path in texts if path.endswith(".xml")]
    parts = ("ledger", "units/touzi", "campaigns/2021-dangshi")
    assert {"feed.xml", *(f"changes/{part}.xml" for part in parts)} == {*feeds}
    for path in feeds:
        feed = ElementTree.fromstring(texts[path])
        entries = feed.findall(f"{atom}entry")
        assert entries and feed.find(f"{atom}author/{atom}name").text
        for one in (feed, *entries):
            for name in ("id", "title", "updated"):
                assert len(one.findall(f"{atom}{name}")) == 1
            assert datetime.datetime.fromisoformat(one.find(f"{atom}updated").text).utcoffset()
            for link in one.findall(f"{atom}link"):
                if link.get("rel") != "self":
                    page = unquote(link.get("href").partition("#")[0])
                    assert posixpath.normpath(posixpath.join(posixpath.dirname(path), page)) + "/" in there
        ids = [one.find(f"{atom}id").text for one in entries]
        assert len({*ids}) == len(ids) and all(id.startswith("urn:review:") for id in ids)
        assert not any("学用脱节" in text for text in feed.itertext())  # items and counts, no words


@pytest.mark.parametrize(("message", "told"), [
    ("按 Word 原件更正错字", True), ("更正", True), ("Leave 认识不到位 alone open", False), ("fix 更正错字", True),
    ("Correct a typo", False), ("v1.2", False), ("Read 二是 as an ordinal of problems in one line", False),
])  # fmt: skip
def test_a_reason_is_told_where_its_readers_can_read_it(message, told):
    assert subject([message]) == (message if told else "")


def test_no_id_of_a_feed_is_taken_for_a_number():
    ids = "".join(f"<id>{feeds.urn(str(n))}</id>\n" for n in range(3000))
    assert in_file("feed.xml", ids.encode()) == ((), ())


@pytest.mark.slow
def test_what_is_new_since_the_last_visit_is_known_to_the_browser_alone(address, browser):
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{address}changes/")
    rows = page.locator(".change[data-time]")
    times = [int(row.get_attribute("data-time")) for row in rows.all()]
    assert page.locator(".fresh").count() == 0 and page.locator(".since").count() == 0
    page.goto(address)  # leaving the page is what makes the visit one
    assert page.evaluate("JSON.parse(localStorage.getItem('review-seen')).newest") == max(times)
    page.evaluate(f"localStorage.setItem('review-seen', JSON.stringify({{newest: {max(times) - 1}, on: '1 月 9 日'}}))")
    page.goto(f"{address}changes/")
    fresh = page.locator(".fresh")
    count = sum(int(row.get_attribute("data-count")) for row in fresh.all())
    assert fresh.count() == times.count(max(times))
    assert page.locator(".since").inner_text() == f"以上 {count} 项，是 1 月 9 日上次到访以后的"
    page.get_by_role("button", name="都算看过了").click()
    assert fresh.count() == 0 and page.locator(".since").count() == 0 and page.locator(".visits").is_hidden()
    context.close()


@pytest.mark.slow
def test_of_a_day_with_much_only_the_units_that_are_chosen_are_left_and_unfolded(address, browser, site):
    page = browser.new_page()
    months = ["changes/", *(f"changes/{one.name}/" for one in sorted(site.glob("changes/20*-*"), reverse=True))]
    full = (month for month in months if "several" in (site / month / "index.html").read_text("utf-8"))
    page.goto(address + next(full))  # the newest month may have none
    units = page.locator(".several details:visible")
    chosen = next(name for name in page.locator(".several summary").all_inner_texts() if not name.startswith("其余"))
    chosen = chosen.rsplit(" ", 1)[0].strip()
    everything = units.count()
    page.locator(".search-facets label", has_text=chosen).locator("input").check()
    assert 0 < units.count() < everything
    for one in units.all():
        assert one.get_attribute("open") is not None
        assert one.locator("summary").first.inner_text().startswith((chosen, "其余"))
        assert one.locator("p:visible").count() > 0
    page.close()


def test_a_change_of_types_says_how_much_stands_under_them_each_item_once():
    held = examine(ROOT, "internal").library
    problems = [entry for entry in held.entries.values() if entry.type]
    entry, other = problems[0], next(e for e in problems if e.theme is not problems[0].theme)
    ids = (entry.theme.id, entry.type.id, other.type.id, "no-longer-there")
    change = VocabularyChange(
        file="problems", date=held.as_of, time=0, key="k", reasons=(), new=(), changed=ids, gone=0
    )
    expected = sum(e.theme is entry.theme or e.type is other.type for e in held.entries.values())
    ((_, row),) = rewordings(replace(held, history=replace(held.history, words=(change,))))
    assert row.said == f"改 4 项，现有 {expected} 条归在其下" and expected > 2
