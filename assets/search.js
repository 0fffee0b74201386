// The search: opens over any page by its link or the key “/”, fetched by site.js when first asked for, and stands open
// on the page of lists. Everything it shows is set as text. Where it cannot run, the link leads to the lists, as it does without JavaScript.
(() => {
  "use strict";

  const opener = document.querySelector(".search-opener[data-search]");
  const here = document.getElementById("search-here");
  if (!opener || !location.protocol.startsWith("http")) {
    if (here) here.hidden = true;
    return;
  }

  const PER_STEP = 12;
  const WINDOW = 26;
  const WAIT = 150;
  const lists = new URL(opener.getAttribute("href"), location.href);
  const root = new URL(".", lists);

  let searching = null;
  let dialog = null;

  // ── asking the index ─────────────────────────────────────────────────────────────────────────────────────────

  // One index for each language, with code of its own in its folder: two languages cannot share one worker.
  async function indexes() {
    const code = new URL(opener.dataset.search, location.href);
    const folders = ["", ...opener.dataset.languages.split(" ").filter(Boolean).map((language) => `${language}/`)];
    const begin = async (folder) => {
      const { createInstance } = await import(new URL(`${folder}pagefind.js`, code).href);
      const index = createInstance({ basePath: new URL(folder || ".", code).href });
      await index.init();
      await index.filters();
      return index;
    };
    // A worker is given five seconds to begin, which a slow network may exceed; the second time all is at hand.
    return Promise.all(folders.map((folder) => begin(folder).catch(() => begin(folder))));
  }

  const asked = () => (searching ??= indexes());

  function narrowed(form) {
    const chosen = [...form.querySelectorAll("select[data-filter]")].filter((select) => select.value);
    return Object.fromEntries(chosen.map((select) => [select.dataset.filter, select.value]));
  }

  // Letters that are one to whoever types them, as sitegen/indexing/typing.py has them.
  const SAME = {
    "ı": "i", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "ß": "ss", "þ": "th", "ə": "e",
    "ة": "ه", "ہ": "ه", "ھ": "ه", "ە": "ه", "ى": "ي", "ی": "ي", "ې": "ي", "ے": "ي", "ک": "ك", "ڪ": "ك",
    "ـ": "", "\u200c": "", "\u200d": "",
  };
  const typed = (words) => [...words.toLowerCase()].map((letter) => SAME[letter] ?? letter).join("");

  async function best(words, filters) {
    const ways = words ? [...new Set([words.toLowerCase(), typed(words)])] : [null];
    const once = async (index) => {
      const answers = await Promise.all(ways.map((way) => index.search(way, { filters })));
      const all = new Map();
      for (const one of answers.flatMap((answer) => answer.results))
        if (!(all.get(one.id)?.score >= one.score)) all.set(one.id, one);
      return [...all.values()];
    };
    const results = await Promise.all((await asked()).map(once));
    return results.flat().sort((one, other) => other.score - one.score);
  }

  // Articles, actors, events and terms come before the single statements, which are many and short.
  async function found(words, filters, statements) {
    if (filters.kind) return best(words, filters);
    const [things, said] = [{ not: { any: statements } }, { any: statements }];
    const both = await Promise.all([things, said].map((kind) => best(words, { ...filters, kind })));
    return both.flat();
  }

  async function counts() {
    const all = new Map();
    for (const filters of await Promise.all((await asked()).map((index) => index.filters())))
      for (const [name, values] of Object.entries(filters)) {
        const sum = all.get(name) ?? new Map();
        all.set(name, sum);
        for (const [value, count] of Object.entries(values)) sum.set(value, (sum.get(value) ?? 0) + count);
      }
    return all;
  }

  // ── what it looks like ───────────────────────────────────────────────────────────────────────────────────────

  function make(name, className, ...inside) {
    const made = document.createElement(name);
    if (className) made.className = className;
    made.append(...inside);
    return made;
  }

  // The words round the first that were found, those found marked.
  function excerpt(data) {
    const all = data.content.split(/\s+/);
    const words = all.slice(0, data.meta.shown ?? all.length);
    const hits = new Set(data.locations ?? []);
    const others = new Set([...hits].filter((at) => at >= words.length).map((at) => all[at]));
    words.forEach((word, at) => others.has(typed(word)) && hits.add(at));
    const first = Math.max(0, Math.min(...hits, words.length) - 6);
    const start = hits.size ? first : 0;
    const box = make("span", "search-words-found");
    if (start) box.append("… ");
    words.slice(start, start + WINDOW).forEach((word, at) => {
      box.append(at ? " " : "", hits.has(start + at) ? make("mark", "", word) : word);
    });
    if (start + WINDOW < words.length) box.append(" …");
    return box;
  }

  function result(form, data, language) {
    const { title, kind, under, date } = data.meta;
    const link = make("a", "", title || under || data.raw_url);
    link.href = new URL(data.raw_url ?? data.url, root);
    link.dir = "auto";
    const label = make("span", "label", form.kinds.get(kind) ?? kind);
    const words = excerpt(data);
    words.dir = "auto";
    if (language) words.lang = language;
    const item = make("li", `search-result is-${kind}`, make("p", "search-title", label, " ", link), make("p", "", words));
    const about = [under, date].filter(Boolean).join(" · ");
    if (about) item.append(make("p", "meta", about));
    return item;
  }

  async function show(form) {
    const words = form.elements.q.value.trim();
    const filters = narrowed(form);
    const mine = (form.asked = (form.asked ?? 0) + 1);
    const status = form.querySelector(".search-status");
    const list = form.querySelector(".search-found");
    if (!words && !Object.keys(filters).length) {
      list.replaceChildren();
      status.textContent = "";
      form.more.hidden = true;
      return;
    }
    try {
      const results = await found(words, filters, form.statements);
      if (mine !== form.asked) return;
      status.textContent = results.length ? status.dataset.count.replace("#", results.length) : status.dataset.none;
      list.replaceChildren();
      form.rest = results;
      await more(form, mine);
    } catch {
      failed(form);
    }
  }

  // Pagefind searches in a worker of its own. A browser that cannot, or is too slow at it, may do so in the page, but
  // only on the page of lists is that allowed.
  function failed(form) {
    if (here) {
      const status = form.querySelector(".search-status");
      status.textContent = status.dataset.failed;
    } else if (dialog.open) {
      const words = form.elements.q.value.trim();
      location.href = words ? `${lists.href}?q=${encodeURIComponent(words)}` : lists.href;
    }
  }

  async function more(form, mine) {
    const next = form.rest.splice(0, PER_STEP);
    const data = await Promise.all(next.map((one) => one.data()));
    if (mine !== form.asked) return;
    form.querySelector(".search-found").append(...data.map((one) => result(form, one)));
    form.more.hidden = !form.rest.length;
  }

  async function fillFilters(form) {
    const all = await counts();
    for (const select of form.querySelectorAll("select[data-filter]")) {
      const values = [...(all.get(select.dataset.filter) ?? [])];
      const named = values.map(([value, count]) => [value, form.kinds.get(value) ?? value, count]);
      const years = select.dataset.filter === "year";
      named.sort((one, other) => (years ? other[1] - one[1] : one[1].localeCompare(other[1], document.documentElement.lang)));
      for (const [value, name, count] of named) {
        const option = make("option", "", `${name} (${count})`);
        option.value = value;
        select.append(option);
      }
      // What has nothing to choose stays in its place, so that nothing that is being read moves.
      select.disabled = values.length < 2;
    }
  }

  // ── keys ─────────────────────────────────────────────────────────────────────────────────────────────────────

  function step(form, by) {
    const stops = [form.elements.q, ...form.querySelectorAll(".search-found a")];
    const at = stops.indexOf(document.activeElement);
    stops[Math.max(0, Math.min(stops.length - 1, (at < 0 ? 0 : at) + by))].focus();
  }

  function onKey(event) {
    const form = event.currentTarget;
    if (event.target instanceof HTMLSelectElement) return;
    if (event.key === "Escape" && dialog?.open) {
      event.preventDefault();
      dialog.close();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      step(form, event.key === "ArrowDown" ? 1 : -1);
    }
  }

  function prepared(form) {
    const terms = [...form.querySelectorAll(".search-kinds dt")];
    form.kinds = new Map(terms.map((term) => [term.textContent, term.nextElementSibling.textContent]));
    form.statements = terms.filter((term) => term.className).map((term) => term.textContent);
    form.querySelector(".search-kinds").remove();
    form.more = form.querySelector(".search-more button");
    let waiting = 0;
    form.elements.q.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(show, WAIT, form);
    });
    for (const select of form.querySelectorAll("select")) select.addEventListener("change", () => show(form));
    form.addEventListener("keydown", onKey);
    form.more.addEventListener("click", () => more(form, form.asked));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const first = form.querySelector(".search-found a");
      if (first) first.click();
    });
    return form;
  }

  async function ready(form) {
    try {
      await fillFilters(form);
    } catch {
      failed(form);
    }
  }

  // ── over a page, and on the page of lists ────────────────────────────────────────────────────────────────────

  async function made() {
    const answer = await fetch(lists);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const form = prepared(document.adoptNode(page.querySelector("#search-here form")));
    const style = make("link");
    style.rel = "stylesheet";
    style.href = opener.dataset.style;
    document.head.append(style);
    for (const link of form.querySelectorAll(".search-lists")) link.href = lists;
    dialog = make("dialog", "search-dialog", form);
    dialog.setAttribute("aria-label", opener.firstChild.textContent.trim());
    form.querySelector(".search-close").addEventListener("click", () => dialog.close());
    dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
    dialog.addEventListener("close", () => opener.focus());
    form.addEventListener("click", (event) => event.target.closest(".search-found a") && dialog.close());
    document.body.append(dialog);
    ready(form);
    return dialog;
  }

  async function open() {
    if (here) {
      document.getElementById("search-words").focus();
      return;
    }
    try {
      dialog ??= await made();
      if (!dialog.open) dialog.showModal();
      dialog.querySelector("input").select();
    } catch {
      location.href = lists;
    }
  }

  opener.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    open();
  });
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, textarea, select, [contenteditable]");
    if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    open();
  });
  if (here) {
    const form = prepared(here.querySelector("form"));
    const given = new URLSearchParams(location.search).get("q");
    if (given) form.elements.q.value = given;
    ready(form).then(() => given && show(form));
  }
})();
