import assert from "node:assert/strict";
import { test } from "node:test";
import { Stale } from "../../hooks/review/theme/assets/search/fetch.js";
import { Lowest, both, countUpTo, decode, intersect, key, numbers, parseShard, parseTally } from "../../hooks/review/theme/assets/search/lists.js";

/* As segment.py writes a number: seven bits a byte, the lowest first. */
function varint(value) {
  return value < 128 ? [value] : [(value % 128) | 128, ...varint(Math.floor(value / 128))];
}

const gaps = (positions) => positions.flatMap((position, i) => varint(i ? position - positions[i - 1] : position));

test("a list decodes to its positions, whatever their size", () => {
  for (const positions of [[], [0], [0, 1, 2], [127, 128, 255, 256], [5, 16383, 16384, 2097151, 2097152, 268435455, 4294967295]]) {
    const bytes = Uint8Array.from([9, ...gaps(positions), 9]);
    assert.deepEqual(Array.from(decode(bytes, [1, bytes.length - 1])), positions);
  }
  assert.equal(decode(new Uint8Array(3), undefined).length, 0);
});

test("a shard gives the list of each bigram", () => {
  const one = gaps([3, 300]), two = gaps([70000]), three = gaps([1]);
  // Bigrams (100, 7), (100, 9), (20013, 3): the step of the first character, then the second, or its rise.
  const bytes = [0x52, 0x31, 3, ...varint(100), 7, one.length, 0, 2, two.length, ...varint(19913), 3, three.length, ...one, ...two, ...three];
  const shard = parseShard(Uint8Array.from(bytes));
  const list = (first, second) => Array.from(decode(shard.bytes, shard.lists.get(key(first, second))));
  assert.deepEqual([list(100, 7), list(100, 9), list(20013, 3), list(100, 8)], [[3, 300], [70000], [1], []]);
  assert.throws(() => parseShard(Uint8Array.from([0x52, 0x32, ...bytes.slice(2)])), Stale);
  assert.throws(() => parseShard(Uint8Array.from(bytes.slice(0, -1))), Stale);
  assert.throws(() => parseShard(Uint8Array.from([...bytes, 0])), Stale);
});

test("a tally gives each passage, how often, and whether in the opening", () => {
  const bytes = [0x52, 0x31, 0, 4 + 2, ...varint(300 * 8 + 3), ...varint(200), 3, 0];
  const { passages, counts, opening } = parseTally(Uint8Array.from(bytes));
  assert.deepEqual([passages, counts, opening].map((list) => Array.from(list)), [[0, 1, 302, 303], [1, 3, 204, 4], [0, 1, 0, 0]]);
  assert.throws(() => parseTally(Uint8Array.from([0x3c, ...bytes])), Stale);
});

test("the lowest of many numbers are those that sorting puts first", () => {
  const numbers = Array.from({ length: 500 }, (_, i) => (i * 7919) % 503);
  for (const most of [0, 1, 8, 499, 600]) {
    const lowest = new Lowest(most);
    for (const number of numbers) lowest.add(number);
    assert.deepEqual(lowest.numbers, numbers.slice().sort((a, b) => a - b).slice(0, most));
  }
});

test("keys of bigrams keep their order and are distinct up to the last character", () => {
  const keys = [key(0, 0), key(0, 0x110001), key(1, 0), key(0x10ffff, 0x10ffff), key(0x110000, 0), key(0x120000, 5)];
  assert.deepEqual(keys, [...keys].sort((a, b) => a - b));
  assert.equal(new Set(keys).size, keys.length);
  assert.ok(keys.every(Number.isSafeInteger));
});

test("countUpTo counts what is at most a value, from any beginning", () => {
  const list = [0, 2, 2, 5, 9, 9, 9, 30];
  for (let value = -1; value < 32; value++) {
    const count = list.filter((one) => one <= value).length;
    for (let low = 0; low <= count; low++) assert.equal(countUpTo(list, value, low), count);
  }
});

test("intersect keeps what the list has some places further", () => {
  for (let round = 0; round < 200; round++) {
    const some = (share) => Uint32Array.from(Array.from({ length: 60 }, (_, i) => i).filter((i) => (i * 7919 + round * 104729) % 97 < share));
    const found = some(40), list = some(55), shift = round % 5;
    const kept = Array.from(found).filter((position) => list.includes(position + shift));
    assert.deepEqual(Array.from(intersect(found, list, shift)), kept);
  }
});

test("both keeps the passages of two terms, with all their occurrences", () => {
  const a = { passages: [1, 3, 5, 8], counts: [1, 2, 1, 4], opening: [true, true, false, true] };
  const b = { passages: [0, 3, 8, 9], counts: [7, 1, 1, 2], opening: [true, false, true, true] };
  const { passages, counts, opening } = both(a, b);
  assert.deepEqual([passages, counts, opening].map((list) => Array.from(list)), [[3, 8], [3, 5], [0, 1]]);
});

test("numbers pass over the surrogates", () => {
  const text = (values) => String.fromCodePoint(...values.map((n) => n + (n + 58 < 0xd800 ? 58 : 0x83a)));
  const values = [0, 1, 95, 0xd7c5, 0xd7c6, 0xffff, 0x10ffff - 0x83a];
  assert.deepEqual(Array.from(numbers(text(values))), values);
});
