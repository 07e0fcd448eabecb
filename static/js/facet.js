// Puts a box above each long list of filter values that shows only those with what is typed in them, and lets the button
// below the filters say how many a choice gives. Without a script the whole list is there, and the button says no number.
"use strict";

function plain(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}

for (const options of document.querySelectorAll(".facet__options--long")) {
  const rows = [...options.querySelectorAll(".facet__option")];
  const name = options.querySelector("legend").textContent.trim();
  const label = document.createElement("label");
  const box = document.createElement("input");
  const found = document.createElement("span");
  label.className = "facet__narrow";
  label.append(`Zoek in ${name.toLowerCase()}`, box);
  box.type = "search";
  box.autocomplete = "off";
  found.className = "visually-hidden";
  found.setAttribute("role", "status");
  // Enter would send the form; here it has nothing to send.
  box.addEventListener("keydown", (event) => { if (event.key === "Enter") event.preventDefault(); });
  box.addEventListener("input", () => {
    const asked = plain(box.value.trim());
    let shown = 0;
    for (const row of rows) {
      row.hidden = !plain(row.querySelector("label").textContent).includes(asked);
      shown += row.hidden ? 0 : 1;
    }
    for (const more of options.querySelectorAll(".facet__more")) {
      if (asked) more.open = true;
    }
    found.textContent = asked ? `${shown} van ${rows.length}` : "";
  });
  options.querySelector("legend").after(label, found);
}

for (const form of document.querySelectorAll("[data-filters]")) {
  const button = form.querySelector("[data-apply]");
  const [one, more] = button.dataset.apply.split(",");
  let asking = new AbortController();
  const say = (number) => {
    button.textContent = number ? `Toon ${number} ${number === "1" ? one : more}` : `Toon ${more}`;
  };
  form.addEventListener("formdata", ({ formData }) => {
    for (const name of new Set(formData.keys())) {
      const said = formData.getAll(name).filter(Boolean);
      formData.delete(name);
      for (const value of said) formData.append(name, value);
    }
  });
  form.addEventListener("change", async ({ target }) => {
    if (!target.closest(".facet") || !target.name) return;
    asking.abort();
    asking = new AbortController();
    say("");
    try {
      const query = new URLSearchParams(new FormData(form));
      const answer = await fetch(`${form.getAttribute("action")}?${query}`, { method: "HEAD", signal: asking.signal });
      if (answer.ok) say(answer.headers.get("X-Total-Count"));
    } catch {
      // Asked again meanwhile, or no network: the button says no number.
    }
  });
  // Back in the browser may show the page as it was left; its boxes say again what it shows.
  addEventListener("pageshow", ({ persisted }) => {
    if (!persisted) return;
    for (const field of form.querySelectorAll(".facet input, .search__field")) {
      if (field.type === "checkbox") field.checked = field.defaultChecked;
      else field.value = field.defaultValue;
    }
    say(form.dataset.filters);
  });
  say(form.dataset.filters);
}
