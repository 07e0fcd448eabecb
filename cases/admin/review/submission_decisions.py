"""The buttons of a submission: make a draft of it, accept or refuse with a mail, note something."""

from collections.abc import Callable
from typing import Any, NamedTuple

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html

from cases.admin.review import placing
from cases.editorial import mail
from cases.models import PassedQuestion, PublishedCase, Submission
from cases.models.outside.mailbox import functional
from cases.submissions import concepts, passing_on, verbs
from gouden.accounts import security_log
from gouden.web.admin.base import ReadOnlyAdmin, editor
from gouden.web.forms.explaining import ExplainingForm
from gouden.web.forms.form_fields import OneLineField, ProseField
from gouden.web.http.links import absolute

# Stand in the mail until an editor writes the reason, or the answer, in its place.
WHY, ANSWER = "(Schrijf hier waarom niet.)", "(Schrijf hier uw antwoord.)"


class Decision(NamedTuple):
    """A decision on a submission: the verb, the mail that tells it, and what page and button call it."""

    verb: Callable[..., Submission]
    template: str
    title: str


DECISIONS = {
    "accept": Decision(verbs.accept, "submission_accepted", "Neem over"),
    "refuse": Decision(verbs.refuse, "submission_refused", "Wijs af"),
}
# Of a kind that asks for other words.
DECISIONS_OF: dict[str, dict[str, Decision]] = {
    Submission.Kind.CASE_QUESTION: {
        "accept": Decision(verbs.accept, "case_question_by_editors", "Beantwoord zelf"),
        "refuse": Decision(verbs.refuse, "case_question_refused", "Wijs af"),
    },
    Submission.Kind.BOARD_QUESTION: {"refuse": Decision(verbs.refuse, "board_refused", "Wijs af")},
    Submission.Kind.BOARD_ANSWER: {"refuse": Decision(verbs.refuse, "board_refused", "Wijs af")},
    Submission.Kind.ADOPTION: {
        "accept": Decision(verbs.accept, "adoption_accepted", "Neem over"),
        "refuse": Decision(verbs.refuse, "adoption_refused", "Wijs af"),
    },
}


def decisions_of(submission: Submission) -> dict[str, Decision]:
    """Return the decisions that close it, by the verb."""
    return DECISIONS_OF.get(submission.kind, DECISIONS)


class DecisionForm(ExplainingForm):
    """The mail that goes to the sender, to be made personal first."""

    subject = OneLineField(
        label="Onderwerp", max_length=200, widget=forms.TextInput(attrs={"class": "vLargeTextField"})
    )
    body = ProseField(
        label="Mail",
        widget=forms.Textarea(attrs={"rows": 18, "class": "vLargeTextField"}),
        help_text="Zo gaat hij weg. Maak er gerust uw eigen tekst van.",
    )

    def clean_body(self) -> str:
        body: str = self.cleaned_data["body"]
        if WHY in body:
            raise forms.ValidationError(f"Schrijf waarom, op de plek waar ‘{WHY}’ staat.")
        if ANSWER in body:
            raise forms.ValidationError(f"Schrijf uw antwoord, op de plek waar ‘{ANSWER}’ staat.")
        return body


class NoteForm(ExplainingForm):
    text = ProseField(label="Notitie", max_length=5_000)


class PassOnForm(ExplainingForm):
    """A mailbox that an editor gives; one that is known goes with the name of its party."""

    mailbox = forms.EmailField(
        validators=[functional],
        error_messages={"required": "Vul een mailadres in.", "invalid": "Dit is geen mailadres."},
    )


