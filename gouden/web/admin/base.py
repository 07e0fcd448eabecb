"""What every admin in the house does: lists as lines, refusals that say why, and rows that are only looked at."""

import re
from collections.abc import Sequence
from datetime import timedelta
from typing import Any, override
from urllib.parse import quote

from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.options import ActionLocation
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.contrib.auth.models import User
from django.db.models import (
    BigIntegerField,
    CharField,
    Count,
    DecimalField,
    Field,
    IntegerField,
    JSONField,
    Model,
    OuterRef,
    QuerySet,
    Subquery,
)
from django.db.models.functions import Coalesce
from django.forms import CheckboxInput
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.safestring import SafeData, mark_safe
from django.utils.text import capfirst

from gouden.web.admin import usages
from gouden.web.admin.keys import KeySelect, KeySelectMultiple, is_key
from gouden.web.admin.who_may import may, who_may
from gouden.web.forms.explaining import ExplainingModelForm, faults_of
from gouden.web.forms.form_fields import OneLineField
from gouden.web.forms.lines_field import LinesField
from gouden.web.forms.number_fields import DutchDecimalField, DutchIntegerField, WholeInput
from gouden.web.text import cleaning
from gouden.web.text.dutch_text import is_het

# Tells the browser which form was saved (static/admin-unsaved.js); a page of the admin soon reads it.
SAVED_COOKIE, SAVED_COOKIE_AGE = "opgeslagen", timedelta(days=1)


def editor(request: HttpRequest) -> User:
    """Return who is at work; behind `admin_view` there always is someone."""
    assert isinstance(request.user, User)  # noqa: S101
    return request.user


def whole_number(given: str) -> int | None:
    """Return the number that a page of ours sends back; None for anything else."""
    return int(given) if re.fullmatch(r"[0-9]{1,9}", given) else None


def count_of(model: type[Model], row: str, of: str = "pk") -> Any:
    """Return an expression for the number of different `of` among the rows of `model` whose field `row` is this row.

    A subquery, because a join with GROUP BY would lose the order in which autocomplete shows its choices.
    """
    rows = model._default_manager.filter(**{row: OuterRef("pk")}).order_by().values(row)
    counted = rows.annotate(number=Count(of, distinct=True)).values("number")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


class FormFieldsMixin(admin.options.BaseModelAdmin):
    """Lists as lines, numbers as Dutch text; beside a choice no more than adding and changing what is chosen."""

    form: Any = ExplainingModelForm
    formfield_overrides = {
        BigIntegerField: {"form_class": DutchIntegerField, "widget": WholeInput},
        DecimalField: {"form_class": DutchDecimalField},
        IntegerField: {"form_class": DutchIntegerField, "widget": WholeInput},
        JSONField: {"form_class": LinesField},
    }

    def formfield_for_choice_field(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Name the empty choice in Dutch; Django's own translation lacks it."""
        may_be_empty = db_field.blank or not db_field.has_default()
        empty = "(geen)" if db_field.blank else "Kies"
        kwargs.setdefault("choices", db_field.get_choices(include_blank=may_be_empty, blank_choice=[("", empty)]))
        return super().formfield_for_choice_field(db_field, request, **kwargs)

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", KeySelect(db_field, self.admin_site, using=kwargs.get("using")))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", KeySelectMultiple(db_field, self.admin_site, using=kwargs.get("using")))
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def formfield_for_dbfield(self, db_field: "Field[Any, Any]", request: HttpRequest, **kwargs: Any) -> Any:
        if type(db_field) is CharField and not db_field.choices:
            # Of a model of Django's, such as the name of a colleague; our own columns clean their text themselves.
            kwargs.setdefault("form_class", OneLineField)
        formfield = super().formfield_for_dbfield(db_field, request, **kwargs)
        if formfield and isinstance(formfield.widget, RelatedFieldWidgetWrapper):
            # To delete an organisation is not something to do in passing, from a case.
            formfield.widget.can_delete_related = False
            formfield.widget.can_view_related = False
        return formfield


class NotSaved(HttpResponseRedirect):
    """Leads away from a form of which nothing was saved: the browser keeps the copy it has of what was typed."""


