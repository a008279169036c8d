"""What the scripts of the search answer: every occurrence of a phrase and no other, and what a query names."""

import random
from dataclasses import replace

import pytest

from review.relate.library import relate
from review.show import search
from review.show.pieces import Cut
from review.show.search import lists
from review.show.search.passages import passages
from searching import ask, check, client, queries

pytestmark = pytest.mark.slow


def endings(texts):
    """Queries that stand in a campaign's text and end in what one of its titles begins with."""
    for title in (text for text in texts if text.anchor == "title"):
        beginning, campaign = title.folded[:2], title.values["campaign"]
        for folded in (text.folded for text in texts if text.values["campaign"] == campaign):
            if (at := folded.find(beginning, 3)) > 0 and "\0" not in folded[at - 2 : at + 2]:
                yield folded[at - 2 : at + 2]
                break


def test_every_query_finds_what_substring_search_finds(asking, truth, samples):
    words = [word for theme in samples.vocabulary.themes for type in theme.types for word in type.words]
    asked = queries(truth.texts, words, 140) + ["学\ufeff习", *endings(truth.texts)]
    rng = random.Random(6)
    hits = 0
    for query in asked:
        filters = {}
        if rng.random() < 0.3:
            sample = rng.choice(truth.texts).values
            chosen = rng.sample(sorted(sample), rng.randint(1, 2))
            filters = {facet: [sample[facet]] for facet in chosen if sample[facet]}
        hits += check(asking, truth, query, filters)
    assert hits > 1000


def test_order(asking, truth, samples):
    dates = {f"materials/{m.id}/": m.date for m in samples.materials}
    ranks = set()
    for query in ("学习", "对照检查材料"):
        hits = ask(asking, query)["hits"]
        few = sum(hit["part"] == 0 for hit in hits) <= 3
        rank = [(0 if few else 3) if h["part"] == 0 else 1 if _in_opening(truth, h, query) else 2 for h in hits]
        keys = [(rank, -dates[hit["page"]].toordinal()) for rank, hit in zip(rank, hits, strict=True)]
        assert keys == sorted(keys)
        ranks |= set(rank)
    assert ranks >= {1, 2, 3}
    days = [dates[hit["page"]] for hit in ask(asking, "学习", sort="date")["hits"]]
    assert days == sorted(days, reverse=True) and len(set(days)) > 3
    by_unit = [hit["unit"] for hit in ask(asking, "学习", sort="unit")["hits"]]
    assert len(list(_runs(by_unit))) == len(set(by_unit)) > 3


def _in_opening(truth, hit, query):
    return hit["part"] == 1 and query in truth.folding.fold(hit["text"][: hit["opening"]])


def _runs(values):
    return [value for i, value in enumerate(values) if i == 0 or values[i - 1] != value]


def test_browser_folds_like_python(asking, truth):
    rng = random.Random(8)
    texts = ["".join(chr(_code(rng)) for _ in range(30)) for _ in range(300)]
    parts = ["dangshi", "mzshh", "zz", "x", "，", "風", "（fēng）", "(Ab)", "\u200b", "ａ", "𠮷", "①", "é"]
    texts += ["".join(rng.choices(parts, k=8)) for _ in range(300)]
    folded = asking.evaluate(
        """async ([script, texts]) => {
            const { Fold } = await import("/assets/search/fold.js"), fold = new Fold(script);
            return texts.map((text) => {
                const { codes, starts, ends } = fold.fold(text);
                return [String.fromCodePoint(...codes), starts.map((start, i) => text.slice(start, ends[i]))];
            });
        }""",
        [truth.folding.script, texts],
    )
    for text, (shown, sources) in zip(texts, folded, strict=True):
        expected, spans = truth.folding.fold_spans(text)
        assert shown == expected
        assert sources == [text[start:end] for start, end in spans]


BLOCKS = ((1, 0x24F), (0x2000, 0x33FF), (0x3400, 0x9FFF), (0xF900, 0xFFEF), (1, 0xD7FF), (0xE000, 0xF8FF),
          (0x1D400, 0x1D7FF), (0x1F000, 0x1FBFF), (0x2EB00, 0x2FA20), (0x31300, 0x33500), (0xE0000, 0xE0200))


def _code(rng):
    return rng.randint(*rng.choice(BLOCKS))


