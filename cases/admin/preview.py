"""The page of a case as it would be published now. Writes nothing."""

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone

from cases.models import Case, PublishedCase, Revision
from cases.projection import Projector
from cases.snapshot import snapshot
from cases.views.case import CaseDetailView


def unpublished(case: Case) -> PublishedCase:
    """Return the public row, not saved, that publishing `case` now would make. The case must have a source."""
    now = timezone.now()
    revision = Revision(case=case, snapshot=snapshot(Case.objects.for_snapshot().get(pk=case.pk)))
    published_at = PublishedCase.objects.filter(pk=case.pk).values_list("published_at", flat=True).first()
    projection = Projector().project(revision, published_at=published_at or now, changed_at=now)
    return PublishedCase(case=case, **projection.fields)


def preview(request: HttpRequest, case: Case) -> HttpResponse:
    """Return the page of `case` as it would be published now."""
    view = CaseDetailView()
    view.setup(request, slug=case.slug)
    view.object = unpublished(case)
    return TemplateResponse(request, "admin/cases/case/preview.html", view.get_context_data())
