"""A snapshot with rows in place of its references: what records, search and projection read."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from uuid import UUID

from cases.fields import SECTIONS, ClaimData, ClaimLinkData, Snapshot
from cases.models import Article, Case, Certainty, ClaimLink, Element, Initiative, Obstacle, Speaker, Theme
from cases.revisions.references import References
from cases.revisions.snapshot import named_in
from municipalities.models import Municipality, Organisation, Region

# In which order a case shows its themes: how it works, what it is about, for whom it is.
KIND_ORDER: dict[str, int] = {kind: order for order, kind in enumerate(Theme.Kind)}


@dataclass(frozen=True)
class ResolvedClaimLink:
    """A tie of a claim with the article that makes it."""

    data: ClaimLinkData
    article: Article | None

    @property
    def cited(self) -> "ResolvedClaimLink | None":
        """Itself, when it goes back to a passage."""
        return self if self.article else None


@dataclass(frozen=True)
class ResolvedClaim:
    """A claim of a snapshot with who says it and where."""

    data: ClaimData
    municipality: Municipality | None
    obstacle: Obstacle | None
    elements: list[Element]
    speaker: Speaker | None
    article: Article | None
    links: list[ResolvedClaimLink]
    # The lasting one, which no version holds: given by the projection.
    identifier: UUID | None = None

    @property
    def cited(self) -> "ResolvedClaim | None":
        """Itself, when it goes back to a passage."""
        return self if self.article else None

    @property
    def is_disputed(self) -> bool:
        """Whether another claim says otherwise."""
        return any(link.data.kind == ClaimLink.Kind.CONTRADICTS for link in self.links)

    @property
    def said_by(self) -> str:
        """Who says it in one line: the speaker, or else the publication; empty where neither is known."""
        if speaker := self.speaker:
            name = speaker.person.name if speaker.person else ""
            place = f"gemeente {speaker.municipality.name}" if speaker.municipality else ""
            bodies = (organisation.name for organisation in speaker.organisations.all())
            return ", ".join(part for part in [name, speaker.function, place, *bodies] if part)
        return self.article.publication.title if self.article else ""


@dataclass(frozen=True)
class ResolvedCitation:
    """An article a case goes back to, with all its passages."""

    article: Article
    passages: list[str]


@dataclass(frozen=True)
class ResolvedParticipation:
    """A party in a role."""

    party: Organisation | Municipality | Region
    role: str


@dataclass(frozen=True)
class ResolvedCase:
    """A snapshot with rows in place of its references. Raises nothing: a row that is gone is left out."""

    data: Snapshot
    municipalities: list[tuple[Municipality, str]]
    regions: list[Region]
    initiatives: list[Initiative]
    themes: list[Theme]
    contact: Organisation | None
    participations: list[ResolvedParticipation]
    citations: list[ResolvedCitation]
    claims: list[ResolvedClaim]
    sections: dict[str, str] = field(default_factory=dict)

    @property
    def speakers(self) -> list[Speaker]:
        """Everyone whose claims it holds, each once."""
        return list(dict.fromkeys(claim.speaker for claim in self.claims if claim.speaker))

    @property
    def organisations(self) -> list[Organisation]:
        """Every organisation with a role in it, or whose people speak in it, each once."""
        return list(dict.fromkeys(self._organisations()))

    @property
    def all_organisations(self) -> list[Organisation]:
        """Those, and the one to ask."""
        return list(dict.fromkeys([*self._organisations(), *([self.contact] if self.contact else [])]))

    def _organisations(self) -> Iterator[Organisation]:
        yield from (row.party for row in self.participations if isinstance(row.party, Organisation))
        for speaker in self.speakers:
            yield from speaker.organisations.all()

    @property
    def elements(self) -> list[Element]:
        """Every element that one of its claims tells of, each once, in the editors' order."""
        return _in_order({element for claim in self.claims for element in claim.elements})

    @property
    def obstacles(self) -> list[Obstacle]:
        """Every kind of obstacle that one of its claims names, each once, in the editors' order."""
        return _in_order({claim.obstacle for claim in self.claims if claim.obstacle})

    @property
    def articles(self) -> list[Article]:
        """Every article it cites or a claim or tie goes back to, each once."""
        cited = [citation.article for citation in self.citations]
        tied = [link.article for claim in self.claims for link in claim.links]
        said = [article for article in (*(claim.article for claim in self.claims), *tied) if article]
        return list(dict.fromkeys([*cited, *said]))

    @property
    def named_municipalities(self) -> list[Municipality]:
        """Every municipality that a claim is about or that takes part, in the order in which they are named."""
        parties = [row.party for row in self.participations if isinstance(row.party, Municipality)]
        return list(dict.fromkeys([*parties, *(claim.municipality for claim in self.claims if claim.municipality)]))

    @property
    def named_regions(self) -> list[Region]:
        """Every region that takes part."""
        return list(dict.fromkeys(row.party for row in self.participations if isinstance(row.party, Region)))

    @property
    def described_in(self) -> int:
        """The year of the youngest source."""
        return max(citation.article.publication.year for citation in self.citations)

    @property
    def year_is_inferred(self) -> bool:
        """Whether no source of that year says itself that it is of that year."""
        youngest = [row.article.publication for row in self.citations]
        return all(one.year_certainty == Certainty.INFERRED for one in youngest if one.year == self.described_in)

    @property
    def source_count(self) -> int:
        """The number of articles cited; a reprint and its original are one."""
        return len({citation.article.reprint_of_id or citation.article.pk for citation in self.citations})


