"""Writing the public side, under the lock of the catalogue: nothing else writes PublishedCase or PublicationEvent."""

import datetime
from collections.abc import Iterable, Sequence
from functools import reduce
from itertools import batched
from operator import or_
from typing import NamedTuple

from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone

from cases.models import (
    Adoption,
    Article,
    BoardAnswer,
    BoardQuestion,
    Case,
    CatalogueState,
    Designation,
    Element,
    Initiative,
    Inquiry,
    Obstacle,
    Person,
    Publication,
    PublicationEvent,
    PublishedCase,
    Question,
    Revision,
    SearchWord,
    Speaker,
    Synonym,
    Term,
    Theme,
)
from cases.projection import rows
from cases.projection.derivation import fingerprint
from cases.projection.projector import Projector
from cases.publishing import citing
from cases.search.indexing import index
from gouden.compiled_query import CompiledQuery
from municipalities.models import Municipality, Organisation, Province, ReferenceRow, Region
from municipalities.succession import connected

Event = PublicationEvent.Kind
published_rows = CompiledQuery[PublishedCase](lambda cases: PublishedCase.objects.filter(pk__in=cases))
published_with_source = CompiledQuery[PublishedCase](
    lambda cases: PublishedCase.objects.filter(pk__in=cases).select_related("case", "revision")
)
# The versions that readers get of these cases.
public_revisions = CompiledQuery[Revision](
    lambda cases: Revision.objects.filter(pk__in=PublishedCase.objects.filter(pk__in=cases).values("revision"))
)
# As many public rows are projected and written together.
BATCH = 100

# By which ways a reference row comes into a case's record. A row without ways shows on pages of its own only.
SHOWN_BY: dict[type[models.Model], tuple[str, ...]] = {
    # A new end, or none any more, changes where the cases of all that went into a municipality are found.
    Municipality: (
        "places__municipality__in",
        "speakers__municipality__in",
        "named_municipalities__in",
        "case__adoptions__municipality__in",
    ),
    Province: (
        "places__municipality__province",
        "speakers__municipality__province",
        "named_municipalities__province",
        "case__adoptions__municipality__province",
    ),
    Region: ("regions", "places__municipality__regions", "named_regions", "case__adoptions__region"),
    Organisation: (
        "organisations",
        "speakers__organisations",
        "articles__publication__publishers",
        "case__adoptions__article__publication__publishers",
    ),
    Publication: ("articles__publication", "case__adoptions__article__publication"),
    Article: ("articles", "case__adoptions__article"),
    Person: ("speakers__person",),
    Speaker: ("speakers",),
    Initiative: ("initiatives",),
    Theme: ("themes",),
    Obstacle: ("obstacles",),
    Element: ("elements",),
    Inquiry: ("case__inquiries",),
    Adoption: ("case__adoptions",),
    Term: (),
    Question: (),
    Designation: (),
    BoardQuestion: (),
    BoardAnswer: (),
    Synonym: (),
    SearchWord: (),
}

# As what the feed of changes tells of a reference row.
Subject = PublicationEvent.Subject
SUBJECTS: dict[type[models.Model], PublicationEvent.Subject] = {
    Initiative: Subject.INITIATIVE,
    Theme: Subject.THEME,
    Obstacle: Subject.OBSTACLE,
    Term: Subject.TERM,
    Question: Subject.QUESTION,
    Element: Subject.ELEMENT,
    Publication: Subject.PUBLICATION,
    Organisation: Subject.ORGANISATION,
    Region: Subject.REGION,
    Municipality: Subject.MUNICIPALITY,
    Province: Subject.PROVINCE,
}


def refresh(*, referring_to: models.Model) -> int:
    """Make the public rows that show `referring_to` anew and return how many changed.

    Called after every change of a reference row, so the catalogue's version goes up even where no case shows it.
    """
    return refresh_all([referring_to])


