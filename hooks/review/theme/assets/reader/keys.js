/* `?` lists the keys. */
import { element } from "../search/element.js";

const KEYS = [["/", "到检索框"], ["?", "列出这些键"], ["Tab", "到下一个链接；条目的“复制引文”“报错”也在其中"], ["Esc", "关闭列表、说明、词语的解释"]];
let list = null;

document.addEventListener("keydown", (event) => {
  const typing = event.target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName);
  if (event.key !== "?" || typing || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
  event.preventDefault();
  if (!list) {
    const rows = KEYS.map(([key, does]) => element("p", {}, element("kbd", { text: key }), `　${does}`));
    const close = element("button", { type: "button", text: "关闭" });
    list = element("dialog", { cls: "keys md-typeset", "aria-label": "按键" }, ...rows, close);
    close.addEventListener("click", () => list.close());
    document.body.append(list);
  }
  if (list.open) list.close();
  else list.showModal();
});
