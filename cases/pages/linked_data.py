"""What the catalogue's pages are about, in the words of schema.org."""

from django.conf import settings
from django.urls import reverse
from django.utils.timezone import localtime

from cases.models import Adoption, Certainty, Element, Initiative, Obstacle, Publication, Question, Term, Theme
from cases.pages.cited import Reading, reading
from cases.projection.records import (
    LICENCE,
    CaseRecord,
    ClaimSourceRecord,
    NamedRecord,
    PublicationRecord,
    PublishedClaimRecord,
    SourceRecord,
    SpeakerRecord,
)
from gouden.web.http.links import absolute
from gouden.web.pages.linked_data import Node, filled
from municipalities.models import Municipality, Organisation, Province, Region

# What the dataset is called and about, here and in DCAT.
TITLE = "Gouden: goede praktijken in het gemeentelijk sociaal domein"
DESCRIPTION = (
    "Wat Nederlandse gemeenten deden in het sociaal domein: aanleiding, aanpak, opbrengst, leerpunten en wat een "
    "andere gemeente ervoor nodig heeft. Bij elke uitspraak staat wie het zegt, op welke grond en waar het staat."
)
KEYWORDS = ("sociaal domein", "gemeenten", "goede praktijken", "jeugdhulp", "Wmo", "schuldhulpverlening")
LANGUAGE = "nl"


def lasting(kind: str, identifier: object) -> str:
    """Return the address of a public thing that stays when it is called otherwise or moves."""
    return absolute(reverse("identifier", args=[kind, identifier]))


def publisher() -> Node:
    """Return who publishes the catalogue."""
    return filled(
        {
            "@type": "Organization",
            "@id": absolute("/#uitgever"),
            "name": settings.GOUDEN_PUBLISHER_NAME,
            "url": absolute("/"),
            "sameAs": settings.GOUDEN_PUBLISHER_URI,
            "email": settings.GOUDEN_CONTACT_EMAIL,
        }
    )


def article(record: CaseRecord) -> Node:
    """Return a case, from its record."""
    portrait = record["onderdeelVan"]
    return filled(
        {
            "@type": "Article",
            "@id": record["url"],
            "identifier": lasting("praktijkvoorbeeld", record["id"]),
            "url": record["url"],
            "headline": record["titel"],
            "genre": record["soort"],
            "abstract": record["samenvatting"],
            "inLanguage": LANGUAGE,
            "datePublished": record["gepubliceerdOp"],
            "dateModified": record["gewijzigdOp"],
            "isAccessibleForFree": True,
            "license": record["licentie"]["url"],
            "author": {"@id": absolute("/#uitgever")},
            "publisher": publisher(),
            "about": [_term(row) for row in record["themas"]],
            "spatialCoverage": [_area(row) for row in [*record["gemeenten"], *record["regios"]]],
            "temporalCoverage": _period(record),
            "isPartOf": {"@type": "Article", "@id": portrait["url"], "headline": portrait["titel"]}
            if portrait
            else None,
            "citation": [_source(row) for row in record["bronnen"]],
        }
    )


def claim(record: PublishedClaimRecord) -> Node:
    """Return a claim, from its record: what is said, by whom, where it stands and of which case."""
    case, source = record["voorbeeld"], record["bron"]
    return filled(
        {
            "@type": "Claim",
            "@id": record["url"],
            "identifier": lasting("uitspraak", record["id"]),
            "url": record["url"],
            "text": record["tekst"],
            "genre": record["soort"],
            "inLanguage": LANGUAGE,
            "temporalCoverage": str(record["jaar"] or ""),
            "isAccessibleForFree": True,
            "license": LICENCE["url"],
            "publisher": publisher(),
            "author": _speaker(record["spreker"]) if record["spreker"] else None,
            "about": [_term(row) for row in record["elementen"]],
            "isPartOf": {"@type": "Article", "@id": case["url"], "headline": case["titel"]},
            "citation": [_passage(source)] if source else [],
        }
    )


def adoption(row: Adoption, case: CaseRecord) -> Node:
    """Return what somebody else did after the example of a case: who, and of what."""
    place = row.municipality or row.region
    agent: Node = (
        {"@type": "AdministrativeArea", "name": str(place), "url": absolute(place.get_absolute_url())}
        if place
        else {"@type": "Organization", "name": row.adopter}
    )
    return filled(
        {
            "@type": "Action",
            "@id": f"{case['url']}#{row.anchor}",
            "identifier": lasting(Adoption.KIND, row.identifier),
            "name": f"{row.party}: {row.get_status_display()}",
            "description": "\n\n".join(text for text in (row.note, row.differently) if text),
            "agent": agent,
            "object": {"@type": "Article", "@id": case["url"], "headline": case["titel"]},
            "startTime": str(row.since or ""),
        }
    )


