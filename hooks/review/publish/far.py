"""The far side of publishing: one file, Python 3.8 and the standard library, nothing of this project.

    python3 far.py DEST VERB [ARG]      prints one JSON object; exit 0 done, 1 refused, 3 locked

It is sent over ssh with each command, or installed on the server as a key's forced command:
`command="python3 /opt/review/far.py DEST",restrict ssh-ed25519 …`. Then the words asked for come in
SSH_ORIGINAL_COMMAND, only those below pass, and rsync is confined to DEST/incoming by rrsync.

    DEST/current             symlink to the live release
    DEST/releases/<id>/      a site that passed its manifest
    DEST/manifests/<id>.json its manifest: id, sequence, audience, files {path: sha256}
    DEST/incoming/<id>/      an upload, with its manifest incoming/<id>.json
    DEST/state.json          the audience of this place, when each release went live, the one held back, and how
                             often was switched

One file although it is long: an administrator copies it to the server, and can read there all that a key may do. Parts
joined on the way would need a step to join them, and lines that stand nowhere in the source.

Everything here has mode 0644, folders 0755, whatever the umask: a web server of another user must read it.
"""

from __future__ import annotations

import contextlib
import errno
import fcntl
import hashlib
import inspect
import json
import os
import re
import shlex
import shutil
import stat
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypedDict, cast

ABANDONED = 86400  # seconds an unfinished upload is left alone, since it may still be running
LARGEST = 1 << 26  # bytes of a manifest; one of 100,000 files has about 10 MB
WAIT = 30  # seconds that a command waits for another to end; to check and switch takes a few
SHOWN = 20  # lines that are said of one release
EARLIEST = 946684800  # a sequence is the time of a commit: not before 2000
AHEAD = 2 * 86400  # seconds that the clock of the builder may be before ours; later ones would shut out all that follow
FILE, FOLDER = 0o644, 0o755
ID = re.compile(r"\d{8}-\d{6}-[0-9a-f]{12}")
UPLOADED = re.compile(rf"{ID.pattern}(?:\.json)?|\.{ID.pattern}\.json\.\w{{6}}")
"""Names of uploads, and of a manifest that rsync did not end."""
DIGEST = re.compile(r"[0-9a-f]{64}")
AUDIENCES = ("internal", "staff")
UPLOAD = re.compile(r"-[vrcOze]+(?:\.[A-Za-z.]*)?|--delete(?:-during|-before|-after|-delay)?")
"""What rsync may be asked for: nothing that writes, or sets modes or times, through hard links into live files."""
OURS = ("state.json", "lock", "releases", "manifests", "incoming")
"""What each place has, from the first command on."""

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import TypeAlias

Answer: TypeAlias = "dict[str, Any]"
"""What a verb says: a JSON object."""


class Manifest(TypedDict):
    """What a release is, as its manifest says."""

    id: str
    sequence: int
    audience: str
    files: dict[str, str]


class Switch(TypedDict):
    """When a release went live, in seconds since 1970."""

    id: str
    at: int


class State(TypedDict):
    """What is remembered of a place."""

    audience: str | None
    live: list[Switch]
    held: str | None
    turn: int


class Refused(Exception):
    """The far side will not do this; the message says why, in Chinese."""


class Locked(Refused):
    """Another publication is at work here."""


def load(path: Path, default: Any) -> Any:
    """What a JSON file holds; the default where there is no file. Raises Refused where it is no JSON."""
    try:
        return json.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return default
    except (OSError, RecursionError, ValueError):
        raise Refused(f"{path.name}: 读不出来，不是发布的清单或状态") from None


def named(sequence: int, files: dict[str, str]) -> str:
    """What a site of these files is called: <day>-<time, UTC>-<12 digits of the files' hash>."""
    whole = hashlib.sha256("".join(f"{files[path]}  {path}\n" for path in sorted(files)).encode())
    return time.strftime("%Y%m%d-%H%M%S", time.gmtime(sequence)) + "-" + whole.hexdigest()[:12]


def moment(value: str) -> int:
    """The modification time of a file of this digest.

    A web server makes ETag and Last-Modified from time and size; were all times equal, an edit that keeps the
    size would be answered 304 Not Modified (measured on nginx 1.22). 2001 to 2010, so none lies in the future.
    """
    return 10**9 + int(value[:8], 16) % 2**28


