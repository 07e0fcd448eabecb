"""What a case consists of: each field once, as type and as definition.

Snapshots, differences, restoring, the files that editors and readers take along, completeness, the form and search
follow from these classes; serializers stay explicit, and a test compares them. docs/howto/add-a-field.md adds a field.
The order of the fields is that of the form.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Annotated, ClassVar, NamedTuple, get_args, get_type_hints

from django.db.models import Field as ModelField
from django.db.models import Model, TextField
from django.utils.text import capfirst

from cases.models import (
    Article,
    Case,
    CaseLink,
    CaseMunicipality,
    Citation,
    Claim,
    ClaimLink,
    Element,
    Initiative,
    Obstacle,
    Participation,
    SilentSection,
    Speaker,
    Theme,
)
from municipalities.models import Municipality, Organisation, Region

# The parts of the form, in their order.
ABOUT, STORY, FINDING, LIFECYCLE, PLACE = "", "Het verhaal", "Vindbaarheid", "Loopt het nog?", "Waar en bij wie"
# And the folded part of the form of a claim.
DETAILS = "Cijfer, jaar, gemeente en volgorde"


@dataclass(frozen=True, kw_only=True)
class Part:
    """How a field is known outside the database, and where it shows."""

    # Its key in the record that readers and partners get; without one `hidden` says why they do not get it.
    public: str = ""
    hidden: str = ""
    # What the working row calls it, where that is not the name here.
    attribute: str = ""
    # The part of the form of a case or a claim that it stands in, and whether on the line of the field before it. None:
    # in no part; other rows are tables, with a column for each field.
    form: str | None = None
    beside: bool = False
    # What the codebook says of its column; empty: the CSV has none, or one made of it in cases.outputs.exports.columns.
    codebook: str = ""
    # The column of the search document (cases.search.indexing.document) that its text stands in.
    searched: str = ""
    # What an editor is told of a case in which it is not filled in; empty: it may stay so.
    wanted: str = ""
    # Whether a reader sees it among the facts beside the text, under its label.
    fact: bool = False


@dataclass(frozen=True, kw_only=True)
class Text(Part):
    """Words."""


@dataclass(frozen=True, kw_only=True)
class Section(Text):
    """One of the headings of the story, in Markdown."""

    form: str | None = STORY
    searched: str = "texts"
    # The kinds of claim that speak to it: while one does, the sources are not silent.
    claims: tuple[Claim.Kind, ...]


@dataclass(frozen=True, kw_only=True)
class Choice(Part):
    """One of the choices of the model's field."""


@dataclass(frozen=True, kw_only=True)
class Year(Part):
    """A year of four digits."""


@dataclass(frozen=True, kw_only=True)
class Day(Part):
    """A date, as text: 2017-05-31."""


@dataclass(frozen=True, kw_only=True)
class Figure(Part):
    """A decimal number, as text, so that nothing is rounded."""


@dataclass(frozen=True, kw_only=True)
class Flag(Part):
    """Yes or no."""


@dataclass(frozen=True, kw_only=True)
class Reference(Part):
    """Another row, by the key that cases.revisions.references knows it by."""

    to: type[Model]


@dataclass(frozen=True, kw_only=True)
class ReferenceList(Part):
    """Other rows, by their keys in alphabetical order."""

    to: type[Model]


@dataclass(frozen=True, kw_only=True)
class Rows(Part):
    """Rows that hang on the case; `anchor` names the fields by which one is known again when others changed."""

    anchor: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class PlaceData:
    """A municipality of the case, in a role."""

    model: ClassVar[type[Model]] = CaseMunicipality

    code: Annotated[str, Reference(public="code", attribute="municipality", to=Municipality)]
    role: Annotated[str, Choice(public="rol")] = CaseMunicipality.Role.OWN.value


@dataclass(frozen=True, kw_only=True)
class ParticipationData:
    """One party in a role: an organisation, a municipality or a region."""

    model: ClassVar[type[Model]] = Participation

    role: Annotated[str, Choice(public="rol")]
    organisation: Annotated[str | None, Reference(public="slug", to=Organisation)] = None
    municipality: Annotated[str | None, Reference(public="slug", to=Municipality)] = None
    region: Annotated[str | None, Reference(public="slug", to=Region)] = None


