"""One value of front matter changed, and not a byte elsewhere."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from review.read.front.lines import Lines, value
from review.read.yaml.emit import entry, flow, key_lines, plain_value
from review.read.yaml.strict import parse

FRONT = """---
# 财政局的
title: 甲局局长对照检查材料   # 照原件
unit: 待定  # 可能是 财政局
date: 2026-01-16
visibility: draft
measures:   # 台账
  1: {owner: 办公室, due: 2026-06-30, status: 推进中}  # 已催

  # 第三条另办
  3:
    owner: 人事科
    due: 2026-09-30
    status: 未启动
problems: {2.1: {causes: [1]}, 2.10: {causes: [2]}}
---

# 甲局局长对照检查材料
visibility: draft 是正文里的字
"""


def changed(before, after):
    """The lines that went and those that came."""
    old, new = before.split("\n"), after.split("\n")
    return [x for x in old if x not in new], [x for x in new if x not in old]


@pytest.mark.parametrize("path, new, gone, came", [
    (["visibility"], "internal", ["visibility: draft"], ["visibility: internal"]),
    (["unit"], "财政局", ["unit: 待定  # 可能是 财政局"], ["unit: 财政局"]),
    (["title"], "乙: 丙", ["title: 甲局局长对照检查材料   # 照原件"], ["title: '乙: 丙'   # 照原件"]),
    (["author"], "局长", [], ["author: 局长"]),
    (["measures", "1", "status"], "已完成", ["  1: {owner: 办公室, due: 2026-06-30, status: 推进中}  # 已催"],
     ["  1: {owner: 办公室, due: 2026-06-30, status: 已完成}  # 已催"]),
    (["measures", "3", "status"], "推进中", ["    status: 未启动"], ["    status: 推进中"]),
    (["measures", "3", "leader"], "副局长", [], ["    leader: 副局长"]),
    (["measures", "2"], {"owner": "甲", "due": "长期坚持"}, [], ["  2: {owner: 甲, due: 长期坚持}"]),
    (["measures", "1", "leader"], "副局长", ["  1: {owner: 办公室, due: 2026-06-30, status: 推进中}  # 已催"],
     ["  1: {owner: 办公室, due: 2026-06-30, status: 推进中, leader: 副局长}  # 已催"]),
    (["problems", "2.10", "causes"], ["3"], ["problems: {2.1: {causes: [1]}, 2.10: {causes: [2]}}"],
     ["problems: {2.1: {causes: [1]}, 2.10: {causes: [3]}}"]),
    (["problems", "3.1", "type"], "x", ["problems: {2.1: {causes: [1]}, 2.10: {causes: [2]}}"],
     ["problems: {2.1: {causes: [1]}, 2.10: {causes: [2]}, '3.1': {type: x}}"]),
])  # fmt: skip
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_one_value_is_set(path, new, gone, came, end):
    after = Lines("\ufeff" + FRONT.replace("\n", end)).set(path, new).text
    assert after.startswith("\ufeff")
    assert after.count(end) == after.replace("\r\n", "\n").replace("\r", "\n").count("\n")
    after = after.removeprefix("\ufeff").replace(end, "\n")
    assert changed(FRONT, after) == (gone, came)
    assert value(Lines(after).get(path)) == new
    assert len(after.split("\n")) - len(FRONT.split("\n")) == len(came) - len(gone)


def test_a_new_key_stands_where_it_belongs():
    assert "unit: 待定  # 可能是 财政局\nauthor: 局长\ndate" in Lines(FRONT).set(["author"], "局长").text
    assert "}  # 已催\n  2: {owner: 甲}\n" in Lines(FRONT).set(["measures", "2"], {"owner": "甲"}).text
    small = "---\nvisibility: draft\n---\n正文\n"
    assert Lines(small).set(["title"], "甲").text == "---\ntitle: 甲\nvisibility: draft\n---\n正文\n"
    made = Lines(small).set(["measures", "1", "status"], "未启动").text
    assert made == "---\nvisibility: draft\nmeasures:\n  1: {status: 未启动}\n---\n正文\n"


def test_mixed_line_ends_stay_where_they_are():
    text = "---\r\ntitle: 甲\nvisibility: draft\r\n---\n正文\r\n"
    assert Lines(text).set(["visibility"], "internal").text == text.replace("draft", "internal")


def test_keys_are_named_anew_all_at_once():
    after = Lines(FRONT).rename(["measures"], {"1": "3", "3": "1"}).text
    assert after == FRONT.replace("  1: {", "  @: {").replace("  3:\n", "  1:\n").replace("@", "3")
    after = Lines(FRONT).rename(["problems"], {"2.1": "2.2", "2.10": "2.1"}).text
    assert after == FRONT.replace("{2.1: ", "{'2.2': ").replace(" 2.10:", " '2.1':")


def test_what_is_taken_out_can_stay_as_a_comment():
    after = Lines(FRONT).remove(["measures", "3"], comment=True)
    assert "  # 3:\n    # owner: 人事科\n" in after.text and after.keys(["measures"]) == ["1"]
    after = Lines(FRONT).remove(["problems", "2.1"], comment=True)
    assert "problems:\n  # '2.1': {causes: [1]}\n  '2.10': {causes: [2]}\n" in after.text
    gone = after.remove(["problems", "2.10"], comment=True)
    assert gone.keys([]) == ["title", "unit", "date", "visibility", "measures"] and "# '2.10': {causes" in gone.text
    assert Lines(FRONT).remove(["date"]).text == FRONT.replace("date: 2026-01-16\n", "")


TEXTS = st.text(st.characters(exclude_categories=["Cc", "Cs", "Cn", "Co", "Cf", "Zl", "Zp"]), min_size=1, max_size=12)
TRICKY = ["2.10", "1", "010", "1e3", "null", "~", "yes", "2022-01-10", "- 甲", "甲: 乙", "甲 #乙", "[甲", "{", "*甲",
          "&甲", "!甲", "%", "@", "`", "'", '"', "?", "a,b"]  # fmt: skip
TEXTS = st.one_of(TEXTS, st.sampled_from(TRICKY))
VALUES = st.recursive(TEXTS, lambda inner: st.one_of(
    st.lists(inner, max_size=3), st.dictionaries(TEXTS.filter(lambda t: t != "<<"), inner, max_size=3)), max_leaves=6)


def test_a_list_grows():
    one = Lines(FRONT).append("seen", [{"rule": "a", "why": "b"}])
    assert one.text == FRONT.replace("2]}}\n", "2]}}\nseen:\n  - {rule: a, why: b}\n")
    two = Lines(one.text.replace("why: b}", "why: b}  # 记")).append("seen", [{"rule": "c", "why": "d"}])
    assert "  - {rule: a, why: b}  # 记\n  - {rule: c, why: d}\n---\n" in two.text


@settings(deadline=None)
@given(st.dictionaries(TEXTS.filter(lambda t: t != "<<"), VALUES, min_size=1, max_size=4))
def test_what_is_emitted_is_read_back(values):
    text = "\n".join([*key_lines(values), ""])
    assert plain_value(parse(text, "a", "r")) == values


@settings(deadline=None)
@given(VALUES)
def test_a_value_on_one_line_is_read_back(one):
    assert "\n" not in flow(one)
    assert plain_value(parse(f"[{flow(one)}]", "a", "r")) == [one]
    assert plain_value(parse("\n".join(entry("键", one)), "a", "r")) == {"键": one}
