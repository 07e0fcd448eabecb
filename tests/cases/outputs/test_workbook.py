"""The files for spreadsheets: the same rows as the CSV, with numbers and dates as such and every text as a text."""

import csv
import datetime
import io
import zipfile
from typing import Any

import openpyxl
import pytest
from defusedxml import ElementTree
from django.test import Client
from openpyxl.worksheet.worksheet import Worksheet

from cases.outputs.exports import columns, files, views, xlsx
from cases.outputs.exports.columns import EXPORT_COLUMNS
from cases.outputs.exports.statement_columns import STATEMENT_COLUMNS
from tests.factories import ClaimFactory, MunicipalityFactory, PublishedCaseFactory, PublishedClaimFactory, ThemeFactory

pytestmark = [pytest.mark.django_db, pytest.mark.once]
CASES, STATEMENTS = "/api/v1/praktijkvoorbeelden/_export", "/api/v1/uitspraken/_export"


def sent(client: Client, url: str, **query: Any) -> bytes:
    response = client.get(url, query)
    assert response.status_code == 200, response.content
    return b"".join(response)


def opened(client: Client, url: str = CASES, **query: Any) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(sent(client, url, formaat="xlsx", **query)))


def rows(sheet: Worksheet) -> list[dict[str, Any]]:
    names, *found = sheet.iter_rows()
    return [{name.value: cell for name, cell in zip(names, row, strict=True)} for row in found]


def as_in_csv(value: Any) -> str:
    """Return what a cell of a workbook says, as the CSV writes it."""
    match value:
        case None:
            return ""
        case datetime.datetime():
            # The first of two: a moment is a day too.
            return value.isoformat() if value.time() != datetime.time() else value.date().isoformat()
        case str():
            return value
    return str(value)


def same_as_csv(client: Client, url: str, described: tuple[Any, ...], **query: Any) -> int:
    """Look at every cell of a workbook beside that of the CSV, and return how many there are with something in them."""
    table = list(csv.reader(io.StringIO(sent(client, url, formaat="csv", **query).decode(), newline="")))
    sheet = opened(client, url, **query).worksheets[0]
    moments = {number for number, column in enumerate(described) if column.datatype == columns.MOMENT}
    decimals = {number for number, column in enumerate(described) if column.datatype == columns.DECIMAL}
    filled = 0
    assert sheet.max_row == len(table)
    for line, found in zip(table, sheet.iter_rows(values_only=True), strict=True):
        for number, (said, value) in enumerate(zip(line, found, strict=True)):
            shown, meant = as_in_csv(value), said
            if line is not table[0] and number in moments:
                # Of a moment, the CSV has parts of a second and the time zone as well.
                meant = said[: len("2017-10-01T12:00:00")]
            if line is not table[0] and number in decimals and said:
                shown, meant = str(float(shown)), str(float(said))
            assert shown == meant, (table[0][number], said, value)
            filled += bool(said)
    return filled


def test_a_list_is_taken_along_as_it_is_chosen_and_ordered(client: Client) -> None:
    theme = ThemeFactory(slug="schulden")
    for title in ("B", "A", "C"):
        PublishedCaseFactory(case__title=title, case__themes=[theme])
    PublishedCaseFactory(case__title="Zeppelin")

    assert [row["titel"].value for row in rows(opened(client, thema="schulden", sorteer="titel").worksheets[0])] == [
        "A",
        "B",
        "C",
    ]
    assert same_as_csv(client, CASES, EXPORT_COLUMNS, thema="schulden", sorteer="titel") > 60
    assert rows(opened(client, soort="portret").worksheets[0]) == []


def test_numbers_are_numbers_and_days_are_days(client: Client) -> None:
    published = PublishedCaseFactory(case__started_year=2014, case__running=True)

    (row,) = rows(opened(client).worksheets[0])

    assert (row["begonnenIn"].value, row["begonnenIn"].data_type) == (2014, "n")
    assert (row["gecontroleerdOp"].value, row["gecontroleerdOp"].number_format) == (
        datetime.datetime(2017, 10, 1),
        "yyyy-mm-dd",
    )
    changed = published.changed_at.astimezone(datetime.UTC).replace(microsecond=0, tzinfo=None)
    assert (row["gewijzigdOp"].value, row["gewijzigdOp"].number_format) == (changed, "yyyy-mm-dd hh:mm:ss")
    assert row["geeindigdIn"].value is None


def test_a_code_keeps_its_zeros_and_a_figure_its_decimals(client: Client) -> None:
    aalten = MunicipalityFactory(cbs_code="0197", name="Aalten")
    claim = PublishedClaimFactory(
        claim=ClaimFactory(figure=True, value="12.5", case__municipalities=[aalten], case__with_source=True)
    )

    (row,) = rows(opened(client, STATEMENTS).worksheets[0])

    assert (row["waarde"].value, row["waarde"].data_type) == (12.5, "n")
    assert (row["gemeenteCodes"].value, row["gemeenteCodes"].data_type) == ("0197", "s")
    assert row["id"].value == str(claim.identifier)


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "＝", "\t=", "\n@", " -"])
def test_no_text_is_a_formula(client: Client, start: str) -> None:
    dangerous = f'{start}HYPERLINK("https://kwaad.example","Klik")'
    PublishedCaseFactory(case__title="Gewoon", case__approach=dangerous)

    (row,) = rows(opened(client).worksheets[0])

    assert (row["aanpak"].value, row["aanpak"].data_type) == (dangerous, "s")
    # Nor does it become one when somebody types in its cell.
    assert row["aanpak"].quotePrefix == 1
    assert row["titel"].quotePrefix == 0


