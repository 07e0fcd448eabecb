"""What leads readers to cases and claims: questions, and the words of the editors."""

from typing import Any

from django.utils import timezone
from factory.declarations import LazyFunction, Sequence, SubFactory, Trait
from factory.helpers import post_generation

from cases import models as cases
from cases import publishing
from tests.factories.base import Factory, ReferenceFactory, fill, slug_from
from tests.factories.working import CaseFactory, ClaimFactory


def published_claim(**claim: Any) -> cases.ClaimAddress:
    """Return the address of a claim that readers see; `claim` says what it says."""
    made = ClaimFactory(**{"case__with_source": True} | claim)
    publishing.publish(case=made.case, by=None)
    return cases.ClaimAddress(made.case.slug, made.key)


class QuestionFactory(ReferenceFactory):
    """An open question that readers do not see; `answered=True` makes a public one with an answer."""

    class Meta:
        model = cases.Question

    class Params:
        answered = Trait(
            published_at=LazyFunction(timezone.now), answer=LazyFunction(lambda: f"Dat kan. [{published_claim()}]")
        )

    published_at = None
    question = Sequence(lambda n: f"Vraag {n}?")
    slug = slug_from(of="question")

    @post_generation
    def themes(self: Any, create: bool, extracted: Any, **kwargs: Any) -> None:
        fill(self, "themes", extracted)


class SearchWordFactory(Factory):
    """A word of the editors; `cases` and `claims` are ties in their order, the others lists of rows."""

    class Meta:
        model = cases.SearchWord

    word = Sequence(lambda n: f"modewoord{n}")
    meaning = "Wat het is, in één zin."

    @post_generation
    def elements(self: Any, create: bool, extracted: Any, **kwargs: Any) -> None:
        fill(self, "elements", extracted)

    @post_generation
    def obstacles(self: Any, create: bool, extracted: Any, **kwargs: Any) -> None:
        fill(self, "obstacles", extracted)

    @post_generation
    def terms(self: Any, create: bool, extracted: Any, **kwargs: Any) -> None:
        fill(self, "terms", extracted)

    @post_generation
    def cases(self: Any, create: bool, extracted: Any, **kwargs: Any) -> None:
        for at, case in enumerate(extracted or ()):
            SearchWordCaseFactory(search_word=self, case=case, position=at)

    @post_generation
    def claims(self: Any, create: bool, extracted: Any, **kwargs: Any) -> None:
        for at, claim in enumerate(extracted or ()):
            SearchWordClaimFactory(search_word=self, claim=claim, position=at)


class SearchWordCaseFactory(Factory):
    class Meta:
        model = cases.SearchWordCase

    search_word = SubFactory(SearchWordFactory)
    case = SubFactory(CaseFactory)


class SearchWordClaimFactory(Factory):
    class Meta:
        model = cases.SearchWordClaim

    search_word = SubFactory(SearchWordFactory)
    claim = SubFactory(ClaimFactory)
