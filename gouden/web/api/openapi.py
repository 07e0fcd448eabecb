"""What drf-spectacular leaves out of the schema and the NL API Design Rules ask for."""

from typing import Any

from django.conf import settings

from gouden import API_VERSION
from gouden.web.api.problems import CONTENT_TYPE, TITLES, StartAgain
from gouden.web.http.links import absolute

Schema = dict[str, Any]

# Beside a body's schema: what it holds without a selection of keys, and what a line of it holds.
WITHOUT_SELECTION, LINE = "x-zonder-velden", "x-regel"
# Of what may be null, and no more than that.
NOTHING: Schema = {"type": "object", "nullable": True, "enum": [None]}
PROBLEM: Schema = {
    "type": "object",
    "description": "Wat er mis is, volgens RFC 9457.",
    "required": ["status", "title", "detail"],
    "properties": {
        "type": {"type": "string", "format": "uri", "description": "Waar staat wat u eraan doet."},
        "status": {"type": "integer", "description": "De HTTP-status."},
        "title": {"type": "string", "description": "Wat voor fout het is."},
        "detail": {"type": "string", "description": "Wat er aan de hand is."},
        "export": {"type": "string", "format": "uri", "description": "Het bestand om opnieuw mee te beginnen."},
        "cursor": {"type": "string", "description": "Vanaf waar u daarna de wijzigingen volgt."},
        "invalidParams": {
            "type": "array",
            "description": "Alles wat er aan de parameters niet klopt, in één keer.",
            "items": {
                "type": "object",
                "required": ["name", "reason"],
                "properties": {
                    "name": {"type": "string", "description": "De parameter."},
                    "reason": {"type": "string", "description": "Wat eraan niet klopt."},
                },
            },
        },
    },
}
HEADERS: dict[str, Schema] = {
    "API-Version": {
        "description": "De volledige versie van de API.",
        "schema": {"type": "string", "pattern": r"^[0-9]+\.[0-9]+\.[0-9]+$"},
        "example": API_VERSION,
    },
    "ETag": {
        "description": "De versie van het antwoord. Stuur hem terug in If-None-Match: is er niets veranderd, dan is "
        "het antwoord 304 zonder inhoud.",
        "schema": {"type": "string"},
    },
    "Gouden-Cursor": {
        "description": "Hoe ver de catalogus was: in dit antwoord staat niets van daarna. Bij een bestand is dat voor "
        "het eerste voorbeeld gelezen. Vraag /wijzigingen met sinds= wat er daarna veranderde.",
        "schema": {"type": "string"},
    },
    "Link": {
        "description": "De adressen van de andere bladzijden: first, prev, next en last (RFC 8288).",
        "schema": {"type": "string"},
    },
    "RateLimit": {
        "description": "Hoe vaak u deze minuut nog mag vragen (r), en over hoeveel seconden een nieuwe begint (t).",
        "schema": {"type": "string"},
    },
    "RateLimit-Policy": {
        "description": "Hoe vaak u mag vragen (q) in hoeveel seconden (w).",
        "schema": {"type": "string"},
    },
    "Repr-Digest": {
        "description": "De SHA-256 van het bestand, als het niet is samengeperst (RFC 9530).",
        "schema": {"type": "string"},
    },
    "Allow": {"description": "De methoden die wel kunnen.", "schema": {"type": "string"}},
    "Retry-After": {"description": "Over hoeveel seconden u het opnieuw kunt proberen.", "schema": {"type": "integer"}},
    "WWW-Authenticate": {"description": "Welke kop de sleutel hoort te dragen.", "schema": {"type": "string"}},
    "Location": {"description": "Het adres waar het nu staat.", "schema": {"type": "string", "format": "uri"}},
}
# The name of each refusal that any operation can answer with, by its status.
REFUSALS = {
    "400": "OngeldigeAanvraag",
    "401": "SleutelOnbekend",
    "404": "NietGevonden",
    "405": "MethodeNietToegestaan",
    "406": "FormaatNietBeschikbaar",
    "410": "Ingetrokken",
    "429": "TeVeelAanvragen",
    "500": "Fout",
    "503": "NietBereikbaar",
}
# The refusal of a cursor of another history.
START_AGAIN = "BeginOpnieuw"
# What every answer with content carries.
KEPT = ("API-Version", "ETag", "Gouden-Cursor")
# What says how often who asks may still ask.
ALLOWED = ("RateLimit", "RateLimit-Policy")
EVERYWHERE = ("400", "401", "404", "406", "429", "500", "503")
# What a refusal carries beside its version.
WITH = {"401": "WWW-Authenticate", "405": "Allow", "429": "Retry-After", "503": "Retry-After"}


