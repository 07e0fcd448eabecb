"""Signing in to the admin: a password, an app that shows codes, and recovery codes for without it."""

import base64
import os
import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django_otp.oath import TOTP
from playwright.sync_api import Browser, Page, expect

from tests.e2e.accounts import PASSWORD
from tests.e2e.checks import NARROWEST, SIZES, complaints, cut_off, overflows, resize, violations_in_both_schemes
from tests.e2e.conftest import new_database, serving


@pytest.fixture(scope="module")
def admin(tmp_path_factory: pytest.TempPathFactory, migrated_file: Path | None) -> Iterator[str]:
    """The address of a portal whose admin asks a second factor."""
    with new_database(tmp_path_factory.mktemp("accounts"), migrated_file) as url:
        environment = os.environ | {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "tests.e2e.accounts_settings"}
        with serving(environment, prepared_by="tests.e2e.accounts") as address:
            yield address


def opened(browser: Browser, admin: str, **given: Any) -> Page:
    return browser.new_context(base_url=admin, locale="nl-NL", reduced_motion="reduce", **given).new_page()


def shown(key: str, *, later: int = 0) -> str:
    """What an app that was given `key` shows now, or so many steps of half a minute later."""
    totp = TOTP(base64.b32decode(key.replace(" ", "")))
    totp.time = time.time() + 30 * later
    return f"{totp.token():06}"


def give_password(page: Page, name: str) -> None:
    page.goto("/admin/")
    page.get_by_label("Gebruikersnaam").fill(name)
    page.get_by_label("Wachtwoord").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()


def look(page: Page) -> None:
    """Check the page as it is: accessible in light and dark, and nothing cut off or sideways on any screen."""
    page.wait_for_load_state()
    found = violations_in_both_schemes(page)
    for width in (NARROWEST, *SIZES.values()):
        resize(page, width)
        if overflows(page):
            found.append(f"{width} px: scrolls sideways")
    resize(page, SIZES["phone"])
    # Django hides what is for screen readers in another way than the site does.
    found += [text for text in cut_off(page) if "visually-hidden" not in text]
    resize(page, SIZES["desktop"])
    assert not found, "\n".join([page.url, *found])


