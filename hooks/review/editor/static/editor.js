/* The editor's page: one file, its text the only truth; form, ledger and reading are drawn from it, 80 ms after the
   last key and never while an input method is composing. */
import { ask } from "./api.js";
import { drawBox } from "./box.js";
import { drawReading, drawTwin, goTo, mark } from "./body.js";
import { drawForm, drawLedger } from "./form.js";
import { drawGroup, seek } from "./list.js";
import { drawNew } from "./new.js";
import { close, record, review } from "./step.js";
import { element, fill } from "/assets/search/element.js";

const PAUSE = 80;
const $ = (id) => document.getElementById(id);
const state = { path: "", digest: "", before: "", head: "", look: null, who: "", changed: false, text: () => state.head + $("body").value };
let turn = Promise.resolve(), choices = null, timer = 0, asked = 0, composing = false, chosen = "", material = "";

function told(error) {
  $("problem").textContent = error ? error.message : "";
  $("problem").hidden = !error;
}

/* ---- files ---- */

async function files() {
  const said = await ask("files", {});
  if (JSON.stringify(choices) !== JSON.stringify(said.choices)) { // at first, and when a vocabulary file was saved
    choices = said.choices;
    fill($("form"));
    if (state.look && !state.look.terms) drawForm(state.look.form, choices, set);
  }
  state.who = said.who;
  const find = element("input", { type: "search", placeholder: "按单位找", "aria-label": "按单位找文件" });
  const groups = said.groups.filter((group) => group.files.length).map((group) => drawGroup(group, open));
  find.addEventListener("input", () => seek(find.value.trim()));
  // What is open stays open; at first it is the whole list where no file asks to be looked at.
  const drawn = $("files").querySelectorAll("details"), only = groups.length === 1 ? ["none"] : [];
  const unfolded = drawn.length ? Array.from(drawn).filter((one) => one.open).map((one) => one.dataset.key) : only;
  fill($("files"), find, ...groups);
  fill($("tabs"), ...(said.terms.length ? [tab({ name: "文件" }), ...said.terms.map(tab)] : []));
  for (const one of $("files").querySelectorAll("details")) one.open = unfolded.includes(one.dataset.key);
  if (!groups.length) $("files").append(element("p", { text: "资料库里还没有材料；新建一份，或用 review import 导入。" }));
  const fresh = element("button", { type: "button", id: "fresh", text: "新建一份" });
  fresh.addEventListener("click", begin);
  $("files").append(element("p", {}, fresh));
  mark_current();
  return said.start;
}

/* Above everything: the materials, and the library's own vocabulary files. */
function tab({ name, path = "" }) {
  const made = element("button", { type: "button", "data-path": path, text: name });
  made.addEventListener("click", () => (path ? open(path) : back()));
  return made;
}

/* To the materials: the one that was open before a vocabulary file, else the list. */
function back() {
  if (!state.look || !state.look.terms) return $("files").querySelector("input").focus();
  if (material) return open(material);
  if (unsaved() && !confirm("这一份还没有保存，要离开吗？改动会丢。")) return;
  state.path = state.before = state.head = $("body").value = "";
  state.look = null;
  $("open").hidden = true;
  $("empty").hidden = false;
  mark_current();
}

function mark_current() {
  const of_terms = Boolean(state.look && state.look.terms);
  for (const one of document.querySelectorAll("#files [data-path], #tabs button")) {
    if (one.dataset.path ? one.dataset.path === state.path : !of_terms) one.setAttribute("aria-current", "true");
    else one.removeAttribute("aria-current");
  }
}

/* A new one lies over what is open, which stays as it is until another is opened. */
function begin() {
  $("open").hidden = $("empty").hidden = true;
  drawNew(choices, async (path) => { await files(); await open(path); }, () => {
    fill($("new"));
    (state.look ? $("open") : $("empty")).hidden = false;
    $("fresh").focus();
  });
}

/* ---- one file ---- */

