from django.contrib import admin

from cases.admin.reference.reviewed import ReviewedAdmin
from cases.admin.transfer.pages import TransferMixin
from cases.models import Initiative, InitiativeLink
from gouden.web.admin.base import TabularInline


class InitiativeLinkInline(TabularInline):
    model = InitiativeLink


@admin.register(Initiative)
class InitiativeAdmin(TransferMixin, ReviewedAdmin):
    change_list_template = ReviewedAdmin.change_list_template
    list_display = ("name", "aliases_line", "slug")
    list_filter = ("municipalities__province",)
    search_fields = ("name", "slug", "aliases", "misspellings", "municipalities__name", "organisations__name")
    autocomplete_fields = ("municipalities", "organisations")
    prepopulated_fields = {"slug": ("name",)}
    inlines = (InitiativeLinkInline,)
    fieldsets = (
        (None, {"fields": ("name", "slug", "description")}),
        ("Namen", {"fields": ("aliases", "misspellings")}),
        ("Van wie en waar", {"fields": ("organisations", "municipalities")}),
    )

    @admin.display(description="andere namen")
    def aliases_line(self, initiative: Initiative) -> str:
        return ", ".join(initiative.aliases)
