/* What of the ledger is listed, in which order, and what each further choice would list. No page, no network. */
export const FACETS = { status: "状态", due: "期限", campaign: "活动", unit: "单位", theme: "主题", leader: "责任领导" };
export const ORDERS = { urgency: "按期限", unit: "按单位", campaign: "按活动", progress: "按进展日期" };

/* The state of the page that an address says: {filters, words, order}. */
export function read(search) {
  const given = new URLSearchParams(search), filters = {};
  for (const facet of Object.keys(FACETS)) {
    const values = given.getAll(facet).filter((value) => value);
    if (values.length) filters[facet] = values;
  }
  const order = given.get("order");
  return { filters, words: (given.get("q") || "").trim(), order: order in ORDERS ? order : "urgency" };
}

/* The address of a state; empty for the whole ledger. */
export function write({ filters, words, order }) {
  const made = new URLSearchParams();
  for (const facet of Object.keys(FACETS)) for (const value of filters[facet] || []) made.append(facet, value);
  if (words) made.set("q", words);
  if (order !== "urgency") made.set("order", order);
  const text = made.toString();
  return text && `?${text}`;
}

function fits(row, filters, but) {
  return Object.keys(filters).every((facet) =>
    facet === but || row.facets[facet].some((value) => filters[facet].includes(value)));
}

/* What is looked through is put together once: a ledger may have thirty thousand rows. */
function says(item, row, words) {
  if (!row.text) {
    row.text = [item.opening, item.unit, item.post, row.opening, row.owner, row.leader, row.progress, row.due].join("\n").toLowerCase();
  }
  return words.every((word) => row.text.includes(word));
}

function split(words) {
  return words.toLowerCase().split(/\s+/).filter((word) => word);
}

/* The cases with those of their rows that are chosen. */
export function select(cases, { filters, words }) {
  const found = [], wanted = split(words);
  for (const item of cases) {
    const rows = item.rows.filter((row) => fits(row, filters) && says(item, row, wanted));
    if (rows.length) found.push(Object.assign({}, item, { rows }));
  }
  return found;
}

/* Rows of each value of each facet under the choices of the other facets. */
export function count(cases, { filters, words }) {
  const counts = {}, said = [], wanted = split(words);
  for (const item of cases) said.push(...item.rows.filter((row) => says(item, row, wanted)));
  for (const facet of Object.keys(FACETS)) {
    const of = counts[facet] = {};
    for (const row of said) {
      if (fits(row, filters, facet)) for (const value of row.facets[facet]) of[value] = (of[value] || 0) + 1;
    }
  }
  return counts;
}

/* Of the values of a facet the few that are shown: the chosen, then those that list anything; each in its place. */
export function few(lines, wanted, counts, most) {
  const rank = ([value]) => (wanted.includes(value) ? 0 : counts[value] ? 1 : 2);
  const kept = lines.slice().sort((a, b) => rank(a) - rank(b)).slice(0, Math.max(most, wanted.length));
  return lines.filter((line) => kept.includes(line));
}

/* Sections of cases: [{label, urgent, own, cases}], in order; `own` is the section of the rows that put them there. `ranks`: by facet the values in their order, with names. */
export function arrange(cases, order, sections, ranks) {
  if (order === "progress") return byProgress(cases);
  const made = new Map();
  const key = (item) => (order === "urgency" ? Math.min(...item.rows.map((row) => row.section)) : item.rows[0].facets[order][0]);
  const all = order === "urgency" ? sections.map((name, n) => [n, name]) : ranks[order];
  for (const [value, name] of all) made.set(value, order === "urgency" ? { label: name, urgent: value === 0, own: value, cases: [] } : { label: name, urgent: false, cases: [] });
  for (const item of cases) made.get(key(item)).cases.push(item);
  const first = (item, section) => item.rows.filter((row) => row.section === section).map((row) => row.last || "9").sort()[0];
  const listed = Array.from(made.entries()).filter(([, section]) => section.cases.length);
  for (const [value, section] of listed) {
    section.cases.sort((a, b) => {
      if (order !== "urgency") return a.place - b.place;
      const [one, other] = [first(a, value), first(b, value)];
      return one < other ? -1 : one > other ? 1 : a.place - b.place;
    });
  }
  return listed.map(([, section]) => section);
}

/* By the month of the last progress, the newest first; what tells no day of it comes last. */
function byProgress(cases) {
  const day = (item) => item.rows.map((row) => (/^\d{4}-\d\d-\d\d/.exec(row.progress) || [""])[0]).sort().pop();
  const dated = cases.map((item) => [day(item), item]), made = new Map();
  dated.sort(([one, a], [other, b]) => (one > other ? -1 : one < other ? 1 : a.place - b.place));
  for (const [date, item] of dated) {
    const label = date ? `${Number(date.slice(0, 4))} 年 ${Number(date.slice(5, 7))} 月有进展` : "没有写进展日期";
    if (!made.has(label)) made.set(label, { label, urgent: false, cases: [] });
    made.get(label).cases.push(item);
  }
  return Array.from(made.values());
}

/* How many rows cases have. */
export function total(cases) {
  return cases.reduce((sum, item) => sum + item.rows.length, 0);
}
