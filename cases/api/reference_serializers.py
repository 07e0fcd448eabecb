"""Initiatives, themes, obstacles, elements, terms, questions and publications as the API shows them.

Cases are shown as stored: see `cases.projection.public_serializers`.
"""

import datetime
from typing import Any

from django.urls import reverse
from rest_framework import serializers
from rest_framework.fields import SkipField

from cases.models import Article, CitingRow, PublicationEvent, Question, Term
from cases.pages.cited import NumberedClaim, Reading, ReadSentence
from cases.projection.public_serializers import LinkSerializer
from cases.projection.reference_serializers import (
    AbsoluteURLField,
    LastingIdField,
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


class CitedClaimSerializer(serializers.Serializer[NumberedClaim]):
    """A claim that a sentence goes back to."""

    praktijkvoorbeeld = serializers.SlugField(source="slug", help_text="De slug van het voorbeeld waar zij staat.")
    kenmerk = serializers.SlugField(source="claim.kenmerk", help_text="Het kenmerk van de uitspraak daar.")
    url = serializers.SerializerMethodField(help_text="Waar de uitspraak op de site staat.")
    gewijzigdSindsdien = serializers.BooleanField(
        source="changed", help_text="Of de uitspraak iets anders zegt dan toen de redactie haar las."
    )

    def get_url(self, one: NumberedClaim) -> str:
        return absolute(one.url)


class ReadSentenceSerializer(serializers.Serializer[ReadSentence]):
    """A sentence of the editors, with what it goes back to."""

    tekst = serializers.CharField(source="text")
    uitspraken = CitedClaimSerializer(source="claims", many=True)


class ReadingSerializer(serializers.Serializer[Reading]):
    """What the editors read in the claims, in their own words."""

    gelezenOp = serializers.DateTimeField(
        source="at", default_timezone=datetime.UTC, help_text="Sinds wanneer de tekst zo openbaar is."
    )
    zinnen = ReadSentenceSerializer(source="sentences", many=True)
    vervallenZinnen = serializers.IntegerField(
        source="fallen",
        help_text="Hoeveel zinnen er niet bij staan, omdat een uitspraak waarop zij teruggingen niet meer openbaar is.",
    )


class ReadingField(ReadingSerializer):
    """The reading of a row: among those that the view made of all rows at once."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(source="*", read_only=True, **kwargs)

    def to_representation(self, row: Any) -> Any:
        read: dict[CitingRow, Reading] = self.context["readings"]
        return super().to_representation(read[row]) if row in read else None


class ThemeDetailSerializer(ThemeSerializer):
    """A theme with what the editors read in its cases."""

    redactieLeest = ReadingField(
        allow_null=True, help_text="Wat de voorbeelden samen zeggen, in de woorden van de redactie; leeg zonder."
    )


class QuestionSerializer(serializers.Serializer[Question]):
    """A question as a municipality asks it, with the editors' answer."""

    id = LastingIdField()
    slug = serializers.SlugField()
    vraag = serializers.CharField(source="question")
    url = AbsoluteURLField()
    antwoord = ReadingField(allow_null=True, help_text="Het antwoord van de redactie, uit wat uitspraken zeggen.")
    themas = ThemeReferenceSerializer(source="themes", many=True)


class TermSourceSerializer(serializers.Serializer[Term]):
    """The passage that shows what a term means."""

    artikel = serializers.SlugField(source="article.slug")
    titel = serializers.CharField(source="article.title")
    publicatie = PublicationReferenceSerializer(source="article.publication")
    passage = serializers.CharField()


class TermSerializer(ReferenceSerializer):
    """A word of the trade."""

    uitleg = serializers.CharField(source="definition", help_text="Wat het betekent, in gewone woorden.")
    andereNamen = serializers.ListField(source="other_names", child=serializers.CharField())
    bron = TermSourceSerializer(source="*", help_text="Waaruit blijkt wat het betekent.")


class ObstacleSerializer(ReferenceSerializer):
    """A kind of obstacle."""

    uitleg = serializers.CharField(source="description")
    aantalPraktijkvoorbeelden = CaseCountField()


class ElementSerializer(ReferenceSerializer):
    """Something that makes a practice work."""

    uitleg = serializers.CharField(source="summary", help_text="Wat het is.")
    wanneerHetWerkte = serializers.CharField(source="works_when")
    wanneerNiet = serializers.CharField(source="fails_when")
    andereNamen = serializers.ListField(source="other_names", child=serializers.CharField())
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


class CurrentCaseField(serializers.JSONField):
    """What a case is now, where the view gave it; null for none."""

    def get_attribute(self, event: Any) -> Any:
        if not hasattr(event, str(self.source)):
            raise SkipField
        return getattr(event, str(self.source))


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
    praktijkvoorbeeld = CurrentCaseField(
        source="current_case",
        required=False,
        help_text="Alleen met `velden`: het praktijkvoorbeeld zoals het nu is; null als het niet meer openbaar is, of "
        "als de gebeurtenis iets anders betreft.",
    )

    def get_id(self, event: PublicationEvent) -> str:
        return event.identifier or str(getattr(event, "case_identifier"))  # noqa: B009  # annotated by the view

    def get_url(self, event: PublicationEvent) -> str:
        return absolute(reverse("identifier", args=[event.subject, self.get_id(event)]))
