"""The API on what is in the catalogue: whole bodies, and nothing that is not public."""

import json
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from cases import publishing
from cases.models import Publication
from municipalities.models import Organisation
from tests.factories import (
    ArticleFactory,
    CaseFactory,
    CitationFactory,
    ClaimFactory,
    ElementFactory,
    InitiativeFactory,
    InitiativeLinkFactory,
    MunicipalityFactory,
    ObstacleFactory,
    OrganisationFactory,
    ParticipationFactory,
    PersonFactory,
    ProvinceFactory,
    PublicationFactory,
    PublishedCaseFactory,
    RegionFactory,
    SpeakerFactory,
    ThemeFactory,
)

pytestmark = pytest.mark.django_db
BASE = "https://gouden.test"


def get(client: Client, path: str, expected: int = 200, /, **query: Any) -> Any:
    response = client.get(f"/api/v1/{path}", query)
    assert response.status_code == expected, response.content
    return json.loads(response.content)


@pytest.fixture
def published() -> Any:
    """One case in which everything is filled in, so that a body shows every key."""
    gelderland = ProvinceFactory(code="PV25", name="Gelderland")
    aalten = MunicipalityFactory(cbs_code="0197", name="Aalten", province=gelderland)
    figulus = OrganisationFactory(name="Figulus Welzijn", website="https://figulus.example/")
    publication = PublicationFactory(title="Elf Gouden Gemeenten", publishers=[figulus])
    article = ArticleFactory(
        publication=publication,
        title="Open houding",
        authors=["A. Auteur"],
        pages="3-4",
        url="https://artikel.example/",
    )
    case = CaseFactory(
        title="Startgeld voor bewoners",
        summary="Wie iets begint, krijgt startgeld.",
        background="Waarom",
        approach="Hoe",
        results="Wat",
        lessons="Wat niet",
        transferability="Waar nog meer",
        place="De Pol",
        started_year=2014,
        running=True,
        municipalities=[aalten],
        themes=[ThemeFactory(name="Preventie", kind="werkwijze")],
        initiatives=[InitiativeFactory(name="Naoberfonds")],
        contact=figulus,
    )
    case.links.create(url="https://lees.example/", label="Lees verder")
    CitationFactory(case=case, article=article, passage="1e alinea")
    ParticipationFactory(case=case, organisation=figulus)
    ClaimFactory(
        case=case,
        key="deelnemers",
        kind="bereik",
        text="Ruim honderd bewoners deden mee.",
        qualifier="ruim",
        value=100,
        unit="bewoners",
        year=2016,
        evidence="telling",
        article=article,
        passage="2e alinea",
        speaker=SpeakerFactory(
            person=PersonFactory(name="Eric Wichgers"), function="directeur", organisations=[figulus], article=article
        ),
    )
    return publishing.publish(case=case, by=None)


def stamp(moment: Any) -> str:
    return str(moment.strftime("%Y-%m-%dT%H:%M:%S.%fZ"))


def figulus() -> dict[str, Any]:
    return {
        "id": str(Organisation.objects.get().identifier),
        "slug": "figulus-welzijn",
        "naam": "Figulus Welzijn",
        "url": f"{BASE}/organisaties/figulus-welzijn/",
    }


def publication() -> dict[str, Any]:
    return {
        "id": str(Publication.objects.get().identifier),
        "slug": "elf-gouden-gemeenten",
        "titel": "Elf Gouden Gemeenten",
        "jaar": 2017,
        "jaarAfgeleid": False,
        "uitgevers": ["Figulus Welzijn"],
        "url": f"{BASE}/publicaties/elf-gouden-gemeenten/",
    }


def card(published: Any) -> dict[str, Any]:
    return {
        "id": str(published.case.identifier),
        "slug": "startgeld-voor-bewoners",
        "url": f"{BASE}/praktijkvoorbeelden/startgeld-voor-bewoners/",
        "soort": "praktijk",
        "titel": "Startgeld voor bewoners",
        "samenvatting": "Wie iets begint, krijgt startgeld.",
        "plaats": "De Pol",
        "status": "loopt",
        "gecontroleerdOp": "2017-10-01",
        "gevraagdOp": None,
        "beschrevenIn": 2017,
        "beschrevenInAfgeleid": False,
        "bewijs": "telling",
        "bewijsResultaat": "geen",
        "gemeenten": [
            {
                "id": "GM0197",
                "code": "0197",
                "naam": "Aalten",
                "provincie": "Gelderland",
                "bestaatTot": None,
                "url": f"{BASE}/gemeenten/0197-aalten/",
                "rol": "eigen",
            }
        ],
        "regios": [],
        "themas": [
            {
                "id": str(published.themes.get().identifier),
                "slug": "preventie",
                "naam": "Preventie",
                "url": f"{BASE}/themas/preventie/",
                "soort": "werkwijze",
            }
        ],
        "initiatieven": [
            {
                "id": str(published.initiatives.get().identifier),
                "slug": "naoberfonds",
                "naam": "Naoberfonds",
                "url": f"{BASE}/initiatieven/naoberfonds/",
            }
        ],
        "elementen": [],
        "inHetKort": {
            "resultaat": None,
            "obstakel": None,
            "aanpak": None,
            "obstakels": 0,
            "overTeNemen": "Waar nog meer",
            "navragenBij": figulus(),
        },
        "gepubliceerdOp": stamp(published.published_at),
        "gewijzigdOp": stamp(published.changed_at),
    }


