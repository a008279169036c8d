"""A built site as one that opens from a folder by a double click: links name files, scripts need no server.

What it shows is the same; it is made from a site that has passed the gates, and passes them again.
"""

from __future__ import annotations

import base64
import json
import posixpath
import re
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

from review.model import Audience
from review.project import project
from review.publish.build import CSP, Anew, Failed, build, known_site
from review.publish.csp import stated_hashes
from review.publish.far import files_below
from review.publish.folder import replaced
from review.publish.gates import check_site
from review.publish.manifest import Manifest, make_manifest, write_manifest
from review.read.vocabulary.load import read_vocabulary
from review.spread import Spread, cores

RUNTIME = Path(__file__).with_name("offline.js")
FOLDER = "assets/offline"
DATA = ("search/data/", "ledger/data/", "glossary/data/", "recurrences/data/", "copies/data/")
"""What scripts fetch; here it comes as scripts. The gates have seen it in the site that this one is made from."""
LEFT_OUT = ("404.html",)
"""Only a server asks for it."""
_LINK = re.compile(r"""(?P<name>\b(?:href|action))=(?P<quote>["'])(?P<to>[^"']*)(?P=quote)""")
_MODULE = re.compile(r'<script src="(?P<src>[^"]+)" type="module"></script>')
_IMPORT = re.compile(r'^import (?:(?P<names>\{[^}]*\}|\* as \w+) from )?"(?P<what>\.[^"]+)";$', re.MULTILINE)
_DYNAMIC = re.compile(r'\bimport\("(?P<what>\.[^"]+)"\)')
_EXPORT = re.compile(
    r"^export (?=(?:async )?function (\w+)|class (\w+)|(?:const|let) (?:(\w+)|\[([\w, ]+)\]))", re.MULTILINE
)


def build_offline(
    root: Path, audience: Audience, out: Path, *, again: Anew = "", spread: Spread = cores
) -> Manifest:
    """Build the site of the library at `root` into `out` as one that opens without a server; as `build` does.

    The site that it is made from is kept in .cache/. Raises Failed and NotOurs.
    """
    served = project() / ".cache" / "offline" / audience
    built = build(root, audience, served, again=again, spread=spread)
    known = known_site(out.absolute())
    with replaced(out, "site", project() / "docs", root.resolve() / "materials", known=known) as folder:
        offline(served, folder)
        signed = read_vocabulary(root)[0].exceptions
        if faults := tuple(check_site(folder, stated_hashes(project() / CSP), "", signed)):
            raise Failed(faults)
        manifest = replace(make_manifest(folder, audience, built.sequence), gone=built.gone)
    write_manifest(out.absolute(), manifest)
    return manifest


def offline(site: Path, new: Path) -> None:
    """Put into the empty folder `new` what opens without a server, made from the built site at `site`."""
    entries: set[str] = set()
    for path in sorted(files_below(site)):
        if path.endswith(".gz") or path in LEFT_OUT:
            continue
        data = (site / path).read_bytes()
        if path.endswith(".html"):
            page, found = _page(data.decode("utf-8"), path)
            entries |= found
            _write(new / path, page.encode())
        elif path.startswith(DATA):
            name, content = json.dumps(path, ensure_ascii=False), base64.b64encode(data).decode()
            _write(new / FOLDER / "data" / f"{path}.js", f'reviewOffline.data({name}, "{content}");\n'.encode())
        else:
            _write(new / path, data)
    for entry in sorted(entries):
        _write(new / _bundle_path(entry), bundle(site / "assets", entry).encode())


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def _page(text: str, path: str) -> tuple[str, set[str]]:
    """A page with links to files, and the modules that it runs, as paths below assets/."""
    folder = posixpath.dirname(path)
    entries: set[str] = set()

    def script(found: re.Match[str]) -> str:
        module = posixpath.normpath(posixpath.join(folder, found["src"])).removeprefix("assets/")
        entries.add(module)
        return f'<script src="{posixpath.relpath(_bundle_path(module), folder or ".")}" defer></script>'

    text = _LINK.sub(lambda found: f"{found['name']}={found['quote']}{leaf(found['to'])}{found['quote']}", text)
    return _MODULE.sub(script, text), entries


def leaf(link: str) -> str:
    """A link to a folder as one to its page; any other link as it is."""
    parts = urlsplit(link)
    if parts.scheme or parts.netloc or not parts.path:
        return link
    if not parts.path.endswith("/") and posixpath.basename(parts.path) not in (".", ".."):
        return link
    at = len(parts.path)
    return f"{parts.path.rstrip('/')}/index.html{link[at:]}"


def _bundle_path(module: str) -> str:
    return f"{FOLDER}/{module.removesuffix('.js').replace('/', '-')}.js"


def bundle(assets: Path, entry: str) -> str:
    """One script with the module `entry` and all that it needs, as functions that the runtime calls."""
    found: dict[str, str] = {}
    todo = [entry, *(["search/worker.js"] if entry.startswith("search/") else [])]
    while todo:
        module = todo.pop()
        if module not in found:
            found[module], needed = _factory((assets / module).read_text("utf-8"), module)
            todo += needed
    run = f"reviewOffline.run({json.dumps(entry)});\n"
    return RUNTIME.read_text("utf-8") + "".join(found[name] for name in sorted(found)) + run


def _factory(text: str, module: str) -> tuple[str, list[str]]:
    """A module as a call of `define`, and the modules it imports."""
    needed: list[str] = []

    def named(what: str) -> str:
        needed.append(posixpath.normpath(posixpath.join(posixpath.dirname(module), what)))
        return json.dumps(needed[-1])

    def imported(found: re.Match[str]) -> str:
        names = (found["names"] or "").removeprefix("* as ").replace(" as ", ": ")
        return f"{f'const {names} = ' if names else ''}require({named(found['what'])});"

    exported = [name for found in _EXPORT.finditer(text) for group in found.groups() if group
                for name in re.split(r"\s*,\s*", group)]  # fmt: skip
    text = _IMPORT.sub(imported, text)
    text = _DYNAMIC.sub(lambda found: f"Promise.resolve().then(() => require({named(found['what'])}))", text)
    text = _EXPORT.sub("", text).replace("import.meta.url", "here")
    head = f"reviewOffline.define({json.dumps(module)}, (require, fetch, Worker, self, here) => {{\n"
    return f"{head}{text}\nreturn {{ {', '.join(exported)} }};\n}});\n", needed
