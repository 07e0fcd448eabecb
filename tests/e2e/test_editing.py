"""Two people make a case public: one writes and submits, the other reviews and publishes."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect

from cases.editorial.inquiries import token
from cases.models import Inquiry
from tests.e2e.checks import NARROWEST, SIZES, complaints, overflows, resize, violations_in_both_schemes
from tests.e2e.conftest import new_database, serving
from tests.e2e.editors import ASKED, PASSWORD, REVIEWER, WRITER


@pytest.fixture(scope="module")
def admin(tmp_path_factory: pytest.TempPathFactory, migrated_file: Path | None) -> Iterator[str]:
    """The address of a portal with two editors."""
    with new_database(tmp_path_factory.mktemp("editors"), migrated_file) as url:
        environment = os.environ | {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "tests.e2e.editors_settings"}
        with serving(environment, prepared_by="tests.e2e.editors") as address:
            yield address


@pytest.fixture
def desks(browser: Browser, admin: str) -> Iterator[tuple[Page, Page]]:
    """The writer's page and the reviewer's, both signed in; the browser has nothing to complain about."""
    pages, found = [], []
    for name in (WRITER, REVIEWER):
        page = browser.new_context(base_url=admin, locale="nl-NL", reduced_motion="reduce").new_page()
        found.append(complaints(page))
        page.goto("/admin/")
        page.get_by_label("Gebruikersnaam").fill(name)
        page.get_by_label("Wachtwoord").fill(PASSWORD)
        page.get_by_role("button", name="Log in").click()
        expect(page.get_by_role("heading", name="Redactie")).to_be_visible()
        pages.append(page)
    writer, reviewer = pages
    yield writer, reviewer
    for page in pages:
        page.context.close()
    assert found == [[], []]


def choose(page: Page, field: str, text: str) -> None:
    """Pick the one suggestion that `text` gives in a field that completes."""
    page.locator(f"#id_{field} + .select2").click()
    page.locator(".select2-container--open .select2-search__field").fill(text)
    page.locator(".select2-results__option", has_text=text).click()


def write(page: Page, title: str = "Samen eten in Aalten") -> None:
    """Fill in what a case needs to be published."""
    page.goto("/admin/cases/case/add/")
    page.get_by_label("Titel:").fill(title)
    page.get_by_label("Samenvatting:").fill("Buren koken voor elkaar.")
    page.get_by_label("Aanpak:").fill("Elke dinsdag.")
    choose(page, "themes", "Eenzaamheid")
    page.locator("#case_municipalities-group .addlink").click()
    choose(page, "case_municipalities-0-municipality", "Aalten")
    page.locator("#citations-group .addlink").click()
    choose(page, "citations-0-article", "Samen aan tafel")


# Fields that stick out of the section of the form that they are in.
PAST_THE_EDGE = """() => [...document.querySelectorAll('fieldset.module')].flatMap(section => {
    const edge = section.getBoundingClientRect().right + 1;
    return [...section.querySelectorAll('input, textarea, select, .select2-container')].filter(field =>
        field.checkVisibility() && field.getBoundingClientRect().right > edge
    ).map(field => field.id || field.className);
})"""


def look(page: Page, *, within: str = "#content") -> None:
    """Check what is ours of the page: accessible in light and dark, and no screen scrolls sideways."""
    found = violations_in_both_schemes(page, within=within)
    for width in (NARROWEST, *SIZES.values()):
        resize(page, width)
        if overflows(page):
            found.append(f"{width} px: scrolls sideways")
    resize(page, SIZES["desktop"])
    assert not found, "\n".join([page.url, *found])


def test_on_a_phone_every_field_of_a_case_is_within_its_section_and_says_what_it_is(
    desks: tuple[Page, Page],
) -> None:
    writer, _ = desks
    resize(writer, SIZES["phone"])
    write(writer, title="Samen wandelen")
    for rows in ("participations", "links", "claims"):
        writer.locator(f"#{rows}-group .addlink").click()
    writer.locator("#claims-0 summary").click()
    choose(writer, "claims-0-article", "Samen aan tafel")

    assert writer.evaluate(PAST_THE_EDGE) == []
    cells = writer.locator("#participations-0 td[data-label]:visible")
    labels = [cell.get_attribute("data-label") for cell in cells.all()]
    assert labels == ["Rol", "Organisatie", "Gemeente", "Regio", "Verwijderen?"]
    writer.goto("/admin/")


def said(page: Page) -> str:
    """Return what the admin says after an action."""
    return page.locator(".messagelist").inner_text()


def test_a_case_goes_from_its_writer_by_a_reviewer_and_back_to_the_readers(desks: tuple[Page, Page]) -> None:
    writer, reviewer = desks
    write(writer)
    writer.get_by_role("button", name="Opslaan en inleveren").first.click()
    expect(writer.get_by_label("Opmerking:")).to_be_visible()
    look(writer)
    writer.get_by_label("Opmerking:").fill("Klopt de dag?")
    writer.get_by_role("button", name="Lever in ter beoordeling").click()
    assert "is ingeleverd. Een eindredacteur leest het na" in said(writer)
    standing = writer.get_by_role("region", name="Stand")
    expect(standing).to_contain_text("Ter beoordeling, ingeleverd door mieke")
    expect(standing.get_by_role("button")).to_have_text(["Gooi weg"])

    reviewer.goto("/admin/")
    reviewer.get_by_role("link", name="Te beoordelen").click()
    reviewer.get_by_role("link", name="Samen eten in Aalten").click()
    expect(reviewer.get_by_role("region", name="Stand")).to_contain_text("Klopt de dag?")
    look(reviewer, within=".standing")
    reviewer.get_by_role("link", name="Stuur terug").click()
    reviewer.get_by_role("button", name="Stuur terug").click()
    expect(reviewer.locator(".errorlist")).to_contain_text("Schrijf wat er nog moet veranderen")
    look(reviewer)
    reviewer.get_by_label("Wat moet er veranderen:").fill("Het is op donderdag.")
    reviewer.get_by_role("button", name="Stuur terug").click()

    writer.reload()
    expect(writer.get_by_role("region", name="Stand")).to_contain_text("Teruggestuurd door jan: Het is op donderdag.")
    writer.get_by_label("Aanpak:").fill("Elke donderdag.")
    writer.get_by_role("button", name="Opslaan en inleveren").first.click()
    writer.get_by_role("button", name="Lever in ter beoordeling").click()

    reviewer.reload()
    reviewer.get_by_role("button", name="Publiceer").click()
    assert "is gepubliceerd; lezers zien het nu" in said(reviewer)
    reviewer.get_by_role("link", name="Bekijk de pagina").click()
    expect(reviewer.get_by_role("heading", level=1)).to_have_text("Samen eten in Aalten")
    expect(reviewer.get_by_role("main")).to_contain_text("Elke donderdag.")


def test_the_start_page_and_the_advice_lead_to_the_work(desks: tuple[Page, Page]) -> None:
    writer, _ = desks
    writer.goto("/admin/cases/case/add/")
    writer.get_by_label("Titel:").fill("Koken voor de buurt")
    writer.get_by_label("Samenvatting:").fill("De POH kookt.")
    writer.get_by_role("button", name="Opslaan", exact=True).first.click()

    writer.goto("/admin/")
    look(writer, within=".waiting")
    writer.get_by_role("link", name="1 Mijn concepten").click()
    resize(writer, SIZES["desktop"])
    assert writer.locator("#changelist .results").evaluate("list => list.scrollWidth - list.clientWidth") <= 0
    writer.get_by_role("link", name="Koken voor de buurt").click()
    writer.get_by_text("Wat nog beter kan").click()
    look(writer, within=".advice")
    advice = writer.locator(".advice")
    expect(advice).to_contain_text("Nodig: Kies minstens één thema")
    expect(advice).to_contain_text("De afkorting POH wordt niet uitgelegd")
    advice.get_by_role("link", name="Leerpunten").click()
    expect(writer.get_by_label("Leerpunten:")).to_be_in_viewport()


def test_an_answer_of_a_contact_becomes_a_dated_check(browser: Browser, desks: tuple[Page, Page], admin: str) -> None:
    writer, _ = desks
    contact = browser.new_context(base_url=admin, java_script_enabled=False).new_page()
    contact.goto(reverse("inquiry", args=[token(Inquiry(pk=ASKED))]))
    contact.get_by_label("Het is veranderd").check()
    contact.get_by_label("Wilt u iets toelichten?").fill("Nu in drie wijken.")
    contact.get_by_role("button", name="Verstuur mijn antwoord").click()
    expect(contact.get_by_role("main")).to_contain_text("Uw antwoord is binnen: het is veranderd.")
    contact.context.close()

    writer.goto("/admin/")
    writer.get_by_role("link", name="1 Antwoorden op ‘Loopt dit nog?’").click()
    writer.get_by_role("link", name="navraag bij").click()
    expect(writer.get_by_role("button", name="Neem over")).to_be_visible()
    look(writer, within=".object-tools")
    writer.get_by_role("button", name="Neem over").click()
    assert "Lezers zien het zodra het opnieuw is gepubliceerd" in said(writer)
    assert "Nu in drie wijken." in said(writer)
    expect(writer.locator("#id_lifecycle")).to_have_value("veranderd")


def choose_file(page: Page, text: str) -> None:
    page.get_by_label("Bestand:").set_input_files(
        {"name": "voorbeelden.csv", "mimeType": "text/csv", "buffer": text.encode()}
    )
    page.get_by_role("button", name="Bekijk wat er verandert").click()


def test_a_file_is_looked_at_before_it_is_read_in_and_the_list_goes_out(desks: tuple[Page, Page]) -> None:
    writer, _ = desks
    writer.goto("/admin/cases/case/")
    writer.get_by_role("link", name="Lees een bestand in").click()
    expect(writer.get_by_label("Bestand:")).to_be_visible()
    look(writer)
    columns = "adresnaam;soort;titel;samenvatting;thema's\r\n"
    choose_file(writer, columns + "soep;verhaal;Soep in Aalten;Buren koken soep.;geluk\r\n")
    expect(writer.get_by_role("alert")).to_contain_text("Uit voorbeelden.csv is niets ingelezen.")
    expect(writer.get_by_role("row", name="2 soort")).to_contain_text("‘verhaal’ kan niet.")
    look(writer)
    choose_file(writer, columns + "soep;praktijk;Soep in Aalten;Buren koken soep.;eenzaamheid\r\n")
    expect(writer.get_by_role("row", name="2 Soep in Aalten nieuw")).to_be_visible()
    look(writer)
    writer.get_by_role("button", name="Lees in").click()
    assert "1 nieuw, 0 gewijzigd" in said(writer)
    expect(writer.get_by_role("link", name="Soep in Aalten")).to_be_visible()

    with writer.expect_download() as download:
        writer.get_by_role("link", name="Deze lijst voor Excel").click()
    assert download.value.suggested_filename.endswith(".xlsx")


def test_of_all_cases_only_what_was_shown_and_ticked_becomes_public(desks: tuple[Page, Page]) -> None:
    writer, reviewer = desks
    for title in ("Samen fietsen", "Samen zingen", "Nog niet af"):
        write(writer, title=title)
        button = "Opslaan" if title == "Nog niet af" else "Opslaan en inleveren"
        writer.get_by_role("button", name=button, exact=True).first.click()
        if title != "Nog niet af":
            writer.get_by_role("button", name="Lever in ter beoordeling").click()

    reviewer.goto("/admin/cases/case/")
    reviewer.locator("#action-toggle").check()
    reviewer.get_by_label("Actie:").select_option(label="Publiceer de gekozen praktijkvoorbeelden")
    reviewer.get_by_role("button", name="Uitvoeren").click()
    expect(reviewer.get_by_role("heading", level=1)).to_have_text("Publiceer: wat er zou gebeuren")
    look(reviewer)
    first = reviewer.get_by_role("region", name="Wordt voor het eerst openbaar (2)")
    expect(first.get_by_role("checkbox", name="Samen fietsen")).to_be_checked()
    expect(reviewer.get_by_role("region", name="Kan niet")).to_contain_text("Dit is nog niet ingeleverd.")
    expect(reviewer.get_by_role("checkbox", name="Nog niet af")).to_have_count(0)

    # By keyboard: leave one out, and confirm.
    first.get_by_role("checkbox", name="Samen zingen").focus()
    reviewer.keyboard.press("Space")
    reviewer.get_by_role("button", name="Publiceer wat is aangevinkt").press("Enter")
    assert "Gepubliceerd (1): Samen fietsen" in said(reviewer)

    reviewer.goto("/praktijkvoorbeelden/")
    expect(reviewer.get_by_role("link", name="Samen fietsen")).to_be_visible()
    for title in ("Samen zingen", "Nog niet af"):
        expect(reviewer.get_by_role("link", name=title)).to_have_count(0)
