from django.contrib import admin

from cases.admin.reference.base import ReferenceAdmin
from municipalities.models import Province


@admin.register(Province)
class ProvinceAdmin(ReferenceAdmin):
    permanent_fields = ("code", "slug")
    list_display = ("name", "code")
    search_fields = ("name", "code")
    prepopulated_fields = {"slug": ("name",)}
    fields = ("name", "slug", "code")
