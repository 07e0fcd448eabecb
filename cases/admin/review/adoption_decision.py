"""One page on which an editor makes an adoption, or a check of a case, of what a municipality told of itself."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from cases import publishing
from cases.admin.review.submission_decisions import DecisionForm, DecisionsMixin, decisions_of
from cases.editorial.mail import MailText
from cases.models import Adoption, Case, Submission
from cases.submissions import adopting, verbs
from gouden.web.admin.base import editor
from gouden.web.forms.form_fields import OneLineField, ProseField
from gouden.web.forms.number_fields import DutchIntegerField
from gouden.web.text.days import past_year


class AdoptionForm(DecisionForm):
    """The adoption as readers will see it, and the mail to its sender."""

    status = forms.ChoiceField(label="Stand", choices=Adoption.Status.choices)
    since = DutchIntegerField(label="Begonnen in", required=False, validators=[past_year])
    differently = ProseField(
        label="Wat zij anders doen",
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 5, "class": "vLargeTextField"}),
        help_text="Lezers zien dit. Haal namen van mensen eruit.",
    )
    confirmed_by = OneLineField(
        label="Bevestigd door",
        max_length=150,
        widget=forms.TextInput(attrs={"class": "vLargeTextField"}),
        help_text="Een functie of de gemeente, geen naam van een mens.",
    )
    may_be_asked = forms.BooleanField(label="Collega’s mogen het vragen", required=False)
    field_order = ["status", "since", "differently", "confirmed_by", "may_be_asked", "subject", "body"]

    def __init__(self, *args: Any, submission: Submission, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = adopting.known_adoption(submission)
        self.notice = _becomes(submission, known)
        if submission.mailbox:
            self.fields["may_be_asked"].help_text = f"Op {submission.mailbox}; lezers zien dat adres niet."
        else:
            del self.fields["may_be_asked"]
        self.initial = dict(self.initial) | {
            "status": submission.stage,
            "since": submission.since,
            "differently": submission.message,
            "confirmed_by": adopting.confirmer(submission),
            "may_be_asked": True,
        }

    def act(self, submission: Submission, by: User, text: MailText) -> str:
        """Do what the editor decided, and return what to say of it."""
        given = self.cleaned_data
        accepted = adopting.Accepted(
            status=Adoption.Status(given["status"]),
            since=given["since"],
            differently=given["differently"],
            confirmed_by=given["confirmed_by"],
            may_be_asked=bool(given.get("may_be_asked")),
        )
        adopting.adopt(submission=submission, accepted=accepted, by=by, text=text)
        return "Lezers zien de navolging nu. De inzender krijgt uw mail."


class CheckForm(DecisionForm):
    """How the case stands, and the mail to who told it."""

    lifecycle = forms.ChoiceField(label="Loopt het nog?", choices=Case.Lifecycle.choices)
    field_order = ["lifecycle", "subject", "body"]

    def __init__(self, *args: Any, submission: Submission, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.notice = (
            f"Dit is een voorbeeld van {submission.municipality} zelf. Overnemen legt vast dat het is nagegaan; het "
            "wordt geen navolging. Wat zij erbij schreven, werkt u zelf in het voorbeeld bij."
        )
        self.initial = dict(self.initial) | {"lifecycle": adopting.LIFECYCLES[submission.stage]}

    def act(self, submission: Submission, by: User, text: MailText) -> str:
        """Do what the editor decided, and return what to say of it."""
        lifecycle = Case.Lifecycle(self.cleaned_data["lifecycle"])
        case, shown = adopting.check(submission=submission, lifecycle=lifecycle, by=by, text=text)
        seen = "Lezers zien het nu." if shown else "Lezers zien het als de nieuwe versie is gepubliceerd."
        return f"Bij ‘{case}’ staat dat het is nagegaan. {seen} De inzender krijgt uw mail."


class AdoptionDecisionMixin(DecisionsMixin):
    """Accepts what is to be an adoption on a page of its own."""

    def accept_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show what it becomes, to be changed, with the mail that goes along; then make it that."""
        submission = self._submission(request, pk)
        if submission.kind != Submission.Kind.ADOPTION:
            return super().accept_view(request, pk)
        decision = decisions_of(submission)["accept"]
        if refusal := _refusal(submission, editor(request)):
            self.message_user(request, refusal, messages.ERROR)
            return self._to_submission(submission)
        is_check = adopting.is_own(submission)
        kind = CheckForm if is_check else AdoptionForm
        written = self._mail(submission, decision, is_check=is_check)
        form = kind(request.POST or None, initial=written._asdict(), submission=submission)
        if request.method != "POST" or not form.is_valid():
            return self._ask(request, submission, decision, form)
        text = MailText(form.cleaned_data["subject"], form.cleaned_data["body"])
        try:
            said = form.act(submission, editor(request), text)
        except (verbs.WrongState, publishing.NotAllowed) as error:
            self.message_user(request, str(error), messages.ERROR)
            return self._to_submission(submission)
        self.message_user(request, said, messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:cases_submission_changelist"))


def _refusal(submission: Submission, by: User) -> str:
    """Return why it cannot be accepted now; empty: nothing keeps from it."""
    if "accept" not in verbs.allowed(submission):
        return f"Dit kan niet meer: de inzending is {submission.standing}."
    return adopting.why_not(submission, by)


def _becomes(submission: Submission, known: Adoption | None) -> str:
    """Return in Dutch what accepting it does."""
    if known is None:
        made = f"Overnemen maakt een navolging van ‘{submission.case}’ door {submission.municipality}."
        return f"{made} Lezers zien haar meteen."
    stands = (
        "die is ingetrokken en komt zo terug" if known.withdrawn_because else f"stand: {known.get_status_display()}"
    )
    return (
        f"{submission.municipality} heeft al een navolging van ‘{submission.case}’ ({stands}). "
        "Overnemen werkt die bij; wat een bron erover zegt, blijft staan."
    )
