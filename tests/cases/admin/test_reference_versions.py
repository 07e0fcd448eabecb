"""A reference row has versions: what a writer changes is a draft, and what readers see is what somebody published."""

from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from cases import publishing
from cases.models import Case, Initiative, ReferenceRevision
from municipalities.models import Organisation, ReferenceRow
from tests.cases.admin.admin_forms import typed
from tests.cases.admin.transfer.files import csv_of, read_in
from tests.factories import (
    CaseFactory,
    InitiativeFactory,
    InitiativeLinkFactory,
    MunicipalityFactory,
    OrganisationFactory,
    ParticipationFactory,
    ThemeFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def signed_in(group: str, name: str) -> Client:
    user: User = UserFactory(username=name)
    user.groups.add(Group.objects.get(name=group))
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def writer() -> Client:
    return signed_in("redacteur", "mieke")


@pytest.fixture
def chief() -> Client:
    return signed_in("eindredacteur", "jan")


@pytest.fixture
def case() -> Case:
    made: Case = CaseFactory(with_source=True)
    ParticipationFactory(case=made, organisation=OrganisationFactory(name="Figulus Zorg", slug="figulus"))
    publishing.publish(case=made, by=None)
    return made


@pytest.fixture
def organisation(case: Case) -> Organisation:
    return Organisation.objects.get(slug="figulus")


def url(row: ReferenceRow, page: str = "change") -> str:
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_{page}", args=[row.pk])


def opened(client: Client, row: ReferenceRow) -> dict[str, Any]:
    return typed(client.get(url(row)), f"{row._meta.model_name}_form")


def save(client: Client, row: ReferenceRow, **changes: Any) -> Any:
    return client.post(url(row), opened(client, row) | {"_save": "1"} | changes, follow=True)


def act(client: Client, row: ReferenceRow, verb: str, **said: Any) -> Any:
    seen = ReferenceRevision.objects.of(row).values_list("number", flat=True).first() or 0
    return client.post(url(row, verb), {"versie": seen} | said, follow=True)


def shown(row: ReferenceRow) -> str:
    return Client().get(row.get_absolute_url()).content.decode()  # type: ignore[attr-defined]


def test_a_writers_change_is_a_draft_until_somebody_publishes_it(
    writer: Client, chief: Client, case: Case, organisation: Organisation
) -> None:
    aalten = MunicipalityFactory(name="Aalten")
    said = save(writer, organisation, name="Figulus Welzijn", municipalities=[aalten.pk]).content.decode()

    assert "Organisatie bewaard als concept" in said
    assert "Een eindredacteur kan het publiceren." in said
    assert "Figulus Welzijn" not in shown(organisation)
    assert "Aalten" not in shown(organisation)
    organisation.refresh_from_db()
    assert (organisation.name, organisation.municipalities.count()) == ("Figulus Zorg", 0)
    form = opened(writer, organisation)
    assert (form["name"], form["municipalities"]) == (["Figulus Welzijn"], [str(aalten.pk)])

    act(writer, organisation, "submit", note="Nieuwe naam sinds januari.")
    page = chief.get(url(organisation)).content.decode()
    assert "Nieuwe naam sinds januari." in page
    assert "Een wijziging die openbaar wordt, verandert één openbaar voorbeeld" in page
    versions = chief.get(url(organisation, "versions")).content.decode()
    assert "Figulus <del>Zorg</del><ins>Welzijn</ins>" in versions
    assert "<strong>Toegevoegd:</strong> Aalten" in versions

    act(chief, organisation, "publish")

    assert "Figulus Welzijn" in shown(organisation)
    assert "Figulus Welzijn" in Client().get(case.get_absolute_url()).content.decode()
    assert publishing.differences() == []


def test_links_that_hang_on_a_row_wait_with_it(writer: Client, chief: Client) -> None:
    link = InitiativeLinkFactory(url="https://oud.example/")
    row: Initiative = link.initiative
    form = opened(writer, row)
    form |= {"links-TOTAL_FORMS": 2, "links-0-label": "De oude", "links-1-url": "https://nieuw.example/"}
    form |= {"links-1-label": "De nieuwe", "links-1-initiative": row.pk, "links-1-id": "", "_save": "1"}
    writer.post(url(row), form)

    assert [one.url for one in row.links.all()] == ["https://oud.example/"]
    again = opened(writer, row)
    assert again["links-1-url"] == ["https://nieuw.example/"]

    writer.post(url(row), again | {"links-0-label": "De oudste", "_save": "1"})
    act(chief, row, "publish")

    assert {(one.url, one.label) for one in row.links.all()} == {
        ("https://oud.example/", "De oudste"),
        ("https://nieuw.example/", "De nieuwe"),
    }


def test_a_form_that_is_not_right_changes_neither_the_row_nor_its_draft(
    writer: Client, organisation: Organisation
) -> None:
    save(writer, organisation, name="Figulus Welzijn")
    page = writer.post(url(organisation), opened(writer, organisation) | {"name": "", "_save": "1"})

    assert page.status_code == 200
    assert Organisation.objects.get(slug="figulus").name == "Figulus Zorg"
    assert ReferenceRevision.objects.of(organisation).count() == 2
    assert opened(writer, organisation)["name"] == ["Figulus Welzijn"]


def test_a_reviewer_sends_it_back_with_what_must_change(
    writer: Client, chief: Client, organisation: Organisation
) -> None:
    save(writer, organisation, name="Figulus Welzijn")
    act(writer, organisation, "submit", note="")
    assert "Schrijf wat er nog moet" in act(chief, organisation, "send_back", note=" ").content.decode()

    act(chief, organisation, "send_back", note="Noem de bron.")

    page = writer.get(url(organisation)).content.decode()
    assert "Noem de bron." in page
    assert "Teruggestuurd door jan" in page
    assert "Lever in ter beoordeling" in page


def test_a_chief_editor_saves_and_publishes_in_one_click_or_keeps_a_draft(
    chief: Client, organisation: Organisation
) -> None:
    save(chief, organisation, name="Figulus Welzijn")
    assert "Figulus Welzijn" in shown(organisation)

    save(chief, organisation, name="Figulus Wonen", _concept="1")
    assert "Figulus Wonen" not in shown(organisation)
    assert opened(chief, organisation)["name"] == ["Figulus Wonen"]


def test_the_last_publication_is_undone_in_one_click(chief: Client, case: Case, organisation: Organisation) -> None:
    save(chief, organisation, name="Verkeerd")
    assert "Verkeerd" in Client().get(case.get_absolute_url()).content.decode()
    assert "Draai de laatste publicatie terug" in chief.get(url(organisation)).content.decode()

    act(chief, organisation, "undo")

    assert "Figulus Zorg" in shown(organisation)
    assert "Verkeerd" not in Client().get(case.get_absolute_url()).content.decode()
    assert publishing.differences() == []
    assert [one.note for one in ReferenceRevision.objects.of(organisation)] == [
        "Publicatie van versie 2 teruggedraaid",
        "",
        "Zoals het was",
    ]


def test_an_older_version_comes_back_as_a_draft(writer: Client, chief: Client, organisation: Organisation) -> None:
    save(chief, organisation, name="Figulus Welzijn")
    page = reverse("admin:municipalities_organisation_restore", args=[organisation.pk, 1])
    assert "Figulus <del>Welzijn</del><ins>Zorg</ins>" in writer.get(page).content.decode()

    writer.post(page, {"gezien": 2})

    assert "Figulus Welzijn" in shown(organisation)
    assert opened(writer, organisation)["name"] == ["Figulus Zorg"]


def test_what_readers_see_elsewhere_is_not_withdrawn(chief: Client, organisation: Organisation) -> None:
    refused = act(chief, organisation, "withdraw", reason="Dubbel.").content.decode()
    assert "Lezers zien dit bij" in refused
    assert Organisation.objects.get(slug="figulus").is_public

    theme = ThemeFactory(name="Los thema")
    act(chief, theme, "withdraw", reason="Dubbel.")
    assert Client().get(theme.get_absolute_url()).status_code == 410
    act(chief, theme, "publish")
    assert Client().get(theme.get_absolute_url()).status_code == 200


def test_with_four_eyes_nobody_publishes_a_change_of_their_own(
    writer: Client, chief: Client, organisation: Organisation, settings: Settings
) -> None:
    settings.GOUDEN_FOUR_EYES = True
    save(chief, organisation, name="Eigen werk")
    assert "Eigen werk" not in shown(organisation)
    refused = act(chief, organisation, "publish").content.decode()
    assert "Wie een wijziging schrijft, publiceert haar niet zelf." in refused

    other = signed_in("eindredacteur", "piet")
    assert "Dit is nog niet ingeleverd." in act(other, organisation, "publish").content.decode()
    act(chief, organisation, "submit", note="")
    act(other, organisation, "publish")
    assert "Eigen werk" in shown(organisation)


def test_a_writer_has_no_way_to_publish(writer: Client, organisation: Organisation) -> None:
    save(writer, organisation, name="Figulus Welzijn")
    for verb in ("publish", "withdraw", "undo", "send_back"):
        assert act(writer, organisation, verb, reason="x", note="x").status_code == 403
    assert Organisation.objects.get(slug="figulus").name == "Figulus Zorg"

    new = (("adresnaam", "naam", "soort"), ("nieuwe-club", "Nieuwe club", "anders"))
    read_in(writer, Organisation, csv_of(*new))
    assert not Organisation.objects.get(slug="nieuwe-club").is_public


def test_a_file_of_a_writer_makes_a_draft(writer: Client, organisation: Organisation) -> None:
    read_in(writer, Organisation, csv_of(("adresnaam", "website"), ("figulus", "https://figulus.example/")))
    assert Organisation.objects.get(slug="figulus").website == ""
    assert opened(writer, organisation)["website"] == ["https://figulus.example/"]

    # Past what waits goes nobody.
    with pytest.raises(AssertionError, match="Van ‘Figulus Zorg’ wacht een concept"):
        read_in(writer, Organisation, csv_of(("adresnaam", "website"), ("figulus", "https://anders.example/")))


def test_a_row_is_not_published_before_what_it_names(chief: Client) -> None:
    row = InitiativeFactory(published_at=None, organisations=[OrganisationFactory(name="Nieuw", published_at=None)])
    refused = act(chief, row, "publish").content.decode()
    assert "‘Nieuw’ (organisatie) is nog niet openbaar." in refused
    said = save(chief, row).content.decode()
    assert "Bewaard als concept: ‘Nieuw’ (organisatie) is nog niet openbaar." in said
    assert not Initiative.objects.get(pk=row.pk).is_public
