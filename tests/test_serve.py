"""The preview: what is saved is shown, what is wrong is said in the browser, and only this machine sees it."""

import http.client
import json
import os
import re
import socket
import struct
import subprocess
import sys
import threading
from functools import partial
from http.server import ThreadingHTTPServer
from urllib.parse import quote

import pytest

from increments import library, project  # noqa: F401, fixtures
from review.publish.preview import Preview
from review.publish.serve import HOST, NEWER, Handler, Shown, serve
from review.publish.watch import differing, disk_state


@pytest.fixture
def shown(library):  # noqa: F811
    return Shown(library, "internal")


@pytest.fixture
def server(shown):
    server = ThreadingHTTPServer((HOST, 0), partial(Handler, shown=shown))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def ask(server):
    def asked(path, host=HOST, method="GET"):
        link = http.client.HTTPConnection(HOST, server.server_port, timeout=120)
        link.request(method, path, headers={"Host": f"{host}:{server.server_port}"})
        answer = link.getresponse()
        return answer.status, answer.read().decode("utf-8", "replace")

    return asked


def state_of(page):
    """By what a page asks whether it is still the newest."""
    return re.search(r'\}\)\("(\w+)"\);</script>', page)[1]


def alert(page):
    """What a page says is wrong, with the tags that a hostile file might have brought."""
    return (re.findall(r'<div role="alert" style="position[^>]*>(.*?)</div>', page, re.S) or [""])[0]


def test_what_is_saved_is_shown_and_what_is_wrong_is_said(project, library, shown, ask):  # noqa: F811
    shown.refresh()
    first, second = sorted((library / "materials").iterdir())[:2]
    address = quote(f"/materials/{first.stem}/")
    text, other = first.read_text("utf-8"), second.read_text("utf-8")
    status, page = ask(address)
    assert status == 200 and f'fetch("{NEWER}?"' in page and not alert(page)
    state = state_of(page)
    first.write_text(text + "\n四是落实不够。回头看很少做。\n", "utf-8")
    second.write_text(other.replace("visibility: internal", "visibility: <b>"), "utf-8")
    shown.refresh()
    status, page = ask(address)
    told = json.loads(ask(f"{NEWER}?seen={state}&page={quote(address)}")[1])
    assert "回头看很少做" in page and told == {"seen": state_of(page), "busy": False} and told["seen"] != state
    assert f"materials/{second.name}:" in alert(page) and "有错误的文件没有显示" in alert(page)
    assert "&lt;b&gt;" in alert(page) and "<b>" not in alert(page)
    assert ask("/nothing")[0] == 404
    second.write_text(other.replace("visibility: internal", "visibility: draft"), "utf-8")
    shown.refresh()
    assert not alert(ask("/")[1]) and ask(quote(f"/materials/{second.stem}/"))[0] == 200
    guide = project / "docs/guide/index.md"
    before = guide.read_text("utf-8")
    guide.write_text(before + "\n[看](nowhere.md)\n", "utf-8")
    shown.refresh()
    guide.write_text(before, "utf-8")
    status, page = ask("/guide/")
    assert status == 200 and "nowhere" not in page.replace(alert(page), "")
    assert "网站没有更新" in alert(page) and "链接 nowhere.md 指向的文件不存在" in alert(page)


@pytest.mark.parametrize(("folder", "said"), [
    ("materials", "materials:1: 应为文件夹"), ("vocabulary", "vocabulary:1: 词表的文件夹不见了"),
])  # fmt: skip
def test_a_folder_that_is_away_for_a_moment_leaves_the_site_as_it_is(library, shown, ask, folder, said):  # noqa: F811
    shown.refresh()
    before = contents(shown.site)
    (library / folder).rename(library / "away")
    shown.refresh()
    page = ask("/")[1]
    assert "网站没有更新" in alert(page) and said in alert(page) and contents(shown.site) == before
    (library / "away").rename(library / folder)
    shown.refresh()
    assert contents(shown.site) == before and not alert(ask("/")[1])


def test_the_terminal_says_what_became_of_each_save(project, library, monkeypatch):  # noqa: F811
    config, first = project / "mkdocs.yml", sorted((library / "materials").iterdir())[0]
    right, text = config.read_text("utf-8"), first.read_text("utf-8")
    wrong = text.replace("kind:", "sort:", 1)
    saves = iter([(config, "nav: ["), (config, right), (config, "nav: ["), (config, right), (first, wrong)])

    class Saves:
        def __init__(self, paths):
            self.wait()

        def wait(self):
            file, now = next(saves, (None, ""))
            if file is None:
                raise KeyboardInterrupt
            file.write_text(now, "utf-8")
            return [str(file)]

    monkeypatch.setattr("review.publish.serve.Watch", Saves)
    said = []
    with pytest.raises(KeyboardInterrupt):
        serve(library, "internal", 0, said.append)
    shape = [re.sub(r"http\S+", "URL", re.sub(r"[\d:]{8} |[\d.]+ 秒", "", line)) for line in said]
    done = "已更新，用时 。"
    assert [line for line in shape if ":" not in line] == [
        "正在生成网站……", "网站在 URL ，保存文件后自动刷新；按 Ctrl+C 停止。", "网站还没有生成，改好后保存就生成：",
        done, "网站没有更新，这里还是上次的样子：", done, done, "有错误的文件没有显示：",
    ]  # fmt: skip
    assert [line.split(":")[0] for line in shape if ":" in line][:3] == ["mkdocs.yml"] * 2 + [f"materials/{first.name}"]


