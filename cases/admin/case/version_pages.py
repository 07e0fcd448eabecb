"""The versions of a case: what changed in each, what differs between any two, and back to an older one."""

from itertools import pairwise
from typing import NamedTuple

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.html import format_html, format_html_join

from cases import publishing
from cases.admin.case.pages import case_in_use, case_page, to_change_form
from cases.admin.case.undo import DoneStep
from cases.admin.case.undo import button as undo_button
from cases.admin.stale_form import SEEN_INPUT
from cases.fields import Snapshot
from cases.models import Case, PublishedCase, ReferenceRevision, Revision
from cases.publishing import NotAllowed, name_of
from cases.publishing.undoing import RESTORE, Standing
from cases.revisions.differences import changed, differences, label_of
from cases.revisions.references import References
from cases.revisions.restoring import restorable
from cases.revisions.snapshot import read, snapshot
from gouden.web.admin.base import GoudenAdmin, editor, whole_number
from gouden.web.text.dutch_text import enumeration


class VersionLine(NamedTuple):
    """A line of the list of versions."""

    revision: Revision | ReferenceRevision
    # Who saved it; empty: the system.
    by: str
    # What changed since the version before it.
    what: str
    public: bool


def versions_view(case_admin: GoudenAdmin, request: HttpRequest, pk: int) -> HttpResponse:
    """List the versions and show what differs between two: as asked, or what readers see and what is saved."""
    case = case_in_use(pk)
    if not case_admin.has_view_permission(request, case):
        raise PermissionDenied
    versions = versions_of(case)
    old, new = chosen(request, versions)
    context = {
        "title": "Versies",
        "case": case,
        "versions": versions,
        "before": old,
        "after": new,
        "differences": differences(read(old.revision.snapshot), read(new.revision.snapshot)) if old and new else [],
        "can_restore": case_admin.has_change_permission(request, case),
    }
    return case_page(case_admin, request, "versions", context)


def chosen(request: HttpRequest, versions: list[VersionLine]) -> tuple[VersionLine | None, VersionLine | None]:
    """Return the two versions to compare: as asked, or what readers see and what is saved."""
    numbers = [version.revision.number for version in versions]
    public = next((version.revision.number for version in versions if version.public), None)
    newest = next(iter(numbers), None)
    before = public if public not in {None, newest} else next(iter(numbers[1:]), newest)
    shown = {version.revision.number: version for version in versions}
    both = (_chosen(request, "van", numbers, before), _chosen(request, "tot", numbers, newest))
    return shown.get(both[0] or 0), shown.get(both[1] or 0)


def restore_view(case_admin: GoudenAdmin, request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Show what going back to a version would change, and what of it cannot come back; then do it."""
    case = case_in_use(pk)
    revision = get_object_or_404(Revision, case=case, number=number)
    if not case_admin.has_change_permission(request, case):
        raise PermissionDenied
    if request.method == "POST":
        return _restore(case_admin, request, case, revision)
    now = snapshot(Case.objects.for_snapshot().get(pk=pk))
    data, left_out = restorable(case, read(revision.snapshot), References())
    context = {
        "title": f"Terug naar versie {number}",
        "case": case,
        "revision": revision,
        "differences": differences(now, data),
        "left_out": left_out,
        "seen": publishing.latest_number(case),
    }
    return case_page(case_admin, request, "restore", context)


def versions_of(case: Case) -> list[VersionLine]:
    """Return the versions of `case`, newest first."""
    revisions = list(Revision.objects.filter(case=case).select_related("by").order_by("-number"))
    public = PublishedCase.objects.filter(pk=case.pk).values_list("revision__number", flat=True).first()
    what = [in_short(read(older.snapshot), read(newer.snapshot)) for newer, older in pairwise(revisions)]
    return [
        VersionLine(revision, name_of(revision.by) if revision.by else "", said, revision.number == public)
        for revision, said in zip(revisions, [*what, "de eerste versie"], strict=False)
    ]


def in_short(before: Snapshot, after: Snapshot) -> str:
    """Return in one line of Dutch which fields changed."""
    return enumeration(label_of(name).lower() for name in changed(before, after)) or "niets"


def _restore(case_admin: GoudenAdmin, request: HttpRequest, case: Case, revision: Revision) -> HttpResponse:
    seen = whole_number(request.POST.get(SEEN_INPUT, ""))
    if seen is None:
        raise Http404("Dit formulier is niet van deze pagina.")
    try:
        before = Standing.of(case.pk)
        left_out = publishing.restore(case=case, revision=revision, by=editor(request), seen=seen)
    except NotAllowed as error:
        case_admin.message_user(request, str(error), messages.ERROR)
        return HttpResponseRedirect(reverse("admin:cases_case_versions", args=[case.pk]))
    said = f"Teruggezet naar versie {revision.number}."
    case_admin.log_change(request, case, said)
    undo = undo_button(request, RESTORE, [DoneStep(case.pk, before, Standing.of(case.pk))])
    text = format_html("{} Lezers zien dit pas als het is gepubliceerd.{}", said, undo)
    case_admin.message_user(request, text, messages.SUCCESS)
    if left_out:
        lines = format_html_join("", "<li>{}</li>", ((line,) for line in left_out))
        case_admin.message_user(request, format_html("Dit kon niet mee terug: <ul>{}</ul>", lines), messages.WARNING)
    return to_change_form(case)


def _chosen(request: HttpRequest, name: str, numbers: list[int], default: int | None) -> int | None:
    """Return the number of a version as asked for in the address; what is none of them counts as not asked."""
    asked = whole_number(request.GET.get(name, ""))
    return asked if asked in numbers else default