@pytest.mark.parametrize(("query", "rest", "filters"), [
    ("统计局 学习 2021", "学习", {"unit": ["tongji"], "year": ["2021"]}),
    ("2021年 学习 统计局", "学习", {"unit": ["tongji"], "year": ["2021"]}),
    ("统计局2021年学习", "学习", {"unit": ["tongji"], "year": ["2021"]}),
    ("统计局副局长 学习", "学习", {"unit": ["tongji"], "post": ["副局长"]}),
    ("統計局 学习", "学习", {"unit": ["tongji"]}),
    ("党史学习教育专题民主生活会 群众 局长", "群众", {"campaign": ["2021-dangshi"], "post": ["局长"]}),
    ("班子 群众 2024", "群众", {"kind": ["班子"], "year": ["2024"]}),
    ("统计局 2021", "", {"unit": ["tongji"], "year": ["2021"]}),
    ("统计局副局长", "", {"unit": ["tongji"], "post": ["副局长"]}),
    ("理论学习 2021", "", {"theme": ["theory"], "year": ["2021"]}),
    ("统计局 理论学习 2021", "", {"unit": ["tongji"], "theme": ["theory"], "year": ["2021"]}),
    ("统计局全面从严治党", "", {"unit": ["tongji"], "heading": ["全面从严治党"]}),
    ("统计局理论学习2021", "", {"unit": ["tongji"], "theme": ["theory"], "year": ["2021"]}),
])
def test_what_a_query_names_is_a_filter(asking, truth, query, rest, filters):
    answer = ask(asking, query)
    named = answer.get("instead") or answer["offer"]
    assert (named["filters"], named["query"]) == (filters, rest)
    if rest:
        found = truth.find(rest, filters)[0]
        counted = answer if "instead" in answer else answer["offer"]["sum"]
        assert found and counted["occurrences"] == sum(n for _, n in found)
        assert counted["materials"] == len({text.page for text, _ in found})


@pytest.mark.parametrize("query", ["学习", "个人利益", "局长办公会", "12021年", "数据", "统计局长远", "，。"])
def test_words_of_any_text_name_nothing(asking, query):
    answer = ask(asking, query)
    named = (answer.get("instead") or answer.get("offer") or {}).get("filters", {})
    assert set(named) <= {"unit"} and not (named and "统计局" not in query)


@pytest.mark.parametrize("query, first, most", [
    ("形试主义", "形式主义问题", 1), ("没有深入开展调查研究工作", "调查研究不深入", 5), ("组织部 2031", "", 0),
    ("鼋鼍主义", "", 0),
])  # fmt: skip
def test_types_are_offered_for_words_that_are_theirs_or_almost(asking, query, first, most):
    """And not for two characters that stand in many words."""
    named = [one["name"] for one in client(asking, "ask", {"query": query, "near": True})["types"]]
    assert named[:1] == [first] * bool(first) and len(named) <= most


def test_frequent_bigrams_tallies_and_pieces_change_no_answer(browser, copied, samples, truth, monkeypatch):
    address, site = copied
    monkeypatch.setattr(lists, "FREQUENT", 3)
    monkeypatch.setattr(lists, "SHARD", 40)
    monkeypatch.setattr(search, "CUT", Cut(least=2, most=6, ends=3))
    assert len(search.searched_campaigns(samples)) > len(samples.by_campaign)
    search.write_index(samples, site, site.parent / "cache")
    assert len(list(site.glob("search/data/*/c*.bin"))) > len(samples.by_campaign)
    page = browser.new_page()
    page.goto(f"{address}search/")
    rng = random.Random(9)
    asked = [folded[at : at + rng.randint(1, 9)] for _ in range(120)
             for folded in [rng.choice(truth.texts).folded] for at in [rng.randrange(max(1, len(folded) - 3))]]
    assert sum(check(page, truth, query, {}) for query in asked if "\0" not in query) > 120
    page.close()


def test_rare_characters_and_ends_of_cells(browser, copied, samples):
    address, site = copied
    first = replace(samples.materials[0], title="村𮯰庄𲎰\ue816你之会对照检查材料")
    renewed = relate((first, *samples.materials[1:]), samples.vocabulary, audience="internal", as_of=samples.as_of)
    search.write_index(renewed, site, site.parent / "cache")
    page = browser.new_page()
    page.goto(f"{address}search/")
    for query in ("𮯰", "𲎰", "村𮯰庄", "\ue816", "你之会", "\U0002f804之会"):
        assert [hit["marks"] for hit in ask(page, query)["hits"]], query
    for query in ("村庄", "庄\ue816", "𮯱"):
        assert not ask(page, query)["hits"], query
    table = next(p for m in samples.materials for p in passages(m, samples) if "\t" in p.text)
    left, right = table.text.split("\n")[0].split("\t")[:2]
    assert ask(page, left)["hits"] and ask(page, right)["hits"]
    assert not ask(page, left + right)["hits"]
    page.close()
