"""Every type of page of the admin, light and dark: accessible, each field named, and gone through by keyboard."""

from collections.abc import Iterator
from http import HTTPStatus
from typing import cast

import pytest
from django.contrib.auth.models import User
from django.db.models import Model
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from cases import publishing
from cases.models import Case, Submission, Synonym, Theme
from gouden.accounts.models import ApiKey
from tests.cases.admin.acts import World, name_of
from tests.cases.admin.test_lists import REGISTERED, addable
from tests.e2e.checks import NARROWEST, SIZES, complaints, overflows, resize, unfold, violations_in_both_schemes
from tests.e2e.reading_out import Ear, Said
from tests.e2e.test_keyboard import check_walk
from tests.factories import ArticleFactory, ThemeFactory, UserFactory

pytestmark = [pytest.mark.usefixtures("beside_the_browser"), pytest.mark.django_db(transaction=True)]


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def editor_page(browser: Browser, live_server: LiveServer) -> Iterator[Page]:
    """A window of an editor who may do everything; the browser has nothing to complain about."""
    client = Client()
    client.force_login(UserFactory(is_superuser=True, username="mieke"))
    context = browser.new_context(base_url=live_server.url, locale="nl-NL", reduced_motion="reduce")
    cookie = client.cookies["sessionid"]
    context.add_cookies([{"name": "sessionid", "value": cookie.value, "url": live_server.url}])
    page = context.new_page()
    found = complaints(page)
    yield page
    context.close()
    assert found == []


def one_of_each(world: World) -> dict[str, str]:
    """Return the address of a page of every type, by what it is."""

    def of(name: str, *args: object) -> str:
        return reverse(f"admin:{name}", args=args)

    case, changed = world.cases["published"], world.cases["changed"]
    question, for_board, answered = cast("list[Model]", [world.question, world.for_board, world.answered])
    return {
        "start": of("index"),
        "part": of("app_list", "cases"),
        "case": of("cases_case_change", case.pk),
        "new case": of("cases_case_add"),
        "cases": of("cases_case_changelist"),
        "history": of("cases_case_history", case.pk),
        "versions": of("cases_case_versions", changed.pk),
        "restore": of("cases_case_restore", changed.pk, 1),
        "read along": of("cases_case_reading", case.pk),
        "withdraw": of("cases_case_withdraw", case.pk),
        "bin": of("cases_case_bin"),
        "import": of("cases_case_import"),
        "imported": of("cases_fileimport_change", world.imported.pk),
        "undo import": of("cases_fileimport_undo", world.imported.pk),
        "theme": of("cases_theme_change", world.rows[Theme].pk),
        "delete": of("cases_synonym_delete", world.rows[Synonym].pk),
        "submissions": of("cases_submission_changelist"),
        "submission": of("cases_submission_change", question.pk),
        "refuse": of("cases_submission_refuse", world.rows[Submission].pk),
        "place": of("cases_submission_place", for_board.pk),
        "erase": of("cases_submission_erase_sender"),
        "inquiry": of("cases_inquiry_change", answered.pk),
        "jobs": of("cases_job_changelist"),
        "key": of("accounts_apikey_change", world.rows[ApiKey].pk),
        "accounts": of("auth_user_changelist"),
        "account": of("auth_user_change", world.rows[User].pk),
        "password": of("password_change"),
        "group": of("auth_group_add"),
    }


def every(world: World, client: Client) -> dict[str, str]:
    """Return the address of the list, the forms and the history of every kind of row."""
    client.force_login(cast("User", UserFactory(is_superuser=True)))
    found = {}
    for model in REGISTERED:
        name, row = name_of(model), world.rows.get(model)
        found[f"{name} list"] = reverse(f"admin:{name}_changelist")
        if addable(client, model):
            found[f"{name} add"] = reverse(f"admin:{name}_add")
        if row:
            found[f"{name} form"] = reverse(f"admin:{name}_change", args=[row.pk])
            found[f"{name} history"] = reverse(f"admin:{name}_history", args=[row.pk])
            delete = reverse(f"admin:{name}_delete", args=[row.pk])
            if client.get(delete).status_code == HTTPStatus.OK:
                found[f"{name} delete"] = delete
    return found


def check(page: Page, ear: Ear, address: str) -> list[str]:
    """Return what is wrong with a page in both schemes, with all of it unfolded."""
    answer = page.goto(address)
    assert answer
    assert answer.status == 200, address
    unfold(page)
    found = ear.unnamed() + violations_in_both_schemes(page)
    resize(page, NARROWEST)
    if overflows(page):
        found.append("scrolls sideways on the narrowest screen")
    resize(page, SIZES["desktop"])
    return found


