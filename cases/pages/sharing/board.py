"""The board of questions: asking on it, one question with its answers, and answering."""

from typing import Any, NamedTuple

from django.db.models import Case, Count, Q, QuerySet, When
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.generic import DetailView, FormView

from cases.listing import ResultSet
from cases.listing.filters import CaseFilter
from cases.models import BoardAnswer, BoardQuestion, PublishedCase, PublishedClaim, Question, Submission
from cases.pages.sharing.forms import FirstStepForm
from cases.projection.records import Card
from cases.publishing.caching import KeptMixin
from cases.search import questions_alike
from cases.submissions import board, verbs
from cases.submissions.named import named_in
from cases.submissions.questions import STEPS
from gouden.web.guard.guarded_form import GuardedFormMixin
from gouden.web.guard.quota import TooOften
from gouden.web.pages.mixins import Crumb, PageMixin
from gouden.web.text.cleaning import line
from gouden.web.text.dutch_text import shortened

# As many signs of what was sought become the beginning of a question.
LONGEST = 150
# As many cases an answer can be chosen from, and as many closed questions the list holds.
FOUND, CLOSED = 8, 20
# Among so many questions of the board, the latest, one is looked for that is like a new one.
LATEST = 100
QUESTIONS = "Vragen"


class ShownAnswer(NamedTuple):
    """An answer, with the case or the claim that it names as they are now; None: it is no longer public."""

    answer: BoardAnswer
    card: Card | None
    claim: PublishedClaim | None


class OnBoard(NamedTuple):
    """What the list shows: the questions that are open, and the last that are not."""

    open: list[BoardQuestion]
    closed: list[BoardQuestion]


def on_board() -> OnBoard:
    """Return the questions on the board, those without an answer first; two queries."""
    known = board.shown().select_related("municipality").annotate(number=Count("answers"))
    answered = Case(When(number=0, then=0), default=1)
    still = known.filter(state=BoardQuestion.State.OPEN).order_by(answered, "-asked_on", "-pk")
    ended = known.filter(state=BoardQuestion.State.CLOSED).order_by("-closed_on", "-pk")
    return OnBoard(list(still), list(ended[:CLOSED]))


def shown_answers(question: BoardQuestion) -> list[ShownAnswer]:
    """Return the answers to `question` with what they name; three queries."""
    answers = list(question.answers.order_by("given_on", "pk"))
    named = {answer.case_id for answer in answers if answer.case_id}
    cards = dict(PublishedCase.objects.filter(pk__in=named).values_list("pk", "card"))
    either = Q(pk__in=[])
    for answer in answers:
        if answer.claim_key:
            either |= Q(published_case=answer.case_id, key=answer.claim_key)
    claims = {(claim.published_case_id, claim.key): claim for claim in PublishedClaim.objects.filter(either)}
    return [
        ShownAnswer(one, cards.get(one.case_id or 0), claims.get((one.case_id or 0, one.claim_key))) for one in answers
    ]


def asked_before(question: str) -> list[Question | BoardQuestion]:
    """Return the answered questions, and those on the board, that are like this one; two queries, none without it."""
    if not question:
        return []
    latest = board.shown().order_by("-asked_on", "-pk")[:LATEST]
    known: list[Question | BoardQuestion] = [*Question.objects.public().defer("answer", "cited"), *latest]
    return questions_alike(question, known)


class BoardFormView(GuardedFormMixin, PageMixin, FormView):
    """A form of the board, made from the questions of its kind of submission."""

    form_class: type[FirstStepForm] = FirstStepForm
    section = "question-list"
    kind: Submission.Kind

    def about(self) -> Submission:
        """Return the submission that begins here."""
        return Submission(kind=self.kind)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"step": STEPS[self.kind][0], "instance": self.about()}

    def keep(self, submission: Submission) -> Submission:
        """Send it off. Raises TooOften."""
        raise NotImplementedError

    def form_valid(self, form: FirstStepForm) -> HttpResponse:
        try:
            submission = self.keep(form.save(commit=False))
        except TooOften as error:
            form.refuse(error)
            return self.form_invalid(form)
        return HttpResponseRedirect(submission.get_absolute_url())


