"""A text of the editors as a reader gets it: each sentence with the claims it goes back to, and who says those."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field

from cases.models import CitingRow, ClaimAddress, PublishedCase
from cases.models.catalogue.cited_text import addresses, sentences
from cases.projection.records import ClaimRecord
from cases.publishing.citing import Found, compared, kept_in
from cases.reading.claims import claim_address


@dataclass(frozen=True)
class NumberedClaim:
    """A claim by its number in the text, with where to read it."""

    number: int
    claim: ClaimRecord
    # The case it is of.
    slug: str
    title: str
    # It says something else than when the text was published.
    changed: bool

    @property
    def url(self) -> str:
        """Where the claim stands, on the page of its case."""
        return claim_address(self.slug, self.claim["kenmerk"])


@dataclass(frozen=True)
class ReadSentence:
    """A sentence, with its claims; none of them is gone."""

    text: str
    claims: list[NumberedClaim]


@dataclass(frozen=True)
class Reading:
    """A text of the editors, as far as all that it cites is public."""

    # Since when readers get it so.
    at: datetime.datetime
    sentences: list[ReadSentence] = field(default_factory=list)
    # How many sentences fell out, because a claim that they go back to is gone.
    fallen: int = 0

    @property
    def claims(self) -> list[NumberedClaim]:
        """What the sentences go back to, each once, by number."""
        found = {one.number: one for sentence in self.sentences for one in sentence.claims}
        return [found[number] for number in sorted(found)]

    @property
    def changed(self) -> list[NumberedClaim]:
        """Which of the claims say something else than when the text was published."""
        return [one for one in self.claims if one.changed]

    @property
    def slugs(self) -> list[str]:
        """The cases that are cited, each once, in the order of the text."""
        return list(dict.fromkeys(one.slug for one in self.claims))

    @property
    def plain(self) -> str:
        """The sentences that are shown, without what they go back to."""
        return " ".join(sentence.text for sentence in self.sentences)


def readings[R: CitingRow](rows: Iterable[R]) -> dict[R, Reading]:
    """Return the readings of these public rows, of those that cite something; at most three queries, however many."""
    citing = [row for row in rows if row.cited_at]
    found = PublishedCase.objects.claims_at({one for row in citing for one in addresses(row.cited_text)})
    return {row: _reading(row, found) for row in citing}


def reading(row: CitingRow) -> Reading | None:
    """Return the reading of one public row; None: it cites nothing."""
    return readings([row]).get(row)


def _reading(row: CitingRow, found: Found) -> Reading:
    assert row.cited_at  # noqa: S101  # by whom this is asked
    whole = [one for one in sentences(row.cited_text) if one.claims]
    shown = [one for one in whole if all(claim in found for claim in one.claims)]
    changed = set(compared(kept_in(row), found).changed)
    numbers: dict[ClaimAddress, NumberedClaim] = {}
    for address in (claim for sentence in shown for claim in sentence.claims):
        slug, title, claim = found[address]
        # The same claim by an older address is the same claim.
        known = next((one.number for one in numbers.values() if (one.slug, one.claim) == (slug, claim)), None)
        number = known or len({one.number for one in numbers.values()}) + 1
        numbers.setdefault(address, NumberedClaim(number, claim, slug, title, address in changed))
    read = [
        ReadSentence(one.text, list({numbers[claim].number: numbers[claim] for claim in one.claims}.values()))
        for one in shown
    ]
    return Reading(row.cited_at, read, len(whole) - len(shown))
