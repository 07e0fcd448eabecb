from collections.abc import Sequence
from typing import Any

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from cases import jobs
from cases.admin.reference.base import ReferenceAdmin
from gouden.web.admin.base import ReadOnlyInline, editor
from municipalities.models import Municipality, MunicipalityChange


class ExistsFilter(admin.SimpleListFilter):
    title = "bestaat nog"
    parameter_name = "bestaat"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Sequence[tuple[str, str]]:
        return [("ja", "Bestaat nog"), ("nee", "Bestaat niet meer"), ("later", "Bestaat nog niet")]

    def queryset(self, request: HttpRequest, queryset: Any) -> QuerySet[Any]:
        today = timezone.localdate()
        match self.value():
            case "ja":
                return queryset.on(today)
            case "nee":
                return queryset.former(today)
            case "later":
                return queryset.filter(valid_from__gt=today)
        return queryset


class ChangeInline(ReadOnlyInline):
    """A change is added on a page of its own, because it concerns two municipalities."""

    model = MunicipalityChange
    fields = ("date", "kind", "old", "new")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("old", "new")


class WentIntoInline(ChangeInline):
    fk_name = "old"
    verbose_name_plural = "opgegaan in"


class CameFromInline(ChangeInline):
    fk_name = "new"
    verbose_name_plural = "ontstaan uit of uitgebreid met"


@admin.register(Municipality)
class MunicipalityAdmin(ReferenceAdmin):
    permanent_fields = ("cbs_code", "slug")
    list_display = ("name", "cbs_code", "province", "valid_from", "valid_until", "population")
    list_filter = (ExistsFilter, "province", "urbanity")
    search_fields = ("name", "cbs_code")
    list_select_related = ("province",)
    autocomplete_fields = ("province",)
    prepopulated_fields = {"slug": ("name",)}
    inlines = (WentIntoInline, CameFromInline)
    fieldsets = (
        (None, {"fields": ("name", "cbs_code", "slug", "province")}),
        ("Bestaan", {"fields": ("valid_from", "valid_until")}),
        ("Inwoners", {"fields": (("population", "population_date"), "population_2017")}),
        ("Ligging", {"fields": (("urbanity", "urbanity_year"), "area_km2", ("latitude", "longitude"))}),
    )


@admin.register(MunicipalityChange)
class MunicipalityChangeAdmin(ReferenceAdmin):
    permanent_fields = ()
    list_display = ("date", "old", "kind", "new")
    list_filter = ("kind", "date")
    search_fields = ("old__name", "new__name", "old__cbs_code", "new__cbs_code")
    list_select_related = ("old", "new")
    autocomplete_fields = ("old", "new")
    ordering = ("-date", "old__name")
    fields = ("date", "old", "kind", "new")

    def refresh_public(self, request: HttpRequest, obj: Model) -> jobs.Refreshed:
        """A change moves cases to other places, by way of any number of successors: make every public row anew."""
        return jobs.refresh_everywhere(by=editor(request), subject=str(obj), permission=self.change_permission)

    def refresh_without(self, request: HttpRequest) -> None:
        subject = "Een herindeling is verwijderd"
        by, permission = editor(request), self.change_permission
        self.say_changed(request, jobs.refresh_everywhere(by=by, subject=subject, permission=permission))
