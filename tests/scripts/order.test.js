import assert from "node:assert/strict";
import test from "node:test";
import { FACETS } from "../../hooks/review/theme/assets/search/facets.js";
import { ranking } from "../../hooks/review/theme/assets/search/order.js";

test("of one rank the materials of what the query names come first, then the newest", () => {
  const post = FACETS.indexOf("post"), value = FACETS.map(() => []), found = { ranks: [1, 1, 1, 0] };
  value[post] = ["局长", "副局长"];
  const segment = { day: [9, 8, 7, 6], unit_of: [0, 0, 0, 0], unit_ranks: [0] }, held = [1, 0, 0, 1];
  const order = (sort, prefer) => {
    const rank = ranking({ value, newest: 9 }, found, sort, prefer), codes = (i) => FACETS.map((_, f) => (f === post ? held[i] : 0));
    return [0, 1, 2, 3].sort((a, b) => rank(a, segment, a, codes(a)) - rank(b, segment, b, codes(b)));
  };
  assert.deepEqual(order("fit", {}), [3, 0, 1, 2]);
  assert.deepEqual(order("fit", { post: ["局长"], theme: ["duty"] }), [3, 1, 2, 0]);
  assert.deepEqual(order("date", { post: ["局长"] }), [0, 1, 2, 3]);
});
