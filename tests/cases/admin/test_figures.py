"""Numbers in the admin are Dutch text: read in one way or asked about, said in words, and changed by nobody else."""

import re
from decimal import Decimal

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group, Permission
from django.urls import reverse

from cases import publishing
from cases.models import Case, Claim, Revision
from municipalities.models import Municipality
from tests.cases.admin.admin_forms import added_row, typed
from tests.factories import CaseFactory, ClaimFactory, MunicipalityFactory, ThemeFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.once]

# Every figure that a row can hold has its own trouble: zeros that say nothing, a point, three decimals.
FIGURES = [
    {"value": "1500"},
    {"value": "0.5"},
    {"value": "1234567.891"},
    {"value": "100.000"},
    {"value": "1.234"},
    {"value": "0"},
    {"value": "-5"},
    {"value": "99999999999.999"},
    {"value": "8.500", "value_until": "1500.250"},
    {"value": "25", "value_before": "150.125"},
]


@pytest.fixture
def editor(client):
    user = UserFactory(is_superuser=True, username="mieke")
    client.force_login(user)
    return user


def url(case):
    return reverse("admin:cases_case_change", args=[case.pk])


def opened(client, case, **changes):
    return typed(client.get(url(case)), "case_form", **changes)


def said(response):
    """Return what the admin says after saving."""
    return [str(message) for message in response.context["messages"]]


def errors(response, name):
    """Return what is said at a field of the first claim."""
    formset = next(
        inline.formset for inline in response.context["inline_admin_formsets"] if inline.formset.model is Claim
    )
    return formset.forms[0].errors.get(name, [])


def in_words(client, **figure):
    return client.get(reverse("admin:cases_claim_in_words"), figure).json()


@pytest.mark.usefixtures("editor")
def test_no_number_in_the_admin_can_be_changed_by_a_wheel_or_a_browsers_language(client):
    """Every form that an editor can open, with its inlines: a number field of a browser rounds, scrolls and guesses."""
    opened_forms = 0
    for model in admin.site._registry:
        address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_add")
        page = client.get(address)
        if page.status_code != 403:
            opened_forms += 1
            assert 'type="number"' not in page.content.decode(), address
    assert opened_forms > 15
    claim = ClaimFactory(figure=True)
    assert 'type="number"' not in client.get(url(claim.case)).content.decode()


@pytest.mark.parametrize("figure", FIGURES, ids=str)
def test_a_form_that_is_opened_and_saved_changes_nothing(client, editor, figure):
    case = CaseFactory(with_source=True)
    claim = ClaimFactory(case=case, figure=True, year=2017, **figure)
    publishing.record_revision(case=case, by=editor)
    claim.refresh_from_db()
    before = (claim.value, claim.value_until, claim.value_before, Revision.objects.count())

    response = client.post(url(case), opened(client, case), follow=True)

    assert [message.endswith("is met succes gewijzigd.") for message in said(response)] == [True]
    assert not any("Zo leest de bezoeker" in message for message in said(response))
    claim.refresh_from_db()
    assert (claim.value, claim.value_until, claim.value_before, Revision.objects.count()) == before


@pytest.mark.parametrize(
    ("text", "value", "words"),
    [
        ("1.500", "1500", "1.500 bewoners"),
        ("1500", "1500", "1.500 bewoners"),
        ("12,5", "12.5", "12,5 bewoners"),
        ("1.234.567,89", "1234567.89", "1.234.567,89 bewoners"),
    ],
)
@pytest.mark.usefixtures("editor")
def test_what_was_typed_is_stored_and_said_in_words(client, text, value, words):
    case = CaseFactory(with_source=True)
    ClaimFactory(case=case, figure=True, text="Zoveel doen er mee.")

    response = client.post(url(case), opened(client, case, **{"claims-0-value": text}), follow=True)

    assert case.claims.get().value == Decimal(value)
    assert f"Zo leest de bezoeker de cijfers die u opsloeg: {words} (‘Zoveel doen er mee.’)." in said(response)
    assert f'aria-live="polite">{words}</span>' in client.get(url(case)).content.decode()


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("1,500", "Bedoelt u 1500 of 1,5?"),
        ("1.5", "Bedoelt u 1,5 of 15?"),
        ("99.998,5.", "is geen getal"),
        ("12,5%", "hoort in een eigen veld"),
        ("0,1234", "niet meer dan 3 cijfers achter de komma"),
        ("123456789012", "niet meer dan 11 cijfers voor de komma"),
    ],
)
@pytest.mark.usefixtures("editor")
def test_what_is_unclear_is_asked_at_the_field_and_stays_in_it(client, text, question):
    case = CaseFactory(with_source=True)
    ClaimFactory(case=case, figure=True)

    response = client.post(url(case), opened(client, case, **{"claims-0-value": text, "title": "Ook getypt"}))

    if text == "99.998,5.":
        question = "Schrijf hier alleen het getal: 99998,5."
    assert question in " ".join(errors(response, "value"))
    assert typed(response, "case_form")["claims-0-value"] == [text]
    assert 'aria-live="polite">geen cijfer</span>' in response.content.decode()
    assert "100 bewoners" not in response.content.decode()
    assert typed(response, "case_form")["title"] == ["Ook getypt"]
    assert case.claims.get().value == 100


