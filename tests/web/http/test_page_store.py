"""What a process holds of kept pages, how they go to a shared cache, and in which encoding they go out."""

import time

import pytest
from django.core.cache import caches
from pytest_django import Settings

from gouden import env
from gouden.web.http.encodings import ENCODINGS, compressed, decompressed, preferred
from gouden.web.http.page_store import MOST_PAGES, OVERHEAD, KeptPage, PageStore, SharedPages

BODY = "Één bladzijde. ".encode() * 200


def page(tag: str = "nu", size: int = 100) -> KeptPage:
    """Return a page whose body takes `size` bytes."""
    return KeptPage(tag, {"ETag": f'"{tag}"'}, {"gzip": b"x" * size})


def test_a_page_is_found_for_its_tag_alone() -> None:
    store = PageStore(1_000_000)
    store.put("/", page("toen"))

    assert store.get("/", "toen") is not None
    assert store.get("/", "nu") is None

    store.put("/", page("nu"))
    assert store.get("/", "toen") is None
    assert len(store) == 1


def test_what_is_held_stays_within_its_bytes_and_its_number() -> None:
    store = PageStore(100 * (OVERHEAD + 1_000))
    for number in range(300):
        store.put(f"/{number}/", page(size=1_000))
        store.get(f"/{number % 150}/", "nu")
        assert store.bytes <= store.most_bytes
    assert len(store) == 100

    small = PageStore(1_000_000_000)
    for number in range(MOST_PAGES + 10):
        small.put(f"/{number}/", page())
        small.get(f"/{number}/", "nu")
    assert len(small) == MOST_PAGES

    store.clear()
    assert (len(store), store.bytes) == (0, 0)


def test_a_page_larger_than_all_room_leaves_the_store_empty_and_not_too_full() -> None:
    store = PageStore(10_000)
    store.put("/klein/", page())
    store.put("/groot/", page(size=20_000))

    assert (len(store), store.bytes) == (0, 0)


def test_a_crawler_that_asks_for_everything_once_does_not_push_out_what_is_asked_often() -> None:
    store = PageStore(100 * (OVERHEAD + 100))
    store.put("/", page())
    store.get("/", "nu")
    for number in range(1_000):
        store.put(f"/{number}/", page())

    assert store.get("/", "nu") is not None
    assert store.get("/0/", "nu") is None


def test_a_page_comes_back_from_bytes_as_it_went() -> None:
    made = KeptPage("nu", {"ETag": '"nu"', "X-Total-Count": "3"}, {"gzip": compressed(BODY, "gzip")}).also("br")

    found = KeptPage.unpacked(made.packed())

    assert found == made
    assert list(found.bodies) == ["gzip", "br"]
    assert found.plain() == decompressed(found.bodies["br"], "br") == BODY


@pytest.mark.parametrize("damage", [lambda packed: packed[:-1], lambda packed: packed[:2], lambda packed: b"{}" * 9])
def test_what_is_no_page_is_taken_for_none(settings: Settings, damage: object) -> None:
    settings.CACHES = settings.CACHES | {
        "pages": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "damage"}
    }
    shared = SharedPages()
    shared.put("/", page())
    assert shared.get("/", "nu") == page()

    [key] = [one.split(":", 2)[2] for one in caches["pages"]._cache]
    caches["pages"].set(key, damage(page().packed()))  # type: ignore[operator]
    assert shared.get("/", "nu") is None
    caches["pages"].clear()


def test_what_other_settings_made_is_not_found_in_the_shared_cache(settings: Settings) -> None:
    settings.CACHES = settings.CACHES | {
        "pages": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "settings"}
    }
    SharedPages().put("/", page())
    assert SharedPages().get("/", "nu") == page()

    settings.GOUDEN_CONTACT_EMAIL = "een.ander@gouden.example"

    assert SharedPages().get("/", "nu") is None
    caches["pages"].clear()


def test_a_shared_cache_that_does_not_answer_is_left_alone_for_a_while(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("CACHE_URL", "valkey://:geheim@127.0.0.1:1/0")
    settings.CACHES = settings.CACHES | env.page_cache("CACHE_URL")
    shared = SharedPages()
    begun = time.monotonic()

    for _ in range(50):
        shared.put("/", page())
        assert shared.get("/", "nu") is None

    assert time.monotonic() - begun < 5
    assert [record.message for record in caplog.records] == ["the shared cache of pages does not answer"]


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip", "gzip"),
        ("GZIP;q=0.5", "gzip"),
        ("br;q=0, gzip;q=1.0", "gzip"),
        ("br; q=0.0, gzip; q=0", "identity"),
        ("abrupt, x-gzip", "identity"),
        ("*", "identity"),
        ("", "identity"),
    ],
)
def test_the_smallest_encoding_that_is_accepted_by_name(accepted: str, encoding: str) -> None:
    assert preferred(accepted) == encoding


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_the_same_body_is_the_same_bytes_each_time(encoding: str) -> None:
    assert compressed(BODY, encoding) == compressed(BODY, encoding)
    assert decompressed(compressed(BODY, encoding), encoding) == BODY


@pytest.mark.parametrize("url", ["http://cache.example", "redis://", "cache.example:6379", "redis:cache"])
def test_a_cache_of_another_kind_or_without_a_host_is_refused(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setenv("CACHE_URL", url)
    with pytest.raises(env.BadEnvironment, match="CACHE_URL moet een adres zijn als redis://"):
        env.page_cache("CACHE_URL")


def test_no_cache_is_named_by_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CACHE_URL", raising=False)
    assert env.page_cache("CACHE_URL") == {}
