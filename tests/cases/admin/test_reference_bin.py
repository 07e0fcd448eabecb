"""A reference row that no reader ever saw goes to the bin, comes back, and is erased for good with its versions."""

import datetime
import re
from typing import Any

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cases import publishing
from cases.editorial.roles import ROLES
from cases.models import Initiative, ReferenceRevision
from cases.publishing import NotAllowed
from cases.publishing.reference_verbs import keep_first
from gouden.accounts import groups
from tests.cases.admin.admin_forms import typed
from tests.cases.admin.transfer.files import csv_of, look
from tests.editors import member_of
from tests.factories import CaseFactory, InitiativeFactory, OrganisationFactory

pytestmark = pytest.mark.django_db

LIST, BIN = (reverse(f"admin:cases_initiative_{page}") for page in ("changelist", "bin"))


def signed_in(group: str) -> Client:
    client = Client()
    client.force_login(member_of(group))
    return client


@pytest.fixture
def writer() -> Client:
    groups.grant(apps, ROLES)
    return signed_in("redacteur")


@pytest.fixture
def chief(writer: Client) -> Client:
    return signed_in("eindredacteur")


def drafted(**more: Any) -> Initiative:
    row: Initiative = InitiativeFactory(name="Dubbel fonds", slug="dubbel-fonds", published_at=None, **more)
    keep_first(row)
    return row


def binned() -> Initiative:
    row = drafted()
    publishing.throw_away_row(row=row, by=None)
    row.refresh_from_db()
    return row


def url(page: str, row: Initiative) -> str:
    return reverse(f"admin:cases_initiative_{page}", args=[row.pk])


def text_of(page: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.content.decode()))


def test_a_writer_throws_a_draft_away_and_takes_it_back(writer: Client) -> None:
    row = drafted()
    assert "Gooi weg" in text_of(writer.get(url("change", row)))

    page = writer.post(url("throw_away", row), {"versie": 1}, follow=True)

    assert page.redirect_chain[-1][0] == LIST
    assert "ligt in de prullenbak. Na 30 dagen wordt het voorgoed gewist." in text_of(page)
    assert "Prullenbak (1)" in text_of(page)
    assert page.context["cl"].result_count == 0
    shown = text_of(writer.get(BIN))
    assert "Dubbel fonds Initiatief, weggegooid op" in shown
    assert "Wordt gewist op" in shown
    assert "Wis voorgoed" not in shown
    offered = "?app_label=cases&model_name=case&field_name=initiatives&term=dubbel"
    assert writer.get(reverse("admin:autocomplete") + offered).json()["results"] == []
    for name in ("versions", "publish", "submit"):
        assert writer.get(url(name, row)).status_code in {403, 404}

    page = writer.post(url("take_back", row), follow=True)

    assert page.redirect_chain[-1][0] == url("change", row)
    assert "is terug uit de prullenbak, als concept" in text_of(page)
    assert publishing.state_of(Initiative.objects.get()) == "concept"


def test_a_form_that_was_open_leads_to_the_bin_and_saves_nothing(writer: Client) -> None:
    row = drafted()
    form = typed(writer.get(url("change", row)), "initiative_form")
    publishing.throw_away_row(row=row, by=None)

    page = writer.post(url("change", row), form | {"name": "Anders", "_save": "1"})

    assert page.headers["Location"] == BIN
    assert Initiative.objects.get().name == "Dubbel fonds"
    page = look(writer, Initiative, csv_of(["adresnaam", "naam"], ["dubbel-fonds", "Anders"]))
    assert "Dit is weggegooid. U kunt het uit de prullenbak halen." in text_of(page)


def test_who_publishes_erases_it_at_once_with_its_versions(chief: Client) -> None:
    row = binned()
    assert "Dat kan niet ongedaan worden gemaakt" in text_of(chief.get(url("erase", row)))

    page = chief.post(url("erase", row), follow=True)

    assert "‘Dubbel fonds’ is voorgoed gewist." in text_of(page)
    assert not Initiative.objects.exists()
    assert not ReferenceRevision.objects.exists()


def test_what_was_public_or_is_named_is_not_thrown_away(writer: Client) -> None:
    public = InitiativeFactory()
    with pytest.raises(NotAllowed, match="Dit is openbaar en kan niet worden weggegooid"):
        publishing.throw_away_row(row=public, by=None)
    publishing.withdraw_row(row=public, by=None, reason="Dubbel.")
    with pytest.raises(NotAllowed, match="Dit is openbaar geweest"):
        publishing.throw_away_row(row=public, by=None)
    row = drafted()
    CaseFactory(title="Eerste fonds").initiatives.add(row)
    with pytest.raises(NotAllowed, match="Hiernaar verwijst nog: ‘Eerste fonds’"):
        publishing.throw_away_row(row=row, by=None)
    # Nobody deletes it past the bin.
    assert signed_in("eindredacteur").post(url("delete", row), {"post": "yes"}).status_code == 403


def test_after_thirty_days_it_is_erased_unless_something_names_it(writer: Client) -> None:
    row = binned()
    organisation = OrganisationFactory(published_at=None)
    row.organisations.add(organisation)
    with pytest.raises(NotAllowed):
        publishing.throw_away_row(row=organisation, by=None)
    old = timezone.now() - datetime.timedelta(days=31)
    Initiative.objects.update(binned_at=old)
    case = CaseFactory()
    case.initiatives.add(row)
    assert publishing.erase_old_rows() == 0
    assert f"Hiernaar verwijst nog: ‘{case}’. Zolang dat zo is, wordt het niet gewist." in text_of(writer.get(BIN))

    publishing.record_revision(case=case, by=None)
    case.initiatives.clear()
    # What was saved stays readable.
    assert publishing.erase_old_rows() == 0

    case.revisions.all().delete()
    assert publishing.erase_old_rows() == 1
    assert not Initiative.objects.exists()
    assert not ReferenceRevision.objects.exists()
