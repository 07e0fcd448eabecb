// Remembers the reader's map (/map/) in the browser's own storage, and only after she asks for it: makes "Bewaar" a
// button and counts in the header. Without a script, or without storage, the links stay and the map is in its address.
"use strict";

const readersMap = (() => {
  const KEY = "gouden-map";
  // As many cases as a map holds; the server says the same.
  const MOST = 20;
  const links = document.querySelectorAll("[data-map-link]");
  const status = document.createElement("output");
  let silence;

  /** The slugs that are remembered; null where the browser keeps nothing. */
  function kept() {
    let text;
    try {
      text = localStorage.getItem(KEY);
    } catch {
      return null;
    }
    try {
      const found = JSON.parse(text);
      const slugs = Array.isArray(found) ? [...new Set(found)] : [];
      return slugs.filter((one) => typeof one === "string" && /^[-\w]{1,160}$/.test(one)).slice(0, MOST);
    } catch {
      return [];
    }
  }

  /** Remember these slugs, or nothing at all where there are none; false where the browser refuses. */
  function keep(slugs) {
    try {
      if (slugs.length) localStorage.setItem(KEY, JSON.stringify(slugs));
      else localStorage.removeItem(KEY);
    } catch {
      return false;
    }
    render();
    return true;
  }

  /** The address of the map with these cases, compared with the same municipality as this page. */
  function address(slugs) {
    const url = new URL(links[0].pathname, location.href);
    for (const slug of slugs) url.searchParams.append("v", slug);
    const voor = new URL(location.href).searchParams.get("voor");
    if (voor) url.searchParams.set("voor", voor);
    return url.href;
  }

  function counted(number) {
    return number === 1 ? "1 voorbeeld" : `${number} voorbeelden`;
  }

  function say(text) {
    clearTimeout(silence);
    status.textContent = text;
    silence = setTimeout(() => { status.textContent = ""; }, 8000);
  }

  function render() {
    const slugs = kept() ?? [];
    for (const link of links) {
      link.textContent = slugs.length ? `Mijn map (${slugs.length})` : "Mijn map";
      link.href = address(slugs);
    }
    for (const button of document.querySelectorAll("button[data-save]")) {
      const lies = slugs.includes(button.dataset.save);
      button.setAttribute("aria-pressed", String(lies));
      button.firstChild.data = lies ? "Bewaard" : "Bewaar";
    }
  }

  function press(button, fallback) {
    const slugs = kept() ?? [];
    const at = slugs.indexOf(button.dataset.save);
    if (at < 0 && slugs.length >= MOST) {
      say(`Uw map is vol: er passen ${MOST} voorbeelden in. Haal er eerst een uit.`);
      return;
    }
    if (at < 0) slugs.push(button.dataset.save);
    else slugs.splice(at, 1);
    if (keep(slugs)) say(`${at < 0 ? "Bewaard" : "Uit uw map gehaald"}. Uw map telt nu ${counted(slugs.length)}.`);
    else location.assign(fallback);
  }

  if (kept() && links.length) {
    status.className = "save-said";
    document.body.append(status);
    for (const link of document.querySelectorAll("a[data-save]")) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = link.className;
      button.dataset.save = link.dataset.save;
      button.append(...link.childNodes);
      button.addEventListener("click", () => press(button, link.href));
      link.replaceWith(button);
    }
    render();
    addEventListener("storage", ({ key }) => { if (key === KEY || key === null) render(); });
    addEventListener("pageshow", ({ persisted }) => { if (persisted) render(); });
  }
  return { KEY, MOST, kept, keep, address, counted, say };
})();
