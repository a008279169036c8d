"""The pictures of the guides and of README, as the browser shows what they speak of: `make pictures` makes them.

The editor's are taken while its guide is followed step by step; a test follows it as well, and holds that every picture
of the guides is one of these.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from review.read.word.bare import bare_picture

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "docs/guide/pictures"
NAME = "materials/2021/投资促进局-局长.md"
NAMES = ("edit-file.jpg", "edit-reading.jpg", "edit-save.jpg", "material.jpg")
SIZE = {"width": 1240, "height": 720}
QUALITY = 70


@contextlib.contextmanager
def editor(library: Path) -> Iterator[str]:
    """`review edit` on a library, as the guide has it typed; its address."""
    command = [Path(sys.executable).parent / "review", "edit", "--library", library, "--no-browser"]
    running = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=os.environ | {"PYTHONUNBUFFERED": "1"})
    try:
        assert running.stdout
        found = re.search(r"http://\S+", running.stdout.readline())
        assert found
        yield found[0]
    finally:
        running.send_signal(signal.SIGINT)
        running.wait(10)


def library(folder: Path) -> Path:
    """The samples in git, with a name to sign with."""
    for part in ("materials", "vocabulary"):
        # The reader's words belong to the site, not to a library.
        shutil.copytree(ROOT / part, folder / part, ignore=shutil.ignore_patterns("reader.yml"))
    git = ["git", "-C", folder]
    for words in (["init", "-q"], ["config", "user.name", "区资料员"], ["config", "user.email", "a@example.org"],
                  ["add", "."], ["commit", "-qm", "收入材料"]):  # fmt: skip
        subprocess.run([*git, *words], check=True, stdout=subprocess.DEVNULL)
    return folder


def follow(tab: Page, address: str, out: Path) -> None:
    """The editor's guide, step by step, with a picture where it has one."""
    tab.goto(address)
    tab.locator("#files [data-path]").first.wait_for(state="attached")
    tab.evaluate("() => document.querySelector('#files details').open = true")
    tab.locator(f'[data-path="{NAME}"]').click()  # 1. a file of the list
    tab.locator("#reading li").first.wait_for()
    tab.get_by_label("措施 2 的状态").select_option("已完成")  # 2. the form and the ledger
    tab.get_by_label("措施 2 的进展").fill("2022-11-20 两个项目已签约")
    tab.get_by_label("措施 2 的进展").press("Tab")
    tab.wait_for_function("() => document.querySelector('#head').value.includes('progress: 2022-11-20')")
    tab.evaluate("() => { document.activeElement.blur(); scrollTo(0, 0); }")
    tab.screenshot(path=out / "edit-file.jpg", type="jpeg", quality=QUALITY)
    at = tab.locator("#body").input_value().index("二是政治站位不高")  # 3. the reading beside the text
    tab.locator("#body").focus()
    tab.evaluate("at => document.querySelector('#body').setSelectionRange(at, at + 8)", at)
    tab.keyboard.press("Alt+r")
    tab.locator("#box").get_by_label("别的").first.check()
    tab.locator("#box select").first.select_option("point ")
    tab.locator("#body-head").evaluate("one => scrollTo(0, one.getBoundingClientRect().top + scrollY + 200)")
    tab.screenshot(path=out / "edit-reading.jpg", type="jpeg", quality=QUALITY)
    tab.get_by_role("button", name="取消").click()
    tab.keyboard.press("Control+s")  # 4. the lines, then the file, then the history
    tab.get_by_role("button", name="写入文件").wait_for()
    tab.locator("#step").screenshot(path=out / "edit-save.jpg", type="jpeg", quality=QUALITY)
    tab.get_by_role("button", name="写入文件").click()
    tab.get_by_label("改了什么，一句话：").fill("招商方式的措施已完成")
    tab.get_by_role("button", name="记入历史", exact=True).click()
    tab.get_by_text("已记入历史").wait_for()


def material(tab: Page, site: str, out: Path) -> None:
    """A material's page with its margin."""
    tab.goto(site + NAME.removesuffix(".md") + "/")
    tab.locator(".term").first.wait_for()
    tab.screenshot(path=out / "material.jpg", type="jpeg", quality=QUALITY)


def readme(browser: Browser, site: str) -> None:
    """The README's picture: the same page in a wider window."""
    tab = browser.new_page(viewport={"width": 1280, "height": 900}, color_scheme="light")
    tab.goto(site + NAME.removesuffix(".md") + "/")
    tab.locator(".term").first.wait_for()
    tab.screenshot(path=ROOT / "README.png")
    tab.close()


def pictures(browser: Browser, site: str, work: Path, out: Path) -> Path:
    """All of them into `out`, bare: every check reads them to their end, but what is bare once only.

    Gives the library that the guide was followed in.
    """
    tab = browser.new_page(viewport=SIZE, color_scheme="light")
    material(tab, site, out)
    with editor(library(work)) as address:
        follow(tab, address, out)
    tab.close()
    for path in (out / name for name in NAMES):
        path.write_bytes(bare_picture(path.read_bytes(), "jpg"))
    return work


def main() -> None:
    from servers import plain

    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright, plain(ROOT / "site") as site:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium-headless-shell", args=["--no-sandbox"])
        pictures(browser, site, Path(name), FOLDER)
        readme(browser, site)
        browser.close()


if __name__ == "__main__":
    main()
