"""The JSON Schemas and the strict loader agree: what one takes the other takes, and what one refuses too."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import jsonschema
import pytest
import yaml
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from review.adopt.brings import brought_files
from review.cli import main
from review.read.front.material import MATERIAL, parse_material, split
from review.read.schema import FILES, schemas
from review.read.vocabulary.load import read_vocabulary
from review.read.yaml.emit import key_lines
from review.read.yaml.strict import Mapping, Scalar, parse

ROOT = Path(__file__).parents[1]
VOCABULARY, _ = read_vocabulary(ROOT)
SCHEMAS = schemas(VOCABULARY)
HOLDS = {name: jsonschema.Draft7Validator(schema) for name, schema in SCHEMAS.items()}
BODY = "\n# 投资促进局局长对照检查材料\n\n## 一、存在的问题\n\n一是学习不深。读得少，用得更少，遇到新政策先问别人。\n"
UNIT, TYPE = VOCABULARY.units[0], VOCABULARY.themes[0].types[0].id
SOUND = {
    "title": ["对照检查材料", "2024"],
    "campaign": [VOCABULARY.campaigns[0].id],
    "unit": [UNIT.name, UNIT.id],
    "kind": ["个人"],
    "author": ["局长"],
    "date": ["2022-01-10", "1999-12-31"],
    "visibility": ["draft", "internal", "restricted"],
    "measures": [
        {"1": {"owner": "办公室", "due": "2022-06-30", "status": "推进中"}},
        {"2x2": {"owner": "办公室", "leader": "副局长", "status": "已完成", "closed": "2022-07-08"}},
        *({"1": {"owner": "办公室", "due": due, "status": "未启动"}} for due in
          ("立行立改", "长期坚持", "2025年底前", "6月底前", "一季度末", "上半年", "2025年6月中旬", "2025年")),
    ],
    "problems": [{"2.10": {"type": TYPE, "causes": ["1"]}, "3": {"measures": []}}],
    "reading": [[{"at": "二是联系不够", "as": "problem"}, {"at": "附言", "as": "section", "kind": "other"}], [],
                [{"at": "二是联系不够", "as": "text", "nth": "2"}, {"at": "附言", "as": "material"}]],
    "seen": [[{"rule": "ordinal-gap", "why": "原件如此"}]],
}  # fmt: skip
BROKEN = {
    "title": ["", " 前有空格", "后有空格 ", "有<尖括号>", "长" * 201, ["表"]],
    "campaign": ["2099-nothing"],
    "unit": ["没有这个局"],
    "kind": ["个人 ", "集体"],
    "author": ["", "长" * 41],
    "date": ["2022-13-01", "22-01-10", "2022年1月10日"],
    "visibility": ["public", "Internal", ""],
    "measures": [
        {"一": {"owner": "办公室", "status": "推进中"}}, {"1": {"status": "推进中"}}, {"1": {"owner": "办公室"}},
        {"1": {"owner": "办公室", "status": "逾期"}}, {"1": {"owner": "办公室", "status": "推进中", "due": "尽快"}},
        {"1": {"owner": "办公室", "status": "推进中", "closed": "2022-07-08"}}, ["1"],
        {"1": {"owner": "办公室", "status": "推进中", "who": "某"}},
        {"1": {"owner": "办公室", "status": "推进中", "due": "前"}},
        {"1": {"owner": "办公室", "status": "推进中", "progress": "长" * 501}},
    ],
    "problems": [{"2.1.3": {"causes": ["1"]}}, {"2.1": {}}, {"2.1": {"type": "no-such"}}, {"2.1": {"causes": ["零"]}},
                 {"2.1": {"causes": ["0"]}}, {"2.1": {"causes": "1"}}],
    "reading": [[{"at": "二是联系不够", "as": "thing"}], [{"at": "附言", "as": "section"}], [{"as": "problem"}],
                [{"at": "附言", "as": "problem", "kind": "other"}], {"at": "附言"},
                [{"at": "附言", "as": "text", "nth": "0"}], [{"at": "附言", "as": "material", "nth": "2"}]],
    "seen": [[{"rule": "ordinal-gap"}], [{"rule": "ordinal-gap", "why": "原件如此", "who": "某"}]],
}  # fmt: skip


def instance(node):
    """A strictly read node as the YAML of an editor sees it: whole numbers, truth values and nothing as such."""
    if isinstance(node, Scalar):
        known = {"true": True, "false": False, "null": None, "~": None, "": None}
        if node.plain and node.text in known:
            return known[node.text]
        return int(node.text) if node.plain and node.text.isdecimal() and node.text[0] != "0" else node.text
    if isinstance(node, Mapping):
        return {key.text: instance(value) for key, value in node.pairs}
    return [instance(item) for item in node.items] if node else None


def verdicts(text):
    """Whether the loader takes a material, and whether the schema does."""
    material, found = parse_material(text + BODY, "materials/a.md", VOCABULARY)
    front = parse(split(text + BODY, "a.md")[0], "a.md", "front-matter", 2)
    assert (material is None) == bool(found)
    return material is not None, HOLDS["material"].is_valid(instance(front))


def front_matter(values):
    return "\n".join(["---", *key_lines(values), "---", ""])


def chosen(key, broken):
    return st.sampled_from(BROKEN[key] if broken else SOUND[key])


@st.composite
def fronts(draw):
    """Front matter with at most one key wrong, missing or unknown, and what is to become of it."""
    values = {key: draw(chosen(key, False)) for key in MATERIAL if key in SHORT or draw(st.booleans())}
    wrong = draw(st.sampled_from(["", *values, "without", "unknown", "班子"]))
    if wrong == "without":
        del values[draw(st.sampled_from(sorted(SHORT)))]
    elif wrong == "unknown":
        values["标签"] = "甲"
    elif wrong == "班子":
        values["kind"] = "班子"
    elif wrong:
        values[wrong] = draw(chosen(wrong, True))
    return front_matter(values), not wrong


SHORT = {"title", "campaign", "unit", "kind", "author", "date", "visibility"}


@settings(max_examples=300, deadline=None)
@given(fronts())
def test_loader_and_schema_agree(case):
    text, sound = case
    assert verdicts(text) == (sound, sound), text


@pytest.mark.parametrize("key", BROKEN)
def test_both_refuse_every_wrong_value(key):
    sound = {name: SOUND[name][0] for name in SHORT}
    for value in BROKEN[key]:
        assert verdicts(front_matter(sound | {key: value})) == (False, False), value


@pytest.mark.parametrize("name", [name for name in FILES if name not in ("material", "exceptions")])
def test_our_own_vocabulary_is_sound_and_a_changed_key_is_not(name):
    text = (ROOT / f"vocabulary/{name}.yml").read_text("utf-8")
    records = instance(parse(text, name, "vocabulary", max_nodes=200_000))
    assert list(HOLDS[name].iter_errors(records)) == []
    for key in records[0]:
        changed = {("Id" if one == key else one): value for one, value in records[0].items()}
        assert not HOLDS[name].is_valid([changed])


def test_all_materials_of_the_library_are_sound():
    for path in ROOT.glob("materials/*/*.md"):
        front = parse(split(path.read_text("utf-8"), "a")[0], "a", "front-matter", 2)
        assert list(HOLDS["material"].iter_errors(instance(front))) == [], path.name


def test_the_command_writes_what_the_settings_of_a_new_site_name(tmp_path):
    settings_ = json.loads(brought_files()[".vscode/settings.json"])
    done = CliRunner().invoke(main, ["schema", "--library", str(ROOT), "--out", str(tmp_path / ".vscode/schemas")])
    assert done.exit_code == 0, done.output
    for schema, file in settings_["yaml.schemas"].items():
        assert json.loads((tmp_path / schema).read_text("utf-8"))["type"] == "array"
        assert Path(schema).stem == Path(file).stem


def test_the_command_tells_vs_code_which_file_each_schema_is_for(tmp_path, monkeypatch):
    """In a folder that `review init` did not make, too; settings of the owner's stay as they are."""
    monkeypatch.chdir(tmp_path)
    settings_ = Path(".vscode/settings.json")
    for own in (None, b"{}"):
        if own:
            settings_.write_bytes(own)
        assert CliRunner().invoke(main, ["schema", "--library", str(ROOT)]).exit_code == 0
        assert settings_.read_bytes() == (own or brought_files()[".vscode/settings.json"])


