"""Front matter fails closed: what is not exactly right is refused, and nothing is ever published by mistake."""

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.read.front.material import read_material
from review.read.text.files import Refused
from review.read.vocabulary.load import read_vocabulary
from review.read.yaml.strict import Mapping, Scalar, Sequence, parse

VOCABULARY = read_vocabulary(Path(__file__).parent / "findings")[0]
BODY = "\n# 投资促进局局长对照检查材料\n\n我检查如下。\n\n## 一、存在的问题\n\n"
BODY += "一是学习不深。学习不系统，理解不透彻，停留在表面，没有学懂弄通，常常是一知半解。\n"
FIELDS = {
    "title": "投资促进局局长对照检查材料", "campaign": "2021-dangshi", "unit": "投促局", "author": "局长",
    "kind": "个人", "date": "2022-01-10", "visibility": "restricted",
}


def front(**changed):
    fields = FIELDS | changed
    return "---\n" + "".join(f"{k}: {v}\n" for k, v in fields.items() if v is not None) + "---\n"


def read(tmp_path, source):
    path = tmp_path / "materials" / "甲.md"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(source if isinstance(source, bytes) else source.encode())
    return read_material(path, tmp_path, VOCABULARY)


def test_a_sound_material(tmp_path):
    extra = "measures:\n  1: {owner: 办公室, due: 2022-06-30, status: 已完成}\n"
    extra += "problems:\n  2.10: {causes: []}\n  2.1: {measures: [3]}\n  3: {type: duty-drive}\n"
    material, findings = read(tmp_path, front().replace("kind", extra + "kind") + BODY)
    assert findings == []
    assert (material.id, material.path) == ("甲", "materials/甲.md")
    assert (material.unit, material.author, material.visibility) == ("tzcjj", "局长", "restricted")
    assert str(material.date) == "2022-01-10"
    assert {id: (e.owner, str(e.due), e.status) for id, e in material.ledger.items()} == {
        "m1": ("办公室", "2022-06-30", "已完成")}
    assert set(material.overrides) == {"p2-10", "p2-1", "p3"}
    assert material.overrides["p2-10"].causes == ()
    assert material.overrides["p2-10"].measures is None
    assert material.overrides["p3"].at.line == 11
    assert material.lines["visibility"] == 14
    assert material.document.title == FIELDS["title"]
    assert material.document.title_at.line == 17


@pytest.mark.parametrize("change", [
    lambda s: s, lambda s: s.replace("\n", "\r\n"), lambda s: "\ufeff" + s, lambda s: s.replace("\n", "\r"),
    lambda s: "\ufeff" + s.replace("\n", "\r\n"), lambda s: s.replace("---\n", "--- \t\n"),
], ids=["plain", "crlf", "bom", "cr", "bom and crlf", "trailing spaces"])
def test_V3_what_windows_adds_changes_nothing(tmp_path, change):
    expected, _ = read(tmp_path, front() + BODY)
    material, findings = read(tmp_path, change(front() + BODY))
    assert findings == []
    assert material == expected


@given(st.text(max_size=12).map(lambda s: s.replace("\n", " ")))
def test_V2_only_the_exact_words_are_a_visibility(tmp_path_factory, value):
    material, findings = read(tmp_path_factory.mktemp("v"), front(visibility=value) + BODY)
    assert (material is None) == bool(findings)
    if material is not None:
        assert material.visibility in ("draft", "internal", "restricted")
        assert material.visibility in value


@given(st.binary(max_size=300))
def test_any_bytes_are_a_finding_not_a_crash(tmp_path_factory, data):
    material, findings = read(tmp_path_factory.mktemp("b"), data)
    assert material is None
    assert findings


@given(st.text(max_size=200), st.text(max_size=200))
def test_any_text_between_the_fences(tmp_path_factory, inside, body):
    source = "---\n" + front()[4:-4] + inside + "\n---\n" + body
    material, findings = read(tmp_path_factory.mktemp("t"), source.encode("utf-8", "replace"))
    assert (material is None) == bool(findings)
    assert all(f.severity == "error" and f.at.line >= 1 for f in findings)


@given(st.integers(0, 200), st.sampled_from(list('-:\n#"\'<&*![]{}|>% \t：，') + ["visibility", "internal"]))
def test_one_slip_never_makes_a_restricted_material_public(tmp_path_factory, at, slip):
    """A character put in or a piece cut out anywhere: refused, or as restricted as before."""
    source = front()
    for changed in (source[:at] + slip + source[at:], source[:at] + source[at + 1 :]):
        material, _ = read(tmp_path_factory.mktemp("s"), changed + BODY)
        assert material is None or material.visibility == "restricted"