def refresh_all(referring_to: Iterable[models.Model]) -> int:
    """Do so for several reference rows; a case that shows more than one of them is made anew once."""
    with transaction.atomic():
        state = lock()
        changed = sum(refresh_rows(state, _among(some)) for some in batched(showing(referring_to), 10 * BATCH))
        state.raise_version()
        state.save()
    return changed


def showing(referring_to: Iterable[models.Model]) -> list[int]:
    """Return the keys of the public cases that show any of these reference rows, portraits first."""
    keys = {pk for row in referring_to for pk in _showing(row).values_list("pk", flat=True)}
    found = (portraits_first(_among(some)) for some in batched(sorted(keys), 10 * BATCH))
    return [pk for part in found for pk in part]


def refresh_cases(cases: Sequence[int]) -> int:
    """Make the public rows of these cases anew and return how many changed; what is not public any more is left out."""
    with transaction.atomic():
        state = lock()
        changed = refresh_rows(state, _among(cases))
        state.save()
    return changed


def forget_cached() -> None:
    """Raise the catalogue's version after the removal of a reference row, which no public case showed."""
    with transaction.atomic():
        state = lock()
        state.raise_version()
        state.save()


def refresh_places() -> int:
    """Make every public row anew after the reference lists changed, and return how many changed."""
    with transaction.atomic():
        state = lock()
        changed = refresh_rows(state, PublishedCase.objects.all())
        state.raise_version()
        state.made_for = timezone.localdate()
        state.save()
    return changed


def lock() -> CatalogueState:
    """Return the one row of the catalogue, locked until the transaction ends: two verbs never run at the same time.

    What is written from here on is made by this installation: where the rest was made by another one, it is not one any
    more, and the next `rebuild_published` makes all of it anew.
    """
    mine = fingerprint()
    state, _ = CatalogueState.objects.select_for_update().get_or_create(pk=1, defaults={"derived_by": mine})
    if state.derived_by not in {mine, rebuilding_mark()}:
        state.derived_by = ""
    return state


def rebuilding_mark() -> str:
    """Return what stands in `derived_by` while a rebuilding by this installation goes on: what another one writes
    meanwhile takes it away."""
    return f"~{fingerprint()[1:]}"


def append(
    state: CatalogueState, kind: PublicationEvent.Kind, case: Case, *, slug: str = "", title: str = "", reason: str = ""
) -> PublicationEvent:
    """Append an event and raise the catalogue's number; the caller saves `state`."""
    event = _next(state, kind, case, slug=slug, title=title, reason=reason)
    event.save(force_insert=True)
    return event


def _next(
    state: CatalogueState,
    kind: PublicationEvent.Kind,
    case: Case,
    *,
    slug: str = "",
    title: str = "",
    reason: str = "",
    revision: Revision | None = None,
) -> PublicationEvent:
    """Return the next event, not saved yet, and raise the catalogue's number."""
    event = PublicationEvent(
        number=state.number + 1,
        kind=kind,
        case=case,
        revision=revision,
        slug=slug or case.slug,
        title=title or case.title,
        reason=reason,
        at=timezone.now(),
    )
    state.count(event)
    return event


def tell_rows(kind: PublicationEvent.Kind, rows: Iterable[models.Model], reason: str = "") -> None:
    """Append an event for each reference row that has a record of its own, in one transaction with its change.

    An article is part of its publication.
    """
    state = lock()
    if _tell(state, kind, rows, reason):
        state.save()


