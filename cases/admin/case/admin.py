from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from cases import publishing
from cases.admin.base import count_of, editor
from cases.admin.case.bulk import BulkMixin
from cases.admin.case.collisions import CollisionMixin
from cases.admin.case.figures import saved_figures
from cases.admin.case.filters import AttentionFilter, PendingChangesFilter, ProvinceFilter
from cases.admin.case.inlines import (
    CaseLinkInline,
    CaseMunicipalityInline,
    CitationInline,
    ClaimInline,
    ParticipationInline,
)
from cases.admin.case.quality import QualityMixin
from cases.admin.case.revisions import RevisionsMixin
from cases.admin.case.submissions import SubmissionsMixin
from cases.admin.transfer.pages import TransferMixin
from cases.fields import LIFECYCLE, SECTIONS, STORY, form_sections
from cases.models import Case, Citation, Claim

SECTION = forms.Textarea(attrs={"rows": 8, "class": "vLargeTextField"})
EXPLAINED = {STORY: {"description": "Opmaak met Markdown. Deze vijf kopjes zijn bij elk voorbeeld dezelfde."}}


class CaseForm(forms.ModelForm):
    class Meta:
        model = Case
        fields: Any = "__all__"
        widgets = {
            "title": forms.TextInput(attrs={"class": "vLargeTextField"}),
            "summary": forms.Textarea(attrs={"rows": 5, "class": "vLargeTextField"}),
            **dict.fromkeys(SECTIONS, SECTION),
            "without_place": forms.TextInput(attrs={"class": "vLargeTextField"}),
        }

    def clean_kind(self) -> str:
        """Refuse to make a practice of a portrait that practices are part of."""
        kind: str = self.cleaned_data["kind"]
        if kind != Case.Kind.PORTRAIT and self.instance.pk and self.instance.practices.exists():
            raise forms.ValidationError("Bij dit portret horen praktijken; haal die er eerst af.")
        return kind


