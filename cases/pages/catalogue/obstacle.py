"""Starting from what stands in the way."""

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.generic import ListView

from cases.listing.filters import NEWEST_KNOWLEDGE
from cases.models import Obstacle, PublishedCase
from cases.models.querysets import practice_count
from cases.pages import linked_data
from cases.pages.catalogue.gone import WithdrawnMixin
from cases.pages.obstacles import hurdles, shown_cases
from cases.publishing.caching import KeptMixin
from gouden.web.pages.linked_data import Node
from gouden.web.pages.mixins import Crumb, NumberedPagesMixin, PageMixin, pagination


class ObstacleListView(KeptMixin, PageMixin, ListView):
    """All kinds of obstacle, each with who met it and what was done about it."""

    template_name = "cases/catalogue/obstacle_list.html"
    context_object_name = "obstacles"
    title = "Obstakels"
    section = "obstacle-list"

    def get_queryset(self) -> QuerySet[Obstacle]:
        met = Obstacle.objects.public().annotate(case_count=practice_count()).filter(case_count__gt=0)
        return met.order_by("position", "name")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        obstacles = list(self.object_list)
        cases = shown_cases(obstacles)
        shown = PublishedCase.objects.filter(pk__in={pk for ids in cases.values() for pk in ids})
        found = hurdles(shown, {obstacle.slug: cases[obstacle.pk] for obstacle in obstacles})
        groups = [(obstacle, found[obstacle.slug], len(cases[obstacle.pk])) for obstacle in obstacles]
        return super().get_context_data(groups=groups, **kwargs)


class ObstacleDetailView(KeptMixin, WithdrawnMixin, PageMixin, NumberedPagesMixin, ListView):
    """One kind of obstacle, with everything that is said of it."""

    row_model = Obstacle
    parameters = ("page", "pageSize")
    template_name = "cases/catalogue/obstacle_detail.html"
    section = "obstacle-list"

    def get_queryset(self) -> QuerySet[PublishedCase]:
        self.obstacle = get_object_or_404(Obstacle.objects.public(), slug=self.kwargs["slug"])
        return PublishedCase.objects.filter(obstacles=self.obstacle).order_by(*NEWEST_KNOWLEDGE).only("pk")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(obstacle=self.obstacle, **kwargs)
        ids = [case.pk for case in context["page_obj"]]
        found = hurdles(PublishedCase.objects.filter(pk__in=ids), {self.obstacle.slug: ids})
        context["hurdles"] = found[self.obstacle.slug]
        return context | pagination(context["page_obj"], self.request.GET)

    def get_linked_data(self, context: dict[str, Any]) -> list[Node]:
        return [linked_data.obstacle(self.obstacle)]

    def get_title(self, context: dict[str, Any]) -> str:
        page = context["page_obj"]
        return f"Obstakel: {self.obstacle}" + (f", bladzijde {page.number}" if page.number > 1 else "")

    def get_breadcrumb(self, context: dict[str, Any]) -> list[Crumb]:
        return [Crumb("Obstakels", reverse("obstacle-list")), Crumb(self.obstacle.name)]
