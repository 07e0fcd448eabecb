"""Ticking cases in the list: what is ticked goes along with whatever is pressed, without a script."""

import html
import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.http import HttpResponse
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from cases import publishing
from cases.models import Case
from tests.factories import CaseFactory, MunicipalityFactory, ThemeFactory
from tests.reading import links, main

pytestmark = pytest.mark.django_db
LIST = "/praktijkvoorbeelden/"


def public(slug: str, **fields: Any) -> Case:
    case: Case = CaseFactory(with_source=True, slug=slug, title=f"Titel van {slug}", **fields)
    publishing.publish(case=case, by=None)
    return case


@pytest.fixture
def three() -> list[Case]:
    return [public(slug) for slug in ("een", "twee", "drie")]


def sent(response: HttpResponse) -> dict[str, list[str]]:
    """Return what the form around the list sends as it stands: hidden fields, the boxes that are ticked, the order."""
    markup = response.content.decode()
    own = re.search(r'<form class="filters".*?</form>', markup, re.DOTALL)
    assert own
    fields = re.findall(r"<input[^>]*>", own[0]) + [
        found for found in re.findall(r"<input[^>]*>", markup) if 'form="filters"' in found
    ]
    found: dict[str, list[str]] = {}
    for field in fields:
        name, value = re.search(r' name="([^"]*)"', field), re.search(r' value="([^"]*)"', field)
        if name and value and ('type="checkbox"' not in field or " checked" in field):
            found.setdefault(name[1], []).append(html.unescape(value[1]))
    order = re.search(
        r'<select[^>]* name="sorteer" form="filters">.*?<option value="([^"]*)" selected', markup, re.DOTALL
    )
    return found | ({"sorteer": [order[1]]} if order else {})


def test_a_list_leads_to_one_in_which_one_ticks_and_that_leads_back(client: Client, three: list[Case]) -> None:
    MunicipalityFactory(cbs_code="0197", name="Aalten")
    response = client.get(f"{LIST}?zoek=titel&voor=0197")
    assert 'type="checkbox" name="v"' not in response.content.decode()
    (address,) = [url for url in links(response) if "kies=1" in url]
    assert parse_qs(urlsplit(address).query) == {"zoek": ["titel"], "voor": ["0197"], "kies": ["1"]}
    assert re.search(r'<a href="[^"]*kies=1[^"]*" rel="nofollow">', response.content.decode())

    ticking = client.get(LIST + address)
    boxes = re.findall(r'<input type="checkbox" name="v" value="([^"]*)" form="filters">', ticking.content.decode())
    assert set(boxes) == {"een", "twee", "drie"}
    assert "Kruis voorbeelden aan" in main(ticking)
    assert "Bewaar" not in main(ticking)
    assert ticking.context["choosing"].stop == "?zoek=titel&voor=0197"


def test_what_is_ticked_stays_ticked(client: Client, three: list[Case]) -> None:
    response = client.get(f"{LIST}?kies=1&v=een&v=drie")

    assert sorted(sent(response)["v"]) == ["drie", "een"]
    assert "U koos er al 2" in main(response)
    assert "Eerder aangekruist" not in main(response)


def test_what_was_ticked_on_another_page_or_in_another_list_goes_along(client: Client, three: list[Case]) -> None:
    theme = ThemeFactory(name="Schulden", slug="schulden")
    public("vier", themes=[theme])

    response = client.get(f"{LIST}?kies=1&thema=schulden&v=een&v=vier")

    assert "Eerder aangekruist Titel van een" in main(response)
    assert sorted(sent(response)["v"]) == ["een", "vier"]
    assert sent(response)["kies"] == ["1"]
    assert sent(response)["thema"] == ["schulden"]


def test_pages_are_turned_by_buttons_of_the_form_and_the_order_is_a_field_of_it(
    client: Client, three: list[Case]
) -> None:
    response = client.get(f"{LIST}?kies=1&pageSize=1&page=2&sorteer=titel")
    markup = response.content.decode()

    turned = re.findall(r'<button type="submit" form="filters" name="page" value="(\d)"', markup)
    assert turned == ["1", "1", "2", "3", "3"]
    assert 'class="pagination"' in markup
    assert not [url for url in links(response) if "page=" in url]
    assert (sent(response)["sorteer"], sent(response)["pageSize"]) == (["titel"], ["1"])
    assert 'type="hidden" name="sorteer"' not in markup


