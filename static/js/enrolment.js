// The enrolment form, made quicker: the NIK is answered while the next field is typed, birth date and sex come from it,
// an occupation is found by any part of its name. Without this file the server says the same after "Simpan".
(() => {
  const DIGITS = 16;
  const at = (id) => document.getElementById(id);
  let asked = "";

  // What the answer depends on, so that the same question is not asked twice.
  function question() {
    const sex = document.querySelector("[name=sex]:checked")?.value || "";
    return [at("nik").value.replace(/\D/g, ""), at("birth_on").value, sex, at("serial_zero")?.checked, at("batch")?.value].join("|");
  }

  function ask() {
    const nik = at("nik");
    if (!nik || !nik.value.trim() || question() === asked) return;
    asked = question();
    at("nik-watch").dispatchEvent(new Event("nik-ready"));
  }

  // An answer to another number than the one in the field says something untrue.
  function typedOn(nik) {
    if (nik.value.replace(/\D/g, "").length === DIGITS) return ask();
    at("nik-answer").replaceChildren();
    asked = "";
  }

  document.addEventListener("input", ({ target }) => {
    if (target.id === "nik") typedOn(target);
    if (target.id === "occupation-words") findOccupation(target);
  });

  // A reader of barcodes or cards ends with Enter: the form is not finished with its first field.
  document.addEventListener("keydown", (event) => {
    if (event.target.id !== "nik" || event.key !== "Enter" || event.isComposing) return;
    event.preventDefault();
    ask();
    at("name").focus();
  });

  document.addEventListener("change", ({ target }) => {
    if (target.name === "sex") document.querySelectorAll("[name=sex]").forEach((choice) => delete choice.dataset.fromNik);
    if (["nik", "birth_on", "serial_zero", "batch"].includes(target.id) || target.name === "sex") ask();
    if (target.id === "occupation") sayWhoPays(target);
  });

  // What the person at the desk typed is never overwritten, only what came from the NIK before.
  function takeOver(answer) {
    const before = question();
    const birth = at("birth_on");
    if (birth && (!birth.value || birth.dataset.fromNik === birth.value)) {
      birth.value = birth.dataset.fromNik = answer.dataset.birthOn || "";
    }
    const chosen = document.querySelector("[name=sex]:checked");
    if (!chosen || "fromNik" in chosen.dataset) {
      for (const choice of document.querySelectorAll("[name=sex]")) {
        choice.checked = choice.value === answer.dataset.sex;
        choice.toggleAttribute("data-from-nik", choice.checked);
      }
    }
    at("ktp-reason").hidden = !answer.dataset.differs;
    offerApproval(Boolean(answer.dataset.approval));
    // An older NIK's birth date went along with the question: ask once more without it.
    if (answer.dataset.differs && question() !== before) ask();
    // What was typed while the answer was under way has not been asked yet.
    else if (before === asked) asked = question();
  }

  // What cannot be seen is not sent ticked.
  function offerApproval(wanted) {
    const part = at("approval");
    if (!part) return;
    part.hidden = !wanted;
    if (!wanted) at("ask_approval").checked = false;
  }

  document.addEventListener("htmx:after:swap", () => {
    const answer = document.querySelector("#nik-answer > .nik-answer");
    if (answer) takeOver(answer);
    begin();
  });

  const plain = (text) => text.toLowerCase().normalize("NFKD").replace(/[^a-z0-9 ]/g, "");

  function fits(option, words) {
    const text = ` ${plain(`${option.text} ${option.dataset.words} ${option.value.replaceAll("-", " ")}`)}`;
    return words.every((word) => text.includes(word));
  }

  // One that fits is chosen; of several the officer chooses, and the list shows those alone.
  function findOccupation(search) {
    const list = at("occupation");
    const words = plain(search.value).split(" ").filter(Boolean);
    const options = [...list.options].filter((option) => option.value);
    const found = words.length ? options.filter((option) => fits(option, words)) : [];
    options.forEach((option) => { option.hidden = found.length > 0 && !found.includes(option); });
    list.value = found.length === 1 ? found[0].value : "";
    if (found.length === 1) return sayWhoPays(list);
    const names = found.slice(0, 4).map((option) => option.text).join(", ") + (found.length > 4 ? ", …" : "");
    at("occupation-schemes").textContent = found.length ? `${search.dataset.several} ${names}` : words.length ? search.dataset.none : "";
  }

  function sayWhoPays(list) {
    at("occupation-schemes").textContent = list.selectedOptions[0]?.dataset.schemes || "";
  }

  function begin() {
    const search = at("occupation-search");
    if (!search || !search.hidden) return;
    search.hidden = false;
    if (at("occupation").value) sayWhoPays(at("occupation"));
    if (!document.querySelector("#nik-answer > .nik-answer")) ask();
  }

  begin();
})();
