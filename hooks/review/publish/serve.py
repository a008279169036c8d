"""The site of a library on this machine, made anew and shown again whenever something of it is saved."""

from __future__ import annotations

import hashlib
import html
import json
import os
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Condition, Lock, Thread
from urllib.parse import parse_qsl, urlsplit

from review.keep.code import PACKAGE
from review.model import Audience
from review.project import project
from review.publish.assemble import WantedPages
from review.publish.build import Failed
from review.publish.folder import NotOurs
from review.publish.generator import html_path
from review.publish.preview import Preview
from review.publish.tree import name
from review.publish.watch import Watch
from review.read.moved import NAME as MOVED
from review.relate.library import uncollected
from review.spread import Spread, cores, here

HOST = "127.0.0.1"
NEWER = "/-/newer"
"""Where a page asks whether there is a newer one than it is."""
PATIENCE = 30.0
"""Seconds that it waits for the answer."""
LISTED = 20
FEW = 50
"""Changed files that one process is soon done with; more (a folder went or came back) are spread over the cores."""
_SCRIPT = """<script>(async seen => {
  const busy = document.getElementById("review-rest");
  for (;;) {
    try {
      const query = new URLSearchParams({ seen, busy: busy.hidden ? "" : "1", page: location.pathname });
      const told = await (await fetch("%s?" + query)).json();
      if (told.seen !== seen) return location.reload();
      busy.hidden = !told.busy;
    } catch { await new Promise(done => setTimeout(done, 1000)); }
  }
})("%s");</script>"""
_BUSY = """<div id="review-rest" role="status"%s style="position: fixed; right: 1em; bottom: 1em; z-index: 98;
padding: .3em .8em; background: #fff; color: #555; border: 1px solid; font: 14px/1.7 sans-serif">%s</div>"""
_WRONG = """<div role="alert" style="position: fixed; inset: auto 0 0; z-index: 99; max-height: 45vh; overflow: auto;
padding: .8em 1.2em; background: #fff; color: #a3130f; border-top: 3px solid; font: 14px/1.7 sans-serif;
white-space: pre-wrap">%s</div>"""
RIGHT = "有错误的文件没有显示"
OLD = "网站没有更新，这里还是上次的样子"
NONE = "网站还没有生成，改好后保存就生成"
PARTLY = "只更新了刚保存的和正打开的网页，其余还是上次的样子"
BUSY = "其余网页正在更新……"
ENTRY = "search/data/entry.json"
"""What a browser asks for before it searches."""


class Shown:
    """The site as it is shown: what of it is made, and what is wrong."""

    def __init__(self, root: Path, audience: Audience) -> None:
        self.root = root.resolve()
        self.site = project() / ".cache" / "preview" / name(root, audience)
        self.preview = Preview(root, audience, self.site)
        self.wrong: tuple[str, ...] = ()
        self.busy = False
        """Whether only some pages are those of the last save yet."""
        self.turn = Condition()
        self.making = Lock()
        self.open = Counter[str]()
        """The pages that browsers have open, by file."""
        self.asked = ""
        """The page that was asked for last."""

    def refresh(self, spread: Spread = here, changed: Iterable[str] = ()) -> bool:
        """Make it anew, at first what is open and what shows the changed files; where that cannot be, the one before
        stays. Whether all of it is made.
        """
        first, wrong = False, tuple[str, ...]()
        with self.making:
            try:
                with uncollected():
                    wrong = self.preview.look(spread)
                    first = self.preview.first(self._wanted(changed))
                    if first:
                        self._tell(RIGHT, wrong, busy=True)
                    self.preview.rest(spread)
                head = RIGHT
            except Failed as failed:
                head, wrong = self._left(first), failed.lines
            except OSError as error:
                head, wrong = self._left(first), (f"{error.filename or self.site}: {error.strerror or error}",)
            self._tell(head, wrong, busy=False)
            return head == RIGHT

    def _left(self, first: bool) -> str:
        """What is shown where not all could be made."""
        return PARTLY if first else OLD if self.site.is_dir() else NONE

    def _wanted(self, changed: Iterable[str]) -> WantedPages:
        within = (Path(path) for path in changed if Path(path).is_relative_to(self.root))
        edited = {path.relative_to(self.root).as_posix() for path in within}
        seen = {self.asked, *self.open}
        return lambda uri, edit_path: edit_path in edited or html_path(uri) in seen

    def _tell(self, head: str, wrong: Sequence[str], *, busy: bool) -> None:
        more = (f"……共 {len(wrong)} 条，review check 逐条列出。",) * (len(wrong) > LISTED)
        with self.turn:
            self.wrong = (f"{head}：", *wrong[:LISTED], *more) if wrong else ()
            self.busy = busy
            self.turn.notify_all()

    def state(self, file: str) -> str:
        """What a page of this file is: another as soon as the file or what is wrong is."""
        try:
            found = os.stat(self.site / file)
            said = f"{found.st_ino} {found.st_size} {found.st_mtime_ns}"
        except (OSError, ValueError):
            said = ""
        return hashlib.sha256(repr((said, self.wrong)).encode()).hexdigest()[:16]

    def newer(self, file: str, seen: str, busy: bool) -> dict[str, str | bool]:
        """The state of a page, and whether others are being made; the same if nothing comes for a while."""
        with self.turn:
            self.open[file] += 1
            self.turn.wait_for(lambda: (self.state(file), self.busy) != (seen, busy), PATIENCE)
            self.open -= Counter([file])
            return {"seen": self.state(file), "busy": self.busy}

    def index(self) -> None:
        """Make the search index, where it is not that of the pages."""
        with self.making, uncollected(), suppress(OSError, NotOurs):
            self.preview.index()

    def page(self, data: bytes, state: str) -> bytes:
        """A page that was of this state, with what is wrong, and with what brings the next one."""
        more = _BUSY % ("" if self.busy else " hidden", BUSY) + _SCRIPT % (NEWER, state)
        if self.wrong:
            more += _WRONG % html.escape("\n".join(self.wrong))
        before, end, after = data.rpartition(b"</body>")
        return before + more.encode() + end + after


