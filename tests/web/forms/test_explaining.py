"""A form that comes back says in its title, above its fields and in the focus what is wrong, by name and with links."""

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

import pytest
from django import forms
from django.contrib import admin
from django.contrib.auth.models import User
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from cases.editorial import inquiries, inquiry_rounds
from cases.models import Mailbox
from cases.submissions import passing_on
from gouden.web.forms.explaining import ExplainingMixin
from tests import factories
from tests.accounts.signing_in import PASSWORD, editor
from tests.cases.admin.acts import World, name_of
from tests.cases.admin.test_lists import REGISTERED, addable
from tests.cases.situations import looked_at
from tests.forms import opened

pytestmark = [pytest.mark.django_db, pytest.mark.once]

# Forms that no one fills in: rows of a file, parameters of an address, and what only checks a figure that is typed.
NOT_FILLED_IN = ("municipalities.importers.", "cases.listing.", "cases.admin.case.figures", "django.", "import_export.")
# What Django says of something that is missing, whatever it is.
NAMELESS = re.compile(r"[Dd]it veld (is (verplicht|vereist)|kan niet leeg zijn|mag niet leeg zijn)|This field")


def subclasses(form: type) -> Iterator[type]:
    for one in form.__subclasses__():
        yield one
        yield from subclasses(one)


def test_every_form_explains() -> None:
    ours = [
        form
        for form in subclasses(forms.BaseForm)
        if form.__module__.startswith(("gouden.", "cases.", "municipalities."))
        and not form.__module__.startswith(NOT_FILLED_IN)
    ]
    edited = [one.form for row in admin.site._registry.values() for one in (row, *row.inlines)]
    assert len(ours) > 20
    assert [form for form in (*ours, *edited) if not issubclass(form, ExplainingMixin)] == []


class FileForm(ExplainingMixin, forms.Form):
    title = forms.CharField(label="titel")
    kind = forms.ChoiceField(label="Soort:", choices=[("a", "A")])
    agreed = forms.BooleanField(label="Ik ga akkoord")
    address = forms.EmailField(label="Uw mailadres")
    why = forms.CharField(label="Waarom?", error_messages={"required": "Geef de reden."})
    how = forms.ChoiceField(label="Hoe vaak?", choices=[("a", "A")], widget=forms.RadioSelect)


def test_what_is_missing_is_named() -> None:
    assert [(fault.anchor, fault.message) for fault in FileForm({}).faults] == [
        ("id_title", "Vul ‘Titel’ in."),
        ("id_kind", "Maak een keuze bij ‘Soort’."),
        ("id_agreed", "Zet een vinkje bij ‘Ik ga akkoord’."),
        ("id_address", "Vul uw mailadres in."),
        ("id_why", "Geef de reden."),
        ("id_how_0", "Beantwoord de vraag ‘Hoe vaak?’"),
    ]


def test_what_is_wrong_goes_with_the_name_of_its_field() -> None:
    form = FileForm({"title": "a", "kind": "a", "agreed": "on", "address": "nee", "why": "a", "how": "a"})
    assert [fault.message for fault in form.faults] == ["Uw mailadres: Voer een geldig e-mailadres in."]


def check(response: Any) -> None:
    """Assert that the page takes a reader to what is wrong."""
    body = response.content.decode()
    assert re.search(r"<title>\s*Fout: (?!Fout)", body), re.search(r"<title>(.*?)</title>", body, re.DOTALL)
    summary = re.search(r"<(?:div|p|ul)[^>]*\bautofocus\b[^>]*>(.*?)</(?:div|p|ul)>", body, re.DOTALL)
    assert summary
    assert 'tabindex="-1"' in summary[0].partition(">")[0]
    # It is the first that asks for the focus, so it gets it.
    assert body.index(" autofocus") > body.index(summary[0]) - 1
    # Nor does Django's script take it to the first field.
    assert not re.search(r'id="django-admin-form-add-constants"[^>]*data-model-name', body)
    assert not NAMELESS.search(body)
    ids = set(re.findall(r'\bid="([^"]+)"', body))
    anchors = re.findall(r'href="#([^"]*)"', summary[0])
    assert set(map(unescape, anchors)) <= ids


def views_with_forms() -> set[str]:
    """Return the names of all addresses of the site that answer a form."""

    def walk(patterns: list[Any]) -> Iterator[URLPattern]:
        for one in patterns:
            if isinstance(one, URLResolver):
                yield from [] if one.app_name == "admin" else walk(one.url_patterns)
            else:
                yield one

    found = [(one.name, getattr(one.callback, "view_class", None)) for one in walk(get_resolver().url_patterns)]
    return {name for name, view in found if getattr(view, "form_class", None)}


