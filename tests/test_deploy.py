"""deploy/ and the maintainer's guide: what they call is there, and what reads them accepts them."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import click
import pytest
import yaml

from review.cli import main
from review.publish import far
from servers import configured

ROOT = Path(__file__).parents[1]
DEPLOY = ROOT / "deploy"
GUIDE = (ROOT / "docs/guide/publish.md").read_text("utf-8")
SHELL = "\n".join(re.findall(r"```sh\n(.*?)```", re.sub(r"^ {4}", "", GUIDE, flags=re.MULTILINE), re.DOTALL))
DEBIAN = {  # commands of the guide by the package of Debian 12 that brings them
    "git": "git", "make": "make", "rsync": "rsync", "nginx": "nginx-light", "htpasswd": "apache2-utils",
}  # fmt: skip
ALWAYS = {"sudo", "apt", "useradd", "mkdir", "chmod", "tar", "mv", "cd", "cp", "ln", "rm", "sh", "echo", "tee",
          "env", "cat", "systemctl", "journalctl", "date", "review", "deploy/publish", ".venv/bin/review", "grep",
          "find", "sort", "for", "[", "done", "install", "editor",
          "chown", "ssh-keygen", "ssh-keyscan"}  # fmt: skip


def lines():
    for line in SHELL.splitlines():
        parts = re.split(r"&&|\|\|?", re.sub(r"^ *\w+=\$\((.*)\)$", r"\1", line.partition("#")[0]))
        yield from (part.strip() for part in parts if part.strip())


def command(line):
    """The program that a line of the guide runs."""
    words = [w for w in re.sub(r"^sudo( -u \w+)?", "", line).split() if not re.match(r"[A-Za-z_]+=", w)]
    return words[0] if words else ""


def test_every_command_of_the_guide_is_installed_by_it():
    installed = re.search(r"apt install (.+)", SHELL)[1].split()
    used = {command(line) for line in lines()} - {""}
    assert used - ALWAYS <= set(DEBIAN)
    assert {DEBIAN[name] for name in used & set(DEBIAN)} <= set(installed)


def test_every_option_of_review_in_the_guide_is_there():
    said = (*lines(), *re.findall(r"`(review [^`]+)`", GUIDE))
    calls = [re.search(r"(?:^|/)review ([a-z]+)(.*)", line) for line in said]
    assert len([call for call in calls if call]) > 8
    for call in filter(None, calls):
        known = {o for p in main.commands[call[1]].params if isinstance(p, click.Option) for o in p.opts}
        assert set(re.findall(r"--[a-z-]+", call[2])) <= known, call[0]


def test_the_settings_of_the_guide_reach_the_script(tmp_path):
    """As step 8 reads them, quoted values too; `env` stands for deploy/publish."""
    settings = "".join(re.findall(r"^ *(REVIEW_\w+=.*\n)", GUIDE, re.MULTILINE))
    (tmp_path / "publish.env").write_text(settings, "utf-8")
    step = re.search(r"sudo (sh -c '.*deploy/publish')", GUIDE)[1]
    step = step.replace("/etc/review", str(tmp_path)).replace("runuser -u review deploy/publish", "env")
    got = subprocess.run(step, shell=True, capture_output=True, text=True).stdout
    assert "REVIEW_DEST=/srv/review\n" in got and "REVIEW_URL_staff=http://zhiban:口令@127.0.0.1/\n" in got
    assert "REVIEW_SSH_staff=ssh -o BatchMode=yes -o StrictHostKeyChecking=yes -i /etc/review/key-staff\n" in got


def test_every_login_of_the_settings_is_made_by_the_guide():
    used = set(re.findall(r"^ *REVIEW_URL_\w+=http://(\w+):", GUIDE, re.MULTILINE))
    assert len(used) == 2 and used == set(re.findall(r"htpasswd (?:-c )?/etc/review/users (\w+)", SHELL))


def test_only_its_owner_can_do_anything_to_the_library_and_the_site():
    """Git takes a repository of somebody else for none; what another user publishes, the timer can't replace."""
    shell = "\n".join(re.findall(r"```sh\n(.*?)```", GUIDE, re.DOTALL))
    own = r"(\S+ \S+ \S+) \S*(?:/review (?:set|releases|rollback|verify|purge)|git (?:-C|-c|clone|remote|add|push))"
    calls = re.findall(own, shell)
    assert len(calls) >= 15 and set(calls) == {"sudo -u review"}


