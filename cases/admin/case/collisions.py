"""Two editors at one case: who saves second sees what the other changed, chooses, and loses nothing."""

from typing import Any, NamedTuple

from django.contrib.admin.utils import unquote
from django.contrib.auth.models import User
from django.db import transaction
from django.http import HttpRequest, HttpResponse

from cases import publishing
from cases.admin.base import editor, whole_number
from cases.admin.case.merging import Merged, choose, merge
from cases.admin.reference.base import lock_catalogue
from cases.admin.stale_form import SEEN, CollidedMixin, said_to
from cases.models import Case, Revision
from cases.revisions.snapshot import read
from gouden.web.dutch_text import enumeration


class Collision(NamedTuple):
    """What came between opening the form and saving it: the versions saved since, and both works put together."""

    since: list[Revision]
    who: str
    merged: Merged


class CollisionMixin(CollidedMixin):
    """Lets CaseAdmin save only over the version that the editor saw."""

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """Look for versions of others under the lock of the verbs: of two who save at once, one is first."""
        case = self.get_object(request, unquote(object_id)) if object_id else None
        extra: dict[str, Any] = dict(extra_context or {})
        if case is None or request.method != "POST" or not self.has_change_permission(request, case):
            if case:
                # Before the rows are read: what is saved after this is a collision, never silently overwritten.
                extra[SEEN] = publishing.latest_number(case)
            return super().changeform_view(request, object_id, form_url, extra)
        with transaction.atomic():
            lock_catalogue()
            # Also where no verb was ever used and there is no row of theirs to lock; held until the work is saved.
            Case.objects.select_for_update().get(pk=case.pk)
            case.refresh_from_db()
            extra[SEEN] = publishing.latest_number(case)
            extra["collision"] = self._look(request, case, extra[SEEN])
            return super().changeform_view(request, object_id, form_url, extra)

    def _look(self, request: HttpRequest, case: Case, latest: int) -> Collision | None:
        """Put what to save in the request; return what came in between, if anything did."""
        seen = whole_number(request.POST.get(SEEN, ""))
        request.POST = choose(self, request, case)  # type: ignore[assignment]
        if seen == latest:
            return None
        revisions = Revision.objects.filter(case=case).select_related("by").order_by("number")
        base = revisions.filter(number=seen).first() if seen is not None else None
        since = list(revisions.filter(number__gt=seen) if seen is not None else revisions)
        merged = merge(self, request, case, read(base.snapshot) if base else None)
        request.POST = merged.data  # type: ignore[assignment]
        request.collided = True  # type: ignore[attr-defined]
        return Collision(since, who_saved(since, editor(request)), merged)


def who_saved(since: list[Revision], reader: User) -> str:
    """Return who saved these versions, as said to `reader`."""
    return enumeration(dict.fromkeys(said_to(reader, revision.by) for revision in since)) or "een ander"
