"""The form that the files of a vocabulary are written in, by number, and how each form becomes the next."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from review.project import RECORD, Record, WrongFormat, read_record
from review.read.text.files import strict_text
from review.read.vocabulary.entries import MAX_NODES
from review.read.vocabulary.repeats import RULE
from review.read.yaml.strict import parse

FIRST = 1


@dataclass(frozen=True, kw_only=True, slots=True)
class Rewrite:
    """How one file comes to the next form."""

    to: int
    """The number of the form that it leads to."""
    file: str
    """Below vocabulary/: campaigns.yml."""
    says: str
    """What changes, in Chinese, for who agrees to it."""
    edit: Callable[[str], str]
    """The text in the new form: only what the form asks for is another, comments and order stay. A text that is in
    the new form already stays as it is, for an upgrade may be cut off between two files."""


REWRITES: tuple[Rewrite, ...] = ()
"""From the first form on, in order. None so far: no version has changed it."""


def newest_form() -> int:
    """The form that this version reads."""
    return max((one.to for one in REWRITES), default=FIRST)


def format_of(site: Path) -> int:
    """The form of a site's vocabulary, by its record; where there is none, as in a bare library, the newest.

    Raises WrongFormat where it is newer than this version or no number, or the record is broken.
    """
    try:
        record = read_record(site)
    except ValueError as broken:
        raise WrongFormat(str(broken)) from None
    return stated_format(record) if record else newest_form()


def stated_format(record: Record) -> int:
    """The form that a record states. Raises WrongFormat where this version does not know it."""
    form = record.format
    if type(form) is not int or form < FIRST:
        raise WrongFormat(f"{RECORD} 里的 format 应为从 {FIRST} 起的整数，实为 {form}；请从 git 取回它。")
    if form > newest_form():
        raise WrongFormat(f"词表是第 {form} 版格式，装的程序只读到第 {newest_form()} 版；没有改动。请先升级程序。")
    return form


def require_newest(site: Path) -> None:
    """Raises WrongFormat where the vocabulary of the site is not of the form that this version reads."""
    if (form := format_of(site)) != newest_form():
        raise WrongFormat(
            f"词表是第 {form} 版格式，程序读的是第 {newest_form()} 版；请先运行 review upgrade，它先列出要改的行。"
        )


def due(form: int) -> list[Rewrite]:
    """What brings a vocabulary from a form to the newest, in order."""
    return [one for one in REWRITES if one.to > form]


def brought_forward(data: bytes, file: str, form: int) -> bytes:
    """A file's content, of the form `form`, in the newest; its mark of UTF-8 and its line ends stay.

    Raises Refused where it is no YAML: then nobody knows what a rewrite would do to it.
    """
    rewrites = [one for one in due(form) if one.file == file]
    if not rewrites:
        return data
    text = _sound(data, file)
    edited = _through(rewrites, text)
    if _through(rewrites, edited) != edited:
        raise AssertionError(f"a rewrite of {file} to form {newest_form()} changes what it has made itself")
    if edited == text:
        return data
    ends = edited.replace("\n", "\r\n") if b"\r\n" in data else edited
    forward = (b"\xef\xbb\xbf" if data.startswith(b"\xef\xbb\xbf") else b"") + ends.encode()
    _sound(forward, file)
    return forward


def _sound(data: bytes, file: str) -> str:
    """The text of a file that is YAML. Raises Refused."""
    path = f"vocabulary/{file}"
    text = strict_text(data, path)
    parse(text, path, RULE, max_nodes=MAX_NODES)
    return text


def _through(rewrites: list[Rewrite], text: str) -> str:
    for one in rewrites:
        text = one.edit(text)
    return text