def test_every_file_of_the_guide_is_there():
    named = set(re.findall(r"\b(deploy/[\w.*-]+[\w*])", GUIDE)) | set(re.findall(r"hooks/[\w/]+\.py", GUIDE))
    assert len(named) >= 5 and all(list(ROOT.glob(name)) for name in named)


def test_what_the_guide_says_of_the_far_side():
    assert f'command="python3 /opt/review/{Path(far.__file__).name} /srv/review/internal"' in GUIDE


def test_the_script_hands_its_options_to_review_publish(tmp_path):
    """Else a release that a wrong password had taken back never came again. `review` says how it is called; one
    audience's fault keeps no other from being published.
    """
    (tmp_path / "deploy").mkdir()
    shutil.copy2(DEPLOY / "publish", tmp_path / "deploy")
    (tmp_path / "Makefile").write_text(".venv/.ready:\n")
    review = tmp_path / ".venv/bin/review"
    review.parent.mkdir(parents=True)
    review.write_text('#!/bin/sh\necho "$REVIEW_URL $*"\ncase "$*" in publish*internal*) exit 1; esac\n')
    review.chmod(0o755)
    settings = {"CI": "1", "REVIEW_DEST": "/srv", "REVIEW_URL_staff": "http://a", "PATH": os.environ["PATH"]}
    done = subprocess.run([tmp_path / "deploy/publish", "--again"], capture_output=True, text=True, env=settings)
    told = [line.strip() for line in done.stdout.splitlines()]
    assert "publish /srv/internal --site build/internal --again" in told
    assert "http://a publish /srv/staff --site build/staff --again" in told
    assert done.returncode == 1 and done.stderr == "没有发布：internal\n"


@pytest.mark.parametrize("path", ["deploy/publish", "tests/system-packages", ".ci/run"])
def test_scripts_are_sound(path):
    assert (ROOT / path).stat().st_mode & 0o111, "executable"
    assert subprocess.run(["sh", "-n", ROOT / path]).returncode == 0
    if shutil.which("shellcheck"):
        assert subprocess.run(["shellcheck", ROOT / path]).returncode == 0


@pytest.mark.parametrize("name", ["gitlab-ci.yml", "forgejo-actions.yml"])
def test_pipelines_publish_with_the_same_script(name):
    text = (DEPLOY / name).read_text("utf-8")
    assert yaml.safe_load(text)
    assert "deploy/publish" in text and "make test" in text and "StrictHostKeyChecking=yes" in text
    assert re.search(r"\b(GIT_DEPTH|fetch-depth): 0\b", text), "the history of a shallow clone is cut off"


def test_units_of_systemd():
    if not shutil.which("systemd-analyze"):
        pytest.skip("needs systemd-analyze")
    units = [DEPLOY / "review-publish.service", DEPLOY / "review-publish.timer"]
    done = subprocess.run(["systemd-analyze", "verify", *units], capture_output=True, text=True)
    said = [line for line in done.stderr.splitlines() if "review-publish" in line and "not executable" not in line]
    assert said == []


def test_nginx_accepts_the_configuration_as_a_debian_server_has_it(tmp_path):
    conf = configured(tmp_path, tmp_path / "srv", 8080)
    done = subprocess.run(["nginx", "-t", "-c", conf], capture_output=True, text=True)
    assert done.returncode == 0 and "warn" not in done.stderr, done.stderr
    text = (DEPLOY / "nginx.conf").read_text("utf-8")
    inside = text[text.index("location = /404.html") :]
    assert "add_header" not in inside, "a location with a header of its own would drop the others"
