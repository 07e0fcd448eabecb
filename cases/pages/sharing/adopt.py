"""'Wij doen dit ook': a municipality tells that it does what a case describes, or that its own case still runs."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.views.generic import FormView

from cases.models import PublishedCase, Submission
from cases.pages.catalogue.case import gone_or_moved
from cases.pages.finding.own_municipality import chosen_municipality, voor_query
from cases.pages.sharing.forms import FirstStepForm
from cases.submissions import verbs
from cases.submissions.questions import STEPS
from gouden.web.guard.guarded_form import GuardedFormMixin
from gouden.web.guard.quota import TooOften
from gouden.web.pages.mixins import Crumb, PageMixin


class AdoptView(GuardedFormMixin, PageMixin, FormView):
    """One screen; `voor` fills in the municipality. The editors get it once its sender confirmed the address."""

    template_name = "cases/sharing/adopt.html"
    form_class = FirstStepForm
    section = "case-list"
    case: PublishedCase

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        found = PublishedCase.objects.filter(slug=kwargs["slug"]).only("slug", "title").first()
        if found is None:
            return gone_or_moved(request, kwargs["slug"])
        self.case = found
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        about = Submission(kind=Submission.Kind.ADOPTION, case_id=self.case.pk)
        about.municipality = chosen_municipality(self.request.GET)
        return super().get_form_kwargs() | {"step": STEPS[Submission.Kind.ADOPTION][0], "instance": about}

    def get_title(self, context: dict[str, Any]) -> str:
        return f"Wij doen dit ook: {self.case.title}"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        back = self.case.get_absolute_url() + voor_query(chosen_municipality(self.request.GET))
        return super().get_context_data(case=self.case, back=back, **kwargs)

    def get_breadcrumb(self, context: dict[str, Any]) -> list[Crumb]:
        cases = Crumb("Praktijkvoorbeelden", reverse("case-list"))
        return [cases, Crumb(self.case.title, self.case.get_absolute_url()), Crumb("Wij doen dit ook")]

    def form_valid(self, form: FirstStepForm) -> HttpResponse:
        try:
            submission = verbs.send_at_once(submission=form.save(commit=False))
        except TooOften as error:
            form.refuse(error)
            return self.form_invalid(form)
        return HttpResponseRedirect(submission.get_absolute_url())