# The rest of the types are made of the same parts; .ci/deep asks them all, of every kind of row.
IN_THE_GATE = (
    *("start", "case", "cases", "history", "versions", "withdraw", "import", "delete", "submissions", "submission"),
    *("place", "account", "password", "group"),
)


def test_a_page_of_every_type_is_accessible(editor_page: Page, world: World) -> None:
    ear, addresses = Ear(editor_page), one_of_each(world)
    wrong = [f"{name}: {line}" for name in IN_THE_GATE for line in check(editor_page, ear, addresses[name])]
    assert not wrong, "\n".join(wrong)


@pytest.mark.deep
def test_every_page_of_every_kind_of_row_is_accessible(editor_page: Page, world: World, client: Client) -> None:
    ear, addresses = Ear(editor_page), one_of_each(world) | every(world, client)
    wrong = [f"{name}: {line}" for name, address in addresses.items() for line in check(editor_page, ear, address)]
    assert not wrong, "\n".join(wrong)


WALKED = ("start", "case", "cases", "history", "withdraw", "import", "delete", "submission")


def test_the_tab_key_goes_through_every_type_of_page_in_order_and_in_sight(editor_page: Page, world: World) -> None:
    addresses = one_of_each(world)
    for name in WALKED:
        editor_page.goto(addresses[name])
        editor_page.wait_for_load_state()
        check_walk(editor_page, one_column=False)


def test_a_case_that_cannot_be_saved_takes_its_writer_to_each_field(editor_page: Page, world: World) -> None:
    """From the summary to a field of the case, to one that is searched, and to one of a row."""
    case: Case = world.cases["drafted"]
    publishing.record_revision(case=case, by=None)
    page, ear = editor_page, Ear(editor_page)
    page.goto(reverse("admin:cases_case_change", args=[case.pk]))
    page.locator("#id_title").fill("")
    page.locator("#claims-group .add-row a").click()
    page.locator("#case_municipalities-group .add-row a").click()
    page.locator("#id_case_municipalities-0-role").select_option(index=1)
    page.get_by_role("button", name="Opslaan", exact=True).first.click()

    expect(page.get_by_role("alert")).to_be_focused()
    assert page.title().startswith("Fout: ")
    heard = ear.focused()
    assert heard.role == "alert"
    ear.reach("link", "Vul ‘Titel’ in.")
    page.keyboard.press("Enter")
    title = ear.focused()
    assert (title.role, title.name.rstrip(":"), title.states["invalid"]) == ("textbox", "Titel", "true")
    assert "Vul ‘Titel’ in." in title.description


def test_a_case_is_written_and_published_by_keyboard(editor_page: Page, world: World) -> None:
    """By what is read out: fields, choices that are searched, a row of a table, the button, and what came of it."""
    page, ear = editor_page, Ear(editor_page)
    theme, source = "Eenzaamheid", "Samen aan tafel"
    ThemeFactory(name=theme)
    ArticleFactory(title=source)
    page.goto(reverse("admin:cases_case_add"))
    for name, text in (("Titel", "Samen eten"), ("Samenvatting", "Buren koken voor elkaar."), ("Aanpak", "Dinsdags.")):
        ear.reach("textbox", name)
        page.keyboard.type(text)
    page.locator("#id_title").focus()
    search(ear, ear.reach("searchbox", "Thema"), theme)
    for table, field, found in (
        ("case_municipalities", "Gemeente", str(world.somewhere.name)),
        ("citations", "Artikel", source),
    ):
        page.locator(f"#{table}-group .add-row a").focus()
        page.keyboard.press("Enter")
        page.locator(f"#{table}-0 td").first.evaluate("cell => { cell.tabIndex = -1; cell.focus(); }")
        search(ear, ear.reach("combobox", field), found)
    page.get_by_role("button", name="Opslaan en publiceren").first.focus()
    assert ear.focused().role == "button"
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").filter(has_text="Samen eten")).to_be_visible()


def search(ear: Ear, field: Said, text: str) -> None:
    """Open a choice that is searched, type, and take the first suggestion."""
    if field.role == "combobox":
        assert field.states["expanded"] is False
        ear.page.keyboard.press("Enter")
        expect(ear.page.locator(".select2-search__field:focus")).to_be_visible()
        assert ear.focused().role == "searchbox"
        assert ear.focused().name == field.name.split(" ")[0]
    ear.page.keyboard.type(text)
    expect(ear.page.get_by_role("option", name=text).first).to_be_visible()
    ear.page.keyboard.press("Enter")
