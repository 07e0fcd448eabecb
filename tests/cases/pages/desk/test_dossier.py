"""My map: the cases in the address, what can be done with them, and what is asked wrongly."""

import html
import re
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from django.http import HttpResponse
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from cases import publishing
from cases.models import Case
from tests.factories import CaseFactory, ClaimFactory, MunicipalityFactory, PublishedCaseFactory
from tests.reading import heading, links, main, title

pytestmark = pytest.mark.django_db
MAP = "/map/"


def public(slug: str, **fields: Any) -> Case:
    case: Case = CaseFactory(with_source=True, slug=slug, title=f"Titel van {slug}", **fields)
    publishing.publish(case=case, by=None)
    return case


@pytest.fixture
def three() -> list[Case]:
    return [public("een"), public("twee"), public("drie")]


def link(response: HttpResponse, name: str) -> str:
    """Return where the one link with this text (spoken text included) leads."""
    found = re.findall(r'<a[^>]* href="([^"]*)"[^>]*>(.*?)</a>', response.content.decode(), re.DOTALL)
    named = [html.unescape(url) for url, text in found if html.unescape(re.sub(r"<[^>]+>", "", text)).strip() == name]
    assert len(named) == 1, (name, named)
    return named[0]


def named(address: str) -> list[str]:
    """Return the cases that an address names, in its order."""
    return parse_qs(urlsplit(address).query).get("v", [])


def titles(response: HttpResponse) -> list[str]:
    return [entry.record["slug"] for entry in response.context["entries"]]


def test_it_shows_the_cases_of_the_address_in_its_order(client: Client, three: list[Case]) -> None:
    response = client.get(f"{MAP}?v=twee&v=een")

    assert heading(response) == "Mijn map"
    assert title(response) == "Mijn map: 2 praktijkvoorbeelden - Gouden"
    assert titles(response) == ["twee", "een"]
    assert main(response).index("Titel van twee") < main(response).index("Titel van een")
    assert "Titel van drie" not in main(response)
    assert "/praktijkvoorbeelden/een/" in links(response)


def test_a_case_goes_up_down_and_out_by_a_link(client: Client, three: list[Case]) -> None:
    response = client.get(f"{MAP}?v=een&v=twee&v=drie")

    assert named(link(response, "Naar boven: Titel van drie")) == ["een", "drie", "twee"]
    assert link(response, "Naar boven: Titel van drie").endswith("#v-drie")
    assert named(link(response, "Naar beneden: Titel van een")) == ["twee", "een", "drie"]
    assert "Naar boven: Titel van een" not in main(response)
    assert "Naar beneden: Titel van drie" not in main(response)

    gone = link(response, "Haal weg: Titel van twee")
    assert named(gone) == ["een", "drie"]
    assert gone.endswith("#weggehaald")
    after = client.get(gone)
    assert titles(after) == ["een", "drie"]
    assert "U haalde ‘Titel van twee’ uit uw map." in main(after)
    assert titles(client.get(link(after, "Zet terug"))) == ["een", "drie", "twee"]


def test_a_map_is_emptied_and_put_back(client: Client, three: list[Case]) -> None:
    emptied = client.get(link(client.get(f"{MAP}?v=twee&v=een"), "Wis deze map"))

    assert "Uw map is nog leeg." in main(emptied)
    assert "U haalde ‘Titel van twee’ en ‘Titel van een’ uit uw map." in main(emptied)
    assert titles(client.get(link(emptied, "Zet terug"))) == ["twee", "een"]


def test_an_empty_map_says_what_it_is_for_and_leads_to_the_list(client: Client) -> None:
    response = client.get(MAP)

    assert "Uw map is nog leeg." in main(response)
    assert "Er passen er 20 in." in main(response)
    assert link(response, "Zoek een voorbeeld") == "/praktijkvoorbeelden/"
    assert link(response, "Kruis aan in de lijst") == "/praktijkvoorbeelden/?kies=1"


def test_it_is_shared_by_its_address_without_what_is_mine(client: Client, three: list[Case]) -> None:
    MunicipalityFactory(cbs_code="0197", name="Aalten")

    response = client.get(f"{MAP}?v=twee&v=een&voor=0197&weg=drie")

    assert response.context["share"] == "https://gouden.test/map/?v=twee&v=een"
    assert "https://gouden.test/map/?v=twee&amp;v=een" in response.content.decode()
    mail = unquote(link(response, "Deel per mail"))
    assert mail.startswith("mailto:?subject=Mijn map: 2 praktijkvoorbeelden&body=- Titel van twee\n- Titel van een\n")
    assert mail.endswith("\n\nhttps://gouden.test/map/?v=twee&v=een")


