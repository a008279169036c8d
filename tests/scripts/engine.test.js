import assert from "node:assert/strict";
import { Engine, Outdated } from "../../hooks/review/theme/assets/search/engine.js";
import { Stale } from "../../hooks/review/theme/assets/search/fetch.js";
import { Known } from "../../hooks/review/theme/assets/search/known.js";
import { otherwise } from "../../hooks/review/theme/assets/search/numerals.js";
import { key } from "../../hooks/review/theme/assets/search/lists.js";
import { given, json, served } from "./given.js";

const ask = (base, query, more = {}) => new Engine(base).ask({ query, count: 1e6, ...more });
const index = (base) => new Engine(base).ready();

given("a query finds what plain search in the passages finds", () =>
  served(async (base) => {
    const engine = new Engine(base);
    for (const { query, passages, occurrences } of json("truth.json")) {
      const answer = await engine.ask({ query, count: 1e6 });
      assert.deepEqual([answer.passages, answer.occurrences], [passages, occurrences], query);
      assert.equal(answer.hits.length, passages);
      for (const hit of answer.hits) assert.ok(hit.marks.length, query);
    }
  }));

given("the bigrams chosen for a term cover it, and cost no more than those side by side", () =>
  served(async (base) => {
    const { segments, fold } = await index(base);
    for (const segment of segments) {
      for (const text of ["学习", "理论学习", "学习贯彻习近平新时代中国特色社会主义思想不够深入", "鼋鼍龘靐", "2021年度"]) {
        const term = fold.terms(text)[0], covered = new Set(), chosen = segment.cover(term);
        for (const { from, bigram } of chosen) {
          const long = bigram !== key(term[from], term[from + 1]);
          for (let at = from; at < from + (long ? 3 : 2); at++) covered.add(at);
        }
        assert.equal(covered.size, term.length, text);
        const all = term.slice(1).reduce((sum, code, i) => sum + segment.sizes[segment.shardOf(key(term[i], code))] * 256, 0);
        assert.ok(chosen.reduce((sum, piece) => sum + piece.cost, 0) <= all, text);
      }
    }
  }));

given("units, years and campaigns are recognised; words of a text are not", () =>
  served(async (base) => {
    const { known, entry, segments } = await index(base);
    const held = new Set(segments.flatMap((segment) => segment.table.units));
    const [id, name] = entry.units.find((unit) => held.has(unit[0])), year = String(segments[0].year);
    assert.deepEqual(known.read(`${name} 学习 ${year}`), { query: "学习", filters: { unit: [id], year: [year] }, absent: [], guessed: false, places: [] });
    assert.deepEqual(known.read(`${name}学习不深`), { query: "学习不深", filters: { unit: [id] }, absent: [], guessed: false, places: [] });
    assert.deepEqual(known.read(`${year}年度 学习`), { query: "学习", filters: { year: [year] }, absent: [], guessed: false, places: [] });
    assert.equal(known.read("学习不深 担当作为"), null); // a theme is words, too
    assert.deepEqual(known.read(`担当作为 ${year}`), { query: "", filters: { theme: ["duty"], year: [year] }, absent: [], guessed: false, places: [] });
    assert.equal(known.read(`9${year}`), null); // within a longer figure
    assert.equal(known.read(""), null);
  }));

given("units, years and campaigns as they are typed: briefly, with spaces, in other figures, two at once", () =>
  served(async (base) => {
    const engine = new Engine(base), { known, entry, segments } = await engine.ready();
    const held = new Set(segments.flatMap((segment) => segment.table.units));
    const units = entry.units.filter(([id]) => held.has(id)), id = (name) => units.find((unit) => unit.includes(name))[0];
    const says = (query, rest, filters, absent = [], guessed = false) =>
      assert.deepEqual(known.read(query), { query: rest, filters, absent, guessed, places: [] }, query);
    for (const query of ["投资促进局", "市投资促进局", "投资促进", "投资 促进局", "投 资 促 进 局"]) says(query, "", { unit: [id("投资促进局")] });
    says("城东街道办", "", { unit: [id("城东街道")] });
    says("统计局长", "", { unit: [id("统计局")], post: ["局长"] });
    says("统计局和投资促进局 学习", "学习", { unit: [id("统计局"), id("投资促进局")] });
    says("统计局副局长2025年", "", { unit: [id("统计局")], post: ["副局长"], year: ["2025"] });
    says("统计局领导班子 2024 原因", "", { unit: [id("统计局")], kind: ["班子"], year: ["2024"], part: ["根源"] });
    says("调查研究 措施", "调查研究", { part: ["措施"] });
    for (const query of ["投促局", "区投促局", "投资促进工作局", "投促委", "投资促进委员会"]) says(query, "", { unit: [id("投资促进局")] }, [], true);
    for (const query of ["投资工作的大局", "投局", "投机局"]) assert.equal(known.read(query), null, query);
    const guess = await engine.ask({ query: "投促局 学习" }), none = await engine.ask({ query: "统计局党工委书记2025" });
    assert.ok(!guess.instead && guess.offer.sum.occurrences && guess.offer.query === "学习");
    assert.deepEqual([none.passages, none.lacks.length, Object.keys(none.offer.filters)], [0, 3, ["unit"]]);
    assert.deepEqual(known.read("统计局 统计").places, [["统计", "statistics/"]]);
    assert.deepEqual(known.read("投资促进局台账").places, [["整改台账：投资促进局", "ledger/?unit=touzi"]]);
    for (const query of ["统计局长", "学习 台账", "统计 学习"]) assert.deepEqual(known.read(query) ? known.read(query).places : [], [], query);
    says("投资促进局的学习", "学习", { unit: [id("投资促进局")] });
    for (const query of ["２０２１", "2021年度", "二〇二一年", "二零二一", "二○二一年度", "21年"]) says(query, "", { year: ["2021"] });
    says("2021—2024 担当", "担当", { year: ["2024", "2021"] });
    says("五个带头", "", { campaign: segments.filter((segment) => segment.label === "五个带头").map((segment) => segment.id) });
    says("2024年度民主生活会", "", { campaign: ["2024-four"] });
    says("学习 1999", "学习", {}, ["1999 年"]);
    assert.equal(known.read("统计数据"), null); // a unit's short form is a name only by itself
    const gone = entry.units.find(([id]) => !held.has(id));
    says(`${gone[1]} 2021 学习`, "学习", { year: ["2021"] }, [gone[1]]);
    const answer = await engine.ask({ query: `${gone[1]} 2021 学习` });
    assert.ok(answer.absent.includes(gone[1]) && !answer.instead && answer.offer.sum.occurrences);
    assert.deepEqual(answer.pages, [[gone[1], `units/${gone[0]}/`]]); // it has a page all the same
  }));

