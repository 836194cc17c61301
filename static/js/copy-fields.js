// One person's fields taken over into another window by keyboard: Enter on a copy button copies its field and moves on to
// the next, behind the last one to what says that the person is done. Without this file the fields are there to select.
(() => {
  const buttons = [...document.querySelectorAll("[data-copy]")];
  if (!buttons.length) return;
  const said = document.getElementById("copy-said");
  const fieldOf = (button) => document.getElementById(button.dataset.copy);

  for (const button of buttons) {
    button.hidden = false;
    fieldOf(button).tabIndex = -1; // Tab goes from button to button
  }
  document.querySelector("[data-keys]").hidden = false;
  document.querySelector("[data-without-script]").hidden = true;

  // The same words twice would not be read aloud a second time.
  function say(words) {
    said.textContent = "";
    requestAnimationFrame(() => { said.textContent = words; });
  }

  function moveOn(button) {
    for (const other of buttons) other.closest("li").classList.remove("copy-now");
    button.closest("li").classList.add("copy-now");
    const next = buttons[buttons.indexOf(button) + 1] || document.querySelector("[data-after-copying]");
    say(button.dataset.copied);
    next.focus();
  }

  // Where the browser does not let a page write: the field is selected, and copying by hand moves on too.
  function leaveToHand(button) {
    const field = fieldOf(button);
    field.focus();
    field.select();
    say(button.dataset.selected);
    field.addEventListener("copy", () => setTimeout(() => moveOn(button)), { once: true });
  }

  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy]");
    if (!button) return;
    try {
      await navigator.clipboard.writeText(fieldOf(button).value);
    } catch {
      leaveToHand(button);
      return;
    }
    moveOn(button);
  });

  buttons[0].focus();
})();
