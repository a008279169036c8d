/* The body: a text field over a twin of the same text, and beside it what is read, each part at its line. */
import { element, fill } from "/assets/search/element.js";

const $ = (id) => document.getElementById(id);

let drawn = []; // [line, its openings] of each block of the twin

/* The twin has one block a line, so that the height of each is known; openings are drawn bold in it, which does not
   move a character. Only blocks that differ are made anew; without `entries`, while the reading is waited for, those
   whose text does. */
export function drawTwin(text, entries, first, chosen) {
  const openings = new Map();
  for (const entry of entries || []) {
    if (entry.opening) openings.set(entry.line, [...(openings.get(entry.line) || []), entry.opening]);
  }
  const lines = text.split("\n").map((line, n) => [line, entries && [...(openings.get(first + n) || []), chosen].join("\n")]);
  const same = (one, other) => one[0] === other[0] && (other[1] === null || one[1] === other[1]);
  const [start, kept] = common(drawn, lines, same), twin = $("twin"), last = twin.children[drawn.length - kept] || null;
  for (let n = drawn.length - kept; n > start; n--) twin.children[n - 1].remove();
  for (const [n, [line, marks]] of lines.slice(start, lines.length - kept).entries()) {
    twin.insertBefore(drawLine(line, marks === null ? [] : openings.get(first + start + n) || [], chosen), last);
  }
  drawn = [...drawn.slice(0, start), ...lines.slice(start, lines.length - kept), ...drawn.slice(drawn.length - kept)];
}

/* How many lines are the same at the beginning, and at the end behind those. */
function common(before, now, same) {
  const most = Math.min(before.length, now.length);
  let start = 0, end = 0;
  while (start < most && same(before[start], now[start])) start++;
  while (end < most - start && same(before[before.length - 1 - end], now[now.length - 1 - end])) end++;
  return [start, end];
}

function drawLine(line, openings, chosen) {
  const made = element("div"), sign = /^#{1,6} /.exec(line);
  let at = 0;
  if (sign) {
    made.append(element("span", { cls: "sign", text: sign[0] }));
    at = sign[0].length;
  }
  const marks = [...openings.map((words) => [words, "opening"]), ...(chosen ? [[chosen, "chosen"]] : [])];
  for (const [words, cls] of marks) {
    const begin = line.indexOf(words, at);
    if (begin < 0) continue;
    made.append(line.slice(at, begin), element("span", { cls, text: words }));
    at = begin + words.length;
  }
  made.append(line.slice(at) || (at ? "" : "\u200b"));
  return made;
}

/* Entries at their lines; what is taller than its line slides the next ones down, the text never moves. */
export function drawReading(entries, findings, first, correct) {
  const list = $("reading"), rows = [];
  for (const entry of entries) rows.push([entry.line, entryRow(entry, correct)]);
  for (const finding of findings.filter((one) => one.line >= first)) rows.push([finding.line, findingRow(finding)]);
  rows.sort((a, b) => a[0] - b[0]);
  fill(list, ...rows.map(([, row]) => row));
  place(rows, first);
}

function place(rows, first) {
  const lines = $("twin").children;
  // All is measured before anything is moved, so that the page is laid out once.
  const measured = rows.map(([number, row]) => {
    const line = lines[Math.min(number - first, lines.length - 1)];
    return [row, line && line.offsetParent ? line.offsetTop : 0, row.offsetHeight];
  });
  let free = 0;
  for (const [row, at, height] of measured) {
    const top = Math.max(free, at);
    row.style.top = `${top}px`;
    free = top + height;
  }
  $("reading").parentElement.style.minHeight = `${free + 20}px`;
}

function entryRow(entry, correct) {
  const what = element("span", { cls: "what" }, `${entry.what}　`);
  if (entry.id) {
    what.append(element("span", { cls: `chip${entry.inferred ? " inferred" : ""}`, text: entry.text || "未归类" }), " ");
    for (const [words, inferred] of entry.notes) what.append(element("span", { cls: inferred ? "inferred" : "", text: words }), "　");
    const button = element("button", { type: "button", cls: "link", text: "更正", "aria-label": `更正第 ${entry.line} 行，${entry.what}，${entry.text}` });
    button.addEventListener("click", () => correct(entry.opening, entry, button));
    what.append(button);
  } else if (entry.text) what.append(element("b", { text: entry.text }));
  return element("li", {}, element("span", { cls: "number", text: entry.line }), what);
}

function findingRow(finding) {
  const words = element("span", { cls: "what" }, mark(finding.must), `${finding.must ? "须处理　" : ""}${finding.message}`);
  return element("li", {}, element("span", { cls: "number", text: finding.line }), words);
}

export function mark(must) {
  return element("span", { cls: `mark${must ? " must" : ""}` });
}

/* Put the cursor at the beginning of a line of the field. */
export function goTo(line) {
  const field = $("body"), lines = field.value.split("\n").slice(0, Math.max(0, line));
  const at = lines.reduce((sum, one) => sum + one.length + 1, 0);
  field.focus();
  field.setSelectionRange(Math.min(at, field.value.length), Math.min(at, field.value.length));
  const there = $("twin").children[line];
  if (there) there.scrollIntoView({ block: "center" });
}
