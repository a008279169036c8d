"""Whole sites, as they are served: what they may not hold, show or ask for, and that they are always the same."""

import base64
import datetime
import gzip
import html
import itertools
import re
import shutil
import subprocess
import time
import urllib.parse
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

import canary
from projects import ROOT, copied, review, small
from review.cli import main
from review.examine.library import examine
from review.publish import tree
from review.publish.facts import Reader
from review.publish.far import files_below
from review.publish.gates import judged
from review.publish.manifest import beside, read_manifest
from review.publish.offline import offline
from review.publish.place import Destination
from review.publish.release import publish
from review.read.library import read_library
from review.relate.as_of import moment
from servers import nginx, plain
from test_private import PHONE

pytestmark = pytest.mark.slow
HOSTILE = """\
# 页

<script>alert(1)</script> <img src=../x.png onerror="alert(2)" alt="图"> <b onmouseover="alert(3)">字</b>

字 {onclick="alert(4)" onmouseover=alert(5) .own}

<div id="__config">{"base": "https://example.org", "search": "https://example.org/x.js"}</div>
<base href="https://example.org/"><meta http-equiv="refresh" content="0;url=https://example.org/">
<form action="/x"><input name="a"></form><iframe srcdoc="<script>alert(6)</script>"></iframe>
<style>@import "//example.org/a.css"; body {background: url(//example.org/a.png)}</style>
<svg><script>alert(7)</script></svg> <p style="background: url(//example.org/b.png)">字</p>

```mermaid
graph TD; A[<img src=x onerror=alert(8)>] --> B
```
"""
WRITTEN = "<script>alert(9)</script><img src=//example.org/a.png onerror=alert(10)> [看](javascript:alert(11)) {{7*7}}"
TOUCH = """for (const element of document.querySelectorAll("article *:not(a, a *)"))
    for (const kind of ["click", "mouseover", "error"]) element.dispatchEvent(new Event(kind))"""


def inside(site):
    """Every file of a folder with its name: as it is, unpacked, and with links, entities and escapes read."""
    for path in sorted(p for p in site.rglob("*") if p.is_file()):
        data = path.read_bytes()
        data = gzip.decompress(data) if path.suffix == ".gz" else data
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                data = b"\n".join(part for name in archive.namelist() for part in (name.encode(), archive.read(name)))
        if "offline" in path.parts and path.suffix == ".js":
            data += b"".join(map(base64.b64decode, re.findall(rb'"((?:[A-Za-z0-9+/]{4}){8,}[A-Za-z0-9+/=]*)"', data)))
        text = data.decode("utf-8", "replace")
        read = html.unescape(urllib.parse.unquote(text))
        escapes = re.sub(r"\\u([0-9a-fA-F]{4})", lambda found: chr(int(found[1], 16)), text)
        yield path, "\n".join((path.relative_to(site).as_posix(), text, read, escapes))


