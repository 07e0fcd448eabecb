"""Pages that several servers share in a Redis of their own, and what happens while it is away."""

import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
import redis
from pytest_django import Settings

from gouden import env
from gouden.web.http import page_store
from gouden.web.http.page_store import KeptPage, SharedPages
from tests.child_process import ending_with_us
from tests.production.servers import free_port

REDIS = shutil.which("redis-server") or shutil.which("valkey-server") or ""
pytestmark = [
    pytest.mark.once,
    pytest.mark.skipif(not REDIS, reason="geen redis op deze computer (apt-get install redis-server)"),
]
PAGE = KeptPage("nu", {"ETag": '"nu"'}, {"gzip": b"\x1f\x8b bytes", "br": bytes(range(256))})


@pytest.fixture
def server(tmp_path: Path) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """A server with nothing in it, and its port."""
    port = free_port()
    command = [REDIS, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(tmp_path)]
    process = subprocess.Popen(ending_with_us([*command, "--requirepass", "geheim"]), stdout=subprocess.DEVNULL)
    client = redis.Redis(port=port, password="geheim")
    end = time.monotonic() + 20
    while time.monotonic() < end:
        with suppress(redis.ConnectionError):
            client.ping()
            break
        time.sleep(0.05)
    yield process, port
    client.close()
    process.terminate()
    process.wait()


def test_servers_share_pages_as_bytes_and_go_on_without(
    server: tuple[subprocess.Popen[bytes], int], settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    process, port = server
    monkeypatch.setenv("CACHE_URL", f"valkey://:geheim@127.0.0.1:{port}/0")
    settings.CACHES = settings.CACHES | env.page_cache("CACHE_URL")

    SharedPages().put("/", PAGE)

    # Another server of the same installation.
    assert SharedPages().get("/", "nu") == PAGE
    assert SharedPages().get("/", "straks") is None
    with redis.Redis(port=port, password="geheim") as client:
        [key] = client.keys()
        assert client.get(key) == PAGE.packed()
        assert 0 < client.ttl(key) <= page_store.SHARED_FOR

    process.terminate()
    process.wait()
    shared, begun = SharedPages(), time.monotonic()
    shared.put("/", PAGE)
    assert shared.get("/", "nu") is None
    assert time.monotonic() - begun < 3
