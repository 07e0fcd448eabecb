from django.contrib import admin

from cases.admin.reference.reviewed import ReviewedAdmin
from cases.models import Obstacle


@admin.register(Obstacle)
class ObstacleAdmin(ReviewedAdmin):
    list_display = ("name", "position", "slug")
    search_fields = ("name", "slug", "description")
    ordering = ("position", "name")
    prepopulated_fields = {"slug": ("name",)}
    fields = ("name", "slug", "description", "position")
