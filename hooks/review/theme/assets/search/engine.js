/* The search engine.

   It loads what hooks/review/show/search wrote: the entry file, the tables of all segments, and for a query the
   shards of a few bigrams, from which the places follow exactly. */
import { OF_ITEMS, OF_PASSAGES } from "./facets.js";
import { Stale } from "./fetch.js";
import { Index } from "./index.js";

const UNITS = 3; // whose own pages are named

/* A newer question came. */
export class Outdated extends Error {}

/* Answers questions about the index below `base`; loads it at the first one, and anew when the site was. */
export class Engine {
  constructor(base) {
    this.base = base;
    this.latest = 0;
    this.last = null;
  }

  async ready() {
    if (!this.loading) {
      this.loading = Index.load(this.base, this.index);
      this.loading.then((index) => (this.index = index), () => (this.loading = null));
    }
    return this.loading;
  }

  /* {query, filters, sort, from, count, items} -> what `answer` says of it, with the facets of items if `items`; {query, near: true} -> what `near` does. */
  async ask(question) {
    const id = ++this.latest, work = question.near ? "near" : "answer";
    const current = () => {
      if (id !== this.latest) throw new Outdated();
    };
    try {
      return await this[work](question, current);
    } catch (error) {
      if (!(error instanceof Stale)) throw error;
      this.loading = null;
      this.last = null;
      return this[work](question, current);
    }
  }

  /* What `query` finds. What it names besides (a unit, a year) is offered, or, where its words are found nowhere as
     they stand, answered in its place: `instead` then is the {query, filters} that the answer is for; not so where a unit
     was guessed. `absent` are the units and years it names of which the library has nothing, `lacks` the names of which
     it has nothing together; then its unit alone is offered. */
  async answer(question, current) {
    const index = await this.ready();
    current();
    const known = index.known.read(question.query), prefer = known ? known.filters : {};
    const answer = await this.found(index, Object.assign({ prefer }, question), current);
    if (question.from || !known) return answer;
    answer.pages = [...known.places, ...index.known.pages(known).slice(0, UNITS)];
    if (known.absent.length) answer.absent = known.absent;
    if (!Object.keys(known.filters).length) return answer;
    let names = index.names(known.filters), filters = Object.assign({}, question.filters, known.filters);
    if (answer.all && !answer.items && OF_ITEMS.some((facet) => facet in known.filters)) {
      answer.offer = { query: known.query, filters, names }; // What it would give is worth no load of its own.
      return answer;
    }
    let other = await this.found(index, Object.assign({}, question, { query: known.query, filters }), current);
    const { unit } = known.filters;
    if (!known.query && !answer.all && !other.passages && unit && names.length > 1) {
      answer.lacks = names;
      names = index.names({ unit });
      filters = Object.assign({}, question.filters, { unit });
      other = await this.found(index, Object.assign({}, question, { query: known.query, filters }), current);
    } else if (!answer.all && other.passages && !known.absent.length && !known.guessed) {
      return Object.assign(other, { instead: { query: known.query, filters }, pages: answer.pages });
    }
    if (other.occurrences) answer.offer = { query: known.query, filters, names, sum: { browsing: other.browsing, occurrences: other.occurrences, materials: other.materials } };
    return answer;
  }

  async found(index, { query, filters = {}, sort, from = 0, count = 20, items, prefer }, current) {
    const chosen = (facet) => facet in filters, every = OF_PASSAGES.some(chosen);
    const terms = index.fold.terms(query), asked = [every, ...terms.map((term) => term.join()).sort()].join(" ");
    const browsing = !query.trim() && Object.keys(filters).length > 0;
    if (items || OF_ITEMS.some(chosen)) await index.items();
    current();
    if (!terms.length && !browsing) return { terms: 0, materials: index.materials };
    if (!this.last || this.last.asked !== asked || this.last.index !== index) {
      this.last = { asked, index, found: await index.find(terms, every, current) };
    }
    const found = this.last.found, result = index.filter(found, filters, sort, from + count, prefer);
    const page = result.first.slice(from);
    const answer = {
      terms: terms.length,
      browsing: browsing && (every ? "passages" : "materials"),
      items: Boolean(index.sorted),
      occurrences: result.occurrences,
      materials: result.materials,
      passages: result.passages,
      all: result.all,
      facets: result.facets,
      glossary: index.glossary(terms),
      named: index.namedTypes(terms),
      hits: await Promise.all(page.map((i) => index.hit(found.passages[i], terms, found.counts[i]))),
    };
    current();
    return answer;
  }

  /* For a query without an answer: `hits` that share most of its characters, and the problem `types` nearest to it. */
  async near({ query }, current) {
    const index = await this.ready(), asked = index.fold.terms(query);
    const [{ passages, terms }, types] = await Promise.all([index.near(asked, current), index.nearTypes(asked)]);
    const hits = await Promise.all(passages.map((passage) => index.hit(passage, terms, 0)));
    current();
    return { hits, types };
  }
}
