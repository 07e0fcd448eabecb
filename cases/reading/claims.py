"""The claims of a record in the order of a reader: grouped by kind, with what they are tied to beside them.

Beside an obstacle stands what the source says was done about it or learned from it, with the passage that says so; a
tie without its passage is not shown.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.urls import reverse

from cases.models import Claim, ClaimLink, PublishedCase
from cases.projection.records import CaseRecord, ClaimLinkRecord, ClaimRecord, ClaimSourceRecord
from cases.reading.wording import measure

NO_ANSWER = "De bron noemt geen antwoord."
NOT_KNOWN = "Wat ertegen is gedaan, is niet bekend."

# By slug and key.
type ClaimKey = tuple[str, str]

# What a policy officer asks first comes first: what came of it, for whom, at what price, and what went wrong.
GROUPS = {
    Claim.Kind.RESULT: "Resultaten",
    Claim.Kind.REACH: "Bereik",
    Claim.Kind.COSTS: "Kosten",
    Claim.Kind.INPUT: "Inzet",
    Claim.Kind.OBSTACLE: "Obstakels",
    Claim.Kind.LESSON: "Leerpunten",
    Claim.Kind.SUCCESS_FACTOR: "Succesfactoren",
    Claim.Kind.GOAL: "Doelen",
    Claim.Kind.PLAN: "Plannen",
    Claim.Kind.CONTEXT: "Context",
}


@dataclass(frozen=True)
class Related:
    """Another claim that a claim is tied to, with where to read it."""

    claim: ClaimRecord
    url: str
    # The title of the case it stands in; empty for the same case.
    case: str = ""
    # The passage that ties the two.
    source: ClaimSourceRecord | None = None


@dataclass(frozen=True)
class ShownClaim:
    """A claim with its contradictions and its state before and after.

    Of an obstacle also what was done about it and learned from it; of another claim the obstacles it answers, and those
    it is a lesson of.
    """

    claim: ClaimRecord
    contradictions: list[Related] = field(default_factory=list)
    earlier: list[Related] = field(default_factory=list)
    later: list[Related] = field(default_factory=list)
    answers: list[Related] = field(default_factory=list)
    lessons: list[Related] = field(default_factory=list)
    obstacles: list[Related] = field(default_factory=list)
    learned_from: list[Related] = field(default_factory=list)

    @property
    def without_answer(self) -> str:
        """What to say of an obstacle beside which nothing stands; empty of other claims.

        An answer that cannot be shown, because its passage is not known or its case not public, is no silence.
        """
        if self.claim["soort"] != Claim.Kind.OBSTACLE or self.answers or self.lessons:
            return ""
        return NOT_KNOWN if any(_is_answered_by(link) for link in self.claim["verbanden"]) else NO_ANSWER


@dataclass(frozen=True)
class ClaimEntry:
    """What stands together: one claim, or those of this case that contradict each other."""

    claims: list[ShownClaim]
    # Contradictions from other cases.
    elsewhere: list[Related]

    @property
    def disputed(self) -> bool:
        """Whether sources differ here."""
        return len(self.claims) > 1 or bool(self.elsewhere)

    @property
    def is_quiet(self) -> bool:
        """Whether it needs no more than a line: it is no figure of what came of the case, and nobody disputes it."""
        (claim, *_) = self.claims
        measured = claim.claim["soort"] == Claim.Kind.RESULT and measure(claim.claim) and not claim.later
        return not self.disputed and not measured


@dataclass(frozen=True)
class ClaimGroup:
    """The entries of one kind under their heading."""

    key: str
    label: str
    entries: list[ClaimEntry]


def grouped(record: CaseRecord) -> list[ClaimGroup]:
    """Return the claims of `record` by kind. Claims that contradict each other stand together, at the first of them."""
    related = _related(record)
    claims = [shown_claim(claim, related) for claim in record["uitspraken"]]
    entries = _entries(claims)
    return [
        ClaimGroup(kind.value, label, found)
        for kind, label in GROUPS.items()
        if (found := [entry for entry in entries if entry.claims[0].claim["soort"] == kind])
    ]


def _related(record: CaseRecord) -> dict[ClaimKey, Related]:
    """Return every claim that this record's claims are tied to and that readers can see, by slug and key."""
    wanted = {link["voorbeeld"] for claim in record["uitspraken"] for link in claim["verbanden"]}
    found = {
        (record["slug"], claim["kenmerk"]): Related(claim, f"#uitspraak-{claim['kenmerk']}")
        for claim in record["uitspraken"]
    }
    others = wanted - {record["slug"]}
    if not others:
        return found
    for slug, title, claims in PublishedCase.objects.filter(slug__in=others).values_list(
        "slug", "title", "record__uitspraken"
    ):
        for claim in claims:
            found[slug, claim["kenmerk"]] = Related(claim, claim_address(slug, claim["kenmerk"]), title)
    return found


def shown_claim(claim: ClaimRecord, related: Mapping[ClaimKey, Related]) -> ShownClaim:
    """Return a claim with what of `related` it is tied to."""
    shown = ShownClaim(claim)
    for link in claim["verbanden"]:
        other = related.get((link["voorbeeld"], link["uitspraak"]))
        if other is None:
            continue
        if link["soort"] == ClaimLink.Kind.CONTRADICTS:
            shown.contradictions.append(other)
        elif link["soort"] == ClaimLink.Kind.LATER_STATE:
            (shown.earlier if link["dezeIsDeLatere"] else shown.later).append(other)
        elif link["bron"]:
            _beside_obstacle(shown, link).append(replace(other, source=link["bron"]))
    return shown


def claim_address(slug: str, key: str) -> str:
    """Return where a claim stands on the page of its case."""
    return f"{reverse('case-detail', args=[slug])}#uitspraak-{key}"


def _beside_obstacle(shown: ShownClaim, link: ClaimLinkRecord) -> list[Related]:
    if link["soort"] == ClaimLink.Kind.MET_WITH:
        return shown.obstacles if link["dezeIsDeAanpak"] else shown.answers
    return shown.learned_from if link["dezeIsDeLes"] else shown.lessons


def _is_answered_by(link: ClaimLinkRecord) -> bool:
    """Whether the other claim of `link` says what was done about this one or learned from it."""
    return link["soort"] in ClaimLink.ANSWERS and not (link["dezeIsDeAanpak"] or link["dezeIsDeLes"])


def _entries(claims: list[ShownClaim]) -> list[ClaimEntry]:
    """Return the claims in their order, each with those of the same case that it contradicts, however indirectly."""
    by_key = {shown.claim["kenmerk"]: shown for shown in claims}
    entries, placed = [], set[str]()
    for shown in claims:
        if shown.claim["kenmerk"] in placed:
            continue
        keys = _dispute(shown.claim["kenmerk"], by_key)
        placed |= set(keys)
        together = [by_key[key] for key in keys]
        elsewhere = {other.url: other for one in together for other in one.contradictions if other.case}
        entries.append(ClaimEntry(together, list(elsewhere.values())))
    return entries


def _dispute(start: str, by_key: dict[str, ShownClaim]) -> list[str]:
    """Return the keys of all claims tied to `start` by contradictions within the case, `start` first."""
    found = [start]
    for key in found:
        others: Iterable[Any] = (other.claim["kenmerk"] for other in by_key[key].contradictions if not other.case)
        found += [other for other in others if other not in found]
    return found
