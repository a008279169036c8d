/* What the search page says of an answer. */
import { root } from "./client.js";
import { FACETS, TITLES } from "./facets.js";

const DUES = { 本月到期: "month", 逾期: "late" }; // of the ledger

/* What a list of whole passages counts. */
export function unitWord(filters) {
  const parts = filters.part || [];
  return (parts.length === 1 && { 问题: "个问题", 根源: "条根源", 措施: "项措施" }[parts[0]]) || "段";
}

/* Of `filters` the facets with what their values are called, as `values` has it. */
export function named(filters, values) {
  return FACETS.filter((facet) => filters[facet]).map((facet) => [
    facet,
    values[facet].filter((line) => filters[facet].includes(line.value)).map((line) => line.label),
  ]);
}

/* The same as words: 单位“财政局”. */
export function said(names) {
  return names.map(([facet, values]) => `${TITLES[facet]}“${values.join("、")}”`);
}

/* What a query was taken for that no passage has as it stands. */
export function understood({ instead: { query, filters }, facets }) {
  const what = query ? `在其中查“${query}”的结果` : "筛选的材料";
  return `这是按${said(named(filters, facets)).join("、")}${what}。`;
}

/* Pages of the site that are called so: 整改台账, 统计; of `units` ([name, page]) their own; what is asked of the ledger. */
export function places(query, units = []) {
  const links = Array.from(document.querySelectorAll(".tabs a, footer a"), (link) => [link.textContent.trim(), link.href]);
  const ledger = links.find(([name]) => name === "整改台账"), due = Object.keys(DUES).find((word) => query.includes(word));
  const called = links.filter(([name]) => query.length > 1 && name.endsWith(query));
  if (due && ledger) {
    const given = new URLSearchParams({ due: DUES[due] });
    for (const unit of units) given.append("unit", unit.id);
    called.push([`整改台账：${[...units.map((unit) => unit.name), due].join("，")}`, `${ledger[1]}?${given}`]);
  }
  return [...units.map((unit) => [unit.name, root + unit.page]), ...called];
}
