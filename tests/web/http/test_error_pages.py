"""Pages for what goes wrong: in Dutch, and they help on."""

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.template import Context, loader
from django.test import Client, override_settings
from django.urls import include, path

from tests.reading import heading, links, main, title


def forbidden(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied("intern geheim")


def suspicious(request: HttpRequest) -> HttpResponse:
    raise SuspiciousOperation("intern geheim")


def broken(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("intern geheim")


urlpatterns = [
    path("verboden", forbidden),
    path("verdacht", suspicious),
    path("stuk", broken),
    path("", include("gouden.urls")),
]
handler400 = "gouden.web.http.errors.bad_request"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "status", "says"),
    [
        ("/nergens/", 404, "Deze pagina bestaat niet"),
        ("/verboden", 403, "U heeft geen toegang tot deze pagina"),
        ("/verdacht", 400, "Dit adres klopt niet"),
        ("/praktijkvoorbeelden/?page=abc", 400, "Dit adres klopt niet"),
    ],
)
@override_settings(ROOT_URLCONF=__name__)
def test_it_says_in_dutch_what_is_wrong_and_helps_on(client: Client, address: str, status: int, says: str) -> None:
    response = client.get(address)

    assert response.status_code == status
    assert heading(response) == says
    assert title(response).endswith(" - Gouden")
    assert "/praktijkvoorbeelden/" in links(response)
    assert "intern geheim" not in response.content.decode()
    assert '<meta name="robots" content="noindex">' in response.content.decode()


@override_settings(ROOT_URLCONF=__name__)
def test_a_fault_shows_a_page_without_asking_the_database(client: Client) -> None:
    """Without django_db any query would fail the test."""
    client.raise_request_exception = False

    response = client.get("/stuk")

    assert response.status_code == 500
    assert heading(response) == "Er ging iets mis"
    assert "intern geheim" not in response.content.decode()


def test_the_page_for_a_fault_needs_no_context_and_is_itself_dutch() -> None:
    page = loader.get_template("500.html").template.render(Context())

    assert '<html lang="nl">' in page
    assert "Probeer het over een paar minuten nog eens." in page


@pytest.mark.django_db
def test_the_sentence_of_a_bad_request_is_shown(client: Client) -> None:
    assert "page moet een geheel getal zijn, vanaf 1." in main(client.get("/praktijkvoorbeelden/?page=abc"))
