"""Names of files: what editors and systems leave behind, what synchronising and copying make, what nobody can see."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

LEAVING = re.compile(
    r"\.(?!.*\.md$)"  # hidden, but for a material that was hidden by mistake
    r"|\.[#_~]"  # lock of Emacs, properties of macOS, temporary file of ownCloud
    r"|~\$|\.?~lock\.|~WRL\d+|~syncthing~"  # Word, LibreOffice, Syncthing
    r"|\.syncthing\.|\.goutputstream-|\.fuse_hidden|\.nfs[0-9a-f]{8}"
    r"|(?:Thumbs|ehthumbs)\.db$|desktop\.ini$|Icon\r$|__MACOSX$|@eaDir$|#recycle$|\$RECYCLE\.BIN$"
    r"|System Volume Information$|lost\+found$"
    r"|#.*#$|.*(?:~|\.(?:bak|orig|rej|tmp|temp|save|sw[a-p]|un~|part|crdownload)|___jb_(?:tmp|old)___)$",
    re.IGNORECASE | re.DOTALL,
)
"""A leaving of an editor, a system or a synchroniser: nothing that anybody means to publish."""

_TIME = r"\d[\d _.:\-年月日时分秒]*"
_WORD = "(?:副本|复件|複本|拷贝)"
_CONFLICT = "(?:冲突|衝突)的?(?:副本|复件|文件|版本|拷贝|备份|檔案)"
_COPY = re.compile(
    r"(?P<of>.+?)(?:"
    rf"\.sync-conflict-{_TIME}(?:-\w+)?"  # Syncthing
    rf"|[ _-]*[（(【\[][^()（）]*(?:{_CONFLICT}|conflict)[^()（）]*[）)】\]].*"  # Dropbox, Nextcloud, WPS, Nutstore
    rf"|[ ._-]*{_CONFLICT}(?:[ _-]*{_TIME})?"
    rf"|[ ._-]+conflict(?:ed)?(?:[ _-]?copy)?(?:[ _-]*{_TIME})?"  # ownCloud, Resilio
    rf"|[ _-]*的?{_WORD}[ _-]*(?:\d+|[（(]\d+[）)])?"  # Windows, macOS, WPS
    r"|[ _-]+(?:备份|備份)[ _-]*(?:\d+|[（(]\d+[）)])?"
    rf"|[ _-]*[（(](?:另一?[份个].{{0,3}}|第.{{1,3}})?{_WORD}[ _-]*\d*[）)]"  # GNOME, KDE
    r"|(?: - | |_)(?:another )?copy(?: ?(?:\d+|\(\d+\)))?|[ _-]*\((?:(?:another|\d+\w\w) )?copy(?: \d+)?\)"
    r"|_(?:BACKUP|BASE|LOCAL|REMOTE)_\d+"  # git mergetool
    r")",
    re.IGNORECASE,
)
_COPY_FIRST = re.compile(
    r"(?:复件|複製|副本)(?: ?[（(]\d+[）)])?[ _-]*(?P<of>.+)|copy (?:\(\d+\) )?of (?P<of_too>.+)", re.IGNORECASE
)
_ADDED = re.compile(
    r" ?[（(]\d{1,3}[）)]| \d{1,2}"  # a browser, Windows, iCloud
    r"|-(?=[A-Za-z0-9-]*[A-Za-z])[A-Za-z0-9][A-Za-z0-9-]{2,30}|-.{1,20}的(?:电脑|笔记本|MacBook.*)"  # OneDrive: whose
)

_WINDOWS = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(\..*)?", re.IGNORECASE)
_OF_FOLDER = re.compile(r"(index|readme)(\..*)?", re.IGNORECASE)


def taken(stem: str) -> str | None:
    """Why a name, of a file or an id, has another meaning on some system or in an address; None where it has none."""
    if _WINDOWS.fullmatch(stem):
        return f"Windows 上不能有名为 {stem} 的文件"
    return f"{stem} 会占用文件夹的地址" if _OF_FOLDER.fullmatch(stem) else None


INVISIBLE = {"Cc", "Cf", "Cs", "Zl", "Zp"}
_IGNORABLE = ((0x034F, 0x034F), (0x115F, 0x1160), (0x17B4, 0x17B5), (0x2065, 0x2065), (0x3164, 0x3164),
              (0xFFA0, 0xFFA0), (0xFFF0, 0xFFF8), (0xE0000, 0xE0FFF))
"""Default_Ignorable_Code_Point (Unicode 16.0, DerivedCoreProperties.txt) of other categories than INVISIBLE,
without the variation selectors, which belong to the character before them."""


def is_leaving(name: str) -> bool:
    """Whether a file or folder of this name is a leaving that a library passes over in silence."""
    return bool(LEAVING.match(name))


def copied_from(stem: str, beside: frozenset[str] | set[str]) -> str | None:
    """What a name without its ending is a copy of, by the name; None for no copy.

    `beside`: the other names in the folder; 甲 (2) and 甲-PC01 are copies only where 甲 is there.
    """
    found = _COPY.fullmatch(stem) or _COPY_FIRST.fullmatch(stem)
    if found:
        return next(part for part in found.groups() if part).rstrip(" -_")
    cuts = (at for at, char in enumerate(stem) if char in " (（-")
    return next((stem[:at] for at in cuts if stem[:at] in beside and _ADDED.fullmatch(stem, at)), None)


@lru_cache(maxsize=10_000)
def is_invisible(char: str) -> bool:
    """Whether nothing is seen of `char`; a character newer than Python's own table is seen."""
    code = ord(char)
    if code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF:  # noncharacters
        return True
    return unicodedata.category(char) in INVISIBLE or any(first <= code <= last for first, last in _IGNORABLE)
