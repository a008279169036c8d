"""Publishing over ssh, with an open key and with a key that may do nothing else. Real sshd and rsync."""

import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from publishing import FAR, build
from review.publish.far import Refused
from review.publish.place import Destination
from review.publish.release import publish
from servers import make_key, sshd

pytestmark = pytest.mark.slow


@pytest.fixture(params=["open", "restricted"])
def server(request, tmp_path):
    dest = tmp_path / "dest"
    forced = f'restrict,command="{sys.executable} {FAR} {dest}"' if request.param == "restricted" else ""
    with sshd(tmp_path / "ssh", forced) as (host, ssh):
        yield Destination.parse(f"{host}:{dest}", ssh)


def test_publish_over_ssh(tmp_path, server):
    first = build(tmp_path / "one", 1, pages=30)
    second = build(tmp_path / "two", 2, "乙", pages=20)
    assert publish(tmp_path / "one", server)["live"] == first.id
    assert publish(tmp_path / "two", server, shrink=True) == {"live": second.id, "before": first.id, "probed": 0}
    live = Path(server.path) / "current"
    assert "乙" in (live / "index.html").read_text("utf-8") and len(list(live.rglob("*.html"))) == 20
    assert server.ask("rollback")["live"] == first.id
    assert server.ask("verify")["live"] == first.id


@pytest.fixture
def restricted(tmp_path):
    """An ssh that runs commands with a key confined to publishing, as (run, host, dest)."""
    dest = tmp_path / "dest"
    dest.mkdir()
    with sshd(tmp_path / "ssh", f'restrict,command="{sys.executable} {FAR} {dest}"') as (host, ssh):

        def run(*argv):
            return subprocess.run([*shlex.split(ssh), host, *argv], capture_output=True, text=True, timeout=120)

        yield run, f"{host}:{dest}", ssh


@pytest.mark.parametrize(
    "asked",
    ["", "sh", "cat /etc/passwd", "python3 - /tmp releases", "python3 - {dest} releases; id", "rsync --server . /"],
)
def test_p12_restricted_key_runs_nothing_else(restricted, asked):
    run, target, _ = restricted
    done = run(*([asked.format(dest=target.partition(":")[2])] if asked else []))
    assert done.returncode and not any(word in done.stdout for word in ("uid=", "root:", "run()"))


def test_p12_restricted_key_reads_nothing_and_stays_inside(restricted, tmp_path):
    _, target, ssh = restricted
    (tmp_path / "x").write_text("x")
    (tmp_path / "dest" / "incoming").mkdir()
    (tmp_path / "dest" / "incoming" / "link").symlink_to(tmp_path)
    for source, to in [
        (f"{target}/", tmp_path / "read"),
        (f"{target}/incoming/", tmp_path / "read"),
        (tmp_path / "x", f"{target}/x"),
        (tmp_path / "x", f"{target}/incoming/../x"),
        (tmp_path / "x", f"{target}/incoming/../../y"),
        (tmp_path / "x", f"{target}/incoming/link/z"),
    ]:
        done = subprocess.run(["rsync", "-rt", "-e", ssh, source, to], capture_output=True, timeout=120)
        assert done.returncode, f"{source} -> {to}"
    assert not (tmp_path / "read").exists() and not (tmp_path / "dest" / "x").exists()
    assert not (tmp_path / "y").exists() and not (tmp_path / "z").exists()


@pytest.mark.parametrize("how", ["-rtc --inplace", "-rc --chmod=F000 -p", "-rtc", "-rca", "-rc --append"])
def test_p12_restricted_key_changes_no_live_file(restricted, tmp_path, how):
    """Neither bytes, modes nor times, which hard links share."""
    _, target, ssh = restricted
    place = Destination.parse(target, ssh)
    build(tmp_path / "one", 1)
    publish(tmp_path / "one", place)
    two = build(tmp_path / "two", 2, "乙")
    place.ask("prepare", two.id, "internal")
    page = tmp_path / "dest/incoming" / two.id / "index.html"
    before = page.stat()
    assert before.st_nlink == 2
    argv = ["rsync", *how.split(), "-e", ssh, f"{tmp_path}/two/", f"{target}/incoming/{two.id}/"]
    done = subprocess.run(argv, capture_output=True, text=True, timeout=120)
    assert done.returncode and "不能就地改写" in done.stderr, done
    assert page.stat()[:9] == before[:9]
    assert "甲" in page.read_text("utf-8") and "甲" in (tmp_path / "dest/current/index.html").read_text("utf-8")


def test_p12_wrong_host_key(tmp_path):
    build(tmp_path / "one", 1)
    with sshd(tmp_path / "ssh") as (host, ssh):
        known = tmp_path / "ssh" / "known_hosts"
        known.write_text(f"{known.read_text().split(' ')[0]} {make_key(tmp_path / 'other')}\n")
        with pytest.raises(Refused, match="没有应答"):
            publish(tmp_path / "one", Destination.parse(f"{host}:{tmp_path}/dest", ssh))
    assert not (tmp_path / "dest").exists()
