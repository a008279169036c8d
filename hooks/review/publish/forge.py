"""The git server that a library is kept on: where its files are edited, and where mistakes are reported."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote

FORMS = {
    "gitlab": ("{at}/-/edit/{branch}/{path}", "{at}/-/issues/new?issue[title]={{title}}&issue[description]={{body}}"),
    "gitea": ("{at}/_edit/{branch}/{path}", "{at}/issues/new?title={{title}}&body={{body}}"),
    "forgejo": ("{at}/_edit/{branch}/{path}", "{at}/issues/new?title={{title}}&body={{body}}"),
    "github": ("{at}/edit/{branch}/{path}", "{at}/issues/new?title={{title}}&body={{body}}"),
}
"""By kind: the address of the editor of a file, and of a new issue."""
EXAMPLE = "gitlab https://git.qu.local/duizhao/ku main"
ISSUE = "issue"
_FORM = re.compile(r"(?P<kind>\w+) (?P<at>https?://[^/\s?#\"'<>]+/[^\s?#\"'<>]+)(?: (?P<branch>[\w./-]+))?")
_MAIL = re.compile(r"mailto:[^\s@?]+@[^\s@?]+")


class WrongSetting(ValueError):
    """A setting that is not of the form expected; the message says which is, in Chinese."""


@dataclass(frozen=True, slots=True)
class Forge:
    """A git server's address of one repository."""

    kind: str
    at: str
    branch: str

    def edit(self, path: str, line: str = "") -> str:
        """Where the file `path` of the repository is edited, at a line such as L12."""
        address = FORMS[self.kind][0].format(at=self.at, branch=quote(self.branch), path=quote(path))
        return f"{address}#{line}" if line else address

    @property
    def issue(self) -> str:
        """A new issue; {title} and {body} stand for its words."""
        return FORMS[self.kind][1].format(at=self.at)


def read_forge(setting: str) -> Forge | None:
    """The server that `kind address [branch]` names; None for an empty setting. Raises WrongSetting."""
    if not setting.strip():
        return None
    words = setting.split()
    found = _FORM.fullmatch(" ".join(words))
    if not found or found["kind"] not in FORMS:
        form = f"{'、'.join(FORMS)} 之一、资料库的网址、分支（不写是 main），用空格隔开"
        raise WrongSetting(f"extra.git 应为 {form}，实为“{setting}”；例：{EXAMPLE}")
    return Forge(found["kind"], found["at"].rstrip("/").removesuffix(".git"), found["branch"] or "main")


def report_to(setting: str, forge: Forge | None) -> str:
    """Where a mistake is reported: a new issue or a mail, {title} and {body} for its words; empty: nowhere.

    Raises WrongSetting.
    """
    if not setting:
        return ""
    if setting == ISSUE and forge:
        return forge.issue
    if _MAIL.fullmatch(setting):
        return f"{setting}?subject={{title}}&body={{body}}"
    also = "（issue 要先写 extra.git）" if setting == ISSUE else ""
    raise WrongSetting(f"extra.report 应为 issue 或 mailto:信箱，实为“{setting}”{also}；例：mailto:ziliao@qu.local")
