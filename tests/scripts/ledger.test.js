import assert from "node:assert/strict";
import { test } from "node:test";
import { few } from "../../hooks/review/theme/assets/ledger/rows.js";

const lines = ["甲", "乙", "丙", "丁", "戊"].map((name) => [name, name]);
const shown = (wanted, counts, most = 2) => few(lines, wanted, counts, most).map(([value]) => value);

test("of a facet's values those are shown that list something, each in its place", () => {
  assert.deepEqual(shown([], { 丙: 3, 戊: 1 }), ["丙", "戊"]);
  assert.deepEqual(shown([], { 戊: 1 }), ["甲", "戊"]);
  assert.deepEqual(shown(["丁"], { 甲: 1, 乙: 1 }), ["甲", "丁"]);
  assert.deepEqual(shown(["丁", "乙", "甲"], { 戊: 9 }), ["甲", "乙", "丁"]);
  assert.deepEqual(shown([], {}, 9).length, lines.length);
});
