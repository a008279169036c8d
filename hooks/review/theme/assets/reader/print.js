/* Two ways to print a material: as it is read, with notes; and in the official layout, the document alone. */
import { element } from "../search/element.js";

const ROOT = document.documentElement;
const FOOT = "font: 7.5pt sans-serif; color: #444; white-space: pre-wrap; overflow-wrap: anywhere";
let sheet = null; // what the margins of a sheet of paper say
const facts = document.querySelector(".facts");

if (facts && document.querySelector(".byline")) {
  const official = element("button", { type: "button", text: "公文版式打印" });
  const plain = element("button", { type: "button", text: "带旁注打印" });
  official.addEventListener("click", print_official);
  plain.addEventListener("click", () => print());
  const word = document.querySelector(".as-word");
  facts.append(element("p", { cls: "printing" }, plain, official, ...(word ? [word] : [])));
  if (new URLSearchParams(location.search).get("print") === "official") official_on();
}

/* A unit's ledger, which has no other script. */
const tools = document.querySelector(".tools");
if (tools && document.querySelector(".ledger, .blank")) {
  const paper = element("button", { type: "button", text: "打印（A4 横排）" });
  paper.addEventListener("click", () => print());
  tools.prepend(paper, " ");
}

/* Every sheet says what it is, where it is from and when it was printed; without scripts its number alone. */
addEventListener("beforeprint", () => say(ROOT.classList.contains("official") ? official_foot() : foot()));

/* On paper a drawing has its table open beside it, a unit all its posts, a margin all its links; then they are as before. */
let opened = [];
addEventListener("beforeprint", () => {
  opened = Array.from(document.querySelectorAll(".table-of:not([open]), .posts:not([open]), .notes details:not([open])"));
  opened.forEach((one) => (one.open = true));
});
addEventListener("afterprint", () => opened.forEach((one) => (one.open = false)));

/* In the official layout paragraphs are those of the source: what goes on in one stands in it; then all is as before. */
const joined = [];
addEventListener("beforeprint", () => ROOT.classList.contains("official") && join());
addEventListener("afterprint", part);

function join() {
  part();
  let into = null;
  for (const one of document.querySelectorAll(".heading h3, .item > .text > p, p.prose")) {
    if (into && one.matches("[data-on], [data-on] > .text > p:first-child")) into = joined_to(into, one);
    else into = one;
  }
}

/* A heading's words stand at the beginning of what runs on behind them, so that this is a paragraph and may break. */
function joined_to(into, one) {
  const [from, to] = into.tagName === "H3" ? [into, one] : [one, into];
  const run = element("span", { cls: from === into ? "second" : "" }, ...Array.from(from.childNodes));
  to.insertBefore(run, from === into ? to.firstChild : null);
  joined.push([from, run]);
  return to;
}

function part() {
  for (const [from, run] of joined.splice(0).reverse()) {
    from.append(...Array.from(run.childNodes));
    run.remove();
  }
}

/* On until the dialogue is over; an address with ?print=official keeps it on for the browser's own command. */
function print_official() {
  official_on();
  addEventListener("afterprint", () => ROOT.classList.remove("official"), { once: true });
  print();
}

function official_on() {
  ROOT.classList.add("official");
  for (const opening of document.querySelectorAll(".text > p:first-child > strong")) {
    opening.classList.toggle("second", opening.textContent.startsWith("（"));
  }
}

/* Marking, address, date of printing, as CSS takes them. */
function words() {
  const marking = document.querySelector(".footer span");
  const address = decodeURI(location.href.replace(/[?#].*/, "").replace(/^\w+:\/\//, ""));
  const today = new Date(), two = (number) => String(number).padStart(2, "0");
  const date = `${today.getFullYear()}-${two(today.getMonth() + 1)}-${two(today.getDate())}\u00a0打印`;
  return JSON.stringify([marking && marking.textContent, address, date].filter(Boolean).join("　"));
}

function foot() {
  return `@page { @bottom-center { content: ${words()} "　" counter(page) " / " counter(pages); ${FOOT} } }`;
}

/* In the official layout they stand 13 mm above the edge, on the side where the number is not. */
function official_foot() {
  const content = `content: ${words()}; ${FOOT}; vertical-align: bottom; padding-bottom: 13mm; width: 128mm; word-break: keep-all`;
  return `@page official:right { @bottom-left { ${content}; text-align: left } }
    @page official:left { @bottom-right { ${content}; text-align: right } }`;
}

/* Page margins take their words from a style sheet alone, and of a site that is opened as a file (--offline) no script may
   change one: a sheet of our own. A browser that has none leaves the text as it is. */
function say(rules) {
  try {
    if (!sheet) document.adoptedStyleSheets = [...document.adoptedStyleSheets, (sheet = new CSSStyleSheet())];
    sheet.replaceSync(rules);
  } catch (error) {
    console.warn(error);
  }
}
