from collections.abc import Sequence
from typing import Any

from django.contrib import admin
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from cases.editorial.quality import ATTENTION
from cases.editorial.quality.attention import PARAMETER, Viewpoint
from cases.models import Case, CaseMunicipality
from gouden.web.admin.base import editor
from municipalities.models import Province


class ConditionFilter(admin.SimpleListFilter):
    """A filter whose choices are conditions; counts them in one pass, where Django's own asks a subquery for each."""

    def condition(self, value: str) -> Q:
        """Return what a case must meet for the choice `value`."""
        raise NotImplementedError

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        value = self.value()
        known = {str(choice) for choice, _ in self.lookup_choices}
        return queryset.filter(self.condition(value)) if value in known else queryset

    def get_facet_counts(self, pk_attname: str, filtered_qs: QuerySet[Any]) -> dict[str, Count]:
        return {
            f"{number}__c": Count(pk_attname, filter=self.condition(str(value)))
            for number, (value, _) in enumerate(self.lookup_choices)
        }


class AttentionFilter(ConditionFilter):
    """By what waits for an editor: the lists behind the numbers of the start page, for any model that has some."""

    title = "wat wacht"
    parameter_name = PARAMETER

    def __init__(self, request: HttpRequest, params: Any, model: Any, model_admin: Any) -> None:
        self.kinds = {kind.name: kind for kind in ATTENTION[model]}
        self.moment = Viewpoint(editor(request), timezone.localdate())
        super().__init__(request, params, model, model_admin)

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(kind.name, kind.label) for kind in self.kinds.values()]

    def condition(self, value: str) -> Q:
        return self.kinds[value].condition(self.moment)


class StateFilter(ConditionFilter):
    """By state, but for that of the bin, which has a page of its own."""

    title = "stand"
    parameter_name = "state__exact"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Sequence[tuple[str, str]]:
        return [(state.value, state.label) for state in Case.State if state != Case.State.BINNED]

    def condition(self, value: str) -> Q:
        return Q(state=value)


class PendingChangesFilter(ConditionFilter):
    title = "niet-gepubliceerde wijzigingen"
    parameter_name = "wijzigingen"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Sequence[tuple[str, str]]:
        return [("ja", "Ja"), ("nee", "Nee")]

    def condition(self, value: str) -> Q:
        return Q(has_pending_changes=value == "ja")


class ProvinceFilter(ConditionFilter):
    """By the province of a case's municipalities; counts a case once, however many of them lie there."""

    title = "provincie"
    parameter_name = "provincie"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return list(Province.objects.values_list("slug", "name"))

    def condition(self, value: str) -> Q:
        there = CaseMunicipality.objects.filter(municipality__province__slug=value)
        return Q(pk__in=there.order_by().values("case"))