def _tell(state: CatalogueState, kind: PublicationEvent.Kind, rows: Iterable[models.Model], reason: str = "") -> bool:
    """Append an event for each of these rows that has a record of its own; return whether any has. The caller saves."""
    events = []
    told = {row.publication if isinstance(row, Article) else row: isinstance(row, Article) for row in rows}
    for row, is_whole_of_part in told.items():
        if (subject := SUBJECTS.get(type(row))) is None or (isinstance(row, ReferenceRow) and not row.is_public):
            continue
        event = PublicationEvent(
            number=state.number + 1,
            kind=Event.CHANGED if is_whole_of_part else kind,
            subject=subject,
            identifier=identifier_of(row),
            slug=getattr(row, "slug", ""),
            title=str(row)[:160],
            reason=reason,
            at=timezone.now(),
        )
        state.count(event)
        events.append(event)
    PublicationEvent.objects.bulk_create(events)
    return bool(events)


def tell_written(kind: PublicationEvent.Kind, rows: Iterable[models.Model]) -> None:
    """Tell of what the system read in, unless there is nothing to follow yet: who begins, begins with the lists."""
    if lock().number:
        tell_rows(kind, rows)


def identifier_of(row: models.Model) -> str:
    """Return what a partner knows a reference row by for ever."""
    match row:
        case Municipality():
            return row.gm_code
        case Province():
            return row.code
    return str(row.identifier)  # type: ignore[attr-defined]  # every other row with a record of its own has one


class Told(NamedTuple):
    """What other public rows hold of one: a portrait of its practices, a practice of its portrait."""

    slug: str
    title: str
    kind: str
    summary: str
    part_of: int | None

    @classmethod
    def of(cls, published: PublishedCase) -> "Told":
        """Return what `published` tells now."""
        summary = published.card.get("samenvatting", "")
        return cls(published.slug, published.title, published.kind, summary, published.part_of_id)


class Change(NamedTuple):
    """What a case told before it changed, and what it tells since; None while it was or is not public."""

    was: Told | None
    now: Told | None
    # The keys of its claims that texts which cite them show otherwise since.
    claims: frozenset[str]

    @classmethod
    def between(cls, was: PublishedCase | None, now: PublishedCase | None) -> "Change":
        """Return what changed from one public row of a case to the next."""
        return cls(Told.of(was) if was else None, Told.of(now) if now else None, citing.otherwise(was, now))


# By case.
Changes = dict[int, Change]


class Due(NamedTuple):
    """A case to write: the version that readers get, and its public row; None: it was not public."""

    case: Case
    revision: Revision
    published: PublishedCase | None


def write(state: CatalogueState, projector: Projector, due: Sequence[Due], *, search: bool = True) -> Changes:
    """Write the public rows of these cases and their events; return what readers see change.

    What other rows show of those is out of date until `settle`. Without `search` the search index is left alone.
    """
    now = timezone.now()
    projector.prepare([one.revision for one in due], [one.case for one in due])
    wanted = {one.case.pk: projector.project(one.revision, **_stamps(one.published, now)) for one in due}
    held = rows.Held.by(wanted, search=search)
    changes: Changes = {}
    documents, events = {}, []
    for case, revision, published in due:
        different = rows.differences(published, wanted[case.pk], held) if published else [rows.SEARCH]
        if search and rows.SEARCH in different:
            documents[case.pk] = wanted[case.pk].document
        if published and different in ([], [rows.SEARCH]):
            continue
        changes[case.pk] = Change.between(published, PublishedCase(pk=case.pk, **wanted[case.pk].fields))
        if published:
            wanted[case.pk] = wanted[case.pk].changed(now)
        kind = Event.CHANGED if published else Event.PUBLISHED
        told = {"title": revision.snapshot["title"], "slug": revision.snapshot["slug"]}
        events.append(_next(state, kind, case, **told, revision=revision))
    rows.write({case: wanted[case] for case in changes}, held)
    if documents:
        index.write(documents, held.search)
    PublicationEvent.objects.bulk_create(events)
    if documents.keys() - changes.keys():
        state.raise_version()
    return changes


def _stamps(published: PublishedCase | None, now: datetime.datetime) -> dict[str, datetime.datetime]:
    if published is None:
        return {"published_at": now, "changed_at": now}
    return {"published_at": published.published_at, "changed_at": published.changed_at}


