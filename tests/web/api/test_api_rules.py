"""The NL API Design Rules that a linter of the schema cannot see, asked of the running API."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as project
from django.core.management import call_command
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import include, path
from pytest_django import Settings

from cases import publishing
from gouden import API_VERSION
from gouden.web.guard.throttling import CallerThrottle, Window
from tests.factories import CaseFactory, PublishedCaseFactory, ThemeFactory

pytestmark = pytest.mark.django_db
API = "/api/v1"
LISTS = ["praktijkvoorbeelden", "wijzigingen", "gemeenten", "provincies", "regios", "organisaties"]
LISTS += ["initiatieven", "themas", "publicaties"]
Answer = HttpResponse


def body(response: Any) -> Any:
    return json.loads(response.content)


def fail(request: HttpRequest) -> HttpResponse:
    raise KeyError("geheim")


urlpatterns = [path("api/v1/stuk", fail), path("", include("gouden.urls"))]
handler500 = "gouden.web.operations.outage.server_error"


@pytest.fixture
def details() -> list[str]:
    """The address of a row of every kind."""
    case = PublishedCaseFactory(case__slug="startgeld")
    municipality = case.municipalities.get()
    rows = {"praktijkvoorbeelden": "startgeld", "gemeenten": municipality.cbs_code}
    rows |= {"provincies": municipality.province.code, "themas": case.themes.get().slug}
    rows |= {"publicaties": case.articles.get().publication.slug}
    return [f"{API}/{noun}/{key}" for noun, key in rows.items()]


@pytest.fixture
def answers(client: Client, settings: Settings, details: list[str]) -> dict[int, Answer]:
    """An answer of every status, by status."""
    client.raise_request_exception = False
    with override_settings(ROOT_URLCONF=__name__):
        fault = client.get(f"{API}/stuk")
    tag = client.get(details[0])["ETag"]
    found = {
        200: client.get(details[0]),
        304: client.get(details[0], headers={"if-none-match": tag}),
        301: moved(client),
        400: client.get(f"{API}/themas?kleur=rood"),
        401: client.get(f"{API}/themas", headers={"x-api-key": "gouden_onbekend"}),
        404: client.get(f"{API}/themas/weg"),
        405: client.post(f"{API}/themas", {}),
        406: client.get(f"{API}/themas", headers={"accept": "text/csv"}),
        410: gone(client),
        412: client.get(details[0], headers={"if-match": '"anders"'}),
        500: fault,
    }
    settings.GOUDEN_API_LIMIT = 1
    CallerThrottle.window = Window()
    client.get(f"{API}/themas")
    return found | {429: client.get(f"{API}/themas")}


def moved(client: Client) -> Any:
    case = PublishedCaseFactory(case__slug="oud-adres").case
    case.slug = "nieuw-adres"
    case.save()
    publishing.publish(case=case, by=None)
    return client.get(f"{API}/praktijkvoorbeelden/oud-adres?velden=slug")


def gone(client: Client) -> Any:
    case = PublishedCaseFactory(case__slug="vergissing").case
    publishing.withdraw(case=case, by=None, reason="Het was een vergissing.")
    return client.get(f"{API}/praktijkvoorbeelden/vergissing")


def test_every_answer_says_its_version_and_may_be_read_from_any_page(answers: dict[int, Answer]) -> None:
    for status, response in answers.items():
        assert response.status_code == status
        assert response["API-Version"] == API_VERSION, status
        assert response["Access-Control-Allow-Origin"] == "*", status
        assert not response.cookies, status


def test_every_answer_has_the_security_headers(answers: dict[int, Answer]) -> None:
    for status, response in answers.items():
        assert "frame-ancestors 'none'" in response["Content-Security-Policy"], status
        assert response["X-Content-Type-Options"] == "nosniff"
        assert response["X-Frame-Options"] == "DENY"
        assert response["Referrer-Policy"] == "same-origin"


def test_every_refusal_is_a_problem_in_dutch_that_no_cache_keeps(answers: dict[int, Answer]) -> None:
    for status, response in answers.items():
        if status < 400:
            continue
        assert response["Content-Type"] == "application/problem+json", status
        found = body(response)
        assert found["status"] == status
        assert found["title"], status
        assert found["detail"].endswith("."), status
        assert response["Cache-Control"] == "no-store"
        assert "ETag" not in response, status
        assert "geheim" not in response.content.decode()


def test_a_refusal_says_how_to_go_on(answers: dict[int, Answer]) -> None:
    assert answers[301]["Location"] == "https://gouden.test/api/v1/praktijkvoorbeelden/nieuw-adres?velden=slug"
    assert answers[401]["WWW-Authenticate"] == 'X-Api-Key realm="Gouden"'
    assert answers[405]["Allow"] == "GET, HEAD"
    assert body(answers[410])["detail"] == "Het was een vergissing."
    assert 1 <= int(answers[429]["Retry-After"]) <= 60


@pytest.mark.parametrize(
    "address",
    ["/api/v1/nergens", "/api/v2/themas", "/api/v1/themas/", "/api/v1/themas/weg/", "/api/v1/openapi.json/"],
)
def test_an_unknown_path_is_a_problem_and_no_redirect(client: Client, address: str) -> None:
    response = client.get(address)

    assert (response.status_code, response["API-Version"]) == (404, API_VERSION)
    assert body(response) == {
        "status": 404,
        "title": "Niet gevonden",
        "detail": "Wat u vraagt bestaat niet (meer) op dit adres.",
    }


def test_the_sites_own_404_is_still_a_page(client: Client) -> None:
    response = client.get("/nergens/")

    assert "<h1" in response.content.decode()
    assert "API-Version" not in response


def test_what_is_refused_before_any_view_is_a_problem_too(client: Client, settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["gouden.example"]

    response = client.get(f"{API}/themas", headers={"host": "anders.example"})

    assert (response.status_code, response["Content-Type"]) == (400, "application/problem+json")
    assert response["API-Version"] == API_VERSION


def test_the_redirect_to_https_says_its_version(client: Client, settings: Settings) -> None:
    settings.SECURE_SSL_REDIRECT = True

    response = client.get(f"{API}/themas")

    assert (response.status_code, response["API-Version"]) == (301, API_VERSION)


@pytest.mark.parametrize(
    "path", ["gemeenten/9999", "gemeenten/%00", "provincies/%00", "themas/%00", "praktijkvoorbeelden/weg"]
)
def test_what_does_not_exist_is_404(client: Client, path: str) -> None:
    assert client.get(f"{API}/{path}").status_code == 404


def test_all_that_is_wrong_with_a_request_is_said_at_once(client: Client) -> None:
    wrong = "thema=weg&thema=ook-weg&page=abc&pageSize=101&kleur=rood&jaarVan=oud&velden=slug,kleur&sorteer=duur"
    response = client.get(f"{API}/praktijkvoorbeelden?{wrong}")

    problem = body(response)
    assert (problem["status"], problem["title"]) == (400, "Ongeldige aanvraag")
    assert {row["name"] for row in problem["invalidParams"]} == {
        *("thema", "page", "pageSize", "kleur", "jaarVan", "velden", "sorteer"),
    }
    assert {"name": "kleur", "reason": "Deze parameter bestaat niet."} in problem["invalidParams"]
    assert {"name": "velden", "reason": "‘kleur’ is geen veld van een praktijkvoorbeeld."} in problem["invalidParams"]
    assert all(row["reason"] for row in problem["invalidParams"])


@pytest.mark.parametrize("name", ["sorteer", "thema", "jaarVan", "soort", "gemeente", "bewijs"])
def test_a_parameter_without_a_value_is_refused(client: Client, name: str) -> None:
    response = client.get(f"{API}/praktijkvoorbeelden?{name}=")

    assert response.status_code == 400
    assert [row["name"] for row in body(response)["invalidParams"]] == [name]


@pytest.mark.parametrize("year", ["2.017", "2017.0", "2_017", "٢٠١٧", "202", "2062x", "1e3", "20170"])
def test_a_year_is_four_digits_and_nothing_else(client: Client, year: str) -> None:
    response = client.get(f"{API}/praktijkvoorbeelden", {"jaarVan": year})

    assert response.status_code == 400
    wrong = [{"name": "jaarVan", "reason": "Geef een jaartal van vier cijfers, zoals 2017."}]
    assert body(response)["invalidParams"] == wrong
    page = client.get("/praktijkvoorbeelden/", {"jaarTot": year})
    assert page.status_code == 200
    assert "Geef een jaartal van vier cijfers, zoals 2017." in page.content.decode()


def test_words_to_search_for_may_be_none(client: Client) -> None:
    assert client.get(f"{API}/praktijkvoorbeelden?zoek=").status_code == 200


@pytest.mark.parametrize("noun", LISTS)
@pytest.mark.parametrize("query", ["kleur=rood", "pageSize=0", "pageSize=501", "pageSize=1e2", "pageSize=", "format=a"])
def test_every_list_refuses_what_it_does_not_know(client: Client, noun: str, query: str) -> None:
    name = query.partition("=")[0]
    response = client.get(f"{API}/{noun}?{query}")

    assert response.status_code == 400
    assert [row["name"] for row in body(response)["invalidParams"]] == [name]


def test_every_detail_refuses_parameters_it_does_not_know(client: Client, details: list[str]) -> None:
    for address in [*details, f"{API}/openapi.json"]:
        assert client.get(f"{address}?page=1").status_code == 400, address


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options", "trace"])
def test_only_reading_is_allowed(client: Client, details: list[str], method: str) -> None:
    for address in [*details, *(f"{API}/{noun}" for noun in LISTS), f"{API}/openapi.json"]:
        response = getattr(client, method)(address)
        assert (response.status_code, response["Allow"]) == (405, "GET, HEAD"), address
        assert body(response)["status"] == 405


def test_head_is_get_without_the_body(client: Client, details: list[str]) -> None:
    for address in details:
        response = client.head(address)
        assert (response.status_code, response.content) == (200, b"")
        assert response["ETag"] == client.get(address)["ETag"]


@pytest.mark.parametrize("accept", ["application/json", "*/*", "application/*", "text/html,*/*;q=0.8"])
def test_json_is_given_to_who_accepts_it(client: Client, accept: str) -> None:
    response = client.get(f"{API}/themas", headers={"accept": accept})

    assert (response.status_code, response["Content-Type"]) == (200, "application/json")


@pytest.mark.parametrize("accept", ["text/html", "application/xml", "onzin"])
def test_another_format_is_406(client: Client, accept: str) -> None:
    assert client.get(f"{API}/themas", headers={"accept": accept}).status_code == 406


def test_the_ways_on_are_in_the_link_header(client: Client) -> None:
    for number in range(5):
        ThemeFactory(name=f"Thema {number}")
    here = "https://gouden.test/api/v1/themas?pageSize=2&page="

    def links(page: int) -> dict[str, str]:
        header = client.get(f"{API}/themas?pageSize=2&page={page}")["Link"]
        return {part.split('"')[1]: part[1 : part.index(">")] for part in header.split(", ")}

    assert links(1) == {"first": f"{here}1", "next": f"{here}2", "last": f"{here}3"}
    assert links(2) == {"first": f"{here}1", "prev": f"{here}1", "next": f"{here}3", "last": f"{here}3"}
    assert links(3) == {"first": f"{here}1", "prev": f"{here}2", "last": f"{here}3"}


def test_a_list_of_nothing_has_one_page(client: Client) -> None:
    response = client.get(f"{API}/themas")

    assert body(response) == {"aantal": 0, "resultaten": []}
    here = "<https://gouden.test/api/v1/themas?page=1>"
    assert response["Link"] == f'{here}; rel="first", {here}; rel="last"'


def test_moments_are_in_utc(client: Client) -> None:
    PublishedCaseFactory()
    card = body(client.get(f"{API}/praktijkvoorbeelden"))["resultaten"][0]
    event = body(client.get(f"{API}/wijzigingen"))["resultaten"][0]

    assert [moment[-1] for moment in (card["gepubliceerdOp"], card["gewijzigdOp"], event["op"])] == ["Z", "Z", "Z"]


def test_a_page_elsewhere_may_read_the_headers(client: Client) -> None:
    response = client.get(f"{API}/themas", headers={"origin": "https://partner.example"})

    assert response["Access-Control-Allow-Origin"] == "*"
    exposed = {name.strip() for name in response["Access-Control-Expose-Headers"].split(",")}
    assert exposed >= {"API-Version", "Link", "ETag"}
    assert "Access-Control-Allow-Credentials" not in response


def test_a_browser_that_asks_first_may_only_read(client: Client) -> None:
    response = client.options(
        f"{API}/themas",
        headers={"origin": "https://partner.example", "access-control-request-method": "GET"},
    )

    assert (response.status_code, response["Access-Control-Allow-Origin"]) == (200, "*")
    assert response["Access-Control-Allow-Methods"] == "GET, HEAD"
    assert response["API-Version"] == API_VERSION


def test_the_site_itself_is_not_opened_to_other_pages(client: Client) -> None:
    response = client.get("/over/", headers={"origin": "https://partner.example"})

    assert "Access-Control-Allow-Origin" not in response


def test_every_address_is_304_until_the_catalogue_changes(client: Client, details: list[str]) -> None:
    tags = {address: client.get(address)["ETag"] for address in [*details, *(f"{API}/{noun}" for noun in LISTS)]}
    for address, tag in tags.items():
        assert not tag.startswith("W/"), address
        response = client.get(address, headers={"if-none-match": tag})
        assert (response.status_code, response.content) == (304, b""), address
        assert response["Cache-Control"] == "public, no-cache"

    PublishedCaseFactory()

    for address, tag in tags.items():
        assert client.get(address, headers={"if-none-match": tag}).status_code == 200, address


def test_a_304_takes_one_query(client: Client, details: list[str], django_assert_num_queries: Any) -> None:
    for address in [*details, *(f"{API}/{noun}" for noun in LISTS)]:
        tag = client.get(address)["ETag"]
        with django_assert_num_queries(1):  # the catalogue's version
            assert client.get(address, headers={"if-none-match": tag}).status_code == 304


def test_the_schema_is_served_without_any_query(client: Client, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        response = client.get(f"{API}/openapi.json")
        again = client.get(f"{API}/openapi.json", headers={"if-none-match": response["ETag"]})

    assert (response["Content-Type"], body(response)["openapi"], again.status_code) == (
        "application/json",
        "3.0.3",
        304,
    )
    assert body(response)["info"]["version"] == response["API-Version"]


def test_the_committed_schema_is_what_the_code_says(settings: Settings) -> None:
    settings.GOUDEN_BASE_URL, settings.GOUDEN_API_LIMIT, settings.GOUDEN_API_KEY_LIMIT = (
        "https://gouden.example",
        600,
        6000,
    )
    out = StringIO()
    call_command("spectacular", "--format", "openapi-json", "--validate", "--fail-on-warn", stdout=out)

    committed = (Path(project.BASE_DIR) / "docs" / "api" / "openapi.json").read_text(encoding="utf-8")

    assert json.loads(out.getvalue()) == json.loads(committed), "Run docs/howto/change-the-api.md"


def test_the_schema_keeps_the_rules_a_linter_would_check() -> None:
    """Not all of them: .ci/run asks Spectral where the national ruleset is at hand."""
    document = json.loads((Path(project.BASE_DIR) / "docs" / "api" / "openapi.json").read_text(encoding="utf-8"))
    operations = [methods["get"] for methods in document["paths"].values()]

    assert {"name", "email", "url"} <= document["info"]["contact"].keys()
    assert [server["url"] for server in document["servers"]] == ["https://gouden.example/api/v1"]
    assert len({operation["operationId"] for operation in operations}) == len(operations) > 15
    for operation in operations:
        assert {"200", "304", "400", "401", "404", "406", "429", "500", "503"} <= operation["responses"].keys()
        assert operation["description"].endswith("."), operation["operationId"]
        assert "API-Version" in operation["responses"]["200"]["headers"]
        assert all(
            parameter["description"] for parameter in operation.get("parameters", []) if parameter["in"] == "query"
        )


def test_a_draft_does_not_change_the_answer(client: Client) -> None:
    tag = client.get(f"{API}/praktijkvoorbeelden")["ETag"]

    CaseFactory(with_source=True)

    assert client.get(f"{API}/praktijkvoorbeelden", headers={"if-none-match": tag}).status_code == 304


def test_a_preflight_lets_through_what_browsers_and_their_libraries_send(client: Client) -> None:
    sent = "content-type, x-requested-with, cache-control, traceparent, tracestate, baggage, sentry-trace, range"
    asked = {"origin": "https://elders.example", "access-control-request-method": "GET"}

    for address in (f"{API}/themas", "/dcat/catalogus", "/praktijkvoorbeelden/feed.atom", "/.well-known/api-catalog"):
        response = client.options(address, headers=asked | {"access-control-request-headers": sent})
        assert response.status_code == 200
        assert set(sent.split(", ")) <= set(response["Access-Control-Allow-Headers"].split(", ")), address


def test_an_answer_says_how_often_one_may_still_ask(client: Client, settings: Settings) -> None:
    settings.GOUDEN_API_LIMIT = 2
    CallerThrottle.window = Window()
    answers = [client.get(f"{API}/themas") for _ in range(3)]

    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert {answer["RateLimit-Policy"] for answer in answers} == {'"minuut";q=2;w=60'}
    assert [answer["RateLimit"].partition(";t=")[0] for answer in answers] == [
        f'"minuut";r={left}' for left in (1, 0, 0)
    ]
    settings.GOUDEN_API_LIMIT = 0
    assert "RateLimit" not in client.get(f"{API}/themas")


def test_a_program_that_knows_only_the_name_finds_the_api(client: Client) -> None:
    response = client.get("/.well-known/api-catalog")

    assert response["Content-Type"] == 'application/linkset+json; profile="https://www.rfc-editor.org/info/rfc9727"'
    assert response["Link"] == '<https://gouden.test/.well-known/api-catalog>; rel="api-catalog"'
    (api,) = body(response)["linkset"]
    assert api["anchor"] == "https://gouden.test/api/v1"
    for relation in ("service-desc", "service-doc", "service-meta"):
        (link,) = api[relation]
        found = client.get(link["href"].removeprefix("https://gouden.test"), headers={"accept": link["type"]})
        assert (found.status_code, found["Content-Type"].partition(";")[0]) == (200, link["type"])


def test_the_codebook_is_called_what_it_is_and_is_json_for_who_asks_for_that(client: Client) -> None:
    for noun in ("praktijkvoorbeelden", "uitspraken"):
        address = f"{API}/{noun}/_codeboek"
        named, asked = client.get(address), client.get(address, headers={"accept": "application/json"})
        assert (named["Content-Type"], asked["Content-Type"]) == ("application/csvm+json", "application/json")
        assert named.content == asked.content
