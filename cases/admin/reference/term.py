from django.contrib import admin

from cases.admin.reference.reviewed import ReviewedAdmin
from cases.models import Term


@admin.register(Term)
class TermAdmin(ReviewedAdmin):
    list_display = ("name", "other_names_line", "article", "slug")
    search_fields = ("name", "slug", "other_names", "definition")
    list_select_related = ("article",)
    autocomplete_fields = ("article",)
    prepopulated_fields = {"slug": ("name",)}
    fieldsets = (
        (None, {"fields": ("name", "slug", "definition", "other_names")}),
        ("Bron", {"fields": ("article", "passage")}),
    )

    @admin.display(description="andere namen")
    def other_names_line(self, term: Term) -> str:
        return ", ".join(term.other_names)
