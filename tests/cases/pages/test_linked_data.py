"""What pages say of themselves to machines: JSON-LD in the words of schema.org."""

import datetime
import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings
from rdflib import SDO

from cases import publishing
from tests.factories import (
    CaseFactory,
    CitationFactory,
    InitiativeFactory,
    MunicipalityFactory,
    ObstacleFactory,
    OrganisationFactory,
    ProvinceFactory,
    PublishedCaseFactory,
    PublishedClaimFactory,
    RegionFactory,
    SpeakerFactory,
    ThemeFactory,
)

pytestmark = pytest.mark.django_db
BASE = "https://gouden.test"

THING = {"name", "description", "url", "sameAs", "identifier", "alternateName", "mainEntityOfPage", "potentialAction"}
CREATIVE_WORK = THING | {
    *(
        "headline",
        "abstract",
        "about",
        "author",
        "publisher",
        "creator",
        "citation",
        "isPartOf",
        "license",
        "keywords",
        "genre",
    ),
    *("datePublished", "dateModified", "inLanguage", "isAccessibleForFree", "spatialCoverage", "temporalCoverage"),
}
ORGANISATION = THING | {"email", "areaServed", "dissolutionDate"}
# The part of schema.org's vocabulary that we use: which properties each type has, its own and those it inherits.
VOCABULARY = {
    "Article": CREATIVE_WORK,
    "CreativeWork": CREATIVE_WORK,
    "Claim": CREATIVE_WORK | {"text"},
    "WebSite": CREATIVE_WORK,
    "Dataset": CREATIVE_WORK | {"distribution"},
    "DataDownload": CREATIVE_WORK | {"contentUrl", "encodingFormat"},
    "WebAPI": THING | {"documentation", "provider"},
    "Organization": ORGANISATION,
    "GovernmentOrganization": ORGANISATION,
    "AdministrativeArea": THING | {"containedInPlace"},
    "Person": THING | {"jobTitle", "affiliation"},
    "DefinedTerm": THING | {"termCode", "inDefinedTermSet"},
    "DefinedTermSet": CREATIVE_WORK,
    "Thing": THING,
    "BreadcrumbList": THING | {"itemListElement"},
    "ListItem": THING | {"item", "position"},
    # "query-input" is query with schema.org's annotation for what the user fills in.
    "SearchAction": THING | {"target", "query-input"},
    "EntryPoint": THING | {"urlTemplate"},
}


