/* Two years side by side: each count above lists just what it counts; the choice stands in the address, so that it can
   be sent. Without this script all rows stand there. */
import { element } from "../search/element.js";

const line = document.querySelector(".kinds");
const rows = [...document.querySelectorAll(".versus")].filter((row) => !row.matches(".over, .columns, .elsewhere"));
const elsewhere = document.querySelectorAll(".versus.elsewhere"); // says where a row stands, and is none itself
const word = (row) => row.firstElementChild.firstElementChild.textContent;
const buttons = new Map();

function show() {
  const asked = new URLSearchParams(location.search).get("only"), only = buttons.has(asked) ? asked : "";
  for (const row of rows) row.hidden = Boolean(only) && word(row) !== only;
  for (const one of elsewhere) one.hidden = Boolean(only);
  for (const head of document.querySelectorAll(".versus.over")) {
    let next = head.nextElementSibling;
    while (next && next.hidden) next = next.nextElementSibling;
    head.hidden = !next || next.matches(".over");
  }
  for (const [kind, button] of buttons) button.setAttribute("aria-pressed", String(kind === only));
}

function button(kind, ...said) {
  const made = element("button", { type: "button" }, ...said);
  made.addEventListener("click", () => {
    history.pushState(null, "", location.pathname + (kind && `?${new URLSearchParams({ only: kind })}`));
    show();
  });
  buttons.set(kind, made);
  return made;
}

const kinds = line ? [...line.querySelectorAll("span")] : [];
if (kinds.length > 1) {
  for (const one of kinds) {
    const kind = rows.map(word).find((name) => one.textContent.trim().endsWith(name));
    one.replaceWith(button(kind, one.firstElementChild, ` ${one.textContent.trim().replace(/^\d+\s*/, "")}`));
  }
  line.prepend(button("", `全部 ${rows.length} 条`));
  addEventListener("popstate", show);
  show();
}
