// The keyboard on the screen: shown by itself where fingers are used and there is room, by a press elsewhere. A phone
// brings its own.
(() => {
  const roomy = matchMedia("(min-width: 40rem)");
  const fingers = matchMedia("(any-pointer: coarse)");
  let chosen = null;

  const keys = () => document.getElementById("keys");
  const fields = () => [...document.querySelectorAll(".kiosk-form .control")];
  const takesLetters = (field) => field.name === "number";

  function field() {
    const focused = document.activeElement;
    return fields().includes(focused) ? focused : fields()[0];
  }

  function lay() {
    const button = document.getElementById("show-keys");
    if (!keys() || !button) return;
    button.hidden = !roomy.matches;
    show(roomy.matches && (chosen ?? fingers.matches));
  }

  function show(on) {
    keys().hidden = !on;
    document.getElementById("show-keys").setAttribute("aria-expanded", on);
    document.querySelector(".kiosk-ask").classList.toggle("with-keys", on);
    for (const one of fields()) {
      one.dataset.mode ??= one.inputMode;
      one.inputMode = on ? "none" : one.dataset.mode;
    }
  }

  function press(key) {
    const one = field();
    const acts = { clear: () => write(one, ""), back: () => back(one), next: () => next(one) };
    one.focus();
    acts[key] ? acts[key]() : type(one, key);
  }

  function type(one, key) {
    const letter = /[^0-9]/.test(key);
    const stays = one.value.length - (one.selectionEnd - one.selectionStart);
    const full = stays >= Number(one.dataset.full || one.maxLength);
    if ((letter && !takesLetters(one)) || full) return;
    one.setRangeText(key, one.selectionStart, one.selectionEnd, "end");
    tell(one);
    if (isNik(one)) next(one); // a date moves on by itself: kiosk-date.js
  }

  const isNik = (one) => takesLetters(one) && /^[0-9]{16}$/.test(one.value);

  function back(one) {
    if (one.selectionStart === one.selectionEnd && one.selectionStart > 0) {
      one.setSelectionRange(one.selectionStart - 1, one.selectionEnd);
    }
    one.setRangeText("");
    tell(one, "deleteContentBackward");
  }

  function write(one, text) {
    one.value = text;
    tell(one);
  }

  function next(one) {
    const following = fields()[fields().indexOf(one) + 1];
    if (following) following.focus();
    else one.form.requestSubmit();
  }

  const tell = (one, inputType = "insertText") =>
    one.dispatchEvent(new InputEvent("input", { bubbles: true, inputType }));

  document.addEventListener("mousedown", (event) => {
    if (event.target.closest("[data-key]")) event.preventDefault(); // the field keeps its cursor
  });

  document.addEventListener("click", (event) => {
    const key = event.target.closest("[data-key]");
    if (key) press(key.dataset.key);
    if (event.target.closest("#show-keys")) show((chosen = keys().hidden));
  });

  document.addEventListener("focusin", (event) => {
    if (keys() && fields().includes(event.target)) keys().classList.toggle("digits-only", !takesLetters(event.target));
  });

  document.addEventListener("kiosk:shown", lay);
  roomy.addEventListener("change", lay);
})();
