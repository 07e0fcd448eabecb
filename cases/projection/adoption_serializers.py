"""What readers and partners see of an adoption: in the record of its case, and by itself."""

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from cases.models import Adoption
from cases.projection.reference_serializers import (
    LastingIdField,
    MunicipalityReferenceSerializer,
    PublicationReferenceSerializer,
    RegionReferenceSerializer,
)
from gouden.web.http.links import absolute


class AdoptionSourceSerializer(serializers.Serializer[Adoption]):
    """The passage that says that a case was taken over."""

    artikel = serializers.SlugField(source="article.slug")
    titel = serializers.CharField(source="article.title")
    publicatie = PublicationReferenceSerializer(source="article.publication")
    passage = serializers.CharField()


class AdoptionSerializer(serializers.Serializer[Adoption]):
    """Somebody else who does what a case describes, or looked into it."""

    id = LastingIdField()
    url = serializers.SerializerMethodField(help_text="Het blijvende adres; leidt naar waar het nu staat.")
    door = serializers.CharField(source="party", help_text="Wie: een gemeente, een regio of iemand anders.")
    gemeente = MunicipalityReferenceSerializer(source="municipality", allow_null=True)
    regio = RegionReferenceSerializer(source="region", allow_null=True)
    stand = serializers.ChoiceField(source="status", choices=Adoption.Status.choices)
    jaar = serializers.IntegerField(source="year", allow_null=True, help_text="Waarvan de bron dit zegt.")
    begonnenIn = serializers.IntegerField(source="since", allow_null=True, help_text="Zoals zij zelf zeggen.")
    toelichting = serializers.CharField(source="note", help_text="Wat de bron erover zegt.")
    watAnders = serializers.CharField(source="differently", help_text="Wat zij anders doen, in hun eigen woorden.")
    bevestigdDoor = serializers.CharField(
        source="confirmed_by", help_text="Wie het zelf bevestigde; leeg: dit zegt alleen de bron."
    )
    bevestigdOp = serializers.DateField(source="confirmed_on", allow_null=True)
    magGevraagdWorden = serializers.BooleanField(
        source="may_be_asked",
        help_text="Of collega's het hun mogen vragen; dat gaat via de pagina van het voorbeeld.",
    )
    bron = AdoptionSourceSerializer(
        source="cited", allow_null=True, read_only=True, help_text="Leeg: dit zeggen alleen zij zelf."
    )

    @extend_schema_field({"type": "string", "format": "uri"})
    def get_url(self, adoption: Adoption) -> str:
        return absolute(adoption.lasting_path)
