// Names each cell of the tables in a form after its column, so that on a narrow screen a row can stand as a list.
"use strict";

document.addEventListener("DOMContentLoaded", () => {
    for (const table of document.querySelectorAll(".inline-related.tabular table")) {
        const labels = [...table.querySelectorAll("thead th")].map((heading) => heading.textContent.trim());
        for (const row of table.querySelectorAll("tbody tr.form-row")) {
            [...row.cells].forEach((cell, column) => {
                cell.dataset.label = labels[column];
            });
        }
        table.classList.add("is-labelled");
    }
});
