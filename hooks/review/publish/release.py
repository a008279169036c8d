"""Publish a built site: send, check, switch, look, and switch back when the server shows anything else."""

from __future__ import annotations

import base64
import hashlib
import re
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from review.publish.far import Refused, differences
from review.publish.manifest import Manifest, beside, parse_manifest, read_manifest, set_times
from review.publish.place import Destination

SAMPLES = 12
PART = re.compile(r"(headings/[^/]+|problems/[^/]+|ledger)/[^/]+/index\.html")


def publish(
    site: Path, to: Destination, *, url: str = "", keep: int = 5, again: bool = False, shrink: bool = False
) -> dict:
    """Publish a site that `review build` made.

    `keep` is the number of good releases kept beside the live one and the one before; `again` publishes a build
    that was rolled back; `shrink` is the explicit yes to fewer pages and to addresses that are gone.

    Returns {"live": id, "before": id or None, "probed": number of pages}. Raises Refused when anything is not as
    the manifest says, here, on the far side or through the server at `url`; then the live site is what it was.
    """
    manifest = built(site)
    set_times(site, manifest)
    if not shrink:
        compare(to.ask("live")["manifest"], manifest)
    if not to.ask("prepare", manifest.id, manifest.audience)["uploaded"]:
        to.send(site, manifest.id, "--delete")
        to.send(beside(site), manifest.id + ".json")
    done = to.ask("activate", manifest.id, "again" if again else "")
    wrong = list(probe(url, manifest)) if url else []
    if wrong:
        back(to, done)
        raise Refused("网站给出的内容与发布的不符，已换回原版本：\n" + "\n".join(wrong))
    to.ask("prune", str(keep))
    return done | {"probed": len(samples(manifest)) if url else 0}


def built(site: Path) -> Manifest:
    """The manifest of a site, after a look that the site still is what was built."""
    try:
        manifest = read_manifest(site)
    except FileNotFoundError:
        raise Refused(f"{site}: 没有构建清单。请先运行 review build，例如：review build --out {site}") from None
    wrong = list(differences(site, {"files": manifest.files}))
    if wrong:
        raise Refused("构建之后文件有变动，请重新构建：\n" + "\n".join(wrong[:20]))
    return manifest


def compare(live: dict | None, manifest: Manifest) -> None:
    """Refuse a site that lost more than a fifth of the live one's pages, or an address without saying so.

    Parts of a long list (…/2021/index.html below a heading or problem) come and go with the list.
    """
    if live is None:
        return
    before, now = parse_manifest(live).pages, manifest.pages
    if len(now) < 0.8 * len(before):
        raise Refused(f"页面由 {len(before)} 个减到 {len(now)} 个，少了两成以上；确属有意，请加 --shrink")
    lost = sorted(path for path in before - now if not PART.match(path) and not manifest.explains(path))
    if lost:
        more = f"\n另有 {len(lost) - 20} 个" if len(lost) > 20 else ""
        raise Refused("以下地址不再存在，请在 moved.yml 中写明去向，或加 --shrink：\n" + "\n".join(lost[:20]) + more)


def back(to: Destination, done: dict) -> None:
    """Undo a switch that proved wrong: the release before is live again, if there was another."""
    if done["before"] and done["before"] != done["live"]:
        to.ask("rollback", done["before"])


def samples(manifest: Manifest) -> list[str]:
    """The pages to look at after a switch: the home page and others at equal distances through the site."""
    pages = [path for path in manifest.files if path.endswith(".html") and path != "404.html"]
    step = max(1, len(pages) // SAMPLES)
    return sorted({"index.html", *pages[::step][:SAMPLES]} & set(pages))


def probe(url: str, manifest: Manifest) -> Iterator[str]:
    """Request the samples through the server; yields one line for each that is not the published bytes.

    A user and password in the url are sent as basic authentication.
    """
    parts = urllib.parse.urlsplit(url if url.endswith("/") else url + "/")
    base = parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()
    headers = {"Cache-Control": "no-cache"}
    if parts.username:
        login = f"{urllib.parse.unquote(parts.username)}:{urllib.parse.unquote(parts.password or '')}"
        headers["Authorization"] = "Basic " + base64.b64encode(login.encode()).decode()
    for path in samples(manifest):
        address = base + urllib.parse.quote(path.removesuffix("index.html"))
        try:
            with urllib.request.urlopen(urllib.request.Request(address, headers=headers), timeout=20) as answer:
                found = hashlib.sha256(answer.read()).hexdigest()
        except (urllib.error.URLError, OSError, ValueError) as error:
            yield f"{address}: {error}"
        else:
            if found != manifest.files[path]:
                yield f"{address}: 内容不是刚发布的版本"
