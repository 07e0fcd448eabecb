// Makes the reference one to try: a field for every parameter, a button, and the answer below it. Without a script the
// page is the same reference, to read.
"use strict";

// As much of an answer as is shown.
const SHOWN = 20000;

function element(name, properties, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

function field(row) {
  const { parameter, choices } = row.dataset;
  const properties = { name: parameter, ariaLabel: `Waarde van ${parameter}` };
  if (!choices) return element("input", { ...properties, type: "text", className: "try__field" });
  const options = ["", ...choices.split("|")].map(choice => element("option", { value: choice, textContent: choice || "(niets)" }));
  return element("select", { ...properties, className: "try__field" }, ...options);
}

// The address without a value for what stands in the path: the first of the list is as good an example as any.
async function firstOf(list, parameter) {
  const response = await fetch(`${list}?pageSize=1`);
  return (await response.json()).resultaten[0][parameter];
}

async function address(operation, rows) {
  const query = new URLSearchParams();
  let path = operation.dataset.operation;
  for (const row of rows) {
    const input = row.querySelector(".try__field");
    const { parameter, place } = row.dataset;
    if (place === "path") {
      input.value ||= await firstOf(path.split("/{")[0], parameter);
      path = path.replace(`{${parameter}}`, encodeURIComponent(input.value));
    } else if (input.value) query.set(parameter, input.value);
  }
  return new URL(query.size ? `${path}?${query}` : path, location.href);
}

// No more of a large file is fetched than is shown.
async function opening(response) {
  const reader = response.body.getReader(), decoder = new TextDecoder();
  let text = "";
  while (text.length <= SHOWN) {
    const { done, value } = await reader.read();
    if (done) return { text, whole: true };
    text += decoder.decode(value, { stream: true });
  }
  reader.cancel();
  return { text: text.slice(0, SHOWN), whole: false };
}

async function attempt(operation, rows, status, answer) {
  status.textContent = "Bezig…";
  answer.hidden = true;
  try {
    const url = await address(operation, rows);
    const response = await fetch(url);
    const { text, whole } = await opening(response);
    const type = response.headers.get("Content-Type") ?? "";
    const body = whole && type.includes("json") && !type.includes("ndjson") ? JSON.stringify(JSON.parse(text), null, 2) : text;
    status.textContent = `Antwoord ${response.status}. In de opdrachtregel: `;
    status.append(element("code", { textContent: `curl '${url}'` }));
    answer.firstChild.textContent = body.slice(0, SHOWN) + (whole && body.length <= SHOWN ? "" : "\n… (de rest staat er niet bij)");
    answer.hidden = false;
  } catch {
    status.textContent = "Er kwam geen antwoord. Probeer het nog eens.";
  }
}

for (const operation of document.querySelectorAll("[data-operation]")) {
  const rows = [...operation.querySelectorAll("[data-parameter]")];
  operation.querySelector("thead tr")?.append(element("th", { scope: "col", textContent: "Waarde" }));
  for (const row of rows) row.append(element("td", {}, field(row)));
  const button = element("button", { type: "button", className: "button", textContent: "Probeer" });
  const status = element("p", { className: "try__status", role: "status" });
  const body = operation.querySelector(".fold__body");
  const label = `Antwoord van ${body.id}`;
  const answer = element("pre", { className: "try__answer", hidden: true, tabIndex: 0, role: "region", ariaLabel: label }, element("code", {}));
  button.addEventListener("click", () => attempt(operation, rows, status, answer));
  const form = element("div", { className: "try" }, button, status, answer);
  body.append(form);
  // Enter in a field is the button.
  for (const row of rows) row.addEventListener("keydown", event => {
    if (event.key === "Enter" && event.target.matches("input")) button.click();
  });
}