def test_a_text_is_read_as_it_is_whatever_xml_and_excel_make_of_its_signs(client: Client) -> None:
    hostile = "  <b>&amp;</b> ]]> _x0041_ _x000D_ \"'  \n\n- een\n- twee 🙂 "
    PublishedCaseFactory(case__approach=hostile)

    (row,) = rows(opened(client).worksheets[0])

    # openpyxl gives the escape as it stands in the file.
    assert row["aanpak"].value.replace("_x005F_", "_") == hostile
    assert "_x005F_x0041_ _x005F_x000D_" in row["aanpak"].value


def test_a_record_of_before_texts_were_cleaned_breaks_no_file(client: Client) -> None:
    published = PublishedCaseFactory()
    published.record |= {"aanpak": "Bel\x07\x0b\ufffe\uffff\x1b einde", "titel": "Titel\x01"}
    published.save(update_fields=["record"])

    (row,) = rows(opened(client).worksheets[0])

    assert row["titel"].value == "Titel"
    assert row["aanpak"].value.startswith("Bel")
    assert row["aanpak"].value.endswith("einde")


@pytest.mark.parametrize("letter", ["a", "é", "🙂"])
def test_a_text_too_long_for_a_cell_is_cut_off_and_says_so(letter: str) -> None:
    width = len(letter.encode("utf-16-le")) // 2
    fits, too_long = letter * (xlsx.CELL // width), letter * (xlsx.CELL // width + 1)

    assert xlsx.fitting(fits) == fits
    cut = xlsx.fitting(too_long)
    assert cut.endswith(f"{letter} [afgebroken]")
    assert len(cut.encode("utf-16-le")) // 2 <= xlsx.CELL


def test_the_names_stay_in_sight_with_a_filter_over_all_rows(client: Client) -> None:
    PublishedCaseFactory.create_batch(3)

    sheet = opened(client).worksheets[0]

    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:AK4"
    assert all(cell.font.bold for cell in sheet[1])
    assert [cell.value for cell in sheet[1]] == [column.name for column in EXPORT_COLUMNS]
    assert sheet.column_dimensions["D"].width > 30


@pytest.mark.parametrize(("url", "described"), [(CASES, EXPORT_COLUMNS), (STATEMENTS, STATEMENT_COLUMNS)])
def test_the_second_sheet_says_what_every_column_means(client: Client, url: str, described: tuple[Any, ...]) -> None:
    book = opened(client, url)

    assert book.sheetnames == ["Gouden", "Codeboek"]
    explained = list(book["Codeboek"].iter_rows(values_only=True))
    assert explained[0] == ("Kolom", "Wat erin staat", "Type")
    assert explained[1 : len(described) + 1] == [(column.name, column.meaning, column.type) for column in described]
    assert "CC BY 4.0" in explained[len(described) + 2][1]


def test_it_is_sent_piece_by_piece(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "CHUNK", 2)
    monkeypatch.setattr(views, "WHOLE", 4)
    PublishedCaseFactory.create_batch(5)

    response = client.get(CASES, {"formaat": "xlsx"})
    pieces = list(response)

    assert response.streaming
    assert len(pieces) > 1
    assert all(pieces)
    assert len(rows(openpyxl.load_workbook(io.BytesIO(b"".join(pieces))).worksheets[0])) == 5


def test_every_part_of_it_is_whole(client: Client) -> None:
    PublishedCaseFactory()

    packed = zipfile.ZipFile(io.BytesIO(sent(client, CASES, formaat="xlsx")))

    assert packed.testzip() is None
    assert len(packed.namelist()) == len(set(packed.namelist()))
    for name in packed.namelist():
        ElementTree.fromstring(packed.read(name))
    # The filter's range is known to the workbook too, or else a spreadsheet mends the file.
    assert "$A$1:$AK$2" in packed.read("xl/workbook.xml").decode()


def test_it_has_a_type_and_name_of_its_own_and_is_304_until_the_catalogue_changes(client: Client) -> None:
    PublishedCaseFactory()

    response = client.get(CASES, {"formaat": "xlsx"}, headers={"accept": "text/html"})

    assert response["Content-Type"] == "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    assert response["Content-Disposition"] == 'attachment; filename="gouden-praktijkvoorbeelden.xlsx"'
    again = client.get(CASES, {"formaat": "xlsx"}, headers={"If-None-Match": response["ETag"]})
    assert again.status_code == 304


@pytest.mark.usefixtures("catalogue")
@pytest.mark.parametrize(("url", "described"), [(CASES, EXPORT_COLUMNS), (STATEMENTS, STATEMENT_COLUMNS)])
def test_every_cell_of_the_catalogue_is_that_of_the_csv(client: Client, url: str, described: tuple[Any, ...]) -> None:
    assert same_as_csv(client, url, described) > 2_000
