"""Materials to a library: headings, links, recurrence, order."""

import dataclasses
import datetime
import random
import subprocess
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from lists import entries_in, typed
from review.model import Material, Override, Position, Problem, Unit, in_heading, in_type
from review.read.structure.document import read_document
from review.read.vocabulary.load import read_vocabulary
from review.relate.as_of import WrongEpoch, as_of
from review.relate.headings import match
from review.relate.library import gather, relating
from review.relate.recognise import recognise
from review.relate.words import pairs
from review.show.views.notes import Index

HERE = Path(__file__).parent
AT = Position(path="materials/1.md", line=1)
DAY = datetime.date(2026, 1, 15)
UNITS = tuple(Unit(id=f"u{n}", name=f"第{n}局", group="部门", at=AT) for n in (1, 2))
VOCABULARY = dataclasses.replace(read_vocabulary(HERE)[0], units=UNITS)
RELATED = relating(VOCABULARY)
TITLE = "教育局局长民主生活会对照检查材料"
MORE = "墙上贴了三张纸，桌上放着两份单子，门口的灯一直亮着，院子里停着四辆车。"
"""Without a word of the vocabulary; a text of a few characters would be read as an empty template."""
HEADINGS = {
    campaign.id: [heading.wording for heading in campaign.headings] for campaign in VOCABULARY.campaigns
}


def document(headings, problems=("工作一般",)):
    """A document with these headings, each with these problems, a cause and a measure."""
    lines = [TITLE, "一、存在的问题"]
    for n, heading in enumerate(headings):
        lines.append(f"（{'一二三四五六七八'[n]}）{heading}")
        lines.append("".join(f"{'一二三四五六七八'[k]}是{opening}。{MORE}" for k, opening in enumerate(problems)))
    lines += ["二、原因分析", f"（一）理论学习不够。{MORE}", "三、整改措施", f"（一）加强理论学习。{MORE}"]
    return read_document("\n".join(lines) + "\n", "materials/1.md")


def material(id="1", text=None, **fields):
    fields = {
        "campaign": "2021-dangshi", "unit": "u1", "author": "局长", "kind": "个人", "date": DAY, "overrides": {},
        "document": text or document(["理论学习方面"]),
    } | fields
    return Material(
        id=id, path=f"materials/{id}.md", title=f"材料{id}", visibility="internal", ledger={}, **fields
    )


def related(*materials):
    return gather(map(RELATED, materials), VOCABULARY, audience="internal", as_of=DAY)


# ---- headings -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("campaign", VOCABULARY.campaigns, ids=lambda campaign: campaign.id)
def test_a_campaign_is_known_by_its_headings(campaign):
    text = document(HEADINGS[campaign.id])
    assert [heading.number for heading in match(text, campaign).values()] == [h.number for h in campaign.headings]
    found = recognise(text, VOCABULARY)
    assert found.campaign is campaign
    assert found.confidence > 0.7


@pytest.mark.parametrize(
    ("campaign", "heading", "number"),
    [
        ("2021-dangshi", "带头深刻领悟“两个确立”的决定性意义方面", 1),
        ("2021-dangshi", "带头学习运用dangshi中应对风险挑战的丰富经验，敢于斗争，善于斗争", 4),
        ("2021-dangshi", "带头深刻汲取dangshi中正反两方面经验方面", 5),  # 两方面 is no end of a name
        ("2021-dangshi", "在汲取正反两方面的经验上", 5),
        ("2022-six", "在深刻感悟“两个确立”上", 1),
        ("2022-six", "带头用党的创新理论凝心铸魂方面存在的问题", 2),
        ("2024-four", "带头在遵守纪律、清正廉洁前提下勇于担责，敢于创新方面", 3),
        ("2025-five", "带头强化政治忠诚,提高政治能力方面", 1),
        ("2025-five", "扛牢政治责任方面", 5),
        ("2025-five", "帶頭堅決扛起管黨治黨責任方面", 5),
        ("2013-massline", "在官僚主義方面", 4),
        ("2019-mission", "对照党章党规，查找差距。", 2),
        ("2023-theme", "理论学习方面", 1),
        ("2023-theme", "在廉洁自律上", 6),
        ("2023-theme", "理论学习联系实际方面", None),  # a short name is the whole heading or none
        ("2023-theme", "抓理论学习不够深入", None),
        ("2025-five", "带头践行以人民为中心的发展思想方面", None),
    ],
)
def test_wording_drifts(campaign, heading, number):
    text = document([heading])
    found = match(text, VOCABULARY.campaign(campaign)).get("h1")
    assert (found and found.number) == number


