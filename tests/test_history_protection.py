"""Of the history no word is told that was protected, whatever way it went."""

import subprocess
from types import SimpleNamespace

import pytest

from histories import Repository, everything, repository, told
from review.examine.history.history import standing_in
from review.examine.history.protection import says_so
from review.examine.library import examine
from review.show.pages import pages

__all__ = ["repository"]


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


@pytest.mark.parametrize("audience", ["internal", "staff"])
def test_nothing_that_was_protected_is_told(protected, audience):
    library = examine(protected.root, audience, told=True).library
    assert SECRET not in repr(library.history) and NUMBER not in repr(library.history)
    assert "枭獍" not in repr(library.history)
    for name, text in everything(library).items():
        assert SECRET not in text and SECRET.encode().decode("latin-1") not in text and NUMBER not in text, name
    for name in CASES:
        assert [change for change in library.history.changes if change.material == name], name


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
