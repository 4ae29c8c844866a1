/* A citation number opens its source card beside the fact; without this script, or
   without popovers, the number leads to the list of sources. */
(() => {
  "use strict";
  if (!HTMLElement.prototype.hasOwnProperty("popover")) return;

  const list = document.getElementById("sources");
  if (!list) return;
  const card = document.createElement("div");
  card.id = "card";
  card.popover = "auto";
  card.setAttribute("role", "dialog");
  card.setAttribute("aria-label", document.body.dataset.source);
  document.body.append(card);

  const shown = (source) => {
    const close = document.createElement("button");
    close.type = "button";
    close.textContent = document.body.dataset.close;
    close.autofocus = true;
    close.addEventListener("click", () => card.hidePopover());
    const body = document.createElement("div");
    for (const part of source.childNodes) body.append(part.cloneNode(true));
    const number = document.createElement("p");
    number.className = "quiet";
    number.textContent = `${document.body.dataset.source} ${source.value}`;
    card.replaceChildren(number, body, close);
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#source-"]');
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const source = document.getElementById(link.hash.slice(1));
    if (!source || link.closest("#card")) return;
    event.preventDefault();
    shown(source);
    card.showPopover();
  });
  // A fact named in the card stands on the page beneath it.
  card.addEventListener("click", (event) => {
    if (event.target.closest('a[href^="#"]')) card.hidePopover();
  });
})();
