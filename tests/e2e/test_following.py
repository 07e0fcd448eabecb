"""From a page of the site, by mail, to what changed; and out again. With scripts and without."""

import os
import re
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.checks import NARROWEST, SIZES, overflows, resize, violations
from tests.e2e.conftest import ROOT, new_database, serving
from tests.e2e.test_sharing import look, wait_as_people_do
from tests.mail_server import MailServer, mail_server


class Portal(NamedTuple):
    address: str
    mail: MailServer
    environment: dict[str, str]

    def a_week_later(self, title: str) -> None:
        """Let editors work and a week pass."""
        act = f"from tests.e2e.following import a_week_later; a_week_later({title!r})"
        command = [sys.executable, "manage.py", "shell", "--no-imports", "--command", act]
        done = subprocess.run(command, check=False, cwd=ROOT, env=self.environment, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr

    def mail_to(self, address: str) -> EmailMessage:
        """Wait for a mail to this address, and take it."""
        end = time.monotonic() + 20
        while time.monotonic() < end:
            for one in self.mail.received:
                if one["To"] == address:
                    self.mail.received.remove(one)
                    return one
            time.sleep(0.1)
        raise AssertionError(f"no mail to {address}")


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory, migrated_file: Path | None) -> Iterator[Portal]:
    """A running portal with a mail server."""
    with new_database(tmp_path_factory.mktemp("following"), migrated_file) as url, mail_server() as mail:
        environment = os.environ | {
            "DATABASE_URL": url,
            "DJANGO_SETTINGS_MODULE": "tests.e2e.sharing_settings",
            "GOUDEN_E2E_MAIL_PORT": str(mail.port),
        }
        with serving(environment, prepared_by="tests.e2e.following") as address:
            yield Portal(address, mail, environment)


@pytest.fixture(params=[True, False], ids=["with-script", "without-script"])
def reader(request: pytest.FixtureRequest, browser: Browser, portal: Portal) -> Iterator[Page]:
    """Somebody who wants to hear of it, whose browser runs scripts or does not."""
    context = browser.new_context(base_url=portal.address, locale="nl-NL", java_script_enabled=request.param)
    yield context.new_page()
    context.close()


def link_in(mail: EmailMessage) -> str:
    """Return the path of the own link in a mail."""
    found = re.search(r"https?://\S+/volgen/\S+", mail.get_content())
    assert found
    return urlsplit(found[0]).path


def follow(page: Page, portal: Portal, address: str) -> str:
    """Fill in the form that the page shows, confirm by the mail, and return the own link."""
    wait_as_people_do(page)
    page.get_by_label("Uw mailadres").fill(address)
    page.get_by_label("Elke maand").check()
    page.get_by_role("button", name="Volg per mail").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Kijk in uw mail")
    own = link_in(portal.mail_to(address))
    page.goto(own)
    page.get_by_role("button", name="Ja, mail mij").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Wat u volgt")
    return own


def test_from_a_theme_to_the_mail_and_out_by_one_click(portal: Portal, reader: Page) -> None:
    address = f"an{time.monotonic_ns()}@aalten.example"
    reader.goto("/themas/schulden/")
    reader.get_by_role("link", name="Volg deze voorbeelden").click()
    expect(reader.get_by_role("main")).to_contain_text("Praktijkvoorbeelden over schulden")
    own = follow(reader, portal, address)
    expect(reader.get_by_role("main")).to_contain_text(f"elke maand hoogstens één mail op {address}")

    portal.a_week_later(title := f"Nieuw {time.monotonic_ns()}")
    told = portal.mail_to(address)
    body = told.get_content()
    assert told["Subject"] == "1 nieuw en 1 gewijzigd: praktijkvoorbeelden over schulden"
    assert title in body
    assert "Iets anders" not in body
    assert link_in(told) == own

    # As a mail program does it: no cookie, no page.
    stop = urlsplit(str(told["List-Unsubscribe"]).strip("<>")).path
    said = urlencode({"List-Unsubscribe": "One-Click"}).encode()
    with urllib.request.urlopen(f"{portal.address}{stop}", said) as answer:
        assert (answer.status, answer.geturl()) == (200, f"{portal.address}{stop}")
    reader.goto(own)
    expect(reader.get_by_role("heading", level=1)).to_have_text("Deze link werkt niet meer")


