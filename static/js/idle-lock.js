// Locks the screen after minutes without a hand on it, in every tab at once. The page underneath is hidden and inert,
// so what was typed is still there afterwards. Only the server unlocks: POST /buka-kunci with the password.
// A reload may come before the server has heard of the lock: until then the browser remembers whose screen it was.
(() => {
  const lock = document.getElementById("idle-lock");
  const memory = rememberedHere();
  if (!lock) return memory.forget(); // the server's own locked page: it has heard
  const page = document.querySelector(".page");
  const form = lock.querySelector("form");
  const error = lock.querySelector("#lock-error");
  const password = lock.querySelector("#lock-password");
  const limit = Number(lock.dataset.idleMinutes) * 60000;
  const tabs = "BroadcastChannel" in window ? new BroadcastChannel("payung-lock") : { postMessage() {} };
  let [lastHand, lastTold, focusBefore] = [Date.now(), 0, null];

  const locked = () => !lock.hidden;

  function rememberedHere() {
    const name = "payung-locked";
    try {
      localStorage.getItem(name);
    } catch {
      return { whose: () => null, keep() {}, forget() {} }; // a browser told to keep nothing
    }
    return {
      whose: () => localStorage.getItem(name),
      keep: (person) => localStorage.setItem(name, person),
      forget: () => localStorage.removeItem(name),
    };
  }

  function tell(what) {
    tabs.postMessage({ what, person: lock.dataset.person });
  }

  function cover() {
    if (locked()) return;
    focusBefore = document.activeElement;
    document.documentElement.classList.add("is-locked");
    page.inert = true;
    lock.hidden = false;
    password.focus();
  }

  function uncover() {
    memory.forget();
    password.value = "";
    sayWrong("");
    lock.hidden = true;
    page.inert = false;
    document.documentElement.classList.remove("is-locked");
    lastHand = Date.now();
    focusBefore?.focus?.();
  }

  function post(href, body) {
    const headers = { "X-Requested-With": "fetch" };
    return fetch(href, { method: "POST", body, headers, credentials: "same-origin", redirect: "manual", keepalive: true });
  }

  function lockNow() {
    cover();
    memory.keep(lock.dataset.person);
    tell("locked");
    const body = new FormData();
    body.set("csrf_token", form.elements.csrf_token.value);
    const heard = post(lock.dataset.lockHref, body).then((answer) => answer.status === 204 && memory.forget());
    heard.catch(() => {}); // the screen is covered either way
  }

  function sayWrong(sentence) {
    error.hidden = !sentence;
    error.querySelector("span").textContent = sentence;
    password.setAttribute("aria-invalid", String(Boolean(sentence)));
  }

  // Only our own 204 opens: a redirect may lead to the sign-in page, a 200 may be a hotel's.
  function outcome(answer) {
    if (answer.status === 204) return "";
    if (answer.status === 429) return lock.dataset.many;
    if (answer.status === 422) return lock.dataset.wrong;
    lock.querySelector(".lock-again").hidden = false;
    return lock.dataset.gone;
  }

  async function unlock(event) {
    event.preventDefault();
    let sentence;
    try {
      sentence = outcome(await post(form.getAttribute("action"), new FormData(form)));
    } catch {
      sentence = lock.dataset.offline;
    }
    password.value = "";
    if (!sentence) {
      uncover();
      tell("unlocked");
      return;
    }
    sayWrong(sentence);
    password.focus();
  }

  function hand() {
    look(); // the hand that wakes a sleeping laptop comes too late
    if (locked()) return;
    lastHand = Date.now();
    if (lastHand - lastTold < 20000) return;
    lastTold = lastHand;
    tell("active");
  }

  function look() {
    if (limit > 0 && !locked() && Date.now() - lastHand >= limit) lockNow();
  }

  form.addEventListener("submit", unlock);
  for (const now of document.querySelectorAll("form[data-lock-now]")) {
    now.addEventListener("submit", (event) => { event.preventDefault(); lockNow(); });
  }
  tabs.onmessage = ({ data }) => {
    if (data.what === "locked") cover();
    if (data.person !== lock.dataset.person) return;
    if (data.what === "unlocked" && locked()) uncover();
    if (data.what === "active") lastHand = Date.now();
  };
  for (const sign of ["pointerdown", "keydown", "wheel", "touchstart", "pointermove"]) {
    document.addEventListener(sign, hand, { passive: true, capture: true });
  }
  // A sleeping laptop stops timers: look again when it wakes.
  for (const moment of ["visibilitychange", "focus", "pageshow"]) window.addEventListener(moment, look, true);
  setInterval(look, 5000);
  if (memory.whose() === lock.dataset.person) lockNow();
})();
