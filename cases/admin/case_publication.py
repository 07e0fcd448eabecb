"""The buttons of a case: publish, withdraw with a reason, preview. They call the verbs and say what happened."""

from typing import Any, override

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.utils import quote
from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.timezone import localtime

from cases import workflow
from cases.admin.base import GoudenAdmin, editor
from cases.admin.preview import preview
from cases.models import Case, PublicationEvent
from cases.rules import NotPublishable, Problem, problems
from cases.transitions import NotAllowed

# Asks the change form to say at each field what stands in the way of publishing.
CHECK = "controle"


class SavedToPublish(HttpResponse):
    """Stands for the answer to 'save and publish' until the work is saved for good; then the case is published."""

    def __init__(self, case: Case) -> None:
        super().__init__()
        self.case = case


class WithdrawForm(forms.Form):
    reason = forms.CharField(
        label="Reden",
        widget=forms.Textarea(attrs={"rows": 4, "class": "vLargeTextField"}),
        help_text="Lezers zien deze tekst op het adres waar het voorbeeld stond.",
        error_messages={"required": "Geef de reden: lezers die het voorbeeld zoeken, krijgen die te zien."},
    )


class PublicationMixin(GoudenAdmin):
    """What CaseAdmin can do beside saving."""

    actions = ("publish_selected", "withdraw_selected")

    def has_publish_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Whether the user may publish and withdraw: the one place to make that stricter than changing."""
        return self.has_change_permission(request, obj)

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        own = [
            path("<int:pk>/publiceer/", view(self.publish_view), name="cases_case_publish"),
            path("<int:pk>/trek-in/", view(self.withdraw_view), name="cases_case_withdraw"),
            path("<int:pk>/voorbeeld/", view(self.preview_view), name="cases_case_preview"),
        ]
        return own + super().get_urls()

    # --- The change form ---------------------------------------------------------------------------------------

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """Save; and for 'save and publish' publish afterwards, so that the work is kept when publishing fails."""
        if "_publish" in request.POST and not self.has_publish_permission(request):
            raise PermissionDenied
        response = super().changeform_view(request, object_id, form_url, extra_context)
        if not isinstance(response, SavedToPublish):
            return response
        return self._publish_one(request, response.case)

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
        context["can_publish"] = self.has_publish_permission(request, obj)
        context["case_is_public"] = bool(obj and obj.state == Case.State.PUBLISHED)
        context["case_has_pending_changes"] = bool(obj and getattr(obj, "has_pending_changes", False))
        context["show_save_and_add_another"] = False
        context["show_delete"] = bool(obj and not self.reasons_to_keep([obj], request))
        if obj and CHECK in request.GET and request.method == "GET":
            context["publication_problems"] = show_problems(context, problems(obj))
        return super().render_change_form(request, context, add, change, form_url, obj)

    def get_view_on_site_url(self, obj: Model | None = None) -> str | None:
        """Link to the public page where there is one; its address is that of the last publication."""
        published = getattr(obj, "published", None)
        return published.get_absolute_url() if published else None

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """Add the revisions to Django's own log."""
        case = self.get_object(request, object_id)
        revisions = case.revisions.select_related("by").order_by("-number") if case else ()
        return super().history_view(request, object_id, {"revisions": revisions} | (extra_context or {}))

    @admin.display(description="stand")
    def publication_status(self, case: Case) -> str:
        """What readers see of the case, in one sentence."""
        event = case.events.exclude(kind=PublicationEvent.Kind.MOVED).order_by("-number").first()
        day = date_format(localtime(event.at), "j F Y") if event else ""
        match case.state:
            case Case.State.PUBLISHED if getattr(case, "has_pending_changes", False):
                return f"Gepubliceerd op {day}. Daarna is het gewijzigd; lezers zien dat nog niet."
            case Case.State.PUBLISHED:
                return f"Gepubliceerd op {day}. Lezers zien wat hier staat."
            case Case.State.WITHDRAWN if event:
                return f"Ingetrokken op {day}: {event.reason}"
        return "Concept. Lezers zien het niet."

    # --- Buttons -----------------------------------------------------------------------------------------------

    def publish_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        case = self._case_for_a_verb(request, pk)
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        return self._publish_one(request, case)

    def withdraw_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask for the reason; then withdraw."""
        case = self._case_for_a_verb(request, pk)
        if case.state != Case.State.PUBLISHED:
            self.message_user(request, f"‘{case}’ is niet openbaar; er valt niets in te trekken.", messages.WARNING)
            return self._to_change_form(case)
        form = WithdrawForm(request.POST or None)
        if not form.is_valid():
            return self._ask_for_reason(request, form, [case])
        self._withdraw(request, [case], form.cleaned_data["reason"])
        return self._to_change_form(case)

    def preview_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show the page as it would be published. Writes nothing."""
        case = get_object_or_404(Case, pk=pk)
        if not self.has_view_permission(request, case):
            raise PermissionDenied
        if not case.citations.exists():
            text = "Er is nog geen pagina om te bekijken: die begint bij een bron. Geef minstens één bronvermelding."
            self.message_user(request, text, messages.WARNING)
            return self._to_change_form(case, check=True)
        return preview(request, case)

    # --- Bulk actions ------------------------------------------------------------------------------------------

    @admin.action(description="Publiceer de gekozen praktijkvoorbeelden", permissions=["publish"])
    def publish_selected(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        # By kind, because 'portret' comes before 'praktijk': a practice then links to its portrait at once.
        for case in queryset.order_by("kind", "title"):
            if case.state == Case.State.PUBLISHED and not case.has_pending_changes:
                self.message_user(request, f"‘{case}’ was al openbaar zoals het nu is.", messages.INFO)
                continue
            found = self._publish(request, case)
            if found:
                reasons = " ".join(problem.message for problem in found)
                text = format_html("{} is niet gepubliceerd. {}", self._links([case]), reasons)
                self.message_user(request, text, messages.ERROR)

    @admin.action(description="Trek de gekozen praktijkvoorbeelden in", permissions=["publish"])
    def withdraw_selected(self, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponse | None:
        public = list(queryset.filter(state=Case.State.PUBLISHED))
        if not public:
            self.message_user(request, "Geen van deze voorbeelden is openbaar.", messages.WARNING)
            return None
        form = WithdrawForm(request.POST if "reason" in request.POST else None)
        if not form.is_valid():
            return self._ask_for_reason(request, form, public, action="withdraw_selected")
        self._withdraw(request, public, form.cleaned_data["reason"])
        return None

    # --- What they share ---------------------------------------------------------------------------------------

    def _case_for_a_verb(self, request: HttpRequest, pk: int) -> Case:
        case = get_object_or_404(Case, pk=pk)
        if not self.has_publish_permission(request, case):
            raise PermissionDenied
        return case

    def _publish_one(self, request: HttpRequest, case: Case) -> HttpResponse:
        """Publish `case` and return to its form, which then says what stands in the way, if anything does."""
        found = self._publish(request, case)
        if found:
            text = format_html("{} is bewaard, maar nog niet gepubliceerd.", self._links([case]))
            self.message_user(request, text, messages.WARNING)
        return self._to_change_form(case, check=bool(found))

    def _publish(self, request: HttpRequest, case: Case) -> list[Problem]:
        """Publish `case` and say so; return what stands in the way."""
        try:
            published = workflow.publish(case=case, by=editor(request))
        except NotPublishable as error:
            return error.problems
        except NotAllowed as error:
            self.message_user(request, format_html("{}: {}", self._links([case]), error), messages.ERROR)
            return []
        self.log_change(request, case, "Gepubliceerd.")
        url = published.get_absolute_url()
        text = format_html('{} is gepubliceerd. <a href="{}">Bekijk de pagina</a>', self._links([case]), url)
        self.message_user(request, text, messages.SUCCESS)
        return []

    def _withdraw(self, request: HttpRequest, cases: list[Case], reason: str) -> None:
        for case in cases:
            try:
                workflow.withdraw(case=case, by=editor(request), reason=reason)
            except NotAllowed as error:
                self.message_user(request, format_html("{}: {}", self._links([case]), error), messages.ERROR)
            else:
                self.log_change(request, case, f"Ingetrokken: {reason}")
                self.message_user(request, format_html("{} is ingetrokken.", self._links([case])), messages.SUCCESS)

    def _ask_for_reason(
        self, request: HttpRequest, form: WithdrawForm, cases: list[Case], action: str = ""
    ) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": "Intrekken",
            "opts": self.opts,
            "form": form,
            "cases": cases,
            "action": action,
            "action_checkbox_name": ACTION_CHECKBOX_NAME,
            "cancel_url": reverse("admin:cases_case_changelist") if action else _change_url(cases[0]),
            "media": self.media,
        }
        request.current_app = self.admin_site.name
        return TemplateResponse(request, "admin/cases/case/withdraw.html", context)

    def _links(self, cases: Any) -> SafeString:
        return format_html_join(", ", '<a href="{}">{}</a>', ((_change_url(case), case) for case in cases))

    def _to_change_form(self, case: Case, *, check: bool = False) -> HttpResponseRedirect:
        return HttpResponseRedirect(_change_url(case) + (f"?{CHECK}=publiceren" if check else ""))


def _change_url(case: Case) -> str:
    return reverse("admin:cases_case_change", args=[quote(case.pk)])


def show_problems(context: dict[str, Any], found: list[Problem]) -> list[dict[str, str]]:
    """Put each problem at its field or inline on the form, and return them with a link to it for the summary above."""
    form = context["adminform"].form
    formsets = {inline.formset.prefix: inline.formset for inline in context["inline_admin_formsets"]}
    for problem in found:
        if problem.field in formsets:
            formsets[problem.field].non_form_errors().append(problem.message)
        else:
            form.errors.setdefault(problem.field, form.error_class()).append(problem.message)
    return [
        {
            "message": problem.message,
            "anchor": f"{problem.field}-group" if problem.field in formsets else f"id_{problem.field}",
        }
        for problem in found
    ]
