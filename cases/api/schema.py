"""The schema's words on cases: what `velden` leaves of a record, what became of one, and real examples."""

import json
from pathlib import Path
from typing import Any

from django import forms
from django.conf import settings

from cases.api.adoption_views import AdoptionFilter
from cases.listing.filter_kinds import ListFilter
from cases.listing.partner_filter import PartnerCaseFilter
from cases.listing.statement_filters import StatementFilter
from gouden.web.api.openapi import LINE, NOTHING, REFUSALS, START_AGAIN, WITHOUT_SELECTION, Schema, headers, refer

# By operation or refusal: a request and what the catalogue answers to it. docs/howto/change-the-api.md says how to
# renew them.
EXAMPLES = Path(__file__).with_name("examples.json")

DESCRIPTION = """De open catalogus van goede praktijken in het gemeentelijk sociaal domein.

Alles is te lezen zonder aanmelden, ook vanuit de browser (CORS). {limits} Een antwoord 304 telt niet mee.

De tekst van de catalogus is te gebruiken onder CC BY 4.0. Elk praktijkvoorbeeld zegt in `naamsvermelding` hoe u de bron
noemt."""

# What of rows may be withdrawn or deleted, beside cases.
ROWS = (
    "initiatieven",
    "themas",
    "obstakels",
    "elementen",
    "begrippen",
    "vragen",
    "publicaties",
    "organisaties",
    "regios",
)

JSON_LINES = "application/x-ndjson"
LIST, DETAIL, CHANGES = "/praktijkvoorbeelden", "/praktijkvoorbeelden/{slug}", "/wijzigingen"
STATEMENTS, STATEMENT = "/uitspraken", "/uitspraken/{identifier}"
ADOPTIONS, ADOPTION = "/navolgingen", "/navolgingen/{identifier}"
# The parameters of all other lists are named as those of cases.
FILTERS = {STATEMENTS: StatementFilter, f"{STATEMENTS}/_export": StatementFilter, ADOPTIONS: AdoptionFilter}


def complete(result: Schema, generator: Any, request: Any, public: bool) -> Schema:
    """Return the schema with what holds for cases (a drf-spectacular hook, after the general one)."""
    result["info"]["description"] = DESCRIPTION.format(limits=limits())
    _bound(result["paths"])
    _select(result)
    _by_line(result["paths"])
    detail = result["paths"][DETAIL]["get"]["responses"]
    detail["301"] = {"description": "Verplaatst.", "headers": headers("API-Version", "Location")}
    for path in (DETAIL, STATEMENT, ADOPTION, *(f"/{row}/{{slug}}" for row in ROWS)):
        result["paths"][path]["get"]["responses"]["410"] = refer("responses", REFUSALS["410"])
    for path in (LIST, STATEMENTS, CHANGES):
        result["paths"][path]["get"]["responses"]["410"] = refer("responses", START_AGAIN)
    _exemplify(result, json.loads(EXAMPLES.read_text(encoding="utf-8")))
    return result


def limits() -> str:
    """Return how often one may ask; the setting 0 is no limit."""
    limit, key_limit = settings.GOUDEN_API_LIMIT, settings.GOUDEN_API_KEY_LIMIT
    if not limit:
        return "Er is geen grens aan hoe vaak u iets vraagt."
    with_key = f"zijn dat er {key_limit}" if key_limit else "is er geen grens"
    return (
        f"Per minuut beantwoordt elk proces van de server\n{limit} aanvragen van één adres; met een sleutel van de "
        f"redactie in de kop `X-Api-Key` {with_key}. Wie\nvaker vraagt krijgt 429, met in `Retry-After` na hoeveel "
        "seconden het weer kan."
    )


def _bound(paths: Schema) -> None:
    """Say of each parameter what it is, how long and how large, as the filter's own form fields do."""
    for path, operations in paths.items():
        filters = FILTERS.get(path, PartnerCaseFilter).base_filters
        for parameter in operations["get"].get("parameters", []):
            schema = parameter["schema"]
            schema.get("items", {}).pop("title", None)
            found = filters.get(parameter["name"]) if parameter["in"] == "query" else None
            field = found.field if found else None
            if isinstance(found, ListFilter) and found.superseded_by:
                parameter["deprecated"] = True
            if field and "description" not in parameter:
                parameter["description"] = str(field.help_text)
            if isinstance(field, forms.IntegerField):
                schema |= {"minimum": field.min_value, "maximum": field.max_value}
            elif isinstance(field, forms.CharField):
                if field.max_length:
                    schema["maxLength"] = field.max_length
            elif field:
                # What is given without a value is refused (StrictFilterBackend).
                values = schema.get("items", schema)
                if "enum" not in values:
                    values["minLength"] = 1


def _select(result: Schema) -> None:
    """Say that with `velden` any key may be absent.

    A choice between what is whole and what is not (`anyOf`) would be the truth too, but clients made from it take an
    answer for the first that seems to fit, and lose the rest. So there is one object, of which no key is required, and
    beside it which keys there are without `velden`.
    """
    schemas = result["components"]["schemas"]
    schemas["RecordSelection"] = {
        "type": "object",
        "description": "De sleutels die met `velden` zijn gevraagd. Zonder `velden` zijn het in een lijst altijd die "
        "van Card, en in een detail altijd die van Record.",
        "properties": dict(schemas["Record"]["properties"]),
        "additionalProperties": False,
    }
    page = schemas["PaginatedCardList"]["properties"]["resultaten"]
    one = result["paths"][DETAIL]["get"]["responses"]["200"]["content"]["application/json"]
    many = result["paths"][LIST]["get"]["responses"]["200"]["content"]["application/json"]
    one[WITHOUT_SELECTION], many[WITHOUT_SELECTION] = one["schema"], page["items"]
    one["schema"] = page["items"] = refer("schemas", "RecordSelection")
    told = schemas["Event"]["properties"]["praktijkvoorbeeld"]
    schemas["Event"]["properties"]["praktijkvoorbeeld"] = {
        "description": told["description"],
        "anyOf": [refer("schemas", "RecordSelection"), NOTHING],
    }


def _by_line(paths: Schema) -> None:
    """Say of JSON Lines that the body is a file, and what one line of it holds: together they are no JSON."""
    for operations in paths.values():
        content = operations["get"]["responses"]["200"].get("content", {})
        if found := content.get(JSON_LINES):
            found[LINE], found["schema"] = found["schema"], {"type": "string", "format": "binary"}


def _exemplify(result: Schema, examples: Schema) -> None:
    """Put the stored examples where they belong: with every answer in JSON."""
    responses = {name: row for name, row in result["components"]["responses"].items() if "content" in row}
    for operations in result["paths"].values():
        responses[operations["get"]["operationId"]] = operations["get"]["responses"]["200"]
    for name, response in responses.items():
        if name in examples:
            example = {"summary": examples[name]["request"], "value": examples[name]["response"]}
            for content in response["content"].values():
                content["examples"] = {"voorbeeld": example}
