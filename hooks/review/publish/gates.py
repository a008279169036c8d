"""The gates behind a build: what a built site must be before anybody may see it. Independent of the generator.

What each file says by itself is in its facts; here they are held against each other and against what is allowed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from review.check.private import masked
from review.model import Signed
from review.publish.facts import Facts, Reader
from review.publish.far import files_below
from review.publish.targets import ANCHOR


def check_site(site: Path, hashes: Iterable[str], prefix: str = "", signed: Iterable[Signed] = ()) -> Iterator[str]:
    """Pass a built site through every gate; yields a line for each fault, the file's path first.

    `hashes` are the script-src hashes that the server will send; `prefix` is the path the site is served under,
    as in /library/, which only its 404 page uses; `signed` are the numbers that may be published.
    """
    reader = Reader()
    facts = {path: reader.facts(path, (site / path).read_bytes()) for path in sorted(files_below(site))}
    yield from judged(facts, hashes, prefix, signed)


def judged(
    facts: Mapping[str, Facts],
    hashes: Iterable[str],
    prefix: str = "",
    signed: Iterable[Signed] = (),
    among: Mapping[str, Facts] | None = None,
) -> Iterator[str]:
    """What `check_site` says of a site whose files, by path, have these facts.

    Where only some files are to be judged, `among` are the facts of all.
    """
    among = facts if among is None else among
    if "index.html" not in among:
        yield "index.html: 没有首页，构建不完整"
    allowed = set(hashes)
    excepted: set[tuple[str, str]] = {(one.kind, one.digest) for one in signed}
    for path, one in facts.items():
        for line in (*one.wrong, *_leaking(one, excepted), *_running(one, allowed), *_packed(path, among)):
            yield f"{masked(path)}: {line}"
    yield from broken(facts, prefix, among)


def _leaking(facts: Facts, excepted: set[tuple[str, str]]) -> Iterator[str]:
    return (leak.line for leak in facts.leaks if (leak.kind, leak.digest) not in excepted)


def _running(facts: Facts, allowed: set[str]) -> Iterator[str]:
    for value, start in facts.scripts:
        if value not in allowed:
            yield f"内联脚本的哈希不在 CSP 中：{start}…（{value}）"


def _packed(path: str, facts: Mapping[str, Facts]) -> Iterator[str]:
    if path.endswith(".gz"):
        plain = facts.get(path.removesuffix(".gz"))
        if plain is None or plain.seal != facts[path].seal:
            yield "压缩文件与原文件不一致" if plain else "压缩文件没有原文件，不能检查，所以不能发布"


def broken(
    facts: Mapping[str, Facts], prefix: str = "", among: Mapping[str, Facts] | None = None
) -> Iterator[str]:
    """Links, anchors and files that lead nowhere."""
    among = facts if among is None else among
    targets = set[str]()
    for one in facts.values():  # one after the other: those of all files at once would be the most that a build holds
        targets |= one.targets
    # In order, so that the facts of a page that many lead to are asked for once.
    lost = {target: why for target in sorted(targets) if (why := _lost(target, among, prefix))}
    for path, one in facts.items() if lost else ():
        for target in sorted(one.targets & lost.keys()):
            yield f"{masked(path)}: {lost[target]}：{target.replace(ANCHOR, '#')}"


def _lost(target: str, facts: Mapping[str, Facts], prefix: str) -> str:
    path, _, anchor = target.partition(ANCHOR)
    if path.startswith("/"):
        path = path.removeprefix(prefix or "/").lstrip("/")
    index = f"{path}{'/' * (path[-1:] not in ('', '/'))}index.html"
    there = next((found for found in (path, index) if found in facts), None)
    if there is None:
        return "链接失效"
    return "锚点失效" if anchor and there.endswith(".html") and anchor not in facts[there].ids else ""
