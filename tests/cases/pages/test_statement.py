"""The page of one statement, at an address that lasts."""

import json
import re
from uuid import uuid4

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from cases import publishing
from tests.factories import ClaimFactory, ClaimLinkFactory, PublishedClaimFactory, SpeakerFactory
from tests.reading import main

pytestmark = pytest.mark.django_db


def test_it_shows_what_is_said_with_its_figure_who_says_so_its_grade_source_and_case(client: Client) -> None:
    row = PublishedClaimFactory(
        claim__figure=True,
        claim__kind="resultaat",
        claim__text="Honderd bewoners vonden werk.",
        claim__year=2016,
        claim__speaker=SpeakerFactory(person__name="Anna Jansen", function="wethouder"),
        claim__article__title="Open houding",
        claim__article__publication__title="Elf gemeenten",
        claim__case__title="Startgeld",
        claim__case__slug="startgeld",
        claim__key="werk",
    )

    page = client.get(row.get_absolute_url())

    said = main(page)
    assert page.status_code == 200
    for shown in (
        "Uitspraak · Resultaat",
        "100 bewoners (2016)",
        "Honderd bewoners vonden werk.",
        "Anna Jansen, wethouder",
        "Telling",
        "Open houding, Elf gemeenten (2017), 2e alinea",
        "Startgeld",
        "Meld een fout in deze uitspraak",
    ):
        assert shown in said
    html = page.content.decode()
    assert 'href="/praktijkvoorbeelden/startgeld/#uitspraak-werk"' in html
    assert 'href="/praktijkvoorbeelden/startgeld/meld-een-fout/?uitspraak=werk"' in html
    assert f'<link rel="canonical" href="https://gouden.test/uitspraken/{row.identifier}/">' in html
    assert "<title>Honderd bewoners vonden werk. (Startgeld) - Gouden</title>" in html


def test_it_says_how_to_refer_to_it_and_tells_machines_what_it_is(client: Client) -> None:
    row = PublishedClaimFactory(
        claim__figure=True,
        claim__text="Er kwamen 100 bewoners.",
        claim__speaker=SpeakerFactory(person__name="Anna Jansen", function="wethouder"),
        claim__article__title="Open houding",
        claim__article__publication__title="Elf gemeenten",
        claim__case__title="Startgeld",
    )

    page = client.get(row.get_absolute_url())

    address = f"https://gouden.test/uitspraken/{row.identifier}/"
    assert (
        "‘Er kwamen 100 bewoners’, Anna Jansen, wethouder, in: Open houding, Elf gemeenten (2017). "
        f"Uitspraak bij ‘Startgeld’, Gouden, {address}, CC BY 4.0."
    ) in main(page)
    (script,) = re.findall(r"application/ld\+json\">(.*?)</script>", page.content.decode(), re.DOTALL)
    node = json.loads(script)["@graph"][0]
    assert (node["@type"], node["@id"], node["text"]) == ("Claim", address, "Er kwamen 100 bewoners.")
    assert node["identifier"] == f"https://gouden.test/id/uitspraak/{row.identifier}"
    assert node["author"]["name"] == "Anna Jansen"
    assert node["isPartOf"]["headline"] == "Startgeld"


def test_who_says_it_and_where_it_stands_are_not_known_where_nobody_told(client: Client) -> None:
    row = PublishedClaimFactory(claim__speaker=None, claim__article=None)

    said = main(client.get(row.get_absolute_url()))

    assert "Wie zegt het niet bekend" in said
    assert "Waar staat het niet bekend" in said


def test_it_leads_to_the_statements_that_contradict_it_and_what_was_done_about_it(client: Client) -> None:
    tie = ClaimLinkFactory(
        a__case__with_source=True,
        a__text="Het lukte.",
        a__kind="resultaat",
        b__text="Het lukte niet.",
        b__kind="resultaat",
    )
    obstacle = ClaimFactory(case=tie.a.case, kind="obstakel", text="Er was geen geld.")
    ClaimLinkFactory(answer=True, a=obstacle, b=ClaimFactory(case=tie.a.case, kind="inzet", text="De raad gaf geld."))
    publishing.publish(case=tie.a.case, by=None)
    rows = {row.record["tekst"]: row for row in tie.a.case.published.claims.all()}

    disputed = client.get(rows["Het lukte."].get_absolute_url())
    hurdle = client.get(rows["Er was geen geld."].get_absolute_url())

    assert "Daartegenover staat: Het lukte niet." in main(disputed)
    assert f'href="{rows["Het lukte niet."].get_absolute_url()}"' in disputed.content.decode()
    assert "Dit is ertegen gedaan: De raad gaf geld." in main(hurdle)


def test_a_statement_of_a_withdrawn_case_is_gone_with_the_reason(client: Client) -> None:
    row = PublishedClaimFactory()
    publishing.withdraw(case=row.published_case.case, by=None, reason="De bron klopt niet.")

    for address in (row.get_absolute_url(), f"/id/uitspraak/{row.identifier}"):
        page = client.get(address)
        assert page.status_code == 410
        assert "Deze uitspraak is ingetrokken" in main(page)
        assert "De bron klopt niet." in main(page)
    answer = client.get(f"/api/v1/uitspraken/{row.identifier}")
    assert answer.status_code == 410
    assert answer.json()["detail"] == "Het voorbeeld is ingetrokken. De bron klopt niet."


def test_a_statement_that_its_case_no_longer_has_leads_to_the_case(client: Client) -> None:
    row = PublishedClaimFactory(claim__case__title="Startgeld")
    case = row.published_case.case
    case.claims.all().delete()
    publishing.publish(case=case, by=None)

    page = client.get(row.get_absolute_url())

    assert page.status_code == 410
    assert "Zij stond bij het voorbeeld Startgeld en staat daar niet meer" in main(page)
    assert f'href="{case.get_absolute_url()}"' in page.content.decode()
    answer = client.get(f"/api/v1/uitspraken/{row.identifier}")
    assert answer.status_code == 410
    assert answer.json()["detail"] == "Deze uitspraak staat niet meer bij het voorbeeld ‘Startgeld’."


def test_what_never_was_public_is_not_there(client: Client) -> None:
    draft = ClaimFactory()

    assert not hasattr(draft.case, "published")
    for address in (f"/uitspraken/{uuid4()}/", f"/id/uitspraak/{uuid4()}", f"/api/v1/uitspraken/{uuid4()}"):
        assert client.get(address).status_code == 404


def test_it_takes_few_queries(client: Client, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    row = PublishedClaimFactory()

    # The version twice; the claim with the card of its case.
    with django_assert_num_queries(3):
        client.get(row.get_absolute_url())


def test_the_page_of_its_case_leads_to_it(client: Client) -> None:
    row = PublishedClaimFactory(claim__key="werk")

    html = client.get(row.published_case.get_absolute_url()).content.decode()

    assert 'id="uitspraak-werk"' in html
    assert f'href="{row.get_absolute_url()}"' in html
