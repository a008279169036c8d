/* What can be done with an item of a material: quote it, say what is wrong with it, correct it where it stands. */
import { element } from "../search/element.js";
import { copy } from "./copy.js";
import { address, follow, items } from "./place.js";

const KINDS = ["原文录错了", "问题类型不对", "根源或措施连错了", "不该公开", "其他"];
const SHOWN = 3000; // ms
const CARRIED = 60; // characters quoted in an address: git servers take 8 KB of it, mail programs 2, and each is 9 bytes there

const source = document.querySelector(".edit");
if (document.querySelector(".byline")) {
  for (const item of items()) add(item);
  follow();
}

function add(item) {
  const self = item.querySelector(".self"), notes = item.querySelector(".notes");
  if (!self || !notes) return;
  self.href = address(item);
  self.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    history.replaceState(null, "", self.href.replace(/#.*/, ""));
    location.hash = item.id;
  });
  const quote = button("复制引文", () => told(quote, quotation(item)), `复制引文，${name(item)}`);
  const link = button("复制链接", () => told(link, address(item)), `复制链接，${name(item)}`);
  const report = button("报错", () => open(item, report), `报错，${name(item)}`);
  report.setAttribute("aria-expanded", "false");
  const actions = element("p", { cls: "actions" }, quote, link, report);
  if (source && source.dataset.edit) actions.append(element("a", { href: `${source.dataset.edit.replace(/#.*/, "")}#L${item.dataset.line}`, text: "在此修改" }));
  notes.append(actions);
}

function button(text, action, label) {
  const made = element("button", { type: "button", text, "aria-label": label });
  made.addEventListener("click", action);
  return made;
}

function name(item) {
  return item.querySelector(".self").title.replace(" 的地址", "").replace("-", ".");
}

async function told(button, text) {
  const was = button.textContent;
  button.textContent = (await copy(text)) ? "已复制" : "没有复制成";
  button.classList.add("done");
  setTimeout(() => { button.textContent = was; button.classList.remove("done"); }, SHOWN);
}

/* The whole item, or what is selected in it, at most so long; whose it is, from when; where it stands. */
function quotation(item, most = Infinity) {
  const selection = getSelection(), part = item.querySelector(".text");
  const chosen = selection && !selection.isCollapsed && part.contains(selection.anchorNode) && part.contains(selection.focusNode);
  const text = chosen ? selection.toString() : Array.from(part.querySelectorAll("p"), (p) => {
    const plain = p.cloneNode(true);
    for (const one of plain.querySelectorAll(".self, .vh")) one.remove();
    return plain.textContent.trim();
  }).join("\n");
  const date = document.querySelectorAll(".byline")[1].textContent.replace(/[（）]/g, "");
  const quoted = text.trim().length > most ? `${text.trim().slice(0, most)}……` : text.trim();
  return `“${quoted}”\n——${document.querySelector("h1").textContent}，${date}，${name(item)}\n${address(item)}`;
}

/* An item's opening sentence, without its ordinal. */
function opening(item) {
  const bold = item.querySelector(".text strong");
  return bold ? bold.textContent.trim().replace(/^(?:[一二三四五六七八九十]+是|[（(][^）)]*[）)]|[\d一二三四五六七八九十]+[.．、])\s*/, "") : "";
}

/* The form for a mistake: under the item; nothing of it is kept here. */
function open(item, report) {
  const there = item.nextElementSibling;
  if (there && there.matches(".report")) return shut(there, report);
  const words = element("textarea", { rows: 3, "aria-label": "一句话说明" });
  const kinds = element("fieldset", {}, element("legend", { text: "报错" }, element("span", { text: `　${name(item)}　${opening(item)}` })), ...KINDS.map((kind, n) => {
    const field = element("input", { type: "radio", name: `kind-${item.id}`, value: kind });
    field.checked = n === 0;
    return element("label", {}, field, kind);
  }));
  const said = (most) => {
    const kind = kinds.querySelector(":checked").value;
    return { title: `${kind}：${document.querySelector("h1").textContent} ${name(item)}`, body: `${kind}：${words.value.trim()}\n\n${quotation(item, most)}` };
  };
  const copied = button("复制这段话", () => told(copied, `${said().title}\n\n${said().body}`));
  const send = target(said);
  const form = element("div", { cls: "report" }, kinds, words, element("p", {}, ...(send ? [send, " "] : []), copied, " ",
    element("em", { text: `${send ? "" : "复制以后发给管资料库的同事；"}本站不留存，也不记是谁。` })));
  item.after(form);
  report.setAttribute("aria-expanded", "true");
  form.addEventListener("keydown", (event) => { if (event.key === "Escape") shut(form, report); });
  words.focus();
}

function shut(form, report) {
  form.remove();
  report.setAttribute("aria-expanded", "false");
  report.focus();
}

/* A new issue or a mail, as configured; nothing where nothing is. */
function target(said) {
  const to = source && source.dataset.report;
  if (!to) return null;
  return button(to.startsWith("mailto:") ? "写成邮件" : "提给资料员", () => {
    const { title, body } = said(CARRIED);
    const url = to.replace("{title}", encodeURIComponent(title)).replace("{body}", encodeURIComponent(body));
    if (to.startsWith("mailto:")) location.href = url;
    else window.open(url, "_blank", "noopener");
  });
}
