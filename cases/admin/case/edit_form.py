"""The form of a case: how its fields look, and what it refuses."""

from typing import Any

from django import forms

from cases import publishing
from cases.admin.stale_form import NOT_SAVED_YET, SEEN_INPUT
from cases.fields import LIFECYCLE, SECTIONS, STORY, form_sections
from cases.models import Case
from gouden.web.admin.base import whole_number
from gouden.web.forms.explaining import ExplainingModelForm

WIDE_LINE = forms.TextInput(attrs={"class": "vLargeTextField"})
SECTION_TEXT = forms.Textarea(attrs={"rows": 8, "class": "vLargeTextField"})
STORY_HELP = "Opmaak met Markdown. Deze vijf kopjes zijn bij elk voorbeeld dezelfde."


class CaseEditForm(ExplainingModelForm):
    class Meta:
        model = Case
        fields: Any = "__all__"
        widgets = {
            "title": WIDE_LINE,
            "summary": forms.Textarea(attrs={"rows": 5, "class": "vLargeTextField"}),
            **dict.fromkeys(SECTIONS, SECTION_TEXT),
            "without_place": WIDE_LINE,
        }

    def clean_kind(self) -> str:
        """Refuse to make a practice of a portrait that practices are part of."""
        kind: str = self.cleaned_data["kind"]
        if kind != Case.Kind.PORTRAIT and self.instance.pk and self.instance.practices.exists():
            raise forms.ValidationError("Bij dit portret horen praktijken; haal die er eerst af.")
        return kind

    def clean(self) -> Any:
        """Refuse to save over a version that the editor did not see."""
        seen = whole_number(self.data.get(SEEN_INPUT, ""))
        if self.instance.pk and seen != publishing.latest_number(self.instance):
            self.add_error(None, NOT_SAVED_YET)
        return super().clean()


def sections(case: Case | None) -> list[Any]:
    """Return the sections in the order in which an editor thinks; None: of a new case, which has nothing to manage."""
    fieldsets: list[Any] = [(title or None, {"fields": lines}) for title, lines in form_sections()]
    dict(fieldsets)[STORY]["description"] = STORY_HELP
    dict(fieldsets)[LIFECYCLE]["fields"].append(("next_check_on", "planned_check") if case else "next_check_on")
    if case:
        kept = ("created_at", "modified_at", "modified_by")
        fields = ("practices", *kept) if case.kind == Case.Kind.PORTRAIT else kept
        fieldsets.append(("Beheer", {"fields": fields, "classes": ("collapse",)}))
    return fieldsets
