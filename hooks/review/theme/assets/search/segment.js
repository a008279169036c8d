/* A segment of the index in the browser: hooks/review/show/search/segment.py says how its files are made. ES2019. */
"use strict";
const [TITLE, PROBLEM] = [0, 1];
const CACHE_BYTES = 64e6;
const AT_ONCE = 32;

/* A hashed file that is gone or spoilt: the site was published anew while the page was open. */
class Stale extends Error {}
/* The browser refuses more than some thousand requests at once; a very common character needs as many shards.
   The latest goes first, as it belongs to the latest question. */
const queue = [];
let running = 0;

function get(url, kind, options) {
  return new Promise((resolve, reject) => {
    queue.push(() => fetched(url, kind, options).then(resolve, reject));
    next();
  });
}

function next() {
  if (running >= AT_ONCE || !queue.length) return;
  running++;
  queue.pop()().then(() => {
    running--;
    next();
  });
}

async function fetched(url, kind, options) {
  const answer = await fetch(url, options);
  if (answer.status === 404 || answer.status === 410) throw new Stale(url);
  if (!answer.ok) throw new Error(`${answer.status} ${url}`);
  try {
    return await answer[kind]();
  } catch (error) {
    if (error instanceof SyntaxError) throw new Stale(url);
    throw error;
  }
}

/* Numbers of a base-128 varint sequence. */
function varint(bytes, cursor) {
  let value = 0, scale = 1, byte;
  do {
    byte = bytes[cursor.at++];
    value += (byte & 127) * scale;
    scale *= 128;
  } while (byte > 127);
  return value;
}

function key(first, second) {
  return first * 0x200000 + second;
}

