/* The search page: asks the engine while the reader types, and shows what it answers. The address holds the whole
   state: ?q=…&part=问题&year=2021&sort=unit. ES2019. */
"use strict";
(() => {
  const { root, ask, brief, address, excerpt, show, element } = self.ReviewSearch;
  const find = (name) => document.querySelector(`.search${name}`);
  const page = find(""), form = find("-field"), field = form.querySelector("input");
  const status = find("-status[role]"), facets = find("-facets"), order = find("-order");
  const advice = find("-advice"), hits = find("-hits"), more = find("-more");
  const TITLES = { part: "部分", year: "年份", campaign: "活动", heading: "方面", unit: "单位", kind: "类别" };
  const FACETS = Object.keys(TITLES);
  const FREQUENT = ["heading", "unit"]; // by count; the others in their own order
  const SHOWN = 5, PAGE = 20, PAUSE = 60, SLOW = 300, QUIET = 700, LINES = 3;
  const opened = new Set();
  const wide = matchMedia("(min-width: 60em)");
  let state = read(), timer = 0, quiet = 0, asked = 0, shown = 0;
  let typing = !state.query; // The next key changes this entry of the history; otherwise it begins a new one.
  let place = history.state; // Where the reader was when a hit was opened: {shown, at, y}.

  /* ---- the address ---- */

  function read() {
    const given = new URLSearchParams(location.search), filters = {};
    for (const facet of FACETS) {
      const values = given.getAll(facet).filter(Boolean);
      if (values.length) filters[facet] = values;
    }
    return { query: given.get("q") || "", filters, sort: given.get("sort") === "unit" ? "unit" : "year" };
  }

  function link({ query, filters, sort }) {
    const given = new URLSearchParams();
    if (query) given.set("q", brief(query, 750));
    for (const facet of FACETS) for (const value of filters[facet] || []) given.append(facet, value);
    if (sort === "unit") given.set("sort", sort);
    return `?${given}`;
  }

  function go(change, typed = false) {
    state = Object.assign({}, state, change);
    const href = link(state);
    if (href !== (location.search || "?")) history[typed && typing ? "replaceState" : "pushState"](null, "", href);
    typing = typed;
    place = null;
    run();
  }

  function chosen() {
    return FACETS.reduce((sum, facet) => sum + (state.filters[facet] || []).length, 0);
  }

  /* ---- asking ---- */

  async function run() {
    clearTimeout(timer);
    const id = ++asked, query = state.query.trim();
    document.title = document.title.replace(/^(“.*” - )?/, query && `“${query}” - `);
    if (!query) return start();
    const slow = setTimeout(() => id === asked && say("正在检索…"), SLOW);
    try {
      const answer = await ask({ query, filters: state.filters, sort: state.sort, from: 0, count: place ? place.shown : PAGE });
      if (id === asked) render(answer);
    } catch (reason) {
      if (id === asked) fail(reason);
    } finally {
      clearTimeout(slow);
    }
  }

  async function further() {
    const id = asked;
    more.disabled = true;
    try {
      const answer = await ask({ query: state.query.trim(), filters: state.filters, sort: state.sort, from: shown, count: PAGE });
      if (id !== asked) return;
      const first = list(answer.hits);
      rest(answer.passages);
      if (first) first.focus();
    } catch (reason) {
      if (id === asked) fail(reason);
    } finally {
      more.disabled = false;
    }
  }

  function fail(reason) {
    if (reason === "outdated") return;
    clear();
    const stale = reason === "stale";
    const again = element("button", { type: "button", text: stale ? "重新载入本页" : "再试一次" });
    again.addEventListener("click", () => (stale ? location.reload() : run()));
    say(stale ? "网站刚刚更新过，请重新载入本页再检索。" : "检索没有完成：服务器没有应答。请查看网络，再试一次。");
    advice.append(again);
  }

  /* ---- showing ---- */

  function say(...parts) {
    status.textContent = "";
    status.append(...parts);
  }

  function clear() {
    page.classList.remove("empty");
    for (const part of [advice, hits, order]) part.textContent = "";
    facets.hidden = order.hidden = more.hidden = true;
    shown = 0;
  }

  function start() {
    clear();
    say(page.dataset.start);
  }

  function render(answer) {
    clear();
    if (!answer.terms) return say("请输入文字：标点和空格不参与检索。");
    page.classList.toggle("empty", !answer.passages);
    if (answer.all || chosen()) rail(answer.facets);
    if (answer.passages) found(answer);
    else nothing(answer);
  }

  function found(answer) {
    const bold = (number) => element("strong", { text: String(number) });
    const parts = [bold(answer.occurrences), " 处，见于 ", bold(answer.materials), " 份材料"];
    if (answer.passages !== answer.occurrences) parts.push("，共 ", bold(answer.passages), " 段");
    say(element("p", {}, ...parts, "。"));
    glossary(answer.glossary);
    orders();
    list(answer.hits);
    rest(answer.passages);
    restore();
  }

  function orders() {
    const choices = [["year", "按年份"], ["unit", "按单位"]].map(([sort, words]) => {
      if (sort === state.sort) return element("strong", { text: words, "aria-current": "true" });
      const choice = element("a", { href: link(Object.assign({}, state, { sort })), text: words });
      choice.addEventListener("click", (event) => follow(event, { sort }));
      return choice;
    });
    const rule = state.sort === "year" ? "先标题，次问题首句，后其他，新的在前" : "按单位次序，新的在前";
    order.append(element("span", {}, ...choices), element("span", { text: `${rule}；不分繁简、全半角，不计标点` }));
    order.hidden = false;
  }

  function follow(event, change) {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    go(change);
  }

  function nothing(answer) {
    const query = state.query.trim(), all = answer.all;
    say(element("p", { cls: "search-none", text: `没有找到“${query}”。` }));
    if (all) {
      const values = FACETS.filter((facet) => state.filters[facet]).map((facet) =>
        answer.facets[facet].filter((line) => state.filters[facet].includes(line.value)).map((line) => line.label).join("、"));
      const drop = element("a", { href: link(Object.assign({}, state, { filters: {} })), text: "去掉筛选再查" });
      drop.addEventListener("click", (event) => follow(event, { filters: {} }));
      status.append(element("p", {}, `已选：${values.join("、")}。去掉筛选，全库有 `, element("strong", { text: String(all) }), " 处。"));
      advice.append(element("p", {}, drop));
    } else if (answer.terms > 1) {
      status.append(element("p", { text: "没有一段文字同时含有这些词。可以减少一个词再查。" }));
    }
    glossary(answer.glossary);
    others("意思相近的问题类型", (answer.types || []).map((type) => [type.name, root + type.page, type.count]));
    if (!all) similar(query, asked);
  }

  function glossary({ definition, synonyms }) {
    if (definition) advice.append(element("p", { text: definition }));
    others("另查", synonyms.map((word) => [word, link({ query: word, filters: {}, sort: state.sort })]));
  }

  /* These cost more than the answer itself, so that they come after it. */
  async function similar(query, id) {
    try {
      const near = await ask({ query, near: true });
      if (id !== asked || !near.length) return;
      advice.append(element("p", { text: `下列 ${near.length} 段不含全部字句，但有其中多数的字：` }));
      list(near);
      restore();
    } catch (reason) {
      if (id === asked) fail(reason);
    }
  }

  function others(words, links) {
    if (!links.length) return;
    const line = element("p", { text: `${words}：` });
    for (const [text, href, count] of links) {
      const chip = element("a", { cls: "chip", href, text });
      if (count !== undefined) chip.append(" ", element("em", { text: String(count) }));
      line.append(chip, " ");
    }
    advice.append(line);
  }

  function list(given) {
    const query = state.query.trim(), room = roomOf(hits);
    const lines = given.map((hit) => {
      const part = ["标题", "问题", "根源", "措施", "正文"][hit.part];
      const source = element("p", { cls: "source" }, element("strong", { text: part }));
      const again = hit.occurrences > 1 ? `本段 ${hit.occurrences} 处` : "";
      for (const words of [hit.unit, hit.author || "班子", hit.year, hit.heading, again]) {
        if (words) source.append(element("span", { text: words }));
      }
      const text = element("a", { cls: "text", href: address(hit, query) });
      show(excerpt(hit, room), text);
      const line = element("li", {}, element("div", {}, source, text));
      if (hit.chip) line.append(chip(hit.chip));
      hits.append(line);
      return text;
    });
    shown += given.length;
    return lines[0];
  }

  function chip({ name, page: target, inferred }) {
    const made = element(target ? "a" : "span", { cls: inferred ? "chip inferred" : "chip", href: target && root + target, text: name });
    if (inferred) made.append(element("span", { cls: "vh", text: "（推定）" }));
    return element("div", { cls: "notes" }, made);
  }

  /* How many characters fill three lines. */
  function roomOf(list) {
    const sample = element("li", {}, element("div", {}, element("a", { cls: "text", text: "字".repeat(10) })));
    list.append(sample);
    const text = sample.querySelector("a"), size = parseFloat(getComputedStyle(text).fontSize);
    const perLine = Math.max(12, Math.floor(text.parentElement.clientWidth / size));
    sample.remove();
    return perLine * LINES - 4;
  }

  function rest(passages) {
    const left = passages - shown;
    more.hidden = left <= 0;
    more.textContent = `再列 ${Math.min(left, PAGE)} 段`;
  }

  /* Back from a hit: the reader is where it was opened. */
  function restore() {
    const opened = place && hits.querySelectorAll("a.text")[place.at];
    if (opened) {
      scrollTo(0, place.y);
      opened.focus({ preventScroll: true });
    }
    place = null;
  }

  /* ---- facets ---- */

  function rail(values, focused = document.activeElement && document.activeElement.id) {
    const box = facets.querySelector("div");
    box.textContent = "";
    for (const facet of FACETS) {
      const lines = arrange(facet, values[facet]);
      if (lines.length > 1 || lines.some((line) => line.chosen)) box.append(group(facet, lines, values));
    }
    const count = chosen();
    facets.querySelector("summary span").textContent = count ? `已选 ${count} 项` : "";
    facets.hidden = !box.children.length;
    const again = focused && document.getElementById(focused);
    if (again) again.focus();
  }

  /* The values of a facet as they are listed: the chosen first. */
  function arrange(facet, values) {
    const wanted = state.filters[facet] || [];
    const known = values.map((line) => Object.assign({ chosen: wanted.includes(line.value) }, line));
    return known.sort((a, b) => b.chosen - a.chosen || (FREQUENT.includes(facet) ? b.base - a.base : 0));
  }

  function group(facet, lines, values) {
    const set = element("fieldset", {}, element("legend", { text: TITLES[facet] }));
    const least = Math.max(SHOWN, lines.filter((line) => line.chosen).length);
    const listed = opened.has(facet) ? lines : lines.slice(0, least);
    for (const line of listed) set.append(choice(facet, line));
    if (lines.length > least) {
      const words = opened.has(facet) ? "收起" : `其余 ${lines.length - least} 项`;
      const toggle = element("button", { type: "button", id: `facet-${facet}`, text: words, "aria-expanded": String(opened.has(facet)) });
      toggle.addEventListener("click", () => {
        if (!opened.delete(facet)) opened.add(facet);
        rail(values, opened.has(facet) ? `facet-${facet}-${lines[least].value}` : toggle.id);
      });
      set.append(toggle);
    }
    return set;
  }

  function choice(facet, line) {
    const input = element("input", { type: "checkbox", id: `facet-${facet}-${line.value}` });
    input.checked = line.chosen;
    input.addEventListener("change", () => {
      const values = (state.filters[facet] || []).filter((value) => value !== line.value);
      if (input.checked) values.push(line.value);
      const filters = Object.assign({}, state.filters, { [facet]: values });
      if (!values.length) delete filters[facet];
      go({ filters });
    });
    const cls = line.count ? "" : "zero";
    return element("label", { cls }, input, element("span", { text: line.label }), element("em", { text: String(line.count) }));
  }

  /* ---- events ---- */

  /* What is found is announced when the reader pauses, not at every key. */
  function hush() {
    clearTimeout(quiet);
    status.setAttribute("aria-busy", "true");
    quiet = setTimeout(() => status.setAttribute("aria-busy", "false"), QUIET);
  }

  field.addEventListener("input", (event) => {
    clearTimeout(timer);
    hush();
    if (!event.isComposing) timer = setTimeout(() => go({ query: field.value }, true), PAUSE);
  });
  field.addEventListener("compositionend", () => go({ query: field.value }, true));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    go({ query: field.value }, true);
    typing = false;
  });
  page.addEventListener("keydown", (event) => {
    if (event.isComposing || event.keyCode === 229 || !/^Arrow(Up|Down)$/.test(event.key)) return;
    const stops = [field, ...hits.querySelectorAll("a.text")];
    const at = stops.indexOf(document.activeElement);
    if (at < 0) return;
    const next = stops[at + (event.key === "ArrowDown" ? 1 : -1)];
    if (!next) return;
    event.preventDefault();
    next.focus();
  });
  hits.addEventListener("click", (event) => {
    const at = Array.from(hits.children).findIndex((line) => line.contains(event.target));
    history.replaceState({ shown, at, y: scrollY }, "");
  });
  more.addEventListener("click", further);
  addEventListener("popstate", (event) => {
    state = read();
    typing = !state.query;
    place = event.state;
    field.value = state.query;
    run();
  });
  const lay = () => (facets.open = wide.matches);
  wide.addListener(lay);
  lay();

  field.value = state.query;
  if (!state.query) field.focus();
  run();
})();
