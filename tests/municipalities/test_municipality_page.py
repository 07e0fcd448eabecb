"""The pages of municipalities, those of today and those that are no more."""

import datetime

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from cases.listing.faceted_index import current
from municipalities.models import MunicipalityChange
from tests.factories import (
    CaseMunicipalityFactory,
    DesignationFactory,
    InitiativeFactory,
    MunicipalityChangeFactory,
    MunicipalityFactory,
    OrganisationFactory,
    ProvinceFactory,
    PublishedCaseFactory,
    RegionFactory,
)
from tests.reading import heading, links, main, title

pytestmark = pytest.mark.django_db
NEW_YEAR_2019 = datetime.date(2019, 1, 1)


def test_the_index_shows_those_with_cases_first_and_all_by_letter(client: Client) -> None:
    aalten = MunicipalityFactory(name="Aalten")
    MunicipalityFactory(name="'s-Hertogenbosch")
    MunicipalityFactory(name="Heerde")
    MunicipalityFactory(name="Leerdam", valid_until=NEW_YEAR_2019)
    PublishedCaseFactory(case__municipalities=[aalten])

    text = main(client.get("/gemeenten/"))

    assert "1 van de 3 gemeenten hebben een praktijkvoorbeeld." in text
    assert "Aalten 1 praktijkvoorbeeld" in text
    assert "H Heerde 's-Hertogenbosch" in text
    assert "1 voormalige gemeenten" in text
    assert "Leerdam" not in text


def test_the_index_can_be_narrowed_to_a_province_and_says_so_in_its_title(client: Client) -> None:
    gelderland = ProvinceFactory(code="PV25", name="Gelderland")
    MunicipalityFactory(name="Aalten", province=gelderland)
    MunicipalityFactory(name="Zwolle")

    response = client.get("/gemeenten/", {"provincie": "PV25"})

    assert title(response) == "Gemeenten in Gelderland - Gouden"
    assert "Aalten" in main(response)
    assert "Zwolle" not in main(response)


@pytest.mark.parametrize("value", ["PV99", "abc", "\x00", "PV25'--"])
def test_an_unknown_province_is_said_and_skipped(client: Client, value: str) -> None:
    MunicipalityFactory(name="Aalten")

    response = client.get("/gemeenten/", {"provincie": value})

    assert response.status_code == 200
    assert "Aalten" in main(response)
    assert 'class="field-error" id="fout-provincie"' in response.content.decode()


def test_former_ones_say_when_and_what_they_became(client: Client) -> None:
    merger = MunicipalityChangeFactory(old__name="Leerdam", new__name="Vijfheerenlanden")
    PublishedCaseFactory(case__municipalities=[merger.old])

    text = main(client.get("/gemeenten/voormalig/"))

    assert ("L Leerdam 1 voorbeeld tot 1 januari 2019; samengegaan in een nieuwe gemeente: Vijfheerenlanden") in text


def test_it_shows_its_facts_with_their_dates_and_says_what_is_not_known(client: Client) -> None:
    known = MunicipalityFactory(
        cbs_code="0197",
        name="Aalten",
        province=ProvinceFactory(code="PV25", name="Gelderland"),
        population=27011,
        population_date=datetime.date(2017, 1, 1),
        urbanity=4,
        urbanity_year=2017,
    )
    unknown = MunicipalityFactory(name="Nergens")

    response = client.get("/gemeenten/0197-aalten/")
    text = main(response)

    assert heading(response) == "Aalten"
    assert title(response) == "Gemeente Aalten - Gouden"
    assert "Provincie Gelderland" in text
    assert "Inwoners 27.011 (1 januari 2017)" in text
    assert "Stedelijkheid weinig stedelijk (2017)" in text
    assert known.tooi_uri in links(response)
    assert "Inwoners niet bekend Stedelijkheid niet bekend" in main(client.get(unknown.get_absolute_url()))


@pytest.mark.parametrize("address", ["/gemeenten/0197/", "/gemeenten/0197-aalte/", "/gemeenten/0197-utrecht/"])
def test_any_other_name_after_the_code_redirects_to_the_right_one(client: Client, address: str) -> None:
    MunicipalityFactory(cbs_code="0197", name="Aalten")

    response = client.get(address)

    assert response.status_code == 301
    assert response["Location"] == "/gemeenten/0197-aalten/"


