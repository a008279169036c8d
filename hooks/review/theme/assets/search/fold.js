/* Folding, the same as hooks/review/show/search/fold.py with the table it wrote. */
export class Fold {
  constructor(script) {
    this.changed = new Map();
    const to = Array.from(script.to, (char) => [char.codePointAt(0)]);
    Array.from(script.from).forEach((char, i) => this.changed.set(char.codePointAt(0), to[i]));
    for (const char of Object.keys(script.many)) this.changed.set(char.codePointAt(0), codes(script.many[char]));
    this.dropped = script.dropped;
    this.special = new RegExp(script.special, "g");
    this.words = Object.keys(script.words).sort((a, b) => b.length - a.length);
    this.meanings = script.words;
  }

  /* The folded form as code points, and for each the place in `text` it comes from, in UTF-16 units. */
  fold(text) {
    const out = { codes: [], starts: [], ends: [] };
    const put = (folded, start, end) => {
      for (const code of folded) {
        out.codes.push(code);
        out.starts.push(start);
        out.ends.push(end);
      }
    };
    const plain = (from, until) => {
      for (let i = from; i < until; ) {
        const code = text.codePointAt(i), end = i + (code > 0xffff ? 2 : 1);
        put(this.one(code), i, end);
        i = end;
      }
    };
    let done = 0, match;
    this.special.lastIndex = 0;
    while ((match = this.special.exec(text))) {
      const pieces = this.pieces(match[0]);
      if (!pieces) continue;
      plain(done, match.index);
      for (const [meaning, start, end] of pieces) put(meaning, match.index + start, match.index + end);
      done = match.index + match[0].length;
    }
    plain(done, text.length);
    return out;
  }

  one(code) {
    const changed = this.changed.get(code);
    if (changed) return changed;
    return within(this.dropped, code) ? [] : [code];
  }

  /* Bracketed pinyin is nothing; a run of the glossary's words is their meanings; null: the text stays. */
  pieces(run) {
    if (run[0] === "(" || run[0] === "（") return [];
    const letters = [];
    for (let i = 0; i < run.length; i++) {
      for (const code of this.one(run.charCodeAt(i))) letters.push([String.fromCodePoint(code), i]);
    }
    const simple = letters.map((pair) => pair[0]).join("");
    const split = simple && this.split(simple);
    if (!split) return null;
    let at = 0;
    return split.map((word) => {
      const start = letters[at][1], end = letters[(at += word.length) - 1][1] + 1;
      return [codes(this.meanings[word]), start, end];
    });
  }

  /* The words that `run` consists of, the longest first; null where it does not. */
  split(run) {
    const from = new Array(run.length + 1).fill(null);
    from[run.length] = "";
    for (let i = run.length - 1; i >= 0; i--) {
      for (const word of this.words) {
        if (run.startsWith(word, i) && from[i + word.length] !== null) {
          from[i] = word;
          break;
        }
      }
    }
    if (from[0] === null) return null;
    const words = [];
    for (let i = 0; i < run.length; i += from[i].length) words.push(from[i]);
    return words;
  }

  /* The terms of a query, each as code points; a term twice counts once. A byte order mark is no space. */
  terms(query) {
    const seen = new Map();
    for (const part of query.split(/[^\S\ufeff]+/)) {
      const folded = this.fold(part).codes;
      if (folded.length) seen.set(folded.join(), folded);
    }
    return Array.from(seen.values());
  }

  /* Places of `terms` in `text`, ascending and joined where they touch: [[start, end], …]; none runs over the end of
     a paragraph (a line end in `text`) or of a table's cell (a tab). */
  marks(text, terms) {
    const found = [];
    let from = 0;
    for (const part of text.split(/[\n\t]/)) {
      found.push(...this.places(part, terms, from));
      from += part.length + 1;
    }
    found.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
    const joined = [];
    for (const mark of found) {
      const last = joined[joined.length - 1];
      if (last && mark[0] <= last[1]) last[1] = Math.max(last[1], mark[1]);
      else joined.push(mark.slice());
    }
    return joined;
  }

  /* Places of each of `terms` in a paragraph that begins at `from`. */
  places(paragraph, terms, from) {
    const folded = this.fold(paragraph), found = [];
    for (const term of terms) {
      for (let i = 0; i + term.length <= folded.codes.length; i++) {
        if (!term.every((code, k) => folded.codes[i + k] === code)) continue;
        found.push([from + folded.starts[i], from + folded.ends[i + term.length - 1]]);
        i += term.length - 1;
      }
    }
    return found;
  }
}

function codes(text) {
  return Array.from(text, (char) => char.codePointAt(0));
}

/* Whether `code` lies in one of the ranges [first, last, first, last, …], ascending. */
function within(ranges, code) {
  let low = 0, high = ranges.length / 2;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ranges[2 * middle + 1] < code) low = middle + 1;
    else high = middle;
  }
  return low < ranges.length / 2 && ranges[2 * low] <= code;
}
