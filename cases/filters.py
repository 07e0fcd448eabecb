"""The parameters by which cases are found: the one definition for the site, the API, feeds and exports."""

from functools import cached_property
from typing import Any

import django_filters
from django import forms
from django.db import models
from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce

from cases.fitting import by_fit
from cases.models import Case, Claim, Initiative, PublishedCase, Theme
from cases.querysets import NEWEST_KNOWLEDGE as NEWEST_KNOWLEDGE  # noqa: PLC0414  # also for the views
from cases.querysets import PublishedCaseQuerySet
from cases.search import Question, ask, by_relevance, matching
from municipalities.filters import CurrentMunicipalityFilter
from municipalities.models import Municipality, Organisation, Province, Region

ORDERS = {
    "relevantie": "relevantie",
    "-beschreven": "nieuwste kennis eerst",
    "titel": "titel",
    "past-bij": "best passend bij uw gemeente",
}


class RelatedFilter(django_filters.ModelMultipleChoiceFilter):
    """Cases tied to any of the chosen rows, found without a join that would repeat them."""

    def filter(self, qs: QuerySet[Any], value: Any) -> QuerySet[Any]:
        if not value:
            return qs
        tied = PublishedCase.objects.filter(**{f"{self.field_name}__in": value})
        return qs.filter(pk__in=tied.order_by().values("pk"))


class YearField(forms.IntegerField):
    """A year of four digits."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_value=1900, max_value=2100, **kwargs)


class YearFilter(django_filters.Filter):
    field_class = YearField


def related(model: type[models.Model], field: str, key: str, label: str, help_text: str) -> RelatedFilter:
    """Return a filter on the rows of `model` by their `key`."""
    return RelatedFilter(
        queryset=model._default_manager.all(), field_name=field, to_field_name=key, label=label, help_text=help_text
    )


class CaseForm(forms.Form):
    """What the parameters ask of each other."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("sorteer") == "past-bij" and not cleaned.get("voor"):
            self.add_error("sorteer", "Sorteren op ‘past-bij’ kan alleen met een gemeente in ‘voor’.")
        return cleaned


class CaseFilter(django_filters.FilterSet):
    """Which published cases, in which order. Repeat a parameter for 'or'; different parameters are 'and'."""

    zoek = django_filters.CharFilter(
        method="search", max_length=200, label="Zoeken", help_text="Woorden die in het voorbeeld voorkomen."
    )
    thema = related(Theme, "themes", "slug", "Thema", "Slug van een thema.")
    soort = django_filters.MultipleChoiceFilter(
        field_name="kind", choices=Case.Kind.choices, label="Soort", help_text="portret of praktijk."
    )
    gemeente = related(Municipality, "municipalities", "cbs_code", "Gemeente", "CBS-code van een gemeente.")
    provincie = related(Province, "provinces", "code", "Provincie", "PV-code van een provincie, zoals PV25.")
    regio = related(Region, "regions", "slug", "Regio", "Slug van een regio.")
    organisatie = related(Organisation, "organisations", "slug", "Organisatie", "Slug van een organisatie.")
    initiatief = related(Initiative, "initiatives", "slug", "Initiatief", "Slug van een initiatief.")
    status = django_filters.MultipleChoiceFilter(
        field_name="lifecycle", choices=Case.Lifecycle.choices, label="Loopt het nog?", help_text="Stand van zaken."
    )
    bewijs = django_filters.MultipleChoiceFilter(
        field_name="evidence",
        choices=Claim.Evidence.choices,
        label="Sterkste bewijs",
        help_text="Het sterkste bewijs onder de uitspraken.",
    )
    jaarVan = YearFilter(method="from_year", label="Vanaf jaar", help_text="Liep in of na dit jaar.")  # noqa: N815
    jaarTot = YearFilter(method="until_year", label="Tot en met jaar", help_text="Liep in of vóór dit jaar.")  # noqa: N815
    voor = CurrentMunicipalityFilter(
        method="compare",
        label="Voor gemeente",
        help_text="CBS-code van uw eigen gemeente, om mee te vergelijken; laat niets weg.",
    )
    sorteer = django_filters.ChoiceFilter(
        method="order", choices=list(ORDERS.items()), label="Volgorde", empty_label=None, help_text="Hoe gesorteerd."
    )

    class Meta:
        model = PublishedCase
        form = CaseForm
        fields: list[str] = []

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Return the cases found, in the order asked for, or by relevance or newest knowledge."""
        found = super().filter_queryset(queryset)
        return found if self.form.cleaned_data.get("sorteer") else self.order(found, "sorteer", self.default_order())

    def default_order(self) -> str:
        """Return the order when none is asked for."""
        return "relevantie" if self.form.cleaned_data.get("zoek") else "-beschreven"

    @cached_property
    def question(self) -> Question:
        """What `zoek` asks for."""
        return ask(self.form.cleaned_data.get("zoek") or "")

    def search(self, queryset: PublishedCaseQuerySet, name: str, value: str) -> PublishedCaseQuerySet:
        return matching(queryset, self.question)

    def from_year(self, queryset: QuerySet[Any], name: str, value: int) -> QuerySet[Any]:
        """Keep what still ran in `value`: the year it ended, or else the year it was last described."""
        return queryset.filter(Q(ended_year__gte=value) | Q(ended_year__isnull=True, described_in__gte=value))

    def until_year(self, queryset: QuerySet[Any], name: str, value: int) -> QuerySet[Any]:
        """Keep what had started by `value`: the year it started, or else the year it was described."""
        return queryset.annotate(known_from=Coalesce("started_year", "described_in")).filter(known_from__lte=value)

    def compare(self, queryset: QuerySet[Any], name: str, value: Municipality) -> QuerySet[Any]:
        """Keep everything: `voor` says what to compare with, and allows the order by it."""
        return queryset

    def order(self, queryset: Any, name: str, value: str) -> QuerySet[Any]:
        if value == "titel":
            return queryset.order_by("title", "case_id")
        if value == "past-bij" and (mine := self.form.cleaned_data.get("voor")):
            return queryset.order_by(by_fit(mine), *NEWEST_KNOWLEDGE)
        if value == "relevantie" and not self.question.is_empty:
            return by_relevance(queryset, self.question)
        return queryset.order_by(*NEWEST_KNOWLEDGE)
