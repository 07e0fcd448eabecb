// Makes a search field under which htmx puts suggestions into a combobox (ARIA Authoring Practices: list autocomplete
// with manual selection): arrows choose, Enter opens, Escape closes. Without a script the field just searches.
"use strict";

for (const field of document.querySelectorAll("[data-suggests]")) {
  const place = document.getElementById(field.dataset.suggests);
  const status = document.getElementById(`${field.dataset.suggests}-aantal`);
  let at = -1;

  // htmx weighs as much as a page: it comes when the reader first goes to a field. What she typed meanwhile is asked as
  // htmx would: when she pauses.
  function fetchHtmx() {
    const before = field.value;
    if (document.querySelector("script[data-htmx]")) return;
    const script = document.createElement("script");
    script.src = document.querySelector("meta[name=htmx-source]").content;
    script.dataset.htmx = "";
    script.addEventListener("load", () => {
      if (field.value === before) return;
      const ask = () => htmx.ajax("GET", field.dataset.hxGet, { source: field, target: place });
      const pause = setTimeout(ask, 200);
      field.addEventListener("input", () => clearTimeout(pause), { once: true });
    });
    document.head.append(script);
  }
  if (document.activeElement === field) fetchHtmx();
  field.addEventListener("focus", fetchHtmx, { once: true });

  const options = () => [...place.querySelectorAll("[role=option]")];

  function choose(index) {
    const all = options();
    at = all.length ? (index + all.length + 1) % (all.length + 1) : all.length;
    all.forEach((option, number) => option.setAttribute("aria-selected", String(number === at)));
    if (at < all.length) {
      field.setAttribute("aria-activedescendant", all[at].id);
      all[at].scrollIntoView({ block: "nearest" });
    } else {
      at = -1;
      field.removeAttribute("aria-activedescendant");
    }
  }

  function close() {
    place.replaceChildren();
    at = -1;
    status.textContent = "";
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
  }

  // A field of type search is a searchbox, and may be nothing else.
  field.type = "text";
  field.setAttribute("role", "combobox");
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-expanded", "false");
  field.setAttribute("aria-controls", place.id);

  place.addEventListener("htmx:afterSwap", () => {
    const all = options();
    at = -1;
    field.removeAttribute("aria-activedescendant");
    all.forEach((option, number) => { option.id = `${place.id}-${number}`; });
    const shown = all.length > 0 && document.activeElement === field;
    if (!shown) { close(); return; }
    field.setAttribute("aria-expanded", "true");
    status.textContent = all.length === 1 ? "1 suggestie" : `${all.length} suggesties`;
  });
  field.addEventListener("keydown", (event) => {
    const all = options();
    if (event.key === "Escape" && all.length) {
      event.preventDefault();
      close();
    } else if (all.length && event.key === "ArrowDown") {
      event.preventDefault();
      choose(at < 0 ? 0 : at + 1);
    } else if (all.length && event.key === "ArrowUp") {
      event.preventDefault();
      choose(at < 0 ? all.length - 1 : at - 1);
    } else if (event.key === "Enter" && at >= 0) {
      event.preventDefault();
      location.assign(all[at].dataset.href);
    }
  });
  // Before the field loses focus to what is clicked.
  place.addEventListener("mousedown", (event) => event.preventDefault());
  place.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) location.assign(option.dataset.href);
  });
  field.addEventListener("blur", close);
  // How long the query is, from two hundred signs before the end on; after sending, the page says so itself.
  const length = document.getElementById(`${place.id}-lengte`);
  const most = Number(length.dataset.most);
  field.addEventListener("input", () => {
    const typed = [...field.value].length;
    const [said, fits] = [typed, most].map((number) => number.toLocaleString("nl-NL"));
    length.textContent = typed > most - 200 ? `${said} van hoogstens ${fits} tekens.` : "";
  });
}
