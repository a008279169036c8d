/* The ledger's page: facets in the rail, a field, orders, downloads; what is chosen stands in the address. */
import { element, save } from "../search/element.js";
import { csv, table, xlsx } from "./download.js";
import { FACETS, ORDERS, arrange, count, few, read, select, total, write } from "./rows.js";
import { fill } from "./table.js";

const root = new URL("../../", import.meta.url).href, STEP = 100, VALUES = 5;
const NAME = "整改台账", TITLE = document.title, FAILED = "台账没有载入，请检查网络后刷新本页；或按单位看。";
const place = document.querySelector(".ledger");
let index = null, cases = null, state = read(location.search), most = STEP;
const opened = new Set();

async function load(name) {
  const answer = await fetch(`${root}ledger/data/${encodeURIComponent(name)}.json`);
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
}

/* All rows, once. */
async function all() {
  if (!cases) {
    const segments = await Promise.all(index.segments.map(load));
    cases = segments.flat().sort((a, b) => a.place - b.place);
  }
  return cases;
}

const field = element("input", { type: "search", cls: "words", "aria-label": "在所列措施、问题、单位、部门中查找", placeholder: "在所列措施、问题、单位、部门中查找", autocomplete: "off" });
const status = element("p", { cls: "total", role: "status" });
const chips = element("p", { cls: "chosen", hidden: "" });
const tools = element("p", { cls: "tools" });
const facets = element("details", { cls: "search-facets beside" }, element("summary", { text: "筛选 " }, element("span")), element("div"));
const more = element("p", { cls: "more-rows" });

async function start() {
  index = await load("index");
  const sum = document.querySelector("h1 ~ .total");
  sum.replaceWith(status);
  status.append(...sum.childNodes);
  place.before(field, chips, tools);
  facets.open = matchMedia("(min-width: 60em)").matches;
  if (facets.open) document.querySelector("h1").before(facets);
  else chips.before(facets);
  const old = document.querySelector(".more-rows");
  if (old) old.remove();
  place.after(more);
  field.value = state.words;
  for (const link of document.querySelectorAll(".states a, .dues a")) link.addEventListener("click", follow);
  field.addEventListener("input", () => choose({ words: field.value.trim() }, true));
  addEventListener("popstate", () => {
    state = read(location.search);
    field.value = state.words;
    show();
  });
  if (write(state)) await show();
  else controls(counted(), Number(index.facets.status.reduce((rows, [, , n]) => rows + n, 0)));
}

function follow(event) {
  event.preventDefault();
  choose(read(new URL(event.currentTarget.href).search));
}

function choose(change, typing = false) {
  state = Object.assign({}, state, change);
  history[typing ? "replaceState" : "pushState"](null, "", location.pathname + write(state));
  most = STEP;
  return show();
}

/* The counts of the whole ledger, which the index has. */
function counted() {
  return Object.fromEntries(Object.keys(FACETS).map((facet) => [facet, Object.fromEntries(index.facets[facet].map(([value, , n]) => [value, n]))]));
}

async function show() {
  place.setAttribute("aria-busy", "true");
  try {
    await all();
  } catch (error) {
    status.textContent = FAILED;
    return;
  } finally {
    place.removeAttribute("aria-busy");
  }
  const found = select(cases, state), rows = total(found), measures = [].concat(...found.map((item) => item.rows));
  const ranks = { unit: index.facets.unit, campaign: index.facets.campaign };
  const listed = fill(place.querySelector("tbody"), arrange(found, state.order, index.sections, ranks), root, most);
  const problems = found.filter((item) => item.opening).length, units = new Set(found.map((item) => item.unit)).size;
  status.textContent = "";
  if (write(state)) status.append(state.words ? `所列含“${state.words}”的 ` : "所列 ");
  const below = problems ? ["，列在 ", bold(problems), " 个问题下"] : []; // a document may not say what its measures are for
  status.append(bold(rows), " 项措施", ...below, "，", bold(units), " 个单位。");
  if (!rows) {
    const chosen = picked();
    status.textContent = state.words ? `没有找到“${state.words}”。` : chosen.length > 1 ? "没有同时合乎所选各项的措施。" : `没有“${chosen[0]}”的措施。`;
    status.append(...advice());
  }
  place.hidden = !rows;
  const whole = document.querySelector(".by-unit");
  whole.hidden = Boolean(write(Object.assign({}, state, { order: "urgency" }))); // it counts all there is
  const counts = count(cases, state);
  title();
  month(counts, measures);
  stack(measures);
  controls(counts, rows);
  lengthen(listed, rows);
}

