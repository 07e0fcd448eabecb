"""The description itself, as a graph."""

from typing import Any

from django.conf import settings
from django.db.models import Max
from django.urls import reverse
from rdflib import DCAT, DCTERMS, FOAF, RDF, RDFS, XSD, Graph, Literal, Namespace, URIRef

from cases.models import CatalogueState, PublishedCase
from cases.outputs.dcat.measured import measures
from cases.outputs.exports.files import FORMATS
from cases.pages.linked_data import DESCRIPTION, KEYWORDS, TITLE
from gouden.web.http.links import absolute

VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
SPDX = Namespace("http://spdx.org/rdf/terms#")
# rdflib knows the second version of DCAT.
VERSION = URIRef(f"{DCAT}version")
AUTHORITY = "http://publications.europa.eu/resource/authority"
MEDIA_TYPES = "https://www.iana.org/assignments/media-types"
DESIGN_RULES = "https://gitdocumentatie.logius.nl/publicatie/api/adr/2.2.0/"

Facts = dict[Any, Any]
# The files with everything, by format: a title, and its name among the file types of the EU.
FILES = {
    "jsonl": ("JSON Lines, alles ineens", ""),
    "csv": ("CSV, alles ineens", "CSV"),
    "xlsx": ("Excel (XLSX), alles ineens", "XLSX"),
}


def description() -> Graph:
    """Return the catalogue with its one dataset, its distributions and its data service."""
    graph = Graph()
    graph.bind("dct", DCTERMS, replace=True)
    graph.bind("vcard", VCARD)
    graph.bind("spdx", SPDX)
    for subject, facts in [*_catalogue().items(), *_distributions().items(), *_parties().items()]:
        for predicate, values in facts.items():
            for value in values if isinstance(values, list) else [values]:
                text = Literal(value, lang="nl") if type(value) is str else value
                graph.add((subject, predicate, text))
    return graph


def node(name: str) -> URIRef:
    """Return the name of a thing in the description: its address with a fragment."""
    return URIRef(f"{absolute('/dcat/catalogus')}#{name}")


def _catalogue() -> dict[Any, Facts]:
    """Return the catalogue, the dataset and the data service."""
    home, api = URIRef(absolute(reverse("home"))), URIRef(absolute(reverse("developers")))
    shared = {
        DCTERMS.title: TITLE,
        DCTERMS.description: DESCRIPTION,
        DCTERMS.publisher: node("uitgever"),
        DCTERMS.creator: node("uitgever"),
        DCAT.contactPoint: node("contact"),
        DCTERMS.license: URIRef(f"{AUTHORITY}/licence/CC_BY_4_0"),
        DCTERMS.language: URIRef(f"{AUTHORITY}/language/NLD"),
        DCTERMS.modified: _changed_on(),
    }
    found = {
        # Open to all, about people and society.
        DCTERMS.accessRights: URIRef(f"{AUTHORITY}/access-right/PUBLIC"),
        DCAT.theme: [URIRef(f"{AUTHORITY}/data-theme/{theme}") for theme in ("SOCI", "GOVE")],
        DCAT.keyword: list(KEYWORDS),
    }
    catalogue = {RDF.type: DCAT.Catalog, FOAF.homepage: home, DCAT.dataset: node("dataset"), DCAT.service: node("api")}
    dataset = {
        RDF.type: DCAT.Dataset,
        DCTERMS.identifier: Literal(str(node("dataset")), datatype=XSD.anyURI),
        DCAT.landingPage: home,
        DCTERMS.accrualPeriodicity: URIRef(f"{AUTHORITY}/frequency/IRREG"),
        DCTERMS.spatial: URIRef(f"{AUTHORITY}/country/NLD"),
        DCAT.distribution: [node("json"), *map(node, FILES)],
        **_edition(),
    }
    service = {
        RDF.type: DCAT.DataService,
        DCTERMS.title: "Gouden: API",
        DCTERMS.identifier: Literal(str(node("api")), datatype=XSD.anyURI),
        DCAT.endpointURL: URIRef(absolute("/api/v1")),
        DCAT.endpointDescription: URIRef(absolute(reverse("api-schema"))),
        DCAT.landingPage: api,
        FOAF.page: api,
        DCTERMS.conformsTo: URIRef(DESIGN_RULES),
        DCAT.servesDataset: node("dataset"),
    }
    return {
        node("catalogus"): shared | catalogue,
        node("dataset"): shared | found | dataset,
        node("api"): shared | found | service,
    }


