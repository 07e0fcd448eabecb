"""The database goes away and comes back; nobody restarts Gouden."""

import json
import re
from pathlib import Path

import pytest

from tests.production.containers import Image
from tests.production.servers import Answer, Cluster, Site

pytestmark = pytest.mark.once

SIGN_IN = """
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, get_user_model
from django.contrib.sessions.backends.db import SessionStore
user = get_user_model().objects.create_superuser("redactie", password="een lang wachtwoord")
session = SessionStore()
session[SESSION_KEY] = str(user.pk)
session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
session[HASH_SESSION_KEY] = user.get_session_auth_hash()
session.create()
print("sessie", session.session_key)
"""


def test_without_its_database_the_site_says_so_and_recovers_by_itself(
    image: Image, cluster: Cluster, tmp_path: Path
) -> None:
    url = f"{cluster.url}/postgres"
    environment = image.of("migrate", DATABASE_URL=url)
    said = image.run(["python", "manage.py", "shell", "--command", SIGN_IN], environment).stdout
    session = re.findall(r"sessie (\w+)", said)[0]
    site = Site(image, url, tmp_path / "log", GOUDEN_REQUIRE_SECOND_FACTOR="0")

    def admin() -> Answer:
        return site.get("/admin/", Cookie=f"sessionid={session}")

    try:
        assert site.get("/").status == 200
        assert (admin().status, "redactie" in admin().body) == (200, True)

        cluster.stop()
        page, problem, desk = (
            site.get("/?zoek=schulden"),
            site.get("/api/v1/praktijkvoorbeelden?zoek=schulden"),
            admin(),
        )
        alive, ready = site.get("/healthz", proxied=False), site.get("/readyz", proxied=False)

        for answer in (page, desk):
            assert (answer.status, answer.headers["Retry-After"]) == (503, "30")
            assert "Gouden is even niet bereikbaar" in answer.body
            assert answer.headers["Cache-Control"] == "no-store"
            assert answer.headers["Set-Cookie"] is None
        assert page.headers["Content-Type"] == "text/html; charset=utf-8"
        assert page.headers["Content-Security-Policy"].startswith("default-src 'self'")
        assert (problem.status, problem.headers["Retry-After"]) == (503, "30")
        assert problem.headers["Content-Type"] == "application/problem+json"
        assert json.loads(problem.body) == {
            "status": 503,
            "title": "Gouden is even niet bereikbaar",
            "detail": "De gegevens zijn op dit moment niet op te vragen. Probeer het over een halve minuut opnieuw.",
        }
        assert alive.status == 200
        assert (ready.status, json.loads(ready.body)) == (
            503,
            {
                "status": "niet gereed",
                "controles": {
                    "database": "onbereikbaar",
                    "migraties": "niet nagegaan",
                    "catalogus": "niet nagegaan",
                    "schrijven": "niet nagegaan",
                },
                "laatsteRonde": {"geslaagd": None, "minutenGeleden": None, "oordeel": "niet nagegaan"},
                "werker": {"gezien": None, "oordeel": "niet nagegaan"},
                "openbareKant": "niet nagegaan",
            },
        )

        cluster.start()
        # Both workers have threads with a broken connection: each must notice.
        again = [site.get(path).status for _ in range(12) for path in ("/", "/api/v1/praktijkvoorbeelden")]

        assert set(again) == {200}
        assert (admin().status, "redactie" in admin().body) == (200, True)
        assert json.loads(site.get("/readyz").body)["controles"] == {
            "database": "in orde",
            "migraties": "in orde",
            "catalogus": "leeg",
            "schrijven": "in orde",
        }
    finally:
        site.stop()

    faults = [line for line in site.lines() if "error" in line]
    assert [(line["origin"], line["object"], line["result"]) for line in faults] == [
        ("site", "/", 503),
        ("api", "/api/v1/praktijkvoorbeelden", 503),
        ("admin", "/admin/", 503),
    ]
    assert {line["error"] for line in faults} == {"django.db.utils.OperationalError"}
    assert "schulden" not in site.log.read_text()
    assert "203.0.113.7" not in site.log.read_text()
