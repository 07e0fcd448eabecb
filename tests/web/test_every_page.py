"""Every page of the sitemap, with the real catalogue."""

import os
import re
from collections import Counter
from functools import cache
from itertools import pairwise

import pytest
from django.test import Client

from municipalities.models import Municipality
from tests.reading import heading

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("catalogue", "unchanged"), pytest.mark.once]


@cache
def left_out() -> set[str]:
    """Return the pages of nine in ten municipalities without a case, which are as each other; none in .ci/deep."""
    if os.environ.get("GOUDEN_DEEP"):
        return set()
    bare = Municipality.objects.filter(cases__isnull=True).order_by("pk")
    return {one.get_absolute_url() for number, one in enumerate(bare) if number % 10}


@cache
def pages() -> dict[str, str]:
    """Return every page of the sitemap: its address and its HTML. Fails when one does not open."""
    client = Client()
    addresses = re.findall(r"<loc>https://gouden.test([^<]+)</loc>", client.get("/sitemap.xml").content.decode())
    assert len(addresses) > 900
    found = {}
    for address in addresses:
        if address in left_out():
            continue
        response = client.get(address)
        assert response.status_code == 200, address
        assert heading(response), address
        found[address] = response.content.decode()
    return found


def test_every_page_opens_with_one_heading_in_dutch_and_a_way_past_the_menu() -> None:
    for address, body in pages().items():
        assert '<html lang="nl">' in body, address
        assert '<a class="skip-link" href="#inhoud">' in body, address
        assert '<main id="inhoud" tabindex="-1">' in body, address


def test_no_page_asks_for_a_number_that_a_wheel_or_a_browsers_language_changes() -> None:
    client = Client()
    shared = [f"/deel-uw-voorbeeld/nieuw/{kind}/" for kind in ("voorbeeld", "voordracht")]
    assert [address for address, body in pages().items() if 'type="number"' in body] == []
    for address in [*shared, "/praktijkvoorbeelden/?jaarVan=2010&jaarTot=ooit"]:
        response = client.get(address)
        assert response.status_code == 200, address
        assert 'type="number"' not in response.content.decode(), address


def test_every_page_has_a_title_of_its_own() -> None:
    titles = Counter(re.findall(r"<title>(.*?)</title>", body)[0] for body in pages().values())

    assert [name for name, number in titles.items() if number > 1] == []


def test_every_page_has_a_description_of_its_own() -> None:
    said = Counter(re.findall(r'<meta name="description" content="([^"]*)">', body)[0] for body in pages().values())

    assert [text for text, number in said.items() if number > 1 or len(text) < 40] == []


def test_no_page_uses_an_id_twice_or_skips_a_level_of_heading() -> None:
    for address, body in pages().items():
        ids = Counter(re.findall(r'\bid="([^"]*)"', body))
        assert [name for name, number in ids.items() if number > 1] == [], address
        content = body.partition("<main")[2].partition("</main>")[0]
        levels = [int(level) for level in re.findall(r"<h([1-6])", content)]
        assert all(after <= before + 1 for before, after in pairwise(levels)), (address, levels)


def test_every_link_within_the_site_leads_somewhere() -> None:
    known, client = dict(pages()), Client()
    broken = {}
    for address, body in pages().items():
        for path, fragment in re.findall(r'href="(/[^"#?]*)?(?:\?[^"#]*)?(#[^"]*)?"', body):
            if path.startswith(("/static/", "/api/v1/", "/dcat/")) or not (path or fragment):
                continue
            if path in left_out():
                continue
            if path and path not in known:
                response = client.get(path)
                known[path] = response.content.decode() if response.status_code == 200 else ""
            target = known[path or address]
            if not target or (fragment and f'id="{fragment[1:]}"' not in target):
                broken[path + fragment] = address
    assert broken == {}


def test_no_page_shows_an_address_or_a_word_of_the_machine() -> None:
    for address, body in pages().items():
        # What is shown as code is meant for machines.
        content = re.sub(r"<code>.*?</code>", "", body.partition("<main")[2].partition("</main>")[0], flags=re.DOTALL)
        for word in ("None", "True", "False", "{{", "{%", "https://gouden.test/gemeenten"):
            assert word not in re.sub(r"<[^>]+>", " ", content), (address, word)
