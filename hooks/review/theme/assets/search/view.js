/* What the search page is looking at, {query, filters, sort}, and its address: ?q=…&part=问题&year=2021&sort=unit.
   ES2019. */
"use strict";
self.ReviewSearch.view = (() => {
  const TITLES = { part: "部分", year: "年份", campaign: "活动", heading: "方面", unit: "单位", post: "职务", kind: "类别" };
  const FACETS = Object.keys(TITLES);
  const SORTS = ["fit", "date", "unit"];

  function read() {
    const given = new URLSearchParams(location.search), filters = {};
    for (const facet of FACETS) {
      const values = given.getAll(facet).filter(Boolean);
      if (values.length) filters[facet] = values;
    }
    const sort = SORTS.includes(given.get("sort")) ? given.get("sort") : "fit";
    return { query: given.get("q") || "", filters, sort };
  }

  function link({ query, filters, sort }) {
    const given = new URLSearchParams();
    if (query) given.set("q", self.ReviewSearch.brief(query, 750));
    for (const facet of FACETS) for (const value of filters[facet] || []) given.append(facet, value);
    if (sort !== "fit") given.set("sort", sort);
    return `?${given}`;
  }

  /* How many filters are chosen. */
  function chosen(filters) {
    return FACETS.reduce((sum, facet) => sum + (filters[facet] || []).length, 0);
  }

  return { TITLES, FACETS, read, link, chosen };
})();
