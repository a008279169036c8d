"""What is on this machine, and which command lacks what: for those who report a fault, and those who answer."""

from __future__ import annotations

import locale
import platform
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from review.adopt.brings import order, own_version
from review.project import Record, WrongFormat, install, project, read_record
from review.read.vocabulary.formats import newest_form, require_newest

PACKAGES = ("mkdocs", "mkdocs-material", "Markdown", "PyYAML", "Jinja2", "click", "numpy", "nh3", "python-docx", "lxml",
            "openpyxl")
EXTRAS = (
    ("starlette", "edit", "review edit"),
    ("uvicorn", "edit", "review edit"),
    ("distributed", "cluster", "review build --scheduler"),
)
"""Packages that only one command needs: the extra they come with, and the command."""
PROGRAMS = (
    ("git", ("git",), "--version", "review build、review publish：没有它，版本号和截至日期取自文件", True),
    ("LibreOffice", ("soffice", "libreoffice"), "--version", "review import：.doc、.wps 等旧格式读不了", False),
    ("rsync", ("rsync",), "--version", "review publish：发布不到服务器（本机文件夹不受影响）", False),
    ("ssh", ("ssh",), "-V", "review publish：发布不到服务器（本机文件夹不受影响）", False),
)
FONTS = ("Noto Serif CJK SC", "Noto Sans CJK SC", "Source Han Serif SC", "SimSun", "FangSong")
SECONDS = 20


@dataclass(frozen=True, kw_only=True, slots=True)
class Look:
    """One thing that was looked at."""

    name: str
    found: str
    """Its version or place; empty where it is missing."""
    without: str = ""
    """What does not work without it."""
    lack: str = "没有"
    """What is said where it was not found, or is of no use."""
    needed: bool = True


def observations() -> Iterator[Look]:
    """Look at everything a command may need. Never raises."""
    yield Look(name="review-materials", found=own_version())
    yield Look(name="Python", found=platform.python_version())
    yield Look(name="系统", found=platform.platform())
    yield Look(name="编码", found=_encoding(), without="中文文件名会出错；请用 UTF-8 的语言环境，例：LANG=C.UTF-8")
    yield from (Look(name=name, found=_package(name), without="请重新安装") for name in PACKAGES)
    for name, extra, command in EXTRAS:
        without = f"{command} 用不了；要用时运行 {install(extra)}"
        yield Look(name=name, found=_package(name), without=without, needed=False)
    for name, commands, option, without, needed in PROGRAMS:
        yield Look(name=name, found=_program(commands, option), without=without, needed=needed)
    yield Look(name="中文字体", found=_font(), without="只影响本机截图和打印；看网站用读者自己的字体", needed=False)
    yield from _site()


def _package(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def _program(commands: tuple[str, ...], option: str) -> str:
    path = next(filter(None, map(shutil.which, commands)), None)
    return (_said(path, option) or [path])[0] if path else ""


def _said(*argv: str) -> list[str]:
    """The lines a program prints; none where it does not answer."""
    try:
        done = subprocess.run(argv, capture_output=True, text=True, errors="replace", timeout=SECONDS)
    except (OSError, subprocess.TimeoutExpired):
        return []
    return (done.stdout or done.stderr).strip().splitlines()


def _encoding() -> str:
    names = {sys.getfilesystemencoding().lower(), locale.getpreferredencoding(False).lower()}
    return "utf-8" if names == {"utf-8"} else ""


def _font() -> str:
    if not shutil.which("fc-list"):
        return ""
    there = _said("fc-list", ":lang=zh", "family")
    return next((font for font in FONTS if any(font in line for line in there)), there[0] if there else "")


def _site() -> Iterator[Look]:
    home = project()
    yield Look(name="资料库", found=str(home))
    try:
        known = read_record(home)
    except ValueError as error:
        yield Look(name="资料库的版本", found="", without=str(error), lack="读不出")
        return
    yield Look(name="资料库的版本", found=_age(known) if known else "不是 review init 建的")
    yield _form(home)
    count = sum(1 for _ in Path(home, "materials").rglob("*.md"))
    yield Look(name="材料", found=f"{count} 份")


def _age(known: Record) -> str:
    """A site's version, and what is to be done where the package's is another."""
    if known.version == own_version():
        return known.version
    newer = order(known.version) > order(own_version())
    advice = "请升级程序" if newer else "可运行 review upgrade"
    return f"{known.version}（程序是 {own_version()} 版，{advice}）"


def _form(home: Path) -> Look:
    """Which form the vocabulary is in, and what is to be done where it is not the one that is read."""
    try:
        require_newest(home)
    except WrongFormat as wrong:
        return Look(name="词表的格式", found="", without=str(wrong), lack="不能用")
    return Look(name="词表的格式", found=f"第 {newest_form()} 版")
