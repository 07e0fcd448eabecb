"""A pasted address becomes a card (oEmbed)."""

import html
import re
from typing import Any

import pytest
from django.test import Client

from cases import publishing
from tests.factories import CaseFactory, PublishedCaseFactory, ThemeFactory

pytestmark = pytest.mark.django_db
PAGE = "https://gouden.test/praktijkvoorbeelden/startgeld/"


def asked(client: Client, url: str = PAGE, **more: str) -> Any:
    return client.get("/oembed", {"url": url} | more, headers={"origin": "https://elders.example"})


def test_the_page_of_a_case_leads_to_its_card(client: Client) -> None:
    case = PublishedCaseFactory(case__slug="startgeld", case__title='Startgeld "nu" <b>')

    page = client.get(PAGE.removeprefix("https://gouden.test")).content.decode()
    links = dict(re.findall(r'<link rel="alternate" type="(application/[a-z+]*json[a-z+]*)" href="([^"]+)"', page))
    address = html.unescape(links["application/json+oembed"]).removeprefix("https://gouden.test")
    answer = client.get(address, headers={"origin": "https://elders.example"})

    frame = answer.json().pop("html")
    assert answer.json() | {"html": ""} == {
        "version": "1.0",
        "type": "rich",
        "title": 'Startgeld "nu" <b>',
        "provider_name": "Gouden",
        "provider_url": "https://gouden.test/",
        "html": "",
        "width": 640,
        "height": 540,
    }
    assert frame.startswith(
        '<iframe src="https://gouden.test/insluiten/startgeld/" title="Startgeld &quot;nu&quot; &lt;b&gt;'
    )
    assert answer["Access-Control-Allow-Origin"] == "*"
    for media_type in ("application/json", "application/ld+json"):
        assert client.get(links[media_type].removeprefix("https://gouden.test")).status_code == 200
    assert str(case.case.identifier) in links["application/ld+json"]


def test_it_keeps_within_the_room_there_is_and_follows_a_case_that_moved(client: Client) -> None:
    case = PublishedCaseFactory(case__slug="startgeld").case
    case.slug = "elders"
    case.save()
    publishing.publish(case=case, by=None)

    body = asked(client, maxwidth="300", maxheight="4000").json()
    assert (body["width"], body["height"]) == (300, 540)
    assert "/insluiten/elders/" in body["html"]
    assert asked(client, maxwidth="breed").status_code == 400
    assert asked(client, format="xml").status_code == 501


def test_nothing_else_has_a_card(client: Client) -> None:
    CaseFactory(with_source=True, slug="geheim", title="GEHEIM")
    gone = PublishedCaseFactory(case__slug="weg").case
    publishing.withdraw(case=gone, by=None, reason="Klopt niet.")
    theme = f"https://gouden.test{ThemeFactory().get_absolute_url()}"
    elsewhere = PAGE.replace("gouden.test", "elders.example")

    for url in ("", "http://[", "geen adres", theme, elsewhere, PAGE, PAGE.replace("startgeld", "weg"), f"{PAGE}%00"):
        assert asked(client, url).status_code == 404, url
    answer = asked(client, PAGE.replace("startgeld", "geheim"))
    assert answer.status_code == 404
    assert "GEHEIM" not in answer.content.decode()
