"""Writing the public side, under the lock of the catalogue: nothing else writes PublishedCase or PublicationEvent."""

from functools import reduce
from operator import or_
from typing import NamedTuple

from django.db import models, transaction
from django.db.models import Q
from django.db.models.functions import Cast
from django.utils import timezone

from cases.models import (
    Adoption,
    Article,
    Case,
    CatalogueState,
    Designation,
    Initiative,
    Inquiry,
    Obstacle,
    Person,
    Publication,
    PublicationEvent,
    PublishedCase,
    Revision,
    Speaker,
    Synonym,
    Theme,
)
from cases.projection.derivation import fingerprint
from cases.projection.projector import SEARCH, Projector
from municipalities.models import Municipality, Organisation, Province, Region
from municipalities.succession import connected

Event = PublicationEvent.Kind

# By which ways a reference row comes into a case's record. A row without ways shows on pages of its own only.
SHOWN_BY: dict[type[models.Model], tuple[str, ...]] = {
    # A new end, or none any more, changes where the cases of all that went into a municipality are found.
    Municipality: ("places__municipality__in", "speakers__municipality__in"),
    Province: ("places__municipality__province", "speakers__municipality__province"),
    Region: ("regions", "places__municipality__regions"),
    Organisation: ("organisations", "speakers__organisations", "articles__publication__publishers"),
    Publication: ("articles__publication",),
    Article: ("articles",),
    Person: ("speakers__person",),
    Speaker: ("speakers",),
    Initiative: ("initiatives",),
    Theme: ("themes",),
    Obstacle: ("obstacles",),
    Inquiry: ("case__inquiries",),
    Designation: (),
    Adoption: (),
    Synonym: (),
}


def refresh(*, referring_to: models.Model) -> int:
    """Make the public rows that show `referring_to` anew and return how many changed.

    Called after every change of a reference row, so the catalogue's version goes up even where no case shows it.
    """
    with transaction.atomic():
        state = lock()
        changed = refresh_rows(state, _showing(referring_to))
        state.raise_version()
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
    if state.derived_by != mine:
        state.derived_by = ""
    return state


def append(
    state: CatalogueState, kind: PublicationEvent.Kind, case: Case, *, slug: str = "", title: str = "", reason: str = ""
) -> PublicationEvent:
    """Append an event and raise the catalogue's number; the caller saves `state`."""
    event = PublicationEvent.objects.create(
        number=state.number + 1,
        kind=kind,
        case=case,
        slug=slug or case.slug,
        title=title or case.title,
        reason=reason,
        at=timezone.now(),
    )
    state.count(event)
    return event


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


# By case what it told before it changed; None when it was not public.
Before = dict[int, Told | None]


def write(
    state: CatalogueState, projector: Projector, case: Case, revision: Revision, published: PublishedCase | None
) -> bool:
    """Write the public row of `revision` and its event; return whether anything readers see changed.

    What other rows show of it is out of date until `settle`.
    """
    now = timezone.now()
    if published is None:
        projector.project(revision, published_at=now, changed_at=now).write(PublishedCase(case=case))
        append(state, Event.PUBLISHED, case, title=revision.snapshot["title"], slug=revision.snapshot["slug"])
        return True
    kept = {"published_at": published.published_at, "changed_at": published.changed_at}
    projection = projector.project(revision, **kept)
    different = projection.differences(published)
    if different == [SEARCH]:
        projection.write_search(published)
        state.raise_version()
    if different in ([], [SEARCH]):
        return False
    projector.project(revision, **kept | {"changed_at": now}).write(published)
    append(state, Event.CHANGED, case, title=revision.snapshot["title"], slug=revision.snapshot["slug"])
    return True


def refresh_rows(state: CatalogueState, published: models.QuerySet[PublishedCase]) -> int:
    """Make these public rows anew, and what shows them; return how many changed."""
    changed = _made_anew(state, published)
    return len(changed) + settle(state, changed)


def settle(state: CatalogueState, before: Before) -> int:
    """Make anew what shows the cases of `before`, and what shows those, until nothing changes; return how many did."""
    number = 0
    while before:
        now = PublishedCase.objects.in_bulk(before)
        showing: set[int] = set()
        for case, was in before.items():
            told = Told.of(now[case]) if case in now else None
            if told != was:
                showing |= _family(case, [one for one in (was, told) if one])
        before = _made_anew(state, PublishedCase.objects.filter(pk__in=showing))
        number += len(before)
    return number


def _made_anew(state: CatalogueState, published: models.QuerySet[PublishedCase]) -> Before:
    """Make these public rows anew from the revision each shows; return those that changed."""
    projector = Projector()
    changed: Before = {}
    for row in published.select_related("case", "revision"):
        told = Told.of(row)
        if write(state, projector, row.case, row.revision, row):
            changed[row.pk] = told
    return changed


def _family(case: int, told: list[Told]) -> set[int]:
    """Return the cases that show this one: of a practice its portrait, of a portrait its practices.

    Also the practices that wait for it: their versions name it by one of the addresses it has or had.
    """
    found = {one.part_of for one in told if one.part_of}
    if any(one.kind == Case.Kind.PORTRAIT for one in told):
        moved = PublicationEvent.objects.filter(case=case, kind=Event.MOVED).values_list("slug", flat=True)
        addresses = {*moved, *(one.slug for one in told)}
        waiting = Q(part_of=case) | Q(revision__snapshot__part_of__in=sorted(addresses))
        found.update(PublishedCase.objects.filter(waiting).values_list("pk", flat=True))
    return found


def _showing(row: models.Model) -> models.QuerySet[PublishedCase]:
    """Return the public cases in whose record `row` can be seen, or that are found under it."""
    wanted = connected(row) if isinstance(row, Municipality) else row
    shown = reduce(or_, (Q(**{lookup: wanted}) for lookup in SHOWN_BY[type(row)]), Q(pk__in=[]))
    cases = PublishedCase.objects.all()
    if keys := _named_keys(row):
        # Claims and parties have no relation to what they name; the version that readers see does name it.
        cases = cases.annotate(named=Cast("revision__snapshot", models.TextField()))
        shown |= Q(named__regex=f'"({"|".join(keys)})"')
    return PublishedCase.objects.filter(pk__in=cases.filter(shown).order_by().values("pk"))


def _named_keys(row: models.Model) -> list[str]:
    """Return by what a version names `row`, or the municipalities in it, where claims or parties may do so."""
    match row:
        case Municipality():
            return [row.cbs_code]
        case Region():
            return [row.slug]
        case Province():
            return list(row.municipalities.values_list("cbs_code", flat=True))
    return []
