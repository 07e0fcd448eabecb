"""/healthz and /readyz."""

import resource
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from cases.jobs import workers
from cases.models import CatalogueState, StepRun
from gouden.web.operations import health, writable
from tests.factories import PublishedCaseFactory


def test_a_living_process_says_so_without_asking_the_database(client: Client) -> None:
    # No database mark: a query would fail this test.
    response = client.get("/healthz")

    assert (response.status_code, response.json()) == (200, {"status": "in orde"})


@pytest.mark.django_db
def test_it_is_ready_when_the_tables_are_up_to_date_and_there_is_a_catalogue(client: Client) -> None:
    PublishedCaseFactory()

    response = client.get("/readyz")

    assert (response.status_code, response.json()) == (
        200,
        {
            "status": "gereed",
            "controles": {
                "database": "in orde",
                "migraties": "in orde",
                "catalogus": "in orde",
                "schrijven": "in orde",
            },
            "laatsteRonde": {"geslaagd": None, "minutenGeleden": None, "oordeel": "nog nooit"},
            "werker": {"gezien": None, "oordeel": "nog nooit"},
            "openbareKant": "in orde",
        },
    )


@pytest.mark.django_db
def test_it_is_not_ready_without_a_catalogue(client: Client) -> None:
    response = client.get("/readyz")

    assert response.status_code == 503
    assert response.json()["status"] == "niet gereed"
    assert response.json()["controles"]["catalogus"] == "leeg"


@pytest.mark.django_db
def test_it_is_not_ready_while_migrations_wait(client: Client) -> None:
    PublishedCaseFactory()
    MigrationRecorder(connection).migration_qs.filter(app="sessions").delete()

    response = client.get("/readyz")

    assert response.status_code == 503
    assert response.json()["controles"] == {
        "database": "in orde",
        "migraties": "1 nog niet uitgevoerd",
        "catalogus": "in orde",
        "schrijven": "in orde",
    }


@pytest.mark.django_db
def test_it_is_not_ready_where_nothing_can_be_written(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    PublishedCaseFactory()
    # Whatever was found before.
    monkeypatch.setattr(writable._Found, "at", -1e9)
    if connection.vendor == "sqlite":
        _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (writable.BYTES // 2, hard))
        try:
            response = client.get("/readyz")
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
    else:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL transaction_read_only = on")
            response = client.get("/readyz")
    monkeypatch.setattr(writable._Found, "at", -1e9)

    assert response.status_code == 503
    assert response.json()["controles"]["schrijven"] == "kan niet: de schijf is vol, of er mag alleen gelezen worden"
    assert client.get("/readyz").status_code == 200


@pytest.mark.django_db
def test_it_says_when_a_worker_was_seen_and_is_ready_without_one(client: Client, settings: Settings) -> None:
    PublishedCaseFactory()

    def told() -> dict[str, str | None]:
        response = client.get("/readyz")
        assert response.status_code == 200
        found: dict[str, str | None] = response.json()["werker"]
        return found

    assert told() == {"gezien": None, "oordeel": "nog nooit"}
    workers.seen()
    seen = StepRun.objects.get(name="worker").ended_well_at
    assert seen
    assert told() == {"gezien": seen.isoformat(timespec="seconds"), "oordeel": "in orde"}
    StepRun.objects.update(ended_well_at=seen - timedelta(minutes=2))
    assert told()["oordeel"] == "te lang geleden"
    settings.GOUDEN_WORKER = False
    assert told() == {"gezien": None, "oordeel": "niet ingesteld"}


@pytest.mark.django_db
def test_it_says_that_what_readers_see_was_made_otherwise_and_is_ready(client: Client) -> None:
    PublishedCaseFactory()
    CatalogueState.objects.update_or_create(
        pk=1, defaults={"derived_by": "another version, or the same at another address"}
    )

    response = client.get("/readyz")

    assert (response.status_code, response.json()["openbareKant"]) == (200, health.OUTDATED)


@pytest.mark.django_db
def test_being_ready_costs_a_handful_of_queries(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    # Whether it can be written is tried once in half a minute.
    client.get("/readyz")
    # Is there a table of migrations, what is in it (both asked by Django), is there a public case, when did
    # the last round end, when was a worker seen, what made the public side.
    with django_assert_max_num_queries(6):
        client.get("/readyz")


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_a_check_by_ip_address_and_without_tls_gets_its_answer(client: Client, settings: Settings, path: str) -> None:
    settings.SECURE_SSL_REDIRECT = True
    settings.ALLOWED_HOSTS = ["gouden.example"]

    response = client.get(path, headers={"host": "10.0.0.7:8000"})

    assert response.headers["Content-Type"] == "application/json"


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_a_check_is_kept_by_nobody_and_changes_nothing(client: Client, path: str) -> None:
    response = client.head(path)

    assert response.headers["Cache-Control"] == "no-store"
    assert not response.cookies
    assert client.post(path).status_code == 405
    assert client.get(f"{path}/").status_code == 404
