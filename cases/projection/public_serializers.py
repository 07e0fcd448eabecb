"""What readers and partners see of a case: the one definition of `record` (detail) and `card` (list).

The output of these serializers is stored in PublishedCase; the API's schema is made from the same classes.
"""

import datetime
from decimal import Decimal

from drf_spectacular.utils import extend_schema_field, extend_schema_serializer
from rest_framework import serializers

from cases.fields import LinkData, SilentSectionData
from cases.models import (
    RESULT_EVIDENCE,
    Case,
    Claim,
    ClaimLink,
    Participation,
    PublishedCase,
    SilentSection,
    Speaker,
    claim_url,
)
from cases.projection.adoption_serializers import AdoptionSerializer
from cases.projection.presentation import PlaceInRole, Presentation
from cases.projection.records import LicenceRecord
from cases.projection.reference_serializers import (
    AbsoluteURLField,
    LastingIdField,
    MunicipalityReferenceSerializer,
    PublicationReferenceSerializer,
    ReferenceSerializer,
    RegionReferenceSerializer,
    ThemeReferenceSerializer,
)
from cases.revisions.resolution import (
    ResolvedCitation,
    ResolvedClaim,
    ResolvedClaimLink,
    ResolvedParticipation,
)
from gouden.web.http.links import absolute
from municipalities.models import Municipality, Organisation


class NumberField(serializers.FloatField):
    """A figure as JSON has it: a whole number where it is one."""

    # The stubs know numbers only as text, and here it is the other way around.
    def to_representation(self, value: str) -> float:  # type: ignore[override]
        return as_number(value)


def as_number(value: Decimal | str) -> float:
    """Return a figure as a record has it: a whole number where it is one."""
    number = Decimal(value)
    return int(number) if number == number.to_integral_value() else float(number)


class CaseMunicipalitySerializer(MunicipalityReferenceSerializer):
    """A municipality with its role in a case."""

    rol = serializers.SerializerMethodField(help_text="eigen: hier speelt het; betrokken: doet mee.")

    def get_fields(self) -> dict[str, serializers.Field]:
        fields = super().get_fields()
        for name in set(fields) - {"rol"}:
            source = fields[name].source
            fields[name].source = "municipality" if source == "*" else f"municipality.{source or name}"
        return fields

    def get_rol(self, row: PlaceInRole) -> str:
        return row["role"]


class SpeakerSerializer(serializers.Serializer[Speaker]):
    """Who says it, in the function the article gives."""

    naam = serializers.CharField(source="person.name", allow_null=True, default=None)
    functie = serializers.CharField(source="function")
    organisaties = ReferenceSerializer(source="organisations.all", many=True)
    gemeente = MunicipalityReferenceSerializer(source="municipality", allow_null=True)


class ClaimSourceSerializer(serializers.Serializer[ResolvedClaim]):
    """The passage a claim goes back to."""

    artikel = serializers.SlugField(source="article.slug")
    titel = serializers.CharField(source="article.title")
    publicatie = PublicationReferenceSerializer(source="article.publication")
    passage = serializers.CharField(source="data.passage")


class ClaimLinkSourceSerializer(serializers.Serializer[ResolvedClaimLink]):
    """The passage that ties two claims."""

    artikel = serializers.SlugField(source="article.slug")
    titel = serializers.CharField(source="article.title")
    publicatie = PublicationReferenceSerializer(source="article.publication")
    passage = serializers.CharField(source="data.passage")


class ClaimLinkSerializer(serializers.Serializer[ResolvedClaimLink]):
    """Another claim: it contradicts this one, is its other state, or was done about it or learned from it."""

    soort = serializers.ChoiceField(source="data.kind", choices=ClaimLink.Kind.choices)
    voorbeeld = serializers.SerializerMethodField(help_text="De slug van het voorbeeld waarin de andere staat.")
    uitspraak = serializers.SerializerMethodField(help_text="Het kenmerk van de andere uitspraak.")
    dezeIsDeLatere = serializers.SerializerMethodField(help_text="Alleen bij een latere stand van belang.")
    dezeIsDeAanpak = serializers.SerializerMethodField(
        help_text="Alleen bij ‘aangepakt met’ van belang: of de andere uitspraak het obstakel is."
    )

    dezeIsDeLes = serializers.SerializerMethodField(
        help_text="Alleen bij ‘geleerd van’ van belang: of de andere uitspraak het obstakel is."
    )
    bron = ClaimLinkSourceSerializer(
        source="cited",
        allow_null=True,
        read_only=True,
        help_text="De passage die het verband legt; leeg als die nog niet is vastgelegd.",
    )

    def get_voorbeeld(self, link: ResolvedClaimLink) -> str:
        return link.data.other.partition("#")[0]

    def get_uitspraak(self, link: ResolvedClaimLink) -> str:
        return link.data.other.partition("#")[2]

    def get_dezeIsDeLatere(self, link: ResolvedClaimLink) -> bool:
        return self._is_second(link, ClaimLink.Kind.LATER_STATE)

    def get_dezeIsDeAanpak(self, link: ResolvedClaimLink) -> bool:
        return self._is_second(link, ClaimLink.Kind.MET_WITH)

    def get_dezeIsDeLes(self, link: ResolvedClaimLink) -> bool:
        return self._is_second(link, ClaimLink.Kind.LEARNED)

    def _is_second(self, link: ResolvedClaimLink, kind: ClaimLink.Kind) -> bool:
        return link.data.kind == kind and link.data.side == "b"


