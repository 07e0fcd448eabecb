"""The list of all statements, with its filters."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cases import publishing
from tests.factories import ClaimFactory, ClaimLinkFactory, PublishedClaimFactory, SpeakerFactory, ThemeFactory
from tests.reading import links, main, title

pytestmark = pytest.mark.django_db
LIST = "/uitspraken/"


def test_each_statement_shows_its_figure_speaker_grade_year_source_and_case(client: Client) -> None:
    row = PublishedClaimFactory(
        claim__figure=True,
        claim__kind="resultaat",
        claim__text="Honderd bewoners vonden werk.",
        claim__year=2016,
        claim__key="werk",
        claim__speaker=SpeakerFactory(person__name="Anna Jansen", function="wethouder"),
        claim__article__title="Open houding",
        claim__case__title="Startgeld",
        claim__case__slug="startgeld",
    )

    page = client.get(LIST)

    said = main(page)
    for shown in (
        "Resultaat 100 bewoners (2016)",
        "Honderd bewoners vonden werk.",
        "Anna Jansen",
        "Telling",
        "Open houding",
    ):
        assert shown in said
    assert re.search(r"Bij Startgeld · \S.* · 2017", said)
    assert "Meld een fout in deze uitspraak" in said
    found = links(page)
    assert row.get_absolute_url() in found
    assert "/praktijkvoorbeelden/startgeld/#uitspraak-werk" in found
    assert "/praktijkvoorbeelden/startgeld/meld-een-fout/?uitspraak=werk" in found


@pytest.fixture
def three() -> None:
    case = PublishedClaimFactory(
        claim__kind="resultaat",
        claim__text="Schulden namen af.",
        claim__case__themes=[ThemeFactory(slug="schulden", name="Schulden")],
    ).published_case.case
    ClaimFactory(case=case, figure=True, text="Er kwamen 100 bewoners.", position=1)
    publishing.publish(case=case, by=None)
    PublishedClaimFactory(claim__kind="doel", claim__text="Minder schulden.")


@pytest.mark.usefixtures("three")
@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("", "3 uitspraken"),
        ("?soort=resultaat", "1 resultaat"),
        ("?soort=resultaat&soort=doel", "2 uitspraken"),
        ("?cijfer=ja", "1 uitspraak, die een cijfer noemt"),
        ("?cijfer=nee", "2 uitspraken, die geen cijfer noemen"),
        ("?bewijs=telling", "1 uitspraak op grond van telling"),
        ("?thema=schulden", "2 uitspraken uit voorbeelden over schulden"),
        ("?zoek=schulden", "2 uitspraken bij ‘schulden’"),
        ("?zoek=schulden&soort=doel", "1 doel bij ‘schulden’"),
    ],
)
def test_the_sentence_says_what_was_asked_and_how_many_there_are(client: Client, query: str, sentence: str) -> None:
    html = client.get(f"{LIST}{query}").content.decode()

    (said,) = re.findall(r'class="finding__count" role="status">([^<]*)<', html)
    assert said == sentence


@pytest.mark.usefixtures("three")
def test_what_is_chosen_can_be_taken_away_and_counts_show_what_is_left(client: Client) -> None:
    page = client.get(f"{LIST}?thema=schulden&soort=resultaat")

    said = main(page)
    assert "Thema van het voorbeeld: Schulden" in said
    assert "Soort uitspraak: Resultaat" in said
    assert {"?thema=schulden", "?soort=resultaat", LIST} <= set(links(page))
    assert "Bereik (1 uitspraak)" in said
    assert "Doel (0 uitspraken)" in said
    assert title(page) == (
        "Uitspraken - soort uitspraak Resultaat, thema van het voorbeeld Schulden - 1 uitspraak - Gouden"
    )
    assert b'content="noindex, follow"' in page.content


@pytest.mark.usefixtures("three")
def test_the_cases_can_be_followed_where_all_that_is_chosen_goes_along(client: Client) -> None:
    assert "/volgen/" in links(client.get(LIST))
    assert "/volgen/?thema=schulden&zoek=schulden" in links(client.get(f"{LIST}?zoek=schulden&thema=schulden"))
    for more in ("soort=resultaat", "bewijs=telling", "cijfer=ja"):
        page = client.get(f"{LIST}?thema=schulden&{more}")
        assert not [link for link in links(page) if link.startswith("/volgen/")]
        assert "Volg de voorbeelden" not in main(page)


@pytest.mark.usefixtures("three")
def test_nothing_found_says_what_one_can_do(client: Client) -> None:
    said = main(page := client.get(f"{LIST}?zoek=zzzz&soort=plan"))

    assert "Geen uitspraken gevonden" in said
    assert "praktijkvoorbeelden met deze woorden" in said
    assert "/praktijkvoorbeelden/?zoek=zzzz" in links(page)


@pytest.mark.usefixtures("three")
def test_what_cannot_be_read_is_said_and_the_rest_counts(client: Client) -> None:
    page = client.get(f"{LIST}?soort=sprookje&cijfer=ja")

    assert page.status_code == 200
    assert "‘sprookje’ kennen we niet." in main(page)
    assert "1 uitspraak, die een cijfer noemt" in main(page)


@pytest.mark.usefixtures("three")
def test_pages_keep_what_was_chosen(client: Client) -> None:
    page = client.get(f"{LIST}?zoek=schulden&pageSize=1&page=2")

    assert "bladzijde 2 van 2" in main(page)
    assert "?zoek=schulden&pageSize=1" in links(page)
    assert client.get(f"{LIST}?page=9").status_code == 404


def test_what_contradicts_a_statement_stands_beside_it(client: Client) -> None:
    tie = ClaimLinkFactory(
        a__case__with_source=True, a__text="Het lukte.", a__kind="resultaat", b__text="Toch niet.", b__kind="resultaat"
    )
    publishing.publish(case=tie.a.case, by=None)

    said = main(client.get(LIST))

    assert "Daartegenover staat: Toch niet." in said
    assert "Daartegenover staat: Het lukte." in said


def test_a_page_takes_as_many_queries_however_many_statements(client: Client) -> None:
    def queries_with(statements: int) -> int:
        for _ in range(statements):
            case = PublishedClaimFactory(claim__speaker=SpeakerFactory()).published_case.case
            other = ClaimFactory(case=case, kind="doel", position=1)
            ClaimLinkFactory(a=case.claims.first(), b=other)
            publishing.publish(case=case, by=None)
        with CaptureQueriesContext(connection) as taken:
            assert client.get(f"{LIST}?zoek=bewoners&cijfer=nee").status_code == 200
        return len(taken)

    assert queries_with(2) == queries_with(6)
