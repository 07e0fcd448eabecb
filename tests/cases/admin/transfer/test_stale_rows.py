"""A file that was taken along before a colleague changed the same: it is told, asked, and never overwritten unsaid."""

import re

import pytest

from cases import publishing
from cases.admin.transfer import sheets
from cases.admin.transfer.stale_rows import LETTERS, SIGN
from cases.models import Case, Claim, Initiative, Revision
from municipalities.models import Organisation
from tests.cases.admin.transfer.files import address, csv_of, look, read_in, text_of
from tests.factories import CaseFactory, ClaimFactory, InitiativeFactory, OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def colleague():
    return UserFactory(username="karim")


@pytest.fixture
def client(client):
    client.force_login(UserFactory(is_superuser=True, username="mieke"))
    return client


def taken_along(client, model, extension="csv"):
    """Return the list as a sheet: its headers, and its rows as dicts."""
    sheet = sheets.read(client.get(address(model, "export", extension)).content)
    return [dict(zip(sheet.headers, row, strict=True)) for _, row in sheet.rows]


def file_of(rows, extension="csv"):
    headers, cells = list(rows[0]), [list(row.values()) for row in rows]
    return csv_of(headers, *cells) if extension == "csv" else sheets.xlsx_file(headers, cells, [])


def without(row, column):
    """Return a row of a list as a release exported it in which this column was not there yet."""
    at = len(SIGN) + LETTERS * list(row).index(column)
    older = row | {"versie": row["versie"][:at] + row["versie"][at + LETTERS :]}
    return {name: cell for name, cell in older.items() if name != column}


def confirm(client, model, page, **choices):
    token = re.search(r'name="token" value="([^"]+)"', page.content.decode())
    assert token, text_of(page)
    data = {"token": token[1], **{f"keuze-{line[1:]}": value for line, value in choices.items()}}
    return client.post(address(model, "confirm_import"), data, follow=True)


def changed_by(colleague, case, **changes):
    for name, value in changes.items():
        setattr(case, name, value)
    case.save()
    publishing.record_revision(case=case, by=colleague)


@pytest.fixture
def case():
    case = CaseFactory(slug="soep", title="Soep", summary="Samen eten.", approach="Koffie.", place="Kern")
    publishing.record_revision(case=case, by=None)
    return case


@pytest.mark.parametrize("extension", ["csv", "xlsx"])
def test_what_both_changed_is_asked_and_what_one_changed_is_told(client, colleague, case, extension):
    [row] = taken_along(client, Case, extension)
    changed_by(colleague, case, title="Soep van Karim", summary="Samen koken.")
    row |= {"titel": "Soep van Mieke", "plaats": "Wijk"}

    page = look(client, Case, file_of([row], extension), f"lijst.{extension}")

    text = text_of(page)
    assert "Sinds u het bestand meenam, gewijzigd door karim." in text
    assert "titel Soep Soep van Karim Soep van Mieke" in text
    assert "Wat er verandert" in text
    assert "plaats Kern Wijk" in text
    assert "Wat een collega intussen wijzigde, en zo blijft" in text
    assert "samenvatting Samen eten. Samen koken." in text

    undecided = confirm(client, Case, page)

    assert "Er is nog niets ingelezen: kies bij elke rij" in text_of(undecided)
    assert Case.objects.get().place == "Kern"
    assert Revision.objects.count() == 2

    after = confirm(client, Case, undecided, r2="bestand")

    case.refresh_from_db()
    assert (case.title, case.summary, case.place) == ("Soep van Mieke", "Samen koken.", "Wijk")
    assert "Naar wat een collega intussen wijzigde, is gekeken op rij 2." in text_of(after)
    assert Revision.objects.count() == 3


def test_who_keeps_the_colleagues_text_still_reads_in_the_rest(client, colleague, case):
    [row] = taken_along(client, Case)
    changed_by(colleague, case, title="Soep van Karim")

    page = look(client, Case, file_of([row | {"titel": "Soep van Mieke", "plaats": "Wijk"}]))
    confirm(client, Case, page, r2="collega")

    case.refresh_from_db()
    assert (case.title, case.place) == ("Soep van Karim", "Wijk")


def test_what_is_no_choice_is_asked_again_and_what_was_chosen_stays(client, colleague, case):
    other = CaseFactory(slug="brood", title="Brood")
    rows = {row["adresnaam"]: row for row in taken_along(client, Case)}
    changed_by(colleague, case, title="Soep van Karim")
    changed_by(colleague, other, title="Brood van Karim")
    page = look(client, Case, file_of([rows["soep"] | {"titel": "A"}, rows["brood"] | {"titel": "B"}]))

    again = confirm(client, Case, page, r2="bestand", r3="onzin", r99="bestand", rx="bestand")

    assert "Er is nog niets ingelezen" in text_of(again)
    assert 'name="keuze-2" value="bestand" required checked' in again.content.decode()
    assert set(Case.objects.values_list("title", flat=True)) == {"Soep van Karim", "Brood van Karim"}


def test_what_a_colleague_changes_after_looking_is_shown_before_anything_is_read_in(client, colleague, case):
    [row] = taken_along(client, Case)
    page = look(client, Case, file_of([row | {"titel": "Soep van Mieke"}]))
    changed_by(colleague, case, title="Soep van Karim")

    again = confirm(client, Case, page, r2="bestand")

    assert "de catalogus is veranderd sinds u dit bestand bekeek" in text_of(again)
    assert "titel Soep Soep van Karim Soep van Mieke" in text_of(again)
    assert Case.objects.get().title == "Soep van Karim"


