"""The pages of regions."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.views.generic import DetailView, ListView

from cases.listing.filters import NEWEST_KNOWLEDGE
from cases.listing.sentence import counted
from cases.models.querysets import practice_count
from cases.pages import linked_data
from cases.pages.catalogue.gone import WithdrawnMixin
from cases.publishing.caching import KeptMixin
from gouden.web.pages.linked_data import Node
from gouden.web.pages.mixins import Crumb, PageMixin
from gouden.web.text.sorting import name_key
from municipalities.map import TownRow, area_map
from municipalities.models import Region

# The rest is one click away, in the list with this region chosen.
CARDS_SHOWN = 12

# Those that municipalities made themselves come first: the sources are about them.
HEADINGS = {
    Region.Kind.COOPERATION: "Samenwerkingsregio's",
    Region.Kind.LABOUR_MARKET: "Arbeidsmarktregio's",
    Region.Kind.SAFETY: "Veiligheidsregio's",
    Region.Kind.COROP: "COROP-gebieden",
}


class RegionListView(KeptMixin, PageMixin, ListView):
    """All regions by kind, with their number of cases."""

    template_name = "municipalities/region_list.html"
    title = "Regio's"
    section = "region-list"

    def get_queryset(self) -> QuerySet[Region]:
        return Region.objects.public().annotate(case_count=practice_count())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        regions = sorted(self.object_list, key=lambda region: name_key(region.name))
        groups = [(label, [row for row in regions if row.kind == kind]) for kind, label in HEADINGS.items()]
        return super().get_context_data(groups=[group for group in groups if group[1]], **kwargs)


class RegionDetailView(KeptMixin, WithdrawnMixin, PageMixin, DetailView):
    """A region: its members, as far as they are known, and its cases."""

    row_model = Region
    queryset = Region.objects.public()
    template_name = "municipalities/region_detail.html"
    context_object_name = "region"
    section = "region-list"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        cases = self.object.cases
        numbers = cases.numbers()
        today = timezone.localdate()
        # Those that the state draws consist of today's; what others made themselves is told as the source has it.
        members_now = self.object.members.on(today) if self.object.code else self.object.members.begun(today)
        rows = members_now.select_related("province").annotate(case_count=practice_count())
        members = sorted(rows, key=lambda municipality: name_key(municipality.name))
        return super().get_context_data(
            cards=cases.order_by(*NEWEST_KNOWLEDGE).values_list("card", flat=True)[:CARDS_SHOWN],
            count=numbers[0],
            counted=counted(*numbers),
            members=[TownRow(row.get_absolute_url(), str(row), row.case_count) for row in members],
            map=area_map(f"Kaart: de gemeenten van {self.object.name}", members) if members else None,
            designations=self.object.designations.select_related("awarded_by", "article__publication"),
            **kwargs,
        )

    def get_linked_data(self, context: dict[str, Any]) -> list[Node]:
        return [linked_data.region(self.object)]

    def get_title(self, context: dict[str, Any]) -> str:
        return f"{self.object.get_kind_display().capitalize()} {self.object.name}"

    def get_breadcrumb(self, context: dict[str, Any]) -> list[Crumb]:
        return [Crumb("Regio's", reverse("region-list")), Crumb(self.object.name)]
