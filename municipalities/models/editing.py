from django.conf import settings
from django.db import models

from gouden.web.forms.model_fields import CleanTextField


class EditedRow(models.Model):
    """A row that editors review before readers see it, and throw away into a bin.

    Only the verbs of cases.publishing set these columns.
    """

    # Set: the latest version waits for review; what readers see of the row stays public.
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
    # What the writer told the reviewer, or the reviewer who sent it back the writer: the last word of the two.
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

    class Meta:
        abstract = True
