/* A list below a field: walked through by the arrow keys, taken from by Enter or a click, closed by Escape. */
import { element } from "./element.js";

/* {list, open(lines), close()}: `list` is to stand beside the field; a line is a link, or what else a click takes. `name`
   begins the ids, `label` is what the list is called. */
export function listbox(field, name, label) {
  const list = element("ul", { cls: "search-list", role: "listbox", id: `${name}-list`, "aria-label": label, hidden: "" });
  let chosen = -1;
  for (const [attribute, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-controls", list.id], ["aria-expanded", "false"]]) {
    field.setAttribute(attribute, value);
  }

  function open(lines) {
    list.textContent = "";
    list.append(...lines.map((line, n) => element("li", { role: "option", id: `${name}-option-${n}`, "aria-selected": "false" }, line)));
    list.hidden = !lines.length;
    field.setAttribute("aria-expanded", String(!list.hidden));
    choose(-1);
  }

  function choose(index) {
    chosen = index;
    Array.from(list.children).forEach((line, i) => line.setAttribute("aria-selected", String(i === index)));
    const line = list.children[index];
    if (line) {
      field.setAttribute("aria-activedescendant", line.id);
      line.scrollIntoView({ block: "nearest" });
    } else field.removeAttribute("aria-activedescendant");
  }

  const close = () => open([]);
  list.addEventListener("mousedown", (event) => event.preventDefault()); // The field keeps the focus till the click.
  field.addEventListener("blur", close);
  field.addEventListener("keydown", (event) => {
    if (event.isComposing || event.keyCode === 229) return;
    const lines = list.children.length;
    if (event.key === "Escape" && lines) {
      event.preventDefault();
      close();
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && lines) {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      choose(((chosen + 1 + step + lines + 1) % (lines + 1)) - 1);
    } else if (event.key === "Enter" && chosen >= 0) {
      event.preventDefault();
      list.children[chosen].firstChild.click();
    }
  });
  return { list, open, close };
}
