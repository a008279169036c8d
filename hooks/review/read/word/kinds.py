"""What a file is, by its bytes: names are not believed, for programs save web pages as .doc and people rename files."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from review.read.word.html import is_html
from review.read.word.package import MAX_FILE, OLE, WordError, look_before_opening, part_name

HEAD = 65_536
NEXT = "去掉打开密码（文件 › 信息 › 保护文档，或 WPS 的文件 › 文档加密），另存后再导入"
STEPS = {
    "empty": "文件是空的，多半没有传完，请重新取一份",
    "encrypted": f"文件已加密，请在 Word 里{NEXT}",
    "rights": "文件受权限管理（IRM）保护，请由有权限的人在 Word 里取消“限制访问”、另存为 .docx 后再导入",
    "pdf": "是 PDF，请用 Word 打开它（文件 › 打开）或用 WPS 转为 Word，另存为 .docx、核对文字后再导入",
    "scan": "是扫描的 PDF，里面只有图片，请先用文字识别（OCR，如 WPS 的“图片转文字”）转成 Word，校对后再导入",
    "picture": "是图片，请向交来的单位要 Word 文件，或用文字识别（OCR）转成 Word，校对后再导入",
    "zip": "是压缩包，请先解压，再导入里面的文件",
    "split": "是分卷压缩包或分割文件的一部分，请把各卷放在一起、从第一卷解压（合并）后，再导入里面的文件",
    "shortcut": "是快捷方式，里面没有内容，请找到它指向的文件再导入",
    "sheet": "是表格（Excel、WPS 表格），请把文字粘贴到 Word 里另存为 .docx；整改台账请用 review import-ledger",
    "slides": "是演示文稿，请把文字粘贴到 Word 里，另存为 .docx 后再导入",
    "ofd": "是 OFD 版式文件，请用 WPS 或阅读器把它转为 Word，另存为 .docx、核对文字后再导入",
    "mail": "是邮件，请打开它，把附件另存出来再导入",
    "partial": "还没有下载完，请等下载完或重新取一份",
    "program": "是程序，不是文档",
    "media": "是录音或录像，请先整理成文字",
    "cloud": "只是网盘或在线文档的链接，请在网盘里下载（另存）为 .docx 再导入",
}
"""What to do with a file that is not read, by what it is."""
BY_NAME = {
    "split": "z\\d\\d|\\d{3}|part\\d+\\.rar|r\\d\\d",
    "partial": "crdownload|part|partial|tmp|download|downloading|td|xltd",
    "shortcut": "lnk|url|webloc|desktop|website",
    "zip": "zip|rar|7z|tar|t?gz|bz2|xz|cab|iso",
    "sheet": "xlsx?|xlsm|xlsb|et|ett|ods|csv|numbers",
    "slides": "pptx?|pps|ppsx|dps|odp|key",
    "picture": "jpe?g|png|gif|bmp|tiff?|heic|webp|svg|emf|wmf|jfif",
    "pdf": "pdf",
    "ofd": "ofd|ceb|gd|sep|caj",
    "mail": "eml|msg",
    "program": "exe|dll|bat|cmd|com|js|vbs|msi|scr|apk",
    "media": "mp3|m4a|wav|wma|amr|aac|mp4|mov|avi|mkv|wmv",
    "cloud": "gdoc|otl|kdocs|baiduyun",
}
"""Endings of names that say what a file is where its bytes do not."""
BY_BYTES = (
    ("picture", (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\0", b"MM\0*", b"RIFF")),
    ("zip", (b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh", b"\xfd7zXZ")),
    ("shortcut", (b"L\0\0\0\x01\x14\x02\0", b"[InternetShortcut]")),
    ("program", (b"MZ", b"\x7fELF")),
)


def kind_of(path: Path) -> str:
    """docx, flat (a package in one XML file), odt, fodt (as flat), ole (old Word or WPS), rtf, xml (Word 2003), html,
    text; or a key of STEPS for what is not read.

    Raises OSError where the file cannot be read.
    """
    with path.open("rb") as file:
        head = file.read(HEAD)
    named = next((k for k, ends in BY_NAME.items() if re.search(rf"\.(?:{ends})$", path.name, re.IGNORECASE)), None)
    if not head:
        return "empty"
    if named in ("split", "partial", "cloud"):
        return named
    if head.startswith(b"PK"):
        return _of_zip(path, named)
    if head.startswith(OLE):
        return _of_ole(path)
    if head.lstrip().startswith(b"{\\rt"):
        return "rtf"
    if head[:1024].lstrip().startswith(b"%PDF") or b"%PDF-" in head[:1024]:
        return _of_pdf(path)
    for kind, begins in BY_BYTES:
        if head.startswith(begins) and (b"\0" in head[:1024] or named == kind):  # words may begin with BM or MZ too
            return kind
    if re.search(rb"<pkg:package\b", head[:4096]):
        return "flat"
    if re.search(rb"<office:document\b[^>]{0,9000}opendocument\.text\b", head):
        return "fodt"
    if re.search(rb"<\?mso-application\s+progid=\"Word|<w:wordDocument\b", head[:4096]):
        return "xml"
    return named or ("html" if is_html(head) else "text")


def refuse(kind: str) -> None:
    """Raise WordError with the next step for a kind that is not read."""
    if kind in STEPS:
        raise WordError(STEPS[kind])


def _of_zip(path: Path, named: str | None) -> str:
    try:
        with path.open("rb") as file:
            look_before_opening(file, path.stat().st_size)
        with zipfile.ZipFile(path) as archive:
            infos = archive.infolist()
            names = {part_name(info.filename).lower() for info in infos}
            mime = archive.read("mimetype")[:100] if "mimetype" in names and infos[0].file_size < 200 else b""
    except (WordError, zipfile.BadZipFile, ValueError, NotImplementedError, EOFError, OSError, RuntimeError):
        return "docx" if named is None else named  # the package reader says what is wrong with it
    if b"opendocument.text" in mime:
        return "odt"
    if b"opendocument.spreadsheet" in mime or any(n.startswith("xl/") for n in names):
        return "sheet"
    if b"opendocument.presentation" in mime or any(n.startswith("ppt/") for n in names):
        return "slides"
    if "ofd.xml" in names:
        return "ofd"
    return "docx" if "_rels/.rels" in names or "[content_types].xml" in names else "zip"


def _of_ole(path: Path) -> str:
    data = _much(path)

    def has(name: str) -> bool:
        return name.encode("utf-16-le") in data

    if has("EncryptedPackage"):
        return "rights" if has("DRMEncryptedTransform") or has("DRMEncryptedDataSpace") else "encrypted"
    if has("__substg1.0_"):
        return "mail"
    if has("WordDocument"):
        return "encrypted" if _is_locked(data) else "ole"
    if has("Workbook") or has("Book"):
        return "sheet"
    return "slides" if has("PowerPoint Document") else "ole"


def _is_locked(data: bytes) -> bool:
    """Whether the flag of encryption is set in the header of an old Word file (MS-DOC 2.5.2, fEncrypted)."""
    at = data.find(b"\xec\xa5", 512)
    return at >= 0 and at % 512 == 0 and len(data) > at + 12 and bool(data[at + 11] & 1)


def _much(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(MAX_FILE)


def _of_pdf(path: Path) -> str:
    data = _much(path)
    return "pdf" if b"/Font" in data or b"/ObjStm" in data else "scan"
