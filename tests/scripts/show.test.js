import assert from "node:assert/strict";
import { test } from "node:test";
import { address, brief, root } from "../../hooks/review/theme/assets/search/client.js";
import { excerpt } from "../../hooks/review/theme/assets/search/excerpt.js";
import { arrange } from "../../hooks/review/theme/assets/search/rail.js";
import { chosen, link, read } from "../../hooks/review/theme/assets/search/view.js";

const shown = (hit, room) => excerpt(hit, room).map(({ text, bold, mark }) => (mark ? `[${text}]` : bold ? `*${text}*` : text)).join("");

test("a short text is shown whole, its opening bold, its marks marked", () => {
  assert.equal(shown({ text: "学习不深。读得少，学得浅。", opening: 5, marks: [[9, 10]] }, 40), "*学习不深。*读得少，[学]得浅。");
  assert.equal(shown({ text: "甲\n乙\t丙", opening: 0, marks: [] }, 40), "甲　乙　丙");
});

test("a mark far behind is shown from the beginning of its clause, after the opening", () => {
  const text = `学习不深。${"读".repeat(60)}，记得不牢，用得更少。${"写".repeat(60)}`, at = text.indexOf("更少");
  const seen = shown({ text, opening: 5, marks: [[at, at + 2]] }, 30);
  assert.match(seen, /^\*学习不深。\*…….*\[更少\].*……$/);
  assert.ok(seen.replace(/[[\]*…]/g, "").length <= 32);
});

test("no excerpt cuts a character in two", () => {
  const text = "𠮷".repeat(80);
  for (let room = 9; room < 60; room++) {
    for (const marks of [[], [[100, 102]]]) {
      const whole = excerpt({ text, opening: 0, marks }, room).map((piece) => piece.text).join("");
      assert.doesNotMatch(whole, /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/);
    }
  }
});

test("a hit opens at its passage, with the query that is to be marked", () => {
  assert.equal(address({ page: "materials/a/", anchor: "p2-1" }, "学 习"), `${root}materials/a/?h=%E5%AD%A6%20%E4%B9%A0#p2-1`);
  assert.equal(address({ page: "materials/a/", anchor: "title" }, ""), `${root}materials/a/`);
  assert.equal(brief("𠮷吉吉", 2), "𠮷吉");
});

test("a view and its address are the same", () => {
  const view = { query: "学习 不深&#", filters: { year: ["2021", "2024"], unit: ["caizheng"] }, sort: "date" };
  assert.deepEqual(read(link(view)), view);
  assert.equal(link({ query: "", filters: {}, sort: "fit" }), "?");
  assert.deepEqual(read("?q=a&sort=size&colour=red&year="), { query: "a", filters: {}, sort: "fit" });
  assert.equal(chosen(view.filters), 3);
  assert.ok(link({ query: "字".repeat(3000), filters: {}, sort: "fit" }).length < 7000);
});

test("facet values: the chosen first, none that would give nothing, by count only where that is asked", () => {
  const values = [["a", 1, 1], ["b", 9, 9], ["c", 5, 0], ["d", 0, 0]].map(([value, base, count]) => ({ value, base, count }));
  const order = (wanted, byCount) => arrange(values, wanted, byCount).map((line) => line.value).join("");
  assert.deepEqual([order([], false), order([], true), order(["d"], true), order(["c"], false)], ["ab", "ba", "dba", "cab"]);
});
