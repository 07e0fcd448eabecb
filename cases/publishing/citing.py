"""What a text of the editors cites: kept as it said when the text was published, and compared with what it says now."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils import timezone

from cases.models import CitingRow, ClaimAddress, PublicationEvent, PublishedCase, Question, Term, Theme
from cases.models.catalogue.cited_text import addresses
from cases.models.querysets import ClaimAtAddress
from cases.projection.records import ClaimRecord
from cases.publishing.rules import NotPublishable, Problem
from municipalities.models import ReferenceRow

# What of a claim makes another claim of it, by the name in a record.
SAID = ("soort", "tekst", "kwalificatie", "waarde", "waardeTot", "waardeEerst", "eenheid", "jaar", "bewijs")

OPEN = "Deze vraag staat nog open: zonder antwoord dat uitspraken aanhaalt, is er niets om te lezen."

# What cites claims.
CITING: tuple[type[CitingRow], ...] = (Theme, Question)

type Said = dict[str, object]
type Found = dict[ClaimAddress, ClaimAtAddress]


class CitedSince(NamedTuple):
    """What became of the claims that a public text cites: which say something else now, and which are gone."""

    changed: list[ClaimAddress]
    gone: list[ClaimAddress]


def lacks(row: ReferenceRow) -> list[Problem]:
    """Return what `row` lacks before readers may see it, beside what its form asks for."""
    if isinstance(row, Term):
        found = []
        if row.article_id is None:
            found.append(Problem("article", "Geef het artikel waaruit blijkt wat dit betekent."))
        if not row.passage:
            found.append(Problem("passage", "Geef de passage waar het staat."))
        return found
    return [Problem("answer", OPEN)] if is_open(row) else []


def is_open(row: Model) -> bool:
    """Whether `row` is a question without an answer."""
    return isinstance(row, Question) and not row.answer


def keeping(row: CitingRow, *, lenient: bool = False) -> dict[str, Any]:
    """Return the columns in which `row` keeps what it cites, as they must be from now on; empty: as they are.

    Raises NotPublishable, at the field, for a sentence that cites nothing and for a claim that readers do not see;
    `lenient` keeps such a claim as one that is gone.
    """
    try:
        row.clean_lines()
    except ValidationError as error:
        raise NotPublishable([Problem(row.citing, message) for message in error.messages]) from error
    wanted = addresses(row.cited_text)
    found = PublishedCase.objects.claims_at(wanted)
    if not lenient and (missing := [address for address in wanted if address not in found]):
        raise NotPublishable([Problem(row.citing, f"‘{address}’ is geen openbare uitspraak.") for address in missing])
    claims = {str(address): _said(found[address].claim) if address in found else {} for address in wanted}
    cited = {"text": row.cited_text, "claims": claims} if wanted else {}
    return {} if row.cited == cited else {"cited": cited, "cited_at": timezone.now() if wanted else None}


def cited_since(rows: Iterable[CitingRow]) -> dict[CitingRow, CitedSince]:
    """Return what became of what these public rows cite, of those of which anything did; two queries at most."""
    kept = {row: kept_in(row) for row in rows}
    found = PublishedCase.objects.claims_at({address for claims in kept.values() for address in claims})
    became = {row: compared(claims, found) for row, claims in kept.items()}
    return {row: one for row, one in became.items() if one.changed or one.gone}


def compared(kept: dict[ClaimAddress, Said], found: Found) -> CitedSince:
    """Return what became of the claims that were kept, by those that readers see now."""
    gone = [address for address in kept if address not in found]
    changed = [address for address in kept if address in found and _said(found[address].claim) != kept[address]]
    return CitedSince(changed, gone)


def kept_in(row: CitingRow) -> dict[ClaimAddress, Said]:
    """Return what each claim that the public text of `row` cites said when that was published."""
    return {_address(name): said for name, said in row.cited["claims"].items()} if row.cited else {}


def out_of_date(model: type[CitingRow]) -> list[int]:
    """Return the keys of the public rows of `model` that cite a claim that changed or went since."""
    rows = model._default_manager.filter(published_at__isnull=False, cited_at__isnull=False).only("pk", "cited")
    return [row.pk for row in cited_since(rows)]


def otherwise(was: PublishedCase | None, now: PublishedCase | None) -> frozenset[str]:
    """Return the keys of the claims of a case that texts which cite them show otherwise since it became `now`: they
    say something else, came, went or stand at another address."""
    before, after = _claims_of(was), _claims_of(now)
    if was and now and was.slug == now.slug:
        return frozenset(key for key in before | after if before.get(key) != after.get(key))
    return frozenset(before | after)


def _claims_of(published: PublishedCase | None) -> dict[str, Said]:
    """Return what the claims of a public row say, by key; of what another release wrote, as far as it has that."""
    return {claim["kenmerk"]: _said(claim) for claim in published.record.get("uitspraken", ())} if published else {}


def citing_any(claims: Mapping[int, Iterable[str]]) -> list[CitingRow]:
    """Return the public rows that cite any of these claims, which are named by the key of their case and their own."""
    if not claims:
        return []
    rows = [row for model in CITING for row in model._default_manager.exclude(published_at=None).exclude(cited_at=None)]
    slugs = {address.slug for row in rows for address in kept_in(row)}
    # Whatever is or was public at an address left an event there.
    events = PublicationEvent.objects.filter(slug__in=slugs, case__in=claims).order_by()
    wanted = {ClaimAddress(slug, key) for slug, case in events.values_list("slug", "case") for key in claims[case]}
    return [row for row in rows if wanted & kept_in(row).keys()]


def _said(claim: ClaimRecord) -> Said:
    """Return what `claim` says, of what, by whom and on what grounds."""
    speaker, place = claim["spreker"], claim["gemeente"]
    said: Said = {name: claim.get(name) for name in SAID}
    said["gemeente"] = place["code"] if place else None
    said["spreker"] = (
        [
            speaker["naam"],
            speaker["functie"],
            speaker["gemeente"]["code"] if speaker["gemeente"] else None,
            *(organisation["slug"] for organisation in speaker["organisaties"]),
        ]
        if speaker
        else None
    )
    return said


def _address(name: str) -> ClaimAddress:
    slug, _, key = name.partition("#")
    return ClaimAddress(slug, key)
