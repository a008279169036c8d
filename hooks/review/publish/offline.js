/* A site that is opened from a folder: no server, so no modules, no fetch, no worker. The modules stand in this file as
   functions; what they would fetch is a script that hands its content over; the worker runs in the page. */
globalThis.reviewOffline = globalThis.reviewOffline || (() => {
  const root = new URL("../../", document.currentScript.src).href, factories = new Map(), made = new Map(), waiting = new Map();

  function require(name) {
    if (!made.has(name)) made.set(name, factories.get(name)(require, fetch, Worker, self, root + "assets/" + name));
    return made.get(name);
  }

  function fetch(url) {
    const key = decodeURIComponent(String(url).slice(root.length).replace(/[?#].*/, ""));
    return new Promise((resolve) => {
      const script = document.createElement("script");
      waiting.set(key, (bytes) => resolve(new Response(bytes)));
      script.onload = () => script.remove();
      script.onerror = () => resolve(new Response("", { status: 404 }));
      script.src = root + "assets/offline/data/" + key.split("/").map(encodeURIComponent).join("/") + ".js";
      document.head.append(script);
    });
  }

  class Worker {
    constructor(url) {
      const name = url.slice((root + "assets/").length), inside = { postMessage: (data) => setTimeout(() => this.onmessage && this.onmessage({ data })) };
      factories.get(name)(require, fetch, Worker, inside, url);
      this.inside = inside;
    }
    postMessage(data) {
      setTimeout(() => this.inside.onmessage({ data }));
    }
    terminate() {}
  }

  /* A folder is its index.html: links that scripts make say the folder. */
  document.addEventListener("click", (event) => {
    const link = event.target.closest && event.target.closest("a[href]");
    if (link && link.href.startsWith(root) && /\/(?:[?#].*)?$/.test(link.href)) link.href = link.href.replace(/\/(?=[?#]|$)/, "/index.html");
  }, true);

  return {
    define: (name, factory) => factories.has(name) || factories.set(name, factory),
    data: (key, base64) => waiting.get(key)(Uint8Array.from(atob(base64), (char) => char.charCodeAt(0))),
    run: require,
  };
})();