def test_each_case_is_told_in_brief(client: Client) -> None:
    case = CaseFactory(with_source=True, slug="kort", transferability="Elke gemeente kan dit doen. Meteen.")
    ClaimFactory(case=case, key="wat", kind="resultaat", text="Bewoners doen mee.", evidence="telling")
    publishing.publish(case=case, by=None)
    PublishedCaseFactory(case__slug="leeg", case__transferability="")

    text = main(response := client.get(f"{MAP}?v=kort&v=leeg"))

    assert "Wat het opleverde Bewoners doen mee. " in text
    assert "telling Wat in de weg stond Geen obstakel genoemd" in text
    assert "Over te nemen? Elke gemeente kan dit doen. Navragen bij Niet bekend" in text
    assert "Wat het opleverde Geen resultaat genoemd" in text
    assert "/praktijkvoorbeelden/kort/#uitspraak-wat" in links(response)


def test_more_is_looked_for_in_the_list_with_these_chosen(client: Client, three: list[Case]) -> None:
    address = link(client.get(f"{MAP}?v=twee&v=een"), "Zoek er meer")

    assert address == "/praktijkvoorbeelden/?v=twee&v=een&kies=1"
    assert client.get(address).status_code == 200


def test_each_case_is_compared_with_my_municipality_and_every_link_keeps_it(client: Client) -> None:
    aalten = MunicipalityFactory(cbs_code="0197", name="Aalten")
    public("hier", municipalities=[aalten])
    public("nergens", without_place="Over heel Nederland.")

    response = client.get(f"{MAP}?v=hier&v=nergens&voor=0197")

    assert "Uit uw gemeente: Aalten" in main(response)
    assert "Niet te vergelijken met Aalten: dit voorbeeld hoort niet bij een gemeente." in main(response)
    own = [url for url in links(response) if url.startswith(("/map/?v", "/praktijkvoorbeelden/"))]
    without = link(response, "Niet vergelijken")
    assert without == "/map/?v=hier&v=nergens"
    assert [url for url in own if "voor=0197" not in url and url != without] == []
    choose = client.get(link(response, "Andere gemeente"))
    assert 'action="/map/"' in choose.content.decode()
    assert choose.context["carried"] == [("v", "hier"), ("v", "nergens")]


def test_a_withdrawn_case_is_named_with_its_reason_and_can_be_left_out(client: Client, three: list[Case]) -> None:
    publishing.withdraw(case=three[1], by=None, reason="De bron bleek niet te kloppen.")

    response = client.get(f"{MAP}?v=een&v=twee")

    assert titles(response) == ["een"]
    assert "‘Titel van twee’ is ingetrokken op " in main(response)
    assert "Reden: De bron bleek niet te kloppen." in main(response)
    assert link(response, "Ga verder zonder") == "/map/?v=een"


def test_a_draft_is_unknown_like_what_never_was(client: Client) -> None:
    CaseFactory(with_source=True, slug="geheim", title="Een concept")

    response = client.get(f"{MAP}?v=geheim&v=<b>&weg=geheim")

    assert "‘geheim’ kennen we niet." in main(response)
    assert "‘<b>’ kennen we niet." in main(response)
    assert "Een concept" not in response.content.decode()
    assert "<b>" not in response.content.decode()
    assert "Uw map is nog leeg." in main(response)


def test_the_same_case_twice_is_once(client: Client, three: list[Case]) -> None:
    assert titles(client.get(f"{MAP}?v=een&v=een&v=twee&v=een")) == ["een", "twee"]


def test_twenty_fit_and_the_rest_is_counted(client: Client) -> None:
    slugs = [f"nummer-{number:02}" for number in range(21)]
    for slug in slugs:
        public(slug)

    response = client.get(MAP, {"v": slugs})

    assert titles(response) == slugs[:20]
    assert "Er passen 20 voorbeelden in een map. U vroeg er 1 meer" in main(response)


def test_only_a_few_of_many_unknown_addresses_are_named(client: Client) -> None:
    response = client.get(MAP, {"v": [f"{number}{'x' * 200}" for number in range(9)]})

    assert main(response).count("kennen we niet.") == 5
    assert "x" * 61 not in response.content.decode()
    assert "Nog 4 andere adressen kennen we ook niet." in main(response)