@dataclass(frozen=True, kw_only=True)
class CitationData:
    """A passage the case goes back to."""

    model: ClassVar[type[Model]] = Citation

    article: Annotated[str, Reference(public="artikel", to=Article)]
    passage: Annotated[str, Text(public="passages")] = ""


@dataclass(frozen=True, kw_only=True)
class SilentSectionData:
    """A section about which the sources, read for it, say nothing."""

    model: ClassVar[type[Model]] = SilentSection

    section: Annotated[str, Choice(public="onderdeel")]
    passages: Annotated[str, Text(public="gelezen")]


@dataclass(frozen=True, kw_only=True)
class ClaimData:
    """One thing that is said about the case, by whom, on what grounds and where it stands."""

    model: ClassVar[type[Model]] = Claim

    key: Annotated[str, Text(public="kenmerk")]
    text: Annotated[str, Text(public="tekst", form=ABOUT, searched="texts")]
    kind: Annotated[str, Choice(public="soort", form=ABOUT)]
    obstacle: Annotated[str | None, Reference(public="obstakel", form=ABOUT, beside=True, to=Obstacle)] = None
    evidence: Annotated[str, Choice(public="bewijs", form=ABOUT, beside=True)] = Claim.Evidence.OWN_STATEMENT.value
    speaker: Annotated[str | None, Reference(public="spreker", form=ABOUT, to=Speaker)] = None
    article: Annotated[str | None, Reference(public="bron", form=ABOUT, to=Article)] = None
    passage: Annotated[str, Text(public="bron", form=ABOUT, beside=True)] = ""
    elements: Annotated[tuple[str, ...], ReferenceList(public="elementen", form=ABOUT, to=Element)] = ()
    qualifier: Annotated[str, Choice(public="kwalificatie", form=DETAILS)] = ""
    value: Annotated[str | None, Figure(public="waarde", form=DETAILS, beside=True)] = None
    unit: Annotated[str, Text(public="eenheid", form=DETAILS, beside=True)] = ""
    value_until: Annotated[str | None, Figure(public="waardeTot", form=DETAILS)] = None
    value_before: Annotated[str | None, Figure(public="waardeEerst", form=DETAILS, beside=True)] = None
    year: Annotated[int | None, Year(public="jaar", form=DETAILS)] = None
    municipality: Annotated[str | None, Reference(public="gemeente", form=DETAILS, beside=True, to=Municipality)] = None


@dataclass(frozen=True, kw_only=True)
class LinkData:
    """A page to read on."""

    model: ClassVar[type[Model]] = CaseLink

    url: Annotated[str, Text(public="url")]
    label: Annotated[str, Text(public="tekst")] = ""
    last_checked: Annotated[str | None, Day(public="nagegaanOp")] = None


@dataclass(frozen=True, kw_only=True)
class ClaimLinkData:
    """A tie of one of the case's claims, seen from the case: the own claim, the other as slug#key, and which is `a`.

    With the passage that makes it; versions of before these were kept have none.
    """

    model: ClassVar[type[Model]] = ClaimLink

    claim: Annotated[str, Text(hidden="Het is de uitspraak waar het verband bij staat.")]
    other: Annotated[str, Text(public="uitspraak")]
    kind: Annotated[str, Choice(public="soort")]
    side: Annotated[str, Text(public="dezeIsDeLatere")]
    article: Annotated[str | None, Reference(public="bron", to=Article)] = None
    passage: Annotated[str, Text(public="bron")] = ""


