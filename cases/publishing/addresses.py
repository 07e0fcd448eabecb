"""What became of a case, or of a reference row: where it can be read now, or why it is gone."""

from collections.abc import Collection
from typing import NamedTuple
from uuid import UUID

from django.db.models import Model

from cases.models import Adoption, Case, ClaimIdentity, PublicationEvent, PublishedCase
from cases.models.querysets import CaseQuerySet
from cases.publishing.public import SUBJECTS


class Trail(NamedTuple):
    """Where a case is now, or why it is gone; both None for what never was public."""

    public: PublishedCase | None
    withdrawal: PublicationEvent | None


def trail(slug: str) -> Trail:
    """Return what became of the case whose address this is or was."""
    return _trail(Case.objects.once_at(slug))


def trails(slugs: Collection[str]) -> dict[str, Trail]:
    """Return what became of the cases whose addresses these are or were; none of what never was public.

    Three queries, however many.
    """
    events = PublicationEvent.objects.filter(slug__in=slugs, case__isnull=False).order_by()
    cases = dict(events.values_list("slug", "case"))
    public = PublishedCase.objects.only("slug", "title").in_bulk(set(cases.values()))
    withdrawals = PublicationEvent.objects.filter(case__in=cases.values(), kind=PublicationEvent.Kind.WITHDRAWN)
    last = {event.case_id: event for event in withdrawals.order_by("number")}
    return {
        slug: Trail(public[case], None) if case in public else Trail(None, last.get(case))
        for slug, case in cases.items()
    }


def trail_of(identifier: UUID) -> Trail:
    """Return what became of the case with this lasting identifier."""
    return _trail(Case.objects.filter(identifier=identifier))


class ClaimGone(NamedTuple):
    """A claim that was public and is not any more: its case is without it, or is itself withdrawn."""

    case: PublishedCase | None
    withdrawal: PublicationEvent | None

    @property
    def reason(self) -> str:
        """Why it is gone, in Dutch."""
        if self.case:
            return f"Deze uitspraak staat niet meer bij het voorbeeld ‘{self.case.title}’."
        return f"Het voorbeeld is ingetrokken. {self.withdrawal.reason if self.withdrawal else ''}".strip()


def claim_gone(identifier: UUID) -> ClaimGone | None:
    """Return why the claim with this lasting identifier, which is not public, is gone; None: it never was public."""
    known = ClaimIdentity.objects.filter(pk=identifier).values("case")
    cases = Case.objects.filter(pk__in=known)
    return ClaimGone(*_trail(cases)) if known.exists() else None


class AdoptionGone(NamedTuple):
    """An adoption that was public and is not any more: it is withdrawn, or its case is."""

    case: PublishedCase | None
    withdrawal: PublicationEvent | None
    why: str

    @property
    def reason(self) -> str:
        """Why it is gone, in Dutch."""
        if self.case:
            return self.why
        return f"Het voorbeeld is ingetrokken. {self.withdrawal.reason if self.withdrawal else ''}".strip()


def adoption_gone(identifier: UUID) -> AdoptionGone | None:
    """Return why the adoption with this lasting identifier, which is not public, is gone; None: it never was public."""
    adoption = Adoption.objects.filter(identifier=identifier).first()
    if adoption is None:
        return None
    public, withdrawal = _trail(Case.objects.filter(pk=adoption.case_id))
    return AdoptionGone(public, withdrawal, adoption.withdrawn_because) if public or withdrawal else None


def _trail(cases: CaseQuerySet) -> Trail:
    if published := PublishedCase.objects.filter(case__in=cases).only("slug", "title").first():
        return Trail(published, None)
    withdrawals = PublicationEvent.objects.filter(case__in=cases, kind=PublicationEvent.Kind.WITHDRAWN)
    return Trail(None, withdrawals.order_by("-number").first())


def withdrawal_of_row(model: type[Model], **known: str) -> PublicationEvent | None:
    """Return the event by which a reference row was withdrawn or deleted; None: it is public, or never was.

    `known`: its slug, or what its events call its identifier.
    """
    told = PublicationEvent.objects.filter(subject=SUBJECTS[model], **known).order_by("-number").first()
    return told if told and told.kind == PublicationEvent.Kind.WITHDRAWN else None
