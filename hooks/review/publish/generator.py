"""All that knows MkDocs: what it calls, each event with plain arguments for `review`, and how it is run over a part."""

from __future__ import annotations

import io
import logging
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, cast
from urllib.parse import quote

from jinja2 import Environment
from markupsafe import Markup, escape
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.config_options import ExtraScriptValue
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, MkDocsException
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page, _HTMLHandler
from mkdocs.structure.toc import get_toc
from mkdocs.utils.templates import TemplateContext

from review import model
from review.examine.library import Examined, examine
from review.keep.compiled import CompiledTemplates
from review.keep.folder import of_library
from review.project import project
from review.publish import part, tree
from review.publish.aside import Aside
from review.publish.contents import anchor_ids, headings
from review.publish.facts import Reader
from review.publish.forge import Forge, read_forge, report_to
from review.publish.output import Output, outputs
from review.publish.sanitise import sanitise
from review.publish.settings import CHECKED, EXTENSIONS, SCRIPTS, SETTINGS, STAFF, STYLES, TEMPLATES, wrong_settings
from review.relate.library import uncollected
from review.show import addresses, search
from review.show.pages import families

if TYPE_CHECKING:
    from mkdocs.structure.toc import _TocToken

log = logging.getLogger("mkdocs.hooks.review")
LISTED = 20
"""Remarks that a build prints."""


# MkDocs looks for anchors with Python's HTML parser, which (3.11) raises AssertionError at `<![` wherever it stands,
# in code too. It is three characters of text to whom looks for anchors.
_HTMLHandler.parse_marked_section = lambda _, at: at + 3


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """What all sites of materials have in common, so that an upgrade of the package needs no edit of mkdocs.yml."""
    home = Path(config.config_file_path).parent
    if faults := [*wrong_settings(config.extra, home)]:
        raise Abort("\n".join(faults))
    for key, usual in SETTINGS.items():
        config.extra.setdefault(key, usual)
    config.extra["forge"] = read_forge(str(config.extra["git"] or ""))
    config.extra["report_to"] = report_to(str(config.extra["report"] or ""), config.extra["forge"])
    if config.extra["audience"] == "staff":
        config.nav = [*(config.nav or ()), *STAFF]
    config.extra_css = [*STYLES, *config.extra_css]
    config.extra_javascript = [*map(_module, SCRIPTS), *config.extra_javascript]
    config.markdown_extensions += [name for name in EXTENSIONS if name not in config.markdown_extensions]
    for name, settings in EXTENSIONS.items():
        config.mdx_configs[name] = {**settings, **config.mdx_configs.get(name, {})}
    for what, kinds in CHECKED.items():
        for kind in kinds:
            config.validation[what][kind] = logging.WARNING
    # The theme's inline scripts then are the same on every page, so a content security policy can name their hashes.
    config.extra["scope"] = "/"
    config.extra["aside"] = Aside(home / ".cache")
    if (asked := part.current()) and not asked.beside:
        config.theme.get_env = partial(_without_files, config.theme.get_env)  # type: ignore[method-assign]
    return config


def _without_files(made: Callable[[], Environment]) -> Environment:
    """A theme's environment that does not look for the theme's ten thousand icons, as a part has no use for them."""
    env = made()
    env.list_templates = lambda *_, **__: []  # type: ignore[method-assign]
    return env


def _module(path: str) -> ExtraScriptValue:
    script = ExtraScriptValue(path)
    script.type = "module"
    return script


def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    """Add the library's pages. Errors stop a build."""
    for file in [one for one in files if one.src_dir == config.docs_dir and not one.is_documentation_page()]:
        files.remove(file)  # of what is no page only what was found sound is shown
    if asked := part.current():
        return _files_of(asked, files, config)
    root = Path(config.config_file_path).parent / config.extra["library"]
    with uncollected(stays=True):
        site = examine(root, config.extra["audience"], kept=of_library("readings", root), told=True)
    _report(site)
    folder = Path(config.config_file_path).parent / ".cache" / "pages" / tree.name(root, config.extra["audience"])
    every = tuple(families(site.library))
    for page, path in _written(site, folder, every):
        file = File.generated(config, page.src_uri, abs_src_path=str(path), inclusion=InclusionLevel.NOT_IN_NAV)
        file.edit_uri = page.edit_path
        files.append(file)
    for uri, data in (*tree.pictures(site, root), *tree.docs_pictures(), *tree.data_files(every)):
        files.append(File.generated(config, uri, content=data))
    for uri, _, made in tree.word_files(site, root) if config.extra["word"] else ():
        files.append(File.generated(config, uri, content=made()))
    config.extra["searched"] = site.library
    _frame(files, part.day(site.library.as_of), config)
    return files


