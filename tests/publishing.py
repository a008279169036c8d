"""Places that are published to, and sites as small as a release may be, for tests of what becomes of releases."""

import contextlib
import io
import json
import os
import shutil
from pathlib import Path

from review.publish import far
from review.publish.far import Refused
from review.publish.manifest import beside, make_manifest, write_manifest
from review.publish.place import Destination

FAR = Path(far.__file__)


class Nearby(Destination):
    """A folder whose far side answers in this process: all of far.py, but for starting Python, a tenth of a second."""

    def ask(self, verb, *words):
        said, mask = io.StringIO(), os.umask(0o022)
        os.umask(mask)
        try:
            with contextlib.redirect_stdout(said):
                far.main([self.path, verb, *filter(None, words)])
        finally:
            os.umask(mask)
        answer = json.loads(said.getvalue())
        if "refused" in answer:
            raise Refused(answer["refused"])
        return answer


def build(folder, sequence, word="甲", audience="internal", pages=6, size=0):
    """A site as `review build` leaves it: files and the manifest beside them."""
    shutil.rmtree(folder, ignore_errors=True)
    for n in range(pages):
        page = folder / (f"p{n}" if n else ".") / "index.html"
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(f"<p>{word} {n}</p>" + "填" * size, "utf-8")
    manifest = make_manifest(folder, audience, 1_700_000_000 + sequence)
    write_manifest(folder, manifest)
    return manifest


def send(folder, manifest, place):
    """Upload a site without making it live."""
    place.ask("prepare", manifest.id, "internal")
    place.send(folder, manifest.id, "--delete")
    place.send(beside(folder), manifest.id + ".json")


def shown(place, page="index.html"):
    """What a page of the live release says."""
    return (Path(place.path) / "current" / page).read_text("utf-8")