@pytest.mark.usefixtures("editor")
def test_a_range_a_change_and_a_new_claim_are_read_the_same_way(client):
    case = CaseFactory(with_source=True)
    ClaimFactory(case=case, figure=True)
    ClaimFactory(case=case, figure=True)
    data = opened(client, case)
    data |= {"claims-0-value": "1.500", "claims-0-value_until": "2.500,5", "claims-0-qualifier": "ruim"}
    data |= {"claims-1-value": "1 000", "claims-1-value_before": "1.250", "claims-1-unit": "euro"}
    data |= added_row(
        "claims", 2, 3, text="Nieuw.", kind="bereik", value="1.000.000", unit="%", evidence="telling", position="0"
    )

    response = client.post(url(case), data, follow=True)

    message = next(message for message in said(response) if message.startswith("Zo leest"))
    assert "ruim 1.500 tot 2.500,5 bewoners" in message
    assert "van €\N{NO-BREAK SPACE}1.250 naar €\N{NO-BREAK SPACE}1.000" in message
    assert "1.000.000% (‘Nieuw.’)" in message
    assert case.claims.count() == 3


@pytest.mark.usefixtures("editor")
def test_the_figure_is_read_while_it_is_typed_by_the_same_reader(client):
    assert in_words(client, value="1.500", unit="bewoners", qualifier="ruim") == {
        "text": "ruim 1.500 bewoners",
        "clear": True,
    }
    assert in_words(client, value="", unit="") == {"text": "geen cijfer", "clear": True}
    assert in_words(client, value="1,500", unit="uur") == {
        "text": "‘1,500’ is onduidelijk. Bedoelt u 1500 of 1,5?",
        "clear": False,
    }
    assert in_words(client, value="5", unit="") == {"text": "Geef bij een waarde de eenheid.", "clear": False}
    assert in_words(client, value="5", value_until="3", unit="uur")["text"].startswith("De bovengrens moet hoger")


def test_only_who_may_see_cases_is_told_how_a_figure_reads(client):
    client.force_login(UserFactory())
    assert client.get(reverse("admin:cases_claim_in_words"), {"value": "5"}).status_code == 403
    writer = UserFactory()
    writer.groups.add(Group.objects.get(name="redacteur"))
    client.force_login(writer)
    assert client.get(reverse("admin:cases_claim_in_words"), {"value": "5", "unit": "uur"}).status_code == 200


def test_who_only_looks_reads_the_figure_as_a_reader_does(client):
    """Django writes 100 with the decimals of its column: 100,000, in Dutch a thousand times as much."""
    user = UserFactory()
    user.user_permissions.set(Permission.objects.filter(codename__in=["view_case", "view_claim"]))
    client.force_login(user)
    claim = ClaimFactory(figure=True)
    for address in (
        url(claim.case),
        reverse("admin:cases_claim_change", args=[claim.pk]),
        reverse("admin:cases_claim_changelist"),
    ):
        page = client.get(address).content.decode()
        assert "100 bewoners" in page, address
        assert "100,000" not in page, address


@pytest.mark.usefixtures("editor")
def test_whole_numbers_are_read_in_the_same_way(client):
    theme = ThemeFactory(position=3)
    address = reverse("admin:cases_theme_change", args=[theme.pk])
    for text, position in (("1.200", 1200), ("12,0", 12)):
        assert client.post(address, typed(client.get(address), "theme_form", position=text)).status_code == 302
        theme.refresh_from_db()
        assert theme.position == position
    refused = client.post(address, typed(client.get(address), "theme_form", position="1.2"))
    assert "Bedoelt u 1,2 of 12?" in refused.content.decode()

    place = MunicipalityFactory()
    address = reverse("admin:municipalities_municipality_change", args=[place.pk])
    form = typed(client.get(address), "municipality_form", population="12.000", population_date="1-1-2017")
    form |= {"area_km2": "1.234,5", "latitude": "52,1", "longitude": "5,25"}
    assert client.post(address, form).status_code == 302
    place.refresh_from_db()
    assert (place.population, place.area_km2) == (12_000, Decimal("1234.5"))
    before = place.latitude, place.longitude
    assert client.post(address, typed(client.get(address), "municipality_form")).status_code == 302
    place.refresh_from_db()
    assert (place.latitude, place.longitude) == before == (Decimal("52.1"), Decimal("5.25"))


