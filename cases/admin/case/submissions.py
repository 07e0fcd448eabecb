"""The way from a case to what people sent about it."""

from typing import Any, override

from django.http import HttpRequest, HttpResponse

from cases.admin.base import GoudenAdmin, editor
from cases.models import Case, Submission


class SubmissionsMixin(GoudenAdmin):
    """Links on the form of a case to the submissions it was made of, and to the mistakes that were reported in it."""

    @override
    def render_change_form(
        self,
        request: HttpRequest,
        context: Any,
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Case | None = None,
    ) -> HttpResponse:
        if obj and editor(request).has_perm("cases.view_submission"):
            open_states = [Submission.State.WAITING, Submission.State.TAKEN_UP]
            about = obj.submissions.order_by("sent_at", "pk")
            # A mistake that was dealt with is of no use here any more.
            context["submissions"] = about.exclude(kind=Submission.Kind.MISTAKE) | about.filter(state__in=open_states)
        return super().render_change_form(request, context, add, change, form_url, obj)