def graph(client: Client, address: str) -> list[dict[str, Any]]:
    """Return what a page says of itself; fails when it says it more than once."""
    body = client.get(address).content.decode()
    (text,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', body, re.DOTALL)
    data = json.loads(text)
    assert data["@context"] == "https://schema.org"
    return list(data["@graph"])


def node(client: Client, address: str, kind: str) -> dict[str, Any]:
    (found,) = [node for node in graph(client, address) if node["@type"] == kind]
    return found


def nodes(value: Any) -> Iterator[dict[str, Any]]:
    """Yield every node in `value`, however deep."""
    if isinstance(value, dict):
        yield value
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            yield from nodes(item)


@pytest.fixture
def addresses() -> list[str]:
    """The address of a page of every type, with all that it can say."""
    gone = MunicipalityFactory(valid_until=datetime.date(2019, 1, 1))
    portrait = PublishedCaseFactory(case__portrait=True).case
    case = CaseFactory(
        part_of=portrait, municipalities=[gone], started_year=2014, themes=[ThemeFactory(description="x")]
    )
    CitationFactory(case=case, article__authors=["A. Auteur"], article__url="https://artikel.example/")
    shown = publishing.publish(case=case, by=None)
    rows = [shown, shown.themes.get(), shown.articles.get().publication, gone, gone.province]
    rows += [
        RegionFactory(code="AM01", also_known_as=["Ook"]),
        InitiativeFactory(description="x"),
        ObstacleFactory(description="x"),
        OrganisationFactory(also_known_as=["Ook"], website="https://o.example"),
    ]
    indexes = "praktijkvoorbeelden themas gemeenten gemeenten/voormalig provincies regios organisaties initiatieven"
    fixed = "publicaties gouden-gemeenten over toegankelijkheid privacy api api/codeboek map vergelijken"
    rows.append(PublishedClaimFactory(claim__figure=True, claim__speaker=SpeakerFactory()))
    return ["/", *(f"/{index}/" for index in f"{indexes} {fixed}".split()), *(row.get_absolute_url() for row in rows)]


def test_every_page_uses_only_types_and_properties_of_schema_org(client: Client, addresses: list[str]) -> None:
    used = set()
    for address in addresses:
        for found in nodes(graph(client, address)):
            if set(found) == {"@id"}:
                continue
            kind = found["@type"]
            used.add(kind)
            assert {name for name in found if not name.startswith("@")} <= VOCABULARY[kind], (address, kind)
    assert used == set(VOCABULARY)


def test_the_vocabulary_of_this_test_is_that_of_schema_org() -> None:
    names = set(VOCABULARY).union(*VOCABULARY.values()) - {"query-input"}

    assert [name for name in sorted(names) if SDO[name] not in SDO] == []


def test_no_page_says_what_it_does_not_know(client: Client, addresses: list[str]) -> None:
    for address in addresses:
        for found in nodes(graph(client, address)):
            assert [name for name, value in found.items() if value in (None, "", [], {})] == [], address


def test_every_page_but_home_says_the_way_to_it(client: Client, addresses: list[str]) -> None:
    for address in addresses[1:]:
        items = node(client, address, "BreadcrumbList")["itemListElement"]
        assert items[0] == {"@type": "ListItem", "position": 1, "name": "Home", "item": f"{BASE}/"}
        assert [item["position"] for item in items] == list(range(1, len(items) + 1))
        assert all(client.get(item["item"].removeprefix(BASE)).status_code == 200 for item in items[:-1])
        assert "item" not in items[-1]


def test_a_case_is_an_article(client: Client) -> None:
    portrait = PublishedCaseFactory(case__portrait=True, case__title="Het portret", case__slug="het-portret").case
    case = CaseFactory(
        title="Startgeld",
        summary="Wie iets begint, krijgt geld.",
        started_year=2014,
        ended_year=2016,
        municipalities=[MunicipalityFactory(cbs_code="0197", name="Aalten")],
        themes=[ThemeFactory(name="Preventie")],
        part_of=portrait,
    )
    CitationFactory(
        case=case,
        article__title="Open houding",
        article__authors=["A. Auteur"],
        article__publication__title="Elf Gemeenten",
    )
    record = publishing.publish(case=case, by=None).record

    assert node(client, case.get_absolute_url(), "Article") == {
        "@type": "Article",
        "@id": f"{BASE}/praktijkvoorbeelden/startgeld/",
        "identifier": f"{BASE}/id/praktijkvoorbeeld/{case.identifier}",
        "url": f"{BASE}/praktijkvoorbeelden/startgeld/",
        "headline": "Startgeld",
        "genre": "praktijk",
        "abstract": "Wie iets begint, krijgt geld.",
        "inLanguage": "nl",
        "datePublished": record["gepubliceerdOp"],
        "dateModified": record["gewijzigdOp"],
        "isAccessibleForFree": True,
        "license": "https://creativecommons.org/licenses/by/4.0/deed.nl",
        "author": {"@id": f"{BASE}/#uitgever"},
        "publisher": {
            "@type": "Organization",
            "@id": f"{BASE}/#uitgever",
            "name": "Gouden",
            "url": f"{BASE}/",
            "email": "redactie@gouden.example",
        },
        "about": [{"@type": "DefinedTerm", "@id": f"{BASE}/themas/preventie/", "name": "Preventie"}],
        "spatialCoverage": [{"@type": "AdministrativeArea", "name": "Aalten", "url": f"{BASE}/gemeenten/0197-aalten/"}],
        "temporalCoverage": "2014/2016",
        "isPartOf": {
            "@type": "Article",
            "@id": f"{BASE}/praktijkvoorbeelden/het-portret/",
            "headline": "Het portret",
        },
        "citation": [
            {
                "@type": "CreativeWork",
                "name": "Open houding",
                "author": [{"@type": "Person", "name": "A. Auteur"}],
                "isPartOf": {
                    "@type": "CreativeWork",
                    "@id": f"{BASE}/publicaties/elf-gemeenten/",
                    "name": "Elf Gemeenten",
                    "datePublished": "2017",
                },
            }
        ],
    }


def test_a_municipality_is_the_one_of_the_government_register(client: Client) -> None:
    holland = ProvinceFactory(code="PV28", name="Zuid-Holland")
    leerdam = MunicipalityFactory(
        cbs_code="0545", name="Leerdam", province=holland, valid_until=datetime.date(2019, 1, 1)
    )

    assert node(client, leerdam.get_absolute_url(), "GovernmentOrganization") == {
        "@type": "GovernmentOrganization",
        "@id": f"{BASE}/gemeenten/0545-leerdam/",
        "name": "Gemeente Leerdam",
        "identifier": "GM0545",
        "sameAs": "https://identifier.overheid.nl/tooi/id/gemeente/gm0545",
        "mainEntityOfPage": f"{BASE}/gemeenten/0545-leerdam/",
        "areaServed": {
            "@type": "AdministrativeArea",
            "name": "Leerdam",
            "containedInPlace": {"@type": "AdministrativeArea", "name": "Zuid-Holland"},
        },
        "dissolutionDate": "2019-01-01",
    }
    province = node(client, holland.get_absolute_url(), "GovernmentOrganization")
    assert province["sameAs"] == "https://identifier.overheid.nl/tooi/id/provincie/pv28"


def test_an_organisation_has_its_other_names_and_never_its_misspellings(client: Client) -> None:
    figulus = OrganisationFactory(
        name="Figulus Welzijn",
        also_known_as=["Figulus"],
        former_names=["Stichting Figulus"],
        misspellings=["Figuluss"],
        website="https://figulus.example/",
    )

    assert node(client, figulus.get_absolute_url(), "Organization") == {
        "@type": "Organization",
        "@id": f"{BASE}/organisaties/figulus-welzijn/",
        "identifier": f"{BASE}/id/organisatie/{figulus.identifier}",
        "name": "Figulus Welzijn",
        "alternateName": ["Figulus", "Stichting Figulus"],
        "url": "https://figulus.example/",
        "mainEntityOfPage": f"{BASE}/organisaties/figulus-welzijn/",
    }


def test_a_theme_is_a_term_of_the_list_of_themes(client: Client) -> None:
    theme = ThemeFactory(name="Preventie", description="Vroeg signaleren.")

    assert node(client, theme.get_absolute_url(), "DefinedTerm") == {
        "@type": "DefinedTerm",
        "@id": f"{BASE}/themas/preventie/",
        "identifier": f"{BASE}/id/thema/{theme.identifier}",
        "name": "Preventie",
        "description": "Vroeg signaleren.",
        "termCode": "preventie",
        "inDefinedTermSet": {"@type": "DefinedTermSet", "@id": f"{BASE}/themas/", "name": "Thema's van Gouden"},
    }


def test_the_home_page_says_how_to_search_the_site(client: Client, settings: Settings) -> None:
    settings.GOUDEN_PUBLISHER_NAME = "Vereniging Voorbeeld"
    PublishedCaseFactory(case__title="Schuldhulp")

    site = node(client, "/", "WebSite")

    template = site["potentialAction"]["target"]["urlTemplate"]
    assert template == f"{BASE}/praktijkvoorbeelden/?zoek={{zoek}}"
    assert "Schuldhulp" in client.get(template.removeprefix(BASE).format(zoek="schuldhulp")).content.decode()
    assert site["publisher"]["name"] == "Vereniging Voorbeeld"


def test_the_page_on_open_data_describes_the_dataset_and_the_api(client: Client) -> None:
    dataset = node(client, "/api/", "Dataset")

    for file in dataset["distribution"]:
        response = client.get(file["contentUrl"].removeprefix(BASE))
        assert response["Content-Type"].startswith(file["encodingFormat"])
    assert node(client, "/api/", "WebAPI")["documentation"] == f"{BASE}/api/"
    # One thing, under one name, here and in DCAT.
    assert f"<{dataset['@id']}> a dcat:Dataset" in client.get("/dcat/catalogus.ttl").content.decode()


def test_no_text_can_end_the_element_it_stands_in(client: Client) -> None:
    nasty = "</script><script>alert(1)</script><!-- &amp;"
    case = PublishedCaseFactory(case__title=nasty, case__slug="naar", case__summary=nasty)

    response = client.get(case.get_absolute_url())

    assert "<script>" not in response.content.decode()
    assert node(client, case.get_absolute_url(), "Article")["headline"] == nasty
