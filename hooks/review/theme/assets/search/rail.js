/* The facets beside the hits: values with what choosing each would give. */
import { element } from "./element.js";
import { FACETS, TITLES } from "./facets.js";
import { chosen } from "./view.js";

const FREQUENT = ["heading", "unit", "post", "theme", "type"]; // by count; the others in their own order
const SHOWN = 5;
const opened = new Set();

/* Fill `facets` with `values` (by facet); `choose(filters)` is called with what the reader then wants, `sorted()` when
   the facets of items are wanted too (null: they are there). */
export function rail(facets, values, filters, choose, sorted, focused = document.activeElement && document.activeElement.id) {
  const box = facets.querySelector("div");
  box.textContent = "";
  for (const facet of FACETS) {
    const lines = arrange(values[facet], filters[facet] || [], FREQUENT.includes(facet));
    const told = lines.length > 1 || lines.some((line) => line.chosen);
    if (told) box.append(group(facet, lines));
  }
  if (sorted) {
    const button = element("button", { type: "button", text: "按主题、类型、有无措施筛选" });
    button.addEventListener("click", sorted);
    box.append(button);
  }
  const count = chosen(filters);
  facets.querySelector("summary span").textContent = count ? `已选 ${count} 项` : "";
  facets.hidden = !box.children.length;
  const again = focused && document.getElementById(focused);
  if (again) again.focus();

  function group(facet, lines) {
    const set = element("fieldset", {}, element("legend", { text: TITLES[facet] }));
    const least = Math.max(SHOWN, lines.filter((line) => line.chosen).length);
    for (const line of opened.has(facet) ? lines : lines.slice(0, least)) set.append(choice(facet, line));
    if (lines.length > least) set.append(toggle(facet, lines, least));
    return set;
  }

  function toggle(facet, lines, least) {
    const words = opened.has(facet) ? "收起" : `其余 ${lines.length - least} 项`;
    const button = element("button", { type: "button", id: `facet-${facet}`, text: words, "aria-expanded": String(opened.has(facet)) });
    button.addEventListener("click", () => {
      if (!opened.delete(facet)) opened.add(facet);
      rail(facets, values, filters, choose, sorted, opened.has(facet) ? `facet-${facet}-${lines[least].value}` : button.id);
    });
    return button;
  }

  function choice(facet, line) {
    const input = element("input", { type: "checkbox", id: `facet-${facet}-${line.value}` });
    input.checked = line.chosen;
    input.addEventListener("change", () => {
      const kept = (filters[facet] || []).filter((value) => value !== line.value);
      if (input.checked) kept.push(line.value);
      const wanted = Object.assign({}, filters, { [facet]: kept });
      if (!kept.length) delete wanted[facet];
      choose(wanted);
    });
    return element("label", {}, input, element("span", { text: line.label }), element("em", { text: String(line.count) }));
  }
}

/* The values of a facet as they are listed: the chosen first; none that would give nothing. */
export function arrange(values, wanted, byCount) {
  const known = values.map((line) => Object.assign({ chosen: wanted.includes(line.value) }, line));
  const told = known.filter((line) => line.count || line.chosen);
  return told.sort((a, b) => b.chosen - a.chosen || (byCount ? b.base - a.base : 0));
}
