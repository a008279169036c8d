/* A new material from nothing: what it is of. The server holds it against the vocabulary and writes an empty draft. */
import { ask } from "./api.js";
import { radios, select } from "./form.js";
import { element, fill } from "/assets/search/element.js";

const $ = (id) => document.getElementById(id);

/* Draws the form over whatever is open; `made(path)` opens what was written, `leave()` goes back. */
export function drawNew(choices, made, leave) {
  const name = choices.names, parent = $("new");
  const unit = select("unit", [["", "（选一个）"], ...choices.unit], "n"), campaign = select("campaign", choices.campaign, "n");
  const text = (key) => element("input", { name: key, id: `n-${key}`, autocomplete: "off", type: "text" });
  const author = text("author"), date = text("date"), title = text("title");
  const kind = radios("kind", name.kind, choices.kind, "个人", draw);
  const field = (key, made, cls = "", hint = "") => element("div", { cls, "data-of": key }, element("label", { for: made.id, text: name[key] }), made, element("small", { text: hint }));
  const told = element("p", { id: "n-told", role: "alert" });
  const of_kind = () => (kind.querySelector(":checked") || {}).value || "";
  kind.dataset.of = "kind";

  function draw() {
    author.disabled = of_kind() === "班子";
    const year = campaign.selectedOptions[0], called = year ? year.textContent.split("　")[1] : "";
    title.placeholder = unit.value && `${unit.value}${author.disabled ? "班子" : author.value.trim()}${called}对照检查材料`;
  }

  function refuse(error) {
    told.textContent = error.message;
    for (const one of parent.querySelectorAll("[aria-invalid]")) one.removeAttribute("aria-invalid");
    const wrong = error.field && parent.querySelector(`[name="${error.field}"]`);
    if (!wrong) return;
    wrong.setAttribute("aria-invalid", "true");
    wrong.setAttribute("aria-describedby", told.id);
    wrong.closest("[data-of]").append(told);
    wrong.focus();
  }

  const cancel = element("button", { type: "button", text: "取消" });
  fill(parent, element("h1", { id: "new-head", tabindex: "-1", text: "新建一份" }),
    element("p", { text: "按这次活动规定的方面开一份空白草稿，打开来填。先是草稿，不发布；填好以后在“可见范围”里改。" }),
    element("div", { cls: "fields" }, field("unit", unit), field("author", author, "", "不写姓名"), field("campaign", campaign), kind,
      field("date", date, "", "如 2026-01-16，可以空着"), field("title", title, "whole", "不写，就由单位、职务和活动拼成")),
    told, element("p", {}, element("button", { type: "submit", cls: "main", text: "建好，打开" }), " ", cancel));
  for (const one of [unit, author, campaign]) one.addEventListener("input", draw);
  parent.onsubmit = async (event) => {
    event.preventDefault();
    const said = { unit: unit.value, author: author.value, campaign: campaign.value, kind: of_kind(), date: date.value, title: title.value };
    try {
      made((await ask("new", said)).path);
    } catch (error) {
      refuse(error);
    }
  };
  cancel.onclick = leave;
  draw();
  $("new-head").focus();
}
