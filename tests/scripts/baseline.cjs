/* What the scripts named on the command line have that Chromium 80 does not know: syntax beyond ES2020, and names of
   functions that came later. Run with --expose-internals: the parser is the one that Node carries for its own use. */
const { readFileSync } = require("node:fs");
const acorn = require("internal/deps/acorn/acorn/dist/acorn");
const walk = require("internal/deps/acorn/acorn-walk/dist/walk");

const LATER = new Set([
  "replaceAll", "at", "findLast", "findLastIndex", "toSorted", "toReversed", "toSpliced", "with", "hasOwn", "groupBy",
  "replaceChildren", "checkVisibility", "showPopover", "hidePopover", "togglePopover", "showPicker", "randomUUID",
  "isWellFormed", "toWellFormed", "fromAsync", "canParse", "setHTML", "setHTMLUnsafe", "Segmenter", "DurationFormat",
  "throwIfAborted", "withResolvers", "union", "intersection", "difference",
]);
const GLOBAL = new Set([
  "structuredClone", "WeakRef", "FinalizationRegistry", "AggregateError", "scheduler", "reportError", "navigation",
  "Sanitizer", "EyeDropper", "showOpenFilePicker", "showSaveFilePicker",
]);

for (const path of process.argv.slice(2)) {
  const say = (at, what) => console.log(`${path}:${at.start.line}: ${what}`);
  let tree;
  try {
    tree = acorn.parse(readFileSync(path, "utf8"), { ecmaVersion: 2020, sourceType: "module", locations: true });
  } catch (error) {
    console.log(`${path}:${error.loc ? error.loc.line : 1}: ${error.message}`);
    continue;
  }
  walk.simple(tree, {
    CallExpression({ callee, loc }) {
      if (callee.type === "MemberExpression" && !callee.computed && LATER.has(callee.property.name)) say(loc, callee.property.name);
    },
    Identifier(node) {
      if (GLOBAL.has(node.name)) say(node.loc, node.name);
    },
  });
}
