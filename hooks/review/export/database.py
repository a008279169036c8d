"""A library as an SQLite database, for those who want to ask their own questions; docs/guide/ledger.md says how."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator

from review.export.mark import plain_values
from review.model import Entry, Library, Measure, Problem
from review.relate.ledger import rows

SCHEMA = """
CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE units (id TEXT PRIMARY KEY, name TEXT NOT NULL, "group" TEXT NOT NULL, place INTEGER NOT NULL);
CREATE TABLE campaigns (id TEXT PRIMARY KEY, year INTEGER NOT NULL, name TEXT NOT NULL, label TEXT NOT NULL);
CREATE TABLE headings (id TEXT PRIMARY KEY, campaign TEXT NOT NULL REFERENCES campaigns, number INTEGER NOT NULL,
  name TEXT NOT NULL, wording TEXT NOT NULL);
CREATE TABLE themes (id TEXT PRIMARY KEY, name TEXT NOT NULL);
CREATE TABLE types (id TEXT PRIMARY KEY, theme TEXT NOT NULL REFERENCES themes, name TEXT NOT NULL);
CREATE TABLE materials (id TEXT PRIMARY KEY, title TEXT NOT NULL, campaign TEXT NOT NULL REFERENCES campaigns,
  unit TEXT NOT NULL REFERENCES units, author TEXT NOT NULL, kind TEXT NOT NULL, date TEXT NOT NULL,
  visibility TEXT NOT NULL);
CREATE TABLE problems (key TEXT PRIMARY KEY, material TEXT NOT NULL REFERENCES materials, opening TEXT NOT NULL,
  text TEXT NOT NULL, wording TEXT, heading TEXT REFERENCES headings, theme TEXT REFERENCES themes,
  type TEXT REFERENCES types, inferred INTEGER NOT NULL);
CREATE TABLE causes (key TEXT PRIMARY KEY, material TEXT NOT NULL REFERENCES materials, opening TEXT NOT NULL,
  text TEXT NOT NULL, theme TEXT REFERENCES themes, inferred INTEGER NOT NULL);
CREATE TABLE measures (key TEXT PRIMARY KEY, material TEXT NOT NULL REFERENCES materials, opening TEXT NOT NULL,
  text TEXT NOT NULL, theme TEXT REFERENCES themes, inferred INTEGER NOT NULL);
CREATE TABLE ledger (measure TEXT PRIMARY KEY REFERENCES measures, leader TEXT NOT NULL, owner TEXT NOT NULL,
  due TEXT NOT NULL, last TEXT, status TEXT NOT NULL, progress TEXT NOT NULL, evidence TEXT NOT NULL,
  closed TEXT NOT NULL, state TEXT NOT NULL);
CREATE TABLE problem_causes (problem TEXT NOT NULL REFERENCES problems, cause TEXT NOT NULL REFERENCES causes,
  inferred INTEGER NOT NULL, PRIMARY KEY (problem, cause));
CREATE TABLE problem_measures (problem TEXT NOT NULL REFERENCES problems,
  measure TEXT NOT NULL REFERENCES measures, inferred INTEGER NOT NULL, PRIMARY KEY (problem, measure));
CREATE TABLE recurrences (problem TEXT NOT NULL REFERENCES problems, earlier TEXT NOT NULL REFERENCES problems,
  PRIMARY KEY (problem, earlier));
"""
"""Keys are <material id>#<item id>; days are texts of the form 2025-06-30; `last` is the last day in time."""

_Value = str | int | None


def database(library: Library) -> bytes:
    """The file of a database that holds all of `library`."""
    connection = sqlite3.connect(":memory:")
    try:
        connection.executescript(SCHEMA)
        for table, values in _tables(library):
            for row in values:
                connection.execute(f"INSERT INTO {table} VALUES ({','.join('?' * len(row))})", row)
        connection.commit()
        return connection.serialize()
    finally:
        connection.close()


def _tables(library: Library) -> Iterator[tuple[str, Iterable[tuple[_Value, ...]]]]:
    words, entries = library.vocabulary, library.entries.values()
    problems = [entry for entry in entries if entry.sort is Problem]
    yield "about", [("as_of", library.as_of.isoformat()), ("audience", library.audience)]
    yield "units", [(unit.id, unit.name, unit.group, n) for n, unit in enumerate(words.units, 1)]
    yield "campaigns", [(c.id, c.year, c.name, c.label) for c in words.campaigns]
    yield "headings", [(h.id, c.id, h.number, h.name, h.wording) for c in words.campaigns for h in c.headings]
    yield "themes", [(theme.id, theme.name) for theme in words.themes]
    yield "types", [(type.id, theme.id, type.name) for theme in words.themes for type in theme.types]
    yield "materials", [(m.id, m.title, m.campaign, m.unit, m.author, m.kind, m.date.isoformat(), m.visibility)
                        for m in library.materials]  # fmt: skip
    yield "problems", map(_problem, problems)
    for table, kind in (("causes", "c"), ("measures", "m")):
        yield table, [_other(e) for e in entries if e.item_id.startswith(kind)]
    yield "ledger", _ledger(library)
    yield "problem_causes", [(e.key, r.key, r.inferred) for e in problems for r in e.causes]
    yield "problem_measures", [(e.key, r.key, r.inferred) for e in problems for r in e.measures]
    yield "recurrences", [(e.key, key) for e in problems for key in e.earlier]


def _problem(entry: Entry) -> tuple[_Value, ...]:
    key, material, opening, text, theme, inferred = _other(entry)
    wording = entry.heading.wording if entry.heading else None
    heading = entry.canonical.id if entry.canonical else None
    return key, material, opening, text, wording, heading, theme, entry.type.id if entry.type else None, inferred


def _other(entry: Entry) -> tuple[_Value, ...]:
    item, theme = entry.item, entry.theme.id if entry.theme else None
    return entry.key, entry.material.id, item.opening, item.text, theme, int(entry.inferred)


def _ledger(library: Library) -> Iterator[tuple[_Value, ...]]:
    for row in rows(library):
        if row.ledger and row.measure.sort is Measure:
            last = row.ledger.due.last
            given = plain_values(row.ledger)
            yield (row.measure.key, given["leader"], given["owner"], given["due"], last.isoformat() if last else None,
                   given["status"], given["progress"], given["evidence"], given["closed"], row.state)  # fmt: skip
