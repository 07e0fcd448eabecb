"""Two to four cases beside each other: the table, what is left out of it, and what is asked wrongly."""

import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from cases import publishing
from cases.models import Case
from tests.cases.pages.desk.test_dossier import link
from tests.factories import CaseFactory, MunicipalityFactory
from tests.reading import heading, links, main, title

pytestmark = pytest.mark.django_db
COMPARE = "/vergelijken/"


def public(slug: str, **fields: Any) -> Case:
    case: Case = CaseFactory(with_source=True, slug=slug, title=f"Titel van {slug}", **fields)
    publishing.publish(case=case, by=None)
    return case


@pytest.fixture
def five() -> list[Case]:
    return [
        public(slug, started_year=2010 + number) for number, slug in enumerate(("een", "twee", "drie", "vier", "vijf"))
    ]


def columns(client: Client, query: str) -> list[str]:
    return [record["slug"] for record, without in client.get(f"{COMPARE}?{query}").context["columns"]]


def labels(client: Client, query: str) -> list[str]:
    return [label for label, cells in client.get(f"{COMPARE}?{query}").context["rows"]]


def test_it_is_a_table_with_heads_for_its_rows_and_its_columns(client: Client, five: list[Case]) -> None:
    response = client.get(f"{COMPARE}?v=twee&v=een&v=drie")
    markup = response.content.decode()

    assert heading(response) == "Vergelijken"
    assert title(response) == "Vergelijken: ‘Titel van twee’ naast ‘Titel van een’ naast ‘Titel van drie’ - Gouden"
    assert re.findall(r"<caption[^>]*>(.*?)</caption>", markup) == ["3 praktijkvoorbeelden naast elkaar"]
    assert re.findall(r'<a class="comparison__title" href="([^"]*)">', markup) == [
        "/praktijkvoorbeelden/twee/",
        "/praktijkvoorbeelden/een/",
        "/praktijkvoorbeelden/drie/",
    ]
    assert markup.count('scope="col"') == 4
    assert markup.count('scope="row"') == markup.count("<tr") - 1
    assert markup.count("<td") == 3 * markup.count('scope="row"')
    assert "Begonnen 2011 2010 2012" in main(response)
    assert "Kosten Niet bekend Niet bekend Niet bekend" in main(response)


def test_only_the_differences_leave_out_what_is_alike_and_say_how_much(client: Client, five: list[Case]) -> None:
    response = client.get(f"{COMPARE}?v=een&v=twee")
    whole = labels(client, "v=een&v=twee")
    assert "Kosten" in whole
    alike = response.context["alike"]
    assert f"({alike} regels met hetzelfde antwoord, of met geen enkel)" in main(response)

    address = link(response, "Toon alleen verschillen")
    assert address == "/vergelijken/?v=een&v=twee&verschillen=1"
    differing = client.get(address)
    shown = [label for label, cells in differing.context["rows"]]
    assert "Begonnen" in shown
    assert "Kosten" not in shown
    assert len(shown) == len(whole) - alike
    assert f"{alike} regels met hetzelfde antwoord, of met geen enkel, staan er niet bij." in main(differing)
    assert link(differing, "Toon alle regels") == "/vergelijken/?v=een&v=twee"


def test_a_case_is_left_out_by_a_link(client: Client, five: list[Case]) -> None:
    address = link(client.get(f"{COMPARE}?v=een&v=twee&v=drie"), "Zonder dit: Titel van twee")

    assert address == "/vergelijken/?v=een&v=drie"


def test_of_more_than_four_the_first_four_are_shown_with_a_way_to_choose(client: Client, five: list[Case]) -> None:
    query = "v=een&v=twee&v=drie&v=vier&v=vijf"
    response = client.get(f"{COMPARE}?{query}")

    assert columns(client, query) == ["een", "twee", "drie", "vier"]
    assert "U koos er 5; er passen er 4 naast elkaar" in main(response)
    ticks = re.findall(r'<input type="checkbox" name="v" value="([a-z]+)"( checked)?>', response.content.decode())
    assert ticks == [
        ("een", " checked"),
        ("twee", " checked"),
        ("drie", " checked"),
        ("vier", " checked"),
        ("vijf", ""),
    ]