def test_every_form_of_the_site_that_is_sent_empty(client: Client, subtests: pytest.Subtests) -> None:
    case = factories.PublishedCaseFactory().case
    shared = {"started": True, "municipality": factories.MunicipalityFactory()}
    factories.SubmissionFactory(token="begonnen", approach="", **shared)
    asked = factories.InquiryFactory(case=case)
    together = factories.InquiryRoundFactory()
    factories.InquiryFactory(round=together, case=factories.PublishedCaseFactory().case)
    passed = factories.PassedQuestionFactory(submission__case=case)
    on_board = factories.BoardQuestionFactory()
    follow = factories.FollowFactory()
    addresses = {
        "report": [reverse("report", args=[case.slug])],
        "adopt": [reverse("adopt", args=[case.slug])],
        "case-question": [reverse("case-question", args=[case.slug])],
        "missed": [reverse("missed")],
        "follow": [reverse("follow")],
        "inquiry": [reverse("inquiry", args=[inquiries.token(asked)])],
        "inquiry-round": [reverse("inquiry-round", args=[inquiry_rounds.token(together)])],
        "case-question-answer": [reverse("case-question-answer", args=[passing_on.token(passed)])],
        "share-start": [reverse("share-start", args=[kind]) for kind in ("voorbeeld", "voordracht")],
        "share-step": [reverse("share-step", args=["begonnen", number]) for number in (1, 2, 4)],
        "share-check": [reverse("share-check", args=["begonnen"])],
        "ask-question": [reverse("ask-question")],
        "board-answer": [reverse("board-answer", args=[on_board.identifier])],
    }
    assert set(addresses) == views_with_forms()
    for address in [one for ones in addresses.values() for one in ones]:
        with subtests.test(address):
            check(client.post(address, opened()))
    with subtests.test("how often"):
        check(client.post(follow.get_absolute_url(), {"doe": "wijzig"}))
    with subtests.test("a note"):
        address = f"{reverse('note-file', args=['docx'])}?v={case.published.slug}"
        check(client.post(address, {"titel": "x" * 200}))


def test_every_form_of_the_admin_that_is_sent_empty(client: Client, subtests: pytest.Subtests) -> None:
    world = World()
    client.force_login(factories.UserFactory(is_superuser=True))
    added = [model for model in REGISTERED if addable(client, model)]
    assert len(added) > 20
    for model in added:
        address = reverse(f"admin:{name_of(model)}_add")
        with subtests.test(address):
            page = client.get(address)
            empty = {
                f"{inline.formset.prefix}-{name}": "0"
                for inline in page.context["inline_admin_formsets"]
                for name in ("TOTAL_FORMS", "INITIAL_FORMS")
            }
            check(client.post(address, empty))
    asking: dict[str, dict[str, Any]] = {
        reverse("admin:password_change"): {},
        reverse("admin:auth_user_password_change", args=[world.rows[User].pk]): {},
        reverse("admin:cases_submission_erase_sender"): {"adres": "geen adres"},
        reverse("admin:cases_submission_refuse", args=[factories.SubmissionFactory().pk]): {"body": ""},
        reverse("admin:cases_submission_place", args=[world.for_board.pk]): {"question": ""},
        reverse("admin:cases_case_import"): {},
        reverse("admin:cases_case_send_back", args=[world.cases["submitted"].pk]): looked_at(world.cases["submitted"]),
        reverse("admin:cases_case_withdraw", args=[world.cases["published"].pk]): looked_at(world.cases["published"]),
        reverse("admin:cases_mailbox_add"): {"kind": Mailbox.Kind.MUNICIPALITY},
    }
    for address, data in asking.items():
        with subtests.test(address):
            check(client.post(address, data or {"niets": ""}))
    for page in ("note", "pass_on"):
        with subtests.test(page):
            check(client.post(reverse(f"admin:cases_submission_{page}", args=[world.question.pk]), {}, follow=True))


def test_signing_in(client: Client, settings: Any) -> None:
    settings.GOUDEN_REQUIRE_SECOND_FACTOR = True
    editor()
    check(client.post("/admin/login/", {"username": "", "password": ""}))
    check(client.post("/admin/login/", {"username": "redactie", "password": "verkeerd"}))
    client.post("/admin/login/", {"username": "redactie", "password": PASSWORD})
    client.get("/admin/login/instellen/")
    check(client.post("/admin/login/instellen/", {"code": "12"}))
