"""A build whose work a Dask cluster does: the same site, or why there is none."""

import os
import signal
import threading
import time

import pytest
from click.testing import CliRunner

from increments import built, files, library, project  # noqa: F401
from review.cli import main
from review.publish import assemble, cluster
from review.publish.build import build
from review.publish.cluster import NoCluster

distributed = pytest.importorskip("distributed")


@pytest.fixture(scope="module")
def workers():
    """Two workers in processes of their own, and a scheduler."""
    quiet = {"silence_logs": 50, "dashboard_address": None}
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, host="127.0.0.1", **quiet) as local:
        yield local


def killed_at_work(local):
    """A thread that kills the first worker that has anything to do; and its process."""
    client, dead = distributed.Client(local, set_as_default=False), []

    def kill():
        pids = client.run(os.getpid)
        while not dead:
            busy = [worker for worker, tasks in client.processing().items() if tasks]
            if busy:
                os.kill(pids[busy[0]], signal.SIGKILL)
                dead.append(pids[busy[0]])
            time.sleep(0.01)
        client.close()

    thread = threading.Thread(target=kill)
    thread.start()
    return thread, dead


@pytest.mark.slow
@pytest.mark.usefixtures("project")
def test_a_worker_that_is_killed_does_no_harm(workers, library, tmp_path, monkeypatch):  # noqa: F811
    """Both the reading and the pages are done elsewhere, in many parts; the site has the same bytes."""
    expected = built(library, tmp_path / "here")
    assert isinstance(expected, dict)
    monkeypatch.setattr(assemble, "PAGES", 40)
    thread, dead = killed_at_work(workers)
    with cluster.cluster(workers.scheduler_address) as spread:
        build(library, "internal", tmp_path / "there", again="all", spread=spread)
    thread.join()
    assert dead and files(tmp_path / "there") == expected


@pytest.mark.slow
@pytest.mark.usefixtures("project")
@pytest.mark.parametrize(("befalls", "says"), [("other code", "与本机的不同"), ("no folder", "没有文件夹")])
def test_what_befalls_later_is_said(workers, tmp_path, monkeypatch, befalls, says):
    """A worker that comes when all were looked at does nothing that this process would not; and no lock is left."""
    monkeypatch.setattr(cluster, "_look_at", lambda *_: None)
    if befalls == "other code":
        monkeypatch.setattr(cluster, "code", lambda: b"another")
    else:
        (tmp_path / "empty").mkdir()
        monkeypatch.chdir(tmp_path / "empty")
    for _ in range(2):
        with pytest.raises(NoCluster, match=says), cluster.cluster(workers.scheduler_address) as spread:
            list(spread(time.sleep, [0] * 4))


@pytest.mark.slow
@pytest.mark.usefixtures("project")
def test_a_scheduler_that_goes_is_said():
    quiet = {"silence_logs": 50, "dashboard_address": None}
    with (
        distributed.LocalCluster(n_workers=1, threads_per_worker=2, host="127.0.0.1", **quiet) as local,
        pytest.raises(NoCluster, match="调度程序不在了"),
        cluster.cluster(local.scheduler_address) as spread,
    ):
        done = spread(time.sleep, [30] * 2)
        threading.Timer(1, local.close).start()
        list(done)


@pytest.mark.slow
@pytest.mark.usefixtures("project")
def test_a_worker_with_other_code_or_without_the_folder_is_refused(workers, library, tmp_path, monkeypatch):  # noqa: F811
    monkeypatch.setattr(cluster, "code", lambda: b"another")
    with pytest.raises(NoCluster, match="与本机的不同"), cluster.cluster(workers.scheduler_address):
        pass
    monkeypatch.undo()
    monkeypatch.chdir(tmp_path)
    with pytest.raises(NoCluster, match="没有文件夹"), cluster.cluster(workers.scheduler_address):
        pass


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:9", "nonsense", "tcp://127.0.0.1:99999"])
@pytest.mark.usefixtures("project")
def test_no_scheduler_is_said_and_the_old_site_stays(library, tmp_path, monkeypatch, address):  # noqa: F811
    monkeypatch.setattr(cluster, "SECONDS", 0.5)
    out = tmp_path / "out"
    words = ["build", "--library", str(library), "--out", str(out), "--scheduler", address]
    done = CliRunner().invoke(main, words)
    assert done.exit_code == 1 and "连不上调度程序" in done.output and "例：--scheduler" in done.output, done.output
    assert not out.exists()


@pytest.mark.slow
def test_a_scheduler_without_workers_is_said():
    local = distributed.LocalCluster(n_workers=0, host="127.0.0.1", silence_logs=50, dashboard_address=None)
    with local, pytest.raises(NoCluster, match="没有工作进程"), cluster.cluster(local.scheduler_address):
        pass
