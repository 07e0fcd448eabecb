from email.utils import make_msgid
from urllib.parse import urlsplit

from django.conf import settings
from django.db import models
from django.utils import timezone

from gouden.web.forms.model_fields import CleanCharField, CleanEmailField, CleanTextField


def new_message_id() -> str:
    """Return a Message-ID that no other mail has."""
    return make_msgid(domain=urlsplit(settings.GOUDEN_BASE_URL).hostname)


class OutgoingMail(models.Model):
    """A mail that still has to go out; once the mail server took it, the row is gone.

    It goes out at worst twice, then with the same Message-ID: when nobody knows whether the server took it.
    """

    to = CleanEmailField("aan")
    subject = CleanCharField("onderwerp", max_length=200)
    body = CleanTextField("tekst")
    # Where one click ends these mails (RFC 8058); empty where there is nothing to end.
    unsubscribe_url = models.CharField("adres om te stoppen", max_length=300, blank=True, default="", editable=False)
    # Fixed when the mail is written, so that who gets it twice can tell.
    message_id = models.CharField("Message-ID", max_length=255, default=new_message_id, editable=False)
    created_at = models.DateTimeField("geschreven op", default=timezone.now)
    attempts = models.PositiveSmallIntegerField("pogingen", default=0)
    # Counted before the text goes out, and taken back when the server said that it does not have it.
    doubts = models.PositiveSmallIntegerField(
        "misschien aangekomen",
        default=0,
        help_text="Hoe vaak de verbinding brak voor het antwoord. Na twee keer wordt het niet meer geprobeerd.",
    )
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
            # What is due, every minute.
            models.Index(fields=["due_at"], name="outgoing_mail_by_due"),
        ]

    def __str__(self) -> str:
        return self.subject
