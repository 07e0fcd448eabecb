// Keeps what is typed in a form of the admin in this browser until it is saved, and offers it back; asks before leaving.
"use strict";

{
    const KEPT_DAYS = 30;
    const KEPT_COPIES = 3;
    const WAIT = 800;
    // What the server sets when a form was saved: whose, and at which address.
    const SAVED = "opgeslagen";
    const keyOf = (user, path) => `gouden-niet-opgeslagen:${user}:${path}`;
    const isTyped = (element) =>
        element.name &&
        !element.name.includes("__prefix__") &&
        !element.name.startsWith("keuze-") &&
        element.name !== "csrfmiddlewaretoken" &&
        !["submit", "button", "password", "file"].includes(element.type);

    function load(key) {
        try {
            const oldest = Date.now() - KEPT_DAYS * 86_400_000;
            return JSON.parse(localStorage.getItem(key) ?? "[]").filter((copy) => copy.at > oldest);
        } catch {
            return [];
        }
    }

    function store(key, copies) {
        try {
            if (copies.length) {
                localStorage.setItem(key, JSON.stringify(copies.slice(-KEPT_COPIES)));
            } else {
                localStorage.removeItem(key);
            }
        } catch {
            // A browser that keeps nothing still saves the form.
        }
    }

    function forgetSaved() {
        const found = document.cookie.split("; ").find((cookie) => cookie.startsWith(`${SAVED}=`));
        if (found) {
            const [user, path] = decodeURIComponent(found.slice(SAVED.length + 1)).split(":");
            const key = keyOf(user, path);
            store(key, load(key).filter((copy) => !copy.sent));
            document.cookie = `${SAVED}=; path=${path.slice(0, path.indexOf("/", 1) + 1)}; max-age=0; samesite=lax`;
        }
    }

    // Return what the form holds: a name, a value, and for a choice its text.
    function read(form) {
        return [...form.elements].filter(isTyped).flatMap((element) => {
            if (element instanceof HTMLSelectElement) {
                return [...element.selectedOptions].map((option) => [element.name, option.value, option.text]);
            }
            return ["checkbox", "radio"].includes(element.type) && !element.checked ? [] : [[element.name, element.value]];
        });
    }

    // What counts as a difference: not from which version the form was made.
    const content = (fields) =>
        JSON.stringify(fields.filter(([name]) => name !== "gezien").map(([name, value]) => [name, value.replace(/\r\n/g, "\n")]));

    function choose(select, chosen) {
        for (const option of select.options) {
            option.selected = false;
        }
        for (const [, value, text] of chosen) {
            const option = [...select.options].find((one) => one.value === value) ?? new Option(text, value);
            select.append(...(option.parentNode ? [] : [option]));
            option.selected = true;
        }
    }

    function write(form, fields) {
        for (const [name, value] of fields.filter(([name]) => name.endsWith("-TOTAL_FORMS"))) {
            const total = form.elements[name];
            const add = document.querySelector(`#${name.replace("-TOTAL_FORMS", "")}-group .add-row a`);
            for (let more = Number(value) - Number(total?.value ?? value); more > 0 && add; more -= 1) {
                add.click();
            }
        }
        for (const element of [...form.elements].filter(isTyped)) {
            const given = fields.filter(([name]) => name === element.name);
            if (element instanceof HTMLSelectElement) {
                choose(element, given);
            } else if (["checkbox", "radio"].includes(element.type)) {
                element.checked = given.some(([, value]) => value === element.value);
            } else if (given.length) {
                element.value = given[0][1];
            }
            element.dispatchEvent(new Event("change", { bubbles: true }));
        }
    }

    function offer(place, form, copy, forget) {
        const at = new Date(copy.at);
        const day = at.toLocaleDateString("nl-NL", { day: "numeric", month: "long" });
        const time = at.toLocaleTimeString("nl-NL", { hour: "2-digit", minute: "2-digit" });
        const line = document.createElement("p");
        line.append(`U typte hier op ${day} om ${time} iets dat niet is opgeslagen. `);
        const seen = copy.fields.find(([name]) => name === "gezien")?.[1];
        if (seen !== undefined && seen !== form.elements.gezien?.value) {
            line.append("Daarna is dit nog bewaard; als u het terugzet en opslaat, ziet u eerst wat er verschilt. ");
        }
        const acts = [
            ["Zet terug", () => write(form, copy.fields)],
            ["Gooi weg", () => {}],
        ];
        for (const [label, act] of acts) {
            const button = document.createElement("button");
            button.type = "button";
            button.className = "button";
            button.textContent = label;
            button.addEventListener("click", () => {
                act();
                forget(copy);
                line.remove();
            });
            line.append(button, " ");
        }
        place.append(line);
    }

    function watch(place, form) {
        const key = keyOf(place.dataset.user, location.pathname);
        const id = `${Date.now()}-${Math.random()}`;
        const saved = content(read(form));
        let sending = false;
        let timer = 0;

        const others = () => load(key).filter((copy) => copy.id !== id);
        function keep(sent = false) {
            clearTimeout(timer);
            const fields = read(form);
            const isNew = content(fields) !== saved || "typed" in place.dataset;
            store(key, isNew ? [...others(), { id, at: Date.now(), sent, fields }] : others());
        }
        const soon = () => {
            clearTimeout(timer);
            timer = setTimeout(keep, WAIT);
        };

        // What was sent and came back stands in this form; what was sent and never arrived is a copy like the others.
        const shown = (copy) => content(copy.fields) === saved || (copy.sent && "typed" in place.dataset);
        store(key, load(key).filter((copy) => !shown(copy)).map((copy) => ({ ...copy, sent: false })));
        for (const copy of others()) {
            offer(place, form, copy, (done) => {
                store(key, load(key).filter((one) => one.id !== done.id));
                keep();
            });
        }
        if ("typed" in place.dataset) {
            keep();
        }
        // On the document: the choices of an autocomplete open outside the form.
        for (const what of ["input", "change", "click", "keyup"]) {
            document.addEventListener(what, soon);
        }
        form.addEventListener("submit", () => {
            sending = true;
            keep(true);
        });
        window.addEventListener("pagehide", () => {
            if (!sending) {
                keep();
            }
        });
        window.addEventListener("beforeunload", (event) => {
            if (!sending && content(read(form)) !== saved) {
                event.preventDefault();
            }
        });
    }

    window.addEventListener("load", () => {
        forgetSaved();
        const place = document.getElementById("niet-opgeslagen");
        if (place) {
            watch(place, place.closest("form"));
        }
    });
}
