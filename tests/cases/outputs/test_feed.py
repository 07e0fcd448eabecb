"""The Atom feed of new cases."""

import datetime
import re
import xml.etree.ElementTree as ET

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from cases import publishing
from tests.factories import PublishedCaseFactory, ThemeFactory

pytestmark = pytest.mark.django_db
FEED = "/praktijkvoorbeelden/feed.atom"
TOMBSTONES = {"at": "http://purl.org/atompub/tombstones/1.0"}
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


def test_it_follows_the_parameters_of_the_list(client: Client) -> None:
    PublishedCaseFactory(case__title="Wel", case__portrait=True)
    PublishedCaseFactory(case__title="Niet")

    assert titles(client, soort="portret") == ["Wel"]
    assert titles(client, kleur="rood") == ["Niet", "Wel"]
    assert feed(client, soort="portret").findtext("atom:id", namespaces=ATOM) == (
        "https://gouden.test/praktijkvoorbeelden/?soort=portret"
    )


@pytest.mark.parametrize("query", ["soort=fout", "thema=bestaat-niet&soort=portret", "page=0", "page=9", "jaarVan=x"])
def test_what_is_not_known_is_never_all(client: Client, query: str) -> None:
    PublishedCaseFactory(case__portrait=True)

    assert client.get(f"{FEED}?{query}").status_code == 404


def test_what_was_withdrawn_is_told_with_the_reason_until_it_comes_back(client: Client) -> None:
    case = PublishedCaseFactory(case__title="Weg").case
    identifier = feed(client).findtext("atom:entry/atom:id", namespaces=ATOM)
    event = publishing.withdraw(case=case, by=None, reason="Klopt <niet>.")
    PublishedCaseFactory(case__portrait=True, case__title="Anders")

    tree = feed(client, soort="portret")
    (gone,) = tree.findall("at:deleted-entry", TOMBSTONES)
    assert (gone.get("ref"), gone.findtext("at:comment", namespaces=TOMBSTONES)) == (identifier, "Klopt <niet>.")
    assert datetime.datetime.fromisoformat(str(gone.get("when"))) == event.at
    assert "Weg" not in ET.tostring(tree).decode()

    publishing.publish(case=case, by=None)
    assert feed(client).findall("at:deleted-entry", TOMBSTONES) == []


def test_what_is_older_is_on_the_next_pages(client: Client) -> None:
    PublishedCaseFactory.create_batch(31)

    def pages(**query: str) -> dict[str | None, str | None]:
        links = feed(client, **query).findall("atom:link", ATOM)
        return {link.get("rel"): link.get("href") for link in links if link.get("rel") != "alternate"}

    address = "https://gouden.test/praktijkvoorbeelden/feed.atom"
    assert pages() == {"self": address, "first": address, "next": f"{address}?page=2"}
    assert pages(page="2") == {"self": f"{address}?page=2", "first": address, "previous": address}
    assert len(titles(client, page="2")) == 1


def test_another_feed_has_what_changed_last(client: Client) -> None:
    first = PublishedCaseFactory(case__title="Eerst").case
    PublishedCaseFactory(case__title="Daarna")
    first.summary = "Het is < dan toen."
    first.save()
    publishing.publish(case=first, by=None)

    tree = ET.fromstring(client.get("/praktijkvoorbeelden/gewijzigd.atom").content)
    assert [one.text for one in tree.findall("atom:entry/atom:title", ATOM)] == ["Eerst", "Daarna"]
    assert tree.findtext("atom:title", namespaces=ATOM) == "Gouden: gewijzigd in de catalogus"
    assert tree.findtext("atom:id", namespaces=ATOM) != feed(client).findtext("atom:id", namespaces=ATOM)
    summary = tree.find("atom:entry/atom:summary", ATOM)
    assert summary is not None
    assert (summary.get("type"), summary.text) == ("text", "Het is < dan toen.")


def test_any_page_may_read_it_and_pages_name_their_own(client: Client) -> None:
    case = PublishedCaseFactory()
    theme, municipality = case.themes.get(), case.municipalities.get()

    assert client.get(FEED, headers={"origin": "https://elders.example"})["Access-Control-Allow-Origin"] == "*"
    for row, query in ((theme, f"thema={theme.slug}"), (municipality, f"gemeente={municipality.cbs_code}")):
        page = client.get(row.get_absolute_url()).content.decode()
        named = re.findall(r'type="application/atom[+]xml" title="([^"]+)" href="([^"]+)"', page)
        assert [address for _, address in named] == [FEED, f"{FEED}?{query}"]
        assert client.get(named[1][1]).status_code == 200


def test_each_filter_has_a_title_of_its_own_in_words(client: Client) -> None:
    ThemeFactory(slug="schulden", name="Schulden & armoede")

    def named(query: str) -> str | None:
        return ET.fromstring(client.get(f"{FEED}?{query}").content).findtext("atom:title", namespaces=ATOM)

    assert named("") == "Gouden: nieuw in de catalogus"
    assert named("thema=schulden&soort=praktijk") == "Gouden: nieuw in praktijken over schulden & armoede"
    assert named("zoek=buren&jaarVan=2015") == "Gouden: nieuw in praktijkvoorbeelden met ‘buren’ vanaf 2015"
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
def test_it_takes_four_queries_and_shows_thirty_at_most(
    client: Client, cases: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    PublishedCaseFactory.create_batch(cases)

    # The version twice; the cases; which were withdrawn.
    with django_assert_num_queries(4):
        response = client.get(FEED)
    assert len(ET.fromstring(response.content).findall("atom:entry", ATOM)) == min(cases, 30)
