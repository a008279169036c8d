"""Notes that quote a passage (reading, seen) follow it through a second import; what they lose is told and kept."""

import pytest
from click.testing import CliRunner

from intake_texts import run, text_of
from review.cli import main

TEXT = text_of().replace("一是学习不深。", "\n一是学习不深。").replace("二是研究", "\n二是研究")
NOTES = """problems:
  1.2: {type: theory-shallow, causes: [1, 2], measures: [2]}
reading:
  - {at: 二是研究不够, as: problem}
  - {at: 会前我走访, as: text}
seen:
  - {rule: ordinal-gap, at: 二是研究不够, why: 原件如此}
"""
CHANGES = {
    "another number": (
        lambda text: text.replace("二是研究", "二是学得不久。三天就放下。\n三是研究"),
        ("1.3: {type: theory-shallow, causes: [1, 2]", "{at: 三是研究不够, as", "at: 三是研究不够, why"),
        ("读法（reading）说的“二是研究不够”随它改为“三是研究不够”", "已看（seen）说的“二是研究不够”随它改为"),
    ),
    "other words": (
        lambda text: text.replace("研究不够", "研究得很不够"),
        ("1.2: {type", "{at: 二是研究得很不够, as", "at: 二是研究得很不够, why"),
        ("读法（reading）说的“二是研究不够”随它改为“二是研究得很不够”",),
    ),
}


@pytest.fixture
def root(tmp_path):
    (tmp_path / "library" / "materials").mkdir(parents=True)
    return tmp_path / "library"


def again(root, change, **answers):
    """The outcome of importing a changed text, and the front matter that the material has then."""
    source = root.parent / "a.txt"
    source.write_text(TEXT, "utf-8")
    (made,) = run(root, source)
    path = root / made.path
    path.write_text(path.read_text("utf-8").replace("visibility: draft\n", f"visibility: draft\n{NOTES}"), "utf-8")
    source.write_text(change(TEXT), "utf-8")
    (made,) = run(root, source, **answers)
    return made, path.read_text("utf-8").split("---")[1]


@pytest.mark.parametrize("name", CHANGES)
def test_a_note_quotes_its_passage_as_it_begins_now(root, name):
    change, kept, told = CHANGES[name]
    made, front = again(root, change)
    assert made.status == "changed", made.reasons
    assert all(words in front.replace("'", "") for words in kept), front
    assert all(words in "\n".join(made.changed) for words in told)
    assert "reading-nowhere" not in CliRunner().invoke(main, ["check", "--library", str(root)]).output


def test_a_passage_that_is_gone_is_told_of_its_notes(root):
    def other(text):
        return text.replace("二是研究不够。遇到新情况办法不多。", "二是纪律松。开会迟到九次。")

    made, front = again(root, other)
    assert made.status == "doubtful" and "读法（reading）说的“二是研究不够”" in made.reasons[0]
    assert "已看（seen）说的“二是研究不够”在新稿里没有了，照旧留着" in made.changed
    assert NOTES in front


def test_an_item_that_is_pointed_to_and_gone_is_kept_as_a_comment_and_nothing_is_said_in_its_place(root):
    def shorter(text):
        text = text.replace("（一）理论学习不够实。学习缺乏计划，往往浅尝辄止。\n", "")
        return text.replace("（二）群众", "（一）群众").replace("（二）密切联系群众。每月下基层两天。\n", "")

    made, front = again(root, shorter, replace=True)
    assert made.status == "changed"
    assert "  # 1.2: {causes: [1, 2]}\n" in front and "  # 1.2: {measures: [2]}\n" in front
    assert "  1.2: {type: theory-shallow, causes: [1]}\n" in front
