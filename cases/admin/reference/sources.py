from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from cases.admin.reference.reviewed import ReviewedAdmin
from cases.models import Article, Publication
from gouden.web.admin.base import count_of


@admin.register(Publication)
class PublicationAdmin(ReviewedAdmin):
    list_display = ("title", "year", "number_of_articles", "slug")
    list_filter = ("year",)
    search_fields = ("title", "slug", "publishers__name")
    autocomplete_fields = ("publishers",)
    prepopulated_fields = {"slug": ("title",)}
    fieldsets = (
        (None, {"fields": ("title", "slug", "publishers", ("year", "year_certainty"))}),
        ("Voor de lezer", {"fields": ("url", "note")}),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).annotate(number_of_articles=count_of(Article, "publication"))

    @admin.display(description="artikelen", ordering="number_of_articles")
    def number_of_articles(self, publication: Any) -> int:
        return int(publication.number_of_articles)


@admin.register(Article)
class ArticleAdmin(ReviewedAdmin):
    list_display = ("title", "publication", "pages", "reprint_of", "slug")
    list_filter = ("publication",)
    search_fields = ("title", "slug", "authors", "publication__title")
    list_select_related = ("publication", "reprint_of")
    autocomplete_fields = ("publication", "reprint_of")
    prepopulated_fields = {"slug": ("title",)}
    fieldsets = (
        (None, {"fields": ("publication", "title", "slug", "authors")}),
        ("Vindplaats", {"fields": ("pages", "url", "reprint_of", "position")}),
    )
