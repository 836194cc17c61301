// A file that the server would refuse for its size is said at its field before it travels: <input type="file"
// data-most-bytes="…" data-too-large="…">, and with data-most-together="…" data-too-large-together="…" several that are
// too much for one press. The server judges again.
(() => {
  const limited = (form) => [...form.querySelectorAll("input[type=file][data-most-bytes]")];
  const together = (input) => [...input.files].reduce((bytes, file) => bytes + file.size, 0);

  // The sentence that belongs to it, empty where the server would take it.
  function fault(input) {
    const { mostBytes, tooLarge, mostTogether, tooLargeTogether } = input.dataset;
    if ([...input.files].some((file) => file.size > Number(mostBytes))) return tooLarge;
    return mostTogether && together(input) > Number(mostTogether) ? tooLargeTogether : "";
  }

  function say(input) {
    const id = `${input.id}-too-large`;
    document.getElementById(id)?.remove();
    const said = fault(input);
    input.closest(".field").classList.toggle("field-wrong", Boolean(said));
    if (!said) return;
    const words = document.createElement("p");
    words.className = "field-error";
    words.id = id;
    words.setAttribute("role", "alert");
    words.textContent = said;
    input.before(words);
  }

  document.addEventListener("change", (event) => {
    if (event.target.matches?.("input[type=file][data-most-bytes]")) say(event.target);
  });

  document.addEventListener("submit", (event) => {
    const refused = limited(event.target).find(fault);
    if (!refused) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    say(refused);
    refused.focus();
  }, true);
})();
