/* What a query names without being a passage's words: a unit, a post, a year, a campaign, a kind, a heading. It is
   offered as a filter, with the rest of the query as the words to find: 财政局 理论学习 2023. */
import { FACETS, OF_ITEMS } from "./facets.js";
import { ordinal, otherwise } from "./numerals.js";
import { Places } from "./places.js";

const ANYWHERE = ["unit", "year", "campaign"]; // The others are words of any text, and count only on their own,
const BEHIND_UNIT = ["post", "kind"]; // or right behind a unit,
const LAST = ["part", "heading"]; // or where names lead up to them: 城东街道全面从严治党.
const OFFICE = /(?:委员会|办公室|街道|事处|委|局|部|办|镇|乡)$/; // left out by who is brief: 财政, 城东街道办
const REFORMED = /(?:委员会|委|局)$/;
const BODY = /^(?:党工委|党委|党组|党总支|工委|办事处)(?=..)/; // the same before a post: 书记
const SEAT = points("省市州县区"); // may stand before any unit's name
const BODIES = ["", "局", "部", "委", "镇", "乡", "街道", "党委", "党组", "党工委", "镇党委", "局党委", "局党组", "街道党工委"]; // whose 领导班子 it is
const PARTS = { 问题: ["问题"], 根源: ["根源", "原因"], 措施: ["措施", "整改措施"] };
const OF = points("的")[0], JOIN = [...points("和与及跟同"), OF]; // stand between names
const FIGURES = ["〇一二三四五六七八九", "零一二三四五六七八九"].map((digits) => Array.from(digits));
const YEAR = /^((?:19|20)\d\d)年?度?$/, YEARS = /^(\d{4})年?[-~—–－～至到]+(\d{4})年?度?$/;

export class Known {
  constructor(index) {
    this.fold = index.fold;
    this.places = new Places(index);
    this.names = new Map();
    this.shorts = new Map(); // Names only where a part of the query begins with them, and nothing but names follows.
    this.longest = 0;
    const held = (facet) => index.value[FACETS.indexOf(facet)].filter(Boolean), units = held("unit");
    this.years = held("year");
    this.roster = index.entry.units;
    this.units = index.entry.units.map(([id, ...names]) => [id, names.map((name) => this.fold.fold(name).codes)]);
    this.absent = new Map(index.entry.units.filter(([id]) => !units.includes(id)));
    for (const [id, ...names] of index.entry.units) {
      for (const name of [...names, ...names.map(otherwise)]) {
        this.add(name, "unit", id);
        this.add(name.replace(OFFICE, ""), "unit", id, this.shorts);
      }
    }
    for (const { id, name, full, label, year } of index.segments) {
      for (const words of [name, full, label]) this.add(words, "campaign", id);
      for (const end of ["", "年", "年度"]) for (const words of [name, label]) this.add(`${year}${end}${words}`, "campaign", id);
    }
    for (const year of this.years) {
      const said = FIGURES.map((digits) => Array.from(year, (figure) => digits[figure]).join(""));
      for (const words of [year, ...said]) for (const end of ["", "年", "年度"]) this.add(words + end, "year", year);
      this.add(`${year.slice(2)}年`, "year", year, this.shorts);
    }
    for (const [id, name, count] of index.entry.types) if (count) this.add(name, "type", id);
    for (const [id, name] of Object.entries(index.entry.themes)) this.add(name, "theme", id);
    for (const facet of ["post", "kind", "heading"]) for (const value of held(facet)) this.add(value, facet, value);
    for (const post of held("post")) this.add(post.replace(BODY, ""), "post", post);
    if (held("kind").includes("班子")) for (const body of BODIES) this.add(`${body}领导班子`, "kind", "班子");
    for (const part of held("part")) for (const name of PARTS[part] || []) this.add(name, "part", part);
  }

