"""The docs are true: every command has help and stands in the guide, every rule has its place on the rules page."""

import ast
import re
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import click
import pytest
from markdown import Markdown

import guide_import
from review.check.rules import RULES
from review.check.rules_page import rules_page
from review.check.words_page import words_page
from review.cli import main
from review.read.structure.words import word_lists
from review.read.vocabulary.load import read_vocabulary
from review.read.word.report import MESSAGES

PROJECT = Path(__file__).parents[1]
GUIDE = "\n".join(path.read_text("utf-8") for path in sorted((PROJECT / "docs" / "guide").glob("*.md")))
SLUG = re.compile("[a-z]+(-[a-z]+)*")
CHINESE = re.compile(r"[\u4e00-\u9fff]")


def commands(group=main, prefix="review"):
    for name, command in sorted(group.commands.items()):
        if isinstance(command, click.Group):
            yield from commands(command, f"{prefix} {name}")
        else:
            yield pytest.param(f"{prefix} {name}", command, id=name)


@pytest.mark.parametrize(("name", "command"), list(commands()))
def test_every_command_has_help_and_stands_in_the_guide(name, command):
    assert CHINESE.search(command.help or "")
    for option in command.params:
        if isinstance(option, click.Option):
            assert CHINESE.search(option.help or ""), f"{name} {option.opts[0]} has no help"
    assert re.search(rf"{name}\b", GUIDE), f"{name} is not explained in docs/guide"


def test_the_guide_names_no_command_that_is_not_there():
    lines = re.findall(r"(?:^|`)review ([a-z]+)", GUIDE, re.MULTILINE)
    assert lines
    assert set(lines) <= set(main.commands)


def test_what_commands_of_the_guide_name_is_in_a_fresh_clone():
    """Who types them as they stand finds each file, and each campaign."""
    typed = re.findall(r"^(?:\$ )?review (?!import).*", GUIDE, re.MULTILINE)
    files = {path for line in typed for path in re.findall(r"(?:materials|vocabulary)/[^\s:]*", line)}
    campaigns = {id_ for line in typed for id_ in re.findall(r"(?:--campaign|review new) (\S+)", line)}
    assert len(files) > 3 and [path for path in files if not list(PROJECT.glob(path.rstrip("/")))] == []
    assert campaigns and campaigns <= {one.id for one in read_vocabulary(PROJECT)[0].campaigns}


def test_the_guide_names_no_rule_that_is_not_there():
    named = {code for code in re.findall(r"`([a-z]+(?:-[a-z]+)+)`", GUIDE) if code.split("-")[0] in {
        "ordinal", "heading", "problem", "override", "ledger", "unknown", "front", "missing", "no"}}
    assert named
    assert named <= set(RULES)


def test_every_rule_is_an_anchor_of_the_rules_page():
    html = Markdown(extensions=["attr_list", "tables"]).convert(rules_page().text)
    assert rules_page().src_uri == "guide/rules.md"
    for rule in RULES.values():
        assert html.count(f'id="{rule.code}"') == 1
        assert f"<code>{rule.code}</code>" in html


def test_every_list_of_the_readers_words_is_an_anchor_of_their_page():
    html = Markdown(extensions=["attr_list", "tables"]).convert(words_page().text)
    assert words_page().src_uri == "guide/words.md"
    for words in word_lists().values():
        assert html.count(f'id="{words.name}"') == 1
        assert words.why.split("：")[0] in html


def test_a_word_of_any_form_is_shown_as_it_is(monkeypatch):
    """Python's HTML parser, which MkDocs feeds with a page's Markdown, knows no code and stops at some signs."""
    given = ("(?<![忘无])我", "a`b", "<!--", "*一*_二_")
    first = next(iter(word_lists().values()))
    monkeypatch.setattr("review.check.words_page.word_lists", lambda: {first.name: replace(first, words=given)})
    text = words_page().text
    HTMLParser().feed(text)
    shown = unescape(Markdown(extensions=["attr_list", "md_in_html"]).convert(text))
    assert all(f"<code>{word}</code>" in shown for word in given)


def test_every_code_that_a_finding_is_given_is_in_the_table():
    """Codes are written as the first argument of `finding`, `fault`, `Clash` and `Refused`, or as `rule=`."""
    given = set(MESSAGES)
    for path in (PROJECT / "hooks" / "review").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "id", getattr(node.func, "attr", ""))
                values = [k.value for k in node.keywords if k.arg == "rule"]
                values += node.args[:1] if name in {"finding", "fault", "Clash"} else []
                values += node.args[:1] if name == "Refused" and len(node.args) >= 3 else []
                given |= {v.value for v in values if isinstance(v, ast.Constant) and SLUG.fullmatch(str(v.value))}
    assert len(given) > 30
    assert given <= set(RULES)


def test_the_shown_shape_of_front_matter_is_what_is_read():
    """Every block of YAML or Markdown in the guide that has front matter is sound."""
    from review.read.front.material import MATERIAL

    blocks = re.findall(r"```(?:markdown|yaml)\n(---\n.*?\n---)\n", GUIDE, re.DOTALL)
    assert blocks
    for block in blocks:
        keys = re.findall(r"^([a-z]+):", block, re.MULTILINE)
        assert set(keys) <= set(MATERIAL)


def test_the_guide_shows_what_an_import_prints():
    """`python tests/guide_import.py` writes it anew."""
    text = guide_import.GUIDE.read_text("utf-8")
    assert guide_import.guide(text) == text
