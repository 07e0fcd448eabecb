"""The reader's map and the comparison in a browser, with a script and without."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.e2e.catalogue import WITHDRAWN
from tests.e2e.checks import NARROWEST, SHOW, SIZES, complaints, overflows, resize, violations

STARTPUNT, AALTEN, FACTLAB = "startpunt-wageningen", "aalten-gouden-gemeente", "zaanstad-factlab"
CASE = f"/praktijkvoorbeelden/{STARTPUNT}/"
# In points, as a PDF counts; Chromium rounds to the pixel.
A4_LANDSCAPE = (841.9, 595.3)


@pytest.fixture
def without_script(browser: Browser, site: str) -> Iterator[Page]:
    context = browser.new_context(base_url=site, locale="nl-NL", reduced_motion="reduce", java_script_enabled=False)
    yield context.new_page()
    context.close()


def kept(page: Page) -> str | None:
    """Return what the browser remembers of the map."""
    found: str | None = page.evaluate("localStorage.getItem('gouden-map')")
    return found


def save(page: Page) -> Locator:
    """The control of the case whose page this is."""
    return page.locator(".case__header .save__way")


def map_link(page: Page) -> Locator:
    return page.get_by_role("banner").get_by_role("link", name=re.compile("^Mijn map"))


def named(act: str, title: str) -> re.Pattern[str]:
    """Return how a link, a button or a box that does this with a case is called; a browser may put a space between."""
    return re.compile(rf"^{act} ?: {re.escape(title)}$")


def titles(page: Page) -> list[str]:
    return page.locator(".dossier__title a").all_inner_texts()


def test_a_question_becomes_a_note_in_fifteen_clicks_without_a_script(without_script: Page) -> None:
    page, clicks = without_script, 0

    def click(what: Locator) -> None:
        nonlocal clicks
        clicks += 1
        what.click()

    page.goto("/")
    page.locator("input").and_(page.get_by_label("Waar zoekt u een voorbeeld van?")).fill("dementie")
    click(page.get_by_role("main").get_by_role("button", name="Zoek"))
    click(page.locator(".cards h3 a").first)
    click(save(page))
    expect(page).to_have_url(re.compile(r"/map/\?v="))
    first = titles(page)
    assert len(first) == 1
    click(page.get_by_role("link", name="Zoek er meer"))
    click(page.get_by_role("checkbox", name=re.compile("^Kies ?: ")).nth(2))
    click(page.get_by_role("checkbox", name=re.compile("^Kies ?: ")).nth(3))
    click(page.get_by_role("button", name="Leg in mijn map"))
    expect(page.locator(".dossier__case")).to_have_count(3)
    assert titles(page)[0] == first[0]
    click(page.get_by_role("link", name="Vergelijk deze 3"))
    expect(page.get_by_role("table")).to_have_count(1)
    expect(page.get_by_role("columnheader")).to_have_count(4)
    click(page.get_by_role("link", name="Toon alleen verschillen"))
    click(page.get_by_role("link", name="Maak een notitie"))
    expect(page).to_have_url(re.compile(r"/map/notitie/\?v="))
    assert clicks <= 15


def test_ticks_survive_turning_pages_filtering_and_ordering_without_a_script(without_script: Page) -> None:
    page = without_script
    page.goto("/praktijkvoorbeelden/?kies=1&pageSize=10")
    title = page.locator(".cards h3 a").first.inner_text()
    page.get_by_role("checkbox", name=named("Kies", title)).check()
    page.get_by_role("button", name="Volgende bladzijde").click()
    expect(page).to_have_url(re.compile("page=2"))
    earlier = page.get_by_role("group", name="Eerder aangekruist").get_by_role("checkbox")
    expect(earlier).to_be_checked()
    expect(earlier).to_have_accessible_name(title)
    page.get_by_role("checkbox", name=re.compile("^Kies ?: ")).first.check()
    page.get_by_label("Volgorde:").select_option("titel")
    page.get_by_role("button", name="Zet op volgorde").click()
    expect(page).to_have_url(re.compile("sorteer=titel"))
    expect(page.locator("input[name=v]:checked")).to_have_count(2)
    page.get_by_role("checkbox", name=re.compile(r"^Portret \(")).check()
    page.get_by_role("button", name=SHOW).click()
    expect(page).to_have_url(re.compile("soort=portret"))
    expect(page.locator("input[name=v]:checked")).to_have_count(2)
    expect(page.get_by_label("Volgorde:")).to_have_value("titel")
    page.get_by_role("button", name="Vergelijk", exact=True).click()
    expect(page).to_have_url(re.compile(r"/vergelijken/\?v=[^&]+&v=[^&]+$"))


def test_a_map_is_put_in_order_and_emptied_without_a_script(without_script: Page) -> None:
    page = without_script
    page.goto(f"/map/?v={STARTPUNT}&v={AALTEN}&v={FACTLAB}")
    before = titles(page)
    page.get_by_role("link", name=named("Naar boven", before[2])).click()
    assert titles(page) == [before[0], before[2], before[1]]
    page.get_by_role("link", name=named("Haal weg", before[0])).click()
    assert titles(page) == [before[2], before[1]]
    expect(page.locator("#weggehaald")).to_be_focused()
    page.get_by_role("link", name="Zet terug").click()
    assert titles(page) == [before[2], before[1], before[0]]
    page.get_by_role("link", name="Wis deze map").click()
    expect(page.get_by_text("Uw map is nog leeg.")).to_be_visible()


def test_the_browser_remembers_what_is_saved_and_nothing_before(page: Page, context: BrowserContext) -> None:
    page.goto(CASE)
    assert kept(page) is None
    button = save(page)
    expect(button).to_have_attribute("aria-pressed", "false")
    expect(button).to_have_role("button")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    expect(button).to_have_text(re.compile("^Bewaard"))
    expect(page.locator(".save-said")).to_have_text("Bewaard. Uw map telt nu 1 voorbeeld.")
    expect(map_link(page)).to_have_text("Mijn map (1)")
    assert kept(page) == f'["{STARTPUNT}"]'

    page.goto("/themas/preventie/")
    card = page.locator(".card .save__way[aria-pressed=false]").first
    card.press("Enter")
    expect(map_link(page)).to_have_text("Mijn map (2)")
    map_link(page).click()
    expect(page.locator(".dossier__case")).to_have_count(2)
    expect(page.locator(".dossier__whose")).to_contain_text("Dit is uw map.")

    page.goto("/map/")
    expect(page).to_have_url(re.compile(rf"/map/\?v={STARTPUNT}&v="))
    page.goto(CASE)
    save(page).click()
    expect(save(page)).to_have_text(re.compile(r"^Bewaar\b"))
    expect(page.locator(".save-said")).to_have_text("Uit uw map gehaald. Uw map telt nu 1 voorbeeld.")
    assert context.cookies() == []


def test_what_is_done_on_ones_own_map_is_remembered(page: Page) -> None:
    page.goto("/")
    page.evaluate(f'localStorage.setItem(\'gouden-map\', \'["{STARTPUNT}", "{AALTEN}", "{FACTLAB}"]\')')
    page.goto("/map/")
    expect(page.locator(".dossier__case")).to_have_count(3)
    page.get_by_role("link", name=re.compile("^Naar boven ?: ")).last.click()
    expect(page.locator(".dossier__case").nth(1)).to_be_focused()
    assert kept(page) == f'["{STARTPUNT}","{FACTLAB}","{AALTEN}"]'
    page.get_by_role("link", name=re.compile("^Haal weg ?: ")).first.click()
    expect(page.locator("#weggehaald")).to_be_focused()
    assert kept(page) == f'["{FACTLAB}","{AALTEN}"]'
    expect(page.locator(".dossier__whose")).to_contain_text("Dit is uw map.")
    page.get_by_role("link", name="Wis deze map").click()
    expect(page.get_by_text("Uw map is nog leeg.")).to_be_visible()
    assert kept(page) is None
    page.get_by_role("link", name="Zet terug").click()
    expect(page.locator(".dossier__case")).to_have_count(2)
    assert kept(page) == f'["{FACTLAB}","{AALTEN}"]'


def test_a_map_of_somebody_else_leaves_ones_own_alone_until_asked(page: Page) -> None:
    page.goto("/")
    page.evaluate(f"localStorage.setItem('gouden-map', '[\"{STARTPUNT}\"]')")
    page.goto(f"/map/?v={AALTEN}&v={FACTLAB}")
    whose = page.locator(".dossier__whose")
    expect(whose).to_contain_text("Dit is een map die u kreeg. Uw eigen map telt 1 voorbeeld.")
    assert kept(page) == f'["{STARTPUNT}"]'
    page.get_by_role("link", name=re.compile("^Haal weg ?: ")).first.click()
    expect(page.locator(".dossier__case")).to_have_count(1)
    assert kept(page) == f'["{STARTPUNT}"]'
    page.go_back()
    page.get_by_role("button", name="Leg deze in mijn map").click()
    expect(whose).to_contain_text("Dit zijn 2 voorbeelden van de 3 in uw map.")
    expect(whose).to_be_focused()
    assert kept(page) == f'["{STARTPUNT}","{AALTEN}","{FACTLAB}"]'
    whose.get_by_role("link", name="Open uw hele map").click()
    expect(page.locator(".dossier__case")).to_have_count(3)
    expect(whose).to_contain_text("Dit is uw map.")


def test_a_full_map_takes_no_more_and_says_so(page: Page) -> None:
    page.goto(CASE)
    page.evaluate("localStorage.setItem('gouden-map', JSON.stringify([...Array(20).keys()].map(n => `nummer-${n}`)))")
    page.reload()
    save(page).click()
    expect(page.locator(".save-said")).to_contain_text("Uw map is vol: er passen 20 voorbeelden in.")
    expect(save(page)).to_have_attribute("aria-pressed", "false")
    assert STARTPUNT not in (kept(page) or "")


@pytest.mark.parametrize("value", ["geen json", "null", '{"a": 1}', '["<b>", 3, null, ""]', '"startpunt"'])
def test_what_another_script_left_in_the_storage_does_no_harm(page: Page, value: str) -> None:
    page.goto(CASE)
    page.evaluate("value => localStorage.setItem('gouden-map', value)", value)
    page.reload()
    expect(map_link(page)).to_have_text("Mijn map")
    save(page).click()
    assert kept(page) == f'["{STARTPUNT}"]'


def test_where_the_browser_keeps_nothing_the_links_stay(browser: Browser, site: str) -> None:
    context = browser.new_context(base_url=site, locale="nl-NL")
    context.add_init_script(
        "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('no', 'SecurityError'); }})"
    )
    page = context.new_page()
    found = complaints(page)
    page.goto(CASE)
    save(page).click()
    expect(page).to_have_url(re.compile(rf"/map/\?v={STARTPUNT}$"))
    expect(page.locator(".dossier__whose")).to_contain_text("zet er een bladwijzer bij")
    assert found == []
    context.close()


def test_where_the_storage_is_full_saving_opens_the_map_instead(page: Page) -> None:
    page.add_init_script("Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }")
    page.goto(CASE)
    save(page).click()
    expect(page).to_have_url(re.compile(rf"/map/\?v={STARTPUNT}$"))


def test_two_tabs_show_the_same_map(page: Page, context: BrowserContext) -> None:
    other = context.new_page()
    page.goto(CASE)
    other.goto(CASE)
    save(page).click()
    expect(save(other)).to_have_attribute("aria-pressed", "true")
    expect(map_link(other)).to_have_text("Mijn map (1)")
    other.goto("/map/")
    expect(other.locator(".dossier__case")).to_have_count(1)
    save(page).click()
    expect(other.get_by_text("Uw map is nog leeg.")).to_be_visible()


def test_what_is_ticked_in_the_list_is_laid_in_ones_own_map(page: Page) -> None:
    page.goto(CASE)
    save(page).click()
    page.goto("/praktijkvoorbeelden/?zoek=schulden")
    page.get_by_role("link", name="Kruis voorbeelden aan").click()
    boxes = page.get_by_role("checkbox", name=re.compile("^Kies ?: "))
    boxes.nth(0).check()
    boxes.nth(1).check()
    expect(page.locator(".choosing__count")).to_have_text("2 gekozen")
    page.get_by_role("link", name="Haal weg: Zoeken: schulden").click()
    expect(page.locator("input[name=v]:checked")).to_have_count(2)
    page.get_by_role("button", name="Leg in mijn map").click()
    expect(page.locator(".dossier__case")).to_have_count(3)
    expect(page.locator(".dossier__whose")).to_contain_text("Dit is uw map.")


def test_a_withdrawn_case_in_the_map_is_said_and_can_be_left_out(page: Page) -> None:
    page.goto("/")
    page.evaluate(f"localStorage.setItem('gouden-map', '[\"{STARTPUNT}\", \"{WITHDRAWN}\"]')")
    page.goto("/map/")
    expect(page.get_by_text("‘Ingetrokken voorbeeld’ is ingetrokken op")).to_be_visible()
    expect(page.locator(".dossier__whose")).to_contain_text("Dit is uw map.")
    page.get_by_role("link", name="Ga verder zonder").click()
    expect(page.get_by_text("‘Ingetrokken voorbeeld’")).to_have_count(0)
    assert kept(page) == f'["{STARTPUNT}"]'


def test_a_table_keeps_its_heads_in_sight(page: Page) -> None:
    for width in (SIZES["tablet"], SIZES["desktop"]):
        resize(page, width)
        page.goto(f"/vergelijken/?v={STARTPUNT}&v={AALTEN}&v={FACTLAB}")
        head = page.get_by_role("columnheader").nth(1)
        last = page.get_by_role("rowheader", name="Bronnen")
        page.locator(".comparison").evaluate("region => region.scrollIntoView()")
        last.evaluate("row => row.scrollIntoView({ block: 'nearest' })")
        expect(last).to_be_in_viewport()
        expect(head).to_be_in_viewport()


def test_on_a_phone_each_question_is_a_block_and_the_table_is_still_a_table(page: Page) -> None:
    resize(page, NARROWEST)
    page.goto(f"/vergelijken/?v={STARTPUNT}&v={AALTEN}")
    assert not overflows(page)
    table = page.get_by_role("table")
    expect(table.get_by_role("columnheader")).to_have_count(3)
    rows = table.get_by_role("row")
    expect(rows.nth(1).get_by_role("rowheader")).to_have_text("In één zin")
    expect(rows.nth(1).get_by_role("cell")).to_have_count(2)
    first, second = (rows.nth(1).get_by_role("cell").nth(at).bounding_box() for at in (0, 1))
    assert first
    assert second
    assert second["y"] >= first["y"] + first["height"] - 1
    assert violations(page) == []


def test_nothing_with_the_focus_is_under_the_head(page: Page) -> None:
    resize(page, SIZES["desktop"])
    page.goto(f"/vergelijken/?v={STARTPUNT}&v={AALTEN}&v={FACTLAB}")
    head = page.get_by_role("columnheader").nth(1)
    page.locator(".comparison__without a").last.focus()
    for _ in range(12):
        page.keyboard.press("Shift+Tab")
        box, over = page.locator(":focus").bounding_box(), head.bounding_box()
        assert box
        assert over
        assert box["y"] + box["height"] > over["y"] + over["height"]


@pytest.mark.parametrize("slugs", [(STARTPUNT, AALTEN), (STARTPUNT, AALTEN, FACTLAB, "austerlitz-zorgt-zeist")])
def test_a_printed_comparison_is_one_sheet_on_its_side(page: Page, slugs: tuple[str, ...]) -> None:
    page.goto(f"/vergelijken/?voor=0197&v={'&v='.join(slugs)}")
    paper = page.pdf(prefer_css_page_size=True)
    sheets = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", paper)
    assert len(sheets) == 1
    assert tuple(map(float, sheets[0])) == pytest.approx(A4_LANDSCAPE, abs=1)


@pytest.mark.parametrize("state", ["mine", "part", "received"])
def test_a_map_is_accessible_whosever_it_is(page: Page, state: str) -> None:
    own = {"mine": [STARTPUNT], "part": [STARTPUNT, AALTEN], "received": [AALTEN]}[state]
    page.goto("/")
    page.evaluate("own => localStorage.setItem('gouden-map', JSON.stringify(own))", own)
    for width in (NARROWEST, SIZES["desktop"]):
        resize(page, width)
        page.goto(f"/map/?v={STARTPUNT}")
        assert violations(page) == []
        assert not overflows(page)
