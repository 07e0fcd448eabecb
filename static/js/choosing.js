// In a list in which one ticks cases: counts, lets every link carry what is ticked, and lays it in one's own map. After
// dossier.js. Without a script the form around the list does all but the counting.
"use strict";

{
  const form = document.getElementById("filters");
  const count = document.querySelector("[data-choosing]");
  const ticked = () => [...new Set(new FormData(form).getAll("v"))];

  // The boxes stand outside the form they belong to, so what happens to them does not reach it.
  document.addEventListener("change", ({ target }) => {
    if (target.name !== "v") return;
    count.textContent = ticked().length ? `${ticked().length} gekozen` : "Nog niets gekozen";
    for (const link of document.querySelectorAll("a[href*='kies=']")) {
      const url = new URL(link.href);
      url.searchParams.delete("v");
      for (const slug of ticked()) url.searchParams.append("v", slug);
      link.href = url.href;
    }
  });
  form.addEventListener("submit", (event) => {
    const own = readersMap.kept();
    if (!event.submitter?.hasAttribute("data-map-lay") || !own || !ticked().length) return;
    const together = [...new Set([...own, ...ticked()])];
    if (!readersMap.keep(together.slice(0, readersMap.MOST))) return;
    event.preventDefault();
    location.assign(readersMap.address(together));
  });
}
