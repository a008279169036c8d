/* The table of the ledger, as the page has it before any script. */
import { element } from "../search/element.js";
import { total } from "./rows.js";

const STATES = { "已销号": "closed", "已完成，待销号": "done", "推进中": "doing", "未启动": "idle", "逾期": "late" };

/* Put the first cases of `sections` into the body `body`, at least `most` rows if there are; returns how many. The
   last row is for signatures and stays. */
export function fill(body, sections, root, most) {
  const signed = body.lastElementChild;
  body.textContent = "";
  let shown = 0;
  for (const section of sections) {
    if (shown >= most) break;
    body.append(head(section));
    for (const item of section.cases) {
      if (shown >= most) break;
      body.append(problem(item, root), ...item.rows.map((row) => measure(row, root)));
      shown += item.rows.length;
    }
  }
  body.append(signed);
  return shown;
}

function line(first, ...cells) {
  while (cells.length < 5) cells.push([]);
  return element("tr", {}, element("th", { scope: "row" }, ...first), ...cells.map((cell) => element("td", {}, ...cell)));
}

function head(section) {
  const name = section.urgent
    ? element("em", { cls: "state late", text: section.label }) : element("strong", { text: section.label });
  const words = `${total(section.cases)} 项措施，${section.cases.filter((item) => item.opening).length} 个问题`;
  const rows = [].concat(...section.cases.map((item) => item.rows)), own = rows.filter((row) => row.section === section.own).length;
  const also = section.own !== undefined && own < rows.length ? `，其中${section.label} ${own} 项` : "";
  return line([name, " ", element("span", { cls: "sum", text: words + also })]);
}

function problem(item, root) {
  const words = [item.unit, item.post, String(item.year), item.heading].filter(Boolean);
  const source = element("span", { cls: "source" }, ...[].concat(...words.map((text) => [element("span", { text }), " "])));
  const opening = item.opening
    ? element("a", { cls: "opening", href: root + item.page, text: `${item.opening}。` })
    : element("span", { cls: "none", text: "未写明针对哪个问题" });
  const belongs = [];
  if (item.type || item.again.length) belongs.push(element("span", { cls: "belongs" }));
  if (item.type) belongs[0].append(element("a", { href: root + item.typePage, text: item.type }));
  if (item.again.length) {
    const years = item.again.map(([year, page]) => element("a", { href: root + page, text: String(year), "aria-label": `${year} 年的问题` }));
    belongs[0].append(element("span", { cls: "again", text: "屡改屡犯" }, ...years.flatMap((year) => [" ", year])));
  }
  return line([source, " ", opening], [], [], [], [], belongs);
}

function measure(row, root) {
  const own = element("a", { cls: row.inferred ? "inferred" : "", href: root + row.page, text: row.opening });
  const words = [element("em", { text: row.number || "·" }), " ", own];
  if (row.inferred) own.append(element("em", { cls: "vh", text: "（推定）" }));
  if (row.others) words.push(" ", element("em", {}, element("a", { href: root + row.page, text: `同时针对 ${row.others + 1} 个问题` })));
  if (row.progress) words.push(" ", element("em", { text: `进展：${row.progress}` }));
  const late = row.state === "逾期";
  const said = row.year + (row.due || "未写"), due = [late ? element("em", { cls: "late", text: said }) : said];
  if (row.hint) due.push(" ", element("em", { text: row.hint }));
  const state = element("em", { cls: `state ${STATES[row.state]}`, text: row.state.includes("销号") ? "已完成" : row.state });
  const made = line(words, [row.leader], [row.owner], due, [state], [row.signed]);
  made.className = "entry";
  return made;
}
