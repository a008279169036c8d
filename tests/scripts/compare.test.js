import assert from "node:assert/strict";
import { test } from "node:test";
import { compare, likeness } from "../../hooks/review/theme/assets/compare/pair.js";

const problem = (text, type = "") => ({ text, type });
const heading = (name, page, ...problems) => ({ name, page, problems });
const told = (left, right) => compare({ headings: left }, { headings: right }).map((part) => [part.said, ...part.rows.map((row) => row.word)]);

test("headings of one campaign pair by their page, others by name, then by a common type", () => {
  const left = [heading("理论学习", "h1", problem("甲", "t1")), heading("担当 作为", "", problem("乙")), heading("作风", "", problem("丙", "t2"))];
  const right = [heading("服务群众", "", problem("丁", "t2")), heading("担当作为", "", problem("戊")), heading("别名", "h1", problem("己", "t1"))];
  assert.deepEqual(told(left, right).map(([said]) => said), ["同一方面", "同一方面", "有同类问题"]);
  assert.deepEqual(told(left, [heading("党建", "")]).map(([said]) => said), ["只在左边", "只在左边", "只在左边", "只在右边"]);
});

test("problems pair where they are the same, of one type, or alike; what is left stands alone, and nothing twice", () => {
  const left = [heading("方面", "", problem("学得不深。", "t1"), problem("基层去得少，听汇报多。"), problem("文件多。", "t2"), problem("会多。"))];
  const right = [heading("方面", "", problem("会开得太长。", "t2"), problem("到基层去得少，听汇报多。"), problem("学得不深。", "t1"), problem("花钱多。"))];
  assert.deepEqual(told(left, right), [["同一方面", "相同", "相近", "同类", "只在左边", "只在右边"]]);
  assert.deepEqual(told([], []), []);
});

test("likeness is between none and all, the same both ways", () => {
  assert.equal(likeness("学习不深", "学习不深"), 1);
  assert.equal(likeness("学习不深", "花钱太多"), 0);
  assert.equal(likeness("学习不深入", "学习不深"), likeness("学习不深", "学习不深入"));
  assert.equal(likeness("", ""), 0);
});

test("a problem that moved to another heading is one row, which names it; there it is told where", () => {
  const left = [heading("学习", "h1", problem("学得不深。", "t1")), heading("作风", "h2", problem("文件多。", "t2"), problem("会多。"))];
  const right = [heading("学习", "h1", problem("会开得太长。", "t2")), heading("担当", "h3", problem("读得少。", "t1"), problem("会多。"))];
  const found = compare({ headings: left }, { headings: right });
  const rows = found.map((part) => part.rows.map((row) => [row.word, row.right && row.right.text, row.moved]));
  assert.deepEqual(rows, [[["同类", "读得少。", "担当"]], [["同类", "会开得太长。", "学习"], ["相同", "会多。", "担当"]], []]);
  assert.deepEqual(found.map((part) => part.elsewhere.map((one) => [one.right.text, one.heading])),
    [[["会开得太长。", "作风"]], [], [["读得少。", "学习"], ["会多。", "作风"]]]);
});