def refresh_rows(state: CatalogueState, published: models.QuerySet[PublishedCase], *, search: bool = True) -> int:
    """Make these public rows anew, and what shows them; return how many changed."""
    projector = Projector()
    changes = _made_anew(state, projector, published, search=search)
    return len(changes) + settle(state, projector, changes)


def settle(state: CatalogueState, projector: Projector, changes: Changes) -> int:
    """Make anew what shows these cases, and what shows those, until nothing changes; return how many did.

    Of a text that cites any of their claims which stands there otherwise since, it is told that it changed.
    """
    number = 0
    claims: dict[int, frozenset[str]] = {}
    found_by: set[int] = set()
    while changes:
        claims |= {case: change.claims | claims.get(case, frozenset()) for case, change in changes.items()}
        showing: set[int] = set()
        for case, change in changes.items():
            if change.now != change.was:
                told = [one for one in (change.was, change.now) if one]
                found_by |= {one.part_of for one in told if one.part_of}
                showing |= _practices(case, told)
        changes = _made_anew(state, projector, PublishedCase.objects.filter(pk__in=showing)) if showing else {}
        number += len(changes)
    _found_anew(state, projector, found_by)
    _tell(state, Event.CHANGED, citing.citing_any({case: keys for case, keys in claims.items() if keys}))
    return number


def _found_anew(state: CatalogueState, projector: Projector, portraits: Iterable[int]) -> None:
    """Make anew what search looks in of these portraits, of which a practice changed: they show nothing of it."""
    for some in batched(sorted(portraits), BATCH):
        revisions = public_revisions(some)
        projector.prepare(revisions)
        documents = {revision.case_id: projector.document(revision) for revision in revisions}
        held = index.StoredRows.of(documents)
        different = {case: made for case, made in documents.items() if held.differs(case, made)}
        if different:
            index.write(different, held)
            state.raise_version()


def _made_anew(
    state: CatalogueState, projector: Projector, published: models.QuerySet[PublishedCase], *, search: bool = True
) -> Changes:
    """Make these public rows anew from the revision each shows, portraits first; return what changed."""
    changed: Changes = {}
    for some in batched(portraits_first(published), BATCH):
        found = {row.pk: row for row in published_with_source(some)}
        changed |= write(
            state, projector, [Due(found[pk].case, found[pk].revision, found[pk]) for pk in some], search=search
        )
    return changed


def portraits_first(published: models.QuerySet[PublishedCase]) -> list[int]:
    """Return the keys of these public cases in the order in which they are made anew."""
    return list(published.order_by(F("part_of").asc(nulls_first=True), "pk").values_list("pk", flat=True))


def _among(cases: Sequence[int]) -> models.QuerySet[PublishedCase]:
    return PublishedCase.objects.filter(pk__in=cases)


def _practices(case: int, told: list[Told]) -> set[int]:
    """Return the practices that show this case, if it is a portrait: its own, and those that wait for it, of which the
    versions name it by any of the addresses it has or had.
    """
    if all(one.kind != Case.Kind.PORTRAIT for one in told):
        return set()
    addresses = set(PublicationEvent.objects.filter(case=case).values_list("slug", flat=True))
    waiting = Q(part_of=case) | Q(portrait_slug__in=sorted(addresses))
    return set(PublishedCase.objects.filter(waiting).values_list("pk", flat=True))


def _showing(row: models.Model) -> models.QuerySet[PublishedCase]:
    """Return the public cases in whose record `row` can be seen, or that are found under it."""
    wanted = connected(row) if isinstance(row, Municipality) else row
    shown = reduce(or_, (Q(**{lookup: wanted}) for lookup in SHOWN_BY[type(row)]), Q(pk__in=[]))
    cases = PublishedCase.objects.filter(shown)
    return PublishedCase.objects.filter(pk__in=cases.order_by().values("pk"))
