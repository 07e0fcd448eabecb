from django.db import models
from django.utils import timezone

from gouden.web.model_fields import CleanCharField, CleanEmailField, CleanTextField


class OutgoingMail(models.Model):
    """A mail that still has to go out; once the mail server took it, the row is gone."""

    to = CleanEmailField("aan")
    subject = CleanCharField("onderwerp", max_length=200)
    body = CleanTextField("tekst")
    created_at = models.DateTimeField("geschreven op", default=timezone.now)
    attempts = models.PositiveSmallIntegerField("pogingen", default=0)
    due_at = models.DateTimeField(
        "volgende poging",
        null=True,
        blank=True,
        default=timezone.now,
        help_text="Leeg: het wordt niet meer geprobeerd.",
    )

    class Meta:
        verbose_name = "uitgaande mail"
        verbose_name_plural = "uitgaande mail"
        ordering = ["created_at", "id"]
        indexes = [
            # What is due, every hour.
            models.Index(fields=["due_at"], name="outgoing_mail_by_due"),
        ]

    def __str__(self) -> str:
        return self.subject
