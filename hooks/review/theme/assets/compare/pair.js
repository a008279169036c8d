/* Any two materials held against each other: which of their headings and problems belong together.

   A material is {headings: [{name, page, problems: [{text, type}]}]}; `page` is that of the campaign's heading, `type`
   that of the problem's type, both empty where there is none. */

const LIKE = 0.4; // share of pairs of characters from which two problems of no common type are the same one

/* Rows of headings {said, left, right, rows: [{word, inferred, moved, left, right}], elsewhere}, in the order of the left
   material. A row that `moved` names the heading of the right that its problem stands under now; there `elsewhere`
   [{right, heading}] tells of it, so that it is a row but once. */
export function compare(left, right) {
  const found = headings(left.headings, right.headings), pairs = new Map();
  const all = (side) => [].concat(...side.headings.map((heading) => heading.problems));
  for (const [fits, made] of FITS) {
    for (const { left, right } of found) if (left && right) match(left.problems, right.problems, pairs, fits, made);
    match(all(left), all(right), pairs, fits, made); // whatever heading it moved to
  }
  const back = new Map(Array.from(pairs.values(), (pair) => [pair.right, pair.left]));
  const under = (side, problem) => side.headings.find((heading) => heading.problems.includes(problem));
  return found.map((pair) => {
    const ours = pair.left ? pair.left.problems : [], theirs = pair.right ? pair.right.problems : [];
    const rows = ours.map((one) => pairs.get(one) || { word: "只在左边", inferred: false, left: one, right: null });
    for (const row of rows) row.moved = row.right && !theirs.includes(row.right) ? under(right, row.right).name : "";
    const alone = theirs.filter((one) => !back.has(one));
    rows.push(...alone.map((one) => ({ word: "只在右边", inferred: false, moved: "", left: null, right: one })));
    const elsewhere = theirs.filter((one) => back.has(one) && !ours.includes(back.get(one)));
    return Object.assign(pair, { rows, elsewhere: elsewhere.map((one) => ({ right: one, heading: under(left, back.get(one)).name })) });
  });
}

function headings(left, right) {
  const rest = new Set(right), found = [];
  const take = (one, said, fits) => {
    const other = Array.from(rest).find(fits);
    if (other) rest.delete(other);
    return other && { said, left: one, right: other };
  };
  const same = left.map((one) => take(one, "同一方面", (other) => (one.page && one.page === other.page) || bare(one.name) === bare(other.name)));
  left.forEach((one, i) => {
    found.push(same[i] || take(one, "有同类问题", (other) => shared(one, other)) || { said: "只在左边", left: one, right: null });
  });
  return found.concat(Array.from(rest, (other) => ({ said: "只在右边", left: null, right: other })));
}

function bare(name) {
  return name.replace(/[\s“”"、，]/g, "");
}

function shared(one, other) {
  const types = new Set(one.problems.map((problem) => problem.type).filter(Boolean));
  return other.problems.some((problem) => types.has(problem.type));
}

/* The surest first, and what a row that fits is called. */
const FITS = [
  [(one, other) => (one.text === other.text ? 1 : 0), { word: "相同", inferred: false }],
  [(one, other) => (one.type && one.type === other.type ? 1 + likeness(one.text, other.text) : 0), { word: "同类", inferred: false }],
  [(one, other) => (likeness(one.text, other.text) >= LIKE ? likeness(one.text, other.text) : 0), { word: "相近", inferred: true }],
];

/* Add to `pairs` those of `left` and `right` that fit and are in no pair yet. */
function match(left, right, pairs, fits, made) {
  const rest = new Set(right);
  for (const { right: taken } of pairs.values()) rest.delete(taken);
  for (const one of left) {
    const other = !pairs.has(one) && best(one, rest, fits);
    if (!other) continue;
    pairs.set(one, Object.assign({ left: one, right: other }, made));
    rest.delete(other);
  }
}

function best(one, others, fits) {
  let most = 0, found = null;
  for (const other of others) {
    const fit = fits(one, other);
    if (fit > most) [most, found] = [fit, other];
  }
  return found;
}

/* The share of pairs of characters that two texts have in common (Dice's coefficient). */
export function likeness(one, other) {
  const [a, b] = [pairsOf(one), pairsOf(other)];
  let common = 0;
  for (const pair of a) common += b.has(pair);
  return a.size + b.size ? (2 * common) / (a.size + b.size) : 0;
}

function pairsOf(text) {
  const letters = Array.from(text.replace(/[^\p{L}\p{N}]/gu, "")), pairs = new Set();
  for (let i = 1; i < letters.length; i++) pairs.add(letters[i - 1] + letters[i]);
  return pairs;
}
