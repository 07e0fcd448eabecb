"""The working rows of a case."""

import datetime
from typing import Any

from factory.declarations import SelfAttribute, Sequence, SubFactory, Trait
from factory.helpers import post_generation

from cases import models as cases
from tests.factories.base import Factory, fill, slug_from
from tests.factories.municipalities import MunicipalityFactory, OrganisationFactory
from tests.factories.reference import ArticleFactory, ThemeFactory


class CaseFactory(Factory):
    """A draft. `with_source=True` adds what publishing asks for and the test did not give itself.

    Lists are given by name: `themes`, `regions`, `initiatives`, and `municipalities` (those are its own).
    """

    class Meta:
        model = cases.Case

    class Params:
        portrait = Trait(kind=cases.Case.Kind.PORTRAIT)
        running = Trait(
            lifecycle=cases.Case.Lifecycle.RUNNING,
            lifecycle_checked_on=datetime.date(2017, 10, 1),
        )

    title = Sequence(lambda n: f"Voorbeeld {n}")
    slug = slug_from(of="title")
    summary = "Buren helpen elkaar en de gemeente betaalt de koffie."

    @post_generation
    def themes(self: Any, create: bool, extracted: Any, **kwargs: Any) -> None:
        fill(self, "themes", extracted)

    @post_generation
    def regions(self: Any, create: bool, extracted: Any, **kwargs: Any) -> None:
        fill(self, "regions", extracted)

    @post_generation
    def initiatives(self: Any, create: bool, extracted: Any, **kwargs: Any) -> None:
        fill(self, "initiatives", extracted)

    @post_generation
    def municipalities(self: Any, create: bool, extracted: Any, **kwargs: Any) -> None:
        for municipality in extracted or []:
            CaseMunicipalityFactory(case=self, municipality=municipality)

    @post_generation
    def with_source(self: Any, create: bool, extracted: Any, **kwargs: Any) -> None:
        if not extracted:
            return
        CitationFactory(case=self)
        if not self.themes.exists():
            self.themes.add(ThemeFactory())
        if not (self.case_municipalities.exists() or self.regions.exists() or self.without_place):
            CaseMunicipalityFactory(case=self)


class CaseMunicipalityFactory(Factory):
    class Meta:
        model = cases.CaseMunicipality

    case = SubFactory(CaseFactory)
    municipality = SubFactory(MunicipalityFactory)
    role = cases.CaseMunicipality.Role.OWN


class ParticipationFactory(Factory):
    """By an organisation; for another party give `organisation=None` with `municipality` or `region`."""

    class Meta:
        model = cases.Participation

    case = SubFactory(CaseFactory)
    organisation = SubFactory(OrganisationFactory)
    role = cases.Participation.Role.EXECUTOR


class CaseLinkFactory(Factory):
    class Meta:
        model = cases.CaseLink

    case = SubFactory(CaseFactory)
    url = Sequence(lambda n: f"https://voorbeeld.example/{n}")
    label = "Lees verder"


class CitationFactory(Factory):
    class Meta:
        model = cases.Citation

    case = SubFactory(CaseFactory)
    article = SubFactory(ArticleFactory)
    passage = "1e alinea"


class SilentSectionFactory(Factory):
    class Meta:
        model = cases.SilentSection

    case = SubFactory(CaseFactory)
    section = cases.SilentSection.Section.LESSONS
    passages = "alinea 1 tot 4"


class ClaimFactory(Factory):
    """A claim in words; `figure=True` makes it a figure with its unit and source."""

    class Meta:
        model = cases.Claim

    class Params:
        figure = Trait(
            kind=cases.Claim.Kind.REACH,
            value=100,
            unit="bewoners",
            evidence=cases.Claim.Evidence.COUNT,
            article=SubFactory(ArticleFactory),
            passage="2e alinea",
        )

    case = SubFactory(CaseFactory)
    key = Sequence(lambda n: f"uitspraak-{n}")
    kind = cases.Claim.Kind.RESULT
    text = Sequence(lambda n: f"Bewoners weten elkaar beter te vinden ({n}).")

    @post_generation
    def elements(self: Any, create: bool, extracted: Any, **kwargs: Any) -> None:
        fill(self, "elements", extracted)


class ClaimLinkFactory(Factory):
    """Two claims of one case that contradict each other."""

    class Meta:
        model = cases.ClaimLink

    a = SubFactory(ClaimFactory)
    b = SubFactory(ClaimFactory, case=SelfAttribute("..a.case"))
    kind = cases.ClaimLink.Kind.CONTRADICTS

    class Params:
        # An obstacle and what was done about it, by the passage that says so.
        answer = Trait(
            a__kind=cases.Claim.Kind.OBSTACLE,
            b__kind=cases.Claim.Kind.INPUT,
            kind=cases.ClaimLink.Kind.MET_WITH,
            article=SubFactory(ArticleFactory),
            passage="3e alinea",
        )


class DesignationFactory(Factory):
    """Of a municipality; for a region give `municipality=None, region=...`."""

    class Meta:
        model = cases.Designation

    predicate = "Gouden sociale Gemeente"
    awarded_by = SubFactory(OrganisationFactory)
    municipality = SubFactory(MunicipalityFactory)
    year = 2017
    article = SubFactory(ArticleFactory)


class AdoptionFactory(Factory):
    """By a municipality; for another give `municipality=None` with `region` or `adopter`.

    `confirmed=True` is one of which they say so themselves, and no source.
    """

    class Meta:
        model = cases.Adoption

    class Params:
        confirmed = Trait(
            article=None,
            status=cases.Adoption.Status.RUNNING,
            since=2024,
            differently="Wij doen het met vrijwilligers.",
            confirmed_by="beleidsadviseur",
            confirmed_on=datetime.date(2026, 11, 20),
        )

    case = SubFactory(CaseFactory)
    municipality = SubFactory(MunicipalityFactory)
    status = cases.Adoption.Status.ADOPTED
    article = SubFactory(ArticleFactory)
