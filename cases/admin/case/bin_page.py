"""The bin: what was thrown away, until when it lies there, and the way back."""

from typing import Any, NamedTuple

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html

from cases.admin.case.pages import case_page
from cases.admin.case.verbs import EDITOR_VERBS, EditorVerb
from cases.models import Case
from cases.models.querysets import CaseQuerySet
from cases.publishing import BIN_KEPT, allowed, refusal
from gouden.web.admin.base import GoudenAdmin, NotSaved, editor
from gouden.web.admin.keys import is_key
from gouden.web.text.dutch_text import day


class WayOut(NamedTuple):
    """A verb for what lies in the bin, and the address of its button or page."""

    verb: EditorVerb
    url: str


class Binned(NamedTuple):
    """What lies in the bin: of which kind, the day on which it is erased, the ways out, and why it cannot be erased."""

    row: Any
    what: str
    until: str
    ways: list[WayOut]
    kept_by: str


def binned() -> CaseQuerySet:
    """Return what is in the bin, what is erased first on top."""
    return (
        Case.objects.filter(state=Case.State.BINNED).select_related("binned_by", "part_of").order_by("binned_at", "pk")
    )


def bin_view(case_admin: GoudenAdmin, request: HttpRequest) -> HttpResponse:
    """List what is in the bin."""
    if not case_admin.has_view_permission(request):
        raise PermissionDenied
    shown = [_shown(request, case) for case in binned()]
    return case_page(case_admin, request, "bin", {"title": "Prullenbak", "binned": shown, "days": BIN_KEPT.days})


def lead_to_bin(case_admin: GoudenAdmin, request: HttpRequest, object_id: str) -> HttpResponse | None:
    """Return the way to the bin from the address of a case that is in it; None: it is not."""
    key = unquote(object_id)
    case = binned().filter(pk=key).first() if is_key(Case, key) else None
    if case is None:
        return None
    text = format_html("‘{}’ ligt in de prullenbak. Zet het terug om ermee verder te gaan.", case)
    if request.method == "POST":
        text = format_html("{} Er is niets bewaard; wat u typte, krijgt u dan weer aangeboden.", text)
    case_admin.message_user(request, text, messages.WARNING)
    return NotSaved(reverse("admin:cases_case_bin"))


def _shown(request: HttpRequest, case: Any) -> Binned:
    may = allowed(case=case, by=editor(request))
    verbs = [verb for name, verb in EDITOR_VERBS.items() if name in may and not verb.in_list]
    ways = [WayOut(verb, reverse(f"admin:cases_case_{verb.name}", args=[case.pk])) for verb in verbs]
    kept_by = refusal(case=case, verb="erase", by=editor(request))
    return Binned(case, case.get_kind_display(), day(case.binned_at + BIN_KEPT), ways, kept_by)
