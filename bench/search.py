"""Index libraries of made-up materials, search them in Chromium behind nginx, and print what it costs.

    bench/search.py [--queries 300] [--keep FOLDER] [--pagefind PYTHON] [--material] N…

For each N a library is made with `corpus.py OUT N` (the path of that tool is in CORPUS). Queries are drawn from it:
words, pairs, substrings of 1 to 8 characters, with punctuation, Traditional, obfuscated; every answer is compared
with plain substring search. Bytes are what nginx sends, headers too, precompressed as `review build` leaves them.
--keep leaves library, site and passages in FOLDER and takes them from there the next time: then only the queries
take time. Making them goes on all cores; the figures of the index are of one process, the queries' of the browser.
--pagefind measures Pagefind beside it (PYTHON -m pagefind; Chinese needs pagefind[extended]), --material the theme's
own search.
"""

from __future__ import annotations

import argparse
import contextlib
import gzip
import html
import json
import os
import pickle
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from types import SimpleNamespace

PROJECT = Path(__file__).parents[1]
sys.path.insert(0, str(PROJECT / "tests"))
CORPUS = os.environ.get("CORPUS", "../shared/tools/corpus.py")
CHROMIUM = "/usr/bin/chromium-headless-shell"
NGINX = """{user} pid {folder}/pid; error_log stderr; worker_processes 2; events {{}}
http {{ include /etc/nginx/mime.types; log_format sent "$bytes_sent $uri"; access_log {folder}/sent sent; {paths}
 map $uri $cached {{ default "no-cache"; "~[.-][0-9a-f]{{8,64}}\\.[a-z0-9]+$" "max-age=31536000, immutable"; }}
 server {{ listen 127.0.0.1:{port}; root {site}; gzip_static on; add_header Cache-Control $cached; }} }}"""


def index(root: Path, site: Path, found: Path) -> dict[str, float]:
    """Index the library at `root` into `site`; in a process of its own, as memory is that of the process.

    Its passages go to the file `found`: the library is read once.
    """
    from truth import folded_passages

    from review.examine.library import examine
    from review.show import search
    from review.spread import cores

    library = examine(root, "internal", spread=cores).library
    before = resource.getrusage(resource.RUSAGE_SELF)
    with tempfile.TemporaryDirectory() as cache:
        search.write_index(library, site, Path(cache))
        after = resource.getrusage(resource.RUSAGE_SELF)
    texts = folded_passages(library)
    found.write_bytes(pickle.dumps((library.vocabulary, texts)))
    text = sum(len(source.encode()) for _, _, _, source, _ in texts)
    lists = [path.stat().st_size for path in site.glob("search/data/*/*.bin")]
    tables = [gzip.compress(path.read_bytes(), 6) for path in site.glob("search/data/*/table-*")]
    return {
        "CPU ms a material": 1000 * (after.ru_utime - before.ru_utime) / len(library.materials),
        "system ms a material, writing files": 1000 * (after.ru_stime - before.ru_stime) / len(library.materials),
        "peak MB": after.ru_maxrss / 1024,
        "of it the library, MB": before.ru_maxrss / 1024,
        "lists MB": sum(lists) / 1e6,
        "lists / text": sum(lists) / text,
        "largest list KB": max(lists) / 1e3,
        "tables KB, packed": sum(map(len, tables)) / 1e3,
        "files": sum(1 for path in site.glob("search/data/**/*") if path.is_file()),
        "index MB": sum(path.stat().st_size for path in site.glob("search/data/**/*") if path.is_file()) / 1e6,
    }


@contextlib.contextmanager
def served(site: Path, folder: Path):
    """`site` behind nginx; yields its address and the file that gets the bytes of each answer."""
    from servers import free_port, running

    port = free_port()
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    paths = "".join(f"{kind}_temp_path {folder}/{kind};" for kind in kinds)
    user = "user root;" if os.getuid() == 0 else ""
    folder.mkdir(parents=True)
    conf = folder / "nginx.conf"
    conf.write_text(NGINX.format(user=user, folder=folder, site=site, port=port, paths=paths))
    with running(["nginx", "-c", str(conf), "-g", "daemon off;"], port, folder / "log"):
        yield f"http://127.0.0.1:{port}/", folder / "sent"


