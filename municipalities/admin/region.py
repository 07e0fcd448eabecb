from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from cases.admin.reference.reviewed import ReviewedAdmin
from gouden.web.admin.base import count_of
from municipalities.models import Region


@admin.register(Region)
class RegionAdmin(ReviewedAdmin):
    list_display = ("name", "kind", "number_of_members", "members_complete", "code")
    list_filter = ("kind", "members_complete")
    search_fields = ("name", "slug", "code", "also_known_as", "members__name")
    autocomplete_fields = ("members",)
    prepopulated_fields = {"slug": ("name", "kind")}
    fieldsets = (
        (None, {"fields": ("name", "kind", "slug", "code", "also_known_as")}),
        ("Gemeenten", {"fields": ("members", "members_complete", "stated_number")}),
        ("Toelichting", {"fields": ("note",)}),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).annotate(number_of_members=count_of(Region.members.through, "region"))

    @admin.display(description="gemeenten", ordering="number_of_members")
    def number_of_members(self, region: Any) -> int:
        return int(region.number_of_members)
