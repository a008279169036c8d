/* Any two materials held against each other: which of their headings and problems belong together.

   A material is {headings: [{name, page, problems: [{text, type}]}]}; `page` is that of the campaign's heading, `type`
   that of the problem's type, both empty where there is none. */

const LIKE = 0.4; // share of pairs of characters from which two problems of no common type are the same one

/* Rows of headings {said, left, right, rows: [{word, inferred, left, right}]}, in the order of the left material. */
export function compare(left, right) {
  const found = headings(left.headings, right.headings);
  const rows = found.map(({ left, right }) => problems(left ? left.problems : [], right ? right.problems : []));
  return found.map((pair, i) => Object.assign(pair, { rows: rows[i] }));
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

function problems(left, right) {
  const rest = new Set(right), pairs = new Map();
  const take = (fits, made) => {
    for (const one of left) {
      const other = !pairs.has(one) && best(one, rest, fits);
      if (!other) continue;
      pairs.set(one, Object.assign({ left: one, right: other }, made));
      rest.delete(other);
    }
  };
  take((one, other) => (one.text === other.text ? 1 : 0), { word: "相同", inferred: false });
  take((one, other) => (one.type && one.type === other.type ? 1 + likeness(one.text, other.text) : 0), { word: "同类", inferred: false });
  take((one, other) => (likeness(one.text, other.text) >= LIKE ? likeness(one.text, other.text) : 0), { word: "相近", inferred: true });
  const rows = left.map((one) => pairs.get(one) || { word: "只在左边", inferred: false, left: one, right: null });
  return rows.concat(Array.from(rest, (other) => ({ word: "只在右边", inferred: false, left: null, right: other })));
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