def municipality(row: Municipality) -> Node:
    """Return a municipality, the same as the one in the government's TOOI register."""
    node = _government(row, f"Gemeente {row.name}", row.gm_code)
    node["areaServed"]["containedInPlace"] = {"@type": "AdministrativeArea", "name": row.province.name}
    ended = row.valid_until if row.has_ended else None
    return filled(node | {"dissolutionDate": ended and ended.isoformat()})


def province(row: Province) -> Node:
    """Return a province, the same as the one in the government's TOOI register."""
    return _government(row, f"Provincie {row.name}", row.code)


def organisation(row: Organisation) -> Node:
    """Return an organisation, with the names it is or was known by."""
    url = absolute(row.get_absolute_url())
    return filled(
        {
            "@type": "Organization",
            "@id": url,
            "identifier": lasting("organisatie", row.identifier),
            "name": row.name,
            "alternateName": [*row.also_known_as, *row.former_names],
            "url": row.website or url,
            "mainEntityOfPage": url,
        }
    )


def region(row: Region) -> Node:
    """Return a region, as the area of its municipalities."""
    url = absolute(row.get_absolute_url())
    return filled(
        {
            "@type": "AdministrativeArea",
            "@id": url,
            "identifier": [lasting("regio", row.identifier), *([row.code] if row.code else [])],
            "name": row.name,
            "alternateName": row.also_known_as,
            "mainEntityOfPage": url,
        }
    )


def initiative(row: Initiative) -> Node:
    """Return an initiative: a fund, a method, a platform or a place."""
    url = absolute(row.get_absolute_url())
    return filled(
        {
            "@type": "Thing",
            "@id": url,
            "identifier": lasting("initiatief", row.identifier),
            "name": row.name,
            "alternateName": row.aliases,
            "description": row.description,
            "mainEntityOfPage": url,
        }
    )


def publication(row: Publication) -> Node:
    """Return a publication, as what its articles are part of."""
    return filled(
        {
            "@type": "CreativeWork",
            "@id": absolute(row.get_absolute_url()),
            "identifier": lasting("publicatie", row.identifier),
            "name": row.title,
            # A year that is inferred is no date of publication.
            "datePublished": None if row.year_certainty == Certainty.INFERRED else str(row.year),
            "publisher": [{"@type": "Organization", "name": publisher.name} for publisher in row.publishers.all()],
            "url": row.url,
        }
    )


def theme(row: Theme) -> Node:
    """Return a theme, as a term of the list of themes."""
    return _defined(row, "thema", "Thema's van Gouden", absolute(reverse("theme-list")))


def obstacle(row: Obstacle) -> Node:
    """Return a kind of obstacle, as a term of the list of obstacles."""
    return _defined(row, "obstakel", "Obstakels van Gouden", absolute(reverse("obstacle-list")))


def element(row: Element) -> Node:
    """Return something that makes a practice work, as a term of the list of elements."""
    node = _defined(row, "element", "Werkzame elementen van Gouden", absolute(reverse("element-list")))
    return filled(node | {"description": row.summary, "alternateName": row.other_names})


def term(row: Term) -> Node:
    """Return a word of the trade, as a term of the list of them."""
    node = _defined(row, "begrip", "Begrippen van Gouden", absolute(reverse("term-list")))
    return filled(node | {"description": row.definition, "alternateName": row.other_names})


def question(row: Question, read: Reading | None = None) -> Node:
    """Return a question with the answer as the page shows it: all of it by the editors, from what they cite.

    `read` is that answer where it is at hand.
    """
    read = read or reading(row)
    answer = (
        {
            "@type": "Answer",
            "text": read.plain,
            "datePublished": localtime(read.at).date().isoformat(),
            "author": {"@id": absolute("/#uitgever")},
            "citation": [absolute(one.url) for one in read.claims],
        }
        if read and read.sentences
        else None
    )
    return filled(
        {
            "@type": "Question",
            "@id": absolute(row.get_absolute_url()),
            "identifier": lasting("vraag", row.identifier),
            "name": row.question,
            "inLanguage": LANGUAGE,
            "author": publisher(),
            "acceptedAnswer": answer,
        }
    )