def resolve(data: Snapshot, references: References) -> ResolvedCase:
    """Return `data` with its references looked up in `references`."""
    look_up(references, data)
    get, many = references.get, references.many
    participations = [
        ResolvedParticipation(party, row.role)
        for row in data.participations
        for party in (get(Organisation, row.organisation), get(Municipality, row.municipality), get(Region, row.region))
        if party
    ]
    passages: dict[str, list[str]] = {}
    for citation in data.citations:
        passages.setdefault(citation.article, []).append(citation.passage)
    return ResolvedCase(
        data=data,
        municipalities=[(row, place.role) for place in data.municipalities if (row := get(Municipality, place.code))],
        regions=many(Region, list(data.regions)),
        initiatives=many(Initiative, list(data.initiatives)),
        themes=sorted(
            many(Theme, list(data.themes)), key=lambda theme: (KIND_ORDER[theme.kind], theme.position, theme.name)
        ),
        contact=get(Organisation, data.contact),
        participations=participations,
        citations=[
            ResolvedCitation(article, found) for slug, found in passages.items() if (article := get(Article, slug))
        ],
        claims=[_claim(claim, data, references) for claim in data.claims],
        sections={name: getattr(data, name) for name in SECTIONS},
    )


def _in_order[Row: (Element, Obstacle)](rows: Iterable[Row]) -> list[Row]:
    return sorted(rows, key=lambda row: (row.position, row.name))


def look_up(references: References, *found: Snapshot) -> None:
    """Look up all that `resolve` puts into these snapshots, in one query for each kind of row (and its prefetches).

    The portrait of a practice is not among it: readers get that as it is public.
    """
    references.preload_all((model, key) for data in found for model, key in named_in(data) if model is not Case)


def _claim(claim: ClaimData, data: Snapshot, references: References) -> ResolvedClaim:
    return ResolvedClaim(
        data=claim,
        municipality=references.get(Municipality, claim.municipality),
        obstacle=references.get(Obstacle, claim.obstacle),
        elements=_in_order(references.many(Element, list(claim.elements))),
        speaker=references.get(Speaker, claim.speaker),
        article=references.get(Article, claim.article),
        links=[
            ResolvedClaimLink(link, references.get(Article, link.article))
            for link in data.claim_links
            if link.claim == claim.key
        ],
    )
