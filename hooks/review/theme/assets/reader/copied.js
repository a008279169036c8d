/* Which copies a material has: asked for by its address, as /copies/?of=materials/2024/…/ from its page. */
import { get } from "../search/fetch.js";
import { element } from "../search/element.js";

const box = document.querySelector(".copied"), of = new URLSearchParams(location.search).get("of");

function row([name, share, letters, page]) {
  return element("li", {}, element("a", { href: page, text: `与 ${name}` }), ` 有 ${letters} 字相同，占 ${share} %`);
}

function tell([title, pairs]) {
  const own = element("a", { href: `../${of}`, text: title });
  if (!pairs.length) box.append(element("p", {}, own, " 没有与别的材料相同的段落。下面是全库的。"));
  else box.append(element("p", {}, own, ` 与另外 ${pairs.length} 份有相同的段落：`), element("ul", {}, ...pairs.map(row)), element("p", { text: "下面是全库的。" }));
}

function open() {
  const passages = document.querySelector(".pair:target details");
  if (passages) passages.open = true;
}

addEventListener("hashchange", open);
open();
if (box && of) {
  box.hidden = false;
  get(new URL("data/of.json", location.href).href, "json")
    .then((known) => (known[of] ? tell(known[of]) : box.append(element("p", { text: "没有这份材料：可能改了名，或已撤下。" }))))
    .catch(() => box.append(element("p", { text: "没有查到：服务器没有回答，请稍后再试。" })));
}
