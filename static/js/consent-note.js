// The note under "Cara menyetujui" is asked for by its own name: where the thumb print is, or who the witness was.
// [data-consent-note] carries the words for each choice; without this file one label says both.
(() => {
  function begin() {
    const part = document.querySelector("[data-consent-note]");
    const how = document.querySelector("[name=consent_how]:checked")?.value;
    if (!part || !part.dataset[how]) return;
    part.querySelector("label").firstChild.textContent = `${part.dataset[how]} `;
    part.querySelector(".field-hint").textContent = part.dataset[`${how}Hint`];
  }

  document.addEventListener("change", ({ target }) => { if (target.name === "consent_how") begin(); });
  document.addEventListener("htmx:after:swap", begin);
  begin();
})();
