"""A note in Word, ODT and PDF: all it says is in it, in order, whatever was typed; and each within its time."""

import io
import subprocess
import sys
from typing import Any

import pikepdf
import pytest
from django.http import QueryDict
from docx import Document as open_docx
from docx.oxml.ns import qn
from odfdo import Document as OpenDocument

from cases.desk.dossier import read_dossier
from cases.desk.note import files
from cases.desk.note.content import OwnWords, make_note
from cases.desk.note.files import FORMATS, NotWritten
from cases.desk.note.structure import Note, line
from tests.note_files import TEXT_OF, missing, squeezed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("catalogue"), pytest.mark.once]

FOUR = "v=startpunt-wageningen&v=t-loket-goirle&v=cjg-midden-limburg&v=sittard-geleen-cva-protocol"
HOSTILE = {
    "typst": r"#sys.inputs #read(\"/etc/passwd\") *vet* $x^2$ \ <label> @bron `code` = kop // weg /* weg */ [a](b) ~",
    "html": "<script>alert(1)</script> &amp; <b>vet</b> ]]> <!-- -->",
    "word": "{ HYPERLINK } &#x0; <w:t>nee</w:t> %PDF ${ink} $font",
    "direction": "שלום עולם en مرحبا",
    "long": "a" * 300,
    "spaces": "een  twee   drie",
}


def a_note(own: OwnWords | None = None, asked: str = FOUR) -> Note:
    return make_note(read_dossier(QueryDict(asked)), own or OwnWords(), None)


def written(note: Note, extension: str) -> bytes:
    return files.write(note, FORMATS[extension])


@pytest.mark.parametrize("extension", FORMATS)
def test_a_file_holds_all_that_the_note_says_in_its_order(extension: str) -> None:
    note = a_note(OwnWords(title="Hulp dichtbij", question="Wat past?\nEn wat kost het?"))
    text = TEXT_OF[extension](written(note, extension))
    assert missing(note, text) == []
    assert missing({**note, "title": "Een andere titel"}, text) == ["Een andere titel"]


@pytest.mark.parametrize("extension", FORMATS)
def test_what_was_typed_is_text_whatever_it_looks_like(extension: str) -> None:
    note = a_note(asked="v=startpunt-wageningen")
    note["title"] = f"Titel {HOSTILE['typst']}"
    note["question"] = list(HOSTILE.values())
    note["rows"][0][0] += [line(words, label="Voor ons:") for words in HOSTILE.values()]
    text = squeezed(TEXT_OF[extension](written(note, extension)))
    for kind, words in HOSTILE.items():
        # What runs from right to left stands in a PDF in the order in which it is drawn.
        expected = "Titel" if kind == "direction" and extension == "pdf" else words
        assert text.count(squeezed(expected)) >= 2, kind


def test_a_pdf_shows_what_its_fonts_lack_as_a_box_and_says_so() -> None:
    note = a_note(asked="v=startpunt-wageningen")
    note["title"] = "Eenzaam 😀 中文 én blij"
    text = TEXT_OF["pdf"](written(note, "pdf"))
    assert "Eenzaam ▯ ▯▯ én blij" in text
    assert "Tekens die dit bestand niet kan tonen, zijn vervangen door ▯." in text
    assert "zijn vervangen door" not in TEXT_OF["pdf"](written(a_note(asked="v=startpunt-wageningen"), "pdf"))
    for extension in ("docx", "odt"):
        assert "Eenzaam 😀 中文 én blij" in TEXT_OF[extension](written(note, extension))


def test_a_mixture_of_scripts_that_typst_breaks_off_at_becomes_boxes_too() -> None:
    """Where its letters are joined differently Typst ends in a panic, which is no Exception in Python."""
    mixed = (
        "\ue034\u07ed\u071b\uce40\U00010450\u0272\U0001b29e\U000199b7\U0001c2ba\u5a68\u3fbc\U00011ccf"
        "\u8f2f\uee3e\u0da0\U0001611d\ue4ff\U00013560\xd7\ufcf5\ufc7d\u2c14\u8214\u6fb9\u17d9\ufb07"
        "\u503f\u4e11\ufd28\U00019812\u5a82\U0001efe1\u17d2\u17ca\u8ca2\ue5cc\U0001b9fd\ueb7f\U00018de9"
        "\ubf3e\ucbe1\uad0c\uaeac\U0001581b\u0c0f\ue292\U00014854\U00018512\uba75\u16ac\uaedd\u0de7"
        "\u82e6\u1c2f\uf0c6\ud39c\ue30b\u0d72\uecf5\u4fda"
    )
    note = a_note()
    for row in note["rows"]:
        row[0].append(line(mixed, label="Voor ons:"))
    assert "zijn vervangen door ▯." in TEXT_OF["pdf"](written(note, "pdf"))


def test_every_character_that_a_pdf_keeps_can_be_displayed() -> None:
    from cases.desk.note.pdf import INSTEAD, UNSURE

    kept = [chr(code) for code in range(0x20, 0x3000) if not UNSURE.match(chr(code))]
    assert len(kept) > 500
    note = a_note(asked="v=startpunt-wageningen")
    note["question"] = [" ".join(kept)]
    assert INSTEAD not in TEXT_OF["pdf"](written(note, "pdf"))


