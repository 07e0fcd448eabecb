"""What a visitor sees when it is us. The database itself goes away in tests/production/test_outage.py."""

from django.db import DatabaseError, InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import path

handler500 = "gouden.web.operations.outage.server_error"

FAULTS: dict[str, Exception] = {
    "away": OperationalError('connection to server at "db" failed'),
    "broken": InterfaceError("connection already closed"),
    "fault": DatabaseError("geheim"),
    "code": KeyError("geheim"),
}


def fail(request: HttpRequest, fault: str) -> HttpResponse:
    if fault == "behind":
        raise RuntimeError from FAULTS["away"]
    raise FAULTS[fault]


urlpatterns = [path("<str:fault>", fail), path("api/v1/<str:fault>", fail)]


@override_settings(ROOT_URLCONF=__name__)
def ask(address: str) -> HttpResponse:
    response: HttpResponse = Client(raise_request_exception=False).get(address)  # type: ignore[assignment]
    return response


def test_a_database_that_is_away_is_a_page_to_come_back_to() -> None:
    for fault in ("away", "broken", "behind"):
        response = ask(f"/{fault}")

        assert (response.status_code, response.headers["Retry-After"]) == (503, "30")
        assert response.headers["Cache-Control"] == "no-store"
        assert "<h1>Gouden is even niet bereikbaar</h1>" in response.content.decode()
        assert 'lang="nl"' in response.content.decode()


def test_another_fault_is_a_500_that_tells_nothing_of_the_inside() -> None:
    for fault in ("fault", "code"):
        response = ask(f"/{fault}")

        assert (response.status_code, response.headers.get("Retry-After")) == (500, None)
        assert "<h1>Er ging iets mis</h1>" in response.content.decode()
        assert "geheim" not in response.content.decode()


def test_the_api_answers_both_with_problem_details() -> None:
    away, fault = ask("/api/v1/away"), ask("/api/v1/code")

    assert (away.status_code, away.headers["Retry-After"]) == (503, "30")
    assert away.headers["Content-Type"] == fault.headers["Content-Type"] == "application/problem+json"
    assert away.json() == {  # type: ignore[attr-defined]
        "status": 503,
        "title": "Gouden is even niet bereikbaar",
        "detail": "De gegevens zijn op dit moment niet op te vragen. Probeer het over een halve minuut opnieuw.",
    }
    assert fault.json() == {  # type: ignore[attr-defined]
        "status": 500,
        "title": "Er ging iets mis",
        "detail": "Dat ligt aan ons, niet aan uw aanvraag. De fout is vastgelegd.",
    }


def test_the_page_needs_nothing_from_elsewhere() -> None:
    body = ask("/away").content.decode()

    assert "http" not in body
    assert "<script" not in body
    assert "style=" not in body