def test_every_other_link_of_the_list_carries_what_is_ticked(client: Client, three: list[Case]) -> None:
    MunicipalityFactory(cbs_code="0197", name="Aalten")
    response = client.get(f"{LIST}?kies=1&zoek=titel&voor=0197&v=een")

    own = [url for url in links(response) if url.startswith("?")]
    stop = response.context["choosing"].stop
    assert stop in own
    assert len(own) > 3
    assert [url for url in own if url != stop and ("v=een" not in url or "kies=1" not in url)] == []
    (choose,) = [url for url in links(response) if url.startswith("/mijn-gemeente/")]
    carried = client.get(choose).context["carried"]
    assert ("v", "een") in carried
    assert ("kies", "1") in carried
    empty = client.get(f"{LIST}?kies=1&zoek=qwxzjvk&v=een")
    assert f"{LIST}?v=een" not in links(empty)
    assert "Eerder aangekruist Titel van een" in main(empty)
    assert sent(empty)["v"] == ["een"]


def test_two_buttons_lead_to_the_map_and_to_the_comparison(client: Client, three: list[Case]) -> None:
    markup = client.get(f"{LIST}?kies=1&v=een").content.decode()

    assert re.findall(r'form="filters" formaction="([^"]*)"[^>]*>([^<]*)<', markup) == [
        ("/map/", "Leg in mijn map"),
        ("/vergelijken/", "Vergelijk"),
    ]
    query = {"zoek": "", "kies": "1", "v": ["een", "twee"], "page": "2"}
    for address in ("/map/", "/vergelijken/"):
        assert client.get(address, query)["Location"] == f"{address}?v=een&v=twee"


def test_what_was_ticked_before_stays_before_what_is_ticked_now(client: Client, three: list[Case]) -> None:
    response = client.get(f"{LIST}?kies=1&v=twee&v=een")
    assert sent(response)["eerst"] == ["twee", "een"]

    # The form sends its boxes as they stand in the page: een, drie, twee.
    query = {"kies": "1", "v": ["een", "drie", "twee"], "eerst": ["twee", "een", "weggehaald"]}
    assert client.get(LIST, query).context["choosing"].slugs == ["twee", "een", "drie"]
    assert client.get("/map/", query)["Location"] == "/map/?v=twee&v=een&v=drie"


def test_what_is_wrong_with_the_ticks_is_said(client: Client, three: list[Case]) -> None:
    publishing.withdraw(case=three[1], by=None, reason="De bron klopte niet.")
    CaseFactory(with_source=True, slug="geheim", title="Een concept")

    response = client.get(f"{LIST}?kies=1&v=een&v=twee&v=geheim&v=een")

    assert "‘Titel van twee’ is ingetrokken op " in main(response)
    assert "‘geheim’ kennen we niet." in main(response)
    assert "Een concept" not in response.content.decode()
    assert sent(response)["v"] == ["een"]
    many = client.get(LIST, {"kies": "1", "v": [f"nergens-{number}" for number in range(22)]})
    assert "Er passen 20 voorbeelden in een map. U vroeg er 2 meer" in main(many)


def test_no_search_engine_keeps_a_list_to_tick_in_and_the_list_itself_ignores_ticks(
    client: Client, three: list[Case]
) -> None:
    assert '<meta name="robots" content="noindex, nofollow">' in client.get(f"{LIST}?kies=1").content.decode()
    plain = client.get(f"{LIST}?v=een")
    assert "canonical" in plain.content.decode()
    assert [url for url in links(plain) if "v=een" in url and not url.startswith("/map/")] == []


def test_ticks_cost_one_query(
    client: Client, three: list[Case], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client.get(LIST)
    # The state of the catalogue before and after, and the list in two.
    with django_assert_num_queries(4) as plain:
        client.get(f"{LIST}?kies=1")
    with django_assert_num_queries(len(plain) + 1):
        client.get(f"{LIST}?kies=1&v=een&v=twee&v=drie")
