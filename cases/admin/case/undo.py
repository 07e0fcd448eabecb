"""The button after an act that takes it back, and what it does: signed, for who acted, for a day."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any, NamedTuple

from django.contrib import messages
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.middleware.csrf import get_token
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from cases.admin.case.pages import links_to, to_change_form
from cases.models import Case
from cases.publishing import NotAllowed, undoing
from cases.publishing.undoing import Standing
from gouden.web.admin.base import GoudenAdmin, editor

# So long the button works, while nothing happened since.
VALID = timedelta(days=1)
SALT = "undo"


class DoneStep(NamedTuple):
    """What was done to a case: where it stood before, and after."""

    case: int
    before: Standing
    after: Standing


def button(request: HttpRequest, verb: str, steps: Sequence[DoneStep]) -> SafeString:
    """Return the form that takes these steps of `verb` back, for in the message about them; empty: none can be."""
    offered = [
        step
        for step in steps
        if undoing.undoable(verb, step.before, step.after)
        and editor(request).has_perms(undoing.permissions_to_undo(verb, step.before, step.after))
    ]
    if not offered:
        return SafeString("")
    token = signing.dumps([verb, editor(request).pk, offered], salt=SALT, compress=True)
    return format_html(
        ' <form class="undo" method="post" action="{}">'
        '<input type="hidden" name="csrfmiddlewaretoken" value="{}"><input type="hidden" name="wat" value="{}">'
        '<button type="submit">Ongedaan maken</button></form>',
        reverse("admin:cases_case_undo"),
        get_token(request),
        token,
    )


def undo_view(case_admin: GoudenAdmin, request: HttpRequest) -> HttpResponse:
    """Take back what the button is about, each case by itself, and say of which that could not be."""
    if not case_admin.has_view_permission(request):
        raise PermissionDenied
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    try:
        verb, by, sent = signing.loads(request.POST.get("wat", ""), salt=SALT, max_age=VALID)
    except signing.BadSignature:
        return _refused(case_admin, request, "Deze knop werkt niet meer; er is niets gebeurd.")
    if by != editor(request).pk:
        return _refused(case_admin, request, "Deze knop is van een ander; er is niets gebeurd.")
    steps = [DoneStep(case, Standing(*before), Standing(*after)) for case, before, after in sent]
    for step in steps:
        if not editor(request).has_perms(undoing.permissions_to_undo(verb, step.before, step.after)):
            raise PermissionDenied
    done, failed = [], []
    # What was done last goes first: a practice before the portrait that shows it.
    for step in reversed(steps):
        try:
            done.append(undoing.undo(verb, step.case, before=step.before, after=step.after, by=editor(request)))
        except (NotAllowed, Case.DoesNotExist) as error:
            failed.append((step.case, str(error) if isinstance(error, NotAllowed) else "Het bestaat niet meer."))
    _tell(case_admin, request, done, failed)
    if len(steps) == 1 and done:
        return to_change_form(done[0])
    return HttpResponseRedirect(reverse("admin:cases_case_changelist"))


def _tell(case_admin: GoudenAdmin, request: HttpRequest, done: list[Case], failed: list[tuple[int, str]]) -> None:
    if done:
        case_admin.message_user(request, format_html("Ongedaan gemaakt: {}", links_to(done)), messages.SUCCESS)
    if failed:
        cases: dict[int, Any] = Case.objects.in_bulk([case for case, _ in failed])
        lines = [(links_to([cases[case]]) if case in cases else "Eén", why_not) for case, why_not in failed]
        text = format_html("Niet gedaan: <ul>{}</ul>", format_html_join("", "<li>{}: {}</li>", lines))
        case_admin.message_user(request, text, messages.WARNING)


def _refused(case_admin: GoudenAdmin, request: HttpRequest, why_not: str) -> HttpResponse:
    case_admin.message_user(request, why_not, messages.WARNING)
    return HttpResponseRedirect(reverse("admin:cases_case_changelist"))
