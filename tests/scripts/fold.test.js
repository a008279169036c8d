import assert from "node:assert/strict";
import { Fold } from "../../hooks/review/theme/assets/search/fold.js";
import { given, json } from "./given.js";

const made = () => new Fold(json("fold.json").script);
const marked = (text, query) => {
  const fold = made();
  return fold.marks(text, fold.terms(query)).map(([start, end]) => text.slice(start, end));
};

given("every case folds as in Python, each character from where Python says", () => {
  const { script, cases } = json("fold.json"), fold = new Fold(script);
  assert.ok(cases.length > 20);
  for (const [text, folded, sources] of cases) {
    const { codes, starts, ends } = fold.fold(text);
    assert.equal(String.fromCodePoint(...codes), folded, text);
    assert.deepEqual(starts.map((start, i) => text.slice(start, ends[i])), sources, text);
  }
});

given("terms are parted by spaces, count once, and are none without letters", () => {
  const terms = (query) => made().terms(query).map((codes) => String.fromCodePoint(...codes));
  assert.deepEqual(terms("學習　不深 学习, 、。"), ["学习", "不深"]);
  assert.deepEqual(terms(" ，。 "), []);
  assert.deepEqual(terms("学\ufeff习"), ["学习"]);
});

given("marks cover the text as written, joined where they touch", () => {
  assert.deepEqual(marked("理論“學習”不深，學而不用", "理论学习 习不 学"), ["理論“學習”不", "學"]);
  assert.deepEqual(marked("学习学习学习", "学习学习"), ["学习学习"]);
  assert.deepEqual(marked("学习不深", "学习 不深"), ["学习不深"]);
  assert.deepEqual(marked("甲乙", "丙"), []);
  assert.deepEqual(marked("看𠮷字", "𠮷"), ["𠮷"]);
});

given("no mark runs over the end of a paragraph or a cell", () => {
  for (const end of ["\n", "\t"]) assert.deepEqual(marked(`学${end}习，学习`, "学习"), ["学习"]);
});
