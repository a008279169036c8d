/* At a remark, where its file is edited at its line, if a git server is configured. */
import { element } from "../search/element.js";

const form = document.querySelector("[data-editor]");
for (const row of form ? document.querySelectorAll("[data-at]") : []) {
  const path = row.dataset.at.split("/").map(encodeURIComponent).join("/");
  const href = form.dataset.editor.replace("PATH", path).replace("LINE", `L${row.dataset.line}`);
  row.querySelector("p:last-of-type").append(" ", element("a", { href, text: "在此修改" }));
}
