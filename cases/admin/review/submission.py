from functools import partial
from http import HTTPStatus
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.views.main import SEARCH_VAR
from django.db.models import Case, IntegerField, QuerySet, When
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import URLPattern, path
from django.utils.html import format_html

from cases.admin.case.filters import AttentionFilter
from cases.admin.review import sender_erasing
from cases.admin.review.adoption_decision import AdoptionDecisionMixin
from cases.admin.review.sender_erasing import numbers
from cases.models import PublishedClaim, Submission, SubmissionNote
from cases.submissions import privacy
from cases.submissions.questions import STEPS
from gouden.accounts import security_log
from gouden.web.admin.base import GoudenAdmin, ReadOnlyInline

State = Submission.State

# In the order in which they ask for an editor.
ORDER = (State.WAITING, State.TAKEN_UP, State.UNCONFIRMED, State.ACCEPTED, State.REFUSED)
PLACE = Case(*(When(state=state, then=place) for place, state in enumerate(ORDER)), output_field=IntegerField())


class SubmissionNoteInline(ReadOnlyInline):
    model = SubmissionNote
    # One below the other: a note is a text, not a row of values.
    template = "admin/edit_inline/stacked.html"
    fields = readonly_fields = ("text",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("by")


@admin.register(Submission)
class SubmissionAdmin(AdoptionDecisionMixin):
    """The queue of what people shared. What they are still writing is theirs, and not in it."""

    list_display = ("__str__", "kind", "stand", "municipality", "sent_at", "about")
    list_filter = (AttentionFilter, "state", "kind")
    list_select_related = ("municipality", "case", "board_question")
    search_fields = ("title", "summary", "message", "organisation", "name", "email", "municipality__name")
    show_facets = admin.ShowFacets.ALWAYS
    # Its address on the site is the sender's own link.
    view_on_site = False
    inlines = (SubmissionNoteInline,)
    actions = ("export_senders", "erase_senders")

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(partial(sender_erasing.erase_view, self))
        return [path("wis-inzender/", view, name="cases_submission_erase_sender"), *super().get_urls()]

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        response = super().change_view(request, object_id, form_url, extra_context)
        if request.method == "GET" and response.status_code == HTTPStatus.OK:
            security_log.personal_data(request, security_log.What.VIEWED, f"inzending {object_id}")
        return response

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        response = super().changelist_view(
            request, {"may_erase": self.has_delete_permission(request)} | (extra_context or {})
        )
        if request.method == "GET" and request.GET.get(SEARCH_VAR):
            # It also looks in addresses and texts, so what it finds tells of a person. Not what was looked for.
            security_log.personal_data(request, security_log.What.VIEWED, "inzendingen waarin iets is gezocht")
        return response

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).exclude(state=State.STARTED)

    @admin.display(description="stand", ordering="state")
    def stand(self, submission: Submission) -> str:
        return submission.standing

    @admin.display(description="voorbeeld", ordering="case__title")
    def about(self, submission: Submission) -> str:
        case = submission.case
        return "(in de prullenbak)" if case and case.state == case.State.BINNED else str(case or "-")

    @admin.display(description="uitspraak")
    def statement(self, submission: Submission) -> str:
        """What the statement said when it was reported, with a link to where readers see it now."""
        claim = PublishedClaim.objects.filter(published_case=submission.case_id, key=submission.claim_key).first()
        if claim is None:
            return f"‘{submission.claim_text}’ (niet meer openbaar)"
        since = "" if str(claim) == submission.claim_text else " (nu anders)"
        return format_html(
            "‘{}’{} <a href='{}'>bekijk op de site</a>", submission.claim_text, since, claim.get_absolute_url()
        )

    def get_ordering(self, request: HttpRequest) -> Any:
        """What waits longest first."""
        return (PLACE.asc(), "sent_at", "pk")

    def get_fieldsets(self, request: HttpRequest, obj: Submission | None = None) -> Any:
        """What was asked of this kind, in the order in which it was asked."""
        asked = STEPS[obj.kind] if obj else ()
        answers = [(step.title, {"fields": [question.name for question in step.questions]}) for step in asked]
        about = ["case"]
        about += ["statement"] if obj and obj.claim_key else []
        about += ["adoption"] if obj and obj.adoption_id else []
        return [(None, {"fields": (*about, "sent_at", "email_confirmed_at", "decided_at")}), *answers]

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Allow it to whom Django allows it: what somebody sent can be erased on request."""
        return GoudenAdmin.has_delete_permission(self, request, obj)

    @admin.action(description="Exporteer alles van deze inzenders (JSON)", permissions=["delete"])
    def export_senders(self, request: HttpRequest, queryset: QuerySet[Submission]) -> HttpResponse:
        """Hand over all that is kept of who sent the chosen submissions: what one can ask by law."""
        senders = _senders(queryset)
        found = {email: privacy.everything_of(email) for email in senders}
        security_log.personal_data(request, security_log.What.EXPORTED, numbers(queryset))
        response = JsonResponse(found, json_dumps_params={"ensure_ascii": False, "indent": 2})
        response.headers["Content-Disposition"] = 'attachment; filename="inzenders.json"'
        return response

    @admin.action(description="Wis alles van deze inzenders", permissions=["delete"])
    def erase_senders(self, request: HttpRequest, queryset: QuerySet[Submission]) -> HttpResponse | None:
        """Show what erasing all of who sent the chosen submissions takes away; its page then does it."""
        senders = _senders(queryset)
        if senders:
            return sender_erasing.show(self, request, senders)
        text = "Bij deze inzendingen staat geen mailadres. Verwijder ze een voor een."
        self.message_user(request, text, messages.WARNING)
        return None


def _senders(queryset: QuerySet[Submission]) -> list[str]:
    """Return the addresses from which these were sent, each once."""
    return sorted({submission.email.casefold() for submission in queryset if submission.email})
