"""The parameters that only partners have, of the API and of files: which cases by name, and what changed since."""

import datetime
import re

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.dateparse import parse_datetime
from drf_spectacular.drainage import set_override

from cases.listing.filters import ORDERS, CaseFilter
from cases.models import PublishedCase

# The orders of who keeps a copy.
CHANGE_ORDERS = {"gewijzigd": "eerst gewijzigd voorop", "-gewijzigd": "laatst gewijzigd voorop"}


class ChosenCasesField(forms.ModelMultipleChoiceField):
    """Public cases by their slugs; in a form's data they are their keys."""

    def clean(self, value: object) -> list[int]:  # type: ignore[override]  # a result is remembered by what it says
        return [case.pk for case in super().clean(value)]


class ChosenCasesFilter(django_filters.ModelMultipleChoiceFilter):
    """These cases and no others."""

    field_class = ChosenCasesField  # type: ignore[assignment]  # the stubs know only the one


class IdentifiersField(forms.MultipleChoiceField):
    """Lasting identifiers. One of nothing that is public is no mistake: it may have been a moment ago."""

    default_error_messages = {"invalid_choice": "‘%(value)s’ is geen id, zoals de API die geeft."}

    def valid_value(self, value: object) -> bool:
        return re.fullmatch(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}", str(value)) is not None


class IdentifiersFilter(django_filters.MultipleChoiceFilter):
    """The cases with these identifiers."""

    field_class = IdentifiersField


class MomentField(forms.Field):
    """A moment as the API writes it, which is the same for everyone: with Z or its distance to UTC."""

    default_error_messages = {"invalid": "Geef een tijdstip met tijdzone, zoals 2026-11-02T08:30:00Z."}

    def clean(self, value: object) -> datetime.datetime | None:
        if not value:
            return None
        try:
            found = parse_datetime(str(value))
            if found and found.tzinfo:
                return found.astimezone(datetime.UTC)
        except (ValueError, OverflowError):
            # There is no such day, or no such moment in the calendar of UTC.
            pass
        raise ValidationError(self.error_messages["invalid"], code="invalid")


class MomentFilter(django_filters.Filter):
    """What happened after a moment."""

    field_class = MomentField


def _in_schema[F: django_filters.Filter](criterion: F, schema: dict[str, object]) -> F:
    """Tell the schema of a filter what it cannot see."""
    set_override(criterion, "field", schema | {"description": criterion.extra["help_text"]})
    return criterion


class PartnerCaseFilter(CaseFilter):
    """The parameters of the list, and by name the cases to keep: for the API and files. A reader has a map for that.

    Who keeps a copy also asks what changed since, in the order in which it did.
    """

    slug = ChosenCasesFilter(
        method="choose",
        queryset=PublishedCase.objects.only("slug"),
        to_field_name="slug",
        label="Voorbeeld",
        help_text="Slug van een praktijkvoorbeeld: alleen deze.",
    )
    id = _in_schema(
        IdentifiersFilter(
            method="identify",
            label="Id",
            help_text="Id van een praktijkvoorbeeld: alleen deze. Wat niet meer openbaar is, staat er niet bij.",
        ),
        {"type": "string", "format": "uuid"},
    )
    gewijzigdNa = _in_schema(  # noqa: N815
        MomentFilter(
            method="changed",
            label="Gewijzigd na",
            help_text="Tijdstip met tijdzone: alleen wat daarna is gewijzigd, volgens gewijzigdOp. Wat is ingetrokken, "
            "staat alleen in de wijzigingen.",
        ),
        {"type": "string", "format": "date-time"},
    )
    sorteer = django_filters.ChoiceFilter(
        method="order",
        choices=[*ORDERS.items(), *CHANGE_ORDERS.items()],
        label="Volgorde",
        empty_label=None,
        help_text="Hoe gesorteerd.",
    )

    def choose(self, queryset: QuerySet[PublishedCase], name: str, value: list[int]) -> QuerySet[PublishedCase]:
        return queryset.filter(pk__in=value)

    def identify(self, queryset: QuerySet[PublishedCase], name: str, value: list[str]) -> QuerySet[PublishedCase]:
        return queryset.filter(case__identifier__in=value) if value else queryset

    def changed(
        self, queryset: QuerySet[PublishedCase], name: str, value: datetime.datetime
    ) -> QuerySet[PublishedCase]:
        return queryset.filter(changed_at__gt=value)

    def order(self, queryset: QuerySet[PublishedCase], name: str, value: str) -> QuerySet[PublishedCase]:
        if value in CHANGE_ORDERS:
            return queryset.order_by(*(f"-{one}" if value[0] == "-" else one for one in ("changed_at", "case_id")))
        return super().order(queryset, name, value)

    def looked_up(self, name: str) -> list[int] | None:
        asked, everything = self.form.cleaned_data, PublishedCase.objects.all()
        if name == "slug":
            chosen: list[int] = asked[name]
            return chosen
        if name == "id":
            return list(self.identify(everything, name, asked[name]).values_list("pk", flat=True))
        if name == "gewijzigdNa":
            return list(self.changed(everything, name, asked[name]).values_list("pk", flat=True))
        return super().looked_up(name)
