/* A segment of the index in the browser: hooks/review/show/search/segment.py says how its files are made. */
import { get } from "./fetch.js";
import { both, countUpTo, cut, decode, intersect, key, numbers, parseShard, parseTally, room } from "./lists.js";

export const [TITLE, PROBLEM, TEXT] = [0, 1, 4];
const PAIR = 0x110000, LAST = 0x10ffff;
const BLOCK = 64, SIZE = 256, SPREAD = 3; // as segment.py has them
const CACHE_BYTES = 64e6;

export class Segment {
  constructor(line, base, table) {
    Object.assign(this, line);
    this.base = `${base}${line.id}/`;
    this.table = table;
    for (const name of ["unit", "kind", "post", "passages", "opening"]) this[name + "_of"] = numbers(table[name]);
    this.part = Uint8Array.from(table.part);
    this.count = this.part.length;
    this.starts = this.begins(numbers(table.blocks));
    this.material = new Uint32Array(this.count);
    this.firstOf = [];
    let at = 0;
    this.passages_of.forEach((count, i) => {
      this.firstOf.push(at);
      this.material.fill(i, at, (at += count));
    });
    this.heading = new Uint32Array(this.count);
    at = 0;
    const codes = numbers(table.heading[1]);
    numbers(table.heading[0]).forEach((count, i) => this.heading.fill(codes[i], at, (at += count)));
    this.opening = new Uint32Array(this.count);
    at = 0;
    this.part.forEach((part, i) => {
      if (part === PROBLEM) this.opening[i] = this.opening_of[at++];
    });
    at = 0;
    this.day = numbers(table.date).map((less) => (at = at ? at - less : less));
    this.sizes = numbers(table.sizes);
    this.firstKeys = Array.from(this.sizes, (_, i) => key(table.shards[0][i], table.shards[1][i]));
    const pairs = Array.from(table.pairs, (char) => char.codePointAt(0));
    this.pairs = new Map(pairs.map((code, i) => [key(code, pairs[i + 1]), PAIR + i / 2]).filter((_, i) => i % 2 === 0));
    this.shards = new Map();
    this.chunks = new Map();
    this.held = 0;
  }

  /* Where each passage begins, from the blocks that it takes; those of each part stand together. */
  begins(blocks) {
    const starts = new Uint32Array(this.count + 1), next = [];
    let before = 0;
    for (let part = 0; part < 10; part++) {
      next.push(before);
      for (const one of this.part) before += one === part;
    }
    this.part.forEach((part, i) => (starts[i + 1] = starts[i] + blocks[next[part]++] * BLOCK));
    return starts;
  }

  shardOf(bigram) {
    return Math.max(0, countUpTo(this.firstKeys, bigram) - 1);
  }

  async shard(number) {
    let shard = this.shards.get(number);
    if (!shard) {
      if (this.held > CACHE_BYTES) {
        this.shards.clear();
        this.held = 0;
      }
      shard = get(`${this.base}${number}-${this.key}.bin`, "bytes").then(parseShard);
      this.shards.set(number, shard);
      this.held += this.sizes[number] * SIZE;
      shard.catch(() => this.shards.delete(number));
    }
    return shard;
  }

  /* Ascending positions of a bigram. */
  async list(bigram) {
    if (!this.firstKeys.length) return new Uint32Array(0);
    const shard = await this.shard(this.shardOf(bigram));
    return decode(shard.bytes, shard.lists.get(bigram));
  }

  /* The numbers of the shards with bigrams that begin with a character: of the first and of the last. */
  spread(code) {
    return [this.shardOf(key(code, 0)), this.shardOf(key(code, LAST))];
  }

  /* Ascending positions of one character: those of all bigrams that begin with it. */
  async character(code) {
    if (!this.firstKeys.length) return new Uint32Array(0);
    const [low, high] = [key(code, 0), key(code, LAST)], [first, last] = this.spread(code);
    const numbers = [];
    for (let i = first; i <= last; i++) numbers.push(i);
    const lists = [];
    for (const shard of await Promise.all(numbers.map((number) => this.shard(number)))) {
      for (const [bigram, place] of shard.lists) {
        if (bigram >= low && bigram <= high) lists.push(decode(shard.bytes, place));
      }
    }
    const all = new Uint32Array(lists.reduce((sum, list) => sum + list.length, 0));
    let at = 0;
    for (const list of lists) {
      all.set(list, at);
      at += list.length;
    }
    return all.sort();
  }

  /* Ascending positions of `term` (code points). One list after the other, the smallest first, as where one has nothing
     in common with those before, no other need be asked for: a server is slower to ask than a list is to read. */
  async positions(term) {
    if (term.length === 1) return this.character(term[0]);
    const pieces = this.cover(term).sort((a, b) => a.cost - b.cost);
    let found = null;
    for (const { from, bigram } of pieces) {
      const list = await this.list(bigram);
      // What stands too near the segment's beginning for the whole term goes, or it would become a number far behind.
      found = found ? intersect(found, list, from) : list.subarray(countUpTo(list, from - 1)).map((position) => position - from);
      if (!found.length) break;
    }
    return found;
  }

