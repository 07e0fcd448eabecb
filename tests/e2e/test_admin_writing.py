"""Writing in the admin, in a real browser: nothing typed is lost, and two editors do not overwrite each other."""

import re
from collections.abc import Callable, Iterator

import pytest
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from cases import publishing
from cases.editorial import preview_links
from cases.models import Case
from tests.e2e.checks import SIZES, complaints, overflows, resize, unfold, violations_in_both_schemes
from tests.factories import CaseFactory, ClaimFactory, UserFactory

pytestmark = [pytest.mark.usefixtures("beside_the_browser"), pytest.mark.django_db(transaction=True)]

PASSWORD = "vier-losse-woorden-hier"
SignIn = Callable[[User], Page]
# Django's admin fades its colours; what is measured in between is neither light nor dark.
STILL = """() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync('* { transition: none !important; }');
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}"""


@pytest.fixture
def sign_in(browser: Browser, live_server: LiveServer) -> Iterator[SignIn]:
    """Opens a window of an editor; every window has a browser of its own."""
    contexts, found = [], []

    def open_window(user: User) -> Page:
        context = browser.new_context(base_url=live_server.url, locale="nl-NL", reduced_motion="reduce")
        contexts.append(context)
        client = Client()
        client.force_login(user)
        cookie = client.cookies["sessionid"]
        context.add_cookies([{"name": "sessionid", "value": cookie.value, "url": live_server.url}])
        page = context.new_page()
        found.append(complaints(page))
        return page

    yield open_window
    for context in contexts:
        context.close()
    assert [line for lines in found for line in lines] == []


@pytest.fixture
def mieke() -> User:
    user: User = UserFactory(is_superuser=True, username="mieke", first_name="Mieke", last_name="Jansen")
    user.set_password(PASSWORD)
    user.save()
    return user


@pytest.fixture
def case() -> Case:
    case: Case = CaseFactory(with_source=True, title="Buurtkamers", approach="Buren koken elke week samen.")
    ClaimFactory(case=case, text="Honderd bewoners doen mee.")
    publishing.record_revision(case=case, by=None)
    return case


def form(case: Case) -> str:
    return reverse("admin:cases_case_change", args=[case.pk])


def offer(page: Page) -> object:
    return page.get_by_text(re.compile(r"^U typte hier op \d+ \w+ om \d\d:\d\d iets dat niet is opgeslagen"))


def save(page: Page) -> None:
    page.get_by_role("button", name="Opslaan", exact=True).first.click()


def write(page: Page) -> None:
    """Type in a field, add a claim with a speaker to choose, and wait until the browser keeps it."""
    page.locator("#id_title").fill("Buurtkamers in Aalten")
    page.locator("#claims-group .add-row a").click()
    page.locator("#id_claims-1-text").fill("Nieuw, en nergens bewaard.")
    page.locator("#id_claims-1-kind").select_option("resultaat")
    kept = "() => Object.values(localStorage).join().includes('nergens bewaard')"
    expect(page.locator("body")).to_be_visible()
    page.wait_for_timeout(1200)
    assert page.evaluate(kept)


def test_what_was_typed_is_offered_back_after_the_session_ended(sign_in: SignIn, mieke: User, case: Case) -> None:
    page = sign_in(mieke)
    page.goto(form(case))
    write(page)
    Session.objects.all().delete()
    save(page)
    page.locator("#id_username").fill("mieke")
    page.locator("#id_password").fill(PASSWORD)
    page.locator("#id_password").press("Enter")

    expect(page.locator("#id_title")).to_have_value("Buurtkamers")
    expect(offer(page)).to_be_visible()  # type: ignore[arg-type]
    page.get_by_role("button", name="Zet terug").click()

    expect(page.locator("#id_title")).to_have_value("Buurtkamers in Aalten")
    expect(page.locator("#id_claims-1-text")).to_have_value("Nieuw, en nergens bewaard.")
    assert case.revisions.count() == 1
    save(page)
    expect(page).to_have_url(re.compile(r"/admin/cases/case/(\?.*)?$"))
    assert sorted(case.claims.values_list("text", flat=True)) == [
        "Honderd bewoners doen mee.",
        "Nieuw, en nergens bewaard.",
    ]
    page.goto(form(case))
    expect(page.locator("#id_title")).to_have_value("Buurtkamers in Aalten")
    expect(offer(page)).to_have_count(0)  # type: ignore[arg-type]
    assert page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('gouden')).length") == 0


