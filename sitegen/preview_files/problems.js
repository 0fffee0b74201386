// The panel of problems: a click copies where one is, and a panel that was folded away stays so until all is mended.
(() => {
  "use strict";

  const FOLDED = "sitegen-problems-folded";
  const panelAt = (event) => event.target.closest && event.target.closest("#sitegen-problems");
  const remember = (fold) => {
    if (fold.open) sessionStorage.removeItem(FOLDED);
    else sessionStorage.setItem(FOLDED, "yes");
  };

  // The panel may come and go while the page stays.
  function begin() {
    const fold = document.querySelector("#sitegen-problems details");
    if (!fold) sessionStorage.removeItem(FOLDED);
    else if (sessionStorage.getItem(FOLDED)) fold.open = false;
  }
  document.addEventListener("exchanged", begin);
  begin();

  // A toggle does not bubble.
  document.addEventListener("toggle", (event) => panelAt(event) && remember(event.target), true);

  document.addEventListener("click", async (event) => {
    const button = panelAt(event) && event.target.closest("button[data-copy]");
    if (!button) return;
    try {
      await navigator.clipboard.writeText(button.dataset.copy);
      for (const other of document.querySelectorAll(".sp-copied")) other.classList.remove("sp-copied");
      button.classList.add("sp-copied");
    } catch {
      getSelection().selectAllChildren(button);
    }
  });
  document.addEventListener("keydown", (event) => {
    const fold = panelAt(event) && document.querySelector("#sitegen-problems details");
    if (event.key !== "Escape" || !fold || !fold.open) return;
    fold.open = false;
    remember(fold); // now: the event comes later, and whoever leaves the page at once would find the panel open again
    fold.querySelector("summary").focus();
  });
})();
