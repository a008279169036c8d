"""What of a material's versions may be told to an audience: the last word on it, before anything sees a word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from review.check.private import private
from review.check.private.screen import is_suspicious
from review.examine.history.versions import Version
from review.model import Audience, Visibility
from review.read.library import is_visible

SAYS = re.compile(
    "撤下|撤回|撤稿|不宜公开|不[该应得能可]公开|涉密|保密|泄密|泄露|泄漏|脱密|脱敏|隐去|遮盖|隐私|敏感|个人信息|身份证|手机号|电话|银行卡|"
    "姓名|人名|实名|住址|标密|密级|secret|redact|withh|confidential|privacy|sensitive|personal",
    re.IGNORECASE,
)
"""Words of a commit that say that something was taken out because it should not be public. Rather too many."""
_MERGE = re.compile("Merge (?:branch|pull request|remote|commit|tag)|See merge request|合并分支")
_HAN = re.compile(r"[\u3400-\u9fff]")
_WORD = re.compile(r"[A-Za-z]+")


def says_so(messages: Iterable[str]) -> bool:
    """Whether a commit says that it takes out what should not be public."""
    return any(map(SAYS.search, messages))


def seen_since(versions: Sequence[Version], audience: Audience, drafts: bool) -> int:
    """The place of the version since which the audience could see the material without a break; past the end: none."""
    since = len(versions)
    for n in reversed(range(len(versions))):
        if versions[n].sound:
            visibility: Visibility = versions[n].visibility  # type: ignore[assignment]
            if not is_visible(visibility, audience, drafts):
                break
            since = n
    return since


def withheld(versions: Sequence[Version], messages: Sequence[Sequence[str] | None], since: int) -> set[int]:
    """The places of versions that took out what should not be public.

    By what their commit says, or one before it of which no site was built; by what no longer stops a gate. What is not
    committed yet has no messages (None): nobody has said why it takes anything out.
    """
    found = set()
    said: list[str] = []
    before: frozenset[str] = frozenset()
    for n in range(since, len(versions)):
        version, words = versions[n], messages[n]
        said += words or ()
        if not version.sound:
            continue
        if says_so(said) or before - version.private or (words is None and version.takes):
            found.add(n)
        said, before = [], version.private
    return found


def subject(messages: Sequence[str]) -> str:
    """The subject of a commit as it may be told; of a merge, what it is for.

    Empty where it holds what stops a gate, or is no Chinese: to readers here an English subject is no reason.
    """
    lines = [line.strip() for line in messages[0].splitlines() if line.strip()] if messages else []
    if lines and _MERGE.match(lines[0]):
        merged = [message.strip().split("\n")[0] for message in messages[1:]]
        lines = [line for line in lines[1:] if not _MERGE.match(line)] or (merged if len(merged) == 1 else [])
    first = lines[0] if lines else ""
    return "" if not _is_chinese(first) or is_suspicious(first) and any(private(first)) else first


def _is_chinese(text: str) -> bool:
    """Whether it is for readers of these pages: more Chinese characters than Latin words (按 Word 原件更正)."""
    return len(_HAN.findall(text)) > len(_WORD.findall(text))
