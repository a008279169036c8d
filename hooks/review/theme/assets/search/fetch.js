/* How the search engine loads files: so many at once, and none for longer than a server may keep silent. */
const AT_ONCE = 32;
const PATIENCE = 5000; // ms

/* A hashed file that is gone or spoilt: the site was published anew while the page was open. */
export class Stale extends Error {}

/* The browser refuses more than some thousand requests at once; a very common character needs as many shards.
   The latest goes first, as it belongs to the latest question. */
const queue = [];
let running = 0;

/* The file at `url`, as "json" or as "bytes". */
export function get(url, kind, options) {
  return new Promise((resolve, reject) => {
    queue.push(() => fetched(url, kind, options).then(resolve, reject));
    next();
  });
}

function next() {
  if (running >= AT_ONCE || !queue.length) return;
  running++;
  queue.pop()().then(() => {
    running--;
    next();
  });
}

async function fetched(url, kind, options) {
  const abort = new AbortController(), wait = patience(() => abort.abort());
  try {
    const answer = await fetch(url, Object.assign({ signal: abort.signal }, options));
    if (answer.status === 404 || answer.status === 410) throw new Stale(url);
    if (!answer.ok) throw new Error(`${answer.status} ${url}`);
    const bytes = await body(answer.body.getReader(), wait);
    return kind === "json" ? JSON.parse(new TextDecoder().decode(bytes)) : bytes;
  } catch (error) {
    if (error instanceof SyntaxError) throw new Stale(url);
    throw error;
  } finally {
    wait.over();
  }
}

/* Calls `late` when nothing has come for some seconds: a server that hangs must not leave the reader waiting. */
function patience(late) {
  let timer = setTimeout(late, PATIENCE);
  return {
    over: () => clearTimeout(timer),
    more: () => {
      clearTimeout(timer);
      timer = setTimeout(late, PATIENCE);
    },
  };
}

/* All bytes of an answer. Not by way of a Blob: the browser keeps those in another process, a query asks for thirty. */
async function body(reader, wait) {
  const pieces = [];
  let size = 0;
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    pieces.push(part.value);
    size += part.value.length;
    wait.more();
  }
  if (pieces.length === 1) return pieces[0];
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}
