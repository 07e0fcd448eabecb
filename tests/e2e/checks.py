"""What is checked of every page in the browser."""

import re
from pathlib import Path
from typing import Any

import axe_playwright_python
from playwright.sync_api import ConsoleMessage, Page

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Between light and dark only colours differ (tokens.css), so in the dark no other rule can find something else.
COLOUR_RULES = ["color-contrast", "link-in-text-block"]
SIZES = {"phone": 360, "tablet": 768, "desktop": 1280}
SCHEMES = ("light", "dark")
# How many cases a list has; a page has more that is said aloud.
COUNT = ".finding__count[role=status]"
# The button below the filters, with the number a script gives it or without.
SHOW = re.compile(r"^Toon (\d+ )?result(aat|aten)$")
# WCAG 1.4.10: 320 px is 1280 px at 400%. WCAG 1.4.4: 640 px is 1280 px at 200%.
NARROWEST, ZOOMED = 320, 640

# WCAG 1.4.12, as a reader's own style sheet sets it. A constructed sheet, because the CSP stops a <style>.
SPACING = """() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`
        * { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
        p { margin-bottom: 2em !important; }
    `);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}"""
# Elements that hide what does not fit in them; not fields (their value scrolls), nor what only screen readers meet.
CLIPPED = """() => [...document.querySelectorAll('body *:not(input)')].filter(element => {
    const style = getComputedStyle(element);
    if (element instanceof SVGElement || !element.checkVisibility() || style.clipPath === 'inset(50%)') return false;
    const hides = overflow => overflow === 'hidden' || overflow === 'clip';
    return hides(style.overflowX) && element.scrollWidth > element.clientWidth + 1
        || hides(style.overflowY) && element.scrollHeight > element.clientHeight + 1;
}).map(at => `${at.tagName.toLowerCase()}.${at.className}: ${at.textContent.trim().slice(0, 60)}`)"""
# Text that sticks out of its own box (a button, a chip, a card) or out of the screen. Only what is a box of its own
# counts: not a line within a paragraph, and not what is for screen readers only.
STICKING_OUT = """() => {
    const found = new Set(), texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
        let box = texts.currentNode.parentElement;
        if (!texts.currentNode.textContent.trim() || box.closest('svg') || !box.checkVisibility()) continue;
        let unseen = false;
        for (let at = box; at; at = at.parentElement) unseen ||= getComputedStyle(at).clipPath === 'inset(50%)';
        while (getComputedStyle(box).display === 'inline') box = box.parentElement;
        const frame = box.getBoundingClientRect(), lines = document.createRange();
        if (unseen || frame.bottom < 0) continue;
        lines.selectNodeContents(texts.currentNode);
        for (const line of lines.getClientRects())
            if (line.right > innerWidth + 1 || line.right > frame.right + 2 || line.bottom > frame.bottom + 2)
                found.add(`${box.tagName.toLowerCase()}.${box.className}: ${box.textContent.trim().slice(0, 60)}`);
    }
    return [...found];
}"""
# What stands higher on the screen than what is read before it, in one column. Left out: what only screen readers meet,
# and the line over the title of a card. It is read after the title, so that the headings lead to all of the card.
HIGHER = """() => {
    const found = [];
    let before = -Infinity;
    for (const at of document.querySelectorAll('h1, h2, h3, p, li, dt, dd, summary, label')) {
        const box = at.getBoundingClientRect();
        const unseen = !at.checkVisibility() || getComputedStyle(at).clipPath === 'inset(50%)';
        if (unseen || at.matches('.card__kind')) continue;
        if (box.bottom < before - 1) found.push(`${at.tagName.toLowerCase()}: ${at.textContent.trim().slice(0, 60)}`);
        before = box.top;
    }
    return found;
}"""
SHIFT = """() => new Promise(resolve => {
    let sum = 0;
    new PerformanceObserver(list => { for (const entry of list.getEntries()) sum += entry.value; })
        .observe({ type: 'layout-shift', buffered: true });
    requestAnimationFrame(() => requestAnimationFrame(() => resolve(sum)));
})"""


def violations(page: Page, *, colours_only: bool = False, within: str = "") -> list[str]:
    """Return what axe-core has against the page as it is, or a part of it: the rule, and the elements it is about."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    rules = {"type": "rule", "values": COLOUR_RULES} if colours_only else {"type": "tag", "values": TAGS}
    result: dict[str, Any] = page.evaluate(
        "([part, rules]) => axe.run(part || document, {runOnly: rules, resultTypes: ['violations']})", [within, rules]
    )
    return [
        f"{violation['id']}: {violation['help']}: {', '.join(str(node['target']) for node in violation['nodes'])}"
        for violation in result["violations"]
    ]


def violations_in_both_schemes(page: Page, *, within: str = "") -> list[str]:
    """Return what axe-core has against the page, or a part, in the light, and against its colours in the dark."""
    show(page, "light")
    found = [f"light: {violation}" for violation in violations(page, within=within)]
    show(page, "dark")
    return found + [f"dark: {violation}" for violation in violations(page, colours_only=True, within=within)]


def unfold(page: Page) -> None:
    """Open everything that folds: the menu, the filters, the sources of claims."""
    page.evaluate("document.querySelectorAll('details').forEach(details => { details.open = true; })")


def resize(page: Page, width: int) -> None:
    """Make the window as wide as a phone, a tablet or a desktop."""
    page.set_viewport_size({"width": width, "height": 800})


def show(page: Page, scheme: str) -> None:
    """Make the visitor one who prefers the light or the dark colours. Nothing fades: no colour is in between."""
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light", reduced_motion="reduce")
    # Django's admin lets its links fade whatever the visitor prefers.
    page.evaluate("Promise.allSettled(document.getAnimations().map(fading => fading.finished))")


def overflows(page: Page) -> bool:
    """Whether the page scrolls sideways."""
    return bool(page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"))


def cut_off(page: Page) -> list[str]:
    """Return the elements whose text does not fit."""
    return [*page.evaluate(CLIPPED), *page.evaluate(STICKING_OUT)]


def outline(page: Page) -> list[tuple[str, int]]:
    """Return the landmarks and headings of the accessibility tree in reading order; a landmark has level 0."""
    snapshot = page.locator("body").aria_snapshot()
    found = re.findall(r"^\s*- '?(banner|navigation|main|contentinfo|heading)\b(.*)$", snapshot, re.MULTILINE)
    return [(role, int(level[1]) if (level := re.search(r"\[level=(\d)\]", rest)) else 0) for role, rest in found]


def read_upwards(page: Page) -> list[str]:
    """Return what stands above what is read before it: an order on the screen that is not that of the text."""
    found: list[str] = page.evaluate(HIGHER)
    return found


def complaints(page: Page) -> list[str]:
    """Return a list that grows with what the browser complains about: the CSP, a script, a missing file."""
    found: list[str] = []

    def note(message: ConsoleMessage) -> None:
        own_status = message.text.startswith("Failed to load resource") and message.location["url"] == page.url
        if message.type == "error" and not own_status:
            found.append(message.text)

    page.on("console", note)
    page.on("pageerror", lambda error: found.append(str(error)))
    return found