def test_it_is_offered_in_a_new_case_too_thrown_away_on_request_and_never_shown_to_a_colleague(
    sign_in: SignIn, mieke: User
) -> None:
    page = sign_in(mieke)
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(reverse("admin:cases_case_add"))
    page.locator("#id_title").fill("Nog geen naam")
    page.wait_for_timeout(1200)
    page.reload()
    expect(offer(page)).to_be_visible()  # type: ignore[arg-type]

    colleague = Client()
    colleague.force_login(UserFactory(is_superuser=True, username="jan"))
    mine = page.context.cookies()
    page.context.add_cookies(
        [{"name": "sessionid", "value": colleague.cookies["sessionid"].value, "url": page.url.partition("/admin")[0]}]
    )
    page.reload()
    expect(page.locator("#id_title")).to_be_visible()
    expect(offer(page)).to_have_count(0)  # type: ignore[arg-type]

    page.context.add_cookies(mine)  # type: ignore[arg-type]
    page.reload()
    page.get_by_role("button", name="Gooi weg").click()
    page.reload()
    expect(page.locator("#id_title")).to_have_value("")
    expect(offer(page)).to_have_count(0)  # type: ignore[arg-type]


def test_the_second_of_two_editors_chooses_and_loses_nothing(sign_in: SignIn, mieke: User, case: Case) -> None:
    hers, his = sign_in(mieke), sign_in(UserFactory(is_superuser=True, username="jan"))
    his.goto(form(case))
    his.locator("#id_approach").fill("Buren koken elke maand samen.\n\nEn ruimen samen op.")
    his.locator("#id_lessons").fill("Begin klein.")
    hers.goto(form(case))
    hers.locator("#id_approach").fill("Buren koken elke dag samen.")
    hers.locator("#id_place").fill("De Pol")
    save(hers)
    expect(hers).to_have_url(re.compile(r"/admin/cases/case/(\?.*)?$"))

    save(his)

    asked = his.get_by_role("region", name="Intussen is dit voorbeeld ook ergens anders bewaard")
    expect(asked).to_contain_text("bewaard door Mieke Jansen")
    expect(his.locator("#id_approach")).to_have_value("Buren koken elke maand samen.\n\nEn ruimen samen op.")
    expect(his.locator("#id_place")).to_have_value("De Pol")
    expect(offer(his)).to_have_count(0)  # type: ignore[arg-type]
    his.evaluate(STILL)
    for size in ("phone", "desktop"):
        resize(his, SIZES[size])
        wide = asked.evaluate("section => section.scrollWidth > section.clientWidth")
        assert not wide, size
        assert [found for found in violations_in_both_schemes(his) if "collision" in found] == []
    asked.get_by_role("radio", name="Neem wat bewaard is (Mieke Jansen)").check()
    save(his)
    expect(his).to_have_url(re.compile(r"/admin/cases/case/(\?.*)?$"))
    case.refresh_from_db()
    assert (case.approach, case.lessons, case.place) == ("Buren koken elke dag samen.", "Begin klein.", "De Pol")
    assert case.revisions.count() == 3


def test_the_pages_about_versions_are_accessible_on_a_phone_and_a_desktop(
    sign_in: SignIn, mieke: User, case: Case
) -> None:
    case.title, case.approach = "Buurtkamers in Aalten", "Buren koken elke dag samen."
    case.save()
    case.claims.all().delete()
    revision = publishing.record_revision(case=case, by=mieke, note="Na een gesprek met de gemeente")
    page = sign_in(mieke)
    addresses = [
        reverse("admin:cases_case_versions", args=[case.pk]),
        reverse("admin:cases_case_restore", args=[case.pk, 1]),
        reverse("admin:cases_case_reading", args=[case.pk]),
        reverse("reading", args=[preview_links.token(revision)]),
    ]
    for address in addresses:
        page.goto(address)
        page.evaluate(STILL)
        unfold(page)
        for size in ("phone", "desktop"):
            resize(page, SIZES[size])
            assert not overflows(page), (address, size)
            assert violations_in_both_schemes(page) == [], (address, size)
