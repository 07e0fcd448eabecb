// Puts a button after every text marked data-copy. Without a script, or without a clipboard, there is none: the text
// selects itself with one click.
"use strict";

for (const text of navigator.clipboard ? document.querySelectorAll("[data-copy]") : []) {
  const button = document.createElement("button");
  const done = document.createElement("span");
  button.type = "button";
  button.className = "button button--quiet copy__button";
  button.textContent = text.dataset.copy;
  done.className = "copy__done";
  done.setAttribute("role", "status");
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(text.textContent.trim());
      done.textContent = "Gekopieerd";
    } catch {
      getSelection().selectAllChildren(text);
      done.textContent = "Geselecteerd: kopieer met uw toetsenbord";
    }
    setTimeout(() => { done.textContent = ""; }, 4000);
  });
  const row = document.createElement("p");
  row.className = "copy__row";
  row.append(button, done);
  text.after(row);
}