given("a unit's number is the same in figures and in words", () =>
  served(async (base) => {
    const held = await index(base), units = held.segments.flatMap((segment) => segment.table.units).filter(Boolean).slice(0, 3);
    const named = ["第1街道", "第十二街道", "第105街道"].map((name, n) => [units[n], name]);
    const known = new Known(Object.assign(Object.create(held), { entry: { ...held.entry, units: named } }));
    const asked = { "第一街道 学习": 0, "第1街道": 0, "第12街道的学习": 1, "第１２街道": 1, "第一百零五街道": 2 };
    for (const [query, n] of Object.entries(asked)) assert.deepEqual(known.read(query).filters.unit, [units[n]], query);
    for (const query of ["第二街道", "第11街道"]) assert.equal(known.read(query), null, query);
    assert.equal(otherwise("2021年第三办公室"), "2021年第3办公室");
  }));

given("problems, causes and measures by theme, type, unit, year and what answers them without a word, as many as the library has", () =>
  served(async (base) => {
    const engine = new Engine(base);
    assert.deepEqual((await engine.ask({ query: "学习" })).facets.theme, []); // not asked for
    for (const { filters, count } of json("items.json")) {
      const answer = await engine.ask({ query: "", filters, count: 1e6 });
      assert.deepEqual([answer.passages, answer.browsing], [count, "passages"], JSON.stringify(filters));
      assert.equal(answer.hits.length, count);
    }
    const { facets, offer } = await engine.ask({ query: engine.index.entry.types.find((type) => type[2])[1] });
    assert.ok(facets.theme.length && facets.type.length && offer.filters.type);
  }));

given("hits come by rank, day or roster, and a filter leaves the counts of its own facet", () =>
  served(async (base) => {
    const engine = new Engine(base), { entry } = await engine.ready();
    const day = (hit) => -Date.parse(hit.date), rank = (hit) => entry.units.findIndex((unit) => unit[1] === hit.unit);
    const rising = (values) => values.every((value, i) => !i || values[i - 1] <= value);
    const [fit, date, unit] = await ["fit", "date", "unit"].reduce(
      async (done, sort) => [...(await done), await engine.ask({ query: "学习", sort, count: 1e6 })], Promise.resolve([]));
    assert.ok(rising(date.hits.map(day)) && rising(unit.hits.map(rank)));
    const opening = ({ part, opening, marks }) => part === 1 && marks.some((mark) => mark[1] <= opening);
    assert.ok(rising(fit.hits.filter((hit) => hit.part).map((hit) => (opening(hit) ? 0 : 1))));
    const ids = (answer) => answer.hits.map((hit) => hit.passage).sort((a, b) => a - b);
    assert.deepEqual([ids(date), ids(unit)], [ids(fit), ids(fit)]);
    const { value, count } = fit.facets.year[0];
    const some = await engine.ask({ query: "学习", filters: { year: [value] }, count: 1e6 });
    assert.equal(some.occurrences, count);
    assert.deepEqual(some.facets.year.map((line) => line.count), fit.facets.year.map((line) => line.count));
    assert.ok(some.hits.every((hit) => String(hit.year) === value));
  }));

given("only the latest question is answered", () =>
  served(async (base) => {
    const engine = new Engine(base);
    const [first, last] = await Promise.allSettled([engine.ask({ query: "学习" }), engine.ask({ query: "担当" })]);
    assert.ok(first.reason instanceof Outdated && last.value.terms === 1);
  }));

given("files that are gone are told as a site published anew, a server's fault as a fault", async () => {
  await served((base) => assert.rejects(ask(base, "学习"), Stale), (url) => (url.endsWith(".bin") ? 404 : 200));
  await served(
    (base) => assert.rejects(ask(base, "学习"), (error) => !(error instanceof Stale)), (url) => (url.endsWith(".bin") ? 500 : 200));
});

given("without an answer, what shares most of the characters is near", () =>
  served(async (base) => {
    const engine = new Engine(base), query = "学习不够龘入";
    assert.equal((await engine.ask({ query })).passages, 0);
    const { hits, types } = await engine.ask({ query, near: true });
    assert.ok(hits.length && hits.every((hit) => hit.marks.length));
    assert.ok(types.length && types.every((type) => type.count));
  }));
