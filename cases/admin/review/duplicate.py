from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html

from cases.admin.case.filters import AttentionFilter
from cases.editorial.quality import duplicates
from cases.editorial.quality.conditions import BOTH_IN_USE
from cases.models import Case, ProbableDuplicate
from gouden.web.admin.base import ReadOnlyAdmin, editor


@admin.register(ProbableDuplicate)
class ProbableDuplicateAdmin(ReadOnlyAdmin):
    """Pairs that the machine found. An editor withdraws or rewrites one of the two, or lays the pair aside."""

    list_display = ("reason", "first", "second", "found_on", "dismissed_on")
    list_filter = (AttentionFilter,)
    list_select_related = ("a", "b")
    search_fields = ("a__title", "b__title", "reason")
    fields = ("reason", "first", "second", "found_on", "dismissed_on", "dismissed_by")
    readonly_fields = ("first", "second")
    actions = ("dismiss_selected",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).filter(BOTH_IN_USE)

    def has_dismiss_permission(self, request: HttpRequest) -> bool:
        """Whether the user may lay a pair aside: whoever may change cases knows whether they differ."""
        return editor(request).has_perm("cases.change_case")

    @admin.display(description="voorbeeld", ordering="a__title")
    def first(self, pair: ProbableDuplicate) -> str:
        return _link(pair.a)

    @admin.display(description="ander voorbeeld", ordering="b__title")
    def second(self, pair: ProbableDuplicate) -> str:
        return _link(pair.b)

    @admin.action(description="Leg opzij: het zijn verschillende voorbeelden", permissions=["dismiss"])
    def dismiss_selected(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        number = duplicates.dismiss(duplicates=queryset, by=editor(request))
        text = "Eén tweetal is opzij gelegd." if number == 1 else f"{number} tweetallen zijn opzij gelegd."
        self.message_user(request, text, messages.SUCCESS)


def _link(case: Case) -> str:
    return format_html('<a href="{}">{}</a>', reverse("admin:cases_case_change", args=[case.pk]), case)
