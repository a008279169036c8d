"""The page that shows every part of the design, for those who work on its looks: `make parts`. No site has it.

Its blocks are those of staff's pages of the sample library, of each the first that shows a class no block before it
shows; what the samples have no reason to show is made by the same forms below.
"""

from __future__ import annotations

import datetime
import re
import sys
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import urljoin

import lxml.html
from lxml.html import HtmlElement
from markdown import Markdown
from markupsafe import Markup
from playwright.sync_api import Page

from review.examine.library import examine
from review.model import Change, Due, History, LedgerEntry, Library
from review.publish import settings, tree
from review.publish.build import build
from review.show import addresses
from review.show.forms import entries
from review.show.forms.templates import environment
from review.show.pages import pages
from review.show.views.changes import LISTED
from review.show.views.material import ShownItem
from review.show.views.notes import Chip, Link, Margin, MarginLinks

ROOT = Path(__file__).parents[1]
THEME = ROOT / "hooks/review/theme"
ADDRESS = "parts/"
DAY = datetime.date(2026, 1, 9)
BUSY = f"changes/{DAY}-new/"
"""What came in on a day of which its month can't list all; the samples have no such day."""
ROWS = 5
FRONT = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
WIDTH = re.compile(r"b\d+")
"""The classes of a bar's width, which stand together in RARE."""
ARTICLE = re.compile(r"(<article[^>]*>).*(</article>)", re.DOTALL)
RARE = """\
{% import "macros.html.jinja" as m with context %}
{% import "figures.html.jinja" as f with context %}
<h3 id="third">三级标题</h3>
<h4 id="fourth">四级标题</h4>
<hr>
<p class="draft"><strong>草稿。</strong>只在预览里看得到，生成网站时不收。</p>
{{ m.parts(parts) }}
{{ m.further(parts) }}
<p class="scrolls">图可以向右拉，右边是近年和图例。</p>
<p class="more-rows">已列前 <strong>200</strong> 项，全部按单位看：</p>
<div class="bars">
{% for bar in bars %}
{{ m.bar(bar) }}
{% endfor %}
</div>
<p>{% for step in range(6) %}{{ f.cell(step, step, "index.md") }} {% endfor %} <em class="cell gap">缺</em></p>
<p>{{ m.strip(strip) }}</p>
<p>{% for word in states %}{{ m.state(word) }} {% endfor %}</p>
<div class="matrix roll long">
<table>
{{ m.head("各单位各方面的问题数", ("单位", "份", "学习", "合计")) }}
<tbody>
<tr><th scope="row"><em>镇</em> <span class="sum">31 个单位，平均每份</span></th>
<td></td><td><em class="mean">1.2</em></td><td><em class="mean">1.2</em></td></tr>
<tr><th scope="row"><a href="../">云台镇</a></th><td>2</td><td>0</td><td>0</td></tr>
</tbody>
</table>
</div>
<div class="matrix themes across">
<table>
{{ m.head("历年各主题的问题数", ("历年问题", "2024", "2025", "合计")) }}
<tbody>
<tr><th scope="row">主题未定</th><td><em class="cell">2</em></td><td>0</td><td>2</td></tr>
</tbody>
</table>
</div>
<div class="months">
<p><strong>月份</strong></p>
<ul><li><strong>2026 年 1 月</strong> <em>12</em></li></ul>
<details>
<summary>更早 1 个月</summary>
<ul><li><a href="../">2025 年 12 月</a> <em>4</em></li></ul>
</details>
</div>
<div class="change measure" data-time="0" data-count="1">
<p><em>整改</em></p>
<p><a href="../">每月读一本书</a><br>推进中</p>
<p>办公室</p>
</div>
<details class="posts" open>
<summary>副局长 <em>4 个问题</em></summary>
<p class="post"><a href="../">看原文</a></p>
</details>
{{ item }}
{{ nine }}
"""
"""What a site shows of a library that is larger, or less complete, than the samples."""


