"""The pages of provinces."""

from typing import Any

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.views.generic import DetailView, ListView

from cases.listing.filters import NEWEST_KNOWLEDGE
from cases.listing.sentence import counted
from cases.models.querysets import practice_count
from cases.pages import linked_data
from cases.publishing.caching import KeptMixin
from gouden.web.pages.linked_data import Node
from gouden.web.pages.mixins import Crumb, PageMixin
from gouden.web.text.sorting import name_key
from municipalities.map import TownRow, area_map
from municipalities.models import Municipality, Province

# The rest is one click away, in the list with this province chosen.
CARDS_SHOWN = 12


class ProvinceListView(KeptMixin, PageMixin, ListView):
    """The twelve provinces, with their cases and municipalities."""

    template_name = "municipalities/province_list.html"
    context_object_name = "provinces"
    title = "Provincies"
    section = "province-list"

    def get_queryset(self) -> QuerySet[Province]:
        existing = Q(municipalities__in=Municipality.objects.on(timezone.localdate()))
        return Province.objects.annotate(
            case_count=practice_count(),
            municipality_count=Count("municipalities", filter=existing, distinct=True),
        ).order_by("name")


class ProvinceDetailView(KeptMixin, PageMixin, DetailView):
    """A province: its cases, and its municipalities of today and before."""

    model = Province
    template_name = "municipalities/province_detail.html"
    context_object_name = "province"
    section = "province-list"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        cases = self.object.cases
        numbers = cases.numbers()
        rows = self.object.municipalities.begun(timezone.localdate()).annotate(case_count=practice_count())
        municipalities = sorted(rows, key=lambda municipality: name_key(municipality.name))
        return super().get_context_data(
            map=area_map(f"Kaart: de gemeenten in {self.object.name}", municipalities, self.object),
            cards=cases.order_by(*NEWEST_KNOWLEDGE).values_list("card", flat=True)[:CARDS_SHOWN],
            count=numbers[0],
            counted=counted(*numbers),
            existing=[
                TownRow(row.get_absolute_url(), str(row), row.case_count) for row in municipalities if row.exists_today
            ],
            former=[
                TownRow(row.get_absolute_url(), str(row), row.case_count)
                for row in municipalities
                if not row.exists_today
            ],
            **kwargs,
        )

    def get_linked_data(self, context: dict[str, Any]) -> list[Node]:
        return [linked_data.province(self.object)]

    def get_title(self, context: dict[str, Any]) -> str:
        return f"Provincie {self.object.name}"

    def get_breadcrumb(self, context: dict[str, Any]) -> list[Crumb]:
        return [Crumb("Provincies", reverse("province-list")), Crumb(self.object.name)]
