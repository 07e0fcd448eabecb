// Puts a box above each long list of filter values that shows only those with what is typed in them. Without a script the
// whole list is there.
"use strict";

const LONG = 12;

function plain(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}

for (const options of document.querySelectorAll(".facet__options")) {
  const rows = [...options.querySelectorAll(".facet__option")];
  if (rows.length < LONG) continue;
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
