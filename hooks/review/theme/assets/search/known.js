/* What a query names without being a passage's words: a unit, a post, a year, a campaign, a kind, a heading. It is
   offered as a filter, with the rest of the query as the words to find: 财政局 理论学习 2023. */
import { FACETS, OF_ITEMS } from "./facets.js";

const ANYWHERE = ["unit", "year", "campaign"]; // The others are words of any text, and count only on their own.

export class Known {
  constructor(index) {
    this.fold = index.fold;
    this.names = new Map();
    this.longest = 0;
    const held = (facet) => new Set(index.value[FACETS.indexOf(facet)]);
    const units = held("unit");
    for (const [id, ...names] of index.entry.units) if (units.has(id)) names.forEach((name) => this.add(name, "unit", id));
    for (const { id, name, full, year } of index.segments) {
      for (const words of [name, full, `${year}${name}`, `${year}年${name}`]) this.add(words, "campaign", id);
      for (const words of [`${year}`, `${year}年`, `${year}年度`]) this.add(words, "year", String(year));
    }
    for (const [id, name, count] of index.entry.types) if (count) this.add(name, "type", id);
    for (const [id, name] of Object.entries(index.entry.themes)) this.add(name, "theme", id);
    for (const facet of ["post", "kind", "heading"]) for (const value of held(facet)) this.add(value, facet, value);
  }

  add(name, facet, value) {
    const name_key = this.fold.fold(name).codes.join();
    if (!name_key) return;
    const known = this.names.get(name_key) || { facet, values: [] };
    if (known.facet === facet && !known.values.includes(value)) known.values.push(value);
    this.names.set(name_key, known);
    this.longest = Math.max(this.longest, name_key.split(",").length);
  }

  /* {query, filters}: what is left of `query` and what it named; null where it named nothing. A theme or a type is
     words of a text as well: it is named only where nothing is left. */
  read(query) {
    const said = [].concat(...query.split(/\s+/).filter(Boolean).map((part) => this.said(part)));
    const whole = said.every(({ known }) => known), filters = {}, rest = [];
    for (const { words, known } of said) {
      if (!known || (!whole && OF_ITEMS.includes(known.facet))) rest.push(words);
      else filters[known.facet] = (filters[known.facet] || []).concat(known.values);
    }
    return Object.keys(filters).length ? { query: rest.join(" "), filters } : null;
  }

  /* The pieces of a part with their words; the part as it is where it names nothing. */
  said(part) {
    const { codes, starts, ends } = this.fold.fold(part), pieces = this.pieces(codes);
    if (!pieces.some((piece) => piece.known)) return [{ words: part }];
    return pieces.map(({ known, from, until }) => ({ words: part.slice(starts[from], ends[until - 1]), known }));
  }

  /* A part of a query as names and what stands between them. */
  pieces(codes) {
    const found = [];
    let from = 0, at = 0;
    const leave = (until) => until > from && found.push({ from, until });
    while (at < codes.length) {
      const before = found[found.length - 1];
      const name = this.nameAt(codes, at, at === from && before && before.known && before.known.facet === "unit");
      if (name) {
        leave(at);
        found.push(name);
        from = at = name.until;
      } else at++;
    }
    leave(codes.length);
    return found;
  }

  /* The longest name that begins at `at`; a post also right behind a unit. */
  nameAt(codes, at, afterUnit) {
    for (let until = Math.min(codes.length, at + this.longest); until > at; until--) {
      const known = this.names.get(codes.slice(at, until).join());
      if (!known) continue;
      const whole = (at === 0 || (afterUnit && known.facet === "post")) && until === codes.length;
      if (whole || (ANYWHERE.includes(known.facet) && !this.inNumber(codes, at, until))) return { known, from: at, until };
    }
    return null;
  }

  inNumber(codes, at, until) {
    const figure = (code) => code >= 48 && code <= 57;
    return (figure(codes[at]) && figure(codes[at - 1])) || (figure(codes[until - 1]) && figure(codes[until]));
  }
}
