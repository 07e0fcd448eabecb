"""Sharing an example or nominating a municipality: four short steps, kept along the way, and a check before sending."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.generic import FormView, TemplateView

from cases.models import Submission
from cases.pages.sharing.forms import FirstStepForm, StepForm
from cases.submissions import verbs
from cases.submissions.questions import STEPS, answers, unanswered
from gouden.web.guard.guarded_form import GuardedForm, GuardedFormMixin
from gouden.web.guard.quota import TooOften
from gouden.web.pages.mixins import Crumb, PageMixin

# What one can begin here, by its place in the address, with what it is called.
KINDS = {
    Submission.Kind.EXAMPLE: "Deel een voorbeeld",
    Submission.Kind.NOMINATION: "Draag een gemeente voor",
}
# Where one began with what is not shared.
BEGINNINGS: dict[str, tuple[str, str]] = {
    Submission.Kind.CASE_QUESTION: ("Praktijkvoorbeelden", "case-list"),
    Submission.Kind.ADOPTION: ("Praktijkvoorbeelden", "case-list"),
    Submission.Kind.BOARD_QUESTION: ("Vragen", "question-list"),
    Submission.Kind.BOARD_ANSWER: ("Vragen", "question-list"),
}
# The button that keeps the answers and goes back to the step before.
BACK = "terug"


class ShareView(PageMixin, TemplateView):
    """What sharing asks, and what happens with it; then which of the two."""

    template_name = "cases/sharing/share.html"
    title = "Deel uw voorbeeld"


class SharePageMixin(PageMixin):
    """A page on the way from here to what was shared."""

    def get_breadcrumb(self, context: dict[str, Any]) -> list[Crumb]:
        return [self.begin(), Crumb(self.get_title(context))]

    def begin(self) -> Crumb:
        """Return the page from which one came here."""
        return Crumb(ShareView.title, reverse("share"))


@method_decorator(never_cache, name="dispatch")
class OwnLinkMixin(SharePageMixin):
    """A page for the one who has the sender's own link."""

    request: HttpRequest
    kwargs: dict[str, Any]
    submission: Submission
    # Whether it is about answers that can still be changed; when not, the visitor sees how it stands.
    changes = True

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        known = Submission.objects.select_related("municipality", "case")
        self.submission = get_object_or_404(known, token=kwargs["token"])
        if self.changes and not self.submission.is_open:
            return HttpResponseRedirect(self.submission.get_absolute_url())
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]

    def begin(self) -> Crumb:
        if self.submission.kind not in BEGINNINGS:
            return super().begin()
        label, name = BEGINNINGS[self.submission.kind]
        return Crumb(label, reverse(name))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(submission=self.submission, **kwargs)


class StepPageMixin(SharePageMixin):
    """A page that asks the questions of one step."""

    kind: str
    number: int

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs: dict[str, Any] = super().get_form_kwargs()  # type: ignore[misc]
        return kwargs | {"step": STEPS[self.kind][self.number - 1]}

    def get_title(self, context: dict[str, Any]) -> str:
        title = STEPS[self.kind][self.number - 1].title
        return f"{title} Stap {self.number} van {len(STEPS[self.kind])}"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        steps = STEPS[self.kind]
        return super().get_context_data(step=steps[self.number - 1], number=self.number, count=len(steps), **kwargs)

    def get_breadcrumb(self, context: dict[str, Any]) -> list[Crumb]:
        return [Crumb(ShareView.title, reverse("share")), Crumb(KINDS[Submission.Kind(self.kind)])]


class StartView(GuardedFormMixin, StepPageMixin, FormView):
    """The first step. With its answers the submission begins to exist, under a link of its own."""

    template_name = "cases/sharing/share_step.html"
    form_class = FirstStepForm
    number = 1

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if kwargs["kind"] not in KINDS:
            raise Http404
        self.kind = kwargs["kind"]
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"instance": Submission(kind=self.kind)}

    def form_valid(self, form: FirstStepForm) -> HttpResponse:
        submission = form.save()
        return HttpResponseRedirect(reverse("share-step", args=[submission.token, 2]))


class StepView(OwnLinkMixin, StepPageMixin, FormView):
    """Any step of a submission that exists. Going back keeps what was typed, also while it is not complete."""

    template_name = "cases/sharing/share_step.html"
    form_class = StepForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.number = kwargs["number"]
        return super().dispatch(request, *args, **kwargs)

    @property
    def kind(self) -> str:  # type: ignore[override]
        """Of the submission; a step it does not have is not found."""
        kind = self.submission.kind
        if kind not in KINDS or not 1 <= self.number <= len(STEPS[kind]):
            raise Http404
        return kind

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"instance": self.submission, "complete": BACK not in self.request.POST}

    def form_valid(self, form: StepForm) -> HttpResponse:
        submission = form.save()
        to = self.number + (-1 if BACK in self.request.POST else 1)
        if to > len(STEPS[self.kind]):
            return HttpResponseRedirect(reverse("share-check", args=[submission.token]))
        return HttpResponseRedirect(reverse("share-step", args=[submission.token, max(to, 1)]))


class CheckView(GuardedFormMixin, OwnLinkMixin, FormView):
    """All answers on one page, each with the way back to its step; then send."""

    template_name = "cases/sharing/share_check.html"
    form_class = GuardedForm
    title = "Kijk na en verstuur"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            steps=answers(self.submission), unanswered=unanswered(self.submission), **kwargs
        )

    def form_valid(self, form: GuardedForm) -> HttpResponse:
        try:
            verbs.send(submission=self.submission)
        except TooOften as error:
            form.refuse(error)
            return self.form_invalid(form)
        except verbs.WrongState:
            # The page lists what is still to be answered.
            form.add_error(None, "Er is nog niet alles ingevuld.")
            return self.render_to_response(self.get_context_data(form=form))
        return HttpResponseRedirect(self.submission.get_absolute_url())
