from django.conf import settings
from django.db import models
from django.utils import timezone

from gouden.web.forms.model_fields import CleanCharField, CleanEmailField


class ApiKey(models.Model):
    """A partner's key for the API. Only its fingerprint is kept, so nobody can read the key back."""

    name = CleanCharField("partner", max_length=120, help_text="Wie de sleutel gebruikt: een organisatie.")
    mailbox = CleanEmailField(
        "functionele mailbox",
        help_text="Waar vragen over het gebruik heen gaan. Nooit het adres van een medewerker.",
    )
    prefix = models.CharField("begin", max_length=16, help_text="Waaraan u de sleutel herkent.", editable=False)
    digest = models.CharField("vingerafdruk", max_length=64, help_text="SHA-256 van de sleutel.", editable=False)
    issued_at = models.DateTimeField("uitgegeven op", auto_now_add=True)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name="uitgegeven door",
        related_name="+",
        null=True,
        editable=False,
    )
    # To the hour: a key that is used all day is not a row that is written all day.
    last_used_at = models.DateTimeField("laatst gebruikt op", null=True, editable=False)
    revoked_at = models.DateTimeField("ingetrokken op", null=True, editable=False)

    class Meta:
        db_table = "cases_apikey"
        verbose_name = "API-sleutel"
        verbose_name_plural = "API-sleutels"
        ordering = ["name", "issued_at"]
        constraints = [
            # Also the index by which a request finds its key.
            models.UniqueConstraint(
                fields=["digest"], name="api_key_once", violation_error_message="Deze sleutel bestaat al."
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.prefix}…)"


class SignInDelay(models.Model):
    """How often signing in failed of late for one account, address or browser. Only its fingerprint is kept."""

    digest = models.CharField("vingerafdruk", max_length=64, primary_key=True)
    failures = models.PositiveIntegerField("mislukte pogingen", default=0)
    # Indexed: each attempt erases what is older than a day.
    failed_at = models.DateTimeField("laatst mislukt op", default=timezone.now, db_index=True)

    class Meta:
        db_table = "cases_signindelay"
        verbose_name = "wachttijd bij inloggen"
        verbose_name_plural = "wachttijden bij inloggen"

    def __str__(self) -> str:
        return f"{self.failures} na {self.failed_at:%d-%m-%Y %H.%M}"


class SecurityEvent(models.Model):
    """Somebody was not let in, or saw or took personal data that people sent: who, what, when and from where."""

    class What(models.TextChoices):
        SIGN_IN = "sign in", "inloggen geweigerd"
        CODE = "second factor", "tweede factor geweigerd"
        WAITING = "locked out", "inloggen moest wachten"
        PASSWORD = "change password", "wachtwoord wijzigen geweigerd"
        VIEWED = "view", "persoonsgegevens bekeken"
        EXPORTED = "export", "persoonsgegevens geëxporteerd"

    # Indexed: the list shows the newest first, and what is old is erased each hour.
    at = models.DateTimeField("op", default=timezone.now, db_index=True)
    what = models.CharField("wat", max_length=20, choices=What)
    # The name and no key: an account may go, what was done with it stays until its time is over.
    account = CleanCharField("account", max_length=150)
    subject = CleanCharField("van wat", max_length=250, blank=True)
    network = models.CharField("verkort IP-adres", max_length=50, blank=True)
    device = models.CharField("apparaat", max_length=60, blank=True)

    class Meta:
        verbose_name = "beveiligingsgebeurtenis"
        verbose_name_plural = "beveiligingsgebeurtenissen"
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.get_what_display()}: {self.account}"
