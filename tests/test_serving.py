"""deploy/nginx.conf under a real nginx: headers, path tricks, audiences, load. Named after FAULTS ids."""

import base64
import http.client
import os
import threading
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest

from publishing import build
from review.publish import far
from review.publish.far import Refused
from review.publish.manifest import make_manifest, write_manifest
from review.publish.place import Destination
from review.publish.release import publish
from servers import nginx

pytestmark = pytest.mark.slow
HEADERS = {
    "Content-Security-Policy",
    "Cache-Control",
    "X-Content-Type-Options",
    "X-Frame-Options",
    "Referrer-Policy",
    "Cross-Origin-Opener-Policy",
    "Cross-Origin-Resource-Policy",
    "Permissions-Policy",
    "X-Robots-Tag",
}
HASHED = ("app.0123456789abcdef.js", "main.57a0d79d.min.css", "t8-fcaf4a6e0a8392af.json")
DATED = ("照片-20220110.png", "notice-20220110.json", "a.20260101.min.js", "a-20220110a.png", "表.facade12.csv")
CSP = "add_header Content-Security-Policy \"default-src 'self'\" always;"


def get(base, path, login="reader", method="GET", **headers):
    """Ask for a path exactly as written, no normalisation on the way; returns (status, headers, body)."""
    asked = http.client.HTTPConnection(urlsplit(base).netloc, timeout=60)
    if login:
        headers["Authorization"] = "Basic " + base64.b64encode(f"{login}:{login}".encode()).decode()
    asked.request(method, path, headers=headers)
    answer = asked.getresponse()
    return answer.status, answer.headers, answer.read()


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    folder = tmp_path_factory.mktemp("served")
    for audience, word in [("internal", "内部"), ("staff", "限阅")]:
        site = folder / f"site-{audience}"
        build(site, 1, word, audience=audience)
        (site / "404.html").write_text(f"<p>没有这一页 {word}</p>", "utf-8")
        for name in (*HASHED, *DATED):
            (site / name).write_text("1")
        if audience == "staff":
            (site / "secret.png").write_bytes(b"\x89PNG secret")
            (site / "secret.json.gz").write_bytes(b"secret")
        write_manifest(site, make_manifest(site, audience, 1_700_000_000))
        publish(site, Destination.parse(str(folder / "srv" / audience)))
    with nginx(folder / "nginx", folder / "srv", CSP) as base:
        yield base, folder


def test_s1_every_answer_carries_every_header(served):
    base, _ = served
    tag = get(base, "/")[1]["ETag"]
    answers = {
        "page": get(base, "/"),
        "asset": get(base, "/app.0123456789abcdef.js"),
        404: get(base, "/nothing"),
        401: get(base, "/", login=None),
        304: get(base, "/", **{"If-None-Match": tag}),
        405: get(base, "/", method="POST"),
    }
    for name, (status, headers, _) in answers.items():
        assert status == (name if isinstance(name, int) else 200)
        assert set(headers) >= HEADERS, f"{name}: {HEADERS - set(headers)}"
        assert "nginx/" not in headers["Server"]
    assert "immutable" in answers["asset"][1]["Cache-Control"]
    assert "no-cache" in answers["page"][1]["Cache-Control"]


@pytest.mark.parametrize(
    "path",
    [
        "/..%2f..%2fetc/passwd",
        "//etc/passwd",
        "/.git/config",
        "/releases/",
        "/MANIFEST.sha256",
        "/state.json",
        "/manifests/",
        "/incoming/",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/p1/.htaccess",
    ],
)
def test_s2_path_tricks(served, path):
    status, _, body = get(served[0], path)
    assert status in (400, 404) and b"root:" not in body


def test_s2_no_listing(served):
    assert get(served[0], "/p1")[1]["Location"] == "/p1/"
    (served[1] / "srv" / "internal" / "current" / "empty").mkdir()
    assert get(served[0], "/empty/")[0] == 403


def test_s2_link_in_the_tree_is_not_followed(served):
    base, folder = served
    link = folder / "srv" / "internal" / "current" / "p1" / "passwd.html"
    link.symlink_to("/etc/passwd")
    try:
        assert get(base, "/p1/passwd.html")[0] in (403, 404)
    finally:
        link.unlink()


def test_s6_each_login_has_its_tree(served):
    base, _ = served
    for path in ("/secret.png", "/secret.json", "/secret.json.gz"):
        assert get(base, path, login=None)[0] == 401
        status, _, body = get(base, path, login="reader")
        assert status == 404 and b"secret" not in body
    assert get(base, "/secret.png", login="chief")[2].endswith(b"secret")
    assert "内部" in get(base, "/")[2].decode() and "限阅" in get(base, "/", login="chief")[2].decode()
    assert "限阅" not in get(base, "/nothing")[2].decode()


