"""The browser's scripts under Node's own test runner, with an index and with cases of folding that Python made."""

import json
import os
import re
import shutil
import subprocess
from collections import Counter
from pathlib import Path

import pytest

from review.model import Cause, Measure, Problem
from review.show import search
from review.show.views.names import answered
from searching import Truth
from test_fold import CASES, FOLDING
from test_search_index import related

PROJECT = Path(__file__).parents[1]
SCRIPTS = PROJECT / "hooks/review/theme/assets/search"
NODE = shutil.which("node") or shutil.which("nodejs")
SHIPPED = sorted(path for part in ("theme", "editor") for path in (PROJECT / "hooks/review" / part).rglob("*.js"))
NEEDS_NODE = pytest.mark.skipif(not NODE, reason="Node is missing: the Debian package nodejs (tests/packages.txt)")
QUERIES = ("学习", "理论学习", "學習", "担当 作为", "的", "群众", "形式主义 官僚主义", "调查研究", "2021", "鼋鼍")
IMPORT = re.compile(r'^import (?:\{[\w, ]+\}|\* as \w+) from "\./(\w+)\.js";$|\bimport\("\./(\w+)\.js"\)', re.MULTILINE)
GLOBAL = r"\b(?:window|globalThis)\.|\bself\.(?!postMessage|onmessage)|importScripts|currentScript"


@pytest.fixture(scope="module")
def given(tmp_path_factory):
    """The folder that tests/scripts/given.js reads."""
    folder = tmp_path_factory.mktemp("given")
    library = related(PROJECT)
    for name, content in search.index_files(library).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    cases = []
    for text in CASES:
        folded, spans = FOLDING.fold_spans(text)
        cases.append([text, folded, [text[start:end] for start, end in spans]])
    (folder / "fold.json").write_text(json.dumps({"script": FOLDING.script, "cases": cases}), "utf-8")
    truth, counted = Truth(library), []
    for query in QUERIES:
        found, _ = truth.find(query, {})
        counted.append({"query": query, "passages": len(found), "occurrences": sum(n for _, n in found)})
    (folder / "truth.json").write_text(json.dumps(counted), "utf-8")
    (folder / "items.json").write_text(json.dumps(list(items(library))), "utf-8")
    return folder


def items(library):
    """How many problems, causes and measures there are of each theme, and of each type in a unit and a year; how
    many problems of a year have causes and measures."""
    parts = {Problem: "问题", Cause: "根源", Measure: "措施"}
    years = {campaign.id: str(campaign.year) for campaign in library.vocabulary.campaigns}
    counts, answers = Counter(), Counter()
    for entry in library.entries.values():
        part, theme = parts[type(entry.item)], entry.theme.id if entry.theme else ""
        if theme:
            counts[("part", part), ("theme", theme)] += 1
        if entry.type:
            unit, year = entry.material.unit, years[entry.material.campaign]
            counts[("part", part), ("type", entry.type.id), ("unit", unit), ("year", year)] += 1
        if isinstance(entry.item, Problem):
            answers[("answered", answered(entry)), ("year", years[entry.material.campaign])] += 1
    for chosen, count in (*sorted(counts.items())[::5], *answers.items()):
        yield {"filters": {facet: [value] for facet, value in chosen}, "count": count}


@pytest.mark.slow
@NEEDS_NODE
@pytest.mark.parametrize("path", sorted(PROJECT.glob("tests/scripts/*.test.js")), ids=lambda path: path.name)
def test_scripts(given, path):
    done = subprocess.run(
        [NODE, "--test", "--test-reporter=tap", path], capture_output=True, text=True,
        env={**os.environ, "REVIEW_GIVEN": str(given)}, timeout=300,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "# skipped 0\n" in done.stdout and "# pass 0\n" not in done.stdout


def beyond(*paths):
    """What of these scripts Chromium 80 does not know, a line each."""
    parser = [NODE, "--expose-internals", PROJECT / "tests/scripts/baseline.cjs", *paths]
    return subprocess.run(parser, capture_output=True, text=True, check=True, timeout=60).stdout.splitlines()


@NEEDS_NODE
def test_node_is_new_enough():
    """package.json says from which version on; it is the oldest that has a runner of tests of its own."""
    least = json.loads((PROJECT / "package.json").read_text("utf-8"))["engines"]["node"].removeprefix(">=")
    found = subprocess.run([NODE, "--version"], capture_output=True, text=True, check=True).stdout.strip()[1:]
    assert int(found.split(".")[0]) >= int(least), f"the tests need Node {least} or newer, found {found}"


@NEEDS_NODE
def test_scripts_are_known_to_chromium_80(tmp_path):
    """docs/guide/search.md promises it."""
    assert len(SHIPPED) > 25 and not beyond(*SHIPPED)
    newer = ("a ??= 1", "class A { b = 1 }", "await x", "x.at(-1)", "x.replaceAll('a', 'b')", "structuredClone(x)")
    for number, script in enumerate(newer):
        (tmp_path / f"{number}.js").write_text(script, "utf-8")
    assert len(beyond(*sorted(tmp_path.glob("*.js")))) == len(newer)


NEWER = {
    # What Chromium 80 does not know, by the version that brought it.
    "js": r"\?\?|\?\.[a-zA-Z\[(]|\|\|=|&&=|#[a-z]\w*\s*[=(;]|static\s*\{|\.at\(|hasOwn\(|structuredClone|replaceAll"
    r"|Promise\.any|WeakRef|\.findLast|toSorted|toReversed|\.groupBy|\beval\(|new Function"
    r"|WebAssembly|\.style\b|innerHTML|^await\b|^(?:const|let)[^(]*\bawait\b"
    r"|\bfrom ['\"](?!\./)|import\.meta\.(?!url)|\bassert\s*\{",
    "css": r":has\(|:is\(|:where\(|&[\s.:]|\binset\s*:|aspect-ratio|@layer|@container|color-mix|[\s;{]gap\s*:",
}


@pytest.mark.parametrize("path", sorted(SCRIPTS.iterdir()), ids=lambda path: path.name)
def test_scripts_run_in_chromium_80_and_under_the_policy(path):
    text = re.sub(r"/\*.*?\*/|//[^\n]*", "", path.read_text("utf-8"), flags=re.DOTALL)
    assert not re.findall(NEWER[path.suffix[1:]], text, re.MULTILINE)


def imports(path):
    return {first or second for first, second in IMPORT.findall(path.read_text("utf-8"))}


def test_modules_import_what_is_there_and_nothing_is_global():
    paths = {path.stem: path for path in SCRIPTS.glob("*.js")}
    for name, path in paths.items():
        text = path.read_text("utf-8")
        assert imports(path) <= paths.keys(), name
        assert len(re.findall(r"^import\b|\bimport\(", text, re.MULTILINE)) == len(IMPORT.findall(text)), name
        assert not re.search(GLOBAL, text), name


def test_every_module_is_reached_and_none_imports_itself():
    graph = {path.stem: imports(path) for path in SCRIPTS.glob("*.js")}
    reached, todo = set(), ["box", "page", "worker"]
    while todo:
        name = todo.pop()
        if name not in reached:
            reached.add(name)
            todo += graph[name]
    assert reached == graph.keys()
    left = dict(graph)
    while free := [name for name, needed in left.items() if not needed & left.keys()]:
        for name in free:
            del left[name]
    assert not left, f"in a circle: {sorted(left)}"
