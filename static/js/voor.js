// Keeps the municipality that `voor` in the address names in the browser's own storage, and offers it back on a page
// that has none. Without a script, or without storage, the choice is in the address only.
"use strict";

const KEY = "gouden-voor";
const place = document.querySelector("[data-voor]");

function remembered() {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY));
    return kept && /^[0-9]{4}$/.test(kept.code) && typeof kept.name === "string" ? kept : null;
  } catch {
    return null;
  }
}

function offer(kept) {
  const address = new URL(location.href);
  address.searchParams.set("voor", kept.code);
  address.searchParams.delete("page");
  const link = document.createElement("a");
  link.href = address.href;
  link.textContent = `Vergelijk met ${kept.name}`;
  const forget = document.createElement("button");
  forget.type = "button";
  forget.className = "voor__forget";
  forget.textContent = `Vergeet ${kept.name}`;
  const ways = document.createElement("ul");
  ways.className = "voor__ways";
  for (const way of [link, forget]) {
    const item = document.createElement("li");
    item.append(way);
    ways.append(item);
  }
  forget.addEventListener("click", () => {
    localStorage.removeItem(KEY);
    ways.remove();
    place.querySelector("a").focus();
  });
  place.append(ways);
}

if (place?.dataset.code) {
  try {
    localStorage.setItem(KEY, JSON.stringify({ code: place.dataset.code, name: place.dataset.name }));
  } catch {
    // A browser that keeps nothing still has the address.
  }
} else if (place) {
  const kept = remembered();
  if (kept) offer(kept);
}
