/* Numbers in names are written both ways: 第12街道 is 第十二街道 as well. */
const FIGURES = Array.from("零一二三四五六七八九");
const VALUES = new Map(Array.from({ length: 999 }, (_, n) => [said(n + 1), String(n + 1)]));

/* 12 as 十二, 105 as 一百零五; below a thousand. */
function said(number) {
  const hundreds = Math.floor(number / 100), tens = Math.floor(number / 10) % 10, ones = number % 10;
  const first = hundreds ? `${FIGURES[hundreds]}百` : "", last = ones ? FIGURES[ones] : "";
  if (!tens) return first + (first && last ? "零" : "") + last;
  return `${first}${tens > 1 || first ? FIGURES[tens] : ""}十${last}`;
}

/* A name with its numbers in the other way of writing; as it is where there are none. */
export function otherwise(name) {
  return name.normalize("NFKC").replace(/\d+|[零一二三四五六七八九十百]+/g,
    (number) => (/^[1-9]\d{0,2}$/.test(number) ? said(Number(number)) : VALUES.get(number) || number));
}

/* The number behind 第 with which a name begins, as it is written; "" where there is none. */
export function ordinal(name) {
  return (/^第(\d+|[零一二三四五六七八九十百]+)/.exec(name) || [""])[0];
}