def website() -> Node:
    """Return the site, with how to search it."""
    return {
        "@type": "WebSite",
        "@id": absolute("/#site"),
        "url": absolute("/"),
        "name": "Gouden",
        "description": DESCRIPTION,
        "inLanguage": LANGUAGE,
        "publisher": publisher(),
        "potentialAction": {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": f"{absolute(reverse('case-list'))}?zoek={{zoek}}"},
            "query-input": "required name=zoek",
        },
    }


def dataset() -> Node:
    """Return the catalogue as data, with the files it comes in."""
    export = absolute(reverse("api-export"))
    files = {"application/x-ndjson": "jsonl", "text/csv": "csv"}
    return {
        "@type": "Dataset",
        "@id": absolute("/dcat/catalogus#dataset"),
        "name": TITLE,
        "description": DESCRIPTION,
        "keywords": list(KEYWORDS),
        "url": absolute(reverse("developers")),
        "inLanguage": LANGUAGE,
        "isAccessibleForFree": True,
        "license": LICENCE["url"],
        "creator": {"@id": absolute("/#uitgever")},
        "publisher": publisher(),
        "distribution": [
            {"@type": "DataDownload", "encodingFormat": media_type, "contentUrl": f"{export}?formaat={name}"}
            for media_type, name in files.items()
        ],
    }


def web_api() -> Node:
    """Return the API on the catalogue."""
    return {
        "@type": "WebAPI",
        "@id": absolute("/dcat/catalogus#api"),
        "name": "Gouden: API",
        "description": "Alle praktijkvoorbeelden als JSON, met dezelfde filters en zoekfunctie als de site.",
        "url": absolute("/api/v1"),
        "documentation": absolute(reverse("developers")),
        "provider": {"@id": absolute("/#uitgever")},
    }


def _government(row: Municipality | Province, name: str, code: str) -> Node:
    url = absolute(row.get_absolute_url())
    return {
        "@type": "GovernmentOrganization",
        "@id": url,
        "name": name,
        "identifier": code,
        "sameAs": row.tooi_uri,
        "mainEntityOfPage": url,
        "areaServed": {"@type": "AdministrativeArea", "name": row.name},
    }


def _defined(row: Theme | Obstacle | Element | Term, kind: str, name: str, url: str) -> Node:
    """Return a term with what it means, of the list that is called `name` and stands at `url`."""
    term = _term({"url": absolute(row.get_absolute_url()), "naam": row.name})
    meaning = {
        "identifier": lasting(kind, row.identifier),
        "description": row.description if isinstance(row, Theme | Obstacle) else "",
        "termCode": row.slug,
        "inDefinedTermSet": {"@type": "DefinedTermSet", "@id": url, "name": name},
    }
    return filled(term | meaning)


def _term(row: NamedRecord) -> Node:
    return {"@type": "DefinedTerm", "@id": row["url"], "name": row["naam"]}


def _area(row: NamedRecord) -> Node:
    """Return the place a municipality or region of a record is; the page of a municipality is about its government."""
    return {"@type": "AdministrativeArea", "name": row["naam"], "url": row["url"]}


def _period(record: CaseRecord) -> str:
    """Return from which year to which, as ISO 8601 writes it: '2014/2016', '2014/..'; empty without a first year."""
    return f"{record['begonnenIn']}/{record['geeindigdIn'] or '..'}" if record["begonnenIn"] else ""


def _speaker(row: SpeakerRecord) -> Node | list[Node] | None:
    """Return who says it: a person in a function, or else the organisations that do."""
    organisations = [{"@type": "Organization", "@id": one["url"], "name": one["naam"]} for one in row["organisaties"]]
    if not row["naam"]:
        return organisations
    return filled({"@type": "Person", "name": row["naam"], "jobTitle": row["functie"], "affiliation": organisations})


def _passage(row: ClaimSourceRecord) -> Node:
    return {"@type": "CreativeWork", "name": row["titel"], "isPartOf": _part_of(row["publicatie"])}


def _source(row: SourceRecord) -> Node:
    return filled(
        {
            "@type": "CreativeWork",
            "name": row["titel"],
            "author": [{"@type": "Person", "name": author} for author in row["auteurs"]],
            "url": row["url"],
            "isPartOf": _part_of(row["publicatie"]),
        }
    )


def _part_of(publication: PublicationRecord) -> Node:
    return {
        "@type": "CreativeWork",
        "@id": publication["url"],
        "name": publication["titel"],
        **({} if publication["jaarAfgeleid"] else {"datePublished": str(publication["jaar"])}),
    }