class ClaimSerializer(serializers.Serializer[ResolvedClaim]):
    """One thing that is said about the case, with who says it and where it stands."""

    id = LastingIdField()
    url = serializers.SerializerMethodField(help_text="De pagina van de uitspraak zelf.")
    kenmerk = serializers.SlugField(source="data.key", help_text="Waaronder zij bij haar voorbeeld staat.")
    soort = serializers.ChoiceField(source="data.kind", choices=Claim.Kind.choices)
    obstakel = ReferenceSerializer(
        source="obstacle", allow_null=True, help_text="Wat voor obstakel; alleen bij de soort obstakel."
    )
    elementen = ReferenceSerializer(
        source="elements", many=True, help_text="De werkzame elementen waar de uitspraak iets over zegt."
    )
    tekst = serializers.CharField(source="data.text")
    kwalificatie = serializers.ChoiceField(source="data.qualifier", choices=Claim.Qualifier.choices, allow_blank=True)
    waarde = NumberField(source="data.value", allow_null=True)
    waardeTot = NumberField(source="data.value_until", allow_null=True, help_text="De bovengrens van een bereik.")
    waardeEerst = NumberField(source="data.value_before", allow_null=True, help_text="De waarde vóór de verandering.")
    eenheid = serializers.CharField(source="data.unit", allow_blank=True)
    jaar = serializers.IntegerField(source="data.year", allow_null=True)
    gemeente = MunicipalityReferenceSerializer(source="municipality", allow_null=True)
    spreker = SpeakerSerializer(source="speaker", allow_null=True)
    bewijs = serializers.ChoiceField(source="data.evidence", choices=Claim.Evidence.choices)
    bron = ClaimSourceSerializer(source="cited", allow_null=True, read_only=True)
    verbanden = ClaimLinkSerializer(source="links", many=True)

    @extend_schema_field({"type": "string", "format": "uri"})
    def get_url(self, claim: ResolvedClaim) -> str:
        return _claim_page(claim)


class ParticipantSerializer(serializers.Serializer[ResolvedParticipation]):
    """A party in a role."""

    id = serializers.SerializerMethodField(help_text="Blijft; van een gemeente de CBS-code met GM ervoor.")
    rol = serializers.ChoiceField(source="role", choices=Participation.Role.choices)
    soort = serializers.SerializerMethodField(help_text="organisatie, gemeente of regio")
    slug = serializers.SerializerMethodField(help_text="De slug, of de CBS-code van een gemeente.")
    naam = serializers.CharField(source="party.name")
    url = serializers.SerializerMethodField()

    def get_id(self, row: ResolvedParticipation) -> str:
        return row.party.gm_code if isinstance(row.party, Municipality) else str(row.party.identifier)

    def get_soort(self, row: ResolvedParticipation) -> str:
        return str(row.party._meta.verbose_name)

    def get_slug(self, row: ResolvedParticipation) -> str:
        return row.party.cbs_code if isinstance(row.party, Municipality) else row.party.slug

    def get_url(self, row: ResolvedParticipation) -> str:
        return absolute(row.party.get_absolute_url())


class SourceSerializer(serializers.Serializer[ResolvedCitation]):
    """An article the case goes back to."""

    artikel = serializers.SlugField(source="article.slug")
    titel = serializers.CharField(source="article.title")
    auteurs = serializers.ListField(source="article.authors", child=serializers.CharField())
    bladzijden = serializers.CharField(source="article.pages")
    url = serializers.CharField(
        source="article.url", help_text="Waar het artikel te lezen is; leeg als dat niet bekend is."
    )
    publicatie = PublicationReferenceSerializer(source="article.publication")
    herdrukVan = serializers.CharField(source="article.reprint_of.slug", allow_null=True, default=None)
    passages = serializers.ListField(child=serializers.CharField())


