"""What hangs on a case and is edited only inside it."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Max, QuerySet
from django.http import HttpRequest
from django.urls import reverse

from cases.admin.case.figures import FIGURE_FIELDS, InWordsMixin
from cases.fields import (
    DETAILS,
    CitationData,
    ClaimData,
    LinkData,
    ParticipationData,
    PlaceData,
    Reference,
    ReferenceList,
    SilentSectionData,
    form_columns,
    form_sections,
)
from cases.models import CaseLink, CaseMunicipality, Citation, Claim, Participation, SilentSection
from gouden.web.admin.base import StackedInline, TabularInline
from gouden.web.forms.explaining import ExplainingModelForm


class CaseMunicipalityInline(TabularInline):
    model = CaseMunicipality
    fields = form_columns(PlaceData)
    autocomplete_fields = form_columns(PlaceData, Reference)


class ParticipationFormSet(forms.BaseInlineFormSet):
    def clean(self) -> None:
        """Refuse a party twice in a role; Django compares the rows of one form only where no expression is involved."""
        super().clean()
        seen = set()
        for form in self.forms:
            given = getattr(form, "cleaned_data", None)
            if not given or given.get("DELETE"):
                continue
            party = tuple(given.get(name) for name in ("organisation", "municipality", "region", "role"))
            if party in seen:
                raise ValidationError("Een deelnemer staat er twee keer met dezelfde rol; verwijder er één.")
            seen.add(party)


class ParticipationInline(TabularInline):
    model = Participation
    formset = ParticipationFormSet
    fields = form_columns(ParticipationData)
    autocomplete_fields = form_columns(ParticipationData, Reference)
    verbose_name_plural = "deelnemers (per regel één organisatie, gemeente of regio)"


class CitationInline(TabularInline):
    model = Citation
    fields = form_columns(CitationData)
    autocomplete_fields = form_columns(CitationData, Reference)


class SilentSectionInline(TabularInline):
    model = SilentSection
    fields = form_columns(SilentSectionData)


class CaseLinkInline(TabularInline):
    model = CaseLink
    fields = form_columns(LinkData)


class ClaimForm(ExplainingModelForm):
    class Meta:
        model = Claim
        fields: Any = "__all__"
        widgets = {
            "text": forms.Textarea(attrs={"rows": 2, "class": "vLargeTextField"}),
            "passage": forms.TextInput(attrs={"class": "vTextField"}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "value" in self.fields:
            self.fields["value"].widget.attrs["data-in-words"] = reverse("admin:cases_claim_in_words")

    def clean(self) -> Any:
        """Say nothing of a figure that is unclear: the stored one beside it would look like how it was read."""
        if any(name in self.errors for name in FIGURE_FIELDS):
            self.instance.value = None
        return super().clean()


class ClaimFormSet(forms.BaseInlineFormSet):
    def save_new(self, form: Any, commit: bool = True) -> Any:
        """Put a new claim behind the others, unless the editor gave it a place."""
        if "position" not in form.changed_data:
            last = self.instance.claims.aggregate(last=Max("position"))["last"]
            form.instance.position = 0 if last is None else last + 1
        return super().save_new(form, commit)


def claim_fieldsets(*, figures: bool) -> list[Any]:
    """Return the parts of the form of a claim, with its place and its figure in words; the latter's fields if asked."""
    fieldsets: list[Any] = []
    for title, lines in form_sections(ClaimData):
        shown, folded = lines, {"classes": ("collapse",)} if title and figures else {}
        if title == DETAILS:
            typed = [line for line in lines if set(FIGURE_FIELDS) & set(_names(line))]
            *others, last = [line for line in lines if line not in typed]
            shown = [*(typed if figures else []), "in_words", *others, (*_names(last), "position")]
        fieldsets.append((title or None, {"fields": shown, **folded}))
    return fieldsets


def _names(line: str | tuple[str, ...]) -> tuple[str, ...]:
    return (line,) if isinstance(line, str) else line


class ClaimInline(InWordsMixin, StackedInline):
    model = Claim
    form = ClaimForm
    formset = ClaimFormSet
    autocomplete_fields = (*form_columns(ClaimData, Reference), *form_columns(ClaimData, ReferenceList))
    readonly_fields = ("in_words",)

    class Media:
        js = ("admin-figures.js",)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Show who cannot change a figure how it reads, and not its parts: of 100 Django makes 100,000 there."""
        return claim_fieldsets(figures=self.has_change_permission(request, obj))

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        claims = super().get_queryset(request).prefetch_related("elements")
        return claims.select_related("obstacle", "speaker__person", "article", "municipality")