@dataclass(frozen=True, kw_only=True)
class Snapshot:
    """All that an editor can say about a case, with keys in place of the rows it refers to."""

    model: ClassVar[type[Model]] = Case

    title: Annotated[str, Text(public="titel", form=ABOUT, searched="names", codebook="De titel.")]
    slug: Annotated[
        str,
        Text(
            public="slug", form=ABOUT, codebook="Het kenmerk in het adres van de pagina; een voorbeeld kan verhuizen."
        ),
    ]
    kind: Annotated[
        str,
        Choice(
            public="soort",
            form=ABOUT,
            codebook="portret: het verhaal van een gemeente of regio; praktijk: één ding dat zij deden; "
            "beschouwing: kennis, maar niemands praktijk.",
        ),
    ]
    part_of: Annotated[str | None, Reference(public="onderdeelVan", form=ABOUT, beside=True, to=Case)] = None
    summary: Annotated[
        str,
        Text(
            public="samenvatting",
            form=ABOUT,
            searched="summary",
            codebook="De samenvatting, hoogstens 60 woorden.",
        ),
    ] = ""
    background: Annotated[
        str,
        Section(
            public="aanleiding",
            codebook="Wat er aan de hand was, in Markdown.",
            claims=(Claim.Kind.CONTEXT, Claim.Kind.GOAL),
        ),
    ] = ""
    approach: Annotated[
        str,
        Section(public="aanpak", codebook="Wat zij deden, in Markdown.", claims=(Claim.Kind.INPUT, Claim.Kind.PLAN)),
    ] = ""
    results: Annotated[
        str,
        Section(
            public="opbrengst",
            codebook="Wat het opleverde en wie dat zegt, in Markdown.",
            claims=(Claim.Kind.RESULT, Claim.Kind.REACH),
        ),
    ] = ""
    lessons: Annotated[
        str,
        Section(
            public="leerpunten",
            codebook="Wat moeilijk was of anders zou moeten, in Markdown.",
            claims=(Claim.Kind.LESSON, Claim.Kind.OBSTACLE),
        ),
    ] = ""
    transferability: Annotated[
        str,
        Section(
            public="overdraagbaarheid",
            codebook="Wat een andere gemeente ervoor nodig heeft, in Markdown.",
            claims=(Claim.Kind.SUCCESS_FACTOR,),
        ),
    ] = ""
    themes: Annotated[tuple[str, ...], ReferenceList(public="themas", form=FINDING, to=Theme)] = ()
    initiatives: Annotated[tuple[str, ...], ReferenceList(public="initiatieven", form=FINDING, to=Initiative)] = ()
    featured: Annotated[
        bool, Flag(hidden="Een keuze voor de voorpagina, geen kennis over het voorbeeld.", form=FINDING)
    ] = False
    started_year: Annotated[
        int | None, Year(public="begonnenIn", form=LIFECYCLE, codebook="Het jaar waarin het begon.")
    ] = None
    ended_year: Annotated[
        int | None,
        Year(public="geeindigdIn", form=LIFECYCLE, beside=True, codebook="Het jaar waarin het eindigde."),
    ] = None
    lifecycle: Annotated[
        str,
        Choice(
            public="status",
            form=LIFECYCLE,
            codebook="Of het nog loopt: loopt, geborgd, veranderd, gestopt, gepland of onbekend.",
            wanted="Het is niet bekend of het nog loopt.",
        ),
    ] = Case.Lifecycle.UNKNOWN.value
    lifecycle_checked_on: Annotated[
        str | None,
        Day(
            public="gecontroleerdOp",
            form=LIFECYCLE,
            beside=True,
            codebook="De dag waarop de status voor het laatst bekend was.",
        ),
    ] = None
    place: Annotated[str, Text(public="plaats", form=PLACE, fact=True, codebook="Een wijk, dorp of stadsdeel.")] = ""
    regions: Annotated[tuple[str, ...], ReferenceList(public="regios", form=PLACE, to=Region)] = ()
    without_place: Annotated[str, Text(public="redenZonderPlaats", form=PLACE)] = ""
    contact: Annotated[
        str | None,
        Reference(
            public="navragenBij",
            form=PLACE,
            to=Organisation,
            wanted="Het is niet bekend bij wie een lezer kan navragen.",
        ),
    ] = None
    municipalities: Annotated[
        tuple[PlaceData, ...], Rows(public="gemeenten", attribute="case_municipalities", anchor=("code",))
    ] = ()
    participations: Annotated[
        tuple[ParticipationData, ...], Rows(public="deelnemers", anchor=("organisation", "municipality", "region"))
    ] = ()
    citations: Annotated[tuple[CitationData, ...], Rows(public="bronnen", anchor=("article",))] = ()
    claims: Annotated[
        tuple[ClaimData, ...],
        Rows(
            public="uitspraken",
            anchor=("key",),
            wanted="Er staan nog geen uitspraken: wat leverde het op, en wie zegt dat?",
        ),
    ] = ()
    silent_sections: Annotated[tuple[SilentSectionData, ...], Rows(public="zwijgtOver", anchor=("section",))] = ()
    links: Annotated[tuple[LinkData, ...], Rows(public="links", anchor=("url",))] = ()
    # Read and written apart: a tie belongs to two cases.
    claim_links: Annotated[tuple[ClaimLinkData, ...], Rows(public="uitspraken", anchor=("claim", "other", "side"))] = ()


