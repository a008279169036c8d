"""Real servers on loopback for the tests: sshd and nginx from Debian, started and stopped here."""

from __future__ import annotations

import contextlib
import getpass
import http.server
import os
import socket
import subprocess
import threading
import time
from functools import partial
from pathlib import Path


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(port: int, process: subprocess.Popen, log: Path) -> None:
    for _ in range(1200):  # a minute
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        if process.poll() is not None:
            break
        time.sleep(0.05)
    raise RuntimeError(log.read_text("utf-8", "replace") if log.exists() else "no answer")


@contextlib.contextmanager
def running(argv: list[str], port: int, log: Path):
    """Run a server in the foreground until the block ends."""
    with log.open("ab") as out:
        process = subprocess.Popen(argv, stdout=out, stderr=out)
    try:
        wait_for(port, process, log)
        yield process
    finally:
        process.terminate()
        process.wait(60)


def make_key(path: Path) -> str:
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", path], check=True)
    return path.with_suffix(".pub").read_text().strip()


@contextlib.contextmanager
def sshd(folder: Path, options: str = ""):
    """An sshd with one key, `options` before it in authorized_keys; yields (destination prefix, ssh command)."""
    folder.mkdir()
    port, log = free_port(), folder / "sshd.log"
    host_key, public = make_key(folder / "host"), make_key(folder / "user")
    (folder / "authorized_keys").write_text(f"{options} {public}\n".lstrip())
    (folder / "known_hosts").write_text(f"[127.0.0.1]:{port} {host_key}\n")
    (folder / "sshd_config").write_text(
        f"Port {port}\nListenAddress 127.0.0.1\nHostKey {folder}/host\nPidFile none\nStrictModes no\n"
        f"AuthorizedKeysFile {folder}/authorized_keys\nUsePAM no\nPasswordAuthentication no\n"
        "PermitRootLogin prohibit-password\n"
    )
    if os.getuid() == 0:
        Path("/run/sshd").mkdir(exist_ok=True)
    ssh = (
        f"ssh -F none -p {port} -i {folder}/user -o IdentitiesOnly=yes -o BatchMode=yes "
        f"-o StrictHostKeyChecking=yes -o UserKnownHostsFile={folder}/known_hosts"
    )
    with running(["/usr/sbin/sshd", "-D", "-e", "-f", f"{folder}/sshd_config"], port, log):
        yield f"{getpass.getuser()}@127.0.0.1", ssh


@contextlib.contextmanager
def plain(folder: Path):
    """A file server without any header of its own; yields the base address."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=folder))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Keeps its log to itself."""

    def log_message(self, *_):
        pass


DEPLOY = Path(__file__).parents[1] / "deploy"
LOGINS = {"reader": "internal", "chief": "staff", "Chief": "internal", "Head": "staff", "head": "internal"}
"""Made-up logins of the test server, each with itself as the password, and the tree each sees."""
STAFF = "".join(f"~^{name}$ staff;\n" for name, tree in LOGINS.items() if tree == "staff")


def configured(folder: Path, srv: Path, port: int, csp: str = "", staff: str = STAFF) -> Path:
    """A configuration of nginx that includes deploy/nginx.conf, with `srv` as /srv/review."""
    etc = folder / "etc"
    etc.mkdir(parents=True)
    hashed = {name: subprocess.check_output(["openssl", "passwd", "-apr1", name], text=True) for name in LOGINS}
    (etc / "users").write_text("".join(f"{name}:{value}" for name, value in hashed.items()))
    (etc / "staff.map").write_text(staff)
    (etc / "csp.conf").write_text(csp or (DEPLOY / "csp.conf").read_text("utf-8"))
    site = (DEPLOY / "nginx.conf").read_text("utf-8")
    for old, new in [("/srv/review", str(srv)), ("/etc/review", str(etc)), ("listen 80", f"listen 127.0.0.1:{port}")]:
        site = site.replace(old, new)
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    paths = "".join(f"{kind}_temp_path {folder}/{kind};" for kind in kinds)
    conf = folder / "nginx.conf"
    conf.write_text(
        f"{'user root;' if os.getuid() == 0 else ''} pid {folder}/pid; error_log stderr; worker_processes 2;"
        f"events {{}} http {{ include /etc/nginx/mime.types; access_log off; {paths}\n{site}\n}}"
    )
    return conf


@contextlib.contextmanager
def nginx(folder: Path, srv: Path, csp: str = "", staff: str = STAFF):
    """deploy/nginx.conf on a free port with `srv` as /srv/review; yields the base address."""
    port = free_port()
    conf = configured(folder, srv, port, csp, staff)
    with running(["nginx", "-c", str(conf), "-g", "daemon off;"], port, folder / "nginx.log"):
        yield f"http://127.0.0.1:{port}/"
