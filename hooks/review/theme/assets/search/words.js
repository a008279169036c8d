/* What the search page says of an answer. */
import { root } from "./client.js";
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

/* What a list without a query is of, before its count, which says the part itself. */
export function listed({ browsing, instead, facets }, filters) {
  const names = browsing && !instead ? named(filters, facets).filter(([facet]) => facet !== "part") : [];
  const words = names.map(([facet, values]) => (values.length > 3 ? `${values.length} 个${TITLES[facet]}` : values.join("、")));
  return words.length ? `${words.join("，")}：` : "";
}

/* What a query was taken for that no passage has as it stands. */
export function understood({ instead: { query, filters }, facets }) {
  const what = query ? `在其中查“${query}”的结果` : "筛选的材料";
  return `这是按${said(named(filters, facets)).join("、")}${what}。`;
}

/* Pages of the site: those that the engine found named, then others of the header and the footer that are called so. */
export function places(query, pages = []) {
  const named = pages.map(([name, page]) => [name, root + page]);
  const links = Array.from(document.querySelectorAll(".tabs a, footer a"), (link) => [link.textContent.trim(), link.href]);
  const known = ([, href]) => named.some(([, other]) => other.replace(/\?.*/, "") === href);
  return [...named, ...links.filter((link) => query.length > 1 && link[0].endsWith(query) && !known(link))];
}
