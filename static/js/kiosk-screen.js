// A screen in a public place: questions are sent without leaving the page (so that it stays full screen, and nothing is
// left behind in the browser's history), the answer clears itself, a half-typed question too. Without it /kios works
// as plain forms.
(() => {
  const start = document.body.dataset.start;
  const seconds = (element, name) => Number(element?.dataset[name]) * 1000;
  const typed = () => [...document.querySelectorAll(".kiosk-form .control")];
  let until = 0;
  let sending = false;

  // An answer to a plain POST becomes a page that Back and Reload only ask for anew.
  history.replaceState(null, "", location.href);

  function begin() {
    const [answer, form] = [document.querySelector("[data-clears]"), document.querySelector("[data-idle]")];
    until = answer ? Date.now() + seconds(answer, "clears") : 0;
    if (form) rest(form);
    for (const id of ["more-time", "whole-screen"]) {
      const button = document.getElementById(id);
      if (button) button.hidden = id === "whole-screen" && !document.fullscreenEnabled;
    }
    document.dispatchEvent(new Event("kiosk:shown"));
    (form ? firstToMend(form) : document.getElementById("main"))?.focus();
  }

  function firstToMend(form) {
    return form.querySelector("[aria-invalid]") || form.querySelector("[name=number]");
  }

  function rest(form) {
    until = Date.now() + seconds(form, "idle");
  }

  async function open(address, sent) {
    if (sending) return;
    sending = true;
    const kept = new Map(typed().map((control) => [control.name, control.value]));
    try {
      const answer = await fetch(address, sent);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (!page.querySelector(".kiosk-main")) throw new Error("not our screen");
      put(page, sent ? kept : new Map());
    } catch {
      sent ? say() : wipe();
    } finally {
      sending = false;
    }
  }

  function put(page, kept) {
    document.title = page.title;
    document.documentElement.lang = page.documentElement.lang;
    document.querySelector(".page").replaceWith(page.querySelector(".page"));
    for (const control of typed()) control.value ||= kept.get(control.name) || "";
    begin();
  }

  function say() {
    const words = document.getElementById("unsent-words").content.cloneNode(true);
    document.getElementById("unsent").replaceChildren(words);
  }

  // Even without a connection nobody's answer stays; the way back is tried again.
  function wipe() {
    document.getElementById("main").replaceChildren();
    say();
    until = Date.now() + 10000;
  }

  const leave = () => open(start);
  const isCard = (text) => text.includes("/");

  document.addEventListener("submit", (event) => {
    event.preventDefault();
    const form = event.target;
    const empty = [...form.querySelectorAll(".kiosk-date .control")].find((control) => !control.value.trim());
    const number = form.querySelector("[name=number]").value.trim();
    // What does not fit its field is sent: the answer reads it or says what is wrong.
    const tooLong = typed().some((one) => one.value.length > Number(one.dataset.full));
    if (empty && number && !isCard(number) && !tooLong) return empty.focus();
    open(form.action, { method: "POST", body: new FormData(form) });
  });

  document.addEventListener("click", (event) => {
    const pressed = event.target.closest("#done, #more-time, #whole-screen");
    if (!pressed) return;
    event.preventDefault();
    if (pressed.id === "done") leave();
    if (pressed.id === "more-time") until += 30000;
    if (pressed.id === "whole-screen") turnScreen();
  });

  function turnScreen() {
    document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen();
  }

  // A scanner types wherever the focus is: it is led to the field that reads cards.
  document.addEventListener("keydown", (event) => {
    const elsewhere = !event.target.matches("input, button, a");
    if (elsewhere && event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey) {
      document.querySelector("[name=number]")?.focus();
    }
  });

  for (const sign of ["keydown", "pointerdown", "input"]) {
    document.addEventListener(sign, () => {
      const form = document.querySelector("[data-idle]");
      if (form) rest(form);
    });
  }

  function somethingStays() {
    const wiped = !document.querySelector("#main > *");
    return wiped || document.querySelector(".kiosk-fault, [aria-invalid]") || typed().some((one) => one.value);
  }

  setInterval(() => {
    const left = Math.ceil((until - Date.now()) / 1000);
    const shown = document.querySelector("[data-seconds]");
    if (shown) shown.textContent = Math.max(left, 0);
    const line = document.querySelector(".countdown-line");
    if (line && left > 30) line.hidden = true;
    if (left <= 0 && (shown || somethingStays())) leave();
  }, 500);

  window.addEventListener("pageshow", (event) => event.persisted && leave());
  begin();
})();
