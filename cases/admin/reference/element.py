from django.contrib import admin

from cases.admin.reference.reviewed import ReviewedAdmin
from cases.models import Element


@admin.register(Element)
class ElementAdmin(ReviewedAdmin):
    list_display = ("name", "position", "slug")
    search_fields = ("name", "slug", "summary", "other_names")
    ordering = ("position", "name")
    prepopulated_fields = {"slug": ("name",)}
    fields = ("name", "slug", "summary", "works_when", "fails_when", "other_names", "position")
