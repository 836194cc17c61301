// "Salin pesan": copies the text of a field into the clipboard. Where the browser cannot, the button stays hidden and the
// text is selected by hand.
(() => {
  if (!navigator.clipboard) return;
  const SAID_FOR = 2500; // milliseconds

  function offer() {
    for (const button of document.querySelectorAll("[data-copies]")) button.hidden = false;
  }

  offer();
  document.addEventListener("htmx:after:swap", offer);

  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copies]");
    if (!button) return;
    const field = document.getElementById(button.dataset.copies);
    const words = button.querySelector("span");
    const resting = button.dataset.resting || (button.dataset.resting = words.textContent);
    try {
      await navigator.clipboard.writeText(field.value);
      words.textContent = button.dataset.copied;
      setTimeout(() => { words.textContent = resting; }, SAID_FOR);
    } catch {
      field.select();
    }
  });
})();