class TestSince:
    @pytest.fixture
    def library(self, tmp_path):
        def git(*words):
            who = ["-c", "user.name=编辑", "-c", "user.email=a@example.org"]
            subprocess.run(["git", "-C", tmp_path, *who, *words], check=True, capture_output=True)

        for name in ("总工会-副主席", "统计局-班子"):
            path = tmp_path / f"materials/2024/{name}.md"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes((ROOT / f"materials/2024/{name}.md").read_bytes())
        git("init", "-q")
        git("add", ".")
        git("commit", "-qm", "first")
        return tmp_path

    def check(self, library, *words):
        done = CliRunner().invoke(main, ["check", "--library", str(library), "--all", *words])
        return [line for line in done.stdout.splitlines() if line.startswith("materials/")]

    def test_only_what_stands_at_changed_lines_and_every_error(self, library):
        path = library / "materials/2024/总工会-副主席.md"
        before = self.check(library)
        assert len(before) > 1  # there is something to leave out
        assert self.check(library, "--since", "HEAD") == []
        done = CliRunner().invoke(main, ["check", "--library", str(library), "--all", "--since", "HEAD"])
        assert done.stderr == f"0 处错误，0 处提醒，没有改过的行里另有 {len(before)} 处。\n"
        lines = path.read_text("utf-8").split("\n")
        at = next(i for i, line in enumerate(lines) if line.startswith("## "))
        path.write_text("\n".join([*lines[:at], "此处待核，占位为某某。", "", *lines[at:]]), "utf-8")
        now = self.check(library, "--since", "HEAD")
        assert now
        assert all(line.startswith(f"materials/2024/总工会-副主席.md:{at + 1}:") for line in now)
        path.write_text("没有元数据", "utf-8")
        assert [line.split(" ")[0] for line in self.check(library, "--since", "HEAD")] == [
            "materials/2024/总工会-副主席.md:1:"]

    def test_a_revision_that_is_not_there_is_said(self, library):
        done = CliRunner().invoke(main, ["check", "--library", str(library), "--since", "no-such"])
        assert done.exit_code == 1
        assert "git 里没有 no-such" in done.output

    @pytest.mark.parametrize("words", [("check", "--since", "HEAD"), ("words", "--against", "HEAD")])
    def test_a_machine_without_git_is_said(self, library, monkeypatch, words):
        monkeypatch.setenv("PATH", "")
        done = CliRunner().invoke(main, [*words, "--library", str(library)])
        assert done.exit_code == 1
        assert "没有安装 git" in done.output

    @pytest.mark.parametrize("pipeline", ["gitlab-ci.yml", "forgejo-actions.yml"])
    def test_a_pipeline_prints_the_findings_at_the_changed_lines(self, library, tmp_path_factory, pipeline):
        """The commands of the example, word for word, in a clone where a branch has a bad change and main went on."""
        clone = tmp_path_factory.mktemp("clone")
        runs = yaml.safe_load((ROOT / "deploy" / pipeline).read_text("utf-8"))
        script = runs["check"]["script"] if "check" in runs else [
            step["run"] for step in runs["jobs"]["test"]["steps"] if "review check" in step.get("run", "")]

        def run(*words):
            who = ["-c", "user.name=编辑", "-c", "user.email=a@example.org"]
            subprocess.run(["git", "-C", clone, *who, *words], check=True, capture_output=True)

        (library / "Makefile").write_text(".venv/.ready:\n\t@test -x .venv/bin/review\n")
        run("clone", "-q", library, ".")
        (clone / ".venv").symlink_to(ROOT / ".venv")
        run("checkout", "-q", "-b", "change")
        path, other = clone / "materials/2024/总工会-副主席.md", library / "materials/2024/统计局-班子.md"
        lines = path.read_text("utf-8").split("\n")
        at = next(i for i, line in enumerate(lines) if line.startswith("## "))
        path.write_text("\n".join([*lines[:at], "此处待核，占位为某某。", "", *lines[at:]]), "utf-8")
        (clone / "materials/2024/坏.md").write_text("没有元数据\n", "utf-8")
        run("add", "materials")
        run("commit", "-qm", "change")
        other.write_text(other.read_text("utf-8").replace("一是", "第一，"), "utf-8")
        run("-C", str(library), "commit", "-qam", "meanwhile")
        run("fetch", "-q", "origin")
        main_ = subprocess.check_output(["git", "-C", library, "branch", "--show-current"], text=True).strip()
        known = {"CI_MERGE_REQUEST_TARGET_BRANCH_NAME": main_, "CI_MERGE_REQUEST_IID": "7", "GITHUB_BASE_REF": main_}
        done = subprocess.run(["sh", "-e", "-c", "\n".join(script)], cwd=clone, env=os.environ | known,
                              capture_output=True, text=True, check=False)  # fmt: skip
        assert done.returncode == 1, done.stderr
        found = [line.partition(" ")[0] for line in done.stdout.splitlines() if line.startswith("materials/")]
        assert found == [f"materials/2024/总工会-副主席.md:{at + 1}:", "materials/2024/坏.md:1:"]

    def test_the_hook_looks_at_what_is_to_be_committed(self, library):
        """A file half done stops no other commit; one that was mended after it was added stops its own."""
        (library / ".venv").symlink_to(ROOT / ".venv")
        (library / ".git/info/exclude").write_text(".venv\n.cache\n")
        (library / ".git/hooks").mkdir(exist_ok=True)
        shutil.copy(ROOT / "deploy/pre-commit", library / ".git/hooks")
        sound = library / "materials/2024/总工会-副主席.md"
        bad, text = library / "materials/2024/坏.md", sound.read_text("utf-8")

        def commit(*paths):
            words = ["-c", "user.name=编辑", "-c", "user.email=a@example.org", "commit", "-qm", "改", *paths]
            return subprocess.run(["git", "-C", library, *words], capture_output=True, text=True, check=False)

        bad.write_text("没有元数据\n", "utf-8")
        sound.write_text(text.replace("\n## ", "\n此处待核，占位为某某。\n\n## ", 1), "utf-8")
        done = commit(sound)
        assert done.returncode == 0, done.stderr
        assert "总工会-副主席.md:" in done.stderr + done.stdout and "坏.md" not in done.stderr + done.stdout
        subprocess.run(["git", "-C", library, "add", bad], check=True)
        bad.unlink()
        done = commit()
        assert done.returncode == 1
        assert "坏.md:1:" in done.stderr + done.stdout