def sent(log: Path) -> int:
    return sum(int(line.split()[0]) for line in log.read_text().splitlines())


TYPED = """async ([query, late]) => {
    const field = document.querySelector(".search-field input"), hits = document.querySelector(".search");
    const begin = performance.now();
    field.value = query;
    field.form.dispatchEvent(new Event("submit", { cancelable: true }));
    const say = document.querySelector(".search-status[role]");
    say.textContent = "";
    while (!say.textContent || say.textContent.includes("正在检索")) await new Promise((r) => requestAnimationFrame(r));
    const time = performance.now() - begin;
    const question = { query, filters: {}, sort: "year", from: 0, count: late };
    const { ask } = await import("/assets/search/client.js");
    const answer = await ask(question), between = performance.now();
    if (answer.terms && !answer.all) await ask({ query, near: true });
    return [time, performance.now() - between, answer];
}"""


def search_in_browser(found: Path, site: Path, number: int, work: Path) -> dict[str, float]:
    """Ask `number` queries of the passages in the file `found` on the search page: exact, and at what cost."""
    from playwright.sync_api import sync_playwright
    from truth import Truth, exact

    from review.show.search.fold import Folding
    from searching import queries

    vocabulary, texts = pickle.loads(found.read_bytes())
    truth = Truth(Folding(vocabulary.terms), texts)
    words = [word for theme in vocabulary.themes for type in theme.types for word in type.words]
    asked = ["理论学习", *queries([SimpleNamespace(source=text[3]) for text in texts], words, number)]
    with served(site, work) as (address, log), sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page()
        page.goto(f"{address}search/")
        page.wait_for_load_state("networkidle")
        page.evaluate(
            "self.long = []; new PerformanceObserver((list) => list.getEntries()"
            ".forEach((e) => self.long.push(e.duration))).observe({ entryTypes: ['longtask'] })"
        )
        times, after, moved, single, wrong = [], [], [], [], 0
        for query in asked:
            before = sent(log)
            milliseconds, similar, answer = page.evaluate(TYPED, [query, 20])
            page.wait_for_timeout(20)
            bytes_sent = sent(log) - (before if times else 0)
            times.append(milliseconds)
            after.append(similar)
            moved.append(bytes_sent)
            one = len(truth.terms(query)) == 1 and len(truth.terms(query)[0]) == 1
            single += [bytes_sent] if one else []
            wrong += not exact(page, truth, query, answer)
        typed = typing(page)
        browser.close()
    later, order = moved[1:], sorted(times[1:])
    return {
        "queries": len(asked),
        "wrong": wrong,
        "first answer KB, page and all": moved[0] / 1e3,
        "first answer ms": times[0],
        "later KB, median": statistics.median(later) / 1e3,
        "later KB, p95": sorted(later)[int(0.95 * len(later))] / 1e3,
        "one character KB, max": max(single, default=0) / 1e3,
        "later ms, median": statistics.median(order),
        "later ms, p95": order[int(0.95 * len(order))],
        "later ms, max": order[-1],
        "nothing found: what is similar, ms after it, max": max(after),
        "longest block while typing ms (50 and more)": typed,
    }


def typing(page) -> float:
    """Type a sentence key by key; the longest time the page was held up."""
    page.evaluate("self.long.length = 0")
    page.get_by_role("searchbox").fill("")
    page.keyboard.type("理论学习不深不透，学用脱节", delay=60)
    page.wait_for_timeout(500)
    return max(page.evaluate("self.long"), default=0)


def site_of(work: Path) -> Path:
    """The project's own site: its search page finds whatever index lies beside it."""
    site = work / "site"
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(site)]
    subprocess.run(command, check=True, cwd=PROJECT, stderr=subprocess.DEVNULL)
    shutil.rmtree(site / "search/data")
    return site