class SilentSectionSerializer(serializers.Serializer[SilentSectionData]):
    """A section about which the sources say nothing."""

    onderdeel = serializers.ChoiceField(source="section", choices=SilentSection.Section.choices)
    gelezen = serializers.CharField(source="passages", help_text="De passages die ervoor zijn gelezen.")


class LinkSerializer(serializers.Serializer[LinkData]):
    """A page to read on."""

    url = serializers.URLField()
    tekst = serializers.CharField(source="label")
    nagegaanOp = serializers.DateField(source="last_checked", allow_null=True)


class LicenceSerializer(serializers.Serializer[LicenceRecord]):
    """Under which licence the text may be used."""

    naam = serializers.CharField()
    url = serializers.URLField()


class ContactSerializer(serializers.Serializer[Organisation]):
    """The organisation that knows more."""

    id = LastingIdField()
    slug = serializers.SlugField()
    naam = serializers.CharField(source="name")
    url = AbsoluteURLField()
    website = serializers.CharField()
    contactpagina = serializers.CharField(source="contact_page")
    mailbox = serializers.CharField(source="contact_mailbox")
    nagegaanOp = serializers.DateField(source="contact_checked_on", allow_null=True)


class PortraitReferenceSerializer(serializers.Serializer[PublishedCase]):
    """The portrait a practice is part of."""

    id = LastingIdField(source="case.identifier")
    slug = serializers.SlugField()
    titel = serializers.CharField(source="title")
    url = AbsoluteURLField()


class CaseReferenceSerializer(serializers.Serializer[Presentation]):
    """A case by its identifier, its slug, its title and its page."""

    id = LastingIdField()
    slug = serializers.SlugField(source="case.data.slug")
    url = AbsoluteURLField()
    soort = serializers.ChoiceField(source="case.data.kind", choices=Case.Kind.choices)
    titel = serializers.CharField(source="case.data.title")


class PublishedClaimSerializer(ClaimSerializer):
    """A claim by itself, with the case that it is about."""

    voorbeeld = CaseReferenceSerializer(read_only=True, help_text="Het voorbeeld waar de uitspraak bij hoort.")


class BriefClaimSerializer(serializers.Serializer[ResolvedClaim]):
    """A claim as a card names it; the record has the whole of it."""

    id = LastingIdField()
    url = serializers.SerializerMethodField(help_text="De pagina van de uitspraak zelf.")
    kenmerk = serializers.SlugField(source="data.key", help_text="Waaronder zij bij haar voorbeeld staat.")
    tekst = serializers.CharField(source="data.text")
    kwalificatie = serializers.ChoiceField(source="data.qualifier", choices=Claim.Qualifier.choices, allow_blank=True)
    waarde = NumberField(source="data.value", allow_null=True)
    waardeTot = NumberField(source="data.value_until", allow_null=True, help_text="De bovengrens van een bereik.")
    waardeEerst = NumberField(source="data.value_before", allow_null=True, help_text="De waarde vóór de verandering.")
    eenheid = serializers.CharField(source="data.unit", allow_blank=True)
    jaar = serializers.IntegerField(source="data.year", allow_null=True)
    wieZegtHet = serializers.CharField(
        source="said_by", help_text="Naam en functie, of de organisatie of gemeente; anders de publicatie."
    )
    bewijs = serializers.ChoiceField(source="data.evidence", choices=Claim.Evidence.choices)
    betwist = serializers.BooleanField(source="is_disputed", help_text="Of een andere uitspraak haar tegenspreekt.")

    @extend_schema_field({"type": "string", "format": "uri"})
    def get_url(self, claim: ResolvedClaim) -> str:
        return _claim_page(claim)


class InBriefSerializer(serializers.Serializer[Presentation]):
    """A case in brief: what it brought, what stood in the way, whether others can take it over, whom to ask."""

    resultaat = BriefClaimSerializer(
        source="best_result",
        allow_null=True,
        help_text="Het resultaat met het sterkste bewijs, met een cijfer (geen percentage) als dat er is; "
        "leeg: er wordt geen genoemd.",
    )
    obstakel = BriefClaimSerializer(
        source="first_obstacle", allow_null=True, help_text="Het eerste obstakel; leeg: er wordt geen genoemd."
    )
    aanpak = BriefClaimSerializer(
        source="first_answer",
        allow_null=True,
        help_text="Wat volgens de bron tegen dat obstakel is gedaan, als dat bij dit voorbeeld staat.",
    )
    obstakels = serializers.IntegerField(source="obstacle_count", help_text="Hoeveel obstakels er worden genoemd.")
    overTeNemen = serializers.CharField(
        source="transfer_in_brief",
        allow_blank=True,
        help_text="De eerste zin van overdraagbaarheid, zonder opmaak; leeg: niet bekend.",
    )
    navragenBij = ReferenceSerializer(source="case.contact", allow_null=True)


