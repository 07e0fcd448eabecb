"""The way of a case to its readers: each verb as a button or as a page that asks first, and what they say."""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from cases import publishing
from cases.admin.case.pages import case_page, change_url, links_to, to_change_form
from cases.admin.case.undo import DoneStep
from cases.admin.case.undo import button as undo_button
from cases.admin.case.verbs import EDITOR_VERBS, EditorVerb, SeenCase
from cases.models import Case, Revision
from cases.publishing import TRANSITIONS, NotAllowed, allowed, may_do, put_away, refusal
from cases.publishing.reference_rows import unpublished
from cases.publishing.rules import NotPublishable, named, problems
from cases.publishing.undoing import Standing
from gouden.web.admin.base import GoudenAdmin, editor
from gouden.web.text.dutch_text import enumeration

PUBLISH, SUBMIT, THROW_AWAY, ERASE = (EDITOR_VERBS[name] for name in ("publish", "submit", "throw_away", "erase"))
# What the button to publish sends along when the new rows that the case names are to be public too.
ALONG = "samen"
# The buttons of the form that save and go on, by name.
SAVE_BUTTONS = {"_publish": PUBLISH, "_submit": SUBMIT}


def may(case_admin: GoudenAdmin, request: HttpRequest, verb: EditorVerb) -> bool:
    """Whether the user may use `verb` at all; `allowed` says on which case."""
    return case_admin.has_view_permission(request) and editor(request).has_perm(TRANSITIONS[verb.name].permission)


# --- The form ------------------------------------------------------------------------------------------------------


class SavedToPublish(HttpResponse):
    """Stands for the answer to 'save and publish' until the work is saved for good; then the case is published."""

    def __init__(self, case: Case) -> None:
        super().__init__()
        # Still under the lock in which nobody else came between opening the form and saving it.
        self.case, self.seen = case, SeenCase.now(case)


def check_save_button(case_admin: GoudenAdmin, request: HttpRequest) -> None:
    """Raise PermissionDenied for a button that saves and goes on with what the user may not do."""
    for button, verb in SAVE_BUTTONS.items():
        if button in request.POST and not may(case_admin, request, verb):
            raise PermissionDenied


def response_to_save_button(request: HttpRequest, case: Case) -> HttpResponse | None:
    """Return the answer to the buttons that save and go on; None for Django's own."""
    if "_publish" in request.POST:
        return SavedToPublish(case)
    if "_submit" in request.POST:
        return HttpResponseRedirect(_asking_url(case, "submit", SeenCase.now(case)))
    return None


