"""The output gates: each fault put into a good site is found, by file and by name."""

import gzip
import pickle

import pytest

from review.publish.compress import gzipped
from review.publish.csp import found_hashes, policy, stated_hashes
from review.publish.facts import Reader
from review.publish.gates import check_site, judged
from review.publish.last import Last, Site
from review.publish.output import outputs
from review.publish.sanitise import sanitise
from test_pictures import SOUND

HEAD = '<html><head><link rel="stylesheet" href="{up}assets/a.css"><script>start()</script></head>'
PAGE = HEAD + '<body><h1 id="top">题</h1><a href="{link}">看</a><img src="{up}assets/a.png" alt="图"></body></html>'


@pytest.fixture
def site(tmp_path):
    files = {
        "index.html": PAGE.format(up="", link="materials/2021/%E7%94%B2%E4%B9%A1/#p1-1"),
        "materials/2021/甲乡/index.html": PAGE.format(up="../../../", link="../../../?h=%E7%94%B2#top").replace(
            "<h1", '<p id="p1-1">一是</p><h1'
        ),
        "assets/a.css": "a{background:url(a.png)} b{mask:url('data:image/svg+xml,<svg/>')}",
        "404.html": PAGE.format(up="/库/", link="/库/materials/2021/甲乡/"),
    }
    for path, text in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, "utf-8")
    (tmp_path / "assets/a.png").write_bytes(SOUND["png"])
    return tmp_path


def faults(site, hashes=None):
    return list(check_site(site, found_hashes(site) if hashes is None else hashes, "/库/"))


def test_a_good_site_passes(site):
    assert not any(gzipped(path.name, path.read_bytes()) for path in site.rglob("*") if path.is_file())
    assert faults(site) == []


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        ('<a href="nowhere/">x</a>', "index.html: 链接失效：nowhere/"),
        ('<a href="materials/2021/甲乡/#p9">x</a>', "index.html: 锚点失效：materials/2021/甲乡/#p9"),
        ('<a href="#p9">x</a>', "index.html: 锚点失效：#p9"),
        ('<img src="assets/b.png">', "index.html: 链接失效：assets/b.png"),
        ('<img srcset="assets/a.png 1x, assets/b.png 2x">', "index.html: 链接失效：assets/b.png"),
        ('<img src="https://example.org/a.png">', "index.html: 不允许指向站外或脚本：https://example.org/a.png"),
        ('<script src="//example.org/a.js"></script>', "index.html: 不允许指向站外或脚本：//example.org/a.js"),
        ('<a href="javascript:alert(1)">x</a>', "index.html: 不允许指向站外或脚本：javascript:alert(1)"),
        ('<a href="&#106;avascript:alert(1)">x</a>', "index.html: 不允许指向站外或脚本：javascript:alert(1)"),
        ('<a href="data:text/html,x">x</a>', "index.html: 不允许指向站外或脚本：data:text/html,x"),
        ('<p onclick="x()">x</p>', "index.html: 不允许的属性 onclick=（在 <p> 中）"),
        ('<p style="color:red">x</p>', "index.html: 不允许的属性 style=（在 <p> 中）"),
        ('<base href="/">', "index.html: 不允许的元素 <base>"),
        ('<meta http-equiv="Refresh" content="0">', "index.html: 不允许的元素 <meta>"),
        ("<iframe></iframe>", "index.html: 不允许的元素 <iframe>"),
        ("<ruby>甲</ruby>", "index.html: 不允许的元素 <ruby>"),
        ("<rt>甲</rt>", "index.html: 不允许的元素 <rt>"),
        ("<bdo>x</bdo>", "index.html: 不允许的元素 <bdo>"),
        ('<p dir="RTL">x</p>', "index.html: 不允许的属性 dir=（在 <p> 中）"),
        ("<SCRIPT>start(3)</SCRIPT>", "index.html: 不允许的元素 <SCRIPT>，应写作 <script>"),
        ('<p onclick=a"b>x</p>', 'index.html: 读不懂的标签：<p onclick=a"b>x'),
        ('<!--> <b>x</b> -->', "index.html: 注释写得各人读法不同"),
        ('<!-- --!> <b>x</b> -->', "index.html: 注释写得各人读法不同"),
        ('<a href="http://[">x</a>', "index.html: 不允许指向站外或脚本：http://["),
    ],
)
def test_a_fault_in_a_page(site, broken, said):
    page = site / "index.html"
    page.write_text(page.read_text("utf-8").replace("</body>", broken + "</body>"), "utf-8")
    assert faults(site) == [said]


def test_links_out_are_for_people_only(site):
    page = site / "index.html"
    page.write_text(page.read_text("utf-8") + '<a href="https://git.example.org/edit">改</a>', "utf-8")
    assert faults(site) == []


def test_s3_a_script_the_policy_does_not_know(site):
    known = found_hashes(site)
    page = site / "index.html"
    page.write_text(page.read_text("utf-8").replace("start()", "start(2)"), "utf-8")
    (found,) = faults(site, known)
    assert found.startswith("index.html: 内联脚本的哈希不在 CSP 中：start(2)…（sha256-")


