// Three comforts on top of pages that are whole without them: cards that explain a name or a citation in place,
// statements that stand level with their words and light up with them, and the search, fetched when it is asked for.
(() => {
  "use strict";

  const OPEN_AFTER = 250;
  const CLOSE_AFTER = 220;
  const GAP = 8;
  const EDGE = 8;

  // ── cards ────────────────────────────────────────────────────────────────────────────────────────────────────

  let card = null;
  let opener = null;
  let waiting = 0;
  let leaving = 0;
  let touched = false;

  // What explains a link stands at the end of the page: the list of names by where they lead, the evidence by its id.
  function explains(link) {
    if (link.closest(".cite")) return document.getElementById(link.hash.slice(1));
    if (!link.matches(".name")) return null;
    return [...document.querySelectorAll(".cards .card-name")].find((name) => name.href === link.href)?.parentElement;
  }

  function close() {
    clearTimeout(waiting);
    clearTimeout(leaving);
    if (!card) return;
    opener.removeAttribute("aria-describedby");
    card.remove();
    card = opener = null;
  }

  function closeSoon() {
    clearTimeout(waiting);
    clearTimeout(leaving);
    leaving = setTimeout(close, CLOSE_AFTER);
  }

  function openSoon(link) {
    clearTimeout(leaving);
    clearTimeout(waiting);
    if (opener !== link) waiting = setTimeout(open, OPEN_AFTER, link);
  }

  // A copy of what stands at the end of the page, without the ids that may be there only once.
  function drawn(source) {
    const box = document.createElement("span");
    for (const node of source.childNodes) box.append(node.cloneNode(true));
    for (const node of box.querySelectorAll("[id]")) node.removeAttribute("id");
    box.className = "hover-card";
    box.id = "hover-card";
    box.setAttribute("role", "dialog");
    return box;
  }

  function open(link) {
    const source = explains(link);
    if (!source || opener === link) return;
    close();
    opener = link;
    card = drawn(source);
    card.setAttribute("aria-label", link.textContent.trim());
    const name = card.querySelector(".card-name");
    if (name) name.append(document.createTextNode(" →"));
    // Right behind its link, so that the next press of Tab leads into the card.
    (link.closest("sup") || link).after(card);
    if (card.showPopover) {
      card.popover = "manual";
      card.showPopover();
    }
    link.setAttribute("aria-describedby", card.id);
    place();
    card.addEventListener("pointerenter", () => clearTimeout(leaving));
    card.addEventListener("pointerleave", (event) => event.pointerType === "mouse" && closeSoon());
  }

  // Under the link or over it, wherever there is room, and never on it, also when it runs over two lines.
  function place() {
    if (!card) return;
    const around = opener.getBoundingClientRect();
    const line = opener.getClientRects()[0] || around;
    const width = document.documentElement.clientWidth;
    const below = window.innerHeight - around.bottom - GAP - EDGE;
    const above = around.top - GAP - EDGE;
    card.style.maxBlockSize = "";
    const wanted = card.offsetHeight;
    const under = wanted <= below || below >= above;
    card.style.maxBlockSize = `${Math.max(under ? below : above, 80)}px`;
    const height = Math.min(wanted, under ? below : above);
    card.style.top = `${under ? around.bottom + GAP : around.top - GAP - height}px`;
    card.style.left = `${Math.max(EDGE, Math.min(line.left, width - card.offsetWidth - EDGE))}px`;
  }

  const linkAt = (event) => event.target.closest && event.target.closest("a.name, .cite a");

  document.addEventListener("pointerover", (event) => {
    const link = linkAt(event);
    if (link && event.pointerType === "mouse" && !link.closest(".hover-card")) openSoon(link);
  });
  document.addEventListener("pointerout", (event) => {
    if (linkAt(event) && event.pointerType === "mouse") closeSoon();
  });
  document.addEventListener("pointerdown", (event) => {
    touched = event.pointerType !== "mouse";
    if (card && !card.contains(event.target) && linkAt(event) !== opener) close();
  });
  document.addEventListener("click", (event) => {
    const link = linkAt(event);
    if (!link || !touched || link === opener || !explains(link) || link.closest(".hover-card")) return;
    event.preventDefault();
    open(link);
  });
  document.addEventListener("focusin", (event) => {
    const link = linkAt(event);
    if (link && !touched && link.matches(":focus-visible") && !link.closest(".hover-card")) openSoon(link);
    else if (card && !card.contains(event.target) && event.target !== opener) close();
  });
  document.addEventListener("keydown", (event) => {
    touched = false;
    if (event.key !== "Escape" || !card) return;
    if (card.contains(document.activeElement)) opener.focus();
    close();
  });
  window.addEventListener("scroll", place, { passive: true, capture: true });
  window.addEventListener("resize", close);

  // ── statements and their words ───────────────────────────────────────────────────────────────────────────────

  // A mark names what lies on it by number: the spots of the text, counted back from the last one at or before it.
  const lying = new Map();
  const words = new Map();
  const statements = new Map();
  let rows = [];
  const idsOf = (mark) => lying.get(mark) || [];
  const idAt = (item) => item.querySelector(".permalink").hash.slice(1);

  function read() {
    for (const found of [lying, words, statements]) found.clear();
    const spots = [];
    for (const node of document.querySelectorAll(".row .spot, mark[data-of]")) {
      if (node.matches(".spot")) spots.push(node.id);
      if (!node.dataset.of) continue;
      lying.set(node, node.dataset.of.split(" ").map((back) => spots[spots.length - 1 - back]));
      for (const id of idsOf(node)) words.set(id, [...(words.get(id) || []), node]);
    }
    for (const item of document.querySelectorAll(".beside .statement")) statements.set(idAt(item), item);
    rows = [...document.querySelectorAll(".row")];
  }

  function light(ids) {
    for (const lit of document.querySelectorAll(".lit")) lit.classList.remove("lit");
    for (const id of ids) {
      for (const mark of words.get(id) || []) mark.classList.add("lit");
      if (statements.has(id)) statements.get(id).classList.add("lit");
    }
  }

  function idsAt(node) {
    const item = node.closest(".beside .statement");
    if (item) return [idAt(item)];
    const mark = node.closest("mark[data-of]");
    return mark ? idsOf(mark) : null;
  }

  // Opens every fold round a statement, and the statement itself.
  function unfold(item) {
    for (let box = item; box; box = box.parentElement) if (box.localName === "details") box.open = true;
    const own = item.querySelector("details");
    if (own) own.open = true;
  }

  const wanted = () => decodeURIComponent(location.hash.slice(1));

  // Each line goes down to its words as far as the row has room, and none over another. Nothing else moves: a
  // transform shifts no layout. All rows are measured before any is moved, so that the page is laid out once.
  function level(some) {
    const lists = some.map((row) => [...row.querySelectorAll(".beside > .statements > .statement, .beside > .quiet")]);
    for (const item of lists.flat()) item.style.transform = "";
    const shifts = some.map((row, at) => (lists[at].length ? shiftsIn(row, lists[at]) : []));
    lists.forEach((list, at) => list.forEach((item, nth) => {
      if (shifts[at][nth] > 0.5) item.style.transform = `translateY(${shifts[at][nth]}px)`;
    }));
  }

  function shiftsIn(row, list) {
    const box = row.querySelector(".beside").getBoundingClientRect();
    if (row.firstElementChild.getBoundingClientRect().bottom <= box.top + 1) return [];
    let room = row.getBoundingClientRect().bottom - list[list.length - 1].getBoundingClientRect().bottom;
    // From the last to the first: each as low as its words, or as the one under it lets it be; what is folded goes last.
    const shifts = list.map((item) => {
      const mark = item.matches(".statement") && (words.get(idAt(item)) || [])[0];
      return mark ? Math.max(0, mark.getClientRects()[0].top - item.getBoundingClientRect().top) : Infinity;
    });
    for (let at = list.length - 1; at >= 0; at -= 1) {
      room = Math.max(0, Math.min(room, shifts[at]));
      shifts[at] = room;
    }
    return shifts;
  }

  function arrive() {
    if (statements.has(wanted()) && location.hash) unfold(statements.get(wanted()));
    light([wanted()]);
  }

  function begin() {
    read();
    arrive();
    level(rows);
  }

  if (document.querySelector(".row")) {
    for (const kind of ["pointerover", "focusin"]) {
      document.addEventListener(kind, (event) => light((event.target.closest && idsAt(event.target)) || [wanted()]));
    }
    document.addEventListener("click", (event) => {
      const mark = event.target.closest && event.target.closest("mark[data-of]");
      if (!mark || event.target.closest("a") || !getSelection().isCollapsed) return;
      const items = idsOf(mark).filter((id) => statements.has(id)).map((id) => statements.get(id));
      if (items.length) unfold(items.find((item) => !item.closest(".quiet")) || items[0]);
    });
    window.addEventListener("hashchange", arrive);
    document.addEventListener("toggle", (event) => event.target.closest(".row") && level([event.target.closest(".row")]), true);
    window.addEventListener("resize", () => level(rows));
    window.addEventListener("load", () => level(rows));
    begin();
  }
  // While a site is written, its preview exchanges parts of the page that is open.
  document.addEventListener("exchange", close);
  document.addEventListener("exchanged", ({ detail }) => (detail.rows ? begin() : arrive()));

  // ── the search ───────────────────────────────────────────────────────────────────────────────────────────────

  // Most who read a page never search it: what searches is fetched when the link or the key “/” first asks for it, and
  // from then on listens for itself. Where it cannot be had, the link leads to the lists.
  const search = document.querySelector(".search-opener[data-script]");

  function fetched(event) {
    event.preventDefault();
    search.removeEventListener("click", onSearch);
    document.removeEventListener("keydown", onSlash);
    const script = document.createElement("script");
    script.src = search.dataset.script;
    script.addEventListener("load", () => search.click());
    script.addEventListener("error", () => location.assign(search.href));
    document.head.append(script);
  }

  function onSearch(event) {
    if (!event.ctrlKey && !event.metaKey && !event.shiftKey) fetched(event);
  }

  function onSlash(event) {
    const typing = event.target.closest("input, textarea, select, [contenteditable]");
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) fetched(event);
  }

  if (search && location.protocol.startsWith("http")) {
    search.addEventListener("click", onSearch);
    document.addEventListener("keydown", onSlash);
  }
})();
