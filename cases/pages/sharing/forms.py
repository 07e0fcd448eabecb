"""The forms of sharing something: one for each step, made from its questions."""

from typing import Any

from django import forms
from django.utils import timezone

from cases.models import Submission
from cases.models.outside.mailbox import functional
from cases.submissions.questions import STEPS, FormQuestion, FormStep
from gouden.web.forms.explaining import ExplainingModelForm
from gouden.web.forms.number_fields import DutchIntegerField, WholeInput
from gouden.web.guard.guarded_form import GuardedForm
from gouden.web.text.days import past_year
from gouden.web.text.sorting import name_key
from municipalities.models import Municipality

AUTOCOMPLETE = {
    "name": "name",
    "email": "email",
    "organisation": "organization",
    "function": "organization-title",
    "mailbox": "off",
}


class StepForm(ExplainingModelForm):
    """The questions of one step; with `complete=False` they may still be open, for who goes back."""

    class Meta:
        model = Submission
        fields: list[str] = []

    def __init__(self, *args: Any, step: FormStep, complete: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for question in step.questions:
            self.fields[question.name] = field_for(question, complete=complete)
            self.initial.setdefault(question.name, self._answer(question.name))
        self.order_fields([question.name for question in step.questions])

    @property
    def questions(self) -> list[forms.BoundField]:
        """The fields of the questions, without those that guard the form."""
        return [self[name] for name in self.fields if name in ANSWERS]

    def save(self, commit: bool = True) -> Submission:
        """Keep the answers; everything else of the submission stays as it is in the database."""
        submission: Submission = self.instance
        given = [name for name in self.cleaned_data if name in ANSWERS]
        for name in given:
            setattr(submission, name, self.cleaned_data[name])
        if submission.pk:
            submission.save(update_fields=[*given, "changed_at"])
        elif commit:
            submission.save()
        return submission

    def _answer(self, name: str) -> Any:
        value = getattr(self.instance, name)
        return value.cbs_code if isinstance(value, Municipality) else value


class FirstStepForm(GuardedForm, StepForm):
    """The first step, with which a submission begins to exist."""


ANSWERS = {question.name for steps in STEPS.values() for step in steps for question in step.questions}


def field_for(question: FormQuestion, *, complete: bool) -> forms.Field:
    """Return the field of the form that asks `question`."""
    shared: dict[str, Any] = {
        "label": question.label,
        "help_text": question.hint,
        "required": question.required and complete,
    }
    if question.name == "municipality":
        wrong = "Kies een gemeente uit de lijst."
        shared["error_messages"] = {"required": wrong, "invalid_choice": wrong}
        return MunicipalityField(**shared)
    model_field: Any = Submission._meta.get_field(question.name)
    if question.name == "stage":
        shared["error_messages"] = {"required": "Kies hoe ver u bent.", "invalid_choice": "Kies hoe ver u bent."}
        return forms.ChoiceField(choices=[("", "Kies"), *Submission.STAGES], **shared)
    if question.name == "since":
        return DutchIntegerField(validators=[past_year], widget=WholeInput({"class": ""}), **shared)
    if question.name == "mailbox":
        shared["validators"] = [functional]
    if model_field.choices:
        return forms.ChoiceField(choices=model_field.choices, **shared)
    if question.rows:
        shared["widget"] = forms.Textarea(attrs={"rows": question.rows})
    field: forms.Field = model_field.formfield(**shared)
    if question.name in AUTOCOMPLETE:
        field.widget.attrs["autocomplete"] = AUTOCOMPLETE[question.name]
    return field


class MunicipalityField(forms.ModelChoiceField):
    """One of the municipalities of today, in the order of a register."""

    def __init__(self, **kwargs: Any) -> None:
        today = Municipality.objects.on(timezone.localdate()).only("cbs_code", "name", "valid_from", "valid_until")
        super().__init__(today, to_field_name="cbs_code", empty_label="Kies een gemeente", **kwargs)
        named = sorted(((row.cbs_code, row.name) for row in today), key=lambda row: name_key(row[1]))
        self.choices = [("", "Kies een gemeente"), *named]
