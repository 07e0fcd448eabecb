"""Who learned from whom."""

import csv

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from cases import publishing
from cases.models import Adoption
from cases.outputs.exports.tables import AdoptionsFile
from tests.factories import (
    AdoptionFactory,
    ArticleFactory,
    CaseFactory,
    MunicipalityFactory,
    PublicationFactory,
    PublishedCaseFactory,
    RegionFactory,
)
from tests.reading import heading, links, main

pytestmark = pytest.mark.django_db
PAGE = "/navolging/"


def test_it_says_what_was_taken_over_by_whom_when_how_far_and_where_that_stands(client: Client) -> None:
    haarlem, zaanstad = MunicipalityFactory(name="Haarlem"), MunicipalityFactory(name="Zaanstad")
    case = PublishedCaseFactory(case__title="BUUV", case__municipalities=[haarlem]).case
    article = ArticleFactory(title="Ruilen", publication=PublicationFactory(title="Lokale kracht", year=2014))
    note = "Ook daar wordt geruild."
    told = {"case": case, "article": article, "passage": "2e alinea"}
    AdoptionFactory(municipality=zaanstad, year=2013, note=note, **told)
    AdoptionFactory(municipality=None, adopter="De buren", status="verkend", **told)

    response = client.get(PAGE)

    assert heading(response) == "Navolging"
    assert (
        "BUUV Haarlem Door: Zaanstad Jaar: 2013 Stand: ingevoerd Ook daar wordt geruild. "
        "Bron: Ruilen, Lokale kracht (2014), 2e alinea "
        "BUUV Haarlem Door: De buren Jaar: niet bekend Stand: verkend "
        "Bron: Ruilen, Lokale kracht (2014), 2e alinea"
    ) in main(response)
    there = f"/praktijkvoorbeelden/buuv/#{Adoption.objects.get(municipality=zaanstad).anchor}"
    assert {there, zaanstad.get_absolute_url()} <= set(links(response))
    assert PAGE in links(client.get("/praktijkvoorbeelden/buuv/"))


def test_who_confirmed_it_and_what_they_do_differently_stand_on_the_page_of_the_case_too(client: Client) -> None:
    case = PublishedCaseFactory(case__title="BUUV").case
    adoption = AdoptionFactory(
        case=case, municipality=MunicipalityFactory(name="Borne"), confirmed=True, mailbox="info@borne.example"
    )
    said = "Wat zij anders doen: Wij doen het met vrijwilligers. Bevestigd door beleidsadviseur op 20 november 2026."

    own, whole = (main(client.get(page)) for page in ("/praktijkvoorbeelden/buuv/", PAGE))

    assert f"Borne: loopt (begonnen in 2024) {said}" in own
    assert f"Door: Borne Jaar: begonnen in 2024 Stand: loopt {said}" in whole
    assert "2024 Navolging Borne, begonnen" in own
    assert "@borne" not in own + whole
    assert f'id="{adoption.anchor}"' in client.get("/praktijkvoorbeelden/buuv/").content.decode()


def test_one_that_was_withdrawn_is_nowhere_but_at_its_own_address(client: Client) -> None:
    case = PublishedCaseFactory(case__title="BUUV").case
    adoption = AdoptionFactory(case=case, note="Geheim.", withdrawn_because="Zij deden iets anders.")
    publishing.refresh(referring_to=adoption)

    for page in (PAGE, f"{PAGE}navolging.csv", "/praktijkvoorbeelden/buuv/", "/api/v1/praktijkvoorbeelden/buuv"):
        assert "Geheim." not in client.get(page).content.decode()
    there = client.get(adoption.lasting_path)
    assert there.status_code == 410
    assert "De reden dat zij weg is: Zij deden iets anders." in main(there)
    assert client.get(f"/api/v1/navolgingen/{adoption.identifier}").json()["detail"] == "Zij deden iets anders."


def test_they_stand_by_year_and_those_of_no_known_year_come_last(client: Client) -> None:
    case = PublishedCaseFactory().case
    for year in (2016, None, 2012):
        AdoptionFactory(case=case, municipality=None, adopter=f"Van {year}", year=year)

    shown = [one.adoption.adopter for one in client.get(PAGE).context["followed"]]

    assert shown == ["Van 2012", "Van 2016", "Van None"]


def test_of_what_is_not_public_nothing_is_told(client: Client) -> None:
    AdoptionFactory(case=CaseFactory(title="Nog geheim"), note="Geheim.")
    gone = PublishedCaseFactory(case__title="Geheim gebleken").case
    AdoptionFactory(case=gone, note="Ook geheim.")
    edited = PublishedCaseFactory(case__title="Openbare titel").case
    AdoptionFactory(case=edited)
    edited.title = "Geheime titel"
    edited.save()
    publishing.withdraw(case=gone, by=None, reason="Klopt niet.")

    for address in (PAGE, f"{PAGE}navolging.csv"):
        text = client.get(address).content.decode()
        assert "eheim" not in text
        assert "Openbare titel" in text


