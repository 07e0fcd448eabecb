"""The way of a case to its readers: the verbs as buttons, the preview, and what they say."""

from typing import Any, override
from urllib.parse import urlencode

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.admin.utils import quote
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from cases.admin.base import GoudenAdmin, editor
from cases.admin.case.preview import preview
from cases.admin.case.standing import standing
from cases.admin.case.verbs import VERBS, Look, Verb
from cases.admin.reference.base import lock_catalogue
from cases.admin.stale_form import SEEN
from cases.models import Case, Revision
from cases.publishing import TRANSITIONS, NotAllowed, allowed, refusal
from cases.publishing.rules import NotPublishable, Problem, problems

# Asks the change form to say at each field what stands in the way of publishing.
CHECK = "controle"
PUBLISH, SUBMIT = VERBS["publish"], VERBS["submit"]


class SavedToPublish(HttpResponse):
    """Stands for the answer to 'save and publish' until the work is saved for good; then the case is published."""

    def __init__(self, case: Case) -> None:
        super().__init__()
        # Still under the lock in which nobody else came between opening the form and saving it.
        self.case, self.look = case, Look.at(case)


class PublicationMixin(GoudenAdmin):
    """What CaseAdmin can do beside saving: each verb for who has its permission, where the case allows it."""

    def may(self, request: HttpRequest, verb: Verb) -> bool:
        """Whether the user may use `verb` at all; `allowed` says on which case."""
        return self.has_view_permission(request) and editor(request).has_perm(TRANSITIONS[verb.name].permission)

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """What is archived is looked at; who goes on with it reopens it first."""
        archived = isinstance(obj, Case) and obj.state == Case.State.ARCHIVED
        return not archived and super().has_change_permission(request, obj)

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        verbs = [
            path(f"<int:pk>/{verb.path}/", view(self.verb_view), {"verb": verb}, name=f"cases_case_{name}")
            for name, verb in VERBS.items()
        ]
        preview = path("<int:pk>/voorbeeld/", view(self.preview_view), name="cases_case_preview")
        return [*verbs, preview, *super().get_urls()]

    # --- The change form ---------------------------------------------------------------------------------------

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """Save; and for 'save and publish' publish afterwards, so that the work is kept when publishing fails."""
        for button, verb in (("_publish", PUBLISH), ("_submit", SUBMIT)):
            if button in request.POST and not self.may(request, verb):
                raise PermissionDenied
        response = super().changeform_view(request, object_id, form_url, extra_context)
        if not isinstance(response, SavedToPublish):
            return response
        return self._publish_one(request, response.case, response.look)

    def response_saved(self, request: HttpRequest, case: Case) -> HttpResponse | None:
        """Return the answer to the buttons that save and go on; None for Django's own."""
        if "_publish" in request.POST:
            return SavedToPublish(case)
        if "_submit" in request.POST:
            return HttpResponseRedirect(_asking_url(case, "submit", Look.at(case)))
        return None

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
        # Who saves a change is its writer: with four eyes it goes to a colleague and not to the readers.
        publishes = self.may(request, PUBLISH) and not settings.GOUDEN_FOUR_EYES
        context["save_and_publish"] = publishes
        context["save_and_submit"] = not publishes and self.may(request, SUBMIT) and not (obj and obj.submitted_at)
        context["show_save_and_add_another"] = False
        context["show_delete"] = bool(obj and not self.reasons_to_keep([obj], request))
        if obj:
            context["standing"] = standing(obj)
            context["look"] = Look(context[SEEN], obj.state)
            context["verbs"] = self._verbs_for(request, obj, context["look"])
            if self.may(request, PUBLISH) and obj.submitted_at:
                context["why_not_publish"] = refusal(case=obj, verb="publish", by=editor(request))
        if obj and CHECK in request.GET and request.method == "GET":
            context["publication_problems"] = show_problems(context, problems(obj))
        return super().render_change_form(request, context, add, change, form_url, obj)

    def get_view_on_site_url(self, obj: Model | None = None) -> str | None:
        """Link to the public page where there is one; its address is that of the last publication."""
        published = getattr(obj, "published", None)
        return published.get_absolute_url() if published else None

    # --- Buttons -----------------------------------------------------------------------------------------------

    def verb_view(self, request: HttpRequest, pk: int, verb: Verb) -> HttpResponse:
        """Ask what the verb has to know, and do it to the case as it was looked at."""
        case = get_object_or_404(Case, pk=pk)
        if not self.may(request, verb):
            raise PermissionDenied
        if request.method != "POST":
            return self._ask_first(request, verb, case)
        look, form = Look.sent(request.POST), verb.form(request.POST) if verb.form else None
        if verb is PUBLISH:
            return self._publish_one(request, case, look)
        if form and not form.is_valid():
            return self._ask(request, verb, form, case, look)
        try:
            self._do(request, verb, case, look, **(form.cleaned_data if form else {}))
        except NotAllowed as error:
            self._say_why_not(request, case, str(error))
            # What was typed stays on the page, and that is now about the case as it is.
            return self._ask(request, verb, form, case, Look.at(case)) if form else self._to_change_form(case)
        self._say_done(request, verb, case)
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

    # --- What they share ---------------------------------------------------------------------------------------

    def _verbs_for(self, request: HttpRequest, case: Any, look: Look) -> list[dict[str, Any]]:
        """Return the buttons of `case` for this user, the likeliest first."""
        names = {name for name in allowed(case=case, by=editor(request)) if self.may(request, VERBS[name])}
        public = case.state == Case.State.PUBLISHED
        if public and not getattr(case, "has_pending_changes", False):
            names -= {"publish"}
        if "publish" in names:
            names -= {"submit"}
        again = {"publish": "Publiceer opnieuw"} if public else {}
        return [
            {
                "verb": verb,
                "url": _asking_url(case, name, look) if verb.form else _verb_url(case, name),
                "label": again.get(name, verb.button),
            }
            for name, verb in VERBS.items()
            if name in names
        ]

    def _publish_one(self, request: HttpRequest, case: Case, look: Look) -> HttpResponse:
        """Publish `case` and return to its form, which then says what stands in the way, if anything does."""
        try:
            self._do(request, PUBLISH, case, look)
        except NotAllowed as error:
            self._say_why_not(request, case, str(error))
            return self._to_change_form(case)
        except NotPublishable:
            text = format_html("{} is bewaard, maar nog niet gepubliceerd.", self._links([case]))
            self.message_user(request, text, messages.WARNING)
            return self._to_change_form(case, check=True)
        self._say_done(request, PUBLISH, case)
        return self._to_change_form(case)

    def _do(self, request: HttpRequest, verb: Verb, case: Case, look: Look, **said: Any) -> None:
        """Do `verb` to `case` as it was looked at, and keep that in its history.

        Raises NotPublishable, and NotAllowed also when `case` has got another state since.
        """
        seen = {"seen": look.version} if TRANSITIONS[verb.name].looked_at else {}
        with transaction.atomic():
            lock_catalogue()
            case.refresh_from_db()
            if look.version is not None and look.state != case.state:
                raise NotAllowed(f"Dit is intussen {case.get_state_display()}. Bekijk eerst hoe het er nu staat.")
            verb.do(case=case, by=editor(request), **seen, **said)
            case.refresh_from_db()
            text = " ".join(filter(None, [verb.logged, said.get("note") or said.get("reason")]))
            self.log_change(request, case, text)

    def _say_done(self, request: HttpRequest, verb: Verb, case: Case) -> None:
        done = format_html("{} {}", self._links([case]), verb.done)
        self.message_user(request, format_html("{}{}", done, self._next(verb, case)), messages.SUCCESS)

    def _next(self, verb: Verb, case: Case) -> SafeString:
        """Return the links with which one goes on after `verb`."""
        if verb is PUBLISH:
            return format_html(' <a href="{}">Bekijk de pagina</a>', case.published.get_absolute_url())
        if verb is SUBMIT and problems(case):
            url = f"{_change_url(case)}?{CHECK}=publiceren"
            return format_html(' Voor publicatie is nog iets nodig: <a href="{}">bekijk wat</a>.', url)
        return SafeString("")

    def _say_why_not(self, request: HttpRequest, case: Case, why_not: str) -> None:
        self.message_user(request, format_html("{}: {}", self._links([case]), why_not), messages.WARNING)

    def _ask_first(self, request: HttpRequest, verb: Verb, case: Case) -> HttpResponse:
        """Show what the verb asks, about the version that was looked at, or else the latest."""
        if not verb.form:
            return HttpResponseNotAllowed(["POST"])
        if why_not := refusal(case=case, verb=verb.name, by=editor(request)):
            self._say_why_not(request, case, why_not)
            return self._to_change_form(case)
        look = Look.sent(request.GET)
        return self._ask(request, verb, verb.form(), case, Look.at(case) if look.version is None else look)

    def _ask(self, request: HttpRequest, verb: Verb, form: forms.Form, case: Case, look: Look) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": verb.button,
            "opts": self.opts,
            "verb": verb,
            "form": form,
            "case": case,
            "look": look,
            "revision": Revision.objects.filter(case=case, number=look.version or 0).select_related("by").first(),
            "cancel_url": _change_url(case),
            "media": self.media,
        }
        request.current_app = self.admin_site.name
        return TemplateResponse(request, "admin/cases/case/ask.html", context)

    def _links(self, cases: Any) -> SafeString:
        return format_html_join(", ", '<a href="{}">{}</a>', ((_change_url(case), case) for case in cases))

    def _to_change_form(self, case: Case, *, check: bool = False) -> HttpResponseRedirect:
        return HttpResponseRedirect(_change_url(case) + (f"?{CHECK}=publiceren" if check else ""))


def _change_url(case: Case) -> str:
    return reverse("admin:cases_case_change", args=[quote(case.pk)])


def _asking_url(case: Case, verb: str, look: Look) -> str:
    """Return where `verb` asks what it has to know, of `case` as it was looked at."""
    query = urlencode({"versie": look.version, "stand": look.state})
    return f"{_verb_url(case, verb)}?{query}"


def _verb_url(case: Case, verb: str) -> str:
    return reverse(f"admin:cases_case_{verb}", args=[case.pk])


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
