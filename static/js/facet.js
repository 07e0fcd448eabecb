// Puts a box above each long list of filter values that shows only those with what is typed in them, then fetches values
// that the page does not hold, and lets the button below the filters say how many a choice gives. Without a script the
// button for all values loads the page with them, and the other says no number.
"use strict";

function plain(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}

// Puts all values in the place of those that are there, with what is ticked still ticked; once for each facet.
async function whole(options, all) {
  const { form, name, value } = all;
  all.disabled = true;
  try {
    const query = new URLSearchParams(new FormData(form));
    query.append(name, value);
    const answer = await fetch(`${form.getAttribute("action").split("#")[0]}?${query}`);
    if (!answer.ok) throw new Error(answer.status);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const found = page.querySelector(`#filter-${value} .facet__options`);
    const ticked = new Map([...options.querySelectorAll("input[name]")].map((box) => [box.value, box.checked]));
    for (const old of options.querySelectorAll(".facet__option, .facet__kind, .facet__more, .facet__explained, .facet__all")) old.remove();
    for (const one of found.querySelectorAll(".facet__more")) one.open = true;
    for (const box of found.querySelectorAll("input[name]")) if (ticked.has(box.value)) box.checked = ticked.get(box.value);
    found.querySelector("legend").remove();
    options.append(...found.children);
  } catch {
    // No network: the button can be pressed again, and then loads the page.
    all.disabled = false;
    all.dataset.failed = "true";
  }
}

for (const options of document.querySelectorAll(".facet__options--long")) {
  const all = options.querySelector(".facet__all");
  let fetched;
  const fetchAll = () => (fetched ??= all ? whole(options, all) : Promise.resolve());
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
  all?.addEventListener("click", async (event) => {
    if (all.dataset.failed) return;
    event.preventDefault();
    await fetchAll();
    if (!all.dataset.failed) box.focus();
  });
  box.addEventListener("input", async () => {
    await fetchAll();
    const rows = [...options.querySelectorAll(".facet__option")];
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
      const answer = await fetch(`${form.getAttribute("action").split("#")[0]}?${query}`, { method: "HEAD", signal: asking.signal });
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
