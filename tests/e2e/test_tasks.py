"""What a policy officer comes to do, a task at a time, with a script and without.

Each begins where she would begin. Being kept posted is in `test_following`, from the case to the mail.
"""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

CASE = "/praktijkvoorbeelden/startpunt-wageningen/"
THREE = "v=startpunt-wageningen&v=aalten-gouden-gemeente&v=zaanstad-factlab"


@pytest.fixture(params=[True, False], ids=["with-script", "without-script"])
def context(request: pytest.FixtureRequest, browser: Browser, site: str) -> Iterator[BrowserContext]:
    """A visitor whose browser runs scripts, and one whose browser does not."""
    context = browser.new_context(
        base_url=site, locale="nl-NL", reduced_motion="reduce", java_script_enabled=request.param
    )
    yield context
    context.close()


def ask(page: Page, question: str) -> None:
    page.goto("/")
    page.locator("input").and_(page.get_by_label("Waar zoekt u een voorbeeld van?")).fill(question)
    page.get_by_role("main").get_by_role("button", name="Zoek").click()


def test_who_did_something_about_my_problem(page: Page) -> None:
    ask(page, "Onze ouderen zijn eenzaam, wat doen andere gemeenten daaraan?")

    expect(page.locator(".cards h3 a").first).to_be_visible()
    expect(page.locator(".cards").first).to_contain_text(re.compile("eenza", re.IGNORECASE))


def test_whether_it_worked_and_who_says_so(page: Page) -> None:
    page.goto(CASE)
    brief = page.get_by_role("region", name="In het kort")

    expect(brief).to_contain_text("Wat leverde het op?")
    expect(brief).to_contain_text("werken zij veel efficiënter samen")
    expect(brief).to_contain_text("Esther van der Zee")
    brief.get_by_role("link", name="Eigen verklaring").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(re.compile("bewijs", re.IGNORECASE))


def test_what_stood_in_the_way_and_what_was_done(page: Page) -> None:
    page.goto(CASE)

    page.get_by_role("region", name="In het kort").get_by_role("link", name=re.compile("^In de praktijk geeft")).click()
    expect(page).to_have_url(re.compile("#uitspraak-"))
    expect(page.locator(":target")).to_contain_text("zorg met een indicatie")


def test_whether_it_still_runs(page: Page) -> None:
    page.goto(CASE)

    expect(page.get_by_role("region", name="In het kort")).to_contain_text("Liep rond 2017, sindsdien niet nagegaan")


def test_whether_it_fits_a_municipality_like_mine(page: Page) -> None:
    page.goto(CASE)
    page.get_by_role("link", name="Vergelijk met uw gemeente").click()
    page.get_by_label("Uw gemeente").select_option("Aalten")
    page.get_by_role("button", name=re.compile("Vergelijk|Kies")).click()

    expect(page.get_by_role("region", name="In het kort")).to_contain_text("Wageningen vergeleken met Aalten")


def test_whom_to_call(page: Page) -> None:
    page.goto(CASE)

    page.locator(".case__along").get_by_role("link", name="Solidez").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Solidez")


def test_what_it_costs_said_by_whom(page: Page) -> None:
    page.goto("/uitspraken/?soort=kosten&cijfer=ja")

    expect(page.locator(".statements li, .cards li").first).to_contain_text("€")


def test_what_my_own_municipality_has(page: Page) -> None:
    page.goto("/gemeenten/")
    page.get_by_role("main").get_by_role("link", name="Aalten", exact=True).first.click()

    expect(page.get_by_role("heading", level=1)).to_contain_text("Aalten")
    expect(
        page.get_by_role("link", name="Een hecht sociaal netwerk dat het zonder wijkteams redt").first
    ).to_be_visible()


def test_who_took_it_over(page: Page) -> None:
    page.goto("/navolging/")

    expect(page.get_by_role("table")).to_have_count(1)
    assert page.get_by_role("row").count() > 1


def test_where_nobody_has_an_example_yet(page: Page) -> None:
    page.goto("/witte-vlekken/")
    number = page.get_by_role("table").first.locator("td a[href^='/praktijkvoorbeelden/']").first
    count = re.search(r"\d+", number.inner_text())
    assert count is not None
    number.click()

    expect(page.locator(".finding__count")).to_contain_text(re.compile(rf"^{count[0]} "))


def test_three_are_compared(page: Page) -> None:
    page.goto(f"/map/?{THREE}")
    page.get_by_role("link", name="Vergelijk deze 3").click()

    expect(page.get_by_role("rowheader", name="Navragen bij")).to_be_visible()
    expect(page.get_by_role("columnheader")).to_have_count(4)


def test_my_choice_is_shared_by_its_address(page: Page) -> None:
    page.goto(f"/map/?{THREE}")

    expect(page.get_by_role("region", name="Deel deze map")).to_contain_text(f"/map/?{THREE}")


@pytest.mark.parametrize("kind", ["Word", "LibreOffice", "PDF"])
def test_a_note_for_the_alderman(page: Page, kind: str) -> None:
    page.goto(f"/map/notitie/?{THREE}")
    page.get_by_label("Titel").fill("Eén loket: wat anderen deden")
    with page.expect_download() as started:
        page.get_by_role("button", name=re.compile(f"^{kind}")).click()

    assert started.value.suggested_filename.startswith("notitie-")


def test_it_is_cited_in_a_report(page: Page) -> None:
    page.goto(CASE)
    page.get_by_text("Verwijs naar dit voorbeeld").click()
    with page.expect_download() as started:
        page.get_by_role("link", name="RIS").click()

    assert started.value.suggested_filename.endswith(".ris")


def test_a_list_goes_along_to_excel(page: Page) -> None:
    page.goto("/praktijkvoorbeelden/?thema=preventie")
    with page.expect_download() as started:
        page.get_by_role("link", name="Excel (XLSX)").click()

    assert started.value.suggested_filename.endswith(".xlsx")
