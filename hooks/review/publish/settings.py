"""What mkdocs.yml may say of a library, and what all sites have in common, so that an upgrade needs no edit of it."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, get_args

import yaml
from yaml_env_tag import construct_env_tag  # type: ignore[import-untyped]

from review import model
from review.project import WrongFormat, project
from review.publish.forge import WrongSetting, read_forge, report_to
from review.read.vocabulary.formats import require_newest
from review.read.yaml.fields import nearest
from review.relate.as_of import WrongEpoch, settle_epoch
from review.show import addresses

SETTINGS = {"library": ".", "audience": "internal", "git": "", "report": "", "word": False}
"""The keys of `extra` in mkdocs.yml, and what holds where they are missing."""
STYLES = ("assets/tokens.css", "assets/review.css", "assets/overview.css", "assets/search/search.css",
          "assets/ledger/ledger.css", "assets/record.css", "assets/official.css")
SCRIPTS = ("assets/search/box.js", "assets/reader/main.js")
EXTENSIONS: dict[str, dict[str, Any]] = {
    "attr_list": {}, "md_in_html": {}, "tables": {"use_align_attribute": True},
    "toc": {"toc_depth": "2-3", "marker": ""}, "pymdownx.highlight": {"use_pygments": False},
    "pymdownx.superfences": {},
}  # fmt: skip
CHECKED = {"nav": ("not_found", "absolute_links"),
           "links": ("not_found", "anchors", "absolute_links", "unrecognized_links")}
"""What MkDocs is to warn of, so that a strict build stops at it."""
STAFF = ({"雷同": addresses.COPIES}, {"质量": addresses.QUALITY})
"""Tabs that only staff's site has."""
TEMPLATES = {addresses.SEARCH: "search.html", addresses.LEDGER: "ledger.html", addresses.COMPARISONS: "compare.html",
             addresses.RECURRENCES: "recurrences.html"}  # fmt: skip


class _Loader(yaml.SafeLoader):
    """Knows of the tags of mkdocs.yml the one that names what the environment may say; others are for MkDocs."""


_Loader.add_constructor("!ENV", construct_env_tag)
_Loader.add_multi_constructor("", lambda loader, suffix, node: None)


def offers_word(home: Path) -> bool:
    """Whether the site at `home` has each material as a Word file; a fault of its mkdocs.yml is told elsewhere."""
    try:
        extra = yaml.load((home / "mkdocs.yml").read_bytes(), _Loader)["extra"]
        return extra.get("word", SETTINGS["word"]) is True
    except (OSError, yaml.YAMLError, AttributeError, KeyError, TypeError):
        return False


def wrong_settings(extra: Mapping[str, object], home: Path) -> Iterator[str]:
    """What is wrong with `extra` of mkdocs.yml, in Chinese, a line each: a typo there must not change who sees what.

    So is a key that stands twice, anywhere in that file: MkDocs takes the last.
    """
    yield from _repeated_keys((home / "mkdocs.yml").read_bytes())
    for key in sorted(map(str, extra.keys() - SETTINGS.keys())):
        yield f"mkdocs.yml: extra 里没有 {key} 这一项{nearest(key, SETTINGS)}；可以写 {'、'.join(SETTINGS)}。"
    if extra.get("audience", "internal") not in get_args(model.Audience):
        yield f"mkdocs.yml: extra.audience 应为 {' 或 '.join(get_args(model.Audience))}，实为“{extra['audience']}”。"
    if not (home / str(extra.get("library", "."))).is_dir():
        yield f"mkdocs.yml: extra.library 应为文件夹，没有“{extra['library']}”。"
    if not isinstance(extra.get("word", False), bool):
        yield f"mkdocs.yml: extra.word 应为 true 或 false，实为“{extra['word']}”。"
    try:
        report_to(str(extra.get("report") or ""), read_forge(str(extra.get("git") or "")))
    except WrongSetting as wrong:
        yield f"mkdocs.yml: {wrong}"
    try:
        settle_epoch(os.environ)
    except WrongEpoch as wrong_epoch:
        yield str(wrong_epoch)
    try:
        require_newest(home)
    except WrongFormat as wrong_format:
        yield str(wrong_format)
    if project() != home.resolve():
        yield f"请在 {home} 里运行 mkdocs，或写 -f 时先 cd 到那里。"


def _repeated_keys(data: bytes) -> Iterator[str]:
    """What is said of each key that one mapping of a YAML file has twice."""
    waiting, seen = [yaml.compose(data, _Loader)], set[int]()
    while waiting:
        node = waiting.pop()
        if id(node) in seen:  # an alias
            continue
        seen.add(id(node))
        if isinstance(node, yaml.SequenceNode):
            waiting += node.value
        if isinstance(node, yaml.MappingNode):
            waiting += [value for _, value in node.value]
            lines: dict[str, int] = {}
            for key, _ in node.value:
                name, line = str(key.value), key.start_mark.line + 1
                if name in lines:
                    yield f"mkdocs.yml:{line}: 键 {name} 重复，第 {lines[name]} 行已经有了；请只留一个。"
                lines.setdefault(name, line)
