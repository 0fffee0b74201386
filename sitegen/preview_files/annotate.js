// Annotating from the preview: words selected in the text of an article become an entry to paste. The server knows the
// article and writes the entry; this file says what was selected and shows what comes back. It changes nothing.
(() => {
  "use strict";

  const TEXT = ".words-of-source";
  const NOT_OF_THE_TEXT = ".role, .omission, .hover-card";
  const MOST = 3000;
  const FEW = 4;
  const PAUSE = 150;
  if (!document.querySelector(TEXT)) return;

  const command = /Mac|iPhone|iPad/.test(navigator.platform) ? "⌘ Enter" : "Ctrl+Enter";
  let panel = null;
  let question = null;
  let asked = 0;
  let waiting = 0;
  let cameFrom = null;
  let held = null;

  const element = (name, properties = {}, ...children) => {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  };

  // ── what is selected ─────────────────────────────────────────────────────────────────────────────────────────

  // What the server counts too: every character but the white space that markup may add.
  const visible = (text) => [...text.replace(/[ \t\n\f\r]+/g, "")].length;

  function textNodes(box) {
    const walker = document.createTreeWalker(box, NodeFilter.SHOW_TEXT, (node) =>
      node.parentElement.closest(NOT_OF_THE_TEXT) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT);
    const found = [];
    while (walker.nextNode()) found.push(walker.currentNode);
    return found;
  }

  // The first and the last place of a selection in the rows of the text, and the words between.
  function selected(range) {
    let start = null;
    let end = null;
    let words = "";
    for (const box of document.querySelectorAll(TEXT)) {
      if (!range.intersectsNode(box)) continue;
      const row = box.closest(".row[id]")?.id || "";
      let count = 0;
      for (const node of textNodes(box)) {
        const all = node.data;
        if (range.intersectsNode(node)) {
          const from = node === range.startContainer ? range.startOffset : 0;
          const to = node === range.endContainer ? range.endOffset : all.length;
          if (visible(all.slice(from, to))) {
            start ||= `${row}:${count + visible(all.slice(0, from))}`;
            end = `${row}:${count + visible(all.slice(0, to))}`;
          }
          words += all.slice(from, to);
        }
        count += visible(all);
      }
      words += "\n";
    }
    return start && { start, end, words: words.trim() };
  }

  function range() {
    const selection = getSelection();
    return selection.rangeCount && !selection.isCollapsed ? selection.getRangeAt(0) : null;
  }

  // Where nothing is selected, the first word of the paragraph in which one is, or that is read at the top.
  function somewhere() {
    const boxes = [...document.querySelectorAll(TEXT)].filter((box) => textNodes(box).length);
    const box = document.activeElement.closest(TEXT) || boxes.find((one) => one.getBoundingClientRect().top >= 0) || boxes[0];
    getSelection().collapse(textNodes(box).find((node) => visible(node.data)), 0);
    getSelection().modify("extend", "forward", "word");
    return range();
  }

  // Moves one end of what was selected by a word.
  function move(end, direction) {
    const [from, to] = [[held.startContainer, held.startOffset], [held.endContainer, held.endOffset]];
    getSelection().setBaseAndExtent(...(end === "start" ? [...to, ...from] : [...from, ...to]));
    getSelection().modify("extend", direction, "word");
    const chosen = range();
    const found = chosen && selected(chosen);
    if (found) hold(chosen, found);
    else hold(held, null);
  }

  function hold(chosen, found) {
    held = chosen.cloneRange();
    if (window.Highlight) CSS.highlights.set("sitegen-chosen", new Highlight(held));
    if (found) {
      Object.assign(question, found);
      ask();
    }
  }

  // ── asking ───────────────────────────────────────────────────────────────────────────────────────────────────

  async function ask() {
    clearTimeout(waiting);
    const number = ++asked;
    const { kind, chosen, ...selection } = question;
    const parameters = new URLSearchParams({ page: location.pathname, kind, ...selection });
    for (const [key, value] of Object.entries(chosen)) parameters.set(`v.${key}`, value);
    let offer;
    try {
      const reply = await fetch(`/.preview/annotate?${parameters}`);
      offer = reply.ok ? await reply.json() : { why: `The preview answered ${reply.status}.` };
    } catch {
      offer = { why: "The preview does not answer. Is it still running?" };
    }
    if (number === asked && panel) show(offer);
  }

  function askSoon() {
    clearTimeout(waiting);
    waiting = setTimeout(ask, PAUSE);
  }

  // ── the panel ────────────────────────────────────────────────────────────────────────────────────────────────

  function open(found, byKeyboard) {
    question = { ...found, kind: "", chosen: {} };
    const chosen = range();
    if (!panel) {
      cameFrom = document.activeElement;
      panel = element("aside", { id: "sitegen-annotate", lang: "en", dir: "ltr", tabIndex: -1 });
      panel.setAttribute("role", "dialog");
      panel.setAttribute("aria-label", "Annotate the selected words");
      document.body.append(panel);
    }
    if (chosen) {
      hold(chosen, null);
      const box = chosen.getBoundingClientRect();
      panel.classList.toggle("sa-left", box.left > document.documentElement.clientWidth / 2);
      fit();
      // Where the panel is a sheet at the foot, the words must not lie under it.
      if (matchMedia("(max-width: 60rem)").matches && box.bottom > innerHeight * 0.4) {
        scrollBy({ top: box.top - innerHeight * 0.15, behavior: "instant" });
      }
    }
    if (byKeyboard) panel.focus();
    if (!found.words) show({ why: found.why });
    else if (found.words.length > MOST) show({ why: "That is more than one statement rests on. Select less." });
    else ask();
  }

  // As wide as there is room beside the text.
  function fit() {
    const edges = [...document.querySelectorAll(TEXT)].map((box) => box.getBoundingClientRect().right);
    const room = document.documentElement.clientWidth - Math.max(...edges) - 28;
    panel.style.width = room >= 300 && !panel.classList.contains("sa-left") ? `${Math.min(room, 440)}px` : "";
  }

  function close() {
    if (!panel) return;
    asked += 1;
    clearTimeout(waiting);
    const inside = panel.contains(document.activeElement);
    panel.remove();
    panel = null;
    CSS.highlights?.delete("sitegen-chosen");
    if (inside && cameFrom?.isConnected) cameFrom.focus({ preventScroll: true });
  }

  function show(offer) {
    const held = document.activeElement?.dataset?.key;
    const spot = document.activeElement?.selectionStart;
    const unfolded = panel.querySelector("details")?.open;
    const head = element("header", {},
      element("h2", { textContent: "Annotate" }),
      button("Close", "sa-close", close, "Close (Esc)"));
    const foot = element("p", { className: "sa-keys", textContent:
      `Select words, then ${command} leads here; without any it begins at a word that can be made longer here. ` +
      `Here ${command} copies the entry, and Esc closes.` });
    const body = offer.why ? [element("p", { className: "sa-why", textContent: offer.why })] : entry(offer, unfolded);
    panel.replaceChildren(head, ...body, foot);
    panel.dataset.ready = offer.ready ? "yes" : "no";
    const again = held && panel.querySelector(`[data-key="${CSS.escape(held)}"]`);
    if (again) {
      again.focus({ preventScroll: true });
      if (typeof spot === "number" && again.setSelectionRange && again.type === "text") again.setSelectionRange(spot, spot);
    }
  }

  function button(words, className, act, title = "") {
    const made = element("button", { type: "button", className, textContent: words, title });
    if (title && !/[a-z]/i.test(words)) made.setAttribute("aria-label", title);
    made.addEventListener("click", act);
    made.dataset.key = className;
    return made;
  }

  function entry(offer, unfolded) {
    question.kind = offer.kind;
    const text = document.querySelector(TEXT);
    const words = element("blockquote", { textContent: offer.words, dir: "auto", lang: text.lang });
    const kinds = element("fieldset", { className: "sa-kinds" }, element("legend", { textContent: "What is it?" }));
    for (const [kind, summary] of offer.kinds) {
      kinds.append(radio("kind", kind, kind, kind === offer.kind, summary, () => {
        question.kind = kind;
        question.chosen = {};
        ask();
      }));
    }
    const blanks = offer.filled.filter((one) => one.asked).map(blank);
    const more = offer.filled.filter((one) => !one.asked).map(blank);
    const rest = element("details", { open: Boolean(unfolded) },
      element("summary", { textContent: "More keys" }), ...more);
    // Lines are not broken: in YAML where a line begins says what it belongs to.
    const yaml = element("textarea", { readOnly: true, value: offer.yaml.trimEnd(), spellcheck: false, dir: "auto", wrap: "off" });
    yaml.rows = Math.min(10, yaml.value.split("\n").length);
    yaml.setAttribute("aria-label", "The entry in YAML");
    yaml.dataset.key = "yaml";
    const copy = button("Copy", "sa-copy", () => copied(offer), `${command}`);
    copy.disabled = !offer.ready;
    const path = button(offer.path, "sa-path", () => toClipboard(offer.path, "The path is copied."), "Copy the path");
    return [
      words,
      element("p", { className: "sa-ends" },
        "Start ", button("◂", "sa-start-back", () => move("start", "backward"), "Begin a word earlier"),
        button("▸", "sa-start-on", () => move("start", "forward"), "Begin a word later"),
        " End ", button("◂", "sa-end-back", () => move("end", "backward"), "End a word earlier"),
        button("▸", "sa-end-on", () => move("end", "forward"), "End a word later")),
      element("p", { className: "sa-place" }, ...coded([offer.place, ...offer.notes].join(" · "))),
      kinds,
      element("div", { className: "sa-blanks" }, ...blanks, ...(more.length ? [rest] : [])),
      yaml,
      ...offer.slips.map((slip) => element("p", { className: `sa-slip sa-${slip.severity}` },
        ...coded(slip.message), ...(slip.hint ? [element("span", {}, " → ", ...coded(slip.hint))] : []))),
      element("p", { className: "sa-home" }, `Paste ${offer.where}: `, path),
      element("p", { className: "sa-end" }, copy, status(offer)),
    ];
  }

  // Words in back quotes as code.
  function coded(words) {
    return words.split("`").map((part, number) => (number % 2 ? element("code", { textContent: part }) : part));
  }

  function status(offer) {
    const said = element("span", { className: "sa-status", textContent:
      offer.ready ? "Tried: sitegen check takes it as it stands." : "Not ready: something is missing or does not fit." });
    said.setAttribute("role", "status");
    return said;
  }

  function radio(name, value, label, checked, title, act) {
    const input = element("input", { type: "radio", name: `sa-${name}`, value, checked });
    input.dataset.key = `${name}=${value}`;
    input.addEventListener("change", act);
    return element("label", { title }, input, element("span", { textContent: label }));
  }

  function blank({ blank: { key, about, required, choices, many }, value, guessed }) {
    const name = element("span", { className: "sa-name", textContent: key });
    if (guessed) name.append(element("em", { textContent: "guess" }));
    else if (required && !value) name.append(element("em", { textContent: "needed" }));
    const choose = (chosen) => {
      question.chosen[key] = chosen;
    };
    if (choices.length && choices.length <= FEW && !many) {
      const group = element("fieldset", { className: "sa-choices", title: about }, element("legend", {}, name));
      const offered = required ? choices : [{ value: "", label: "none" }, ...choices];
      for (const one of offered) {
        const label = one.label && one.value ? `${one.value}: ${one.label}` : one.label || one.value;
        group.append(radio(key, one.value, label, one.value === value, "", () => {
          choose(one.value);
          ask();
        }));
      }
      return group;
    }
    const input = element("input", { type: "text", value, autocomplete: "off", spellcheck: false });
    input.dataset.key = `v.${key}`;
    input.addEventListener("input", () => {
      choose(input.value);
      askSoon();
    });
    if (!choices.length) return element("label", { className: "sa-line", title: about }, name, input);
    const list = element("datalist", { id: `sa-list-${key}` },
      ...choices.map((one) => element("option", { value: one.value, label: one.label || one.value })));
    input.setAttribute("list", list.id);
    input.placeholder = many ? "ids, with commas between" : "an id";
    const known = choices.find((one) => one.value === value);
    const meant = element("span", { className: "sa-meant", textContent: known ? known.label : "" });
    return element("label", { className: "sa-line", title: about }, name, input, meant, list);
  }

  // ── copying ──────────────────────────────────────────────────────────────────────────────────────────────────

  async function toClipboard(text, said) {
    const told = panel.querySelector(".sa-status");
    try {
      await navigator.clipboard.writeText(text);
      told.textContent = said;
    } catch {
      panel.querySelector("textarea").select();
      told.textContent = "The browser does not let us copy: the entry is selected, copy it by hand.";
    }
  }

  function copied(offer) {
    if (offer.ready) toClipboard(offer.yaml, `Copied. Paste it ${offer.where}: ${offer.path}`);
  }

  // ── when ─────────────────────────────────────────────────────────────────────────────────────────────────────

  document.addEventListener("pointerup", (event) => {
    if (event.button !== 0 || panel?.contains(event.target)) return;
    // The browser settles the selection after this event.
    setTimeout(() => {
      const chosen = range();
      const found = chosen && selected(chosen);
      if (found) open(found, false);
    });
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && panel) {
      event.preventDefault();
      close();
    } else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      if (panel?.contains(document.activeElement)) {
        panel.querySelector(".sa-copy:not(:disabled)")?.click();
        return;
      }
      const chosen = range();
      const found = chosen ? selected(chosen) : selected(somewhere());
      open(found || { why: "These words are not of the article's text. Select some that are." }, true);
    }
  });
})();