def told_of(level, text):
    """The canaries of a level in a text: its words, and its days in any form, in Excel's too (days since 1899)."""
    told = set(re.findall(f"鸩{level}[a-z]+", text))
    for day in map(datetime.date.fromisoformat, canary.DAYS[level]):
        serial = (day - datetime.date(1899, 12, 30)).days
        form = rf"{day.year}\s*[-/.年]\s*0?{day.month}\s*[-/.月]\s*{day.day}(?!\d)|<v>{serial}</v>"
        told |= {f"{day}"} if re.search(form, text) else set()
    return told


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Sites of a hostile page, a hostile text and a library of canaries, by audience, with their project."""
    folder = tmp_path_factory.mktemp("made")
    project, library = small(folder / "project"), canary.lay(folder / "library")
    shutil.copytree(ROOT / "docs/guide/pictures", project / "docs/guide/pictures")
    (project / "docs/hostile.md").write_text(HOSTILE, "utf-8")
    (project / "docs/x.png").write_bytes(canary.picture())
    canary.add(library, "2021/丙", "internal", "组织部", body=WRITTEN)
    canary.add(library, "2021/丁", "internal", "城东街道", body="[" * 8_000 + ">" * 2_000 + "(" * 2_000)
    commit(library)
    for path in library.glob("materials/*/*.md"):
        path.write_text(path.read_text("utf-8").replace("每月研读原文。", "每周研读原文。"), "utf-8")
    commit(library)
    later = str((moment(ROOT) or int(time.time())) + 86_400)
    for audience in ("internal", "staff"):
        words = ("--library", str(library), "--audience", audience, "--out", f"out/{audience}")
        done = review(project, "build", *words, SOURCE_DATE_EPOCH=later, REVIEW_DRAFTS="1")
        assert done.returncode == 0, done.stderr
    return project, library


def commit(library):
    """All of a library as it is, in a repository of its own."""
    for words in (("init", "--quiet"), ("add", "."), ("commit", "--quiet", "--message", "改")):
        subprocess.run(["git", "-C", library, "-c", "user.name=甲", "-c", "user.email=a@b", *words], check=True)


EVIDENCE = canary.canary("restricted", "evidence")
"""Stands in tables alone, and there where all columns are asked for."""
SHOWN = {*(canary.canary("restricted", place) for place in canary.PLACES), *canary.DAYS["restricted"]} - {EVIDENCE}


def test_v1_no_byte_of_what_is_hidden(made):
    project, _ = made
    seen = set()
    for path, text in inside(project / "out/internal"):
        assert not told_of("restricted", text) | told_of("draft", text), path
    assert "鸩" not in beside(project / "out/internal").read_text("utf-8")
    for path, text in inside(project / "out/staff"):
        assert not told_of("draft", text), path
        seen |= told_of("restricted", text)
    assert seen == SHOWN, "the control build holds each canary"
    data = [text for path, text in inside(project / "out/staff/search")]
    assert any(canary.canary("restricted", "body") in text for text in data)
    feed = (project / "out/staff/feed.xml").read_text("utf-8")
    assert "鸩restricted" in feed and "%E4%B8%81" in (project / "out/internal/feed.xml").read_text("utf-8")
    assert "鸩draft" not in beside(project / "out/staff").read_text("utf-8")
    assert len(list((project / "out/staff/pictures").rglob("*.png"))) == 5
    assert len(list((project / "out/internal/pictures").rglob("*.png"))) == 4


def written(library, audience, folder, site):
    """All that commands write of a library for an audience, besides its site."""
    folder.mkdir()
    forms, copies = ("xlsx", "csv", "json"), ("copies",) * (audience == "staff")
    kinds = [*itertools.product(("ledger", "problems", "materials", "measures", *copies), forms), ("library", "sqlite")]
    asked = ("--library", str(library), "--audience", audience)
    calls = [("export", kind, *asked, "--out", str(folder / f"{kind}.{form}")) for kind, form in kinds]
    calls += [("pages", str(folder / "pages"), *asked)]
    paths = [*map(str, library.glob("materials/2021" if audience == "internal" else "materials/*restricted*"))]
    calls += [("word", *paths, "--ledger", "--library", str(library), "--out", str(folder / "word"))]
    for words in calls:
        done = CliRunner().invoke(main, words)
        assert done.exit_code == 0, (words, done.output)
    (folder / "offline").mkdir()
    offline(site, folder / "offline")
    return folder


def test_v1_nothing_that_commands_write_holds_it(made, tmp_path):
    """Tables in every form, the library as SQLite, pages for another generator, Word, and the site without a server."""
    project, library = made
    for path, text in inside(written(library, "internal", tmp_path / "internal", project / "out/internal")):
        assert not told_of("restricted", text) | told_of("draft", text), path
    seen = {}
    for path, text in inside(written(library, "staff", tmp_path / "staff", project / "out/staff")):
        assert not told_of("draft", text), path
        seen.setdefault(path.relative_to(tmp_path / "staff").parts[0], set()).update(told_of("restricted", text))
    ledger = {*canary.DAYS["restricted"], *(canary.canary("restricted", place) for place in (*canary.LEDGER, "owner"))}
    for name in ("ledger.json", "measures.json", "library.sqlite"):
        assert ledger <= seen[name], (name, ledger - seen[name])
    for name in ("ledger.xlsx", "ledger.csv", "measures.xlsx", "measures.csv", "word"):
        assert ledger - {EVIDENCE} <= seen[name], (name, ledger - seen[name])
    assert seen["pages"] == seen["offline"] == SHOWN


LEFT = f"电话{PHONE}"
PLANTED = {
    ".html": lambda text: text.replace("</body>", f"<p>{LEFT}</p></body>"),
    ".json": lambda text: re.sub('"((?:[^"\\\\]|\\\\.)*)"', lambda old: f'"{old[1]}{LEFT}"', text, count=1),
    ".svg": lambda text: text.replace("</svg>", f"<title>{LEFT}</title></svg>"),
    ".xml": lambda text: re.sub(r"(</\w+>\s*)\Z", rf"<x>{LEFT}</x>\1", text),
    ".csv": lambda text: f"{text}{LEFT}\r\n",
    ".css": lambda text: f"{text}\np::after {{content: '{LEFT}'}}",
}
"""How a file of each kind is made to show a number."""
OURS = {("assets", ending) for ending in (".css", ".js", ".map")} | {("search", ".bin")}
"""What holds no text of anybody's: the looks and scripts of the package, and pairs of characters of the index."""


