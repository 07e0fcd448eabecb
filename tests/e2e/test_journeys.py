"""What people come to do, with JavaScript and without."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.e2e.checks import COUNT, SHOW, SIZES, resize


@pytest.fixture(params=[True, False], ids=["with-script", "without-script"])
def context(request: pytest.FixtureRequest, browser: Browser, site: str) -> Iterator[BrowserContext]:
    """Two visitors for every journey: one whose browser runs scripts, and one whose browser does not."""
    context = browser.new_context(
        base_url=site, locale="nl-NL", reduced_motion="reduce", java_script_enabled=request.param
    )
    yield context
    context.close()


def cards(page: Page) -> Locator:
    """The titles of the cases in a list."""
    return page.locator(".cards h3 a")


def number(text: str) -> int:
    """Return the first number in what a page says."""
    found = re.search(r"\d+", text)
    assert found is not None, text
    return int(found[0])


def counted(count: int) -> re.Pattern[str]:
    """Return how the list of cases begins to say what it found, when there are `count`."""
    return re.compile(rf"^{count} praktijk(voorbeeld|voorbeelden|en)? ")


def test_from_a_question_to_who_says_so_and_where(page: Page) -> None:
    """Search, narrow down, read, see who says it and where it stands, and go on to the place."""
    page.goto("/")
    page.locator("input").and_(page.get_by_label("Waar zoekt u een voorbeeld van?")).fill("dementie")
    page.get_by_role("main").get_by_role("button", name="Zoek").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Praktijkvoorbeelden")
    before = cards(page).count()
    expect(page.locator(COUNT)).to_have_text(counted(before))
    expect(page).to_have_title(re.compile(rf"^dementie - {before} praktijkvoorbeelden"))

    practices = page.get_by_role("checkbox", name=re.compile(r"^Praktijk \("))
    # Read when it is there to be seen: of a page that is still coming in, a label says nothing.
    expect(practices).to_be_visible()
    after = number(page.locator("label[for='soort-praktijk']").inner_text())
    assert 0 < after < before
    practices.check()
    page.get_by_role("button", name=SHOW).click()
    expect(page.locator(COUNT)).to_have_text(counted(after))
    expect(cards(page)).to_have_count(after)
    expect(page.get_by_role("link", name="Haal weg: Soort: Praktijk")).to_be_visible()
    expect(practices).to_be_checked()

    title = cards(page).first.inner_text()
    cards(page).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    source = page.locator(".claim__source").first
    publication = source.locator("a[href^='/publicaties/']")
    expect(publication).to_be_hidden()
    source.locator("summary").click()
    expect(source.get_by_text("Waar staat het")).to_be_visible()
    name = publication.inner_text()
    publication.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    expect(page.get_by_role("main").get_by_role("link", name=title)).to_be_visible()

    page.go_back()
    place = page.locator(".case__facts dd a[href^='/gemeenten/']").first
    name = place.inner_text()
    place.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    expect(cards(page).get_by_text(title, exact=True)).to_be_visible()


def test_a_choice_is_taken_away_with_one_link(page: Page) -> None:
    page.goto("/praktijkvoorbeelden/?zoek=dementie&soort=praktijk")
    narrow = number(page.locator(COUNT).inner_text())
    page.get_by_role("link", name="Haal weg: Soort: Praktijk").click()
    wide = number(page.locator(COUNT).inner_text())
    assert narrow < wide
    expect(page.get_by_label("Zoeken", exact=True)).to_have_value("dementie")
    page.get_by_role("link", name="Haal weg: Zoeken: dementie").click()
    assert number(page.locator(COUNT).inner_text()) > wide


def test_nothing_found_leads_on(page: Page) -> None:
    page.goto("/praktijkvoorbeelden/?zoek=qwxzjvk")
    expect(page.locator(COUNT)).to_have_text("0 praktijkvoorbeelden met ‘qwxzjvk’")
    expect(cards(page)).to_have_count(0)
    page.get_by_role("main").get_by_role("link", name="alle praktijkvoorbeelden").click()
    assert number(page.locator(COUNT).inner_text()) > cards(page).count() > 0


def test_a_mistake_in_the_form_is_named_with_a_link_to_its_field(page: Page) -> None:
    page.goto("/praktijkvoorbeelden/?jaarVan=ooit")
    problem = page.locator("main a[href='#filter-jaarVan'], main a[href='#jaarVan']")
    expect(problem).to_be_visible()
    problem.click()
    field = page.get_by_role("textbox", name="Vanaf jaar")
    expect(field).to_be_in_viewport()
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_have_accessible_description(re.compile("jaartal van vier cijfers"))
    field.fill("2016")
    page.get_by_role("button", name=SHOW).click()
    expect(problem).to_have_count(0)
    assert number(page.locator(COUNT).inner_text()) > 0


def test_the_menu_unfolds_on_a_phone(page: Page) -> None:
    resize(page, SIZES["phone"])
    page.goto("/over/")
    menu = page.get_by_role("navigation", name="Hoofdmenu")
    expect(menu).to_be_hidden()
    page.locator("summary", has_text="Menu").click()
    expect(menu).to_be_visible()
    menu.get_by_role("link", name="Gemeenten", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Gemeenten")
    expect(menu).to_be_hidden()


def test_the_menu_lies_open_on_a_desktop(page: Page) -> None:
    resize(page, SIZES["desktop"])
    page.goto("/gemeenten/")
    menu = page.get_by_role("navigation", name="Hoofdmenu")
    expect(page.locator("summary", has_text="Menu")).to_be_hidden()
    expect(menu.get_by_role("link", name="Gemeenten", exact=True)).to_have_attribute("aria-current", "page")
    menu.get_by_role("link", name="Thema's").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Thema's")


def test_the_filters_unfold_on_a_phone(page: Page) -> None:
    resize(page, SIZES["phone"])
    page.goto("/praktijkvoorbeelden/?zoek=dementie")
    apply = page.get_by_role("button", name=SHOW)
    expect(apply).to_be_hidden()
    page.locator("summary", has_text="Filters").click()
    page.get_by_role("checkbox", name=re.compile(r"^Preventie \(")).check()
    apply.click()
    expect(page.get_by_role("link", name="Haal weg: Thema: Preventie")).to_be_visible()
    expect(page.locator(COUNT)).to_have_text(counted(cards(page).count()))


def test_a_former_municipality_and_what_it_became_lead_to_each_other(page: Page) -> None:
    page.goto("/gemeenten/0545-leerdam/")
    expect(page.get_by_role("main")).to_contain_text("Leerdam is sinds 1 januari 2019 geen gemeente meer.")
    story = page.get_by_role("region", name="Geschiedenis")
    story.get_by_role("link", name="Vijfheerenlanden").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Vijfheerenlanden")
    for old in ("Leerdam", "Vianen", "Zederik"):
        expect(story.get_by_role("link", name=old, exact=True)).to_be_visible()
    story.get_by_role("link", name="Leerdam", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Leerdam")


def test_the_map_of_a_theme_leads_to_exactly_its_cases_there(page: Page) -> None:
    """Each province: as many cases as it says, all of the theme and of the place."""
    page.goto("/themas/mantelzorg-en-burenhulp/")
    marks = page.locator("a.map__choice")
    assert marks.count() > 5
    for nth in range(marks.count()):
        said = marks.nth(nth).locator("title").text_content() or ""
        marks.nth(nth).press("Enter")
        place, count = said.split(":")[0], number(said)
        expect(page.locator(COUNT)).to_have_text(counted(count))
        expect(cards(page)).to_have_count(count)
        for chosen in ("Thema: Mantelzorg en burenhulp", f"Provincie: {place}"):
            expect(page.locator(".chosen")).to_contain_text(chosen)
        page.go_back()


@pytest.mark.parametrize(("address", "rows"), [("/", ".provinces li"), ("/themas/preventie/", ".places__province")])
def test_the_list_beside_a_map_says_the_same(page: Page, address: str, rows: str) -> None:
    page.goto(address)
    listed = {
        row.get_by_role("link").get_attribute("href"): row.inner_text()
        for row in page.locator(rows).all()
        if row.get_by_role("link").count()
    }
    marks = page.locator("a.map__choice")
    assert marks.count() == len(listed) > 5
    for mark in marks.all():
        name, _, said = (mark.locator("title").text_content() or "").partition(":")
        row = listed[mark.get_attribute("href")]
        assert row.startswith(name)
        assert number(row.removeprefix(name)) == number(said)


def test_sources_that_differ_stand_side_by_side_and_open(page: Page) -> None:
    resize(page, SIZES["desktop"])
    page.goto("/praktijkvoorbeelden/zaanstad-factlab/")
    dispute = page.locator(".dispute").first
    expect(dispute).to_contain_text("Bronnen verschillen")
    sides = dispute.locator(".claim")
    boxes = [side.bounding_box() for side in sides.all()]
    assert len(boxes) > 1
    assert len({round(box["y"]) for box in boxes if box}) == 1
    for side in sides.all():
        expect(side.get_by_text("Waar staat het")).to_be_visible()


def test_a_practice_and_its_portrait_lead_to_each_other(page: Page) -> None:
    page.goto("/praktijkvoorbeelden/aalten-gouden-gemeente/")
    portrait = page.get_by_role("heading", level=1).inner_text()
    member = page.locator(".family__title a").first
    practice = member.inner_text()
    member.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(practice)
    page.locator(".case__facts").get_by_role("link", name=portrait).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(portrait)
