// A birth date in three fields, typed through as one: a full field leads to the next, a dot or stroke too, and a whole
// date that is pasted is spread over the three. What fits nowhere stays where it stands.
(() => {
  const ORDERS = [
    [/^(\d{1,2})[-/. ]+(\d{1,2})[-/. ]+(\d{4})$/, (day, month, year) => [day, month, year]],
    [/^(\d\d)(\d\d)((?:19|20)\d\d)$/, (day, month, year) => [day, month, year]],
    [/^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/, (year, month, day) => [day, month, year]],
  ];
  let arrived = null; // the field one was led to, while nothing has been typed in it

  const parts = () => [...document.querySelectorAll(".kiosk-date .control")];
  const isPart = (element) => element.matches?.(".kiosk-date .control");

  function lead(one) {
    const following = parts()[parts().indexOf(one) + 1];
    if (!following) return;
    following.focus();
    following.select();
    arrived = following;
  }

  function whole(text) {
    for (const [shape, order] of ORDERS) {
      const found = shape.exec(text);
      if (found) return order(...found.slice(1));
    }
    return null;
  }

  function spread(date) {
    parts().forEach((part, place) => (part.value = date[place]));
    parts().at(-1).focus();
  }

  const isFull = (one) => /^\d+$/.test(one.value) && one.value.length === Number(one.dataset.full);

  document.addEventListener("beforeinput", (event) => {
    if (!isPart(event.target) || !/^[-/., ]$/.test(event.data ?? "")) return;
    event.preventDefault();
    if (event.target.value && arrived !== event.target) lead(event.target);
  });

  document.addEventListener("input", (event) => {
    if (!isPart(event.target)) return;
    arrived = null;
    const date = whole(event.target.value.trim());
    if (date) spread(date);
    else if (isFull(event.target) && !event.inputType?.startsWith("delete")) lead(event.target);
  });

  // Who is used to pressing Tab after the day is there already.
  document.addEventListener("keydown", (event) => {
    if (event.key === "Tab" && !event.shiftKey && arrived === event.target) {
      event.preventDefault();
      arrived = null;
    }
  });

  document.addEventListener("focusout", () => (arrived = null));
})();
