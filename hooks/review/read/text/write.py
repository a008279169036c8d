"""Writing a file whole or not at all, and why it failed."""

from __future__ import annotations

import errno
import hashlib
import os
from pathlib import Path

REASONS = {errno.EACCES: "没有权限", errno.EPERM: "没有权限", errno.ENOSPC: "磁盘已满", errno.EDQUOT: "磁盘配额已满",
           errno.EFBIG: "超过文件大小的限额", errno.EROFS: "磁盘是只读的", errno.ENOENT: "已不存在",
           errno.ENAMETOOLONG: "文件名太长"}


def reason(error: OSError) -> str:
    """Why the system refused, in Chinese where it is a usual reason."""
    return REASONS.get(error.errno or 0) or error.strerror or str(error)


def write(path: Path, data: bytes) -> None:
    """Write a file by way of a temporary one beside it, so that it is there whole or not at all (OSError).

    A file that is replaced keeps its mode.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{hashlib.sha256(path.name.encode()).hexdigest()[:24]}.part")
    try:
        with part.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            part.chmod(path.stat().st_mode & 0o777)
        os.replace(part, path)
    finally:
        part.unlink(missing_ok=True)
