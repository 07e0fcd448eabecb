"""A kept page is the page as it would be made now, for everybody who asks; what is one visitor's own is never kept."""

import datetime
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.contrib import messages
from django.contrib.messages.storage.cookie import CookieStorage
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.test import Client, RequestFactory
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from cases import publishing
from cases.models import Tally
from gouden.web.http import kept_pages
from gouden.web.http.conditional import conditional_on
from gouden.web.http.encodings import decompressed
from gouden.web.http.kept_pages import KeptPages, leave_out
from gouden.web.http.page_store import PageStore
from tests.factories import (
    CaseFactory,
    MunicipalityFactory,
    PublishedCaseFactory,
    UserFactory,
)

PLAIN, COMPRESSED = {"Accept-Encoding": "identity"}, {"Accept-Encoding": "gzip, br"}
ROOM = 1_000_000


@pytest.fixture(autouse=True)
def pages(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> KeptPages:
    """What is kept: nothing yet."""
    settings.GOUDEN_KEPT_PAGES_MB = 16
    monkeypatch.setitem(kept_pages.pages.__dict__, "store", PageStore(ROOM))
    monkeypatch.setitem(kept_pages.pages.__dict__, "shared", None)
    return kept_pages.pages


# --- The site ----------------------------------------------------------------------------------------------------


@pytest.fixture
def addresses() -> list[str]:
    """The address of a page of nearly every type."""
    case = PublishedCaseFactory(
        case__slug="startgeld", case__municipalities=[MunicipalityFactory(cbs_code="0197", name="Aalten")]
    )
    rows = [case.themes.get(), case.articles.get().publication, case.municipalities.get(), case.provinces.get()]
    lists = ["praktijkvoorbeelden", "uitspraken", "themas", "gemeenten", "provincies", "cijfers"]
    asked = ["?zoek=startgeld&thema=onbekend", "?kies=1&v=startgeld&voor=0197"]
    return [
        "/",
        "/over/",
        "/praktijkvoorbeelden/startgeld/?voor=0197",
        "/insluiten/startgeld/",
        "/mijn-gemeente/?voorbeeld=startgeld",
        "/suggesties/?zoek=aal",
        *(f"/{name}/" for name in lists),
        *(f"/praktijkvoorbeelden/{query}" for query in asked),
        *(row.get_absolute_url() for row in rows),
    ]


def read(response: Any) -> bytes:
    """Return the body as it was rendered."""
    encoding = response.get("Content-Encoding")
    return decompressed(response.content, encoding) if encoding else bytes(response.content)


def headers_of(response: Any) -> dict[str, str]:
    """Return the headers that do not depend on how the body is encoded."""
    encoded = {"Content-Encoding", "Content-Length", "ETag"}
    return {name: value for name, value in response.headers.items() if name not in encoded}


def same_as_fresh(client: Client, settings: Settings, addresses: list[str]) -> None:
    """Fail unless each page is what is made when nothing is kept: the first time, and when it is kept."""
    for address in addresses:
        settings.GOUDEN_KEPT_PAGES_MB = 0
        fresh = client.get(address, headers=PLAIN)
        settings.GOUDEN_KEPT_PAGES_MB = 16
        for headers in (COMPRESSED, PLAIN):
            found = client.get(address, headers=headers)
            assert found.status_code == fresh.status_code, address
            assert read(found) == fresh.content, address
            if fresh.status_code == 200:
                assert found["ETag"].removeprefix("W/") == fresh["ETag"], address
                assert headers_of(found) | {"Vary": ""} == headers_of(fresh) | {"Vary": ""}, address


@pytest.mark.django_db
def test_kept_pages_are_those_made_now_whatever_is_published_or_withdrawn_and_on_whatever_day(
    client: Client, settings: Settings, addresses: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    same_as_fresh(client, settings, addresses)

    other = CaseFactory(with_source=True, title="Startgeld voor bewoners")
    publishing.publish(case=other, by=None)
    same_as_fresh(client, settings, addresses)

    publishing.withdraw(case=other, by=None, reason="Het bleek niet te kloppen.")
    same_as_fresh(client, settings, addresses)

    tomorrow = timezone.localdate() + datetime.timedelta(days=400)
    monkeypatch.setattr(timezone, "localdate", lambda *args: tomorrow)
    same_as_fresh(client, settings, addresses)

    settings.GOUDEN_RELEASE = "een nieuwe"
    same_as_fresh(client, settings, addresses)


@pytest.mark.django_db
def test_a_kept_page_asks_only_which_catalogue_it_is(
    client: Client, addresses: list[str], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for address in addresses:
        first = client.get(address, headers=COMPRESSED)
        with django_assert_num_queries(1):
            again = client.get(address, headers=COMPRESSED)
        assert (again.content, again.headers) == (first.content, first.headers), address
        assert client.get(address, headers={"If-None-Match": again["ETag"]}).status_code == 304, address


@pytest.mark.django_db
def test_a_withdrawn_case_is_gone_at_once_and_says_so_wherever_it_was_kept(client: Client) -> None:
    case = PublishedCaseFactory(case__slug="startgeld", case__title="Startgeld").case
    for address in ("/praktijkvoorbeelden/startgeld/", "/praktijkvoorbeelden/", "/insluiten/startgeld/"):
        assert b"Startgeld" in read(client.get(address))

    publishing.withdraw(case=case, by=None, reason="Het bleek niet te kloppen.")

    for address in ("/praktijkvoorbeelden/startgeld/", "/insluiten/startgeld/"):
        for _ in range(2):
            gone = client.get(address)
            assert gone.status_code == 410
            assert gone["Cache-Control"] == "no-store"
    assert b"Startgeld" not in read(client.get("/praktijkvoorbeelden/"))


@pytest.mark.django_db
def test_unknown_parameters_and_another_order_are_the_same_page(client: Client, pages: KeptPages) -> None:
    PublishedCaseFactory(case__slug="startgeld")
    for query in (
        "?voor=0197&sorteer=titel",
        "?utm_source=mail&sorteer=titel&voor=0197",
        "?_=1&sorteer=titel&voor=0197",
    ):
        found = client.get(f"/praktijkvoorbeelden/{query}")
        assert b"utm_source" not in read(found)
        client.get(f"/praktijkvoorbeelden/startgeld/{query}")

    # The list, and the case compared with my municipality: which knows no order.
    assert len(pages.store) == 2


@pytest.mark.django_db
def test_who_has_a_session_gets_a_page_of_her_own_and_nobody_elses(client: Client, pages: KeptPages) -> None:
    editor = Client()
    editor.force_login(UserFactory(is_staff=True))

    assert editor.get("/over/").status_code == 200
    assert len(pages.store) == 0

    client.get("/over/")
    assert len(pages.store) == 1


@pytest.mark.django_db
def test_a_form_with_a_token_is_never_kept(client: Client, pages: KeptPages) -> None:
    PublishedCaseFactory(case__slug="startgeld")

    assert client.get("/praktijkvoorbeelden/startgeld/meld-een-fout/").status_code == 200
    assert client.get("/deel-uw-voorbeeld/nieuw/voorbeeld/").status_code == 200
    assert len(pages.store) == 0


@pytest.mark.django_db
def test_what_is_asked_in_vain_is_counted_each_time(client: Client, settings: Settings) -> None:
    settings.GOUDEN_COUNT_MISSED = True
    PublishedCaseFactory()
    for _ in range(3):
        client.get("/praktijkvoorbeelden/?zoek=fiets")

    assert list(Tally.objects.values_list("count", flat=True)) == [3]


# --- The rules ---------------------------------------------------------------------------------------------------

State = dict[str, str]


def site(view: Callable[[HttpRequest], HttpResponse], state: State) -> Callable[..., Any]:
    """Return `view` as a page of what `state` says now."""
    return conditional_on(lambda: state["now"], lambda tag: tag, kept_by=("a", "b"))(view)


def get(address: str = "/bladzijde/", **headers: str) -> HttpRequest:
    """Return a request for a page."""
    return RequestFactory().get(address, headers=headers)


def test_a_page_that_was_made_of_two_states_is_kept_for_neither(pages: KeptPages) -> None:
    state, made = {"now": "1"}, []

    def view(request: HttpRequest) -> HttpResponse:
        made.append(state["now"])
        if len(made) == 1:
            state["now"] = "2"
        return HttpResponse(f"van {made[-1]}")

    assert site(view, state)(get()).content == b"van 2"
    assert site(view, state)(get()).content == b"van 2"
    assert made == ["1", "2"]
    assert pages.store.get("/bladzijde/", "1") is None


def a_cookie(request: HttpRequest, response: HttpResponse) -> None:
    response.set_cookie("naam", "waarde")


def a_token(request: HttpRequest, response: HttpResponse) -> None:
    get_token(request)


def a_message(request: HttpRequest, response: HttpResponse) -> None:
    request._messages = CookieStorage(request)  # type: ignore[attr-defined]
    messages.info(request, "Bewaard.")
    assert [str(one) for one in messages.get_messages(request)] == ["Bewaard."]


def a_session(request: HttpRequest, response: HttpResponse) -> None:
    request.session = type("Session", (), {"accessed": True})()  # type: ignore[assignment]


def a_vary(request: HttpRequest, response: HttpResponse) -> None:
    response.headers["Vary"] = "Accept-Language, Cookie"


def a_count(request: HttpRequest, response: HttpResponse) -> None:
    leave_out(request)


def a_refusal(request: HttpRequest, response: HttpResponse) -> None:
    response.status_code = 404


def much(request: HttpRequest, response: HttpResponse) -> None:
    response.content = bytes(number * number % 251 for number in range(9_000)) + threading.get_ident().to_bytes(8) * 9
    kept_pages.LARGEST_PAGE = 100


@pytest.mark.parametrize("own", [a_cookie, a_token, a_message, a_session, a_vary, a_count, a_refusal, much])
def test_what_is_for_one_visitor_or_no_page_is_not_kept(
    pages: KeptPages, monkeypatch: pytest.MonkeyPatch, own: Callable[[HttpRequest, HttpResponse], None]
) -> None:
    monkeypatch.setattr(kept_pages, "LARGEST_PAGE", kept_pages.LARGEST_PAGE)
    made = []

    def view(request: HttpRequest) -> HttpResponse:
        made.append(request)
        response = HttpResponse("van een")
        own(request, response)
        return response

    for _ in range(2):
        site(view, {"now": "1"})(get())
    assert (len(made), len(pages.store)) == (2, 0)


def test_a_view_reads_no_parameter_by_which_its_page_is_not_kept() -> None:
    def view(request: HttpRequest) -> HttpResponse:
        return HttpResponse(f"{request.GET.urlencode()} {request.get_full_path()} {request.META['QUERY_STRING']}")

    answer = site(view, {"now": "1"})(get("/bladzijde/?c=3&b=2&a=1&b=1"))

    assert answer.content == b"a=1&b=2&b=1 /bladzijde/?a=1&b=2&b=1 a=1&b=2&b=1"


def at_once(number: int, ask: Callable[[], Any]) -> list[Any]:
    """Return what each of so many threads gets that ask together."""
    together = threading.Barrier(number)

    def one(_: int) -> Any:
        together.wait()
        return ask()

    with ThreadPoolExecutor(number) as pool:
        return list(pool.map(one, range(number)))


def test_one_request_makes_a_page_while_the_others_wait_for_it() -> None:
    made = []

    def view(request: HttpRequest) -> HttpResponse:
        made.append(request)
        time.sleep(0.2)
        return HttpResponse("van allen")

    page = site(view, {"now": "1"})

    assert {answer.content for answer in at_once(6, lambda: page(get()))} == {b"van allen"}
    assert len(made) == 1


def test_who_waits_too_long_or_for_what_failed_makes_the_page_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_pages, "PATIENCE", 0.1)
    made = []

    def slow(request: HttpRequest) -> HttpResponse:
        made.append(request)
        time.sleep(0.4)
        return HttpResponse("traag")

    page = site(slow, {"now": "1"})
    assert {answer.content for answer in at_once(2, lambda: page(get()))} == {b"traag"}
    assert len(made) == 2

    monkeypatch.setattr(kept_pages, "PATIENCE", 5.0)
    asked: list[HttpRequest] = []

    def failing(request: HttpRequest) -> HttpResponse:
        asked.append(request)
        if len(asked) == 1:
            time.sleep(0.2)
            raise ZeroDivisionError
        return HttpResponse("hersteld")

    broken = site(failing, {"now": "2"})

    def ask() -> Any:
        try:
            return broken(get()).content
        except ZeroDivisionError:
            return "gebroken"

    assert sorted(map(str, at_once(3, ask))) == ["b'hersteld'", "b'hersteld'", "gebroken"]
    assert kept_pages.pages._making == {}


def test_processes_share_what_one_of_them_made(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.CACHES = settings.CACHES | {
        "pages": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "shared"}
    }
    made = []

    def view(request: HttpRequest) -> HttpResponse:
        made.append(request)
        return HttpResponse("van allen", headers={"X-Total-Count": "7"})

    for headers in ({}, {"Accept-Encoding": "br"}, {"Accept-Encoding": "gzip"}):
        # Each a process that holds nothing yet.
        monkeypatch.setattr("gouden.web.http.conditional.pages", KeptPages())
        monkeypatch.setattr(kept_pages, "pages", KeptPages())
        answer = site(view, {"now": "1"})(get(**headers))
        assert (read(answer), answer["X-Total-Count"]) == (b"van allen", "7")
    assert len(made) == 1