class Handler(SimpleHTTPRequestHandler):
    """Answers from the site's folder; pages with what `Shown.page` adds."""

    def __init__(self, *given: object, shown: Shown) -> None:
        self.shown = shown
        super().__init__(*given, directory=str(shown.site))  # type: ignore[arg-type]

    def do_GET(self) -> None:
        """One answer. A page of another site that is open in the browser gets none: drafts are shown here."""
        with suppress(ConnectionError):  # who asked has gone on to another page
            self._get()

    def _get(self) -> None:
        asked = urlsplit(self.path)
        if self.headers.get("Host", "").rpartition(":")[0] not in (HOST, "localhost"):
            self._answer(403, "只能用本机的地址打开。".encode(), "text/plain")
        elif asked.path == NEWER:
            given = dict(parse_qsl(asked.query))
            told = self.shown.newer(self._at(given.get("page", "/")), given.get("seen", ""), "busy" in given)
            self._answer(200, json.dumps(told).encode(), "application/json")
        elif Path(self.translate_path(self.path)).is_dir() and not asked.path.endswith("/"):
            super().do_GET()  # sends to the address with a slash
        else:
            self._file(self._at(self.path))

    def _at(self, address: str) -> str:
        """The file of the site that is at an address, by its path; the page of a folder."""
        path = Path(self.translate_path(address))
        found = path / "index.html" if urlsplit(address).path.endswith("/") else path
        return found.relative_to(self.shown.site).as_posix()

    def _file(self, file: str) -> None:
        if file == ENTRY:
            self.shown.index()
        path, status, state = self.shown.site / file, 200, self.shown.state(file)
        try:
            data = path.read_bytes()
        except (OSError, ValueError):
            status, path = 404, self.shown.site / "404.html"
            data = path.read_bytes() if path.is_file() else "没有这一页。</body>".encode()
        kind = self.guess_type(str(path))
        if kind == "text/html":
            self.shown.asked = file
            data = self.shown.page(data, state)
        self._answer(status, data, kind)

    def _answer(self, status: int, data: bytes, kind: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if kind.startswith("text/") else kind)
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(data)

    def do_HEAD(self) -> None:
        """No page asks so."""
        self._answer(405, b"", "text/plain")

    def log_message(self, format: str, *values: object) -> None:
        """Nothing: who edits wants to read what is wrong, not who asked for which file."""


def serve(root: Path, audience: Audience, port: int, say: Callable[[str], None]) -> None:
    """Show the site until it is interrupted. Raises OSError where the port is taken."""
    shown = Shown(root, audience)
    server = ThreadingHTTPServer((HOST, port), partial(Handler, shown=shown))
    with server:
        watch = Watch(_watched(root))
        say("正在生成网站……")
        shown.refresh(cores)
        Thread(target=server.serve_forever, daemon=True).start()
        say(f"网站在 http://{HOST}:{server.server_port}/ ，保存文件后自动刷新；按 Ctrl+C 停止。")
        while True:
            _tell(shown.wrong, say)
            found = watch.wait()
            if any(_is_program(path) for path in found):
                restart()
            began = time.monotonic()
            if shown.refresh(cores if len(found) > FEW else here, changed=found):
                say(f"{time.strftime('%H:%M:%S')} 已更新，用时 {time.monotonic() - began:.1f} 秒。")


def _tell(wrong: Sequence[str], say: Callable[[str], None]) -> None:
    for line in wrong:
        say(line)


def _watched(root: Path) -> list[Path]:
    """What a site is made of; what is not there yet may come."""
    home = project()
    library = [root / part for part in ("materials", "pictures", "vocabulary", MOVED)]
    return [*library, *(home / part for part in ("docs", "overrides", "vocabulary", "mkdocs.yml")), *_program()]


def _program() -> list[Path]:
    return [PACKAGE, project() / "hooks", project() / "vocabulary/reader.yml"]


def _is_program(path: str) -> bool:
    """Whether what changed is a file of the program; its folders change as soon as one is compiled."""
    return not path.endswith("/") and any(Path(path).is_relative_to(part) for part in _program())


def restart() -> None:
    """This process from its beginning: it has read its program, and does not look at it again."""
    sys.stdout.flush()
    os.execv(sys.executable, [sys.executable, *sys.argv])
