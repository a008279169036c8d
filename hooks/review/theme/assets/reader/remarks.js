/* At a remark and at a word of the glossary, where its file is edited at its line, if a git server is configured. */
import { element } from "../search/element.js";

const form = document.querySelector("[data-editor]");

function add(place, file, line, name) {
  const path = file.split("/").map(encodeURIComponent).join("/");
  const href = form.dataset.editor.replace("PATH", path).replace("LINE", `L${line}`);
  place.append(" ", element("a", { href, text: "在此修改", "aria-label": name && `在此修改，${name}` }));
}

if (form) {
  for (const row of document.querySelectorAll("[data-at]")) add(row.querySelector("p:last-of-type"), row.dataset.at, row.dataset.line);
  for (const list of document.querySelectorAll("[data-lines]")) {
    const lines = list.dataset.lines.split(" ");
    list.querySelectorAll("tbody tr").forEach((row, n) => {
      const place = element("em");
      row.cells[1].append(place);
      add(place, list.dataset.file, lines[n], row.cells[0].textContent);
    });
  }
}
