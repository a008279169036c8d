"""What of a material's versions may be told to an audience: the last word on it, before anything sees a word."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from review.check.private.screen import found_private
from review.examine.history.versions import Version, pairs_of
from review.model import Audience, Visibility
from review.read.library import is_visible
from review.read.text.folding import squeeze

SAYS = re.compile(
    "撤下|撤回|撤稿|不宜公开|不[该应得能可]公开|涉密|保密|泄密|泄露|泄漏|脱密|脱敏|隐去|遮盖|隐私|敏感|个人信息|身份证|手机号|电话|银行卡|"
    "姓名|人名|实名|真名|化名|匿名|住址|标密|密级|机密|秘密|绝密|[不未免]\\S{0,2}(?:公开|外传|外泄|对外|上网|示人)|外泄|打码|马赛克|抹去|抹掉|"
    "屏蔽|去标识|举报|信访人|当事人|知情范围|误[传发登]|收窄范围|缩小范围|内部掌握|本不该|不该(?:写|发|放|有|出现|登)|"
    "名字|点名|指名|密件|非公开|外人|外面|见不得|看不得|不[要能便宜得可让给准许该]\\S{0,4}(?:[看见知传]|公[开布示]|发布|登载|上网)|"
    "secret|redact|withh|confidential|privacy|private|sensitive|personal|anonym|classified|leak|\\bnames?\\b|"
    "(?:not|non)[ -](?:for |be )?public",
    re.IGNORECASE,
)
"""Words of a commit that say that something was taken out because it should not be public. Rather too many."""
_MERGE = re.compile("Merge (?:branch|pull request|remote|commit|tag)|See merge request|合并分支")
_HAN = re.compile(r"[\u3400-\u9fff]")
_WORD = re.compile(r"[A-Za-z]+")
_ID = re.compile(r"(?<![0-9a-z])[0-9a-f]{7,40}(?![0-9a-z])")


def says_so(messages: Iterable[str]) -> bool:
    """Whether a commit says that it takes out what should not be public."""
    return any(SAYS.search(message) or SAYS.search(squeeze(message)) for message in messages)  # 保 密; 隱去


def said_later(commits: Iterable[tuple[str, Sequence[str]]]) -> dict[str, list[str]]:
    """What later commits say of one that they name by its id, or the beginning of it, where they say so.

    `commits` are ids and messages, oldest first. By id.
    """
    found = dict[str, list[str]]()
    ids: list[str] = []
    for id, messages in commits:
        for name in {name for message in messages if says_so([message]) for name in _ID.findall(message.lower())}:
            for one in (one for one in ids if one.startswith(name)):
                found.setdefault(one, []).extend(messages)
        ids.append(id)
    return found


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


def withheld(
    versions: Sequence[Version], messages: Sequence[Sequence[str] | None], since: int, elsewhere: Iterable[str] = ()
) -> set[int]:
    """The places of versions that took out what should not be public.

    By what their commit says, or one before it of which no site was built; by what no longer stops a gate; by what was
    taken out so before, or of any other material (`elsewhere`, as `Withheld.pairs`), and is again or for good now. What
    is not committed yet has no messages (None): nobody has said why it takes anything out.
    """
    found, taken = set(), set(elsewhere)
    said: list[str] = []
    before: frozenset[str] = frozenset()
    for n in range(since, len(versions)):
        version, words = versions[n], messages[n]
        said += words or ()
        if not version.sound:
            continue
        why = says_so(said) or before - version.private or (words is None and version.takes)
        if why or not taken.isdisjoint(version.lost):
            found.add(n)
            taken |= version.fewer
        said, before = [], version.private
    return found


@dataclass(frozen=True, slots=True)
class Withheld:
    """What was withheld anywhere in a library: protection of one material is not undone by the history of another."""

    pairs: frozenset[str] = frozenset()
    """Pairs of letters that were taken out as not public, and stand in no material today."""
    commits: frozenset[int] = frozenset()
    """The places of the commits that took them out."""

    def hides(self, text: str) -> bool:
        """Whether a text tells anything of it."""
        return not self.pairs.isdisjoint(pairs_of(text))


def withheld_anywhere(
    histories: Iterable[tuple[Sequence[int], Sequence[Version], Sequence[Sequence[str] | None]]],
    standing: Callable[[set[str]], set[str]],
) -> Withheld:
    """What was withheld in any of the `histories`: of each material the commits' places, its versions, the messages.

    What is not committed is left out: nobody has said yet what it is. `standing`: which of some pairs of letters stand
    in a material of today; whatever may be read on a page is no secret.
    """
    taken, commits, lost = set[str](), set[int](), set[str]()
    for places, versions, messages in histories:
        found = {n for n in withheld(versions, messages, 0) if messages[n] is not None}
        commits |= {places[n] for n in found}
        taken.update(*(versions[n].fewer for n in found))
        lost.update(*(version.lost for version in versions))
    taken &= lost
    return Withheld(frozenset(taken - standing(taken)), frozenset(commits))


def subject(messages: Sequence[str]) -> str:
    """The subject of a commit as it may be told; of a merge, what it is for.

    Empty where it holds what stops a gate, or is no Chinese: to readers here an English subject is no reason.
    """
    lines = [line.strip() for line in messages[0].splitlines() if line.strip()] if messages else []
    if lines and _MERGE.match(lines[0]):
        merged = [message.strip().split("\n")[0] for message in messages[1:]]
        lines = [line for line in lines[1:] if not _MERGE.match(line)] or (merged if len(merged) == 1 else [])
    first = lines[0] if lines else ""
    return "" if not _is_chinese(first) or any(found_private(first)) else first


def _is_chinese(text: str) -> bool:
    """Whether it is for readers of these pages: a Latin word says as much as two characters (按 Word 原件更正)."""
    return len(_HAN.findall(text)) > 2 * len(_WORD.findall(text))
