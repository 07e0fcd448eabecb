"""A case in brief, in a reader's words: what it brought, what stood in the way, whether to take it over, whom to ask.

`in_brief` reads a stored card and a whole record alike: both hold `inHetKort`.
"""

from dataclasses import dataclass

from cases.models import NO_RESULT, Case, Claim
from cases.projection.presentation import PERCENT
from cases.projection.records import BriefClaimRecord, Card, ReferenceRecord
from cases.reading.wording import FigureParts, figure, result_evidence

DISPUTED = "Bronnen verschillen hierover."
NO_OBSTACLE = "Geen obstakel genoemd"
NOT_KNOWN = "Niet bekend"


@dataclass(frozen=True)
class BriefClaim:
    """A claim as a card names it."""

    key: str
    text: str
    # Who says it in one line: the speaker, or else the publication; empty where neither is known.
    speaker: str
    evidence: str
    # None where it measures nothing of the case, or says too little without its sentence.
    figure: FigureParts | None
    year: int | None
    # Whether another claim says otherwise; the page of the case shows both.
    disputed: bool

    @property
    def anchor(self) -> str:
        """Where it stands on the page of its case."""
        return f"#uitspraak-{self.key}"

    @property
    def grade(self) -> str:
        """How readers call its evidence; only of a result."""
        return result_evidence(self.evidence)


@dataclass(frozen=True)
class Brief:
    """The answers to what a reader asks first. None and empty: the sources that were read do not say."""

    # Or a portrait: of a reflection nobody asks what it brought or whether it can be taken over.
    is_practice: bool
    result: BriefClaim | None
    obstacle: BriefClaim | None
    # What a passage says was done against that obstacle.
    answer: BriefClaim | None
    # How many obstacles there are beside that one.
    more_obstacles: int
    # The first sentence of the section on taking it over.
    transfer: str
    contact: ReferenceRecord | None

    @property
    def result_text(self) -> str:
        """What it brought; empty where nobody asks."""
        if not self.is_practice:
            return ""
        return self.result.text if self.result else result_evidence(NO_RESULT)

    @property
    def obstacle_text(self) -> str:
        """What stood in the way."""
        return self.obstacle.text if self.obstacle else NO_OBSTACLE

    @property
    def transfer_text(self) -> str:
        """Whether it can be taken over; empty where nobody asks."""
        return (self.transfer or NOT_KNOWN) if self.is_practice else ""

    @property
    def contact_text(self) -> str:
        """Whom to ask."""
        return self.contact["naam"] if self.contact else NOT_KNOWN

    @property
    def unknown(self) -> str:
        """What is not known of what stood in the way, of taking it over and of whom to ask, in a few words."""
        words = {
            "obstakels": self.obstacle,
            "overnemen": self.transfer or not self.is_practice,
            "bij wie navragen": self.contact,
        }
        return ", ".join(word for word, known in words.items() if not known)


def in_brief(card: Card) -> Brief | None:
    """Return a card or a whole record in brief; None of one that an earlier release stored, until it is made anew."""
    stored = card.get("inHetKort")
    if stored is None:
        return None
    is_practice = card["soort"] != Case.Kind.REFLECTION
    return Brief(
        is_practice=is_practice,
        result=_claim(stored["resultaat"], measures=True) if is_practice else None,
        obstacle=_claim(stored["obstakel"]),
        answer=_claim(stored["aanpak"]),
        more_obstacles=max(stored["obstakels"] - 1, 0),
        transfer=stored["overTeNemen"] if is_practice else "",
        contact=stored["navragenBij"],
    )


def _claim(stored: BriefClaimRecord | None, *, measures: bool = False) -> BriefClaim | None:
    if stored is None:
        return None
    # Apart from its sentence a national figure, or a percentage, would say more than is known.
    bare = stored["bewijs"] == Claim.Evidence.STATISTICS or stored["eenheid"] == PERCENT
    return BriefClaim(
        key=stored["kenmerk"],
        text=stored["tekst"],
        speaker=stored["wieZegtHet"],
        evidence=stored["bewijs"],
        figure=figure(stored) if measures and not bare else None,
        year=stored["jaar"],
        disputed=stored["betwist"],
    )
