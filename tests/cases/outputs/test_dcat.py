"""The description of the dataset: DCAT-AP-NL 3, as Turtle and as JSON-LD."""

import os
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from pytest_django import Settings
from rdflib import DCAT, DCTERMS, FOAF, RDF, Graph, Literal, Namespace, URIRef
from rdflib.compare import isomorphic

from tests.factories import PublishedCaseFactory

pytestmark = [
    pytest.mark.django_db,
    # What rdflib says of itself while it reads JSON-LD and shapes.
    pytest.mark.filterwarnings("ignore:(ConjunctiveGraph|Dataset).* is deprecated:DeprecationWarning"),
]

VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
# Geonovum's SHACL shapes are not ours to carry: the test with them is there where they are at hand.
STANDARDS = os.environ.get("GOUDEN_STANDARDS") or settings.BASE_DIR.parent / "shared" / "standards"
SHAPES = Path(STANDARDS) / "dcat-ap-nl-SHACL.ttl"

TURTLE, JSON_LD = "/dcat/catalogus.ttl", "/dcat/catalogus.jsonld"
NAME = "https://gouden.test/dcat/catalogus#"
# What DCAT-AP-NL 3 asks of each class; `class` itself left out.
REQUIRED = {
    DCAT.Catalog: [DCTERMS.title, DCTERMS.description, DCTERMS.publisher, DCAT.contactPoint, DCAT.dataset],
    DCAT.Dataset: [
        DCTERMS.title,
        DCTERMS.description,
        DCTERMS.identifier,
        DCTERMS.accessRights,
        DCAT.contactPoint,
        DCTERMS.creator,
        DCTERMS.publisher,
        DCAT.theme,
        DCAT.distribution,
    ],
    DCAT.Distribution: [DCAT.accessURL, DCTERMS.license],
    DCAT.DataService: [
        DCTERMS.title,
        DCTERMS.description,
        DCTERMS.identifier,
        DCTERMS.accessRights,
        DCAT.contactPoint,
        DCTERMS.publisher,
        DCTERMS.license,
        DCAT.endpointURL,
        DCAT.endpointDescription,
        DCAT.servesDataset,
        DCAT.theme,
    ],
    FOAF.Agent: [FOAF.name],
    VCARD.Organization: [VCARD.fn, VCARD.hasEmail],
}


def turtle(client: Client) -> Graph:
    return Graph().parse(data=client.get(TURTLE).content.decode(), format="turtle")


@pytest.mark.parametrize("cases", [0, 1])
def test_everything_has_the_properties_that_dcat_ap_nl_asks(client: Client, cases: int) -> None:
    PublishedCaseFactory.create_batch(cases)

    graph = turtle(client)

    for kind, properties in REQUIRED.items():
        subjects = list(graph.subjects(RDF.type, kind))
        assert subjects, kind
        for subject in subjects:
            missing = [name for name in properties if not list(graph.objects(subject, name))]
            assert missing == [], (subject, missing)


def test_whatever_is_pointed_at_in_the_description_is_in_it(client: Client) -> None:
    graph = turtle(client)

    own = {thing for triple in graph for thing in triple if isinstance(thing, URIRef) and thing.startswith(NAME)}
    assert len(own) == 8
    assert own == set(graph.subjects())


def test_its_files_and_api_can_be_had(client: Client) -> None:
    PublishedCaseFactory()

    graph = turtle(client)

    predicates = (DCAT.downloadURL, DCAT.accessURL, DCAT.endpointDescription, DCAT.landingPage, FOAF.homepage)
    addresses = {str(address) for predicate in predicates for address in graph.objects(None, predicate)}
    assert {f"https://gouden.test/api/v1/praktijkvoorbeelden/_export?formaat={name}" for name in ("csv", "jsonl")} < (
        addresses
    )
    for address in addresses:
        assert client.get(address.removeprefix("https://gouden.test")).status_code == 200, address
    assert list(graph.objects(None, DCAT.endpointURL)) == [URIRef("https://gouden.test/api/v1")]


def test_turtle_and_json_ld_say_the_same(client: Client) -> None:
    PublishedCaseFactory()

    response = client.get(JSON_LD)

    assert response["Content-Type"] == "application/ld+json; charset=utf-8"
    assert client.get(TURTLE)["Content-Type"] == "text/turtle; charset=utf-8"
    assert isomorphic(Graph().parse(data=response.content.decode(), format="json-ld"), turtle(client))


def test_it_says_when_the_catalogue_last_changed_and_who_publishes_it(client: Client, settings: Settings) -> None:
    settings.GOUDEN_PUBLISHER_NAME = "Vereniging Voorbeeld"
    settings.GOUDEN_PUBLISHER_URI = "https://identifier.overheid.nl/tooi/id/oorg/oorg10103"
    published = PublishedCaseFactory()

    graph = turtle(client)

    assert list(graph.objects(URIRef(f"{NAME}dataset"), DCTERMS.modified)) == [Literal(published.changed_at.date())]
    publisher = URIRef(f"{NAME}uitgever")
    assert list(graph.objects(publisher, FOAF.name)) == [Literal("Vereniging Voorbeeld", lang="nl")]
    assert [str(uri) for uri in graph.objects(publisher, DCTERMS.identifier)] == [settings.GOUDEN_PUBLISHER_URI]
    assert list(graph.objects(None, VCARD.hasEmail)) == [URIRef("mailto:redactie@gouden.example")]


@pytest.mark.parametrize("address", [TURTLE, JSON_LD])
def test_it_is_304_until_the_catalogue_changes(client: Client, address: str) -> None:
    PublishedCaseFactory()

    tag = client.get(address)["ETag"]
    assert client.get(address, headers={"If-None-Match": tag}).status_code == 304


if SHAPES.exists():

    def test_it_passes_the_shapes_of_dcat_ap_nl(client: Client) -> None:
        from pyshacl import validate

        PublishedCaseFactory()

        def conforms(graph: Graph) -> tuple[bool, str]:
            result: Any = validate(graph, shacl_graph=str(SHAPES), shacl_graph_format="turtle")
            return result[0], result[2]

        graph = turtle(client)
        assert conforms(graph)[0], conforms(graph)[1]
        # The shapes are read, and look at our classes.
        graph.remove((URIRef(f"{NAME}dataset"), DCAT.theme, None))
        assert not conforms(graph)[0]
