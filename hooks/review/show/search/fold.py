"""Folding: the form in which texts and queries are compared, so that one way of writing finds the others.

Letters and figures count, and every character that may be one; punctuation, symbols and white space are out.
Compatibility forms (full width, circled, radicals), case and accents, Traditional characters and look-alikes become
one form. A word of the glossary that is written in Latin letters becomes its meaning (dangshi is 党史), as a word of
its own only: the letters on both sides must be such words too. Pinyin with tone marks in brackets behind a character,
風(fēng), is left out. The browser folds with the same table (`Folding.script`), so both always agree.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property, lru_cache

import numpy as np

from review.model import Term
from review.read.text.folding import LOOK_ALIKES
from review.read.text.names import is_invisible

SCOPE = (
    (0x0000, 0xABFF),
    (0xD7A4, 0xFFFF),
    (0x1D400, 0x1D7FF),  # mathematical letters and figures
    (0x1EE00, 0x1EEFF),  # the same in Arabic
    (0x1F000, 0x1FAFF),  # enclosed letters, figures and ideographs, pictures
    (0x1FBF0, 0x1FBF9),  # figures of old screens
    (0x2F800, 0x2FA1F),  # compatibility ideographs
    (0xE0000, 0xE0FFF),  # tags, variation selectors
)
"""Where characters are that become another one or none; all others, ideographs of extensions B to J and what is to
come among them, Hangul and private use, are themselves alone."""
END = 0
"""Stands behind each paragraph and cell in folded text; never a folded character."""
_ENDS = {ord("\n"): END, ord("\t"): END}

LATIN = "A-Za-zÀ-ÖØ-öø-ɏḀ-ỿＡ-Ｚａ-ｚ\u0300-\u036f\u00ad\u200b-\u200d\u2060\ufeff"
TONES = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜĀÁǍÀĒÉĚÈŌÓǑÒ\u0300\u0301\u0304\u030c"
SPECIAL = (
    f"[{LATIN}(（](?:(?<=[{LATIN}])[{LATIN}]*"
    f"|(?<=[\u3400-\u9fff][(（])[{LATIN} '’]*[{TONES}][{LATIN} '’]*[)）])"
)
"""A run of Latin letters, or bracketed pinyin. The browser uses the same expression; it begins with one class,
because that is what both search for fast."""
_SPECIAL = re.compile(SPECIAL)

Span = tuple[int, int]


PICTURES = range(0x1F000, 0x1FB00)
RADICALS = frozenset((*range(0x2E80, 0x2FE0), *range(0x31C0, 0x31F0)))
"""Parts and strokes of ideographs, symbols to Unicode, are written in place of characters that are hard to type."""


def _is_kept(char: str) -> bool:
    """Whether `char` counts: letters, figures, characters that somebody drew, and those newer than Python's table."""
    category = unicodedata.category(char)
    newer = category == "Cn" and not is_invisible(char) and ord(char) not in PICTURES
    return category[0] in "LN" or category == "Co" or newer or ord(char) in RADICALS


def _fold_char(char: str) -> str:
    if not unicodedata.decomposition(char) and char.casefold() == char and char not in LOOK_ALIKES:
        return char if _is_kept(char) else ""  # most are so, and this is fast
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", char).casefold())
    return "".join(filter(_is_kept, (LOOK_ALIKES.get(p, p) for p in plain)))


@lru_cache(maxsize=1)
def fold_table() -> dict[str, str]:
    """What each character in scope folds to, empty where it is folded away; some 0.1 s once."""
    chars = (chr(code) for first, last in SCOPE for code in range(first, last + 1))
    return {char: _fold_char(char) for char in chars}


@lru_cache(maxsize=1)
def _lookup() -> tuple[np.ndarray, tuple[str, ...]]:
    """The table for numpy: code to code, DROPPED, or MANY + an index into the foldings of several characters."""
    codes = np.arange(0x110000, dtype=np.uint32)
    many: list[str] = []
    for char, folded in fold_table().items():
        if len(folded) < 2:
            codes[ord(char)] = ord(folded) if folded else DROPPED
        else:
            codes[ord(char)] = MANY + len(many)
            many.append(folded)
    codes[END] = END
    return codes, tuple(many)


DROPPED, MANY = 0xFFFFFFFF, 0x200000