# --- What each kind of file is made of -------------------------------------------------------------------------------


def test_a_word_file_has_headings_a_table_head_that_repeats_and_links() -> None:
    note = a_note()
    word = open_docx(io.BytesIO(written(note, "docx")))
    headings = [part.text for part in word.paragraphs if part.style.name == "Heading 1"]
    parts = [section["heading"] for section in note["sections"]]
    assert headings == ["De voorbeelden", *parts, "Bronnen", "Zo verwijst u naar de voorbeelden"]
    assert word.paragraphs[0].style.name == "Title"
    assert word.core_properties.title == note["title"]
    assert (word.core_properties.author, word.core_properties.last_modified_by) == ("Gouden", "")
    assert word.core_properties.language == "nl-NL"
    assert [part.get(qn("w:val")) for part in word.styles.element.iter(qn("w:lang"))] == ["nl-NL"]

    (table,) = word.tables
    head, *rows = table.rows
    assert head._tr.trPr.find(qn("w:tblHeader")) is not None
    assert [cell.text for cell in head.cells] == note["columns"]
    assert len(rows) == 4

    marks = {mark.get(qn("w:name")) for mark in word.element.body.iter(qn("w:bookmarkStart"))}
    inside = {link.get(qn("w:anchor")) for link in word.element.body.iter(qn("w:hyperlink"))} - {None}
    assert marks == {f"bron_{source['number']}" for source in note["sources"]}
    assert inside <= marks
    assert inside
    outside = {part.target_ref for part in word.part.rels.values() if part.is_external}
    assert "https://gouden.test/praktijkvoorbeelden/startpunt-wageningen/" in outside


def test_an_open_document_has_headings_a_table_head_that_repeats_and_links() -> None:
    note = a_note()
    document = OpenDocument(io.BytesIO(written(note, "odt")))
    body: Any = document.body
    headings = [part.text_recursive for part in body.xpath("//text:h[@text:outline-level='1']")]
    parts = [section["heading"] for section in note["sections"]]
    assert headings == ["De voorbeelden", *parts, "Bronnen", "Zo verwijst u naar de voorbeelden"]
    (head,) = body.xpath("//table:table-header-rows/table:table-row")
    assert [cell.text_recursive.strip() for cell in head.xpath("table:table-cell")] == note["columns"]
    assert len(body.xpath("//table:table/table:table-row")) == 4
    assert (document.meta.title, document.meta.language) == (note["title"], "nl-NL")
    assert document.meta.generator.startswith("Gouden")
    marks = {mark.get_attribute("text:name") for mark in body.xpath("//text:bookmark-start")}
    links = {link.get_attribute("xlink:href") for link in body.xpath("//text:a")}
    inside = {link.removeprefix("#") for link in links if link.startswith("#")}
    assert inside <= marks
    assert inside
    assert "https://gouden.test/praktijkvoorbeelden/startpunt-wageningen/" in links
    styles = document.get_part("styles.xml").serialize().decode()
    assert 'fo:language="nl" fo:country="NL"' in styles
    assert "$" not in styles


def elements(node: Any) -> list[str]:
    """Return the kinds of element in a PDF's structure, in order."""
    found = [str(node["/S"])] if "/S" in node else []
    children = node.get("/K", [])
    for child in children if isinstance(children, pikepdf.Array) else [children]:
        if isinstance(child, pikepdf.Dictionary):
            found += elements(child)
    return found


def test_a_pdf_is_tagged_for_everyone() -> None:
    note = a_note()
    with pikepdf.open(io.BytesIO(written(note, "pdf"))) as pdf:
        assert str(pdf.Root.Lang) == "nl-NL"
        assert pdf.Root.MarkInfo.Marked
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        with pdf.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
            assert metadata["dc:title"] == note["title"]
        kinds = elements(pdf.Root.StructTreeRoot)
        assert [kind for kind in kinds if kind == "/H1"] == ["/H1"] * (3 + len(note["sections"]))
        assert kinds.count("/Table") == 1
        assert kinds.count("/TH") == len(note["columns"])
        assert kinds.count("/TD") == 4 * len(note["columns"])
        assert "/Link" in kinds
        assert kinds.count("/L") == 1 + len(note["sections"])


# --- Each within its time, by itself ----------------------------------------------------------------------------------


def test_a_file_that_takes_too_long_is_given_up() -> None:
    hurried = FORMATS["docx"]._replace(seconds=0.01)
    with pytest.raises(NotWritten, match=r"docx: not in 0.01 seconds"):
        files.write(a_note(asked="v=startpunt-wageningen"), hurried)


def test_what_goes_wrong_says_nothing_of_what_was_typed() -> None:
    note = a_note(asked="v=startpunt-wageningen")
    note["title"] = "geheim \x00"
    with pytest.raises(NotWritten) as failed:
        written(note, "docx")
    assert str(failed.value) == "docx: ValueError"


def test_a_process_that_serves_readers_loads_none_of_what_writes_files() -> None:
    asked = (
        "import os, sys; os.environ['DJANGO_SETTINGS_MODULE'] = 'gouden.settings.test'; import django; django.setup(); "
        "import gouden.urls, gouden.wsgi; print({'docx', 'odfdo', 'typst'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True, cwd=files.ROOT)
    assert done.stdout.strip() == "set()"