def complete(result: Schema, generator: Any, request: Any, public: bool) -> Schema:
    """Return the schema with contact, server, headers and every refusal as a problem (a drf-spectacular hook)."""
    result["info"]["contact"] = {
        "name": "Redactie van Gouden",
        "email": settings.GOUDEN_CONTACT_EMAIL,
        "url": absolute("/over/"),
    }
    result["servers"] = [{"url": absolute("/api/v1"), "description": "Gouden"}]
    components = result["components"]
    components["schemas"]["Problem"] = PROBLEM
    components["headers"] = HEADERS
    components["responses"] = {name: _refusal(status) for status, name in REFUSALS.items()} | {
        START_AGAIN: _refusal("410") | {"description": StartAgain.title},
        "NietGewijzigd": {"description": "Er is niets veranderd.", "headers": headers(*KEPT)},
    }
    _allow_null(components["schemas"])
    _write_nothing_off(components["schemas"])
    for path, operations in result["paths"].items():
        for operation in operations.values():
            _complete_operation(path, operation)
    return result


def _allow_null(value: Any) -> None:
    """Let a nullable reference be null: drf-spectacular puts `allOf` with a schema beside it that never is."""
    if isinstance(value, dict):
        if value.get("nullable") is True and "allOf" in value:
            del value["nullable"]
            value["anyOf"] = [*value.pop("allOf"), NOTHING]
        for part in value.values():
            _allow_null(part)
    elif isinstance(value, list):
        for part in value:
            _allow_null(part)


def _write_nothing_off(value: Any) -> None:
    """Take `readOnly` away: nobody writes here, and clients that are made from the schema lose what is marked so."""
    if isinstance(value, dict):
        if value.get("readOnly") is True:
            del value["readOnly"]
        for part in value.values():
            _write_nothing_off(part)
    elif isinstance(value, list):
        for part in value:
            _write_nothing_off(part)


def headers(*names: str) -> Schema:
    """Return a reference to each of these headers."""
    return {name: refer("headers", name) for name in names}


def refer(kind: str, name: str) -> Schema:
    """Return a reference to a component."""
    return {"$ref": f"#/components/{kind}/{name}"}


def _complete_operation(path: str, operation: Schema) -> None:
    operation["summary"] = operation["description"].partition(".")[0]
    found = operation["responses"]["200"]
    found["description"] = found["description"] or "Gevonden."
    found["headers"] = headers(
        *KEPT, *ALLOWED, *([] if path.endswith("}") else ["Link"]), *(["Repr-Digest"] if "_export" in path else [])
    )
    responses = operation["responses"] | {"304": refer("responses", "NietGewijzigd")}
    responses |= {status: refer("responses", REFUSALS[status]) for status in EVERYWHERE}
    operation["responses"] = dict(sorted(responses.items()))


def _refusal(status: str) -> Schema:
    content = {"schema": refer("schemas", "Problem")}
    carried = headers("API-Version", *([WITH[status]] if status in WITH else []))
    return {"description": TITLES[int(status)], "headers": carried, "content": {CONTENT_TYPE: content}}