class Folding:
    """Folds texts, with the glossary's words in Latin letters as their meanings."""

    def __init__(self, terms: Iterable[Term] = ()) -> None:
        written = ((_simple(term.written), term.meaning) for term in terms)
        self.words = {word: meaning for word, meaning in written if re.fullmatch("[a-z]+", word)}
        self._longest_first = sorted(self.words, key=len, reverse=True)

    def fold(self, text: str) -> str:
        """The folded form of `text`."""
        return self.fold_spans(text)[0]

    def fold_spans(self, text: str) -> tuple[str, list[Span]]:
        """The folded form, and for each of its characters the place in `text` (start, end) it comes from."""
        folded, spans, mapped = [], [], fold_table()
        for start, end, meaning in self._pieces(text):
            chars = _simple(meaning) if meaning is not None else mapped.get(text[start], text[start])
            folded.append(chars)
            spans += [(start, end)] * len(chars)
        return "".join(folded), spans

    def fold_many(self, texts: Sequence[str]) -> np.ndarray:
        """The folded forms of `texts` as code points, END behind each, and behind each paragraph or cell in it."""
        codes, many = _lookup()
        joined = "".join(text.replace("\0", "").translate(_ENDS) + "\0" for text in texts)
        plain = _SPECIAL.sub(lambda match: match[0] if (m := self._meaning(match[0])) is None else m, joined)
        folded = codes[np.frombuffer(plain.encode("utf-32-le", "surrogatepass"), np.uint32)]
        folded = folded[folded != DROPPED]
        return _expand(folded, many)

    @cached_property
    def script(self) -> dict[str, object]:
        """All that the browser needs to fold in the same way, as JSON data."""
        changed = {char: folded for char, folded in fold_table().items() if folded not in ("", char)}
        one = [char for char, folded in changed.items() if len(folded) == 1]
        return {
            "from": "".join(one),
            "to": "".join(changed[char] for char in one),
            "many": {char: folded for char, folded in changed.items() if len(folded) > 1},
            "dropped": _ranges(ord(char) for char, folded in fold_table().items() if not folded),
            "special": SPECIAL,
            "words": {word: _simple(meaning) for word, meaning in sorted(self.words.items())},
        }

    def _pieces(self, text: str) -> Iterator[tuple[int, int, str | None]]:
        """Consecutive pieces of `text`: single characters, and pieces that have a meaning of their own."""
        done = 0
        for match in _SPECIAL.finditer(text):
            if self._meaning(match[0]) is None:
                continue
            yield from ((i, i + 1, None) for i in range(done, match.start()))
            yield from self._words_of(match[0], match.start())
            done = match.end()
        yield from ((i, i + 1, None) for i in range(done, len(text)))

    def _words_of(self, run: str, at: int) -> Iterator[tuple[int, int, str]]:
        if run[0] in "(（":
            yield at, at + len(run), ""
            return
        simple, places = self._letters(run)
        done = 0
        for word in self._split(simple) or ():
            yield at + places[done], at + places[done + len(word) - 1] + 1, self.words[word]
            done += len(word)

    def _meaning(self, run: str) -> str | None:
        """What stands for bracketed pinyin or for a run of the glossary's words; None: nothing, it stays."""
        if run[0] in "(（":
            return ""
        words = self._split(_simple(run))
        return "".join(self.words[word] for word in words) if words else None

    def _split(self, run: str) -> list[str] | None:
        """The words that `run` consists of, the longest first; None where it does not."""
        rest: list[str | None] = [None] * len(run) + [""]
        for i in reversed(range(len(run))):
            fits = (w for w in self._longest_first if run.startswith(w, i) and rest[i + len(w)] is not None)
            rest[i] = next(fits, None)
        words: list[str] = []
        at = 0
        while at < len(run):
            word = rest[at]
            if word is None:
                return None
            words.append(word)
            at += len(word)
        return words or None

    def _letters(self, run: str) -> tuple[str, list[int]]:
        """`run` folded character by character, and where each folded character comes from."""
        parts = [fold_table().get(char, char) for char in run]
        return "".join(parts), [i for i, part in enumerate(parts) for _ in part]


def _simple(text: str) -> str:
    """Folded character by character, without the glossary."""
    mapped = fold_table()
    return "".join(mapped.get(char, char) for char in text)


def _expand(folded: np.ndarray, many: tuple[str, ...]) -> np.ndarray:
    """`folded` with each MANY + i replaced by the characters of many[i]."""
    places = np.flatnonzero(folded >= MANY)
    if not places.size:
        return folded
    texts = [many[i] for i in folded[places] - MANY]
    values = np.frombuffer("".join(texts).encode("utf-32-le"), np.uint32)
    before = np.repeat(places + 1, [len(text) for text in texts])
    grown = np.insert(folded, before, values)
    keep = np.ones(grown.size, bool)
    shift = np.concatenate(([0], np.cumsum([len(text) for text in texts])[:-1]))
    keep[places + shift] = False
    return grown[keep]


def _ranges(codes: Iterable[int]) -> list[int]:
    """First and last of each run of consecutive codes, flat; codes ascending."""
    flat: list[int] = []
    for code in codes:
        if flat and flat[-1] == code - 1:
            flat[-1] = code
        else:
            flat += [code, code]
    return flat
