/* Hits as the search page lists them. */
import { address, root } from "./client.js";
import { element, show } from "./element.js";
import { excerpt } from "./excerpt.js";

const PARTS = ["标题", "问题", "根源", "措施", "正文"], LINES = 3;

/* Add `given` to `list`; returns the first one's link. */
export function add(list, given, query) {
  room = room || roomOf(list);
  const links = given.map((hit) => {
    const text = element("a", { cls: "text", href: address(hit, query) });
    show(excerpt(hit, room), text);
    const line = element("li", {}, element("div", {}, source(hit), text));
    if (hit.chip) line.append(chip(hit.chip));
    list.append(line);
    return text;
  });
  return links[0];
}

function source(hit) {
  const line = element("p", { cls: "source" }, element("strong", { text: PARTS[hit.part] }));
  const again = hit.occurrences > 1 ? `本段 ${hit.occurrences} 处` : "";
  for (const words of [hit.unit, hit.author || "班子", hit.year, hit.heading, again]) {
    if (words) line.append(element("span", { text: words }));
  }
  return line;
}

function chip({ name, page, inferred }) {
  const made = element(page ? "a" : "span", { cls: inferred ? "chip inferred" : "chip", href: page && root + page, text: name });
  if (inferred) made.append(element("span", { cls: "vh", text: "（推定）" }));
  return element("div", { cls: "notes" }, made);
}

/* How many characters fill three lines. Measured once for a width of the window: it has the page laid out. */
let room = 0;
addEventListener("resize", () => (room = 0));

function roomOf(list) {
  const sample = element("li", {}, element("div", {}, element("a", { cls: "text", text: "字".repeat(10) })));
  list.append(sample);
  const text = sample.querySelector("a"), size = parseFloat(getComputedStyle(text).fontSize);
  const perLine = Math.max(12, Math.floor(text.parentElement.clientWidth / size));
  sample.remove();
  return perLine * LINES - 4;
}
