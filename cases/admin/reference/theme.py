from django.contrib import admin

from cases.admin.reference.reviewed import ReviewedAdmin
from cases.models import Theme


@admin.register(Theme)
class ThemeAdmin(ReviewedAdmin):
    list_display = ("name", "kind", "position", "slug")
    list_filter = ("kind",)
    search_fields = ("name", "slug", "description")
    ordering = ("kind", "position", "name")
    prepopulated_fields = {"slug": ("name",)}
    fields = ("name", "slug", "kind", "description", "position")
