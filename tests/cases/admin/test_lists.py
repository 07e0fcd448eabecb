"""Every model has an admin; who may see what."""

import pytest
from django.apps import apps
from django.contrib import admin
from django.urls import reverse

from cases.models import Case
from tests.factories import (
    CaseFactory,
    ClaimFactory,
    ErasureFactory,
    FileImportFactory,
    InquiryFactory,
    JobFactory,
    LinkCheckFactory,
    LoadedEntryFactory,
    MendingFactory,
    MissedSearchFactory,
    OutgoingMailFactory,
    ProbableDuplicateFactory,
    PublishedCaseFactory,
    SubmissionFactory,
    UserFactory,
)

REGISTERED = sorted(admin.site._registry, key=lambda model: model._meta.label)
OURS = [model for app in ("accounts", "municipalities", "cases") for model in apps.get_app_config(app).get_models()]

# Written by something else, or only to be looked at.
VIEW_ONLY = {
    "cases.Claim",
    "cases.Erasure",
    "cases.Revision",
    "cases.LoadedEntry",
    "cases.FileImport",
    "cases.Inquiry",
    "cases.Job",
    "cases.LinkCheck",
    "cases.Mending",
    "cases.MissedSearch",
    "cases.OutgoingMail",
    "cases.ProbableDuplicate",
    "cases.PublishedCase",
    "cases.Submission",
    "cases.PublicationEvent",
    "cases.CatalogueState",
}
# Derived by the machine from the public cases, or of no meaning without their fingerprint: of no use to look at.
HIDDEN = {
    "cases.CasePassages",
    "cases.ClaimIdentity",
    "cases.ClaimSearchEntry",
    "cases.FileImportRow",
    # Who wants mail of what is that reader's own business, behind the link in each mail.
    "cases.Follow",
    "cases.InquiryRound",
    # Stands at its submission.
    "cases.PassedQuestion",
    "cases.PublishedClaim",
    "cases.ReferenceRevision",
    "cases.SearchEntry",
    "cases.SearchTerm",
    "cases.SearchWords",
    "accounts.SignInDelay",
    "cases.StepRun",
    "cases.AskedInVain",
    "cases.Tally",
    "cases.Upload",
}
# What readers sent can be erased on request, though not changed.
ERASABLE = {"cases.MissedSearch", "cases.OutgoingMail", "cases.Submission"}
# Edited, and deleted by nobody (test_kept, test_api_keys): a case goes to the bin, and a key is revoked.
NEVER_DELETED = {"accounts.ApiKey", "cases.Case"}


def address(model, page, *args):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


def editable(model):
    return model._meta.label not in VIEW_ONLY


def addable(client, model):
    """Whether an administrator adds rows by hand: what people outside send is added by its verbs alone."""
    return editable(model) and client.get(address(model, "changelist")).context["has_add_permission"]


def deletable(model):
    return editable(model) and model._meta.label not in NEVER_DELETED


def inlined():
    return {inline.model for model_admin in admin.site._registry.values() for inline in model_admin.inlines}


@pytest.fixture
def editor_client(client, db):
    client.force_login(UserFactory(is_superuser=True))
    return client


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_every_model_has_an_admin_or_is_edited_inside_one(model):
    assert (model in REGISTERED or model in inlined()) != (model._meta.label in HIDDEN)


def test_the_index_is_dutch_and_names_the_house(editor_client):
    page = editor_client.get("/admin/").content.decode()
    assert "Gouden" in page
    assert "Praktijkvoorbeelden" in page
    assert "Sprekers" in page
    assert "administration" not in page.lower()


def test_no_choice_of_a_reference_row_is_an_endless_list():
    for model in OURS:
        model_admin = admin.site._registry.get(model)
        if model_admin is None or not editable(model):
            continue
        for one in [model_admin, *model_admin.inlines]:
            related = {
                field.name
                for field in one.model._meta.get_fields()
                if field.concrete and field.is_relation and field.editable and not field.auto_created
            }
            shown = related - {getattr(one, "fk_name", None), "case", "initiative", "municipalities", "successors"}
            shown -= {"search_word"}
            if model._meta.model_name == "municipalitychange" or not getattr(one, "can_delete", True):
                continue
            assert shown <= set(one.autocomplete_fields), one


@pytest.mark.parametrize("label", sorted(VIEW_ONLY))
def test_what_something_else_writes_is_to_be_looked_at_only(editor_client, label):
    PublishedCaseFactory()
    ErasureFactory()
    LoadedEntryFactory()
    FileImportFactory()
    InquiryFactory()
    JobFactory()
    LinkCheckFactory()
    MendingFactory()
    MissedSearchFactory()
    OutgoingMailFactory()
    ProbableDuplicateFactory()
    SubmissionFactory()
    ClaimFactory()
    model = apps.get_model(label)
    row = model._default_manager.first()

    page = editor_client.get(address(model, "change", row.pk)).content.decode()
    assert 'name="_save"' not in page
    assert editor_client.get(address(model, "add")).status_code == 403
    assert editor_client.get(address(model, "delete", row.pk)).status_code == (200 if label in ERASABLE else 403)
    assert editor_client.post(address(model, "change", row.pk), {}).status_code == 403


def test_an_editor_is_not_asked_for_the_key_of_a_claim(editor_client):
    claim = ClaimFactory()
    page = editor_client.get(address(Case, "change", claim.case_id)).content.decode()
    assert 'name="claims-0-text"' in page
    assert 'name="claims-0-key"' not in page


def test_staff_without_permission_gets_403_on_every_page(client, db):
    client.force_login(UserFactory())
    case = CaseFactory()
    for url in (
        address(Case, "changelist"),
        address(Case, "add"),
        address(Case, "change", case.pk),
        address(Case, "delete", case.pk),
        address(Case, "history", case.pk),
        address(Case, "preview", case.pk),
        address(Case, "publish", case.pk),
        address(Case, "withdraw", case.pk),
    ):
        assert client.get(url).status_code == 403, url
    for page in ("change", "delete", "publish", "withdraw"):
        assert client.post(address(Case, page, case.pk), {"post": "yes", "reason": "x"}).status_code == 403, page


def test_visitors_are_sent_to_the_login_page(client, db):
    case = CaseFactory()
    for page in ("change", "preview", "publish", "withdraw"):
        answer = client.post(address(Case, page, case.pk))
        assert answer.status_code == 302
        assert answer.url.startswith("/admin/login/")