def test_the_list_shows_cards(client: Client, published: Any) -> None:
    assert get(client, "praktijkvoorbeelden") == {"aantal": 1, "resultaten": [card(published)]}


def test_the_detail_shows_the_whole_record(client: Client, published: Any) -> None:
    assert get(client, "praktijkvoorbeelden/startgeld-voor-bewoners") == card(published) | {
        "aanleiding": "Waarom",
        "aanpak": "Hoe",
        "opbrengst": "Wat",
        "leerpunten": "Wat niet",
        "overdraagbaarheid": "Waar nog meer",
        "begonnenIn": 2014,
        "geeindigdIn": None,
        "redenZonderPlaats": "",
        "deelnemers": [{"rol": "uitvoerder", "soort": "organisatie", **figulus()}],
        "uitspraken": [
            {
                "id": str(published.claims.get().identifier),
                "url": f"{BASE}{published.claims.get().get_absolute_url()}",
                "kenmerk": "deelnemers",
                "soort": "bereik",
                "obstakel": None,
                "elementen": [],
                "tekst": "Ruim honderd bewoners deden mee.",
                "kwalificatie": "ruim",
                "waarde": 100,
                "waardeTot": None,
                "waardeEerst": None,
                "eenheid": "bewoners",
                "jaar": 2016,
                "gemeente": None,
                "spreker": {
                    "naam": "Eric Wichgers",
                    "functie": "directeur",
                    "organisaties": [figulus()],
                    "gemeente": None,
                },
                "bewijs": "telling",
                "bron": {
                    "artikel": "open-houding",
                    "titel": "Open houding",
                    "publicatie": publication(),
                    "passage": "2e alinea",
                },
                "verbanden": [],
            }
        ],
        "bronnen": [
            {
                "artikel": "open-houding",
                "titel": "Open houding",
                "auteurs": ["A. Auteur"],
                "bladzijden": "3-4",
                "url": "https://artikel.example/",
                "publicatie": publication(),
                "herdrukVan": None,
                "passages": ["1e alinea"],
            }
        ],
        "zwijgtOver": [],
        "links": [{"url": "https://lees.example/", "tekst": "Lees verder", "nagegaanOp": None}],
        "navragenBij": figulus()
        | {"website": "https://figulus.example/", "contactpagina": "", "mailbox": "", "nagegaanOp": None},
        "navolgingen": [],
        "onderdeelVan": None,
        "licentie": {"naam": "CC BY 4.0", "url": "https://creativecommons.org/licenses/by/4.0/deed.nl"},
        "naamsvermelding": "‘Startgeld voor bewoners’, Gouden, "
        f"{BASE}/praktijkvoorbeelden/startgeld-voor-bewoners/, CC BY 4.0",
    }


def test_a_card_names_the_best_result_in_brief(client: Client, published: Any) -> None:
    ClaimFactory(
        case=published.case,
        key="resultaat",
        kind="resultaat",
        text="Bewoners weten elkaar te vinden.",
        qualifier="ruim",
        value=80,
        unit="%",
        year=2016,
        evidence="telling",
        article=published.articles.get(),
        passage="2e alinea",
    )
    publishing.publish(case=published.case, by=None)
    claim = published.claims.get(key="resultaat")

    (shown,) = get(client, "praktijkvoorbeelden")["resultaten"]

    assert shown["inHetKort"]["resultaat"] == {
        "id": str(claim.identifier),
        "url": f"{BASE}{claim.get_absolute_url()}",
        "kenmerk": "resultaat",
        "tekst": "Bewoners weten elkaar te vinden.",
        "kwalificatie": "ruim",
        "waarde": 80,
        "waardeTot": None,
        "waardeEerst": None,
        "eenheid": "%",
        "jaar": 2016,
        "wieZegtHet": "Elf Gouden Gemeenten",
        "bewijs": "telling",
        "betwist": False,
    }


