// Names each cell of the tables in a form after its column, so that on a narrow screen a row can stand as a list, and the
// column that has no name.
"use strict";

document.addEventListener("DOMContentLoaded", () => {
    for (const table of document.querySelectorAll(".inline-related.tabular table")) {
        // The column of what a row is called has no head; a table without one says nothing of it.
        for (const heading of table.querySelectorAll("thead th.original:empty")) {
            const name = document.createElement("span");
            name.className = "visually-hidden";
            name.textContent = "Rij";
            heading.append(name);
        }
        const labels = [...table.querySelectorAll("thead th")].map((heading) => heading.textContent.trim());
        for (const row of table.querySelectorAll("tbody tr.form-row")) {
            [...row.cells].forEach((cell, column) => {
                cell.dataset.label = labels[column];
            });
        }
        table.classList.add("is-labelled");
    }
});
