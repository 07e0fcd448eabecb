from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from cases.admin.case.filters import AttentionFilter
from cases.models import MissedSearch
from cases.search.missed_searches import by_week
from gouden.web.admin.base import GoudenAdmin, ReadOnlyAdmin


@admin.register(MissedSearch)
class MissedSearchAdmin(ReadOnlyAdmin):
    """What readers sent; above the list the known words by week. It can be read and erased, not changed."""

    list_display = ("searched", "message", "sent_on")
    list_filter = (AttentionFilter,)
    date_hierarchy = "sent_on"
    search_fields = ("searched", "message")
    fields = ("sent_on", "searched", "words", "message")
    change_list_template = "admin/cases/missedsearch/change_list.html"

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Allow it to whom Django allows it: what somebody sent can be erased on request."""
        return GoudenAdmin.has_delete_permission(self, request, obj)

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        weeks = by_week(timezone.localdate())
        return super().changelist_view(request, {"weeks": weeks} | (extra_context or {}))
