"""Files come in as the same texts whatever wrote them, or with a sentence that says what is the matter."""

import datetime
import io
import time
import zipfile
from collections.abc import Callable
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.admin.transfer import cells, sheets
from cases.admin.transfer import workbook as workbooks
from cases.admin.transfer.sheets import Unreadable
from cases.outputs.exports.columns import as_meant, harmless
from cases.revisions.references import References
from cases.revisions.snapshot import plain
from gouden.web.text.cleaning import prose

HEADERS = ["adresnaam", "naam"]
ROWS = [["tactus", "Tactus"], ["cafe", "Café ‘De Brug’"]]


def workbook(*rows):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def as_csv(text, encoding="utf-8"):
    return text.encode(encoding)


def packed(files):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


@pytest.mark.parametrize("delimiter", [";", ","])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_a_csv_is_read_whatever_its_separator_and_encoding(delimiter, encoding):
    text = "".join(f"{delimiter.join(row)}\r\n" for row in [HEADERS, *ROWS])

    sheet = sheets.read(as_csv(text, encoding))

    assert (sheet.headers, sheet.rows, sheet.errors) == (HEADERS, [(2, ROWS[0]), (3, ROWS[1])], [])


def test_a_cell_may_hold_lines_and_separators_and_rows_are_numbered_as_the_spreadsheet_does():
    sheet = sheets.read(as_csv('adresnaam;naam\r\n\r\ntactus;"Een;\r\ntwee ""drie"""\r\nx;y\r\n'))

    assert sheet.rows == [(3, ["tactus", 'Een;\r\ntwee "drie"']), (4, ["x", "y"])]


def test_a_workbook_is_read_with_its_numbers_dates_and_empty_cells_as_text():
    moment = datetime.datetime(2017, 10, 1, 14, 30)
    content = workbook(
        ["a", "b", "c", "d", "e", "f", None],
        [197, 12.5, True, datetime.date(2017, 10, 1), None, moment],
        [],
        ["x"],
    )

    sheet = sheets.read(content)

    assert sheet.headers == ["a", "b", "c", "d", "e", "f"]
    assert sheet.rows == [
        (2, ["197", "12,5", "ja", "2017-10-01", "", "2017-10-01 14:30:00"]),
        (4, ["x", "", "", "", "", ""]),
    ]


def test_a_formula_is_not_worked_out_but_pointed_at():
    sheet = sheets.read(workbook(["adresnaam", "naam"], ["tactus", "=1+1"], ["x", "#N/A"]))

    assert [(error.line, error.column) for error in sheet.errors] == [(2, "naam"), (3, "naam")]
    assert "formule" in sheet.errors[0].message


def test_a_row_that_was_cut_off_does_not_empty_what_it_lost():
    sheet = sheets.read(as_csv("adresnaam;naam;soort\r\ntactus;Tactus\r\n"))

    assert [(error.line, error.message) for error in sheet.errors] == [(2, "Deze rij heeft 2 cellen, de eerste rij 3.")]


def test_a_cell_beyond_the_columns_is_pointed_at():
    sheet = sheets.read(as_csv("adresnaam;naam\r\ntactus;Tactus;wat is dit\r\n"))

    assert [(error.line, error.column) for error in sheet.errors] == [(2, "C")]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "leeg"),
        (b"\r\n\r\n", "leeg"),
        (b"adresnaam;naam\r\n", "niets om in te lezen"),
        (b"\r\nadresnaam;naam\r\ntactus;Tactus\r\n", "eerste rij is leeg"),
        (b'adresnaam;naam\r\ntactus;"Tactus\r\n', "vanaf rij 2 niet te lezen"),
        ("adresnaam;naam\r\n".encode("utf-16"), "geen CSV"),
        (b"\x89PNG\r\n\x1a\n\0\0\0", "geen CSV"),
        (b"%PDF-1.7\x81", "geen CSV"),
        (b"PK\x03\x04 and nothing more", "XLSX-bestand is niet te lezen"),
        (packed({"word/document.xml": "<a/>"}), "XLSX-bestand is niet te lezen"),
        (b"x" * (sheets.BYTES + 1), "groter dan 5 MB"),
        (b"a\r\n" + b"b\r\n" * (sheets.ROWS + 1), "meer dan 10000 rijen"),
        (b";".join([b"a"] * 101) + b"\r\nb\r\n", "meer dan 100 kolommen"),
    ],
)
def test_what_cannot_be_read_says_why(content, says):
    with pytest.raises(Unreadable, match=says):
        sheets.read(content)


def test_a_cell_longer_than_a_spreadsheet_holds_is_pointed_at():
    sheet = sheets.read(as_csv(f"adresnaam;naam\r\ntactus;{'x' * 32_768}\r\n"))

    assert [(error.line, error.column) for error in sheet.errors] == [(2, "naam")]
    with pytest.raises(Unreadable, match="Kies CSV"):
        sheets.xlsx_file(["naam"], [["x" * 32_768]], [])


def test_a_small_file_that_unpacks_to_a_large_one_is_refused_unread():
    bomb = packed({"xl/worksheets/sheet1.xml": b"0" * (workbooks.UNPACKED + 1)})

    assert len(bomb) < 100_000
    with pytest.raises(Unreadable, match="Uitgepakt"):
        sheets.read(bomb)


def test_entities_in_a_workbook_are_not_expanded():
    content = workbook(["adresnaam"], ["tactus"])
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 9))
    for name in [name for name in files if name.endswith(("sheet1.xml", "sharedStrings.xml"))]:
        text = files[name].decode().replace("<?xml version='1.0' encoding='UTF-8'?>", "")
        files[name] = f'<!DOCTYPE x [<!ENTITY l0 "ha">{laughs}]>{text.replace("tactus", "&l8;")}'.encode()

    with pytest.raises(Unreadable):
        sheets.read(packed(files))


