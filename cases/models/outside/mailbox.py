import re

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from gouden.web.forms.model_fields import CleanCharField, CleanEmailField
from gouden.web.text.days import past_day
from municipalities.models import Municipality, Organisation

# What a mailbox that is read by whoever is there is called by; one of these in its name is enough.
FUNCTIONS = (
    *("info", "gemeente", "contact", "post", "mail", "secretariaat", "bestuur", "balie", "loket", "wmo", "jeugd"),
    *("sociaal", "welzijn", "zorg", "participatie", "communicatie", "voorlichting", "beleid", "klant", "service"),
    *("team", "wijk", "stad", "buurt", "vrijwillig", "mantelzorg", "onderzoek", "projecten", "administratie"),
)
# A first name or initials, and a surname: j.jansen, jan.de.vries, a-b_bakker.
PERSON = re.compile(r"[a-z]+[._-]((van|de|den|der|ten|ter|het)[._-]?)*[a-z]{2,}")


def functional(address: str) -> None:
    """Refuse an address that looks like that of a person. Raises ValidationError."""
    name = address.partition("@")[0].lower()
    if PERSON.fullmatch(name) and not any(word in name for word in FUNCTIONS):
        raise ValidationError(
            f"‘{address}’ lijkt het adres van een persoon. Geef een algemene mailbox, zoals info@ of sociaaldomein@."
        )


class Mailbox(models.Model):
    """A functional mailbox of a municipality or an organisation, to ask whether its cases still run. Never shown."""

    class Kind(models.TextChoices):
        MUNICIPALITY = "gemeente", "gemeente"
        ORGANISATION = "organisatie", "organisatie"

    kind = models.CharField("soort", max_length=12, choices=Kind)
    municipality = models.OneToOneField(
        Municipality, models.CASCADE, verbose_name="gemeente", related_name="+", null=True, blank=True
    )
    organisation = models.OneToOneField(
        Organisation, models.CASCADE, verbose_name="organisatie", related_name="+", null=True, blank=True
    )
    address = CleanEmailField(
        "adres", validators=[functional], help_text="Een functioneel adres, nooit dat van een medewerker."
    )
    source = CleanCharField("bron", max_length=250, help_text="Waar het adres staat, zoals een webpagina.")
    checked_on = models.DateField("datum", validators=[past_day], help_text="De dag waarop het daar stond.")

    class Meta:
        verbose_name = "mailbox"
        verbose_name_plural = "mailboxen"
        ordering = ["kind", "municipality__name", "organisation__name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="gemeente", municipality__isnull=False, organisation__isnull=True)
                | Q(kind="organisatie", municipality__isnull=True, organisation__isnull=False),
                name="mailbox_is_of_one_party",
                violation_error_message="Kies bij ‘gemeente’ een gemeente en bij ‘organisatie’ een organisatie.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.address} ({self.municipality or self.organisation})"