def test_a_list_that_nobody_changed_overwrites_nothing_of_a_colleague(client, colleague, case):
    rows = taken_along(client, Case)
    changed_by(colleague, case, title="Soep van Karim")

    page = look(client, Case, file_of(rows))

    assert "staat niets nieuws. Een collega wijzigde intussen wat op rij 2 nog als vroeger staat" in text_of(page)
    assert Case.objects.get().title == "Soep van Karim"


def test_only_the_columns_of_the_file_count(client, colleague, case):
    [row] = taken_along(client, Case)
    changed_by(colleague, case, title="Soep van Karim")

    page = look(client, Case, file_of([{"adresnaam": "soep", "plaats": "Wijk", "versie": row["versie"]}]))

    assert "collega" not in text_of(page).partition("Wat er verandert")[2]
    confirm(client, Case, page)
    assert Case.objects.get().title == "Soep van Karim"


def test_a_claim_is_asked_about_with_who_changed_it(client, colleague, case):
    claim = ClaimFactory(case=case, key="u-1", text="Veel soep.")
    ClaimFactory(case=case, key="u-2", text="Veel brood.")
    publishing.record_revision(case=case, by=None)
    rows = taken_along(client, Claim)
    Claim.objects.filter(pk=claim.pk).update(text="Nog meer soep.")
    publishing.record_revision(case=case, by=colleague)
    changed_by(UserFactory(username="anders"), case, title="Iets anders")

    page = look(client, Claim, file_of([rows[0] | {"uitspraak": "Weinig soep."}, rows[1]]))

    text = text_of(page)
    assert "uitspraak Veel soep. Nog meer soep. Weinig soep." in text
    assert "gewijzigd door karim." in text
    confirm(client, Claim, page, r2="bestand")
    assert Claim.objects.get(key="u-1").text == "Weinig soep."


@pytest.mark.parametrize(("model", "factory"), [(Organisation, OrganisationFactory), (Initiative, InitiativeFactory)])
def test_a_reference_row_is_asked_about_though_nobody_knows_how_it_was(client, model, factory):
    row = factory(slug="tactus", name="Tactus")
    [line] = taken_along(client, model)
    row.name = "Tactus Zorg"
    row.save()

    page = look(client, model, file_of([line | {"naam": "Tactus Verslavingszorg"}]))

    assert "naam niet meer bekend Tactus Zorg Tactus Verslavingszorg" in text_of(page)
    confirm(client, model, page)
    assert model.objects.get().name == "Tactus Zorg"
    confirm(client, model, page, r2="bestand")
    assert model.objects.get().name == "Tactus Verslavingszorg"


def test_a_file_of_a_release_before_comes_in_and_says_that_it_cannot_tell(client, case):
    page = look(
        client, Case, csv_of(["adresnaam", "titel"], ["soep", "Nieuw"], ["brood", "Brood"]).replace("brood", "")
    )
    assert "Vul dit in" in text_of(page)

    page = look(client, Case, csv_of(["adresnaam", "titel"], ["soep", "Nieuw"]))

    assert "Van 1 van de gewijzigde rijen zegt het bestand niet hoe zij waren toen het werd gemaakt" in text_of(page)
    confirm(client, Case, page)
    assert Case.objects.get().title == "Nieuw"


def test_a_list_from_before_a_column_was_added_is_read_in_and_leaves_that_column_as_it_is(client, colleague, case):
    row = without(taken_along(client, Case)[0], "plaats")
    changed_by(colleague, case, title="Soep van Karim", place="Wijk")

    page = look(client, Case, file_of([row | {"titel": "Soep van Mieke", "samenvatting": "Samen koken."}]))

    assert "titel Soep Soep van Karim Soep van Mieke" in text_of(page)
    assert "Sinds u het bestand meenam, gewijzigd door karim." in text_of(page)
    confirm(client, Case, page, r2="collega")
    case.refresh_from_db()
    assert (case.title, case.summary, case.place) == ("Soep van Karim", "Samen koken.", "Wijk")


def test_a_cell_that_says_no_version_is_pointed_at(client, case):
    [row] = taken_along(client, Case)
    for broken in ("12", row["versie"][:-1], f"{row['versie']}ab"):
        text = text_of(look(client, Case, file_of([row | {"versie": broken, "titel": "A"}])))
        assert "2 versie Laat deze cel zoals zij in de lijst stond, of maak haar leeg." in text


def test_a_row_that_went_meanwhile_is_new_and_said_to_have_been_there(client):
    OrganisationFactory(slug="tactus", name="Tactus")
    rows = taken_along(client, Organisation)
    Organisation.objects.all().delete()

    page = look(client, Organisation, file_of(rows))

    assert "nieuw: het was er toen dit bestand werd meegenomen, en nu niet meer" in text_of(page)


def test_the_same_list_read_in_twice_asks_nothing(client, case):
    [row] = taken_along(client, Case)
    content = file_of([row | {"titel": "Nieuw"}])
    read_in(client, Case, content)

    assert "staat niets nieuws: alle rijen staan al zo" in text_of(look(client, Case, content))
