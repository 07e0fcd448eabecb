"""From invented snapshots to rows: what the verbs do case by case, here in bulk and over several processes."""

import hashlib
import multiprocessing
import os
import threading
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.core.management.color import no_style
from django.db import connection, connections, models, transaction

from cases.fields import PLAIN, RowData, Snapshot, named
from cases.management.synthetic.entries import FAMILY, Entries
from cases.management.synthetic.references import known, make_references
from cases.management.synthetic.words import Vocabulary
from cases.models import (
    Article,
    Case,
    CaseLink,
    CaseMunicipality,
    CatalogueState,
    Citation,
    Claim,
    ClaimIdentity,
    Initiative,
    Participation,
    PublicationEvent,
    PublishedCase,
    PublishedClaim,
    PublishedPlace,
    Revision,
    Speaker,
    Theme,
)
from cases.projection.projector import Projection, Projector
from cases.projection.rows import RELATIONS
from cases.publishing.public import lock
from cases.revisions.references import References
from cases.revisions.resolution import ResolvedCase
from cases.revisions.snapshot import stored
from cases.search.indexing import index
from municipalities.models import Municipality, Organisation, Region
from municipalities.succession import steps_by

# Cases made and written at a time.
CHUNK = 250
# As many chunks are made before they are written.
AHEAD = 16
# When the first was published; each next one a minute later.
FIRST = datetime(2015, 1, 5, 9, tzinfo=UTC)
RESTORED = (("themes", Theme), ("regions", Region), ("initiatives", Initiative))

# A case as another process made it: its snapshot, and its projection unless it is a draft.
Made = tuple[int, Snapshot, Projection | None]


class WithoutCases(References):
    """References to all but cases: a portrait that a snapshot names is yet to be written."""

    def preload(self, model: type[models.Model], keys: set[str]) -> None:
        if model is not Case:
            super().preload(model, keys)


class Family(Projector):
    """A projector that asks the database nothing: it is used by processes that have no connection."""

    def __init__(self, references: References, entries: Entries, count: int) -> None:
        super().__init__()
        self.references = references
        self.entries = entries
        self.count = count
        self._today = Municipality.objects.in_bulk()
        self._steps = steps_by(self.day)
        self._regions_with(set(self._today))
        self._title = lru_cache(maxsize=1)(lambda number: entries.snapshot(number).title)

    def identifier(self, case_id: int) -> UUID:
        """Return the same for the same seed, as all else in this catalogue."""
        digest = hashlib.sha256(f"{self.entries.seed}/{case_id}".encode()).digest()
        return UUID(bytes=digest[:16], version=4)

    def _look_up(self, cases: set[int]) -> None:
        """Know these cases and no others, so that a long run keeps nothing; none was asked about or taken over."""
        self._identifiers = {case: self.identifier(case) for case in cases}
        self._asked = dict.fromkeys(cases)
        self._adoptions = {case: [] for case in cases}

    def portrait(self, slug: str | None) -> PublishedCase | None:
        if slug is None:
            return None
        number = int(slug.rpartition("-")[2])
        if self.entries.is_draft(number):
            return None
        case = Case(pk=key(number), identifier=self.identifier(key(number)))
        return PublishedCase(case=case, slug=slug, title=self._title(number))

    def practices(self, case_id: int, case: ResolvedCase) -> list[PublishedCase]:
        """Return the public practices of a portrait with what a portrait is found by: title and summary."""
        number = int(case.data.slug.rpartition("-")[2])
        found = []
        for other in range(number + 1, number + FAMILY) if number % FAMILY == 0 else ():
            data = self.entries.snapshot(other)
            if other < self.count and data.part_of == case.data.slug and not self.entries.is_draft(other):
                card = {"samenvatting": data.summary}
                found.append(PublishedCase(case_id=key(other), slug=data.slug, title=data.title, card=card))
        return sorted(found, key=lambda practice: practice.slug)

    def make(self, number: int) -> Made:
        """Return case `number`, ready to write."""
        data = self.entries.snapshot(number)
        if self.entries.is_draft(number):
            return number, data, None
        at = FIRST + timedelta(minutes=number)
        revision = Revision(pk=key(number), case_id=key(number), number=1, snapshot=stored(data))
        return number, data, self.project(revision, published_at=at, changed_at=at)


def generate(count: int, seed: int, say: Callable[[str], None]) -> None:
    """Write `count` cases into an empty catalogue, in one transaction; `say` gets a line now and then."""
    vocabulary = Vocabulary()
    with transaction.atomic():
        state = lock()
        make_references(count, seed, vocabulary)
        references = WithoutCases()
        keys = known(references)
        family = Family(references, Entries(seed, keys, vocabulary), count)
        for start, made in made_in_parallel(family, count):
            _write(made, family, state)
            if (start + CHUNK) % 10_000 == 0:
                say(f"  {start + len(made)} van {count}")
        _reset_sequences()
        state.save()


_family: Family | None = None


