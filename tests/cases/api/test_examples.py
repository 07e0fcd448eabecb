"""Every example in the OpenAPI file is what the catalogue answers, and fits the schema beside it.

What editors write may be another sentence by now: who corrects a word in an entry breaks no example.

With GOUDEN_WRITE_EXAMPLES=1 the examples are written anew instead of compared.
"""

import hashlib
import json
import os
import re
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import OperationalError
from django.http import HttpResponse
from django.test import Client, RequestFactory
from jsonschema import Draft4Validator
from pytest_django import Settings

from cases import publishing
from cases.api.schema import EXAMPLES
from cases.models import Adoption, Case, PublishedClaim
from cases.outputs.exports.xlsx import MEDIA_TYPE
from gouden.web.guard.throttling import CallerThrottle, Window
from gouden.web.operations.outage import server_error

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("catalogue")]

DETAIL = "/praktijkvoorbeelden/school-die-meegroeit-rijswijk"
REQUESTS = {
    "lijstPraktijkvoorbeelden": "/praktijkvoorbeelden?provincie=PV25&thema=schulden-en-armoede&pageSize=1",
    "toonPraktijkvoorbeeld": DETAIL,
    "lijstWijzigingen": "/wijzigingen?pageSize=2",
    "telPraktijkvoorbeeldenPerFacet": "/praktijkvoorbeelden/_facetten?provincie=PV25",
    "toonCodeboek": "/praktijkvoorbeelden/_codeboek",
    "lijstUitspraken": "/uitspraken?soort=resultaat&cijfer=ja&pageSize=1",
    "toonCodeboekUitspraken": "/uitspraken/_codeboek",
    "lijstNavolgingen": "/navolgingen?praktijkvoorbeeld=haarlem-buuv&pageSize=1",
    "lijstGemeenten": "/gemeenten?pageSize=1",
    "toonGemeente": "/gemeenten/0545",
    "lijstProvincies": "/provincies?pageSize=1",
    "toonProvincie": "/provincies/PV25",
    "lijstRegios": "/regios?pageSize=1",
    "toonRegio": "/regios/midden-limburg-samenwerking",
    "lijstOrganisaties": "/organisaties?pageSize=1",
    "toonOrganisatie": "/organisaties/figulus-welzijn",
    "lijstInitiatieven": "/initiatieven?pageSize=1",
    "toonInitiatief": "/initiatieven/naoberfonds",
    "lijstThemas": "/themas?pageSize=2",
    "toonThema": "/themas/preventie",
    "lijstObstakels": "/obstakels?pageSize=2",
    "toonObstakel": "/obstakels/privacy",
    "lijstElementen": "/elementen?pageSize=1",
    "toonElement": "/elementen/maatwerk",
    "lijstBegrippen": "/begrippen?pageSize=2",
    "toonBegrip": "/begrippen/perceel",
    "lijstVragen": "/vragen?pageSize=1",
    "toonVraag": "/vragen/kan-het-zonder-wijkteams",
    "lijstPublicaties": "/publicaties?pageSize=1",
    "toonPublicatie": "/publicaties/elf-nieuwe-gouden-gemeenten",
}
# What differs from one load of the catalogue to the next, or with every case that is added.
PASSING = {
    *("id", "gepubliceerdOp", "gewijzigdOp", "gelezenOp", "op", "nummer", "aantal", "laatste", "cursor"),
    "aantalPraktijkvoorbeelden",
}
IN_ADDRESS = re.compile(r"/(id|uitspraken)/")
MOMENT = "2026-11-02T08:30:00.000000Z"


def body(response: Any) -> Any:
    return json.loads(response.content)


