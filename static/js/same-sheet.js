// A sheet that was sent before is pointed out as soon as it is chosen, by its content: <input type="file" id="sheet">
// beside #same-sheet-watch (htmx asks) and #same-sheet (the answer). The file itself does not travel for it.
(() => {
  const at = (id) => document.getElementById(id);
  const hex = (digest) => [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");

  document.addEventListener("change", async (event) => {
    const input = event.target;
    if (input.id !== "sheet" || !at("same-sheet-watch")) return;
    at("same-sheet").replaceChildren();
    const file = input.files[0];
    if (!file || file.size > Number(input.dataset.mostBytes) || !window.crypto?.subtle) return;
    const digest = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
    if (input.files[0] !== file) return;
    at("sheet-sha256").value = hex(digest);
    at("same-sheet-watch").dispatchEvent(new Event("sheet-known"));
  });
})();