def test_i6_no_kind_of_file_is_passed_over(made):
    """Of all files of a whole site, one of each kind and writer that is made to show a number, or is changed."""
    site = made[0] / "out/staff"
    kinds = {}
    for path in sorted(files_below(site)):
        plain = path.removesuffix(".gz")
        writer = plain.partition("/")[0] if "/" in plain else ""
        kinds.setdefault((writer, Path(plain).suffix, path != plain), path)
    known = {*PLANTED, ".png", ".jpg", ".js", ".map", ".bin", ""}
    assert len(kinds) > 30 and {ending for _, ending, _ in kinds} <= known
    missed = []
    for (writer, ending, packed), path in kinds.items():
        data = (site / path).read_bytes()
        if packed:  # is what its plain file is, or it is refused
            plain = {path.removesuffix(".gz"): Reader().facts(path.removesuffix(".gz"), gzip.decompress(data) + b" ")}
            found = any("不一致" in line for line in judged({**plain, path: Reader().facts(path, data)}, ()))
        elif ending in (".png", ".jpg"):
            left = canary.picture(LEFT.encode())[-60:]
            facts = Reader().facts(path, (data[:-12] if ending == ".png" else data) + left)
            found = bool(facts.wrong)
        else:
            text = data.decode("utf-8", "surrogateescape")
            shown = PLANTED.get(ending, lambda text: text + LEFT)(text)
            facts = Reader().facts(path, shown.encode("utf-8", "surrogateescape")) if shown != text else None
            found = facts is not None and any(leak.kind == "mobile-number" for leak in facts.leaks)
        if found == ((writer, ending) in OURS and not packed):
            missed.append(path)
    assert missed == []


def test_no_file_is_an_unrendered_template(made):
    site = made[0] / "out/internal"
    assert not (site / "sitemap.xml").exists()
    texts = {path: path.read_text("utf-8") for path in site.rglob("*") if path.suffix in (".xml", ".txt")}
    assert [path for path, text in texts.items() if "{%" in text or "{{" in text] == []


def test_v7_what_is_hidden_changes_nothing(made, tmp_path):
    """Counts, neighbours, indexes and links of an audience are those of a library without the hidden materials."""
    _, library = made
    shutil.copytree(library, tmp_path / "open")
    for level in canary.LEVELS:
        for part in ("materials", "pictures"):
            shutil.rmtree(tmp_path / "open" / part / canary.canary(level, "folder"))
    pages = [
        {page.src_uri: page.text for page, _ in tree.write_tree(examine(root, "internal"), tmp_path / name)}
        for name, root in (("one", library), ("other", tmp_path / "open"))
    ]
    assert pages[0] == pages[1] and len(pages[0]) > 100