class AskBoardView(BoardFormView):
    """Asking: `?vraag=` begins the question, such as what was sought in vain, and `?voor=` names the municipality.

    Questions that are like it are shown before it is sent.
    """

    template_name = "cases/sharing/board_ask.html"
    title = "Stel een vraag"
    kind = Submission.Kind.BOARD_QUESTION

    def get_initial(self) -> dict[str, Any]:
        sought = shortened(line(self.request.GET.get("vraag", "")), LONGEST)
        return {"title": sought, "municipality": self.request.GET.get("voor", "")}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        if self.request.method == "GET":
            kwargs["alike"] = asked_before(self.get_initial()["title"])
        seen = bool(kwargs.get("alike")) or "bekeken" in self.request.POST
        return super().get_context_data(seen=seen, **kwargs)

    def form_valid(self, form: FirstStepForm) -> HttpResponse:
        if "bekeken" not in self.request.POST and (alike := asked_before(form.cleaned_data["title"])):
            return self.render_to_response(self.get_context_data(form=form, alike=alike))
        return super().form_valid(form)

    def get_breadcrumb(self, context: dict[str, Any]) -> list[Crumb]:
        return [Crumb(QUESTIONS, reverse("question-list")), Crumb(self.title)]

    def keep(self, submission: Submission) -> Submission:
        return verbs.send_at_once(submission=submission)


class BoardQuestionView(KeptMixin, PageMixin, DetailView):
    """A question with its answers; one that was taken off the board says so."""

    template_name = "cases/sharing/board_question.html"
    context_object_name = "question"
    section = "question-list"
    object: BoardQuestion

    def get_object(self, queryset: QuerySet[Any] | None = None) -> BoardQuestion:
        return get_object_or_404(
            BoardQuestion.objects.select_related("municipality"), identifier=self.kwargs["identifier"]
        )

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.get_object().state == BoardQuestion.State.WITHDRAWN:
            title = "Deze vraag staat niet meer op het vragenbord"
            crumbs = [Crumb(QUESTIONS, reverse("question-list")), Crumb("Van het bord gehaald")]
            context = {"title": title, "breadcrumb": crumbs, "section": self.section}
            return render(request, "cases/sharing/board_gone.html", context, status=410)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(answers=shown_answers(self.object), **kwargs)

    def get_title(self, context: dict[str, Any]) -> str:
        return f"Vragenbord: {self.object.question}"

    def get_breadcrumb(self, context: dict[str, Any]) -> list[Crumb]:
        return [Crumb(QUESTIONS, reverse("question-list")), Crumb(self.object.question)]


class BoardAnswerForm(FirstStepForm):
    """An answer: the address of a case or claim of ours, words, or both."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        address = cleaned.get("sources", "")
        self.named = named_in(address) if address else None
        if address and not self.named:
            self.add_error("sources", "Dit is niet het adres van een voorbeeld of uitspraak in deze catalogus.")
        elif "sources" not in self.errors and "message" not in self.errors and not (address or cleaned.get("message")):
            self.add_error("message", "Schrijf een antwoord, of noem een voorbeeld of uitspraak.")
        return cleaned

    def save(self, commit: bool = True) -> Submission:
        if self.named:
            self.instance.case_id = self.named.case.pk
            self.instance.claim_key = self.named.claim_key
            self.instance.claim_text = str(self.named.claim or "")
        return super().save(commit)


class AnswerBoardView(BoardFormView):
    """Answering; `?zoek=` finds cases to choose from, `?voorbeeld=` names the one that was chosen."""

    template_name = "cases/sharing/board_answer.html"
    form_class = BoardAnswerForm
    kind = Submission.Kind.BOARD_ANSWER
    question: BoardQuestion

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.question = get_object_or_404(board.shown(), identifier=kwargs["identifier"])
        if self.question.state != BoardQuestion.State.OPEN:
            # Its page says that it is closed.
            return HttpResponseRedirect(self.question.get_absolute_url())
        return super().dispatch(request, *args, **kwargs)

    def about(self) -> Submission:
        return Submission(kind=self.kind, board_question=self.question)

    def get_initial(self) -> dict[str, Any]:
        slug = self.request.GET.get("voorbeeld", "")
        chosen = named_in(f"/praktijkvoorbeelden/{slug}/") if slug else None
        return {"sources": self.request.build_absolute_uri(chosen.case.get_absolute_url())} if chosen else {}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        sought = self.request.GET.get("zoek", "").strip()
        return super().get_context_data(
            question=self.question, sought=sought, found=found_cases(sought) if sought else [], **kwargs
        )

    def get_title(self, context: dict[str, Any]) -> str:
        return f"Antwoord op: {self.question.question}"

    def get_breadcrumb(self, context: dict[str, Any]) -> list[Crumb]:
        whole = Crumb(QUESTIONS, reverse("question-list"))
        return [whole, Crumb(self.question.question, self.question.get_absolute_url()), Crumb("Antwoord")]

    def keep(self, submission: Submission) -> Submission:
        return verbs.report(submission=submission)


def found_cases(sought: str) -> list[PublishedCase]:
    """Return the likeliest cases for what was typed, in that order."""
    filterset = CaseFilter({"zoek": sought}, PublishedCase.objects.all())
    if not filterset.is_valid():
        return []
    keys = ResultSet.of(filterset).best(FOUND)
    found = PublishedCase.objects.only("slug", "title").in_bulk(keys)
    return [found[key] for key in keys if key in found]
