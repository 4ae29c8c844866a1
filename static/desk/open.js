// Tells the desk that a form is open, and its reader who else has it open.
// Without it the note shows who had it open when the page was loaded.
"use strict";

(() => {
  const note = document.getElementById("desk-open");
  if (!note) return;
  const token = document.querySelector("[name=csrfmiddlewaretoken]").value;

  const say = (others) => {
    note.hidden = others.length === 0;
    note.querySelector("[data-names]").textContent = others.join(", ");
  };
  const send = (word) => {
    const body = new FormData();
    body.append("csrfmiddlewaretoken", token);
    if (word) body.append(word, "1");
    return body;
  };
  const ask = async () => {
    if (document.hidden) return;
    try {
      const answer = await fetch(note.dataset.url, { method: "POST", body: send() });
      if (answer.ok) say((await answer.json()).others);
    } catch {
      // The network is away: the note stays as it is, and is asked for again.
    }
  };

  setInterval(ask, 60_000);
  document.addEventListener("visibilitychange", ask);
  addEventListener("pagehide", () => navigator.sendBeacon(note.dataset.url, send("left")));
})();
