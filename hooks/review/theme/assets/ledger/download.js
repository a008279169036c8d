/* What is listed as a file: CSV, or a spreadsheet (an uncompressed zip of XML parts, ECMA-376). No cell is a formula. */
const WIDTHS = [6, 14, 11, 6, 28, 15, 34, 12, 13, 12, 10, 20, 12, 30];
const HEAD = ["序号", "单位", "职务", "年度", "问题", "问题类型", "整改措施", "责任领导", "责任部门", "完成时限", "状态", "进展", "销号", "地址"];

/* Rows of texts and numbers, the head first. */
export function table(cases, root) {
  const rows = [HEAD];
  for (const item of cases) {
    for (const row of item.rows) {
      const problem = item.opening + (row.inferred ? "（推定）" : "");
      rows.push([rows.length, item.unit, item.post, item.year, problem, item.type, row.opening, row.leader, row.owner,
        row.due, row.state, row.progress, row.signed, root + row.page]);
    }
  }
  return rows;
}

/* With a byte order mark, by which Excel and WPS know UTF-8; what might be taken for a formula begins with '. */
export function csv(rows) {
  const cell = (value) => `"${String(value).replace(/^(?=[=+\-@\t\r＝＋－＠'])/, "'").replace(/"/g, '""')}"`;
  return new Blob([`\ufeff${rows.map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`], { type: "text/csv;charset=utf-8" });
}

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
const KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml";

/* A spreadsheet of texts and numbers whose first line is `note`, ready to print on A4 landscape. */
export function xlsx(rows, note, name = "整改台账", widths = WIDTHS) {
  const cell = (value, style) => (typeof value === "number" ? `<c s="3"><v>${value}</v></c>`
    : `<c t="inlineStr" s="${style}"><is><t xml:space="preserve">${escaped(value)}</t></is></c>`);
  const style = (value, n) => (!n ? 0 : n > 1 && !/^https?:/.test(value) ? 2 : 1); // an address in two lines hides that of the next row
  const wide = (value) => String(value).replace(/[^\x00-\xff]/g, "xx").length; // in letters, as the widths are
  const lines = [[note], ...rows].map((row, n) => {
    const high = Math.max(...row.map((value, k) => (style(value, n) === 2 ? Math.ceil(wide(value) / (widths[k] - 1)) : 1)));
    return `<row r="${n + 1}" ht="${4 + 13 * high}" customHeight="1">${row.map((value) => cell(value, style(value, n))).join("")}</row>`;
  }).join("");
  const columns = widths.map((width, n) => `<col min="${n + 1}" max="${n + 1}" width="${width}" customWidth="1"/>`).join("");
  const sheet = `<worksheet xmlns="${MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><cols>${columns}</cols>`
    + `<sheetData>${lines}</sheetData><pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>`;
  const defined = (what, cells) => `<definedName name="_xlnm.Print_${what}" localSheetId="0">${cells}</definedName>`;
  const last = rows[0].length - 1, paper = rows[0][last] === "地址" // of no use on paper
    ? defined("Area", `${name}!$A$1:$${String.fromCharCode(64 + last)}$${rows.length + 1}`) : "";
  const book = `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="${name}" sheetId="1" r:id="rId1"/></sheets>`
    + `<definedNames>${paper}${defined("Titles", `${name}!$2:$2`)}</definedNames></workbook>`;
  const styles = `<styleSheet xmlns="${MAIN}"><fonts count="1"><font><sz val="10"/><name val="宋体"/></font></fonts>`
    + `<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>`
    + `<borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border>`
    + `<border>${["left", "right", "top", "bottom"].map((side) => `<${side} style="thin"/>`).join("")}<diagonal/></border></borders>`
    + `<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>`
    + `<cellXfs count="4"><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0"/>`
    + `<xf numFmtId="49" fontId="0" fillId="0" borderId="1" xfId="0" applyBorder="1" applyAlignment="1"><alignment vertical="center"/></xf>`
    + `<xf numFmtId="49" fontId="0" fillId="0" borderId="1" xfId="0" applyBorder="1" applyAlignment="1"><alignment wrapText="1" vertical="center"/></xf>`
    + `<xf numFmtId="0" fontId="0" fillId="0" borderId="1" xfId="0" applyBorder="1" applyAlignment="1"><alignment vertical="center"/></xf></cellXfs></styleSheet>`;
  const link = (id, kind, target) => `<Relationship Id="${id}" Type="${OFFICE}/${kind}" Target="${target}"/>`;
  const links = (...all) => `<Relationships xmlns="${PACKAGE}/relationships">${all.join("")}</Relationships>`;
  const type = (part, kind) => `<Override PartName="/xl/${part}.xml" ContentType="${KIND}.${kind}+xml"/>`;
  const types = `<Types xmlns="${PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>`
    + `<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>`
    + `${type("workbook", "sheet.main")}${type("sheet1", "worksheet")}${type("styles", "styles")}</Types>`;
  return new Blob(zip([
    ["[Content_Types].xml", types],
    ["_rels/.rels", links(link("rId1", "officeDocument", "xl/workbook.xml"))],
    ["xl/workbook.xml", book],
    ["xl/_rels/workbook.xml.rels", links(link("rId1", "worksheet", "sheet1.xml"), link("rId2", "styles", "styles.xml"))],
    ["xl/sheet1.xml", sheet],
    ["xl/styles.xml", styles],
  ].map(([name, text]) => [name, XML + text])), { type: `${KIND}.sheet` });
}

function escaped(text) {
  // eslint-disable-next-line no-control-regex
  return text.replace(/[\x00-\x08\x0b\x0c\x0e-\x1f]/g, "").replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
}

const CRC = Array.from({ length: 256 }, (_, n) => {
  for (let bit = 0; bit < 8; bit++) n = n & 1 ? (n >>> 1) ^ 0xedb88320 : n >>> 1;
  return n >>> 0;
});

function crc(bytes) {
  let sum = 0xffffffff;
  for (const byte of bytes) sum = CRC[(sum ^ byte) & 255] ^ (sum >>> 8);
  return (sum ^ 0xffffffff) >>> 0;
}

/* The parts of a zip archive (APPNOTE 6.3) that stores [name, text] uncompressed. */
function zip(files) {
  const coder = new TextEncoder(), parts = [], list = [];
  let at = 0;
  for (const [name, text] of files) {
    const title = coder.encode(name), bytes = coder.encode(text);
    const common = [[20, 2], [0x800, 2], [0, 2], [0, 2], [0x21, 2], [crc(bytes), 4], [bytes.length, 4], [bytes.length, 4], [title.length, 2], [0, 2]];
    const local = packed([[0x04034b50, 4], ...common]);
    parts.push(local, title, bytes);
    list.push(packed([[0x02014b50, 4], [20, 2], ...common, [0, 2], [0, 2], [0, 2], [0, 4], [at, 4]]), title);
    at += local.length + title.length + bytes.length;
  }
  const size = list.reduce((sum, part) => sum + part.length, 0);
  return [...parts, ...list, packed([[0x06054b50, 4], [0, 2], [0, 2], [files.length, 2], [files.length, 2], [size, 4], [at, 4], [0, 2]])];
}

function packed(fields) {
  return new Uint8Array(fields.flatMap(([value, size]) => Array.from({ length: size }, (_, n) => Math.floor(value / 256 ** n) % 256)));
}