def test_x_scripts_in_comments_and_data_are_no_scripts(site):
    page = site / "index.html"
    page.write_text(
        page.read_text("utf-8")
        + '<!-- <p onclick="x"> --><script type="application/json">{"a":"<p style=x>"}</script>',
        "utf-8",
    )
    assert faults(site) == []


def test_pages_over_the_limit(site):
    page = site / "index.html"
    page.write_text(page.read_text("utf-8") + "字" * 100_000, "utf-8")
    assert faults(site) == ["index.html: 300 KB，超过 300 KB"]


def test_p8_no_pages(tmp_path):
    assert faults(tmp_path) == ["index.html: 没有首页，构建不完整"]


@pytest.mark.parametrize("rule", ["@import 'https://example.org/a.css';", "a{background:url(//example.org/a.png)}"])
def test_stylesheets_ask_no_other_host(site, rule):
    (site / "assets/a.css").write_text(rule)
    assert "样式表引用站外资源" in faults(site)[0]


def test_stylesheets_find_their_files(site):
    (site / "assets/a.css").write_text("a{background:url('../b.png')}")
    assert faults(site) == ["assets/a.css: 链接失效：b.png"]


def test_p14_stale_compressed_file(site):
    big = site / "assets" / "a.css"
    big.write_text("a{}" * 2000)
    small = gzipped("assets/a.css", big.read_bytes())
    (site / "assets" / "a.css.gz").write_bytes(small)
    assert gzip.decompress(small) == big.read_bytes() and faults(site) == []
    big.write_text("b{}" * 2000)
    assert faults(site) == ["assets/a.css.gz: 压缩文件与原文件不一致"]
    big.write_text("a{}" * 2000)
    assert gzipped("assets/a.css", big.read_bytes()) == small and gzipped("a.png", big.read_bytes()) is None


def test_p14_a_compressed_file_without_its_plain_one(site):
    (site / "a.txt.gz").write_bytes(gzip.compress("电话 13800138000".encode()))
    assert faults(site) == ["a.txt.gz: 压缩文件没有原文件，不能检查，所以不能发布"]


def test_facts_of_a_file_are_its_own(site):
    """Made in any order, by other readers, kept and read again, they say the same: a build may keep them."""
    files = {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}
    facts = {path: pickle.loads(pickle.dumps(Reader().facts(path, data))) for path, data in files.items()}
    reader = Reader()
    assert all(reader.facts(path, files[path]) == facts[path] for path in reversed(files))
    assert list(judged(facts, found_hashes(site), "/库/")) == []


def test_policy_states_its_hashes(site, tmp_path):
    hashes = found_hashes(site)
    (tmp_path / "csp.conf").write_text(policy(hashes))
    assert len(hashes) == 1 and stated_hashes(tmp_path / "csp.conf") == hashes
    assert "unsafe" not in policy(hashes)
    assert stated_hashes(tmp_path / "none") == set()


def test_two_places_with_one_id(site):
    page = site / "index.html"
    page.write_text(page.read_text("utf-8") + '<p id="top">x</p>', "utf-8")
    assert faults(site) == ["index.html: 两处用了同一个 id：top"]


@pytest.mark.parametrize(
    ("written", "left"),
    [
        ('<script>alert(1)</script><p onclick="x()">字</p>', "<p>字</p>"),
        ('<img src=x onerror="alert(1)">', '<img src="x">'),
        ('<a href="&#106;avascript:alert(1)">看</a>', "<a>看</a>"),
        ('<a href="data:text/html,x">看</a>', "<a>看</a>"),
        ('<div id="__config">字</div>', "<div>字</div>"),
        ('<p class="md-search own">字</p>', '<p class="own">字</p>'),
        ('<base href="/"><meta http-equiv="refresh" content="0">字', "字"),
        ('<form action="/x"><input name="a"></form><iframe src="/"></iframe>字', "字"),
        ('<style>p{}</style><p style="color:red">字</p>', "<p>字</p>"),
        ("<svg><script>alert(1)</script></svg>字", "字"),
    ],
)
def test_x1_x3_what_a_page_may_not_hold_is_taken_out(written, left):
    assert sanitise(written) == left


def test_what_a_page_is_made_of_stays():
    page = '<h2 id="a" data-toc-label="甲">一</h2><p><a href="../b/#c">看</a> <code>x</code></p>'
    page += '<table><thead><tr><th align="left">项</th></tr></thead><tbody><tr><td>1</td></tr></tbody></table>'
    assert sanitise(page) == page


def test_a_page_that_lost_an_anchor_is_held_against_those_that_were_not_made_anew(tmp_path):
    def add(site, unit, key, body):
        page = f"<!doctype html><html><body>{body}</body></html>"
        site.add(unit, key, *outputs(f"{unit}.html", page.encode(), site.reader, {}))

    first = Site(tmp_path / "site", tmp_path / "site", Last())
    add(first, "index", "1", '<a href="other.html#here">去</a>')
    add(first, "other", "1", '<p id="here">这里</p>')
    assert not [*first.faults((), "", ())]
    again = Site(tmp_path / "site", tmp_path / "new", first.finished())
    assert again.take("index", "1") and not again.take("other", "2")
    add(again, "other", "2", "<p>这里</p>")
    assert [*again.faults((), "", ())] == ["index.html: 锚点失效：other.html#here"]