def plain_pages(root: Path, out: Path) -> None:
    """Each material as a bare page, for other engines."""
    for path in (root / "materials").rglob("*.md"):
        body = path.read_text("utf-8").split("---", 2)[2]
        target = out / path.relative_to(root).with_suffix(".html")
        target.parent.mkdir(parents=True, exist_ok=True)
        lines = "".join(f"<p>{html.escape(line)}</p>" for line in body.splitlines() if line)
        target.write_text(f'<html lang="zh"><title>{path.stem}</title><body>{lines}</body></html>', "utf-8")


def pagefind(root: Path, work: Path, python: str) -> dict[str, float]:
    """Pagefind on the same texts."""
    plain_pages(root, work / "plain")
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    subprocess.run([python, "-m", "pagefind", "--site", work / "plain"], check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    count = sum(1 for _ in (root / "materials").rglob("*.md"))
    sizes = [path.stat().st_size for path in (work / "plain/pagefind").rglob("*") if path.is_file()]
    return {
        "CPU ms a material": 1000 * (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) / count,
        "seconds": time.monotonic() - began,
        "index MB": sum(sizes) / 1e6,
        "files": len(sizes),
    }


def material(root: Path, work: Path) -> dict[str, float]:
    """The search of Material for MkDocs: what a reader downloads before the first answer."""
    (work / "mkdocs.yml").write_text(
        f"site_name: x\ndocs_dir: {root}/materials\ntheme: {{name: material, language: zh, font: false}}\n"
        "plugins: [search]\nnav: []\n"
    )
    began = time.monotonic()
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(work / "material")]
    subprocess.run(command, check=True, cwd=work, stderr=subprocess.DEVNULL)
    made = (work / "material/search/search_index.json").read_bytes()
    return {"seconds, site and all": time.monotonic() - began, "download MB": len(made) / 1e6,
            "packed MB": len(gzip.compress(made, 6)) / 1e6}


def show(title: str, rows: dict[str, float]) -> None:
    print(f"\n| {title} | |\n|---|---|")
    for name, value in rows.items():
        print(f"| {name} | {value:.2f} |" if isinstance(value, float) else f"| {name} | {value} |", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("numbers", nargs="*", type=int, default=[1000])
    parser.add_argument("--queries", type=int, default=300)
    parser.add_argument("--pagefind", metavar="PYTHON")
    parser.add_argument("--material", action="store_true")
    parser.add_argument("--keep", type=Path, metavar="FOLDER")
    parser.add_argument("--index", nargs=3, type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.index:
        print(json.dumps(index(*options.index)))
        return
    for number in options.numbers:
        with tempfile.TemporaryDirectory() as folder:
            run(number, options.keep / str(number) if options.keep else Path(folder), options)


def run(number: int, work: Path, options: argparse.Namespace) -> None:
    root, site, found = work / "library", work / "site", work / "passages"
    if not found.exists():
        make(number, work, root, found)
    shutil.rmtree(work / "nginx", ignore_errors=True)
    show(f"search in {number} materials", search_in_browser(found, site, options.queries, work / "nginx"))
    if options.pagefind:
        show(f"Pagefind, {number} materials", pagefind(root, work, options.pagefind))
    if options.material:
        show(f"Material's own, {number} materials", material(root, work))


def make(number: int, work: Path, root: Path, found: Path) -> None:
    """The library, its site with the index, and its passages in the file `found`, which is there when all is."""
    from review.publish.compress import gzipped

    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True, mode=0o755)
    subprocess.run([sys.executable, CORPUS, root, str(number)], check=True)
    site = site_of(work)
    partial = found.with_suffix(".partial")
    made = subprocess.check_output([sys.executable, __file__, "--index", root, site, partial])
    show(f"index of {number} materials", json.loads(made))
    for path in [path for path in site.rglob("*") if path.is_file()]:
        if small := gzipped(path.name, path.read_bytes()):
            path.with_name(f"{path.name}.gz").write_bytes(small)
    partial.rename(found)


if __name__ == "__main__":
    main()
