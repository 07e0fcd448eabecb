"""The bin in the admin: throwing away, what is in it, and the ways back and out; and no other page shows it."""

import re
from typing import Any

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import User
from django.test import Client
from django.urls import NoReverseMatch, reverse

from cases import publishing
from cases.editorial import preview_links
from cases.editorial.quality import duplicates
from cases.editorial.roles import ROLES
from cases.models import Case, Revision
from gouden.accounts import groups
from tests.cases.admin.admin_forms import confirmed, typed
from tests.cases.situations import binned, drafted, looked_at, published, reread, submitted
from tests.editors import member_of
from tests.factories import CaseFactory, CaseLinkFactory, ClaimFactory, ClaimLinkFactory, MunicipalityFactory
from tests.test_leaks import everything_public

pytestmark = pytest.mark.django_db

BIN = reverse("admin:cases_case_bin")
LIST = reverse("admin:cases_case_changelist")


@pytest.fixture
def writer() -> User:
    groups.grant(apps, ROLES)
    return member_of("redacteur")


@pytest.fixture
def client(client: Client, writer: User) -> Client:
    client.force_login(writer)
    return client


def url(page: str, case: Case) -> str:
    return reverse(f"admin:cases_case_{page}", args=[case.pk])


def said(page: Any) -> str:
    return " ".join(str(message) for message in page.context["messages"])


def text_of(page: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.content.decode()))


def test_a_draft_goes_to_the_bin_by_a_button_and_comes_back_by_one(client: Client, writer: User) -> None:
    case = drafted()
    assert "Gooi weg" in text_of(client.get(url("change", case)))

    page = client.post(url("throw_away", case), looked_at(case), follow=True)
    assert page.redirect_chain[-1][0] == LIST
    assert "ligt in de prullenbak. Na 30 dagen wordt het voorgoed gewist." in said(page)
    assert "Prullenbak (1)" in text_of(page)

    shown = text_of(client.get(BIN))
    assert f"{case} Praktijk, weggegooid op" in shown
    assert f"door {writer}. Wordt gewist op" in shown
    assert "Wis voorgoed" not in shown

    page = client.post(url("take_back", case), looked_at(case), follow=True)
    assert page.redirect_chain[-1][0] == url("change", case)
    assert "is terug uit de prullenbak, als concept" in said(page)


def test_who_may_erases_it_at_once_after_a_question(client: Client) -> None:
    client.force_login(member_of("eindredacteur"))
    case = binned()
    address = url("erase", case)
    assert address in client.get(BIN).content.decode()

    asked = client.get(address)
    assert "Dat kan niet ongedaan worden gemaakt" in text_of(asked)
    assert Case.objects.filter(pk=case.pk).exists()

    page = client.post(address, typed(asked, "ask_form"), follow=True)
    assert f"‘{case}’ is voorgoed gewist." in said(page)
    assert not Case.objects.exists()
    assert not Revision.objects.exists()


def test_what_keeps_it_from_being_erased_stands_beside_it(client: Client) -> None:
    case = binned()
    ClaimLinkFactory(a__case=CaseFactory(title="Elders"), b__case=case)

    shown = text_of(client.get(BIN))
    assert "Hiernaar verwijst nog: ‘Elders’. Zolang dat zo is, wordt het niet gewist." in shown


def test_many_are_thrown_away_together_each_as_it_may(client: Client) -> None:
    cases = [drafted(), submitted(), published()]
    chosen = {"action": "throw_away_selected", "_selected_action": [case.pk for case in cases]}

    page = client.post(LIST, chosen, follow=True)
    found = {group.heading: [one.case for one in group.shown] for group in page.context["groups"]}
    assert {name: set(some) for name, some in found.items()} == {
        "Gaat naar de prullenbak": set(cases[:2]),
        "Kan niet": {cases[2]},
    }
    assert "Dit is openbaar geweest" in text_of(page)

    done = confirmed(client, page)
    assert "Weggegooid (2)" in said(done)
    assert [reread(case).state for case in cases] == ["weggegooid", "weggegooid", "gepubliceerd"]


def test_a_form_that_was_open_leads_to_the_bin_and_the_browser_keeps_what_was_typed(client: Client) -> None:
    case = drafted()
    data = typed(client.get(url("change", case)), "case_form")
    publishing.throw_away(case=case, by=None)

    answer = client.post(url("change", case), data | {"title": "Nieuwe titel", "_save": "1"})

    assert answer.headers["Location"] == BIN
    assert "opgeslagen" not in answer.cookies
    assert "Er is niets bewaard" in said(client.get(BIN))
    assert reread(case).title == case.title


def test_it_has_no_page_but_that_of_the_bin(client: Client) -> None:
    case = binned()
    for page in ("preview", "versions", "reading"):
        assert client.get(url(page, case)).status_code == 404
    assert client.get(reverse("admin:cases_case_restore", args=[case.pk, 1])).status_code == 404
    assert client.get(url("change", case)).headers["Location"] == BIN


# --- Nowhere else ------------------------------------------------------------------------------------------------


def everything_inside(client: Client) -> dict[str, str]:
    """Return the text of every list of the admin, what it exports and suggests, and the start page, by address."""
    found = {"/admin/": client.get("/admin/").content.decode()}
    for model in admin.site._registry:
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        for page in ("changelist", "export"):
            try:
                address = reverse(f"{name}_{page}", args=["csv"] if page == "export" else [])
            except NoReverseMatch:
                continue
            for query in ("", "?q=geheim"):
                answer = client.get(address + query)
                text = b"".join(answer) if answer.streaming else answer.content
                found[address + query] = text.decode()
    for model, field in (("case", "part_of"), ("claimlink", "a"), ("adoption", "case")):
        query = f"?app_label=cases&model_name={model}&field_name={field}&term=geheim"
        found[field] = client.get(reverse("admin:autocomplete") + query).content.decode()
    return found


def test_it_is_in_no_list_search_suggestion_export_or_count_and_on_no_public_page(client: Client) -> None:
    client.force_login(member_of("beheerder"))
    place = MunicipalityFactory()
    other = CaseFactory(title="Anders", municipalities=[place])
    case = CaseFactory(title="GEHEIM plan", slug="geheim-plan", portrait=True, municipalities=[place], summary="GEHEIM")
    twin = CaseFactory(title="GEHEIM plan!", slug="geheim-twee")
    one = ClaimFactory(case=case, text="GEHEIM een", value=3, unit="euro")
    ClaimLinkFactory(a=one, b=ClaimFactory(case=case, text="GEHEIM twee"))
    CaseLinkFactory(case=case, url="https://geheim.example/")
    publishing.record_revision(case=other, by=None)
    publishing.record_revision(case=twin, by=None)
    revision = publishing.record_revision(case=case, by=None)
    link = reverse("reading", args=[preview_links.token(revision)])
    duplicates.refresh()
    assert sum("GEHEIM" in text for text in everything_inside(client).values()) > 8

    for one in (case, twin):
        publishing.throw_away(case=one, by=None)

    inside = everything_inside(client)
    # What was searched for stands on the page as it was typed.
    assert [address for address, text in inside.items() if "GEHEIM" in text or "geheim-" in text] == []
    assert client.get(link).status_code in {404, 410}
    assert [path for path, text in everything_public(client) if "geheim" in text.lower()] == []
