"""Records as bytes and back. What the vocabulary holds is named by its id: it is the same object afterwards.

Frozen dataclasses have a way of their own to be pickled, which takes five times as long as all the rest; so a record is
written here as the function that makes it and the values of its fields.
"""

from __future__ import annotations

import dataclasses
import io
import pickle
from collections.abc import Callable, Iterator
from operator import attrgetter
from typing import Any, TypeVar

from review import model
from review.model import Campaign, CanonicalHeading, ProblemType, Theme, Vocabulary

Kind = TypeVar("Kind")
Terms = dict[tuple[str, str], object]
KINDS: dict[type, str] = {Campaign: "campaign", CanonicalHeading: "heading", Theme: "theme", ProblemType: "type"}
_MAKERS: dict[type, tuple[Callable[..., object], Callable[[Any], Any]]] = {}
"""By class: what makes a record of it, and what takes the values of one apart."""
_NAMED: dict[str, Callable[..., object]] = {}


def kept(cls: type[Kind]) -> type[Kind]:
    """A record, a dataclass or a named tuple, that may be kept; for use as a decorator."""
    make, taken = _maker(cls)
    make.__module__, make.__qualname__ = __name__, cls.__name__
    _MAKERS[cls] = make, taken
    _NAMED[cls.__name__] = globals()[cls.__name__] = make
    return cls


def _maker(cls: type[Any]) -> tuple[Callable[..., object], Callable[[Any], Any]]:
    """What makes a record from the values of its fields, and what gives these."""
    if issubclass(cls, tuple):
        return lambda *values: cls(*values), tuple
    names = [field.name for field in dataclasses.fields(cls)]
    setters = [getattr(cls, name).__set__ for name in names]

    def make(*values: object) -> object:
        made: object = object.__new__(cls)
        for setter, value in zip(setters, values, strict=True):
            setter(made, value)
        return made

    taken = attrgetter(*names)
    return make, (taken if len(names) > 1 else lambda record: (taken(record),))


class _Pickler(pickle.Pickler):
    def persistent_id(self, obj: Any) -> tuple[str, str] | None:
        kind = KINDS.get(type(obj))
        return (kind, obj.id) if kind else None

    def reducer_override(self, obj: Any) -> Any:
        found = _MAKERS.get(type(obj))
        return (found[0], found[1](obj)) if found else NotImplemented


class _Unpickler(pickle.Unpickler):
    def __init__(self, file: io.BytesIO, terms: Terms) -> None:
        super().__init__(file)
        self.terms = terms

    def persistent_load(self, pid: Any) -> object:
        return self.terms[pid]

    def find_class(self, module: str, name: str) -> Any:
        """Our own records and days only: what lies in a folder may be anything."""
        if module == __name__ and name in _NAMED:
            return _NAMED[name]
        if (module, name) == ("datetime", "date"):
            return super().find_class(module, name)
        raise pickle.UnpicklingError(f"{module}.{name}")


def terms(vocabulary: Vocabulary) -> Terms:
    """Everything of a vocabulary that is named, by kind and id."""
    return {(KINDS[type(one)], one.id): one for one in _terms(vocabulary)}


def _terms(vocabulary: Vocabulary) -> Iterator[Campaign | CanonicalHeading | Theme | ProblemType]:
    for campaign in vocabulary.campaigns:
        yield campaign
        yield from campaign.headings
    for theme in vocabulary.themes:
        yield theme
        yield from theme.types


def packed(record: object) -> bytes:
    """A record as bytes."""
    file = io.BytesIO()
    _Pickler(file, pickle.HIGHEST_PROTOCOL).dump(record)
    return file.getvalue()


def unpacked(data: bytes, terms: Terms) -> object:
    """The record that bytes hold; `terms` are those of the same vocabulary. Raises Exception where there is none."""
    return _Unpickler(io.BytesIO(data), terms).load()


for _record in [one for one in vars(model).values() if isinstance(one, type) and dataclasses.is_dataclass(one)]:
    if _record not in KINDS:
        kept(_record)