/* How many elements of the ascending `list` are at most `value`; at least `low` are. */
function countUpTo(list, value, low = 0) {
  let step = 1;
  while (low + step <= list.length && list[low + step - 1] <= value) {
    low += step;
    step *= 2;
  }
  let high = Math.min(low + step - 1, list.length);
  while (low < high) {
    const middle = (low + high) >> 1;
    if (list[middle] <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}

class Segment {
  constructor(line, base, table) {
    Object.assign(this, line);
    this.base = `${base}${line.id}/`;
    this.table = table;
    this.count = table.length.length;
    this.starts = new Uint32Array(this.count + 1);
    table.length.forEach((length, i) => (this.starts[i + 1] = this.starts[i] + length + 1));
    this.material = new Uint32Array(this.count);
    this.firstOf = [];
    let at = 0;
    table.passages.forEach((count, i) => {
      this.firstOf.push(at);
      this.material.fill(i, at, (at += count));
    });
    this.heading = new Uint32Array(this.count);
    at = 0;
    for (const [count, code] of table.heading) this.heading.fill(code, at, (at += count));
    this.part = Uint8Array.from(table.part);
    this.opening = new Uint32Array(this.count);
    at = 0;
    this.part.forEach((part, i) => {
      if (part === PROBLEM) this.opening[i] = table.opening[at++];
    });
    const keys = Array.from(table.shards, (char) => char.codePointAt(0));
    this.firstKeys = table.bytes.map((_, i) => key(keys[2 * i], keys[2 * i + 1]));
    this.shards = new Map();
    this.texts = new Map();
    this.held = 0;
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
      shard = get(`${this.base}${number}-${this.key}.bin`, "arrayBuffer").then(parseShard);
      this.shards.set(number, shard);
      this.held += this.table.bytes[number];
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

  /* Ascending positions of one character: those of all bigrams that begin with it. */
  async character(code) {
    if (!this.firstKeys.length) return new Uint32Array(0);
    const [low, high] = [key(code, 0), key(code, 0x1fffff)];
    const numbers = [];
    for (let i = this.shardOf(low); i <= this.shardOf(high); i++) numbers.push(i);
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

  /* Ascending positions of `term` (code points). */
  async positions(term) {
    if (term.length === 1) return this.character(term[0]);
    const lists = await Promise.all(
      this.cover(term).map(async (i) => [i, await this.list(key(term[i], term[i + 1]))])
    );
    lists.sort((a, b) => a[1].length - b[1].length);
    // What stands too near the segment's beginning for the whole term goes first, or it would become a number far behind.
    const [before, rarest] = lists[0];
    let found = rarest.subarray(countUpTo(rarest, before - 1)).map((position) => position - before);
    for (const [shift, list] of lists.slice(1)) found = intersect(found, list, shift);
    return found;
  }

  /* Where in `term` the bigrams begin that cover it and move the fewest bytes. */
  cover(term) {
    const cost = (i) => {
      const shard = this.shardOf(key(term[i], term[i + 1]));
      return this.shards.has(shard) ? 1 : this.table.bytes[shard];
    };
    const last = term.length - 2, best = [{ sum: cost(0), from: -1 }];
    for (let i = 1; i <= last; i++) {
      const from = i > 1 && best[i - 2].sum <= best[i - 1].sum ? i - 2 : i - 1;
      best.push({ sum: best[from].sum + cost(i), from });
    }
    const chosen = [];
    for (let i = last; i >= 0; i = best[i].from) chosen.push(i);
    return chosen;
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
    const found = { passages: [], counts: [], opening: [] };
    let last = -1, free = 0;
    this.eachPassage(await this.positions(term), (passage, position) => {
      if (position < free) return;
      free = position + term.length;
      if (found.passages[last] !== passage) {
        last = found.passages.push(passage) - 1;
        found.counts.push(0);
        found.opening.push(free <= this.starts[passage] + this.opening[passage]);
      }
      found.counts[last]++;
    });
    return found;
  }

  /* Passages with all of `terms`. */
  async findAll(terms) {
    const [first, ...others] = await Promise.all(terms.map((term) => this.find(term)));
    return others.reduce(both, first);
  }

  /* What is shown of a material: [title, page, author, date, passages], from the chunk it is in. */
  async text(material) {
    const number = countUpTo(this.table.chunks, material) - 1;
    if (!this.texts.has(number)) {
      const texts = get(`${this.base}t${number}-${this.key}.json`, "json");
      this.texts.set(number, texts);
      texts.catch(() => this.texts.delete(number));
    }
    return (await this.texts.get(number))[material - this.table.chunks[number]];
  }
}

function parseShard(buffer) {
  const bytes = new Uint8Array(buffer), cursor = { at: 2 }, lists = new Map();
  if (bytes[0] !== 0x52 || bytes[1] !== 0x31) throw new Stale("shard");
  const count = varint(bytes, cursor), heads = [];
  let first = 0, second = 0;
  for (let i = 0; i < count; i++) {
    const step = varint(bytes, cursor), rise = varint(bytes, cursor);
    first += step;
    second = step ? rise : second + rise;
    heads.push([key(first, second), varint(bytes, cursor)]);
  }
  for (const [bigram, size] of heads) {
    lists.set(bigram, [cursor.at, cursor.at + size]);
    cursor.at += size;
  }
  if (cursor.at !== bytes.length) throw new Stale("shard");
  return { bytes, lists };
}

function decode(bytes, place) {
  if (!place) return new Uint32Array(0);
  const out = new Uint32Array(place[1] - place[0]);
  let length = 0, position = 0, at = place[0];
  while (at < place[1]) {
    let gap = 0, shift = 0, byte;
    do {
      byte = bytes[at++];
      gap |= (byte & 127) << shift;
      shift += 7;
    } while (byte > 127);
    position += gap >>> 0;
    out[length++] = position;
  }
  return out.subarray(0, length);
}

/* Those of `found` for which `found + shift` is in `list`. */
function intersect(found, list, shift) {
  const out = new Uint32Array(found.length);
  let length = 0, at = 0;
  for (const position of found) {
    const wanted = position + shift;
    while (at < list.length && list[at] < wanted) at++;
    if (at === list.length) break;
    if (list[at] === wanted) out[length++] = position;
  }
  return out.subarray(0, length);
}

function both(a, b) {
  const found = { passages: [], counts: [], opening: [] };
  let at = 0;
  a.passages.forEach((passage, i) => {
    while (at < b.passages.length && b.passages[at] < passage) at++;
    if (b.passages[at] !== passage) return;
    found.passages.push(passage);
    found.counts.push(a.counts[i] + b.counts[at]);
    found.opening.push(a.opening[i] && b.opening[at]);
  });
  return found;
}
