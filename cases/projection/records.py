"""The shape of what readers and partners see of a case, as far as our own code reads it by name.

It is the stored output of `public_serializers`, of which it leaves out what no page, file or feed takes by its name.
"""

from collections.abc import Iterable, Mapping
from typing import NotRequired, TypedDict


class NamedRecord(TypedDict):
    """Something with a page of its own."""

    naam: str
    url: str


class ReferenceRecord(NamedRecord):
    """A row by its slug."""

    slug: str


class KindRecord(ReferenceRecord):
    """A theme or region, with its kind."""

    soort: str


class MunicipalityRecord(NamedRecord):
    """A municipality as it was then."""

    code: str
    provincie: str
    bestaatTot: str | None


class PlaceRecord(MunicipalityRecord):
    """A municipality in its role."""

    rol: str


class PortraitRecord(TypedDict):
    """The portrait a practice is part of."""

    slug: str
    titel: str
    url: str


class PublicationRecord(TypedDict):
    """A publication."""

    slug: str
    titel: str
    jaar: int
    jaarAfgeleid: bool
    uitgevers: list[str]
    url: str


class SourceRecord(TypedDict):
    """An article the case goes back to."""

    artikel: str
    titel: str
    auteurs: list[str]
    bladzijden: str
    url: str
    publicatie: PublicationRecord
    herdrukVan: str | None
    passages: list[str]


class SpeakerRecord(TypedDict):
    """Who says it."""

    naam: str | None
    functie: str
    organisaties: list[ReferenceRecord]
    gemeente: MunicipalityRecord | None


class ClaimSourceRecord(TypedDict):
    """The passage a claim goes back to."""

    artikel: str
    titel: str
    publicatie: PublicationRecord
    passage: str


class ClaimLinkRecord(TypedDict):
    """Another claim that a claim is tied to."""

    soort: str
    voorbeeld: str
    uitspraak: str
    dezeIsDeLatere: bool
    dezeIsDeAanpak: bool
    dezeIsDeLes: bool
    bron: ClaimSourceRecord | None


class FigureRecord(TypedDict):
    """A figure in its parts."""

    kwalificatie: str
    waarde: float | None
    waardeTot: float | None
    waardeEerst: float | None
    eenheid: str


class ClaimRecord(FigureRecord):
    """One thing that is said about the case."""

    id: str
    url: str
    kenmerk: str
    soort: str
    obstakel: ReferenceRecord | None
    elementen: list[ReferenceRecord]
    tekst: str
    jaar: int | None
    gemeente: MunicipalityRecord | None
    spreker: SpeakerRecord | None
    bewijs: str
    bron: ClaimSourceRecord | None
    verbanden: list[ClaimLinkRecord]


class CaseReferenceRecord(TypedDict):
    """A case by its page."""

    id: str
    slug: str
    url: str
    soort: str
    titel: str


class PublishedClaimRecord(ClaimRecord):
    """A claim by itself."""

    voorbeeld: CaseReferenceRecord


class ParticipantRecord(TypedDict):
    """A party in a role."""

    rol: str
    soort: str
    slug: str
    naam: str
    url: str


class SilentSectionRecord(TypedDict):
    """A section about which the sources say nothing."""

    onderdeel: str
    gelezen: str


class LicenceRecord(TypedDict):
    """Under which licence the text may be used."""

    naam: str
    url: str


class BriefClaimRecord(FigureRecord):
    """A claim as a card names it."""

    id: str
    url: str
    kenmerk: str
    tekst: str
    jaar: int | None
    wieZegtHet: str
    bewijs: str
    betwist: bool


class InBriefRecord(TypedDict):
    """A case in brief."""

    resultaat: BriefClaimRecord | None
    obstakel: BriefClaimRecord | None
    aanpak: BriefClaimRecord | None
    obstakels: int
    overTeNemen: str
    navragenBij: ReferenceRecord | None


LICENCE: LicenceRecord = {
    "naam": "CC BY 4.0",
    "url": "https://creativecommons.org/licenses/by/4.0/deed.nl",
}


class Card(TypedDict):
    """A case in a list."""

    id: str
    slug: str
    url: str
    soort: str
    titel: str
    samenvatting: str
    plaats: str
    status: str
    gecontroleerdOp: str | None
    gevraagdOp: str | None
    beschrevenIn: int
    beschrevenInAfgeleid: bool
    bewijs: str
    bewijsResultaat: str
    gemeenten: list[PlaceRecord]
    regios: list[KindRecord]
    themas: list[KindRecord]
    initiatieven: list[ReferenceRecord]
    elementen: list[ReferenceRecord]
    # Not in what an earlier release stored.
    inHetKort: NotRequired[InBriefRecord]
    gepubliceerdOp: str
    gewijzigdOp: str


class ContactRecord(ReferenceRecord):
    """The organisation that knows more."""

    website: str
    contactpagina: str
    mailbox: str
    nagegaanOp: str | None


class CaseRecord(Card):
    """A case, whole."""

    begonnenIn: int | None
    geeindigdIn: int | None
    deelnemers: list[ParticipantRecord]
    uitspraken: list[ClaimRecord]
    bronnen: list[SourceRecord]
    zwijgtOver: list[SilentSectionRecord]
    navragenBij: ContactRecord | None
    onderdeelVan: PortraitRecord | None
    licentie: LicenceRecord
    naamsvermelding: str


def texts(record: Mapping[str, object], names: Iterable[str]) -> list[str]:
    """Return the texts that a record has under these names."""
    return [text for name in names if isinstance(text := record[name], str)]
