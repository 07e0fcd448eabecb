from django.conf import settings
from django.db import models

from gouden.web.forms.model_fields import CleanTextField
from municipalities.querysets import ReferenceQuerySet


class ReferenceRow(models.Model):
    """A row that cases refer to: readers see it from its first publication on, as it stands in its table.

    What is written after that waits in a version (cases.models.ReferenceRevision). Only the verbs of cases.publishing
    set these columns.
    """

    # Empty: no reader sees it.
    published_at = models.DateTimeField("openbaar sinds", null=True, blank=True, editable=False)
    # The number of the version that readers see, or saw last; empty: there is none of before the first change.
    public_number = models.PositiveIntegerField("openbare versie", null=True, blank=True, editable=False)
    # Set: the latest version waits for review.
    submitted_at = models.DateTimeField("ingeleverd op", null=True, blank=True, editable=False)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name="ingeleverd door",
        related_name="+",
        null=True,
        blank=True,
        editable=False,
    )
    # The last word between the writer and the reviewer.
    review_note = CleanTextField("opmerking bij de beoordeling", blank=True, editable=False)
    review_note_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name="opmerking van",
        related_name="+",
        null=True,
        blank=True,
        editable=False,
    )
    # Set: it lies in the bin, and is erased some days later. Only what no reader ever saw does.
    binned_at = models.DateTimeField("weggegooid op", null=True, blank=True, editable=False)
    binned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name="weggegooid door",
        related_name="+",
        null=True,
        blank=True,
        editable=False,
    )

    objects = ReferenceQuerySet.as_manager()

    class Meta:
        abstract = True
        default_permissions = ("add", "change", "delete", "view", "submit", "publish")

    @property
    def is_public(self) -> bool:
        """Whether readers see it."""
        return self.published_at is not None
