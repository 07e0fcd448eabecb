"""What became of the address of a case."""

from typing import NamedTuple

from cases.models import PublicationEvent, PublishedCase


class Trail(NamedTuple):
    """Where the case of an address is now, or why it is gone; both None for an address that never was one."""

    moved_to: PublishedCase | None
    withdrawal: PublicationEvent | None


def trail(slug: str) -> Trail:
    """Return what became of an address that shows no case (any more)."""
    event = PublicationEvent.objects.filter(slug=slug).order_by("-number").first()
    if event is None:
        return Trail(None, None)
    if published := PublishedCase.objects.filter(pk=event.case_id).only("slug").first():
        return Trail(published, None)
    withdrawals = PublicationEvent.objects.filter(case=event.case_id, kind=PublicationEvent.Kind.WITHDRAWN)
    return Trail(None, withdrawals.order_by("-number").first())
