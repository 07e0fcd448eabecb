"""Rows with two sides: what is saved is a version, and shows to readers once somebody publishes it."""

from contextvars import ContextVar
from functools import partial
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.contrib.auth import get_permission_codename
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.text import capfirst

from cases import publishing
from cases.admin.reference import row_pages
from cases.admin.reference.base import ReferenceAdmin
from cases.publishing.reference_states import unseen_names
from cases.publishing.rules import named
from cases.publishing.transitions import four_eyes_on
from gouden.web.admin.base import GoudenAdmin, editor
from gouden.web.text.dutch_text import enumeration
from municipalities.models import ReferenceRow

# The button that saves without publishing.
DRAFT = "_concept"
# The change of a row that this request is saving: Django hands no more to `save_related` than the form.
SAVING: ContextVar[publishing.Saving] = ContextVar("saving")


class ReviewedAdmin(ReferenceAdmin):
    """The form opens with the latest version; saving makes the next, and publishes it for who may do that."""

    change_form_template = "admin/cases/reference/change_form.html"
    change_list_template = "admin/cases/reference/change_list.html"

    def get_urls(self) -> list[URLPattern]:
        def page(route: str, view: Any, name: str, **known: Any) -> URLPattern:
            full = f"{self.opts.app_label}_{self.opts.model_name}_{name}"
            return path(f"<int:pk>/{route}/", self.admin_site.admin_view(partial(view, self)), known, name=full)

        verbs = row_pages.ROW_VERBS.values()
        bin_view = self.admin_site.admin_view(partial(row_pages.bin_view, self))
        return [
            path("prullenbak/", bin_view, name=f"{self.opts.app_label}_{self.opts.model_name}_bin"),
            page("versies", row_pages.versions_view, "versions"),
            page("versies/<int:number>/terugzetten", row_pages.restore_view, "restore"),
            *(page(verb.path, row_pages.verb_view, verb.name, verb=verb) for verb in verbs),
            *super().get_urls(),
        ]

    @property
    def change_permission(self) -> str:
        """Who makes what readers see anew: who may publish."""
        return f"{self.opts.app_label}.{get_permission_codename('publish', self.opts)}"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Leave out what is in the bin, of the list and of what is offered beside a field."""
        queryset: Any = super().get_queryset(request)
        return queryset.in_use()

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whoever goes on with what is in the bin takes it out first."""
        return not (obj and obj.binned_at) and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What no reader ever saw is thrown away, and erased from the bin."""
        return super().has_delete_permission(request, obj) and (obj is None or publishing.was_public(obj))

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        publishing.delete_row(row=obj, by=editor(request))

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        with transaction.atomic():
            publishing.lock()
            for row in queryset:
                publishing.delete_row(row=row, by=editor(request))

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        opts = self.opts
        shown = {
            "in_bin": self.model._default_manager.exclude(binned_at=None).count(),
            "bin_url": reverse(f"admin:{opts.app_label}_{opts.model_name}_bin"),
        }
        return super().changelist_view(request, shown | (extra_context or {}))

    def _get_obj_does_not_exist_redirect(self, request: HttpRequest, opts: Any, object_id: str) -> HttpResponse:
        """Lead to the bin from the form of what a colleague threw away meanwhile."""
        led = row_pages.lead_to_bin(self, request, object_id)
        return led or super()._get_obj_does_not_exist_redirect(request, opts, object_id)

    def get_list_display(self, request: HttpRequest) -> Any:
        return (*super().get_list_display(request), "stands")

    @admin.display(description="stand")
    def stands(self, row: ReferenceRow) -> str:
        waits = row.submitted_at and row.is_public
        state = publishing.state_of(row).label
        return f"{state}, wijzigingen ter beoordeling" if waits else state

    def get_view_on_site_url(self, obj: Any = None) -> str | None:
        """Link to the public page of what readers see."""
        return super().get_view_on_site_url(obj) if obj and obj.is_public else None

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """Show the form of the latest version, or save what is typed over it as the next."""
        row = self.get_object(request, unquote(object_id)) if object_id else None
        waiting = publishing.pending(row) if row else None
        if request.method != "POST":
            if row is None or waiting is None:
                return super().changeform_view(request, object_id, form_url, extra_context)
            # The version stands in the row only for as long as the form is made, and for nobody else.
            with transaction.atomic():
                publishing.Saving(row, by=editor(request)).show_latest(row)
                response = _rendered(super().changeform_view(request, object_id, form_url, extra_context))
                transaction.set_rollback(True)
            return response
        if not (self.has_change_permission(request, row) if row else self.has_add_permission(request)):
            raise PermissionDenied
        with transaction.atomic():
            saving = publishing.Saving(row, by=editor(request))
            if row:
                saving.show_latest(row)
            token = SAVING.set(saving)
            try:
                response = super().changeform_view(request, object_id, form_url, extra_context)
            finally:
                SAVING.reset(token)
            if not saving.ended:
                # Nothing was saved: the form is shown once more.
                response = _rendered(response)
                saving.give_up()
        return response

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Save what hangs on the row, and make the version of all of it."""
        GoudenAdmin.save_related(self, request, form, formsets, change)
        row = form.instance
        if SAVING.get().done(row, draft=DRAFT in request.POST):
            self.say_changed(request, self.refresh_public(request, row))
        else:
            self.message_user(request, _why_unseen(row, editor(request)), messages.INFO)

    def around_form(self, request: HttpRequest, obj: Any) -> dict[str, Any]:
        """Show around the form where the row stands and what can be done with it."""
        publishes = publishing.may_do("publish", self.model, editor(request)) and not four_eyes_on()
        stands = row_pages.standing(self, request, obj) if obj else {}
        return super().around_form(request, obj) | {"publishes": publishes} | stands


def _rendered(response: HttpResponse) -> HttpResponse:
    return response.render() if isinstance(response, TemplateResponse) else response


def _why_unseen(row: ReferenceRow, by: User) -> str:
    """Say that readers do not see what was saved just now, and why, and who can change that."""
    if new := enumeration(named(one) for _, one in unseen_names(row)):
        return f"Bewaard als concept: {new} is nog niet openbaar."
    if row.submitted_at:
        return "Dit is al ingeleverd: wie het naleest, ziet ook wat u nu hebt bewaard."
    said = f"{capfirst(str(row._meta.verbose_name))} bewaard als concept. Lezers zien het als het is gepubliceerd."
    return said if publishing.may_do("publish", row, by) else f"{said} {publishing.who_can_with(row, 'publish', by)}"
