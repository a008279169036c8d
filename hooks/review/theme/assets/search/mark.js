/* Marks what was searched for on the page a hit opened (?h=…#p2-1), by the same folding as the search. */
import { Fold } from "./fold.js";

const data = new URL("../../search/data/", import.meta.url).href;

/* The stretches of text of a material's page: title, sections, headings, prose, tables, items. */
const PASSAGES = "h1, h2[id], h3[id], p.prose[id], .table[id], .item[id] > .text";
const BLOCKS = "p, th, td, h1, h2, h3"; // No match runs over the end of one.
const ASIDE = ".self, .notes, .headerlink, .vh";

async function json(url, options) {
  const answer = await fetch(url, options);
  if (!answer.ok) throw new Error(url);
  return answer.json();
}

function texts(passage) {
  const walker = document.createTreeWalker(passage, NodeFilter.SHOW_TEXT), found = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!node.parentElement.closest(ASIDE)) found.push(node);
  }
  return found;
}

/* Wrap the marks of one passage; returns the first. */
function mark(passage, fold, terms) {
  const places = [];
  let text = "", block = null, first = null;
  for (const node of texts(passage)) {
    const own = node.parentElement.closest(BLOCKS);
    if (block && own !== block) text += "\n";
    block = own;
    places.push([node, text.length]);
    text += node.data;
  }
  const marks = fold.marks(text, terms);
  for (const [node, at] of places) {
    const length = node.length;
    // From the end, so that splitting the node leaves the places before it true.
    for (const [start, end] of marks.slice().reverse()) {
      const from = Math.max(start - at, 0), until = Math.min(end - at, length);
      if (from >= until) continue;
      if (until < node.length) node.splitText(until);
      const hit = from ? node.splitText(from) : node;
      const made = document.createElement("mark");
      hit.replaceWith(made);
      made.append(hit);
      if (start === marks[0][0] && start >= at) first = made;
    }
  }
  return first;
}

function reveal(target) {
  for (let box = target.closest("details"); box; box = box.parentElement.closest("details")) box.open = true;
  target.scrollIntoView({ block: "center" });
}

/* Mark `query` on this page and show its first place in the passage that the address names. */
export async function markPage(query) {
  const entry = await json(`${data}entry.json`, { cache: "no-cache" });
  const fold = new Fold(await json(data + entry.fold));
  const terms = fold.terms(query);
  const anchor = decodeURIComponent(location.hash.slice(1));
  const target = anchor ? document.getElementById(anchor) : document.querySelector(".md-content h1");
  let first = null;
  for (const passage of document.querySelectorAll(PASSAGES)) {
    if (!passage.closest(".md-content")) continue;
    const made = mark(passage, fold, terms);
    if (made && target && (target.contains(passage) || passage.contains(target))) first = first || made;
  }
  if (first) reveal(first);
}