type RowData = PlaceData | ParticipationData | CitationData | SilentSectionData | ClaimData | LinkData | ClaimLinkData
type Definition = type[Snapshot] | type[RowData]


class Field(NamedTuple):
    """A field of one of the classes above."""

    name: str
    part: Part
    # What is meant when nothing is filled in; MISSING where something has to be.
    default: object
    # Of Rows the class of one.
    row: "Definition | None"
    model: type[Model]

    @property
    def attribute(self) -> str:
        """What the working row calls it."""
        return self.part.attribute or self.name

    @property
    def label(self) -> str:
        """What the form calls it."""
        return str(self.row.model._meta.verbose_name_plural if self.row else self.model_field.verbose_name)

    @property
    def model_field(self) -> "ModelField[object, object]":
        """The field of the working row."""
        found = self.model._meta.get_field(self.attribute)
        assert isinstance(found, ModelField)  # noqa: S101  # no relation from the other side is a field of a case
        return found

    @property
    def is_prose(self) -> bool:
        """Whether it is a text of several lines."""
        return self.model is not ClaimLink and isinstance(self.model_field, TextField)

    @property
    def wanted(self) -> str:
        """What an editor is told of a case in which it is not filled in; empty: it may stay so."""
        if isinstance(self.part, Section):
            return f"{capfirst(self.label)} is nog leeg. {self.model_field.help_text}"
        return self.part.wanted


def definition(of: "Definition") -> Mapping[str, Field]:
    """Return the fields of a class above by name, in the order of the form."""
    return _DEFINITIONS[of.__name__]


def _fields(of: "Definition") -> dict[str, Field]:
    hints = get_type_hints(of, include_extras=True)
    return {
        field.name: Field(
            field.name, hints[field.name].__metadata__[0], field.default, _row(hints[field.name]), of.model
        )
        for field in fields(of)
    }


def named(of: "Definition", *kinds: type[Part]) -> tuple[str, ...]:
    """Return the names of the fields of these kinds."""
    return tuple(name for name, field in definition(of).items() if isinstance(field.part, kinds))


def form_columns(of: "Definition", kind: type[Part] = Part) -> tuple[str, ...]:
    """Return the fields of this kind, as the working row calls them: the columns of a row that is a line of a table."""
    return tuple(field.attribute for field in definition(of).values() if isinstance(field.part, kind))


def form_sections(of: "Definition" = Snapshot) -> Iterator[tuple[str, list[str | tuple[str, ...]]]]:
    """Yield each part of the form with its lines: a field, or several beside each other."""
    parts: dict[str, list[tuple[str, ...]]] = {}
    for name, field in definition(of).items():
        if field.part.form is None:
            continue
        lines = parts.setdefault(field.part.form, [])
        if field.part.beside:
            lines[-1] = (*lines[-1], name)
        else:
            lines.append((name,))
    for title, lines in parts.items():
        yield title, [line[0] if len(line) == 1 else line for line in lines]


def _row(hint: object) -> "Definition | None":
    """Return of which class the rows of a field are."""
    for inner in get_args(get_args(hint)[0]):
        if hasattr(inner, "model"):
            found: Definition = inner
            return found
    return None


_DEFINITIONS = {
    of.__name__: _fields(of)
    for of in (
        PlaceData,
        ParticipationData,
        CitationData,
        SilentSectionData,
        ClaimData,
        LinkData,
        ClaimLinkData,
        Snapshot,
    )
}
# The kinds of which a column holds the value itself.
PLAIN = (Text, Choice, Year, Day, Figure, Flag)
SECTIONS = named(Snapshot, Section)
