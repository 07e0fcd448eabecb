"""Rows with two sides: what is saved is a version, and shows to readers once somebody publishes it."""

from functools import partial
from typing import Any, override

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.contrib.auth import get_permission_codename
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.text import capfirst

from cases import publishing
from cases.admin.reference import row_pages
from cases.admin.reference.base import ReferenceAdmin
from cases.publishing.reference_verbs import unseen_names
from cases.publishing.rules import named
from cases.publishing.transitions import four_eyes_on
from gouden.web.admin.base import GoudenAdmin, editor
from gouden.web.text.dutch_text import enumeration
from municipalities.models import ReferenceRow

# The button that saves without publishing.
DRAFT = "_concept"


class ReviewedAdmin(ReferenceAdmin):
    """The form opens with the latest version; saving makes the next, and publishes it for who may do that."""

    change_form_template = "admin/cases/reference/change_form.html"

    def get_urls(self) -> list[URLPattern]:
        def page(route: str, view: Any, name: str, **known: Any) -> URLPattern:
            full = f"{self.opts.app_label}_{self.opts.model_name}_{name}"
            return path(f"<int:pk>/{route}/", self.admin_site.admin_view(partial(view, self)), known, name=full)

        verbs = row_pages.ROW_VERBS.values()
        return [
            page("versies", row_pages.versions_view, "versions"),
            page("versies/<int:number>/terugzetten", row_pages.restore_view, "restore"),
            *(page(verb.path, row_pages.verb_view, verb.name, verb=verb) for verb in verbs),
            *super().get_urls(),
        ]

    @property
    def change_permission(self) -> str:
        """Who makes what readers see anew: who may publish."""
        return f"{self.opts.app_label}.{get_permission_codename('publish', self.opts)}"

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
            request.saving = saving  # type: ignore[attr-defined]
            if row:
                saving.show_latest(row)
            response = super().changeform_view(request, object_id, form_url, extra_context)
            if not saving.ended:
                # Nothing was saved: the form is shown once more.
                response = _rendered(response)
                saving.give_up()
        return response

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Save what hangs on the row, and make the version of all of it."""
        GoudenAdmin.save_related(self, request, form, formsets, change)
        row, saving = form.instance, request.saving  # type: ignore[attr-defined]
        if saving.done(row, draft=DRAFT in request.POST):
            self.say_changed(request, self.refresh_public(request, row))
        else:
            self.message_user(request, _why_unseen(row), messages.INFO)

    @override
    def render_change_form(
        self,
        request: HttpRequest,
        context: Any,
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Any = None,
    ) -> HttpResponse:
        """Show around the form where the row stands and what can be done with it."""
        context["publishes"] = publishing.may_do("publish", self.model, editor(request)) and not four_eyes_on()
        if obj:
            context |= row_pages.standing(self, request, obj)
        return super().render_change_form(request, context, add, change, form_url, obj)


def _rendered(response: HttpResponse) -> HttpResponse:
    return response.render() if isinstance(response, TemplateResponse) else response


def _why_unseen(row: ReferenceRow) -> str:
    """Say that readers do not see what was saved just now, and why."""
    if new := enumeration(named(one) for _, one in unseen_names(row)):
        return f"Bewaard als concept: {new} is nog niet openbaar."
    if row.submitted_at:
        return "Dit is al ingeleverd: wie het naleest, ziet ook wat u nu hebt bewaard."
    return f"{capfirst(str(row._meta.verbose_name))} bewaard als concept. Lezers zien het als het is gepubliceerd."
