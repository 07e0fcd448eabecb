from django.contrib import admin

from cases.admin.reference.base import ReferenceAdmin
from cases.models import Adoption, Designation


@admin.register(Designation)
class DesignationAdmin(ReferenceAdmin):
    permanent_fields = ()
    list_display = ("predicate", "year", "municipality", "region", "awarded_by", "nominated_by")
    list_filter = ("predicate", "year")
    search_fields = (
        "predicate",
        "municipality__name",
        "region__name",
        "awarded_by__name",
        "nominated_by__name",
        "why",
    )
    list_select_related = ("municipality", "region", "awarded_by", "nominated_by")
    autocomplete_fields = ("municipality", "region", "awarded_by", "nominated_by", "article")
    fieldsets = (
        (None, {"fields": ("predicate", "year", "municipality", "region")}),
        ("Van wie", {"fields": ("awarded_by", "nominated_by", "nominated_by_certainty")}),
        ("Waarom", {"fields": ("why", "article")}),
    )


@admin.register(Adoption)
class AdoptionAdmin(ReferenceAdmin):
    permanent_fields = ()
    list_display = ("case", "adopted_by", "status", "year")
    list_filter = ("status", "municipality__province")
    search_fields = ("case__title", "municipality__name", "region__name", "adopter", "note")
    list_select_related = ("case", "municipality", "region")
    autocomplete_fields = ("case", "municipality", "region", "article")
    fieldsets = (
        (None, {"fields": ("case", "municipality", "region", "adopter")}),
        ("Wat ervan kwam", {"fields": ("status", "year", "note")}),
        ("Bron", {"fields": ("article", "passage")}),
    )

    @admin.display(description="overgenomen door")
    def adopted_by(self, adoption: Adoption) -> str:
        return str(adoption.municipality or adoption.region or adoption.adopter)