def publish_if_asked(case_admin: GoudenAdmin, request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Publish what 'save and publish' saved, so that the work is kept when publishing fails."""
    if isinstance(response, SavedToPublish):
        return _publish(case_admin, request, response.case, response.seen)
    return response


def save_buttons(case_admin: GoudenAdmin, request: HttpRequest, case: Case | None) -> dict[str, bool]:
    """Return which buttons that save and go on the form of `case` has; None: of a new one."""
    # Who saves a change is its writer: with four eyes it goes to a colleague and not to the readers.
    publishes = may(case_admin, request, PUBLISH) and not settings.GOUDEN_FOUR_EYES
    submits = not publishes and may(case_admin, request, SUBMIT) and not (case and case.submitted_at)
    return {"save_and_publish": publishes, "save_and_submit": submits}


def verb_buttons(case_admin: GoudenAdmin, request: HttpRequest, case: Case, seen: SeenCase) -> dict[str, Any]:
    """Return what the form says of the verbs: `verbs`, a button each and the likeliest first, `seen`, what they are
    about, `why_not_publish` of what waits for a colleague or is put away, and what new rows may go `along`."""
    names = {name for name in allowed(case=case, by=editor(request)) if may(case_admin, request, EDITOR_VERBS[name])}
    public = case.state == Case.State.PUBLISHED
    if public and not getattr(case, "has_pending_changes", False):
        names -= {"publish"}
    if "publish" in names:
        names -= {"submit"}
    again = {"publish": "Publiceer opnieuw"} if public else {}
    buttons = [
        {
            "verb": verb,
            "url": _asking_url(case, name, seen) if verb.form else _verb_url(case, name),
            "label": again.get(name, verb.button),
        }
        for name, verb in EDITOR_VERBS.items()
        if name in names and verb.in_list
    ]
    waits = may(case_admin, request, PUBLISH) and case.submitted_at
    why_not = refusal(case=case, verb="publish", by=editor(request)) if waits else None
    new = unpublished(case) if "publish" in names else []
    along = enumeration(named(row) for _, row in new if may_do("publish", row, editor(request)))
    why_not = why_not or (put_away(case, editor(request)) if "reopen" not in names else "")
    return {"verbs": buttons, "seen": seen, "why_not_publish": why_not, "along": along}


# --- The page of a verb --------------------------------------------------------------------------------------------


def verb_view(case_admin: GoudenAdmin, request: HttpRequest, pk: int, verb: EditorVerb) -> HttpResponse:
    """Ask what the verb has to know, and do it to the case as it was looked at."""
    case = get_object_or_404(Case, pk=pk)
    if not may(case_admin, request, verb):
        raise PermissionDenied
    if request.method != "POST":
        return _ask_first(case_admin, request, verb, case)
    seen, form = SeenCase.sent(request.POST), verb.form(request.POST) if verb.form else None
    if verb is PUBLISH:
        return _publish(case_admin, request, case, seen, along=ALONG in request.POST)
    if form and not form.is_valid():
        return _ask(case_admin, request, case, verb, form=form, seen=seen)
    try:
        step = do_verb(request, verb, case, seen, **(form.cleaned_data if form else {}))
    except NotAllowed as error:
        _say_why_not(case_admin, request, case, str(error))
        if form is None:
            return to_change_form(case)
        # What was typed stays on the page, and that is now about the case as it is.
        return _ask(case_admin, request, case, verb, form=form, seen=SeenCase.now(case))
    _say_done(case_admin, request, verb, case, step)
    return _after(verb, case)


def do_verb(request: HttpRequest, verb: EditorVerb, case: Case, seen: SeenCase, **said: Any) -> DoneStep | None:
    """Do `verb` to `case` as it was looked at, keep that in its history, and return the step; None: it is gone.

    Raises as `publishing.act` does.
    """
    logged = " ".join(filter(None, [verb.logged, said.get("note") or said.get("reason")]))
    by, before = editor(request), Standing.of(case.pk)
    publishing.act(verb.name, case.pk, by=by, version=seen.version, state=seen.state, logged=logged, said=said)
    if verb is ERASE:
        return None
    case.refresh_from_db()
    return DoneStep(case.pk, before, Standing.of(case.pk))


def _publish(
    case_admin: GoudenAdmin, request: HttpRequest, case: Case, seen: SeenCase, *, along: bool = False
) -> HttpResponse:
    """Publish `case` and return to its form, which then says what stands in the way, if anything does."""
    try:
        step = do_verb(request, PUBLISH, case, seen, along=along)
    except NotAllowed as error:
        _say_why_not(case_admin, request, case, str(error))
        return to_change_form(case)
    except NotPublishable:
        text = format_html("{} is bewaard, maar nog niet gepubliceerd.", links_to([case]))
        case_admin.message_user(request, text, messages.WARNING)
        return to_change_form(case, check=True)
    _say_done(case_admin, request, PUBLISH, case, step)
    return to_change_form(case)


def _ask_first(case_admin: GoudenAdmin, request: HttpRequest, verb: EditorVerb, case: Case) -> HttpResponse:
    """Show what the verb asks, about the version that was looked at, or else the latest."""
    if not verb.form:
        return HttpResponseNotAllowed(["POST"])
    if why_not := refusal(case=case, verb=verb.name, by=editor(request)):
        _say_why_not(case_admin, request, case, why_not)
        return to_change_form(case)
    seen = SeenCase.sent(request.GET)
    if seen.version is None:
        seen = SeenCase.now(case)
    return _ask(case_admin, request, case, verb, form=verb.form(), seen=seen)


def _ask(
    case_admin: GoudenAdmin, request: HttpRequest, case: Case, verb: EditorVerb, *, form: forms.Form, seen: SeenCase
) -> HttpResponse:
    context = {
        "title": verb.button,
        "verb": verb,
        "form": form,
        "case": case,
        "seen": seen,
        "revision": Revision.objects.filter(case=case, number=seen.version or 0).select_related("by").first(),
        "cancel_url": change_url(case),
    }
    return case_page(case_admin, request, "ask", context)


# --- What is said afterwards ---------------------------------------------------------------------------------------


def _say_done(
    case_admin: GoudenAdmin, request: HttpRequest, verb: EditorVerb, case: Case, step: DoneStep | None
) -> None:
    named = f"‘{case}’" if verb is ERASE else links_to([case])
    undo = undo_button(request, verb.name, [step] if step else [])
    text = format_html("{} {}{}{}", named, verb.done, _next_step(verb, case), undo)
    case_admin.message_user(request, text, messages.SUCCESS)


def _after(verb: EditorVerb, case: Case) -> HttpResponse:
    """Go on to the form; to the list after throwing away: there is no form any more."""
    return HttpResponseRedirect(reverse("admin:cases_case_changelist")) if verb is THROW_AWAY else to_change_form(case)


def _next_step(verb: EditorVerb, case: Case) -> SafeString:
    """Return the links with which one goes on after `verb`."""
    if verb is PUBLISH:
        return format_html(' <a href="{}">Bekijk de pagina</a>', case.published.get_absolute_url())
    if verb is SUBMIT and problems(case):
        url = change_url(case, check=True)
        return format_html(' Voor publicatie is nog iets nodig: <a href="{}">bekijk wat</a>.', url)
    return SafeString("")


def _say_why_not(case_admin: GoudenAdmin, request: HttpRequest, case: Case, why_not: str) -> None:
    case_admin.message_user(request, format_html("{}: {}", links_to([case]), why_not), messages.WARNING)


def _verb_url(case: Case, verb: str) -> str:
    return reverse(f"admin:cases_case_{verb}", args=[case.pk])


def _asking_url(case: Case, verb: str, seen: SeenCase) -> str:
    """Return where `verb` asks what it has to know, of `case` as it was looked at."""
    query = urlencode({"versie": seen.version, "stand": seen.state})
    return f"{_verb_url(case, verb)}?{query}"