def test_who_comes_from_the_list_gets_an_address_without_its_filters(client: Client, three: list[Case]) -> None:
    MunicipalityFactory(cbs_code="0197", name="Aalten")

    response = client.get(f"{MAP}?zoek=jeugd&soort=praktijk&kies=1&v=een&v=twee&voor=0197")

    assert (response.status_code, response["Location"]) == (302, "/map/?v=een&v=twee&voor=0197")


def test_no_search_engine_keeps_a_map_and_none_comes_by(client: Client, three: list[Case]) -> None:
    noindex = '<meta name="robots" content="noindex, nofollow">'
    for query in ("?v=een", "?v=nergens", "?weg=een"):
        assert noindex in client.get(f"{MAP}{query}").content.decode()
    assert noindex not in client.get(MAP).content.decode()
    assert "/map/" not in client.get("/sitemap.xml").content.decode()
    case = client.get("/praktijkvoorbeelden/een/").content.decode()
    assert re.search(r'<a class="save__way" href="/map/\?v=een" rel="nofollow"', case)


def test_a_card_and_a_case_lead_to_a_map_with_it(client: Client, three: list[Case]) -> None:
    MunicipalityFactory(cbs_code="0197", name="Aalten")
    for address in ("/praktijkvoorbeelden/", "/praktijkvoorbeelden/een/"):
        assert link(client.get(address), "Bewaar: Titel van een") == "/map/?v=een"
    compared = client.get("/praktijkvoorbeelden/een/?voor=0197")
    assert link(compared, "Bewaar: Titel van een") == "/map/?v=een&voor=0197"


def test_it_is_kept_until_the_catalogue_changes(client: Client, three: list[Case]) -> None:
    tag = client.get(f"{MAP}?v=een")["ETag"]

    assert client.get(f"{MAP}?v=een", headers={"If-None-Match": tag}).status_code == 304
    publishing.withdraw(case=three[0], by=None, reason="Weg.")
    assert client.get(f"{MAP}?v=een", headers={"If-None-Match": tag}).status_code == 200


def test_twenty_cost_as_many_queries_as_two(client: Client, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    slugs = [public(f"nummer-{number}", municipalities=[MunicipalityFactory()]).slug for number in range(20)]
    mine = MunicipalityFactory()

    # The state of the catalogue before and after, and the cases.
    with django_assert_num_queries(3):
        client.get(MAP, {"v": slugs})
    # With my municipality, and what it takes to compare.
    for some in (slugs, slugs[:2]):
        with django_assert_num_queries(9):
            client.get(MAP, {"v": some, "voor": mine.cbs_code})


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(slugs=st.lists(st.text(max_size=40) | st.sampled_from(["een", "twee"]), max_size=25), voor=st.text(max_size=5))
def test_whatever_the_address_names_there_is_an_answer(client: Client, slugs: list[str], voor: str) -> None:
    if not Case.objects.filter(slug="een").exists():
        PublishedCaseFactory(case__slug="een")

    response = client.get(MAP, {"v": slugs, "weg": slugs[:3], "voor": voor})

    assert response.status_code == 200
    assert heading(response) == "Mijn map"


def test_it_can_be_taken_along_as_a_table_and_for_a_list_of_literature(client: Client) -> None:
    for slug in ("een", "twee"):
        PublishedCaseFactory(case__slug=slug, case__title=f"Titel van {slug}")

    page = html.unescape(client.get("/map/?v=twee&v=een&v=onbekend").content.decode())

    files = dict(re.findall(r'<a href="([^"]+)" download>([^<]+)</a>', page))
    assert files == {
        "/api/v1/praktijkvoorbeelden/_export?slug=twee&slug=een&formaat=xlsx": "Excel (XLSX)",
        "/api/v1/praktijkvoorbeelden/_export?slug=twee&slug=een&formaat=csv": "CSV",
        "/map/verwijzingen.ris?v=twee&v=een": "RIS",
        "/map/verwijzingen.bib?v=twee&v=een": "BibTeX",
        "/map/verwijzingen.json?v=twee&v=een": "CSL-JSON",
    }
    for url in files:
        assert client.get(url).status_code == 200, url
    assert "download" not in client.get("/map/").content.decode()
