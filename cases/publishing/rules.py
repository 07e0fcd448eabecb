"""What must be in order before a case may be shown: the rules that span more than one row."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.text import capfirst

from cases.fields import Section, Snapshot, definition
from cases.models import Case, Claim, PublicationEvent
from cases.publishing.reference_rows import unpublished
from cases.revisions.differences import label_of
from gouden.compiled_query import CompiledQuery
from municipalities.models import ReferenceRow

SUMMARY_WORDS = 60
cases_once_at = CompiledQuery[int](
    lambda slugs: (
        PublicationEvent.objects.filter(slug__in=slugs, case__isnull=False).order_by().values_list("case", flat=True)
    ).distinct()
)


@dataclass(frozen=True)
class Problem:
    """What stands in the way of publishing: at which field of the form, and what to do about it, in Dutch."""

    field: str
    message: str
    # The row that is to be published first, if that is it.
    row: ReferenceRow | None = None


class NotPublishable(Exception):
    """The case cannot be published yet; `problems` says why, field by field. `case`: which, where there are several."""

    def __init__(self, problems: list[Problem], case: Case | None = None) -> None:
        self.problems, self.case = problems, case
        super().__init__(" ".join(problem.message for problem in problems))


def in_words(problems: list[Problem]) -> list[str]:
    """Return a line for each problem, with the label of its field."""
    return [f"{capfirst(label_of(problem.field))}: {problem.message}" for problem in problems]


def problems(case: Case) -> list[Problem]:
    """Return everything that stands in the way of publishing the working rows of `case`; empty: it may be shown.

    Reads what hangs on the case whole, so that a case that is loaded with it is asked nothing more.
    """
    found = []
    words = len(case.summary.split())
    if not words:
        found.append(Problem("summary", "Schrijf een samenvatting."))
    if words > SUMMARY_WORDS:
        found.append(
            Problem(
                "summary", f"De samenvatting heeft {words} woorden; ten hoogste {SUMMARY_WORDS} passen op een kaartje."
            )
        )
    if not case.citations.all():
        found.append(Problem("citations", "Geef minstens één bron: het artikel waarop dit voorbeeld teruggaat."))
    if not case.themes.all():
        found.append(Problem("themes", "Kies minstens één thema, anders vindt niemand het."))
    somewhere = case.case_municipalities.all() or case.regions.all() or case.without_place
    if not somewhere and case.kind != Case.Kind.REFLECTION:
        found.append(Problem("without_place", "Kies een gemeente of regio, of zeg waarom er geen is."))
    if _address_taken(case):
        found.append(Problem("slug", "Dit adres was van een ander voorbeeld en blijft voor dat voorbeeld bewaard."))
    found += [
        Problem("claims", f"Geef bij het cijfer in ‘{claim.text}’ het artikel en de passage waar het staat.")
        for claim in case.claims.all()
        if claim.value is not None and (claim.article_id is None or not claim.passage)
    ]
    found += [
        Problem("claims", f"Geef bij ‘{claim.text}’ het artikel en de passage: anders staat zij bij geen element.")
        for claim in case.claims.all()
        if (claim.article_id is None or not claim.passage) and claim.elements.all()
    ]
    found += [Problem(field, f"{named(row)} is nog niet openbaar.", row) for field, row in unpublished(case)]
    return [*found, *_national_figures(case), *_untrue_silences(case)]


def _national_figures(case: Case) -> Iterator[Problem]:
    """Name the national figures that stand as if they were measured in one place."""
    has_place = case.case_municipalities.all() or case.regions.all()
    for claim in case.claims.all():
        if claim.evidence != Claim.Evidence.STATISTICS:
            continue
        if claim.municipality_id:
            yield Problem("claims", f"Landelijke statistiek gaat niet over één gemeente. {_choose_otherwise(claim)}")
        elif has_place and claim.kind in Claim.MEASURED:
            yield Problem("claims", f"Landelijke statistiek meet niets van dit voorbeeld. {_choose_otherwise(claim)}")


def _choose_otherwise(claim: Claim) -> str:
    return f"Kies bij ‘{claim.text}’ een ander soort bewijs, of de soort context zonder gemeente."


def _untrue_silences(case: Case) -> Iterator[Problem]:
    """Yield the sections of which it is said that the sources are silent, while the case itself speaks."""
    sections = {field.part.public: field for field in definition(Snapshot).values() if isinstance(field.part, Section)}
    for silent in case.silent_sections.all():
        field = sections[silent.section]
        assert isinstance(field.part, Section)  # noqa: S101
        claim = next((claim for claim in case.claims.all() if claim.kind in field.part.claims), None)
        if getattr(case, field.name):
            why = "dat onderdeel heeft tekst"
        elif claim:
            why = f"de uitspraak ‘{claim.text}’ gaat daarover"
        else:
            continue
        message = f"Bij ‘{silent}’ staat dat de bronnen erover zwijgen, maar {why}. Haal een van beide weg."
        yield Problem("silent_sections", message)


def named(row: ReferenceRow) -> str:
    """Return what a sentence calls a reference row: its name and what it is."""
    return f"‘{row}’ ({row._meta.verbose_name})"


def _address_taken(case: Case) -> bool:
    """Whether another case was once public at this address."""
    return any(other != case.pk for other in cases_once_at([case.slug]))
