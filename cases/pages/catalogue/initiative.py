"""The pages of initiatives."""

from typing import Any

from django.db.models import Prefetch, QuerySet
from django.urls import reverse
from django.views.generic import DetailView, ListView

from cases.models import Initiative
from cases.models.querysets import practice_count
from cases.pages import linked_data
from cases.pages.catalogue.gone import WithdrawnMixin
from cases.publishing.caching import KeptMixin
from gouden.web.pages.linked_data import Node
from gouden.web.pages.mixins import Crumb, PageMixin
from gouden.web.text.sorting import name_key
from municipalities.map import where_map
from municipalities.models import Organisation


class InitiativeListView(KeptMixin, PageMixin, ListView):
    """All initiatives by name, with where they live and how many cases show them."""

    template_name = "cases/catalogue/initiative_list.html"
    context_object_name = "initiatives"
    title = "Initiatieven"
    section = "initiative-list"

    def get_queryset(self) -> list[Initiative]:  # type: ignore[override]  # sorted as names are
        initiatives = (
            Initiative.objects.public().annotate(case_count=practice_count()).prefetch_related("municipalities")
        )
        return sorted(initiatives, key=lambda initiative: name_key(initiative.name))


class InitiativeDetailView(KeptMixin, WithdrawnMixin, PageMixin, DetailView):
    """A named thing in the world: where it lives, who does it and the cases that show it."""

    row_model = Initiative
    template_name = "cases/catalogue/initiative_detail.html"
    context_object_name = "initiative"
    section = "initiative-list"

    def get_queryset(self) -> QuerySet[Initiative]:
        organisations = Prefetch("organisations", Organisation.objects.public())
        return Initiative.objects.public().prefetch_related("municipalities__province", organisations, "links")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        cards = self.object.cases.order_by("kind", "title").values_list("card", flat=True)
        return super().get_context_data(
            map=where_map(f"Kaart van Nederland: waar {self.object.name} leeft", self.object.municipalities.all()),
            cards=list(cards),
            **kwargs,
        )

    def get_linked_data(self, context: dict[str, Any]) -> list[Node]:
        return [linked_data.initiative(self.object)]

    def get_title(self, context: dict[str, Any]) -> str:
        return f"Initiatief: {self.object.name}"

    def get_breadcrumb(self, context: dict[str, Any]) -> list[Crumb]:
        return [Crumb("Initiatieven", reverse("initiative-list")), Crumb(self.object.name)]
