"""What of a claim is looked in: what it says itself, and the case that it belongs to."""

from collections.abc import Iterable
from typing import NamedTuple

from cases.revisions.resolution import ResolvedCase, ResolvedClaim
from cases.search.language.analyser import name_terms, terms

# What of a case one asks after beside what its claims say, by the kinds of name it is found by.
KINDS = ("initiatief", "plaats", "gemeente", "provincie", "regio")


class ClaimDocument(NamedTuple):
    """The analysed text of a claim. Each column holds terms separated by spaces."""

    # The claim itself: its words and unit, what it is about, and who says it by name.
    said: str
    # The function of who says it; and of its case the title, the themes, and where and under which name it plays.
    about: str


def claim_documents(case: ResolvedCase, names: Iterable[str]) -> dict[str, ClaimDocument]:
    """Return by its key what of each claim of `case` is looked in; `names` are those of the kinds in KINDS."""
    if not case.claims:
        return {}
    about = terms("\n".join([case.data.title, *(theme.name for theme in case.themes)]))
    about += [term for name in names for term in name_terms(name)]
    return {
        claim.data.key: ClaimDocument(" ".join(_said(claim)), " ".join(dict.fromkeys([*about, *_function(claim)])))
        for claim in case.claims
    }


def _function(claim: ResolvedClaim) -> list[str]:
    return terms(claim.speaker.function) if claim.speaker else []


def _said(claim: ResolvedClaim) -> list[str]:
    found = terms("\n".join([claim.data.text, claim.data.unit]))
    rows = [claim.obstacle, *claim.elements]
    found += terms("\n".join(row.name for row in rows if row))
    names = [claim.municipality.name] if claim.municipality else []
    if speaker := claim.speaker:
        names += [speaker.person.name] if speaker.person else []
        names += [speaker.municipality.name] if speaker.municipality else []
        names += [organisation.name for organisation in speaker.organisations.all()]
    return found + [term for name in names for term in name_terms(name)]
