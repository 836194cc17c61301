// Keeps a half-filled form on the server while it is typed, so that neither a lock nor a lost session nor F5 loses it.
// The line that says so carries data-draft-href; the form is the one around it. Failing is said once, quietly: nobody
// is interrupted for it, and the next change tries again. Files and pictures are left out.
(() => {
  const [first, later, again] = [1000, 3000, 20000]; // milliseconds after a change; after a failure without one
  const leftOut = ["photo", "signature"];
  const LEFT = "payung-draft-left"; // when a draft was sent while its page was being left; nothing of what was typed
  const cannotHelp = [409, 413, 422]; // the same once more would be refused once more
  let [timer, failed, kept, begun, sending, submitted] = [0, false, "", false, null, false];

  const line = () => document.querySelector("[data-draft-href]");
  const form = () => line()?.closest("form");
  const covered = () => document.documentElement.classList.contains("is-locked");

  function typed() {
    const fields = [...new FormData(form())];
    return new URLSearchParams(fields.filter(([name, value]) => typeof value === "string" && !leftOut.includes(name)));
  }

  function say(words) {
    const place = line();
    if (place && place.textContent !== words) place.textContent = words;
  }

  function soon(milliseconds) {
    if (!timer) timer = setTimeout(save, milliseconds);
  }

  async function save() {
    clearTimeout(timer);
    [timer, failed] = [0, false];
    if (!form() || covered()) return;
    if (sending) return soon(later);
    const body = typed();
    const now = body.toString();
    if (now === kept) return;
    sending = new AbortController();
    try {
      await judge(await post(body, sending.signal), now);
    } catch (fault) {
      if (fault.name !== "AbortError") say(line()?.dataset.offline);
      tryAgain();
    } finally {
      sending = null;
    }
  }

  function tryAgain() {
    if (!timer) failed = true;
    soon(again);
  }

  function post(body, signal) {
    const headers = { "X-Requested-With": "fetch" };
    return fetch(line().dataset.draftHref, {
      method: "POST", body, headers, signal, credentials: "same-origin", redirect: "manual", keepalive: true,
    });
  }

  async function judge(answer, now) {
    const ours = answer.headers.has("X-Payung");
    if (ours && (answer.status === 200 || answer.status === 204)) {
      [kept, begun] = [now, true];
      say(answer.status === 200 ? await answer.text() : "");
      return;
    }
    say(line()?.dataset.failed);
    if (!cannotHelp.includes(answer.status)) tryAgain();
  }

  function changed(event) {
    if (!event.target.form || event.target.form !== form()) return;
    submitted = false;
    if (failed) {
      clearTimeout(timer);
      [timer, failed] = [0, false];
    }
    soon(begun ? later : first);
  }

  // What was typed in the last seconds leaves with the page, unless the form itself has just been sent.
  function leave() {
    if (!timer || submitted) return;
    sessionStorage.setItem(LEFT, String(Date.now()));
    save();
  }

  // The page that comes next may be asked for before that last draft has arrived: it looks once more.
  function lookAgain() {
    const left = Number(sessionStorage.getItem(LEFT));
    sessionStorage.removeItem(LEFT);
    if (form() && Date.now() - left < 10000) setTimeout(showDrafts, first);
  }

  async function showDrafts() {
    const heading = document.querySelector("#main h1");
    const answer = await fetch(location.pathname, { credentials: "same-origin", redirect: "error" }).catch(() => null);
    if (!answer?.ok || !heading) return;
    const drafts = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector(".drafts");
    document.querySelector(".drafts")?.remove();
    if (drafts) heading.after(drafts);
  }

  // An answer under way would tell the browser that the screen is open.
  function watchLock() {
    if (covered()) sending?.abort();
    else if (begun && form() && typed().toString() !== kept) soon(later);
  }

  document.addEventListener("input", changed);
  document.addEventListener("change", changed);
  document.addEventListener("submit", (event) => { submitted = event.target === form(); });
  document.addEventListener("htmx:finally:request", ({ detail }) => { submitted &&= Boolean(detail.ctx.hx?.redirect); });
  // The first comes before the next page is asked for, the second also where a phone puts the page away.
  window.addEventListener("beforeunload", leave);
  window.addEventListener("pagehide", leave);
  window.addEventListener("online", leave);
  if (form()) kept = typed().toString();
  lookAgain();
  new MutationObserver(watchLock).observe(document.documentElement, { attributeFilter: ["class"] });
})();