  /* The bigrams that cover `term` and move the fewest bytes, with where in it they begin. */
  cover(term) {
    const best = [{ sum: 0 }]; // for each length of a beginning of `term`
    for (let until = 1; until <= term.length; until++) {
      best.push({ sum: Infinity });
      for (const piece of this.pieces(term, until)) {
        for (let done = piece.from; done < until; done++) {
          const sum = best[done].sum + piece.cost;
          if (sum < best[until].sum) best[until] = { sum, piece, done };
        }
      }
    }
    const chosen = [];
    for (let at = term.length; at > 0; at = best[at].done) chosen.push(best[at].piece);
    return chosen;
  }

  /* The bigrams of `term` that end at `until`: of two characters, of a pair and one, of one and a pair. */
  pieces(term, until) {
    const at = until - 2, found = [];
    const add = (from, first, second) => {
      const bigram = key(first, second), shard = this.shardOf(bigram);
      found.push({ from, bigram, cost: this.shards.has(shard) ? 1 : this.sizes[shard] * SIZE });
    };
    if (at >= 0) add(at, term[at], term[at + 1]);
    if (at >= 1) {
      const ahead = this.pairs.get(key(term[at - 1], term[at])), behind = this.pairs.get(key(term[at], term[at + 1]));
      if (ahead) add(at - 1, ahead, term[at + 1]);
      if (behind) add(at - 1, term[at - 1], behind);
    }
    return found;
  }

  /* Call `each(passage, position)` for every one of the ascending `positions`. */
  eachPassage(positions, each) {
    let passage = -1, next = 0;
    for (const position of positions) {
      if (position >= next) {
        passage = countUpTo(this.starts, position, passage + 1) - 1;
        next = this.starts[passage + 1];
      }
      each(passage, position);
    }
  }

  /* Passages with `term`, ascending: how often each has it, and whether it stands in a problem's opening. */
  async find(term) {
    if (term.length === 1) {
      const [first, last] = this.spread(term[0]);
      if (last - first >= SPREAD) return parseTally(await get(`${this.base}c${term[0].toString(16)}-${this.key}.bin`, "bytes"));
    }
    const positions = await this.positions(term), found = room(positions.length);
    let size = 0, free = 0;
    this.eachPassage(positions, (passage, position) => {
      if (position < free) return;
      free = position + term.length;
      if (!size || found.passages[size - 1] !== passage) {
        found.passages[size] = passage;
        found.opening[size++] = free <= this.starts[passage] + this.opening[passage];
      }
      found.counts[size - 1]++;
    });
    return cut(found, size);
  }

  /* Each passage as `find` gives them. */
  all() {
    const passages = Array.from(this.part.keys());
    return { passages, counts: passages.map(() => 1), opening: [] };
  }

  /* What is said of every passage: `chip`, its type or #theme, leads into `chips`, `answer`, whether a problem has causes
     and measures, into `answers`; the first of each is that of those that have none. */
  items() {
    if (!this.said) {
      this.said = get(`${this.base}items-${this.key}.json`, "json").then((table) => {
        this.chips = ["", ...table.chips];
        this.answers = ["", ...table.answers];
        return {
          chip: this.ofPassages(numbers(table.chip), (part) => part !== TITLE && part !== TEXT),
          answer: this.ofPassages(numbers(table.answer), (part) => part === PROBLEM),
        };
      });
      this.said.catch(() => (this.said = null));
    }
    return this.said;
  }

  /* One more than what `codes` say of the passages whose part `has` one, 0 for the others. */
  ofPassages(codes, has) {
    let at = 0;
    return Uint16Array.from(this.part, (part) => (has(part) ? codes[at++] + 1 : 0));
  }

  /* The title of every material, as `find` gives passages. */
  titles() {
    return { passages: this.firstOf, counts: this.firstOf.map(() => 1), opening: [] };
  }

  /* Passages with all of `terms`; the longest is looked for first, as the rarest most likely. */
  async findAll(terms) {
    let found = null;
    for (const term of terms.slice().sort((a, b) => b.length - a.length)) {
      const one = await this.find(term);
      found = found ? both(found, one) : one;
      if (!found.passages.length) break;
    }
    return found;
  }

  /* Where each chunk of the texts begins, and what it is called. */
  texts() {
    if (!this.named) {
      this.named = get(`${this.base}texts-${this.key}.json`, "json").then((table) => {
        let at = 0;
        const begins = numbers(table.chunks).map((count) => (at += count) - count);
        return { begins, names: table.names.match(/.{10}/g) };
      });
      this.named.catch(() => (this.named = null));
    }
    return this.named;
  }

  /* What is shown of a material: [title, page, author, date, passages], from the chunk it is in. */
  async text(material) {
    const { begins, names } = await this.texts(), number = countUpTo(begins, material) - 1;
    if (!this.chunks.has(number)) {
      const chunk = get(`${this.base}t-${names[number]}.json`, "json");
      this.chunks.set(number, chunk);
      chunk.catch(() => this.chunks.delete(number));
    }
    return (await this.chunks.get(number))[material - begins[number]];
  }
}
