"""Nothing lies about that nobody uses: templates, rules, public functions and classes."""

import ast
import re
from collections import Counter
from pathlib import Path

import material

from review.check.rules import RULES

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "hooks" / "review"
BENCHES = tuple(path.read_text("utf-8") for path in (ROOT / "bench").glob("*.py"))
CODE = {path: path.read_text("utf-8") for path in PACKAGE.rglob("*.py") if "starter" not in path.parts}
PRESCRIBED = {"extendMarkdown", "find_class", "increase_indent", "handle_starttag", "handle_endtag", "handle_data"}
PRESCRIBED |= {"do_HEAD", "log_message", "persistent_id", "persistent_load", "reducer_override"}
PRESCRIBED |= {"load_bytecode", "dump_bytecode"}
"""Names that a library's class prescribes."""
TESTED_ONLY = {"make_manifest", "index_files"}
"""The manifest of any folder; the search index in one call."""


def test_every_template_is_used():
    templates = {path.name for path in (PACKAGE / "templates").glob("*.jinja")}
    told = "\n".join((*CODE.values(), *(path.read_text("utf-8") for path in (PACKAGE / "templates").glob("*.jinja"))))
    for name in templates:
        stem = name.partition("-")[0] + "-{name}.html.jinja"  # index-{name}: the name is said where it is called
        said = f'"{name}"' in told or (stem in told and f'"{name[len("index-"):].partition(".")[0]}"' in told)
        assert said, name


def test_every_rule_is_given_by_something():
    told = "\n".join(text for path, text in CODE.items() if not path.name.endswith("rules.py"))
    told += "\n".join(re.findall(r"^- *\{?id: .*|^ *id: .*", (ROOT / "vocabulary/rules.yml").read_text("utf-8"), re.M))
    unused = [code for code in RULES if not re.search(rf"(?<![\w-]){re.escape(code)}(?![\w-])", told)]
    assert not unused


def test_every_public_name_is_used():
    """A name is used where it stands anywhere apart from its definition: in the package, its templates, the benches."""
    templates = (path.read_text("utf-8") for path in (PACKAGE / "templates").glob("*.jinja"))
    told = "\n".join((*CODE.values(), *BENCHES, *templates))
    words = Counter(re.findall(r"\w+", told))
    public = [
        f"{path.relative_to(PACKAGE)}: {node.name}"
        for path, text in CODE.items()
        if path.name != "events.py"  # what a site names
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_")
        if words[node.name] < 2 and node.name not in PRESCRIBED | TESTED_ONLY
    ]
    assert not public


def test_every_word_of_the_theme_is_asked_for():
    """Of the theme's words in Chinese: by a template of ours or of the theme below; and ours ask for no other."""
    ours, below = PACKAGE / "theme", Path(material.__file__).parent / "templates"
    words = set(re.findall(r'"([\w.]+)": "', (ours / "partials/language.html").read_text("utf-8")))
    asked = []
    for root in (ours, below):
        told = "".join(path.read_text("utf-8") for path in root.rglob("*.html"))
        asked.append(set(re.findall(r"""lang\.t\(["']([\w.]+)["']\)""", told)))
    said = set(re.findall(r'"([a-z.]+)": "[^"]*[\u4e00-\u9fff]', (ours / "main.html").read_text("utf-8")))
    assert words - said <= asked[0] | asked[1] and asked[0] <= words
