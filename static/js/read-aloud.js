// "Bacakan": the browser reads a text of this page aloud, sentence by sentence; pressed again it stops. The button is
// there only where the browser has an Indonesian voice: another one would be understood by nobody.
(() => {
  if (!("speechSynthesis" in window)) return;
  const speech = window.speechSynthesis;
  let reading = null; // the button whose text is being read
  const restingWords = new WeakMap();

  const voice = () => speech.getVoices().find(({ lang }) => /^id([-_]|$)/i.test(lang));
  const sentences = (text) => text.match(/[^.?!]+[.?!]*/g) || [];

  function begin() {
    const found = Boolean(voice());
    for (const button of document.querySelectorAll("[data-read-aloud]")) button.hidden = !found;
  }

  function say(button, words) {
    button.querySelector("span").textContent = words;
  }

  function stop() {
    const button = reading;
    reading = null;
    speech.cancel();
    if (button) say(button, restingWords.get(button));
  }

  // Sentence by sentence: some browsers fall silent after fifteen seconds of one.
  function read(button) {
    stop();
    reading = button;
    restingWords.set(button, button.querySelector("span").textContent);
    say(button, button.dataset.stop);
    const parts = sentences(document.getElementById(button.dataset.readAloud).textContent);
    parts.forEach((part, at) => {
      const words = new SpeechSynthesisUtterance(part.trim());
      [words.lang, words.voice, words.rate] = ["id-ID", voice(), 0.95];
      const ended = () => { if (reading === button) stop(); };
      words.onerror = ended;
      if (at === parts.length - 1) words.onend = ended;
      speech.speak(words);
    });
  }

  document.addEventListener("click", ({ target }) => {
    const button = target.closest?.("[data-read-aloud]");
    if (!button) return;
    if (reading === button) stop();
    else read(button);
  });
  speech.addEventListener?.("voiceschanged", begin);
  document.addEventListener("htmx:after:swap", () => {
    if (reading && !reading.isConnected) stop();
    begin();
  });
  window.addEventListener("pagehide", stop);
  begin();
})();
