"""Accounts of colleagues and the groups they are in: who changed what is told in the history and in the log."""

from importlib import import_module
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.forms import AdminPasswordChangeForm, UserChangeForm, UserCreationForm
from django.contrib.auth.models import Group, Permission, User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Exists, Model, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.urls.resolvers import URLPattern
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.text import capfirst
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from gouden.accounts import second_factor
from gouden.web.admin.base import GoudenAdmin, editor
from gouden.web.forms.explaining import ExplainingMixin
from gouden.web.operations import audit

# A key or a code is for nobody but its owner to see. Their own admin modules register them, once.
import_module("django_otp.plugins.otp_static.admin")
import_module("django_otp.plugins.otp_totp.admin")
admin.site.unregister([StaticDevice, TOTPDevice, Group, User])

# What Django calls "stafstatus" and the like: the question, and what the answer leads to.
WORDS = {
    "is_active": (
        "Account is in gebruik",
        "Haal het vinkje weg als iemand vertrekt. De naam blijft staan bij wat er geschreven is.",
    ),
    "is_staff": ("Mag in de redactie inloggen", ""),
    "is_superuser": (
        "Mag alles",
        "Ook wat geen groep mag. Alleen wie dit zelf heeft, kan het geven of zo'n account wijzigen.",
    ),
    "groups": ("Groepen", "Wat iemand mag, volgt uit de groepen."),
}
ACTIONS = {"view": "bekijken", "add": "toevoegen", "change": "wijzigen", "delete": "verwijderen"}


class LoggedAdmin(GoudenAdmin):
    """Says in the history and in the log what was changed into what."""

    def construct_change_message(self, request: HttpRequest, form: Any, formsets: Any, add: bool = False) -> Any:
        if add or not form.changed_data:
            return super().construct_change_message(request, form, formsets, add)
        return "; ".join(change_in(form, name) for name in form.changed_data)

    def log_addition(self, request: HttpRequest, obj: Model, message: Any) -> Any:
        self._record(request, "add", obj, "ok")
        return super().log_addition(request, obj, message)

    def log_change(self, request: HttpRequest, obj: Model, message: Any) -> Any:
        self._record(request, "change", obj, message if isinstance(message, str) else "ok")
        return super().log_change(request, obj, message)

    def log_deletions(self, request: HttpRequest, queryset: QuerySet[Any]) -> Any:
        for row in queryset:
            self._record(request, "delete", row, "ok")
        return super().log_deletions(request, queryset)

    def _record(self, request: HttpRequest, verb: str, row: Model, result: str) -> None:
        kind, actor = "account" if isinstance(row, User) else "group", editor(request).get_username()
        name = str(row)
        transaction.on_commit(
            lambda: audit.record(f"{verb} {kind}", object=f"{kind} {name}", result=result, actor=actor)
        )


class AccountForm(ExplainingMixin, UserChangeForm):
    """An account as it is."""


class NewAccountForm(ExplainingMixin, UserCreationForm):
    """A new account, with its first password."""


