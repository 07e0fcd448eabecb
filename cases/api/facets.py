"""The facets of the list, for partners who build their own filters."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from cases.api.views import ReadView
from cases.listing import ResultSet
from cases.listing.facets import Facet, SpanFacet, facets
from cases.listing.partner_filter import PartnerCaseFilter
from cases.models import PublishedCase
from gouden.web.api.filtering import StrictFilterBackend

COUNTED = (
    "Hoeveel voorbeelden de hele keuze vindt. Met `zoek`: die alles inhouden wat is gevraagd of, is er zo geen, die "
    "daar dicht bij komen. Zo tellen ook de waarden."
)


class FacetValueSerializer(serializers.Serializer[Any]):
    """A value of a facet."""

    waarde = serializers.CharField(help_text="Wat in de parameter komt.")
    label = serializers.CharField()  # type: ignore[assignment]  # a field of ours, not its own label
    groep = serializers.CharField(allow_blank=True, help_text="De soort waartoe de waarde hoort; leeg: geen.")
    aantal = serializers.IntegerField(
        min_value=0, help_text="Hoeveel voorbeelden er zijn met deze waarde en met wat in andere facetten is gekozen."
    )
    gekozen = serializers.BooleanField()


class FacetSerializer(serializers.Serializer[Any]):
    """A facet with its values."""

    naam = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]  # a field of ours, not its own label
    parameters = serializers.ListField(
        child=serializers.CharField(), help_text="De parameters waarin de waarde komt; bij een periode twee."
    )
    waarden = FacetValueSerializer(many=True)


class FacetListSerializer(serializers.Serializer[Any]):
    """Every facet, and how many cases the whole choice finds."""

    aantal = serializers.IntegerField(min_value=0, help_text=COUNTED)
    facetten = FacetSerializer(many=True)


class CaseFacetsView(ReadView):
    """Per facet de waarden met het aantal praktijkvoorbeelden dat ze geven.

    Neemt dezelfde parameters als de lijst. Wat in een facet zelf is gekozen telt in zijn eigen aantallen niet mee.
    """

    queryset = PublishedCase.objects.all()
    serializer_class = FacetListSerializer
    filterset_class = PartnerCaseFilter
    pagination_class = None

    @extend_schema(tags=["praktijkvoorbeelden"], operation_id="telPraktijkvoorbeeldenPerFacet")
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        cases = ResultSet.of(StrictFilterBackend().validated(request, self.get_queryset(), self))
        return Response({"aantal": len(cases), "facetten": [shown(facet) for facet in facets(cases)]})


def shown(facet: Facet | SpanFacet) -> dict[str, Any]:
    """Return a facet as the API shows it."""
    values = [
        {
            "waarde": option.value,
            "label": option.label,
            "groep": option.group,
            "aantal": option.count,
            "gekozen": option.chosen,
        }
        for option in facet.options
    ]
    return {"naam": facet.name, "label": facet.label, "parameters": facet.parameters, "waarden": values}
