// Two comforts on top of pages that are whole without them: cards that explain a name or a citation in place, and
// the link between a statement beside the text and its words in it.
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

  const explains = (link) => document.getElementById(link.dataset.card);

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
    card.setAttribute("aria-label", `About ${link.textContent.trim()}`);
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

  const linkAt = (event) => event.target.closest && event.target.closest("a[data-card]");

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

  // In the text the permanent link of each statement has a number, and every piece of its words names that.
  const words = new Map();
  const statements = new Map();
  const ids = new Map();
  for (const spot of document.querySelectorAll("[data-spot]")) ids.set(spot.dataset.spot, spot.id);
  const idsOf = (mark) => mark.dataset.of.split(" ").map((number) => ids.get(number));
  for (const mark of document.querySelectorAll("mark[data-of]")) {
    for (const id of idsOf(mark)) words.set(id, [...(words.get(id) || []), mark]);
  }
  for (const item of document.querySelectorAll("[data-statement]")) statements.set(item.dataset.statement, item);

  function light(ids) {
    for (const lit of document.querySelectorAll(".lit")) lit.classList.remove("lit");
    for (const id of ids) {
      for (const mark of words.get(id) || []) mark.classList.add("lit");
      if (statements.has(id)) statements.get(id).classList.add("lit");
    }
  }

  function idsAt(node) {
    const item = node.closest("[data-statement]");
    if (item) return [item.dataset.statement];
    const mark = node.closest("mark[data-of]");
    return mark ? idsOf(mark) : null;
  }

  // Opens every fold round a card, and the card itself.
  function unfold(item) {
    for (let box = item; box; box = box.parentElement) if (box.localName === "details") box.open = true;
    const own = item.querySelector("details");
    if (own) own.open = true;
  }

  const named = () => {
    const id = decodeURIComponent(location.hash.slice(1)).replace(/^of-/, "");
    return words.has(id) ? [id] : [];
  };

  if (words.size) {
    for (const kind of ["pointerover", "focusin"]) {
      document.addEventListener(kind, (event) => light((event.target.closest && idsAt(event.target)) || named()));
    }
    document.addEventListener("click", (event) => {
      const mark = event.target.closest && event.target.closest("mark[data-of]");
      if (!mark || event.target.closest("a") || !getSelection().isCollapsed) return;
      const items = idsOf(mark).filter((id) => statements.has(id)).map((id) => statements.get(id));
      if (items.length) unfold(items.find((item) => !item.closest(".quiet")) || items[0]);
    });
    const arrive = () => {
      const item = document.getElementById(decodeURIComponent(location.hash.slice(1)));
      if (item && item.dataset.statement) unfold(item);
      light(named());
    };
    window.addEventListener("hashchange", arrive);
    arrive();
  }
})();