def test_it_says_so_when_there_are_none(client: Client) -> None:
    assert "Er is nog geen navolging vastgelegd." in main(client.get(PAGE))


def test_the_table_can_be_taken_along(client: Client) -> None:
    case = PublishedCaseFactory(case__title="BUUV", case__municipalities=[MunicipalityFactory(name="Haarlem")]).case
    region = RegionFactory(name="IJmond")
    article = ArticleFactory(title="Ruilen", publication=PublicationFactory(title="Lokale kracht", year=2014))
    adoption = AdoptionFactory(
        case=case, municipality=None, region=region, year=2013, note="=1+1", article=article, passage="p. 2"
    )

    answer = client.get(f"{PAGE}navolging.csv")

    assert answer["Content-Disposition"] == 'attachment; filename="gouden-navolging.csv"'
    [row] = csv.DictReader(answer.content.decode().splitlines())
    assert row == {
        "voorbeeldId": str(case.identifier),
        "voorbeeldSlug": "buuv",
        "voorbeeld": "BUUV",
        "gemeenten": "Haarlem",
        "overnemer": str(region),
        "overnemerCode": "",
        "jaar": "2013",
        "stand": adoption.status,
        "toelichting": "=1+1",
        "artikel": "Ruilen",
        "publicatie": "Lokale kracht",
        "publicatieJaar": "2014",
        "passage": "p. 2",
        "begonnenIn": "",
        "watAnders": "",
        "bevestigdDoor": "",
        "bevestigdOp": "",
        "id": str(adoption.identifier),
    }


def test_the_codebook_says_what_each_column_of_that_table_means(client: Client) -> None:
    shown = main(client.get("/api/codeboek/"))

    for column in AdoptionsFile.columns:
        assert column.meaning
        assert f"{column.name} {column.meaning} {column.type}" in shown


@pytest.mark.parametrize("number", [1, 12])
def test_it_takes_the_same_queries_however_many_there_are(
    client: Client, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(number):
        AdoptionFactory(case=PublishedCaseFactory().case)
    assert Adoption.objects.count() == number

    # The version twice, the adoptions, and the cards of their cases.
    with django_assert_num_queries(4):
        client.get(PAGE)


def test_a_drawing_is_made_where_there_is_enough_to_draw_and_no_more_than_can_be_followed(client: Client) -> None:
    haarlem, aalten = MunicipalityFactory(name="Haarlem"), MunicipalityFactory(name="Aalten")
    first = PublishedCaseFactory(case__title="BUUV", case__municipalities=[haarlem]).case
    second = PublishedCaseFactory(case__municipalities=[aalten]).case
    # Of whom it is not known where they are: in the table alone.
    AdoptionFactory(case=first, municipality=None, adopter="De buren")
    for number in range(5):
        AdoptionFactory(case=first, municipality=MunicipalityFactory(name=f"Dorp {number}"))
    assert "learning__drawing" not in client.get(PAGE).content.decode()

    AdoptionFactory(case=second, municipality=MunicipalityFactory(name="Borne"), status="gestopt")

    response = client.get(PAGE)
    shown = response.content.decode()
    drawn = response.context["drawing"]
    assert [one.name for one in drawn.sources] == ["Aalten", "Haarlem"]
    assert [one.name for one in drawn.followers] == ["Borne", *(f"Dorp {number}" for number in range(5))]
    assert [line.ended for line in drawn.lines] == [True, *[False] * 5]
    assert "6 gemeenten en regio&#x27;s leerden van 2 plaatsen, in 6 lijnen." in shown
    assert 'role="img" aria-labelledby="leren-titel leren-uitleg"' in shown
    assert drawn.height >= max(one.y for one in [*drawn.sources, *drawn.followers])
    AdoptionFactory.create_batch(60, case=second)
    assert client.get(PAGE).context["drawing"] is None


def test_a_municipality_shows_what_it_took_over(client: Client) -> None:
    case = PublishedCaseFactory(case__title="BUUV", case__municipalities=[MunicipalityFactory(name="Haarlem")]).case
    borne = MunicipalityFactory(name="Borne")
    adoption = AdoptionFactory(case=case, municipality=borne, confirmed=True)

    page = client.get(borne.get_absolute_url())

    assert "Van anderen overgenomen of verkend BUUV, Haarlem: loopt (begonnen in 2024)" in main(page)
    assert f"/praktijkvoorbeelden/buuv/#{adoption.anchor}" in links(page)
