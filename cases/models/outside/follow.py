from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from cases.models.outside.submission import new_token
from gouden.web.forms.model_fields import CleanEmailField

# As long as the parameters of a choice may be: more than a reader chooses, and short enough for an index.
LONGEST_QUERY = 1_000


class Follow(models.Model):
    """Somebody who wants a mail when something changes in a list or a case. Erased when stopped, or never confirmed.

    Written by `cases.desk.following`.
    """

    class Rhythm(models.TextChoices):
        WEEKLY = "week", "elke week"
        MONTHLY = "maand", "elke maand"

    # In small letters, so that one mailbox follows a choice once.
    email = CleanEmailField("mailadres")
    # The parameters of the list, as `cases.desk.following.choices` writes them; empty: all cases.
    query = models.CharField("keuze", max_length=LONGEST_QUERY, blank=True)
    rhythm = models.CharField("hoe vaak", max_length=5, choices=Rhythm, default=Rhythm.WEEKLY)
    # In the links of its mails: who has it may confirm, change and stop.
    token = models.CharField("kenmerk van de link", max_length=43, unique=True, default=new_token, editable=False)
    asked_at = models.DateTimeField("aangevraagd op", default=timezone.now)
    confirmed_at = models.DateTimeField("bevestigd op", null=True, blank=True)
    # The number of the last event that it was looked at with, and when.
    seen = models.PositiveBigIntegerField("gezien tot en met", default=0)
    looked_at = models.DateTimeField("laatst nagegaan op", null=True, blank=True)
    due_at = models.DateTimeField("volgende keer", null=True, blank=True)
    mailed_at = models.DateTimeField("laatst gemaild op", null=True, blank=True)

    class Meta:
        verbose_name = "volger"
        verbose_name_plural = "volgers"
        ordering = ["id"]
        indexes = [
            # What is due, every hour.
            models.Index(fields=["due_at"], name="follow_by_due"),
            # What was never confirmed, to be erased.
            models.Index(fields=["asked_at"], name="follow_unconfirmed", condition=Q(confirmed_at=None)),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["email", "query"],
                name="follow_once_a_mailbox",
                violation_error_message="Dit mailadres volgt deze keuze al.",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True, looked_at__isnull=True, due_at__isnull=True)
                | Q(confirmed_at__isnull=False, looked_at__isnull=False, due_at__isnull=False),
                name="follow_confirmed_has_its_turn",
                violation_error_message="Wie bevestigde, is een keer aan de beurt.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_rhythm_display()}: {self.query or 'alles'}"

    def get_absolute_url(self) -> str:
        """Return the own link of who follows: to confirm, change and stop."""
        return reverse("follow-own", args=[self.token])
