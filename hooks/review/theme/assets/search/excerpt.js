/* About `room` characters of a hit around its first mark, as pieces {text, bold, mark}. */
export function excerpt(hit, room) {
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
