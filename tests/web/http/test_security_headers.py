"""Every answer has the security headers, whoever makes it: a view, a file, a health check, a redirect, a refusal."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import include, path
from pytest_django import Settings

from cases import publishing
from gouden.web.http.security_headers import PERMISSIONS_POLICY
from tests.factories import PublishedCaseFactory
from tests.web.http.test_public_headers import POLICY


def forbidden(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied


def broken(request: HttpRequest) -> HttpResponse:
    raise RuntimeError


urlpatterns = [path("verboden", forbidden), path("stuk", broken), path("", include("gouden.urls"))]
handler400 = "gouden.web.http.errors.bad_request"
handler500 = "gouden.web.operations.outage.server_error"

HEADERS = {
    "Content-Security-Policy": POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": PERMISSIONS_POLICY,
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
# By address: the status it answers with. What is withdrawn and what is framed has a case in its address.
ANSWERS = {
    "/over/": 200,
    "/over": 301,
    "/admin/": 302,
    "/favicon.ico": 302,
    "/nergens/": 404,
    "/verboden": 403,
    "/stuk": 500,
    "/praktijkvoorbeelden/?page=abc": 400,
    "/praktijkvoorbeelden/?zoek=" + "a" * 5_000: 414,
    "/static/js/voor.js": 200,
    "/static/img/favicon.svg": 200,
    "/static/nergens.js": 404,
    "/healthz": 200,
    "/readyz": 200,
    "/robots.txt": 200,
    "/.well-known/security.txt": 200,
    "/praktijkvoorbeelden/feed.atom": 200,
    "/api/v1/themas": 200,
    "/api/v1/themas/": 404,
    "/api/v1/nergens": 404,
}


def get(client: Client, address: str, **kwargs: Any) -> HttpResponse:
    """Return the answer, read to its end, so that its file is closed."""
    response: HttpResponse = client.get(address, **kwargs)  # type: ignore[assignment]
    b"".join(response)
    return response


def wrong(response: HttpResponse, **instead: str | None) -> dict[str, str | None]:
    """Return the headers that are missing or say something else, as they are."""
    expected = HEADERS | instead
    return {name: response.get(name) for name, value in expected.items() if response.get(name) != value}


@pytest.mark.django_db
@override_settings(ROOT_URLCONF=__name__)
def test_every_kind_of_answer_has_them(client: Client) -> None:
    client.raise_request_exception = False
    case = PublishedCaseFactory()
    withdrawn = PublishedCaseFactory()
    publishing.withdraw(case=withdrawn.case, by=None, reason="Op verzoek.")
    answers = ANSWERS | {withdrawn.get_absolute_url(): 410}

    found = {address: get(client, address) for address in answers}
    assert {address: response.status_code for address, response in found.items()} == answers
    assert {address: bad for address, response in found.items() if (bad := wrong(response))} == {}

    tag = client.get("/over/")["ETag"]
    others = [
        client.get("/over/", headers={"If-None-Match": tag}),
        client.head("/static/js/voor.js"),
        client.post("/healthz"),
        client.post("/over/"),
        client.post("/api/v1/themas"),
        client.get("/over/", headers={"Host": "kwaad.example"}),
    ]
    assert [response.status_code for response in others] == [304, 200, 405, 405, 405, 400]
    assert [wrong(response) for response in others] == [{}] * len(others)

    framed = client.get(f"/insluiten/{case.slug}/")
    assert framed.status_code == 200
    policy = framed["Content-Security-Policy"]
    assert "frame-ancestors *" in policy
    assert wrong(framed, **{"Content-Security-Policy": policy, "X-Frame-Options": None}) == {}


def test_by_https_every_answer_says_to_come_back_so_and_by_http_it_leads_there(settings: Settings) -> None:
    settings.SECURE_SSL_REDIRECT, settings.SECURE_HSTS_SECONDS = True, 3_600
    client = Client()
    for address in ("/healthz", "/static/js/voor.js", "/.well-known/security.txt"):
        assert get(client, address, secure=True)["Strict-Transport-Security"] == "max-age=3600", address

    redirect = client.get("/over/")
    assert (redirect.status_code, redirect["Location"]) == (301, "https://testserver/over/")
    # Of a header that came without TLS a browser believes nothing (RFC 6797, 8.1).
    assert wrong(redirect, **{"Strict-Transport-Security": None}) == {}
    assert client.get("/healthz").status_code == 200
