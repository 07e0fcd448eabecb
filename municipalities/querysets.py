"""How municipalities, and the rows that have a public side of their own, are asked for."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    from municipalities.models import Municipality  # noqa: F401  # named in strings


class ReferenceQuerySet[M: models.Model](models.QuerySet[M]):
    def public(self) -> Self:
        """Return those that readers see: what was never published shows nowhere outside the admin."""
        return self.filter(published_at__isnull=False)

    def in_use(self) -> Self:
        """Leave out what is in the bin."""
        return self.filter(binned_at=None)


def public_rows(model: type[models.Model]) -> models.QuerySet[Any]:
    """Return the rows of `model` that readers see: all, of what has one side only, such as municipalities."""
    rows = model._default_manager.all()
    return rows.public() if isinstance(rows, ReferenceQuerySet) else rows


class MunicipalityQuerySet(models.QuerySet["Municipality"]):
    """A day is given by who asks: today is `timezone.localdate()`, the day in the Netherlands."""

    def on(self, day: datetime.date) -> MunicipalityQuerySet:
        """Return those that exist on `day` (an end date is the first day without it)."""
        return self.begun(day).exclude(valid_until__lte=day)

    def begun(self, day: datetime.date) -> MunicipalityQuerySet:
        """Return those that exist on `day` or did before."""
        return self.exclude(valid_from__gt=day)

    def former(self, day: datetime.date) -> MunicipalityQuerySet:
        """Return those that exist no more on `day`."""
        return self.filter(valid_until__lte=day)

    def turning(self, after: datetime.date, until: datetime.date) -> MunicipalityQuerySet:
        """Return those that begin, end or go into another after the one day and no later than the other."""
        begin = Q(valid_from__gt=after, valid_from__lte=until)
        end = Q(valid_until__gt=after, valid_until__lte=until)
        change = Q(changes_from__date__gt=after, changes_from__date__lte=until)
        return self.filter(begin | end | change).distinct()
