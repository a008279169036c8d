/* The search page: asks the engine while the reader types, and shows what it answers. */
import { ask, root } from "./client.js";
import { element } from "./element.js";
import { TITLES } from "./facets.js";
import * as shownHits from "./hits.js";
import { rail } from "./rail.js";
import { chosen, link, read } from "./view.js";
import { listed, named, places, said, understood, unitWord } from "./words.js";

const find = (name) => document.querySelector(`.search${name}`);
const page = find(""), form = find("-field"), field = form.querySelector("input");
const status = find("-status[role]"), facets = find("-facets"), order = find("-order");
const advice = find("-advice"), hits = find("-hits"), more = find("-more");
const SCREEN = 8, PAGE = 20, PAUSE = 60, SLOW = 300, QUIET = 700;
const ORDERS = [["fit", "按相关", "首句有的在前，新的在前"], ["date", "按日期", "新的在前"], ["unit", "按单位", "按单位次序，新的在前"]];
const wide = matchMedia("(min-width: 60em)");
let state = read(location.search), timer = 0, quiet = 0, asked = 0, shown = 0;
let seen = state; // What the answer is for: `state`, or what its query was understood as.
let items = false; // What is said of items is asked for.
let typing = !state.query; // The next key changes this entry of the history; otherwise it begins a new one.
let place = history.state; // Where the reader was when a hit was opened: {shown, at, y}.

/* ---- asking ---- */

function go(change, typed = false) {
  state = Object.assign({}, state, change);
  const href = link(state);
  if (href !== (location.search || "?")) history[typed && typing ? "replaceState" : "pushState"](null, "", href);
  typing = typed;
  place = null;
  if (!typed && field.value !== state.query) field.value = state.query;
  run();
}

function question(from, count) {
  const view = from ? seen : state;
  return Object.assign({}, view, { query: view.query.trim(), from, count, items });
}

async function run() {
  clearTimeout(timer);
  const id = ++asked, query = state.query.trim();
  document.title = document.title.replace(/^(“.*” - )?/, query && `“${query}” - `);
  if (!query && !chosen(state.filters)) return start();
  const slow = setTimeout(() => id === asked && say("正在检索…"), SLOW);
  try {
    const answer = await ask(question(0, place ? place.shown : SCREEN));
    if (id !== asked) return;
    clearTimeout(slow); // what comes below the screen may take its time: the sentence says already what was found
    render(answer);
    if (shown && shown < Math.min(PAGE, answer.passages)) await fill(id); // what is below the screen
  } catch (reason) {
    if (id === asked) fail(reason);
  } finally {
    clearTimeout(slow);
  }
}

/* List hits until a page is full, or another one; the link of the first. */
async function fill(id, until = PAGE) {
  const answer = await ask(question(shown, until - shown));
  if (id !== asked) return null;
  const first = list(answer.hits);
  rest(answer.passages);
  return first;
}

async function further() {
  const id = asked;
  more.disabled = true;
  try {
    const first = await fill(id, shown + PAGE);
    if (first) first.focus();
  } catch (reason) {
    if (id === asked) fail(reason);
  } finally {
    more.disabled = false;
  }
}

function fail(reason) {
  if (reason === "outdated") return;
  clear();
  const stale = reason === "stale";
  const again = element("button", { type: "button", text: stale ? "重新载入本页" : "再试一次" });
  again.addEventListener("click", () => (stale ? location.reload() : run()));
  say(stale ? "网站刚刚更新过，请重新载入本页再检索。" : "检索没有完成：服务器没有应答。请查看网络，再试一次。");
  advice.append(again);
}

/* Facets by theme and type, asked for by a button. */
function sorted() {
  items = true;
  run();
}

/* ---- showing ---- */

function say(...parts) {
  status.textContent = "";
  status.append(...parts);
}

function clear() {
  page.classList.remove("empty");
  for (const part of [advice, hits, order]) part.textContent = "";
  facets.hidden = order.hidden = more.hidden = true;
  shown = 0;
}

function start() {
  clear();
  say(page.dataset.start);
}

function render(answer) {
  clear();
  seen = Object.assign({}, state, answer.instead);
  if (!answer.terms && !answer.browsing) return say("请输入文字：标点和空格不参与检索。");
  page.classList.toggle("empty", !answer.passages);
  if (answer.all || chosen(seen.filters)) rail(facets, answer.facets, seen.filters, (filters) => go({ query: seen.query, filters }), answer.items ? null : sorted);
  if (answer.passages) found(answer);
  else nothing(answer);
}

function found(answer) {
  const bold = (number) => element("strong", { text: String(number) });
  const unit = answer.browsing === "passages" ? ` ${unitWord(seen.filters)}，见于 ` : " 处，见于 ";
  const parts = answer.browsing === "materials" ? [] : [bold(answer.occurrences), unit];
  parts.push(bold(answer.materials), " 份材料");
  if (!answer.browsing && answer.passages !== answer.occurrences) parts.push("，共 ", bold(answer.passages), " 段");
  say(element("p", {}, listed(answer, seen.filters), ...parts, "。"));
  if (answer.instead) status.append(element("p", { text: understood(answer) }));
  absent(answer);
  others("本站页面", places(state.query.trim(), answer.pages));
  if (answer.offer) offer(answer.offer);
  others("问题类型", answer.named.map((type) => [type.name, root + type.page, type.count]));
  glossary(answer.glossary);
  orders();
  list(answer.hits);
  rest(answer.passages);
  restore();
}

/* Units and years that the library has nothing of. */
function absent(answer) {
  if (answer.absent) status.append(element("p", { text: `库里没有${answer.absent.join("、")}可看的材料。` }));
}

