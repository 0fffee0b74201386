// Puts what a save changed into the page that is open, and leaves the rest of it as it is: no loading anew, no jump, and
// what somebody unfolded or selected elsewhere stays so. It is a plugin of livereload's script, which asks it first; for
// whatever it does not answer the page is loaded again.
(() => {
  "use strict";

  // What scripts set on what came with the page, which no page comes with: its policy forbids `style`, the others are
  // states that a reader brings about.
  const OF_THE_READER = new Set(["open", "style", "aria-describedby"]);
  const LIT = "lit";
  const LIVE = "script[src^='/livereload.js']";
  const parser = new DOMParser();
  let latest = 0;

  // Whatever stands in the body at first is the page's own; what scripts add to it later is theirs.
  let own = new Set(document.body.childNodes);

  const classes = (node) => (node.getAttribute("class") || "").split(" ").filter((one) => one !== LIT).join(" ");
  const sheet = (node) => node.localName === "link" && node.rel === "stylesheet" && new URL(node.href).pathname;
  const addresses = (page) =>
    [...page.querySelectorAll("script[src]")].filter((node) => !node.matches(LIVE)).map((node) => node.getAttribute("src")).join();

  function dress(node, next) {
    for (const { name } of [...node.attributes]) {
      if (!next.hasAttribute(name) && !OF_THE_READER.has(name) && name !== "class") node.removeAttribute(name);
    }
    for (const { name, value } of next.attributes) {
      if (name !== "class" && !OF_THE_READER.has(name) && node.getAttribute(name) !== value) node.setAttribute(name, value);
    }
    if (classes(node) !== classes(next)) node.setAttribute("class", next.getAttribute("class") || "");
  }

  const same = (node, next) => node.isEqualNode(next);
  const akin = (node, next) => node.nodeName === next.nodeName && node.id === next.id;

  function become(node, next) {
    if (same(node, next) || node.localName === "noscript") return;
    if (node.nodeType !== Node.ELEMENT_NODE) {
      if (node.data !== next.data) node.data = next.data;
      return;
    }
    // Livereload's own name for a sheet that it has swapped stays.
    if (sheet(node) && sheet(node) === sheet(next)) return;
    dress(node, next);
    fill(node, [...node.childNodes], [...next.childNodes]);
  }

  // Where the counterpart of a node stands among those that are left, or -1. White space has none but its neighbour.
  function counterpart(left, next, paired) {
    if (paired || next.nodeType !== Node.ELEMENT_NODE) return left[0] && akin(left[0], next) ? 0 : -1;
    return left.findIndex((node) => akin(node, next) && (node.id || same(node, next)));
  }

  // What is the same at both ends stays. Between them each becomes its counterpart where as many are there as before;
  // where something came or went, what is the same or has the same id is found again, and all else is put in anew.
  function fill(box, before, after) {
    let first = 0;
    while (first < before.length && first < after.length && same(before[first], after[first])) first += 1;
    let [old, late] = [before.length, after.length];
    while (old > first && late > first && same(before[old - 1], after[late - 1])) [old, late] = [old - 1, late - 1];
    const left = before.slice(first, old);
    const end = before[old] || null;
    const paired = old - first === late - first;
    for (const next of after.slice(first, late)) {
      const at = counterpart(left, next, paired);
      for (const gone of left.splice(0, Math.max(at, 0))) gone.remove();
      if (at >= 0) become(left.shift(), next);
      else box.insertBefore(document.importNode(next, true), left[0] || end);
      if (at < 0 && paired) left.shift().remove();
    }
    for (const gone of left) gone.remove();
  }

  function exchange(text) {
    const next = parser.parseFromString(text, "text/html");
    // Scripts that run already cannot be exchanged.
    if (addresses(document) !== addresses(next)) return location.reload();
    const live = next.querySelector(LIVE);
    LiveReload.options.snipver = new URL(live.src).searchParams.get("snipver");
    live.setAttribute("src", document.querySelector(LIVE).getAttribute("src")); // or it would run again
    document.dispatchEvent(new Event("exchange"));
    const theirs = new Set([...document.body.childNodes].filter((node) => !own.has(node)));
    const ours = () => [...document.body.childNodes].filter((node) => !theirs.has(node));
    dress(document.documentElement, next.documentElement);
    become(document.head, next.head);
    dress(document.body, next.body);
    fill(document.body, ours(), [...next.body.childNodes]);
    own = new Set(ours());
    document.dispatchEvent(new Event("exchanged"));
    // The server holds its work back until the page is seen.
    requestAnimationFrame(() => setTimeout(() => LiveReload.analyze()));
  }

  class Exchange {
    static identifier = "sitegen";
    static version = "1";

    // The path of a page is “/” while the scripts, pictures and fonts of the site are what they were.
    reload(path) {
      if (path !== "/") return false;
      latest += 1;
      const mine = latest;
      fetch(location.href, { cache: "no-store" })
        .then((reply) => (reply.ok ? reply.text() : Promise.reject(reply)))
        .then((text) => mine === latest && exchange(text))
        .catch(() => location.reload());
      return true;
    }
  }
  window.LiveReloadPluginSitegen = Exchange;
  window.LiveReload?.addPlugin(Exchange);
})();
