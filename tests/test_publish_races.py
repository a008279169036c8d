"""Publications of one place at the same time: the newer stays, and nobody judges what is not their own."""

import contextlib
import http.server
import os
import random
import shutil
import threading
import time
from functools import partial
from pathlib import Path

import pytest

from publishing import build, shown
from review.publish import far
from review.publish.far import Refused
from review.publish.place import Destination
from review.publish.release import publish


@pytest.fixture
def place(tmp_path):
    return Destination.parse(str(tmp_path / "dest"))


class Slow(http.server.SimpleHTTPRequestHandler):
    """Serves what is live, each answer after a pause of up to a twentieth of a second."""

    def do_GET(self):
        time.sleep(random.random() / 20)
        super().do_GET()

    def log_message(self, *_):
        pass


def race(sites, folder, chosen):
    """Two publications of one place, the newer without a page's leak, each begun after a pause; looked at while the
    other switches. Returns what each ended with, by name, and the place.
    """
    shutil.copytree(sites / "dest", folder / "dest", symlinks=True)
    place = Destination.parse(str(folder / "dest"))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(Slow, directory=folder / "dest/current"))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    ended = {}

    def run(name, pause):
        time.sleep(pause)
        try:
            ended[name] = publish(sites / name, place, url=f"http://127.0.0.1:{server.server_port}/")
        except Refused as refused:
            ended[name] = str(refused)

    racers = [threading.Thread(target=run, args=(name, chosen.random() / 2)) for name in ("older", "newer")]
    for racer in racers:
        racer.start()
    for racer in racers:
        racer.join()
    server.shutdown()
    return ended, place


@pytest.mark.slow
def test_p15_the_newer_stays_however_two_run(tmp_path):
    """RACES=200 for many runs."""
    chosen = random.Random(15)
    build(tmp_path / "first", 1, "甲")
    publish(tmp_path / "first", Destination.parse(str(tmp_path / "dest")))
    builds = {"older": build(tmp_path / "older", 2, "泄露"), "newer": build(tmp_path / "newer", 3, "乙")}
    for number in range(int(os.environ.get("RACES", "4"))):
        ended, place = race(tmp_path, tmp_path / str(number), chosen)
        assert ended["newer"]["live"] == builds["newer"].id, ended
        rows = {row["id"]: row for row in place.ask("releases")["releases"]}
        assert rows[builds["newer"].id]["live"] and not any(row["held"] for row in rows.values()), ended
        assert isinstance(ended["older"], dict) or "旧，未发布" in ended["older"], ended
        place.ask("verify")
        shutil.rmtree(tmp_path / str(number))


@contextlib.contextmanager
def serving(folder, on_request):
    """What is live, with something done before each answer."""

    class Handler(Slow):
        def do_GET(self):
            on_request()
            super().do_GET()

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=folder))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


def test_p15_a_newer_one_goes_live_during_the_look(tmp_path, place):
    one, leak, clean = (build(tmp_path / word, n, word) for n, word in enumerate(("甲", "泄露", "乙")))
    publish(tmp_path / "甲", place)
    once = iter([lambda: publish(tmp_path / "乙", place)])
    with serving(Path(place.path) / "current", lambda: next(once, lambda: None)()) as url:
        done = publish(tmp_path / "泄露", place, url=url)
    assert done["overtaken"] == clean.id and "乙" in shown(place)
    assert publish(tmp_path / "乙", place)["live"] == clean.id, "not held back"


def test_p15_pages_of_another_that_came_and_went_are_looked_at_again(tmp_path, place):
    builds = [build(tmp_path / word, n, word) for n, word in enumerate("甲乙丙")]
    publish(tmp_path / "甲", place)
    away, home = (lambda: publish(tmp_path / "丙", place)), (lambda: place.ask("rollback", builds[1].id))
    acts = iter([away, *[lambda: None] * 4, home])
    with serving(Path(place.path) / "current", lambda: next(acts, lambda: None)()) as url:
        done = publish(tmp_path / "乙", place, url=url)
    assert done["live"] == builds[1].id and "overtaken" not in done and "乙" in shown(place)


def test_p15_wrong_pages_go_back_or_say_that_nothing_was_before(tmp_path, place):
    one, two = build(tmp_path / "one", 1), build(tmp_path / "two", 2, "乙")
    with serving(tmp_path, lambda: None) as url:
        with pytest.raises(Refused, match="之前没有别的版本，这一版仍在线上"):
            publish(tmp_path / "one", place, url=url)
        with pytest.raises(Refused, match=f"已换回原版本 {one.id}"):
            publish(tmp_path / "two", place, url=url)
    rows = {row["id"]: row for row in place.ask("releases")["releases"]}
    assert rows[one.id]["live"] and rows[two.id]["held"]


def test_p4_the_later_waits(tmp_path, place):
    one = build(tmp_path / "one", 1)
    publish(tmp_path / "one", place)
    with far.Place(place.path) as there:
        threading.Timer(0.7, there.lock.close).start()
        assert place.ask("rollback", one.id)["live"] == one.id