def test_V3_a_fence_begins_the_line(tmp_path):
    for source in (" " + front(), front().replace("\n---\n", "\n ---\n"), front().replace("---", "----", 1)):
        assert read(tmp_path, source + BODY)[0] is None


@pytest.mark.parametrize("value", ["~", "null", "NULL", "''", ""])
def test_nothing_is_no_title(tmp_path, value):
    material, findings = read(tmp_path, front(title=value) + BODY)
    assert material is None
    assert [f.at.line for f in findings] == [2]


def test_X8_front_matter_has_a_limit_of_its_own(tmp_path):
    material, findings = read(tmp_path, front(kind="个人  # " + "注" * 66_000) + BODY)
    assert material is None
    assert "64 KB" in findings[0].message


HOSTILE = {
    "alias bomb": "a: &a [x,x,x,x,x,x,x,x,x]\n"
    + "".join(f"{c}: &{c} [{','.join(['*' + p] * 9)}]\n" for p, c in zip("abcdefgh", "bcdefghi", strict=True)),
    "python tag": "title: !!python/object/apply:os.system ['touch pwned']\n",
    "1 MB": "title: " + "字" * 350_000 + "\n",
    "many keys": "".join(f"k{n}: 1\n" for n in range(5_000)),
    "deep": "title: " + "[" * 20_000 + "\n",
    "deep block": "".join("  " * n + f"k{n}:\n" for n in range(200)),
    "long key": "? " + "x" * 60_000 + "\n",
    "many flow items": "title: [" + "x," * 30_000 + "]\n",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_X8_hostile_yaml_is_refused_in_a_second(tmp_path, name):
    started = time.process_time()
    material, findings = read(tmp_path, "---\n" + HOSTILE[name] + "---\n" + BODY)
    assert time.process_time() - started < 1
    assert material is None
    assert findings
    assert not (tmp_path / "pwned").exists()


@pytest.mark.parametrize("value", [
    "甲</title><script>alert(1)</script>", "甲&quot;>", "'\"甲'",
    '"甲\\u0000"', '"甲\\u2028乙"', '"甲\\e[31m"', '"甲\\u202e乙"',
])
@pytest.mark.parametrize("key", ["title", "author"])
def test_X2_metadata_holds_no_markup_and_no_invisible_characters(tmp_path, key, value):
    material, findings = read(tmp_path, front(**{key: value}) + BODY)
    assert material is None
    assert [(f.rule, f.at.line) for f in findings] == [("front-matter", {"title": 2, "author": 5}[key])]


def test_chinese_quotes_are_welcome(tmp_path):
    material, findings = read(tmp_path, front(title="甲“五个带头”对照检查材料") + BODY)
    assert findings == []
    assert material.title == "甲“五个带头”对照检查材料"


def test_every_fault_of_a_file_is_reported_at_once(tmp_path):
    source = front(unit="不存在的", campaign="x", date="昨天", visibility="公开", kind="甲", title=None)
    _, findings = read(tmp_path, source + BODY)
    assert {f.rule for f in findings} == {"front-matter", "unknown-unit", "unknown-campaign", "visibility"}
    assert len(findings) == 6


# ---- YAML itself --------------------------------------------------------------------------------------


def test_values_keep_their_text_and_line():
    node = parse("a: 2.10\nb:\n  - yes\n  - '~'\nc: {d: 010}\n", "a.yml", "vocabulary", first_line=5)
    assert node == Mapping((
        (Scalar("a", True, 5), Scalar("2.10", True, 5)),
        (Scalar("b", True, 6), Sequence((Scalar("yes", True, 7), Scalar("~", False, 8)), 7)),
        (Scalar("c", True, 9), Mapping(((Scalar("d", True, 9), Scalar("010", True, 9)),), 9)),
    ), 5)


@pytest.mark.parametrize("text", [
    "a: 1\n---\nb: 2\n", "%YAML 1.1\n---\na: 1\n", "%TAG ! tag:x,2000:\n---\na: 1\n", "a: 1\na: 2\n",
    "- " * 9 + "a\n", "[" + "a," * 2_000 + "]\n", "a: &x 1\n", "a: *x\n", "a: !x 1\n", "<<: {}\n", "{[a]: 1}\n",
])
def test_what_is_clever_or_too_much_is_refused(text):
    with pytest.raises(Refused):
        parse(text, "a.yml", "vocabulary")


@given(st.text(max_size=200))
def test_any_text_is_parsed_or_refused(text):
    try:
        parse(text, "a.yml", "vocabulary")
    except Refused as refused:
        assert refused.finding.at.line <= text.count("\n") + 1
        assert refused.finding.message.endswith("。")