@pytest.mark.parametrize(
    ("headings", "campaign"),
    [
        (HEADINGS["2025-five"][:3], "2025-five"),
        (list(reversed(HEADINGS["2022-member"])), "2022-member"),
        (["理论学习", "能力本领", "担当作为", "工作作风"], "2023-theme"),
        (["站稳政治立场", "淬炼党性修养", "守牢纪律底线"], None),
        (["全面从严治党方面", "工作情况", "学习情况", "作风情况"], None),
        ([], None),
    ],
)
def test_the_set_of_headings_decides(headings, campaign):
    found = recognise(document(headings), VOCABULARY)
    assert (found.campaign and found.campaign.id) == campaign
    assert (found.confidence > 0) == (campaign is not None)


def test_the_year_in_the_title_decides_between_two_that_fit():
    headings = ["带头深刻感悟“两个确立”方面", "带头落实全面从严治党政治责任方面"]
    text = document(headings)
    named = dataclasses.replace(text, title="县气象局班子2022年度民主生活会对照检查材料")
    assert recognise(named, VOCABULARY).campaign.id == "2022-six"
    assert recognise(dataclasses.replace(text, title=None), VOCABULARY).campaign.id != "2022-six"


@pytest.mark.parametrize(
    ("title", "headings", "campaign", "least", "most"),
    [
        ("抓落实——气象局局长二〇二四年度民主生活会对照检查材料", HEADINGS["2024-four"][:2], "2024-four", 0.8, 1),
        ("守初心：气象局班子2025年度民主生活会对照检查材料", HEADINGS["2025-five"][1:3], "2025-five", 0.7, 1),
        ("气象局局长2023年度民主生活会对照检查材料", HEADINGS["2025-five"], "2025-five", 0, 0.5),  # against the title
        ("党员2025年度组织生活会对照检查材料", ["工作情况"], "2025-member", 0.5, 0.5),  # by the title alone
        ("气象局局长二○二○年度民主生活会对照检查材料", ["工作情况"], "2020-five", 0.5, 0.5),
        ("气象局局长2016年度民主生活会对照检查材料", ["工作情况"], None, 0, 0),
        ("气象局局长2022年12月发言提纲", ["工作情况"], None, 0, 0),
    ],
)
def test_the_title_counts(title, headings, campaign, least, most):
    found = recognise(dataclasses.replace(document(headings), title=title), VOCABULARY)
    assert (found.campaign and found.campaign.id) == campaign
    assert least <= found.confidence <= most


def test_a_heading_s_themes_are_themes():
    ids = {theme.id for theme in VOCABULARY.themes}
    headings = [heading for campaign in VOCABULARY.campaigns for heading in campaign.headings]
    assert all(heading.themes for heading in headings)
    assert {theme for heading in headings for theme in heading.themes} <= ids


# ---- links --------------------------------------------------------------------------------------------