def refusals(client: Client, settings: Settings) -> Iterator[tuple[str, str, Any]]:
    """Yield the name of every refusal, what brings it about, and the answer."""
    path = "/praktijkvoorbeelden?thema=bestaat-niet&page=0&kleur=rood"
    yield "OngeldigeAanvraag", f"GET {path}", client.get(f"/api/v1{path}")
    unknown = client.get("/api/v1/themas", headers={"x-api-key": "gouden_onbekend"})
    yield "SleutelOnbekend", "GET /themas met de kop X-Api-Key: gouden_onbekend", unknown
    yield "NietGevonden", "GET /themas/bestaat-niet", client.get("/api/v1/themas/bestaat-niet")
    yield "MethodeNietToegestaan", "POST /themas", client.post("/api/v1/themas")
    unfit = client.get("/api/v1/themas", headers={"accept": "text/html"})
    yield "FormaatNietBeschikbaar", "GET /themas met de kop Accept: text/html", unfit
    yield "Ingetrokken", f"GET {DETAIL}, nadat het is ingetrokken", withdrawn(client)
    ahead = client.get("/api/v1/wijzigingen?sinds=999999")
    yield "BeginOpnieuw", "GET /wijzigingen?sinds=999999, nadat een reservekopie is teruggezet", ahead
    settings.GOUDEN_API_LIMIT = 1
    CallerThrottle.window = Window()
    client.get("/api/v1/themas")
    yield "TeVeelAanvragen", "GET /themas, te vaak", client.get("/api/v1/themas")
    settings.GOUDEN_API_LIMIT = 0
    yield "Fout", "GET /themas, terwijl er bij ons iets stuk is", failing(KeyError("thema"))
    yield "NietBereikbaar", "GET /themas, terwijl de database weg is", failing(OperationalError("weg"))


def withdrawn(client: Client) -> Any:
    slug = DETAIL.rpartition("/")[2]
    publishing.withdraw(case=Case.objects.get(slug=slug), by=None, reason="De gemeente heeft dit anders bedoeld.")
    return client.get(f"/api/v1{DETAIL}")


def failing(error: Exception) -> HttpResponse:
    try:
        raise error
    except Exception:
        return server_error(RequestFactory().get("/api/v1/themas"))


def steady(value: Any) -> Any:
    """Return `value` with the moments fixed, and each random identifier one that goes with the slug."""
    if isinstance(value, dict):
        moments = {name for name, row in value.items() if name.lower().endswith("op") and "T" in str(row)}
        fixed = {name: MOMENT if name in moments else steady(row) for name, row in value.items()}
        if len(str(value.get("id"))) == len(str(uuid.UUID(int=0))):
            steadied = steady_identifier(value.get("slug") or value.get("kenmerk") or value["door"])
            # The address by which it is found carries it too.
            fixed |= {name: row.replace(value["id"], steadied) for name, row in fixed.items() if isinstance(row, str)}
        return fixed
    return [steady(row) for row in value] if isinstance(value, list) else value


def steady_identifier(name: str) -> str:
    """Return the identifier that goes with a slug, the key of a claim or who took a case over."""
    return str(uuid.UUID(bytes=hashlib.sha256(name.encode()).digest()[:16], version=4))


def lasting(value: Any) -> Any:
    """Return `value` without what differs from load to load."""
    if isinstance(value, dict):
        # An address with a random identifier differs as that does.
        by_identifier = {name for name, row in value.items() if isinstance(row, str) and IN_ADDRESS.search(row)}
        kept = {name: row for name, row in value.items() if name not in PASSING | by_identifier}
        return {name: lasting(row) for name, row in kept.items()}
    return [lasting(row) for row in value] if isinstance(value, list) else value


def wordless(value: Any) -> Any:
    """Return `value` with a dash for every text of more than a word: what editors write, and may write otherwise."""
    if isinstance(value, dict):
        return {name: wordless(row) for name, row in value.items()}
    if isinstance(value, list):
        return [wordless(row) for row in value]
    return "-" if isinstance(value, str) and " " in value else value


def rows(client: Client, path: str) -> list[Any]:
    """Return every row of a list, without what differs from load to load."""
    found, page = [], 1
    query = "sinds" if path == "/wijzigingen" else "page"
    while True:
        following = 0 if query == "sinds" and page == 1 else page
        response = client.get(f"/api/v1{path}?pageSize=100&{query}={following}")
        found += body(response)["resultaten"]
        if 'rel="next"' not in response["Link"]:
            return [wordless(lasting(row)) for row in found]
        page = found[-1]["nummer"] if query == "sinds" else page + 1


def openapi() -> Any:
    return json.loads((Path(settings.BASE_DIR) / "docs" / "api" / "openapi.json").read_text(encoding="utf-8"))


