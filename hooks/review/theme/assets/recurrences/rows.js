/* What recurs: what of it is listed, and what each choice would list. No page, no network. */
export const FACETS = ["year", "unit", "type"];
export const BACK = "back"; // in the last year again, as in the one before

/* What an address chooses: {year: [...], unit: [...], type: [...]}. */
export function read(search) {
  const given = new URLSearchParams(search), filters = {};
  for (const facet of FACETS) if (given.getAll(facet).some(Boolean)) filters[facet] = given.getAll(facet).filter(Boolean);
  return filters;
}

/* The address of what is chosen; empty for all. */
export function write(filters) {
  const made = new URLSearchParams();
  for (const facet of FACETS) for (const value of filters[facet] || []) made.append(facet, value);
  return made.toString() && `?${made}`;
}

/* A row of the file as {unit, type, years, posts, facets}; `last` is the library's last year. */
export function row([unit, type, years, posts, back], last) {
  const again = [...new Set(back.map(([year]) => String(year)))];
  if (back.some(([year, before]) => year === last && before === last - 1)) again.push(BACK);
  return { unit, type, years, posts, facets: { year: again, unit: [unit], type: [type] } };
}

function fits(one, filters, but) {
  return FACETS.every((facet) => facet === but || !filters[facet] || one.facets[facet].some((value) => filters[facet].includes(value)));
}

export function select(rows, filters) {
  return rows.filter((one) => fits(one, filters));
}

/* Rows of each value of a facet under the choices of the other facets, and of them all. */
export function count(rows, filters, facet) {
  const counts = new Map();
  for (const one of rows) {
    for (const value of one.facets[facet]) {
      const [some, all] = counts.get(value) || [0, 0];
      counts.set(value, [some + Number(fits(one, filters, facet)), all + 1]);
    }
  }
  return counts;
}
