"""The pages of publications."""

from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet
from django.urls import reverse
from django.views.generic import DetailView, ListView

from cases.models import Article, Publication, PublishedCase
from cases.models.querysets import practice_count
from cases.pages import linked_data
from cases.pages.catalogue.gone import WithdrawnMixin
from cases.publishing.caching import KeptMixin
from gouden.web.pages.linked_data import Node
from gouden.web.pages.mixins import Crumb, PageMixin
from municipalities.models import Organisation


class PublicationListView(KeptMixin, PageMixin, ListView):
    """All publications, the newest first, with how many cases go back to them."""

    template_name = "cases/catalogue/publication_list.html"
    context_object_name = "publications"
    title = "Publicaties"
    section = "publication-list"

    def get_queryset(self) -> QuerySet[Publication]:
        shown = Q(articles__published_at__isnull=False)
        return (
            Publication.objects.public()
            .annotate(
                case_count=practice_count("articles__cases"),
                article_count=Count("articles", filter=shown, distinct=True),
            )
            .prefetch_related(Prefetch("publishers", Organisation.objects.public()))
        )


class PublicationDetailView(KeptMixin, WithdrawnMixin, PageMixin, DetailView):
    """A publication with its articles, each with the cases that go back to it."""

    row_model = Publication
    template_name = "cases/catalogue/publication_detail.html"
    context_object_name = "publication"
    section = "publication-list"

    def get_queryset(self) -> QuerySet[Publication]:
        rows: dict[str, QuerySet[Any]] = {
            "publishers": Organisation.objects.public(),
            "articles": Article.objects.public().select_related("reprint_of__publication"),
            "articles__cases": PublishedCase.objects.only("slug", "title", "kind").order_by("kind", "title"),
        }
        return Publication.objects.public().prefetch_related(
            *(Prefetch(name, queryset) for name, queryset in rows.items())
        )

    def get_linked_data(self, context: dict[str, Any]) -> list[Node]:
        return [linked_data.publication(self.object)]

    def get_title(self, context: dict[str, Any]) -> str:
        return f"Publicatie: {self.object.title} ({self.object.year_in_words})"

    def get_breadcrumb(self, context: dict[str, Any]) -> list[Crumb]:
        return [Crumb("Publicaties", reverse("publication-list")), Crumb(self.object.title)]