CASES = yaml.safe_load((HERE / "links.yml").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"][:40])
def test_links(case):
    text = read_document(f"{TITLE}\n{case['text']}", "materials/1.md")
    overrides = {
        id: Override(**{name: tuple(numbers) for name, numbers in stated.items()}, at=AT)
        for id, stated in case.get("overrides", {}).items()
    }
    library = related(material(text=text, overrides=overrides, campaign="2021-dangshi"))
    for id, expected in case["links"].items():
        entry = library.entries[f"1#{id}"]
        found = [
            f"{'~' if reference.inferred else '='}{reference.key.removeprefix('1#')}"
            for reference in (*entry.problems, *entry.causes, *entry.measures)
        ]
        assert found == expected, id


# ---- the library --------------------------------------------------------------------------------------


def test_the_order_of_the_library():
    given = [
        material("a", campaign="2024-four", unit="u1"),
        material("b", campaign="2021-dangshi", unit="u2", author="副局长"),
        material("c", campaign="2021-dangshi", unit="u2", author="局长"),
        material("d", campaign="2021-dangshi", unit="u2", author="", kind="班子"),
        material("e", campaign="2021-dangshi", unit="u1"),
        material("f", campaign="2021-dangshi", unit="u2", author="党组成员、副局长"),
    ]
    library = related(*given)
    assert [m.id for m in library.materials] == ["e", "d", "c", "f", "b", "a"]
    assert [m.id for m in library.by_unit["u2"]] == ["d", "c", "f", "b"]
    assert [m.id for m in library.by_campaign["2024-four"]] == ["a"]
    assert library.audience == "internal"
    assert library.as_of == DAY


def test_problems_by_type_and_by_heading():
    text = document(["带头发扬斗争精神方面", "工作情况"], ["创新意识不强", "门前的河水很清"])
    library = related(
        material("a", text, campaign="2022-six", unit="u2"),
        material("b", text, campaign="2022-six", unit="u1"),
        material("c", text, campaign="2025-five", unit="u1"),
    )
    assert [entry.key for entry in typed(library, "innovation-awareness")] == [
        "b#p1-1", "b#p2-1", "a#p1-1", "a#p2-1", "c#p1-1", "c#p2-1"
    ]
    assert {entry.item.opening for entry in typed(library, "")} == {"门前的河水很清"}
    under = [entry.key for entry in entries_in(library, in_heading("2022-six-5"))]
    assert under == ["b#p1-1", "b#p1-2", "a#p1-1", "a#p1-2"]
    assert set(library.canonical) == {"a#h1", "b#h1"}
    assert library.entries["a#p1-1"].canonical.name == "发扬斗争精神"
    assert library.entries["a#p2-1"].canonical is None
    assert library.entries["a#p2-1"].heading.name == "工作情况"


def test_a_stated_type_wins():
    override = {"p1-1": Override(type="people-research", at=AT)}
    text = document(["工作情况"], ["创新意识不强", "中午无人值班"])
    entry = related(material(text=text, overrides=override)).entries["1#p1-1"]
    assert (entry.type.id, entry.theme.id, entry.inferred) == ("people-research", "people", False)


def test_recurrence_is_the_same_author_again():
    text = document(["工作情况"], ["创新意识不强"])
    other = document(["工作情况"], ["文山会海反弹"])
    library = related(
        material("2025", text, campaign="2025-five"),
        material("2022", text, campaign="2022-six"),
        material("2020", text, campaign="2020-five"),
        material("same-year", text, campaign="2022-member"),
        material("other-type", other, campaign="2021-dangshi"),
        material("other-post", text, campaign="2021-dangshi", author="副局长"),
        material("team", text, campaign="2021-dangshi", author="", kind="班子"),
        material("other-unit", text, campaign="2021-dangshi", unit="u2"),
    )
    assert library.entries["2025#p1-1"].earlier == ("2020#p1-1", "2022#p1-1", "same-year#p1-1")
    assert library.entries["2022#p1-1"].earlier == ("2020#p1-1",)
    assert not any(
        library.entries[f"{id}#p1-1"].earlier for id in ("2020", "other-type", "other-post", "team", "other-unit")
    )


def test_recurrence_goes_by_the_office_whatever_duties_in_the_party_are_written_with_it():
    text = document(["工作情况"], ["创新意识不强"])
    posts = ["党组书记、局长", "局长", "党组书记", "党组副书记、副局长", "党组书记兼局长"]
    campaigns = ("2020-five", "2021-dangshi", "2022-six", "2023-theme", "2025-five")
    library = related(*(material(id, text, campaign=id, author=post)
                        for id, post in zip(campaigns, posts, strict=True)))  # fmt: skip
    earlier = {id[:4]: library.entries[f"{id}#p1-1"].earlier for id in campaigns}
    first, second = "2020-five#p1-1", "2021-dangshi#p1-1"
    assert earlier == {"2020": (), "2021": (first,), "2022": (), "2023": (), "2025": (first, second)}


def test_what_a_list_shows_of_what_came_back_tells_the_year_of_the_same_office():
    """Where the earlier material moves to another year, the margin of the later one names that."""
    text = document(["工作情况"], ["创新意识不强"])

    def told(campaign):
        held = related(material("old", text, campaign=campaign, author="局长"),
                       material("new", text, campaign="2025-five", author="党组书记、局长"))  # fmt: skip
        index = Index(dataclasses.replace(held, digests={one.id: b"" for one in held.materials}))
        entry, name = held.entries["new#p1-1"], in_type("innovation-awareness")
        of_it = [given for given in held.listed[name] if given.material.id == "new"]
        return index.told.given(name, of_it), index.again(entry)[0][0]

    (first, one), (second, other) = told("2020-five"), told("2021-dangshi")
    assert (one, other) == (2020, 2021) and first != second


def some_documents():
    """Documents of every campaign with problems, causes and measures drawn from the vocabulary's examples."""
    openings = [example for theme in VOCABULARY.themes for type in theme.types for example in type.examples]
    rng = random.Random(7)

    def items(form, least, more):
        return [form.format("一二三四"[k], rng.choice(openings)) + more for k in range(rng.randint(least, 3))]

    for campaign in VOCABULARY.campaigns * 2:
        lines = [TITLE, "一、存在的问题"]
        for n, heading in enumerate(campaign.headings):
            lines += [f"（{'一二三四五六'[n]}）{heading.wording}", *items("{}是{}。", 1, MORE)]
        lines += ["二、原因分析", *items("（{}）{}。", 0, MORE)]
        lines += ["三、整改措施", *items("（{}）{}。", 0, f"针对第二个方面的问题，{MORE}")]
        yield campaign.id, read_document("\n".join(lines) + "\n", "materials/1.md")


DOCUMENTS = list(some_documents())
numbers = st.none() | st.lists(st.integers(1, 4), max_size=3, unique=True).map(tuple)
types = st.sampled_from([None, "theory-shallow", "no-such"])
overrides = st.builds(Override, type=types, causes=numbers, measures=numbers, at=st.just(AT))


@st.composite
def materials(draw):
    """A few materials, of any campaign, unit and post, some with overrides."""
    drawn = draw(st.lists(st.tuples(
        st.sampled_from(DOCUMENTS), st.sampled_from(["u1", "u2", "u9"]), st.sampled_from(["局长", "副局长"]),
        st.dictionaries(st.sampled_from(["p1-1", "p2-1", "p2-2", "p9-9"]), overrides, max_size=2),
    ), max_size=5))
    return [
        material(str(n), text, campaign=campaign, unit=unit, author=author, overrides=stated)
        for n, ((campaign, text), unit, author, stated) in enumerate(drawn)
    ]


few = settings(max_examples=20, deadline=None)


@few
@given(materials())
def test_links_stand_in_both_directions_and_lead_somewhere(given):
    library = related(*given)
    links = {
        (entry.key, reference.key): reference.inferred
        for entry in library.entries.values()
        for reference in (*entry.problems, *entry.causes, *entry.measures)
    }
    assert all(links.get((b, a)) == inferred for (a, b), inferred in links.items())
    for (a, b) in links:
        assert library.entries[a].material is library.entries[b].material
        assert type(library.entries[a].item) is not type(library.entries[b].item)
    for entry in library.entries.values():
        assert all(isinstance(library.entries[key].item, Problem) for key in entry.earlier)
        kinds = [{type(library.entries[r.key].item).__name__ for r in references}
                 for references in (entry.problems, entry.causes, entry.measures)]
        assert all(kind <= {name} for kind, name in zip(kinds, ("Problem", "Cause", "Measure"), strict=True))
    items = [f"{m.id}#{x.id}" for m in library.materials
             for x in (*m.document.problems, *m.document.causes, *m.document.measures)]
    assert list(library.entries) == items


@few
@given(materials(), st.randoms())
def test_the_order_given_does_not_matter(given, rng):
    shuffled = given[:]
    rng.shuffle(shuffled)
    one, other = related(*shuffled), related(*given)
    assert one == other
    assert list(one.entries) == list(other.entries)


@few
@given(materials())
def test_every_problem_is_listed_once(given):
    library = related(*given)
    problems = [entry for entry in library.entries.values() if isinstance(entry.item, Problem)]
    by_type = [entry.key for name in library.listed if name.startswith("type:") for entry in entries_in(library, name)]
    assert sorted(by_type) == sorted(entry.key for entry in problems)
    headings = [name for name in library.listed if name.startswith("heading:")]
    by_heading = [entry.key for name in headings for entry in entries_in(library, name)]
    assert sorted(by_heading) == sorted(entry.key for entry in problems if entry.canonical)


@few
@given(materials(), materials())
def test_a_material_does_not_change_the_links_of_another(given, more):
    """Or an edit of one material would rewrite the pages of all."""
    more = [dataclasses.replace(m, id=f"more-{m.id}") for m in more]
    alone, together = related(*given), related(*given, *more)
    for key, entry in alone.entries.items():
        assert dataclasses.replace(together.entries[key], earlier=()) == dataclasses.replace(entry, earlier=())


# ---- the day ------------------------------------------------------------------------------------------


def test_the_day_of_a_build(tmp_path):
    materials = [material(date=datetime.date(2022, 1, 10)), material(date=datetime.date(2021, 12, 1))]
    assert as_of(tmp_path, materials, {"SOURCE_DATE_EPOCH": "1768406400"}) == datetime.date(2026, 1, 15)
    assert as_of(tmp_path, materials, {"SOURCE_DATE_EPOCH": "1768406399"}) == datetime.date(2026, 1, 14)
    assert as_of(tmp_path, materials, {}) == datetime.date(2022, 1, 10)
    assert as_of(tmp_path, materials, {"SOURCE_DATE_EPOCH": ""}) == datetime.date(2022, 1, 10)
    for said in ("soon", "-1", "²", " 1", "253402300800", "9" * 30):
        with pytest.raises(WrongEpoch, match=f"应为 1970 年以来的秒数，.*实为“{said}”"):
            as_of(tmp_path, materials, {"SOURCE_DATE_EPOCH": said})
    assert as_of(tmp_path, [], {}) == datetime.date(1970, 1, 1)


def test_the_day_of_the_last_commit(tmp_path):
    def git(*words):
        identity = ["-c", "user.name=x", "-c", "user.email=x@example.org"]
        env = {"GIT_COMMITTER_DATE": "2023-03-04T20:00:00+00:00", "PATH": "/usr/bin:/bin", "HOME": str(tmp_path)}
        subprocess.run(["git", "-C", str(tmp_path), *identity, *words], check=True, capture_output=True, env=env)

    git("init", "-q")
    assert as_of(tmp_path, [material()], {}) == DAY  # nothing committed yet
    (tmp_path / "a.md").write_text("a", "utf-8")
    git("add", "a.md")
    git("commit", "-q", "-m", "Add a")
    assert as_of(tmp_path, [material()], {}) == datetime.date(2023, 3, 5)  # 04:00 in China
    (tmp_path / "kept-elsewhere").mkdir()
    assert as_of(tmp_path / "kept-elsewhere", [material()], {}) == DAY  # a folder git knows nothing of


def test_a_year_or_an_amount_that_two_texts_share_is_no_wording():
    assert pairs("2024年办结1203件") == ["年办", "办结"]
