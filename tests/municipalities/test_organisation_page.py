"""The pages of organisations."""

import datetime

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from cases import publishing
from tests.factories import (
    CaseFactory,
    ClaimFactory,
    DesignationFactory,
    InitiativeFactory,
    MunicipalityFactory,
    OrganisationFactory,
    ParticipationFactory,
    PublicationFactory,
    SpeakerFactory,
)
from tests.reading import heading, links, main, title

pytestmark = pytest.mark.django_db


def test_the_index_is_by_letter_with_kind_and_counts_and_without_misspellings(client: Client) -> None:
    figulus = OrganisationFactory(name="Figulus", misspellings=["Figules"])
    OrganisationFactory(name="Émile", kind="onderwijs")
    case = CaseFactory(with_source=True)
    ParticipationFactory(case=case, organisation=figulus)
    publishing.publish(case=case, by=None)

    text = main(client.get("/organisaties/"))

    assert "E Émile 0 voorbeelden onderwijs F Figulus 1 voorbeeld sociaalwerkorganisatie" in text
    assert "Figules" not in text


def test_it_shows_its_names_where_it_works_and_how_to_reach_it_but_no_misspelling(client: Client) -> None:
    OrganisationFactory(
        name="Sociaal Werk Nederland",
        also_known_as=["SWN"],
        former_names=["MOgroep"],
        misspellings=["Sociaalwerk Nedeland"],
        website="https://swn.example/",
        contact_mailbox="info@swn.example",
        contact_checked_on=datetime.date(2026, 5, 1),
        municipalities=[MunicipalityFactory(name="Utrecht")],
    )

    response = client.get("/organisaties/sociaal-werk-nederland/")
    text = main(response)

    assert heading(response) == "Sociaal Werk Nederland"
    assert title(response) == "Organisatie: Sociaal Werk Nederland - Gouden"
    assert "Ook bekend als SWN Vroeger MOgroep Werkt in Utrecht" in text
    assert "info@swn.example (nagegaan op 1 mei 2026)" in text
    assert "https://swn.example/" in links(response)
    assert "Nedeland" not in response.content.decode()


def test_it_shows_its_roles_in_each_case(client: Client) -> None:
    figulus = OrganisationFactory(name="Figulus")
    doer, talker = CaseFactory(title="Doet het", with_source=True), CaseFactory(title="Praat mee", with_source=True)
    ParticipationFactory(case=doer, organisation=figulus, role="voordrager")
    ParticipationFactory(case=doer, organisation=figulus, role="uitvoerder")
    ClaimFactory(case=talker, speaker=SpeakerFactory(organisations=[figulus]))
    for case in (doer, talker):
        publishing.publish(case=case, by=None)

    text = main(client.get("/organisaties/figulus/"))

    assert "Rol: voordrager, uitvoerder" in text
    assert "Rol: komt aan het woord of weet er meer van" in text


def test_it_shows_what_it_published_awarded_nominated_and_started(client: Client) -> None:
    koepel = OrganisationFactory(name="Koepel")
    PublicationFactory(title="Het boek", publishers=[koepel])
    InitiativeFactory(name="Het fonds", organisations=[koepel])
    DesignationFactory(awarded_by=koepel, municipality=MunicipalityFactory(name="Aalten"))
    DesignationFactory(
        nominated_by=koepel, nominated_by_certainty="afgeleid", municipality=MunicipalityFactory(name="Delft")
    )

    text = main(client.get("/organisaties/koepel/"))

    assert "Gaf uit Het boek (2017)" in text
    assert "Kende toe Aalten, Gouden sociale Gemeente 2017" in text
    assert "Droeg voor Delft, Gouden sociale Gemeente 2017 (afgeleid uit de bron)" in text
    assert "Initiatieven Het fonds" in text


@pytest.mark.parametrize("cases", [1, 20])
def test_it_takes_the_same_queries_however_many_cases_there_are(
    client: Client, cases: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    organisation = OrganisationFactory(municipalities=[MunicipalityFactory()])
    for case in CaseFactory.create_batch(cases, with_source=True):
        ParticipationFactory(case=case, organisation=organisation)
        publishing.publish(case=case, by=None)

    # The version twice; the organisation; its municipalities with their provinces; its initiatives; its cases; its
    # publications; what it nominated; what it awarded.
    with django_assert_num_queries(10):
        client.get(organisation.get_absolute_url())