def _frame(files: Files, as_of: str, config: MkDocsConfig) -> None:
    """What the frame of every page says besides its own."""
    found = ((title, files.get_file_from_path(uri)) for title, uri in part.FOOTER)
    config.extra["as_of"] = as_of
    config.extra["footer"] = [(title, file.url) for title, file in found if file]


def _files_of(asked: part.Part, files: Files, config: MkDocsConfig) -> Files:
    """The pages of a part, which know of all others what they are called."""
    known = KnownFiles(files, asked, config)
    if asked.beside:
        for uri, data in tree.docs_pictures():
            known.replace(File.generated(config, uri, content=data))
    for page in asked.pages:
        file = File.generated(config, page.src_uri, content=page.text, inclusion=InclusionLevel.NOT_IN_NAV)
        file.edit_uri = page.edit_path
        known.replace(file)
    _frame(known, asked.as_of, config)
    return known


def on_env(env: Environment, *, config: MkDocsConfig, files: Files) -> None:
    """No sitemap: nobody crawls an intranet. Not earlier, as a file that is no template would be copied as it is."""
    config.theme.static_templates.discard("sitemap.xml")
    env.bytecode_cache, env.auto_reload = CompiledTemplates(), False  # every page includes some 25 of them


def on_post_build(*, config: MkDocsConfig) -> None:
    """Write the search index; segments without a change come from the cache. It is no page, and so of no part."""
    if part.current():
        return
    home = Path(config.config_file_path).parent
    name = tree.name(home / config.extra["library"], config.extra["audience"])
    search.write_index(config.extra["searched"], Path(config.site_dir), home / ".cache" / "search" / name)


def on_page_markdown(markdown: str, *, page: Page, **_: object) -> None:
    """A page's Markdown is about to be read, which needs no reading where it is HTML, as the library's pages are.

    Pages that scripts fill have templates of their own; under another generator they are the words they hold.
    """
    if page.file.generated_by and markdown.startswith("<"):
        page.render = partial(_render, page)  # type: ignore[method-assign]
    if template := TEMPLATES.get(page.file.src_uri):
        page.meta["template"] = template


def on_page_content(html: str, *, page: Page, config: MkDocsConfig, **_: object) -> str:
    """What people write in docs/ may hold HTML; the library's own pages hold text, escaped.

    A page then waits aside until its turn to be written; of its text only the title is needed any more.
    """
    config.extra["aside"].put(page.file.src_uri, html if page.file.generated_by else sanitise(html))
    page.title, page.markdown = page_title(page), None
    if words := page.meta.get("description"):
        page.meta["description"] = escape(words)  # the theme writes it as it is
    return ""


def page_title(page: Page) -> str:
    """A page's title as text, for templates to escape: MkDocs has one of front matter or the nav as text, else HTML."""
    given = "title" in page.meta or "title" in vars(page)
    return str(page.title) if given else Markup(page.title).striptags()


def on_page_context(context: TemplateContext, *, page: Page, config: MkDocsConfig, **_: object) -> None:
    """The page's turn, with the file that it shows and where that is edited."""
    shown: str | None = page.file.edit_uri if page.file.generated_by else f"docs/{page.file.src_uri}"
    path, line = ((shown or "") + "#").split("#")[:2]
    forge: Forge | None = config.extra["forge"]
    # What the templates of the theme know beyond what MkDocs gives them.
    cast(dict[str, object], context).update(source=path, edit=forge.edit(path, line) if forge and path else "")
    if config.extra["word"] and page.file.generated_by and path.startswith("materials/"):
        id = page.file.src_uri.removeprefix("materials/").removesuffix(".md")
        cast(dict[str, object], context)["word"] = quote(addresses.word(id))
    page.content = config.extra["aside"].take(page.file.src_uri)


def on_post_page(output: str, *, page: Page, **_: object) -> str:
    """MkDocs would keep the content to the end. A page of a part is taken here: a file for it would only be read again,
    and to make and remove its folder takes longer than to write the page."""
    page.content = None
    if not (asked := part.current()):
        return output
    asked.written[page.file.dest_uri] = output.encode("utf-8", errors="xmlcharrefreplace")
    return ""


def _written(site: Examined, folder: Path, every: Iterable[model.Family]) -> Iterator[tuple[model.Page, Path]]:
    try:
        yield from tree.write_tree(site, folder, every)
    except tree.Clash as clash:
        log.error("%s", clash.finding)
        raise Abort("没有生成网站。") from None


