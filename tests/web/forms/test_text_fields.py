"""Every text that can come in is cleaned: each column of each model, and each field of each form."""

import importlib
import pkgutil
from collections.abc import Iterator
from functools import cache
from typing import Any

import django_filters
import pytest
from django import forms
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import models
from django.test import RequestFactory

import cases
import gouden
import municipalities
from cases.pages.sharing.forms import field_for
from cases.submissions.questions import STEPS
from gouden.accounts.admin.accounts import AccountForm, NewAccountForm
from gouden.accounts.forms import SignInForm
from gouden.web.forms.lines_field import LinesField
from gouden.web.guard.guarded_form import GuardedForm
from gouden.web.text import cleaning

# Invisible everywhere, and none of them NUL: a NUL is refused by what does not clean.
BAD = "ab\x08\u202e\u200b\ufffe"
CLEAN = "ab"

# Columns that hold no text of anybody: made by the machine, or compared as they are.
MACHINE_MADE = {
    "accounts.ApiKey": {"prefix", "digest"},
    "cases.LoadedEntry": {"kind", "key", "digest"},
    "accounts.SignInDelay": {"digest"},
    "accounts.SecurityEvent": {"network", "device"},
    "cases.Tally": {"digest"},
    "cases.StepRun": {"name"},
    "cases.OutgoingMail": {"message_id", "unsubscribe_url"},
    # Written by `choices` of what the list could read, every sign in its escape.
    "cases.Follow": {"query", "token"},
    "cases.PublicationEvent": {"identifier", "token"},
    "cases.CatalogueState": {"token", "event_token", "derived_by"},
    "cases.Job": {"arguments", "claim", "failures", "permission"},
    # What is kept of a file's cells was cleaned where it was read.
    "cases.FileImport": {"kind", "errors"},
    "cases.FileImportRow": {"before", "after", "cells", "plan"},
    "cases.ReferenceRevision": {"model", "snapshot"},
    "cases.Theme": {"cited"},
    "cases.Question": {"cited"},
    "cases.SearchWord": {"previous"},
    "cases.Mending": {"differences"},
    "cases.Submission": {"token"},
    "cases.Upload": {"token", "kind", "fingerprint"},
    # Made of the texts above by search and by the verbs.
    "cases.SearchEntry": {"names", "summary", "parties", "texts", "labels", "markers"},
    "cases.SearchTerm": {"term", "forms"},
    "cases.SearchWords": {"written"},
    "cases.CasePassages": {"model", "passages"},
    "cases.PublishedCase": {"card", "record"},
    "cases.PublishedClaim": {"record"},
    "cases.ClaimSearchEntry": {"said", "about"},
    "cases.Revision": {"snapshot"},
    # A constraint says which characters.
    "municipalities.Municipality": {"cbs_code"},
    "municipalities.Province": {"code"},
}
# Fields that are compared with something and kept nowhere; passwords are told by their widget.
COMPARED = {*GuardedForm.base_fields, *SignInForm.base_fields}
# What the admin makes its own form of, field by field; that one is looked at.
OF_THE_ADMIN = {AccountForm, NewAccountForm}

OURS = (cases, gouden, municipalities)


def text_columns() -> list[Any]:
    """Return every column that holds a text somebody wrote."""
    return [
        field
        for config in apps.get_app_configs()
        if config.name.partition(".")[0] in {package.__name__ for package in OURS}
        for model in config.get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, models.CharField | models.TextField | models.JSONField)
        and field.name not in MACHINE_MADE.get(model._meta.label, set())
    ]


def given_to(field: Any) -> Any:
    """Return a text with bad characters that `field` would take if it had none."""
    if isinstance(field, models.JSONField):
        return [BAD]
    if isinstance(field, LinesField):
        return f"{BAD}\nc{BAD}"
    if isinstance(field, models.URLField | forms.URLField):
        return f"https://ab.nl/{BAD}"
    return f"{BAD}@ab.nl" if isinstance(field, models.EmailField | forms.EmailField) else BAD


