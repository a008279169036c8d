"""A library to a site: a strict MkDocs build in a fresh folder that replaces the old site when it has passed."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from review.examine.library import examine
from review.keep.folder import anew, of_library
from review.model import Audience
from review.project import project
from review.publish.assemble import Broken, assemble
from review.publish.csp import found_hashes, policy, stated_hashes
from review.publish.far import differences
from review.publish.folder import NotOurs, mark
from review.publish.last import Last, Place
from review.publish.manifest import Manifest, beside, manifest_of, read_manifest, write_manifest
from review.publish.putting import putting
from review.publish.tree import Clash
from review.read.moved import read_moved
from review.relate.as_of import moment
from review.relate.library import uncollected
from review.spread import Spread, cores

CSP = "deploy/csp.conf"
Anew = Literal["", "pages", "all"]
_PREFIX = re.compile(r"(?:ERROR|WARNING) +- +(?=\S)")
_LINK = re.compile(r"Doc file '(?P<file>[^']+)' contains an? [a-z ]*link '(?P<url>[^']*)',? (?P<why>.*)")
_NAV = re.compile(r"A reference to '(?P<file>[^']+)' is included in the 'nav' configuration, which is not found")
_VALUE = re.compile(r"Config value '(?P<key>[^']+)': (?P<why>.*)")
_STOPPED = re.compile(r'in ".*mkdocs\.yml", line (\d+), column')
_WHY = (
    ("anchor", "指向的位置不存在"),
    ("not found", "指向的文件不存在"),
    ("left as is", "应写成指向 .md 文件的相对路径"),
)


class Failed(Exception):
    """The build did not pass; `lines` say why, as `path:line: message [rule]`."""

    def __init__(self, lines: tuple[str, ...]) -> None:
        super().__init__("\n".join(lines))
        self.lines = lines


def build(
    root: Path,
    audience: Audience,
    out: Path,
    *,
    again: Anew = "",
    spread: Spread = cores,
    write_csp: bool = False,
) -> Manifest:
    """Build the site of the library at `root` into `out`, which stays as it was unless all passes.

    What still holds of the site that was built last is taken over; `again` says what is not: `pages`, which are all
    made anew, or `all`, whatever was kept. The site is the same. Returns its manifest, which stands beside it.
    `write_csp` takes the theme's inline scripts as they are now into deploy/csp.conf. Raises Failed, and NotOurs if
    `out` holds something else.
    """
    root, place = root.resolve(), Place(root.resolve(), audience, out.resolve())
    sources, known = (project() / "docs", root / "materials"), known_site(out.absolute())
    since = anew() if again == "all" or write_csp else nullcontext()
    with since, putting(place, out, *sources, known=known, take=Last.remade if again else _all) as site:
        kept = of_library("readings", root)
        with uncollected(stays=True):
            examined = examine(root, audience, kept=kept, spread=spread, told=True)
        if examined.errors:
            raise Failed(tuple(map(str, examined.errors)))
        with failing():
            assemble(examined, root, site, spread)
        if write_csp:
            (project() / CSP).write_text(policy(found_hashes(site.new)), "utf-8")
        below = urlsplit(os.environ.get("REVIEW_SITE_URL", "")).path
        signed = examined.library.vocabulary.exceptions
        if faults := tuple(site.faults(stated_hashes(project() / CSP), below, signed)):
            raise Failed(faults)
        left = (f"{one.old}/index.html" for one in read_moved(root)[0])
        gone = tuple(path for path in left if path not in site.files)
        digests = {path: file.sha256 for path, file in site.files.items()}
        manifest = manifest_of(digests, audience, moment(root), gone)
    write_manifest(out.absolute(), manifest)
    return manifest


def _all(last: Last) -> Last:
    return last


@contextmanager
def failing() -> Iterator[None]:
    """What keeps a site from being put together is a Failed."""
    try:
        yield
    except Broken as broken:
        raise Failed(tuple(reasons(broken.said))) from None
    except Clash as clash:
        raise Failed((str(clash.finding),)) from None


def known_site(out: Path) -> bool:
    """Whether a folder is a site as its manifest says, as sites of before the mark are: file by file the same.

    Raises NotOurs where something else has the name of the manifest.
    """
    try:
        manifest = read_manifest(out)
    except FileNotFoundError:
        return False
    except (OSError, ValueError):
        raise NotOurs(f"{beside(out)} 不是 review 的构建清单，没有替换。请给网站换一个文件夹名。") from None
    marked = (out / mark("site")).exists()
    return not marked and out.is_dir() and next(differences(out, manifest.files), None) is None


def reasons(said: Iterable[str]) -> Iterator[str]:
    """What MkDocs complained of, a line each; a broken link with the file and line it stands in."""
    lines = [line for text in said for line in text.splitlines()]
    found = [_PREFIX.sub("", line, count=1) for line in lines if _PREFIX.match(line)]
    if not found:
        yield from _unreadable(lines) or lines[-5:]
    for line in found:
        if link := _LINK.match(line):
            yield _broken(link["file"], link["url"], link["why"])
        elif nav := _NAV.match(line):
            number = _line_of(nav["file"], project() / "mkdocs.yml") or 1
            yield f"mkdocs.yml:{number}: 导航里的 {nav['file']} 不是这一版的页面 [broken-link]"
        elif value := _VALUE.match(line):
            number = _line_of(f"{value['key']}:", project() / "mkdocs.yml") or 1
            yield f"mkdocs.yml:{number}: {value['key']} 没有写，或写得不对；MkDocs 说：{value['why']}"
        else:
            yield line


def _unreadable(lines: Iterable[str]) -> list[str]:
    """Where mkdocs.yml is no YAML; nothing where it is something else that MkDocs said."""
    stopped = [int(found[1]) for line in lines if (found := _STOPPED.search(line))]
    text = (project() / "mkdocs.yml").read_text("utf-8").splitlines() if stopped else []
    read = [(number, line.strip()) for number, line in enumerate(text, 1) if line.strip() and number <= stopped[-1]]
    return [
        f"mkdocs.yml:{number}: 写法有误，请看这里和上面几行的缩进、冒号、引号和括号；此行是：“{line}”。"
        for number, line in read[-1:]
    ]


def _broken(file: str, url: str, why: str) -> str:
    """A broken link: in docs/ with its line, on a page of the library by the page's name."""
    said = next((chinese for english, chinese in _WHY if english in why), why)
    source = project() / "docs" / file
    number, place = 1, file
    if source.is_file():
        number, place = _line_of(f"({url})", source) or _line_of(url, source) or 1, f"docs/{file}"
    return f"{place}:{number}: 链接 {url} {said} [broken-link]"


def _line_of(words: str, file: Path) -> int:
    """The first line of a file with these words; 0 where there is none."""
    return next((n for n, line in enumerate(file.read_text("utf-8").splitlines(), 1) if words in line), 0)
