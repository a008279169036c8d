/* A list that stands in the page, narrowed by facets in the rail; what is chosen stands in the address.

   .facets    a facet's names: <div class="facets" data-facet="unit" data-label="单位"><i data-value="touzi">…</i></div>
   [data-of]  a row: the values of its facets and how many it counts, "整改 touzi 2021-dangshi 2; …" */
import { element } from "../search/element.js";

const VALUES = 5;
const facets = [...document.querySelectorAll(".facets")].map((box) => ({
  id: box.dataset.facet,
  label: box.dataset.label,
  values: [...box.children].map((value) => [value.dataset.value, value.textContent]),
}));
const rows = [...document.querySelectorAll("[data-of]")].map((place) => ({ place, parts: parse(place.dataset.of) }));
const rail = element("details", { cls: "search-facets beside" }, element("summary", { text: "筛选 " }, element("span")), element("div"));
const said = element("p", { cls: "narrowed", role: "status" });
const heads = [...document.querySelectorAll(".group")].map((head) => [head, (head.querySelector("em") || head).textContent]);
const opened = new Set();
let chosen = {};

/* Of a row the combinations it counts; a facet may have several values in one, parted by "+". */
function parse(text) {
  return text.split("; ").map((part) => {
    const values = part.split(" "), count = Number(values.pop());
    return { values: values.map((value) => value.split("+")), count };
  });
}

function fits(part, but) {
  return facets.every(({ id }, n) => id === but || !chosen[id] || part.values[n].some((value) => chosen[id].includes(value)));
}

function sum(parts) {
  return parts.reduce((total, part) => total + part.count, 0);
}

function read() {
  const given = new URLSearchParams(location.search);
  chosen = {};
  for (const { id, values } of facets) {
    const known = given.getAll(id).filter((value) => values.some(([one]) => one === value));
    if (known.length) chosen[id] = known;
  }
}

function toggle(id, value) {
  const kept = (chosen[id] || []).filter((one) => one !== value);
  if (kept.length === (chosen[id] || []).length) kept.push(value);
  chosen[id] = kept;
  if (!kept.length) delete chosen[id];
  const made = new URLSearchParams();
  for (const { id: facet } of facets) for (const one of chosen[facet] || []) made.append(facet, one);
  history.pushState(null, "", location.pathname + (made.toString() && `?${made}`));
  show();
}

/* Rows that are chosen; whatever holds them, only while it holds any, and a head says how many these are of how many. */
function list() {
  const counts = new Map();
  for (const { place, parts } of rows) {
    const count = sum(parts.filter((part) => fits(part)));
    place.hidden = !count;
    counts.set(place, count);
    const some = place.querySelector(".some");
    if (some) some.textContent = count < sum(parts) ? `所选 ${count}` : "";
  }
  const any = Object.keys(chosen).length > 0;
  for (const holder of document.querySelectorAll(".several")) {
    const inner = [...holder.querySelectorAll("[data-of]")];
    if (!inner.length) continue;
    holder.hidden = inner.every((one) => one.hidden);
    for (const details of holder.querySelectorAll("details")) {
      details.hidden = [...details.querySelectorAll("[data-of]")].every((one) => one.hidden);
      if (any) details.open = true;
    }
  }
  for (const [head, told] of heads) {
    let next = head.nextElementSibling, shown = 0;
    for (; next && !next.matches(".group, h2"); next = next.nextElementSibling) {
      for (const place of [next, ...next.querySelectorAll("[data-of]")]) shown += counts.get(place) || 0;
    }
    head.hidden = !shown;
    const count = head.querySelector("em"), unit = said.dataset.unit;
    if (count) count.textContent = any ? told.replace(unit, `${unit}中的 ${shown} ${unit}`) : told;
  }
  const total = [...counts.values()].reduce((all, one) => all + one, 0);
  said.hidden = !any;
  said.textContent = any ? `所列 ${total} ${said.dataset.unit}。` : "";
}

function show() {
  list();
  const box = rail.querySelector("div"), focused = document.activeElement && document.activeElement.id;
  box.textContent = "";
  for (const [n, { id, label, values }] of facets.entries()) {
    if (values.length < 2) continue; // there is nothing to choose
    const counts = new Map(), wanted = chosen[id] || [];
    for (const part of rows.flatMap((row) => row.parts).filter((one) => fits(one, id))) {
      for (const value of part.values[n]) counts.set(value, (counts.get(value) || 0) + part.count);
    }
    const sorted = values.slice().sort((a, b) => wanted.includes(b[0]) - wanted.includes(a[0]));
    const least = Math.max(VALUES, wanted.length), set = element("fieldset", {}, element("legend", { text: label }));
    for (const [value, words] of opened.has(id) ? sorted : sorted.slice(0, least)) {
      const input = element("input", { type: "checkbox", id: `narrow-${id}-${value}` }), count = counts.get(value) || 0;
      input.checked = wanted.includes(value);
      input.addEventListener("change", () => toggle(id, value));
      set.append(element("label", { cls: count ? null : "nothing" }, input, element("span", { text: words }), element("em", { text: String(count) })));
    }
    if (sorted.length > least) {
      const more = element("button", { type: "button", id: `narrow-${id}`, text: opened.has(id) ? "收起" : `其余 ${sorted.length - least} 项` });
      more.addEventListener("click", () => {
        if (!opened.delete(id)) opened.add(id);
        show();
      });
      set.append(more);
    }
    box.append(set);
  }
  const picked = Object.values(chosen).reduce((total, values) => total + values.length, 0);
  rail.querySelector("summary span").textContent = picked ? `已选 ${picked} 项` : `按${facets.map((one) => one.label).join("、")}`;
  const again = focused && document.getElementById(focused);
  if (again) again.focus();
}

if (rows.length && facets.length) {
  const wide = matchMedia("(min-width: 60em)").matches, title = document.querySelector("h1");
  said.dataset.unit = document.querySelector(".facets").dataset.unit;
  rail.open = wide;
  if (wide) title.before(rail);
  else rows[0].place.closest("article").querySelector(".group").before(rail);
  document.querySelector(".group").before(said);
  addEventListener("popstate", () => {
    read();
    show();
  });
  read();
  show();
  const months = wide && document.querySelector(".months");
  if (months) rail.append(months);
}