  add(name, facet, value, to = this.names) {
    const folded = this.fold.fold(name).codes, code = folded.join();
    if (folded.length < 2) return;
    const known = to.get(code) || { facet, values: [] };
    if (known.facet === facet && !known.values.includes(value)) known.values.push(value);
    to.set(code, known);
    this.longest = Math.max(this.longest, folded.length);
  }

  /* {query, filters, absent, guessed, places}: what is left of `query`, what it named, and the units and years it named of
     which there is nothing; whether a unit was told by a likeness only; pages of the site; null where it named nothing. A theme or a type is words of a text as well: it is named only where nothing is left. */
  read(query) {
    const said = [].concat(...this.parts(query).map((part) => {
      const pieces = this.said(part);
      return pieces.map((piece) => Object.assign({ own: pieces.length === 1 }, piece));
    }));
    const whole = said.every(({ known }) => known), filters = {}, rest = [], absent = [];
    for (const { words, known } of said) {
      if (!known || (!whole && OF_ITEMS.includes(known.facet))) {
        rest.push(words);
        continue;
      }
      const there = known.gone ? [] : known.values.filter((value) => known.facet !== "unit" || !this.absent.has(value));
      if (there.length) filters[known.facet] = Array.from(new Set([...(filters[known.facet] || []), ...there]));
      else absent.push(...known.values.map((value) => this.absent.get(value) || `${value} 年`));
    }
    const guessed = said.some(({ known }) => known && known.guessed), places = this.places.of(said);
    return absent.length || places.length || Object.keys(filters).length ? { query: rest.join(" "), filters, absent, guessed, places } : null;
  }

  /* The units that a query named, as `read` says it, whether there is anything of them or not: [name, page]. */
  pages({ filters, absent }) {
    const named = this.roster.filter(([id, name]) => (filters.unit || []).includes(id) || absent.includes(name));
    return named.map(([id, name]) => [name, `units/${encodeURIComponent(id)}/`]);
  }

  /* The query's parts; a unit, year or campaign that was typed with spaces in it (财 政 局) is one. */
  parts(query) {
    const parts = query.split(/\s+/).filter(Boolean), made = [];
    for (let at = 0; at < parts.length; ) {
      let until = parts.length;
      while (until > at + 1 && !this.isOne(parts.slice(at, until))) until--;
      made.push(parts.slice(at, until).join(""));
      at = until;
    }
    return made;
  }

  isOne(parts) {
    const known = this.names.get(this.fold.fold(parts.join("")).codes.join());
    return known && ANYWHERE.includes(known.facet) && !parts.some((part) => this.names.has(this.fold.fold(part).codes.join()));
  }

  /* The pieces of a part with their words; the part as it is where it names nothing. */
  said(part) {
    const plain = part.normalize("NFKC"), span = YEARS.exec(plain), year = YEAR.exec(plain);
    if (year && !this.years.includes(year[1])) return [{ words: part, known: { facet: "year", values: [year[1]], gone: true } }];
    const within = span ? this.years.filter((year) => span[1] <= year && year <= span[2]) : [];
    if (within.length) return [{ words: part, known: { facet: "year", values: within } }];
    const { codes, starts, ends } = this.fold.fold(part), pieces = this.cover(codes) || this.pieces(codes);
    if (!pieces.some((piece) => piece.known)) return [{ words: part }];
    const joined = (i) => !pieces[i].known && i && pieces[i - 1].known && pieces[i].until > pieces[i].from + 1 && codes[pieces[i].from] === OF ? 1 : 0;
    const said = pieces.map(({ known, from, until }, i) => ({ words: part.slice(starts[from + joined(i)], ends[until - 1]), known }));
    return said.filter(({ known }, i) => known || !pieces[i].joins);
  }

  /* A part that is names and nothing else but what joins them, in the fewest pieces; null where it is more. */
  cover(codes) {
    const best = [[]];
    for (let until = 1; until <= codes.length; until++) {
      for (let from = Math.max(0, until - this.longest); from < until; from++) {
        const piece = best[from] && this.piece(codes, from, until, best[from][best[from].length - 1]);
        if (!piece) continue;
        const pieces = [...best[from], piece];
        if (!best[until] || cost(pieces) < cost(best[until])) best[until] = pieces;
      }
    }
    const found = best[codes.length];
    return found && found.some((piece) => piece.known) ? found : null;
  }

