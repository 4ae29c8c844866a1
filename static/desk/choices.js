// Gives each autocomplete field the name of its label: the stock widget replaces the
// field by a box that has none, and people who do not see it would not know what it is.
"use strict";

(() => {
  const name = (field) =>
    field.getAttribute("aria-label") ||
    document.querySelector(`label[for="${field.id}"]`)?.textContent.replace(/:\s*$/, "") ||
    field.name;

  const label = () => {
    for (const field of document.querySelectorAll("select.admin-autocomplete")) {
      const box = field.parentElement.querySelector(".select2-selection");
      const chosen = box?.querySelector(".select2-selection__rendered");
      if (!chosen || chosen.hasAttribute("aria-label")) continue;
      // Of the box by its own id and what is chosen: name and value are both read.
      box.id = `${field.id}_box`;
      box.setAttribute("aria-label", name(field));
      box.setAttribute("aria-labelledby", `${box.id} ${chosen.id}`);
      chosen.setAttribute("aria-label", name(field));
    }
  };

  // The boxes come when the stock script is ready, and with each row that is added.
  document.addEventListener("DOMContentLoaded", () => {
    new MutationObserver(label).observe(document.body, { childList: true, subtree: true });
    label();
  });
})();
