/* What test_scripts.py wrote for these tests, into the folder REVIEW_GIVEN: an index of the sample library as a site
   has it, and the cases of folding that Python passes. */
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { join, normalize } from "node:path";
import { test } from "node:test";

const folder = process.env.REVIEW_GIVEN;
export const scripts = new URL("../../hooks/review/theme/assets/search/", import.meta.url);

/* A test that needs what Python wrote. */
export function given(name, run) {
  test(name, { skip: !folder && "run by pytest tests/test_scripts.py, which writes the index" }, run);
}

export function json(name) {
  return JSON.parse(readFileSync(join(folder, name), "utf-8"));
}

/* Call `run(base)` while the index is served at `base`; `change(url)` may give another status than 200. */
export async function served(run, change = () => 200) {
  const server = createServer((request, answer) => {
    const status = change(request.url);
    let content = "";
    try {
      content = readFileSync(join(folder, normalize(request.url)));
    } catch (error) {
      return answer.writeHead(404).end();
    }
    answer.writeHead(status).end(status === 200 ? content : "");
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  try {
    return await run(`http://127.0.0.1:${server.address().port}/search/data/`);
  } finally {
    server.close();
    if (server.closeAllConnections) server.closeAllConnections();
  }
}
