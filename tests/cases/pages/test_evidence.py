"""The mark of evidence: that of the strongest result, and nothing else; and where it leads."""

import re

import pytest
from django.test import Client

from cases import publishing
from cases.models import Case, Claim, PublishedCase
from tests.factories import CaseFactory, ClaimFactory, OrganisationFactory, PublishedCaseFactory, SpeakerFactory
from tests.reading import links, main

pytestmark = pytest.mark.django_db
LIST, PAGE = "/praktijkvoorbeelden/", "/over/bewijs/"
RESEARCH, COUNT, OWN = Claim.Evidence.INDEPENDENT, Claim.Evidence.COUNT, Claim.Evidence.OWN_STATEMENT


def published(*claims: tuple[str, str], title: str = "Een voorbeeld") -> PublishedCase:
    """Publish a case with these claims, each by its kind and evidence."""
    case = CaseFactory(title=title, with_source=True)
    for kind, evidence in claims:
        ClaimFactory(case=case, kind=kind, evidence=evidence)
    return publishing.publish(case=case, by=None)


@pytest.mark.parametrize(
    ("claims", "mark"),
    [
        ([], "geen"),
        ([("context", RESEARCH), ("leerpunt", RESEARCH)], "geen"),
        ([("resultaat", OWN), ("context", RESEARCH), ("bereik", COUNT)], OWN),
        ([("resultaat", OWN), ("resultaat", COUNT)], COUNT),
    ],
)
def test_the_mark_is_that_of_the_strongest_result(claims: list[tuple[str, str]], mark: str) -> None:
    case = published(*claims)

    assert case.result_evidence == case.card["bewijsResultaat"] == case.record["bewijsResultaat"] == mark


def test_research_that_a_source_quotes_is_said_in_words_and_only_a_result_has_a_mark(client: Client) -> None:
    case = published(("resultaat", COUNT), ("context", RESEARCH), ("inzet", COUNT), ("obstakel", OWN))

    body = client.get(case.get_absolute_url()).content.decode()

    assert body.count("claim__grade") == 1
    assert body.count("Onderzoek dat de bron aanhaalt") == body.count("claim__grounds") == 1


def test_an_organisation_that_speaks_is_named_without_opening_the_claim(client: Client) -> None:
    case = CaseFactory(with_source=True)
    speaker = SpeakerFactory(person=None, function="", organisations=[OrganisationFactory(name="RIVM & co")])
    ClaimFactory(case=case, speaker=speaker, text="Zij zeggen het.")

    body = client.get(publishing.publish(case=case, by=None).get_absolute_url()).content.decode()

    assert '<span class="claim__who">RIVM &amp; co</span>' in body


def test_only_what_measures_something_of_the_case_is_a_large_figure(client: Client) -> None:
    case = CaseFactory(with_source=True, without_place="Het speelt in het hele land.")
    for number, (kind, evidence) in enumerate(
        [
            ("resultaat", COUNT),
            ("bereik", OWN),
            ("kosten", OWN),
            ("context", OWN),
            ("plan", Claim.Evidence.EXPECTATION),
            ("bereik", Claim.Evidence.STATISTICS),
        ],
        10,
    ):
        ClaimFactory(case=case, figure=True, kind=kind, evidence=evidence, value=number, unit="mensen")
    response = client.get(publishing.publish(case=case, by=None).get_absolute_url())

    body = response.content.decode()
    claims = body[body.index('id="uitspraken"') :]
    assert re.findall(r'<b class="claim__value">(\d+)</b>', claims) == ["10"]
    # Whom it reached and what it cost stands before the words, and no larger than those.
    assert re.findall(r"<b>(\d+) mensen</b>", claims) == ["11", "12"]
    for number in (13, 14, 15):
        assert f"Cijfer {number} mensen" in main(response)


def test_the_list_is_narrowed_down_by_it_and_says_so(client: Client) -> None:
    published(("resultaat", COUNT), title="Geteld")
    published(("context", COUNT), title="Niets genoemd")

    none = client.get(LIST, {"bewijsResultaat": "geen"})
    both = client.get(LIST, {"bewijsResultaat": ["geen", "telling"]})

    assert [card["titel"] for card in none.context["cards"]] == ["Niets genoemd"]
    assert none.context["sentence"] == "1 praktijkvoorbeeld, dat geen resultaat noemt"
    assert both.context["sentence"] == (
        "2 praktijkvoorbeelden met als bewijs voor het resultaat: telling of geen resultaat genoemd"
    )
    assert "Bewijs voor het resultaat: Geen resultaat genoemd" in main(none)
    assert "Sterkste bewijs" not in main(none)


@pytest.mark.parametrize("address", [LIST, "/praktijkvoorbeelden/feed.atom"])
def test_an_address_with_the_parameter_of_before_leads_to_that_of_today(client: Client, address: str) -> None:
    query = "thema=a&bewijs=telling&bewijs=cli%C3%ABntonderzoek&zoek=x+y&page=3&pageSize=50"

    response = client.get(f"{address}?{query}")

    assert response.status_code == 301
    asked = "thema=a&bewijsResultaat=telling&bewijsResultaat=cli%C3%ABntonderzoek&zoek=x+y&pageSize=50"
    assert response["Location"] == f"{address}?{asked}"
    assert client.get(f"{address}?bewijsResultaat=telling").status_code == 200


def test_it_leads_to_what_the_mark_means_with_an_example(client: Client) -> None:
    case = published(("resultaat", COUNT), title="Geteld in Aalten")
    shown = case.record["uitspraken"][0]
    published(("context", RESEARCH), title="Aangehaald")
    PublishedCaseFactory(case__title="Leeg")

    response = client.get(PAGE)

    for page in (LIST, case.get_absolute_url(), f"/insluiten/{case.slug}/"):
        assert f"{PAGE}#telling" in links(client.get(page))
    assert 'id="telling"' in response.content.decode()
    assert f"{shown['tekst']} Uit: Geteld in Aalten 1 praktijkvoorbeeld in de catalogus." in main(response)
    assert "Onderzoek dat de bron aanhaalt Uit: Aangehaald" in main(response)
    assert f"{case.get_absolute_url()}#uitspraak-{shown['kenmerk']}" in links(response)
    assert f"{LIST}?bewijsResultaat=geen" in links(response)


def test_it_says_of_each_mark_what_it_means_in_an_empty_catalogue_too(client: Client) -> None:
    body = client.get(PAGE).content.decode()

    for anchor in ("onafhankelijk-onderzoek", "clientonderzoek", "eigen-verklaring", "verwachting", "geen"):
        assert body.count(f'id="{anchor}"') == 1
    assert not Case.objects.exists()
