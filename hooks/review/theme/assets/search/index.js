/* One version of the index, for the search engine (engine.js).

   Passages are numbered through all segments, newest first. */
import { FACETS, OF_ITEMS, UNCLASSIFIED } from "./facets.js";
import { Stale, get } from "./fetch.js";
import { Fold } from "./fold.js";
import { Known } from "./known.js";
import { Lowest, countUpTo } from "./lists.js";
import { nearTypes } from "./near.js";
import { ranking } from "./order.js";
import { Segment, TITLE } from "./segment.js";

const FORMAT = 12;
const FEW = 3; // titles that may stand before all other hits
const NEAR = 20;
const OWN = FACETS.indexOf(OF_ITEMS[0]); // the facets of items stand last

/* Everything of one version of the index. */
export class Index {
  static async load(base, older) {
    const entry = await get(`${base}entry.json`, "json", { cache: "no-cache" });
    if (entry.format !== FORMAT) throw new Stale("format");
    const kept = new Map(older ? older.segments.map((segment) => [segment.id + segment.key, segment]) : []);
    const same = older && older.entry.fold === entry.fold;
    const [script, ...segments] = await Promise.all([
      same ? null : get(base + entry.fold, "json"),
      ...entry.segments.map(async (line) => {
        const segment = kept.get(line.id + line.key);
        if (segment) return Object.assign(segment, line);
        return new Segment(line, base, await get(`${base}${line.id}/table-${line.key}.json`, "json"));
      }),
    ]);
    return new Index(entry, same ? older.fold : new Fold(script), segments, base);
  }

  constructor(entry, fold, segments, base) {
    Object.assign(this, { entry, fold, segments, base });
    this.units = new Map(entry.units.map(([id, name], rank) => [id, { name, rank }]));
    this.types = new Map(entry.types.map((type) => [type[0], type]));
    let passages = 0, materials = 0;
    for (const segment of segments) {
      segment.from = passages;
      segment.materialsFrom = materials;
      passages += segment.count;
      materials += segment.passages_of.length;
    }
    this.passages = passages;
    this.froms = segments.map((segment) => segment.from);
    this.newest = Math.max(0, ...segments.map((segment) => segment.day[0] || 0));
    this.materials = materials;
    this.values();
    this.known = new Known(this);
  }

  /* Facet values get numbers through all segments; `codes` of a segment lead from its own numbers to them. */
  values() {
    this.value = FACETS.map(() => []);
    const number = this.numbering();
    this.entry.parts.forEach((part) => number(0, part));
    for (const segment of this.segments) {
      segment.year_code = number(1, String(segment.year));
      segment.campaign_code = number(2, segment.id);
      segment.heading_codes = segment.table.headings.map((name) => number(3, name));
      segment.unit_ranks = segment.table.units.map((id) => this.unit(id).rank);
      segment.unit_codes = segment.table.units.map((id) => number(4, id));
      segment.post_codes = segment.table.posts.map((post) => number(5, post));
      segment.kind_codes = segment.table.kinds.map((kind) => number(6, kind));
      segment.of_items = null;
    }
  }

  /* Gives each value of a facet (by number) its own number: number(facet, value). */
  numbering() {
    const numbers = FACETS.map(() => new Map());
    return (facet, value) => {
      if (!numbers[facet].has(value)) {
        numbers[facet].set(value, this.value[facet].length);
        this.value[facet].push(value);
      }
      return numbers[facet].get(value);
    };
  }

  /* Load what is said of all items; from then on they are facets like the others. */
  async items() {
    const found = await Promise.all(this.segments.map((segment) => segment.items()));
    if (this.sorted) return;
    const themes = new Map(this.entry.types.map(([id, , , theme]) => [id, theme])), number = this.numbering();
    OF_ITEMS.forEach((_, i) => number(OWN + i, ""));
    this.segments.forEach((segment, i) => {
      const open = (chip) => chip[0] === "-", only = (chip) => chip[0] === "#" || open(chip);
      segment.of_items = found[i];
      segment.theme_codes = segment.chips.map((chip) => number(OWN, only(chip) ? chip.slice(1) || UNCLASSIFIED : themes.get(chip) || ""));
      segment.type_codes = segment.chips.map((chip) => number(OWN + 1, open(chip) ? UNCLASSIFIED : only(chip) ? "" : chip));
      segment.answer_codes = segment.answers.map((answer) => number(OWN + 2, answer));
    });
    this.sorted = true;
  }

  segmentOf(passage) {
    return this.segments[countUpTo(this.froms, passage) - 1];
  }

