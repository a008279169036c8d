"""What every page of a site depends on besides what it shows: the program, mkdocs.yml and what that names."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from review.keep.code import digest

KNOWN = {"site_name", "site_description", "site_author", "copyright", "repo_url", "repo_name", "edit_uri", "site_url"}
KNOWN |= {"theme", "extra", "plugins", "hooks", "nav", "extra_css", "extra_javascript", "docs_dir", "validation"}
"""Settings of which we know what they do: with any other, nothing is kept of a page."""
HOOKS = ["hooks/events.py"]
_ENV = re.compile(r"!ENV\s*(?:\[\s*)?[\"']?(\w+)")


class _Loader(yaml.SafeLoader):
    """Takes what MkDocs' own tags hold as it stands."""


_Loader.add_multi_constructor("!", lambda loader, suffix, node: suffix)
_Loader.add_multi_constructor("tag:", lambda loader, suffix, node: suffix)


def frame(site: Path, *more: object) -> str | None:
    """A digest of what all pages of the site at `site` have in common; None where mkdocs.yml is beyond what is known.

    Then a site is made anew by every build.
    """
    try:
        data = (site / "mkdocs.yml").read_bytes()
        settings = yaml.load(data, _Loader)
    except (OSError, yaml.YAMLError):
        return None
    if not isinstance(settings, dict) or not _is_known(settings):
        return None
    theme = settings.get("theme")
    folders = [theme["custom_dir"]] if isinstance(theme, dict) and "custom_dir" in theme else []
    named = sorted(set(_ENV.findall(data.decode("utf-8", "replace"))))
    files = [(name, content) for folder in (*folders, "hooks") for name, content in contents(site / str(folder))]
    return digest("frame", data, [(name, os.environ.get(name)) for name in named], files, *more)


def contents(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Every file below a folder that is no program of the package, in order: its path and content."""
    skipped = Path(__file__).parents[1]
    for home, folders, names in os.walk(folder):
        folders[:] = sorted(one for one in folders if Path(home, one).resolve() != skipped and one != "__pycache__")
        for name in sorted(names):
            path = Path(home, name)
            yield path.relative_to(folder).as_posix(), path.read_bytes()


def _is_known(settings: dict[Any, Any]) -> bool:
    theme = settings.get("theme")
    named = theme.get("name") if isinstance(theme, dict) else theme
    return (
        settings.keys() <= KNOWN
        and named == "review"
        and not settings.get("plugins")
        and settings.get("hooks") == HOOKS
        and settings.get("docs_dir", "docs") == "docs"
        and _is_titled(settings.get("nav"))
    )


def _is_titled(nav: object) -> bool:
    """Whether every page of the nav has its title there: else it is in the page, which each part would need."""
    if isinstance(nav, list):
        return all(isinstance(one, dict) and all(map(_is_titled, one.values())) for one in nav)
    return isinstance(nav, str)
