"""The site of a library on this machine, made anew and shown again whenever something of it is saved."""

from __future__ import annotations

import html
import os
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Condition, Thread
from urllib.parse import urlsplit

from review.examine.memory import ExaminedOnce
from review.keep.code import PACKAGE
from review.model import Audience
from review.project import project
from review.publish.build import Failed, preview
from review.publish.tree import name
from review.publish.watch import Watch
from review.read.front.moved import NAME as MOVED
from review.relate.library import uncollected
from review.spread import Spread, cores, here

HOST = "127.0.0.1"
NEWER = "/-/newer"
"""Where a page asks whether there is a newer site than the one it is of."""
PATIENCE = 30.0
"""Seconds that it waits for the answer."""
LISTED = 20
_SCRIPT = """<script>(async () => {
  for (;;) {
    try {
      const told = await fetch("%s?%d");
      if (told.ok && await told.text() !== "%d") return location.reload();
    } catch { await new Promise(done => setTimeout(done, 1000)); }
  }
})();</script>"""
_WRONG = """<div role="alert" style="position: fixed; inset: auto 0 0; z-index: 99; max-height: 45vh; overflow: auto;
padding: .8em 1.2em; background: #fff; color: #a3130f; border-top: 3px solid; font: 14px/1.7 sans-serif;
white-space: pre-wrap">%s</div>"""
OLD = "网站没有更新，这里还是上次的样子"


class Shown:
    """The site as it is shown: which it is, and what is wrong."""

    def __init__(self, root: Path, audience: Audience) -> None:
        self.root, self.audience, self.memory = root.resolve(), audience, ExaminedOnce()
        self.site = project() / ".cache" / "preview" / name(root, audience)
        self.number = 0
        self.wrong: tuple[str, ...] = ()
        self.turn = Condition()

    def refresh(self, spread: Spread = here) -> None:
        """Make it anew; where that cannot be, the one before stays."""
        try:
            with uncollected():
                wrong = preview(self.root, self.audience, self.site, self.memory, spread)
            head = "有错误的文件没有显示"
        except Failed as failed:
            head, wrong = OLD, failed.lines
        except OSError as error:
            head, wrong = OLD, (f"{error.filename or self.site}: {error.strerror or error}",)
        more = (f"……共 {len(wrong)} 条，review check 逐条列出。",) * (len(wrong) > LISTED)
        with self.turn:
            self.wrong = (f"{head}：", *wrong[:LISTED], *more) if wrong else ()
            self.number += 1
            self.turn.notify_all()

    def newer(self, number: int) -> int:
        """The number of the site that is newer than this one; the same if none comes for a while."""
        with self.turn:
            self.turn.wait_for(lambda: self.number != number, PATIENCE)
            return self.number

    def page(self, data: bytes) -> bytes:
        """A page with what is wrong, and with what brings the next one."""
        more = _SCRIPT % (NEWER, self.number, self.number)
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
            number = int(asked.query) if asked.query.isdecimal() else 0
            self._answer(200, str(self.shown.newer(number)).encode(), "text/plain")
        else:
            self._file()

    def _file(self) -> None:
        path = Path(self.translate_path(self.path))
        if path.is_dir() and not urlsplit(self.path).path.endswith("/"):
            super().do_GET()  # sends to the address with a slash
            return
        path = path / "index.html" if path.is_dir() else path
        try:
            status, data = 200, path.read_bytes()
        except OSError:
            status, path = 404, self.shown.site / "404.html"
            data = path.read_bytes() if path.is_file() else "没有这一页。</body>".encode()
        kind = self.guess_type(str(path))
        self._answer(status, self.shown.page(data) if kind == "text/html" else data, kind)

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
            if any(Path(path).is_relative_to(part) for path in found for part in _program()):
                restart()
            began = time.monotonic()
            shown.refresh()
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


def restart() -> None:
    """This process from its beginning: it has read its program, and does not look at it again."""
    sys.stdout.flush()
    os.execv(sys.executable, [sys.executable, *sys.argv])
