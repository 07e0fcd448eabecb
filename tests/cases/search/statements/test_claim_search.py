"""Which claims hold what is asked."""

import pytest

from cases import publishing
from cases.models import PublishedClaim
from cases.search import parse
from cases.search.statements import claim_search
from tests.factories import ClaimFactory, MunicipalityFactory, PublishedClaimFactory, SpeakerFactory

pytestmark = pytest.mark.django_db


def found(text: str) -> list[str]:
    """Return what the claims say that a query finds, the best first; as many as the engine finds."""
    query = parse(text)
    best = claim_search.ranked(query)
    matching = claim_search.found(query)
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
