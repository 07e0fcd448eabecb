from functools import partial
from typing import Any, override

from django.contrib import admin, messages
from django.contrib.admin.options import ActionLocation
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.timezone import localtime

from cases import publishing
from cases.admin.case import bin_page, bulk, preview, publication, publication_status, quality, undo, version_pages
from cases.admin.case.edit_form import CaseEditForm, sections
from cases.admin.case.figures import saved_figures
from cases.admin.case.filters import AttentionFilter, PendingChangesFilter, ProvinceFilter, StateFilter
from cases.admin.case.inlines import (
    CaseLinkInline,
    CaseMunicipalityInline,
    CitationInline,
    ClaimInline,
    ParticipationInline,
    SilentSectionInline,
)
from cases.admin.case.pages import CHECK, links_to
from cases.admin.case.simultaneous import collisions
from cases.admin.case.submissions import submissions_about
from cases.admin.case.verbs import EDITOR_VERBS, SeenCase
from cases.admin.stale_form import SEEN_INPUT
from cases.admin.transfer.entries import ImportEntry
from cases.admin.transfer.pages import TransferMixin
from cases.editorial.planning import check_on
from cases.models import Case, Citation, Claim
from cases.publishing import name_of
from gouden.web.admin.base import GoudenAdmin, count_of, editor
from gouden.web.admin.who_may import may_not
from gouden.web.text.dutch_text import day