async function open(path) {
  if (unsaved() && !confirm("这一份还没有保存，要离开吗？改动会丢。")) return;
  try {
    show(path, await ask("open", { path }));
    told(null);
    $("title").focus(); // who came by keyboard goes on from here, past the rest of the list
  } catch (error) {
    told(error);
  }
}

function show(path, opened) {
  state.path = path;
  state.digest = opened.digest;
  state.before = opened.text;
  state.changed = opened.changed;
  $("empty").hidden = true;
  fill($("new"));
  $("open").hidden = false;
  $("body").value = opened.text.split("\n").slice(opened.look.body - 1).join("\n");
  take(opened.text, opened.look, $("body").value);
  close();
  mark_current();
}

/* A text that ends with `body`, with what was read from it. What stands in which field is for the hand that writes to say:
   while the head has no end, or goes on behind it, nothing moves and nothing is lost. */
function take(text, look, body) {
  state.head = text.slice(0, text.length - body.length);
  if (document.activeElement !== $("head")) $("head").value = state.head.replace(/\n$/, "");
  draw(look);
}

/* The line that the body's field begins at. */
function first() {
  return state.head.split("\n").length;
}

/* What a file belongs to, as far as its head says it: campaign and unit. */
function where(form) {
  const [, campaign = ""] = (form && choices.campaign.find(([id]) => id === form.values.campaign)) || [];
  return [campaign.split("　").slice(0, 2).join(" "), form && form.values.unit].filter(Boolean);
}

function draw(look) {
  state.look = look;
  if (!look.terms) material = state.path;
  const form = look.form, terms = Boolean(look.terms), must = look.findings.filter((one) => one.must).length;
  const may = look.findings.filter((one) => !one.must && !one.minor).length; // as in the list of files
  const named = document.querySelector(`[data-path="${CSS.escape(state.path)}"]`);
  $("title").textContent = (form && form.values.title) || (terms && named && named.textContent) || state.path;
  $("form-part").hidden = $("hint").hidden = $("correct").hidden = terms;
  $("pair").classList.toggle("plain", terms);
  $("body-name").textContent = terms ? "词表" : "正文";
  $("body").setAttribute("aria-label", terms ? "词表" : "正文");
  fill($("told"), ...[[must, true, "处须处理"], [may, false, "处可看"]].flatMap(([n, kind, words]) => n ? [mark(kind), `${n} ${words}　`] : []));
  const minor = look.findings.filter((one) => one.minor).length;
  if (!must && !may) $("told").textContent = `没有查出问题${minor ? `，另有 ${minor} 处推断` : ""}`;
  $("path").textContent = [...where(form), state.path].join(" › ");
  $("counts").textContent = look.counts.map(([n, words]) => `${n} ${words}`).join("　");
  if (!terms) drawForm(form, choices, set);
  drawLedger(form, choices, set);
  drawFindings(look);
  redraw();
  change();
}

function redraw() {
  if (!state.look) return;
  drawTwin($("body").value, state.look.reading, first(), chosen);
  drawReading(state.look.reading, state.look.findings, first(), correct);
}

function drawFindings(look) {
  $("findings-part").hidden = !look.findings.length;
  fill($("findings"), ...look.findings.map((one) => {
    const go = element("button", { type: "button", cls: "link", text: `第 ${one.line} 行` });
    go.addEventListener("click", () => {
      if (one.line >= first()) return goTo(one.line - first());
      $("raw").open = true;
      $("head").focus();
    });
    return element("li", {}, mark(one.must), one.must ? "须处理　" : one.minor ? "推断　" : "可看　", go, `　${one.message}`);
  }));
}

function unsaved() {
  return state.path && state.text() !== state.before;
}

function change() {
  const changed = unsaved(), waits = state.changed && state.who;
  $("review").disabled = !changed && !waits;
  $("review").textContent = waits && !changed ? "看改动再记入历史" : "看改动再保存";
  $("unsaved").textContent = changed ? "有改动，未保存" : waits ? "已写入，未记入历史" : "";
}

