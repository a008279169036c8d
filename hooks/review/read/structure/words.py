"""The words that the reader goes by: vocabulary/reader.yml, one table. Nothing else of the reader names words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from review.model import Finding, Position
from review.project import brought, project
from review.read.text.files import Refused, read_bytes, strict_text
from review.read.yaml.fields import Fields, Notes
from review.read.yaml.strict import Sequence, parse

NAME = "vocabulary/reader.yml"
_RULE = "vocabulary"
_MAX_NODES = 20_000
_LIST = re.compile(r"^- name: (\S+)$", re.MULTILINE)
"""The names of our own lists; the file is parsed only where one is missing."""
_EXAMPLES = {
    "name": "name: problem-nouns",
    "why": "why: 名称里的最后一个种类名词说明这一部分是什么。",
    "words": "words: [问题, 不足]",
    "examples": "examples: [存在的问题, 差距和不足]",
    "not": "not: [题材]",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class WordList:
    """Words that say the same to the reader."""

    name: str
    why: str
    words: tuple[str, ...]
    """Pieces of regular expressions, matched in folded text."""
    examples: tuple[str, ...]
    """Each word is needed by one at least."""
    counter: tuple[str, ...]
    """What looks like it and is none."""
    at: Position

    @property
    def pattern(self) -> str:
        return "|".join(self.words)


@cache
def word_lists() -> dict[str, WordList]:
    """All lists of vocabulary/reader.yml, by name, in the file's order: the site's, or where it has a fault our own.

    What the site's table does not have is ours as well: it may be older than a list.
    """
    return _read()[0]


def word_findings() -> list[Finding]:
    """What is wrong with the site's vocabulary/reader.yml."""
    return _read()[1]


@cache
def _read() -> tuple[dict[str, WordList], list[Finding]]:
    lists, found = _lists(project() / NAME)
    if not found and lists.keys() >= set(_LIST.findall((brought() / NAME).read_text("utf-8"))):
        return lists, []
    ours = _lists(brought() / NAME)[0]
    return (ours, found) if found else (lists | {name: ours[name] for name in ours if name not in lists}, [])


def _lists(path: Path) -> tuple[dict[str, WordList], list[Finding]]:
    notes = Notes(NAME, _RULE, [])
    try:
        node = parse(strict_text(read_bytes(path, NAME), NAME), NAME, _RULE, max_nodes=_MAX_NODES)
    except Refused as error:
        return {}, [error.finding]
    items = node.items if isinstance(node, Sequence) else ()
    lists = [_word_list(Fields(item, notes, _EXAMPLES)) for item in items]
    return {each.name: each for each in lists}, notes.found


def _word_list(fields: Fields) -> WordList:
    found = WordList(
        name=fields.text("name") or "",
        why=fields.text("why") or "",
        words=tuple(_raw(fields, "words")),
        examples=tuple(_raw(fields, "examples")),
        counter=tuple(_raw(fields, "not")),
        at=Position(path=NAME, line=fields.line),
    )
    if fields.sound:
        _check(found, fields)
    return found


def _check(words: WordList, fields: Fields) -> None:
    """Every word has an example, every example a word, and no counter-example one."""
    try:
        patterns = [re.compile(word) for word in words.words]
    except re.error as error:
        fields.wrong(words.at.line, f"words 里有写坏的正则表达式：“{error.pattern!s}”；请对照别的词改正。")
        return
    for word, pattern in zip(words.words, patterns, strict=True):
        if not any(map(pattern.search, words.examples)):
            fields.wrong(words.at.line, f"words 里的“{word}”没有例子；请在 examples 里补一个，或删去这个词。")
    for example in words.examples:
        if not any(pattern.search(example) for pattern in patterns):
            fields.wrong(words.at.line, f"examples 里的“{example}”没有一个词对得上；请补词，或删去这个例子。")
    for example in words.counter:
        if any(pattern.search(example) for pattern in patterns):
            fields.wrong(words.at.line, f"not 里的“{example}”不该对上却对上了；请改词，或删去这个反例。")


def _raw(fields: Fields, key: str) -> list[str]:
    """Texts that may hold signs which a page's title may not; a regular expression needs < and >."""
    found = [getattr(item, "text", "") for item in fields.items(key)]
    if not all(found) or not found:
        fields.wrong(fields.line, f"{key} 至少一条，且都是文字；例：{_EXAMPLES[key]}")
    return found


def words(*names: str) -> re.Pattern[str]:
    """The pattern of one list, or of several together. Raises KeyError for a list that the table does not have."""
    return _pattern(word for name in names for word in word_lists()[name].words)


def words_apart(*names: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """As `words` in two patterns, as both are found many times faster so: what stands at the beginning, to be
    matched there, and what may stand anywhere.
    """
    every = [word for name in names for word in word_lists()[name].words]
    return _pattern(w for w in every if w.startswith("^")), _pattern(w for w in every if not w.startswith("^"))


def _pattern(found: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(each for word in found for each in _opened(word)))


_LEADING = re.compile(r"\(\?:([^()\[\]\\]*)\)(?![?*+{])|\[(\w+)\](?![?*+{])|(\w)\?(?![?+])")


def _opened(word: str) -> Iterator[str]:
    """The same word as alternatives that begin with a character each: such ones are found ten times faster."""
    found = _LEADING.match(word)
    if found is None:
        yield word
        return
    group, signs, maybe = found.groups()
    begins = group.split("|") if group is not None else signs or (maybe, "")
    for begin in begins:
        yield from _opened(begin + word[found.end() :])
