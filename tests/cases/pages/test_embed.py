"""The card of a case in a frame on another site, and that nothing else can be framed."""

import html
import re
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from pytest_django import DjangoAssertNumQueries

from cases import publishing
from tests.factories import CaseFactory, MunicipalityFactory, PublishedCaseFactory, UserFactory
from tests.reading import heading, links, main, title

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def embed(slug: str) -> str:
    return f"/insluiten/{slug}/"


def test_it_shows_a_card_that_leads_to_the_case_in_a_tab_of_its_own(client: Client) -> None:
    PublishedCaseFactory(
        case__title="Startgeld <b>voor</b> bewoners",
        case__slug="startgeld",
        case__summary="Wie iets begint, krijgt geld.",
        case__municipalities=[MunicipalityFactory(name="Aalten")],
    )

    response = client.get(embed("startgeld"))

    assert response.status_code == 200
    assert heading(response) == "Startgeld <b>voor</b> bewoners (opent in een nieuw tabblad)"
    assert title(response) == "Startgeld <b>voor</b> bewoners - Gouden"
    for words in ("Praktijk · Aalten", "Wie iets begint, krijgt geld.", "Beschreven in 2017", "CC BY 4.0"):
        assert words in main(response)
    assert links(response) == ["/praktijkvoorbeelden/startgeld/", "/over/bewijs/#geen", "/"]
    assert response.content.decode().count('target="_blank"') == 3


def test_any_site_may_frame_it_and_it_keeps_nothing(client: Client) -> None:
    PublishedCaseFactory(case__slug="startgeld")

    first = client.get(embed("startgeld"))
    again = client.get(embed("startgeld"), headers={"If-None-Match": first["ETag"]})

    assert (first.status_code, again.status_code) == (200, 304)
    for response in (first, again):
        assert response["Content-Security-Policy"] == (
            "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors *; object-src 'none'; "
            "img-src 'self' data:; script-src 'self'"
        )
        assert "X-Frame-Options" not in response
        assert not response.cookies
        assert "Cookie" not in response.get("Vary", "")
    scripts = re.findall(r"<script[^>]*>", first.content.decode())
    assert scripts == ['<script src="/static/js/embed.js" defer>']
    for unwanted in ("<form", " style=", "<style"):
        assert unwanted not in first.content.decode()


def test_a_case_that_was_withdrawn_or_never_was_says_so_in_the_frame(client: Client) -> None:
    case = PublishedCaseFactory(case__slug="weg", case__title="GEHEIM").case
    publishing.withdraw(case=case, by=None, reason="De bron klopte niet.")

    gone, unknown = client.get(embed("weg")), client.get(embed("nooit-geweest"))

    assert (gone.status_code, unknown.status_code) == (410, 404)
    assert heading(gone) == "Dit praktijkvoorbeeld is ingetrokken"
    assert "De reden: De bron klopte niet." in main(gone)
    assert "GEHEIM" not in gone.content.decode()
    assert heading(unknown) == "Dit praktijkvoorbeeld bestaat niet"
    for response in (gone, unknown):
        assert "frame-ancestors *" in response["Content-Security-Policy"]
        assert "X-Frame-Options" not in response
        assert "/praktijkvoorbeelden/" in links(response)


def test_a_draft_is_not_in_a_frame(client: Client) -> None:
    CaseFactory(with_source=True, slug="geheim-concept", title="GEHEIM")

    response = client.get(embed("geheim-concept"))

    assert response.status_code == 404
    assert "geheim" not in response.content.decode().lower()


def test_a_case_that_moved_is_found_at_its_new_address(client: Client) -> None:
    case = PublishedCaseFactory(case__slug="oud").case
    case.slug = "nieuw"
    case.save()
    publishing.publish(case=case, by=None)

    response = client.get(embed("oud"))

    assert (response.status_code, response["Location"]) == (301, embed("nieuw"))


def test_it_takes_three_queries(client: Client, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    PublishedCaseFactory(case__slug="startgeld")

    # The version twice; the card.
    with django_assert_num_queries(3):
        client.get(embed("startgeld"))


def test_the_page_of_a_case_gives_the_code_to_copy(client: Client) -> None:
    case = PublishedCaseFactory(case__title='De "proef" van <Aalten>', case__slug="proef").case

    body = client.get(case.get_absolute_url()).content.decode()

    (shown,) = re.findall(r'data-copy="Kopieer de code">(.*?)</p>', body, re.DOTALL)
    code = html.unescape(shown)
    assert code.startswith('<iframe src="https://gouden.test/insluiten/proef/" title="')
    assert code.endswith("></iframe>")
    # The code is HTML of its own: what the title holds is escaped in it once more.
    (named,) = re.findall(r'title="([^"]*)"', code)
    assert html.unescape(named) == 'De "proef" van <Aalten> (Gouden)'
    assert "<" not in named


def every_address() -> Iterator[tuple[str, str]]:
    """Yield the name and an address of every view of the project, the admin's included."""
    values = {"slug": "startgeld", "code": "0197", "object_id": "1", "app_label": "cases", "content_type_id": "1"}
    values["identifier"] = "00000000-0000-4000-8000-000000000000"

    def walk(patterns: list[URLPattern | URLResolver], namespace: str) -> Iterator[tuple[str, str]]:
        for pattern in patterns:
            if isinstance(pattern, URLResolver):
                inner = f"{pattern.namespace}:" if pattern.namespace else namespace
                yield from walk(pattern.url_patterns, inner)
            elif pattern.name:
                name = f"{namespace}{pattern.name}"
                given = {key: values.get(key, "1") for key in pattern.pattern.regex.groupindex}
                yield name, reverse(name, kwargs=given or None)

    return walk(get_resolver().url_patterns, "")


def test_no_other_view_can_be_framed(client: Client) -> None:
    PublishedCaseFactory(case__slug="startgeld", case__municipalities=[MunicipalityFactory(cbs_code="0197")])
    client.force_login(UserFactory(is_superuser=True))

    addresses = dict(every_address())

    assert len(addresses) > 100
    assert addresses.pop("case-embed") == embed("startgeld")
    for name, address in addresses.items():
        response = client.get(address)
        assert "frame-ancestors 'none'" in response["Content-Security-Policy"], name
        assert response["X-Frame-Options"] == "DENY", name
