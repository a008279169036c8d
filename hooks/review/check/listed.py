"""What a check lists of its findings, in which order, and what it only counts."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from review.check.minor import first_to_do, gathered, is_minor
from review.model import Finding, Vocabulary


@dataclass(frozen=True, kw_only=True, slots=True)
class Listed:
    """The findings of a check."""

    errors: list[Finding]
    remarks: list[Finding]
    """Those listed: what is to be done first stands first."""
    minor: list[Finding]
    """Those that are only counted."""
    elsewhere: int = 0
    """How many remarks stand where nobody changed anything, and are left out."""

    @property
    def total(self) -> str:
        """The last line, which says where the errors stand that are above it."""
        above = f"（上面最后 {len(self.errors)} 行）" if self.errors and self.remarks else ""
        more = f"，没有改过的行里另有 {self.elsewhere} 处" if self.elsewhere else ""
        return f"{len(self.errors)} 处错误{above}，{len(self.remarks)} 处提醒{more}。"


def listed(
    findings: Iterable[Finding], vocabulary: Vocabulary, *, every: bool, here: Callable[[Finding], bool]
) -> Listed:
    """What is listed of them; `every` lists also what would only be counted, `here` says of which remarks any is."""
    found = sorted(findings, key=lambda one: first_to_do(one, vocabulary))
    errors = [one for one in found if one.severity == "error"]
    minor = [] if every else [one for one in found if is_minor(one, vocabulary)]
    remarks = [one for one in found if one.severity != "error" and (every or not is_minor(one, vocabulary))]
    gather: Callable[[Iterable[Finding]], list[Finding]] = list if every else gathered
    own = gather([one for one in remarks if here(one)])
    return Listed(
        errors=errors, remarks=own, minor=[one for one in minor if here(one)], elsewhere=len(gather(remarks)) - len(own)
    )


def pressing_last(findings: Iterable[Finding], vocabulary: Vocabulary) -> list[Finding]:
    """As a command prints them: what is to be done first stands last, where a terminal still shows it."""
    return sorted(findings, key=lambda one: -first_to_do(one, vocabulary))
