"""A snapshot with rows in place of its references: what records, search and projection read."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from cases.models import Article, Initiative, Obstacle, Speaker, Theme
from cases.references import References
from cases.snapshot import SECTIONS, Data, upgraded
from municipalities.models import Municipality, Organisation, Region

# In which order a case shows its themes: how it works, what it is about, for whom it is.
KIND_ORDER: dict[str, int] = {kind: order for order, kind in enumerate(Theme.Kind)}


@dataclass(frozen=True)
class ResolvedClaim:
    """A claim of a snapshot with who says it and where."""

    data: Data
    municipality: Municipality | None
    obstacle: Obstacle | None
    speaker: Speaker | None
    article: Article | None
    links: list[Data]

    @property
    def cited(self) -> "ResolvedClaim | None":
        """Itself, when it goes back to a passage."""
        return self if self.article else None


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

    data: Data
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
    def articles(self) -> list[Article]:
        """Every article it cites or a claim goes back to, each once."""
        cited = [citation.article for citation in self.citations]
        return list(dict.fromkeys([*cited, *(claim.article for claim in self.claims if claim.article)]))

    @property
    def described_in(self) -> int:
        """The year of the youngest source."""
        return max(citation.article.publication.year for citation in self.citations)

    @property
    def source_count(self) -> int:
        """The number of articles cited; a reprint and its original are one."""
        return len({citation.article.reprint_of_id or citation.article.pk for citation in self.citations})


def resolve(data: Data, references: References) -> ResolvedCase:
    """Return the snapshot `data` with its references looked up in `references`."""
    data = upgraded(data)
    _preload(data, references)
    get, many = references.get, references.many
    parties = {"organisation": Organisation, "municipality": Municipality, "region": Region}
    participations = [
        ResolvedParticipation(party, row["role"])
        for row in data["participations"]
        for name, model in parties.items()
        if (party := get(model, row.get(name)))
    ]
    passages: dict[str, list[str]] = {}
    for row in data["citations"]:
        passages.setdefault(row["article"], []).append(row["passage"])
    return ResolvedCase(
        data=data,
        municipalities=[(row, m["role"]) for m in data["municipalities"] if (row := get(Municipality, m["code"]))],
        regions=many(Region, data["regions"]),
        initiatives=many(Initiative, data["initiatives"]),
        themes=sorted(
            many(Theme, data["themes"]), key=lambda theme: (KIND_ORDER[theme.kind], theme.position, theme.name)
        ),
        contact=get(Organisation, data["contact"]),
        participations=participations,
        citations=[ResolvedCitation(row, found) for slug, found in passages.items() if (row := get(Article, slug))],
        claims=[_claim(claim, data, references) for claim in data["claims"]],
        sections={name: data[name] for name in SECTIONS},
    )


def _claim(claim: Data, data: Data, references: References) -> ResolvedClaim:
    return ResolvedClaim(
        data=claim,
        municipality=references.get(Municipality, claim["municipality"]),
        obstacle=references.get(Obstacle, claim["obstacle"]),
        speaker=references.get(Speaker, claim["speaker"]),
        article=references.get(Article, claim["article"]),
        links=[link for link in data["claim_links"] if link["claim"] == claim["key"]],
    )


def _preload(data: Data, references: References) -> None:
    """Look everything up that `data` names, one query a model instead of one a row."""
    claims, participations = data["claims"], data["participations"]
    wanted = {
        Municipality: {row["code"] for row in data["municipalities"]}
        | {row["municipality"] for row in claims}
        | {row.get("municipality") for row in participations},
        Organisation: {row.get("organisation") for row in participations} | {data["contact"]},
        Region: {row.get("region") for row in participations} | set(data["regions"]),
        Article: {row["article"] for row in claims} | {row["article"] for row in data["citations"]},
        Obstacle: {row["obstacle"] for row in claims},
        Speaker: {row["speaker"] for row in claims},
    }
    for model, keys in wanted.items():
        references.preload(model, {key for key in keys if key})
