/* What a page is made of. */

/* Put pieces into `parent` as text, bold text and marks. */
export function show(pieces, parent) {
  for (const piece of pieces) {
    let place = parent;
    if (piece.bold) place = place.appendChild(document.createElement("strong"));
    if (piece.mark) place = place.appendChild(document.createElement("mark"));
    place.appendChild(document.createTextNode(piece.text));
  }
}

/* An element with a class, text and attributes; one without a value is left out. */
export function element(name, { cls, text, ...attributes } = {}, ...children) {
  const made = document.createElement(name);
  if (cls) made.className = cls;
  if (text !== undefined) made.textContent = text;
  for (const [attribute, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined) made.setAttribute(attribute, value);
  }
  made.append(...children);
  return made;
}

/* Gives an element other children: replaceChildren, which came with Chromium 86. */
export function fill(parent, ...children) {
  parent.textContent = "";
  parent.append(...children);
}

/* Lets the reader save what a script made. */
export function save(made, name) {
  const link = element("a", { href: URL.createObjectURL(made), download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
