"""The Atom feed of new cases."""

import re
import xml.etree.ElementTree as ET

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from cases import publishing
from tests.factories import PublishedCaseFactory, ThemeFactory

pytestmark = pytest.mark.django_db
FEED = "/praktijkvoorbeelden/feed.atom"
ATOM = {"atom": "http://www.w3.org/2005/Atom"}


def feed(client: Client, **query: str) -> ET.Element:
    return ET.fromstring(client.get(FEED, query).content)


def titles(client: Client, **query: str) -> list[str | None]:
    return [entry.text for entry in feed(client, **query).findall("atom:entry/atom:title", ATOM)]


def test_it_is_atom_with_absolute_links_and_the_newest_first(client: Client) -> None:
    PublishedCaseFactory(case__title="Eerst", case__themes=[ThemeFactory(name="Preventie")])
    PublishedCaseFactory(case__title="Daarna", case__summary="Kort & goed.")

    response = client.get(FEED)
    tree = ET.fromstring(response.content)

    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert titles(client) == ["Daarna", "Eerst"]
    assert [link.get("href") for link in tree.findall("atom:link", ATOM)] == [
        "https://gouden.test/praktijkvoorbeelden/",
        "https://gouden.test/praktijkvoorbeelden/feed.atom",
    ]
    entry = tree.findall("atom:entry", ATOM)[0]
    assert entry.find("atom:link", ATOM).get("href") == "https://gouden.test/praktijkvoorbeelden/daarna/"  # type: ignore[union-attr]
    assert entry.findtext("atom:summary", namespaces=ATOM) == "Kort & goed."


def test_an_entry_keeps_its_identity_when_its_address_changes(client: Client) -> None:
    case = PublishedCaseFactory().case
    before = feed(client).findtext("atom:entry/atom:id", namespaces=ATOM)

    case.slug = "ergens-anders"
    case.save()
    publishing.publish(case=case, by=None)

    assert feed(client).findtext("atom:entry/atom:id", namespaces=ATOM) == before


def test_it_follows_the_parameters_of_the_list_and_skips_what_it_cannot_read(client: Client) -> None:
    PublishedCaseFactory(case__title="Wel", case__portrait=True)
    PublishedCaseFactory(case__title="Niet")

    assert titles(client, soort="portret") == ["Wel"]
    assert titles(client, soort="fout") == ["Niet", "Wel"]
    assert feed(client, soort="portret").findtext("atom:id", namespaces=ATOM) == (
        "https://gouden.test/praktijkvoorbeelden/?soort=portret"
    )


def test_each_filter_has_a_title_of_its_own_in_words(client: Client) -> None:
    ThemeFactory(slug="schulden", name="Schulden & armoede")

    def named(query: str) -> str | None:
        return ET.fromstring(client.get(f"{FEED}?{query}").content).findtext("atom:title", namespaces=ATOM)

    assert named("") == "Gouden: nieuw in de catalogus"
    assert named("thema=schulden&soort=praktijk") == "Gouden: nieuw in praktijken over schulden & armoede"
    assert named("zoek=buren&jaarVan=2015") == "Gouden: nieuw in praktijkvoorbeelden met ‘buren’ vanaf 2015"
    assert named("thema=bestaat-niet") == "Gouden: nieuw in de catalogus"
    assert named("zoek=a%01b") == "Gouden: nieuw in praktijkvoorbeelden met ‘ab’"


def test_a_browser_is_told_what_it_is_and_feed_readers_pass_that_over(client: Client) -> None:
    PublishedCaseFactory(case__title="Startgeld <b>", case__portrait=True)
    response = client.get(FEED, {"soort": "portret"})
    html = {"html": "http://www.w3.org/1999/xhtml"}
    tree = ET.fromstring(response.content)

    assert tree.findtext("html:title", namespaces=html) == "Gouden: nieuw in portretten (feed)"
    assert "Dit is een feed" in "".join(tree.find("html:div", html).itertext())  # type: ignore[union-attr]
    assert [link.get("href") for link in tree.findall(".//html:a", html)] == [
        "https://gouden.test/praktijkvoorbeelden/?soort=portret",
        "https://gouden.test/volgen/?soort=portret",
        "https://gouden.test/praktijkvoorbeelden/startgeld-b/",
    ]
    sheets = re.findall(r'<\?xml-stylesheet href="([^"]+)" type="text/css"\?>', response.content.decode())
    assert sheets == ["/static/css/tokens.css", "/static/css/feed.css"]


def test_a_browser_gets_the_same_bytes_as_xml(client: Client) -> None:
    PublishedCaseFactory()
    feed, page = client.get(FEED), client.get(FEED, headers={"accept": "text/html,application/xhtml+xml,*/*;q=0.8"})

    assert page["Content-Type"] == "application/xml; charset=utf-8"
    assert (page.content, page["ETag"]) == (feed.content, feed["ETag"])
    assert "Accept" in page["Vary"]
    assert "Accept" in feed["Vary"]
    again = client.get(FEED, headers={"accept": "text/html", "if-none-match": page["ETag"]})
    assert again.status_code == 304
    assert "Accept" in again["Vary"]


@pytest.mark.parametrize("cases", [1, 40])
def test_it_takes_three_queries_and_shows_thirty_at_most(
    client: Client, cases: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    PublishedCaseFactory.create_batch(cases)

    # The version twice; the cases.
    with django_assert_num_queries(3):
        response = client.get(FEED)
    assert len(ET.fromstring(response.content).findall("atom:entry", ATOM)) == min(cases, 30)
