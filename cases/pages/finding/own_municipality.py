"""My municipality (`voor`): choosing it, and carrying it along."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.generic import TemplateView

from cases.listing.filters import CaseFilter
from cases.models import PublishedCase
from cases.publishing.caching import KeptMixin
from gouden.web.pages.mixins import Crumb, PageMixin
from gouden.web.text.sorting import name_key
from municipalities.filters import CurrentMunicipalityField
from municipalities.models import Municipality

# What the choice keeps of the list it was opened from: every filter and the number on a page.
CARRIED = (*(name for name in CaseFilter.base_filters if name != "voor"), "pageSize", "kies", "v")
# The parameter that says the choice was opened from the page of a case.
CASE = "voorbeeld"
# The parameter that says it was opened from the reader's map, a comparison or a note, which lead back with their cases.
TOWARDS = "naar"
DESK_CARRIED = ("v", "verschillen")
DESK_PAGES = {"map": "dossier", "vergelijken": "comparison", "notitie": "note"}


def chosen_municipality(query: QueryDict) -> Municipality | None:
    """Return the municipality of today that `voor` names; None for nothing and for what cannot be read."""
    try:
        return CurrentMunicipalityField(required=False).clean(query.get("voor"))
    except ValidationError:
        return None


def voor_query(voor: Municipality | None) -> str:
    """Return the query string that carries `voor` along; empty for none."""
    return f"?{urlencode({'voor': voor.cbs_code})}" if voor else ""


def voor_context(voor: Municipality | None, *, choose: str, without: str) -> dict[str, Any]:
    """Return what the fragment `_voor.html` and the links of a page need.

    `choose` is the query string for the page that chooses, `without` the address of this page without `voor`.
    """
    return {
        "voor": voor,
        "voor_query": voor_query(voor),
        "voor_choose": f"{reverse('choose-municipality')}{choose}",
        "voor_without": without,
    }


class ChooseMunicipalityView(KeptMixin, PageMixin, TemplateView):
    """A form that leads back to the list, the case or the map it was opened from, with `voor` added."""

    template_name = "cases/finding/choose_municipality.html"
    parameters = (*CARRIED, "voor", CASE, TOWARDS, "verschillen")
    title = "Kies uw gemeente"
    section = "case-list"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        query = self.request.GET
        asked = query.get(CASE, "")
        case = None if "\x00" in asked else PublishedCase.objects.filter(slug=asked).only("slug", "title").first()
        desk = DESK_PAGES.get(query.get(TOWARDS, ""))
        names = () if case else DESK_CARRIED if desk else CARRIED
        carried = [(name, value) for name in names for value in query.getlist(name)]
        municipalities = Municipality.objects.on(timezone.localdate()).only(
            "cbs_code", "name", "valid_from", "valid_until"
        )
        return super().get_context_data(
            case=case,
            action=case.get_absolute_url() if case else reverse(desk or "case-list"),
            # The order goes with the button: the list's own, or what fits best first.
            carried=[(name, value) for name, value in carried if name != "sorteer"],
            order=next((value for name, value in carried if name == "sorteer"), ""),
            orders=not case and not desk,
            chosen=chosen_municipality(query),
            municipalities=sorted(municipalities, key=lambda municipality: name_key(municipality.name)),
            **kwargs,
        )

    def get_breadcrumb(self, context: dict[str, Any]) -> list[Crumb]:
        crumbs = [Crumb("Praktijkvoorbeelden", reverse("case-list"))]
        if case := context["case"]:
            crumbs.append(Crumb(case.title, case.get_absolute_url()))
        return [*crumbs, Crumb(self.title)]
