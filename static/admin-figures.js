// Shows the figure of a claim as a reader will see it, while it is typed. The server reads it: there is one reader.
"use strict";

{
    const NAMES = ["qualifier", "value", "unit", "value_until", "value_before"];
    const WAIT = 250;
    const timers = new WeakMap();
    const fieldOf = (row, name) => row.querySelector(`[name$="-${name}"]`);

    async function show(row, place) {
        const query = new URLSearchParams(NAMES.map((name) => [name, fieldOf(row, name).value]));
        const asked = query.toString();
        place.dataset.asked = asked;
        let said = { text: "", clear: true };
        try {
            const answer = await fetch(`${fieldOf(row, "value").dataset.inWords}?${asked}`);
            said = answer.ok ? await answer.json() : said;
        } catch {
            // Without a connection there is nothing to say, and what was said before no longer holds.
        }
        if (place.dataset.asked === asked) {
            place.textContent = said.text;
            place.classList.toggle("in-words--unclear", !said.clear);
        }
    }

    function soon(event) {
        const row = event.target.closest?.(".inline-related");
        const place = row?.querySelector(".in-words");
        if (place && NAMES.some((name) => event.target.name?.endsWith(`-${name}`))) {
            clearTimeout(timers.get(row));
            timers.set(row, setTimeout(show, WAIT, row, place));
        }
    }

    document.addEventListener("input", soon);
    document.addEventListener("change", soon);
}
