"""Publish a built site: send, check, switch, look, and switch back when the server shows anything else."""

from __future__ import annotations

import base64
import hashlib
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from review.publish.far import Refused, differences, settle
from review.publish.manifest import Manifest, beside, parse_manifest, read_manifest
from review.publish.place import Destination
from review.show.addresses import follows

SAMPLES = 12


def publish(
    site: Path, to: Destination, *, url: str = "", keep: int = 5, again: bool = False, shrink: bool = False
) -> dict[str, Any]:
    """Publish a site that `review build` made.

    `keep` is the number of good releases kept beside the live one and the one before; `again` publishes a build
    that was rolled back; `shrink` is the explicit yes to fewer pages and to addresses that are gone.

    Returns {"live": id, "before": id or None, "probed": number of pages}; "overtaken" by the id of a newer release
    that went live before this one was looked at, "left" what old releases could not be deleted. Raises Refused when
    anything is not as the manifest says, here, on the far side or through the server at `url`; then what was live
    before is live again, unless a newer one is.
    """
    manifest = built(site)
    settle(site, manifest.files)
    there = to.ask("live")
    if "turn" not in there:
        raise Refused(f"{to} 用的 far.py 是旧的，请把新的再拷过去")
    if not shrink:
        compare(there["manifest"], manifest)
    send(site, manifest, to)
    done = to.ask("activate", manifest.id, "again" if again else "")
    overtaken = look(url, manifest, to, done["turn"]) if url else ""
    left = to.ask("prune", str(keep))["left"]
    result = {"live": manifest.id, "before": done["before"], "probed": len(samples(manifest)) if url else 0}
    return result | ({"overtaken": overtaken} if overtaken else {}) | ({"left": left} if left else {})


def send(site: Path, manifest: Manifest, to: Destination) -> None:
    """Upload a site, unless it is there: another publication of the same build may also be the faster one."""
    if to.ask("prepare", manifest.id, manifest.audience)["uploaded"]:
        return
    try:
        to.send(site, manifest.id, "--delete")
        to.send(beside(site), manifest.id + ".json")
    except Refused:
        if not to.ask("prepare", manifest.id, manifest.audience)["uploaded"]:
            raise


def look(url: str, manifest: Manifest, to: Destination, turn: int) -> str:
    """Look at a release through the server, and go back to the one before where that shows anything else.

    What others made live meanwhile stays: their publication looks at it. Returns its id, empty where this one is
    live. Raises Refused after going back.
    """
    while wrong := list(probe(url, manifest)):
        now = to.ask("undo", manifest.id, str(turn))
        if now["own"]:
            back = f"已换回原版本 {now['live']}" if now["live"] != manifest.id else "之前没有别的版本，这一版仍在线上"
            raise Refused(f"网站给出的内容与发布的不符，{back}：\n" + "\n".join(wrong))
        if now["live"] != manifest.id:
            newer: str = now["live"]
            return newer
        turn = now["turn"]  # another was live for a while: what was seen may have been its pages
    return ""


def built(site: Path) -> Manifest:
    """The manifest of a site, after a look that the site still is what was built."""
    try:
        manifest = read_manifest(site)
    except FileNotFoundError:
        raise Refused(f"{site}: 没有构建清单。请先运行 review build，例如：review build --out {site}") from None
    except (OSError, ValueError):
        raise Refused(f"{beside(site)}: 不是构建清单。请重新构建，例如：review build --out {site}") from None
    wrong = list(differences(site, manifest.files))
    if wrong:
        raise Refused("构建之后文件有变动，请重新构建：\n" + "\n".join(wrong[:20]))
    return manifest


def compare(live: dict[str, Any] | None, manifest: Manifest) -> None:
    """Refuse a site that lost more than a fifth of the live one's pages, or an address without saying so.

    Pages that follow from the materials come and go with them: who takes a material back, as after a leak, has to
    name that one's address and no other.
    """
    if live is None:
        return
    before, now = parse_manifest(live).pages, manifest.pages
    if len(now) < 0.8 * len(before):
        raise Refused(f"页面由 {len(before)} 个减到 {len(now)} 个，少了两成以上；确属有意，请加 --shrink")
    lasting = (path for path in before - now if not follows(path.removesuffix("index.html")))
    lost = sorted(path for path in lasting if not manifest.explains(path))
    if lost:
        more = f"\n另有 {len(lost) - 20} 个" if len(lost) > 20 else ""
        raise Refused("以下地址不再存在，请在 moved.yml 中写明去向，或加 --shrink：\n" + "\n".join(lost[:20]) + more)


def samples(manifest: Manifest) -> list[str]:
    """The pages to look at after a switch: the home page and others at equal distances through the site."""
    pages = [path for path in manifest.files if path.endswith(".html") and path != "404.html"]
    step = max(1, len(pages) // SAMPLES)
    return sorted({"index.html", *pages[::step][:SAMPLES]} & set(pages))


def probe(url: str, manifest: Manifest) -> Iterator[str]:
    """Request the samples through the server; yields one line for each that is not the published bytes.

    A user and password in the url are sent as basic authentication; where they are wrong, that is all it says.
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
            if isinstance(error, urllib.error.HTTPError) and error.code in (401, 403):
                yield f"{base}: 服务器要登录（{error.code}）：网址里没有账号，或账号、口令不对，例：http://账号:口令@主机/"
                return
            yield f"{address}: {error}"
        else:
            if found != manifest.files[path]:
                yield f"{address}: 内容不是刚发布的版本"