def test_from_a_case_to_the_mail_and_out_by_the_page(portal: Portal, reader: Page) -> None:
    address = f"bo{time.monotonic_ns()}@aalten.example"
    reader.goto("/praktijkvoorbeelden/startgeld/")
    reader.get_by_role("link", name="Volg dit voorbeeld").click()
    own = follow(reader, portal, address)
    reader.get_by_label("Elke week").check()
    reader.get_by_role("button", name="Bewaar hoe vaak").click()
    expect(reader.get_by_role("main")).to_contain_text("elke week hoogstens één mail")

    portal.a_week_later(f"Nieuw {time.monotonic_ns()}")
    told = portal.mail_to(address)
    assert told["Subject"] == "Gewijzigd: het voorbeeld ‘Startgeld’"

    reader.goto(own)
    reader.get_by_role("button", name="Stop met volgen").click()
    expect(reader.get_by_role("heading", level=1)).to_have_text("U volgt dit niet meer")


@pytest.mark.parametrize(
    ("page", "link", "words"),
    [
        ("/praktijkvoorbeelden/?thema=schulden&gemeente=0197", "Volg deze keuze", "over schulden in Aalten"),
        ("/praktijkvoorbeelden/", "Volg alle voorbeelden", "Alle praktijkvoorbeelden"),
        (
            "/uitspraken/?obstakel=privacy",
            "Volg de voorbeelden waar het over gaat",
            "met als obstakel privacy",
        ),
        ("/obstakels/privacy/", "Volg dit obstakel", "met als obstakel privacy"),
        ("/werkzame-elementen/maatwerk/", "Volg dit element", "met als werkzaam element ‘Maatwerk’"),
        ("/gemeenten/0197-aalten/", "Volg de voorbeelden van Aalten", "in Aalten"),
    ],
)
def test_every_list_leads_to_following_what_it_finds(
    browser: Browser, portal: Portal, page: str, link: str, words: str
) -> None:
    context = browser.new_context(base_url=portal.address, locale="nl-NL", java_script_enabled=False)
    reader = context.new_page()
    reader.goto(page)
    reader.get_by_role("main").get_by_role("link", name=link, exact=True).click()
    expect(reader.locator(".following__what")).to_contain_text(words)
    context.close()


def test_the_forms_are_filled_in_by_keyboard_and_say_what_is_wrong(browser: Browser, portal: Portal) -> None:
    context = browser.new_context(base_url=portal.address, locale="nl-NL", reduced_motion="reduce")
    page = context.new_page()
    page.goto("/volgen/?thema=schulden&thema=onbekend")
    look(page)
    wait_as_people_do(page)
    page.get_by_role("button", name="Volg per mail").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("Vul uw mailadres in.")
    look(page)
    page.get_by_role("alert").get_by_role("link", name="Uw mailadres").press("Enter")
    expect(page.get_by_label("Uw mailadres")).to_be_focused()
    address = f"cor{time.monotonic_ns()}@aalten.example"
    page.keyboard.type(address)
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_label("Elke maand")).to_be_checked()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Kijk in uw mail")
    look(page)
    page.goto(link_in(portal.mail_to(address)))
    look(page)
    page.get_by_role("button", name="Ja, mail mij").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Wat u volgt")
    look(page)
    page.get_by_role("button", name="Stop met volgen").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("U volgt dit niet meer")
    look(page)
    context.close()


def test_a_feed_opens_as_a_page_that_says_what_it_is(browser: Browser, portal: Portal) -> None:
    context = browser.new_context(base_url=portal.address, locale="nl-NL", reduced_motion="reduce")
    page = context.new_page()
    page.goto("/praktijkvoorbeelden/feed.atom?thema=schulden")

    assert page.title() == "Gouden: nieuw in praktijkvoorbeelden over schulden (feed)"
    expect(page.get_by_text("Dit is een feed")).to_be_visible()
    for unseen in ("tag:", "CC BY 4.0"):
        assert not page.get_by_text(unseen).filter(visible=True).count(), unseen
    assert not violations(page)
    for width in (NARROWEST, *SIZES.values()):
        resize(page, width)
        assert not overflows(page)
    # The addresses are those of the world, which this portal is not.
    own, by_mail = "https://gouden.test/praktijkvoorbeelden/startgeld/", "https://gouden.test/volgen/?thema=schulden"
    expect(page.get_by_role("link", name="Startgeld", exact=True)).to_have_attribute("href", own)
    expect(page.get_by_role("link", name="Liever een mail")).to_have_attribute("href", by_mail)
    context.close()
