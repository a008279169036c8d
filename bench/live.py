"""From a keystroke in the local editor to what is read of it, in a real browser: `python bench/live.py [TIMES]`.

A file of each size is opened, a character is typed at its middle, and the time taken until the reading of just this
text is drawn; 80 ms of it are the pause in which the editor waits for the next key. On a machine with other work the
CPU time tells more: that of the browser's page for one key, and of the server for one reading.
"""

from __future__ import annotations

import os
import re
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from review.editor.desk import Desk

ROOT = Path(__file__).parents[1]
SOURCE = (ROOT / "materials/2021/投资促进局-局长.md").read_text("utf-8")
SIZES = (5_000, 20_000, 60_000)
"""Characters."""
MEASURE = """() => new Promise((done) => {
  const field = document.querySelector("#body"), list = document.querySelector("#reading");
  const at = Math.floor(field.value.length / 2), begin = performance.now();
  let typed = 0;
  new MutationObserver((seen, watch) => {
    watch.disconnect();
    requestAnimationFrame(() => setTimeout(() => done([typed, performance.now() - begin])));
  }).observe(list, { childList: true });
  field.setSelectionRange(at, at);
  field.setRangeText("字", at, at, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
  typed = performance.now() - begin;
})"""


def text(size: int) -> str:
    """The sample with its measures again and again, as prose and items, until it has `size` characters."""
    head, _, body = SOURCE.partition("## 三、整改措施")
    item = "办法是一件一件办，办完一件记一件。各科室每月报一次进度，没有办成的写明卡在哪里、下一步找谁。"
    lines, number = [head.rstrip() + "\n\n## 三、整改措施\n"], 0
    while sum(map(len, lines)) < size:
        number += 1
        lines.append(f"{number}. 第{number}件事抓到底。{item * 2}\n")
    return "\n".join(lines)


def times(tab: Page, often: int) -> tuple[float, float, float]:
    """Medians in ms: how long a key holds up the field, until the reading of it is drawn, the page's CPU time."""
    asked = tab.context.new_cdp_session(tab)
    asked.send("Performance.enable", {"timeDomain": "threadTicks"})

    def spent() -> float:
        return {one["name"]: one["value"] for one in asked.send("Performance.getMetrics")["metrics"]}["TaskDuration"]

    found = []
    for _ in range(often):
        before = spent()
        found.append((*tab.evaluate(MEASURE), (spent() - before) * 1000))
    held, drawn, page = (statistics.median(column) for column in zip(*found, strict=True))
    return held, drawn, page


def server(path: Path, often: int) -> float:
    """Median CPU ms of one reading."""
    desk, text, found = Desk(path.parents[1]), path.read_text("utf-8"), []
    for _ in range(often):
        begin = time.process_time()
        desk.look(text, f"materials/{path.name}")
        found.append((time.process_time() - begin) * 1000)
    return statistics.median(found)


def main() -> None:
    often = int(sys.argv[1]) if len(sys.argv) > 1 else 9
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name) / "materials"
        folder.mkdir()
        for size in SIZES:
            (folder / f"{size}.md").write_text(re.sub(r"measures:\n(?:  .*\n)+", "", text(size)), "utf-8")
        command = [Path(sys.executable).parent / "review", "edit", "--library", name, "--no-browser"]
        at_once = os.environ | {"PYTHONUNBUFFERED": "1"}
        running = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=at_once)
        assert running.stdout
        found = re.search(r"http://\S+", running.stdout.readline())
        assert found
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        tab = browser.new_page(viewport={"width": 1440, "height": 1000})
        tab.on("dialog", lambda dialog: dialog.accept())
        tab.goto(found[0])
        print("characters  field held  reading drawn  CPU: page  server")
        for size in SIZES:
            row = tab.locator(f'[data-path="materials/{size}.md"]')
            row.wait_for(state="attached")
            row.evaluate("one => one.click()")
            tab.locator("#reading li").first.wait_for()
            tab.wait_for_timeout(500)
            held, drawn, page = times(tab, often)
            read = server(folder / f"{size}.md", often)
            print(f"{size:10,}  {held:7.0f} ms  {drawn:10.0f} ms  {page:6.0f} ms  {read:3.0f} ms", flush=True)
        browser.close()
        running.send_signal(signal.SIGINT)
        running.wait(10)


if __name__ == "__main__":
    main()
