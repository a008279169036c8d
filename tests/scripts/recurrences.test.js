import assert from "node:assert/strict";
import { test } from "node:test";
import { count, lines, row, select } from "../../hooks/review/theme/assets/recurrences/rows.js";

const posts = [["副局长", [2021, 2023], [[2023, 2021]]], ["局长", [2023, 2024], [[2024, 2023]]]];
const rows = [row(["touzi", "study", posts], 2024), row(["touzi", "style", [["班子", [2021, 2023], [[2023, 2021]]]]], 2024)];
const told = { units: { touzi: "投资促进局" }, types: { study: ["学用脱节"], style: ["作风不实"] } };
const listed = (filters) => lines(select(rows, filters), told).slice(1);

test("a list of one year names who came back in it, and only the years of those", () => {
  assert.deepEqual(listed({ year: ["2024"] }), [[1, "投资促进局", "局长", "学用脱节", "2023、2024", 2]]);
  assert.deepEqual(listed({ year: ["back"], type: ["study"] }), listed({ year: ["2024"] }));
  assert.deepEqual(listed({ year: ["2023"] }).map((one) => [one[2], one[4]]), [["副局长", "2021、2023"], ["班子", "2021、2023"]]);
  assert.deepEqual(listed({}).map((one) => [one[2], one[5]]), [["副局长、局长", 3], ["班子", 2]]);
});

test("a value of a facet is as many rows as it lists", () => {
  for (const [value, [some]] of count(rows, {}, "year")) assert.equal(select(rows, { year: [value] }).length, some);
  assert.deepEqual([...count(rows, {}, "year").keys()], ["2023", "2024", "back"]);
});
