// Asks before the page is left while the case's form holds work that was not saved.
"use strict";

window.addEventListener("load", () => {
    const form = document.getElementById("case_form");
    if (!form) {
        return;
    }
    const typed = () => new URLSearchParams(new FormData(form)).toString();
    const saved = typed();
    let saving = false;
    form.addEventListener("submit", () => {
        saving = true;
    });
    window.addEventListener("beforeunload", (event) => {
        if (!saving && typed() !== saved) {
            event.preventDefault();
        }
    });
});