class PasswordForm(ExplainingMixin, AdminPasswordChangeForm):
    """A new password for a colleague. There is no other way to sign in, so none to go without."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("usable_password", None)
        self.fields["password1"].required = self.fields["password2"].required = True


@admin.register(User)
class AccountAdmin(LoggedAdmin, UserAdmin):
    form = AccountForm
    add_form = NewAccountForm
    change_password_form = PasswordForm
    change_user_password_template = "admin/accounts/change_password.html"  # noqa: S105
    add_form_template = None
    list_display = ("username", "full_name", "is_active", "has_second_factor", "last_login")
    list_filter = ("is_active", "groups", "is_staff", "is_superuser")
    fieldsets = (
        (None, {"fields": ("username", "password", "second_factor")}),
        ("Wie", {"fields": ("first_name", "last_name", "email")}),
        ("Wat mag dit account", {"fields": ("is_active", "is_staff", "groups", "is_superuser")}),
        ("Wanneer", {"fields": ("last_login", "date_joined")}),
    )
    add_fieldsets = (
        (None, {"fields": ("username", "password1", "password2")}),
        ("Wie", {"fields": ("first_name", "last_name", "email")}),
        ("Wat mag dit account", {"fields": ("is_staff", "groups")}),
    )
    filter_horizontal = ()
    readonly_fields = ("second_factor", "last_login", "date_joined")

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        app = TOTPDevice.objects.filter(user=OuterRef("pk"), confirmed=True)
        return super().get_queryset(request).annotate(has_app=Exists(app))

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> Any:
        own = self.readonly_fields
        return own if editor(request).is_superuser else (*own, "is_superuser")

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Ask in plain words; the few groups as boxes to tick."""
        if db_field.name == "groups":
            kwargs["widget"] = forms.CheckboxSelectMultiple
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and db_field.name in WORDS:
            field.label, field.help_text = WORDS[db_field.name]
        return field

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        return {"is_staff": True, **super().get_changeform_initial_data(request)}

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Only who may everything changes who may everything; or else anyone could get there by a new password."""
        above = isinstance(obj, User) and obj.is_superuser and not editor(request).is_superuser
        return super().has_change_permission(request, obj) and not above

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        above = isinstance(obj, User) and obj.is_superuser and not editor(request).is_superuser
        return super().has_delete_permission(request, obj) and not above

    def get_urls(self) -> list[URLPattern]:
        page = self.admin_site.admin_view(self.reset_second_factor)
        return [path("<int:pk>/tweede-factor/", page, name="auth_user_second_factor"), *super().get_urls()]

    @admin.display(description="naam", ordering="last_name")
    def full_name(self, user: User) -> str:
        return user.get_full_name()

    @admin.display(description="tweede factor", boolean=True, ordering="has_app")
    def has_second_factor(self, user: User) -> bool:
        return bool(user.has_app)  # type: ignore[attr-defined]

    @admin.display(description="tweede factor")
    def second_factor(self, user: User) -> str:
        app = second_factor.app_of(user)
        if app is None:
            return "Nog niet ingesteld."
        return format_html(
            'Ingesteld op {}, met nog {} herstelcodes. <a href="{}">Haal weg</a>',
            date_format(timezone.localtime(app.created_at), "j F Y"),
            second_factor.recovery_codes_left(user),
            reverse("admin:auth_user_second_factor", args=[user.pk]),
        )

    def reset_second_factor(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask whether to take the second factor of a colleague away, and do it."""
        user = get_object_or_404(User, pk=pk)
        if not self.has_change_permission(request, user):
            raise PermissionDenied
        if request.method == "POST":
            second_factor.reset(user, by=editor(request))
            super().log_change(request, user, "Tweede factor weggehaald")
            told = f"Het account {user} heeft geen tweede factor meer; bij het inloggen komt er een nieuwe."
            self.message_user(request, told, messages.SUCCESS)
            return redirect("admin:auth_user_change", pk)
        context = self.admin_site.each_context(request) | {
            "title": "Tweede factor weghalen",
            "opts": self.opts,
            "account": user,
        }
        return TemplateResponse(request, "admin/accounts/reset.html", context)


@admin.register(Group)
class RoleAdmin(LoggedAdmin, GroupAdmin):
    # Boxes to tick: Django's two lists side by side name their fields by a picture, and are hardly read in the dark.
    filter_horizontal = ()

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest | None = None, **kwargs: Any) -> Any:
        kwargs.setdefault("widget", forms.CheckboxSelectMultiple)
        field = super().formfield_for_manytomany(db_field, request, **kwargs)  # type: ignore[arg-type]
        if isinstance(field, forms.ModelMultipleChoiceField):
            field.label_from_instance = label_of  # type: ignore[assignment]
        return field


def label_of(permission: Permission) -> str:
    """Return a permission in Dutch; Django names its own in English."""
    action = permission.codename.partition("_")[0]
    return f"{capfirst(permission.content_type.name)}: {ACTIONS.get(action, permission.name)}"


def change_in(form: Any, name: str) -> str:
    """Return what was changed in a field of `form`, in words; of a text not what it says."""
    value, was = form.cleaned_data.get(name), form.initial.get(name)
    label = capfirst(form.fields[name].label) if name in form.fields else "Wachtwoord"
    if isinstance(value, bool):
        return f"{label}: {'ja' if value else 'nee'}"
    if isinstance(value, QuerySet):
        before, after = {label_in(row) for row in was or []}, {label_in(row) for row in value}
        changes = [f"+ {added}" for added in sorted(after - before)] + [f"− {gone}" for gone in sorted(before - after)]
        return f"{label}: {', '.join(changes)}"
    return f"{label}: gewijzigd"


def label_in(row: Model) -> str:
    return label_of(row) if isinstance(row, Permission) else str(row)
