"""The way from a case to what people sent about it."""

from django.db.models import QuerySet
from django.http import HttpRequest

from cases.models import Case, Submission
from gouden.web.admin.base import editor


def submissions_about(request: HttpRequest, case: Case) -> QuerySet[Submission]:
    """Return the submissions `case` was made of and the open mistakes and questions about it, for who may see them."""
    if not editor(request).has_perm("cases.view_submission"):
        return Submission.objects.none()
    open_states = [Submission.State.WAITING, Submission.State.TAKEN_UP]
    about = case.submissions.order_by("sent_at", "pk")
    # A mistake that was dealt with is of no use here any more, nor a question.
    return about.filter(kind__in=Submission.CASES_TO_BE) | about.filter(state__in=open_states)