def rare() -> str:
    """The forms that no page of the samples shows, as HTML."""
    links = [Link(target="index.md", ordinal=str(n), label="每月读一本书", inferred=n % 2 == 0) for n in range(1, 8)]
    ledger = LedgerEntry(owner="办公室", status="推进中", due=Due(text="2025-06-30"), at=None)  # type: ignore[arg-type]
    margin = Margin(
        chip=Chip(target="index.md", name="理论学习", inferred=True), ledger=ledger, state="逾期",
        links=(MarginLinks(label="措施", shown=(*links[:5],), rest=(*links[5:],)),
               MarginLinks(label="根源", shown=(), rest=(), lack="未剖析根源")),
        again=((2021, "index.md"), (2024, "index.md")),
    )  # fmt: skip
    shown = ShownItem(id="shown", line=1, name="第 2.1 个问题", bold="一是学习不深。", rest="读文件多，读原著少。",
                      paragraphs=("全年只读完三本。",), notes=margin, pictures={})  # fmt: skip
    row = f"| {' | '.join('一二三四五六七八九')} |"
    return environment().from_string(RARE).render(
        url=addresses.linker("parts/index.md"), a=addresses,
        parts=[("2025", 210, "index.md", True), ("2024", 180, "index.md", False)],
        bars=[SimpleNamespace(label=f"{5 * n} %", target="", width=n, lack=n == 1, count=n) for n in range(21)],
        strip=SimpleNamespace(label="每年的问题数", steps=range(6)),
        states=("已销号", "已完成，待销号", "推进中", "未启动", "逾期"),
        item=entries.item(shown, addresses.linker("parts/index.md")),
        nine=Markup(entries.paragraph("\n".join((row, "|---" * 9 + "|", row))).replace("表格", "九列的表格")),
    )


def classes() -> set[str]:
    """Every class of the style sheets, but the theme's own."""
    text = "".join((THEME / name).read_text("utf-8") for name in settings.STYLES)
    text = re.sub(r"/\*.*?\*/|\{[^{}]*\}|\"[^\"]*\"", "{}", text, flags=re.DOTALL)
    return {name for name in re.findall(r"\.([a-z][\w-]*)", text) if not name.startswith("md-")}


def html(text: str) -> str:
    """A page's HTML, which it is already or else is Markdown."""
    if text.startswith("<"):
        return text
    names = ["toc", "tables", "fenced_code", *settings.EXTENSIONS]
    return Markdown(extensions=[*dict.fromkeys(names)], extension_configs=settings.EXTENSIONS).convert(text)


