/* Words of the trade are explained where they stand: the first place of each on a page has a quiet double line, and what
   it means is shown to who points at it, taps it or walks to it by Tab. Without this script the page of the glossary has
   the same. */
import { element } from "../search/element.js";

const data = new URL("../../glossary/data/terms.json", import.meta.url).href;

/* The title of a page, what is a link or a control already, what is not read as text, what is written with its own marks,
   and the names of states, which would be half underlined. */
const NOT_IN = "h1, .state, a, button, tbody, label, summary, select, textarea, input, dialog, svg, pre, code, kbd, del, ins, .self, .vh, .report, .search-hits, .term, .terms";
/* A document's own words, where only what stands in documents is explained. */
const DOCUMENT = ".text, .prose, .table";
const GAP = 6; // px

const page = document.querySelector(".md-content__inner");
const record = Boolean(document.querySelector(".byline"));
let tip = null, shown = null, held = false, leaving = 0;

function usable(node) {
  const parent = node.parentElement;
  return !parent.closest(NOT_IN) && !(record && parent.closest("h2, h3"));
}

function texts() {
  const walker = document.createTreeWalker(page, NodeFilter.SHOW_TEXT), found = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) if (usable(node)) found.push(node);
  return found;
}

/* The first place of each term; a longer term is not parted by a shorter one within it. */
function mark(terms) {
  const left = new Map(terms.map(([written, said, own]) => [written, { said, own }]));
  const longest = Array.from(left.keys()).sort((a, b) => b.length - a.length);
  for (let node of texts()) {
    const own = !node.parentElement.closest(DOCUMENT);
    let at = 0;
    while (at < node.length && left.size) {
      const word = longest.find((one) => node.data.startsWith(one, at));
      const term = left.get(word);
      if (!term || (term.own && !own)) {
        at += word ? word.length : 1;
        continue;
      }
      const rest = node.splitText(at);
      node = rest.splitText(word.length);
      at = 0;
      wrap(rest, term.said);
      left.delete(word);
    }
  }
}

function wrap(text, said) {
  const id = `term-${document.querySelectorAll(".term").length + 1}`;
  const told = element("span", { id, text: said, hidden: "" });
  const term = element("span", { cls: "term", role: "button", tabindex: "0", "aria-describedby": id, "aria-expanded": "false" });
  text.replaceWith(term);
  term.append(text);
  page.append(told);
  term.addEventListener("mouseenter", () => open(term, said));
  term.addEventListener("mouseleave", later);
  term.addEventListener("focus", () => open(term, said));
  term.addEventListener("blur", close);
  term.addEventListener("mousedown", () => { held = shown === term && document.activeElement === term; });
  term.addEventListener("click", () => (held ? close() : open(term, said)));
  term.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    if (shown === term) close();
    else open(term, said);
  });
}

function open(term, said) {
  if (shown === term) return;
  close();
  clearTimeout(leaving); // of a word that was left just now, and may be this one again
  if (!tip) {
    tip = element("div", { cls: "tip", "aria-hidden": "true" });
    tip.addEventListener("mouseleave", later);
    document.body.append(tip);
  }
  shown = term;
  tip.textContent = said;
  tip.hidden = false;
  term.setAttribute("aria-expanded", "true");
  place(term.getClientRects()[0]);
}

/* Below the word, above it where there is no room, and never beyond the window. */
function place(word) {
  const wide = document.documentElement.clientWidth, below = word.bottom + GAP + tip.offsetHeight < innerHeight;
  const left = Math.max(GAP, Math.min(word.left, wide - tip.offsetWidth - GAP));
  tip.style.left = `${left + scrollX}px`;
  tip.style.top = `${(below ? word.bottom + GAP : word.top - GAP - tip.offsetHeight) + scrollY}px`;
}

function close() {
  if (!shown) return;
  shown.setAttribute("aria-expanded", "false");
  shown = null;
  tip.hidden = true;
}

/* The pointer may go from the word to what is said of it, and read there. */
function later() {
  const left = shown;
  clearTimeout(leaving);
  leaving = setTimeout(() => {
    if (shown === left && left && !left.matches(":hover") && !tip.matches(":hover") && document.activeElement !== left) close();
  }, 150);
}

async function explain() {
  const answer = await fetch(data);
  if (answer.ok) mark(await answer.json());
}

if (page) {
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") close(); });
  document.addEventListener("click", (event) => { if (shown && !event.target.closest(".term, .tip")) close(); });
  explain().catch(() => {}); // the page says the same without it
}
