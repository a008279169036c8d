/* Any two materials, chosen on the page of comparisons, side by side: /compare/?a=…&b=…, each the address of a material. */
import { element } from "../search/element.js";
import { listbox } from "../search/listbox.js";
import { compare } from "./pair.js";
import { read } from "./read.js";

const root = new URL("../../", import.meta.url).href;
const fields = ["a", "b"].map((name) => element("input", { name, autocomplete: "off", placeholder: "单位、职务或年份" }));
const offers = fields.map((field) => listbox(field, `any-two-${field.name}`, "材料"));
const submit = element("button", { type: "submit", text: "对照" }), turn = element("button", { type: "button", text: "左右互换" });
const said = element("p", { role: "status", "aria-live": "polite" });
const picks = fields.map((field, i) => element("div", {}, element("label", {}, i ? "右边 " : "左边 ", field), offers[i].list));
const form = element("form", { cls: "any-two" }, ...picks, submit, turn, said);
const place = document.getElementById("any-two-materials"), out = element("div", { cls: "any-two-rows" });
const FROM_A_FOLDER = "从文件夹打开的网站不能现配对照；上面各职务的前后两年照常可看。";
const SOME = 6, OFFERED = 8;
let known = null; // [label, address] of every material

async function materials() {
  if (!known) {
    const answer = await fetch(`${root}compare/materials.json`);
    if (!answer.ok) throw new Error("failed");
    known = new Map(await answer.json());
  }
  return known;
}

/* The labels that a field may mean: the whole one, else all that have each of its words. */
function meant(text) {
  const words = text.trim().split(/\s+/).filter(Boolean);
  return known.has(text.trim()) ? [text.trim()] : words.length ? Array.from(known.keys()).filter((label) => words.every((word) => label.includes(word))) : [];
}

/* Offers what a field may mean; what is taken stands in it, and the other field is next. */
async function offer(i) {
  await materials();
  const found = meant(fields[i].value), labels = found[0] === fields[i].value.trim() ? [] : found.slice(0, OFFERED);
  const lines = labels.map((label) => element("a", { tabindex: "-1", text: label }));
  lines.forEach((line, n) => line.addEventListener("click", () => {
    fields[i].value = labels[n];
    offers[i].close();
    if (!fields[1 - i].value) fields[1 - i].focus();
  }));
  if (document.activeElement === fields[i]) offers[i].open(lines);
}

const labelOf = (address) => (Array.from(known).find((one) => one[1] === address) || [""])[0];

async function show() {
  const chosen = new URLSearchParams(location.search);
  const addresses = [chosen.get("a"), chosen.get("b")];
  if (!addresses.some(Boolean)) return;
  out.textContent = said.textContent = "";
  try {
    await materials();
    fields.forEach((field, i) => (field.value = addresses[i] ? labelOf(addresses[i]) : field.value));
    const missing = addresses.findIndex((address) => !labelOf(address || ""));
    if (missing >= 0) {
      if (addresses[missing]) said.textContent = `没有这份材料：${addresses[missing]}。请另选一份。`;
      return fields[missing].focus();
    }
    said.textContent = "正在对照…";
    const [left, right] = await Promise.all(addresses.map((address) => read(new URL(address, root).href)));
    render(left, right);
    place.scrollIntoView(); // the pairs that have a page of their own stand above, hundreds in a large library
  } catch (reason) {
    said.textContent = reason.message === "gone" ? "有一份材料已经不在这个网站上。" : "没有对照成：服务器没有应答。请查看网络，再试一次。";
  }
}

function render(left, right) {
  const found = compare(left, right), rows = [].concat(...found.map((part) => part.rows));
  const counts = ["相同", "同类", "相近", "只在左边", "只在右边"].map((word) => [word, rows.filter((row) => row.word === word).length]);
  const told = counts.filter(([, count]) => count).map(([word, count]) => `${count} 条${word}`);
  said.textContent = rows.length ? `${told.join("，")}。` : "两份材料都没有标明的问题。";
  document.title = `${left.title}与${right.title}对照`;
  out.append(line("columns", said0("左、右"), ...[left, right].map((one) => element("p", {}, element("strong", {}, element("a", { href: one.url, text: one.title }))))));
  for (const part of found) {
    out.append(line("over", element("p", { text: part.said }), heading(part.left), heading(part.right)));
    for (const row of part.rows) {
      const word = element("p", {}, element(row.inferred ? "em" : "strong", { cls: row.inferred ? "inferred" : "", text: row.word }));
      if (row.moved) word.append(" ", element("em", { cls: "goes", text: `右边列在“${row.moved}”下` }));
      out.append(line("", word, ...[row.left, row.right].map(side)));
    }
    for (const { right: problem, heading } of part.elsewhere) {
      const there = element("p", { cls: "none", text: `左边列在“${heading}”下，对在那里` });
      const here = element("p", {}, element("a", { href: problem.place, text: problem.opening }));
      out.append(line("elsewhere", element("p", {}, element("em", { text: "对在别处" })), half(there), half(element("p", { cls: "of", text: "右边" }), here)));
    }
  }
}

function line(kind, ...parts) {
  return element("div", { cls: `versus ${kind}` }, ...parts);
}

function said0(text) {
  return element("p", {}, element("span", { cls: "vh", text }));
}

function heading(one) {
  if (!one) return element("p", { text: "没有这一方面" });
  return element("p", {}, element("strong", { text: one.name }), " ", element("a", { href: one.place, text: "看原文" }));
}

function side(problem, n) {
  if (!problem) return half(element("p", { cls: "none", text: "没有与它相对的" }));
  const text = element("p", {}, element("a", { href: problem.place }, element("strong", { text: problem.opening })), problem.text.slice(problem.opening.length));
  const meta = element("p", { cls: "meta" });
  if (problem.type) meta.append(element("a", { cls: "chip", href: problem.type, text: problem.name }), " ");
  meta.append(element("em", { text: problem.measures ? `措施 ${problem.measures}` : place.dataset.lack }));
  return half(element("p", { cls: "of", text: n ? "右边" : "左边" }), text, meta);
}

function half(...parts) {
  return element("div", { cls: "half" }, ...parts);
}

place.after(form, out);
fields.forEach((field, i) => {
  field.addEventListener("focus", () => materials().catch(() => {}), { once: true });
  field.addEventListener("input", (event) => event.isComposing || offer(i).catch(() => {}));
  field.addEventListener("compositionend", () => offer(i).catch(() => {}));
});
form.addEventListener("submit", async (event) => {
  event.preventDefault();
  try {
    await materials();
  } catch (reason) {
    return show();
  }
  const found = fields.map((field) => meant(field.value)), wrong = found.findIndex((labels) => labels.length !== 1);
  if (wrong >= 0) {
    const labels = found[wrong], some = labels.slice(0, SOME).join("；");
    said.textContent = labels.length ? `“${fields[wrong].value}”有 ${labels.length} 份，请再写职务或年份：${some}${labels.length > SOME ? " 等" : ""}。`
      : fields[wrong].value ? `名单里没有“${fields[wrong].value}”，请从提示里选一份。` : "请选两份材料。";
    return fields[wrong].focus();
  }
  const [a, b] = found.map(([label]) => known.get(label));
  history.pushState(null, "", `?${new URLSearchParams({ a, b })}`);
  show();
});
turn.addEventListener("click", () => {
  [fields[0].value, fields[1].value] = [fields[1].value, fields[0].value];
  if (fields.every((field) => field.value)) submit.click();
});
addEventListener("popstate", show);
if (location.protocol === "file:") form.replaceWith(element("p", { text: FROM_A_FOLDER }));
else show();