/* What is chosen stands in the title, so that paper and the name of a file say it too. */
function title() {
  const chosen = (facet) => (state.filters[facet] || []).map((value) => name(facet, value));
  const units = chosen("unit"), others = Object.keys(FACETS).filter((facet) => facet !== "unit").flatMap(chosen);
  if (state.words) others.push(`“${state.words}”`);
  const said = `${units.length > 3 ? `${units.length} 个单位` : units.join("、")}${NAME}${others.length ? `（${others.join("、")}）` : ""}`;
  document.querySelector("h1").textContent = said;
  document.title = TITLE.replace(NAME, () => said);
}

/* The address of what is listed, but of one facet this value alone. */
function only(facet, value) {
  return write(Object.assign({}, state, { filters: Object.assign({}, state.filters, { [facet]: [value] }) }));
}

/* What is due this month and what is overdue under the other choices; that nothing is, too, and what is not listed. */
function month(counts, rows) {
  const said = document.querySelector(".dues"), first = said.firstElementChild;
  said.textContent = "";
  const filters = Object.assign({}, state.filters);
  delete filters.due;
  said.hidden = !total(select(cases, Object.assign({}, state, { filters }))); // there is nothing: that nothing of it is due says nothing
  said.append(first);
  for (const [value, some, none] of [["month", "本月到期", "本月无到期"], ["late", "已逾期", "无逾期"]]) {
    const number = counts.due[value] || 0, other = rows.some((row) => row.facets.due.includes(value)) ? "" : "另有";
    const link = element("a", { href: only("due", value) }, `${other}${some} `, bold(number), " 项");
    link.addEventListener("click", follow);
    said.append(" ", number ? link : element("span", { text: none }));
  }
}

/* The bar and its key are of what is listed: so are the lists behind them, and what is not there is not named. */
function stack(rows) {
  const bar = document.querySelector(".stack");
  bar.textContent = "";
  for (const link of document.querySelectorAll(".states a")) {
    const status = new URL(link.href).searchParams.get("status"), number = rows.filter((row) => row.facets.status.includes(status)).length;
    link.childNodes[1].data = ` ${number} `;
    link.href = only("status", status);
    link.parentElement.hidden = !number;
    if (!number) continue;
    const part = element("i", { cls: status });
    part.style.flexGrow = number;
    bar.append(part);
  }
}

/* Of what was chosen in vain: how many there would be without each, and a button that leaves out the best. */
function advice() {
  const without = Object.keys(state.filters).flatMap((facet) => state.filters[facet].map((value) => {
    const values = state.filters[facet].filter((one) => one !== value);
    const filters = Object.assign({}, state.filters, { [facet]: values });
    if (!values.length) delete filters[facet];
    return { words: name(facet, value), change: { filters }, rows: total(select(cases, Object.assign({}, state, { filters }))) };
  }));
  if (state.words) without.push({ words: state.words, change: { words: "" }, rows: total(select(cases, Object.assign({}, state, { words: "" }))) });
  const able = without.filter((one) => one.rows).sort((a, b) => b.rows - a.rows);
  if (!able.length) return ["去掉所选各项，换个说法再查。"];
  const best = element("button", { type: "button", text: `去掉“${able[0].words}”再列` });
  best.addEventListener("click", () => {
    if ("words" in able[0].change) field.value = "";
    choose(able[0].change);
  });
  return [`${able.map((one) => `去掉“${one.words}”有 ${one.rows} 项`).join("，")}。`, best];
}

function bold(number) {
  return element("strong", { text: String(number) });
}

function lengthen(listed, rows) {
  more.textContent = "";
  if (listed >= rows) return;
  const further = (words, to) => {
    const button = element("button", { type: "button", text: words });
    button.addEventListener("click", async () => {
      most = to;
      await show();
      const next = place.querySelectorAll("tbody th a:not(.opening)")[listed];
      if (next) next.focus();
    });
    return button;
  };
  more.append("已列前 ", bold(listed), " 项。 ");
  if (rows - listed > STEP) more.append(further(`再列 ${STEP} 项`, listed + STEP), " ");
  more.append(further(`全部列出（${rows} 项）`, Infinity));
}

