// Suggestions under a search field while one types. The page works without them: the
// field is a plain form, and what is suggested can be found by sending it.
(() => {
  "use strict";

  const suggest = (field) => {
    const list = document.createElement("ul"), holder = document.createElement("span");
    list.id = `${field.id}-suggestions`;
    list.className = "suggestions";
    list.hidden = true;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", field.dataset.suggestLabel);
    holder.className = "suggesting";
    field.before(holder);
    holder.append(field, list);
    for (const [name, value] of Object.entries({
      role: "combobox", autocomplete: "off", "aria-autocomplete": "list",
      "aria-controls": list.id, "aria-expanded": "false",
    })) field.setAttribute(name, value);

    let waiting = 0, asked = null, active = -1;

    const activate = (place) => {
      active = place;
      [...list.children].forEach((one, n) => one.setAttribute("aria-selected", String(n === place)));
      if (place < 0) field.removeAttribute("aria-activedescendant");
      else {
        field.setAttribute("aria-activedescendant", list.children[place].id);
        list.children[place].scrollIntoView({ block: "nearest" });
      }
    };
    const open = (isOpen) => {
      list.hidden = !isOpen;
      field.setAttribute("aria-expanded", String(isOpen));
      activate(-1);
    };
    const stop = () => { clearTimeout(waiting); asked?.abort(); open(false); };

    const show = (found) => {
      list.replaceChildren(...found.map((one, n) => {
        const option = document.createElement("li"), title = document.createElement("span"),
          kind = document.createElement("small");
        option.id = `${list.id}-${n}`;
        option.setAttribute("role", "option");
        title.lang = one.lang;
        title.textContent = one.title;
        kind.textContent = one.kind;
        option.append(title, " ", kind);
        option.dataset.url = one.url;
        return option;
      }));
      open(found.length > 0);
    };

    const ask = async () => {
      asked = new AbortController();
      const address = new URL(field.dataset.suggest, location.href);
      address.searchParams.set("q", field.value);
      try {
        const answer = await fetch(address, { signal: asked.signal });
        if (answer.ok) show((await answer.json()).suggestions);
      } catch {
        // Aborted by the next letter, or off line: the form still works.
      }
    };

    field.addEventListener("input", () => {
      clearTimeout(waiting);
      asked?.abort();
      if (field.value.trim()) waiting = setTimeout(ask, 150);
      else open(false);
    });
    field.addEventListener("keydown", (event) => {
      if (list.hidden || event.isComposing) return;
      const last = list.children.length - 1;
      const steps = {
        ArrowDown: () => activate(active < last ? active + 1 : -1),
        ArrowUp: () => activate(active < 0 ? last : active - 1),
        Escape: stop,
      };
      if (active >= 0) steps.Enter = () => location.assign(list.children[active].dataset.url);
      if (Object.hasOwn(steps, event.key)) { event.preventDefault(); steps[event.key](); }
    });
    field.addEventListener("blur", stop);
    // Before the field loses the focus and the list goes.
    list.addEventListener("mousedown", (event) => {
      event.preventDefault();
      const option = event.target.closest("[role=option]");
      if (option && event.button === 0) location.assign(option.dataset.url);
    });
  };

  document.querySelectorAll("input[data-suggest]").forEach(suggest);
})();
