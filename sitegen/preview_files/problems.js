// The panel of problems: a click copies where one is, and a panel that was folded away stays so until all is mended.
(() => {
  "use strict";

  const FOLDED = "sitegen-problems-folded";
  const panel = document.getElementById("sitegen-problems");
  if (!panel) {
    sessionStorage.removeItem(FOLDED);
    return;
  }
  const fold = panel.querySelector("details");
  if (sessionStorage.getItem(FOLDED)) fold.open = false;
  const remember = () => {
    if (fold.open) sessionStorage.removeItem(FOLDED);
    else sessionStorage.setItem(FOLDED, "yes");
  };
  fold.addEventListener("toggle", remember);

  panel.addEventListener("click", async (event) => {
    const button = event.target.closest("button[data-copy]");
    if (!button) return;
    try {
      await navigator.clipboard.writeText(button.dataset.copy);
      for (const other of panel.querySelectorAll(".sp-copied")) other.classList.remove("sp-copied");
      button.classList.add("sp-copied");
    } catch {
      getSelection().selectAllChildren(button);
    }
  });
  panel.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !fold.open) return;
    fold.open = false;
    remember(); // now: the event comes later, and whoever leaves the page at once would find the panel open again
    fold.querySelector("summary").focus();
  });
})();
