"""Starting from what makes a practice work."""

from typing import Any

from django.db.models import Count, F, QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.generic import ListView

from cases.listing.filters import NEWEST_KNOWLEDGE
from cases.listing.sentence import counted
from cases.models import Element, PublishedCase
from cases.models.querysets import practice_count
from cases.pages import linked_data
from cases.pages.catalogue.gone import WithdrawnMixin
from cases.pages.charts import element_charts
from cases.pages.elements import municipality_counts, statements_on
from cases.publishing.caching import KeptMixin
from gouden.web.pages.linked_data import Node
from gouden.web.pages.mixins import Crumb, NumberedPagesMixin, PageMixin, pagination


class ElementListView(KeptMixin, PageMixin, ListView):
    """All elements, each with how many cases and municipalities tell of it."""

    template_name = "cases/catalogue/element_list.html"
    context_object_name = "elements"
    title = "Werkzame elementen"
    section = "element-list"

    def get_queryset(self) -> QuerySet[Element]:
        counts = Element.objects.public().annotate(all_count=Count("cases", distinct=True), case_count=practice_count())
        return counts.annotate(reflection_count=F("all_count") - F("case_count")).order_by("position", "name")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        elements = list(self.object_list)
        municipalities = municipality_counts(elements)
        groups = [
            (one, counted(one.all_count, one.reflection_count) if one.all_count else "", municipalities.get(one.pk, 0))
            for one in elements
        ]
        return super().get_context_data(groups=groups, **kwargs)


class ElementDetailView(KeptMixin, WithdrawnMixin, PageMixin, NumberedPagesMixin, ListView):
    """One element, with everything that is said of it."""

    row_model = Element
    parameters = ("page", "pageSize")
    template_name = "cases/catalogue/element_detail.html"
    section = "element-list"

    def get_queryset(self) -> QuerySet[PublishedCase]:
        self.element = get_object_or_404(Element.objects.public(), slug=self.kwargs["slug"])
        return self.element.cases.order_by(*NEWEST_KNOWLEDGE).only("pk")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(element=self.element, **kwargs)
        ids = [case.pk for case in context["page_obj"]]
        context["told"] = statements_on(self.element, PublishedCase.objects.filter(pk__in=ids), ids)
        context["counted"] = counted(*self.element.cases.numbers()) if ids else ""
        context["municipality_count"] = municipality_counts([self.element]).get(self.element.pk, 0)
        context["charts"] = element_charts(self.element)
        return context | pagination(context["page_obj"], self.request.GET)

    def get_linked_data(self, context: dict[str, Any]) -> list[Node]:
        return [linked_data.element(self.element)]

    def get_title(self, context: dict[str, Any]) -> str:
        page = context["page_obj"]
        return f"Werkzaam element: {self.element}" + (f", bladzijde {page.number}" if page.number > 1 else "")

    def get_breadcrumb(self, context: dict[str, Any]) -> list[Crumb]:
        return [Crumb("Werkzame elementen", reverse("element-list")), Crumb(self.element.name)]