class DecisionsMixin(ReadOnlyAdmin):
    """What SubmissionAdmin can do beside showing. Whoever may change submissions may do all of it."""

    def has_decide_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Whether the user may decide on submissions; nobody changes what a sender wrote."""
        return editor(request).has_perm("cases.change_submission")

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        own = [
            path("<int:pk>/concept/", view(self.take_up_view), name="cases_submission_take_up"),
            path("<int:pk>/neem-over/", view(self.accept_view), name="cases_submission_accept"),
            path("<int:pk>/wijs-af/", view(self.refuse_view), name="cases_submission_refuse"),
            path("<int:pk>/stuur-door/", view(self.pass_on_view), name="cases_submission_pass_on"),
            path("<int:pk>/herinner/", view(self.remind_view), name="cases_submission_remind"),
            path("<int:pk>/zet-op-bord/", view(self.place_view), name="cases_submission_place"),
            path("<int:pk>/notitie/", view(self.note_view), name="cases_submission_note"),
        ]
        return own + super().get_urls()

    def around_form(self, request: HttpRequest, obj: Any) -> dict[str, Any]:
        decides = self.has_decide_permission(request)
        may = verbs.allowed(obj) if decides else set()
        decisions = {name: one.title for name, one in decisions_of(obj).items() if name in may}
        passed = PassedQuestion.objects.filter(submission=obj).first()
        return super().around_form(request, obj) | {
            "verbs": may,
            "decisions": decisions,
            "can_note": decides,
            "passed": passed,
            "can_place": bool(may & {"place", "place_answer"}),
            "who_places": placing.who_places(request, obj),
            "parties": passing_on.parties(obj.case_id) if "pass_on" in may else [],
        }

    def take_up_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Make a draft of it and go on in its form."""
        submission = self._submission(request, pk)
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        if not editor(request).has_perm("cases.add_case"):
            raise PermissionDenied
        try:
            case = concepts.take_up(submission=submission, by=editor(request))
        except verbs.WrongState as error:
            self.message_user(request, str(error), messages.ERROR)
            return self._to_submission(submission)
        text = "Dit concept is gemaakt van een inzending. Kies nog thema's en lees de tekst na; daarna kan het verder."
        self.message_user(request, text, messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:cases_case_change", args=[case.pk]))

    def accept_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self._decide(request, self._submission(request, pk), "accept")

    def refuse_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self._decide(request, self._submission(request, pk), "refuse")

    def pass_on_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Send a question to a mailbox: one that is known, or one that the editor gives."""
        submission = self._submission(request, pk)
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        form = PassOnForm(request.POST)
        if not form.is_valid():
            return self._say_what_is_wrong(request, submission, form)
        mailbox = form.cleaned_data["mailbox"]
        names = {party.mailbox: party.name for party in passing_on.parties(submission.case_id)}

        def act() -> str:
            passing_on.pass_on(submission=submission, mailbox=mailbox, party=names.get(mailbox, ""), by=editor(request))
            return f"Doorgestuurd aan {mailbox}. Wie het vroeg, krijgt daar bericht van."

        return self._do(request, submission, act)

    def place_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Put it on the board of questions, in words that readers may see."""
        return placing.place_view(self, request, self._submission(request, pk))

    def remind_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Send the contact a reminder."""
        submission = self._submission(request, pk)
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])

        def act() -> str:
            passing_on.remind(submission=submission, by=editor(request))
            return "De herinnering gaat eruit."

        return self._do(request, submission, act)

    def note_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Keep what an editor wants to remember."""
        submission = self._submission(request, pk)
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        form = NoteForm(request.POST)
        if not form.is_valid():
            return self._say_what_is_wrong(request, submission, form)
        verbs.note(submission=submission, by=editor(request), text=form.cleaned_data["text"])
        return self._to_submission(submission)

    def _say_what_is_wrong(self, request: HttpRequest, submission: Submission, form: ExplainingForm) -> HttpResponse:
        """Lead back to the page with the form, and there to its field."""
        for fault in form.faults:
            self.message_user(request, format_html('<a href="#{}">{}</a>', *fault), messages.ERROR)
        return self._to_submission(submission)

    def _do(self, request: HttpRequest, submission: Submission, act: Callable[[], str]) -> HttpResponse:
        """Do what a button is for, where its kind and state allow that, and say what was done."""
        try:
            self.message_user(request, act(), messages.SUCCESS)
        except verbs.WrongState as error:
            self.message_user(request, str(error), messages.ERROR)
        return self._to_submission(submission)

    def _decide(self, request: HttpRequest, submission: Submission, verb: str) -> HttpResponse:
        """Show the mail that goes along, to be changed; then decide. Without a checked address there is no mail."""
        decision = decisions_of(submission).get(verb)
        if decision is None:
            raise Http404
        answers = verbs.can_answer(submission)
        form = DecisionForm(
            request.POST or None, initial=self._mail(submission, decision)._asdict() if answers else None
        )
        if request.method != "POST" or (answers and not form.is_valid()):
            return self._ask(request, submission, decision, form if answers else None)
        text = mail.MailText(**form.cleaned_data) if answers else None
        try:
            decided = decision.verb(submission=submission, by=editor(request), text=text)
        except verbs.WrongState as error:
            self.message_user(request, str(error), messages.ERROR)
            return self._to_submission(submission)
        how = "De inzender krijgt uw mail." if answers else "Er ging geen mail: er is geen bevestigd adres."
        text_shown = format_html("‘{}’ is {}. {}", decided, decided.standing, how)
        self.message_user(request, text_shown, messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:cases_submission_changelist"))

    def _mail(self, submission: Submission, decision: Decision, **more: object) -> mail.MailText:
        public = PublishedCase.objects.filter(pk=submission.case_id).only("slug").first()
        context = {
            "submission": submission,
            "status": absolute(submission.get_absolute_url()),
            "public": public and absolute(public.get_absolute_url()),
            "why": WHY,
            "fill_in": ANSWER,
        }
        return mail.write(decision.template, context | more)

    def _ask(
        self, request: HttpRequest, submission: Submission, decision: Decision, form: DecisionForm | None
    ) -> HttpResponse:
        security_log.personal_data(request, security_log.What.VIEWED, f"inzending {submission.pk}")
        context = {
            **self.admin_site.each_context(request),
            "title": f"{decision.title}: {submission}",
            "opts": self.opts,
            "submission": submission,
            "decision": decision,
            "form": form,
            "media": self.media,
        }
        request.current_app = self.admin_site.name
        return TemplateResponse(request, "admin/cases/submission/decide.html", context)

    def _submission(self, request: HttpRequest, pk: int) -> Submission:
        submission: Submission = get_object_or_404(self.get_queryset(request), pk=pk)
        if not self.has_decide_permission(request, submission):
            raise PermissionDenied
        return submission

    def _to_submission(self, submission: Submission) -> HttpResponseRedirect:
        return HttpResponseRedirect(reverse("admin:cases_submission_change", args=[submission.pk]))
