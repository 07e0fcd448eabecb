"""Two editors at one case: who saves second sees what the other changed, chooses, and loses nothing."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from django.contrib.admin.utils import unquote
from django.db import transaction
from django.http import HttpRequest

from cases import publishing
from cases.admin.case.simultaneous.merging import Conflict, choose, merge
from cases.admin.reference.base import lock_catalogue
from cases.admin.stale_form import SEEN_INPUT, said_to
from cases.models import Case, Revision
from cases.revisions.differences import Difference, Words, differences
from cases.revisions.snapshot import read, snapshot
from gouden.web.admin.base import GoudenAdmin, editor, whole_number
from gouden.web.text.dutch_text import enumeration


class Collision(NamedTuple):
    """What came between opening the form and saving it: the versions saved since, by whom, and what they changed."""

    since: list[Revision]
    who: str
    theirs: list[Difference]
    # Where the editor has to choose.
    conflicts: list[Conflict]


@contextmanager
def guard(case_admin: GoudenAdmin, request: HttpRequest, object_id: str | None) -> Iterator[dict[str, Any]]:
    """Yield for the page of a form the version it shows, and what came in between when that was another one.

    A case is saved inside this, under the lock of the verbs: of two who save at once, one is first.
    """
    case = case_admin.get_object(request, unquote(object_id)) if object_id else None
    if case is None:
        yield {}
    elif request.method != "POST" or not case_admin.has_change_permission(request, case):
        # Before the rows are read: what is saved after this is a collision, never silently overwritten.
        yield {SEEN_INPUT: publishing.latest_number(case)}
    else:
        with transaction.atomic():
            lock_catalogue()
            # Also where no verb was ever used and there is no row of theirs to lock; held until the work is saved.
            Case.objects.select_for_update().get(pk=case.pk)
            case.refresh_from_db()
            latest = publishing.latest_number(case)
            yield {SEEN_INPUT: latest, "collision": _put_together(case_admin, request, case, latest)}


def _put_together(case_admin: GoudenAdmin, request: HttpRequest, case: Case, latest: int) -> Collision | None:
    """Put what to save in the request; return what came in between, if anything did."""
    seen = whole_number(request.POST.get(SEEN_INPUT, ""))
    request.POST = choose(case_admin, request, case)  # type: ignore[assignment]
    if seen == latest:
        return None
    revisions = Revision.objects.filter(case=case).select_related("by").order_by("number")
    found = revisions.filter(number=seen).first() if seen is not None else None
    since = list(revisions.filter(number__gt=seen) if seen is not None else revisions)
    who = enumeration(dict.fromkeys(said_to(editor(request), revision.by) for revision in since))
    now = snapshot(Case.objects.for_snapshot().get(pk=case.pk))
    base = read(found.snapshot) if found else None
    request.POST, conflicts = merge(case_admin, request, case, base, Words(now, base or now))  # type: ignore[assignment]
    return Collision(since, who or "een ander", differences(base, now) if base else [], conflicts)
