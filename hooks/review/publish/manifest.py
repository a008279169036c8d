"""The manifest of a built site: what it is and every file of it, so that nothing else can be published."""

from __future__ import annotations

import hashlib
import json
import os
import time
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from review.publish.far import digest, files_below, named


@dataclass(frozen=True, kw_only=True, slots=True)
class Manifest:
    """A built site in words; `site.manifest.json` beside `site/`."""

    id: str
    """<day>-<time of the commit, UTC>-<12 hex digits of the files' hash>: equal for equal bytes."""
    sequence: int
    """Seconds since 1970 of the commit that was built; a later build has a larger one."""
    audience: str
    files: dict[str, str]
    """sha256 by path relative to the site."""
    gone: tuple[str, ...] = ()
    """Pages that were taken away on purpose, by moved.yml: digests, since a name may be what had to go."""

    def explains(self, path: str) -> bool:
        """Whether this page is gone on purpose."""
        return gone_digest(path) in self.gone

    @property
    def pages(self) -> set[str]:
        """The paths of its pages."""
        return {path for path in self.files if path.endswith(".html")}


def gone_digest(path: str) -> str:
    """What stands in a manifest for a page taken away."""
    return hashlib.sha256(path.encode()).hexdigest()[:16]


def beside(site: Path) -> Path:
    """Where the manifest of a built site stands."""
    return site.parent / f"{site.name}.manifest.json"


def make_manifest(site: Path, audience: str, sequence: int | None, gone: tuple[str, ...] = ()) -> Manifest:
    """Read every file of a built site; without a commit's time it counts as built now. `gone` are pages.

    Raises far.Refused for links and special files.
    """
    return manifest_of({path: digest(site / path) for path in files_below(site)}, audience, sequence, gone)


def manifest_of(
    digests: dict[str, str], audience: str, sequence: int | None, gone: tuple[str, ...] = ()
) -> Manifest:
    """The same of a site whose files have these SHA-256 digests, by path."""
    sequence = int(time.time()) if sequence is None else sequence
    files = dict(sorted(digests.items()))
    gone = tuple(map(gone_digest, gone))
    return Manifest(id=named(sequence, files), sequence=sequence, audience=audience, files=files, gone=gone)


def write_manifest(site: Path, manifest: Manifest) -> None:
    """Put the manifest beside the site it describes, whole or not at all."""
    fresh = beside(site).with_name(f".{beside(site).name}.new")
    fresh.write_text(_lines(manifest), "utf-8")
    fresh.chmod(0o644)
    os.replace(fresh, beside(site))


def _lines(manifest: Manifest) -> str:
    """Its JSON with a line for each file. The standard library's own lines take a second for ten thousand pages."""
    values = {field.name: getattr(manifest, field.name) for field in fields(manifest)} | {"files": {}}
    head, tail = json.dumps(values, ensure_ascii=False, indent=1).split(' "files": {}')
    files = ",\n  ".join(f"{json.dumps(path, ensure_ascii=False)}: \"{sha}\"" for path, sha in manifest.files.items())
    return f'{head} "files": {{\n  {files}\n }}{tail}'


def read_manifest(site: Path) -> Manifest:
    """The manifest of a built site.

    Raises FileNotFoundError when the site was not built by `review build`, ValueError when the file is none of ours.
    """
    return parse_manifest(json.loads(beside(site).read_text("utf-8")))


def parse_manifest(value: dict[str, Any]) -> Manifest:
    """A manifest from its JSON; `gone` is missing in old ones. Raises ValueError for anything else."""
    try:
        return Manifest(**value | {"gone": tuple(value.get("gone", ()))})
    except (AttributeError, TypeError):
        raise ValueError("no manifest") from None
