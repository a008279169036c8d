/* The page of all that recurs: facets in the rail, and what is chosen as one list that can be saved. */
import { csv, xlsx } from "../ledger/download.js";
import { element, save } from "../search/element.js";
import { rail } from "../search/rail.js";
import { FACETS as ALL } from "../search/facets.js";
import { BACK, FACETS, count, lines, read, row, select, write } from "./rows.js";

const root = new URL("../../", import.meta.url).href, STEP = 200, WIDTHS = [6, 18, 18, 24, 34, 6];
const title = document.querySelector("h1"), all = Array.from(document.querySelectorAll(".parts, .group, .recurrences, .further"));
const facets = element("details", { cls: "search-facets beside" }, element("summary", { text: "筛选 " }, element("span")), element("div"));
const said = element("p", { cls: "total", role: "status" }), tools = element("p", { cls: "tools" });
const place = element("div", { cls: "rows stacked recurrences chosen-rows" }), more = element("p", { cls: "more-rows" });
let data = null, rows = [], filters = read(location.search), most = STEP;

async function start() {
  const answer = await fetch(`${root}recurrences/data/all.json`);
  if (!answer.ok) throw new Error(String(answer.status));
  data = await answer.json();
  const last = data.years[data.years.length - 1];
  rows = data.rows.map((one) => row(one, last));
  facets.open = matchMedia("(min-width: 60em)").matches;
  if (facets.open) title.before(facets);
  else all[0].before(facets);
  all[0].before(said, tools, place, more);
  for (const link of document.querySelectorAll(".facts a")) link.addEventListener("click", (event) => {
    event.preventDefault();
    choose(read(new URL(link.href).search));
  });
  addEventListener("popstate", () => {
    filters = read(location.search);
    show();
  });
  show();
}

function choose(wanted) {
  filters = wanted;
  most = STEP;
  history.pushState(null, "", location.pathname + write(filters));
  show();
}

/* What a value of a facet is called. */
function name(facet, value) {
  const last = data.years[data.years.length - 1];
  if (facet === "unit") return data.units[value] || value;
  if (facet === "type") return (data.types[value] || [value])[0];
  return value === BACK ? `${last - 1} 年有、${last} 年又犯` : `${value} 年又犯`;
}

function chosen() {
  return FACETS.flatMap((facet) => (filters[facet] || []).map((value) => name(facet, value))).join("，");
}

function values(facet) {
  const counts = count(rows, filters, facet);
  const order = { year: [BACK, ...data.years.slice().reverse().map(String)], unit: Object.keys(data.units), type: Object.keys(data.types) }[facet];
  return order.filter((value) => counts.has(value)).map((value) => {
    const [some, base] = counts.get(value);
    return { value, label: name(facet, value), count: some, base };
  });
}

function show() {
  const any = write(filters) !== "", found = select(rows, filters);
  for (const one of all) one.hidden = any;
  for (const one of [said, place, more]) one.hidden = !any;
  said.textContent = any ? `${chosen()}：${found.length} 项，${new Set(found.map((one) => one.unit)).size} 个单位。` : "";
  place.textContent = more.textContent = "";
  if (any && found.length) place.append(table(found.slice(0, most)));
  if (any && found.length > most) {
    const button = element("button", { type: "button", text: `全部列出（${found.length} 项）` });
    button.addEventListener("click", () => {
      most = Infinity;
      show();
    });
    more.append(`已列前 ${most} 项。 `, button);
  }
  save_as(found);
  rail(facets, Object.fromEntries(ALL.map((facet) => [facet, FACETS.includes(facet) ? values(facet) : []])), filters, choose, null);
}

function table(found) {
  const years = data.years, ends = years.length > 1 ? [years[0], years[years.length - 1]] : years;
  const span = ends.flatMap((year) => [element("em", { text: String(year) }), " "]);
  const head = element("tr", {}, ...[["单位"], ["类型"], span, ["次"]].map((words) => element("th", { scope: "col" }, ...words)));
  const body = element("tbody", {}, ...found.map((one) => {
    const unit = `${root}units/${encodeURIComponent(one.unit)}/#recurrences`, [type, page] = data.types[one.type];
    const strip = element("span", { cls: "strip", role: "img", "aria-label": `${one.years.join("、")} 年` },
      ...years.map((year) => element("i", { cls: one.years.includes(year) ? "w3" : "w0" })));
    return element("tr", {},
      element("th", { scope: "row" }, element("a", { href: unit, text: data.units[one.unit] }), " ", element("em", { text: one.posts.join("、") })),
      element("td", {}, element("a", { href: root + page, text: type }), " ", element("em", { cls: "when", "aria-hidden": "true", text: one.years.join(" ") })),
      element("td", {}, strip), element("td", { align: "right", text: String(one.years.length) }));
  }));
  return element("table", {}, element("caption", { cls: "vh", text: "所选的屡改屡犯，按单位" }), element("thead", {}, head), body);
}

function save_as(found) {
  tools.textContent = "";
  const saved = element("span", { text: `下载所列 ${found.length} 项　` });
  for (const [words, kind] of [["Excel", "xlsx"], ["CSV", "csv"]]) {
    const button = element("button", { type: "button", text: words });
    button.addEventListener("click", () => save(kind === "csv" ? csv(lines(found, data))
      : xlsx(lines(found, data), `屡改屡犯　${chosen() || "全部"}　${found.length} 项`, "屡改屡犯", WIDTHS), `屡改屡犯.${kind}`));
    saved.append(button, " ");
  }
  tools.append(saved);
}

if (all.length) start().catch((error) => console.warn(error)); // without it the page lists all