@admin.register(Case)
class CaseAdmin(TransferMixin, QualityMixin, SubmissionsMixin, BulkMixin, RevisionsMixin, CollisionMixin):
    """A case with all that hangs on it. Saving makes a revision; only publishing changes what readers see."""

    form = CaseForm
    list_display = (
        "title",
        "stands",
        "pending",
        "kind",
        "places",
        "sources",
        "claim_count",
        "modified_at",
        "modified_by",
    )
    list_filter = (
        AttentionFilter,
        "state",
        PendingChangesFilter,
        "kind",
        "lifecycle",
        "featured",
        ProvinceFilter,
        "themes",
    )
    search_fields = ("title", "slug", "summary", "place", "municipalities__name", "initiatives__name")
    list_select_related = ("modified_by",)
    show_facets = admin.ShowFacets.ALWAYS
    ordering = ("-modified_at", "title")
    autocomplete_fields = ("part_of", "regions", "themes", "initiatives", "contact")
    prepopulated_fields = {"slug": ("title",)}
    readonly_fields = ("planned_check", "practices", "created_at", "modified_at", "modified_by")
    inlines = (CaseMunicipalityInline, ParticipationInline, CitationInline, ClaimInline, CaseLinkInline)
    save_on_top = True

    def get_fieldsets(self, request: HttpRequest, obj: Case | None = None) -> Any:
        """In the order in which an editor thinks; what only a saved case has is left out of a new one."""
        fieldsets: list[Any] = [
            (title or None, {"fields": lines, **EXPLAINED.get(title, {})}) for title, lines in form_sections()
        ]
        planning = ("next_check_on", "planned_check") if obj else "next_check_on"
        dict(fieldsets)[LIFECYCLE]["fields"].append(planning)
        if obj:
            kept = ("created_at", "modified_at", "modified_by")
            fields = ("practices", *kept) if obj.kind == Case.Kind.PORTRAIT else kept
            fieldsets.append(("Beheer", {"fields": fields, "classes": ("collapse",)}))
        return fieldsets

    def get_prepopulated_fields(self, request: HttpRequest, obj: Model | None = None) -> Any:
        return {} if obj else super().get_prepopulated_fields(request, obj)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Load what the list shows, in a number of queries that does not grow."""
        queryset: Any = super().get_queryset(request)
        return (
            queryset.with_pending_changes()
            .prefetch_related("case_municipalities__municipality")
            .annotate(
                number_of_claims=count_of(Claim, "case"),
                number_of_articles=count_of(Citation, "case", of="article"),
            )
        )

    @admin.display(description="stand", ordering="state")
    def stands(self, case: Case) -> str:
        return case.standing

    @admin.display(description="wijzigingen", ordering="has_pending_changes", empty_value="")
    def pending(self, case: Any) -> str:
        return "niet gepubliceerd" if case.has_pending_changes else ""

    @admin.display(description="gemeenten", empty_value="")
    def places(self, case: Case) -> str:
        return ", ".join(row.municipality.name for row in case.case_municipalities.all())

    @admin.display(description="bronnen", ordering="number_of_articles")
    def sources(self, case: Any) -> int:
        return int(case.number_of_articles)

    @admin.display(description="uitspraken", ordering="number_of_claims")
    def claim_count(self, case: Any) -> int:
        return int(case.number_of_claims)

    @admin.display(description="praktijken")
    def practices(self, case: Case) -> SafeString:
        return self._links(case.practices.all())

    def save_model(self, request: HttpRequest, obj: Case, form: Any, change: bool) -> None:
        obj.modified_by = editor(request)
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Save what hangs on the case and make its revision; cases tied to it by a claim that went get one as well."""
        case = form.instance
        tied = list(Case.objects.tied_to(case))
        super().save_related(request, form, formsets, change)
        if said := saved_figures(formsets):
            self.message_user(request, said, messages.INFO)
        for one in [case, *tied]:
            publishing.record_revision(case=one, by=editor(request))

    def response_add(self, request: HttpRequest, obj: Case, post_url_continue: str | None = None) -> HttpResponse:
        return self.response_saved(request, obj) or super().response_add(request, obj, post_url_continue)

    def response_change(self, request: HttpRequest, obj: Case) -> HttpResponse:
        if response := self.response_saved(request, obj):
            return response
        if obj.submitted_at:
            text = "Dit is al ingeleverd: wie het naleest, ziet ook wat u nu hebt bewaard."
            self.message_user(request, text, messages.INFO)
        elif self.get_queryset(request).filter(pk=obj.pk, has_pending_changes=True).exists():
            text = "De openbare pagina toont nog de vorige versie, tot uw wijzigingen zijn gepubliceerd."
            self.message_user(request, text, messages.INFO)
        return super().response_change(request, obj)

    def reasons_to_keep(self, objs: QuerySet[Any] | Sequence[Any], request: HttpRequest) -> list[Any]:
        """A case that was public or has revisions stays: its address and its history are for ever."""
        cases = Case.objects.filter(pk__in=[case.pk for case in objs])
        kept = cases.filter(events__isnull=False) | cases.filter(revisions__isnull=False)
        return [_reason_to_keep(case) for case in kept.distinct()] or super().reasons_to_keep(objs, request)

    def get_deleted_objects(self, objs: QuerySet[Any] | Sequence[Any], request: HttpRequest) -> Any:
        """Who may delete a case may delete its claims with it, though no claim is deleted on a page of its own."""
        to_delete, count, perms_needed, protected = super().get_deleted_objects(objs, request)
        return to_delete, count, perms_needed - {Claim._meta.verbose_name}, protected


def _reason_to_keep(case: Case) -> str:
    match case.state:
        case Case.State.PUBLISHED:
            text = "is openbaar en kan daarom niet worden verwijderd. Trek het in: dan zien lezers waarom het weg is."
        case Case.State.WITHDRAWN:
            text = "is ingetrokken. Het blijft hier bewaard, zodat het oude adres kan zeggen waarom het weg is."
        case _:
            text = "heeft bewaarde versies en kan niet worden verwijderd. Lezers zien het niet; u kunt het archiveren."
    return format_html("‘{}’ {}", case, text)
