"""HEAD has the head of GET and no body, as the server gets it from Django."""

from io import BytesIO
from typing import Any

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections

from tests.factories import PublishedCaseFactory


def served(method: str, address: str) -> tuple[str, dict[str, str], bytes]:
    """Return the status, the head and the body that Django hands to the server. The test client would mend a body."""
    found: list[Any] = []
    environ = {
        "REQUEST_METHOD": method,
        "PATH_INFO": address,
        "SERVER_NAME": "testserver",
        "SERVER_PORT": "80",
        "wsgi.url_scheme": "http",
        "wsgi.input": BytesIO(),
    }
    request_started.disconnect(close_old_connections)
    request_finished.disconnect(close_old_connections)
    try:
        response = WSGIHandler()(environ, lambda *answer: found.extend(answer))
        body = b"".join(response)
        response.close()
    finally:
        request_started.connect(close_old_connections)
        request_finished.connect(close_old_connections)
    return found[0], dict(found[1]), body


@pytest.mark.django_db
def test_it_has_the_same_head_and_no_body() -> None:
    PublishedCaseFactory()
    for address in (
        "/over/",
        "/static/js/voor.js",
        "/api/v1/themas",
        "/api/v1/praktijkvoorbeelden/_export",
        "/healthz",
        "/nergens/",
    ):
        status, head, body = served("GET", address)
        assert body, address
        assert served("HEAD", address) == (status, head, b""), address
