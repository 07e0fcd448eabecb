"""What `manage.py check --deploy` warns of: the legal pages say that they do not know what is not set."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Warning, register
from django.utils import timezone

# For so long research underpins an accessibility statement (digitoegankelijk.nl).
RESEARCH_COUNTS = timedelta(days=3 * 365)
# By setting: what its page then says not to know.
ASKED = {
    "GOUDEN_CONTROLLER_NAME": "wie verantwoordelijk is",
    "GOUDEN_CONTROLLER_ADDRESS": "waar de verantwoordelijke post ontvangt",
    "GOUDEN_PRIVACY_OFFICER_EMAIL": "wie de functionaris gegevensbescherming is",
    "GOUDEN_LEGAL_BASIS": "op welke grondslag persoonsgegevens worden verwerkt",
    "GOUDEN_PROCESSORS": "wie de gegevens voor de verantwoordelijke verwerkt",
}


@register(deploy=True)
def legal_pages(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Return a warning for each thing that /privacy/ or /toegankelijkheid/ does not know, or that no longer holds."""
    found: list[CheckMessage] = [
        Warning(f"{name} is leeg: /privacy/ zegt dan niet te weten {what}.", id="gouden.W001")
        for name, what in ASKED.items()
        if not getattr(settings, name)
    ]
    day, status = settings.GOUDEN_ACCESSIBILITY_RESEARCH_DATE, settings.GOUDEN_ACCESSIBILITY_STATUS
    today = timezone.localdate()
    if day and ((status in "AB" and day < today - RESEARCH_COUNTS) or (status == "C" and day < today)):
        old = f"GOUDEN_ACCESSIBILITY_RESEARCH_DATE ({day}) draagt status {status} niet meer."
        found.append(Warning(old, hint="Laat opnieuw onderzoeken, of geef de status die nu geldt.", id="gouden.W002"))
    return found
