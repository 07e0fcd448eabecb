"""The page of a case before readers see it: for the editor as it would be published now, for others by a link."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone

from cases import publishing
from cases.admin.case.pages import case_in_use, case_page, to_change_form
from cases.editorial import preview_links
from cases.models import Case, Revision
from cases.pages.catalogue.case import CaseDetailView
from cases.revisions.snapshot import snapshot, stored
from gouden.web.admin.base import GoudenAdmin, editor
from gouden.web.http.links import absolute


def preview_view(case_admin: GoudenAdmin, request: HttpRequest, pk: int) -> HttpResponse:
    """Show the page as it would be published now. Writes nothing."""
    case = case_in_use(pk)
    if not case_admin.has_view_permission(request, case):
        raise PermissionDenied
    if not case.citations.exists():
        text = "Er is nog geen pagina om te bekijken: die begint bij een bron. Geef minstens één bronvermelding."
        case_admin.message_user(request, text, messages.WARNING)
        return to_change_form(case, check=True)
    view = CaseDetailView()
    view.setup(request, slug=case.slug)
    now = snapshot(Case.objects.for_snapshot().get(pk=case.pk))
    view.object = preview_links.unpublished(Revision(case=case, snapshot=stored(now)))
    return TemplateResponse(request, "admin/cases/case/preview.html", view.get_context_data())


def preview_link_view(case_admin: GoudenAdmin, request: HttpRequest, pk: int) -> HttpResponse:
    """Give the address at which somebody without an account reads the latest version. Writes nothing."""
    case = case_in_use(pk)
    if not case_admin.has_view_permission(request, case):
        raise PermissionDenied
    revision = Revision.objects.filter(case=case).order_by("-number").first()
    why_not = ""
    if revision is None:
        why_not = "Sla het voorbeeld eerst op: wie meeleest, krijgt een bewaarde versie te zien."
    elif not revision.snapshot["citations"]:
        why_not = "Er is nog geen pagina om te lezen: die begint bij een bron. Geef minstens één bronvermelding."
    else:
        why_not = publishing.put_away(case, editor(request))
    if revision is None or why_not:
        case_admin.message_user(request, why_not, messages.WARNING)
        return to_change_form(case)
    token = preview_links.token(revision)
    context = {
        "title": "Laat meelezen",
        "case": case,
        "revision": revision,
        "address": absolute(reverse("reading", args=[token])),
        "until": timezone.now() + preview_links.VALID,
    }
    return case_page(case_admin, request, "reading", context)