def contents(site):
    """The files of a site."""
    found = (path for path in site.rglob("*") if path.is_file())
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in found}


def test_what_is_saved_and_what_is_open_come_first(project, library, shown, ask, monkeypatch):  # noqa: F811
    """They are shown while the rest is made, which pages say; the search follows when it is asked for. Then all is as
    if it were made at once."""
    shown.refresh()
    first = sorted((library / "materials").iterdir())[0]
    address, seen, real = quote(f"/materials/{first.stem}/"), {}, shown.preview.rest
    before = contents(shown.site)
    assert not any(path.startswith("search/data") for path in before)
    old = json.loads(ask("/search/data/entry.json")[1])["segments"]
    unit = re.search(r"units/[\w-]+/", ask(address)[1])[0]
    ask(f"/{unit}")

    def rest(*given):
        seen.update({path: ask(path)[1] for path in (address, "/")})
        seen["busy"] = json.loads(ask(f"{NEWER}?seen={state_of(seen['/'])}&page=/")[1])["busy"]
        now = contents(shown.site)
        seen["made"] = {path for path in before if now[path] != before[path]}
        real(*given)

    monkeypatch.setattr(shown.preview, "rest", rest)
    text = first.read_text("utf-8")
    first.write_text(text.replace("\ntitle: ", "\ntitle: 改过的", 1) + "\n四是落实不够。回头看很少做。\n", "utf-8")
    shown.refresh(changed=[str(first)])
    monkeypatch.undo()
    assert "回头看很少做" in seen[address] and seen["busy"] is True
    assert all('role="status" style' in seen[path] for path in (address, "/"))
    assert seen["made"] == {f"materials/{first.stem}/index.html", f"{unit}index.html"}
    assert 'role="status" hidden' in ask("/")[1]
    pieces = [path.name for path in shown.site.glob("search/data/*/*")]
    assert all(any(one["key"] in name for name in pieces) for one in old)  # pages that know them still find them
    assert json.loads(ask("/search/data/entry.json")[1])["segments"] != old
    whole = Preview(library, "internal", library / "whole")
    whole.look()
    whole.rest()
    whole.index()
    assert contents(whole.out) == contents(shown.site)
    guide = project / "docs/guide/index.md"
    right = guide.read_text("utf-8")
    first.write_text(text, "utf-8")
    guide.write_text(right + "\n[看](nowhere.md)\n", "utf-8")
    shown.refresh(changed=[str(first)])
    page = ask(address)[1]
    assert "回头看很少做" not in page and "其余还是上次的样子" in alert(page)
    guide.write_text(right, "utf-8")
    shown.refresh(changed=[str(guide)])
    assert not alert(ask("/")[1]) and "改过的" not in ask(f"/{unit}")[1]


def test_who_goes_on_before_the_answer_is_no_error(shown, server, capfd):
    shown.site.mkdir(parents=True, exist_ok=True)
    (shown.site / "large.bin").write_bytes(bytes(30_000_000))
    with socket.create_connection((HOST, server.server_port)) as link:
        link.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        link.sendall(f"GET /large.bin HTTP/1.1\r\nHost: {HOST}:{server.server_port}\r\n\r\n".encode())
        link.recv(10)
    server.shutdown()
    server.server_close()  # waits for the answer's thread
    assert "Traceback" not in capfd.readouterr().err


def test_nobody_else_sees_it(ask):
    assert ask("/", host="intranet.example")[0] == 403
    assert ask("/", method="HEAD")[0] == 405
    assert ask("/../../../../etc/hostname")[0] == 404


def test_what_comes_goes_and_comes_back_is_noticed(tmp_path):
    paths = [tmp_path / "materials", tmp_path / "moved.yml"]
    before = disk_state(paths)
    assert before == {}
    (tmp_path / "materials/2024").mkdir(parents=True)
    (tmp_path / "materials/2024/a.md").write_text("一")
    paths[1].write_text("x")
    there = disk_state(paths)
    assert [path for path in differing(before, there) if not path.endswith("/")] == [
        f"{paths[0]}/2024/a.md", str(paths[1])]  # fmt: skip
    os.rename(paths[0], tmp_path / "away")
    gone = disk_state(paths)
    assert differing(there, gone) == [f"{paths[0]}/", f"{paths[0]}/2024/", f"{paths[0]}/2024/a.md"]
    os.rename(tmp_path / "away", paths[0])
    assert disk_state(paths) == there
    os.utime(paths[1], (1, 1))
    assert differing(there, disk_state(paths)) == [str(paths[1])]


def test_what_came_and_went_while_pages_were_made_is_noticed(tmp_path):
    """Else what was wrong with it would be said until the next save."""
    os.utime(tmp_path, (1, 1))
    before = disk_state([tmp_path])
    (tmp_path / "a.md").write_text("坏")
    (tmp_path / "a.md").unlink()
    assert differing(before, disk_state([tmp_path])) == [f"{tmp_path}/"]


WORKERS = """
import os, time
from review import spread
spread._cores = lambda: 2
def work(_):
    os.write(1, b"at work;")
    time.sleep(600)
list(spread.cores(work, range(2)))
"""


def test_workers_end_with_the_process_that_made_them():
    with subprocess.Popen([sys.executable, "-c", WORKERS], stdout=subprocess.PIPE) as made:
        while os.read(made.stdout.fileno(), 8) != b"at work;":
            pass
        made.kill()
        made.communicate(timeout=60)  # ends when nobody has the pipe any more
