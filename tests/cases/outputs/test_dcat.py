"""The description of the dataset: DCAT-AP-NL 3, as Turtle and as JSON-LD."""

import hashlib
import os
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from pytest_django import Settings
from rdflib import DCAT, DCTERMS, FOAF, RDF, Graph, Literal, Namespace, URIRef
from rdflib.compare import isomorphic

from cases.pages.linked_data import TITLE
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
    assert len(own) == 12
    assert own == set(graph.subjects())
    # Each of these names leads to what says so, in the kind of RDF that is asked for.
    for media_type, format in (
        ("text/turtle", "turtle"),
        ("application/ld+json", "json-ld"),
        ("application/rdf+xml", "xml"),
    ):
        response = client.get(NAME.removeprefix("https://gouden.test").rstrip("#"), headers={"accept": media_type})
        assert response["Content-Type"] == f"{media_type}; charset=utf-8"
        assert "Accept" in response["Vary"]
        assert isomorphic(Graph().parse(data=response.content.decode(), format=format), graph)
    assert client.get("/dcat/catalogus")["Content-Type"].startswith("text/turtle")
    page = client.get("/dcat/catalogus", headers={"accept": "text/html,*/*;q=0.8", "origin": "https://elders.example"})
    assert (page.status_code, page["Location"]) == (303, "/api/#koppelen")
    assert page["Access-Control-Allow-Origin"] == "*"


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
    root = client.get("/api/v1").json()
    assert root["openapi"] in addresses
    listed = {one["url"].removeprefix("https://gouden.test") for one in root["adressen"]}
    described = {f"/api/v1{path}" for path in client.get("/api/v1/openapi.json").json()["paths"] if "{" not in path}
    assert listed == described | {"/api/v1/openapi.json"}
    assert all(len(one["omschrijving"]) > 10 for one in root["adressen"])
    assert client.get("/api/v1?kleur=rood").status_code == 400


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


def test_a_harvester_reads_of_each_file_what_it_is_how_large_and_of_which_edition(client: Client) -> None:
    """As ckanext-dcat and udata read it: by these properties, and the media type after the address of its list."""
    published = PublishedCaseFactory()
    graph = turtle(client)

    def read(name: str) -> dict[str, str]:
        said = {str(key).rpartition("/")[2].rpartition("#")[2]: str(one) for key, one in graph[URIRef(NAME + name)]}
        checksum = dict(graph[URIRef(said["checksum"])]) if "checksum" in said else {}
        digest = next((str(value) for key, value in checksum.items() if str(key).endswith("checksumValue")), "")
        known = ("title", "downloadURL", "mediaType", "byteSize", "modified", "version")
        return {key: said[key] for key in known if key in said} | ({"sha256": digest} if digest else {})

    day = str(published.changed_at.date())
    export = "https://gouden.test/api/v1/praktijkvoorbeelden/_export"
    iana = "https://www.iana.org/assignments/media-types"
    for name, media_type in (("jsonl", "application/x-ndjson"), ("csv", "text/csv")):
        body = client.get(f"/api/v1/praktijkvoorbeelden/_export?formaat={name}").content
        assert read(name) == {
            "title": {"jsonl": "JSON Lines, alles ineens", "csv": "CSV, alles ineens"}[name],
            "downloadURL": f"{export}?formaat={name}",
            "mediaType": f"{iana}/{media_type}",
            "byteSize": str(len(body)),
            "sha256": hashlib.sha256(body).hexdigest(),
            "modified": day,
            "version": "1",
        }
    assert read("json") == {
        "title": "JSON, per bladzijde",
        "mediaType": f"{iana}/application/json",
        "modified": day,
        "version": "1",
    }
    assert "byteSize" not in read("xlsx")
    dataset = dict(graph[URIRef(f"{NAME}dataset")])
    assert (str(dataset[DCTERMS.title]), str(dataset[DCTERMS.identifier])) == (TITLE, f"{NAME}dataset")


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
