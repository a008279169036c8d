"""Whether a line names a document: …对照检查材料, …剖析材料, …发言提纲."""

from __future__ import annotations

import re

from review.read.structure.words import word_lists, words
from review.read.text.folding import squeeze

_SUBJECT = words("title-subjects")
_BRACKETS = r"(\([^()]{1,14}\)|〔[^〕]{1,10}〕|\[[^\]]{1,10}\]|【[^】]{1,10}】)*"
_FORM = re.compile(rf".*(?:{word_lists()['title-forms'].pattern}){_BRACKETS}")
_WHOLE = re.compile(rf"[^,;:。!?>|]*(材料|提纲|清单|台账){_BRACKETS}")
_LAST = "料纲綱单單账賬)）〕]】"
_STOPS = re.compile("[。;!?]")
AT_MOST = 70


def names_document(text: str) -> bool:
    """Whether `text` may be a document's title."""
    name = squeeze(text)
    if not 6 <= len(name) <= AT_MOST or _STOPS.search(name):
        return False
    return bool(_SUBJECT.search(name) and _FORM.fullmatch(name))


def is_whole_title(text: str) -> bool:
    """Whether `text` is a title that ends here, so that no wrapped line goes on."""
    return text[-1] in _LAST and names_document(text) and bool(_WHOLE.fullmatch(squeeze(text)))