def test_pictures_stand_where_the_text_names_them(made):
    page = (made[0] / "out/internal/materials/2021/甲/index.html").read_text("utf-8")
    assert '<img alt="大厅" src="../../../pictures/2021/甲/图1.png"><br>\n〔图1：大厅〕' in page


def test_x7_deep_brackets_are_text(made):
    project, library = made
    page = html.unescape((project / "out/internal/materials/2021/丁/index.html").read_text("utf-8"))
    assert page.count("[") >= 8_000 and ">" * 2_000 in page
    began = time.process_time()
    assert examine(library, "internal").errors == ()
    assert time.process_time() - began < 2


@pytest.mark.parametrize("text", ["字" * 1_800_000, "字\n" * 100_000], ids=["5 MB", "100,000 lines"])
def test_x7_too_much_is_refused_at_once_and_others_are_read(tmp_path, text):
    canary.lay(tmp_path)
    (tmp_path / "materials/2021/大.md").write_text(text, "utf-8")
    began = time.process_time()
    reading = read_library(tmp_path)
    assert time.process_time() - began < 1
    assert [(f.rule, f.at.path) for f in reading.findings] == [("too-large", "materials/2021/大.md")]
    assert [m.id for m in reading.materials] == ["2021/乙", "2021/甲"]


def test_a_preview_shows_drafts_and_says_so(made, tmp_path):
    _, library = made
    address = f"materials/{canary.canary('draft', 'folder')}/{canary.canary('draft', 'file')}.md"
    examined = examine(library, "internal", drafts=True)
    shown = {page.src_uri: page.text for page, _ in tree.write_tree(examined, tmp_path)}
    assert "草稿" in shown[address] and "草稿" not in shown["materials/2021/甲.md"]


def test_v5_a_draft_in_the_nav(made, tmp_path):
    project, library = made
    config = project / "mkdocs.yml"
    before, path = config.read_text("utf-8"), f"{canary.canary('draft', 'folder')}/{canary.canary('draft', 'file')}.md"
    config.write_text(before.replace("nav:\n", f"nav:\n  - 草稿: materials/{path}\n"), "utf-8")
    try:
        done = review(project, "build", "--library", str(library), "--out", str(tmp_path / "out"))
    finally:
        config.write_text(before, "utf-8")
    assert done.returncode == 1
    assert re.search(rf"mkdocs.yml:\d+: 导航里的 materials/{path} 不是这一版的页面", done.stderr)
    assert not (tmp_path / "out").exists()


def test_x1_x3_x5_nothing_runs_and_nothing_is_fetched(made, browser):
    """On a server that sends no policy, so that the pages themselves are what holds."""
    project, _ = made
    page, wrong = browser.new_page(), []
    page.on("dialog", lambda dialog: (wrong.append(dialog.message), dialog.dismiss()))
    page.on("request", lambda asked: wrong.append(asked.url) if "127.0.0.1" not in asked.url else None)
    with plain(project / "out/internal") as base:
        for path in ("hostile/", "materials/2021/丙/", "problems/", "search/?q=alert"):
            page.goto(base + path, wait_until="networkidle")
            assert page.url == base + urllib.parse.quote(path, safe="/?=")
            page.evaluate(TOUCH)
        page.goto(base + "hostile/")
        assert page.locator("article").locator("script, style, iframe, form, base, meta, svg").count() == 0
        assert page.evaluate("document.querySelectorAll('#__config').length") == 1
        page.goto(base + "materials/2021/丙/")
        assert "<script>alert(9)</script>" in page.locator("article").inner_text()
    page.close()
    assert wrong == []


@pytest.fixture(scope="module")
def served(site, tmp_path_factory):
    """The project's site, published to a place that nginx serves with deploy/nginx.conf and deploy/csp.conf."""
    folder = tmp_path_factory.mktemp("served")
    place = Destination.parse(str(folder / "srv/internal"))
    publish(site, place)
    with nginx(folder / "nginx", folder / "srv") as base:
        yield base, place


