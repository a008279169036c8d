/* A material's page as what pair.js compares, with the places that its parts lead to. */

export async function read(url) {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(answer.status === 404 ? "gone" : "failed");
  return parse(new DOMParser().parseFromString(await answer.text(), "text/html"), url);
}

/* {title, url, headings}: a heading has what `headings` of pair.js have, and the place of each part. */
export function parse(page, url) {
  const headings = [], at = (id) => `${url}#${id}`;
  const link = (element) => (element ? new URL(element.getAttribute("href"), url).href : "");
  for (const row of page.querySelectorAll(".row.heading, .row.item[id^=p]")) {
    if (row.matches(".heading")) {
      const title = row.querySelector("h3"), short = row.querySelector(".short a");
      headings.push({ name: (short || title).textContent.trim(), page: link(short), place: at(title.id), problems: [] });
      continue;
    }
    if (!headings.length) headings.push({ name: "没有分方面的问题", page: "", place: at(row.id), problems: [] });
    const text = row.querySelector(".text").cloneNode(true), chip = row.querySelector(".chip");
    text.querySelectorAll(".self").forEach((self) => self.remove());
    const opening = text.querySelector("strong");
    headings[headings.length - 1].problems.push({
      place: at(row.id),
      opening: opening ? opening.textContent : "",
      text: text.textContent.trim(),
      type: link(chip),
      name: chip ? chip.firstChild.textContent.trim() : "",
      measures: Array.from(row.querySelectorAll(".refs"))
        .filter((line) => line.textContent.trim().startsWith("措施"))
        .map((line) => Array.from(line.querySelectorAll("a"), named).join("；"))[0] || "",
    });
  }
  return { title: page.querySelector("h1").textContent.trim(), url, headings };
}

/* What a link is called, its ordinal apart; that it is inferred is not said here. */
function named(link) {
  return Array.from(link.childNodes, (node) => node.textContent.trim()).filter((said) => said !== "（推定）").join(" ");
}
