"""The far side of publishing: one file, Python 3.8 and the standard library, nothing of this project.

    python3 far.py DEST VERB [ARG]      prints one JSON object; exit 0 done, 1 refused, 3 locked

It is sent over ssh with each command, or installed on the server as a key's forced command:
`command="python3 /opt/review/far.py DEST",restrict ssh-ed25519 …`. Then the words asked for come in
SSH_ORIGINAL_COMMAND, only those below pass, and rsync is confined to DEST/incoming by rrsync.

    DEST/current             symlink to the live release
    DEST/releases/<id>/      a site that passed its manifest
    DEST/manifests/<id>.json its manifest: id, sequence, audience, files {path: sha256}
    DEST/incoming/<id>/      an upload, with its manifest incoming/<id>.json
    DEST/state.json          the audience of this place, when each release went live, the one held back
"""

import fcntl
import hashlib
import json
import os
import re
import shlex
import shutil
import sys
import time
from pathlib import Path

ABANDONED = 86400  # seconds an unfinished upload is left alone, since it may still be running
LARGEST = 1 << 26  # bytes of a manifest; one of 100,000 files has about 10 MB
ID = re.compile(r"\d{8}-\d{6}-[0-9a-f]{12}")
AUDIENCES = ("internal", "staff")
IN_PLACE = {"--inplace", "--append", "--write-devices"}  # would write through hard links into live files


class Refused(Exception):
    """The far side will not do this; the message says why, in Chinese."""


class Locked(Refused):
    """Another publication is at work here."""


def load(path, default):
    """What a JSON file holds; the default where there is no file."""
    try:
        return json.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return default


def uploaded(path, release):
    """An uploaded manifest. Raises Refused unless it is one of this release, whoever wrote it."""
    if path.is_symlink() or not path.is_file() or path.stat().st_size > LARGEST:
        raise Refused(f"{release}: 上传不完整，缺少清单")
    try:
        value = load(path, None)
        files = value["files"]
        sound = value["id"] == release and type(value["sequence"]) is int and value["audience"] in AUDIENCES
        sound = sound and all(type(word) is str for pair in files.items() for word in pair)
    except (AttributeError, KeyError, RecursionError, TypeError, ValueError):
        sound = False
    if not sound:
        raise Refused(f"{release}: 清单不对")
    return value


def save(path, value):
    """Write JSON so that a crash leaves the old file or the new one."""
    fresh = path.with_name(path.name + ".new")
    with open(fresh, "w", encoding="utf-8") as file:
        json.dump(value, file, ensure_ascii=False, sort_keys=True, indent=1)
        file.flush()
        os.fsync(file.fileno())
    os.replace(fresh, path)


def digest(path):
    """SHA-256 of a file, in hexadecimal."""
    with open(path, "rb") as file:
        value = hashlib.sha256()
        for block in iter(lambda: file.read(1 << 20), b""):
            value.update(block)
    return value.hexdigest()


def files_below(root):
    """Relative paths of all files below root.

    Raises Refused for links and special files: only plain files and folders are served.
    """
    folders = [""] if os.path.isdir(root) else []
    for folder in folders:  # which grow meanwhile
        for entry in list(os.scandir(os.path.join(root, folder))):
            path = folder + entry.name
            if entry.is_dir(follow_symlinks=False):
                folders.append(path + "/")
            elif entry.is_file(follow_symlinks=False):
                yield path
            else:
                raise Refused(f"{entry.path}: 只接受普通文件，发现链接或特殊文件")


def differences(root, manifest):
    """What differs between the tree and its manifest, in both directions, one line each."""
    wanted, found = manifest["files"], set(files_below(root))
    for path in sorted(found - set(wanted)):
        yield f"{path}: 清单中没有这个文件"
    for path in sorted(wanted):
        if path not in found:
            yield f"{path}: 文件缺失"
        elif digest(root / path) != wanted[path]:
            yield f"{path}: 内容与清单不符"