@pytest.mark.parametrize(("login", "word"), [("chief", "限阅"), ("Chief", "内部"), ("Head", "限阅"), ("head", "内部")])
def test_s7_a_login_that_differs_in_case_has_its_own_rights(served, login, word):
    base, folder = served
    assert word in get(base, "/", login=login)[2].decode()
    assert get(base, "/secret.png", login=login)[0] == (200 if word == "限阅" else 404)
    assert get(base, "/", login=login.upper() + "x")[0] == 401
    assert "~^chief$ staff;" in (folder / "nginx/etc/staff.map").read_text()


def test_s7_a_line_without_its_marks_gives_no_login_anything(tmp_path, served):
    """Neither chief and Chief, nor head by a line for Head; a line with its marks among them holds."""
    lines = "chief staff;\nHead staff;\n~^Chief$ staff;\n"
    with nginx(tmp_path / "nginx", served[1] / "srv", CSP, staff=lines) as base:
        seen = {login: get(base, "/secret.png", login=login)[0] for login in ("chief", "Chief", "Head", "head")}
    assert seen == {"chief": 404, "Chief": 200, "Head": 404, "head": 404}


def test_s8_only_what_has_a_hash_is_cached_for_good(served):
    cached = {name: get(served[0], "/" + quote(name))[1]["Cache-Control"] for name in (*HASHED, *DATED)}
    assert [name for name, value in cached.items() if "immutable" in value] == list(HASHED)
    assert all("no-cache" in cached[name] for name in DATED)


def test_p7_conditional_get_after_a_same_size_edit(served, tmp_path):
    base, folder = served
    tag = get(base, "/p1/")[1]["ETag"]
    build(tmp_path / "new", 5, "外部")
    publish(tmp_path / "new", Destination.parse(str(folder / "srv" / "internal")), shrink=True)
    status, headers, body = get(base, "/p1/", **{"If-None-Match": tag})
    assert status == 200 and "外部" in body.decode() and headers["ETag"] != tag


def test_p9_wrong_pages_switch_back(served, tmp_path):
    base, folder = served
    place = Destination.parse(str(folder / "srv" / "internal"))
    login = base.replace("//", "//reader:reader@")
    build(tmp_path / "good", 8, "良好")
    done = publish(tmp_path / "good", place, url=login)
    assert done["probed"] == 6
    new = build(tmp_path / "new", 9, "新版")
    with pytest.raises(Refused, match="已换回原版本"):
        publish(tmp_path / "new", place, url=login + "p1/")
    assert place.ask("releases")["releases"][0] | {"published": 0} == {
        "id": new.id,
        "sequence": new.sequence,
        "audience": "internal",
        "files": 6,
        "published": 0,
        "live": False,
        "held": True,
    }
    assert "良好" in get(base, "/")[2].decode()


def test_a_wrong_login_is_said_once_without_its_password(served, tmp_path):
    base, folder = served
    build(tmp_path / "new", 10, "又新")
    place = Destination.parse(str(folder / "srv" / "internal"))
    with pytest.raises(Refused, match="要登录（401）") as refused:
        publish(tmp_path / "new", place, url=base.replace("//", "//reader:wrongly@"))
    assert str(refused.value).count("\n") == 1 and "wrongly" not in str(refused.value)


def test_p3_two_thousand_switches_under_load(served, tmp_path, monkeypatch):
    """What is served while it changes; what a power cut leaves is none of its matter, so the disk is not waited for."""
    monkeypatch.setattr(os, "sync", lambda: None)
    monkeypatch.setattr(os, "fsync", lambda _: None)
    base, folder = served
    dest = Path(folder / "srv" / "internal")
    ids = []
    for n, word in enumerate("甲乙"):
        ids.append(build(tmp_path / word, 20 + n, word, size=4000).id)
        publish(tmp_path / word, Destination.parse(str(dest)), shrink=True)
    wrong, served_pages, over = [], [], threading.Event()

    def read():
        asked = http.client.HTTPConnection(urlsplit(base).netloc, timeout=60)
        login = {"Authorization": "Basic " + base64.b64encode(b"reader:reader").decode()}
        whole = {f"<p>{word} 2</p>" + "填" * 4000 for word in "甲乙"}
        while not over.is_set():
            asked.request("GET", "/p2/", headers=login)
            answer = asked.getresponse()
            body = answer.read().decode()
            served_pages.append(body[3])
            if answer.status != 200 or body not in whole:
                wrong.append((answer.status, body[:20]))

    readers = [threading.Thread(target=read) for _ in range(4)]
    for reader in readers:
        reader.start()
    with far.Place(dest) as place:
        for n in range(2000):
            place.state["live"] = []
            place.switch(ids[n % 2])
    over.set()
    for reader in readers:
        reader.join()
    assert not wrong and set(served_pages) == set("甲乙")
