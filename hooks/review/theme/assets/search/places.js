/* The site's own pages that a query names, with the units, years and campaigns it names besides: 应急局 台账 is the
   ledger of this unit. The table of names is the entry file's (show/search/places.py). */
export class Places {
  constructor({ entry, fold, segments }) {
    this.fold = (words) => fold.fold(words).codes.join();
    this.rows = entry.places.map(([page, given, by, own, ...names]) => ({ page, given, by, own, title: names[0], names: new Set(names.map(this.fold)) }));
    this.units = new Map(entry.units);
    this.campaigns = new Map(segments.map(({ id, year, name, label }) => [id, { year: String(year), name: `${year} ${label || name}` }]));
  }

  /* The pages [name, page] that a query names whose pieces, {words, known, own} (known.js), are names and nothing else. A
     unit's short form is a page's name only where it stands by itself (`own`): 统计, not 统计局长. */
  of(said) {
    const pieces = said.map((piece) => Object.assign({ code: this.fold(piece.words) }, piece));
    const isPlace = ({ code, known, own }) => (own || !known) && this.rows.some(({ names }) => names.has(code));
    if (!pieces.every((piece) => piece.known || isPlace(piece))) return [];
    const wanted = this.wanted(pieces.filter((piece) => !isPlace(piece)));
    const called = pieces.filter(isPlace).map(({ code }) => code);
    return this.rows.filter(({ names }) => called.some((code) => names.has(code))).flatMap((row) => this.links(row, wanted));
  }

  /* By facet the values that pieces name; a campaign is of its year, a year is all its campaigns. */
  wanted(pieces) {
    const values = (facet) => Array.from(new Set(pieces.flatMap(({ known }) => (known.facet === facet ? known.values : []))));
    const unit = values("unit"), years = values("year"), named = values("campaign");
    const held = Array.from(this.campaigns).filter(([, { year }]) => years.includes(year)).map(([id]) => id);
    return { unit, campaign: named.length ? named : held, year: named.length ? named.map((id) => this.campaigns.get(id).year) : years };
  }

  links({ page, given, by, own, title }, wanted) {
    const single = Object.entries(own).flatMap(([facet, held]) => wanted[facet].filter((value) => held.includes(value)).map((value) => [facet, value]));
    if (single.length) return single.map(([facet, value]) => [`${title}：${this.name(facet, value)}`, `${page}${encodeURIComponent(value)}/`]);
    const query = new URLSearchParams(given), names = [];
    for (const facet of by) {
      for (const value of wanted[facet]) {
        query.append(facet, value);
        names.push(this.name(facet, value));
      }
    }
    return [[names.length ? `${title}：${names.join("，")}` : title, page + (query.toString() && `?${query}`)]];
  }

  name(facet, value) {
    if (facet === "unit") return this.units.get(value);
    return facet === "campaign" ? this.campaigns.get(value).name : `${value} 年`;
  }
}
