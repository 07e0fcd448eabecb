// Names what select2 makes of a choice after the field it stands for, and leads from an error to a field that can be typed in.
"use strict";

{
    const SELECTION = ".select2-selection";
    let made = 0;

    const nameOf = (select) => select.getAttribute("aria-label") ?? select.labels[0]?.textContent.replace(/:\s*$/, "").trim() ?? "";
    const boxOf = (select) => select.nextElementSibling?.querySelector(SELECTION);

    function name(select) {
        const box = boxOf(select);
        if (!box || select.name.includes("__prefix__")) {
            return;
        }
        const shown = box.querySelector(".select2-selection__rendered");
        // By itself, and then by what was chosen.
        box.id ||= `keuze-${(made += 1)}`;
        box.setAttribute("aria-label", nameOf(select));
        box.setAttribute("aria-labelledby", `${box.id} ${shown.id}`.trim());
        if (shown.getAttribute("role") === "textbox") {
            // It is what was chosen, and nothing that can be typed in.
            shown.removeAttribute("role");
            shown.removeAttribute("aria-readonly");
        }
        box.querySelector(".select2-search__field")?.setAttribute("aria-label", nameOf(select));
        for (const attribute of ["aria-describedby", "aria-invalid"]) {
            if (select.hasAttribute(attribute)) {
                box.setAttribute(attribute, select.getAttribute(attribute));
            }
        }
    }

    function nameAll(within) {
        for (const select of within.querySelectorAll("select.admin-autocomplete")) {
            name(select);
        }
    }

    window.addEventListener("load", () => {
        // The head of the column by which rows are deleted, where there is no such column.
        for (const head of document.querySelectorAll(".tabular thead th:last-child:empty")) {
            head.remove();
        }
        const jQuery = window.django?.jQuery;
        // After what the other scripts left to this moment: select2 among it.
        jQuery?.(() => nameAll(document));
        // What opens below a choice is no part of it in the page.
        jQuery?.(document).on("select2:open", (event) => {
            const parts = ".select2-container--open .select2-search__field, .select2-container--open .select2-results__options";
            for (const part of document.querySelectorAll(parts)) {
                part.setAttribute("aria-label", nameOf(event.target));
            }
        });
    });
    // After select2 did its own.
    document.addEventListener("formset:added", (event) => setTimeout(nameAll, 0, event.target));

    document.addEventListener("click", (event) => {
        const link = event.target.closest?.(".errornote a[href^='#']");
        const field = link && document.getElementById(link.hash.slice(1));
        if (!field) {
            return;
        }
        for (let fold = field.closest("details"); fold; fold = fold.parentElement.closest("details")) {
            fold.open = true;
        }
        const target = boxOf(field) ?? field;
        const typed = target.matches(`${SELECTION}--multiple`) ? target.querySelector("input") : target;
        if (!typed.matches("a, button, input, select, textarea, [tabindex]")) {
            typed.tabIndex = -1;
        }
        event.preventDefault();
        typed.scrollIntoView({ block: "center" });
        typed.focus({ preventScroll: true });
    });
}
