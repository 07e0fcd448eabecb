from django.contrib import admin

from cases.admin.reference.base import ReferenceAdmin
from cases.models import Designation


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
