"""The answer for what was public and is not any more: 410, with why."""

from typing import Any

from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import capfirst

from cases.models import Case, PublicationEvent
from cases.publishing.addresses import AdoptionGone, ClaimGone, withdrawal_of_row
from cases.publishing.public import SUBJECTS
from gouden.web.pages.mixins import Crumb

Subject = PublicationEvent.Subject
# Of which one says 'deze'; of the others 'dit'.
DEZE = {
    Subject.PUBLICATION,
    Subject.ORGANISATION,
    Subject.REGION,
    Subject.MUNICIPALITY,
    Subject.PROVINCE,
    Subject.QUESTION,
}
MODELS = {subject: model for model, subject in SUBJECTS.items()}


class WithdrawnMixin:
    """The page of a row of `row_model` by its slug; one that was withdrawn or deleted says so."""

    row_model: type[Model]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return super().get(request, *args, **kwargs)  # type: ignore[misc]
        except Http404:
            if withdrawal := withdrawal_of_row(self.row_model, slug=kwargs["slug"]):
                return gone(request, withdrawal)
            raise


def gone(request: HttpRequest, withdrawal: PublicationEvent) -> HttpResponse:
    """Answer 410 for what was withdrawn, with why."""
    subject = PublicationEvent.Subject(withdrawal.subject)
    opts = MODELS[subject]._meta if subject in MODELS else Case._meta
    listed = f"{opts.model_name}-list"
    context = {
        "withdrawal": withdrawal,
        "what": f"{'Deze' if subject in DEZE else 'Dit'} {subject.label}",
        "kind": "Voorbeeld" if subject == Subject.CASE else capfirst(subject.label),
        "title": f"Ingetrokken: {withdrawal.title}",
        "breadcrumb": [Crumb(capfirst(str(opts.verbose_name_plural)), reverse(listed)), Crumb("Ingetrokken")],
        "section": listed,
    }
    return render(request, "410.html", context, status=410)


def without_claim(request: HttpRequest, claim: ClaimGone) -> HttpResponse:
    """Answer 410 for a claim that was public, with where its case is or why that is gone."""
    context = {
        "withdrawal": claim.withdrawal,
        "what": "Deze uitspraak",
        "kind": "Voorbeeld",
        "case": claim.case,
        "title": "Uitspraak ingetrokken",
        "breadcrumb": [Crumb("Uitspraken", reverse("statement-list")), Crumb("Ingetrokken")],
        "section": "statement-list",
    }
    return render(request, "410.html", context, status=410)


def without_adoption(request: HttpRequest, adoption: AdoptionGone) -> HttpResponse:
    """Answer 410 for an adoption that was public, with why."""
    context = {
        "withdrawal": adoption.withdrawal,
        "what": "Deze navolging",
        "kind": "Voorbeeld",
        "case": adoption.case,
        "why": adoption.why,
        "title": "Navolging ingetrokken",
        "breadcrumb": [Crumb("Navolging", reverse("adoption-list")), Crumb("Ingetrokken")],
        "section": "adoption-list",
    }
    return render(request, "410.html", context, status=410)
