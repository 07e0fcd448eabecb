"""What hangs on a case and is edited only inside it."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Max, QuerySet
from django.http import HttpRequest
from django.urls import reverse

from cases.admin.base import StackedInline, TabularInline
from cases.admin.case.figures import FIGURE, InWordsMixin
from cases.models import CaseLink, CaseMunicipality, Citation, Claim, Participation


class CaseMunicipalityInline(TabularInline):
    model = CaseMunicipality
    autocomplete_fields = ("municipality",)


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
    fields = ("role", "organisation", "municipality", "region")
    autocomplete_fields = ("organisation", "municipality", "region")
    verbose_name_plural = "deelnemers (per regel één organisatie, gemeente of regio)"


class CitationInline(TabularInline):
    model = Citation
    autocomplete_fields = ("article",)


class CaseLinkInline(TabularInline):
    model = CaseLink


class ClaimForm(forms.ModelForm):
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
        if any(name in self.errors for name in FIGURE):
            self.instance.value = None
        return super().clean()


class ClaimFormSet(forms.BaseInlineFormSet):
    def save_new(self, form: Any, commit: bool = True) -> Any:
        """Put a new claim behind the others, unless the editor gave it a place."""
        if "position" not in form.changed_data:
            last = self.instance.claims.aggregate(last=Max("position"))["last"]
            form.instance.position = 0 if last is None else last + 1
        return super().save_new(form, commit)


SAID: Any = (None, {"fields": ("text", ("kind", "obstacle", "evidence"), "speaker", ("article", "passage"))})
BESIDE = "Cijfer, jaar, gemeente en volgorde"
REST = ("year", "municipality", "position")


class ClaimInline(InWordsMixin, StackedInline):
    model = Claim
    form = ClaimForm
    formset = ClaimFormSet
    autocomplete_fields = ("obstacle", "speaker", "article", "municipality")
    readonly_fields = ("in_words",)
    fieldsets = (
        SAID,
        (
            BESIDE,
            {
                "fields": (("qualifier", "value", "unit"), ("value_until", "value_before"), "in_words", REST),
                "classes": ("collapse",),
            },
        ),
    )

    class Media:
        js = ("admin-figures.js",)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Show who cannot change a figure how it reads, and not its parts: of 100 Django makes 100,000 there."""
        if self.has_change_permission(request, obj):
            return super().get_fieldsets(request, obj)
        return (SAID, (BESIDE, {"fields": ("in_words", REST)}))

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("obstacle", "speaker__person", "article", "municipality")
