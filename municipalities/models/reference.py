from django.db import models
from django.db.models import Q

from municipalities.models.editing import EditedRow
from municipalities.querysets import ReferenceQuerySet


class ReferenceRow(EditedRow):
    """A row that cases refer to: readers see it from its first publication on, as it stands in its table.

    What is written after that waits in a version (cases.models.ReferenceRevision). Only the verbs of cases.publishing
    set these columns.
    """

    # Empty: no reader sees it.
    published_at = models.DateTimeField("openbaar sinds", null=True, blank=True, editable=False)
    # The number of the version that readers see, or saw last; empty: there is none of before the first change.
    public_number = models.PositiveIntegerField("openbare versie", null=True, blank=True, editable=False)

    objects = ReferenceQuerySet.as_manager()

    class Meta:
        abstract = True
        # A model with constraints of its own names these too.
        constraints = [
            models.CheckConstraint(
                condition=Q(binned_at__isnull=True) | Q(published_at__isnull=True),
                name="%(class)s_in_the_bin_is_not_public",
                violation_error_message="Wat lezers zien, kan niet in de prullenbak liggen.",
            ),
        ]
        default_permissions = ("add", "change", "delete", "view", "submit", "publish")

    @property
    def is_public(self) -> bool:
        """Whether readers see it."""
        return self.published_at is not None
