from collections.abc import Sequence
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from cases.admin.reference.base import ReferenceAdmin
from cases.models import Adoption, PublicationEvent

KNOWN = (
    "Lezers kennen deze navolging. Vul in plaats daarvan ‘ingetrokken, want’ in: dan zegt haar adres waarom zij weg is."
)


@admin.register(Adoption)
class AdoptionAdmin(ReferenceAdmin):
    """Who took over what. What readers have known is withdrawn with a reason, and not deleted."""

    # Of another case it would be another adoption.
    permanent_fields = ("case",)
    list_display = ("case", "adopted_by", "status", "year", "since", "confirmed_on", "withdrawn_because")
    list_filter = ("status", ("confirmed_on", admin.EmptyFieldListFilter), "municipality__province")
    search_fields = ("case__title", "municipality__name", "region__name", "adopter", "note", "differently")
    list_select_related = ("case", "municipality", "region")
    autocomplete_fields = ("case", "municipality", "region", "article")
    fieldsets = (
        (None, {"fields": ("case", "municipality", "region", "adopter")}),
        ("Wat ervan kwam", {"fields": ("status", "year", "note")}),
        ("Bron", {"fields": ("article", "passage")}),
        ("Wat zij zelf zeggen", {"fields": ("since", "differently", "confirmed_by", "confirmed_on", "mailbox")}),
        ("Ingetrokken", {"fields": ("withdrawn_because",)}),
    )

    @admin.display(description="overgenomen door")
    def adopted_by(self, adoption: Adoption) -> str:
        return adoption.party

    def reasons_to_keep(self, objs: QuerySet[Any] | Sequence[Any], request: HttpRequest) -> list[Any]:
        reasons = super().reasons_to_keep(objs, request)
        cases = {adoption.case_id for adoption in objs}
        return [*reasons, KNOWN] if PublicationEvent.objects.filter(case__in=cases).exists() else reasons
