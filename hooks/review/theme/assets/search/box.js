/* On every page: `/` puts the cursor into the search field; the field in the header or on the home page shows the
   first hits while typing; a page opened from a hit is marked. */
import { address, ask } from "./client.js";
import { element, show } from "./element.js";
import { excerpt } from "./excerpt.js";
import { listbox } from "./listbox.js";
import { places } from "./words.js";

const SHOWN = 6, PAUSE = 80;

document.addEventListener("keydown", (event) => {
  const from = event.target;
  const typing = from.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(from.tagName);
  if (event.key !== "/" || typing || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
  const fields = Array.from(document.querySelectorAll("form[role=search] input"));
  const field = fields.find((one) => one.offsetParent !== null);
  event.preventDefault();
  const link = document.querySelector(".search-link");
  if (field) field.select();
  else if (link) link.click();
});

const opened = new URLSearchParams(location.search).get("h");
if (opened) {
  // Without marks the page still stands at its passage, so a failure here is no reason to disturb the reader.
  import("./mark.js").then(({ markPage }) => markPage(opened)).catch((error) => console.warn(error));
}

const form = document.querySelector(".search-box, .ask"); // in the header, or on the home page
if (form) box(form, form.querySelector("input"));

function box(form, field) {
  const { list, open, close } = listbox(field, "search", "检索结果");
  const said = element("span", { cls: "vh", role: "status", "aria-live": "polite" });
  form.append(list, said);
  let timer = 0;

  const line = (href, ...content) => element("a", { href, tabindex: "-1" }, ...content);

  function render(query, answer) {
    const lines = places(query, answer.pages).map(([name, href]) => line(href, element("span", { cls: "text", text: name }), element("small", { text: "本站页面" })));
    for (const hit of answer.hits) {
      const text = element("span", { cls: "text" });
      show(excerpt(hit, 40), text);
      lines.push(line(address(hit, answer.instead ? answer.instead.query : query), text, element("small", { text: `${hit.unit}　${hit.author || "班子"}　${hit.year}` })));
    }
    const all = answer.browsing === "materials" ? `全部 ${answer.materials} 份材料` : `全部 ${answer.occurrences} 处，见于 ${answer.materials} 份材料`;
    const lacking = answer.absent && `库里没有${answer.absent.join("、")}可看的材料`;
    const sum = answer.occurrences ? all : lacking || `没有找到“${query}”，看相近的`;
    lines.push(line(`${form.action}?q=${encodeURIComponent(query)}`, sum));
    said.textContent = sum;
    open(lines);
  }

  async function look() {
    const query = field.value.trim();
    if (!query) return close();
    try {
      const answer = await ask({ query, count: SHOWN });
      if (query === field.value.trim() && (answer.terms || answer.browsing) && document.activeElement === field) render(query, answer);
    } catch (reason) {
      if (reason !== "outdated") close(); // Enter still leads to the search page, which says what is wrong.
    }
  }

  field.addEventListener("input", (event) => {
    clearTimeout(timer);
    if (!event.isComposing) timer = setTimeout(look, PAUSE);
  });
  field.addEventListener("compositionend", look);
}
