"""From somebody who has something to share, by mail and an editor, to a page on the site."""

import os
import re
import time
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from gouden.web.guard.guarded_form import TOO_FAST
from tests.e2e.checks import AXE, NARROWEST, SIZES, TAGS, complaints, overflows, resize, violations_in_both_schemes
from tests.e2e.conftest import new_database, serving
from tests.e2e.sharing import EDITOR, MAILBOX, PASSWORD, THEME
from tests.mail_server import MailServer, mail_server

OURS = """async tags => (await axe.run('#content', {runOnly: {type: 'tag', values: tags}})).violations
    .map(one => `${one.id}: ${one.nodes.map(node => node.target).join(', ')}`)"""


class Portal(NamedTuple):
    address: str
    mail: MailServer


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory, migrated_file: Path | None) -> Iterator[Portal]:
    """A running portal with a mail server."""
    with new_database(tmp_path_factory.mktemp("sharing"), migrated_file) as url, mail_server() as mail:
        environment = os.environ | {
            "DATABASE_URL": url,
            "DJANGO_SETTINGS_MODULE": "tests.e2e.sharing_settings",
            "GOUDEN_E2E_MAIL_PORT": str(mail.port),
        }
        with serving(environment, prepared_by="tests.e2e.sharing") as address:
            yield Portal(address, mail)


@pytest.fixture(params=[True, False], ids=["with-script", "without-script"])
def sender(request: pytest.FixtureRequest, browser: Browser, portal: Portal) -> Iterator[Page]:
    """Somebody with something to share, whose browser runs scripts or does not."""
    context = browser.new_context(base_url=portal.address, locale="nl-NL", java_script_enabled=request.param)
    page = context.new_page()
    yield page
    context.close()


@pytest.fixture
def editor(browser: Browser, portal: Portal) -> Iterator[Page]:
    """An editor at the start page of the admin."""
    context = browser.new_context(base_url=portal.address, locale="nl-NL", reduced_motion="reduce")
    page = context.new_page()
    found = complaints(page)
    page.goto("/admin/")
    page.get_by_label("Gebruikersnaam").fill(EDITOR)
    page.get_by_label("Wachtwoord").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_role("link", name=re.compile("Inzendingen die wachten"))).to_be_visible()
    yield page
    assert found == []
    context.close()


def look(page: Page) -> None:
    """Check the page as it is: accessible in light and dark, and never sideways."""
    found = violations_in_both_schemes(page)
    for width in (NARROWEST, *SIZES.values()):
        resize(page, width)
        if overflows(page):
            found.append(f"{width} px: scrolls sideways")
    resize(page, SIZES["desktop"])
    assert not found, "\n".join([page.url, *found])


def look_at_ours(page: Page) -> None:
    """Check the part of a page of the admin that is ours: around it is Django's."""
    page.evaluate(AXE)
    found = page.evaluate(OURS, TAGS)
    assert found == [], "\n".join([page.url, *found])


def wait_as_people_do(page: Page) -> None:
    """Take the time that nobody fills in a form without."""
    page.wait_for_timeout(TOO_FAST * 1_000 + 100)


def go_on(page: Page) -> None:
    page.get_by_role("button", name=re.compile("^(Volgende stap|Naar het overzicht)$")).click()


def last_mail(portal: Portal) -> EmailMessage:
    """Wait for a mail, and return the last one."""
    end = time.monotonic() + 10
    while not portal.mail.received and time.monotonic() < end:
        time.sleep(0.1)
    return portal.mail.received.pop()


def link_in_the_mail(portal: Portal) -> str:
    """Return the path of the link that confirms in the last mail."""
    body = last_mail(portal).get_content()
    return urlsplit(next(word for word in body.split() if "/bevestig/" in word)).path


