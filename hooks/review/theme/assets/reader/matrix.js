/* A campaign's matrix as a spreadsheet: its rows and groups as they stand, whatever is closed. */
import { xlsx } from "../ledger/download.js";
import { element, save } from "../search/element.js";

const FIRST = "单位", WIDTHS = [22, 6];
const table = document.querySelector(".matrix.roll table");

/* What a cell holds: a number that counts as one, or its words without what a script put there. */
function value(cell, at) {
  const words = cell.matches("thead th:first-child") ? FIRST : cell.textContent.trim().replace(/\s+/g, " ");
  return at && /^\d+(\.\d+)?$/.test(words) ? Number(words) : words;
}

function download() {
  const rows = Array.from(table.rows, (row) => Array.from(row.cells, value));
  const title = document.title.replace(/ - [^-]*$/, "");
  save(xlsx(rows, title, FIRST, WIDTHS), `${title}.xlsx`);
}

if (table) {
  const button = element("button", { type: "button", text: "下载 Excel" });
  button.addEventListener("click", download);
  const line = document.querySelector(".measured") || element("p", { cls: "parts measured" });
  if (!line.isConnected) document.querySelector(".matrix-page").before(line);
  line.append(button);
}
