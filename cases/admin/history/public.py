"""The public side, to look at: only `cases.publishing` writes it."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from cases.admin.case.filters import AttentionFilter
from cases.admin.history.editorial import as_text
from cases.models import CatalogueState, Mending, PublicationEvent, PublishedCase, PublishedPlace
from gouden.web.admin.base import ReadOnlyAdmin, ReadOnlyInline


class PublishedPlaceInline(ReadOnlyInline):
    model = PublishedPlace
    fields = ("municipality", "reason")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("municipality").order_by("municipality__name")


@admin.register(PublishedCase)
class PublishedCaseAdmin(ReadOnlyAdmin):
    list_display = ("title", "kind", "lifecycle", "described_in", "published_at", "changed_at")
    list_filter = ("kind", "lifecycle", "result_evidence", "provinces", "themes")
    search_fields = ("title", "slug")
    inlines = (PublishedPlaceInline,)
    fieldsets = (
        (None, {"fields": ("title", "slug", "kind", "part_of", "lifecycle", "featured")}),
        ("Wanneer", {"fields": ("described_in", "started_year", "ended_year", "published_at", "changed_at")}),
        ("Grond", {"fields": ("revision", "result_evidence", "source_count", "articles", "speakers")}),
        ("Vindbaar onder", {"fields": ("themes", "initiatives", "organisations", "regions", "provinces")}),
        ("Zoals opgeslagen", {"fields": ("record_text", "card_text"), "classes": ("collapse",)}),
    )

    @admin.display(description="volledig")
    def record_text(self, published: PublishedCase) -> str:
        return as_text(published.record)

    @admin.display(description="kaartje")
    def card_text(self, published: PublishedCase) -> str:
        return as_text(published.card)


@admin.register(PublicationEvent)
class PublicationEventAdmin(ReadOnlyAdmin):
    list_display = ("number", "kind", "title", "at", "reason")
    list_filter = ("kind", "at")
    search_fields = ("title", "slug", "reason")


@admin.register(CatalogueState)
class CatalogueStateAdmin(ReadOnlyAdmin):
    list_display = ("__str__", "number", "version", "made_for")


@admin.register(Mending)
class MendingAdmin(ReadOnlyAdmin):
    """What `run_due` made anew, because something had written past the verbs or for a fault of ours."""

    list_display = ("at", "__str__")
    list_filter = (AttentionFilter,)
    search_fields = ("differences",)
    fields = ("at", "differences")