def test_a_first_sign_in_sets_up_an_app_and_a_recovery_code_opens_the_admin_once(
    browser: Browser, admin: str, tmp_path: Path
) -> None:
    page = opened(browser, admin)
    found = complaints(page)
    page.goto("/admin/login/?verlopen=1")
    expect(page.get_by_text("Uw tekst staat nog in deze browser")).to_be_visible()
    look(page)

    give_password(page, "redactie")
    expect(page.get_by_role("heading", level=1)).to_have_text("Stel een tweede factor in")
    image = page.get_by_role("img", name="QR-code")
    assert image.evaluate("image => image.complete && image.naturalWidth > 100")
    key = page.locator(".key-text").inner_text()
    assert key.replace(" ", "") in page.get_by_role("link", name="open de sleutel").get_attribute("href")
    look(page)

    field = page.get_by_label("Code die de app toont")
    expect(field).to_be_focused()
    field.fill("12")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Vul een code van 6 cijfers in.", exact=True)).to_be_visible()
    look(page)

    page.get_by_label("Code die de app toont").fill(shown(key))
    page.get_by_role("button", name="Neem in gebruik").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Bewaar uw herstelcodes")
    look(page)
    codes = re.findall(r"\d{4} \d{4} \d{4}", page.locator(".recovery-codes").inner_text())
    with page.expect_download() as download:
        page.get_by_role("link", name="bewaar de codes als bestand").click()
    download.value.save_as(tmp_path / download.value.suggested_filename)
    kept = (tmp_path / "gouden-herstelcodes.txt").read_text(encoding="utf-8")
    assert re.findall(r"\d{4} \d{4} \d{4}", kept) == codes
    assert len(codes) == 10
    page.get_by_role("link", name="Ik heb ze bewaard").click()
    expect(page).to_have_url(f"{admin}/admin/")

    page.get_by_role("link", name="Tweede factor").click()
    expect(page.get_by_text("U heeft nog 10 herstelcodes.")).to_be_visible()
    look(page)
    page.goto("/admin/auth/user/")
    page.get_by_role("row", name="zonder-script").get_by_role("link").click()
    expect(page.get_by_text("Mag in de redactie inloggen")).to_be_visible()
    look(page)
    page.get_by_role("button", name="Wachtwoord opnieuw instellen").click()
    expect(page.get_by_role("button", name="Wijzig het wachtwoord")).to_be_visible()
    look(page)
    page.goto("/admin/auth/user/")
    page.get_by_role("row", name="redactie").get_by_role("link").click()
    page.get_by_role("link", name="Haal weg").click()
    expect(page.get_by_role("button", name="Haal de tweede factor weg")).to_be_visible()
    look(page)
    page.get_by_role("button", name="Afmelden").click()
    expect(page.get_by_role("button", name="Afmelden")).to_have_count(0)

    give_password(page, "redactie")
    expect(page.get_by_role("heading", level=1)).to_have_text("Tweede stap")
    look(page)
    page.get_by_label("Code").fill(codes[3])
    page.keyboard.press("Enter")
    expect(page.get_by_text("U gebruikte een herstelcode en heeft er nog 9.")).to_be_visible()
    expect(page).to_have_url(f"{admin}/admin/")
    assert found == []

    other = opened(browser, admin)
    give_password(other, "redactie")
    for _ in range(6):
        other.get_by_label("Code").fill(codes[3])
        other.get_by_role("button", name="Log in").click()
    expect(other.get_by_role("heading", level=1)).to_have_text("Even wachten")
    expect(other.get_by_text("Probeer het over 1 minuut opnieuw")).to_be_visible()
    look(other)


def test_it_works_without_javascript(browser: Browser, admin: str) -> None:
    page = opened(browser, admin, java_script_enabled=False)
    give_password(page, "zonder-script")
    key = page.locator(".key-text").inner_text()
    page.get_by_label("Code die de app toont").fill(shown(key))
    page.get_by_role("button", name="Neem in gebruik").click()
    page.get_by_role("link", name="Ik heb ze bewaard").click()
    page.get_by_role("button", name="Afmelden").click()

    give_password(page, "zonder-script")
    # The code of now was used; the next one is right already.
    page.get_by_label("Code").fill(shown(key, later=1))
    page.get_by_role("button", name="Log in").click()
    expect(page).to_have_url(f"{admin}/admin/")


def test_what_was_typed_outlives_the_session(browser: Browser, admin: str) -> None:
    page = opened(browser, admin)
    give_password(page, "verlopen")
    key = page.locator(".key-text").inner_text()
    page.get_by_label("Code die de app toont").fill(shown(key))
    page.get_by_role("button", name="Neem in gebruik").click()
    page.goto("/admin/cases/case/add/")
    page.get_by_label("Titel").fill("Een middag werk")
    page.context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="Opslaan", exact=True).first.click()

    expect(page.get_by_text("Uw tekst staat nog in deze browser")).to_be_visible()
    page.get_by_label("Gebruikersnaam").fill("verlopen")
    page.get_by_label("Wachtwoord").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    page.get_by_label("Code").fill(shown(key, later=1))
    page.get_by_role("button", name="Log in").click()

    expect(page).to_have_url(f"{admin}/admin/cases/case/add/")
    page.get_by_role("button", name="Zet terug").click()
    expect(page.get_by_label("Titel")).to_have_value("Een middag werk")


def test_a_form_that_stood_open_too_long_gets_a_page_that_helps_on(browser: Browser, admin: str) -> None:
    page = opened(browser, admin)
    page.goto("/admin/login/")
    page.context.clear_cookies()
    page.get_by_label("Gebruikersnaam").fill("redactie")
    page.get_by_label("Wachtwoord").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Het formulier is niet verstuurd")
    look(page)