/* What the query names besides: as a filter, with what that would give. */
function offer({ query, filters, names, sum }) {
  const words = names.map(([facet, labels]) => `${TITLES[facet]} ${labels.join("、")}`).join("，");
  const target = Object.assign({}, state, { query, filters });
  const chip = element("a", { cls: "chip", href: link(target), text: `${words}${query && `：${query}`} ` });
  if (sum) chip.append(element("em", { text: { materials: `${sum.materials} 份`, passages: `${sum.occurrences} 段` }[sum.browsing] || `${sum.occurrences} 处` }));
  chip.addEventListener("click", (event) => follow(event, target));
  advice.append(element("p", {}, "当作筛选：", chip));
}

function orders() {
  const choices = ORDERS.map(([sort, words]) => {
    if (sort === state.sort) return element("strong", { text: words, "aria-current": "true" });
    const choice = element("a", { href: link(Object.assign({}, state, { sort })), text: words });
    choice.addEventListener("click", (event) => follow(event, { sort }));
    return choice;
  });
  const rule = ORDERS.find(([sort]) => sort === state.sort)[2];
  order.append(element("span", {}, ...choices), element("span", { text: `${rule}；不分繁简、全半角，不计标点` }));
  order.hidden = false;
}

function follow(event, change) {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  go(change);
}

function nothing(answer) {
  const query = state.query.trim(), all = answer.all, called = places(query, answer.pages);
  say(element("p", { cls: "search-none", text: query ? `没有找到“${query}”。` : "没有这样的材料。" }));
  if (all) {
    const values = named(state.filters, answer.facets).map(([, labels]) => labels.join("、"));
    const drop = element("a", { href: link(Object.assign({}, state, { filters: {} })), text: "去掉筛选再查" });
    drop.addEventListener("click", (event) => follow(event, { filters: {} }));
    status.append(element("p", {}, `已选：${values.join("、")}。去掉筛选，全库有 `, element("strong", { text: String(all) }), { materials: " 份。", passages: " 段。" }[answer.browsing] || " 处。"));
    advice.append(element("p", {}, drop));
  } else if (answer.terms > 1 && !answer.absent && !called.length) {
    status.append(element("p", { text: "没有一段文字同时含有这些词。可以减少一个词再查。" }));
  }
  absent(answer);
  if (answer.lacks) status.append(element("p", { text: `没有材料同时是${said(answer.lacks).join("、")}。` }));
  others("本站页面", called);
  if (answer.offer) offer(answer.offer);
  glossary(answer.glossary);
  if (!all) similar(query, asked);
}

function glossary({ definition, synonyms }) {
  if (definition) advice.append(element("p", { text: definition }));
  others("另查", synonyms.map((word) => [word, link({ query: word, filters: {}, sort: state.sort })]));
}

/* These cost more than the answer itself, so that they come after it. */
async function similar(query, id) {
  try {
    const near = await ask({ query, near: true });
    if (id !== asked) return;
    others("用词相近的问题类型", near.types.map((type) => [type.name, root + type.page, type.count]));
    if (!near.hits.length) return;
    advice.append(element("p", { text: `下列 ${near.hits.length} 段不含全部字句，但有其中多数的字：` }));
    list(near.hits);
    restore();
  } catch (reason) {
    if (id === asked) fail(reason);
  }
}

function others(words, links) {
  if (!links.length) return;
  const line = element("p", { text: `${words}：` });
  for (const [text, href, count] of links) {
    const chip = element("a", { cls: "chip", href, text });
    if (count !== undefined) chip.append(" ", element("em", { text: String(count) }));
    line.append(chip, " ");
  }
  advice.append(line);
}

function list(given) {
  shown += given.length;
  return shownHits.add(hits, given, seen.query.trim());
}

function rest(passages) {
  const left = passages - shown;
  more.hidden = left <= 0;
  more.dataset.left = left;
  more.textContent = `再列 ${Math.min(left, PAGE)} 段`;
}

/* Back from a hit: the reader is where it was opened. */
function restore() {
  const opened = place && hits.querySelectorAll("a.text")[place.at];
  if (opened) {
    scrollTo(0, place.y);
    opened.focus({ preventScroll: true });
  }
  place = null;
}

/* ---- events ---- */

/* What is found is announced when the reader pauses, not at every key. */
function hush() {
  clearTimeout(quiet);
  status.setAttribute("aria-busy", "true");
  quiet = setTimeout(() => status.setAttribute("aria-busy", "false"), QUIET);
}

field.addEventListener("input", (event) => {
  clearTimeout(timer);
  hush();
  if (!event.isComposing) timer = setTimeout(() => go({ query: field.value }, true), PAUSE);
});
field.addEventListener("compositionend", () => go({ query: field.value }, true));
form.addEventListener("submit", (event) => {
  event.preventDefault();
  go({ query: field.value }, true);
  typing = false;
});
page.addEventListener("keydown", (event) => {
  if (event.isComposing || event.keyCode === 229 || !/^Arrow(Up|Down)$/.test(event.key)) return;
  const stops = [field, ...hits.querySelectorAll("a.text")];
  const at = stops.indexOf(document.activeElement);
  if (at < 0) return;
  const next = stops[at + (event.key === "ArrowDown" ? 1 : -1)];
  if (!next) return;
  event.preventDefault();
  next.focus();
});
hits.addEventListener("click", (event) => {
  const at = Array.from(hits.children).findIndex((line) => line.contains(event.target));
  history.replaceState({ shown, at, y: scrollY }, "");
});
more.addEventListener("click", further);
addEventListener("popstate", (event) => {
  state = read(location.search);
  typing = !state.query;
  place = event.state;
  field.value = state.query;
  run();
});
const lay = () => (facets.open = wide.matches);
wide.addListener(lay);
lay();

field.value = state.query;
if (!state.query && !chosen(state.filters)) field.focus();
run();
