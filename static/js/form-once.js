// A button is pressed once. After the first press it says that it is working; a second press does nothing. The server
// stands behind this with client_key; here it only spares people the doubt. Forms whose answer is a download
// (the page stays) carry data-once="off".
(() => {
  const patience = 20000; // then the button comes back: a repeat is safe, a dead button is not
  const resting = new Map();

  function work(button) {
    if (!button || resting.has(button)) return;
    const words = button.dataset.busy || document.body.dataset.busy;
    resting.set(button, { children: [...button.childNodes], timer: setTimeout(() => rest(button), patience) });
    button.setAttribute("aria-disabled", "true");
    if (words) button.replaceChildren(words);
  }

  function rest(button) {
    const before = resting.get(button);
    if (!before) return;
    clearTimeout(before.timer);
    resting.delete(button);
    button.removeAttribute("aria-disabled");
    button.replaceChildren(...before.children);
  }

  const mainButton = (form, submitter) =>
    submitter || form.querySelector("button[type=submit], button:not([type]), input[type=submit]");

  document.addEventListener("submit", (event) => {
    const form = event.target;
    const busy = [...resting.keys()].some((button) => button.form === form);
    if (busy) {
      event.preventDefault();
      event.stopImmediatePropagation();
    }
  }, true);

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.dataset.once === "off" || form.method === "dialog") return;
    work(mainButton(form, event.submitter));
    // A page that came back with errors is the answer to a POST; without this, Back would end at the browser's own
    // "Confirm Form Resubmission" instead of a blank form.
    history.replaceState(history.state, "", location.href);
  });

  document.addEventListener("htmx:before:request", (event) => {
    const { ctx } = event.detail;
    if (event.target.matches?.("form") && event.target.dataset.once !== "off") {
      work(mainButton(event.target, ctx.request.submitter));
    }
  });

  document.addEventListener("htmx:finally:request", (event) => {
    const form = event.detail.ctx.sourceElement;
    for (const button of [...resting.keys()]) {
      if (!button.isConnected || button.form === form) rest(button);
    }
  });

  window.addEventListener("pageshow", () => [...resting.keys()].forEach(rest));
})();