class Place:
    """A folder that sites are published to."""

    def __init__(self, dest):
        self.dest = Path(dest)
        self.current = self.dest / "current"
        self.releases, self.manifests, self.incoming = (self.dest / n for n in ("releases", "manifests", "incoming"))

    def __enter__(self):
        for folder in (self.releases, self.manifests, self.incoming):
            folder.mkdir(parents=True, exist_ok=True)
        self.lock = open(self.dest / "lock", "w")  # held until the process ends
        try:
            fcntl.flock(self.lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Locked("另一次发布正在进行，请稍后再试") from None
        self.state = {"audience": None, "live": [], "held": None, **load(self.dest / "state.json", {})}
        return self

    def __exit__(self, *_):
        self.lock.close()

    def live(self):
        """The release that is served; None before the first."""
        return os.path.basename(os.readlink(self.current)) if self.current.is_symlink() else None

    def manifest(self, release):
        """The manifest of a release kept here. Raises Refused where there is none."""
        value = load(self.manifests / (release + ".json"), None)
        if value is None or not (self.releases / release).is_dir():
            raise Refused(f"没有这个版本：{release}")
        return value

    def checked(self, root, manifest):
        """Raises Refused, with the first differences, unless the files below `root` are those of the manifest."""
        wrong = list(differences(root, manifest))
        if wrong:
            more = f"\n另有 {len(wrong) - 20} 处" if len(wrong) > 20 else ""
            raise Refused("\n".join(wrong[:20]) + more)

    def switch(self, release):
        """Make a release live: one rename of a symlink, so that a request sees the old one or the new one."""
        fresh = self.dest / "current.new"
        fresh.unlink(missing_ok=True)
        os.symlink(os.path.join("releases", release), fresh)
        self.state["live"].append({"id": release, "at": int(time.time())})
        save(self.dest / "state.json", self.state)
        os.sync()  # what is live must be whole after a power cut too
        os.replace(fresh, self.current)


def prepare(place, release, audience):
    """Get incoming/<id> ready: hard links to the live files, so that only what changed is sent."""
    if place.state["audience"] not in (None, audience):
        raise Refused(f"此处只发布 {place.state['audience']} 版，不能发布 {audience} 版")
    target, live = place.incoming / release, place.live()
    done = (place.releases / release).is_dir() and (place.manifests / (release + ".json")).is_file()
    if target.is_symlink():
        target.unlink()
    if not done and not target.is_dir() and live:
        shutil.copytree(place.releases / live, target, copy_function=os.link)
    target.mkdir(exist_ok=True)
    return {"live": live, "uploaded": done, "incoming": str(target)}


def activate(place, release, again=""):
    """Check an upload against its manifest and make it live; after a crash a rerun goes on where it stopped."""
    root, kept = place.releases / release, place.manifests / (release + ".json")
    sent = place.incoming / (release + ".json")
    if root.is_dir() and kept.is_file():
        manifest = load(kept, None)
    else:
        manifest, root = uploaded(sent, release), place.incoming / release
    if root.is_symlink() or not root.is_dir():
        raise Refused(f"{release}: 上传不完整，缺少文件")
    place.checked(root, manifest)
    live = place.live()
    if live and manifest["sequence"] < place.manifest(live)["sequence"]:
        raise Refused(f"{release} 比线上版本 {live} 旧，未发布")
    if release == place.state["held"] and again != "again":
        raise Refused(f"{release} 已被回退；确需再次发布，请加 --again")
    if place.state["audience"] not in (None, manifest["audience"]):
        raise Refused(f"此处只发布 {place.state['audience']} 版")
    if root.parent == place.incoming:
        save(kept, manifest)
        shutil.rmtree(place.releases / release, ignore_errors=True)  # what a removal cut short may have left
        os.rename(root, place.releases / release)
    shutil.rmtree(place.incoming / release, ignore_errors=True)
    sent.unlink(missing_ok=True)
    place.state.update(audience=manifest["audience"], held=None)
    if live != release:
        place.switch(release)
    return {"live": release, "before": live}


def releases(place):
    """Every release with its time and sequence, newest first."""
    last = {entry["id"]: entry["at"] for entry in place.state["live"]}
    rows = []
    for path in place.manifests.glob("*.json"):
        manifest = json.loads(path.read_text("utf-8"))
        rows.append(
            {
                "id": manifest["id"],
                "sequence": manifest["sequence"],
                "audience": manifest["audience"],
                "files": len(manifest["files"]),
                "published": last.get(manifest["id"]),
                "live": manifest["id"] == place.live(),
                "held": manifest["id"] == place.state["held"],
            }
        )
    return {"releases": sorted(rows, key=lambda row: (row["sequence"], row["id"]), reverse=True)}


def live(place):
    """The manifest of the live release, or null."""
    return {"manifest": place.manifest(place.live()) if place.live() else None}


def rollback(place, release=""):
    """Make an earlier release live again: the named one, or the one that was live before."""
    live = place.live()
    if not release:
        known = [e["id"] for e in place.state["live"] if (place.manifests / (e["id"] + ".json")).is_file()]
        release = next((id for id in reversed(known) if id != live), "")
    if not release:
        raise Refused("没有可以回退的版本")
    place.checked(place.releases / release, place.manifest(release))
    if release != live:
        place.state["held"] = live
        place.switch(release)
    return {"live": release, "before": live}


def verify(place, release=""):
    """Compare releases with their manifests: the named one or all."""
    names = [release] if release else [path.stem for path in sorted(place.manifests.glob("*.json"))]
    wrong = [f"{name}: {line}" for name in names for line in differences(place.releases / name, place.manifest(name))]
    if wrong:
        raise Refused("\n".join(wrong))
    return {"verified": names, "live": place.live()}


def remove(place, release):
    """Delete all that is kept of a release, also of its upload."""
    shutil.rmtree(place.releases / release, ignore_errors=True)
    (place.manifests / (release + ".json")).unlink(missing_ok=True)
    shutil.rmtree(place.incoming / release, ignore_errors=True)
    (place.incoming / (release + ".json")).unlink(missing_ok=True)


def purge(place, release):
    """Delete a release for good; the live one must be replaced first."""
    place.manifest(release)
    if release == place.live():
        raise Refused(f"{release} 正在线上，请先发布新版或回退，再清除")
    remove(place, release)
    place.state["live"] = [entry for entry in place.state["live"] if entry["id"] != release]
    save(place.dest / "state.json", place.state)
    return {"purged": release}


def prune(place, keep):
    """Keep the live release, the one before it and the newest `keep` others; drop abandoned uploads."""
    order = [row["id"] for row in releases(place)["releases"]]
    history = [entry["id"] for entry in place.state["live"]]
    held = [id for id in reversed(history) if id in order and id != place.live()][:1]
    safe = {place.live(), *held}
    others = [id for id in order if id not in safe]
    kept = safe.union(others[: int(keep)])
    gone = [id for id in order if id not in kept]
    for release in gone:
        remove(place, release)
    for path in place.incoming.iterdir():
        if path.stat().st_ctime < time.time() - ABANDONED:
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    for path in place.releases.iterdir():
        if path.name not in kept:
            shutil.rmtree(path)
    place.state["live"] = [entry for entry in place.state["live"] if entry["id"] in kept]
    save(place.dest / "state.json", place.state)
    return {"kept": sorted(kept - {None}), "removed": gone}


VERBS = {f.__name__: f for f in (live, prepare, activate, releases, rollback, verify, purge, prune)}
WORD = re.compile(rf"{ID.pattern}|{'|'.join(AUDIENCES)}|again|\d{{1,3}}")


def run(dest, verb, *words):
    """Do one verb in a place; returns its JSON object. Raises Refused."""
    if verb not in VERBS or not all(WORD.fullmatch(word) for word in words):
        raise Refused(f"不认识的命令：{' '.join((verb, *words))}")
    with Place(dest) as place:
        return VERBS[verb](place, *words)


def confined(dest, asked):
    """What a key with this forced command may ask for: one of the verbs, or rsync into DEST/incoming."""
    words = shlex.split(asked)
    if words[:2] == ["rsync", "--server"]:
        inside = str(Path(dest) / "incoming") + "/"
        if not words[-1].startswith(inside) or ".." in words[-1]:
            raise Refused("只能上传到 incoming")
        if IN_PLACE & set(words):
            raise Refused("不能就地改写文件")
        os.environ["SSH_ORIGINAL_COMMAND"] = shlex.join([*words[:-1], words[-1][len(inside) :]])
        os.execvp("rrsync", ["rrsync", "-wo", inside])
    if words[:2] != ["python3", "-"] or words[2:3] != [dest] or len(words) < 4:
        raise Refused("此密钥只能用于发布")
    return words[3:]


def main(argv):
    """DEST VERB …: print the answer as JSON; status 0 done, 1 refused, 3 another publication is at work."""
    try:
        dest, *words = argv
        if not words and "SSH_ORIGINAL_COMMAND" in os.environ:
            words = confined(dest, os.environ["SSH_ORIGINAL_COMMAND"])
        print(json.dumps(run(dest, *words), ensure_ascii=False))
    except Locked as error:
        print(json.dumps({"refused": str(error)}, ensure_ascii=False))
        return 3
    except (Refused, OSError, ValueError, TypeError) as error:
        print(json.dumps({"refused": str(error) or "用法：far.py DEST VERB"}, ensure_ascii=False))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
