"""Rows that many cases refer to: a change of one shows wherever it is public."""

from typing import Any

from django.contrib import messages
from django.contrib.admin.utils import quote, unquote
from django.contrib.auth import get_permission_codename
from django.db import transaction
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from cases import jobs, publishing
from cases.admin.history.job import what_changed
from cases.admin.named_in_versions import NamedInVersionsMixin
from cases.admin.stale_form import SEEN_INPUT, StaleFormMixin, fingerprint, stale_row
from cases.models import CatalogueState, PublicationEvent, PublishedCase
from gouden.web.admin.base import editor

# Of the public cases that a change touches, as many are named.
TOUCHED_NAMED = 5


class ReferenceAdmin(NamedInVersionsMixin, StaleFormMixin):
    """Saves a reference row and makes the public cases that show it anew, in one transaction."""

    # What names the row in addresses, fixtures and revisions; fixed once it is saved.
    permanent_fields: tuple[str, ...] = ("slug",)

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> Any:
        readonly = tuple(super().get_readonly_fields(request, obj))
        return (*readonly, *self.permanent_fields) if obj else readonly

    def get_prepopulated_fields(self, request: HttpRequest, obj: Model | None = None) -> Any:
        return {} if obj else super().get_prepopulated_fields(request, obj)

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """Save only over the row as the editor saw it; otherwise say what is there now, with all that was typed."""
        if request.method != "POST":
            return super().changeform_view(request, object_id, form_url, self._seen(request, object_id, extra_context))
        with transaction.atomic():
            lock_catalogue()
            extra = self._seen(request, object_id, extra_context)
            row = self.get_object(request, unquote(object_id)) if object_id else None
            if row and SEEN_INPUT in extra and request.POST.get(SEEN_INPUT) != extra[SEEN_INPUT]:
                extra["stale_row"] = stale_row(self, request, row)
                request.is_stale = True  # type: ignore[attr-defined]
            return super().changeform_view(request, object_id, form_url, extra)

    def _seen(self, request: HttpRequest, object_id: str | None, extra_context: Any) -> dict[str, Any]:
        """Return the context with the fingerprint of the row that the form is about, for who may change it."""
        row = self.get_object(request, unquote(object_id)) if object_id else None
        seen = {SEEN_INPUT: fingerprint(self, request, row)} if row and self.has_change_permission(request, row) else {}
        return seen | (extra_context or {})

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if form.has_changed():
            kind = PublicationEvent.Kind.CHANGED if change else PublicationEvent.Kind.PUBLISHED
            publishing.tell_rows(kind, [form.instance])
        self.say_changed(request, self.refresh_public(request, form.instance))

    def delete_model(self, request: HttpRequest, obj: Model) -> None:
        with transaction.atomic():
            lock_catalogue()
            publishing.tell_rows(PublicationEvent.Kind.WITHDRAWN, [obj], publishing.DELETED)
            super().delete_model(request, obj)
            self.refresh_without(request)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        with transaction.atomic():
            lock_catalogue()
            publishing.tell_rows(PublicationEvent.Kind.WITHDRAWN, queryset, publishing.DELETED)
            super().delete_queryset(request, queryset)
            self.refresh_without(request)

    def around_form(self, request: HttpRequest, obj: Any) -> dict[str, Any]:
        """Say above the form which public pages a change of the row touches."""
        shown = super().around_form(request, obj)
        if obj is None or type(obj) not in publishing.SHOWN_BY:
            return shown
        keys = publishing.showing([obj])
        touched = PublishedCase.objects.filter(pk__in=keys[:TOUCHED_NAMED]).only("slug", "title")
        return shown | {"touched": touched, "touched_count": len(keys)}

    def refresh_public(self, request: HttpRequest, obj: Model) -> jobs.Refreshed:
        """Make the public cases that show `obj` anew, many of them by a job."""
        return jobs.refresh([obj], by=editor(request), subject=str(obj), permission=self.change_permission)

    def refresh_without(self, request: HttpRequest) -> None:
        """Tell readers' caches that a row is gone; no case shows it, or it would not have been deleted."""
        publishing.forget_cached()

    def say_changed(self, request: HttpRequest, refreshed: jobs.Refreshed) -> None:
        """Say what became of the public cases, if anything did."""
        if text := what_changed(refreshed):
            self.message_user(request, text, messages.SUCCESS)

    @property
    def change_permission(self) -> str:
        return f"{self.opts.app_label}.{get_permission_codename('change', self.opts)}"


def lock_catalogue() -> None:
    """Take the lock of the verbs before any row: whoever locks in another order could wait for a verb for ever."""
    CatalogueState.objects.select_for_update().filter(pk=1).first()


def row_url(row: Model) -> str:
    """Return the address of the form of a row."""
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[quote(row.pk)])