def validator(schema: Any) -> Draft4Validator:
    """Return a JSON Schema validator of an OpenAPI 3.0 schema: `nullable` becomes a second type."""
    document = openapi()

    def plain(value: Any) -> Any:
        if isinstance(value, list):
            return [plain(row) for row in value]
        if not isinstance(value, dict):
            return value
        made = {name: plain(row) for name, row in value.items() if name not in {"nullable", "example", "examples"}}
        return {"anyOf": [made, {"type": "null"}]} if value.get("nullable") is True else made

    components = {"components": {"schemas": plain(document["components"]["schemas"])}}
    return Draft4Validator(plain(schema) | components)


def test_the_examples_are_what_the_catalogue_answers(client: Client, settings: Settings) -> None:
    answers = {name: (f"GET {path}", client.get(f"/api/v1{path}")) for name, path in REQUESTS.items()}
    lists = {name: rows(client, path.partition("?")[0]) for name, path in REQUESTS.items() if name.startswith("lijst")}
    claim = PublishedClaim.objects.filter(published_case__slug=DETAIL.rpartition("/")[2]).order_by("position")[0]
    asked = f"GET /uitspraken/{steady_identifier(claim.key)}"
    answers["toonUitspraak"] = (asked, client.get(f"/api/v1/uitspraken/{claim.identifier}"))
    adoption = Adoption.objects.public().get(case__slug="haarlem-buuv", municipality__name="Zaanstad")
    asked = f"GET /navolgingen/{steady_identifier(adoption.party)}"
    answers["toonNavolging"] = (asked, client.get(f"/api/v1/navolgingen/{adoption.identifier}"))
    answers |= {name: (request, response) for name, request, response in refusals(client, settings)}
    found = {name: {"request": asked, "response": steady(body(answer))} for name, (asked, answer) in answers.items()}
    counted = found["telPraktijkvoorbeeldenPerFacet"]
    counted["request"] += " (hier van elk facet de eerste drie waarden)"
    for facet in counted["response"]["facetten"]:
        del facet["waarden"][3:]
    wait = found["TeVeelAanvragen"]["response"]
    wait["detail"] = re.sub(r"[0-9]+", "42", wait["detail"])
    if "GOUDEN_WRITE_EXAMPLES" in os.environ:
        EXAMPLES.write_text(json.dumps(found, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    stored = json.loads(EXAMPLES.read_text(encoding="utf-8"))

    assert stored.keys() == found.keys()
    for name, example in stored.items():
        if name in lists:
            assert example["response"].keys() == found[name]["response"].keys()
            assert example["response"]["resultaten"]
            for row in wordless(lasting(example["response"]["resultaten"])):
                assert row in lists[name], f"{name}: docs/howto/change-the-api.md says how to renew the examples"
        elif name == "telPraktijkvoorbeeldenPerFacet":  # which values there are differs with every case that is added
            kinds = [facet["naam"] for facet in example["response"]["facetten"]]
            assert kinds == [facet["naam"] for facet in found[name]["response"]["facetten"]]
        elif name[0].islower():  # an operation; the others are refusals, in our own words
            assert wordless(lasting(example)) == wordless(lasting(found[name])), (
                f"{name}: see docs/howto/change-the-api.md"
            )
        else:
            assert lasting(example) == lasting(found[name]), f"{name}: see docs/howto/change-the-api.md"


def test_every_operation_and_every_refusal_has_an_example_that_fits_its_schema() -> None:
    document = openapi()
    responses = [row for row in document["components"]["responses"].values() if "content" in row]
    responses += [operations["get"]["responses"]["200"] for operations in document["paths"].values()]

    for response in responses:
        for media_type, content in response["content"].items():
            if media_type in {"application/x-ndjson", "text/csv", MEDIA_TYPE}:  # files, of which the codebook tells
                continue
            examples = [row["value"] for row in content["examples"].values()]
            assert examples
            for example in examples:
                validator(content["schema"]).validate(example)


def test_the_check_of_an_example_can_fail() -> None:
    fitting = json.loads(EXAMPLES.read_text(encoding="utf-8"))["toonThema"]["response"]
    schema = {"$ref": "#/components/schemas/Theme"}

    assert validator(schema).is_valid(fitting)
    assert not validator(schema).is_valid(fitting | {"naam": None})
