from django.contrib import admin

from cases.admin.case.filters import AttentionFilter
from cases.admin.reference.citing import CitingAdmin
from cases.models import Theme


@admin.register(Theme)
class ThemeAdmin(CitingAdmin):
    list_display = ("name", "kind", "position", "slug")
    list_filter = (AttentionFilter, "kind")
    search_fields = ("name", "slug", "description")
    ordering = ("kind", "position", "name")
    prepopulated_fields = {"slug": ("name",)}
    fieldsets = (
        (None, {"fields": ("name", "slug", "kind", "question", "description", "position")}),
        ("De redactie leest", {"fields": ("synthesis",)}),
    )