  piece(codes, from, until, before) {
    const first = from === 0 || (from === 1 && SEAT.includes(codes[0])), name = codes.slice(from, until);
    const known = this.nameAt(codes, from, until, before, true) || (first && (this.shorts.get(name.join()) || this.alike(name)));
    if (known) return { known, from, until };
    const joins = until === from + 1 && (from === 0 ? SEAT.includes(codes[0]) : until < codes.length && JOIN.includes(codes[from]));
    return joins ? { joins, from, until } : null;
  }

  /* The one unit whose name this is in other words, shorter or written out (投促局, 住房和城乡建设局): both begin alike,
     with the same number if any, and end in the same kind of office, and one has all characters of the other, in their order. */
  alike(codes) {
    if (codes.includes(OF)) return null; // no unit is called so
    const [own, kind] = parted(codes), number = ordinal(text(codes));
    const near = this.units.filter(([, names]) => names.some((name) => {
      const [other, its] = parted(name), [brief, full] = own.length < other.length ? [own, other] : [other, own];
      return kind === its && number === ordinal(text(name)) && brief.length > 1 && full.length <= 3 * brief.length + 2 && brief[0] === full[0] && within(brief, full);
    }));
    return near.length === 1 ? { facet: "unit", values: [near[0][0]], guessed: true } : null;
  }

  /* A part as names and what stands between them: the longest name from each place on. */
  pieces(codes) {
    const found = [];
    let from = 0;
    const leave = (until) => until > from && found.push({ from, until });
    for (let at = 0; at < codes.length; at++) {
      let until = Math.min(codes.length, at + this.longest);
      const before = at === from ? found[found.length - 1] : null;
      while (until > at && !this.nameAt(codes, at, until, before)) until--;
      if (until === at) continue;
      const known = this.nameAt(codes, at, until, before);
      leave(at);
      found.push({ known, from: at, until });
      from = until;
      at = until - 1;
    }
    leave(codes.length);
    return found;
  }

  /* The name that codes[from, until) is there; `before` is the piece right before it; `all`: what follows are names too. */
  nameAt(codes, from, until, before, all = false) {
    const known = this.names.get(codes.slice(from, until).join());
    if (!known) return null;
    const own = from === 0 && until === codes.length;
    const behind = BEHIND_UNIT.includes(known.facet) && (all || until === codes.length) && before && before.known && before.known.facet === "unit";
    const last = all && LAST.includes(known.facet) && until === codes.length && before && before.known;
    return own || behind || last || (all && OF_ITEMS.includes(known.facet)) || (ANYWHERE.includes(known.facet) && !inNumber(codes, from, until)) ? known : null;
  }
}

/* Few pieces are likelier than many, and all of them likelier than a guess. */
function cost(pieces) {
  return pieces.reduce((sum, { known }) => sum + (known && known.guessed ? 9 : 1), 0);
}

/* A name without the end that says what kind of office it is, and this kind: one for those that reforms put in each
   other's place (卫健委, 卫生健康局). */
function parted(codes) {
  const name = text(codes), office = REFORMED.exec(name);
  return office ? [codes.slice(0, points(name.slice(0, office.index)).length), "局"] : [codes.slice(0, -1), name.slice(-1)];
}

/* Whether `full` has all of `brief`, in its order. */
function within(brief, full) {
  let at = 0;
  for (const code of full) if (code === brief[at]) at++;
  return at === brief.length;
}

function inNumber(codes, from, until) {
  const figure = (code) => code >= 48 && code <= 57;
  return (figure(codes[from]) && figure(codes[from - 1])) || (figure(codes[until - 1]) && figure(codes[until]));
}

function text(codes) {
  return String.fromCodePoint(...codes);
}

function points(text) {
  return Array.from(text, (char) => char.codePointAt(0));
}
