// A signature with finger, pen or mouse, by signature_pad: what is drawn in [data-signature] travels as a PNG in its
// hidden field, and is drawn again when the form comes back. It may stay empty: nobody needs a hand for it.
(() => {
  const pads = new WeakMap();
  const fieldOf = (part) => part.querySelector("input[type=hidden]");

  function begin() {
    for (const part of document.querySelectorAll("[data-signature]")) {
      if (!pads.has(part)) open(part);
    }
  }

  function open(part) {
    const canvas = part.querySelector("canvas");
    const pad = new SignaturePad(canvas, { minWidth: 0.8, maxWidth: 2.6, penColor: "#24211d" });
    pads.set(part, pad);
    pad.addEventListener("endStroke", () => keep(part, pad.toDataURL("image/png")));
    part.hidden = false;
    const choice = document.getElementById(part.dataset.chooses); // where nobody has chosen yet, the pad is offered
    if (choice) choice.checked = true;
    new ResizeObserver(() => fit(part)).observe(canvas);
  }

  function keep(part, drawn) {
    fieldOf(part).value = drawn;
    fieldOf(part).dispatchEvent(new Event("change", { bubbles: true }));
  }

  // A canvas has pixels of its own: they follow its size on the page, and what was drawn follows them.
  function fit(part) {
    const canvas = part.querySelector("canvas");
    const ratio = Math.min(window.devicePixelRatio || 1, 2);
    const [width, height] = [canvas.offsetWidth, canvas.offsetHeight];
    if (!width || canvas.width === Math.round(width * ratio)) return;
    [canvas.width, canvas.height] = [Math.round(width * ratio), Math.round(height * ratio)];
    canvas.getContext("2d").scale(ratio, ratio);
    pads.get(part).clear();
    const drawn = fieldOf(part).value;
    if (drawn) pads.get(part).fromDataURL(drawn, { ratio, width, height });
  }

  document.addEventListener("click", ({ target }) => {
    const part = target.closest?.("[data-signature-clear]")?.closest("[data-signature]");
    if (!part) return;
    pads.get(part).clear();
    keep(part, "");
  });
  document.addEventListener("htmx:after:swap", begin);
  begin();
})();
