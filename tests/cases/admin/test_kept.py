"""What readers have seen, or a version names, cannot be deleted in the admin: not alone, in bulk or by a parent."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db.models import Model
from django.test import Client
from django.urls import reverse

from cases import publishing
from cases.models import Case
from tests.factories import (
    ArticleFactory,
    CaseFactory,
    CaseMunicipalityFactory,
    CitationFactory,
    ClaimFactory,
    ElementFactory,
    InitiativeFactory,
    MunicipalityFactory,
    ObstacleFactory,
    OrganisationFactory,
    ParticipationFactory,
    PersonFactory,
    PublicationFactory,
    RegionFactory,
    SpeakerFactory,
    ThemeFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def organisation_of_a_participant(case: Case) -> Model:
    return ParticipationFactory(case=case).organisation


def organisation_to_ask(case: Case) -> Model:
    case.contact = OrganisationFactory()
    case.save()
    return case.contact


def theme(case: Case) -> Model:
    case.themes.add(row := ThemeFactory())
    return row


def initiative(case: Case) -> Model:
    case.initiatives.add(row := InitiativeFactory())
    return row


def region(case: Case) -> Model:
    case.regions.add(row := RegionFactory())
    return row


def municipality(case: Case) -> Model:
    return CaseMunicipalityFactory(case=case, municipality=MunicipalityFactory()).municipality


def article(case: Case) -> Model:
    return CitationFactory(case=case, article=ArticleFactory()).article


def publication_of_an_article(case: Case) -> Model:
    return CitationFactory(case=case, article=ArticleFactory(publication=PublicationFactory())).article.publication


def speaker(case: Case) -> Model:
    return ClaimFactory(case=case, speaker=SpeakerFactory()).speaker


def person_who_speaks(case: Case) -> Model:
    return ClaimFactory(case=case, speaker=SpeakerFactory(person=PersonFactory())).speaker.person


def obstacle(case: Case) -> Model:
    return ClaimFactory(case=case, kind="obstakel", obstacle=ObstacleFactory()).obstacle


def element(case: Case) -> Model:
    found: Model = ElementFactory()
    ClaimFactory(case=case, elements=[found], article=ArticleFactory(), passage="alinea 1")
    return found


NAMED: list[Callable[[Case], Model]] = [
    organisation_of_a_participant,
    organisation_to_ask,
    theme,
    initiative,
    region,
    municipality,
    article,
    publication_of_an_article,
    speaker,
    person_who_speaks,
    obstacle,
    element,
]


@pytest.fixture
def client(client: Client) -> Client:
    client.force_login(UserFactory(is_superuser=True))
    return client


def url(row: Model, page: str, *args: Any) -> str:
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_{page}", args=args)


def tried_to_delete(client: Client, row: Model) -> list[str]:
    """Press the button on the row's own page and in the list, and return what the pages say."""
    chosen = {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"}
    return [
        client.get(url(row, "delete", row.pk)).content.decode(),
        client.post(url(row, "delete", row.pk), {"post": "yes"}, follow=True).content.decode(),
        client.post(url(row, "changelist"), chosen, follow=True).content.decode(),
    ]


def emptied(case: Case) -> None:
    """Take from a case all that it names but one source, and publish it again."""
    case.participations.all().delete()
    case.claims.all().delete()
    case.citations.exclude(pk=case.citations.earliest("pk").pk).delete()
    case.case_municipalities.exclude(pk=case.case_municipalities.earliest("pk").pk).delete()
    case.themes.set(case.themes.order_by("pk")[:1])
    case.regions.clear()
    case.initiatives.clear()
    case.contact = None
    case.save()
    publishing.publish(case=case, by=None)


@pytest.mark.parametrize("named", NAMED)
def test_what_a_version_names_stays_after_no_case_refers_to_it_any_more(
    client: Client, named: Callable[[Case], Model]
) -> None:
    case = CaseFactory(with_source=True, title="Ooit genoemd")
    row = named(case)
    publishing.publish(case=case, by=None)
    emptied(Case.objects.get(pk=case.pk))

    pages = tried_to_delete(client, row)

    assert type(row)._default_manager.filter(pk=row.pk).exists()
    if named not in {publication_of_an_article, person_who_speaks}:
        assert all("versie 1 van Ooit genoemd" in page for page in pages)


def test_what_no_version_names_can_go(client: Client) -> None:
    row, other = OrganisationFactory(slug="buurtkamer"), ThemeFactory(slug="buurtkamer")
    case = CaseFactory(with_source=True, themes=[other])
    publishing.publish(case=case, by=None)

    tried_to_delete(client, row)

    assert not type(row)._default_manager.filter(pk=row.pk).exists()


def test_nobody_deletes_a_case_past_the_bin(client: Client) -> None:
    case, shown = CaseFactory(), CaseFactory(with_source=True)
    publishing.publish(case=shown, by=None)

    for one in (case, shown):
        assert client.post(url(one, "delete", one.pk), {"post": "yes"}).status_code == 403
        client.post(url(one, "changelist"), {"action": "delete_selected", "_selected_action": [one.pk], "post": "yes"})

    assert set(Case.objects.all()) == {case, shown}


def test_who_wrote_a_version_stays_and_can_be_switched_off(client: Client) -> None:
    writer, other = UserFactory(username="mieke"), UserFactory()
    publishing.record_revision(case=CaseFactory(title="Van mieke"), by=writer)

    pages = tried_to_delete(client, writer)
    assert all("Van mieke" in page and "Zet het account uit" in page for page in pages)
    tried_to_delete(client, other)

    assert set(User.objects.filter(is_superuser=False)) == {writer}