@admin.register(Case)
class CaseAdmin(TransferMixin, GoudenAdmin):
    """A case with all that hangs on it. Saving makes a revision; only publishing changes what readers see."""

    form = CaseEditForm
    change_list_template = "admin/cases/case/change_list.html"
    list_display = (
        "title",
        "stands",
        "kind",
        "places",
        "sources",
        "claim_count",
        "changed",
    )
    list_filter = (
        AttentionFilter,
        StateFilter,
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
    inlines = (
        CaseMunicipalityInline,
        ParticipationInline,
        CitationInline,
        SilentSectionInline,
        ClaimInline,
        CaseLinkInline,
    )
    save_on_top = True

    class Media:
        css = {"all": ("admin-quality.css",)}

    # --- Addresses and actions beside Django's own -----------------------------------------------------------------

    def get_urls(self) -> list[URLPattern]:
        def page(route: str, view: Any, name: str, **known: Any) -> URLPattern:
            return path(route, self.admin_site.admin_view(partial(view, self)), known, name=f"cases_case_{name}")

        verbs, many = EDITOR_VERBS.items(), bulk.BULK_VERBS.items()
        return [
            page("<int:pk>/voorbeeld/", preview.preview_view, "preview"),
            page("<int:pk>/laat-meelezen/", preview.preview_link_view, "reading"),
            page("prullenbak/", bin_page.bin_view, "bin"),
            page("ongedaan/", undo.undo_view, "undo"),
            page("<int:pk>/versies/", version_pages.versions_view, "versions"),
            page("<int:pk>/versies/<int:number>/terugzetten/", version_pages.restore_view, "restore"),
            *(page(f"<int:pk>/{verb.path}/", publication.verb_view, name, verb=verb) for name, verb in verbs),
            *(page(f"samen/{verb.path}/", bulk.confirm_view, f"{name}_together", verb=verb) for name, verb in many),
            *super().get_urls(),
        ]

    def get_actions(
        self, request: HttpRequest, action_location: ActionLocation = ActionLocation.CHANGE_LIST
    ) -> dict[str, Any]:
        """Put before Django's actions one for each verb."""
        actions: dict[str, Any] = super().get_actions(request, action_location)
        if action_location != ActionLocation.CHANGE_LIST:
            return actions
        ours = bulk.bulk_actions(self, request)
        return ours | {name: action for name, action in actions.items() if name not in ours}

    # --- Who may ---------------------------------------------------------------------------------------------------

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """What is archived is looked at; who goes on with it reopens it first."""
        put_away = isinstance(obj, Case) and obj.state in {Case.State.ARCHIVED, Case.State.BINNED}
        return not put_away and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Nobody deletes a case here: what never was public is thrown away, and erased from the bin."""
        return False

    def why_kept_entry(self, request: HttpRequest, entry: ImportEntry) -> str:
        """What came in from a file goes to the bin, by who may throw away."""
        by, permission = editor(request), publishing.TRANSITIONS["throw_away"].permission
        return "" if by.has_perm(permission) else may_not(by, permission, "weghalen")

    # --- The list --------------------------------------------------------------------------------------------------

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Load what the list shows, in a number of queries that does not grow."""
        queryset: Any = super().get_queryset(request)
        return (
            queryset.in_use()
            .with_pending_changes()
            .prefetch_related("case_municipalities__municipality")
            .annotate(
                number_of_claims=count_of(Claim, "case"),
                number_of_articles=count_of(Citation, "case", of="article"),
            )
        )

    @admin.display(description="stand", ordering="state")
    def stands(self, case: Any) -> str:
        return f"{case.standing}, met wijzigingen" if case.has_pending_changes else str(case.standing)

    @admin.display(description="gemeenten", empty_value="")
    def places(self, case: Case) -> str:
        return ", ".join(row.municipality.name for row in case.case_municipalities.all())

    @admin.display(description="bronnen", ordering="number_of_articles")
    def sources(self, case: Any) -> int:
        return int(case.number_of_articles)

    @admin.display(description="uitspraken", ordering="number_of_claims")
    def claim_count(self, case: Any) -> int:
        return int(case.number_of_claims)

    @admin.display(description="gewijzigd", ordering="modified_at")
    def changed(self, case: Case) -> str:
        moment = date_format(localtime(case.modified_at), "j M Y H:i")
        return f"{moment}, {name_of(case.modified_by)}" if case.modified_by else moment

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        return super().changelist_view(request, {"in_bin": bin_page.binned().count()} | (extra_context or {}))

    # --- The form is shown or sent ---------------------------------------------------------------------------------

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """Show the form, or save it over the version that the editor saw; then publish what is saved for good."""
        publication.check_save_button(self, request)
        with collisions.guard(self, request, object_id) as versions:
            response = super().changeform_view(request, object_id, form_url, {**(extra_context or {}), **versions})
        return publication.publish_if_asked(self, request, response)

    def _get_obj_does_not_exist_redirect(self, request: HttpRequest, opts: Any, object_id: str) -> HttpResponse:
        """Lead to the bin from the form of what a colleague threw away meanwhile."""
        led = bin_page.lead_to_bin(self, request, object_id)
        return led or super()._get_obj_does_not_exist_redirect(request, opts, object_id)

    def get_fieldsets(self, request: HttpRequest, obj: Case | None = None) -> Any:
        return sections(obj)

    def get_prepopulated_fields(self, request: HttpRequest, obj: Model | None = None) -> Any:
        return {} if obj else super().get_prepopulated_fields(request, obj)

    @admin.display(description="aan de beurt op", empty_value="nog niet bepaald")
    def planned_check(self, case: Case) -> str:
        return day(check_on(case))

    @admin.display(description="praktijken")
    def practices(self, case: Case) -> SafeString:
        return links_to(case.practices.all())

    def get_view_on_site_url(self, obj: Model | None = None) -> str | None:
        """Link to the public page where there is one; its address is that of the last publication."""
        published = getattr(obj, "published", None)
        return published.get_absolute_url() if published else None

    @override
    def render_change_form(
        self,
        request: HttpRequest,
        context: Any,
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Case | None = None,
    ) -> HttpResponse:
        """Show around the form where the case stands, what can be done with it and what could be better."""
        context |= publication.save_buttons(self, request, obj)
        context["show_save_and_add_another"] = False
        if obj:
            context["standing"] = publication_status.standing(obj)
            context |= publication.verb_buttons(self, request, obj, SeenCase(context[SEEN_INPUT], obj.state))
            context["submissions"] = submissions_about(request, obj)
        if obj and request.method == "GET":
            if self.has_change_permission(request, obj):
                context["advice"] = quality.advice_by_field(context, obj)
            if CHECK in request.GET:
                context["publication_problems"] = quality.show_problems(context, obj)
        return super().render_change_form(request, context, add, change, form_url, obj)

    # --- The form is saved -----------------------------------------------------------------------------------------

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
        own = publication.response_to_save_button(request, obj)
        return own or super().response_add(request, obj, post_url_continue)

    def response_change(self, request: HttpRequest, obj: Case) -> HttpResponse:
        if own := publication.response_to_save_button(request, obj):
            return own
        if obj.submitted_at:
            text = "Dit is al ingeleverd: wie het naleest, ziet ook wat u nu hebt bewaard."
            self.message_user(request, text, messages.INFO)
        elif self.get_queryset(request).filter(pk=obj.pk, has_pending_changes=True).exists():
            text = "De openbare pagina toont nog de vorige versie, tot uw wijzigingen zijn gepubliceerd."
            self.message_user(request, text, messages.INFO)
        return super().response_change(request, obj)
