"""What of a case its record and card tell: what of the claims goes into them, and what only its publication knows."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TypedDict
from uuid import UUID

from django.utils.functional import cached_property

from cases.models import NO_RESULT, Adoption, Case, Claim, ClaimLink, PublishedCase, claim_identifier
from cases.projection.records import LICENCE
from cases.revisions.resolution import ResolvedCase, ResolvedClaim
from gouden.web.http.links import absolute
from gouden.web.text.markdown import first_sentence
from municipalities.models import Municipality

# The unit of a part of something.
PERCENT = "%"


class PlaceInRole(TypedDict):
    """A municipality in its role."""

    municipality: Municipality
    role: str


class Presentation:
    """A resolved case with what only its publication knows: when, and the portrait readers can open."""

    licence = LICENCE

    def __init__(
        self,
        case: ResolvedCase,
        *,
        identifier: UUID,
        portrait: PublishedCase | None,
        published_at: datetime.datetime,
        changed_at: datetime.datetime,
        asked_on: datetime.date | None,
        adoptions: Sequence[Adoption] = (),
    ) -> None:
        self.case = case
        self.identifier = identifier
        self.portrait = portrait
        self.published_at = published_at
        self.changed_at = changed_at
        self._asked_on = asked_on
        # Of who took it over, as far as that is public.
        self.adoptions = adoptions

    @property
    def municipality_rows(self) -> list[PlaceInRole]:
        """The municipalities with their role, own ones first."""
        return [{"municipality": municipality, "role": role} for municipality, role in self.case.municipalities]

    @cached_property
    def claims(self) -> list[ResolvedClaim]:
        """The claims, each with its lasting identifier."""
        return [
            replace(claim, identifier=claim_identifier(self.identifier, claim.data.key)) for claim in self.case.claims
        ]

    @property
    def asked_on(self) -> datetime.date | None:
        """The day its contact was asked whether it runs and kept silent; None when it was looked into since."""
        checked = self.case.data.lifecycle_checked_on
        return None if checked and self._asked_on and checked >= self._asked_on.isoformat() else self._asked_on

    @property
    def evidence(self) -> str:
        """The strongest evidence among the claims; empty without claims."""
        return _strongest(self.case.claims)

    @property
    def result_evidence(self) -> str:
        """The strongest evidence among the claims that are results; NO_RESULT without one."""
        return _strongest(claim for claim in self.case.claims if claim.data.kind == Claim.Kind.RESULT) or NO_RESULT

    @property
    def best_result(self) -> ResolvedClaim | None:
        """The result with the strongest evidence; of several one with a figure, and then the first.

        A percentage is no such figure: what it is a part of, only its sentence says.
        """
        results = [claim for claim in self._of_kind(Claim.Kind.RESULT) if claim.data.evidence == self.result_evidence]
        counted = (claim for claim in results if claim.data.value is not None and claim.data.unit != PERCENT)
        return next(counted, next(iter(results), None))

    @property
    def first_obstacle(self) -> ResolvedClaim | None:
        """The obstacle that is told first."""
        return next(iter(self._of_kind(Claim.Kind.OBSTACLE)), None)

    @property
    def first_answer(self) -> ResolvedClaim | None:
        """What a passage says was done against that obstacle; None too where it stands in another case."""
        obstacle = self.first_obstacle
        here = {f"{self.case.data.slug}#{claim.data.key}": claim for claim in self.claims}
        answers = [
            here[link.data.other]
            for link in (obstacle.links if obstacle else ())
            if link.data.kind == ClaimLink.Kind.MET_WITH
            and link.data.side == "a"
            and link.cited
            and link.data.other in here
        ]
        return next(iter(answers), None)

    @property
    def obstacle_count(self) -> int:
        """How many obstacles are told."""
        return len(self._of_kind(Claim.Kind.OBSTACLE))

    @property
    def transfer_in_brief(self) -> str:
        """How the text on taking it over begins."""
        return first_sentence(self.case.data.transferability)

    def _of_kind(self, kind: Claim.Kind) -> list[ResolvedClaim]:
        return [claim for claim in self.claims if claim.data.kind == kind]

    @property
    def attribution(self) -> str:
        """What CC BY 4.0 asks to name: the title, the maker, where it stands and the licence."""
        return f"‘{self.case.data.title}’, Gouden, {absolute(self.get_absolute_url())}, {self.licence['naam']}"

    def get_absolute_url(self) -> str:
        return Case(slug=self.case.data.slug).get_absolute_url()


def _strongest(claims: Iterable[ResolvedClaim]) -> str:
    """Return the strongest evidence among `claims`; empty without claims."""
    given = {claim.data.evidence for claim in claims}
    return next((evidence.value for evidence in Claim.Evidence if evidence in given), "")
