/* What is new since the last visit: kept in this browser alone, as the time of the newest entry that was seen. */
const NAME = "review-seen";
const ROWS = ".change[data-time]";

function kept() {
  try {
    return JSON.parse(localStorage.getItem(NAME)) || null;
  } catch {
    return null; // no storage, or not ours
  }
}

function keep(newest) {
  const now = new Date();
  try {
    localStorage.setItem(NAME, JSON.stringify({ newest, on: `${now.getMonth() + 1} 月 ${now.getDate()} 日` }));
  } catch {
    /* without storage there are no squares, and nothing else is different */
  }
}

function count(rows) {
  return rows.reduce((sum, row) => sum + Number(row.dataset.count), 0);
}

function mark(row) {
  const said = document.createElement("span");
  said.className = "vh";
  said.textContent = "上次到访后新增";
  row.classList.add("fresh");
  row.prepend(said);
}

function tell(box, fresh, seen, newest) {
  const all = document.createElement("button");
  all.type = "button";
  all.textContent = "都算看过了";
  all.addEventListener("click", () => {
    keep(newest);
    fresh.forEach((row) => row.classList.remove("fresh"));
    document.querySelectorAll(".since, .fresh > .vh").forEach((one) => one.remove());
    box.hidden = true;
  });
  box.append(`${count(fresh)} 项是 ${seen.on}上次到访以后的 `, all);
  box.hidden = false;
  const line = document.createElement("p");
  line.className = "since";
  line.textContent = `以上 ${count(fresh)} 项，是 ${seen.on}上次到访以后的`;
  fresh[fresh.length - 1].after(line);
}

const rows = [...document.querySelectorAll(ROWS)];
if (rows.length) {
  const newest = Math.max(...rows.map((row) => Number(row.dataset.time)));
  const seen = kept();
  const fresh = seen ? rows.filter((row) => Number(row.dataset.time) > seen.newest) : [];
  const box = document.querySelector(".visits");
  fresh.forEach(mark);
  if (box && fresh.length) tell(box, fresh, seen, newest);
  if (box) addEventListener("pagehide", () => keep(Math.max(newest, seen ? seen.newest : 0)));
}
