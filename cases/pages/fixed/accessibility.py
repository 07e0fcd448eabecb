"""The accessibility statement, in the order of the Dutch model (digitoegankelijk.nl)."""

from typing import Any, NamedTuple

from django.conf import settings
from django.utils import timezone
from django.views.generic import TemplateView

from cases.publishing.caching import KeptMixin
from gouden.web.operations.legal_checks import RESEARCH_COUNTS
from gouden.web.pages.mixins import PageMixin

# What the statuses are called and mean (digitoegankelijk.nl/toegankelijkheidsverklaring/status).
STATUSES = {
    "A": ("voldoet volledig", "Volledig onderzoek vond geen afwijkingen van de eisen."),
    "B": (
        "voldoet gedeeltelijk",
        "Volledig onderzoek vond afwijkingen. Van elke afwijking is beschreven wat eraan gebeurt.",
    ),
    "C": ("eerste maatregelen genomen", "Volledig onderzoek is er nog niet, en staat wel gepland."),
    "D": ("voldoet niet", "Volledig onderzoek is er niet, en staat ook niet gepland."),
    "E": ("geen verklaring", "Er is nog geen verklaring: de site is nog niet volledig onderzocht."),
}
# When one hears of a report, as the model statement promises: in working days, in weeks.
RECEIVED_WITHIN, ANSWERED_WITHIN = 5, 3


class Deviation(NamedTuple):
    """Something in the software that is known not to meet a success criterion of WCAG 2.2."""

    what: str
    criterion: str
    consequence: str
    reason: str
    # What one can do meanwhile.
    instead: str
    plan: str


# Of every installation; what an audit found of one stands in its report. An entry goes when what it says is mended.
DEVIATIONS: list[Deviation] = []


class AccessibilityView(KeptMixin, PageMixin, TemplateView):
    """How accessible the site and the admin are, on what that rests, and what to do when something does not work."""

    template_name = "pages/toegankelijkheid.html"
    title = "Toegankelijkheid"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        status, research = settings.GOUDEN_ACCESSIBILITY_STATUS, settings.GOUDEN_ACCESSIBILITY_RESEARCH_DATE
        name, meaning = STATUSES[status]
        today = timezone.localdate()
        return super().get_context_data(
            controller=settings.GOUDEN_CONTROLLER_NAME,
            status=f"{status} - {name}",
            meaning=meaning,
            stated=settings.GOUDEN_ACCESSIBILITY_DATE if status != "E" else None,
            researched=research if status in "AB" else None,
            too_old=research is not None and research < today - RESEARCH_COUNTS,
            planned=research if status == "C" else None,
            too_late=research is not None and research < today,
            report=settings.GOUDEN_ACCESSIBILITY_REPORT if status in "AB" else "",
            register=settings.GOUDEN_ACCESSIBILITY_URL,
            deviations=DEVIATIONS,
            received_within=RECEIVED_WITHIN,
            answered_within=ANSWERED_WITHIN,
            **kwargs,
        )
