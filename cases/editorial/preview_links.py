"""Reading along: a link that shows one saved version of a case to somebody without an account. Writes nothing."""

from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from django.core import signing
from django.utils import timezone

from cases.models import Case, PublicationEvent, PublishedCase, Revision
from cases.projection.projector import Projector

# How long a link works.
VALID = timedelta(days=14)
PUT_AWAY = {Case.State.ARCHIVED, Case.State.BINNED}


class PreviewedVersion(NamedTuple):
    """What a link is for: a version, from the moment the link was made."""

    revision: Revision
    made_at: datetime

    @property
    def until(self) -> datetime:
        return self.made_at + VALID

    @property
    def open(self) -> bool:
        """Whether the link still works: recent, and the case is not withdrawn, put away or erased since."""
        case = self.revision.case
        withdrawn = case.events.filter(kind=PublicationEvent.Kind.WITHDRAWN, at__gte=self.made_at).exists()
        gone = withdrawn or case.state in PUT_AWAY or self.revision.erased_at is not None
        return timezone.now() < self.until and not gone


def token(revision: Revision, made_at: datetime | None = None) -> str:
    """Return what in an address stands for `revision`, from `made_at` or now; nobody can make one up or change it."""
    return _signer().sign_object([revision.pk, int((made_at or timezone.now()).timestamp())])


def by_token(given: str) -> PreviewedVersion | None:
    """Return what this token is for; None when it was made up."""
    try:
        pk, made_at = _signer().unsign_object(given)
    except signing.BadSignature:
        return None
    revision = Revision.objects.select_related("case").filter(pk=pk).first()
    return PreviewedVersion(revision, datetime.fromtimestamp(made_at, UTC)) if revision else None


def unpublished(revision: Revision) -> PublishedCase:
    """Return the public row, not saved, that publishing `revision` now would make. It must have a source."""
    now = timezone.now()
    published_at = PublishedCase.objects.filter(pk=revision.case_id).values_list("published_at", flat=True).first()
    projection = Projector(drafts=True).project(revision, published_at=published_at or now, changed_at=now)
    return PublishedCase(case=revision.case, **projection.fields)


def _signer() -> signing.Signer:
    return signing.Signer(salt="reading", sep=".")
