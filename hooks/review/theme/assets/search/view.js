/* What the search page is looking at, {query, filters, sort}, and its address: ?q=…&part=问题&year=2021&sort=unit. */
import { brief } from "./client.js";
import { FACETS } from "./facets.js";

const SORTS = ["fit", "date", "unit"];

/* The view that an address's `search` asks for. */
export function read(search) {
  const given = new URLSearchParams(search), filters = {};
  for (const facet of FACETS) {
    const values = given.getAll(facet).filter(Boolean);
    if (values.length) filters[facet] = values;
  }
  const sort = SORTS.includes(given.get("sort")) ? given.get("sort") : "fit";
  return { query: given.get("q") || "", filters, sort };
}

/* The view's address. */
export function link({ query, filters, sort }) {
  const given = new URLSearchParams();
  if (query) given.set("q", brief(query, 750));
  for (const facet of FACETS) for (const value of filters[facet] || []) given.append(facet, value);
  if (sort !== "fit") given.set("sort", sort);
  return `?${given}`;
}

/* How many filters are chosen. */
export function chosen(filters) {
  return FACETS.reduce((sum, facet) => sum + (filters[facet] || []).length, 0);
}
