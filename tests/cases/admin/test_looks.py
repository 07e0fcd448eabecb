"""How the admin looks and speaks: the colours of the site, Dutch articles, and which button stands out."""

import json
import re

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.contrib.messages.storage.cookie import CookieStorage
from django.test import Client, RequestFactory
from django.utils.html import format_html

from cases import publishing
from cases.models import Case
from gouden.web.text.dutch_text import is_het
from municipalities.models import Organisation
from tests.editors import member_of
from tests.factories import PublishedCaseFactory

pytestmark = pytest.mark.django_db

DE = "|".join(
    (
        "opdracht|uitspraak|versie|rij|wissing|mail|gebeurtenis|beveiligingsgebeurtenis|stand|navolging|persoon|spreker|vraag|publicatie|navraag",
        "link|mailbox|zoekvraag|inzending|gemeente|herindeling|organisatie|provincie|regio|gebruiker|groep|api-sleutel",
    )
).split("|")


def test_every_kind_of_row_has_its_article() -> None:
    names = {str(model._meta.verbose_name) for model in admin.site._registry}

    unknown = {
        name for name in names if not is_het(name) and re.split(" op | van ", name)[0].split()[-1].lower() not in DE
    }

    assert unknown == set()
    assert is_het("praktijkvoorbeeld")
    assert not is_het("vraag op het vragenbord")


def test_what_was_saved_is_called_by_its_article(rf: RequestFactory) -> None:
    request = rf.get("/admin/")
    request._messages = CookieStorage(request)  # type: ignore[attr-defined]
    told = 'De {} ‘<a href="/">{}</a>’ is met succes gewijzigd. U kunt deze hieronder nogmaals bewerken.'
    for model in (Case, Organisation):
        text = format_html(told, model._meta.verbose_name, "Een & ander")
        admin.site._registry[model].message_user(request, text)

    assert [str(message) for message in request._messages] == [  # type: ignore[attr-defined]
        'Het praktijkvoorbeeld ‘<a href="/">Een &amp; ander</a>’ is met succes gewijzigd. '
        "U kunt dit hieronder nogmaals bewerken.",
        'De organisatie ‘<a href="/">Een &amp; ander</a>’ is met succes gewijzigd. '
        "U kunt deze hieronder nogmaals bewerken.",
    ]


def test_every_page_has_the_tokens_of_the_site_and_follows_the_device(admin_client: Client) -> None:
    for page in ("/admin/", "/admin/cases/case/", "/admin/tweede-factor/"):
        html = admin_client.get(page).content.decode()
        sheets = ["admin/css/base.css", "admin/css/dark_mode.css", "css/tokens.css", "admin-tokens.css"]
        assert [html.index(sheet) for sheet in sheets] == sorted(html.index(sheet) for sheet in sheets), page
        assert "theme.js" not in html


def test_to_take_off_is_no_main_button_and_to_publish_is(client: Client) -> None:
    client.force_login(member_of("beheerder"))
    public = PublishedCaseFactory().case

    page = f"/admin/cases/case/{public.pk}/change/"
    assert "standing__verb--first" not in client.get(page).content.decode()

    publishing.withdraw(case=public, by=None, reason="Klopt niet.")
    [first] = re.findall(r'standing__verb--first"[^>]*>([^<]*)<', client.get(page).content.decode())
    assert first.startswith("Publiceer")


def test_scripts_say_in_dutch_that_the_clock_of_a_computer_differs(admin_client: Client) -> None:
    script = admin_client.get("/admin/jsi18n/").content.decode()

    catalog = json.loads(re.search(r"const newcatalog = ({.*?});", script, re.DOTALL)[1])  # type: ignore[index]
    notes = [text for name, text in catalog.items() if name.startswith("Note: Enter times in the %(timezone)s")]
    assert notes == [
        ["Vul de tijd in Nederland in. Op uw computer is het %(offset)s uur later."] * 2,
        ["Vul de tijd in Nederland in. Op uw computer is het %(offset)s uur vroeger."] * 2,
    ]


def test_the_list_says_in_one_column_where_a_case_stands_and_in_one_who_changed_it(
    admin_client: Client, admin_user: User
) -> None:
    case = PublishedCaseFactory().case
    Case.objects.filter(pk=case.pk).update(title="Anders", modified_by=admin_user)

    html = admin_client.get("/admin/cases/case/").content.decode()

    assert "<h1>Praktijkvoorbeelden</h1>" in html
    assert re.search(r"field-changed[^>]*>[^<]*\d{4} \d{2}:\d{2}, admin<", html)