/* ---- reading while it is written ---- */

async function look() {
  const number = ++asked, text = state.text();
  try {
    const { look: found } = await ask("look", { path: state.path, text });
    if (number !== asked || text !== state.text()) return;
    told(null);
    take(text, found, $("body").value);
  } catch (error) {
    told(error);
    if (error.gone) $("review").disabled = true;
  }
}

function later() {
  drawTwin($("body").value, null, first(), "");
  change();
  clearTimeout(timer);
  if (!composing) timer = setTimeout(look, PAUSE);
}

$("body").addEventListener("input", later);
$("body").addEventListener("compositionstart", () => { composing = true; });
$("body").addEventListener("compositionend", () => { composing = false; later(); });
$("head").addEventListener("input", () => {
  state.head = $("head").value && `${$("head").value}\n`;
  later();
});
$("head").addEventListener("change", look);

async function set(field, value) {
  await put("set", { field, value });
}

/* One change after the other: each is made to the text that the one before it left. */
function put(name, question) {
  turn = turn.then(() => putNow(name, question));
  return turn;
}

async function putNow(name, question) {
  const body = $("body").value;
  try {
    const said = await ask(name, { path: state.path, text: state.text(), ...question });
    asked++;
    take(said.text, said.look, body);
    told(null);
  } catch (error) {
    told(error);
    redraw();
  }
}

/* ---- a passage called by another name ---- */

const BEGINS = 24;

function correct(words, entry, back) {
  const at = words.trim().split("\n")[0].replace(/^#+ /, "").slice(0, BEGINS);
  if (!at) return told(new Error("先在正文里选中一段的开头几个字。"));
  chosen = words.split("\n")[0];
  const problem = Boolean(entry && entry.what.startsWith("问题"));
  const key = problem ? entry.id.slice(1).replace("-", ".") : "";
  const was = problem ? (state.look.form && state.look.form.types[key]) || "" : null;
  const line = entry ? entry.line - first() : $("body").value.slice(0, $("body").selectionStart).split("\n").length - 1;
  const there = $("twin").children[line];
  const leave = () => { chosen = ""; redraw(); (back && back.isConnected ? back : $("body")).focus(); };
  const say = async ({ role, kind, type }) => {
    if (problem && role === "problem" && type !== was) await put("set", { field: ["problems", key, "type"], value: type });
    if (!problem || role !== "problem") await put("note", { at, as: role, kind, line: line + first() });
  };
  drawBox({ at, type: was, top: there ? there.offsetTop : 0 }, choices, say, leave);
  redraw();
}

function correctSelection() {
  if (!state.look || state.look.terms) return;
  const field = $("body"), words = field.value.slice(field.selectionStart, field.selectionEnd);
  const entry = state.look.reading.find((one) => one.opening && words.trim() && one.opening.startsWith(words.trim()));
  correct(words, entry, field);
}

$("correct").addEventListener("click", correctSelection);

/* ---- saving ---- */

async function done(made, opened) {
  if (opened) show(state.path, { ...opened, look: opened.look || (await ask("look", { path: state.path, text: opened.text })).look });
  else {
    state.digest = made.digest;
    state.changed = made.changed;
    state.before = state.text();
    change();
  }
  files().catch(told);
}

function step() {
  if ($("open").hidden) return; // a new one lies over it
  if (unsaved()) review(state, done).catch(told);
  else if (state.changed && state.who) record(state, done).catch(told);
}

$("review").addEventListener("click", step);
addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key === "s") {
    event.preventDefault();
    step();
  } else if (event.altKey && event.key.toLowerCase() === "r") {
    event.preventDefault();
    correctSelection();
  }
});
addEventListener("beforeunload", (event) => { if (unsaved()) event.preventDefault(); });
addEventListener("resize", redraw);

$("address").textContent = location.host;
files().then((start) => start && open(start)).catch(told);