  /* The facet values of a passage of `segment`, as numbers. */
  codes(segment, local, out) {
    const material = segment.material[local];
    out[0] = segment.part[local];
    out[1] = segment.year_code;
    out[2] = segment.campaign_code;
    out[3] = segment.heading_codes[segment.heading[local]];
    out[4] = segment.unit_codes[segment.unit_of[material]];
    out[5] = segment.post_codes[segment.post_of[material]];
    out[6] = segment.kind_codes[segment.kind_of[material]];
    if (segment.of_items) {
      const chip = segment.of_items.chip[local];
      out[7] = segment.theme_codes[chip];
      out[8] = segment.type_codes[chip];
      out[9] = segment.answer_codes[segment.of_items.answer[local]];
    }
    return out;
  }

  /* All passages with all of `terms` (without any: `every` passage, or the titles of all materials): numbers ascending,
     occurrences, and rank (opening, other, title). A few titles come first, many last: they would hide all the rest. */
  async find(terms, every, current) {
    const whole = (segment) => (every ? segment.all() : segment.titles());
    const parts = await Promise.all(
      this.segments.map(async (segment) => [segment, terms.length ? await segment.findAll(terms) : whole(segment)])
    );
    current();
    const size = parts.reduce((sum, part) => sum + part[1].passages.length, 0);
    const found = { passages: new Uint32Array(size), counts: new Uint32Array(size), ranks: new Uint8Array(size) };
    const titles = parts.reduce((sum, [segment, { passages }]) => sum + passages.filter((i) => segment.part[i] === TITLE).length, 0);
    let at = 0;
    for (const [segment, { passages, counts, opening }] of parts) {
      passages.forEach((passage, i) => {
        found.passages[at] = segment.from + passage;
        found.counts[at] = counts[i];
        found.ranks[at++] = segment.part[passage] === TITLE ? (titles > FEW ? 3 : 0) : opening[i] ? 1 : 2;
      });
    }
    return found;
  }

  /* Apply `filters` ({facet: [value, …]}): what remains, the first `most` of it in order, and the counts of every facet value.

     A value's `base` is its count without filters; its `count` is what choosing it would give: all filters
     but those of its own facet apply. A chosen value is there even if it counts nothing. `prefer` are filters that
     put what they choose first among hits of one rank. */
  filter(found, filters = {}, sort, most = Infinity, prefer = {}) {
    const rank = ranking(this, found, sort, prefer), first = new Lowest(most);
    const chosen = FACETS.map((facet, f) => {
      const values = filters[facet] || [];
      return values.length ? new Set(values.map((value) => this.value[f].indexOf(value))) : null;
    });
    const base = this.value.map((values) => new Uint32Array(values.length));
    // Without filters, a value's count is its base.
    const counts = chosen.some(Boolean) ? base.map((numbers) => numbers.slice()) : base;
    const material = new Uint8Array(this.materials), codes = new Array(FACETS.length).fill(0);
    let occurrences = 0, materials = 0, passages = 0, all = 0, number = 0;
    found.passages.forEach((passage, i) => {
      while (passage >= this.segments[number].from + this.segments[number].count) number++;
      const segment = this.segments[number], local = passage - segment.from, n = found.counts[i];
      this.codes(segment, local, codes);
      let failed = 0, where = -1;
      for (let f = 0; f < FACETS.length; f++) {
        base[f][codes[f]] += n;
        if (chosen[f] && !chosen[f].has(codes[f])) {
          failed++;
          where = f;
        }
      }
      all += n;
      if (failed === 1) counts[where][codes[where]] += n;
      if (failed) return;
      if (counts !== base) for (let f = 0; f < FACETS.length; f++) counts[f][codes[f]] += n;
      occurrences += n;
      const m = segment.materialsFrom + segment.material[local];
      materials += 1 - material[m];
      material[m] = 1;
      passages++;
      first.add(rank(i, segment, segment.material[local], codes) * 0x1000000 + i);
    });
    const facets = {};
    FACETS.forEach((facet, f) => {
      const lines = this.value[f]
        .map((value, code) => ({ value, label: this.label(facet, value), base: base[f][code], count: counts[f][code] }))
        .filter((line) => line.value !== "" && line.base);
      for (const value of filters[facet] || []) {
        if (!lines.some((line) => line.value === value)) lines.push({ value, label: this.label(facet, value), base: 0, count: 0 });
      }
      facets[facet] = lines;
    });
    return { first: first.numbers.map((number) => number % 0x1000000), passages, occurrences, materials, all, facets };
  }

