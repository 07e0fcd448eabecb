from django.contrib import admin

from cases.admin.reference.reviewed import ReviewedAdmin
from cases.admin.transfer.pages import TransferMixin
from municipalities.models import Organisation


@admin.register(Organisation)
class OrganisationAdmin(TransferMixin, ReviewedAdmin):
    change_list_template = ReviewedAdmin.change_list_template
    list_display = ("name", "kind", "website", "contact_checked_on")
    list_filter = ("kind", "municipalities__province")
    search_fields = ("name", "slug", "also_known_as", "misspellings", "former_names", "municipalities__name")
    autocomplete_fields = ("municipalities",)
    prepopulated_fields = {"slug": ("name",)}
    fieldsets = (
        (None, {"fields": ("name", "slug", "kind", "website", "municipalities")}),
        ("Andere namen", {"fields": ("also_known_as", "former_names", "misspellings")}),
        ("Contact", {"fields": ("contact_page", "contact_mailbox", "contact_checked_on")}),
    )
