"""What a record, or a row of the API, says of another row: who that is and where its page stands."""

from typing import Protocol, runtime_checkable

from django.db.models import Model
from rest_framework import serializers

from cases.models import Certainty, Publication, Theme
from gouden.web.http.links import absolute
from municipalities.models import Municipality


@runtime_checkable
class HasPage(Protocol):
    """Something with a page of its own."""

    def get_absolute_url(self) -> str: ...


class LastingIdField(serializers.UUIDField):
    """The identifier that a row keeps whatever it is called and wherever it stands."""

    def __init__(self, source: str = "identifier") -> None:
        super().__init__(source=source, help_text="Blijft, ook als naam of adres verandert.")


class AbsoluteURLField(serializers.URLField):
    """The address of a row's own page."""

    def __init__(self) -> None:
        super().__init__(source="*", read_only=True)

    def to_representation(self, value: object) -> str:
        assert isinstance(value, HasPage)  # noqa: S101  # each row that a record names
        return absolute(value.get_absolute_url())


class ReferenceSerializer(serializers.Serializer[Model]):
    """A row by its identifier, its slug, its name and its page."""

    id = LastingIdField()
    slug = serializers.SlugField()
    naam = serializers.CharField(source="name")
    url = AbsoluteURLField()


class PublicationReferenceSerializer(serializers.Serializer[Publication]):
    """A publication by its identifier, its slug, its title and its page."""

    id = LastingIdField()
    slug = serializers.SlugField()
    titel = serializers.CharField(source="title")
    jaar = serializers.IntegerField(source="year")
    jaarAfgeleid = serializers.SerializerMethodField(
        help_text="Of het jaar is afgeleid, en niet in de publicatie zelf staat."
    )
    uitgevers = serializers.SerializerMethodField(help_text="De namen van de uitgevers.")
    url = AbsoluteURLField()

    def get_jaarAfgeleid(self, publication: Publication) -> bool:
        return publication.year_certainty == Certainty.INFERRED

    def get_uitgevers(self, publication: Publication) -> list[str]:
        return [organisation.name for organisation in publication.publishers.all()]


class MunicipalityReferenceSerializer(serializers.Serializer[Municipality]):
    """A municipality by its CBS code, as it was then."""

    id = serializers.CharField(source="gm_code", help_text="De code van het CBS met GM ervoor.")
    code = serializers.CharField(source="cbs_code", help_text="CBS-code van vier cijfers.")
    naam = serializers.CharField(source="name")
    provincie = serializers.CharField(source="province.name", help_text="De provincie waarin zij lag of ligt.")
    bestaatTot = serializers.DateField(
        source="valid_until",
        allow_null=True,
        help_text="De eerste dag zonder haar; leeg of nog niet aangebroken: bestaat nog.",
    )
    url = AbsoluteURLField()


class RegionReferenceSerializer(ReferenceSerializer):
    """A region by its slug, name and kind."""

    soort = serializers.CharField(source="kind")


class ThemeReferenceSerializer(ReferenceSerializer):
    """A theme by its slug, name and kind."""

    soort = serializers.ChoiceField(source="kind", choices=Theme.Kind.choices)