def test_a_theme_shows_its_number_of_cases(client: Client, published: Any) -> None:
    assert get(client, "themas/preventie") == {
        "id": str(published.themes.get().identifier),
        "slug": "preventie",
        "naam": "Preventie",
        "url": f"{BASE}/themas/preventie/",
        "soort": "werkwijze",
        "uitleg": "",
        "aantalPraktijkvoorbeelden": 1,
        "redactieLeest": None,
    }


def test_an_obstacle_shows_its_number_of_cases(client: Client) -> None:
    obstacle, other = (
        ObstacleFactory(name="Privacy", description="Niet delen.", position=1),
        ObstacleFactory(position=2),
    )
    for _ in range(2):
        case = CaseFactory(with_source=True)
        ClaimFactory(case=case, kind="obstakel", obstacle=obstacle)
        publishing.publish(case=case, by=None)
    ClaimFactory(case=CaseFactory(), kind="obstakel", obstacle=obstacle)
    shown = {
        "id": str(obstacle.identifier),
        "slug": "privacy",
        "naam": "Privacy",
        "url": f"{BASE}/obstakels/privacy/",
        "uitleg": "Niet delen.",
        "aantalPraktijkvoorbeelden": 2,
    }

    assert get(client, "obstakels/privacy") == shown
    listed = get(client, "obstakels")
    assert (listed["aantal"], listed["resultaten"][0]) == (2, shown)
    assert listed["resultaten"][1]["slug"] == other.slug
    assert get(client, "obstakels", 400, kleur="rood")["invalidParams"][0]["name"] == "kleur"
    assert get(client, "obstakels/bestaat-niet", 404)["status"] == 404


def test_an_element_shows_what_it_is_and_its_number_of_cases(client: Client) -> None:
    element = ElementFactory(
        name="Korte lijnen",
        summary="Men kent elkaar.",
        works_when="Onder één dak.",
        fails_when="Op afstand.",
        other_names=["Eén dak"],
    )
    case = CaseFactory(with_source=True)
    source = {"article": case.citations.get().article, "passage": "alinea 1"}
    ClaimFactory(case=case, elements=[element], **source)
    ClaimFactory(case=CaseFactory(with_source=True), elements=[element], **source)
    publishing.publish(case=case, by=None)
    shown = {
        "id": str(element.identifier),
        "slug": "korte-lijnen",
        "naam": "Korte lijnen",
        "url": f"{BASE}/werkzame-elementen/korte-lijnen/",
        "uitleg": "Men kent elkaar.",
        "wanneerHetWerkte": "Onder één dak.",
        "wanneerNiet": "Op afstand.",
        "andereNamen": ["Eén dak"],
        "aantalPraktijkvoorbeelden": 1,
    }

    assert get(client, "elementen/korte-lijnen") == shown
    assert get(client, "elementen") == {"aantal": 1, "resultaten": [shown]}
    assert get(client, "elementen/bestaat-niet", 404)["status"] == 404


def test_whatever_a_record_names_has_its_id(client: Client) -> None:
    case = CaseFactory(with_source=True, regions=[RegionFactory(slug="achterhoek")])
    aalten = MunicipalityFactory(cbs_code="0197")
    region, obstacle = RegionFactory(), ObstacleFactory()
    for party in ({"municipality": aalten}, {"region": region}):
        ParticipationFactory(case=case, organisation=None, **party)
    element = ElementFactory()
    claim = {"article": case.citations.get().article, "passage": "alinea 1", "elements": [element]}
    ClaimFactory(case=case, kind="obstakel", obstacle=obstacle, municipality=aalten, **claim)
    publishing.publish(case=case, by=None)

    record = get(client, f"praktijkvoorbeelden/{case.slug}")

    assert {row["id"] for row in record["deelnemers"]} == {"GM0197", str(region.identifier)}
    (claim,) = record["uitspraken"]
    assert (claim["obstakel"]["id"], claim["gemeente"]["id"]) == (str(obstacle.identifier), "GM0197")
    assert [row["id"] for row in claim["elementen"]] == [str(element.identifier)]
    assert record["elementen"] == claim["elementen"]
    assert [row["id"] for row in record["regios"]] == [str(row.identifier) for row in case.regions.all()]


