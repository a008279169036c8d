/* The front matter as a form, and the ledger's rows; a change is told to `set(field, value)`. */
import { element, fill } from "/assets/search/element.js";

const $ = (id) => document.getElementById(id);
const TEXTS = new Set(["title", "author", "date"]);

/* Drawn anew only when its values changed, and never under the hand that is writing in it. */
export function drawForm(form, choices, set) {
  const parent = $("form");
  if (!form) {
    fill(parent, element("p", { cls: "whole", text: "文件头写法有误，这里显示不出来；请在下面的原文里改。" }));
    $("raw").open = true;
    return;
  }
  for (const [key, value] of Object.entries(form.values)) {
    const field = parent.querySelector(`[name="${key}"]`);
    if (!field) return build(parent, form, choices, set);
    if (field.type === "radio") {
      for (const one of parent.querySelectorAll(`[name="${key}"]`)) one.checked = one.value === value;
    } else if (document.activeElement !== field) choose(field, value);
  }
}

function choose(field, value) {
  if (field.tagName === "SELECT" && !Array.from(field.options).some((one) => one.value === value)) {
    field.prepend(element("option", { value, text: value ? `${value}（词表里没有）` : "（没有写）" }));
  }
  field.value = value;
}

function build(parent, form, choices, set) {
  fill(parent, ...Object.keys(form.values).map((key) => {
    const name = choices.names[key], value = form.values[key];
    if (key === "kind" || key === "visibility") return radios(key, name, choices[key], value, set);
    const field = TEXTS.has(key) ? element("input", { name: key, id: `f-${key}`, autocomplete: "off", type: "text" }) : select(key, choices[key]);
    choose(field, value);
    field.addEventListener("change", () => set([key], field.value.trim()));
    return element("div", { cls: key === "title" ? "whole" : "" }, element("label", { for: `f-${key}`, text: name }), field);
  }));
}

export function select(key, options, before = "f") {
  return element("select", { name: key, id: `${before}-${key}` }, ...options.map(([value, text]) => element("option", { value, text })));
}

export function radios(key, name, options, value, set) {
  const made = options.map(([one, text]) => {
    const field = element("input", { type: "radio", name: key, value: one });
    field.checked = one === value;
    field.addEventListener("change", () => set([key], one));
    return element("label", {}, field, text);
  });
  return element("fieldset", {}, element("legend", { text: name }), ...made);
}

const COLUMNS = ["owner", "leader", "due", "status", "closed"];
const BELOW = ["progress", "evidence"];

export function drawLedger(form, choices, set) {
  const table = $("ledger"), rows = form ? form.ledger : [];
  $("ledger-part").hidden = !rows.length;
  if (table.contains(document.activeElement) && table.dataset.keys === keys(rows)) return;
  table.dataset.keys = keys(rows);
  const name = Object.fromEntries(choices.ledger);
  const head = ["项", "措施", ...COLUMNS.map((key) => name[key])].map((text) => element("th", { scope: "col", text }));
  fill(table, element("thead", {}, element("tr", {}, ...head)), element("tbody", {}, ...[].concat(...rows.map((row) => ledgerRows(row, choices, name, set)))));
}

function keys(rows) {
  return rows.map((row) => `${row.key}${row.entry ? "+" : "-"}`).join(" ");
}

/* One row of what is short, and one below it of what may be a sentence. */
function ledgerRows(row, choices, name, set) {
  const cells = [element("td", { text: row.key }), element("td", { cls: "measure", text: row.opening || "正文里没有这一项措施" })];
  if (!row.entry) {
    const button = element("button", { type: "button", cls: "link", text: "登记此项", "aria-label": `登记措施 ${row.key}` });
    button.addEventListener("click", () => set(["measures", row.key, "status"], "未启动"));
    cells.push(element("td", { colspan: COLUMNS.length }, "未登记　", button));
    return [element("tr", {}, ...cells)];
  }
  for (const key of COLUMNS) cells.push(element("td", { cls: key }, cell(row, key, choices, name, set)));
  const below = BELOW.map((key) => element("label", {}, element("span", { text: name[key] }), cell(row, key, choices, name, set)));
  const said = element("td", { cls: "said", colspan: COLUMNS.length + 1 }, ...below);
  return [element("tr", {}, ...cells), element("tr", { cls: "below" }, element("td"), said)];
}

function cell(row, key, choices, name, set) {
  const label = `措施 ${row.key} 的${name[key]}`, value = row.entry[key] || "";
  const field = key === "status"
    ? element("select", { "aria-label": label }, ...choices.status.map(([one, text]) => element("option", { value: one, text })))
    : element("input", { type: "text", "aria-label": label, autocomplete: "off" });
  choose(field, value);
  field.addEventListener("change", () => set(["measures", row.key, key], field.value.trim()));
  return field;
}
