/* The list of a problem type, narrowed to what a count on its page counts: ?measure=…, ?cause=…, ?after=…, ?theme=…. A long list
   goes on on further pages; their rows are brought here, so that none is missing. Without this script all rows stand there.

   .brief[data-cause][data-measure][data-after][data-theme]   a row: the names of each, parted by | */
import { element } from "../search/element.js";

const TITLES = { cause: "根源", measure: "措施", after: "后来", theme: "主题" };
const rows = () => [...document.querySelectorAll(".brief[data-cause]")];
const asked = new URLSearchParams(location.search);
const chosen = Object.keys(TITLES).filter((facet) => asked.getAll(facet).some(Boolean));

function fits(row) {
  return chosen.every((facet) => (row.dataset[facet] || "").split("|").some((name) => asked.getAll(facet).includes(name)));
}

/* Brings the rows of a further page behind those that are here, under their years. */
async function bring(link) {
  const answer = await fetch(link.href);
  if (!answer.ok) throw new Error(String(answer.status));
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  let last = rows().pop();
  for (const one of page.querySelectorAll("h2.year, .brief[data-cause]")) {
    if (one.id && document.getElementById(one.id)) continue; // the year goes on
    for (const inner of one.querySelectorAll("a[href]")) inner.setAttribute("href", new URL(inner.getAttribute("href"), link.href).href);
    last.after(document.importNode(one, true));
    last = last.nextElementSibling;
  }
}

/* What a facet is narrowed to; both of what may have become of a problem are those of which it is known. */
function said(facet) {
  const values = asked.getAll(facet);
  return facet === "after" && values.length > 1 ? "后来又交过材料" : `${TITLES[facet]}“${values.join("或")}”`;
}

function list(whole) {
  let year = null, of = 0, fitting = 0;
  const close = () => {
    if (!year) return;
    year.hidden = !fitting;
    year.lastElementChild.textContent = `${of} 个中的 ${fitting} 个`;
    const way = document.querySelector(`.md-nav--secondary a[href="#${year.id}"]`);
    if (way) way.parentElement.hidden = year.hidden; // there is nothing to go to
  };
  for (const one of document.querySelectorAll("h2.year, .brief[data-cause]")) {
    if (one.matches("h2")) {
      close();
      [year, of, fitting] = [one, 0, 0];
    } else {
      one.hidden = !fits(one);
      of += 1;
      fitting += Number(!one.hidden);
    }
  }
  close();
  for (const one of document.querySelectorAll(".years, .parts, .further")) one.hidden = true;
  const words = chosen.map(said).join("，");
  const found = rows().filter((row) => !row.hidden).length, all = element("a", { href: location.pathname, text: "全部列出" });
  const told = element("p", { cls: "narrowed", role: "status" }, `${whole ? "" : "只在本页找了："}${words}：${found} 个问题。 `, all);
  document.querySelector("h2.year").before(told);
  told.scrollIntoView();
}

async function start() {
  let whole = true;
  try {
    for (const link of document.querySelectorAll(".parts a")) await bring(link);
  } catch (error) {
    whole = false;
  }
  list(whole);
}

if (chosen.length && rows().length) start();