def made_in_parallel(family: Family, count: int) -> Iterator[tuple[int, list[Made]]]:
    """Yield the cases in chunks, in order, with the number of the first of each chunk."""
    global _family  # noqa: PLW0603  # what a fork inherits, so that nothing large is sent to it
    _family = family
    starts = range(0, count, CHUNK)
    chunks = [range(start, min(start + CHUNK, count)) for start in starts]
    processes = min(len(chunks), os.cpu_count() or 1)
    if processes < 2:
        yield from zip(starts, map(_make, chunks), strict=True)
        return
    # No more than are soon written: a database that writes slowly would let the rest pile up in memory.
    room = threading.Semaphore(AHEAD)
    with multiprocessing.get_context("fork").Pool(processes, initializer=_without_connections) as pool:
        paced = (chunk for chunk in chunks if room.acquire())
        for start, made in zip(starts, pool.imap(_make, paced), strict=True):
            yield start, made
            room.release()


def _make(numbers: Iterable[int]) -> list[Made]:
    assert _family is not None  # noqa: S101  # set before the fork
    return [_family.make(number) for number in numbers]


def _without_connections() -> None:
    """Forget the parent's connections without closing them: they stay the parent's."""
    for alias in connections:
        connections[alias].connection = None


def key(number: int) -> int:
    """Return the primary key of case `number` and of its one revision."""
    return number + 1


def _write(made: list[Made], family: Family, catalogue: CatalogueState) -> None:
    """Save `made`, with the events that follow those which `catalogue` counted."""
    rows: dict[type[models.Model], list[Any]] = {}

    def add(row: models.Model) -> None:
        rows.setdefault(type(row), []).append(row)

    public = [(key(number), projection) for number, _, projection in made if projection]
    for number, data, projection in made:
        state = Case.State.PUBLISHED if projection else Case.State.DRAFT
        for row in _working_rows(number, data, family, state):
            add(row)
        add(Revision(pk=key(number), case_id=key(number), number=1, snapshot=stored(data)))
    for case, projection in public:
        event = _event(case, projection, catalogue.number + 1)
        catalogue.count(event)
        for row in (*_public_rows(case, projection), event):
            add(row)
    # Portraits before practices, cases before what hangs on them: in the order in which they were added.
    for model, new in rows.items():
        model._default_manager.bulk_create(new, batch_size=500)
    index.write({case: projection.document for case, projection in public})


def _working_rows(number: int, data: Snapshot, family: Family, state: str) -> Iterator[models.Model]:
    """Yield the rows that `restore` would save, the case first."""
    case, get = key(number), family.references.get
    part_of = key(int(data.part_of.rpartition("-")[2])) if data.part_of else None
    yield Case(pk=case, identifier=family.identifier(case), state=state, part_of_id=part_of, **_plain(data))
    for name, model in RESTORED:
        yield from _tied(Case, name, case, [row.pk for row in family.references.many(model, list(getattr(data, name)))])
    for place in data.municipalities:
        yield CaseMunicipality(case_id=case, municipality=get(Municipality, place.code), role=place.role)
    for party in data.participations:
        yield Participation(case_id=case, organisation=get(Organisation, party.organisation), role=party.role)
    for citation in data.citations:
        yield Citation(case_id=case, article=get(Article, citation.article), passage=citation.passage)
    for link in data.links:
        yield CaseLink(case_id=case, **_plain(link))
    for position, claim in enumerate(data.claims):
        ties = {"speaker": get(Speaker, claim.speaker), "article": get(Article, claim.article)}
        yield Claim(case_id=case, position=position, **_plain(claim), **ties)


def _plain(data: Snapshot | RowData) -> dict[str, Any]:
    """Return what stands in columns of its own."""
    return {name: getattr(data, name) for name in named(type(data), *PLAIN)}


def _public_rows(case: int, projection: Projection) -> Iterator[models.Model]:
    """Yield the rows that `Projection.write` would save."""
    fields = projection.fields
    yield PublishedCase(case_id=case, **fields)
    for name in RELATIONS:
        yield from _tied(PublishedCase, name, case, projection.relations[name])
    for municipality, reason in projection.places.items():
        yield PublishedPlace(published_case_id=case, municipality_id=municipality, reason=reason)
    for identifier, claim in projection.claims.items():
        yield PublishedClaim(published_case_id=case, identifier=identifier, **claim.columns)
        yield ClaimIdentity(identifier=identifier, case_id=case, key=str(claim.columns["key"]))


def _event(case: int, projection: Projection, number: int) -> PublicationEvent:
    published = PublishedCase(case_id=case, **projection.fields)
    return PublicationEvent(
        number=number,
        kind=PublicationEvent.Kind.PUBLISHED,
        case_id=case,
        slug=published.slug,
        title=published.title,
        at=published.published_at,
    )


def _tied(model: type[models.Model], name: str, source: int, targets: Iterable[int]) -> Iterator[models.Model]:
    """Yield the rows of a many-to-many relation."""
    field: Any = model._meta.get_field(name)
    through, near, far = field.remote_field.through, field.m2m_column_name(), field.m2m_reverse_name()
    for target in targets:
        yield through(**{near: source, far: target})


def _reset_sequences() -> None:
    """Let the next row get a key of its own, where a database counts apart from the rows (PostgreSQL)."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), [Case, Revision]):
            cursor.execute(statement)
