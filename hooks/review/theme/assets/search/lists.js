/* Lists of positions as hooks/review/show/search/segment.py wrote them, and what is done with them. */
import { Stale } from "./fetch.js";

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

export function key(first, second) {
  return first * 0x200000 + second;
}

/* How many elements of the ascending `list` are at most `value`; at least `low` are. */
export function countUpTo(list, value, low = 0) {
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

/* The numbers that segment.py wrote as a text. */
export function numbers(text) {
  return Uint32Array.from(text, (char) => {
    const code = char.codePointAt(0);
    return code - (code < 0xd800 ? 58 : 0x83a);
  });
}

function known(bytes) {
  if (bytes[0] !== 0x52 || bytes[1] !== 0x31) throw new Stale("shard");
}

export function parseShard(bytes) {
  const cursor = { at: 2 }, lists = new Map();
  known(bytes);
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

export function decode(bytes, place) {
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

/* The passages of a tally, as `Segment.find` gives them. */
export function parseTally(bytes) {
  known(bytes);
  const cursor = { at: 2 }, found = room(bytes.length - 2);
  let passage = -1, size = 0;
  while (cursor.at < bytes.length) {
    const head = varint(bytes, cursor), more = head & 3;
    passage += 1 + Math.floor(head / 8);
    found.passages[size] = passage;
    found.counts[size] = 1 + more + (more === 3 ? varint(bytes, cursor) : 0);
    found.opening[size++] = (head & 4) / 4;
  }
  return cut(found, size);
}

/* Room for what is found in so many passages. */
export function room(size) {
  return { passages: new Uint32Array(size), counts: new Uint32Array(size), opening: new Uint8Array(size) };
}

/* The first `size` of what is found. */
export function cut({ passages, counts, opening }, size) {
  return { passages: passages.subarray(0, size), counts: counts.subarray(0, size), opening: opening.subarray(0, size) };
}

/* Those of `found` for which `found + shift` is in `list`. */
export function intersect(found, list, shift) {
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

/* The first `most` of the numbers that are added, ascending: few of many, so that these need not be sorted. */
export class Lowest {
  constructor(most) {
    this.most = most;
    this.numbers = [];
  }

  add(number) {
    const { numbers, most } = this;
    if (numbers.length === most && number >= numbers[most - 1]) return;
    numbers.splice(countUpTo(numbers, number), 0, number);
    if (numbers.length > most) numbers.pop();
  }
}

export function both(a, b) {
  const found = room(Math.min(a.passages.length, b.passages.length));
  let at = 0, size = 0;
  a.passages.forEach((passage, i) => {
    while (at < b.passages.length && b.passages[at] < passage) at++;
    if (b.passages[at] !== passage) return;
    found.passages[size] = passage;
    found.counts[size] = a.counts[i] + b.counts[at];
    found.opening[size++] = a.opening[i] & b.opening[at];
  });
  return cut(found, size);
}
