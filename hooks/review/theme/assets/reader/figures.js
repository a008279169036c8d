/* A table of the statistics as a spreadsheet, from the file that scripts read: numbers are numbers, and the first line
   says what they count. A site opened from a folder has the other files alone. */
import { xlsx } from "../ledger/download.js";
import { element, save } from "../search/element.js";

const NAME = 22, NUMBER = 9;

async function download(link) {
  const answer = await fetch(link.href);
  if (!answer.ok) throw new Error(String(answer.status));
  const { counts, rows } = await answer.json(), head = Object.keys(rows[0]);
  const widths = head.map((column) => (rows.some((row) => typeof row[column] === "string") ? NAME : NUMBER));
  save(xlsx([head, ...rows.map((row) => head.map((column) => row[column]))], counts, "统计", widths), `${counts.split(/[；，]/)[0]}.xlsx`);
}

for (const line of location.protocol === "file:" ? [] : document.querySelectorAll(".files")) {
  const link = line.querySelector('a[href$=".json"]'), button = element("button", { type: "button", text: "Excel" });
  button.addEventListener("click", () => {
    button.textContent = "Excel";
    download(link).catch(() => (button.textContent = "Excel 没有下载成，请再点一次"));
  });
  if (link) line.firstElementChild.before(button, " ");
}