@extend_schema_serializer(deprecate_fields=["bewijs"])
class CardSerializer(CaseReferenceSerializer):
    """A case in a list."""

    samenvatting = serializers.CharField(source="case.data.summary")
    plaats = serializers.CharField(source="case.data.place")
    status = serializers.ChoiceField(source="case.data.lifecycle", choices=Case.Lifecycle.choices)
    gecontroleerdOp = serializers.DateField(source="case.data.lifecycle_checked_on", allow_null=True)
    gevraagdOp = serializers.DateField(
        source="asked_on",
        allow_null=True,
        help_text="De dag waarop is gevraagd of het nog loopt, zolang er geen antwoord is.",
    )
    beschrevenIn = serializers.IntegerField(source="case.described_in", help_text="Het jaar van de jongste bron.")
    beschrevenInAfgeleid = serializers.BooleanField(
        source="case.year_is_inferred", help_text="Of dat jaar is afgeleid, en niet in de bron zelf staat."
    )
    bewijs = serializers.CharField(
        source="evidence",
        help_text="Verouderd, gebruik bewijsResultaat. Het sterkste bewijs onder alle uitspraken.",
    )
    bewijsResultaat = serializers.ChoiceField(
        source="result_evidence",
        choices=RESULT_EVIDENCE,
        help_text="Het sterkste bewijs onder de resultaten; geen: er wordt geen resultaat genoemd.",
    )
    gemeenten = CaseMunicipalitySerializer(source="municipality_rows", many=True)
    regios = RegionReferenceSerializer(source="case.regions", many=True)
    themas = ThemeReferenceSerializer(source="case.themes", many=True)
    initiatieven = ReferenceSerializer(source="case.initiatives", many=True)
    elementen = ReferenceSerializer(
        source="case.elements", many=True, help_text="De werkzame elementen die de uitspraken noemen."
    )
    inHetKort = InBriefSerializer(source="*", read_only=True)
    gepubliceerdOp = serializers.DateTimeField(source="published_at", default_timezone=datetime.UTC)
    gewijzigdOp = serializers.DateTimeField(source="changed_at", default_timezone=datetime.UTC)


class RecordSerializer(CardSerializer):
    """A case, whole."""

    aanleiding = serializers.CharField(source="case.data.background", help_text="Markdown.")
    aanpak = serializers.CharField(source="case.data.approach", help_text="Markdown.")
    opbrengst = serializers.CharField(source="case.data.results", help_text="Markdown.")
    leerpunten = serializers.CharField(source="case.data.lessons", help_text="Markdown.")
    overdraagbaarheid = serializers.CharField(source="case.data.transferability", help_text="Markdown.")
    begonnenIn = serializers.IntegerField(source="case.data.started_year", allow_null=True)
    geeindigdIn = serializers.IntegerField(source="case.data.ended_year", allow_null=True)
    redenZonderPlaats = serializers.CharField(source="case.data.without_place")
    deelnemers = ParticipantSerializer(source="case.participations", many=True)
    uitspraken = ClaimSerializer(source="claims", many=True)
    bronnen = SourceSerializer(source="case.citations", many=True)
    zwijgtOver = SilentSectionSerializer(
        source="case.data.silent_sections",
        many=True,
        help_text="Onderdelen waarvoor de bronnen zijn gelezen en waarover zij niets zeggen. "
        "Is een ander onderdeel leeg, dan is het niet bekend.",
    )
    links = LinkSerializer(source="case.data.links", many=True)
    navragenBij = ContactSerializer(source="case.contact", allow_null=True)
    navolgingen = AdoptionSerializer(
        source="adoptions",
        many=True,
        help_text="Wie dit overnam of verkende, volgens een bron of volgens henzelf.",
    )
    onderdeelVan = serializers.SerializerMethodField()
    licentie = LicenceSerializer(source="licence")
    naamsvermelding = serializers.CharField(source="attribution", help_text="Zo noemt u de bron bij hergebruik.")

    @extend_schema_field(PortraitReferenceSerializer(allow_null=True))
    def get_onderdeelVan(self, shown: "Presentation") -> dict[str, object] | None:
        return dict(PortraitReferenceSerializer(shown.portrait).data) if shown.portrait else None


def _claim_page(claim: ResolvedClaim) -> str:
    assert claim.identifier is not None  # noqa: S101  # the projection gave it
    return absolute(claim_url(claim.identifier))