def gets_through(field: Any, *more: Any) -> str | None:
    """Return what `field` makes of a text with bad characters when it lets any of them through."""
    try:
        kept = field.clean(given_to(field), *more)
    except ValidationError:
        return None
    kept = "\n".join(kept) if isinstance(kept, list) else kept
    return kept if isinstance(kept, str) and kept != cleaning.prose(kept) else None


@pytest.mark.parametrize("field", text_columns(), ids=str)
def test_a_column_cleans_what_is_validated_and_what_is_saved(field: Any) -> None:
    if field.choices and not field.editable:
        return  # the verbs set it
    assert gets_through(field, None) is None
    if field.choices or isinstance(field, models.SlugField):
        return  # refused
    given = given_to(field)
    row = field.model(**{field.name: given})
    field.pre_save(row, add=True)
    kept = getattr(row, field.name)
    assert kept == (cleaning.lines(given) if isinstance(given, list) else cleaning.prose(given)) != given
    assert field.get_prep_value(given) == kept


def every_module() -> None:
    """Import all modules of the project, so that every form in them is known."""
    for package in OURS:
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if not {"migrations", "settings", "wsgi"} & set(module.name.split(".")):
                importlib.import_module(module.name)


def descendants(kind: type) -> Iterator[Any]:
    for child in kind.__subclasses__():
        yield child
        yield from descendants(child)


@cache
def form_fields() -> dict[str, forms.Field]:
    """Return every field of every form, filter and page of the admin in the project, by where it stands."""
    every_module()
    names = {package.__name__ for package in OURS}
    found = {
        f"{form.__name__}.{name}": field
        for form in descendants(forms.BaseForm)
        if form.__module__.partition(".")[0] in names and form not in OF_THE_ADMIN
        for name, field in form.base_fields.items()
        if name not in COMPARED and not isinstance(field.widget, forms.PasswordInput)
    }
    for filterset in descendants(django_filters.FilterSet):
        found |= {f"{filterset.__name__}.{name}": one.field for name, one in filterset.base_filters.items()}
    for steps in STEPS.values():
        found |= {f"step.{one.name}": field_for(one, complete=True) for step in steps for one in step.questions}
    request = RequestFactory().get("/admin/")
    request.user = User(username="hoofd", is_staff=True, is_superuser=True)
    for model, page in admin.site._registry.items():
        if not (page.has_add_permission(request) or page.has_change_permission(request)):
            continue  # only looked at
        made = [
            page.get_form(request, None),
            *(inline.get_formset(request).form for inline in page.get_inline_instances(request)),
        ]
        found |= {
            f"{model.__name__}: {form._meta.model.__name__}.{name}": field
            for form in made
            for name, field in form.base_fields.items()
            if not isinstance(field.widget, forms.PasswordInput)
        }
    return found


@pytest.mark.django_db
def test_a_form_cleans_every_text_that_is_typed_in_it() -> None:
    through = {name for name, field in form_fields().items() if gets_through(field) is not None}
    # The name to sign in with is refused by the column, in the form as by createsuperuser.
    assert through == {"User: User.username"}
    assert gets_through(User._meta.get_field("username"), None) is None


@pytest.mark.django_db
def test_the_forms_looked_at_are_those_there_are() -> None:
    known = form_fields()
    assert {"WithdrawForm.reason", "DecisionForm.body", "step.message", "MissedForm.bericht"} <= set(known)
    assert {
        "CaseFilter.zoek",
        "Case: Claim.text",
        "User: User.first_name",
        "Group: Group.name",
        "Synonym: Synonym.terms",
    } <= set(known)
    assert len(known) > 150


@pytest.mark.django_db
def test_a_field_that_does_not_clean_would_be_found() -> None:
    assert gets_through(forms.CharField()) == BAD
    assert gets_through(models.CharField(max_length=20), None) == BAD
    assert gets_through(models.JSONField(), None) == BAD