function controls(counts, rows) {
  chips.textContent = "";
  for (const facet of Object.keys(state.filters)) {
    for (const value of state.filters[facet]) {
      const cross = element("span", { text: " ×" });
      const button = element("button", { type: "button", cls: "chip", text: name(facet, value), "aria-label": `去掉 ${name(facet, value)}` }, cross);
      button.addEventListener("click", () => toggle(facet, value));
      chips.append(button, " ");
    }
  }
  chips.hidden = !chips.childNodes.length;
  if (!chips.hidden) chips.prepend("已选 ");
  tools.textContent = "";
  for (const order of Object.keys(ORDERS)) {
    const here = order === state.order;
    const button = element("button", { type: "button", text: ORDERS[order], "aria-pressed": String(here) });
    button.addEventListener("click", () => choose({ order }));
    tools.append(button, " ");
  }
  const saved = element("span", { cls: "save", text: `下载所列 ${rows} 项　` });
  for (const [words, kind] of [["Excel", "xlsx"], ["CSV", "csv"]]) {
    const button = element("button", { type: "button", text: words });
    button.disabled = !rows;
    button.addEventListener("click", () => download(kind));
    saved.append(button, " ");
  }
  const paper = element("button", { type: "button", text: "打印（A4 横排）" });
  paper.disabled = !rows;
  paper.addEventListener("click", async () => {
    most = Infinity;
    await show();
    print();
  });
  saved.append(paper);
  tools.append(saved);
  rail(counts);
}

function name(facet, value) {
  const found = index.facets[facet].find((line) => line[0] === value);
  return found ? found[1] : value;
}

/* The names of all that is chosen. */
function picked() {
  return Object.keys(state.filters).flatMap((facet) => state.filters[facet].map((value) => name(facet, value)));
}

function toggle(facet, value) {
  const kept = (state.filters[facet] || []).filter((one) => one !== value);
  if (kept.length === (state.filters[facet] || []).length) kept.push(value);
  const filters = Object.assign({}, state.filters, { [facet]: kept });
  if (!kept.length) delete filters[facet];
  return choose({ filters });
}

function rail(counts) {
  const box = facets.querySelector("div"), focused = document.activeElement && document.activeElement.id;
  box.textContent = "";
  for (const facet of Object.keys(FACETS)) {
    const wanted = state.filters[facet] || [], lines = index.facets[facet];
    if (lines.length < 2 && !wanted.length) continue;
    const open = opened.has(facet), some = few(lines, wanted, counts[facet], VALUES);
    const set = element("fieldset", {}, element("legend", { text: FACETS[facet] }));
    for (const [value, words] of open ? lines : some) {
      const number = counts[facet][value] || 0;
      const input = element("input", { type: "checkbox", id: `facet-${facet}-${value}` });
      input.checked = wanted.includes(value);
      input.addEventListener("change", () => toggle(facet, value));
      const cls = number ? null : "nothing";
      set.append(element("label", { cls }, input, element("span", { text: words }), element("em", { text: String(number) })));
    }
    if (lines.length > some.length) {
      const button = element("button", { type: "button", id: `facet-${facet}`, text: open ? "收起" : `其余 ${lines.length - some.length} 项` });
      button.addEventListener("click", () => {
        if (!opened.delete(facet)) opened.add(facet);
        rail(counts);
      });
      set.append(button);
    }
    box.append(set);
  }
  const chosen = Object.values(state.filters).reduce((sum, values) => sum + values.length, 0);
  facets.querySelector("summary span").textContent = chosen ? `已选 ${chosen} 项` : "按状态、期限、活动、单位、主题";
  const again = focused && document.getElementById(focused);
  if (again) again.focus();
}

async function download(kind) {
  const rows = table(select(await all(), state), root);
  const words = picked();
  if (state.words) words.push(`“${state.words}”`);
  const note = `整改台账　${words.join("、") || "全部"}　${rows.length - 1} 项　截至 ${index.asOf}`;
  save(kind === "csv" ? csv(rows) : xlsx(rows, note), `整改台账.${kind}`);
}

if (place) {
  if (write(state)) { // what is not asked for is not shown for the moment until the rows are there
    place.hidden = true;
    document.querySelector("h1 ~ .total").textContent = "正在列出……";
  }
  start().catch(() => (document.querySelector("h1 ~ .total").textContent = FAILED));
}