def share(page: Page, portal: Portal, title: str) -> str:
    """Walk through the steps, stop halfway and come back, send and confirm; return the sender's own link."""
    page.goto("/")
    page.get_by_role("contentinfo").get_by_role("link", name="Deel uw voorbeeld").click()
    page.get_by_role("link", name="Deel een voorbeeld").click()
    expect(page.get_by_text("Stap 1 van 4")).to_be_visible()
    wait_as_people_do(page)
    page.get_by_label("Hoe heet het?").fill(title)
    page.get_by_label("Wat is het, in een paar zinnen?").fill("Bewoners krijgen geld om iets voor hun straat te doen.")
    go_on(page)
    expect(page.get_by_role("alert")).to_be_focused()
    page.get_by_role("alert").get_by_role("link", name="Kies een gemeente uit de lijst.").click()
    page.get_by_label("In welke gemeente?").select_option(label="Aalten")
    go_on(page)

    expect(page.get_by_role("heading", level=1)).to_have_text("Wat doet u?")
    page.get_by_label("Wat was er aan de hand?").fill("Buren kenden elkaar niet.")
    page.get_by_role("button", name="Vorige stap").click()
    expect(page.get_by_label("Hoe heet het?")).to_have_value(title)
    go_on(page)
    expect(page.get_by_label("Wat was er aan de hand?")).to_have_value("Buren kenden elkaar niet.")
    own_link = page.get_by_role("link", name="uw eigen link").get_attribute("href")
    assert own_link

    page.goto(own_link)
    page.get_by_role("link", name="Ga verder").click()
    page.get_by_label("Wat doet u, en met wie?").fill("Wie een plan heeft, belt en krijgt het geld.")
    go_on(page)
    page.get_by_label("Loopt het nog?").select_option(label="loopt")
    go_on(page)
    page.get_by_label("Bij welke organisatie werkt u?").fill("Figulus Welzijn")
    page.get_by_label("Uw mailadres").fill("an@figulus.example")
    go_on(page)
    expect(page.get_by_role("main")).to_contain_text("Wie een plan heeft, belt en krijgt het geld.")
    wait_as_people_do(page)
    page.get_by_role("button", name="Verstuur").click()
    expect(page.get_by_role("heading", name="Bevestig uw mailadres")).to_be_visible()
    page.goto(link_in_the_mail(portal))
    page.get_by_role("button", name="Ja, dat klopt").click()
    expect(page.get_by_role("heading", name="Het is binnen")).to_be_visible()
    return own_link


def test_what_is_shared_becomes_a_page_on_the_site(portal: Portal, sender: Page, editor: Page) -> None:
    title = f"Startgeld voor bewoners {time.monotonic_ns()}"
    own_link = share(sender, portal, title)

    # Nine clicks from the start page of the editors to a public page and an answered sender; two more once a year.
    editor.get_by_role("link", name=re.compile("Inzendingen die wachten")).click()
    editor.get_by_role("link", name=title).click()
    editor.get_by_role("button", name="Maak er een concept van").click()
    expect(editor.get_by_label("Titel:")).to_have_value(title)
    search = editor.locator(".field-themes .select2-search__field")
    search.click()
    search.press_sequentially(THEME[:5])
    editor.get_by_role("option", name=THEME).click()
    editor.get_by_role("button", name="Opslaan en publiceren").first.click()
    published = editor.get_by_role("list").filter(has_text="is gepubliceerd")
    source = editor.get_by_label("Publiceer ook wat nog niet openbaar is: ‘Ingezonden voorbeelden")
    expect(published.or_(source)).to_be_visible()
    if source.is_visible():  # The first one of a year brings its source along.
        source.check()
        editor.get_by_role("region", name="Stand").get_by_role("button", name="Publiceer").click()
    expect(published).to_be_visible()

    editor.get_by_role("link", name="Praktijkvoorbeeld", exact=True).click()
    editor.get_by_role("link", name="Neem over").click()
    editor.get_by_role("button", name="Neem over en verstuur de mail").click()
    expect(editor.get_by_text("De inzender krijgt uw mail.")).to_be_visible()

    sender.goto(own_link)
    sender.get_by_role("link", name=title).click()
    expect(sender.get_by_role("heading", level=1)).to_have_text(title)
    expect(sender.get_by_role("main")).to_contain_text("Ingezonden voorbeelden")
    assert last_mail(portal)["Subject"] == f"We nemen uw voorbeeld over: {title}"


def test_a_mistake_that_is_reported_waits_at_its_case(browser: Browser, portal: Portal, editor: Page) -> None:
    """And what is wrong in the form is said in a way that everybody notices; so is what the editors see."""
    page = browser.new_context(base_url=portal.address, locale="nl-NL", reduced_motion="reduce").new_page()
    found = complaints(page)
    page.goto("/praktijkvoorbeelden/koffie/")
    page.get_by_role("link", name="Meld een fout").first.click()
    wait_as_people_do(page)
    page.get_by_role("button", name="Verstuur").click()
    expect(page.get_by_role("alert")).to_contain_text("Wat klopt er niet?")
    look(page)
    page.get_by_label("Wat klopt er niet?").fill("Dit is in 2019 gestopt.")
    page.get_by_role("button", name="Verstuur").click()
    expect(page.get_by_role("heading", name="Het is binnen")).to_be_visible()
    look(page)
    assert found == []

    editor.goto("/admin/")
    editor.get_by_role("link", name=re.compile("Gemelde fouten")).click()
    editor.get_by_role("link", name="Fout in Koffie").click()
    expect(editor.get_by_text("Dit is in 2019 gestopt.")).to_be_visible()
    editor.get_by_label("Nieuwe notitie").fill("Nagebeld.")
    editor.get_by_role("button", name="Bewaar de notitie").click()
    expect(editor.locator(".readonly", has_text="Nagebeld.")).to_be_visible()
    look_at_ours(editor)
    assert not overflows(editor)
    editor.get_by_role("link", name="Wijs af").click()
    expect(editor.get_by_role("button", name="Wijs af")).to_be_visible()
    look_at_ours(editor)


