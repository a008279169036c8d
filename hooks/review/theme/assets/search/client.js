/* What the search page and the box in the header share: the engine in its worker, and how a hit is shown. ES2019. */
"use strict";
self.ReviewSearch = (() => {
  const script = document.currentScript.src;
  const root = new URL("../../", script).href;
  const PATIENCE = 5000; // ms in which the engine's scripts must have come; engine.js waits as long for its data
  let worker = null, number = 0;
  const waiting = new Map();

  function start() {
    worker = new Worker(new URL("engine.js", script).href);
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

  /* The engine's answer to {query, filters, sort, from, count}, or hits for {query, near: true}; rejects with
     outdated, stale or failed. */
  function ask(question) {
    if (!worker) start();
    const id = ++number;
    return new Promise((resolve, reject) => {
      waiting.set(id, { resolve, reject });
      worker.postMessage({ id, base: `${root}search/data/`, question });
    });
  }

  /* The beginning of a query that is too long for an address: a server takes 8 KB, and a character is 9 bytes. */
  function brief(query, length) {
    return Array.from(query).slice(0, length).join("");
  }

  /* Where a hit opens: its passage, which mark.js then marks. */
  function address(hit, query) {
    const anchor = hit.anchor === "title" ? "" : `#${hit.anchor}`;
    return `${new URL(hit.page, root).href}${query && `?h=${encodeURIComponent(brief(query, 200))}`}${anchor}`;
  }

  /* About `room` characters of a hit around its first mark, as pieces {text, bold, mark}. */
  function excerpt(hit, room) {
    const text = hit.text, first = hit.marks.length ? hit.marks[0] : [0, 0];
    const opening = Math.min(hit.opening, Math.floor(room / 2));
    const ranges = [];
    if (first[1] <= room - 8 || text.length <= room) ranges.push([0, Math.min(text.length, room)]);
    else {
      if (opening) ranges.push([0, opening]);
      const before = Math.floor((room - opening) / 3), earliest = Math.max(opening, first[0] - before);
      const clause = text.slice(earliest, Math.min(first[0], earliest + 15)).search(/[，。；：、]/);
      const from = earliest === opening ? opening : earliest + clause + 1;
      ranges.push([from, Math.min(text.length, Math.max(first[1], from + room - opening))]);
    }
    const pieces = [];
    let shown = 0;
    for (const [from, until] of ranges) {
      if (from > shown) pieces.push({ text: "……" });
      pieces.push(...cut(text, from, until, hit));
      shown = until;
    }
    if (shown < text.length) pieces.push({ text: "……" });
    return pieces;
  }

  /* text[from, until) cut where its opening or a mark begins or ends; a range never cuts a character in two. */
  function cut(text, from, until, hit) {
    if (low(text, from)) from--;
    if (low(text, until)) until++;
    const bounds = new Set([from, until, hit.opening]);
    for (const mark of hit.marks) mark.forEach((place) => bounds.add(place));
    const places = Array.from(bounds).filter((place) => place >= from && place <= until).sort((a, b) => a - b);
    return places.slice(1).map((end, i) => ({
      text: text.slice(places[i], end).replace(/[\n\t]/g, "　"), // between paragraphs and cells
      bold: end <= hit.opening,
      mark: hit.marks.some((mark) => mark[0] <= places[i] && end <= mark[1]),
    }));
  }

  function low(text, place) {
    const unit = text.charCodeAt(place);
    return unit >= 0xdc00 && unit <= 0xdfff;
  }

  /* Put pieces into `parent` as text, bold text and marks. */
  function show(pieces, parent) {
    for (const piece of pieces) {
      let place = parent;
      if (piece.bold) place = place.appendChild(document.createElement("strong"));
      if (piece.mark) place = place.appendChild(document.createElement("mark"));
      place.appendChild(document.createTextNode(piece.text));
    }
  }

  /* An element with a class, text and attributes. */
  function element(name, { cls, text, ...attributes } = {}, ...children) {
    const made = document.createElement(name);
    if (cls) made.className = cls;
    if (text !== undefined) made.textContent = text;
    for (const attribute of Object.keys(attributes)) {
      if (attributes[attribute] !== null) made.setAttribute(attribute, attributes[attribute]);
    }
    made.append(...children);
    return made;
  }

  return { root, ask, brief, address, excerpt, show, element };
})();
