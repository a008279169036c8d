/* The page's side of the search: questions to the engine in its worker, and where a hit is found. */
export const root = new URL("../../", import.meta.url).href;
const PATIENCE = 5000; // ms in which the engine's scripts must have come; fetch.js waits as long for its data
let worker = null, number = 0;
const waiting = new Map();

function start() {
  worker = new Worker(new URL("worker.js", import.meta.url).href, { type: "module" });
  const late = setTimeout(stop, PATIENCE);
  worker.onmessage = ({ data }) => {
    clearTimeout(late);
    if (data.loaded) return;
    const { resolve, reject } = waiting.get(data.id);
    waiting.delete(data.id);
    if (data.error) reject(data.error);
    else resolve(data.answer);
  };
  worker.onerror = () => {
    clearTimeout(late);
    stop();
  };
}

function stop() {
  for (const { reject } of waiting.values()) reject("failed");
  waiting.clear();
  worker.terminate();
  worker = null;
}

/* The engine's answer to {query, filters, sort, from, count}, or {hits, types} for {query, near: true}; rejects with
   outdated, stale or failed. */
export function ask(question) {
  if (!worker) start();
  const id = ++number;
  return new Promise((resolve, reject) => {
    waiting.set(id, { resolve, reject });
    worker.postMessage({ id, base: `${root}search/data/`, question });
  });
}

/* The beginning of a query that is too long for an address: a server takes 8 KB, and a character is 9 bytes. */
export function brief(query, length) {
  return Array.from(query).slice(0, length).join("");
}

/* Where a hit opens: its passage, which mark.js then marks. */
export function address(hit, query) {
  const anchor = hit.anchor === "title" ? "" : `#${hit.anchor}`;
  return `${new URL(hit.page, root).href}${query && `?h=${encodeURIComponent(brief(query, 200))}`}${anchor}`;
}
