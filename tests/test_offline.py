"""An offline machine: all it needs is in one file, and it builds, publishes and serves with the network off."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from projects import ROOT

pytestmark = pytest.mark.slow
ALONE = ["unshare", "-n"] if os.getuid() == 0 else ["unshare", "-rn"]
UP = """
import fcntl, socket, struct
with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as s:
    fcntl.ioctl(s, 0x8914, struct.pack("16sh", b"lo", 0x49))  # SIOCSIFFLAGS: IFF_UP | IFF_RUNNING | IFF_LOOPBACK
try:
    socket.create_connection(("192.0.2.1", 80), timeout=5)
except OSError as error:
    print("off:", error.strerror)
"""
SERVE = """
import sys, urllib.parse, urllib.request
from pathlib import Path
from servers import nginx
folder = Path(sys.argv[1])
with nginx(folder / "nginx", folder / "srv") as base:
    login = urllib.request.HTTPBasicAuthHandler(urllib.request.HTTPPasswordMgrWithDefaultRealm())
    login.passwd.add_password(None, base, "reader", "reader")
    opener = urllib.request.build_opener(login)
    page = opener.open(base + urllib.parse.quote("materials/2021/投资促进局-局长/")).read().decode()
    print("served:", 'id="p2-1"' in page, opener.open(base + "search/").status)
"""
STEPS = """
set -eu
cd "$1"
"$PYTHON" -c "$UP"
tar -xf offline.tar
git clone --quiet library.bundle library
mv wheelhouse library/
cd library
make --silent .venv/.ready PYTHON="$PYTHON"  # the site is built where it is published
CI=1 REVIEW_DEST="$1/srv" REVIEW_AUDIENCES=internal deploy/publish
.venv/bin/python -c "$SERVE" "$1"
"""


def has_route() -> bool:
    """Whether this machine knows a way out; sends nothing."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
        except OSError:
            return False
    return True


@pytest.fixture(scope="module")
def packed():
    """build/offline.tar, as `make wheelhouse` packs it on a machine with a network."""
    if subprocess.run([*ALONE, "true"], capture_output=True).returncode:
        pytest.skip("needs the right to take the network away (unshare -n)")
    if not (ROOT / "wheelhouse").exists() and not has_route():
        pytest.skip("packing needs a network once, or a wheelhouse/ made on another machine")
    made = subprocess.run(["make", "--silent", "wheelhouse"], cwd=ROOT, capture_output=True, text=True)
    assert made.returncode == 0, made.stderr
    return ROOT / "build/offline.tar"


def test_q4_from_one_file_to_a_served_site_without_a_network(packed, tmp_path):
    (tmp_path / "offline.tar").symlink_to(packed)
    clean = {key: value for key, value in os.environ.items() if not key.startswith(("PIP_", "REVIEW_", "VIRTUAL_ENV"))}
    given = {"PYTHON": sys.executable, "UP": UP, "SERVE": SERVE, "PYTHONPATH": str(Path(__file__).parent),
             "PIP_NO_COMPILE": "1"}  # fmt: skip
    environment = clean | given
    done = subprocess.run(
        [*ALONE, "sh", "-c", STEPS, "offline", tmp_path], env=environment, capture_output=True, text=True, timeout=540
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    assert "off: Network is unreachable" in done.stdout and "served: True 200" in done.stdout