def sound(value: Any, release: str) -> bool:
    """Whether this is the manifest of this release, whoever wrote it."""
    try:
        files, sequence = value["files"], value["sequence"]
        return bool(
            value["id"] == release == named(sequence, files)
            and type(sequence) is int
            and value["audience"] in AUDIENCES
            and "index.html" in files
            and all(DIGEST.fullmatch(digest) and ".." not in path.split("/") for path, digest in files.items())
        )
    except (AttributeError, KeyError, OSError, OverflowError, TypeError, ValueError):
        return False


def uploaded(path: Path, release: str) -> Manifest:
    """An uploaded manifest. Raises Refused unless it is one of this release."""
    if path.is_symlink() or not path.is_file() or path.stat().st_size > LARGEST:
        raise Refused(f"{release}: 上传不完整，缺少清单")
    value = load(path, None)
    if not sound(value, release):
        raise Refused(f"{release}: 清单不对")
    if not EARLIEST < value["sequence"] < time.time() + AHEAD:
        when, now = (time.strftime("%Y-%m-%d", time.localtime(t)) for t in (value["sequence"], time.time()))
        raise Refused(f"{release}: 版本的时间是 {when}，服务器上今天是 {now}；请校对两边的时钟")
    return cast(Manifest, value)


def save(path: Path, value: object) -> None:
    """Write JSON so that a crash leaves the old file or the new one."""
    fresh = path.with_name(path.name + ".new")
    with open(fresh, "w", encoding="utf-8") as file:
        json.dump(value, file, ensure_ascii=False, sort_keys=True, indent=1)
        file.flush()
        os.fsync(file.fileno())
    os.replace(fresh, path)


