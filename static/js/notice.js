// A fault never eats a half-filled form. An answer that is not ours (a proxy's 502 page, a hotel's sign-in page) lacks
// the header X-Payung: it is not swapped in, a sentence in #notice says what to do instead. The same for a network that
// went away or a server that took too long. Event names are htmx 4's.
(() => {
  const region = document.getElementById("notice");

  function show(templateId) {
    const words = document.getElementById(templateId);
    if (!region || !words) return;
    region.replaceChildren(words.content.cloneNode(true));
    region.scrollIntoView({ block: "nearest" });
  }

  function clear() {
    if (region) region.replaceChildren();
  }

  document.addEventListener("htmx:before:response", (event) => {
    if (event.detail.ctx.response.headers.has("X-Payung")) return;
    event.preventDefault();
    show("fault-answer");
  });

  document.addEventListener("htmx:error", (event) => {
    const { ctx } = event.detail;
    if (!ctx) return;
    show(ctx.request.signal.aborted ? "fault-slow" : "fault-network");
  });

  // A new try by the person clears what the last one left; polling does not.
  document.addEventListener("htmx:before:request", (event) => {
    if (event.target.matches?.("form, button, a")) clear();
  });

  // What lands in #notice from the server (HX-Retarget) may be above the fold.
  document.addEventListener("htmx:after:swap", (event) => {
    const { target } = event.detail.ctx;
    if (target === region || target === "#notice") region.scrollIntoView({ block: "nearest" });
  });
})();
