"""Which claims hold what is asked, and which of them answer a question."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cases import publishing
from cases.models import PublishedClaim
from cases.search import answers, parse, ranked, statements
from tests.factories import ClaimFactory, MunicipalityFactory, PublishedClaimFactory, SpeakerFactory

pytestmark = pytest.mark.django_db


def found(text: str) -> list[str]:
    """Return what the claims say that a query finds, the best first; as many as the engine finds."""
    query = parse(text)
    best = statements.ranked(query)
    matching = statements.found(query)
    assert matching is None or PublishedClaim.objects.filter(pk__in=matching).count() == len(best)
    texts = dict(PublishedClaim.objects.values_list("pk", "record__tekst"))
    return [texts[pk] for pk in best]


def say(*texts: str, **case: object) -> None:
    first, *others = texts
    row = PublishedClaimFactory(claim__text=first, **{f"claim__case__{name}": value for name, value in case.items()})
    for position, text in enumerate(others, start=1):
        ClaimFactory(case=row.published_case.case, text=text, position=position)
    publishing.publish(case=row.published_case.case, by=None)


def test_a_claim_is_found_by_its_words_inflected_and_by_synonyms_of_the_catalogue() -> None:
    say("De moestuinen bloeien.", "Niemand kwam.")

    assert found("moestuin") == ["De moestuinen bloeien."]
    assert found("zonnebloem") == []


def test_its_case_helps_but_something_of_the_question_is_said_by_the_claim_itself() -> None:
    say(
        "De moestuin bloeit.",
        "Niemand kwam.",
        title="Groen in de buurt",
        municipalities=[MunicipalityFactory(name="Aalten")],
    )
    say("Ook hier een moestuin.", title="Groen elders")

    assert found("moestuin Aalten") == ["De moestuin bloeit."]
    assert found("Aalten") == []
    assert found("groen buurt moestuin") == ["De moestuin bloeit."]


def test_it_is_found_by_who_says_it() -> None:
    PublishedClaimFactory(claim__text="Het bloeit.", claim__speaker=SpeakerFactory(person__name="Anna Zonneveld"))

    assert found("Zonneveld") == ["Het bloeit."]


def test_what_says_more_of_it_in_fewer_words_comes_first() -> None:
    say("In de moestuin, naast veel dat hier ook nog bij gezegd wordt en er weinig mee te maken heeft, bloeit het.")
    say("De moestuin bloeit: een moestuin van iedereen.")

    assert found("moestuin") == [
        "De moestuin bloeit: een moestuin van iedereen.",
        "In de moestuin, naast veel dat hier ook nog bij gezegd wordt en er weinig mee te maken heeft, bloeit het.",
    ]


@pytest.fixture
def garden(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make a few cases a catalogue in which a moestuin is rare."""
    monkeypatch.setattr(statements, "RARE", 0.5)
    say("De moestuin trok 300 bezoekers.", "De moestuin is van iedereen en trok bezoekers.", "Het regende.")
    say("Het buurthuis trok bezoekers.")
    say("Er kwam niemand op de markt.")
    ClaimFactory(
        case=PublishedClaim.objects.order_by("pk")[0].published_case.case,
        figure=True,
        text="De moestuin trok bezoekers, 300 per jaar.",
        unit="bezoekers",
        position=9,
    )
    publishing.publish(case=PublishedClaim.objects.order_by("pk")[0].published_case.case, by=None)


def answered(text: str) -> list[str]:
    query = parse(text)
    texts = dict(PublishedClaim.objects.values_list("pk", "record__tekst"))
    return [texts[one.pk] for one in answers(query, ranked(query))]


@pytest.mark.usefixtures("garden")
def test_a_question_is_answered_by_claims_that_hold_all_that_is_rare_in_it_a_figure_first() -> None:
    shown = answered("Hoeveel bezoekers trok de moestuin?")

    assert shown[0] == "De moestuin trok bezoekers, 300 per jaar."
    assert len(shown) == 3
    assert all("moestuin" in text for text in shown)


@pytest.mark.usefixtures("garden")
@pytest.mark.parametrize(
    "text",
    ["moestuin", "Hoeveel zonnebloemen trok de moestuin in Rome?", "bezoekers en iedereen op de markt", "", "wat?"],
)
def test_a_subject_or_what_no_claim_holds_gets_no_answer(text: str) -> None:
    assert answered(text) == []


@pytest.mark.usefixtures("garden")
def test_an_answer_takes_one_query_and_comes_from_the_first_cases_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    query = parse("Hoeveel bezoekers trok de moestuin?")
    cases = ranked(query)

    with CaptureQueriesContext(connection) as taken:
        assert len(answers(query, cases, limit=1)) == 1

    assert len([one for one in taken if "claim" in one["sql"]]) == 1
    assert answers(query, []) == []
    monkeypatch.setattr(statements, "ANSWERING_CASES", 0)
    assert answers(query, cases) == []