@cache
def staff() -> dict[str, str]:
    """Each of staff's pages of the samples, and those of a day on which much came in."""
    made = examine(ROOT, "staff", told=True)
    full = arrived(made.library, LISTED // len(made.library.materials) + 1)
    pages_made = {page.src_uri: page.text for page in tree.pages_of(made)}
    return pages_made | {uri: text for uri, text in full.items() if address_of(uri).startswith(BUSY)}


def arrived(library: Library, times: int, day: datetime.date = DAY) -> dict[str, str]:
    """The page of what is new, and those beside it, where all materials came in on one day, `times` each."""
    given = [Change(material=m.id, date=day, time=n, key=f"{n}{m.id}", first=True, reason="")
             for n in range(times) for m in library.materials]  # fmt: skip
    made = pages(replace(library, history=History(changes=tuple(given))))
    return {page.src_uri: page.text for page in made if page.src_uri.startswith(addresses.CHANGES.split("/")[0])}


def blocks() -> Iterator[str]:
    """The HTML of all parts, each under the address of the page that it is taken from."""
    left = {name for name in classes() if not WIDTH.fullmatch(name)}
    for uri, text in staff().items():
        if not left.isdisjoint(re.findall(r"[\w-]+", text)):
            for block in _body(text, uri):
                if new := left & set(_named(block)):
                    left -= new
                    _shorten(block, new)
                    yield f"<p><code>{uri}：{' '.join(f'.{name}' for name in sorted(new))}</code></p>"
                    yield lxml.html.tostring(block, encoding="unicode")
    yield "<h2>样例里没有的</h2>"
    yield from (lxml.html.tostring(block, encoding="unicode") for block in _body(rare(), ADDRESS))


def _named(block: HtmlElement) -> list[str]:
    return [name for element in block.iter() for name in (element.get("class") or "").split()]


def _body(text: str, uri: str) -> HtmlElement:
    """A page's HTML: its links lead from the page of parts to where they led, its title is no title of this one."""
    body = lxml.html.fragment_fromstring(html(FRONT.sub("", text)), create_parent="body")
    for element in body.iter():
        if target := element.get("href"):
            element.set("href", "../" + address_of(urljoin(address_of(uri), target)))
        if element.tag == "h1":
            element.tag = "h2"
        element.attrib.pop("id", None)
    return body


def address_of(source: str) -> str:
    """Where a page's source is shown."""
    path, _, anchor = source.partition("#")
    path = re.sub(r"(?:^|(?<=/))index\.md$", "", path)
    return re.sub(r"\.md$", "/", path) + (f"#{anchor}" if anchor else "")


def _shorten(block: HtmlElement, new: set[str]) -> None:
    """Of long tables and lists only the first rows, and those that show something new."""
    for rows in (*block.iter("tbody"), *block.iter("ul")):
        for row in list(rows)[ROWS:]:
            if new.isdisjoint(_named(row)):
                rows.remove(row)


def staffs_page(site: Path, uri: str) -> str:
    """A page that only staff's site has, in the frame that a page of `site` has."""
    body = lxml.html.fragment_fromstring(html(FRONT.sub("", staff()[uri])), create_parent="body")
    for link in body.iter("a"):
        if (target := link.get("href", "")) and "?" not in target and not target.startswith("#"):
            link.set("href", "../" * address_of(uri).count("/") + urljoin(address_of(uri), target))
    next(body.iter("h1")).set("id", "page")
    shown = "\n".join(lxml.html.tostring(block, encoding="unicode") for block in body)
    frame = (site / "statistics/index.html").read_text("utf-8")  # its contents are hidden, as theirs are
    frame = re.sub(r'href="#[^"]*" class="md-skip"', 'href="#page" class="md-skip"', frame)
    deeper = "../" * (address_of(uri).count("/") - 1)
    frame = re.sub(r'((?:href|src)=")\.\./', rf"\1{deeper}../", frame).replace('"base": ".."', f'"base": "{deeper}.."')
    return ARTICLE.sub(lambda found: f"{found[1]}{shown}{found[2]}", frame)


def route_staff(tab: Page, address: str, site: Path) -> None:
    """Let a browser's tab have what a reader's site has not, at its addresses: staff's pages, those of a full day."""
    for uri in staff():
        if address_of(uri).startswith(("quality/", "copies/", BUSY)):
            tab.route(address + address_of(uri), lambda route, _, uri=uri: route.fulfill(
                body=staffs_page(site, uri), content_type="text/html"))  # fmt: skip


def page(site: Path) -> str:
    """The page, in the frame that a page of `site` has."""
    frame = (site / "problems/index.html").read_text("utf-8")
    frame = re.sub(r'href="#[^"]*" class="md-skip"', 'href="#parts" class="md-skip"', frame)
    frame = frame.replace('class="search-box"', 'class="search-box" aria-label="页眉"')  # home's stands below it
    shown = "\n".join(('<h1 id="parts">各种版式</h1>', *blocks()))
    return ARTICLE.sub(lambda found: f"{found[1]}{shown}{found[2]}", frame)


if __name__ == "__main__":
    out = Path(sys.argv[1])
    build(ROOT, "staff", out)
    (out / ADDRESS).mkdir()
    (out / ADDRESS / "index.html").write_text(page(out), "utf-8")
    print(out / ADDRESS / "index.html")
