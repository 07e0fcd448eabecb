"""What readers see, through the verb that shows it to them."""

import uuid
from typing import Any

from django.utils import timezone
from factory.declarations import LazyFunction, SelfAttribute, Sequence, SubFactory

from cases import models as cases
from cases import publishing
from tests.factories.base import Factory
from tests.factories.municipalities import MunicipalityFactory
from tests.factories.working import CaseFactory, ClaimFactory


class PublishedCaseFactory(Factory):
    """A case that `publishing.publish` has shown to readers."""

    class Meta:
        model = cases.PublishedCase

    case = SubFactory(CaseFactory, with_source=True)

    @classmethod
    def _create(cls, model_class: type, *args: Any, case: cases.Case, **kwargs: Any) -> cases.PublishedCase:
        if kwargs:
            raise TypeError(f"Give these to the case, as in case__title: {', '.join(kwargs)}")
        return publishing.publish(case=case, by=None)


class PublishedPlaceFactory(Factory):
    class Meta:
        model = cases.PublishedPlace

    published_case = SubFactory(PublishedCaseFactory)
    municipality = SubFactory(MunicipalityFactory)
    reason = cases.PublishedPlace.Reason.INVOLVED


class PublishedClaimFactory(Factory):
    """A claim that `publishing.publish` has shown to readers, with its case."""

    class Meta:
        model = cases.PublishedClaim

    claim = SubFactory(ClaimFactory, case__with_source=True)

    @classmethod
    def _create(cls, model_class: type, *args: Any, claim: cases.Claim, **kwargs: Any) -> cases.PublishedClaim:
        if kwargs:
            raise TypeError(f"Give these to the claim, as in claim__text: {', '.join(kwargs)}")
        publishing.publish(case=claim.case, by=None)
        return cases.PublishedClaim.objects.get(published_case=claim.case_id, key=claim.key)


class ClaimIdentityFactory(Factory):
    class Meta:
        model = cases.ClaimIdentity

    identifier = LazyFunction(uuid.uuid4)
    case = SubFactory(CaseFactory)
    key = Sequence(lambda n: f"uitspraak-{n}")


class PublicationEventFactory(Factory):
    """An event beside those the verbs wrote; its number starts far above theirs."""

    class Meta:
        model = cases.PublicationEvent

    number = Sequence(lambda n: 1_000_000 + n)
    kind = cases.PublicationEvent.Kind.PUBLISHED
    case = SubFactory(CaseFactory)
    slug = SelfAttribute("case.slug")
    title = SelfAttribute("case.title")
    at = LazyFunction(timezone.now)


class CatalogueStateFactory(Factory):
    class Meta:
        model = cases.CatalogueState
        django_get_or_create = ["id"]

    id = 1


class MendingFactory(Factory):
    class Meta:
        model = cases.Mending

    differences = "voorbeeld-1: search"


class SearchEntryFactory(Factory):
    """What search looks in for a case; publishing writes it, so make one only where there is none."""

    class Meta:
        model = cases.SearchEntry
        django_get_or_create = ["published_case"]

    published_case = SubFactory(PublishedCaseFactory)
    labels = LazyFunction(list)


class ClaimSearchEntryFactory(Factory):
    """What search looks in for a claim; publishing writes it, so make one only where there is none."""

    class Meta:
        model = cases.ClaimSearchEntry
        django_get_or_create = ["published_claim"]

    published_claim = SubFactory(PublishedClaimFactory)


class SearchWordsFactory(Factory):
    class Meta:
        model = cases.SearchWords
        django_get_or_create = ["published_case"]

    published_case = SubFactory(PublishedCaseFactory)


class SearchTermFactory(Factory):
    class Meta:
        model = cases.SearchTerm

    term = Sequence(lambda n: f"term{n}")
    cases = 1


class CasePassagesFactory(Factory):
    class Meta:
        model = cases.CasePassages
        django_get_or_create = ["published_case"]

    published_case = SubFactory(PublishedCaseFactory)
    waiting = 0