@pytest.mark.parametrize(
    "address", ["/gemeenten/9999-nergens/", "/gemeenten/9999/", "/gemeenten/aalten/", "/gemeenten/197-aalten/"]
)
def test_an_unknown_one_is_404(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


def test_one_that_is_no_more_tells_what_became_of_it_all_the_way_to_today(client: Client) -> None:
    first = MunicipalityChangeFactory(
        old__name="Oud", new__name="Tussen", date=datetime.date(2005, 1, 1), new__valid_until=NEW_YEAR_2019
    )
    last = MunicipalityChangeFactory(old=first.new, new__name="Nieuw", kind=MunicipalityChange.Kind.ABSORBED)

    response = client.get(first.old.get_absolute_url())
    text = main(response)

    assert "Oud is sinds 1 januari 2005 geen gemeente meer." in text
    assert title(response) == "Gemeente Oud (tot 2005) - Gouden"
    assert "Wat ervan werd 1 januari 2005: samengegaan in een nieuwe gemeente: Tussen" in text
    assert "opgegaan in een bestaande gemeente: Nieuw" in text
    assert last.new.get_absolute_url() in links(response)


def test_one_of_today_tells_from_what_it_came_all_the_way_back(client: Client) -> None:
    first = MunicipalityChangeFactory(
        old__name="Oud", new__name="Tussen", date=datetime.date(2005, 1, 1), new__valid_until=NEW_YEAR_2019
    )
    last = MunicipalityChangeFactory(old=first.new, new__name="Nieuw")
    MunicipalityChangeFactory(old__name="Buur", old__valid_until=None, new=last.new, kind="border")

    text = main(client.get(last.new.get_absolute_url()))

    assert "Waaruit Nieuw ontstond" in text
    assert text.index("Tussen") < text.index("Oud")
    assert "Grenswijzigingen 1 januari 2019: deel van Buur naar Nieuw" in text


def test_a_circle_in_the_register_does_not_hang_the_page(client: Client) -> None:
    change = MunicipalityChangeFactory()
    MunicipalityChangeFactory(old=change.new, new=change.old, date=datetime.date(2021, 1, 1))

    assert client.get(change.old.get_absolute_url()).status_code == 200


def test_its_cases_are_grouped_by_why_they_are_found_here(client: Client) -> None:
    today = MunicipalityFactory(name="Vijfheerenlanden")
    old = MunicipalityChangeFactory(old__name="Leerdam", new=today).old
    PublishedCaseFactory(case__title="Van haarzelf", case__municipalities=[today])
    case = PublishedCaseFactory(case__title="Doet mee").case
    CaseMunicipalityFactory(case=case, municipality=today, role="betrokken")
    PublishedCaseFactory(case=case)
    PublishedCaseFactory(case__title="Van vroeger", case__municipalities=[old])
    PublishedCaseFactory(case__title="Van de regio", case__regions=[RegionFactory(members=[today])])

    text = main(client.get(today.get_absolute_url()))

    order = [
        "Eigen voorbeelden (1)",
        "Van haarzelf",
        "Waar de gemeente aan meedoet (1)",
        "Doet mee",
        "Van gemeenten die hierin opgingen (1)",
        "Van vroeger",
        "Uit de regio (1)",
        "Van de regio",
    ]
    assert [text.index(words) for words in order] == sorted(text.index(words) for words in order)


def test_it_shows_its_regions_predicates_organisations_and_initiatives(client: Client) -> None:
    today = MunicipalityFactory(name="Vijfheerenlanden")
    old = MunicipalityChangeFactory(old__name="Leerdam", new=today).old
    region = RegionFactory(name="Alblasserwaard", members=[today])
    DesignationFactory(municipality=old)
    DesignationFactory(municipality=None, region=region, predicate="Gouden regio")
    OrganisationFactory(name="SamenDoen", municipalities=[today])
    InitiativeFactory(name="Inloophuis", municipalities=[today])

    text = main(client.get(today.get_absolute_url()))

    assert "Regio's Alblasserwaard (samenwerkingsregio)" in text
    assert "Gouden sociale Gemeente 2017, toen Leerdam" in text
    assert "Gouden regio 2017, als lid van Alblasserwaard" in text
    assert "Organisaties SamenDoen" in text
    assert "Initiatieven Inloophuis" in text


def test_one_without_cases_helps_on(client: Client) -> None:
    lonely = MunicipalityFactory(province=ProvinceFactory(code="PV25", name="Gelderland"))

    assert "/praktijkvoorbeelden/?provincie=PV25" in links(client.get(lonely.get_absolute_url()))


@pytest.mark.parametrize("number", [1, 20])
def test_it_takes_the_same_queries_however_much_there_is(
    client: Client, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    municipality = MunicipalityFactory()
    PublishedCaseFactory.create_batch(number, case__municipalities=[municipality])
    MunicipalityChangeFactory.create_batch(number, new=municipality)
    current()
    # Without a public region nobody asks for members.
    RegionFactory(members=[municipality])

    # The version twice; the municipality; its regions, organisations and initiatives; all changes, its own; its cases;
    # its predicates; who has cases; to compare with them all municipalities and provinces, what became of them, regions
    # and members. And what it took over.
    with django_assert_num_queries(17):
        client.get(municipality.get_absolute_url())
    # The version twice, and each time the index is asked; the municipalities and what became of them; the provinces of
    # the map and of the form; the number of former ones.
    with django_assert_num_queries(13):
        client.get("/gemeenten/")
    # The version twice, and once by the index; the municipalities; their changes.
    with django_assert_num_queries(5):
        client.get("/gemeenten/voormalig/")