def _distributions() -> dict[Any, Facts]:
    """Return the ways to have the data: page by page from the API, and whole as a file; with what those say of them."""
    page = URIRef(absolute(reverse("developers")))
    licence = URIRef(f"{AUTHORITY}/licence/CC_BY_4_0")
    shared = {RDF.type: DCAT.Distribution, DCAT.accessURL: page, DCTERMS.license: licence, **_edition()}
    found: dict[Any, Facts] = {
        node("json"): shared
        | {DCTERMS.title: "JSON, per bladzijde", DCAT.accessService: node("api"), **_format("JSON", "application/json")}
    }
    measured = measures(CatalogueState.counters().token)
    for name, (title, file_type) in FILES.items():
        address = URIRef(f"{absolute(reverse('api-export'))}?formaat={name}")
        media_type = FORMATS[name].media_type.partition(";")[0]
        found[node(name)] = shared | {
            DCTERMS.title: title,
            DCAT.downloadURL: address,
            **_format(file_type, media_type),
        }
        if measure := measured.get(name):
            checksum = node(f"controlegetal-{name}")
            found[node(name)] |= {
                DCAT.byteSize: Literal(measure.size, datatype=XSD.nonNegativeInteger),
                SPDX.checksum: checksum,
            }
            found[checksum] = {
                RDF.type: SPDX.Checksum,
                SPDX.algorithm: SPDX.checksumAlgorithm_sha256,
                SPDX.checksumValue: Literal(measure.sha256, datatype=XSD.hexBinary),
            }
    found[node("formaat-jsonl")] = {RDF.type: DCTERMS.MediaTypeOrExtent, RDFS.label: "JSON Lines"}
    return found


def _format(file_type: str, media_type: str) -> Facts:
    """Return what a file is: as the list of the EU names it, but for JSON Lines, which that does not have."""
    listed = URIRef(f"{AUTHORITY}/file-type/{file_type}") if file_type else node("formaat-jsonl")
    return {DCTERMS["format"]: listed, DCAT.mediaType: URIRef(f"{MEDIA_TYPES}/{media_type}")}


def _edition() -> Facts:
    """Return which edition of the data this is: the number of the last change, and its day."""
    return {DCTERMS.modified: _changed_on(), VERSION: Literal(str(CatalogueState.counters().number))}


def _parties() -> dict[Any, Facts]:
    """Return who publishes the catalogue and where to ask."""
    uri = settings.GOUDEN_PUBLISHER_URI
    publisher = {
        RDF.type: FOAF.Agent,
        FOAF.name: settings.GOUDEN_PUBLISHER_NAME,
        DCTERMS.identifier: [Literal(uri, datatype=XSD.anyURI)] if uri else [],
    }
    contact = {
        RDF.type: VCARD.Organization,
        VCARD.fn: f"Redactie {settings.GOUDEN_PUBLISHER_NAME}",
        VCARD.hasEmail: URIRef(f"mailto:{settings.GOUDEN_CONTACT_EMAIL}"),
    }
    return {node("uitgever"): publisher, node("contact"): contact}


def _changed_on() -> list[Any]:
    """Return the day on which a public case last changed, if there is any."""
    last = PublishedCase.objects.aggregate(last=Max("changed_at"))["last"]
    return [Literal(last.date())] if last else []
