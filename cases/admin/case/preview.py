"""The page of a case as it would be published now. Writes nothing."""

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from cases.editorial.preview_links import unpublished
from cases.models import Case, Revision
from cases.pages.catalogue.case import CaseDetailView
from cases.revisions.snapshot import snapshot, stored


def preview(request: HttpRequest, case: Case) -> HttpResponse:
    """Return the page of `case` as it would be published now."""
    view = CaseDetailView()
    view.setup(request, slug=case.slug)
    now = snapshot(Case.objects.for_snapshot().get(pk=case.pk))
    view.object = unpublished(Revision(case=case, snapshot=stored(now)))
    return TemplateResponse(request, "admin/cases/case/preview.html", view.get_context_data())
