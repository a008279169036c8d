"""Old Word and WPS files (.doc, .wps), Rich Text and Word 2003 XML through LibreOffice, where it is installed."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from review.read.word.package import WordError

SECONDS = 20
"""Of the clock: a start of LibreOffice takes some 3 s, on a slow machine 15, a conversion 1 s."""
CPU_SECONDS = 20
MEMORY = 2**30
"""Bytes of data that the conversion may hold."""
SAID = 10_000
"""Bytes of what it says that are looked at."""
ENDINGS = {"ole": ".doc", "rtf": ".rtf", "xml": ".xml"}
WRITER = "Debian 的 libreoffice-writer-nogui"
UNKNOWN = ("source file could not be loaded", "no export filter")
"""What LibreOffice 7.4 says where its Writer is not installed (Calc alone is); the first also of a broken file."""
NAMES = {"ole": "旧版 Word（.doc、.wps）", "rtf": " RTF", "xml": " Word 2003 XML"}


def soffice() -> str | None:
    """The program's path, or None where LibreOffice is not installed."""
    return shutil.which("soffice") or shutil.which("libreoffice")


@contextmanager
def as_docx(path: Path, kind: str) -> Iterator[Path]:
    """The file of this `kind` converted to .docx, in a temporary folder that goes away afterwards. Raises WordError."""
    program = soffice()
    if program is None:
        missing = f"要用 LibreOffice 转换，这台机器没有安装（{WRITER}）"
        raise WordError(f"是{NAMES[kind]}，{missing}；请在 Word 或 WPS 里另存为 .docx")
    with tempfile.TemporaryDirectory(prefix="review-") as folder:
        source = Path(folder, "in" + ENDINGS[kind])
        shutil.copyfile(path, source)  # a name of ours: the file's own may look like an option
        said = _convert(program, source, Path(folder))
        made = source.with_suffix(".docx")
        if not made.is_file():
            why = f"：没有安装它的 Writer（{WRITER}），或文件已损坏" if any(word in said for word in UNKNOWN) else ""
            raise WordError(f"LibreOffice 没有转换成功{why}；请在 Word 或 WPS 里另存为 .docx")
        yield made


def _convert(program: str, source: Path, folder: Path) -> str:
    """What the program says."""
    home = f"-env:UserInstallation={(folder / 'home').as_uri()}"  # of its own: two runs in one home wait for each other
    argv = [program, home, "--headless", "--norestore", "--convert-to", "docx", "--outdir", str(folder), str(source)]
    said = folder / "said"
    with said.open("wb") as out:
        process = subprocess.Popen(argv, stdin=subprocess.DEVNULL, stdout=out, stderr=out, start_new_session=True,
                                   preexec_fn=_limit)  # fmt: skip
    try:
        process.wait(SECONDS)
    except subprocess.TimeoutExpired as error:
        raise WordError(f"LibreOffice 转换超过 {SECONDS} 秒，已停止") from error
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
    return said.read_bytes()[:SAID].decode(errors="replace")


def _limit() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