def test_one_asks_for_another_and_none_explains_itself(client: Client, five: list[Case]) -> None:
    one, none = client.get(f"{COMPARE}?v=een"), client.get(COMPARE)

    assert "U koos één voorbeeld: Titel van een." in main(one)
    assert link(one, "Kies in de lijst") == "/praktijkvoorbeelden/?v=een&kies=1"
    assert "Zet twee tot vier praktijkvoorbeelden naast elkaar" in main(none)
    assert link(none, "Kies in de lijst") == "/praktijkvoorbeelden/?kies=1"
    for response in (one, none):
        assert "<table" not in response.content.decode()


def test_the_same_twice_is_one_and_what_is_gone_is_said(client: Client, five: list[Case]) -> None:
    publishing.withdraw(case=five[4], by=None, reason="De bron klopte niet.")
    CaseFactory(with_source=True, slug="geheim", title="Een concept")

    response = client.get(f"{COMPARE}?v=een&v=een&v=vijf&v=geheim")

    assert "U koos één voorbeeld" in main(response)
    assert "‘Titel van vijf’ is ingetrokken op " in main(response)
    assert "Reden: De bron klopte niet." in main(response)
    assert "‘geheim’ kennen we niet." in main(response)
    assert "Een concept" not in response.content.decode()


def test_my_municipality_is_compared_with_and_kept(client: Client, five: list[Case]) -> None:
    aalten = MunicipalityFactory(cbs_code="0197", name="Aalten")
    public("hier", municipalities=[aalten])

    response = client.get(f"{COMPARE}?v=hier&v=een&voor=0197")

    assert "Past het bij uw gemeente? Uit uw gemeente: Aalten" in main(response)
    cases = [url for url in links(response) if url.startswith("/praktijkvoorbeelden/")]
    assert cases
    assert [url for url in cases if "voor=0197" not in url] == []
    choose = client.get(link(response, "Andere gemeente"))
    assert 'action="/vergelijken/"' in choose.content.decode()
    assert choose.context["carried"] == [("v", "hier"), ("v", "een")]
    assert "Past het bij uw gemeente?" not in labels(client, "v=hier&v=een")


def test_it_leads_to_the_map_with_all_that_was_chosen(client: Client, five: list[Case]) -> None:
    response = client.get(f"{COMPARE}?v=een&v=twee&v=drie&v=vier&v=vijf")

    address = link(response, "Naar de map met deze voorbeelden")
    assert parse_qs(urlsplit(address).query)["v"] == ["een", "twee", "drie", "vier", "vijf"]
    assert response.context["breadcrumb"][0] == ("Mijn map", address)


def test_who_comes_from_the_list_gets_an_address_without_its_filters(client: Client, five: list[Case]) -> None:
    response = client.get(f"{COMPARE}?zoek=jeugd&kies=1&v=een&v=twee")

    assert (response.status_code, response["Location"]) == (302, "/vergelijken/?v=een&v=twee")


def test_no_search_engine_keeps_a_comparison(client: Client, five: list[Case]) -> None:
    noindex = '<meta name="robots" content="noindex, nofollow">'
    for query in ("?v=een&v=twee", "?v=een", "?v=nergens"):
        assert noindex in client.get(f"{COMPARE}{query}").content.decode()
    assert noindex not in client.get(COMPARE).content.decode()
    assert "/vergelijken/" not in client.get("/sitemap.xml").content.decode()


def test_four_cost_as_many_queries_as_two(
    client: Client, five: list[Case], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for query in ("?v=een&v=twee", "?v=een&v=twee&v=drie&v=vier", "?v=een&v=twee&v=drie&v=vier&v=vijf&verschillen=1"):
        # The state of the catalogue before and after, and the cases.
        with django_assert_num_queries(3):
            client.get(f"{COMPARE}{query}")


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    slugs=st.lists(st.text(max_size=40) | st.sampled_from(["een", "twee"]), max_size=25),
    differences=st.text(max_size=3) | st.just("1"),
)
def test_whatever_the_address_names_there_is_an_answer(client: Client, slugs: list[str], differences: str) -> None:
    for slug in ("een", "twee"):
        if not Case.objects.filter(slug=slug).exists():
            public(slug)

    response = client.get(COMPARE, {"v": slugs, "verschillen": differences})

    assert response.status_code == 200
    assert heading(response) == "Vergelijken"
