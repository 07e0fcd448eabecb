from django.contrib import admin

from cases.admin.reference.base import ReferenceAdmin
from cases.models import Theme


@admin.register(Theme)
class ThemeAdmin(ReferenceAdmin):
    list_display = ("name", "kind", "position", "slug")
    list_filter = ("kind",)
    search_fields = ("name", "slug", "description")
    ordering = ("kind", "position", "name")
    prepopulated_fields = {"slug": ("name",)}
    fields = ("name", "slug", "kind", "description", "position")
