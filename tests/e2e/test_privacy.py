"""What /privacy/ says that a browser keeps is what a browser was seen to keep, on one walk through everything."""

import re
from datetime import timedelta
from http.cookies import SimpleCookie
from typing import NamedTuple
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Response, expect
from pytest_django.live_server_helper import LiveServer

from cases.pages.fixed.privacy import COOKIE, LOCAL, SESSION, InBrowser, in_browser
from tests.factories import (
    ArticleFactory,
    CaseFactory,
    MunicipalityFactory,
    PublishedCaseFactory,
    SubmissionFactory,
    ThemeFactory,
    UserFactory,
)

pytestmark = [pytest.mark.usefixtures("beside_the_browser"), pytest.mark.django_db(transaction=True)]

PASSWORD = "vier-losse-woorden-hier"
# Tells which name is written where, also when it is taken away again before anybody looks.
WATCH = f"""
const set = Storage.prototype.setItem;
Storage.prototype.setItem = function (name, value) {{
    window.seen(this === window.localStorage ? "{LOCAL}" : "{SESSION}", name);
    return set.call(this, name, value);
}};
"""
ELSEWHERE = (
    "async () => [await caches.keys(), await indexedDB.databases(), await navigator.serviceWorker.getRegistrations()]"
)
# Of each kind of page one; what one does there comes after.
PAGES = (
    "/",
    "/praktijkvoorbeelden/?zoek=koken",
    "/praktijkvoorbeelden/?kies=1",
    "/gemeenten/",
    "/gemeenten/0197-aalten/",
    "/provincies/",
    "/themas/",
    "/vragen/",
    "/uitspraken/",
    "/cijfers/",
    "/witte-vlekken/",
    "/api/",
    "/api/referentie/",
    "/privacy/",
    "/toegankelijkheid/",
    "/stijlgids/",
    "/nergens/",
    "/gemist/",
    "/volgen/",
    "/vragen/stel/",
    "/deel-uw-voorbeeld/nieuw/voordracht/",
)
ADMIN = (
    "cases/case/",
    "cases/submission/",
    "cases/person/",
    "accounts/securityevent/",
    "auth/user/",
    "cases/case/add/",
    "password_change/",
    "tweede-factor/",
)


class Seen(NamedTuple):
    """What the browser met on the way."""

    # By name: for how long each cookie was given; None is until the browser is closed.
    cookies: dict[str, set[timedelta | None]]
    stored: set[tuple[str, str]]
    hosts: set[str]


def read(page: Page, case: str) -> None:
    """Look at every kind of page as a reader does, and leave behind what can be left."""
    for address in PAGES:
        page.goto(address, wait_until="domcontentloaded")
    page.goto(f"/praktijkvoorbeelden/{case}/")
    page.get_by_role("button", name="Bewaar").first.click()
    page.goto("/")
    page.get_by_role("combobox").or_(page.get_by_role("searchbox")).first.press_sequentially("koken", delay=20)
    page.goto("/praktijkvoorbeelden/?voor=0197")
    page.goto("/deel-uw-voorbeeld/nieuw/voordracht/")
    page.locator("main form").first.get_by_role("button").last.click()
    page.goto("/map/")
    page.goto(f"/insluiten/{case}/")


def edit(page: Page) -> None:
    """Sign in, look at the pages of the admin, type something, and save something."""
    page.goto("/admin/")
    page.locator("[name=username]").fill("mieke")
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("#login-form [type=submit]").click()
    expect(page.get_by_role("heading", name="Redactie")).to_be_visible()
    for address in ADMIN:
        page.goto(f"/admin/{address}", wait_until="domcontentloaded")
    page.goto("/admin/auth/group/")
    toggle = page.locator("#toggle-nav-sidebar")
    if toggle.is_visible():
        toggle.click()
        toggle.click()
        page.locator("#nav-filter").press_sequentially("the")
    page.goto("/admin/cases/submission/")
    page.locator("#changelist-filter details summary").first.click()
    page.goto("/admin/auth/group/add/")
    page.locator("[name=name]").fill("Proefgroep")
    # As long as the script waits for more to be typed (static/admin-unsaved.js), and a while.
    page.wait_for_timeout(1_500)
    page.locator("[name=_save]").click()
    expect(page.locator(".messagelist")).to_contain_text("Proefgroep")
    page.locator("#logout-form button").click()


def walk(browser: Browser, site: str, case: str) -> Seen:
    """Go through everything, and return what came into the browser."""
    context = browser.new_context(base_url=site, locale="nl-NL", viewport={"width": 1280, "height": 900})
    stored: set[tuple[str, str]] = set()
    answers: list[Response] = []
    hosts: set[str] = set()
    context.expose_function("seen", lambda kind, name: stored.add((kind, name)))
    context.add_init_script(WATCH)
    context.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))
    # No method of a list: Playwright marks what it calls.
    context.on("response", lambda answer: answers.append(answer))  # noqa: PLW0108
    page = context.new_page()
    read(page, case)
    edit(page)
    assert page.evaluate(ELSEWHERE) == [[], [], []]
    kept = context.storage_state()
    stored |= {(LOCAL, item["name"]) for origin in kept["origins"] for item in origin["localStorage"]}
    cookies: dict[str, set[timedelta | None]] = {name: set() for name in (one["name"] for one in kept["cookies"])}
    for answer in answers:
        if "/static/" not in answer.url:
            for name, length in given(answer):
                cookies.setdefault(name, set()).add(length)
    context.close()
    return Seen(cookies, stored, hosts)


def given(answer: Response) -> list[tuple[str, timedelta | None]]:
    """Return the cookies that an answer gives, each with for how long; not those that it takes away."""
    found = []
    for header in answer.headers_array():
        if header["name"].lower() == "set-cookie":
            for cookie in SimpleCookie(header["value"]).values():
                age = cookie["max-age"]
                if age != "0" and age != 0:
                    found.append((cookie.key, timedelta(seconds=int(age)) if age else None))
    return found


def declares(one: InBrowser, kind: str, name: str) -> bool:
    return one.kind == kind and bool(re.fullmatch(re.escape(one.name).replace(r"\*", ".*"), name))


def test_what_is_kept_is_declared_and_what_is_declared_is_kept(browser: Browser, live_server: LiveServer) -> None:
    place, theme = MunicipalityFactory(name="Aalten", cbs_code="0197"), ThemeFactory(name="Eenzaamheid")
    case = CaseFactory(with_source=True, title="Samen koken", themes=[theme], municipalities=[place])
    PublishedCaseFactory(case=case)
    SubmissionFactory()
    ArticleFactory()
    mieke = UserFactory(is_superuser=True, username="mieke")
    mieke.set_password(PASSWORD)
    mieke.save()

    seen = walk(browser, live_server.url, case.slug)

    declared = in_browser()
    met = {(COOKIE, name) for name in seen.cookies} | seen.stored
    assert {one for one in met if not any(declares(known, *one) for known in declared)} == set()
    assert {known.name for known in declared if not any(declares(known, *one) for one in met)} == set()
    lengths = {known.name: {known.lifetime} for known in declared if known.kind == COOKIE}
    assert {name: found for name, found in seen.cookies.items() if found != lengths[name]} == {}
    assert seen.hosts <= {urlsplit(live_server.url).netloc, ""}