def test_an_initiative_shows_where_and_by_whom(client: Client) -> None:
    initiative = InitiativeFactory(name="BUUV", aliases=["Buuv"], misspellings=["Buvv"], description="Een marktplaats.")
    initiative.organisations.add(OrganisationFactory(name="Figulus Welzijn"))
    InitiativeLinkFactory(initiative=initiative, url="https://buuv.example/", label="BUUV")

    assert get(client, "initiatieven/buuv") == {
        "id": str(initiative.identifier),
        "slug": "buuv",
        "naam": "BUUV",
        "url": f"{BASE}/initiatieven/buuv/",
        "omschrijving": "Een marktplaats.",
        "andereNamen": ["Buuv"],
        "gemeenten": [],
        "organisaties": [figulus()],
        "links": [{"url": "https://buuv.example/", "tekst": "BUUV", "nagegaanOp": None}],
        "aantalPraktijkvoorbeelden": 0,
    }


def test_a_publication_shows_its_articles_and_what_goes_back_to_them(client: Client, published: Any) -> None:
    assert get(client, "publicaties/elf-gouden-gemeenten") == publication() | {
        "webadres": "",
        "toelichting": "",
        "aantalPraktijkvoorbeelden": 1,
        "artikelen": [
            {
                "kenmerk": "open-houding",
                "titel": "Open houding",
                "auteurs": ["A. Auteur"],
                "bladzijden": "3-4",
                "webadres": "https://artikel.example/",
                "herdrukVan": None,
                "praktijkvoorbeelden": ["startgeld-voor-bewoners"],
            }
        ],
    }


@pytest.mark.parametrize(
    "query",
    [
        {"thema": "preventie"},
        {"thema": ["preventie", "ander"]},
        {"soort": "praktijk"},
        {"gemeente": "0197"},
        {"provincie": "PV25"},
        {"organisatie": "figulus-welzijn"},
        {"initiatief": "naoberfonds"},
        {"status": "loopt"},
        {"bewijs": "telling"},
        {"bewijsResultaat": "geen"},
        {"jaarVan": 2016},
        {"jaarTot": 2014},
        {"zoek": "naóberfonds wichgers"},
        {"zoek": "startgeld", "sorteer": "titel"},
        {"voor": "0197"},
        {"voor": "0197", "sorteer": "past-bij"},
        {"pageSize": 1, "page": 1},
    ],
)
def test_every_parameter_finds_what_fits(client: Client, published: Any, query: dict[str, Any]) -> None:
    ThemeFactory(name="ander")

    assert get(client, "praktijkvoorbeelden", **query)["aantal"] == 1


@pytest.mark.parametrize(
    "query",
    [
        {"thema": "ander"},
        {"soort": "portret"},
        {"gemeente": "0003"},
        {"status": "gestopt"},
        {"bewijs": "schatting"},
        {"bewijsResultaat": "telling"},
        {"obstakel": "regels"},
        {"element": "korte-lijnen"},
        {"jaarVan": 2018},
        {"jaarTot": 2013},
        {"zoek": "zeppelin"},
        {"thema": "preventie", "soort": "portret"},
    ],
)
def test_every_parameter_leaves_out_what_does_not_fit(client: Client, published: Any, query: dict[str, Any]) -> None:
    ThemeFactory(name="ander")
    ObstacleFactory(slug="regels")
    ElementFactory(slug="korte-lijnen")
    MunicipalityFactory(cbs_code="0003")

    told_apart = {"bevatAlles": True, "aantalDichtbij": 0} if "zoek" in query else {}
    assert get(client, "praktijkvoorbeelden", **query) == {"aantal": 0, "resultaten": []} | told_apart


def test_a_page_past_the_end_is_404(client: Client, published: Any) -> None:
    assert get(client, "praktijkvoorbeelden", 404, page=2)["status"] == 404


@pytest.mark.parametrize("number", [20, 100])
def test_a_list_takes_a_fixed_number_of_queries(
    client: Client, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(number):
        PublishedCaseFactory()

    get(client, "praktijkvoorbeelden")  # reads the index of cases
    with django_assert_num_queries(4):  # the version twice, whether the index is of this catalogue, the cards
        body = get(client, "praktijkvoorbeelden", pageSize=100)

    assert len(body["resultaten"]) == number


def test_the_answer_is_304_until_something_changes(client: Client, published: Any) -> None:
    first = client.get("/api/v1/praktijkvoorbeelden")
    again = client.get("/api/v1/praktijkvoorbeelden", headers={"if-none-match": first["ETag"]})
    assert again.status_code == 304

    publishing.withdraw(case=published.case, by=None, reason="Fout.")

    after = client.get("/api/v1/praktijkvoorbeelden", headers={"if-none-match": first["ETag"]})
    assert (after.status_code, json.loads(after.content)["aantal"]) == (200, 0)
