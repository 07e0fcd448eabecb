from typing import Any

from django.contrib import admin
from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.http import HttpRequest

from cases.admin.base import GoudenAdmin, ReadOnlyAdmin, ReadOnlyInline
from cases.models import Submission, SubmissionNote
from cases.submissions.questions import STEPS

State = Submission.State

# In the order in which they ask for an editor.
ORDER = (State.WAITING, State.TAKEN_UP, State.UNCONFIRMED, State.ACCEPTED, State.REFUSED)


class SubmissionNoteInline(ReadOnlyInline):
    model = SubmissionNote
    fields = readonly_fields = ("at", "by", "text")


@admin.register(Submission)
class SubmissionAdmin(ReadOnlyAdmin):
    """The queue of what people shared. What they are still writing is theirs, and not in it."""

    list_display = ("__str__", "kind", "state", "municipality", "sent_at", "case")
    list_filter = ("state", "kind")
    list_select_related = ("municipality", "case")
    search_fields = ("title", "summary", "message", "organisation", "name", "email", "municipality__name")
    show_facets = admin.ShowFacets.ALWAYS
    inlines = (SubmissionNoteInline,)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """What was sent, with what waits longest first."""
        places = [When(state=state, then=Value(place)) for place, state in enumerate(ORDER)]
        sent = super().get_queryset(request).exclude(state=State.STARTED)
        return sent.order_by(Case(*places, output_field=IntegerField()), "sent_at", "pk")

    def get_ordering(self, request: HttpRequest) -> tuple[str, ...]:
        """Keep the order of the queue."""
        return ()

    def get_fieldsets(self, request: HttpRequest, obj: Submission | None = None) -> Any:
        """What was asked of this kind, in the order in which it was asked."""
        asked = STEPS[obj.kind] if obj else ()
        answers = [(step.title, {"fields": [question.name for question in step.questions]}) for step in asked]
        stands = ("kind", "state", "case", "sent_at", "email_confirmed_at", "decided_at")
        return [(None, {"fields": stands}), *answers]

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Allow it to whom Django allows it: what somebody sent can be erased on request."""
        return GoudenAdmin.has_delete_permission(self, request, obj)
