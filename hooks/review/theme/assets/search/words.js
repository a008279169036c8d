/* What the search page says of an answer. */
import { FACETS, TITLES } from "./facets.js";

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
  return `没有一段同时含有这些词。这是按${said(named(filters, facets)).join("、")}${what}。`;
}

/* Pages of the site that are called so: 整改台账, 统计. */
export function places(query) {
  const links = Array.from(document.querySelectorAll(".tabs a, footer a"), (link) => [link.textContent.trim(), link.href]);
  return links.filter(([name]) => query.length > 1 && name.endsWith(query));
}
