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
  const PARTS = "section, div.row";
  // Where such a part begins in the text of a page.
  const BEGINS = /^(?=<section[ >]|<div class="row[ "])/m;
  // Where text may look like a part that is none: such a page is read whole.
  const HIDING = /<!--|<template|<noscript/;
  const parser = new DOMParser();
  let latest = 0;

  // The text that the page which is open was exchanged for last.
  let shown = "";
  // The parts that stand, by the places that were kept for them in the next page, and whether a row was touched.
  let standing = new Map();
  let touched = false;

  // Whatever stands in the body at first is the page's own; what scripts add to it later is theirs.
  let own = new Set(document.body.childNodes);

  const classes = (node) => (node.getAttribute("class") || "").split(" ").filter((one) => one !== LIT).join(" ");
  const sheet = (node) => node.localName === "link" && node.rel === "stylesheet" && new URL(node.href).pathname;
  const addresses = (page) =>
    [...page.querySelectorAll("script[src]")].filter((node) => !node.matches(LIVE)).map((node) => node.getAttribute("src")).join();

  // Notes that a node is not what it was, and with `holds` neither what is in it.
  function touch(node, holds) {
    const element = node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement;
    touched ||= Boolean(element.closest(".row") || (holds && element.querySelector(".row")));
    return node;
  }

  function dress(node, next) {
    for (const { name } of [...node.attributes]) {
      if (!next.hasAttribute(name) && !OF_THE_READER.has(name) && name !== "class") touch(node).removeAttribute(name);
    }
    for (const { name, value } of next.attributes) {
      if (name === "class" || OF_THE_READER.has(name) || node.getAttribute(name) === value) continue;
      touch(node).setAttribute(name, value);
    }
    if (classes(node) !== classes(next)) touch(node).setAttribute("class", next.getAttribute("class") || "");
  }

  const same = (node, next) => (standing.has(next) ? standing.get(next) === node : node.isEqualNode(next));
  const akin = (node, next) => node.nodeName === next.nodeName && node.id === next.id;

  function become(node, next) {
    if (same(node, next) || node.localName === "noscript") return;
    if (node.nodeType !== Node.ELEMENT_NODE) {
      if (node.data !== next.data) touch(node).data = next.data;
      return;
    }
    // Livereload's own name for a sheet that it has swapped stays.
    if (sheet(node) && sheet(node) === sheet(next)) return;
    dress(node, next);
    fill(node, [...node.childNodes], [...next.childNodes]);
  }

  // Where the counterpart of a node stands among those that are left, or -1. White space has none but its neighbour.
  function counterpart(left, next, paired) {
    if (standing.has(next)) return left.indexOf(standing.get(next));
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
      for (const gone of left.splice(0, Math.max(at, 0))) remove(gone);
      if (at >= 0) become(left.shift(), next);
      else insert(box, next, left[0] || end);
      if (at < 0 && paired) remove(left.shift());
    }
    for (const gone of left) remove(gone);
  }

  function remove(node) {
    touch(node, true).remove();
  }

  function insert(box, next, before) {
    // Whatever was to stand here stands elsewhere: read everything.
    if (standing.has(next) || next.querySelector?.("[data-stands]")) throw new Misplaced();
    touch(box.insertBefore(document.importNode(next, true), before), true);
  }

  class Misplaced extends Error {}

  // ── parts that stand ─────────────────────────────────────────────────────────────────────────────────────────
  // To read the text of a long article again takes longer than all else. Of a part that is written as it was, no more
  // is read than that it stands: it is whole where the part that begins next is the element beside it.

  function whole(live, at) {
    const after = live[at] && live[at].nextSibling;
    const beside = after && after.nodeType === Node.TEXT_NODE && !after.data.trim() ? after.nextSibling : after;
    return Boolean(beside) && beside === live[at + 1];
  }

  function read(text) {
    const [[head, ...next], [, ...before]] = [text.split(BEGINS), shown.split(BEGINS)];
    const live = HIDING.test(text + shown) ? [] : [...document.querySelectorAll(PARTS)];
    const parts = [];
    // Counted from the beginning or from the end: what came or went lies between.
    const place = (part, at) =>
      [at, at + before.length - next.length].find((old) => before[old] === part && whole(live, old)) ?? -1;
    const words = next.map((part, at) => {
      const old = live.length === before.length ? place(part, at) : -1;
      if (old < 0) return part;
      return `<template data-stands="${parts.push(live[old]) - 1}"></template>${part.slice(part.trimEnd().length)}`;
    });
    const page = parser.parseFromString(head + words.join(""), "text/html");
    standing = new Map([...page.querySelectorAll("[data-stands]")].map((kept) => [kept, parts[kept.dataset.stands]]));
    return page;
  }

  // ── the exchange ─────────────────────────────────────────────────────────────────────────────────────────────

  function exchange(text) {
    const next = read(text);
    // Scripts that run already cannot be exchanged.
    if (addresses(document) !== addresses(next)) return location.reload();
    LiveReload.options.snipver = new URL(next.querySelector(LIVE).src).searchParams.get("snipver");
    touched = false;
    document.dispatchEvent(new Event("exchange"));
    const theirs = new Set([...document.body.childNodes].filter((node) => !own.has(node)));
    const ours = () => [...document.body.childNodes].filter((node) => !theirs.has(node));
    try {
      enter(next, ours);
    } catch (error) {
      if (!(error instanceof Misplaced)) throw error;
      standing = new Map();
      enter(parser.parseFromString(text, "text/html"), ours);
    }
    own = new Set(ours());
    [shown, standing] = [text, new Map()];
    document.dispatchEvent(new CustomEvent("exchanged", { detail: { rows: touched } }));
    // The server holds its work back until the page is seen.
    requestAnimationFrame(() => setTimeout(() => LiveReload.analyze()));
  }

  function enter(next, ours) {
    next.querySelector(LIVE).setAttribute("src", document.querySelector(LIVE).getAttribute("src")); // or it would run again
    dress(document.documentElement, next.documentElement);
    become(document.head, next.head);
    dress(document.body, next.body);
    fill(document.body, ours(), [...next.body.childNodes]);
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