def _report(site: Examined) -> None:
    if site.warnings:
        log.info("提醒 %d 条，`review check` 逐条列出。前几条：", len(site.warnings))
        for finding in site.warnings[:LISTED]:
            log.info("%s", finding)
    for finding in site.errors:
        log.error("%s", finding)
    if site.errors:
        raise Abort(f"错误 {len(site.errors)} 条，没有生成网站。")


class KnownFiles(Files):
    """The files of a part. Those of the whole site are found by their path as well, but are not made."""

    def __init__(self, files: Files, asked: part.Part, config: MkDocsConfig) -> None:
        super().__init__(files if asked.beside else ())
        self.others = {} if asked.beside else {file.src_uri: file for file in files}
        self.asked, self.config = asked, config

    def replace(self, file: File) -> None:
        """Add a file, in the place of one with its path."""
        self._src_uris[file.src_uri] = file

    def get_file_from_path(self, path: str) -> File | None:
        """The file with this source."""
        uri = PurePath(path).as_posix()
        if found := self._src_uris.get(uri) or self.others.get(uri):
            return found
        self.asked.asked[uri] = uri in self.asked.sources
        if uri in self.asked.sources:
            self.others[uri] = File.generated(self.config, uri, content="", inclusion=InclusionLevel.NOT_IN_NAV)
        return self.others.get(uri)


def _render(page: Page, config: MkDocsConfig, files: Files) -> None:
    """Do for a page that is HTML already what `Page.render` does for others."""
    page.content, found = headings(page.markdown or "")
    page.toc = get_toc(cast("list[_TocToken]", found))
    page.present_anchor_ids, page.links_to_anchors = anchor_ids(page.content), {}


@dataclass(frozen=True, kw_only=True, slots=True)
class Made:
    """What became of a part."""

    files: tuple[Output, ...] = ()
    said: tuple[str, ...] = ()
    """What MkDocs complained of, a line each as it prints them; then there are no files."""
    asked: dict[str, bool] = field(default_factory=dict)
    unit: str = ""
    """What its files are in the site together; empty where each is a page, or beside them."""
    entered: dict[str, bytes] = field(default_factory=dict)
    """Of a part of the search index: who was not kept yet, as KeptEntrants has it."""


def make(asked: part.Part) -> Made:
    """Make the pages of a part, strictly."""
    files: list[Output] = []
    led: dict[str, bool] = {}
    for piece in asked.pieces():
        with tempfile.TemporaryDirectory(prefix="review-part-") as folder:
            out = Path(folder) / "site"
            if said := tuple(_built(piece, out)):
                return Made(said=said)
            reader = Reader() if asked.judged else None
            for name, data in _files(piece, out):
                files += outputs(name, data, reader, asked.built)
        led |= piece.asked
    return Made(files=tuple(files), asked=led)


def _files(asked: part.Part, out: Path) -> Iterator[tuple[str, bytes]]:
    """What was made of a part: pages, and beside them what the generator wrote."""
    wanted = {html_path(page.src_uri) for page in asked.pages}
    for name in sorted(asked.written):
        if asked.beside or name in wanted:
            yield name, asked.written.pop(name)
    if asked.beside:
        for path in sorted(path for path in out.rglob("*") if path.is_file()):
            yield path.relative_to(out).as_posix(), path.read_bytes()


def html_path(uri: str) -> str:
    """Where MkDocs puts a page: units/index.html for units/index.md, units/x/index.html for units/x.md."""
    return f"{addresses.shown_at(uri)}/index.html".lstrip("/")


def _built(asked: part.Part, out: Path) -> Iterator[str]:
    lines, logger = _Lines(), logging.getLogger("mkdocs")
    logger.addHandler(lines)
    try:
        with part.making(asked), _environment(asked), redirect_stdout(io.StringIO()):
            config = load_config(str(project() / "mkdocs.yml"), site_dir=str(out), strict=True)
            config.plugins.on_startup(command="build", dirty=False)
            try:
                build(config)
            finally:
                config.plugins.on_shutdown()
    except (MkDocsException, SystemExit) as error:
        yield from lines.found or [str(error)]
    finally:
        logger.removeHandler(lines)


class _Lines(logging.Handler):
    """Warnings and errors as MkDocs prints them."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.found: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.found.append(f"{record.levelname} -  {record.getMessage()}")


@contextmanager
def _environment(asked: part.Part) -> Iterator[None]:
    """What mkdocs.yml takes from the environment."""
    ours = {"REVIEW_LIBRARY": str(asked.root), "REVIEW_AUDIENCE": asked.audience, "NO_MKDOCS_2_WARNING": "1"}
    before = {name: os.environ.pop(name, None) for name in ours}
    os.environ.update(ours)
    try:
        yield
    finally:
        for name, value in before.items():
            del os.environ[name]
            if value is not None:
                os.environ[name] = value
