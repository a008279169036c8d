/* Saving as a step of its own: first the lines, then the file, then, where there is git, a sentence for the history. */
import { ask } from "./api.js";
import { element, fill } from "/assets/search/element.js";

/* A commit that says so is told of without its words: examine/history/protection.py. */
const WITHHELD = "撤下不宜公开的内容";

const $ = (id) => document.getElementById(id);

function open(heading, ...content) {
  const step = $("step");
  step.hidden = false;
  step.className = "";
  fill(step, element("h2", { id: "step-head", text: heading, tabindex: "-1" }), ...content);
  $("step-head").focus();
  step.scrollIntoView({ block: "nearest" });
}

export function close() {
  $("step").hidden = true;
}

function button(text, action, main) {
  const made = element("button", { type: "button", cls: main ? "main" : "", text });
  made.addEventListener("click", () => Promise.resolve(action()).catch((error) => open("没有做成", element("p", { text: error.message }), element("p", {}, button("继续改", close)))));
  return made;
}

export async function review(state, done) {
  const { rows } = await ask("changes", { path: state.path, before: state.before, text: state.text() });
  if (!rows.length) return open("没有改动", element("p", {}, button("继续改", close)));
  const must = state.look.findings.filter((one) => one.must).length;
  const left = must ? `须处理的 ${must} 处还在，可以先写入；发布时会挡住。` : "";
  const write = button("写入文件", () => save(state, done), true);
  open("保存前核对", element("p", {}, element("small", { text: `写入的就是下面 ${rows.length} 行，别处不动。` })),
    lines(rows), element("p", {}, write, " ", button("继续改", close), " ", element("small", { text: left })));
}

/* A file that was written and is in no commit yet, perhaps since the day before: what the commit would hold, and its sentence. */
export async function record(state, done) {
  const { rows } = await ask("changes", { path: state.path, text: state.text() });
  open("已写入，还没有记入历史", element("p", {}, element("small", { text: "上次记入以后改的是下面这些行。" })), lines(rows), history(state, done), element("p", {}, button("继续改", close)));
}

export function lines(rows) {
  const body = element("tbody");
  let under = null;
  for (const row of rows) {
    if (row.under !== under) body.append(element("tr", {}, element("th", { colspan: 3, scope: "rowgroup", text: row.under })));
    under = row.under;
    const words = row.pieces.map(([kind, text]) => kind === "same" ? text : element(kind === "gone" ? "del" : "ins", {}, element("span", { cls: "vh", text: kind === "gone" ? "删去：" : "添上：" }), text));
    body.append(element("tr", {}, element("td", { text: row.line }), element("td", { text: row.sign }), element("td", {}, ...words)));
  }
  return element("table", { cls: "lines" }, element("caption", { cls: "vh", text: "改动的行" }), body);
}

async function save(state, done) {
  try {
    const made = await ask("save", { path: state.path, digest: state.digest, text: state.text() });
    await done(made);
    saved(state, made, done);
  } catch (error) {
    if (error.now) clash(state, error.now, done);
    else open("没有写入", element("p", { text: error.message }), element("p", {}, button("继续改", close), " ", button("另存一份", () => aside(state))));
  }
}

/* What the file could not take, in a file of its own. */
async function aside(state, reopen) {
  const { path } = await ask("copy", { path: state.path, text: state.text() });
  if (reopen) await reopen();
  const now = reopen ? "页面上是现在的文件；把要的改动再写一遍。" : "改动也还在本页。";
  open("已另存", element("p", { text: `你的一份在 ${path}，${now}` }), element("p", {}, button("继续改", close)));
}

function saved(state, made, done) {
  const take = button("撤销这次写入", async () => {
    try {
      const opened = await ask("undo", { path: state.path });
      await done(opened, opened);
      open("已撤销", element("p", { text: "文件已回到写入之前。" }), element("p", {}, button("继续改", close)));
    } catch (error) {
      open("没有撤销", element("p", { text: error.now ? "文件在这之后又改过，撤销会丢掉那些改动。" : error.message }));
    }
  });
  const parts = [element("p", {}, take, " ", button("继续改", close))];
  if (state.who && made.changed) parts.unshift(history(state, done));
  open("已写入", ...parts);
}

function history(state, done) {
  const words = element("input", { id: "reason", type: "text", size: 44, autocomplete: "off", maxlength: 200 });
  const told = element("p", { role: "status" });
  const hide = element("input", { id: "hide", type: "checkbox" });
  const message = () => [hide.checked ? WITHHELD : "", words.value.trim()].filter((part) => part).join("：");
  let needs = [];
  const keep = button("记入历史", async () => {
    try {
      for (const path of needs) await ask("commit", { path, message: `词表：${message()}` });
      needs = [];
      const { commit } = await ask("commit", { path: state.path, message: message() });
      told.textContent = `已记入历史，编号 ${commit}，署名 ${state.who}。`;
      keep.disabled = true;
      await done({ digest: state.digest, changed: false });
    } catch (error) {
      told.textContent = error.message;
      needs = error.needs || [];
      keep.textContent = needs.length ? "先记词表，再记这一份" : "记入历史";
    }
  }, true);
  const withheld = state.path.startsWith("materials/") ? element("p", {}, element("label", {}, hide, ` ${WITHHELD}（姓名、举报、涉密一类）`),
    element("small", { text: "　删去的字句会列在网站的修改记录里；勾上，就只说哪一处、多少字。" })) : "";
  return element("div", {}, element("label", { for: "reason", text: "改了什么，一句话：" }), words, " ", keep, withheld, told);
}

async function clash(state, now, done) {
  const mine = await ask("changes", { path: state.path, before: state.before, text: state.text() });
  const theirs = await ask("changes", { path: state.path, before: state.before, text: now.text });
  const at = (rows) => Array.from(new Set(rows.map((row) => row.line))).slice(0, 8).join("、") || "（没有）";
  const both = element("div", { hidden: "" }, element("h3", { text: "别处改的" }), lines(theirs.rows), element("h3", { text: "你改的" }), lines(mine.rows));
  const see = button("看两边的差别", () => { both.hidden = false; }, true);
  const keep = button("另存一份，再打开现在的文件", () => aside(state, () => done(null, now)));
  open("没有写入：这份文件在别处改过了。",
    element("p", { text: `别处改在第 ${at(theirs.rows)} 行；你改在第 ${at(mine.rows)} 行，还在本页，没有丢。不能强行覆盖。` }),
    element("p", {}, see, " ", keep), both);
  $("step").className = "clash";
}
