"""Figures that measure nothing, and national figures of which the words are local."""

import re
from collections.abc import Iterable, Iterator

from cases.models import Claim
from gouden.web.text.dutch_text import shortened

# As many characters of a claim say which one it is.
START = 60
# By number: how it is counted, and how it is put in order.
NUMERALS = {
    2: ("twee", "tweede"),
    3: ("drie", "derde"),
    4: ("vier", "vierde"),
    5: ("vijf", "vijfde"),
    6: ("zes", "zesde"),
    7: ("zeven", "zevende"),
    8: ("acht", "achtste"),
    9: ("negen", "negende"),
    10: ("tien", "tiende"),
}
# The units of how old or how long something is.
TIMES = frozenset({"jaar", "maanden", "weken"})
# The units of a measure, however small; in any other so many are a handful.
SIZES, HANDFUL = frozenset({"%", "euro"}), 10
# Not from research, statistics or an estimate.
UNMEASURED = (Claim.Evidence.OWN_STATEMENT, Claim.Evidence.COUNT, Claim.Evidence.EXPECTATION)


def figure_remarks(claims: Iterable[Claim], places: Iterable[str]) -> Iterator[str]:
    """Yield what is doubtful about the figures of a case that plays in `places`: a sentence for each claim."""
    names = list(places)
    for claim in claims:
        said = shortened(claim.text, START)
        if ordinal := _ordinal(claim):
            yield f"‘{said}’ noemt de {ordinal}, en dat is geen aantal. Laat de waarde leeg."
        elif _measures_time(claim):
            yield f"In ‘{said}’ is het cijfer een leeftijd of een duur: het meet niets. Laat de waarde leeg."
        elif _counts_a_handful(claim):
            yield f"Het cijfer in ‘{said}’ meet niets van dit voorbeeld. Laat de waarde leeg."
        elif place := _local(claim, names):
            yield f"‘{said}’ gaat over {place}, landelijke statistiek over heel Nederland. Kies een ander soort bewijs."


def _ordinal(claim: Claim) -> str:
    """Return the ordinal that was read as a number, as in 'een tweede steunpunt'; empty for none."""
    if claim.value is None or claim.value_until is not None or claim.value not in NUMERALS:
        return ""
    counted, ordered = NUMERALS[int(claim.value)]
    return ordered if not _says(claim, counted, str(int(claim.value))) and _says(claim, ordered) else ""


def _measures_time(claim: Claim) -> bool:
    """Whether it is said how old or how long where something of the case should be measured; a change is one."""
    counts = claim.kind in Claim.MEASURED or (claim.kind == Claim.Kind.CONTEXT and claim.evidence in UNMEASURED)
    return claim.value is not None and claim.value_before is None and claim.unit in TIMES and counts


def _counts_a_handful(claim: Claim) -> bool:
    """Whether a few things in the background are counted."""
    few = claim.value is not None and claim.value <= HANDFUL and claim.unit not in SIZES
    return few and claim.kind == Claim.Kind.CONTEXT and claim.evidence in UNMEASURED


def _local(claim: Claim, places: list[str]) -> str:
    """Return the place that a national figure names; empty for none."""
    if claim.evidence != Claim.Evidence.STATISTICS:
        return ""
    return next((place for place in places if _says(claim, place)), "")


def _says(claim: Claim, *words: str) -> bool:
    return any(re.search(rf"\b{re.escape(word)}\b", claim.text, re.IGNORECASE) for word in words)
