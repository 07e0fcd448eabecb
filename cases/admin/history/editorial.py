import json
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html

from cases.models import Case, LoadedEntry, Revision
from gouden.web.admin.base import ReadOnlyAdmin


def as_text(data: object) -> str:
    """Return plain data as an indented text to read."""
    return format_html("<pre>{}</pre>", json.dumps(data, ensure_ascii=False, indent=2))


@admin.register(Revision)
class RevisionAdmin(ReadOnlyAdmin):
    list_display = ("case", "number", "at", "by", "note")
    list_filter = ("at", "by")
    search_fields = ("case__title", "case__slug", "note")
    list_select_related = ("case", "by")
    ordering = ("-at", "-number")
    fields = ("case", "number", "at", "by", "note", "content")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).exclude(case__state=Case.State.BINNED)

    @admin.display(description="inhoud")
    def content(self, revision: Revision) -> str:
        return as_text(revision.snapshot)


@admin.register(LoadedEntry)
class LoadedEntryAdmin(ReadOnlyAdmin):
    list_display = ("kind", "key")
    list_filter = ("kind",)
    search_fields = ("key",)
    ordering = ("kind", "key")