@pytest.fixture
def reader(browser, served):
    """A reader's tab, logged in, that notes what the policy stops, what fails and what is asked of other hosts."""
    base, _ = served
    context = browser.new_context(http_credentials={"username": "reader", "password": "reader"})
    context.add_init_script("addEventListener('securitypolicyviolation', e => console.error('CSP ' + e.blockedURI))")
    page = context.new_page()
    page.wrong = []
    page.on("console", lambda line: page.wrong.append(line.text) if line.type == "error" else None)
    page.on("pageerror", lambda error: page.wrong.append(str(error)))
    page.on("request", lambda asked: None if asked.url.startswith(base) else page.wrong.append(asked.url))
    yield page
    context.close()


PAGES = (
    "", "campaigns/", "campaigns/2021-dangshi/", "headings/", "headings/2021-dangshi-2/", "problems/",
    "problems/innovation-awareness/", "recurrences/", "units/", "units/touzi/", "ledger/", "guide/", "guide/rules/",
    "materials/2021/投资促进局-局长/#p2-1", "search/",
)  # fmt: skip


def test_s4_a_walk_under_the_policy(reader, served):
    base, _ = served
    for path in PAGES:
        assert reader.goto(base + path).ok or path.endswith("#p2-1")
    reader.goto(base + "search/?q=学习", wait_until="networkidle")
    reader.locator("article mark").first.wait_for()
    reader.goto(base)
    for name in ("换成深色", "换成浅色"):
        reader.locator(f"label[title='{name}']:visible").click()
    reader.set_viewport_size({"width": 390, "height": 844})
    for path in ("ledger/", "materials/2021/投资促进局-局长/", ""):
        reader.goto(base + path)
    reader.locator("header label[for='__drawer']:visible").click()
    reader.locator("nav a:visible", has_text="整改台账").first.click()
    reader.wait_for_url("**/ledger/")
    assert reader.wrong == []
    assert reader.goto(base + "nowhere/").status == 404
    assert [line for line in reader.wrong if "404" not in line] == []


def test_s5_a_page_that_is_open_during_a_deploy(reader, served, made):
    base, place = served
    reader.goto(base + "search/?q=学习", wait_until="networkidle")
    reader.locator("article mark").first.wait_for()
    publish(made[0] / "out/internal", place, shrink=True, again=True)
    box = reader.locator("article input").first
    box.fill("原文")
    box.press("Enter")
    again = reader.get_by_role("button", name="重新载入本页")
    reader.locator("article mark", has_text="原文").or_(again).first.wait_for()
    if again.is_visible():
        again.click()
        reader.locator("article mark", has_text="原文").first.wait_for()


def test_q1_the_same_bytes_elsewhere(site, tmp_path):
    """A build of a copy, in another folder, time zone, locale and hash seed."""
    project = copied(tmp_path / "别 处" / "project")
    if (ROOT / ".git").exists():  # what git tells is shown, too
        subprocess.run(["git", "clone", "-q", "--no-checkout", ROOT, tmp_path / "clone"], check=True)
        (tmp_path / "clone/.git").rename(project / ".git")
        subprocess.run(["git", "reset", "-q"], cwd=project, check=True)
    elsewhere = {"TZ": "Pacific/Auckland", "LC_ALL": "C", "PYTHONHASHSEED": "7", "PYTHONUTF8": "1"}
    if moment(ROOT) is not None:
        elsewhere["SOURCE_DATE_EPOCH"] = str(read_manifest(site).sequence)
    done = review(project, "build", **elsewhere)
    assert done.returncode == 0, done.stderr
    one, other = ({p.relative_to(r).as_posix(): p.read_bytes() for p in r.rglob("*") if p.is_file()}
                  for r in (site, project / "site"))  # fmt: skip
    assert one.keys() == other.keys()
    assert [path for path in one if one[path] != other[path]] == []
    assert read_manifest(site).files == read_manifest(project / "site").files