def digest(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    with open(path, "rb") as file:
        value = hashlib.sha256()
        for block in iter(lambda: file.read(1 << 20), b""):
            value.update(block)
    return value.hexdigest()


def files_below(root: Path) -> Iterator[str]:
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


def look(root: Path) -> tuple[dict[str, os.stat_result], list[str]]:
    """Files and folders below root by path, folders with a slash at the end, with their stat.

    Nothing is followed and nothing is raised: a second value lists what is neither, or cannot be opened.
    """
    found: dict[str, os.stat_result] = {}
    wrong: list[str] = []
    folders = [""]
    for folder in folders:  # which grow meanwhile
        try:
            found[folder] = os.lstat(os.path.join(root, folder))
            entries = sorted(os.scandir(os.path.join(root, folder)), key=lambda entry: entry.name)
        except OSError as error:
            wrong.append(f"{folder or '.'}: 打不开（{error.strerror}）")
            continue
        if not entries:
            wrong.append(f"{folder or '.'}: 空文件夹")
        for entry in entries:
            path = folder + entry.name
            if entry.is_dir(follow_symlinks=False):
                folders.append(path + "/")
            elif entry.is_file(follow_symlinks=False):
                found[path] = entry.stat(follow_symlinks=False)
            else:
                wrong.append(f"{path}: 只接受普通文件，发现链接或特殊文件")
    return found, wrong


def differences(root: Path, wanted: dict[str, str]) -> Iterator[str]:
    """What differs between the tree and the files of its manifest, in both directions, one line each."""
    found, wrong = look(root)
    yield from wrong
    yield from _differences(root, {path for path in found if path and path[-1] != "/"}, wanted)


def _differences(root: Path, found: set[str], wanted: dict[str, str]) -> Iterator[str]:
    for path in sorted(found - set(wanted)):
        yield f"{path}: 清单中没有这个文件"
    for path in sorted(wanted):
        if path not in found:
            yield f"{path}: 文件缺失"
            continue
        try:
            same = digest(root / path) == wanted[path]
        except OSError as error:
            yield f"{path}: 打不开（{error.strerror}）"
        else:
            if not same:
                yield f"{path}: 内容与清单不符"


def settle(root: Path, files: dict[str, str]) -> None:
    """Set modes and times of a tree of plain files that is as its manifest says."""
    for folder, _, _ in os.walk(root):
        os.chmod(folder, FOLDER)
    for path, value in files.items():
        os.chmod(os.path.join(root, path), FILE)
        os.utime(os.path.join(root, path), (moment(value), moment(value)))


def unsettled(root: Path, manifest: Manifest, said: set[str]) -> Iterator[str]:
    """Modes and times of a tree that are not as `settle` leaves them, one line each.

    Of a path in `said`, of which more was said already, no time: a change of content changes it too.
    """
    for path, found in sorted(look(root)[0].items()):
        mode, wanted = stat.S_IMODE(found.st_mode), FOLDER if path[-1:] in ("", "/") else FILE
        if mode != wanted:
            yield f"{path or '.'}: 权限是 {mode:04o}，应为 {wanted:04o}"
        value = manifest["files"].get(path)
        if value and path not in said and int(found.st_mtime) != moment(value):
            yield f"{path}: 时间被改过"


def drop_empty(root: Path) -> None:
    """Remove the folders below root that hold nothing."""
    for folder, _, _ in os.walk(root, topdown=False):
        if folder != str(root) and not os.listdir(folder):
            os.rmdir(folder)


def clear(path: Path) -> list[str]:
    """Delete a file, link or folder; returns a line for each thing that is still there afterwards, after a look."""
    if os.path.isdir(path) and not os.path.islink(path):
        for folder, folders, _ in os.walk(path):
            for entry in (folder, *(os.path.join(folder, name) for name in folders)):
                with contextlib.suppress(OSError):  # one that may not be listed is not emptied either
                    os.chmod(entry, FOLDER) if not os.path.islink(entry) else None
        shutil.rmtree(path, ignore_errors=True)
    left = [line for entry in _leaves(path) for line in _deleted(entry)]
    return left or ([f"{path}: 还在"] if os.path.lexists(path) else [])


def _leaves(path: Path) -> Iterator[str]:
    """What is still there, the inner first; nothing is followed."""
    if os.path.isdir(path) and not os.path.islink(path):
        for folder, folders, files in os.walk(path, topdown=False):
            yield from (os.path.join(folder, entry) for entry in (*files, *folders))
    if os.path.lexists(path):
        yield str(path)


def _deleted(path: str) -> Iterator[str]:
    """Delete a file, a link or an empty folder; a line where that fails, but none for a folder that is not empty."""
    try:
        os.rmdir(path) if os.path.isdir(path) and not os.path.islink(path) else os.unlink(path)
    except OSError as error:
        if error.errno not in (errno.ENOENT, errno.ENOTEMPTY):
            yield f"{path}: 删不掉（{error.strerror}）"


def some(lines: list[str]) -> str:
    """At most so many lines as are read, and how many more there are."""
    return "\n".join(lines[:SHOWN]) + (f"\n另有 {len(lines) - SHOWN} 处" if len(lines) > SHOWN else "")


class Place:
    """A folder that sites are published to."""

    def __init__(self, dest: str) -> None:
        self.dest = Path(dest)
        self.current = self.dest / "current"
        self.releases, self.manifests, self.incoming = (self.dest / n for n in ("releases", "manifests", "incoming"))

    def begun(self) -> Place:
        """This place. Raises Refused where nothing was ever published to, as in a folder whose name is mistyped."""
        if not self.manifests.is_dir():
            raise Refused(f"{self.dest}: 没有发布过网站；请核对路径，例：/srv/review/internal")
        return self

    def __enter__(self) -> Place:
        os.umask(0o022)
        foreign = [name for name in (*OURS[1:], "current") if os.path.lexists(self.dest / name)]
        if foreign and not (self.dest / OURS[0]).is_file() and not set(OURS[1:]) <= set(foreign):
            names = "、".join(foreign)
            raise Refused(f"{self.dest}: 里面的 {names} 不是发布建的，没有动。请换一个文件夹，例：/srv/review/internal")
        for folder in (self.releases, self.manifests, self.incoming):
            folder.mkdir(parents=True, exist_ok=True)
        self.lock = open(self.dest / "lock", "w")  # held until the process ends
        end = time.monotonic() + WAIT
        while not self.locked():
            if time.monotonic() > end:
                raise Locked("另一次发布正在进行，请稍后再试")
            time.sleep(0.05)
        return self.read()

    def read(self) -> Place:
        """This place with what is remembered of it; out of `with`, others may change it meanwhile."""
        empty: State = {"audience": None, "live": [], "held": None, "turn": 0}
        self.state = cast(State, dict(empty, **load(self.dest / "state.json", {})))
        return self

    def locked(self) -> bool:
        """Whether this place is now ours alone."""
        with contextlib.suppress(BlockingIOError):
            fcntl.flock(self.lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return True
        return False

    def __exit__(self, *_: object) -> None:
        self.lock.close()

    def live(self) -> str | None:
        """The release that is served; None before the first, and where `current` is none of our links."""
        if not self.current.is_symlink():
            return None
        folder, _, release = os.readlink(self.current).rpartition("/")
        return release if folder == self.releases.name and ID.fullmatch(release) else None

    def has(self, release: str) -> bool:
        """Whether a release is kept here, in a folder of its own, with its manifest."""
        root = self.releases / release
        return root.is_dir() and not root.is_symlink() and (self.manifests / (release + ".json")).is_file()

    def manifest(self, release: str) -> Manifest:
        """The manifest of a release kept here. Raises Refused where there is none."""
        if not self.has(release):
            raise Refused(f"没有这个版本：{release}")
        value = load(self.manifests / (release + ".json"), None)
        if not sound(value, release):
            raise Refused(f"{release}: 清单不对")
        return cast(Manifest, value)

    def kept(self) -> list[Manifest]:
        """The manifests of all releases that are whole, newest first."""
        found = []
        for path in self.manifests.glob("*.json"):
            with contextlib.suppress(Refused):  # `verify` names it
                found.append(self.manifest(path.stem))
        return sorted(found, key=lambda manifest: (manifest["sequence"], manifest["id"]), reverse=True)

    def before(self, release: str | None) -> str:
        """The release that was live before this one, and is still kept; empty where there is none."""
        history = [entry["id"] for entry in self.state["live"]]
        return next((id for id in reversed(history) if id != release and self.has(id)), "")

    def checked(self, root: Path, manifest: Manifest) -> None:
        """Raises Refused, with the first differences, unless the files below `root` are those of the manifest."""
        if wrong := list(differences(root, manifest["files"])):
            raise Refused(some(wrong))

    def switch(self, release: str) -> None:
        """Make a release live: one rename of a symlink, so that a request sees the old one or the new one."""
        fresh = self.dest / "current.new"
        if self.current.exists() and not self.current.is_symlink():
            raise Refused(f"{self.current}: 应是链接，实为别的，没有替换；请先移走")
        if os.path.lexists(fresh):
            fresh.unlink()
        os.symlink(os.path.join(self.releases.name, release), fresh)
        self.state["live"].append({"id": release, "at": int(time.time())})
        self.state["turn"] += 1
        save(self.dest / "state.json", self.state)
        os.sync()  # what is live must be whole after a power cut too
        os.replace(fresh, self.current)

    def remove(self, release: str) -> list[str]:
        """Delete all that is kept of a release, also of its upload; returns a line for each thing that remains."""
        left = [*clear(self.releases / release), *clear(self.incoming / release)]
        if not left:  # its manifest stays as long as a part of it does, so that it is named and tried again
            left = [*clear(self.manifests / (release + ".json")), *clear(self.incoming / (release + ".json"))]
        if not left:
            self.state["live"] = [entry for entry in self.state["live"] if entry["id"] != release]
        return left


def prepare(place: Place, release: str, audience: str) -> Answer:
    """Get incoming/<id> ready: hard links to the live files, so that only what changed is sent."""
    if place.state["audience"] not in (None, audience):
        raise Refused(f"此处只发布 {place.state['audience']} 版，不能发布 {audience} 版")
    target, live = place.incoming / release, place.live()
    done = place.has(release)
    if target.is_symlink():
        target.unlink()
    if not done and not target.is_dir() and live:
        shutil.copytree(place.releases / live, target, copy_function=os.link)
    target.mkdir(exist_ok=True)
    return {"live": live, "uploaded": done, "incoming": str(target)}


def activate(place: Place, release: str, again: str = "") -> Answer:
    """Check an upload against its manifest and make it live; after a crash a rerun goes on where it stopped."""
    sent = place.incoming / (release + ".json")
    if place.has(release):
        root, manifest = place.releases / release, place.manifest(release)
    else:
        root, manifest = place.incoming / release, uploaded(sent, release)
    if root.is_symlink() or not root.is_dir():
        raise Refused(f"{release}: 上传不完整，缺少文件")
    drop_empty(root)
    place.checked(root, manifest)
    live = place.live()
    if live and place.has(live) and manifest["sequence"] < place.manifest(live)["sequence"]:
        raise Refused(f"{release} 比线上版本 {live} 旧，未发布")
    if release == place.state["held"] and again != "again":
        raise Refused(f"{release} 已被回退，不会自动再发；网站或设置改好了，要再发这一版，加 --again")
    if place.state["audience"] not in (None, manifest["audience"]):
        raise Refused(f"此处只发布 {place.state['audience']} 版")
    settle(root, manifest["files"])
    if root.parent == place.incoming:
        save(place.manifests / (release + ".json"), manifest)
        if left := clear(place.releases / release):  # what a removal cut short may have left
            raise Refused(some(left))
        os.rename(root, place.releases / release)
    clear(place.incoming / release)
    clear(sent)
    place.state["audience"], place.state["held"] = manifest["audience"], None
    if live != release:
        place.switch(release)
    return {"live": release, "before": live, "turn": place.state["turn"]}


def releases(place: Place) -> Answer:
    """Every release with its time and sequence, newest first."""
    last = {entry["id"]: entry["at"] for entry in place.state["live"]}
    rows = [
        {
            "id": manifest["id"],
            "sequence": manifest["sequence"],
            "audience": manifest["audience"],
            "files": len(manifest["files"]),
            "published": last.get(manifest["id"]),
            "live": manifest["id"] == place.live(),
            "held": manifest["id"] == place.state["held"],
        }
        for manifest in place.kept()
    ]
    return {"releases": rows}


def live(place: Place) -> Answer:
    """The manifest of the live release, or null, and how often was switched."""
    release = place.live()
    manifest = place.manifest(release) if release and place.has(release) else None
    return {"manifest": manifest, "turn": place.state["turn"]}


def rollback(place: Place, release: str = "") -> Answer:
    """Make an earlier release live again: the named one, or the one that was live before."""
    live = place.live()
    release = release or place.before(live)
    if not release:
        raise Refused("没有可以回退的版本")
    place.checked(place.releases / release, place.manifest(release))
    if release != live:
        place.state["held"] = live
        place.switch(release)
    return {"live": release, "before": live}


def undo(place: Place, release: str, turn: str) -> Answer:
    """Go back from a release that proved wrong, and hold it back, if it is live and nothing was switched since.

    What another publication made live meanwhile is not ours to judge.
    """
    before = place.before(release)
    own = place.live() == release and place.state["turn"] == int(turn)
    if own and before:
        rollback(place, before)
    return {"own": own, "live": place.live(), "turn": place.state["turn"]}


def verify(place: Place, release: str = "") -> Answer:
    """Compare releases with their manifests: the named one or all, and then the place as well."""
    names = [release] if release else sorted(path.stem for path in place.manifests.glob("*.json"))
    wrong = [] if release else list(astray(place))
    for each in names:
        try:
            manifest = place.manifest(each)
            found = list(differences(place.releases / each, manifest["files"]))
            said = {line.partition(": ")[0] for line in found}
            found += unsettled(place.releases / each, manifest, said)
        except Refused as refused:
            wrong.append(str(refused))
        else:
            wrong += [f"{each}: {line}" for line in some(found).splitlines()]
    if wrong:
        raise Refused("\n".join(wrong))
    return {"verified": names, "live": place.live()}


def astray(place: Place) -> Iterator[str]:
    """What is in a place that does not belong there, and what is missing, one line each."""
    for path in sorted(place.releases.iterdir()):
        if path.is_symlink() or not path.is_dir():
            yield f"releases/{path.name}: 应为文件夹，实为链接或文件"
        elif not (place.manifests / (path.name + ".json")).is_file():
            yield f"releases/{path.name}: 没有清单，不是发布的版本"
    for path in sorted(place.incoming.iterdir()):
        if not UPLOADED.fullmatch(path.name):
            yield f"incoming/{path.name}: 不是上传的版本，请移走"
    live = place.live()
    if live and not place.has(live):
        yield f"current: 指向 {live}，而这个版本不完整"
    elif os.path.lexists(place.current) and not live:
        yield "current: 应是指向 releases/ 中一个版本的链接，实为别的"
    elif not live and place.state["live"]:
        yield "current: 没有了，线上没有网站"


def purge(place: Place, release: str) -> Answer:
    """Delete a release, or an upload that was refused, for good; the live one must be replaced first."""
    if release == place.live():
        raise Refused(f"{release} 正在线上，请先发布新版或回退，再清除")
    folders = (place.releases, place.incoming, place.manifests)
    if not any(os.path.lexists(folder / (release + end)) for folder in folders for end in ("", ".json")):
        raise Refused(f"没有这个版本：{release}")
    left = place.remove(release)
    save(place.dest / "state.json", place.state)
    if left:
        raise Refused(f"{release} 没有清除干净，还在的：\n{some(left)}\n请用有权限的用户删除，再清除一次")
    return {"purged": release}


def prune(place: Place, keep: str) -> Answer:
    """Keep the live release, the one before it and the newest `keep` others; drop abandoned uploads."""
    live = place.live()
    safe = {live or "", place.before(live)}
    others = [manifest["id"] for manifest in place.kept() if manifest["id"] not in safe]
    kept = safe.union(others[: int(keep)]) - {""}
    gone = [id for id in others if id not in kept]
    left = [line for release in gone for line in place.remove(release)]
    for path in place.incoming.iterdir():
        if UPLOADED.fullmatch(path.name) and path.lstat().st_ctime < time.time() - ABANDONED:
            left += clear(path)
    for path in place.releases.iterdir():
        if ID.fullmatch(path.name) and not (place.manifests / (path.name + ".json")).is_file():
            left += clear(path)  # of a removal cut short
    place.state["live"] = [entry for entry in place.state["live"] if entry["id"] in kept]
    save(place.dest / "state.json", place.state)
    return {"kept": sorted(kept), "removed": gone, "left": left[:SHOWN]}


_VERBS: Iterable[Callable[..., Answer]] = (live, prepare, activate, releases, rollback, undo, verify, purge, prune)
VERBS = {verb.__name__: verb for verb in _VERBS}
WORD = re.compile(rf"{ID.pattern}|{'|'.join(AUDIENCES)}|again|[0-9]{{1,9}}")


def run(dest: str, verb: str, *words: str) -> Answer:
    """Do one verb in a place; returns its JSON object. Raises Refused."""
    strange = [word for word in words if not WORD.fullmatch(word)]
    if strange and verb in (rollback.__name__, verify.__name__, purge.__name__):
        raise Refused(f"没有这个版本：{strange[0]}；用 review releases 查版本号，例：20220110-080000-0123456789ab")
    if verb not in VERBS or strange:
        raise Refused(f"不认识的命令：{' '.join((verb, *words))}")
    try:
        inspect.signature(VERBS[verb]).bind(None, *words)
    except TypeError:
        raise Refused(f"{verb} 的用法不对，缺少版本号或多了词") from None
    place = Place(dest)
    if verb == releases.__name__:  # for those too who may not write here
        return releases(place.begun().read())
    with place if verb in (live.__name__, prepare.__name__) else place.begun():
        return VERBS[verb](place, *words)


def confined(dest: str, asked: str) -> list[str]:
    """What a key with this forced command may ask for: one of the verbs, or rsync into DEST/incoming."""
    words = shlex.split(asked)
    if words[:2] == ["rsync", "--server"]:
        inside = str(Path(dest) / "incoming") + "/"
        if not words[-1].startswith(inside) or ".." in words[-1]:
            raise Refused("只能上传到 incoming")
        if not all(map(UPLOAD.fullmatch, words[2 : words.index(".")])):
            raise Refused("不能就地改写文件，也不能改权限和时间；review 是旧版的，请升级")
        os.environ["SSH_ORIGINAL_COMMAND"] = shlex.join([*words[:-1], words[-1][len(inside) :]])
        os.execvp("rrsync", ["rrsync", "-wo", inside])
    if words[:2] != ["python3", "-"] or words[2:3] != [dest] or len(words) < 4:
        raise Refused("此密钥只能用于发布")
    return words[3:]


def main(argv: list[str]) -> int:
    """DEST VERB …: print the answer as JSON; status 0 done, 1 refused, 3 another publication is at work."""
    try:
        dest, *words = argv
        if not words and "SSH_ORIGINAL_COMMAND" in os.environ:
            words = confined(dest, os.environ["SSH_ORIGINAL_COMMAND"])
        if not words:
            raise Refused("用法：far.py DEST VERB")
        print(json.dumps(run(dest, *words), ensure_ascii=False))
    except Locked as error:
        print(json.dumps({"refused": str(error)}, ensure_ascii=False))
        return 3
    except OSError as error:
        who = "；请用发布它的用户运行，如 sudo -u review" if isinstance(error, PermissionError) else ""
        print(json.dumps({"refused": f"{error.filename or dest}: {error.strerror}{who}"}, ensure_ascii=False))
        return 1
    except (Refused, ValueError, TypeError) as error:
        uploads = os.environ.get("SSH_ORIGINAL_COMMAND", "").startswith("rsync ")  # who reads only what stands beside
        said = json.dumps({"refused": str(error)}, ensure_ascii=False)
        print(said, file=sys.stderr if uploads else sys.stdout)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
