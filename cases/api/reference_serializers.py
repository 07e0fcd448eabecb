"""Initiatives, themes, obstacles and publications as the API shows them.

Cases are shown as stored: see `cases.projection.public_serializers`.
"""

import datetime
from typing import Any

from django.urls import reverse
from rest_framework import serializers

from cases.models import Article, PublicationEvent
from cases.projection.public_serializers import (
    LinkSerializer,
    MunicipalityReferenceSerializer,
    PublicationReferenceSerializer,
    ReferenceSerializer,
    ThemeReferenceSerializer,
)
from gouden.web.http.links import absolute


class CaseCountField(serializers.IntegerField):
    """How many practices belong to a row; the queryset annotates `case_count`."""

    def __init__(self, **kwargs: Any) -> None:
        said = "Hoeveel praktijkvoorbeelden erbij horen; beschouwingen tellen niet mee."
        super().__init__(source="case_count", read_only=True, help_text=said)


class ThemeSerializer(ThemeReferenceSerializer):
    """A theme."""

    uitleg = serializers.CharField(source="description")
    aantalPraktijkvoorbeelden = CaseCountField()


class ObstacleSerializer(ReferenceSerializer):
    """A kind of obstacle."""

    uitleg = serializers.CharField(source="description")
    aantalPraktijkvoorbeelden = CaseCountField()


class InitiativeSerializer(ReferenceSerializer):
    """An initiative."""

    omschrijving = serializers.CharField(source="description")
    andereNamen = serializers.ListField(source="aliases", child=serializers.CharField())
    gemeenten = MunicipalityReferenceSerializer(source="municipalities", many=True)
    organisaties = ReferenceSerializer(source="organisations", many=True)
    links = LinkSerializer(many=True)
    aantalPraktijkvoorbeelden = CaseCountField()


class ArticleSerializer(serializers.Serializer[Article]):
    """An article of a publication, with the cases that go back to it."""

    kenmerk = serializers.SlugField(source="slug")
    titel = serializers.CharField(source="title")
    auteurs = serializers.ListField(source="authors", child=serializers.CharField())
    bladzijden = serializers.CharField(source="pages")
    webadres = serializers.CharField(source="url")
    herdrukVan = serializers.CharField(source="reprint_of.slug", allow_null=True, default=None)
    praktijkvoorbeelden = serializers.SerializerMethodField()

    def get_praktijkvoorbeelden(self, article: Article) -> list[str]:
        """De slugs van de voorbeelden die op dit artikel teruggaan."""
        return sorted(case.slug for case in article.cases.all())


class PublicationSerializer(PublicationReferenceSerializer):
    """A publication in a list."""

    webadres = serializers.CharField(source="url")
    toelichting = serializers.CharField(source="note")
    aantalPraktijkvoorbeelden = CaseCountField()


class PublicationDetailSerializer(PublicationSerializer):
    """A publication with its articles."""

    artikelen = ArticleSerializer(source="articles", many=True)


class EventSerializer(serializers.Serializer[PublicationEvent]):
    """Something that happened to a public case, or to something else that was asked for."""

    nummer = serializers.IntegerField(
        source="number", help_text="Loopt op; met een nummer ertussen gebeurde iets waar u niet om vroeg."
    )
    soort = serializers.ChoiceField(source="kind", choices=PublicationEvent.Kind.choices)
    op = serializers.DateTimeField(source="at", default_timezone=datetime.UTC)
    betreft = serializers.ChoiceField(source="subject", choices=PublicationEvent.Subject.choices)
    id = serializers.SerializerMethodField(help_text="Van wat het betreft; blijft.")
    url = serializers.SerializerMethodField(help_text="Het blijvende adres van wat het betreft.")
    slug = serializers.SlugField(help_text="Van wat het betreft, toen; bij verplaatst de vroegere.")
    reden = serializers.CharField(source="reason", help_text="Waarom het is ingetrokken; anders leeg.")
    huidigeSlug = serializers.SlugField(
        source="current_slug",
        allow_null=True,
        help_text="Waaronder het nu openbaar is; null als het is ingetrokken.",
    )

    def get_id(self, event: PublicationEvent) -> str:
        return event.identifier or str(getattr(event, "case_identifier"))  # noqa: B009  # annotated by the view

    def get_url(self, event: PublicationEvent) -> str:
        return absolute(reverse("identifier", args=[event.subject, self.get_id(event)]))
