"""The pages of publications."""

from typing import Any

from django.db.models import Count, Prefetch, QuerySet
from django.urls import reverse
from django.views.generic import DetailView, ListView

from cases.models import Publication, PublishedCase
from cases.pages import linked_data
from cases.publishing.caching import ConditionalMixin
from gouden.web.pages.linked_data import Node
from gouden.web.pages.mixins import Crumb, PageMixin


class PublicationListView(ConditionalMixin, PageMixin, ListView):
    """All publications, the newest first, with how many cases go back to them."""

    template_name = "cases/catalogue/publication_list.html"
    context_object_name = "publications"
    title = "Publicaties"
    section = "publication-list"

    def get_queryset(self) -> QuerySet[Publication]:
        return Publication.objects.annotate(
            case_count=Count("articles__cases", distinct=True), article_count=Count("articles", distinct=True)
        ).prefetch_related("publishers")


class PublicationDetailView(ConditionalMixin, PageMixin, DetailView):
    """A publication with its articles, each with the cases that go back to it."""

    template_name = "cases/catalogue/publication_detail.html"
    context_object_name = "publication"
    section = "publication-list"

    def get_queryset(self) -> QuerySet[Publication]:
        cases = PublishedCase.objects.only("slug", "title", "kind").order_by("kind", "title")
        return Publication.objects.prefetch_related(
            "publishers", "articles__reprint_of__publication", Prefetch("articles__cases", cases)
        )

    def get_linked_data(self, context: dict[str, Any]) -> list[Node]:
        return [linked_data.publication(self.object)]

    def get_title(self, context: dict[str, Any]) -> str:
        return f"Publicatie: {self.object.title} ({self.object.year_in_words})"

    def get_breadcrumb(self, context: dict[str, Any]) -> list[Crumb]:
        return [Crumb("Publicaties", reverse("publication-list")), Crumb(self.object.title)]
