// On the page of a map: says whose it is, and lets what is done with one's own be remembered. After dossier.js.
"use strict";

if (readersMap.kept()) {
  const { KEY, MOST, kept, keep, address, counted, say } = readersMap;
  const whose = document.querySelector("[data-map-whose]");
  const asked = new URL(location.href).searchParams;
  const shown = (whose?.dataset.slugs ?? "").split(" ").filter(Boolean);

  const named = (query) => [...new Set(query.getAll("v"))].slice(0, MOST);
  const same = (some, others) => some.length === others.length && some.every((one, at) => one === others[at]);
  const isMine = () => [shown, named(asked)].some((slugs) => same(kept(), slugs));

  function way(label, act) {
    const link = document.createElement(typeof act === "string" ? "a" : "button");
    link.textContent = label;
    if (typeof act === "string") {
      link.href = act;
    } else {
      link.type = "button";
      link.className = "button button--quiet";
      link.addEventListener("click", act);
    }
    return link;
  }

  function layIn() {
    const own = kept();
    const together = [...own, ...shown.filter((slug) => !own.includes(slug))];
    if (together.length > MOST) {
      say(`Samen met uw eigen map zijn dit er ${together.length}; er passen er ${MOST} in. Haal er eerst een paar uit.`);
    } else if (keep(together)) {
      tell();
      say(`Uw map telt nu ${counted(together.length)}.`);
      whose.tabIndex = -1;
      whose.focus();
    } else {
      say("Deze browser onthoudt niets. Zet een bladwijzer bij deze bladzijde.");
    }
  }

  function tell() {
    const own = kept();
    const said = document.createElement("p");
    const ways = [];
    if (isMine()) {
      said.textContent = "Dit is uw map. Deze browser onthoudt haar, alleen op dit apparaat.";
    } else if (shown.every((slug) => own.includes(slug))) {
      said.textContent = `Dit zijn ${counted(shown.length)} van de ${own.length} in uw map.`;
      ways.push(way("Open uw hele map", address(own)));
    } else {
      said.textContent = "Dit is een map die u kreeg.";
      ways.push(way("Leg deze in mijn map", layIn));
      if (own.length) {
        said.textContent += ` Uw eigen map telt ${counted(own.length)}.`;
        ways.push(way("Open mijn map", address(own)));
      }
    }
    whose.replaceChildren(said, ...ways);
  }

  const mine = isMine();
  if (kept().length && !asked.has("v") && !asked.has("weg")) location.replace(address(kept()));
  if (whose) tell();
  if (mine) {
    for (const link of document.querySelectorAll("[data-map-change]")) {
      link.addEventListener("click", () => { keep(named(new URL(link.href).searchParams)); });
    }
    // One's own map is remembered: "Bewaar" in any list adds to it.
    for (const link of document.querySelectorAll("[data-map-more]")) {
      const url = new URL(link.href);
      url.searchParams.delete("v");
      url.searchParams.delete("kies");
      link.href = url.href;
    }
  }
  addEventListener("storage", ({ key }) => {
    if (key !== KEY && key !== null) return;
    if (mine) location.replace(address(kept()));
    else if (whose) tell();
  });
}
