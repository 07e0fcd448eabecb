"""Keys for the API: shown once when they are made, and revoked for good."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.cache import add_never_cache_headers

from gouden.accounts import api_keys
from gouden.accounts.models import ApiKey
from gouden.web.admin.base import GoudenAdmin, editor


@admin.register(ApiKey)
class ApiKeyAdmin(GoudenAdmin):
    list_display = ("name", "prefix", "mailbox", "issued_at", "last_used_at", "revoked_at")
    list_filter = ("revoked_at", "last_used_at")
    search_fields = ("name", "mailbox", "prefix")
    fields = ("name", "mailbox", "prefix", "issued_at", "issued_by", "last_used_at", "revoked_at")
    readonly_fields = ("prefix", "issued_at", "issued_by", "last_used_at", "revoked_at")
    list_select_related = ("issued_by",)
    actions = ("revoke_selected",)

    def get_fields(self, request: HttpRequest, obj: Model | None = None) -> Any:
        return self.fields if obj else ("name", "mailbox")

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """A revoked key stays to be looked at: who had it, and when it was last used."""
        return False

    def save_model(self, request: HttpRequest, obj: ApiKey, form: Any, change: bool) -> None:
        if change:
            super().save_model(request, obj, form, change)
        else:
            request.issued_key = api_keys.issue(key=obj, by=editor(request))  # type: ignore[attr-defined]

    def response_add(self, request: HttpRequest, obj: Model, post_url_continue: str | None = None) -> HttpResponse:
        """Show the key on a page of its own, which nothing keeps: no message, session or address ever holds it."""
        context = self.admin_site.each_context(request) | {
            "title": "De sleutel is gemaakt",
            "opts": self.opts,
            "key": obj,
            "text": request.issued_key,  # type: ignore[attr-defined]
        }
        response = TemplateResponse(request, "admin/accounts/apikey/issued.html", context)
        add_never_cache_headers(response)
        return response

    @admin.action(description="Trek de gekozen sleutels in", permissions=["change"])
    def revoke_selected(self, request: HttpRequest, queryset: QuerySet[ApiKey]) -> None:
        for key in queryset.filter(revoked_at=None):
            api_keys.revoke(key=key, by=editor(request))
            self.message_user(request, f"De sleutel {key} werkt niet meer.", messages.SUCCESS)
