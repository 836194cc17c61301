// A chosen photograph is shown at once, and made smaller before it travels over a bad network: <input type="file"
// data-photo> with its tools around [data-photo-tools] (components/photo_field.html). The server judges and shrinks again.
(() => {
  const longest = 1600;
  const smallEnough = 1000000; // bytes
  const shown = new WeakMap(); // preview → the address made for it, and the one it came with

  const previewOf = (input) => document.querySelector(`[data-photo-tools="${input.id}"] [data-photo-preview]`);

  function show(input) {
    const preview = previewOf(input);
    if (!preview) return;
    const before = shown.get(preview) || { kept: preview.getAttribute("src") || "", made: "" };
    if (before.made) URL.revokeObjectURL(before.made);
    const made = input.files.length ? URL.createObjectURL(input.files[0]) : "";
    shown.set(preview, { kept: before.kept, made });
    preview.onerror = () => { preview.hidden = true; }; // a kind this browser cannot show
    preview.hidden = !(made || before.kept);
    if (made || before.kept) preview.src = made || before.kept;
  }

  // Upright, as its EXIF says; null where it may travel as it is.
  async function smaller(file) {
    const picture = await createImageBitmap(file);
    const scale = longest / Math.max(picture.width, picture.height);
    if (scale >= 1 && file.size <= smallEnough) return null;
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(picture.width * Math.min(scale, 1));
    canvas.height = Math.round(picture.height * Math.min(scale, 1));
    const pen = canvas.getContext("2d");
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise((resolve) => { canvas.toBlob(resolve, "image/jpeg", 0.85); });
    return blob && blob.size < file.size ? new File([blob], "foto.jpg", { type: "image/jpeg" }) : null;
  }

  async function shrink(input) {
    const [file] = input.files;
    const made = file && await smaller(file).catch(() => null); // the server says what is wrong with it
    if (!made || input.files[0] !== file) return;
    const carrier = new DataTransfer();
    carrier.items.add(made);
    input.files = carrier.files;
    input.dispatchEvent(new CustomEvent("change", { bubbles: true, detail: { made: true } }));
  }

  document.addEventListener("change", (event) => {
    if (!event.target.matches?.("input[type=file][data-photo]")) return;
    show(event.target);
    if (!event.detail?.made) shrink(event.target);
  });
})();
