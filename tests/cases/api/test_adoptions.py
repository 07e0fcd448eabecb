"""Who took over what, for partners."""

import datetime
from typing import Any

import pytest
from django.test import Client
from django.utils.timezone import localdate

from cases import publishing
from cases.models import PublicationEvent, PublishedCase
from tests.factories import (
    AdoptionFactory,
    ArticleFactory,
    CaseFactory,
    MunicipalityFactory,
    PublicationFactory,
    PublishedCaseFactory,
)

pytestmark = pytest.mark.django_db
LIST = "/api/v1/navolgingen"
BASE = "https://gouden.test"


def results(client: Client, query: str = "") -> list[Any]:
    response = client.get(LIST + query)
    assert response.status_code == 200, response.content
    found: list[Any] = response.json()["resultaten"]
    return found


def test_a_confirmed_one_shows_all_of_it_and_no_mailbox(client: Client) -> None:
    case = PublishedCaseFactory(case__title="BUUV").case
    borne = MunicipalityFactory(name="Borne", cbs_code="0147")
    adoption = AdoptionFactory(case=case, municipality=borne, confirmed=True, mailbox="info@borne.example")
    publishing.refresh(referring_to=adoption)

    told = {
        "id": str(adoption.identifier),
        "url": f"{BASE}/id/navolging/{adoption.identifier}",
        "door": "Borne",
        "gemeente": {
            "id": "GM0147",
            "code": "0147",
            "naam": "Borne",
            "provincie": borne.province.name,
            "bestaatTot": None,
            "url": BASE + borne.get_absolute_url(),
        },
        "regio": None,
        "stand": "loopt",
        "jaar": None,
        "begonnenIn": 2024,
        "toelichting": "",
        "watAnders": "Wij doen het met vrijwilligers.",
        "bevestigdDoor": "beleidsadviseur",
        "bevestigdOp": "2026-11-20",
        "magGevraagdWorden": True,
        "bron": None,
    }
    whole = told | {
        "voorbeeld": {
            "id": str(case.identifier),
            "slug": "buuv",
            "titel": "BUUV",
            "url": f"{BASE}/praktijkvoorbeelden/buuv/",
        }
    }
    assert results(client) == [whole]
    assert client.get(f"{LIST}/{adoption.identifier}").json() == whole
    assert client.get("/api/v1/praktijkvoorbeelden/buuv").json()["navolgingen"] == [told]


def test_the_source_is_named_with_its_publishers(client: Client) -> None:
    publication = PublicationFactory(title="Lokale kracht", year=2014)
    article = ArticleFactory(title="Ruilen", publication=publication)
    AdoptionFactory(case=PublishedCaseFactory().case, article=article, passage="p. 2", year=2013)

    (found,) = results(client)

    assert (found["bron"]["titel"], found["bron"]["passage"], found["jaar"]) == ("Ruilen", "p. 2", 2013)
    assert found["bron"]["publicatie"]["titel"] == "Lokale kracht"
    assert (found["bevestigdDoor"], found["bevestigdOp"]) == ("", None)


def test_they_are_found_by_case_municipality_stage_and_whether_they_said_it_themselves(client: Client) -> None:
    first, second = (PublishedCaseFactory(case__slug=slug).case for slug in ("een", "twee"))
    told = AdoptionFactory(case=first, status="verkend")
    said = AdoptionFactory(case=second, confirmed=True, municipality=MunicipalityFactory(cbs_code="0147"))

    def found(query: str) -> set[str]:
        return {row["id"] for row in results(client, query)}

    assert found("?praktijkvoorbeeld=een") == {str(told.identifier)}
    assert found("?gemeente=0147") == {str(said.identifier)}
    assert found("?stand=verkend&stand=loopt") == {str(told.identifier), str(said.identifier)}
    assert found("?bevestigd=ja") == {str(said.identifier)}
    assert found("?bevestigd=nee") == {str(told.identifier)}
    refused = client.get(f"{LIST}?praktijkvoorbeeld=geheim&stand=misschien&kleur=rood").json()["invalidParams"]
    assert {one["name"] for one in refused} == {"praktijkvoorbeeld", "stand", "kleur"}


def test_of_what_is_not_public_nothing_is_told(client: Client) -> None:
    draft = AdoptionFactory(case=CaseFactory())
    gone = AdoptionFactory(case=PublishedCaseFactory().case)
    publishing.withdraw(case=gone.case, by=None, reason="Klopte niet.")

    assert results(client) == []
    assert client.get(f"{LIST}/{draft.identifier}").status_code == 404
    refused = client.get(f"{LIST}/{gone.identifier}")
    assert refused.status_code == 410
    assert refused.json()["detail"] == "Het voorbeeld is ingetrokken. Klopte niet."
    assert client.get(f"/id/navolging/{draft.identifier}").status_code == 404
    assert client.get(f"/id/navolging/{gone.identifier}").status_code == 410


def test_a_change_of_one_is_a_change_of_its_case(client: Client) -> None:
    case = PublishedCaseFactory().case
    before = PublicationEvent.objects.filter(case=case).count()
    adoption = AdoptionFactory(case=case)
    assert adoption.added_on == localdate()

    publishing.refresh(referring_to=adoption)
    publishing.refresh(referring_to=adoption.municipality)
    adoption.confirmed_by, adoption.confirmed_on = "gemeente Borne", datetime.date(2026, 11, 20)
    adoption.save()
    publishing.refresh(referring_to=adoption)

    kinds = PublicationEvent.objects.filter(case=case).order_by("number").values_list("kind", flat=True)
    assert [*kinds][before:] == ["gewijzigd", "gewijzigd"]
    assert PublishedCase.objects.get(case=case).record["navolgingen"][0]["bevestigdDoor"] == "gemeente Borne"


@pytest.mark.parametrize("number", [1, 6])
def test_it_takes_the_same_queries_however_many_there_are(
    client: Client, number: int, django_assert_num_queries: Any
) -> None:
    for _ in range(number):
        AdoptionFactory(case=PublishedCaseFactory().case)

    # The version twice, the number, the adoptions and the publishers.
    with django_assert_num_queries(5):
        results(client)
