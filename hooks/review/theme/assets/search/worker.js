/* The engine as a worker, so that no query ever holds up the page. */
import { Engine, Outdated } from "./engine.js";
import { Stale } from "./fetch.js";

self.postMessage({ loaded: true });
let engine = null;
self.onmessage = async ({ data }) => {
  engine = engine || new Engine(data.base);
  try {
    self.postMessage({ id: data.id, answer: await engine.ask(data.question) });
  } catch (error) {
    if (!(error instanceof Outdated)) console.warn(error);
    const reason = error instanceof Outdated ? "outdated" : error instanceof Stale ? "stale" : "failed";
    self.postMessage({ id: data.id, error: reason });
  }
};
