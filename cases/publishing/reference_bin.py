"""How a reference row goes: what no reader ever saw by way of the bin, what was public leaving a tombstone.

A row has no key in its versions, so whoever deletes one does it here, with them.
"""

import datetime
import logging
from collections.abc import Iterator

from django.apps import apps
from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from cases.models import ReferenceRevision
from cases.publishing.bin import BIN_KEPT
from cases.publishing.public import Event, forget_cached, lock, tell_rows
from cases.publishing.reference_verbs import locked, log_verb, mark
from cases.publishing.transitions import NotAllowed
from gouden.web.operations.logs import event
from municipalities.models import ReferenceRow

logger = logging.getLogger(__name__)

# What the feed of changes, and the address, say of a row that is gone.
DELETED = "Verwijderd."


def throw_away_row(*, row: ReferenceRow, by: User | None, seen: int | None = None) -> None:
    """Put `row`, which no reader ever saw and nothing names, in the bin; after BIN_KEPT it is erased."""
    with transaction.atomic():
        row = locked(row, "throw_away", by, seen)
        mark(row, binned_at=timezone.now(), binned_by=by, submitted_at=None, submitted_by=None)
        log_verb("throw_away", row, by)


def take_back_row(*, row: ReferenceRow, by: User | None) -> None:
    """Take `row` out of the bin, as a draft."""
    with transaction.atomic():
        row = locked(row, "take_back", by, None)
        mark(row, binned_at=None, binned_by=None)
        log_verb("take_back", row, by)


def erase_row(*, row: ReferenceRow, by: User | None) -> None:
    """Erase `row`, which is in the bin, for good. Raises NotAllowed while a row, or a version of a case, names it."""
    with transaction.atomic():
        row = locked(row, "erase", by, None)
        log_verb("erase", row, by)
        _delete(row)


def delete_row(*, row: ReferenceRow, by: User | None) -> None:
    """Delete `row` with its versions. Its readers are told: the feed has a tombstone, and its address answers 410."""
    with transaction.atomic():
        lock()
        public = row.is_public
        # What was withdrawn has its tombstone already.
        tell_rows(Event.WITHDRAWN, [row], DELETED)
        log_verb("delete", row, by)
        _delete(row)
        if public:
            forget_cached()


def erase_old_rows() -> int:
    """Erase what was thrown away longer ago than it is kept, and return how many; what others name stays."""
    number, before = 0, timezone.now() - BIN_KEPT
    # One may name another: what is named goes in a round after the row that names it.
    while erased := sum(_erased(row) for row in list(_binned_before(before))):
        number += erased
    for row in _binned_before(before):
        logger.warning("not erased: %s", row, extra=event("erase", f"{row._meta.label_lower}/{row.pk}", "kept"))
    return number


def binned_rows(model: type[ReferenceRow]) -> "list[ReferenceRow]":
    """Return what of this kind lies in the bin, what is erased first on top."""
    found = model._default_manager.exclude(binned_at=None).select_related("binned_by")
    return list(found.order_by("binned_at", "pk"))


def _binned_before(moment: datetime.datetime) -> Iterator[ReferenceRow]:
    for model in apps.get_models():
        if issubclass(model, ReferenceRow):
            yield from (row for row in binned_rows(model) if row.binned_at and row.binned_at < moment)


def _erased(row: ReferenceRow) -> bool:
    try:
        erase_row(row=row, by=None)
    except (NotAllowed, type(row).DoesNotExist):
        # Something names it, or somebody else was first.
        return False
    return True


def _delete(row: ReferenceRow) -> None:
    ReferenceRevision.objects.of(row).delete()
    row.delete()
