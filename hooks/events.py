"""What MkDocs calls. Each event hands plain arguments to `review`; this is the only file that imports mkdocs."""

from __future__ import annotations

import logging
import os
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.livereload import LiveReloadServer
from mkdocs.structure.files import File, Files, InclusionLevel

from review.publish import tree
from review.show.reader import FastReader

log = logging.getLogger("mkdocs.hooks.review")
DRAFTS = "REVIEW_DRAFTS"
"""Set while `mkdocs serve` runs: each rebuild loads this file anew, so it cannot remember."""
LISTED = 20
FOOTER = (("使用说明", "guide/index.md"), ("更新", "changes/index.md"))


def on_startup(*, command: str, dirty: bool) -> None:
    """Drafts are shown by `mkdocs serve` only, whatever the environment says."""
    os.environ[DRAFTS] = "1" if command == "serve" else ""


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """The pages' own Markdown is read by a reader that knows its few forms."""
    config.markdown_extensions.append(FastReader())
    config.theme.static_templates.discard("sitemap.xml")
    return config


def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    """Add the library's pages. Errors stop a build; a preview shows them and goes on without the bad files."""
    serving = bool(os.environ.get(DRAFTS))
    root = Path(config.config_file_path).parent / config.extra["library"]
    site = tree.read(root, config.extra["audience"], drafts=serving)
    _report(site, stop=not serving)
    folder = Path(config.config_file_path).parent / ".cache" / "pages" / tree.name(root, config.extra["audience"])
    for page, path in tree.write(site, folder):
        file = File.generated(config, page.src_uri, abs_src_path=str(path), inclusion=InclusionLevel.NOT_IN_NAV)
        file.edit_uri = page.edit_path
        files.append(file)
    config.extra["as_of"] = f"{site.library.as_of:%Y} 年 {site.library.as_of.month} 月 {site.library.as_of.day} 日"
    found = ((title, files.get_file_from_path(uri)) for title, uri in FOOTER)
    config.extra["footer"] = [(title, file.url) for title, file in found if file]
    return files


def on_serve(server: LiveReloadServer, *, config: MkDocsConfig, builder: object) -> LiveReloadServer:
    """Rebuild when a material, a term, a template or the theme changes."""
    home = Path(config.config_file_path).parent
    root = home / config.extra["library"]
    for folder in (root / "materials", root / "vocabulary", home / "hooks/review/templates", home / "overrides"):
        if folder.is_dir():
            server.watch(str(folder))
    return server


def _report(site: tree.Tree, *, stop: bool) -> None:
    if site.warnings:
        log.info("提醒 %d 条，`review check` 逐条列出。前几条：", len(site.warnings))
        for finding in site.warnings[:LISTED]:
            log.info("%s", finding)
    for finding in site.errors:
        log.error("%s", finding)
    if site.errors and stop:
        raise Abort(f"错误 {len(site.errors)} 条，没有生成网站。")
