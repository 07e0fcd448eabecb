"""A figure typed in the admin, in a real browser: no wheel changes it, and it is said in words as it will be read."""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from cases.models import Case
from tests.e2e.checks import SIZES, complaints, overflows, resize, unfold, violations_in_both_schemes
from tests.factories import CaseFactory, ClaimFactory, UserFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(scope="module", autouse=True)
def _beside_the_browser(django_db_setup: None) -> Iterator[None]:
    """The browser's driver keeps an event loop in this thread; Django would refuse to ask the database anything."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        yield


@pytest.fixture
def case() -> Case:
    case: Case = CaseFactory(with_source=True, title="Buurtkamers")
    ClaimFactory(case=case, figure=True, text="Zoveel bewoners doen mee.")
    return case


@pytest.fixture(params=["nl-NL"])
def page(request: pytest.FixtureRequest, browser: Browser, live_server: LiveServer, case: Case) -> Iterator[Page]:
    """The form of `case` with its figures unfolded, opened by an editor whose browser has the language asked for."""
    context = browser.new_context(base_url=live_server.url, locale=request.param, reduced_motion="reduce")
    client = Client()
    client.force_login(UserFactory(is_superuser=True))
    session = client.cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    page = context.new_page()
    found = complaints(page)
    page.goto(reverse("admin:cases_case_change", args=[case.pk]))
    unfold(page)
    yield page
    context.close()
    assert found == []


def save(page: Page) -> None:
    page.get_by_role("button", name="Opslaan", exact=True).first.click()
    expect(page.locator(".messagelist")).to_be_visible()


# In English a number field of the browser takes "12,5" for 125.
@pytest.mark.parametrize("page", ["nl-NL", "en-US"], indirect=True)
def test_neither_a_wheel_nor_a_browsers_language_changes_a_figure(page: Page, case: Case) -> None:
    value, words = page.locator("#id_claims-0-value"), page.locator("#claims-0 .in-words")
    expect(value).to_have_value("100")
    expect(words).to_have_text("100 bewoners")
    value.click()
    for key in ("ArrowUp", "ArrowDown", "ArrowDown"):
        value.press(key)
    for _ in range(5):
        page.mouse.wheel(0, 120)
    expect(value).to_have_value("100")
    assert page.locator("input[type=number]").count() == 0

    value.fill("12,5")
    expect(words).to_have_text("12,5 bewoners")
    page.locator("#id_claims-0-qualifier").select_option("ruim")
    value.fill("1,500")
    expect(words).to_have_text("‘1,500’ is onduidelijk. Bedoelt u 1500 of 1,5?")
    value.fill("1.500")
    expect(words).to_have_text("ruim 1.500 bewoners")
    save(page)
    expect(page.locator(".messagelist")).to_contain_text("ruim 1.500 bewoners (‘Zoveel bewoners doen mee.’)")
    assert case.claims.get().value == 1500

    page.goto(reverse("admin:cases_case_change", args=[case.pk]))
    unfold(page)
    value.fill("12,5")
    save(page)
    assert str(case.claims.get().value) == "12.500"


def test_a_new_claim_says_its_figure_as_well_and_no_screen_is_too_narrow(page: Page) -> None:
    page.locator("#claims-group .add-row a").click()
    unfold(page)
    page.locator("#id_claims-1-value").fill("2.000")
    page.locator("#id_claims-1-unit").fill("euro")
    page.locator("#id_claims-1-value_until").fill("3.000")
    expect(page.locator("#claims-1 .in-words")).to_have_text("€\N{NO-BREAK SPACE}2.000 tot €\N{NO-BREAK SPACE}3.000")
    expect(page.locator("#claims-0 .in-words")).to_have_text("100 bewoners")
    for size in ("phone", "desktop"):
        resize(page, SIZES[size])
        assert not overflows(page), size
    assert violations_in_both_schemes(page, within="#claims-group .field-in_words") == []