@pytest.mark.usefixtures("editor")
def test_a_year_typed_by_a_slip_is_asked_about_at_its_field(client):
    case = CaseFactory(with_source=True)
    data = opened(client, case, started_year="202", lifecycle="loopt", lifecycle_checked_on="1-1-0202")
    response = client.post(url(case), data)
    shown = response.context["adminform"].form.errors
    assert "Geef een jaartal van 1900" in " ".join(shown["started_year"])
    assert "Klopt het jaartal?" in " ".join(shown["lifecycle_checked_on"])
    response = client.post(url(case), data | {"started_year": "2012", "lifecycle_checked_on": "1-1-62"})
    assert response.context["adminform"].form.errors == {
        "lifecycle_checked_on": ["1 januari 2062 moet nog komen. Klopt het jaartal?"]
    }


class TestTwoEditors:
    """What another saved meanwhile is compared by what it says, however it is typed."""

    @pytest.fixture
    def case(self, client, editor):
        case = CaseFactory(with_source=True, title="Buurtkamers")
        ClaimFactory(case=case, figure=True, value="1500")
        client.post(url(case), opened(client, case))
        return case

    def test_the_same_number_in_another_notation_is_no_conflict(self, client, case):
        form = opened(client, case, **{"claims-0-value": "1.500"})
        client.post(url(case), opened(client, case, title="Haar titel"))

        page = client.post(url(case), form)

        assert [one.label for one in page.context["collision"].conflicts] == []
        assert typed(page, "case_form")["title"] == ["Haar titel"]

    def test_two_figures_are_a_conflict_and_either_can_be_kept(self, client, case):
        form = opened(client, case, **{"claims-0-value": "2.500,5"})
        client.post(url(case), opened(client, case, **{"claims-0-value": "3.000"}))

        page = client.post(url(case), form)

        texts = page.context["collision"].conflicts[0].texts
        assert re.search(r"<ins>2\.500,5;?</ins>", re.sub(r"\s+(?=</)", "", str(texts.after)))
        assert re.search(r"<del>3\.000;?</del>", re.sub(r"\s+(?=</)", "", str(texts.before)))
        again = typed(page, "case_form")
        assert client.post(url(case), again | {"keuze-claims-0": "ander"}).status_code == 302
        assert case.claims.get().value == 3000

    def test_a_new_claim_sent_twice_is_there_once(self, client, case):
        row = added_row(
            "claims", 1, 2, text="Nieuw.", kind="bereik", value="1.000", unit="uur", evidence="telling", position="0"
        )
        form = opened(client, case) | row
        client.post(url(case), form)

        page = client.post(url(case), form)

        again = page if page.status_code == 302 else client.post(url(case), typed(page, "case_form"))
        assert again.status_code == 302
        assert Claim.objects.filter(text="Nieuw.").count() == 1

    def test_a_row_of_reference_says_its_numbers_in_dutch(self, client, editor):
        place = MunicipalityFactory(area_km2="97.530", latitude="52.1000", longitude="5.2500")
        address = reverse("admin:municipalities_municipality_change", args=[place.pk])
        form = typed(client.get(address), "municipality_form")
        Municipality.objects.filter(pk=place.pk).update(population_2017=1)

        page = client.post(address, form | {"area_km2": "97,6"})

        texts = {named.label.lower(): str(named.text.both) for named in page.context["stale_row"].texts}
        assert set(texts) == {"oppervlakte in km²", "inwoners in 2017"}
        assert "<del>97,53</del><ins>97,6</ins>" in texts["oppervlakte in km²"]


@pytest.mark.usefixtures("editor")
def test_differences_between_versions_read_as_the_page_does(client):
    case = CaseFactory(with_source=True)
    ClaimFactory(case=case, figure=True, value="1500")
    client.post(url(case), opened(client, case))
    client.post(url(case), opened(client, case, **{"claims-0-value": "12.500,25"}))

    page = client.get(reverse("admin:cases_case_versions", args=[case.pk])).content.decode()

    assert "<del>1.500</del>" in page
    assert "<ins>12.500,25</ins>" in page
    assert Case.objects.get().claims.get().value == Decimal("12500.25")
