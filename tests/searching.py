"""Search for its tests: the truth of plain substring search, the deployed site in a tab, its scripts asked."""

import collections
import contextlib
import datetime
import random
import re
import shutil
from dataclasses import dataclass

import pytest

from projects import ROOT
from review.read.library import read_library
from review.read.text.folding import LOOK_ALIKES
from review.relate.library import relate
from review.show.search.fold import Folding
from review.show.search.passages import PARTS, passages
from servers import nginx, plain


@dataclass(frozen=True)
class Text:
    """A passage as plain substring search sees it."""

    page: str
    anchor: str
    folded: str
    """Its paragraphs and cells, parted by NUL."""
    source: str
    values: dict


class Truth:
    """What plain substring search over the folded passages finds."""

    def __init__(self, library):
        self.folding = Folding(library.vocabulary.terms)
        self.texts = list(self._texts(library))

    def _texts(self, library):
        years = {campaign.id: campaign.year for campaign in library.vocabulary.campaigns}
        for m in library.materials:
            for p in passages(m, library):
                values = {
                    "part": PARTS[p.part],
                    "year": str(years[m.campaign]),
                    "campaign": m.campaign,
                    "heading": p.heading,
                    "unit": m.unit,
                    "post": m.author,
                    "kind": m.kind,
                }
                folded = "\0".join(self.folding.fold(part) for part in re.split("[\n\t]", p.text))
                yield Text(f"materials/{m.id}/", p.anchor, folded, p.text, values)

    def terms(self, query):
        return list(dict.fromkeys(filter(None, map(self.folding.fold, query.split()))))

    def find(self, query, filters):
        """Passages with their number of occurrences, and the count of every facet value that is not 0."""
        terms = self.terms(query)
        found = [
            (text, sum(text.folded.count(term) for term in terms))
            for text in self.texts
            if terms and all(term in text.folded for term in terms)
        ]
        counts = collections.Counter()
        for text, n in found:
            failed = [facet for facet, values in filters.items() if text.values[facet] not in values]
            for facet, value in text.values.items():
                if value and (not failed or failed == [facet]):
                    counts[facet, value] += n
        kept = [
            (text, n)
            for text, n in found
            if all(text.values[facet] in values for facet, values in filters.items())
        ]
        return kept, counts


@pytest.fixture(scope="session")
def samples():
    """The library of the samples, as its readers have it."""
    reading = read_library(ROOT, "internal")
    day = datetime.date(2026, 1, 15)
    return relate(reading.materials, reading.vocabulary, audience="internal", as_of=day)


@pytest.fixture(scope="session")
def truth(samples):
    """What the search has to find in them."""
    return Truth(samples)


@pytest.fixture(scope="session")
def served(site, tmp_path_factory):
    """Where the site is served by nginx as it is deployed."""
    folder = tmp_path_factory.mktemp("search")
    shutil.copytree(site, folder / "srv/internal/current")
    with nginx(folder, folder / "srv") as base:
        yield base


@pytest.fixture
def page(browser, served):
    """A tab of its own for each test."""
    with tab(browser, served) as page:
        yield page


@pytest.fixture(scope="module")
def asking(browser, served):
    """The page of the search, for tests that ask its scripts and leave it as it is: to load it takes longest."""
    with tab(browser, served) as page:
        page.goto("search/")
        yield page


@contextlib.contextmanager
def tab(browser, served):
    """A page that fails the test when a script fails or the policy stops anything."""
    context = browser.new_context(
        base_url=served,
        http_credentials={"username": "reader", "password": "reader"},
        viewport={"width": 1440, "height": 900},
    )
    page, wrong = context.new_page(), []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda line: wrong.append(line.text) if "Content Security Policy" in line.text else None)
    yield page
    context.close()
    assert not wrong


@pytest.fixture
def copied(site, tmp_path):
    """A copy of the site on a plain server, below /some/path/; yields (address, folder)."""
    folder = tmp_path / "some/path"
    shutil.copytree(site, folder)
    with plain(tmp_path) as base:
        yield f"{base}some/path/", folder


def ask(page, query, filters=None, count=1_000_000, sort="fit"):
    """What the scripts answer: all hits, counts and facets, as they give them to the page."""
    question = {"query": query, "filters": filters or {}, "sort": sort, "count": count}
    return client(page, "ask", question)


def client(page, name, *given):
    """What a function of the page's own client.js returns."""
    return page.evaluate(
        """async ([name, given]) => {
            const box = document.querySelector("script[src$='box.js']");
            return (await import(new URL("client.js", box.src).href))[name](...given);
        }""",
        [name, given],
    )


def queries(texts, words, number, seed=5):
    """Words, pairs, random substrings with punctuation, in Traditional characters, obfuscated."""
    rng = random.Random(seed)
    traditional = {simple: old for old, simple in LOOK_ALIKES.items() if "\u4e00" <= old <= "\u9fff"}
    sources = [text.source for text in texts if len(text.source) > 3]

    def substring():
        text, length = rng.choice(sources), rng.randint(1, 8)
        at = rng.randrange(max(1, len(text) - length))
        return text[at : at + length].replace("\n", "")

    made = [
        lambda: rng.choice(words),
        lambda: f"{rng.choice(words)} {rng.choice(words)}",
        substring,
        substring,
        lambda: f"“{substring()}”，{rng.choice('。、 ')}",
        lambda: "".join(traditional.get(c, c) for c in substring()),
        lambda: substring() + rng.choice(["党史", "民主生活会"])[: rng.randint(1, 5)],
        lambda: rng.choice(["dangshi", "mzshh", "DangShi", "党史", "民主生活会", "ｄａｎｇshi学习", "dangsh"]),
    ]
    return [rng.choice(made)() for _ in range(number)]


def check(page, truth, query, filters):
    """Hold an answer to the truth; how many passages it has."""
    answer = ask(page, query, filters)
    expected, counts = truth.find(query, filters)
    if not truth.terms(query):
        assert answer["terms"] == 0, query
        return 0
    if "instead" in answer:  # what the query names, as none of its words stand together
        assert not truth.find(query, {})[0], query
        return 0
    found = {(hit["page"], hit["anchor"]): hit for hit in answer["hits"]}
    occurrences = {key: hit["occurrences"] for key, hit in found.items()}
    assert occurrences == {(text.page, text.anchor): n for text, n in expected}, query
    assert answer["occurrences"] == sum(n for _, n in expected), query
    assert answer["materials"] == len({text.page for text, _ in expected}), query
    assert answer["passages"] == len(expected), query
    shown = {(f, line["value"]): line["count"] for f, lines in answer["facets"].items() for line in lines}
    assert {key: n for key, n in shown.items() if n} == counts, query
    for hit in answer["hits"]:
        assert hit["marks"], query
        for start, end in hit["marks"]:
            folded = truth.folding.fold(hit["text"][start:end])
            assert not re.search("[\n\t]", hit["text"][start:end]), query
            assert any(term in folded or folded in term for term in truth.terms(query)), query
    return len(expected)
