"""The API on who took over what."""

from typing import Any

import django_filters
from django.db.models.functions import Coalesce
from django.http import Http404
from drf_spectacular.drainage import set_override
from rest_framework import serializers

from cases.api.views import DetailView, ListView, described
from cases.models import Adoption, PublishedCase
from cases.projection.adoption_serializers import AdoptionSerializer
from cases.projection.reference_serializers import AbsoluteURLField, LastingIdField
from cases.publishing.addresses import adoption_gone
from gouden.web.api.problems import Gone
from municipalities.models import Municipality

YES, NO = "ja", "nee"


class FollowedCaseSerializer(serializers.Serializer[PublishedCase]):
    """The case that was taken over."""

    id = LastingIdField(source="case.identifier")
    slug = serializers.SlugField()
    titel = serializers.CharField(source="title")
    url = AbsoluteURLField()


class PublicAdoptionSerializer(AdoptionSerializer):
    """An adoption by itself, with the case that was taken over."""

    voorbeeld = FollowedCaseSerializer(source="case.published", help_text="Het voorbeeld dat zij overnamen.")


def _keys(filter: django_filters.Filter) -> django_filters.Filter:
    """Tell the schema of a filter by slugs or codes what it cannot see from the way to their rows."""
    set_override(filter, "field", {"type": "string", "description": filter.extra["help_text"]})
    return filter


class AdoptionFilter(django_filters.FilterSet):
    """Which adoptions."""

    praktijkvoorbeeld = _keys(
        django_filters.ModelMultipleChoiceFilter(
            field_name="case__published__slug",
            queryset=PublishedCase.objects.only("slug", "title"),
            to_field_name="slug",
            label="Praktijkvoorbeeld",
            help_text="De slug van het voorbeeld dat zij overnamen.",
        )
    )
    gemeente = _keys(
        django_filters.ModelMultipleChoiceFilter(
            field_name="municipality__cbs_code",
            queryset=Municipality.objects.all(),
            to_field_name="cbs_code",
            label="Gemeente",
            help_text="De CBS-code van de gemeente die het overnam of verkende.",
        )
    )
    stand = django_filters.MultipleChoiceFilter(
        field_name="status", choices=Adoption.Status.choices, label="Stand", help_text="Hoe ver zij ermee zijn."
    )
    bevestigd = django_filters.ChoiceFilter(
        method="confirmed",
        choices=[(YES, YES), (NO, NO)],
        label="Bevestigd",
        help_text="ja: zij zeggen het zelf; nee: alleen een bron zegt het.",
    )

    class Meta:
        model = Adoption
        fields: list[str] = []

    def confirmed(self, queryset: Any, name: str, value: str) -> Any:
        return queryset.filter(confirmed_on__isnull=value == NO)


# Of its case an adoption shows little, so the long texts of that stay where they are.
LONG = ("record", "card")
ADOPTIONS = (
    Adoption.objects.public()
    .with_publishers()
    .select_related("case__published")
    .defer(*(f"case__published__{name}" for name in LONG))
    .order_by(Coalesce("since", "year").asc(nulls_last=True), "case__published__title", "pk")
)


@described(tags=["navolgingen"], operation_id="lijstNavolgingen")
class AdoptionListAPIView(ListView):
    """Wie welk praktijkvoorbeeld overnam of verkende, volgens een bron of volgens henzelf; op jaar.

    Elke navolging is wat ook in `navolgingen` van haar praktijkvoorbeeld staat, met `voorbeeld` erbij. Komt er een bij,
    verandert zij of gaat zij weg, dan is dat in de wijzigingen een wijziging van dat praktijkvoorbeeld.
    """

    queryset = ADOPTIONS
    serializer_class = PublicAdoptionSerializer
    filterset_class = AdoptionFilter


@described(tags=["navolgingen"], operation_id="toonNavolging")
class AdoptionDetailAPIView(DetailView):
    """Eén navolging, met het praktijkvoorbeeld dat zij overnamen."""

    queryset = ADOPTIONS
    serializer_class = PublicAdoptionSerializer
    lookup_field = "identifier"

    def get_object(self) -> Adoption:
        try:
            adoption: Adoption = super().get_object()
        except Http404:
            if gone := adoption_gone(self.kwargs["identifier"]):
                raise Gone(gone.reason) from None
            raise
        return adoption
