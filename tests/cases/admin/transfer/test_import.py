"""An editor reads a file in: first what it would do, then all of it or nothing."""

import datetime
import io
from dataclasses import replace

import openpyxl
import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.core.management import call_command
from django.utils import timezone

from cases import publishing
from cases.admin.transfer import uploads
from cases.models import Case, CatalogueState, Claim, Initiative, PublicationEvent, PublishedCase, Revision, Upload
from cases.revisions.snapshot import plain, snapshot, stored
from municipalities.models import Organisation
from tests.cases.admin.transfer.files import address, confirm, csv_of, look, read_in, text_of
from tests.factories import (
    ArticleFactory,
    CaseFactory,
    ClaimFactory,
    ClaimLinkFactory,
    ElementFactory,
    InitiativeFactory,
    MunicipalityFactory,
    ObstacleFactory,
    OrganisationFactory,
    ParticipationFactory,
    RegionFactory,
    SpeakerFactory,
    ThemeFactory,
    UploadFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

NEW_CASE = {
    "adresnaam": "huis-van-de-wijk",
    "soort": "praktijk",
    "titel": "Huis van de wijk",
    "samenvatting": "Buren koken samen.",
    "aanpak": "Eerst koffie.\n\nDaarna soep.",
    "thema's": "eenzaamheid",
    "uitgelicht": "ja",
    "begonnen in": "2015",
    "loopt het nog?": "geborgd in het gewone werk",
    "nagegaan op": "1-10-2017",
    "eigen gemeenten": "197",
    "betrokken gemeenten": "1586 | 0294",
    "regio's": "achterhoek-samenwerking",
    "deelnemers": "organisatie: tactus (penvoerder) | Gemeente: 197 (opdrachtgever)",
    "bronnen": "open-houding: alinea 3: over soep\nopen-houding",
    "links": "https://wijk.example | De website | 2020-01-31\nhttps://soep.example",
    "navragen bij": "tactus",
}


@pytest.fixture
def editor():
    return UserFactory(is_superuser=True, username="mieke")


@pytest.fixture
def client(client, editor):
    client.force_login(editor)
    return client


@pytest.fixture
def references():
    for code in ("0197", "1586", "0294"):
        MunicipalityFactory(cbs_code=code, name=f"Gemeente {code}")
    ThemeFactory(slug="eenzaamheid")
    RegionFactory(slug="achterhoek-samenwerking")
    OrganisationFactory(slug="tactus", name="Tactus")
    ArticleFactory(slug="open-houding")


def editor_with(client, *permissions):
    user = UserFactory()
    user.user_permissions.set(Permission.objects.filter(codename__in=permissions))
    client.force_login(user)
    return user


def rows_of(row):
    return csv_of(row.keys(), row.values())


# --- Cases -------------------------------------------------------------------------------------------------------


def test_a_new_case_comes_in_whole_as_a_draft_with_a_revision_and_a_line_in_the_log(client, editor, references):
    page = look(client, Case, rows_of(NEW_CASE))

    assert "Nieuw: 1. Gewijzigd: 0. Ongewijzigd: 0. Er is nog niets ingelezen." in text_of(page)
    assert not Case.objects.exists()

    after = confirm(client, Case, page)

    assert "Ingelezen uit bestand.csv: 1 nieuw, 0 gewijzigd. Lezers zien het pas" in text_of(after)
    case = Case.objects.get()
    data = stored(snapshot(case))
    assert (case.state, case.modified_by, case.title) == ("concept", editor, "Huis van de wijk")
    assert data["municipalities"] == [
        {"code": "0197", "role": "eigen"},
        {"code": "0294", "role": "betrokken"},
        {"code": "1586", "role": "betrokken"},
    ]
    assert data["participations"] == [
        {"organisation": "tactus", "municipality": None, "region": None, "role": "penvoerder"},
        {"organisation": None, "municipality": "0197", "region": None, "role": "opdrachtgever"},
    ]
    assert data["citations"] == [
        {"article": "open-houding", "passage": "alinea 3: over soep"},
        {"article": "open-houding", "passage": ""},
    ]
    assert data["links"] == [
        {"url": "https://wijk.example", "label": "De website", "last_checked": "2020-01-31"},
        {"url": "https://soep.example", "label": "", "last_checked": None},
    ]
    assert (data["approach"], data["lifecycle"], data["contact"]) == (
        "Eerst koffie.\n\nDaarna soep.",
        "geborgd",
        "tactus",
    )
    assert (data["lifecycle_checked_on"], data["featured"], data["started_year"]) == ("2017-10-01", True, 2015)
    revision = Revision.objects.get()
    assert (revision.by, revision.note, revision.snapshot) == (editor, "Ingelezen uit bestand.csv", data)
    assert LogEntry.objects.get().change_message.startswith("Ingelezen uit bestand.csv: adresnaam, titel, soort")
    assert not Upload.objects.exists()


def test_a_changed_case_keeps_what_the_file_does_not_have_and_loses_what_it_has_empty(client):
    case = CaseFactory(with_source=True, title="Oud", place="Kern", slug="oud")
    claim = ClaimFactory(case=case)
    link = ClaimLinkFactory(a=claim, b=ClaimFactory())
    published = publishing.publish(case=case, by=None)
    before = snapshot(case)

    page = look(client, Case, csv_of(["adresnaam", "titel", "plaats"], ["oud", "Nieuw", ""]))

    assert "titel Oud Nieuw plaats Kern (leeg)" in text_of(page)
    confirm(client, Case, page)
    after = snapshot(Case.objects.get(pk=case.pk))
    assert after == replace(before, title="Nieuw", place="")
    assert after.claims[0].key == claim.key
    assert link in list(claim.links_from.all())
    # Readers still see what was published.
    published.refresh_from_db()
    assert (published.title, published.case.state) == ("Oud", "gepubliceerd")
    assert Revision.objects.filter(case=case).count() == 2


def test_a_practice_and_the_portrait_it_is_part_of_come_in_together_in_any_order(client):
    content = csv_of(
        ["adresnaam", "soort", "titel", "samenvatting", "onderdeel van"],
        ["soep", "praktijk", "Soep", "Samen soep.", "aalten"],
        ["aalten", "portret", "Aalten", "Aalten helpt.", ""],
    )

    read_in(client, Case, content)

    assert Case.objects.get(slug="soep").part_of == Case.objects.get(slug="aalten")


def test_what_stays_the_same_makes_no_revision(client):
    CaseFactory(slug="oud", title="Oud", summary="Samen.\r\n\r\n'=1+1 — \x0b kan")
    content = client.get(address(Case, "export", "csv")).content

    page = look(client, Case, content)

    assert "In bestand.csv staat niets nieuws" in text_of(page)
    assert not Revision.objects.exists()
    assert not Upload.objects.exists()


def test_every_bad_cell_is_named_by_row_and_column_and_nothing_comes_in(client, references):
    CaseFactory(slug="oud")
    bad = NEW_CASE | {
        "soort": "verhaal",
        "titel": "x" * 161,
        "begonnen in": "tweeduizend",
        "nagegaan op": "31-2-2017",
        "uitgelicht": "misschien",
        "thema's": "eenzaamheid, geluk",
        "eigen gemeenten": "9999",
        "betrokken gemeenten": "0294|294",
        "onderdeel van": "oud",
        "deelnemers": "tactus",
        "bronnen": "dicht: alinea 1",
        "links": "geen-link",
    }

    page = look(client, Case, csv_of(bad.keys(), bad.values(), ["", *list(NEW_CASE.values())[1:], ""]))

    text = text_of(page)
    for said in (
        "2 soort ‘verhaal’ kan niet. Kies uit: portret, praktijk, beschouwing.",
        "2 titel Zorg dat deze waarde niet meer dan 160 tekens bevat",
        "2 begonnen in ‘tweeduizend’ is geen geheel getal",
        "2 nagegaan op ‘31-2-2017’ is geen datum",
        "2 uitgelicht ‘misschien’ kan niet: schrijf ja of nee.",
        "2 thema's ‘geluk’ is hier niet bekend. Hier hoort: adresnaam (thema).",
        "2 eigen gemeenten ‘9999’ is hier niet bekend. Hier hoort: CBS-code (gemeente).",
        "2 betrokken gemeenten ‘0294’ staat er meer dan één keer.",
        "2 onderdeel van ‘oud’ is geen portret.",
        "2 deelnemers ‘tactus’ is niet te lezen. Schrijf het als ‘organisatie: tactus (partner)’.",
        "2 bronnen ‘dicht’ is hier niet bekend. Hier hoort: kenmerk (artikel).",
        "2 links ‘geen-link’ is geen webadres",
        "3 adresnaam Vul dit in",
    ):
        assert said in text, said
    assert "Lees in" not in text
    assert Case.objects.count() == 1
    assert not Upload.objects.exists()


def test_rules_between_columns_are_the_forms_rules(client, references):
    portrait = CaseFactory(slug="portret", portrait=True)
    CaseFactory(part_of=portrait)
    rows = [
        NEW_CASE | {"betrokken gemeenten": "0197"},
        NEW_CASE | {"adresnaam": "b", "nagegaan op": ""},
        NEW_CASE | {"adresnaam": "b"},
        NEW_CASE | {"adresnaam": "portret"},
        NEW_CASE | {"adresnaam": "Met spaties!"},
    ]

    text = text_of(look(client, Case, csv_of(NEW_CASE.keys(), *(row.values() for row in rows))))

    assert "2 betrokken gemeenten 0197 staat ook bij de eigen gemeenten." in text
    assert "3 Geef de datum waarop is nagegaan of het nog loopt." in text
    assert "4 adresnaam ‘b’ staat ook op rij 3." in text
    assert "5 soort Bij dit portret horen praktijken; haal die er eerst af." in text
    assert "6 adresnaam Voer een geldige" in text


def test_unknown_double_and_missing_columns_are_named(client):
    text = text_of(look(client, Case, csv_of(["titels", "Titel", "titel"], ["a", "b", "c"])))

    assert "titels Deze kolom is hier niet bekend. Bedoelt u ‘titel’?" in text
    assert "titel Deze kolom staat er meer dan één keer." in text
    assert "adresnaam Deze kolom ontbreekt." in text


def test_a_word_left_empty_is_the_word_for_not_known(client):
    CaseFactory(slug="oud", running=True)

    read_in(client, Case, csv_of(["adresnaam", "loopt het nog?", "nagegaan op"], ["oud", "", ""]))

    assert Case.objects.get().lifecycle == "onbekend"


def test_of_a_long_text_only_what_changes_is_shown(client):
    text = "Eerst was er koffie. " * 50
    CaseFactory(slug="oud", approach=text + "Toen kwam er soep. " + text)

    page = text_of(look(client, Case, csv_of(["adresnaam", "aanpak"], ["oud", text + "Toen kwam er thee. " + text])))

    assert "koffie. Toen kwam er soep. Eerst" in page
    assert "koffie. Toen kwam er thee. Eerst" in page
    assert page.count("koffie") < 20


# --- Between looking and confirming --------------------------------------------------------------------------------

TACTUS = csv_of(["adresnaam", "naam"], ["tactus", "Tactus Verslavingszorg"])


def test_what_changed_between_looking_and_confirming_is_shown_first(client):
    organisation = OrganisationFactory(slug="tactus", name="Tactus")
    page = look(client, Organisation, TACTUS)
    Organisation.objects.update(name="Tactus Zorg")

    again = confirm(client, Organisation, page)

    assert "Er is nog niets ingelezen: de catalogus is veranderd" in text_of(again)
    assert "Tactus Zorg Tactus Verslavingszorg" in text_of(again)
    organisation.refresh_from_db()
    assert organisation.name == "Tactus Zorg"
    assert not LogEntry.objects.exists()

    confirm(client, Organisation, again)

    organisation.refresh_from_db()
    assert organisation.name == "Tactus Verslavingszorg"


def test_what_became_impossible_in_the_meantime_changes_nothing(client):
    OrganisationFactory(slug="tactus", name="Tactus")
    page = look(client, Organisation, TACTUS)
    OrganisationFactory(slug="ander", name="Tactus Verslavingszorg")

    again = confirm(client, Organisation, page)

    assert "De catalogus is intussen veranderd" in text_of(again)
    assert "2 naam Er bestaat al" in text_of(again)
    assert Organisation.objects.filter(name="Tactus").exists()
    assert not Upload.objects.exists()


def test_a_file_is_read_in_once_by_who_chose_it_within_the_hour_and_as_what_it_is(client, editor):
    OrganisationFactory(slug="tactus", name="Tactus")
    page = look(client, Organisation, TACTUS)
    upload = Upload.objects.get()
    url, token = address(Organisation, "confirm_import"), {"token": upload.token}
    gone = "al ingelezen of het is langer dan een uur geleden"

    assert len(upload.token) == 43
    assert gone in text_of(client.post(url, {"token": upload.token[:-1]}, follow=True))
    assert gone in text_of(client.post(address(Initiative, "confirm_import"), token, follow=True))
    client.force_login(UserFactory(is_superuser=True))
    assert gone in text_of(client.post(url, token, follow=True))
    client.force_login(editor)
    Upload.objects.update(at=timezone.now() - uploads.KEPT)
    assert gone in text_of(client.post(url, token, follow=True))
    Upload.objects.update(at=timezone.now())
    assert "Ingelezen uit" in text_of(confirm(client, Organisation, page))
    assert gone in text_of(client.post(url, token, follow=True))
    assert client.get(url).status_code == 405


def test_what_nobody_came_back_for_is_erased_every_hour(capsys):
    old, kept = UploadFactory(), UploadFactory()
    Upload.objects.filter(pk=old.pk).update(at=timezone.now() - uploads.KEPT)

    call_command("run_due")

    assert list(Upload.objects.all()) == [kept]


# --- Organisations and initiatives -----------------------------------------------------------------------------------


def told_since(number):
    """Return what the feed of changes tells after event `number`, and that the catalogue counted it."""
    told = PublicationEvent.objects.filter(number__gt=number).order_by("number")
    assert CatalogueState.objects.get().number == number + len(told)
    return list(told.values_list("kind", "subject", "slug"))


def test_a_changed_organisation_is_public_at_once_like_from_its_form(client, references):
    organisation = Organisation.objects.get(slug="tactus")
    case = CaseFactory(with_source=True)
    ParticipationFactory(case=case, organisation=organisation)
    publishing.publish(case=case, by=None)
    before = CatalogueState.objects.get().number
    content = csv_of(
        ["adresnaam", "naam", "ook bekend als", "gemeenten", "contactpagina", "contact nagegaan op", "soort"],
        [
            "tactus",
            "Tactus Verslavingszorg",
            "Tactus\nTVZ",
            "197",
            "https://tactus.nl/c",
            "2026-01-02",
            "zorgaanbieder",
        ],
        ["nieuw", "Nieuw", "", "", "", "", "anders"],
    )

    after = read_in(client, Organisation, content)

    assert "1 nieuw, 1 gewijzigd. Eén openbaar praktijkvoorbeeld is meteen bijgewerkt." in text_of(after)
    organisation.refresh_from_db()
    assert organisation.also_known_as == ["Tactus", "TVZ"]
    assert [row.cbs_code for row in organisation.municipalities.all()] == ["0197"]
    assert organisation.contact_checked_on == datetime.date(2026, 1, 2)
    record = PublishedCase.objects.get().record
    assert "Tactus Verslavingszorg" in str(record["deelnemers"])
    assert told_since(before) == [
        ("gewijzigd", "organisatie", "tactus"),
        ("gepubliceerd", "organisatie", "nieuw"),
        ("gewijzigd", "praktijkvoorbeeld", case.slug),
    ]
    assert {entry.action_flag for entry in LogEntry.objects.all()} == {1, 2}


def test_every_case_that_shows_one_of_the_rows_is_made_anew_once(client):
    both, second = CaseFactory(with_source=True), CaseFactory(with_source=True)
    first_row, second_row = (OrganisationFactory(slug=slug, name=slug) for slug in ("een", "twee"))
    for case, row in ((both, first_row), (both, second_row), (second, second_row)):
        ParticipationFactory(case=case, organisation=row)
    for case in (both, second):
        publishing.publish(case=case, by=None)
    before = CatalogueState.objects.get().number

    after = read_in(client, Organisation, csv_of(["adresnaam", "naam"], ["een", "Eerste"], ["twee", "Tweede"]))

    assert "2 gewijzigd. 2 openbare praktijkvoorbeelden zijn meteen bijgewerkt." in text_of(after)
    told = told_since(before)
    assert told[:2] == [("gewijzigd", "organisatie", "een"), ("gewijzigd", "organisatie", "twee")]
    assert sorted(told[2:]) == sorted(("gewijzigd", "praktijkvoorbeeld", case.slug) for case in (both, second))
    assert "Eerste" in str(both.published.record["deelnemers"])
    assert all("Tweede" in str(case.published.record["deelnemers"]) for case in (both, second))


def test_two_rows_of_one_file_cannot_get_one_name(client):
    content = csv_of(["adresnaam", "naam", "soort"], ["a", "Zelfde", "anders"], ["b", "Zelfde", "anders"])

    assert "3 naam Er bestaat al" in text_of(look(client, Organisation, content))
    assert not Organisation.objects.exists()


def test_an_initiative_keeps_the_day_its_link_was_checked(client, references):
    initiative = InitiativeFactory(slug="buuv", name="BUUV", organisations=[Organisation.objects.get(slug="tactus")])
    day = datetime.date(2025, 1, 1)
    initiative.links.create(url="https://buuv.example", label="BUUV", last_checked=day)
    content = csv_of(
        ["adresnaam", "andere namen", "links"],
        ["buuv", "Burenhulp", "https://buuv.example | De site\nhttps://b.example"],
    )

    read_in(client, Initiative, content)

    initiative.refresh_from_db()
    assert initiative.aliases == ["Burenhulp"]
    assert list(initiative.links.values_list("url", "label", "last_checked")) == [
        ("https://buuv.example", "De site", day),
        ("https://b.example", "", None),
    ]
    assert [row.slug for row in initiative.organisations.all()] == ["tactus"]


def workbook(*rows, percentages=()):
    """Return an XLSX file; numbers are numbers in it, and at `percentages` it shows them so."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for place in percentages:
        book.active[place].number_format = "0.0%"
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


# --- Claims ----------------------------------------------------------------------------------------------------------


def test_claims_come_in_by_case_and_key_and_their_case_gets_one_revision(client, editor, references):
    case = CaseFactory(slug="soep")
    old = ClaimFactory(case=case, key="u-1", figure=True, value=100)
    ObstacleFactory(slug="geld")
    ElementFactory(slug="een-plan")
    ElementFactory(slug="kort")
    SpeakerFactory(key="wethouder")
    header = ["voorbeeld", "kenmerk", "soort", "uitspraak", "waarde", "eenheid", "spreker", "artikel"]
    content = csv_of(
        [*header, "wat voor obstakel", "werkzame elementen"],
        ["soep", "u-1", "bereik", old.text, "1500,5", "bewoners", "wethouder", "open-houding", "", "kort | een-plan"],
        ["soep", "u-2", "obstakel", "Het geld was op.", "", "", "", "open-houding", "geld", ""],
    )

    after = read_in(client, Claim, content)

    assert "1 nieuw, 1 gewijzigd. Lezers zien het pas" in text_of(after)
    claims = {claim.key: claim for claim in case.claims.all()}
    assert list(claims) == ["u-1", "u-2"]
    assert (str(claims["u-1"].value), claims["u-1"].speaker.key) == ("1500.500", "wethouder")
    assert claims["u-2"].obstacle.slug == "geld"
    assert {element.slug for element in claims["u-1"].elements.all()} == {"een-plan", "kort"}
    assert not claims["u-2"].elements.exists()
    revision = Revision.objects.get()
    assert (revision.case, revision.by, revision.note) == (case, editor, "Ingelezen uit bestand.csv")
    assert [claim["key"] for claim in revision.snapshot["claims"]] == ["u-1", "u-2"]
    case.refresh_from_db()
    assert case.modified_by == editor


def test_what_is_wrong_with_a_claim_is_said_at_its_cell(client):
    CaseFactory(slug="soep")
    content = csv_of(
        ["voorbeeld", "kenmerk", "soort", "uitspraak", "waarde", "eenheid", "soort bewijs"],
        ["soep", "a", "bereik", "Veel.", "1,500", "bewoners", "telling"],
        ["soep", "b", "bereik", "Veel.", "1500", "", "telling"],
        ["sop", "c", "bereik", "Veel.", "veel", "bewoners", "gevoel"],
        ["soep", "d", "bereik", "Veel.", "0,1234", "bewoners", "telling"],
    )

    text = text_of(look(client, Claim, content))

    assert "2 waarde ‘1,500’ is onduidelijk. Bedoelt u 1500 of 1,5?" in text
    assert "3 Geef bij een waarde de eenheid." in text
    assert "4 voorbeeld ‘sop’ is hier niet bekend. Hier hoort: adresnaam (praktijkvoorbeeld)." in text
    assert "4 waarde ‘veel’ is geen getal, zoals 1500 of 12,5." in text
    assert "4 soort bewijs ‘gevoel’ kan niet." in text
    assert "5 waarde Zorg dat er niet meer dan 3 cijfers achter de komma staan." in text


def test_each_rule_of_the_database_is_told_in_its_own_words(client):
    """They are asked together, and only of a row that breaks one each by itself."""
    CaseFactory(slug="soep")
    ObstacleFactory(slug="geld")
    header = ["voorbeeld", "kenmerk", "soort", "uitspraak", "waarde", "tot en met", "was eerst", "eenheid"]
    header += ["ongeveer?", "wat voor obstakel"]
    broken = {
        "a": (["5", "", "", "", "", ""], "Geef bij een waarde de eenheid."),
        "b": (["", "5", "", "uur", "", ""], "Vul bij een bereik of verandering ook de waarde in."),
        "c": (["5", "4", "", "uur", "", ""], "De bovengrens moet hoger zijn dan de waarde."),
        "d": (["5", "6", "7", "uur", "", ""], "Een uitspraak is een bereik of een verandering, niet allebei."),
        "e": (["", "", "", "", "ruim", ""], "‘Ongeveer’, ‘ruim’ en dergelijke horen bij een waarde."),
        "f": (["", "", "", "", "", "geld"], "Alleen bij de soort ‘obstakel’ hoort wat voor obstakel het is."),
    }
    rows = [["soep", key, "bereik", "Veel.", *cells] for key, (cells, _) in broken.items()]

    text = text_of(
        look(client, Claim, csv_of(header, *rows, ["soep", "g", "bereik", "Veel.", "5", "", "", "uur", "", ""]))
    )

    for line, (_, says) in enumerate(broken.values(), start=2):
        assert f"{line} {says}" in text
    assert "8 " not in text.partition("Kies een bestand")[0].partition("Wat er aan de hand is")[2]


def test_a_row_costs_few_questions_whatever_the_database_has_rules_about_it(client, django_assert_max_num_queries):
    """Four for a new claim: its place and its row, and the mark to go back to where the database refuses it."""
    CaseFactory(slug="soep")
    ArticleFactory(slug="open-houding")
    header = ["voorbeeld", "kenmerk", "soort", "uitspraak", "waarde", "eenheid", "artikel"]
    rows = [["soep", f"u-{n}", "bereik", f"Voor {n}.", "5", "uur", "open-houding"] for n in range(50)]
    content = csv_of(header, *rows)

    with django_assert_max_num_queries(50 * 4 + 30):
        look(client, Claim, content)


def test_what_rows_name_and_the_versions_they_get_are_asked_for_together(client, django_assert_max_num_queries):
    """Seven for each row, looked at and then read in: its columns, themes and participants, a mark to go back to."""
    for number in range(20):
        case = CaseFactory(slug=f"geval-{number}")
        publishing.record_revision(case=case, by=None)
        ThemeFactory(slug=f"thema-{number}")
        OrganisationFactory(slug=f"stichting-{number}")
    header = ["adresnaam", "titel", "thema's", "deelnemers"]
    rows = [
        [f"geval-{number}", f"Nu {number}", f"thema-{number}", f"organisatie: stichting-{number} (partner)"]
        for number in range(20)
    ]

    with django_assert_max_num_queries(2 * 20 * 7 + 100):
        read_in(client, Case, csv_of(header, *rows))

    assert Revision.objects.filter(number=2).count() == 20
    assert Case.objects.get(slug="geval-7").participations.get().organisation.slug == "stichting-7"


def test_a_figure_means_in_a_file_what_it_means_in_the_form(client):
    CaseFactory(slug="soep")
    header = ["voorbeeld", "kenmerk", "soort", "uitspraak", "waarde", "eenheid"]
    figures = {"a": "1.500", "b": "1 500", "c": "12,5", "d": "1.234.567,891", "e": "1,2340", "f": "-5"}

    read_in(
        client, Claim, csv_of(header, *(["soep", key, "bereik", "Veel.", cell, "uur"] for key, cell in figures.items()))
    )

    found = {claim.key: str(plain(claim.value)) for claim in Claim.objects.all()}
    assert found == {"a": "1500", "b": "1500", "c": "12.5", "d": "1234567.891", "e": "1.234", "f": "-5"}


def test_a_file_of_the_release_before_comes_back_as_it_was_or_is_asked_about(client):
    """That wrote a comma and nothing between thousands; only 1,234 reads two ways now, and is asked about."""
    case = CaseFactory(slug="soep")
    stored = {"a": "1500", "b": "12.5", "c": "0.125", "d": "1234567.891", "e": "-5"}
    for key, value in stored.items():
        ClaimFactory(case=case, key=key, figure=True, value=value)
    header = ["voorbeeld", "kenmerk", "waarde"]
    rows = [["soep", key, value.replace(".", ",")] for key, value in stored.items()]

    assert "staat niets nieuws" in text_of(look(client, Claim, csv_of(header, *rows)))

    ClaimFactory(case=case, key="f", figure=True, value="1.234")
    text = text_of(look(client, Claim, csv_of(header, ["soep", "f", "1,234"])))
    assert "2 waarde ‘1,234’ is onduidelijk. Bedoelt u 1234 of 1,2340?" in text


def test_a_number_in_a_cell_of_a_spreadsheet_is_that_number(client):
    """Whatever it looks like there, but for a percentage: that holds 0,125 and shows 12,5%."""
    CaseFactory(slug="soep")
    header = ["voorbeeld", "kenmerk", "soort", "uitspraak", "waarde", "eenheid", "jaar"]
    cells = {"a": 1500, "b": 12.5, "c": 1.234, "d": 0.1 + 0.2, "e": 1234567.891, "f": "1.500"}
    rows = [["soep", key, "bereik", "Veel.", cell, "uur", 2017.0] for key, cell in cells.items()]

    read_in(client, Claim, workbook(header, *rows), "a.xlsx")

    found = {claim.key: str(plain(claim.value)) for claim in Claim.objects.all()}
    assert found == {"a": "1500", "b": "12.5", "c": "1.234", "d": "0.3", "e": "1234567.891", "f": "1500"}
    assert set(Claim.objects.values_list("year", flat=True)) == {2017}

    percentage = workbook(header, ["soep", "g", "bereik", "Veel.", 0.125, "%", 2017], percentages=["E2"])
    text = text_of(look(client, Claim, percentage, "a.xlsx"))
    assert "2 waarde Hier staat een percentage. Schrijf alleen het getal" in text


def test_a_day_or_year_that_cannot_be_is_named_by_row_and_column(client):
    CaseFactory(slug="soep")
    content = csv_of(
        ["adresnaam", "begonnen in", "loopt het nog?", "nagegaan op", "links"],
        ["soep", "202", "loopt", "0202-01-01", "https://voorbeeld.nl | De site | 2062-01-01"],
    )
    text = text_of(look(client, Case, content))
    assert "2 begonnen in Geef een jaartal van 1900 tot en met" in text
    assert "2 nagegaan op 1 januari 0202 ligt te ver terug. Klopt het jaartal?" in text
    assert "2 links 1 januari 2062 moet nog komen. Klopt het jaartal?" in text

    OrganisationFactory(slug="tactus", name="Tactus")
    content = csv_of(["adresnaam", "contact nagegaan op"], ["tactus", "1-1-2062"])
    assert "2 contact nagegaan op 1 januari 2062 moet nog komen." in text_of(look(client, Organisation, content))


# --- Who may ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("model", [Case, Organisation, Initiative, Claim], ids=lambda model: model.__name__)
def test_who_may_only_look_takes_the_list_along_and_reads_nothing_in(client, model):
    editor_with(client, f"view_{model._meta.model_name}")

    page = client.get(address(model, "changelist")).content.decode()
    assert "Lees een bestand in" not in page
    assert "Deze lijst als CSV" in page
    assert client.get(address(model, "export", "csv")).status_code == 200
    for url in (address(model, "import"), address(model, "confirm_import"), address(model, "template", "csv")):
        assert client.get(url).status_code == 403
        assert client.post(url).status_code == 403


def test_without_any_permission_there_is_nothing(client):
    editor_with(client)
    for page in ("import", "confirm_import"):
        assert client.get(address(Case, page)).status_code == 403
    for page in ("export", "template"):
        assert client.get(address(Case, page, "csv")).status_code == 403
    client.logout()
    assert client.get(address(Case, "import")).url.startswith("/admin/login/")


def test_who_may_change_but_not_add_is_told_so_at_the_row(client):
    OrganisationFactory(slug="tactus", name="Tactus")
    content = csv_of(["adresnaam", "naam", "soort"], ["tactus", "Tactus Zorg", "anders"], ["nieuw", "Nieuw", "anders"])

    editor_with(client, "view_organisation", "change_organisation")
    assert "3 U mag dit niet toevoegen." in text_of(look(client, Organisation, content))
    editor_with(client, "view_organisation", "add_organisation")
    assert "2 U mag dit niet wijzigen." in text_of(look(client, Organisation, content))


def test_who_may_change_cases_may_read_in_claims(client):
    CaseFactory(slug="soep")
    editor_with(client, "view_claim", "view_case", "change_case")

    read_in(
        client, Claim, csv_of(["voorbeeld", "kenmerk", "soort", "uitspraak"], ["soep", "a", "doel", "Minder schuld."])
    )

    assert Claim.objects.get().text == "Minder schuld."


def test_a_nul_is_pointed_at_by_row_and_column_beside_all_else_that_is_wrong(client):
    content = csv_of(
        ["adresnaam", "naam", "soort"],
        ["tactus", "Tac\0tus", "zorgaanbieder"],
        ["figulus", "Figulus", "winkel"],
        ["no\0oit", "Nooit", "anders"],
    )

    told = text_of(look(client, Organisation, content))

    assert "2 naam In deze cel staat een teken dat geen tekst is (NUL). Typ de tekst opnieuw." in told
    assert "3 soort ‘winkel’ kan niet." in told
    assert "4 adresnaam In deze cel staat een teken dat geen tekst is (NUL)." in told
    assert not Organisation.objects.exists()


def test_what_nobody_sees_in_a_cell_is_cleaned_as_in_a_form(client):
    content = csv_of(
        ["adresnaam", "naam", "soort", "ook bekend als"],
        ["tactus", "Tac\u200btus\x0bzorg", "zorgaanbieder", "Tac\u00adtus\x0b\u202eTactus groep"],
    )

    page = read_in(client, Organisation, content)

    assert "1 nieuw" in text_of(page)
    tactus = Organisation.objects.get(slug="tactus")
    assert (tactus.name, tactus.also_known_as) == ("Tactus zorg", ["Tactus", "Tactus groep"])
