"""Telling that something in a case is wrong, or in one of its statements: a form on its own address."""

import re
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.views.generic import FormView

from cases.models import PublishedCase, PublishedClaim, Submission
from cases.pages.catalogue.case import gone_or_moved
from cases.pages.sharing.forms import FirstStepForm
from cases.submissions import verbs
from cases.submissions.questions import STEPS
from gouden.web.guard.guarded_form import GuardedFormMixin
from gouden.web.guard.quota import TooOften
from gouden.web.pages.mixins import Crumb, PageMixin
from gouden.web.text.dutch_text import shortened

# What a key of a claim looks like.
KEY = re.compile(r"[-a-zA-Z0-9_]{1,80}")
# As much of a statement as a title and a breadcrumb repeat.
SAID = 90


class ReportView(GuardedFormMixin, PageMixin, FormView):
    """The form; what it takes in waits for the editors at once, with or without an address.

    `?uitspraak=` names the statement by its key; without one, or with one that is gone, it is about the whole case.
    """

    template_name = "cases/sharing/report.html"
    form_class = FirstStepForm
    section = "case-list"
    case: PublishedCase
    claim: PublishedClaim | None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        found = PublishedCase.objects.filter(slug=kwargs["slug"]).only("slug", "title").first()
        if found is None:
            return gone_or_moved(request, kwargs["slug"])
        self.case = found
        asked = request.GET.get("uitspraak", "")
        claims = PublishedClaim.objects.filter(published_case=found, key=asked) if KEY.fullmatch(asked) else None
        self.claim = claims.first() if claims else None
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        about = Submission(kind=Submission.Kind.MISTAKE, case_id=self.case.pk)
        if self.claim:
            about.claim_key, about.claim_text = self.claim.key, self.claim.record["tekst"]
        return super().get_form_kwargs() | {"step": STEPS[Submission.Kind.MISTAKE][0], "instance": about}

    def get_title(self, context: dict[str, Any]) -> str:
        if self.claim:
            return f"Meld een fout in de uitspraak: {shortened(str(self.claim), SAID)} ({self.case.title})"
        return f"Meld een fout in: {self.case.title}"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(case=self.case, claim=self.claim, **kwargs)

    def get_breadcrumb(self, context: dict[str, Any]) -> list[Crumb]:
        if self.claim:
            whole = Crumb("Uitspraken", reverse("statement-list"))
            return [
                whole,
                Crumb(shortened(str(self.claim), SAID), self.claim.get_absolute_url()),
                Crumb("Meld een fout"),
            ]
        cases = Crumb("Praktijkvoorbeelden", reverse("case-list"))
        return [cases, Crumb(self.case.title, self.case.get_absolute_url()), Crumb("Meld een fout")]

    def form_valid(self, form: FirstStepForm) -> HttpResponse:
        try:
            submission = verbs.report(submission=form.save(commit=False))
        except TooOften as error:
            form.refuse(error)
            return self.form_invalid(form)
        return HttpResponseRedirect(submission.get_absolute_url())
