/* Pairs of copied passages: the listed ones as a file. */
import { element, save } from "../search/element.js";
import { csv } from "../ledger/download.js";

const HEAD = ["甲", "甲年度", "乙", "乙年度", "雷同", "相同字数", "关系", "核对", "甲地址", "乙地址"];

function row(pair) {
  const [share, one, other, common, relation] = [...pair.children].filter((child) => child.tagName === "P");
  const name = (place) => place.querySelector("a").textContent, year = (place) => place.querySelector("em").textContent;
  const [kind, looked] = [relation.firstChild.textContent.trim(), relation.querySelector("em").textContent];
  return [name(one), year(one), name(other), year(other), share.textContent, common.textContent.replace(" 字相同", ""),
    kind, looked, one.querySelector("a").href, other.querySelector("a").href];
}

function download() {
  const pairs = [...document.querySelectorAll(".pair")].filter((pair) => !pair.hidden);
  save(csv([HEAD, ...pairs.map(row)]), "雷同.csv");
}

const key = document.querySelector(".pair") && document.querySelector(".key");
if (key) {
  const button = element("button", { type: "button", text: "下载本页所列（CSV）" });
  button.addEventListener("click", download);
  key.after(element("p", { cls: "tools" }, button));
}
