"""What lies in the bin is erased for good when it was there long enough; `run_due` does so each hour."""

import datetime
import logging

from django.db.models import F
from django.utils import timezone

from cases.models import Case
from cases.publishing.transitions import NotAllowed
from cases.publishing.verbs import erase
from gouden.web.operations.logs import event

logger = logging.getLogger(__name__)

# How long a case stays in the bin.
BIN_KEPT = datetime.timedelta(days=30)


def erase_old() -> int:
    """Erase what was thrown away longer ago than it is kept, and return how many; what others refer to stays."""
    old = Case.objects.filter(state=Case.State.BINNED, binned_at__lt=timezone.now() - BIN_KEPT)
    number = 0
    # A practice before the portrait that it is part of.
    for case in old.order_by(F("part_of").asc(nulls_last=True), "pk"):
        try:
            erase(case=case, by=None)
            number += 1
        except NotAllowed as why_not:
            logger.warning("not erased: %s: %s", case.slug, why_not, extra=event("erase", case.slug, "kept"))
        except Case.DoesNotExist:
            # Somebody else was first.
            continue
    return number
