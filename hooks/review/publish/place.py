"""The near side of publishing: asks the far side for its verbs and sends it files, in a folder or over ssh."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from review.publish import far
from review.publish.far import Refused

SSH = "ssh -o BatchMode=yes -o StrictHostKeyChecking=yes -o ConnectTimeout=20"


@dataclass(frozen=True, kw_only=True, slots=True)
class Destination:
    """Where sites are published to: a folder, or a folder on a host reached by ssh."""

    path: str
    host: str = ""
    """user@host, or empty for this machine."""
    ssh: str = SSH

    @classmethod
    def parse(cls, text: str, ssh: str = SSH) -> Destination:
        """Read `folder` or `user@host:folder`, as rsync does: a colon before the first slash names a host."""
        remote = re.fullmatch(r"([^-/:][^/:]*):(.+)", text)
        if remote:
            return cls(host=remote[1], path=remote[2].rstrip("/"), ssh=ssh)
        return cls(path=str(Path(text).absolute()))

    def ask(self, verb: str, *words: str) -> far.Answer:
        """Run one verb of far.py there; returns its JSON object. Raises Refused with the far side's reason."""
        words = (self.path, verb, *(word for word in words if word))
        if self.host:
            argv = [*shlex.split(self.ssh), self.host, "python3 - " + shlex.join(words)]
        else:
            argv = [sys.executable, "-", *words]
        done = subprocess.run(argv, input=Path(far.__file__).read_bytes(), capture_output=True)
        try:
            answer: far.Answer = json.loads(done.stdout)
        except ValueError:
            said = done.stderr.decode("utf-8", "replace").strip().splitlines()[-1:] or [f"退出码 {done.returncode}"]
            raise Refused(f"{self}: 没有应答：{said[0]}") from None
        if "refused" in answer:
            raise Refused(answer["refused"])
        return answer

    def send(self, source: Path, name: str, *options: str) -> None:
        """Copy a file, or a folder's content, to incoming/<name>. Raises Refused when rsync fails.

        By checksum, because equal size and time do not mean equal bytes. The far side sets modes and times: what has
        not changed is a hard link to a live file.
        """
        folder = source.is_dir()
        target = f"{self.path}/incoming/{name}" + "/" * folder
        argv = ["rsync", "-rc", *options, f"{source}" + "/" * folder]
        if self.host:
            argv += ["-e", self.ssh, f"{self.host}:{target}"]
        else:
            argv += [target]
        try:
            done = subprocess.run(argv, stderr=subprocess.PIPE)
        except FileNotFoundError:
            raise Refused("需要 rsync：请先安装（Debian：apt install rsync）") from None
        if done.returncode:
            said = done.stderr.decode("utf-8", "replace").strip().splitlines()
            raise Refused(f"上传失败（rsync {done.returncode}）：{said[0] if said else ''}")

    def __str__(self) -> str:
        return f"{self.host}:{self.path}" if self.host else self.path
