/* What a passage is, said by its editor: a box over the readings. */
import { element, fill } from "/assets/search/element.js";

const $ = (id) => document.getElementById(id);
const FIRST = ["problem", "cause", "measure", "heading", "text"];

/* `at` is how the passage begins; `type` the id of a problem's type, null where it is none; `top` where the box lies, in px.
   `say({ role, kind, type })` is told what was chosen, `leave()` when the box is gone. */
export function drawBox({ at, type, top }, choices, say, leave) {
  const box = $("box"), problem = type !== null;
  const radio = (value, name) => {
    const made = element("input", { type: "radio", name: "role", value });
    made.addEventListener("change", draw);
    return element("label", {}, made, name);
  };
  const said = Object.fromEntries(choices.role), rest = choices.role.filter(([role]) => !FIRST.includes(role));
  const others = [...rest.map(([role, name]) => [`${role} `, name]), ...choices.section.map(([kind, name]) => [`section ${kind}`, `${name}部分的标题`])];
  const other = element("select", { "aria-label": "别的" }, ...others.map(([value, name]) => element("option", { value, text: name })));
  const roles = element("fieldset", {}, element("legend", { id: "box-head", text: `“${at}”是` }), ...FIRST.map((role) => radio(role, said[role])), radio("", "别的"), other);
  const types = element("select", { id: "box-type" }, element("option", { value: "", text: "按程序的归类" }), ...choices.type.map(([id, name]) => element("option", { value: id, text: name })));
  const of_type = element("div", {}, element("label", { for: "box-type", text: "问题类型" }), types);
  const chosen = () => roles.querySelector(":checked").value;

  function draw() {
    other.hidden = chosen() !== "";
    of_type.hidden = !problem || chosen() !== "problem";
  }

  function close() {
    box.hidden = true;
    leave();
  }

  types.value = type || "";
  roles.querySelector(`[value="${problem ? "problem" : "text"}"]`).checked = true;
  const cancel = element("button", { type: "button", text: "取消" });
  fill(box, roles, of_type, element("p", {}, element("small", { text: "记在文件头，正文一字不动。" })),
    element("p", {}, element("button", { type: "submit", cls: "main", text: "照此更正" }), " ", cancel));
  box.onsubmit = (event) => {
    event.preventDefault();
    const [role, kind = ""] = (chosen() || other.value).split(" ");
    close();
    say({ role, kind, type: types.value });
  };
  cancel.onclick = close;
  box.onkeydown = (event) => { if (event.key === "Escape") close(); };
  box.hidden = false;
  box.style.top = `${top}px`;
  draw();
  roles.querySelector(":checked").focus();
}
