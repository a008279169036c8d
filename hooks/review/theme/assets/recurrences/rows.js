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

/* A row of the file as {unit, type, posts: [{name, years, again}], facets}; `last` is the library's last year. */
export function row([unit, type, posts], last) {
  const told = posts.map(([name, years, back]) => ({ name, years, again: again(back, last) }));
  return { unit, type, posts: told, facets: { year: [...new Set(told.flatMap((post) => post.again))], unit: [unit], type: [type] } };
}

function again(back, last) {
  const years = [...new Set(back.map(([year]) => String(year)))];
  return back.some(([year, before]) => year === last && before === last - 1) ? [...years, BACK] : years;
}

function fits(one, filters, but) {
  return FACETS.every((facet) => facet === but || !filters[facet] || one.facets[facet].some((value) => filters[facet].includes(value)));
}

/* The rows that are chosen, each as {unit, type, posts: names, years}: of a row only the posts that fit the year. */
export function select(rows, filters) {
  return rows.filter((one) => fits(one, filters)).map(({ unit, type, posts }) => {
    const named = posts.filter((post) => !filters.year || post.again.some((value) => filters.year.includes(value)));
    const years = [...new Set(named.flatMap((post) => post.years))].sort();
    return { unit, type, posts: named.map((post) => post.name), years };
  });
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

/* What is listed as the rows of a file, the head first; figures are numbers. */
export function lines(found, { units, types }) {
  return [["序号", "单位", "职务", "问题类型", "年份", "次"], ...found.map(({ unit, type, posts, years }, n) =>
    [n + 1, units[unit], posts.join("、"), types[type][0], years.join("、"), years.length])];
}