class GoudenAdmin(FormFieldsMixin, admin.ModelAdmin):
    """A ModelAdmin that names what still uses a row instead of deleting it."""

    list_per_page = 50

    class Media:
        css = {"all": ("admin-gouden.css", "admin-unsaved.css", "admin-versions.css")}
        js = ("admin-unsaved.js", "admin-names.js")

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        return _told_when_saved(request, super().add_view(request, form_url, extra_context))

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        return _told_when_saved(request, super().change_view(request, object_id, form_url, extra_context))

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
        """Say above the form what is wrong in it and in its rows; `errors` would have Django say so a second time."""
        if context.get("errors"):
            formsets = [inline.formset for inline in context["inline_admin_formsets"]]
            context |= {"errors": [], "faults": faults_of(context["adminform"].form, formsets)}
        return super().render_change_form(request, context | self.around_form(request, obj), add, change, form_url, obj)

    def around_form(self, request: HttpRequest, obj: Any) -> dict[str, Any]:
        """Return what the template shows around the form of `obj`, by name; None: of a new row."""
        return {}

    def _get_obj_does_not_exist_redirect(self, request: HttpRequest, opts: Any, object_id: str) -> HttpResponse:
        return NotSaved(super()._get_obj_does_not_exist_redirect(request, opts, object_id).url)  # type: ignore[misc]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Leave out of the chosen rows what is no key; without any left Django says that nothing is chosen."""
        if ACTION_CHECKBOX_NAME in request.POST:
            sent = request.POST.copy()
            keys = [key for key in sent.getlist(ACTION_CHECKBOX_NAME) if is_key(self.model, key)]
            sent.setlist(ACTION_CHECKBOX_NAME, keys)
            request.POST = sent  # type: ignore[assignment]
        title = capfirst(str(self.opts.verbose_name_plural))
        return super().changelist_view(request, {"title": title} | (extra_context or {}))

    def message_user(
        self,
        request: HttpRequest,
        message: Any,
        level: int | str = messages.INFO,
        extra_tags: str = "",
        fail_silently: bool = False,
    ) -> None:
        """Tell it with the right article: Django's Dutch calls every row 'de'."""
        name = str(self.opts.verbose_name)
        text, wrong = str(message), f"De {name} ‘"
        if text.startswith(wrong) and is_het(name):
            text = f"Het {text.removeprefix('De ')}".replace("U kunt deze ", "U kunt dit ")
            message = mark_safe(text) if isinstance(message, SafeData) else text  # noqa: S308  # as safe as it came
        super().message_user(request, message, level, extra_tags, fail_silently)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """Look for the term as texts are stored: cleaned. PostgreSQL refuses a NUL even to compare with."""
        return super().get_search_results(request, queryset, cleaning.line(search_term))

    def get_action_choices(
        self,
        request: HttpRequest,
        default_choices: Any = None,
        action_location: ActionLocation = ActionLocation.CHANGE_LIST,
    ) -> list[tuple[str, str]]:
        return super().get_action_choices(request, default_choices or [("", "Kies een actie")], action_location)

    def get_deleted_objects(
        self, objs: QuerySet[Any] | Sequence[Any], request: HttpRequest
    ) -> tuple[list[Any], dict[str, int], set[str], list[Any]]:
        """Add what still uses these rows; that also covers many-to-many rows, which the database would just drop.

        With a reason to keep them nothing is deleted, so that reason is all there is to say.
        """
        to_delete, count, perms_needed, protected = super().get_deleted_objects(objs, request)
        reasons = self.reasons_to_keep(objs, request)
        return to_delete, count, set() if reasons else perms_needed, reasons or protected

    def reasons_to_keep(self, objs: QuerySet[Any] | Sequence[Any], request: HttpRequest) -> list[Any]:
        """Return why these rows cannot be deleted, as a (nested) list of lines; empty: they can."""
        user, site = editor(request), self.admin_site.name
        found = {row: self.rows_using(row) for row in objs}
        used = {
            row: [*usages.lines(rows, user, site), self.what_then(rows, user)] for row, rows in found.items() if rows
        }
        if len(objs) == 1:
            return [line for lines in used.values() for line in lines]
        return [part for row, lines in used.items() for part in (str(row), lines)]

    def what_then(self, rows: Sequence[Model], user: User) -> str:
        """Return what `user` can do about the rows that use one which was to be deleted, or who can."""
        if all(isinstance(self.admin_site._registry.get(type(row)), ReadOnlyAdmin) for row in rows):
            return "Wat daar staat, is vastgelegd en verandert niet meer. Daarom blijft dit bestaan."
        permissions = {f"{row._meta.app_label}.change_{row._meta.model_name}": row for row in rows}
        lacking = [permission for permission in permissions if not may(user, permission)]
        if not lacking:
            return "Haal de verwijzing daar eerst weg."
        return " ".join(dict.fromkeys(who_may(user, one, "de verwijzing daar weghalen") for one in lacking))

    def rows_using(self, row: Model) -> list[Model]:
        """Return what still uses `row`; nothing is deleted that is used."""
        return usages.rows_using(row)


def _told_when_saved(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Tell the browser which form was saved, so that it forgets the copy it kept of it (admin-unsaved.js)."""
    saved = isinstance(response, HttpResponseRedirect) and not isinstance(response, NotSaved)
    if request.method == "POST" and saved:
        response.set_cookie(
            SAVED_COOKIE,
            quote(f"{editor(request).pk}:{request.path}", safe=""),
            max_age=SAVED_COOKIE_AGE,
            path=reverse("admin:index"),
            secure=settings.SESSION_COOKIE_SECURE,
            samesite="Lax",
        )
    return response


class ReadOnlyAdmin(GoudenAdmin):
    """Rows that something else writes: to look at."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


class TabularInline(FormFieldsMixin, admin.TabularInline):
    """Short rows, one a line. Each field is named by itself: the head of a column names none."""

    extra = 0

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        formset: Any = super().get_formset(request, obj, **kwargs)
        for field in formset.form.base_fields.values():
            # Of a choice with a button beside it the choice itself.
            widget: Any = getattr(field.widget, "widget", field.widget)
            widget.attrs.setdefault("aria-label", capfirst(str(field.label)))
        formset.deletion_widget = CheckboxInput(attrs={"aria-label": "Verwijder deze regel"})
        return formset

    class Media:
        js = ("admin-inlines.js",)


class StackedInline(FormFieldsMixin, admin.StackedInline):
    """Long rows, one below the other."""

    extra = 0


class ReadOnlyInline(TabularInline):
    """Rows that belong to the one shown: to look at."""

    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False