def mail_with(portal: Portal, address: str, subject: str) -> EmailMessage:
    """Wait for the mail to `address` whose subject begins so."""
    end = time.monotonic() + 15
    while time.monotonic() < end:
        for mail in portal.mail.received:
            if mail["To"] == address and str(mail["Subject"]).startswith(subject):
                return mail
        time.sleep(0.1)
    raise AssertionError([(str(mail["To"]), str(mail["Subject"])) for mail in portal.mail.received])


def path_in(mail: EmailMessage, part: str) -> str:
    return urlsplit(next(word for word in mail.get_content().split() if part in word)).path


def test_a_question_about_a_case_goes_to_its_contact_and_the_answer_comes_back(
    browser: Browser, portal: Portal
) -> None:
    context = browser.new_context(base_url=portal.address, locale="nl-NL", reduced_motion="reduce")
    asker, contact = context.new_page(), browser.new_context(base_url=portal.address, locale="nl-NL").new_page()
    found = complaints(asker)
    address = f"an{time.monotonic_ns()}@lezer.example"
    asker.goto("/praktijkvoorbeelden/buurtbus-zeist/")
    asker.get_by_role("link", name="Vraag het na").click()
    expect(asker.get_by_text("Uw vraag gaat naar Figulus Welzijn.")).to_be_visible()
    wait_as_people_do(asker)
    asker.get_by_role("button", name="Verstuur").click()
    expect(asker.get_by_role("alert")).to_contain_text("Wat wilt u weten?")
    look(asker)
    asker.get_by_label("Wat wilt u weten?").fill("Wat kost de bus?")
    asker.get_by_label("Uw mailadres").fill(address)
    asker.get_by_role("button", name="Verstuur").press("Enter")
    expect(asker.get_by_role("heading", name="Bevestig uw mailadres")).to_be_visible()
    asker.goto(path_in(mail_with(portal, address, "Bevestig uw vraag"), "/bevestig/"))
    asker.get_by_role("button", name="Ja, dat klopt").click()
    expect(asker.get_by_role("heading", name="Uw vraag is doorgestuurd")).to_be_visible()
    look(asker)

    asked = mail_with(portal, MAILBOX, "Vraag over: Buurtbus Zeist")
    assert address not in asked.as_string()
    contact.goto(path_in(asked, "/beantwoord/"))
    expect(contact.get_by_text("Wat kost de bus?")).to_be_visible()
    look(contact)
    contact.get_by_label("Uw antwoord").fill("Twee euro per rit.")
    contact.get_by_role("button", name="Verstuur mijn antwoord").click()
    expect(contact.get_by_role("heading", name="Dank u wel")).to_be_visible()

    answered = mail_with(portal, address, "Antwoord op uw vraag over: Buurtbus Zeist")
    assert "Twee euro per rit." in answered.get_content()
    assert MAILBOX not in answered.as_string()
    asker.reload()
    expect(asker.get_by_role("main")).to_contain_text("Twee euro per rit.")
    assert found == []
    context.close()
    contact.context.close()


