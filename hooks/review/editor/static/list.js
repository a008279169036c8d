/* The list of files at the left. */
import { element } from "/assets/search/element.js";

const $ = (id) => document.getElementById(id);

/* Only files whose name has these words, and no group closed over one of them. */
export function seek(words) {
  for (const row of $("files").querySelectorAll("li")) row.hidden = !row.textContent.includes(words);
  if (words) for (const one of $("files").querySelectorAll("details")) one.open = one.querySelector("li:not([hidden])") !== null;
}

/* Files of one kind, each under its name with what is found in it; `open(path)` opens one. */
export function drawGroup(group, open) {
  const rows = group.files.map((file) => {
    const words = [file.must && `${file.must} 处须处理`, file.may && `${file.may} 处可看`].filter(Boolean).join("　");
    const made = element("button", { type: "button", "data-path": file.path }, file.name, words && element("small", { text: words }));
    made.addEventListener("click", () => open(file.path));
    return element("li", {}, made);
  });
  const list = element("ul", {}, ...rows), head = element("h2", {}, group.name, element("small", { text: `${group.files.length} 份` }));
  return group.key === "none" ? element("details", { "data-key": group.key }, element("summary", {}, head), list) : element("section", {}, head, list);
}
