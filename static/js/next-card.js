// A scanner types wherever the focus is, and ends with Enter. What it typed into a form about one card is the next card:
// it is taken out of the field, and the scan field sends it. Without this file the server refuses such a form.
(() => {
  const ADDRESS = /(https?:\S*)?\/v\/[A-Za-z0-9_-]{16,64}\/?$/i;
  const LONGEST = 300;
  let typed = "";

  const isText = (element) => element.matches?.("textarea, input:not([type=radio], [type=checkbox], [type=hidden])");

  function leadOn(code) {
    const form = document.getElementById("scan");
    form.elements.kode.value = code;
    form.requestSubmit();
  }

  document.addEventListener("keydown", (event) => {
    const { target, key } = event;
    if (target.form?.id === "scan" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (key.length === 1) typed = (typed + key).slice(-LONGEST);
    if (key !== "Enter") return;
    const code = (isText(target) && target.value.match(ADDRESS)?.[0]) || typed.match(ADDRESS)?.[0];
    typed = "";
    if (!code || !document.getElementById("scan")) return;
    event.preventDefault();
    if (isText(target)) target.value = target.value.replace(ADDRESS, "");
    leadOn(code);
  }, true);
})();
