"""How municipalities are asked for."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    from municipalities.models import Municipality  # noqa: F401  # named in strings


class MunicipalityQuerySet(models.QuerySet["Municipality"]):
    def existing(self) -> MunicipalityQuerySet:
        """Return those that exist today."""
        return self.filter(valid_until__isnull=True)

    def former(self) -> MunicipalityQuerySet:
        """Return those that exist no more."""
        return self.filter(valid_until__isnull=False)

    def on(self, date: datetime.date) -> MunicipalityQuerySet:
        """Return those that existed on `date` (an end date is the first day without it)."""
        return self.filter(
            Q(valid_from__isnull=True) | Q(valid_from__lte=date),
            Q(valid_until__isnull=True) | Q(valid_until__gt=date),
        )