  label(facet, value) {
    if (facet === "unit") return this.unit(value).name;
    if (value === UNCLASSIFIED) return facet === "type" ? "未归类" : "主题未定";
    if (facet === "theme") return this.entry.themes[value] || value;
    if (facet === "type") return this.types.has(value) ? this.types.get(value)[1] : value;
    if (facet === "campaign") {
      const segment = this.segments.find((one) => one.id === value);
      return segment ? `${segment.year} ${segment.name}` : value;
    }
    return value;
  }

  unit(id) {
    return this.units.get(id) || { name: id, rank: this.units.size };
  }

  /* What is shown of a passage. */
  async hit(passage, terms, occurrences) {
    const segment = this.segmentOf(passage), local = passage - segment.from, material = segment.material[local];
    const [title, page, author, date, texts] = await segment.text(material);
    const [anchor, text, opening, chip] = texts[local - segment.firstOf[material]];
    const unit = segment.table.units[segment.unit_of[material]];
    return {
      passage, occurrences, title, page, author, date, anchor, text, opening,
      part: segment.part[local],
      heading: segment.table.headings[segment.heading[local]],
      unit: this.unit(unit).name,
      campaign: segment.name,
      year: segment.year,
      chip: this.chip(chip),
      marks: this.fold.marks(text, terms),
    };
  }

  chip(chip) {
    const inferred = chip[0] === "?", id = chip.slice(inferred ? 1 : 0);
    if (id[0] === "#") return { name: this.entry.themes[id.slice(1)], page: null, inferred: false };
    const type = this.types.get(id);
    return type ? { name: type[1], page: `problems/${id}/`, inferred } : null;
  }

  /* Passages that share most of the characters of `terms`, most first; and the pairs of characters they share. */
  async near(terms, current) {
    const pairs = [];
    let used = 0;
    for (const term of terms) {
      for (let i = 0; i + 1 < term.length && used + i + 1 < 31; i++) pairs.push({ term: [term[i], term[i + 1]], bits: 3 << (used + i) });
      used += term.length;
    }
    const enough = Math.min(used, 31) / 2, candidates = [];
    await Promise.all(this.segments.map(async (segment) => {
      const lists = await Promise.all(pairs.map((pair) => segment.positions(pair.term)));
      current();
      const masks = new Int32Array(segment.count);
      lists.forEach((list, n) => segment.eachPassage(list, (passage) => (masks[passage] |= pairs[n].bits)));
      masks.forEach((mask, local) => {
        const shared = mask ? bits(mask) : 0;
        if (shared > enough) candidates.push({ passage: segment.from + local, shared });
      });
    }));
    candidates.sort((a, b) => b.shared - a.shared || a.passage - b.passage);
    return { passages: candidates.slice(0, NEAR).map((one) => one.passage), terms: pairs.map((pair) => pair.term) };
  }

  /* What chosen filters are called: 单位 and year alike, by facet. */
  names(filters) {
    return FACETS.filter((facet) => filters[facet]).map((facet) => [facet, filters[facet].map((value) => this.label(facet, value))]);
  }

  /* Problem types that are called just as one of `terms`, or as all of them together. */
  namedTypes(terms) {
    const asked = new Set([...terms.map((term) => term.join()), [].concat(...terms).join()]);
    const named = this.entry.types.filter(([, name, count]) => count && asked.has(this.fold.fold(name).codes.join()));
    return named.map(([id, name, count]) => ({ name, page: `problems/${id}/`, count }));
  }

  /* The words of each problem type; most queries never ask for them. */
  words() {
    if (!this.wording) {
      const wording = get(this.base + this.entry.words, "json");
      this.wording = wording;
      wording.catch(() => (this.wording = null));
    }
    return this.wording;
  }

  /* Problem types that may be meant. */
  async nearTypes(terms) {
    return nearTypes(this.entry.types, await this.words(), terms, (word) => this.fold.fold(word).codes);
  }

  /* What the glossary says of a single term: what it means, and other ways to say it. */
  glossary(terms) {
    const asked = terms.map((term) => term.join()).join(" "), others = new Map();
    let definition = "";
    for (const [meaning, ...words] of this.entry.terms) {
      const folded = words.map((word) => this.fold.fold(word).codes.join());
      if (!folded.includes(asked)) continue;
      if (meaning && (folded[0] === asked || !definition)) definition = `${words[0]}：${meaning}`;
      words.forEach((word, i) => folded[i] !== asked && others.set(folded[i], word));
    }
    return { definition, synonyms: Array.from(others.values()) };
  }
}

function bits(mask) {
  let count = 0;
  for (; mask; mask &= mask - 1) count++;
  return count;
}
