"""What LibreOffice makes of a note, with real cases: it opens, says it all, and four cases take two A4. In .ci/deep."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from django.http import QueryDict
from pypdf import PdfReader

from cases.desk.dossier import read_dossier
from cases.desk.note import files
from cases.desk.note.content import OwnWords, make_note
from cases.desk.note.files import FORMATS
from cases.models import PublishedCase
from municipalities.models import Municipality
from tests.note_files import missing, pdf_text

OFFICE = shutil.which("soffice")
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("catalogue"),
    pytest.mark.deep,
    pytest.mark.skipif(
        not OFFICE and not os.environ.get("GOUDEN_REQUIRE_OFFICE"), reason="geen LibreOffice op deze computer"
    ),
]
OWN = OwnWords("Hoe houden we hulp dichtbij?", "Welke manier past bij ons, en wat moeten we dan eerst op orde hebben?")


def in_office(file: bytes, extension: str, folder: Path) -> bytes:
    """Return the PDF that LibreOffice makes of a file."""
    assert OFFICE, "no LibreOffice"
    (folder / f"notitie.{extension}").write_bytes(file)
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = [OFFICE, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), f"notitie.{extension}"]
    subprocess.run(command, check=True, capture_output=True, timeout=120, cwd=folder)
    return (folder / "notitie.pdf").read_bytes()


def fours() -> list[list[str]]:
    """Return choices of four: as the catalogue has them one after the other, and those with most to say of all."""
    rows = PublishedCase.objects.order_by("slug")
    weights = {case.slug: len(str(case.card)) + len(str(case.record["bronnen"])) for case in rows}
    slugs = list(weights)
    heaviest = sorted(slugs, key=lambda slug: -weights[slug])[:4]
    return [heaviest, *(slugs[at : at + 4] for at in range(0, len(slugs), 24))]


@pytest.mark.parametrize("extension", FORMATS)
def test_four_cases_take_two_pages_and_nothing_is_lost(extension: str, tmp_path: Path) -> None:
    mine = Municipality.objects.get(cbs_code="0197")
    for number, slugs in enumerate(fours()):
        note = make_note(read_dossier(QueryDict("&".join(f"v={slug}" for slug in slugs))), OWN, mine)
        file = files.write(note, FORMATS[extension])
        (folder := tmp_path / str(number)).mkdir()
        paper = file if extension == "pdf" else in_office(file, extension, folder)
        shown = folder / "paper.pdf"
        shown.write_bytes(paper)
        assert len(PdfReader(shown).pages) <= 2, slugs
        assert missing(note, pdf_text(paper)) == [], slugs


@pytest.mark.parametrize("extension", ["docx", "odt"])
def test_the_head_of_the_table_stands_on_each_page_of_it(extension: str, tmp_path: Path) -> None:
    slugs = list(PublishedCase.objects.order_by("slug").values_list("slug", flat=True))[:20]
    note = make_note(read_dossier(QueryDict("&".join(f"v={slug}" for slug in slugs))), OwnWords(), None)
    paper = tmp_path / "paper.pdf"
    paper.write_bytes(in_office(files.write(note, FORMATS[extension]), extension, tmp_path))
    pages = [page.extract_text() for page in PdfReader(paper).pages]
    of_table = [page for page in pages if page.count("Navragen bij:")]
    assert len(of_table) > 2
    for page in of_table:
        assert "Resultaat, en wie dat zegt" in page
