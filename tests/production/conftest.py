"""Real processes against a real PostgreSQL: the one in DATABASE_URL, or one that starts for the tests."""

import fcntl
import json
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from django.conf import settings
from django.db import connection

from tests.production.containers import ROOT, Image, compose
from tests.production.own_process import on, shell
from tests.production.servers import Cluster, Site, postgres_bin
from tests.shared_folder import shared

WITHOUT = "geen PostgreSQL op deze computer (apt-get install postgresql)"


@pytest.fixture(scope="session")
def image(tmp_path_factory: pytest.TempPathFactory) -> Image:
    """The application as the Dockerfile builds it, once for all processes of this run of the tests."""
    return Image(shared(tmp_path_factory) / "image")


@pytest.fixture(scope="session")
def site(image: Image, migrated_file: Path | None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Gouden on an SQLite file with an empty catalogue, for tests that change nothing."""
    folder = tmp_path_factory.mktemp("site")
    url = f"sqlite:///{folder / 'gouden.sqlite3'}"
    if migrated_file:
        shutil.copyfile(migrated_file, folder / "gouden.sqlite3")
    else:
        image.run(["python", "manage.py", "migrate", "--no-input"], image.of("migrate", DATABASE_URL=url))
    site = Site(image, url, folder / "log", GOUDEN_REQUIRE_SECOND_FACTOR="0")
    yield site
    site.stop()


@pytest.fixture(scope="session")
def migrated(image: Image, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data of a PostgreSQL with the tables of Gouden and nothing in them, made once for all processes."""
    if not postgres_bin():
        pytest.skip(WITHOUT)
    data = shared(tmp_path_factory) / "postgres"
    with data.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not data.exists():
            cluster = Cluster()
            try:
                cluster.start()
                environment = image.of("migrate", DATABASE_URL=f"{cluster.url}/postgres")
                image.run(compose()["services"]["migrate"]["command"], environment)
                cluster.keep(data)
            finally:
                cluster.remove()
    return data


@pytest.fixture
def cluster(migrated: Path) -> Iterator[Cluster]:
    """A running PostgreSQL with empty tables, that the test may stop."""
    cluster = Cluster(migrated)
    try:
        cluster.start()
        yield cluster
    finally:
        cluster.remove()


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The address of a PostgreSQL, without a database's name."""
    database = settings.DATABASES["default"]
    if not database["ENGINE"].endswith("sqlite3"):
        account = f"{database['USER']}:{database['PASSWORD']}"
        yield f"postgresql://{account}@{database['HOST']}:{database['PORT'] or 5432}"
        return
    if not postgres_bin():
        pytest.skip(WITHOUT)
    cluster = Cluster()
    try:
        cluster.start()
        yield cluster.url
    finally:
        cluster.remove()


@pytest.fixture
def database_url(server: str) -> Iterator[str]:
    """An empty database."""
    name = f"gouden_{uuid4().hex[:8]}"
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    yield f"{server}/{name}"
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@pytest.fixture
def own_url(request: pytest.FixtureRequest, tmp_path: Path, migrated_file: Path | None) -> str:
    """A database without rows, of the kind the other tests use or of the one that a test is parametrized with."""
    if getattr(request, "param", connection.vendor) == "sqlite":
        path = tmp_path / "gouden.sqlite3"
        if migrated_file:
            shutil.copyfile(migrated_file, path)
        return f"sqlite:///{path}"
    address: str = request.getfixturevalue("database_url")
    return address


@pytest.fixture
def killing(own_url: str) -> Callable[[str], Any]:
    """A call that has a process on `own_url` do what kills others there, and returns what it says of that in JSON."""

    def run(act: str) -> Any:
        done = subprocess.run(shell(act), cwd=ROOT, env=on(own_url), capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    return run
