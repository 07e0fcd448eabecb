"""Municipalities, provinces, regions and organisations as the API shows them."""

from typing import Any

from rest_framework import serializers

from cases.api.reference_serializers import CaseCountField
from cases.projection.reference_serializers import (
    AbsoluteURLField,
    MunicipalityReferenceSerializer,
    ReferenceSerializer,
)
from municipalities.models import Municipality, MunicipalityChange, Organisation, Province, Region


class ProvinceReferenceSerializer(serializers.Serializer[Province]):
    """A province by its PV code."""

    id = serializers.CharField(source="code", help_text="De PV-code: een provincie blijft haar code houden.")
    code = serializers.CharField(help_text="PV-code, zoals PV25.")
    naam = serializers.CharField(source="name")
    url = AbsoluteURLField()


class ProvinceSerializer(ProvinceReferenceSerializer):
    """A province."""

    tooi = serializers.CharField(source="tooi_uri", help_text="Het landelijke kenmerk.")
    aantalPraktijkvoorbeelden = CaseCountField()


class ChangeSerializer(serializers.Serializer[MunicipalityChange]):
    """Another municipality, and when this one went into it or came from it."""

    id = serializers.SerializerMethodField(help_text="De code van het CBS met GM ervoor.")
    code = serializers.SerializerMethodField(help_text="CBS-code van de andere gemeente.")
    naam = serializers.SerializerMethodField()
    op = serializers.DateField(source="date", help_text="De dag waarop het ingaat of inging.")
    soort = serializers.ChoiceField(source="kind", choices=MunicipalityChange.Kind.choices)

    def __init__(self, *args: Any, other: str = "new", **kwargs: Any) -> None:
        self.other = other
        super().__init__(*args, **kwargs)

    def get_id(self, change: MunicipalityChange) -> str:
        return str(getattr(change, self.other).gm_code)

    def get_code(self, change: MunicipalityChange) -> str:
        return str(getattr(change, self.other).cbs_code)

    def get_naam(self, change: MunicipalityChange) -> str:
        return str(getattr(change, self.other).name)


class MunicipalitySerializer(serializers.Serializer[Municipality]):
    """A municipality, for as long as it had its code."""

    id = serializers.CharField(source="gm_code", help_text="De code van het CBS met GM ervoor.")
    code = serializers.CharField(source="cbs_code", help_text="CBS-code van vier cijfers.")
    gmCode = serializers.CharField(source="gm_code")
    tooi = serializers.CharField(source="tooi_uri", help_text="Het landelijke kenmerk.")
    naam = serializers.CharField(source="name")
    slug = serializers.SlugField()
    url = AbsoluteURLField()
    provincie = ProvinceReferenceSerializer(source="province")
    bestaatSinds = serializers.DateField(
        source="valid_from", allow_null=True, help_text="Nog niet aangebroken: de gemeente is aangekondigd."
    )
    bestaatTot = serializers.DateField(
        source="valid_until",
        allow_null=True,
        help_text="De eerste dag zonder haar; leeg of nog niet aangebroken: bestaat nog.",
    )
    inwoners = serializers.IntegerField(source="population", allow_null=True)
    inwonersOp = serializers.DateField(source="population_date", allow_null=True)
    stedelijkheid = serializers.IntegerField(
        source="urbanity", allow_null=True, help_text="Klasse van het CBS: 1 zeer sterk tot 5 niet stedelijk."
    )
    stedelijkheidJaar = serializers.IntegerField(source="urbanity_year", allow_null=True)
    opvolgers = ChangeSerializer(source="changes_from", many=True)
    voorgangers = ChangeSerializer(source="changes_into", many=True, other="old")
    aantalPraktijkvoorbeelden = CaseCountField()


class RegionSerializer(ReferenceSerializer):
    """A region in a list."""

    soort = serializers.ChoiceField(source="kind", choices=Region.Kind.choices)
    code = serializers.CharField(help_text="Die van het CBS; leeg als er geen is.")
    ookBekendAls = serializers.ListField(source="also_known_as", child=serializers.CharField())
    alleGemeentenBekend = serializers.BooleanField(source="members_complete")
    genoemdAantal = serializers.IntegerField(source="stated_number", allow_null=True)
    toelichting = serializers.CharField(source="note")
    aantalPraktijkvoorbeelden = CaseCountField()


class RegionDetailSerializer(RegionSerializer):
    """A region with its members."""

    gemeenten = MunicipalityReferenceSerializer(source="members", many=True)


class OrganisationSerializer(ReferenceSerializer):
    """An organisation. Its misspellings are searched, never shown."""

    soort = serializers.ChoiceField(source="kind", choices=Organisation.Kind.choices)
    ookBekendAls = serializers.ListField(source="also_known_as", child=serializers.CharField())
    vroegereNamen = serializers.ListField(source="former_names", child=serializers.CharField())
    website = serializers.CharField()
    contactpagina = serializers.CharField(source="contact_page")
    mailbox = serializers.CharField(source="contact_mailbox")
    contactNagegaanOp = serializers.DateField(source="contact_checked_on", allow_null=True)
    gemeenten = MunicipalityReferenceSerializer(source="municipalities", many=True)
    aantalPraktijkvoorbeelden = CaseCountField()
