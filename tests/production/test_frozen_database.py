"""The database keeps its connections and answers nothing: a host that swaps, a disk that hangs."""

import json
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest

from gouden.web.operations import deadlines
from tests.production.containers import Image
from tests.production.servers import Answer, Cluster, Site

pytestmark = pytest.mark.once


@pytest.fixture(scope="module")
def cluster(migrated: Path) -> Iterator[Cluster]:
    """A PostgreSQL for both tests."""
    cluster = Cluster(migrated)
    try:
        cluster.start()
        yield cluster
    finally:
        cluster.remove()


@pytest.fixture(scope="module")
def site(image: Image, cluster: Cluster, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Gouden on it, with an empty catalogue."""
    url = f"{cluster.url}/postgres"
    site = Site(image, url, tmp_path_factory.mktemp("frozen") / "log")
    yield site
    site.stop()


def timed(site: Site, path: str) -> tuple[Answer, float]:
    start = time.monotonic()
    return site.get(path), time.monotonic() - start


def test_what_takes_too_long_is_called_off_at_the_server_too(site: Site, cluster: Cluster) -> None:
    """A lock that another holds: the visitor is answered, and nothing of the request is left at the server."""
    url, page = f"{cluster.url}/postgres", "/praktijkvoorbeelden/nergens/"
    assert site.get(page).status == 404
    with psycopg.connect(url) as other, psycopg.connect(url, autocommit=True) as watcher:
        other.execute("LOCK TABLE cases_publishedcase IN ACCESS EXCLUSIVE MODE")

        answer, seconds = timed(site, page)

        assert (answer.status, seconds < deadlines.READING + 2) == (503, True)
        waiting = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
        assert watcher.execute(waiting).fetchone() == (0,)
        # The server did not freeze: others are answered.
        assert site.get("/over/").status == 200
    assert site.get(page).status == 404


def test_a_frozen_database_holds_up_nobody_for_ever(site: Site, cluster: Cluster) -> None:
    assert {site.get("/").status for _ in range(8)} == {200}
    cluster.freeze()
    with ThreadPoolExecutor(20) as pool:
        # More than there are threads.
        pages = [pool.submit(timed, site, "/") for _ in range(12)]
        api = pool.submit(timed, site, "/api/v1/praktijkvoorbeelden")
        answers = [page.result() for page in pages]
        problem, _ = api.result()
    alive, waited = timed(site, "/healthz")
    ready, checked = timed(site, "/readyz")

    # The time a statement has, what calling it off takes, and one attempt to connect anew.
    longest = deadlines.READING + deadlines.CANCELLING + 5
    assert max(seconds for _, seconds in answers) < longest + 5
    assert {(page.status, page.headers["Retry-After"]) for page, _ in answers} == {(503, "30")}
    assert "Gouden is even niet bereikbaar" in answers[0][0].body
    assert (problem.status, problem.headers["Content-Type"]) == (503, "application/problem+json")
    assert (alive.status, waited < 2) == (200, True)
    assert (ready.status, checked < 10) == (503, True)
    assert json.loads(ready.body)["controles"]["database"] == "onbereikbaar"

    cluster.thaw()
    time.sleep(deadlines.PAUSE)
    assert {site.get("/").status for _ in range(12)} == {200}