def test_from_a_search_in_vain_to_an_answer_on_the_board(browser: Browser, portal: Portal, editor: Page) -> None:
    context = browser.new_context(base_url=portal.address, locale="nl-NL", java_script_enabled=False)
    reader = context.new_page()
    address = f"bo{time.monotonic_ns()}@lezer.example"
    reader.goto("/praktijkvoorbeelden/?zoek=qwxzjvk")
    reader.get_by_role("link", name="uw vraag aan andere gemeenten stellen").click()
    expect(reader.get_by_label("Uw vraag")).to_have_value("qwxzjvk")
    wait_as_people_do(reader)
    reader.get_by_label("Uw vraag").fill("Wie heeft een bus voor de buurt?")
    reader.get_by_label("Voor welke gemeente?").select_option(label="Aalten")
    reader.get_by_label("Uw mailadres").fill(address)
    reader.get_by_role("button", name="Verstuur").click()
    reader.goto(path_in(mail_with(portal, address, "Bevestig uw vraag"), "/bevestig/"))
    reader.get_by_role("button", name="Ja, dat klopt").click()
    own = reader.url
    reader.goto("/vragen/")
    expect(reader.get_by_role("link", name="Wie heeft een bus voor de buurt?")).to_have_count(0)

    editor.get_by_role("link", name=re.compile("Vragen voor het vragenbord")).click()
    editor.get_by_role("link", name="Wie heeft een bus voor de buurt?").click()
    editor.get_by_role("link", name="Zet op het vragenbord").click()
    editor.get_by_label("Vraag:", exact=True).fill("Wie laat een buurtbus rijden?")
    look_at_ours(editor)
    editor.get_by_role("button", name="Zet op het vragenbord").click()
    mail_with(portal, address, "Uw vraag staat op het vragenbord")

    reader.goto("/vragen/")
    reader.get_by_role("link", name="Wie laat een buurtbus rijden?").click()
    reader.get_by_role("link", name="Geef een antwoord").click()
    search = reader.get_by_role("search", name="Een voorbeeld om te noemen")
    search.get_by_role("searchbox").fill("buurtbus")
    search.get_by_role("button").click()
    reader.get_by_role("link", name="Noem dit voorbeeld: Buurtbus Zeist").click()
    wait_as_people_do(reader)
    reader.get_by_label("Namens welke gemeente of organisatie?").fill("Gemeente Zeist")
    reader.get_by_role("button", name="Verstuur").click()
    expect(reader.get_by_role("heading", name="Het is binnen")).to_be_visible()

    editor.goto("/admin/")
    editor.get_by_role("link", name=re.compile("Antwoorden voor het vragenbord")).click()
    editor.get_by_role("link", name="Antwoord op ‘Wie laat een buurtbus rijden?’").click()
    editor.get_by_role("link", name="Zet op het vragenbord").click()
    editor.get_by_role("button", name="Zet op het vragenbord").click()

    told = mail_with(portal, address, "Er is een antwoord op uw vraag")
    reader.goto(path_in(told, "/vragen/bord/"))
    expect(reader.get_by_role("link", name="Buurtbus Zeist")).to_be_visible()
    expect(reader.get_by_role("main")).to_contain_text("Namens Gemeente Zeist")
    reader.goto(own)
    expect(reader.get_by_role("heading", name="Uw vraag staat op het vragenbord")).to_be_visible()


def test_a_municipality_tells_without_a_script_that_it_does_it_too_and_readers_see_it(
    browser: Browser, portal: Portal, editor: Page
) -> None:
    context = browser.new_context(base_url=portal.address, locale="nl-NL", java_script_enabled=False)
    page = context.new_page()
    page.goto("/praktijkvoorbeelden/koffie/")
    page.get_by_role("link", name="Wij doen dit ook, of het loopt nog").click()
    wait_as_people_do(page)
    page.get_by_label("Wat doet u anders?").fill("Wij doen het met vrijwilligers.")
    page.get_by_role("button", name="Verstuur").click()
    page.get_by_role("alert").get_by_role("link", name="Kies een gemeente uit de lijst.").click()
    page.get_by_label("Welke gemeente?").select_option(label="Winterswijk")
    page.get_by_label("Hoe ver bent u?").select_option(label="Het loopt")
    page.get_by_label("In welk jaar begon u?").fill("2024")
    page.get_by_label("Uw functie").fill("beleidsadviseur")
    page.get_by_label("Uw mailadres").fill("an@winterswijk.example")
    page.get_by_role("button", name="Verstuur").click()
    expect(page.get_by_role("heading", name="Bevestig uw mailadres")).to_be_visible()
    page.goto(path_in(mail_with(portal, "an@winterswijk.example", "Bevestig"), "/bevestig/"))
    page.get_by_role("button", name="Ja, dat klopt").click()
    expect(page.get_by_role("heading", name="Het is binnen. Dank u wel!")).to_be_visible()
    own = page.url

    editor.get_by_role("link", name=re.compile("Gemeenten die dit ook doen")).click()
    editor.get_by_role("link", name="Wij doen dit ook: Winterswijk").click()
    editor.get_by_role("link", name="Neem over").click()
    expect(editor.get_by_text("Overnemen maakt een navolging van ‘Koffie’ door Winterswijk.")).to_be_visible()
    look_at_ours(editor)
    editor.get_by_role("button", name="Neem over en verstuur de mail").click()
    expect(editor.get_by_text("Lezers zien de navolging nu.")).to_be_visible()

    page.goto("/praktijkvoorbeelden/koffie/")
    followed = page.get_by_role("region", name="Navolging")
    expect(followed).to_contain_text("Winterswijk: loopt (begonnen in 2024)")
    expect(followed).to_contain_text("Wij doen het met vrijwilligers.")
    expect(followed).to_contain_text("Bevestigd door beleidsadviseur, gemeente Winterswijk op")
    mail_with(portal, "an@winterswijk.example", "We nemen over dat u dit ook doet")
    page.goto(own)
    expect(page.get_by_role("heading", name="De redactie nam het over")).to_be_visible()
    context.close()
