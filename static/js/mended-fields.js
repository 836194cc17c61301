// In a <form data-mended-fields> that came back, what was wrong with a field goes as soon as the field is filled, and the
// summary with the last of them. The server judges again.
(() => {
  function isFilled(field) {
    const parts = [...field.querySelectorAll("input, select, textarea")];
    return parts.some((part) => (["checkbox", "radio"].includes(part.type) ? part.checked : part.value !== ""));
  }

  function mend(field) {
    field.classList.remove("field-wrong");
    for (const words of field.querySelectorAll(".field-error")) {
      for (const link of document.querySelectorAll(`#error-summary a[href="#${field.id || control(field).id}"]`)) {
        link.closest("li").remove();
      }
      words.remove();
    }
    control(field).removeAttribute("aria-invalid");
  }

  const control = (field) => field.querySelector("input:not([type=hidden]), select, textarea") ?? field;

  document.addEventListener("change", ({ target }) => {
    const form = target.closest?.("form[data-mended-fields]");
    if (form && target.name === "how") form.querySelectorAll(".only-on-paper .field-wrong, .only-signed.field-wrong").forEach(mend);
    const field = form && target.closest(".field-wrong");
    if (field && isFilled(field) && !target.dataset.mostBytes) mend(field); // a file is judged by its size
    if (form && !form.querySelector(".field-wrong")) document.getElementById("error-summary")?.remove();
  });
})();