NASTY = st.text(
    st.one_of(st.characters(exclude_categories=["Cs"]), st.sampled_from("=+-@'\"\t\r\n;,|\x00\x0b＝_x0041")),
    max_size=40,
)


@given(NASTY)
def test_a_text_made_harmless_is_found_back_and_never_a_formula(text):
    cell = harmless(text)

    assert as_meant(cell) == text
    assert cell.lstrip()[:1] not in set("=+-@＝＋－＠") or cell == ""


@given(st.lists(st.lists(NASTY, min_size=2, max_size=2), min_size=1, max_size=3))
def test_what_is_written_is_read_back_in_both_forms(rows):
    cells = [[harmless(prose(text)) for text in row] for row in rows]
    filled = [(line, row) for line, row in enumerate(cells, 2) if any(cell.strip() for cell in row)]
    for content in (b"".join(sheets.csv_file(HEADERS, cells)), sheets.xlsx_file(HEADERS, cells, [])):
        if filled:
            sheet = sheets.read(content)
            assert (sheet.headers, sheet.rows) == (HEADERS, filled)


def test_a_workbook_explains_its_columns_on_a_second_sheet_and_holds_only_text():
    content = sheets.xlsx_file(HEADERS, [["0197", "=1+1"]], [["adresnaam", "Hieraan wordt de rij herkend."]])

    book = openpyxl.load_workbook(io.BytesIO(content))

    assert [[cell.value for cell in row] for row in book["Uitleg"].rows] == [
        ["Kolom", "Wat er hoort te staan"],
        ["adresnaam", "Hieraan wordt de rij herkend."],
    ]
    assert {cell.data_type for row in book.worksheets[0].rows for cell in row} == {"s"}


SHEET = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData>{}</worksheet>'


def altered(**parts: Callable[[bytes], bytes]) -> bytes:
    """Return a workbook of one row with these parts made over."""
    names = {"sheet": "xl/worksheets/sheet1.xml", "styles": "xl/styles.xml", "book": "xl/workbook.xml"}
    made = {names[name]: change for name, change in parts.items()}
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(sheets.xlsx_file(["naam"], [["Aalten"]], []))) as source,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            content = source.read(name)
            target.writestr(name, made[name](content) if name in made else content)
    return buffer.getvalue()


def sheet(rows: str, after: str = "") -> bytes:
    """Return a workbook with these rows in XML, and what comes after them."""
    return altered(sheet=lambda _: SHEET.format(rows, after).encode())


ROW = '<row r="{0}"><c r="A{0}" t="inlineStr"><is><t>{1}</t></is></c></row>'


@pytest.mark.parametrize(
    "content",
    [
        sheet("<row>" + "<c/>" * 600_000 + "</row>"),
        sheet("<row/>" * 600_000),
        sheet("", "<mergeCells>" + '<mergeCell ref="A1:B2"/>' * 600_000 + "</mergeCells>"),
        altered(styles=lambda styles: styles.replace(b"</cellXfs>", b"<xf/>" * 25_000 + b"</cellXfs>")),
        altered(book=lambda book: book.replace(b"<sheets>", b"<sheets>" + b"<sheet/>" * 25_000)),
    ],
    ids=["cells", "rows", "merged", "styles", "sheets"],
)
def test_a_small_file_with_millions_of_cells_is_refused_at_once(content: bytes) -> None:
    assert len(content) < 100_000
    begin = time.process_time()

    with pytest.raises(sheets.Unreadable, match="te veel cellen of te veel opmaak"):
        sheets.read(content)

    assert time.process_time() - begin < 1


def test_what_stands_far_away_is_neither_waited_for_nor_lost() -> None:
    far = sheet(ROW.format(1, "naam") + ROW.format(2, "Aalten") + ROW.format(1_048_576, "Zwolle"))
    wide = sheet(ROW.format(1, "naam") + '<row r="2"><c r="XFD2"><v>1</v></c></row>')

    assert sheets.read(far).rows == [(2, ["Aalten"]), (1_048_576, ["Zwolle"])]
    assert [(error.line, error.message) for error in sheets.read(wide).errors] == [
        (2, "Deze rij heeft meer cellen dan er kolommen zijn.")
    ]


def test_how_a_sheet_looks_is_not_read() -> None:
    content = sheet(
        ROW.format(1, "naam") + ROW.format(2, "Aalten"),
        "<mergeCells>" + '<mergeCell ref="A1:B2"/>' * 100_000 + "</mergeCells>",
    )
    begin = time.process_time()

    assert sheets.read(content).rows == [(2, ["Aalten"])]
    assert time.process_time() - begin < 1


@pytest.mark.parametrize(
    "text",
    ["naam;" * 900_000, '"' + "a" * 4_900_000, "naam\n" + "\n" * 4_000_000, "naam\n" + ";" * 4_000_000],
    ids=["columns", "quote", "lines", "cells"],
)
def test_a_csv_without_end_is_told_apart_at_once(text: str) -> None:
    begin = time.process_time()
    try:
        errors = sheets.read(text.encode()).errors
    except sheets.Unreadable:
        errors = []

    assert len(errors) < 10
    assert time.process_time() - begin < 4


@given(st.decimals(min_value=Decimal("-99999999999.999"), max_value=Decimal("99999999999.999"), places=3))
def test_a_figure_comes_back_from_a_cell_of_text_and_from_a_cell_that_is_a_number(figure):
    """Whatever the column of a claim can hold, as the export writes it and as a spreadsheet keeps it."""
    cell, value = cells.FigureCell(), plain(figure)
    assert cell.read(cell.write(value), References()) == value
    assert cell.read(sheets._text(float(figure)), References()) == value
