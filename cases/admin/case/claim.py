from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path

from cases import publishing
from cases.admin.case.figures import InWordsMixin, read_figure
from cases.admin.transfer.entries import ImportEntry
from cases.admin.transfer.pages import TransferMixin
from cases.admin.transfer.refusals import why_not_saved
from cases.models import Case, Claim, ClaimLink
from gouden.web.admin.base import GoudenAdmin, ReadOnlyAdmin, editor


@admin.register(Claim)
class ClaimAdmin(InWordsMixin, TransferMixin, ReadOnlyAdmin):
    """To search all claims at once; editing one happens inside its case, or many at once by a file."""

    list_display = ("text", "case", "kind", "in_words", "evidence", "article")
    list_filter = (
        "kind",
        "obstacle",
        "elements",
        "evidence",
        ("article", admin.EmptyFieldListFilter),
        ("value", admin.EmptyFieldListFilter),
    )
    search_fields = ("case__title", "text", "speaker__person__name")
    readonly_fields = ("in_words",)
    ordering = ("case__title", "position", "id")
    fieldsets = (
        (
            None,
            {"fields": ("case", "kind", "obstacle", "text", "speaker", "evidence", "article", "passage", "elements")},
        ),
        ("Cijfer", {"fields": ("in_words", "year", "municipality")}),
        ("Verwijzing", {"fields": ("key",)}),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return (
            super()
            .get_queryset(request)
            .exclude(case__state=Case.State.BINNED)
            .select_related("case", "article", "obstacle", "speaker__person", "municipality")
        )

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.in_words_view)
        return [path("in-woorden/", view, name="cases_claim_in_words"), *super().get_urls()]

    def in_words_view(self, request: HttpRequest) -> HttpResponse:
        """Say what the figure reads that is being typed in the form of a case."""
        if not self._case_admin.has_view_permission(request):
            raise PermissionDenied
        return read_figure(self, request)

    def has_import_permission(self, request: HttpRequest) -> bool:
        """Who may change cases may do it claim by claim."""
        return self._case_admin.has_change_permission(request)

    def may_save_entry(self, request: HttpRequest, entry: ImportEntry) -> bool:
        return self._case_admin.has_change_permission(request, entry.row_as(Claim).case)

    def why_kept_entry(self, request: HttpRequest, entry: ImportEntry) -> str:
        """Who may change a case may take its claims away."""
        return "" if self.may_save_entry(request, entry) else why_not_saved(editor(request), entry.row, "weghalen")

    @property
    def _case_admin(self) -> admin.ModelAdmin:
        return self.admin_site.get_model_admin(Case)


@admin.register(ClaimLink)
class ClaimLinkAdmin(GoudenAdmin):
    """Ties two claims; both cases get a revision, because both pages show it once they are published again."""

    list_display = ("a", "case_of_a", "kind", "b", "case_of_b")
    list_filter = ("kind", ("passage", admin.EmptyFieldListFilter))
    search_fields = ("a__text", "a__case__title", "b__text", "b__case__title")
    list_select_related = ("a__case", "b__case")
    autocomplete_fields = ("a", "b", "article")
    fields = ("a", "kind", "b", "article", "passage")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        binned = Case.State.BINNED
        return super().get_queryset(request).exclude(a__case__state=binned).exclude(b__case__state=binned)

    @admin.display(description="in voorbeeld", ordering="a__case__title")
    def case_of_a(self, link: ClaimLink) -> str:
        return str(link.a.case)

    @admin.display(description="in voorbeeld", ordering="b__case__title")
    def case_of_b(self, link: ClaimLink) -> str:
        return str(link.b.case)

    def save_model(self, request: HttpRequest, obj: ClaimLink, form: Any, change: bool) -> None:
        before = _cases_of(ClaimLink.objects.filter(pk=obj.pk))
        super().save_model(request, obj, form, change)
        _record(before | _cases_of(ClaimLink.objects.filter(pk=obj.pk)), request)

    def delete_model(self, request: HttpRequest, obj: ClaimLink) -> None:
        self.delete_queryset(request, ClaimLink.objects.filter(pk=obj.pk))

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[ClaimLink]) -> None:
        with transaction.atomic():
            cases = _cases_of(queryset)
            super().delete_queryset(request, queryset)
            _record(cases, request)


def _cases_of(links: QuerySet[ClaimLink]) -> set[Case]:
    """Return the cases whose claims these links tie."""
    return {claim.case for link in links.select_related("a__case", "b__case") for claim in (link.a, link.b)}


def _record(cases: set[Case], request: HttpRequest) -> None:
    for case in sorted(cases, key=lambda case: case.pk):
        publishing.record_revision(case=case, by=editor(request))
