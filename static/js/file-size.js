// A file that the server would refuse for its size is said at its field before it travels: <input type="file"
// data-most-bytes="…" data-too-large="…">. The server judges again.
(() => {
  const limited = (form) => [...form.querySelectorAll("input[type=file][data-most-bytes]")];
  const tooLarge = (input) => [...input.files].some((file) => file.size > Number(input.dataset.mostBytes));

  function say(input) {
    const id = `${input.id}-too-large`;
    document.getElementById(id)?.remove();
    input.closest(".field").classList.toggle("field-wrong", tooLarge(input));
    if (!tooLarge(input)) return;
    const words = document.createElement("p");
    words.className = "field-error";
    words.id = id;
    words.setAttribute("role", "alert");
    words.textContent = input.dataset.tooLarge;
    input.before(words);
  }

  document.addEventListener("change", (event) => {
    if (event.target.matches?.("input[type=file][data-most-bytes]")) say(event.target);
  });

  document.addEventListener("submit", (event) => {
    const refused = limited(event.target).find(tooLarge);
    if (!refused) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    say(refused);
    refused.focus();
  }, true);
})();
