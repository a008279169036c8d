/* Long pages of units: a field that jumps to one, and groups of a matrix that close. Of a heading that stands on several
   pages the matrix of its campaign knows where each unit is; it is asked when the field is used. */
import { element } from "../search/element.js";

const matrix = document.querySelector(".matrix.long"), list = document.querySelector(".jumps");

/* Of a matrix the groups, each with its head and rows. */
function groups() {
  const found = [];
  for (const row of matrix.querySelectorAll("tbody tr")) {
    const name = row.cells[0].querySelector("em"), button = row.cells[0].querySelector("button");
    if (name || button) found.push({ head: row, name, button, rows: [] });
    else if (found.length && row.cells[0].querySelector("a")) found[found.length - 1].rows.push(row);
  }
  return found;
}

function open(group, wanted) {
  group.button.setAttribute("aria-expanded", String(wanted));
  group.rows.forEach((row) => (row.hidden = !wanted));
}

/* The units of the page by name: what is scrolled to, and what is done before. */
function units() {
  const found = new Map();
  for (const head of document.querySelectorAll("h3.unit")) {
    found.set(head.querySelector("a").textContent, { place: head, link: head.querySelector("a") });
  }
  for (const link of list ? list.querySelectorAll("tbody th a") : []) found.set(link.textContent, { place: link, link });
  if (!matrix) return found;
  for (const group of groups()) {
    group.button = element("button", { type: "button", text: group.name.textContent });
    group.name.replaceWith(group.button);
    group.button.addEventListener("click", () => open(group, group.button.getAttribute("aria-expanded") === "false"));
    open(group, true);
    for (const row of group.rows) {
      const link = row.querySelector("a");
      found.set(link.textContent, { place: row, link, before: () => open(group, true) });
    }
  }
  return found;
}

/* The units of a heading's other pages by name, with where they are. */
async function elsewhere() {
  const pages = [location, ...document.querySelectorAll(".parts a")].map((one) => one.pathname);
  const own = pages.reduce((first, page) => (page.length < first.length ? page : first));
  const answer = await fetch(document.querySelector(".eyebrow a").href);
  if (!answer.ok) throw new Error(String(answer.status));
  const page = new DOMParser().parseFromString(await answer.text(), "text/html"), found = new Map();
  for (const row of page.querySelectorAll(".matrix tbody tr")) {
    const at = [...row.querySelectorAll("a.cell")].map((cell) => new URL(cell.getAttribute("href"), answer.url));
    const here = at.find((cell) => cell.pathname.startsWith(own)), name = row.cells[0].querySelector("a");
    if (here && name) found.set(name.textContent, { href: here.href });
  }
  return found;
}

function jump(unit) {
  if (unit.href) return location.assign(unit.href);
  document.querySelectorAll(".jumped").forEach((one) => one.classList.remove("jumped"));
  if (unit.before) unit.before();
  unit.link.classList.add("jumped");
  unit.place.scrollIntoView({ block: "center" });
  unit.link.focus({ preventScroll: true });
}

/* Closes all groups of the matrix, or opens them again. */
function all() {
  const button = element("button", { type: "button", text: "全部收起" });
  button.addEventListener("click", () => {
    const wanted = button.textContent === "全部展开";
    groups().forEach((group) => open(group, wanted));
    button.textContent = wanted ? "全部收起" : "全部展开";
  });
  return button;
}

/* The field; `found` are the units it knows. */
function field(found) {
  const input = element("input", { type: "search", list: "jump-to", autocomplete: "off", placeholder: "跳到单位", "aria-label": "跳到单位" });
  const said = element("span", { cls: "vh", role: "status" });
  const names = element("datalist", { id: "jump-to" }), offer = () => {
    names.textContent = ""; // replaceChildren is of Chromium 86
    names.append(...[...found.keys()].map((name) => element("option", { value: name })));
  };
  offer();
  let asked = null; // the other pages, once
  const rest = () => {
    asked = asked || (!parts ? Promise.resolve() : elsewhere().then((others) => {
      for (const [name, unit] of others) if (!found.has(name)) found.set(name, unit);
      offer();
    }, () => (asked = null)));
    return asked;
  };
  const go = async (words) => {
    if (!found.has(words)) await rest();
    const near = found.get(words) ? [words] : [...found.keys()].filter((name) => name.includes(words));
    said.textContent = "";
    if (words && near.length) jump(found.get(near[0]));
    else if (words) said.textContent = `${parts ? "这里" : "本页"}没有“${words}”`;
    said.className = said.textContent ? "none" : "vh";
  };
  input.addEventListener("focus", rest);
  input.addEventListener("change", () => go(input.value.trim()));
  return element("span", { cls: "jump" }, input, names, said);
}

const found = units(), parts = document.querySelector("h2.roster") && document.querySelector(".parts a");
if (found.size > 12 || parts) {
  const made = field(found), rail = document.querySelector(".md-sidebar--secondary nav");
  if (matrix) {
    const corner = matrix.querySelector("th");
    corner.textContent = "";
    corner.append(made, all());
  } else if (list) list.before(made);
  else if (rail && matchMedia("(min-width: 60em)").matches) rail.before(made);
  else document.querySelector("h2.roster").before(made);
}
