/* The address of an item: its number and its first words, so that a link still opens it when others were put before
   it, or says that it is not there any more. */
import { element } from "../search/element.js";

const WORDS = 12;
const bare = (text) => text.replace(/[\s#]/g, "");

export const items = () => Array.from(document.querySelectorAll(".item[id]"));

/* An item's opening without the ordinal that it may lose. */
function opening(item) {
  const bold = item.querySelector(".text > p strong");
  const text = bold ? bold.textContent : "";
  return bare(text.replace(/^\s*(?:第?[一二三四五六七八九十百]+(?:是|、|[，,])|[（(][一二三四五六七八九十\d]+[）)]|\d+[.．、])\s*/, ""));
}

export function address(item) {
  return `${location.origin === "null" ? "" : location.origin}${location.pathname}?at=${encodeURIComponent(opening(item).slice(0, WORDS))}#${item.id}`;
}

/* Go to the item that the address means. */
export function follow() {
  const wanted = new URLSearchParams(location.search).get("at"), id = decodeURIComponent(location.hash.slice(1));
  if (!wanted || !id) return;
  const here = document.getElementById(id);
  if (here && here.matches(".item") && opening(here).startsWith(wanted)) return;
  const there = items().filter((item) => opening(item).startsWith(wanted));
  if (there.length === 1) {
    history.replaceState(null, "", address(there[0]).replace(/#.*/, ""));
    location.hash = there[0].id;
    say(there[0], `序号改过：这一条原来是 ${id.slice(1).replace("-", ".")}，现在是 ${there[0].id.slice(1).replace("-", ".")}。`);
  } else if (here) say(here, `链接要找的是“${wanted}……”，正文改过，已找不到这一条；这里是现在的 ${id.slice(1).replace("-", ".")}。`);
}

function say(item, text) {
  const told = element("p", { cls: "moved", role: "status", text });
  item.before(told);
  told.scrollIntoView({ block: "center" });
}
