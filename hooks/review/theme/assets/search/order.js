/* What puts hits in order: newest first within each rank, or through all (date), or by unit in the roster's order. */
import { FACETS, OF_ITEMS } from "./facets.js";

/* Gives a number by which the hits of `index` are sorted: rank(number in `found`, segment, material in it, facet codes).
   Of a rank those come first whose material is what the query names (`prefer`, filters): 局长 does not ask for 副局长. */
export function ranking(index, found, sort, prefer) {
  const named = FACETS.map((facet, f) => [f, facet, prefer[facet]]).filter(([, facet, values]) => values && !OF_ITEMS.includes(facet));
  const wanted = named.map(([f, , values]) => [f, values.map((value) => index.value[f].indexOf(value))]);
  const other = (codes) => Number(!wanted.every(([f, numbers]) => numbers.includes(codes[f])));
  const before = { unit: (i, segment, material) => segment.unit_ranks[segment.unit_of[material]], date: () => 0 }[sort]
    || ((i, segment, material, codes) => found.ranks[i] * 2 + other(codes));
  return (i, segment, material, codes) => before(i, segment, material, codes) * 0x8000 + Math.min(0x7fff, index.newest - segment.day[material]);
}
