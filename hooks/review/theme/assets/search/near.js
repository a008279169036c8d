/* Problem types that a query without an answer may mean: a word of theirs stands in it, or is written almost so. */

/* Whole words stand for at least so much of what is asked: 调查研究 of 没有深入开展调查研究工作. */
const COVERED = 0.3;
/* A word that is almost it shares more than so much of both: 形式主义, of 形试主义, and not 经验主义. */
const ALIKE = 0.5;
const MOST = 5;

/* `types` as [id, name, count], with their `words` by id; `terms` as lists of folded characters, `fold` folds a word.
   Returns the likeliest first. */
export function nearTypes(types, words, terms, fold) {
  const asked = terms.flat(), found = [];
  for (const [id, name, count] of types) {
    if (!count) continue;
    const likeness = like(asked, [name, ...words[id]].map(fold));
    if (likeness) found.push({ name, page: `problems/${id}/`, count, likeness });
  }
  return found.sort((a, b) => b.likeness - a.likeness || b.count - a.count).slice(0, MOST);
}

/* The share of `asked` that whole words stand for, or how like it the likest word is, whichever is more; 0 for little. */
function like(asked, words) {
  const covered = new Set();
  let likest = 0;
  for (const word of words) {
    if (word.length < 2) continue;
    for (let at = 0; at + word.length <= asked.length; at++) {
      if (word.every((code, i) => code === asked[at + i])) word.forEach((_, i) => covered.add(at + i));
    }
    likest = Math.max(likest, (2 * common(word, asked)) / (word.length + asked.length));
  }
  const share = covered.size / asked.length;
  return Math.max(likest > ALIKE ? likest : 0, share >= COVERED ? share : 0);
}

/* How many characters two words have in common in one order. */
function common(one, other) {
  let before = new Array(other.length + 1).fill(0);
  for (const code of one) {
    const row = [0];
    other.forEach((its, i) => row.push(code === its ? before[i] + 1 : Math.max(before[i + 1], row[i])));
    before = row;
  }
  return before[other.length];
}
